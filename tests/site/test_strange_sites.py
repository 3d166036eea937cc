"""Sites of programmes that are not the fictional one: of other shapes, and of strangers whose texts want to be more."""

from __future__ import annotations

import datetime
import itertools
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import BASE, HERE, ROOT
from site_pages import Tags, broken_links, everything, pages_in
from strangers import READ, strange

from cic.pages.show.catalogue import all_things
from cic.storage.folder import Folder
from cic.storage.loader import load

DEMO = ROOT / "cic" / "scaffold" / "demo"
WORLDS = {path.name: path for path in sorted((HERE / "worlds").iterdir()) if path.is_dir()}
OURS = {
    *("html", "head", "meta", "title", "link", "script", "body", "a", "header", "h1", "h2", "h3", "h4", "dl", "div", "dt"),
    *("dd", "nav", "ul", "ol", "li", "main", "section", "figure", "figcaption", "svg", "desc", "g", "text", "rect", "path"),
    *("circle", "table", "caption", "bdi", "thead", "tbody", "tr", "th", "td", "span", "p", "strong", "blockquote", "i"),
    *("small", "details", "summary", "footer", "label", "input", "abbr", "wbr"),
}  # fmt: skip
DANGER = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]|##\\w*\\["
)
MARK = re.compile("q[0-9]+q")
ATTRIBUTE_OF_SCRIPT = re.compile("on[a-z]+$")


def made(folder: Path, data: Path) -> Path:
    command = [sys.executable, "-m", "cic", "site", folder, "--data", data, "--as-of", "2034-06-30", "--lang", "en"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert ran.returncode in (0, 1), ran.stderr
    assert "Traceback" not in ran.stderr
    return folder


@pytest.mark.parametrize("name", ["base", *WORLDS])
def test_programmes_of_other_shapes_have_whole_sites(name: str, tmp_path: Path) -> None:
    folder = made(tmp_path / "site", WORLDS.get(name, BASE))
    pages = pages_in(folder)
    assert broken_links(pages, folder) == []
    for page, tags in pages.items():
        levels = [int(tag[1]) for tag, _ in tags.tags if re.fullmatch("h[1-6]", tag)]
        assert levels[0] == 1, page
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), (page, levels)
        ids = [one["id"] for _, one in tags.tags if "id" in one]
        assert len(ids) == len(set(ids)), page


@pytest.fixture(scope="module")
def strangers(tmp_path_factory) -> tuple[Path, Path]:
    root = tmp_path_factory.mktemp("strangers")
    files = {path.relative_to(DEMO).as_posix(): path.read_bytes() for path in sorted(DEMO.rglob("*.yaml"))}
    for name, raw in strange(files, READ).items():
        (root / "data" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "data" / name).write_bytes(raw)
    return root / "data", made(root / "public", root / "data")


def test_nothing_of_a_stranger_runs(strangers: tuple[Path, Path]) -> None:
    _, folder = strangers
    pages = pages_in(folder)
    assert broken_links(pages, folder) == []
    for name, page in pages.items():
        assert {tag for tag, _ in page.tags} <= OURS, name
        for tag, attributes in page.tags:
            assert not any(ATTRIBUTE_OF_SCRIPT.fullmatch(one) for one in attributes), (name, attributes)
            assert "src" not in attributes or tag == "script", (name, attributes)
            assert not attributes.get("href", "").startswith(("javascript", "http")), (name, attributes)
    for path in folder.rglob("*"):
        if path.suffix in (".html", ".js"):
            found = DANGER.search(path.read_text("utf-8"))
            assert not found, (path, found)
    for code in ("en", "fr", "nl"):
        script = (folder / "assets" / f"search.{code}.js").read_text("ascii")
        assert "<" not in script
        assert script.count("\n") == 1
        json.loads(script.removeprefix("var cicPages = ").removesuffix(";\n"))


def test_nothing_of_a_stranger_is_lost(strangers: tuple[Path, Path]) -> None:
    """What the report says stands in the site, and each thing has its page."""
    data, folder = strangers
    words = "".join(text for _, text in everything(folder))
    report = (folder / "en" / "tables" / "report.json").read_text("utf-8")
    assert len(set(MARK.findall(report))) > 50
    assert set(MARK.findall(report)) <= set(MARK.findall(words))
    programme = load(Folder(data), datetime.date(2034, 6, 30)).programme
    things = {thing.id for thing in all_things(programme)}
    assert len(pages_in(folder)) > len(things)
    assert all(isinstance(page, Tags) for page in pages_in(folder).values())
