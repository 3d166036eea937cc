"""The pages of a portfolio that are about all programmes, made from the tables of its report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from cic.analysis.status import Status
from cic.base.message import Message
from cic.pages.tables import (
    Cell,
    Column,
    CountryCode,
    Fact,
    Page,
    State,
    Table,
    Term,
    Value,
    with_signs_explained,
    words,
)
from cic.portfolio.lists import in_order
from cic.portfolio.shared import key_of
from cic.portfolio.store import Renewed
from cic.portfolio.summary import SEVERITIES, check
from cic.portfolio.wording import said_in

Names = Mapping[str, str]
"""What the programmes are called, by their folders."""
AT_ONCE = 30
"""So many rows of a table stand on the first page, and all programmes where there are no more of them."""
OF_A_KIND = 10
"""So many of each kind of those that need attention, where there are more of them in all."""
_MOST_FILES = 250
_MONEY = ("budget", "spent", "currency", "accounts_reported", "accounts_asked")
_CHECKS = ("errors", "warnings", "unread")


class Owed(NamedTuple):
    """What the report says nothing of: the countries of a programme, and how much of it is overdue."""

    countries: tuple[str, ...]
    values: int
    accounts: int


class Known(NamedTuple):
    """What is known of all programmes.

    rows: of those that were read, by their folders, in the order of names. faults: why others could not be read.
    language: in which these are said.
    """

    report: Page
    names: Names
    columns: Mapping[str, Column]
    rows: Mapping[str, Mapping[str, Value]]
    owed: Mapping[str, Owed]
    faults: Mapping[str, str]
    language: str

    def table(self, key: str) -> list[Table]:
        """A table of the report, where it has one."""
        return [table for table in self.report.tables if table.key == key]


def known(connection: Any, report: Page, done: Renewed, names: Names, language: str) -> Known:
    """All of that, asked once."""
    query = "SELECT folder, country, values_overdue, accounts_overdue FROM programmes ORDER BY folder"
    owed = {
        folder: Owed(tuple((countries or "").split()), values or 0, accounts or 0)
        for folder, countries, values, accounts in connection.execute(query).fetchall()
    }
    columns, rows = {}, {}
    for table in report.tables:
        if table.key == "programmes":
            columns = {column.key: column for column in table.columns}
            found = {str(row["folder"]): row for row in table.records()}
            rows = {folder: found[folder] for folder in in_order(tuple(found), names)}
    return Known(report, names, columns, rows, owed, dict(done.faults), language)


def needing_attention(of: Known) -> list[str]:
    """The folders of those not read, with files not read, with errors, with something overdue: in that order, of each
    kind those with most before the others."""

    def place(folder: str) -> tuple[Any, ...]:
        row, owed = of.rows.get(folder, {}), of.owed.get(folder)
        overdue = owed.values + owed.accounts if owed else 0
        return folder not in of.faults, -_number(row, "unread"), -_number(row, "errors"), -overdue, folder

    needing = [one for one in of.rows if place(one)[1:4] != (0, 0, 0)]
    return sorted((*of.faults, *needing), key=place)


def _number(row: Mapping[str, Value], key: str) -> int:
    found = row.get(key)
    return found if isinstance(found, int) else 0


def attention_facts(of: Known) -> tuple[Fact, ...]:
    """How many programmes need attention, and why."""
    counts = (
        ("unread_files", words("With files not read"), [one for one in of.rows.values() if _number(one, "unread")]),
        ("errors", words("With errors"), [one for one in of.rows.values() if _number(one, "errors")]),
        ("overdue", words("With something overdue"), [one for one in of.owed.values() if one.values or one.accounts]),
    )
    return tuple(Fact(key, name, len(those)) for key, name, those in counts)


def attention_table(of: Known, folders: Sequence[str]) -> Table:
    """Why each of some programmes needs attention."""
    columns = (
        _PROGRAMME,
        Column("country", words("Country")),
        Column("fault", words("Not read, and in no figure")),
        Column("unread", words("Files not read"), "number"),
        Column("errors", words("Errors"), "number"),
        Column("values_overdue", words("Values overdue"), "number"),
        Column("accounts_overdue", words("Accounts overdue"), "number"),
    )
    rows: list[tuple[Cell, ...]] = []
    for folder in folders:
        row, owed = of.rows.get(folder, {}), of.owed.get(folder, Owed((), 0, 0))
        counts = (_number(row, "unread"), _number(row, "errors"), owed.values, owed.accounts)
        fault = said_in(of.language, of.faults.get(folder))
        called = Term(folder, of.names.get(folder, folder))
        rows.append((called, CountryCode.of(*owed.countries), fault, *(count or None for count in counts)))
    return Table("attention", words("What needs attention"), columns, tuple(rows))


def overview_page(of: Known) -> Page:
    """What needs attention first, money by currency, results by shared code, and of few programmes how each stands."""
    chosen = (
        *_attention_first(of),
        *(each_stands(of, tuple(of.rows)) if len(of.rows) <= AT_ONCE else ()),
        *of.table("money"),
        *(_first(one, AT_ONCE, words("{shown} of {all}: the page of shared codes has all.")) for one in _codes(of)),
        *(_files(one, of.names, AT_ONCE) for one in of.table("unread_files")),
    )
    return Page("", (*of.report.facts, *attention_facts(of)), page_of(*chosen).tables)


def _attention_first(of: Known) -> Iterator[Table]:
    """The first of those not read, of those with errors, of those with something overdue: each kind by itself, so that
    many of one do not hide another. All of them, where they are few."""
    needing = needing_attention(of)
    most = AT_ONCE if len(needing) <= AT_ONCE else OF_A_KIND
    note = words("{shown} of {all}: the list of all programmes that need attention has the others.")
    kinds = (
        ("fault", words("Not read, and in no figure"), ("fault",)),
        ("errors", words("With errors, or files that were not read"), ("country", "unread", "errors")),
        ("overdue", words("With something overdue"), ("country", "values_overdue", "accounts_overdue")),
    )
    whole = attention_table(of, needing)
    for key, title, keys in kinds:
        places = [n for n, one in enumerate(whole.columns) if one.key in ("folder", *keys)]
        counted = [n for n in places if whole.columns[n].key not in ("folder", "country")]
        found = [row for row in whole.rows if any(row[n] is not None for n in counted)]
        if key == "overdue":
            found.sort(key=lambda row: -sum(int(str(row[n] or 0)) for n in counted))
        rows = tuple(tuple(row[n] for n in places) for row in found)
        columns = tuple(whole.columns[n] for n in places)
        if key == "fault":
            columns = tuple(one._replace(title=words("Reason")) if one.key == key else one for one in columns)
        chosen = Table(f"attention_{key}", title, columns, rows)
        yield _first(chosen, most, note)


def unread_programmes(of: Known) -> tuple[Table, ...]:
    """The programmes that were not read, where there are any."""
    found = []
    for table in of.table("unread_programmes"):
        rows = tuple((folder, said_in(of.language, str(reason))) for folder, reason in table.rows)
        note = words("{shown} of {all}: the list of all programmes that need attention has the others.")
        found.append(_first(table._replace(rows=rows), AT_ONCE, note))
    return tuple(found)


def each_stands(of: Known, folders: Sequence[str]) -> tuple[Table, ...]:
    """Some programmes, one by one: their money and what the check says, and how their indicators stand."""
    if not folders:
        return ()
    money = _of_programmes(
        of, folders, (*_MONEY, *_CHECKS), words("Money of each programme since the start, and what the check says")
    )
    currencies = {of.rows[one]["currency"] for one in folders} - {None}
    if len(currencies) > 1:
        note = words("Each in its own currency: what is added up by currency stands on the overview.")
        money = money._replace(notes=(*money.notes, note))
    statuses = [one.name.lower() for one in Status if any(of.rows[folder][one.name.lower()] for folder in folders)]
    if not statuses:
        return (money,)
    title = words("How many indicators of each programme stand how, at the end of its year")
    note = words("Results are added up by shared codes alone: indicators of several programmes may count the same.")
    stand = _of_programmes(of, folders, ("year", *statuses), title)
    return money, stand._replace(notes=(*stand.notes, *([note] if len(folders) > 1 else [])))


def _first(table: Table, most: int, note: Message) -> Table:
    """The first rows of it, where there are more, with a note of how many."""
    if len(table.rows) <= most:
        return table
    said = note._replace(params={"shown": most, "all": len(table.rows)})
    return table._replace(rows=table.rows[:most], notes=(*table.notes, said))


def _files(table: Table, names: Names, most: int) -> Table:
    """The first of the files that could not be read, of which the check says in English why."""
    rows = tuple(
        (Term(str(folder), names[str(folder)]), file, said_in("en", str(reason))) for folder, file, reason in table.rows
    )
    note = words("{shown} of {all}: the table of all findings has the others.")
    return _first(table._replace(rows=rows), most, note)


def codes_tables(of: Known, all_codes: Sequence[tuple[str, str]]) -> tuple[Table, ...]:
    """The sums of some codes, then those of them of which nothing adds up."""
    asked, summed = set(all_codes), set()
    for table in of.table("codes"):
        summed = {(str(row["vocabulary"]), str(row["code"])) for row in table.records()}
    chosen = []
    for table in of.table("codes"):
        rows = tuple(row for row in table.rows if (row[0], row[1]) in asked)
        chosen += [_led_to(table._replace(rows=rows))]
    alone = tuple((Term(key_of(*one), " ".join(one)),) for one in all_codes if one not in summed)
    return *chosen, Table("others", words("Codes of which nothing adds up"), (_CODE,), alone)


def findings_page(connection: Any, done: Renewed, of: Known) -> Page:
    """What the check found, by rule; of few programmes by programme too."""
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
    by_programme = [
        table._replace(
            title=words("By programme"),
            columns=(_PROGRAMME, *table.columns[2:]),
            rows=tuple((Term(str(row[0]), of.names[str(row[0])]), *row[2:]) for row in table.rows),
        )
        for table in page.tables
        if table.key == "check" and len(table.rows) <= _MOST_FILES
    ]
    files = [_files(one, of.names, _MOST_FILES) for one in page.tables if one.key == "unread_files"]
    return page_of(Table("rules", words("By rule"), columns, shown), *by_programme, *files)._replace(facts=page.facts)


def page_of(*tables: Table) -> Page:
    """A page of nothing but some tables, as far as anything stands in them."""
    return Page("", (), tuple(one for one in tables if one.rows))


_CODE = Column("code", words("Code"), "id")
_PROGRAMME = Column("folder", words("Programme"))


def _of_programmes(of: Known, folders: Sequence[str], keys: Sequence[str], title: Message) -> Table:
    """Some columns of the table of programmes, each called by its name, with its country and what is overdue of it."""
    columns = (_PROGRAMME, Column("country", words("Country")), *(_plain(of.columns[key]) for key in keys))
    rows: list[tuple[Cell, ...]] = []
    for folder in folders:
        countries = CountryCode.of(*of.owed[folder].countries) or State.NOT_STATED
        rows.append((Term(folder, of.names[folder]), countries, *(of.rows[folder][key] for key in keys)))
    return with_signs_explained(Table(f"programmes_{keys[-1]}", title, columns, tuple(rows)))


def _plain(column: Column) -> Column:
    """The column, whose words lead to no page: a currency may be called as a folder is."""
    return column._replace(kind="text") if column.kind == "id" else column


def _codes(of: Known) -> list[Table]:
    return [_led_to(table) for table in of.table("codes")]


def _led_to(table: Table) -> Table:
    columns = (_CODE, *(_plain(one) for one in table.columns[2:]))
    rows = tuple(
        (Term(key_of(str(vocabulary), str(code)), f"{vocabulary} {code}"), *rest)
        for vocabulary, code, *rest in table.rows
    )
    return table._replace(columns=columns, rows=rows)
