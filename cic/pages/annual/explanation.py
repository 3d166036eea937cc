"""`cic report --explain`: the arithmetic of each figure of a page, with the places of what it is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from cic.diagnostics import Spot
from cic.pages.tables import Cell, Column, Derivation, Derived, Page, Table, Value, value_in, words


class Explained(NamedTuple):
    """A figure of a page, and how it came about.

    row: what names the row.
    """

    table: Table
    column: Column
    row: Value
    value: Value
    derivation: Derivation


def explained(page: Page) -> Iterator[Explained]:
    """Every figure of the page that knows how it came about, table by table and row by row."""
    for table in page.tables:
        for row in table.rows:
            for column, cell in zip(table.columns, row, strict=True):
                if isinstance(cell, Derived):
                    yield Explained(table, column, _name(row[: table.named_by]), cell.value, cell.how())


def explanation(page: Page, place_of: Callable[[Spot], str]) -> Table:
    """The figures of a page as a table; they have the titles that they have on the page."""
    columns = (
        Column("table", words("Table"), "id"),
        Column("row", words("Row")),
        Column("figure", words("Figure")),
        Column("value", words("Value"), "number"),
        Column("calculation", words("Calculation")),
        Column("places", words("Places")),
    )
    rows = tuple(
        (
            one.table.key,
            one.row,
            one.column.title,
            one.value,
            one.derivation.calculation or None,
            ", ".join(dict.fromkeys(map(place_of, one.derivation.spots))) or None,
        )
        for one in explained(page)
    )
    return Table("explain", words("How each figure came about"), columns, rows, section="explain")


def _name(cells: tuple[Cell, ...]) -> Value:
    """What the first cells of a row say, as one."""
    values = [value for cell in cells if (value := value_in(cell)) is not None]
    return values[0] if len(values) == 1 else words("{parts}", parts=tuple(values))
