"""What the tables of many programmes say of all: a row a programme, money by currency, results by shared code."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from cic.analysis.status import Limit, Status
from cic.base.message import Message
from cic.pages.tables import Bound, Column, Fact, Page, State, Table, with_signs_explained, words
from cic.portfolio.figures import amount, or_state, short, spent_at_least
from cic.portfolio.store import Renewed
from cic.rules import RULES
from cic.storage.rules import MISSING_FILE

_STATUSES = tuple(Status)
SEVERITIES = {"error": words("error"), "warning": words("warning"), "info": words("info")}
"""What stands in the tables, and as it is said."""
_OPEN = "count(*) FILTER (severity = '{severity}' AND NOT acknowledged)"
ADDED_UP = "(over_communes IN ('count', 'sum', 'none') AND unit <> 'percent')"
"""Of which indicators the values are added up, where they have the same code and unit."""
_MONEY = "FROM accounts WHERE year = 'all' AND partnership = ''"


def report(connection: Any, done: Renewed, year: int | None) -> Page:
    """How each programme stands, at the end of that year or of the latest of its own in which something was due."""
    chosen, given = year_of_each(year)
    tables = (
        _programmes(connection, chosen, given),
        _money(connection),
        codes(connection, chosen, given),
        *unread(connection, done),
    )
    return Page("", facts(done), tuple(with_signs_explained(one) for one in tables if one.rows))


def year_of_each(year: int | None) -> tuple[str, tuple[int, ...]]:
    """The year of each programme in SQL, with what stands for its question mark."""
    return ("?", (year,)) if year is not None else ("TRY_CAST(left(report_year, 4) AS INTEGER)", ())


def _programmes(connection: Any, chosen: str, given: tuple[int, ...]) -> Table:
    """One row a programme. given: the year that was asked for, if one was."""
    year_asked = next(iter(given), None)
    counted = ", ".join(f"count(*) FILTER (status = '{one.value}')" for one in _STATUSES)
    rows = connection.execute(
        f"""
        WITH chosen AS (SELECT folder, programme, name, currency, unread, {chosen} AS year FROM programmes),
        results AS (SELECT folder, {counted} FROM chosen JOIN progress USING (folder, year) GROUP BY folder),
        money AS (SELECT folder, current, spent, reported, expected {_MONEY}),
        checks AS (
          SELECT folder, {_OPEN.format(severity="error")}, {_OPEN.format(severity="warning")}
          FROM findings GROUP BY folder)
        SELECT folder, name, year, current, spent, currency, reported, expected, k.* EXCLUDE folder, unread,
               r.* EXCLUDE folder
        FROM chosen LEFT JOIN results r USING (folder) LEFT JOIN money USING (folder)
        LEFT JOIN checks k USING (folder) ORDER BY folder
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
        Column("accounts_reported", words("Accounts reported"), "number"),
        Column("accounts_asked", words("Accounts asked"), "number"),
        Column("errors", words("Errors"), "number"),
        Column("warnings", words("Warnings"), "number"),
        Column("unread", words("Files not read"), "number"),
        *(Column(one.name.lower(), Message(one.value), "number") for one in _STATUSES),
    )
    shown = []
    for folder, name, year, budget, spent, currency, reported, expected, errors, warnings, unread, *counts in rows:
        money = (amount(budget), spent_at_least(spent, reported, expected), currency, reported, expected)
        # a year that is none of the programme's has no counts: it is no year in which nothing was to be reached
        shown.append((folder, name or "", year, *money, errors or 0, warnings or 0, unread, *counts))
    notes: tuple[Message, ...] = ()
    if year_asked is not None:
        notes = (words("Budget and spending are those of the whole period, not of {year}.", year=year_asked),)
    if notes and any(row[-1] is None for row in shown):
        notes += (words("Where no counts stand, {year} is no year of the programme.", year=year_asked),)
    return Table("programmes", words("Programmes"), columns, tuple(shown), notes)


def check(connection: Any, done: Renewed) -> Page:
    """What the check found in each programme."""
    counted = ", ".join(_OPEN.format(severity=one) for one in ("error", "warning", "info"))
    rows = connection.execute(
        f"""
        SELECT p.folder, p.name, p.files, p.unread, {counted}, count(*) FILTER (acknowledged)
        FROM programmes p LEFT JOIN findings USING (folder) GROUP BY ALL ORDER BY p.folder
        """
    ).fetchall()
    columns = (
        Column("folder", words("Folder"), "id"),
        Column("name", words("Programme")),
        Column("files", words("Files"), "number"),
        Column("unread", words("Files not read"), "number"),
        Column("errors", words("Errors"), "number"),
        Column("warnings", words("Warnings"), "number"),
        Column("infos", words("Remarks"), "number"),
        Column("acknowledged", words("Acknowledged"), "number"),
    )
    shown = tuple((folder, name or "", *counts) for folder, name, *counts in rows)
    advice = words("Each of them, with its place: cic validate --data FOLDER, or cic portfolio query, table findings.")
    is_any = any(count for _, _, _, _, *counts in shown for count in counts)
    table = Table("check", words("Check"), columns, shown, (advice,) if is_any else ())
    return Page("", facts(done), tuple(one for one in (table, *unread(connection, done)) if one.rows))


