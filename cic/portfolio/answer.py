"""What the tables of many programmes answer to a question in SQL that somebody writes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import count
from math import isfinite
from typing import Any

from cic.base.errors import UserError
from cic.pages.tables import Cell, Column, Page, Table, words
from cic.portfolio.store import Renewed
from cic.portfolio.summary import facts

MOST_ROWS = 1_000_000
"""So many rows of an answer are shown: a question may be answered without end."""
_HEARD = 0.2
"""Seconds after which an interrupt is heard at the latest, on systems where waiting hears none."""


def answer(connection: Any, done: Renewed, query: str) -> Page:
    """What the tables answer to a question in SQL. Raises UserError for one that cannot be understood, for what is no
    question, for several, and where the answer is too long for a page."""
    from cic.datasets.library import duckdb

    engine = duckdb()
    try:
        statements = connection.extract_statements(query)
        if [engine.ExpectedResultType.QUERY_RESULT in one.expected_result_type for one in statements] != [True]:
            raise UserError("a query is one question in SQL", 'cic portfolio query "SELECT …" programmes')
        names, rows = _heeding_interrupts(connection, statements[0])
    except engine.Error as error:
        raise UserError(
            "the question cannot be answered: {reason}",
            'what can be asked say the questions "SHOW TABLES" and "DESCRIBE findings"; docs/datasets.md explains it',
            reason=_without_pointer(str(error)),
        ) from error
    if len(rows) > MOST_ROWS:
        raise UserError(
            "the answer has more than {most} rows",
            "ask for sums, or add LIMIT; whole tables are written by cic export datasets",
            most=MOST_ROWS,
        )
    columns = tuple(
        Column(name, name, "number" if any(isinstance(row[n], (int, Decimal)) for row in rows) else "text")
        for n, name in enumerate(_distinct(names))
    )
    table = Table("answer", words("Answer"), columns, tuple(tuple(map(_answered, row)) for row in rows))
    return Page("", facts(done), (table,))


def _heeding_interrupts(connection: Any, statement: Any) -> tuple[list[str], list[tuple[Any, ...]]]:
    """The names of the columns and the rows, of these one more than are shown. A thread of its own waits for them: the
    engine does not always hear that it is interrupted, this one does."""
    from concurrent.futures import ThreadPoolExecutor, wait

    def ask() -> tuple[list[str], list[tuple[Any, ...]]]:
        asked = connection.execute(statement)
        return [one[0] for one in asked.description], asked.fetchmany(MOST_ROWS + 1)

    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(ask)
        try:
            while not coming.done():
                wait([coming], _HEARD)
        except KeyboardInterrupt:
            while not coming.done():
                connection.interrupt()
                wait([coming], _HEARD)
            raise
        return coming.result()


def _without_pointer(said: str) -> str:
    """What the engine says, on one line, where a pointer below the question would point to nothing."""
    return " ".join(word for line in said.splitlines() if line.strip(" ^") for word in line.split())


def _distinct(names: Sequence[str]) -> Iterator[str]:
    taken = set(names)
    seen: set[str] = set()
    for name in names:
        own = name
        for n in count(2):
            if own not in seen and (own == name or own not in taken):
                break
            own = f"{name}_{n}"
        seen.add(own)
        yield own


def _answered(value: Any) -> Cell:
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, Decimal)):
        return Decimal(value)
    if isinstance(value, float):
        return Decimal(repr(value)) if isfinite(value) else f"{value}"
    return f"{value}"
