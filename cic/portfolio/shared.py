"""What several programmes report under a code that they share: what adds up, and what does not and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any, NamedTuple

from cic.analysis.status import Status
from cic.base.message import Message
from cic.pages.tables import Cell, Column, Page, State, Table, Term, Value, with_signs_explained, words
from cic.portfolio import lists
from cic.portfolio.figures import or_state, reached, short
from cic.portfolio.summary import ADDED_UP, codes, year_of_each
from cic.portfolio.wording import Wording, by_key
from cic.render.web.table import is_total


def key_of(vocabulary: str, code: str) -> str:
    """By what the page of a code is found. No folder is called so."""
    return f"{vocabulary}//{code}"


class Shared(NamedTuple):
    """A code: the list that it is of, its page, and all of its indicators where they are too many for the page."""

    vocabulary: str
    code: str
    page: Page
    all: Table | None = None


_QUERY = f"""
    SELECT vocabulary, code, unit, {ADDED_UP} AND p.year IS NOT NULL, c.folder, c.name, codes.indicator, NULL,
           over_communes, c.year, value, target, "limit", status
    FROM codes JOIN indicators USING (folder, indicator)
    JOIN (SELECT folder, name, {{chosen}} AS year FROM programmes) c USING (folder)
    LEFT JOIN progress p ON p.folder = c.folder AND p.indicator = codes.indicator AND p.year = c.year
    ORDER BY ALL
"""


_TEXTS = """
    SELECT t.folder, t.id, t.language, t.text FROM texts t
    JOIN (SELECT DISTINCT folder, indicator AS id FROM codes) c USING (folder, id)
    WHERE t."of" = 'indicator' ORDER BY t.folder, t.id, t.place
"""


def _wording(texts: Mapping[tuple[Any, ...], Mapping[str, str]], folder: str, indicator: str) -> str | None:
    return Wording.of(texts[folder, indicator]) if (folder, indicator) in texts else None


def each_code(connection: Any, year: int | None, names: Mapping[str, str]) -> Iterator[Shared]:
    """Every code that an indicator of any programme has. names: what the programmes are called, by their folders."""
    chosen, given = year_of_each(year)
    sums = {(row["vocabulary"], row["code"], row["unit"]): row for row in codes(connection, chosen, given).records()}
    rows = connection.execute(_QUERY.format(chosen=chosen), given).fetchall()
    texts = by_key(connection.execute(_TEXTS).fetchall())
    for (vocabulary, code), of_code in groupby(rows, lambda row: row[:2]):
        several = [(*row[:7], _wording(texts, row[4], row[6]), *row[8:]) for row in of_code]
        added = {unit: [row for row in several if row[2] == unit and row[3]] for unit in _units(several)}
        tables = [_added_up(unit, rows, sums[vocabulary, code, unit], names) for unit, rows in added.items()]
        alone = _alone([row for row in several if not row[3]], names)
        notes = (words("Values in different units are not added up."),) if len(tables) > 1 else ()
        tables = [one._replace(notes=(*one.notes, *notes)) for one in tables]
        shown = tuple(with_signs_explained(one) for one in (*tables, alone) if one.rows)
        first = tuple(map(_first, shown))
        whole = None if first == shown else _all(several, names)
        yield Shared(vocabulary, code, Page("", (), first), whole)


def _units(rows: list[tuple[Any, ...]]) -> dict[str, None]:
    """Those in which something is added up, in their order."""
    return dict.fromkeys(row[2] for row in rows if row[3])


def _first(table: Table) -> Table:
    """As many rows as a page can hold; the sum of all, where there is one, stays below them."""
    sums = [row for row in table.rows[-1:] if is_total(row)]
    count = len(table.rows) - len(sums)
    if count <= lists.MOST:
        return table
    note = words("{shown} of {all} indicators: the file with all of them stands at the head of the page.")
    said = note._replace(params={"shown": lists.MOST, "all": count})
    return table._replace(rows=(*table.rows[: lists.MOST], *sums), notes=(said, *table.notes))


def _all(rows: list[tuple[Any, ...]], names: Mapping[str, str]) -> Table:
    columns = (
        *_OF,
        *_FIGURES,
        Column("unit", words("Unit")),
        Column("status", words("Status"), "status"),
        Column("reason", words("Why not")),
    )
    shown = tuple(
        (
            *_of(row, names),
            *_figures(row),
            row[2],
            Status(row[13]) if row[13] else None,
            None if row[3] else _reason(row),
        )
        for row in rows
    )
    return Table("all", words("All indicators with the code"), columns, shown)


_OF = (
    Column("folder", words("Programme")),
    Column("indicator", words("Indicator")),
    Column("statement", words("Statement")),
    Column("year", words("Year"), "year"),
)
_FIGURES = (Column("target", words("Promised"), "number"), Column("value", words("Reached"), "number"))


def _of(row: tuple[Any, ...], names: Mapping[str, str]) -> tuple[Cell, ...]:
    return Term(row[4], names[row[4]]), row[6], row[7], row[9]


def _figures(row: tuple[Any, ...]) -> tuple[Value, Value]:
    return or_state(short(row[11]), State.NOT_STATED), or_state(
        reached(row[10], row[12], row[8], row[11]), State.NOT_REPORTED
    )


def _added_up(unit: str, rows: list[tuple[Any, ...]], whole: dict[str, Value], names: Mapping[str, str]) -> Table:
    """What adds up in a unit, and the sum: of what was reported, so that it is the least where somebody has not."""
    columns = (*_OF, *_FIGURES, Column("status", words("Status"), "status"))
    shown: list[tuple[Cell, ...]] = [(*_of(row, names), *_figures(row), Status(row[13])) for row in rows]
    shown.append((words("Total"), None, None, None, whole["target"], whole["value"], None))
    return Table("adds_up", words("What adds up: {unit}", unit=unit or ""), columns, tuple(shown))


def _alone(rows: list[tuple[Any, ...]], names: Mapping[str, str]) -> Table:
    columns = (*_OF, *_FIGURES, Column("unit", words("Unit")), Column("reason", words("Why not")))
    shown = tuple((*_of(row, names), *_figures(row), row[2], _reason(row)) for row in rows)
    return Table("alone", words("What does not add up, and why"), columns, shown)


def _reason(row: tuple[Any, ...]) -> Message:
    unit, over_communes, year, status = row[2], row[8], row[9], row[13]
    if over_communes in _REASONS:
        return _REASONS[over_communes]
    if unit == "percent":
        return _REASONS["ratio"]
    if year is None:
        return words("its programme has no year of a report")
    if status is None:
        return words("{year} is no year of its programme", year=year)
    return words("its values are not added up over communes either")


_REASONS = {
    "ratio": words("a share: shares of different wholes have no sum"),
    "mean": words("a mean: means have no sum"),
    "min": words("a smallest value: smallest values have no sum"),
    "max": words("a largest value: largest values have no sum"),
}
