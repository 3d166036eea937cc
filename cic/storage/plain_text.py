"""The plain texts of source documents: files of a folder, known by their SHA-256. Nothing in them is trusted."""

from __future__ import annotations

import hashlib
import html
import os
import re
import stat
import xml.etree.ElementTree as ElementTree
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from cic.base.errors import UserError
from cic.base.message import Message, phrase
from cic.base.reasons import reason_of

MAX_BYTES = 32 * 1024 * 1024
"""Of a file; a larger one is not read."""
MAX_CHARACTERS = 1024 * 1024
"""Of a text: some five hundred pages; one that consists of figures alone is read in some ten seconds."""
_MOST_FILES = 10_000
_MOST_LEVELS = 6


class Texts(NamedTuple):
    """The texts by the id of their document, and why there is none of the others."""

    found: Mapping[str, str]
    lacking: Mapping[str, Message]


def plain_texts(folder: Path, fingerprints: Mapping[str, str]) -> Texts:
    """The texts of the documents, of which each is known by its id and the SHA-256 of its file, whatever its name.

    Raises UserError where the folder cannot be read.
    """
    if not folder.is_dir():
        raise UserError(
            "the folder of documents {folder} is not a folder"
            if folder.exists()
            else "the folder of documents {folder} does not exist",
            "say --documents DIR, or set CIC_DOCUMENTS",
            folder=folder,
        )
    found: dict[str, str] = {}
    lacking = {id: Message(phrase("no file of the folder has its fingerprint")) for id in fingerprints}
    wanted: dict[str, list[str]] = {}
    for id, fingerprint in fingerprints.items():
        wanted.setdefault(fingerprint, []).append(id)
    for path in _files(folder):
        raw = _content(path)
        ids = wanted.pop(hashlib.sha256(raw).hexdigest(), ()) if raw is not None else ()
        for id in ids:
            text = _text(path, raw or b"")
            if isinstance(text, Message):
                lacking[id] = text
            else:
                found[id] = text
                del lacking[id]
        if not wanted:
            break
    return Texts(found, lacking)


def _files(folder: Path, level: int = 0) -> Iterator[Path]:
    """The files of a folder and of those in it, sorted; no link to a folder is followed."""
    waiting = [(folder, level)]
    count = 0
    while waiting:
        here, level = waiting.pop()
        try:
            with os.scandir(here) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            if here == folder:
                raise UserError(
                    "the folder {folder} cannot be read: {reason}",
                    "check its permissions",
                    folder=folder,
                    reason=reason_of(error),
                ) from error
            continue
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                if level < _MOST_LEVELS:
                    waiting.append((Path(entry.path), level + 1))
            elif count < _MOST_FILES:
                count += 1
                yield Path(entry.path)


def _content(path: Path) -> bytes | None:
    """The bytes of a file; None of what is no file, is too large or cannot be read."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError:
        return None
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_BYTES:
            return None
        with os.fdopen(os.dup(descriptor), "rb") as file:
            raw = file.read(MAX_BYTES + 1)
        return raw if len(raw) <= MAX_BYTES else None
    except OSError:
        return None
    finally:
        os.close(descriptor)


def _text(path: Path, raw: bytes) -> str | Message:
    """The plain text of a file, or why there is none."""
    ending = path.suffix.lower()
    reader = _READERS.get(ending)
    if reader is None:
        return Message(
            phrase("no text can be read from {ending} files: save it as .txt and name that"), {"ending": ending}
        )
    text = reader(raw)
    if isinstance(text, str) and len(text) > MAX_CHARACTERS:
        return Message(phrase("its text is longer than {limit} characters"), {"limit": MAX_CHARACTERS})
    return text


def _plain(raw: bytes) -> str | Message:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = raw.decode("utf-16", "replace")
    else:
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = raw.decode("cp1252", "replace")
    if "\0" in text:
        return Message(phrase("it is no text"))
    return text.replace("\r\n", "\n").replace("\r", "\n")


_BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "br", "caption", "dd", "div", "dl", "dt", "figcaption", "footer",
        "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend", "li", "main", "nav", "ol", "option", "p",
        "pre", "section", "table", "tbody", "tfoot", "thead", "title", "tr", "ul",
    )
)  # fmt: skip
_CELLS = frozenset(("td", "th"))
_TAG = re.compile(r"[a-z][a-z0-9]*")


def _html(raw: bytes) -> str | Message:
    """What a browser would show, block by block. Each sign is looked at once, whatever is left open."""
    source = _plain(raw)
    if isinstance(source, Message):
        return source
    if len(source) > 16 * MAX_CHARACTERS:
        return Message(phrase("its text is longer than {limit} characters"), {"limit": MAX_CHARACTERS})
    lowered = source.lower() if len(source.lower()) == len(source) else source
    parts: list[str] = []
    at = 0
    while (start := source.find("<", at)) >= 0:
        parts.append(_shown(source[at:start]))
        if source.startswith("<!--", start):
            end, size = source.find("-->", start + 4), 3
        else:
            end, size = source.find(">", start), 1
        if end < 0:
            at = len(source)
            break
        at = end + size
        closes = source.startswith("/", start + 1)
        match = _TAG.match(lowered, start + 1 + closes)
        tag = match.group() if match else ""
        if tag in ("script", "style") and not closes:
            at = lowered.find(f"</{tag}", at)
            if at < 0:
                at = len(source)
        elif tag in _BLOCKS:
            parts.append("\n")
        elif tag in _CELLS:
            parts.append(" ")
    parts.append(_shown(source[at:]))
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line) + "\n"


def _shown(text: str) -> str:
    """A stretch between two tags, where a line break is a space."""
    return re.sub(r"[ \t\n\f]+", " ", html.unescape(text))


_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BREAKS = {f"{_WORD}tab": " ", f"{_WORD}br": "\n", f"{_WORD}cr": "\n"}


def _docx(raw: bytes) -> str | Message:
    """The paragraphs of a document of Word, a line each."""
    import io

    broken = Message(phrase("it is no document of Word, or a damaged one"))
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive, archive.open("word/document.xml") as file:
            source = file.read(MAX_BYTES + 1)
        # entities could make a small file endless, and Word writes none
        if len(source) > MAX_BYTES or b"<!DOCTYPE" in source or b"<!ENTITY" in source:
            return broken
        parts: list[str] = []
        for _, element in ElementTree.iterparse(io.BytesIO(source)):
            if element.tag == f"{_WORD}t":
                parts.append(element.text or "")
            elif element.tag == f"{_WORD}p":
                parts.append("\n")
            else:
                parts.append(_BREAKS.get(str(element.tag), ""))
        return "".join(parts)
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, OSError, EOFError, ValueError, NotImplementedError,
            RuntimeError):  # fmt: skip
        # RuntimeError: encrypted
        return broken


_READERS: Mapping[str, Callable[[bytes], str | Message]] = {
    **dict.fromkeys(("", ".txt", ".text", ".md", ".markdown", ".csv"), _plain),
    **dict.fromkeys((".html", ".htm", ".xhtml"), _html),
    ".docx": _docx,
}
