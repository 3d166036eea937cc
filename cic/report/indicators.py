"""Indicators with their baseline, their milestones and what was reported by a year."""

from __future__ import annotations

from collections.abc import Iterator

from cic.model.logframe import Indicator
from cic.programme import Placed, Programme
from cic.progress import milestone_due, next_milestone, reported
from cic.tables import Cell, Column, State, Table
from cic.texts import some_text

_COLUMNS = (
    Column("id", "Id", "id"),
    Column("indicator", "Indicator"),
    Column("unit", "Unit"),
    Column("baseline", "Baseline", "number"),
    Column("due", "Due", "number"),
    Column("due_year", "due in", "year"),
    Column("next", "Next", "number"),
    Column("next_year", "next in", "year"),
    Column("reported", "Reported", "number"),
    Column("reported_year", "last in", "year"),
    Column("coverage", "Coverage", "id"),
)


def indicator_tables(programme: Programme, year: int) -> Iterator[Table]:
    """One table for each outcome and each result, in the order of the logframe."""
    logframe = programme.logframe
    if logframe is None:
        return
    rows: dict[str, list[tuple[Cell, ...]]] = {}
    for placed in programme.each_indicator():
        rows.setdefault(placed.owner, []).append(_row(programme, placed, year))
    for owners in (logframe.outcomes, logframe.results):
        for id, owner in owners.items():
            if id in rows:
                title = " ".join(f"{owner.label or id}: {some_text(owner.statement)}".split())
                yield Table(f"indicators.{id}", title, _COLUMNS, tuple(rows[id]))


def _row(programme: Programme, placed: Placed[Indicator], year: int) -> tuple[Cell, ...]:
    indicator = placed.value
    due, following = milestone_due(indicator, year), next_milestone(indicator, year)
    known = reported(programme, placed, year)
    value: Cell = known.value
    if value is None:
        value = State.NOT_DUE if due is None else State.NOT_REPORTED
    return (
        placed.id,
        some_text(indicator.statement),
        indicator.unit,
        indicator.baseline.value if indicator.baseline else State.NOT_STATED,
        indicator.targets[due].value if due is not None else State.NOT_DUE,
        due,
        indicator.targets[following].value if following is not None else None,
        following,
        value,
        known.year,
        f"{known.reported_by} of {known.expected}",
    )
