"""What was promised of an indicator, by when, and by each: pure functions."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import NamedTuple

from cic.diagnostics import Spot
from cic.model.logframe import Indicator
from cic.model.programme import Located, Programme

_ONE = Decimal(1)


class Milestone(NamedTuple):
    """A value promised for the end of a year, in the indicator's unit, and where that is written.

    value: None where it is that of a group of communes which have not all decided theirs.
    by_wording: the year is a deadline in the indicator's own words, and the value is what they promise to all.
    """

    year: int
    value: Decimal | None
    spot: Spot
    by_wording: bool = False


def last_ended_year(today: datetime.date) -> int:
    """The latest year that has ended: a period that has not ended demands no value."""
    return today.year if (today.month, today.day) == (12, 31) else today.year - 1


def milestones(programme: Programme, located: Located[Indicator]) -> tuple[Milestone, ...]:
    """What was promised, by year: the targets, and the deadline of the wording where no target has its year."""
    indicator = located.value
    found = {
        year: Milestone(year, target.value, located.spot.at("targets", year, "value"))
        for year, target in indicator.targets.items()
    }
    deadline = indicator.deadline
    for year in deadline.years if deadline is not None else ():
        value = None if year in found else _promised_to_all(programme, indicator, year)
        if value is not None:
            found[year] = Milestone(year, value, located.spot.at("deadline"), by_wording=True)
    return tuple(found[year] for year in sorted(found))


def _promised_to_all(programme: Programme, indicator: Indicator, year: int) -> Decimal | None:
    """What an indicator's wording promises by its deadline: each commune reaches what the wording gives each; of
    what is not counted in communes, the first target after the deadline."""
    if indicator.level == "commune":
        each = promised_to_each(programme, indicator, year)
        return each * len(programme.population(indicator.population)) if each and indicator.population else None
    after = min((milestone for milestone in indicator.targets if milestone >= year), default=None)
    return indicator.targets[after].value if after is not None else None


def promised_to_each(programme: Programme, indicator: Indicator, year: int) -> Decimal | None:
    """What the wording promises to each commune by a year; None where it does not say."""
    if indicator.over_communes == "count":
        return _ONE
    frequency = indicator.reading.frequency
    if indicator.over_communes != "sum" or frequency is None:
        return None
    if frequency.per == "programme":
        return frequency.at_least
    first = frequency.since or min(programme.years, default=None)
    last = year if frequency.until is None else min(year, frequency.until)
    return None if first is None or first > last else frequency.at_least * (last - first + 1)


def due(promised: tuple[Milestone, ...], year: int) -> Milestone | None:
    """The latest milestone at or before the year; None where none is due yet."""
    return max((one for one in promised if one.year <= year), default=None)


def following(promised: tuple[Milestone, ...], year: int) -> Milestone | None:
    """The first milestone after the year."""
    return min((one for one in promised if one.year > year), default=None)


def comparable_baseline(indicator: Indicator) -> Decimal | None:
    """The value before the programme; None where there is none, or it measures something else than the targets."""
    return indicator.baseline.value if indicator.baseline and indicator.baseline.comparable else None


def target_of_commune(
    programme: Programme, located: Located[Indicator], milestone: Milestone, commune: str
) -> Decimal | None:
    """What a commune promised for a milestone; None where the partners have not decided it."""
    if milestone.by_wording:
        return promised_to_each(programme, located.value, milestone.year)
    own = programme.communes[commune].value.targets.get(located.id, {})
    return own.get(milestone.year)
