"""The XML of a workbook's parts, watched while it is unpacked: no declarations, ordinary depth and number; and what is
told of a sheet beside its cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from xml.parsers.expat import ErrorString, ExpatError, ParserCreate

from cic.base.errors import UserError
from cic.base.message import phrase

MOST_ELEMENTS = 250_000
"""In all parts together."""
DEEPEST = 40
MOST_ATTRIBUTES = 60
LONGEST = 40_000
"""Characters of an attribute; a cell has 32,767."""
LAST_COLUMN = 256
LAST_ROW = 20_000
MOST_MERGED = 2_000
_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)
_DAMAGED = phrase("open it in Excel or LibreOffice and save it once more as .xlsx; or ask for the file again")


class Relation(NamedTuple):
    """What a part leads to."""

    id: str
    type: str
    target: str


class Notes(NamedTuple):
    """What a part tells beside its cells. merged: as they are written (`B2:C2`). hidden: numbers of rows and columns,
    from 1. comments: the cells that have one. links: cells, with the id of the relation that says where each leads."""

    merged: tuple[str, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    relations: tuple[Relation, ...] = ()
    comments: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    last: tuple[int, int] = (1, 1)
    has_macros: bool = False
    is_strict: bool = False


class Budget:
    """What is left of elements for the parts of one workbook."""

    def __init__(self, name: str) -> None:
        self.name, self.elements = name, MOST_ELEMENTS


def watched(part: str, budget: Budget) -> Watch:
    """A parser for a part, which is fed with its bytes."""
    return Watch(part, budget)


class Watch:
    """Parses a part piece by piece, stops at what is no part of a form, and notes what was told."""

    def __init__(self, part: str, budget: Budget) -> None:
        self._part, self._budget, self._depth = part, budget, 0
        self._merged: list[str] = []
        self._merged_cells = 0
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._relations: list[Relation] = []
        self._comments: list[str] = []
        self._links: list[tuple[str, str]] = []
        self._last_row = self._last_column = 1
        self._cell, self._row_number, self._column_number = "", 0, 0
        self._has_macros = self._is_strict = False
        self._told: Mapping[str, _Told] = {}
        self._parser = ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def feed(self, piece: bytes) -> None:
        """Parse a piece. Raises UserError for what no part of a form has."""
        self._parse(piece, False)

    def closed(self) -> Notes:
        """What was told, once all pieces were fed. Raises UserError as `feed` does."""
        self._parse(b"", True)
        return Notes(
            tuple(self._merged),
            frozenset(self._hidden_rows),
            frozenset(self._hidden_columns),
            tuple(self._relations),
            tuple(self._comments),
            tuple(self._links),
            (self._last_row, self._last_column),
            self._has_macros,
            self._is_strict,
        )

    def _parse(self, piece: bytes, is_last: bool) -> None:
        try:
            self._parser.Parse(piece, is_last)
        except ExpatError as error:
            raise UserError(
                "{file} is damaged: in its part {part} line {line}, column {column}: {reason}",
                _DAMAGED,
                file=self._budget.name,
                part=self._part,
                line=error.lineno,
                column=error.offset + 1,
                reason=ErrorString(error.code),
            ) from error
        except (LookupError, ValueError) as error:
            raise UserError(
                "{file} is damaged: the encoding of its part {part} cannot be read",
                _DAMAGED,
                file=self._budget.name,
                part=self._part,
            ) from error

    def _doctype(self, *_: Any) -> None:
        raise UserError(
            "{file} has a DOCTYPE in its part {part}, which can make a small file endless or read other files; no "
            "spreadsheet program writes one",
            _DAMAGED,
            file=self._budget.name,
            part=self._part,
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._budget.elements -= 1
        self._depth += 1
        is_long = any(len(value) > LONGEST for value in attributes.values())
        if self._budget.elements < 0 or self._depth > DEEPEST or len(attributes) > MOST_ATTRIBUTES or is_long:
            raise UserError(
                "{file} is more than a form can be: more than {elements} elements, {depth} levels of them, "
                "{attributes} attributes of one or {characters} characters in an attribute (part {part})",
                "give the form as it was made by cic form, filled in",
                file=self._budget.name,
                part=self._part,
                elements=MOST_ELEMENTS,
                depth=DEEPEST,
                attributes=MOST_ATTRIBUTES,
                characters=LONGEST,
            )
        own = name.rpartition(":")[2]
        if self._depth == 1:
            self._told = _TOLD.get(own, {})
            self._is_strict = any("purl.oclc.org/ooxml" in value for value in attributes.values())
        told = self._told.get(own)
        if told is not None:
            told(self, attributes)
        elif own == "row" and self._told is not _TOLD["worksheet"] and "r" in attributes:
            raise self._not_in_order(own)

    def _end(self, name: str) -> None:
        self._depth -= 1
        if name[-1] == "c" and name.rpartition(":")[2] == "c":
            self._cell = ""

    # what is told

    def _content_type(self, attributes: dict[str, str]) -> None:
        self._has_macros = self._has_macros or "macroenabled" in attributes.get("ContentType", "").casefold()

    def _relation(self, attributes: dict[str, str]) -> None:
        self._relations.append(
            Relation(attributes.get("Id", ""), attributes.get("Type", ""), attributes.get("Target", ""))
        )

    def _row(self, attributes: dict[str, str]) -> None:
        number = _whole(attributes.get("r", ""))
        self._cell = ""
        if number <= self._row_number:
            raise self._not_in_order(attributes.get("r", ""))
        self._row_number, self._column_number = number, 0
        if attributes.get("hidden") in ("1", "true"):
            self._hidden_rows.add(number)

    def _column(self, attributes: dict[str, str]) -> None:
        first, last = _whole(attributes.get("min", "")), _whole(attributes.get("max", ""))
        if first and attributes.get("hidden") in ("1", "true"):
            self._hidden_columns.update(range(first, min(last, LAST_COLUMN) + 1))

    def _cell_begins(self, attributes: dict[str, str]) -> None:
        self._cell = attributes.get("r", "")
        found = _CELL.fullmatch(self._cell)
        column = column_number(found[1]) if found is not None else 0
        if found is None or int(found[2]) != self._row_number or column <= self._column_number:
            raise self._not_in_order(self._cell)
        self._column_number = column

    def _not_in_order(self, what: str) -> UserError:
        """That rows or cells do not stand one after the other, so that one of two in the same place would be lost."""
        return UserError(
            "{file} is damaged: its part {part} has “{cell}” twice or out of its order, and programs would read it "
            "differently",
            _DAMAGED,
            file=self._budget.name,
            cell=what[:20],
            part=self._part,
        )

    def _value(self, _: dict[str, str]) -> None:
        if self._cell and (self._row_number > LAST_ROW or self._column_number > LAST_COLUMN):
            raise UserError(
                "{file} has something in the cell {cell} (part {part}), far from everything that a form asks",
                "empty it, and save the file again",
                file=self._budget.name,
                cell=self._cell[:20],
                part=self._part,
            )
        if self._cell:
            self._last_row = self._row_number
            self._last_column = max(self._last_column, self._column_number)

    def _merge(self, attributes: dict[str, str]) -> None:
        ref = attributes.get("ref", "")
        corners = [_CELL.fullmatch(one) for one in ref.split(":")]
        ends = [(int(one[2]), column_number(one[1])) for one in corners if one is not None]
        if len(ends) == 2 == len(corners):
            (top, left), (bottom, right) = ends
            self._merged_cells += min(abs(bottom - top) + 1, 10**6) * min(abs(right - left) + 1, 10**5)
        if len(ends) != 2 or self._merged_cells > MOST_MERGED * 20 or len(self._merged) > MOST_MERGED:
            raise UserError(
                "{file} has cells that are merged over the whole sheet (part {part}: {cells})",
                "take the merging away, and save the file again",
                file=self._budget.name,
                part=self._part,
                cells=ref[:40],
            )
        self._merged.append(ref)

    def _link(self, attributes: dict[str, str]) -> None:
        ref, id = attributes.get("ref", ""), next((attributes[one] for one in attributes if one.endswith(":id")), "")
        if id and all(_CELL.fullmatch(one) for one in ref.split(":")):
            self._links.append((ref, id))

    def _comment(self, attributes: dict[str, str]) -> None:
        self._comments.append(attributes.get("ref", "")[:20])


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def column_number(letters: str) -> int:
    """The number of a column by its letters: 1 for A."""
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - 64
    return found


_Told = Callable[[Watch, dict[str, str]], None]
_TOLD: Mapping[str, Mapping[str, _Told]] = {
    "Types": {"Override": Watch._content_type, "Default": Watch._content_type},
    "Relationships": {"Relationship": Watch._relation},
    "comments": {"comment": Watch._comment},
    "worksheet": {
        "row": Watch._row,
        "col": Watch._column,
        "c": Watch._cell_begins,
        "v": Watch._value,
        "is": Watch._value,
        "f": Watch._value,
        "mergeCell": Watch._merge,
        "hyperlink": Watch._link,
    },
}
"""What is noted, by the element that a part begins with."""
