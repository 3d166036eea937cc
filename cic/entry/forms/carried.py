"""What a form carries of itself: of what it is, and what it showed when it was made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from cic.base.errors import UserError
from cic.base.message import phrase
from cic.entry.workbook.reading import Sheet, Workbook
from cic.pages.form.cells import FORMAT, Shown, digest_of

_NEW = phrase("copy what was filled in into a new form: cic form makes it")
_HEAD, _SHOWN, _SHEETS = (1, 2), (3, 4, 5), (6,)
"""Columns of the hidden sheet: what the form is of; what it showed, cell by cell; its sheets."""
COVER = "cover"
"""What the first sheet says it is, which asks nothing."""
_MARK = "format"


class Carried(NamedTuple):
    """head: what the form is of, by name. shown: by the id of a cell. sheets: their keys. sheet: the hidden one, by its
    title."""

    head: Mapping[str, str]
    shown: Mapping[str, Shown]
    sheets: frozenset[str]
    sheet: str


def carried(book: Workbook, name: str) -> Carried:
    """What the workbook carries. Raises UserError where it is no form, one of another format, or was changed in what
    nobody is to change."""
    own = [sheet for sheet in book.sheets if _text(sheet, 1, 1) == _MARK]
    if not own:
        raise UserError(
            "{file} is no form of cic: the hidden sheet is missing that says what its cells mean", _NEW, file=name
        )
    if len(own) > 1:
        raise UserError(
            "{file} holds two forms: the sheets of another workbook were put into it",
            "give each form as a file of its own, as it came back; or copy what was filled in into a new form: cic "
            "form makes it",
            file=name,
        )
    sheet = own[0]
    head = tuple(_rows(sheet, _HEAD))
    said = {row[0]: row[1] for row in head}
    shown = tuple(Shown(*row) for row in _rows(sheet, _SHOWN))
    if said.get(_MARK) != str(FORMAT):
        raise UserError(
            "{file} is a form of another version of cic ({found}, this one reads {known})",
            _NEW,
            file=name,
            found=said.get(_MARK, ""),
            known=FORMAT,
        )
    digest = said.pop("digest", "")
    if digest_of(tuple((row[0], row[1]) for row in head if row[0] != "digest"), shown) != digest:
        raise UserError(
            "{file} was changed in its hidden sheet, so that nobody knows what it showed when it was made",
            _NEW,
            file=name,
        )
    sheets = frozenset(row[0] for row in _rows(sheet, _SHEETS))
    return Carried(said, {one.id: one for one in shown}, sheets, sheet.title)


def _rows(sheet: Sheet, columns: tuple[int, ...]) -> list[tuple[str, ...]]:
    """The rows of some columns, from the first to the last that has anything in the first of them."""
    found: list[tuple[str, ...]] = []
    row = 1
    while _text(sheet, row, columns[0]):
        found.append(tuple(_text(sheet, row, column) for column in columns))
        row += 1
    return found


def _text(sheet: Sheet, row: int, column: int) -> str:
    cell = sheet.cells.get((row, column))
    return str(cell.value) if cell is not None and cell.kind in ("text", "number") else ""
