"""What a workbook must be before a library reads it: an ordinary one, unpacked under watch, and made anew of the parts
that were judged, so that nothing else can be reached.

The limits are generous for forms: one of forty communes has some 2 MB unpacked and 60,000 elements, and a file at the
limits, however it is made, is read in about two seconds and 150 MB.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cic.base.errors import UserError
from cic.base.message import Message, phrase
from cic.entry.workbook.other_kinds import refuse_other_kinds, refuse_other_packages
from cic.entry.workbook.xml_guard import Budget, Notes, Relation, watched

MOST_BYTES = 5_000_000
MOST_PARTS = 400
MOST_UNPACKED = 12_000_000
MOST_OF_A_PART = 8_000_000
MOST_TIMES = 200
"""Unpacked bytes for one packed; sheets of a thousand like rows come to 40."""
_SMALL = 300_000
"""Bytes of a part of which it does not matter how well it was packed."""
_CHUNK = 1 << 16
_ENTRY = b"PK\x01\x02"
_HARMFUL: tuple[tuple[str, str], ...] = (
    (r"xl/(?:vba|macrosheets|dialogsheets|intlmacrosheets)", phrase("macros")),
    (r"(?:customui|userCustomization)/", phrase("macros")),
    (r"xl/(?:activex|ctrlprops|embeddings)", phrase("embedded objects")),
    (r"xl/(?:connections|querytables|model|externallinks|webextensions|ddelinks)", phrase("links to other files")),
)
_HARMFUL_RELATIONS: tuple[tuple[str, str], ...] = (
    (r"/(?:vbaProject|xlMacrosheet|xlIntlMacrosheet|dialogsheet)", phrase("macros")),
    (r"/(?:oleObject|package|control|activeXControl)", phrase("embedded objects")),
    (r"/(?:externalLink|connections|queryTable|attachedTemplate)", phrase("links to other files")),
)
_XML = (".xml", ".rels", ".vml")
_KEPT = re.compile(
    r"\[Content_Types\]\.xml|docProps/custom\.xml|xl/(?:_rels/workbook\.xml\.rels|workbook\.xml|sharedStrings\.xml|"
    r"styles\.xml|worksheets/[^/]+\.xml)",
    re.IGNORECASE,
)
"""The parts that are read; pictures, comments, charts, themes and settings of printers are none of them."""
_SAVED = re.compile(rb"<dcterms:modified\b[^<>]{0,200}>\s*([0-9T:.Z+-]{10,40})\s*</")
_COPY = phrase(
    "take them away, or copy what was filled in into a new form, which cic form makes: nothing else belongs in it"
)
_DAMAGED = phrase("open it in Excel or LibreOffice and save it once more as .xlsx; or ask for the file again")


class Judged(NamedTuple):
    """A workbook that may be read: a zip file of the judged parts alone, and what stands in them beside the cells, by
    the names of the parts. commented: the cells with comments, by the name of the sheet's part. linked: those with
    links, and where each leads."""

    package: bytes
    notes: Mapping[str, Notes]
    commented: Mapping[str, tuple[str, ...]]
    linked: Mapping[str, tuple[tuple[str, str], ...]]
    saved: str = ""
    """When a program saved it last, as it says itself: 2032-02-01T10:15:00Z; empty where it does not say."""


def judged(raw: bytes, name: str) -> Judged:
    """The workbook, made anew. name: what messages call it. Raises UserError where it is none, where it is more than a
    form can be, and where it holds what a form does not hold."""
    refuse_other_kinds(raw, name)
    if len(raw) > MOST_BYTES:
        raise _too_much(name, phrase("{file} has {found} bytes, a form has at most {most}"), len(raw), MOST_BYTES)
    if raw.count(_ENTRY) > MOST_PARTS:
        raise _too_much(
            name, phrase("{file} has {found} parts, a form has at most {most}"), raw.count(_ENTRY), MOST_PARTS
        )
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return _judged(archive, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        # zipfile has these for what is cut off, damaged, packed in other ways or encrypted
        raise UserError("{file} is damaged: it cannot be unpacked", _DAMAGED, file=name) from error


def _judged(archive: zipfile.ZipFile, name: str) -> Judged:
    entries = archive.infolist()
    parts = {entry.filename for entry in entries}
    told = next((entry for entry in entries if entry.filename == "mimetype"), None)
    said = archive.open(told).read(100) if told is not None and not told.flag_bits & 1 else b""
    refuse_other_packages(parts, said, name)
    _refuse_parts(entries, name)
    budget, notes, content = Budget(name), dict[str, Notes](), dict[str, bytes]()
    left, saved = MOST_UNPACKED, None
    for entry in entries:
        if entry.is_dir():
            continue
        watch = watched(entry.filename, budget) if entry.filename.casefold().endswith(_XML) else None
        pieces = []
        for piece in _unpacked(archive, entry, left, name):
            left -= len(piece)
            if watch is not None:
                watch.feed(piece)
                pieces.append(piece)
        if watch is not None:
            notes[entry.filename] = watch.closed()
            if _KEPT.fullmatch(entry.filename):
                content[entry.filename] = b"".join(pieces)
            elif entry.filename.casefold() == "docprops/core.xml":
                saved = _SAVED.search(b"".join(pieces))
    _refuse_relations(notes, name)
    return Judged(_packed(content), notes, _commented(notes), _linked(notes), saved[1].decode() if saved else "")


def _refuse_parts(entries: list[zipfile.ZipInfo], name: str) -> None:
    seen: set[str] = set()
    for entry in entries:
        part = entry.filename
        if entry.flag_bits & 1:
            raise UserError("{file} is protected by a password", "save it without one, as .xlsx", file=name)
        steps = part.split("/")
        if ".." in steps or part.startswith("/") or "\\" in part or "\0" in part or ":" in part or len(part) > 200:
            raise UserError(
                "{file} has a part that leads out of it: {part}; no spreadsheet program writes that",
                _DAMAGED,
                file=name,
                part=part[:100],
            )
        if part.casefold() in seen:
            raise UserError(
                "{file} has the part {part} twice, and programs would read it differently",
                _DAMAGED,
                file=name,
                part=part,
            )
        seen.add(part.casefold())
        for pattern, what in _HARMFUL:
            if re.match(pattern, part, re.IGNORECASE):
                raise _harmful(name, what)


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int, name: str) -> Iterator[bytes]:
    """The bytes of a part, counted while they come: what the file says of its size is not believed."""
    count = 0
    packed = max(entry.compress_size, 1)
    with archive.open(entry) as stream:
        while piece := stream.read(_CHUNK):
            count += len(piece)
            if count > min(left, MOST_OF_A_PART) or (count > _SMALL and count > MOST_TIMES * packed):
                raise UserError(
                    "{file} is a small file that would unpack to a very large one: its part {part} was left at {size} "
                    "bytes",
                    "a form is never like that: save it once more in Excel or LibreOffice, or fill in a new one",
                    file=name,
                    part=entry.filename,
                    size=count,
                )
            yield piece


def _refuse_relations(notes: Mapping[str, Notes], name: str) -> None:
    for one in notes.values():
        for relation in one.relations:
            for pattern, what in _HARMFUL_RELATIONS:
                if re.search(f"{pattern}$", relation.type, re.IGNORECASE):
                    raise _harmful(name, what)
        if one.has_macros:
            raise _harmful(name, phrase("macros"))
        if one.is_strict:
            raise UserError(
                "{file} is saved as “Strict Open XML”, which few programs read",
                "save it as “Excel workbook (.xlsx)”, without “Strict”",
                file=name,
            )


def _harmful(name: str, kind: str) -> UserError:
    return UserError("{file} holds {what}: it was not opened", _COPY, file=name, what=Message(kind))


def _too_much(name: str, template: str, found: int, most: int) -> UserError:
    return UserError(template, "give the form as it was made by cic form, filled in", file=name, found=found, most=most)


def _packed(content: Mapping[str, bytes]) -> bytes:
    from cic.base.files import zipped

    return zipped(content)


def _commented(notes: Mapping[str, Notes]) -> dict[str, tuple[str, ...]]:
    """Which cells have comments, by the part of their sheet."""
    found: dict[str, tuple[str, ...]] = {}
    for part, one in notes.items():
        folder, _, own = part.rpartition("/_rels/")
        if not own:
            continue
        for relation in one.relations:
            if relation.type.endswith("/comments"):
                refs = notes.get(_target(folder, relation))
                if refs is not None:
                    found[f"{folder}/{own.removesuffix('.rels')}"] = tuple(refs.comments)
    return found


def _linked(notes: Mapping[str, Notes]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Where the links of cells lead, by the part of their sheet."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for part, one in notes.items():
        if one.links:
            folder, _, own = part.rpartition("/")
            beside = notes.get(f"{folder}/_rels/{own}.rels", Notes())
            targets = {relation.id: relation.target for relation in beside.relations}
            found[part] = tuple((ref, targets[id]) for ref, id in one.links if targets.get(id))
    return found


def _target(folder: str, relation: Relation) -> str:
    way = relation.target
    return way[1:] if way.startswith("/") else posixpath.normpath(posixpath.join(folder, way))
