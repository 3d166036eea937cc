"""The sheets of a form in a workbook that people have worked in: each by the key that it carries, wherever its cells
were moved to."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from cic.base.message import Message
from cic.entry.workbook.reading import Cell, Sheet, Where, coordinate
from cic.pages.form.cells import COLUMNS


class Spot(NamedTuple):
    """A cell by the title of its sheet and its name: B2."""

    sheet: str
    cell: str


class Stray(NamedTuple):
    """What stands where it cannot be taken: what was typed, why it cannot, and what to do. ids: of the cells of the
    form that cannot be taken because of it."""

    spot: Spot
    typed: str
    why: Message
    advice: Message
    ids: tuple[str, ...] = ()


class Page(NamedTuple):
    """A sheet of the workbook that says which of the form it is. corner: the cell that says it; its column has the keys
    of the rows, its row the numbers of the columns."""

    sheet: Sheet
    key: str
    corner: Where

    def rows(self) -> Iterator[tuple[int, str]]:
        """The rows below with their keys."""
        for (row, column), cell in sorted(self.sheet.cells.items()):
            if column == self.corner[1] and row > self.corner[0] and isinstance(cell.value, str):
                yield row, cell.value

    def columns(self) -> Iterator[tuple[int, int]]:
        """The columns with their numbers in the form, from 0."""
        for (row, column), cell in sorted(self.sheet.cells.items()):
            if row == self.corner[0] and column != self.corner[1] and (number := _number_of(cell)):
                yield column, number - 1

    def spot(self, where: Where) -> Spot:
        """A cell of the page, as people name it."""
        return Spot(self.sheet.title, coordinate(where))


def text_at(sheet: Sheet, row: int, column: int) -> str:
    """The text in a cell; empty where there is none."""
    cell = sheet.cells.get((row, column))
    return cell.value if cell is not None and isinstance(cell.value, str) else ""


def _number_of(cell: Cell) -> int:
    """The number of a column that a cell says; 0 where it says none."""
    said = cell.value if isinstance(cell.value, str) else ""
    return int(said) if said in _NUMBERS else 0


_NUMBERS = frozenset(str(number + 1) for number in range(COLUMNS))


def corner_of(sheet: Sheet, keys: Collection[str]) -> Page | None:
    """The cell that says which sheet of the form this is: one of its keys, with the numbers of columns in its row."""
    for where, cell in sorted(sheet.cells.items()):
        if isinstance(cell.value, str) and cell.value in keys:
            page = Page(sheet, cell.value, where)
            if len(list(page.columns())) > 1:
                return page
    return None
