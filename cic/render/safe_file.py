"""Files of an office suite that an output may be, and no way to make one but to look through all that it holds.

Such a file is a zip of parts in XML. Whatever a program that opens it would run, fetch or follow is refused, whichever
way it came in: with a template, or past those who write the texts.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from html import unescape
from typing import Self

from cic.base.message import Message
from cic.render.safe_text import SafeBytes

_INERT_ENDINGS = frozenset(
    ("xml", "rels", "vml", "png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "emf", "wmf", "svg", "odttf", "ttf")
)
_ACTIVE_NAME = re.compile(r"vba|activex|embeddings|externallink|connections\.|querytable|customui|ctrlprops", re.I)
_ACTIVE_KIND = re.compile(rb"macroEnabled|vbaProject|ms-office\.activeX|oleObject|attachedToolbars", re.I)
_EXTERNAL = re.compile(rb"<Relationship\b[^>]*\bTargetMode\s*=\s*[\"']External[\"'][^>]*>", re.I)
_LINK = re.compile(rb"/relationships/hyperlink[\"']")
_LETTERHEAD = re.compile(r"word/_rels/(?:header|footer)\d*\.xml\.rels")
"""Where the address of whoever sends a document may be a link: in what a template prints around the text."""
_IN_SHEETS = re.compile(rb"<(?:f|oleObjects?|controls?|ddeLinks?)[ />]")
_LINK_IN_SHEET = re.compile(rb"<(?:\w+:)?hyperlink[^s][^>]*>?", re.I)
_TO_A_SHEET = re.compile(rb"<hyperlink ref=\"[A-Z]+[0-9]+\" location=\"'([^\"]+)'!A1\"(?: display=\"[^\"<>]*\")?/>")
"""A link to a sheet, and nothing in it that names another file: neither a relationship nor a path."""
_SHEET = re.compile(rb'<sheet name="([^"]+)"')
_IN_DOCUMENTS = re.compile(rb"<(?:w:(?:altChunk|object|control|subDoc|mailMerge|attachedTemplate)|o:OLEObject)[ />]")
_FIELD = re.compile(
    rb'fldCharType="(?P<mark>\w+)"|<w:instrText[^>]*>(?P<part>[^<]*)<|\bw:instr="(?P<whole>[^"]*)"', re.DOTALL
)
_FIELDS = frozenset(
    b"TOC PAGEREF PAGE NUMPAGES SECTIONPAGES SECTION DATE TIME STYLEREF TITLE SUBJECT AUTHOR FILENAME".split()
)
"""Fields that say something about the document itself."""


class OfficeFile(bytes):
    """A file of an office suite in which nothing runs: the same bytes for the same parts."""

    __slots__ = ()

    @classmethod
    def of(cls, parts: Mapping[str, bytes]) -> Self:
        """The parts as a file, in their order. Raises ActiveError, which names them, for parts that would run."""
        found = tuple(active(parts))
        if found:
            raise ActiveError(found)
        from cic.base.files import zipped

        return cls(zipped(parts))

    def as_output(self, _: bool) -> Self:
        """The whole output: it has been looked through when it was made."""
        return self

    def encoded(self, _: str) -> SafeBytes:
        """As a file holds it, whatever the encoding of texts."""
        return SafeBytes(bytes(self))


class ActiveError(ValueError):
    """A file would hold what a program that opens it runs, fetches or follows: `found` names it, part by part."""

    def __init__(self, found: tuple[Message, ...]) -> None:
        self.found = found
        super().__init__(", ".join(map(str, found)))


class XlsxFile(OfficeFile):
    """A workbook."""

    __slots__ = ()


class DocxFile(OfficeFile):
    """A document of a word processor."""

    __slots__ = ()


def active(parts: Mapping[str, bytes]) -> Iterator[Message]:
    """What a program that opens the parts would run, fetch or follow, in words that name the part."""
    sheets = frozenset(map(_named, _SHEET.findall(parts.get("xl/workbook.xml", b""))))
    for name, content in parts.items():
        if name.rpartition(".")[2].lower() not in _INERT_ENDINGS or _ACTIVE_NAME.search(name):
            yield Message("{part} (a program)", {"part": name})
        elif name == "[Content_Types].xml" and _ACTIVE_KIND.search(content):
            yield Message("{part} (a program)", {"part": name})
        elif name.endswith(".rels") and _leads_elsewhere(name, content):
            yield Message("{part} (a reference to elsewhere)", {"part": name})
        elif name.startswith("xl/worksheets/") and (_IN_SHEETS.search(content) or _links_away(content, sheets)):
            yield Message("{part} (a formula or a link)", {"part": name})
        elif name.startswith("word/") and _IN_DOCUMENTS.search(content):
            yield Message("{part} (an embedded object)", {"part": name})
        elif name.startswith("word/"):
            for field in (instruction.split()[0].upper() for instruction in _fields(content)):
                if field not in _FIELDS:
                    yield Message(
                        "{part} (the field {field})", {"part": name, "field": field.decode("ascii", "replace")}
                    )


def _links_away(content: bytes, sheets: Collection[str]) -> bool:
    """Whether a sheet links to anything but the beginning of a sheet of its own workbook."""
    links = (_TO_A_SHEET.fullmatch(one) for one in _LINK_IN_SHEET.findall(content))
    return not all(link and _named(link[1]).replace("''", "'") in sheets for link in links)


def _named(name: bytes) -> str:
    return unescape(name.decode("utf-8", "replace"))


def _leads_elsewhere(name: str, content: bytes) -> bool:
    outside = _EXTERNAL.findall(content)
    return not all(_LETTERHEAD.fullmatch(name) and _LINK.search(one) for one in outside)


def _fields(content: bytes) -> Iterator[bytes]:
    """The instructions of fields, whose parts may stand apart."""
    instruction = b""
    for found in _FIELD.finditer(content):
        if found["part"] is not None:
            instruction += found["part"]
            continue
        if instruction.strip():
            yield instruction
        instruction = b""
        if found["whole"] is not None and found["whole"].strip():
            yield found["whole"]
    if instruction.strip():
        yield instruction
