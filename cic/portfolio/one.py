"""Each programme of a portfolio as a page: how its indicators and its money stand, and what the check found.

The tables are read once, in the order of the programmes, so that no more than one of them is held at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from cic.analysis.status import Status
from cic.base.message import Message
from cic.base.periods import shown_name
from cic.pages.tables import Column, CountryCode, Fact, Page, State, Table, Term, with_signs_explained, words
from cic.portfolio.figures import amount, or_state, reached, short, spent_at_least
from cic.portfolio.shared import key_of
from cic.portfolio.summary import SEVERITIES, unread_files, year_of_each
from cic.portfolio.wording import Wording, by_key, said_in

MOST_FINDINGS = 200
"""So many findings of a programme stand on its page; the table of all is a file of its own."""
_FIRST = "acknowledged, list_position(['error', 'warning', 'info'], severity), file, line, fingerprint, number"


class One(NamedTuple):
    """A programme that was read. name: in each of its languages; its folder where it has none. state: the digest
    of what it was made from, empty where that cannot be told."""

    folder: str
    name: str
    is_fictional: bool
    state: str
    page: Page


def each_programme(connection: Any, year: int | None) -> Iterator[One]:
    """Every programme that was read, by its folder."""
    chosen, given = year_of_each(year)
    asked = {name: _Sorted(connection, query.format(chosen=chosen), given) for name, query in _QUERIES.items()}
    unread = _Sorted(connection, *unread_files())
    texts = _Sorted(connection, _TEXTS, ())
    for folder, *rest in _rows(connection, _PROGRAMMES.format(chosen=chosen), given):
        rows = {name: one.of(folder) for name, one in asked.items()}
        yield _one(folder, rest, rows, unread.of(folder), by_key(texts.of(folder)))


_PROGRAMMES = """
    SELECT folder, programme, country, first_year, last_year, {chosen}, fictional, files, unread, content
    FROM programmes JOIN _read USING (folder) ORDER BY folder
