"""The way of an indicator over the years: what was promised of each, and what was reached at the end of each."""

from __future__ import annotations

from decimal import Decimal

from cic.analysis.progress import judgement
from cic.analysis.targets import milestones
from cic.model.logframe import Indicator
from cic.model.programme import Located, Programme
from cic.pages.annual.indicator_derivation import Case
from cic.pages.annual.indicators import (
    OLDER,
    coverage_figure,
    older_figure,
    promise_figure,
    promised_cell,
    status_figure,
    value_figure,
)
from cic.pages.show.view import View
from cic.pages.tables import Cell, Chart, Column, Mark, State, Table, Value, words

_DUE = Column("due", words("Due"), "number")
_REPORTED = Column("reported", words("Reported"), "number")
_FROM = Column("reported_year", words("last in"), "year", joined=True)


def path_table(view: View, programme: Programme, located: Located[Indicator]) -> Table:
    """A row for each year: what is due in it, what is known at its end, from which year that is where it is older, who
    reported the year itself, how many stand on older reports, how it stands."""
    promised = {one.year: one for one in milestones(programme, located)}
    years = sorted({*promised, *(year for year in programme.years if year <= view.year)})
    rows: list[tuple[Cell, ...]] = []
    for year in years:
        at = min(year, view.year)
        case = Case(programme, located, at, None, judgement(programme, located, at))
        milestone = promised.get(year)
        due = None if milestone is None else promise_figure(case, milestone, promised_cell(milestone))
        if year > view.year:
            rows.append((year, due, State.NOT_DUE, None, None, None, None))
            continue
        known = case.found.reported
        is_older = known.value is not None and known.year != year
        value = (value_figure(case), known.year if is_older else None)
        rows.append((year, due, *value, coverage_figure(case), older_figure(case), status_figure(case)))
    columns = (
        Column("year", words("Year"), "year"),
        _DUE,
        _REPORTED,
        _FROM,
        Column("coverage", words("Reported by"), "id"),
        OLDER,
        Column("status", words("Status"), "status"),
    )
    return Table("path", words("The way over the years"), columns, tuple(rows))


def path_chart(table: Table, title: str, section: str = "") -> Chart | None:
    """The table drawn, where anything in it is a figure."""
    marks = tuple(Mark(one["year"], (_figure(one["due"]), _figure(one["reported"]))) for one in table.records())
    if not any(isinstance(value, Decimal) for mark in marks for value in mark.values):
        return None
    return Chart("path", title, "lines", (_DUE, _REPORTED), marks, section)


def _figure(value: Value) -> Value:
    """A figure to draw; of what has none there is nothing to be seen, and the table says why."""
    return value if isinstance(value, Decimal) else None
