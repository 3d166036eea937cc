"""Tables that share a sheet: a workbook of thousands of sheets opens nowhere, and nobody finds anything in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from cic.base.message import Message
from cic.pages.tables import Column, Table, words
from cic.render.office.parts import section_name

MOST_SHEETS = 250
"""Of tables; each has its own up to there."""
_WHICH = Column("table", words("Table"))


def together(tables: Sequence[Table]) -> list[Table]:
    """The tables, where there are too many those one after another with the same columns as one: a column before the
    others says which one a row is of."""
    if len(tables) <= MOST_SHEETS:
        return list(tables)
    groups = groupby(tables, lambda table: (table.section, table.columns, table.is_told))
    return [joined for _, group in groups for joined in _joined(list(group))]


def _joined(tables: list[Table]) -> Iterator[Table]:
    first = tables[0]
    if len(tables) == 1:
        yield first
        return
    # of a table in which nothing stands there is a row that names it alone
    nothing = ((None,) * len(first.columns),)
    yield Table(
        first.key,
        section_name(first.section) if first.section else first.title,
        (_WHICH, *first.columns),
        tuple((table.title, *row) for table in tables for row in (table.rows or nothing)),
        tuple(_note(table, note) for table in tables for note in table.notes),
        first.section,
        first.named_by + 1,
    )


def _note(table: Table, note: Message) -> Message:
    return words("{name}: {value}", name=table.title, value=note)
