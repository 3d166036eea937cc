"""The pages of a site, read back: their tags, their words, their links."""

from __future__ import annotations

import base64
import posixpath
import re
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from conftest import ROOT
from office import whole_text


def made_site(folder: Path, data: Path, *options: object) -> Path:
    """The site of a data folder, made by the command, of a day after the end of the demo."""
    command = [sys.executable, "-m", "cic", "site", folder, "--data", data, "--as-of", "2024-06-30", "--lang", "en"]
    ran = subprocess.run([*command, *options], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert ran.returncode == 0, ran.stderr
    return folder


class Tags(HTMLParser):
    """The tags of a page with their attributes, and its texts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def of(self, *names: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.tags if tag in names]


def pages_in(folder: Path) -> dict[str, Tags]:
    return {
        path.relative_to(folder).as_posix(): Tags(path.read_text("utf-8")) for path in sorted(folder.rglob("*.html"))
    }


def broken_links(pages: dict[str, Tags], folder: Path) -> list[tuple[str, str]]:
    """The links that lead to no file of the folder, or to no place of a page."""
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    ids = {name: {a["id"] for _, a in page.tags if "id" in a} for name, page in pages.items()}
    found = []
    for name, page in pages.items():
        links = [a["href"] for a in page.of("a", "link") if "href" in a] + [a["src"] for a in page.of("script", "img")]
        for link in links:
            if link.startswith("data:text/csv"):
                continue
            parts = urlsplit(link)
            target = (
                posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path))) if parts.path else name
            )
            if parts.scheme or target not in files or (parts.fragment and parts.fragment not in ids[target]):
                found.append((name, link))
    return found


def everything(folder: Path) -> Iterator[tuple[str, str]]:
    """The text of every file, and what stands in it to be taken away."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            text = whole_text(path.read_bytes()) if path.suffix == ".xlsx" else path.read_bytes().decode("utf-8-sig")
            taken = [base64.b64decode(one).decode("utf-8-sig") for one in re.findall(r";base64,([\w+/=]+)", text)]
            yield path.relative_to(folder).as_posix(), "\n".join([unescape(text), *taken])