def unread(connection: Any, done: Renewed) -> tuple[Table, Table]:
    """What is in no figure: programmes, and files of others."""
    folder, file, reason = (
        Column("folder", words("Folder"), "id"),
        Column("file", words("File"), "id"),
        Column("reason", words("Reason")),
    )
    programmes = Table(
        "unread_programmes", words("Programmes not read, and in no figure"), (folder, reason), done.faults
    )
    rows = connection.execute(*unread_files()).fetchall()
    title = words("Files not read, and in no figure")
    return programmes, Table("unread_files", title, (folder, file, reason), tuple(rows))


def unread_files() -> tuple[str, tuple[list[str]]]:
    """The question which files could not be read, by folder, and what stands for its question mark."""
    codes = [one.code for one in RULES if one.spoils_file or one is MISSING_FILE]
    return "SELECT DISTINCT folder, file, message FROM findings WHERE code IN (SELECT unnest(?)) ORDER BY ALL", (codes,)


def has_errors(page: Page) -> bool:
    """Whether any programme of a page of the check has errors that nobody accepted, or files that were not read."""
    rows = (row for table in page.tables if table.key == "check" for row in table.records())
    return any(row["errors"] or row["unread"] for row in rows)


def _money(connection: Any) -> Table:
    """Budget and spending of all, one row a currency: currencies are never mixed."""
    rows = connection.execute(
        f"""
        SELECT currency, count(*), count(current), sum(current), sum(spent), sum(reported), sum(expected)
        {_MONEY} AND currency IS NOT NULL GROUP BY currency ORDER BY currency
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
            several,
            amount(budget, Limit.LEAST if stated < several else None),
            spent_at_least(spent, reported, expected),
            int(reported),
            int(expected),
        )
        for currency, several, stated, budget, spent, reported, expected in rows
    )
    notes = (words("Money of different currencies is not added up."),) if len(rows) > 1 else ()
    return Table("money", words("Money since the start"), columns, shown, (*notes, *_what_sums_lack(connection)))


def _what_sums_lack(connection: Any) -> Iterator[Message]:
    """Whose money is in no sum, and whose is there in part."""
    without, partly = connection.execute(
        f"""
        SELECT count(*) FILTER (m.currency IS NULL), count(*) FILTER (m.currency IS NOT NULL)
        FROM programmes LEFT JOIN (SELECT folder, currency {_MONEY}) m USING (folder) WHERE unread > 0
        """
    ).fetchone()
    if without:
        yield words(
            "Programmes in no sum, because their years or their currency could not be read: {number}.", number=without
        )
    if partly:
        yield words("Programmes in a sum with what could be read of them alone: {number}.", number=partly)


def codes(connection: Any, chosen: str, given: tuple[int, ...]) -> Table:
    """Results of indicators that say themselves that they are of one kind, by the code that they share."""
    rows = connection.execute(
        f"""
        SELECT vocabulary, code, unit, count(DISTINCT folder), count(*), sum(value), sum(target),
               count(*) FILTER (value IS NULL), count(*) FILTER ("limit" IS NOT NULL), count(*) FILTER (target IS NULL),
               count(*) FILTER (value < 0 OR "limit" = 'at most')
        FROM codes JOIN indicators USING (folder, indicator)
        JOIN (SELECT folder, {chosen} AS year FROM programmes) USING (folder)
        JOIN progress USING (folder, indicator, year)
        WHERE {ADDED_UP}
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
        Column("without_target", words("Without a milestone"), "number"),
    )
    shown = []
    for *names, value, target, missing, partial, without, not_the_least in rows:
        reached = or_state(short(value), State.NOT_REPORTED)
        if isinstance(reached, Decimal) and (missing or partial) and not not_the_least:
            reached = Bound(reached, Limit.LEAST)
        shown.append((*names, reached, or_state(short(target), State.NOT_STATED), missing, partial, without))
    notes = (words("Only indicators with the same code and unit are added up; shares, means and the like are not."),)
    return Table("codes", words("Results by shared code"), columns, tuple(shown), notes)


def facts(done: Renewed) -> tuple[Fact, ...]:
    """How many there are. How many of them were read anew is left out: the same programmes give the same page."""
    counts = {"read": done.read + done.unchanged - len(done.faults), "unread": len(done.faults)}
    said = words("{read} read, {unread} could not be read", **counts)
    return (Fact("read", words("Programmes"), said),)