"""
_TEXTS = 'SELECT folder, "of", id, language, text FROM texts ORDER BY folder, "of", id, place'
_CHOSEN = "(SELECT folder, {chosen} AS year FROM programmes)"
_QUERIES = {
    "statuses": f"""
        SELECT folder, status, count(*) FROM progress JOIN {_CHOSEN} USING (folder, year) GROUP BY ALL ORDER BY folder
    """,
    "results": f"""
        SELECT folder, indicator, unit, over_communes, due, target, value, "limit", status
        FROM progress JOIN {_CHOSEN} USING (folder, year) LEFT JOIN indicators USING (folder, indicator)
        ORDER BY folder, indicator
    """,
    "codes": f"""
        SELECT folder, vocabulary, code, indicator FROM codes JOIN {_CHOSEN} USING (folder)
        ORDER BY folder, vocabulary, code, indicator
    """,
    "years": f"""
        SELECT folder, a.year, approved, current, spent, reported, expected, currency
        FROM accounts a JOIN {_CHOSEN} USING (folder) WHERE partnership = ''
        ORDER BY folder, a.year = 'all', a.year
    """,
    "partnerships": f"""
        SELECT folder, partnership, p.name, approved, current, spent, reported, expected, a.currency
        FROM accounts a JOIN {_CHOSEN} USING (folder) LEFT JOIN partnerships p USING (folder, partnership)
        WHERE a.year = 'all' AND partnership <> '' ORDER BY folder, partnership, p.name
    """,
    "counts": f"""
        SELECT folder, severity, count(*) FILTER (NOT acknowledged), count(*) FILTER (acknowledged)
        FROM findings JOIN {_CHOSEN} USING (folder) GROUP BY ALL ORDER BY folder
    """,
    "findings": f"""
        SELECT folder, severity, code, rule, file, line, message, acknowledged
        FROM findings JOIN {_CHOSEN} USING (folder)
        QUALIFY row_number() OVER (
          PARTITION BY folder ORDER BY {_FIRST}
        ) <= {MOST_FINDINGS}
        ORDER BY folder, {_FIRST}
    """,
}
"""What is asked of all, each in the order of the folders."""


def _rows(connection: Any, query: str, given: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    asked = connection.cursor().execute(query, given)
    while rows := asked.fetchmany(1000):
        yield from rows


class _Sorted:
    """The rows of a query, handed out folder by folder."""

    def __init__(self, connection: Any, query: str, given: tuple[Any, ...]) -> None:
        self._rows = _rows(connection, query, given)
        self._next = next(self._rows, None)

    def of(self, folder: str) -> list[tuple[Any, ...]]:
        """Those of a folder, without it. Folders are asked in their order."""
        found = []
        while self._next is not None and self._next[0] <= folder:
            if self._next[0] == folder:
                found.append(self._next[1:])
            self._next = next(self._rows, None)
        return found


_Texts = Mapping[tuple[Any, ...], Mapping[str, str]]


def _one(
    folder: str,
    about: list[Any],
    rows: dict[str, list[tuple[Any, ...]]],
    unread: list[tuple[Any, ...]],
    texts: _Texts,
) -> One:
    id, country, first, last, year, is_fictional, files, not_read, state = about
    counted = sum(count for _, count, _ in rows["counts"])
    facts = (
        Fact("folder", words("Folder"), folder),
        Fact("programme", words("Id"), id),
        Fact("country", words("Country"), CountryCode.named(*(country or "").split()) or State.NOT_STATED),
        Fact("years", words("Years"), f"{first}–{last}" if first is not None else State.NOT_STATED),
        Fact("year", words("Year"), year if year is not None else State.NOT_STATED),
        Fact("files", words("Files"), files),
        *((Fact("unread", words("Files not read"), not_read),) if not_read else ()),
        Fact("findings", words("Open findings"), counted),
        Fact("state", words("State of the files"), state[:12] or State.NOT_STATED),
    )
    unreadable = tuple((file, said_in("en", reason)) for file, reason in unread)
    tables = (
        _statuses(rows["statuses"], year),
        _results(rows["results"], texts),
        _codes(rows["codes"]),
        _money("accounts", words("Money by year"), _YEAR, rows["years"]),
        _money("partnerships", words("Partnerships"), _PARTNERSHIP, rows["partnerships"]),
        _findings(rows["findings"], sum(open + accepted for _, open, accepted in rows["counts"])),
        Table("unread_files", words("Files not read, and in no figure"), _UNREAD, unreadable),
    )
    shown = tuple(with_signs_explained(one) for one in tables if one.rows)
    of_programme = texts.get(("programme", id))
    return One(
        folder, Wording.of(of_programme) if of_programme else folder, bool(is_fictional), state, Page("", facts, shown)
    )


_UNREAD = (Column("file", words("File"), "id"), Column("reason", words("Reason")))


def _statuses(rows: list[tuple[Any, ...]], year: int | None) -> Table:
    counts = dict(rows)
    columns = (Column("status", words("Status"), "status"), Column("indicators", words("Indicators"), "number"))
    shown = tuple((one, short(counts[one.value])) for one in Status if one.value in counts)
    title = words("Indicators at the end of {year}", year=shown_name(year) if year is not None else "")
    return Table("summary", title, columns, shown)


def _results(rows: list[tuple[Any, ...]], texts: _Texts) -> Table:
    columns = (
        Column("indicator", words("Indicator")),
        Column("statement", words("Statement")),
        Column("due", words("Due"), "year"),
        Column("target", words("Promised"), "number"),
        Column("value", words("Reached"), "number"),
        Column("unit", words("Unit")),
        Column("status", words("Status"), "status"),
    )
    shown = tuple(
        (
            indicator,
            Wording.of(texts["indicator", indicator]) if ("indicator", indicator) in texts else None,
            due,
            or_state(short(target), State.NOT_STATED),
            or_state(reached(value, limit, over_communes, target), State.NOT_REPORTED),
            Term(unit, Wording.of(texts["unit", unit])) if ("unit", unit) in texts else unit,
            Status(status),
        )
        for indicator, unit, over_communes, due, target, value, limit, status in rows
    )
    return Table("results", words("Results"), columns, shown)


def _codes(rows: list[tuple[Any, ...]]) -> Table:
    columns = (Column("code", words("Code"), "id"), Column("indicator", words("Indicator")))
    shown = tuple((Term(key_of(vocabulary, code), f"{vocabulary} {code}"), one) for vocabulary, code, one in rows)
    return Table("codes", words("Shared codes"), columns, shown)


_YEAR = (Column("year", words("Year"), "year"),)
_PARTNERSHIP = (Column("partnership", words("Partnership")), Column("name", words("Name")))


def _money(key: str, title: Message, of: tuple[Column, ...], rows: list[tuple[Any, ...]]) -> Table:
    columns = (
        *of,
        Column("approved", words("Approved"), "amount"),
        Column("budget", words("Budget"), "amount"),
        Column("spent", words("Spent"), "amount"),
        Column("currency", words("Currency")),
        Column("reported", words("Accounts reported"), "number"),
        Column("expected", words("Accounts asked"), "number"),
    )
    shown = []
    for row in rows:
        approved, current, spent, reported, expected, currency = row[len(of) :]
        money = amount(approved), amount(current), spent_at_least(spent, reported, expected)
        whose = (words("Total") if one == "all" and key == "accounts" else one for one in row[: len(of)])
        shown.append((*whose, *money, currency, reported, expected))
    return Table(key, title, columns, tuple(shown))


def _findings(rows: list[tuple[Any, ...]], all: int) -> Table:
    columns = (
        Column("severity", words("Severity")),
        Column("code", words("Code")),
        Column("rule", words("Rule")),
        Column("place", words("Place"), "place"),
        Column("message", words("What is wrong")),
        Column("acknowledged", words("Acknowledged")),
    )
    shown = tuple(
        (SEVERITIES[severity], code, rule, f"{file}:{line}", said_in("en", message), words("yes") if accepted else None)
        for severity, code, rule, file, line, message, accepted in rows
    )
    notes: tuple[Message, ...] = ()
    if all > len(rows):
        notes = (words("{shown} of {all}: the table of all findings has the others.", shown=len(rows), all=all),)
    return Table("findings", words("Findings"), columns, shown, notes)
