"""The pages of a portfolio that are about all programmes, made from the tables of its report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cic.analysis.status import Status
from cic.base.message import Message
from cic.pages.tables import Cell, Column, Page, Table, Term, with_signs_explained, words
from cic.portfolio.shared import key_of
from cic.portfolio.store import Renewed
from cic.portfolio.summary import SEVERITIES, check

Names = Mapping[str, str]
"""What the programmes are called, by their folders."""
_MONEY = ("budget", "spent", "currency", "accounts_reported", "accounts_asked")
_CHECKS = ("errors", "warnings", "unread")


def overview_page(report: Page, names: Names) -> Page:
    """How each programme stands, money by currency, results by shared code, and what is in no figure."""
    tables = {table.key: table for table in report.tables}
    chosen = (
        *_of_programmes(tables, names, _MONEY, words("Money of each programme since the start")),
        *_of_programmes(
            tables,
            names,
            _statuses(tables),
            words("How many indicators of each programme stand how, at the end of its year"),
        ),
        *([tables["money"]] if "money" in tables else []),
        *_codes(tables),
        *(tables[key] for key in ("unread_programmes", "unread_files") if key in tables),
    )
    return _page(report, *chosen)


def programmes_page(report: Page, names: Names) -> Page:
    """Each programme with what the check says of it, and those that could not be read."""
    tables = {table.key: table for table in report.tables}
    found = _of_programmes(tables, names, ("year", "currency", *_CHECKS), words("Programmes"))
    return _page(report, *found, *(tables[key] for key in ("unread_programmes",) if key in tables))


def codes_page(report: Page, all_codes: Sequence[tuple[str, str]]) -> Page:
    """The sums of each code, then the codes of which nothing adds up."""
    tables = {table.key: table for table in report.tables}
    summed = {(row["vocabulary"], row["code"]) for table in _with(tables, "codes") for row in table.records()}
    alone = [one for one in all_codes if one not in summed]
    rows = tuple((Term(key_of(*one), " ".join(one)),) for one in alone)
    others = Table("others", words("Codes of which nothing adds up"), (_CODE,), rows)
    return _page(report, *_codes(tables), *([others] if rows else []))


def findings_page(connection: Any, done: Renewed, names: Names) -> Page:
    """What the check found, by rule, then by programme."""
    rows = connection.execute(
        """
        SELECT code, rule, severity, count(DISTINCT folder), count(*) FILTER (NOT acknowledged) AS open,
               count(*) FILTER (acknowledged)
        FROM findings GROUP BY code, rule, severity
        ORDER BY list_position(['error', 'warning', 'info'], severity), open DESC, code, rule
        """
    ).fetchall()
    columns = (
        Column("code", words("Code")),
        Column("rule", words("Rule")),
        Column("severity", words("Severity")),
        Column("programmes", words("Programmes"), "number"),
        Column("open", words("Open"), "number"),
        Column("acknowledged", words("Acknowledged"), "number"),
    )
    shown = tuple((code, rule, SEVERITIES[severity], *counts) for code, rule, severity, *counts in rows)
    page = check(connection, done)
    tables = {table.key: table for table in page.tables}
    keys = ("files", "unread", "errors", "warnings", "infos", "acknowledged")
    by_programme = _of_programmes(tables, names, keys, words("By programme"), "check")
    return _page(page, Table("rules", words("By rule"), columns, shown), *by_programme, *_with(tables, "unread_files"))


def _page(of: Page, *tables: Table) -> Page:
    return Page("", of.facts, tuple(one for one in tables if one.rows))


def _with(tables: Mapping[str, Table], *keys: str) -> list[Table]:
    return [tables[key] for key in keys if key in tables]


_CODE = Column("code", words("Code"), "id")


def _of_programmes(
    tables: Mapping[str, Table], names: Names, keys: Sequence[str], title: Message, of: str = "programmes"
) -> list[Table]:
    """Some columns of the table of programmes, each called by its name; nothing where nothing is to be said."""
    found = []
    for table in _with(tables, of) if keys else []:
        columns = {column.key: column for column in table.columns}
        own = (Column("folder", words("Programme"), "id"), *(_plain(columns[key]) for key in keys))
        rows: list[tuple[Cell, ...]] = []
        for row in table.records():
            folder = str(row["folder"])
            rows.append((Term(folder, names[folder]), *(row[key] for key in keys)))
        found.append(with_signs_explained(Table(f"{of}_{keys[-1]}", title, own, tuple(rows))))
    return found


def _statuses(tables: Mapping[str, Table]) -> list[str]:
    """The columns of how indicators stand, but for those in which none does."""
    rows = [row for table in _with(tables, "programmes") for row in table.records()]
    return [key for key in (one.name.lower() for one in Status) if any(row[key] for row in rows)]


def _plain(column: Column) -> Column:
    """The column, whose words lead to no page: a currency may be called as a folder is."""
    return column._replace(kind="text") if column.kind == "id" else column


def _codes(tables: Mapping[str, Table]) -> list[Table]:
    found = []
    for table in _with(tables, "codes"):
        columns = (_CODE, *(_plain(one) for one in table.columns[2:]))
        rows = tuple(
            (Term(key_of(str(vocabulary), str(code)), f"{vocabulary} {code}"), *rest)
            for vocabulary, code, *rest in table.rows
        )
        found.append(table._replace(columns=columns, rows=rows))
    return found
