"""What a file of XML must be before anything reads it: of ordinary size and depth, and without declarations.

Entities are what bombs and references to other files are made of, and they need a DOCTYPE; no file of IATI has one.
"""

from __future__ import annotations

from typing import Any
from xml.parsers.expat import ErrorString, ExpatError, ParserCreate

from cic.base.errors import UserError

MOST_BYTES = 40_000_000
MOST_ELEMENTS = 300_000
MOST_ATTRIBUTES = 50
_PACKED = (b"\x1f\x8b", b"PK\x03\x04", b"BZh", b"\xfd7zXZ\x00")
"""How gzip, zip, bzip2 and xz begin."""
DEEPEST = 50
"""No element of the standard stands deeper than nine; elements of others may stand in it."""


def refuse_hostile(raw: bytes, name: str) -> None:
    """Raises UserError for what is no XML, for a DOCTYPE, and for more than a programme can mean."""
    if len(raw) > MOST_BYTES:
        raise UserError(
            "{file} has {size} bytes, at most {most} are read",
            "cut the file: one activity is enough",
            file=name,
            size=len(raw),
            most=MOST_BYTES,
        )
    if raw.startswith(_PACKED):
        raise UserError("{file} is packed, as .gz, .zip or .xlsx are", "unpack it, and name the XML in it", file=name)
    watch = _Watch(name)
    parser = ParserCreate()
    parser.StartDoctypeDeclHandler = watch.doctype
    parser.StartElementHandler = watch.start
    parser.EndElementHandler = watch.end
    try:
        parser.Parse(raw, True)  # at once: a comment or an attribute that spans pieces would be read anew with each
    except ExpatError as error:
        raise UserError(
            "{file} is not XML: line {line}, column {column}: {reason}",
            "open it in an editor for XML, or fetch it again",
            file=name,
            line=error.lineno,
            column=error.offset + 1,
            reason=ErrorString(error.code),
        ) from error
    except (LookupError, ValueError) as error:  # an encoding that nobody knows, or that expat cannot read
        raise UserError("{file} is not XML: its encoding cannot be read", "write it in UTF-8", file=name) from error


class _Watch:
    """Counts what the parser meets, and stops it."""

    def __init__(self, name: str) -> None:
        self.name, self.elements, self.depth = name, 0, 0

    def doctype(self, *_: Any) -> None:
        raise UserError(
            "{file} has a DOCTYPE, which can make a small file endless or read other files",
            "take the line <!DOCTYPE …> away: no file of IATI needs one",
            file=self.name,
        )

    def start(self, _: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        self.depth += 1
        if self.elements > MOST_ELEMENTS or self.depth > DEEPEST or len(attributes) > MOST_ATTRIBUTES:
            raise UserError(
                "{file} has more than {elements} elements, {depth} levels of them or {attributes} attributes of one",
                "cut the file: one activity is enough",
                file=self.name,
                elements=MOST_ELEMENTS,
                depth=DEEPEST,
                attributes=MOST_ATTRIBUTES,
            )

    def end(self, _: str) -> None:
        self.depth -= 1
