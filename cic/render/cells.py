"""Cells as text: for people in their language, the same in every format; for machines exact and in English."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from cic.analysis.status import Coverage, Limit, Status
from cic.base.ascii import IN_ASCII
from cic.base.message import Message, for_programs, phrase
from cic.base.periods import Period
from cic.language import ENGLISH, Language
from cic.pages.tables import STATES_IN_ASCII, Bound, Cell, Column, Fact, State, Table, Term, Value, value_in, words
from cic.render.safe_text import sanitized

_FACT = Column("value", "", "text")
_STATUSES = str.maketrans({**{status.symbol: status.ascii_sign for status in Status}, **STATES_IN_ASCII})


class Shown(NamedTuple):
    """A table as people see it: what stands behind another cell is within it.

    columns: those that have a cell of their own. titles, rows: as text. cells: the cell that each text was made of.
    """

    columns: tuple[Column, ...]
    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    cells: tuple[tuple[Value, ...], ...]


def shown(table: Table, language: Language, ascii_only: bool = False) -> Shown:
    """The table for people; where only ASCII can be written, other signs than those of a status as escapes."""
    own = [n for n, column in enumerate(table.columns) if not column.joined and not column.short]
    ends = [*own[1:], len(table.columns)]
    rows = tuple(
        tuple(_with_joined(table, row, first, last, language) for first, last in zip(own, ends, strict=True))
        for row in _values(table)
    )
    columns = tuple(table.columns[n] for n in own)
    titles: tuple[str, ...] = tuple(sanitized(language.say(column.title)) for column in columns)
    if ascii_only:
        titles, rows = tuple(map(in_ascii, titles)), tuple(tuple(map(in_ascii, row)) for row in rows)
    return Shown(columns, titles, rows, tuple(tuple(value_in(row[n]) for n in own) for row in table.rows))


def without_empty_columns(table: Table) -> Table:
    """The table without the columns in which nothing stands, which take room and tell people nothing. The first column
    stays, and so does one with something behind it in the same cell."""
    filled = [any(value_in(row[n]) is not None for row in table.rows) for n in range(len(table.columns))]
    for n in range(len(filled) - 1, 0, -1):
        filled[n - 1] = filled[n - 1] or (filled[n] and table.columns[n].joined)
    own = [n for n, is_filled in enumerate(filled) if is_filled or n == 0 or not table.rows]
    if len(own) == len(filled):
        return table
    rows = tuple(tuple(row[n] for n in own) for row in table.rows)
    named = sum(n < table.named_by for n in own)
    return table._replace(columns=tuple(table.columns[n] for n in own), rows=rows, named_by=named)


def _values(table: Table) -> Iterator[tuple[Value, ...]]:
    return (tuple(map(value_in, row)) for row in table.rows)


def in_ascii(text: str) -> str:
    r"""The text in ASCII: the signs of a status, blanks, dashes and the like as other signs, all else as escapes.

    >>> in_ascii("✔ Aït : l’eau – …")
    "+ A\\xeft : l'eau - ..."
    """
    return text.translate(_STATUSES).encode("ascii", IN_ASCII).decode()


def fact_text(fact: Fact, language: Language) -> tuple[str, str]:
    """The name and the value of a fact."""
    return sanitized(language.say(fact.name)), cell_text(_FACT, fact.value, language)


def named(name: str, value: str, language: Language) -> str:
    """`name: value`, with the blank before the colon where the language writes one."""
    return language.say(words("{name}: {value}", name=name, value=value))


def between(language: Language) -> str:
    """What `named` writes between a name and a value."""
    return named("", "", language)


def _with_joined(table: Table, row: tuple[Value, ...], first: int, last: int, language: Language) -> str:
    text = cell_text(table.columns[first], row[first], language)
    for column, cell in zip(table.columns[first + 1 : last], row[first + 1 : last], strict=True):
        if column.short:
            continue
        if isinstance(cell, Status) and isinstance(row[first], State):
            text = cell.symbol
        elif isinstance(cell, Status):
            text = f"{text} {cell.symbol}".lstrip()
        elif value := cell_text(column, cell, language):
            said = value if column.said is None else language.say(column.said._replace(params={"value": value}))
            text = f"{text} ({said})".lstrip()
    return text


def cell_text(column: Column, cell: Cell, language: Language) -> str:
    """The cell for a person: amounts with thousands marks and two decimals, numbers as they are."""
    cell = value_in(cell)
    if cell is None:
        return ""
    if isinstance(cell, Status):
        return cell.symbol if column.as_sign else f"{cell.symbol} {language.say(words(cell.value))}"
    if isinstance(cell, State):
        return (column.as_sign and cell.symbol) or language.say(words(cell.value))
    if isinstance(cell, Coverage):
        return language.say(words("{made} of {expected}", made=cell.reported_by, expected=cell.expected))
    if isinstance(cell, Bound):
        return f"{cell.limit.sign} {cell_text(column, Decimal(cell), language)}"
    if isinstance(cell, Decimal):
        if column.kind in ("percent", "progress"):
            return language.number(cell) + " %"
        written = language.amount(cell) if column.kind == "amount" else language.number(cell)
        return f"+{written}" if column.signed and cell > 0 else written
    if isinstance(cell, datetime.date):
        return language.date(cell)
    if isinstance(cell, Period):
        return language.period(cell)
    said = cell.name if isinstance(cell, Term) else cell
    text = language.say(said) if isinstance(said, Message) else str(said)
    return sanitized(" ".join(text.split()))


def told(column: Column, cell: Cell, language: Language) -> str:
    """The cell in a sentence: a limit in words."""
    value = value_in(cell)
    if not isinstance(value, Bound):
        return cell_text(column, value, language)
    template = phrase("at least {value}") if value.limit is Limit.LEAST else phrase("at most {value}")
    return language.say(words(template, value=cell_text(column, Decimal(value), language)))


def bounds(cells: Iterable[tuple[Column, Cell]]) -> dict[str, str]:
    """Which figures of a row are limits, for machines: by the key of the column, `at least` or `at most`."""
    values = ((column.key, value_in(cell)) for column, cell in cells)
    return {key: value.limit.value for key, value in values if isinstance(value, Bound)}


def plain_text(cell: Cell) -> str:
    """The cell for a machine: exact, without thousands marks; empty where nothing belongs."""
    cell = value_in(cell)
    if cell is None:
        return ""
    if isinstance(cell, (State, Status)):
        return str(cell.value)
    if isinstance(cell, Message):
        return ENGLISH.say(for_programs(cell))
    if isinstance(cell, Coverage):
        return f"{cell.reported_by} of {cell.expected}"
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    return cell.word if isinstance(cell, Term) else str(cell)
