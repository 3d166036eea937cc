"""What the tables of many programmes say of all: a row a programme, money by currency, results by shared code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from cic.analysis.status import Status
from cic.base.errors import UserError
from cic.base.message import Message
from cic.pages.tables import Cell, Column, Fact, Page, State, Table, words
from cic.portfolio.store import Renewed

_STATUSES = tuple(Status)


def report(connection: Any, done: Renewed, year: int | None) -> Page:
    """How each programme stands, at the end of that year or of the latest of its own in which something was due."""
    chosen = "?" if year is not None else "TRY_CAST(left(report_year, 4) AS INTEGER)"
    counted = ", ".join(f"count(*) FILTER (status = '{one.value}')" for one in _STATUSES)
    given = () if year is None else (year,)
    rows = connection.execute(
        f"""
        WITH chosen AS (SELECT folder, programme, name, currency, unread, {chosen} AS year FROM programmes),
        results AS (SELECT c.folder, {counted} FROM chosen c JOIN progress p USING (folder, year) GROUP BY c.folder),
        money AS (SELECT folder, current, spent, reported, expected FROM accounts WHERE year = 'all' AND partnership = ''),
        checks AS (
          SELECT folder, count(*) FILTER (severity = 'error' AND NOT acknowledged),
                 count(*) FILTER (severity = 'warning' AND NOT acknowledged)
          FROM findings GROUP BY folder)
        SELECT c.folder, c.name, c.year, m.current, m.spent, c.currency, m.reported, m.expected, k.* EXCLUDE folder,
               c.unread, r.* EXCLUDE folder
        FROM chosen c LEFT JOIN results r USING (folder) LEFT JOIN money m USING (folder) LEFT JOIN checks k USING (folder)
        ORDER BY c.folder
        """,
        given,
    ).fetchall()
    columns = (
        Column("folder", words("Folder"), "id"),
        Column("name", words("Programme")),
        Column("year", words("Year"), "year"),
        Column("budget", words("Budget"), "amount"),
        Column("spent", words("Spent"), "amount"),
        Column("currency", words("Currency"), "id"),
        Column("reported", words("Accounts reported"), "number"),
        Column("expected", words("Accounts asked"), "number"),
        Column("errors", words("Errors"), "number"),
        Column("warnings", words("Warnings"), "number"),
        Column("unread", words("Files not read"), "number"),
        *(Column(one.name.lower(), Message(one.value), "number") for one in _STATUSES),
    )
    shown = tuple(
        tuple(_cell(value, State.NOT_STATED if 3 <= n < 5 else 0 if n > 5 else None) for n, value in enumerate(row))
        for row in rows
    )
    table = Table("programmes", words("Programmes"), columns, shown)
    return Page(
        "", _facts(done), tuple(filter(_has_rows, (table, _money(connection), _codes(connection, chosen, given))))
    )


def check(connection: Any, done: Renewed) -> Page:
    """What the check found in each programme."""
    rows = connection.execute(
        """
        SELECT p.folder, p.name, p.files, p.unread,
               count(*) FILTER (severity = 'error' AND NOT acknowledged),
               count(*) FILTER (severity = 'warning' AND NOT acknowledged),
               count(*) FILTER (severity = 'info' AND NOT acknowledged), count(*) FILTER (acknowledged)
        FROM programmes p LEFT JOIN findings USING (folder) GROUP BY ALL ORDER BY p.folder
        """
    ).fetchall()
    columns = (
        Column("folder", words("Folder"), "id"),
        Column("name", words("Programme")),
        Column("files", words("Files read"), "number"),
        Column("unread", words("Files not read"), "number"),
        Column("errors", words("Errors"), "number"),
        Column("warnings", words("Warnings"), "number"),
        Column("infos", words("Remarks"), "number"),
        Column("acknowledged", words("Acknowledged"), "number"),
    )
    return Page("", _facts(done), (Table("check", words("Check"), columns, tuple(map(tuple, rows))),))


def has_errors(page: Page) -> bool:
    """Whether any programme of a page of the check has errors that nobody accepted, or files that were not read."""
    return any(row["errors"] or row["unread"] for row in page.table("check").records())


def answer(connection: Any, done: Renewed, query: str) -> Page:
    """What the tables answer to a question in SQL. Raises UserError for one that cannot be understood, or that would
    change them."""
    from cic.datasets.library import duckdb

    try:
        asked = connection.execute(query)
        names = [one[0] for one in asked.description or ()]
        rows = asked.fetchall()
    except duckdb().Error as error:
        raise UserError(
            "the question cannot be answered: {reason}",
            "docs/datasets.md lists the tables and their columns; each has the column folder first",
            reason=" ".join(str(error).split()),
        ) from error
    columns = tuple(
        Column(name, name, "number" if any(isinstance(row[n], (int, Decimal)) for row in rows) else "text")
        for n, name in enumerate(_distinct(names))
    )
    table = Table("answer", words("Answer"), columns, tuple(tuple(map(_answered, row)) for row in rows))
    return Page("", _facts(done), (table,))


def _distinct(names: Sequence[str]) -> Iterator[str]:
    seen: dict[str, int] = {}
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        yield name if seen[name] == 1 else f"{name}_{seen[name]}"


def _answered(value: Any) -> Cell:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, Decimal)):
        return Decimal(value)
    return f"{value}"


def _cell(value: Any, where_none: Any) -> Cell:
    return where_none if value is None and where_none is not None else "" if value is None else value


def _has_rows(table: Table) -> bool:
    return bool(table.rows)


def _money(connection: Any) -> Table:
    """Budget and spending of all, one row a currency: currencies are never mixed."""
    rows = connection.execute(
        """
        SELECT currency, count(*), sum(current), sum(spent), sum(reported), sum(expected)
        FROM accounts WHERE year = 'all' AND partnership = '' AND currency IS NOT NULL GROUP BY currency ORDER BY currency
        """
    ).fetchall()
    columns = (
        Column("currency", words("Currency"), "id"),
        Column("programmes", words("Programmes"), "number"),
        Column("budget", words("Budget"), "amount"),
        Column("spent", words("Spent"), "amount"),
        Column("reported", words("Accounts reported"), "number"),
        Column("expected", words("Accounts asked"), "number"),
    )
    shown = tuple(
        (
            currency,
            count,
            _cell(budget, State.NOT_STATED),
            _cell(spent, State.NOT_REPORTED),
            int(reported),
            int(expected),
        )
        for currency, count, budget, spent, reported, expected in rows
    )
    notes = (words("Money of different currencies is not added up."),) if len(rows) > 1 else ()
    return Table("money", words("Money since the start"), columns, shown, notes)


def _codes(connection: Any, chosen: str, given: tuple[int, ...]) -> Table:
    """Results of indicators that say themselves that they are of one kind, by the code that they share."""
    rows = connection.execute(
        f"""
        SELECT vocabulary, code, unit, count(DISTINCT folder), count(*), sum(value), sum(target),
               count(*) FILTER (value IS NULL), count(*) FILTER ("limit" IS NOT NULL)
        FROM codes JOIN indicators USING (folder, indicator)
        JOIN (SELECT folder, {chosen} AS year FROM programmes) USING (folder)
        JOIN progress USING (folder, indicator, year)
        WHERE over_communes IN ('count', 'sum', 'none') AND unit <> 'percent'
        GROUP BY ALL ORDER BY ALL
        """,
        given,
    ).fetchall()
    columns = (
        Column("vocabulary", words("List"), "id"),
        Column("code", words("Code"), "id"),
        Column("unit", words("Unit")),
        Column("programmes", words("Programmes"), "number"),
        Column("indicators", words("Indicators"), "number"),
        Column("value", words("Reached"), "number"),
        Column("target", words("Promised"), "number"),
        Column("not_reported", words("Not reported"), "number"),
        Column("partial", words("Partly reported"), "number"),
    )
    shown = tuple(
        (*row[:5], _cell(_short(row[5]), State.NOT_REPORTED), _cell(_short(row[6]), State.NOT_STATED), *row[7:])
        for row in rows
    )
    notes = (words("Only indicators with the same code and unit are added up; shares, means and the like are not."),)
    return Table("codes", words("Results by shared code"), columns, shown, notes)


def _short(value: Decimal | None) -> Decimal | None:
    """Without the noughts of the column."""
    if value is None:
        return None
    short = value.normalize()
    return short if short.as_tuple().exponent <= 0 else short.quantize(Decimal(1), ROUND_HALF_UP)  # type: ignore[operator]


def _facts(done: Renewed) -> tuple[Fact, ...]:
    counts: Mapping[str, int] = {"read": done.read, "unchanged": done.unchanged, "unread": len(done.faults)}
    return (
        Fact(
            "read",
            words("Programmes"),
            words("{read} read, {unchanged} unchanged, {unread} could not be read", **counts),
        ),
    )
