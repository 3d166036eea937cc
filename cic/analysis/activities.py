"""How activities stand by a year: what reports say of them, else what the logical framework says. Pure functions."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from cic.diagnostics import Spot
from cic.model.logframe import Activity, ActivityStatus
from cic.model.programme import PROGRAMME, Located, Programme
from cic.model.report import ActivityReport


class Told(NamedTuple):
    """What a report says of an activity: who, of which year, and where it stands."""

    who: str
    year: int
    spot: Spot
    value: ActivityReport


def told(programme: Programme) -> Mapping[str, list[Told]]:
    """What reports say, by the id of the activity, from the earliest year on."""
    found: dict[str, list[Told]] = {}
    for file, report in programme.reports.items():
        for id, value in report.activities.items():
            one = Told(report.partnership or PROGRAMME, report.year, Spot(file, ("activities", id)), value)
            found.setdefault(id, []).append(one)
    for all_told in found.values():
        all_told.sort(key=lambda one: (one.year, one.spot.file))
    return found


class ActivityStanding(NamedTuple):
    """How an activity stands at the end of a year.

    states: how it stands for each who has said so, by whom, each with the place; of nobody (None) where the logical
    framework alone says it. started, ended: the first day that anybody reports, and the last one, once it has ended for
    all who have begun. proofs: how many things are named that prove it.
    """

    activity: Located[Activity]
    states: Mapping[str | None, tuple[ActivityStatus, Spot]]
    started: datetime.date | None
    ended: datetime.date | None
    proofs: int
    reports: tuple[Told, ...]

    @property
    def status(self) -> ActivityStatus | None:
        """How it stands for all who have said so; None where nobody has, or not all say the same."""
        found = {status for status, _ in self.states.values()}
        return next(iter(found)) if len(found) == 1 else None


def standing(
    activity: Located[Activity], reports: Collection[Told], year: int, whose: Collection[str] | None = None
) -> ActivityStanding:
    """How an activity stands at the end of a year. whose: those whose reports count; None for all."""
    own = tuple(one for one in reports if one.year <= year and (whose is None or one.who in whose))
    states: dict[str | None, tuple[ActivityStatus, Spot]] = {}
    began: dict[str, datetime.date] = {}
    over: dict[str, datetime.date] = {}
    for one in own:
        if one.value.status is not None:
            states[one.who] = (one.value.status, one.spot.at("status"))
        if one.value.started is not None:
            began[one.who] = one.value.started
        if one.value.ended is not None:
            over[one.who] = one.value.ended
    if not states and activity.value.status is not None:
        states[None] = (activity.value.status, activity.spot.at("status"))
    ended = max(over.values(), default=None) if began.keys() <= over.keys() else None
    proofs = sum(len(one.value.evidence) for one in own)
    return ActivityStanding(activity, states, min(began.values(), default=None), ended, proofs, own)


def is_followed(activity: Activity) -> bool:
    """Whether the logical framework says more of an activity than its words."""
    said = (activity.start, activity.end, activity.status, activity.budget)
    return any(one is not None for one in said) or bool(activity.indicators)


def each_followed(programme: Programme, reports: Mapping[str, object]) -> Iterator[Located[Activity]]:
    """The activities of which the logical framework, a report or the budget says more than their words."""
    budgeted = programme.budget.activities if programme.budget else {}
    for one in programme.each_activity():
        if is_followed(one.value) or one.id in reports or one.id in budgeted:
            yield one


def budget_of_activity(programme: Programme, activity: Located[Activity]) -> tuple[Decimal, tuple[Spot, ...]] | None:
    """The money for an activity over all years, and where it stands: in the budget, else in the logical framework."""
    row = programme.budget.activities.get(activity.id) if programme.budget else None
    if row is not None:
        return amount_of_row(row, programme.spot("budget.yaml", "activities", activity.id))
    if activity.value.budget is not None:
        return activity.value.budget, (activity.spot.at("budget"),)
    return None


def amount_of_row(row: Mapping[int | str, Decimal], spot: Spot) -> tuple[Decimal, tuple[Spot, ...]]:
    """The printed total of a row of years, else what the years add up to; and where it stands."""
    if "total" in row:
        return row["total"], (spot.at("total"),)
    return sum(row.values(), Decimal("0.00")), tuple(spot.at(year) for year in row)
