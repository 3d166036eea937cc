"""What was reported of an indicator by a year: a pure function over the programme."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from cic.model.logframe import Indicator
from cic.model.report import Observation
from cic.programme import Placed, Programme


class Reported(NamedTuple):
    """The situation at 31 December of a year, as far as it was reported.

    value: in the indicator's unit; None where nothing was reported. A value that not all have reported is not a
    total: see `reported_by` of `expected`.
    year: the latest year of which a value takes part.
    """

    value: Decimal | None
    year: int | None
    reported_by: int
    expected: int


def milestone_due(indicator: Indicator, year: int) -> int | None:
    """The latest milestone at or before the year; None where none is due yet."""
    return max((milestone for milestone in indicator.targets if milestone <= year), default=None)


def next_milestone(indicator: Indicator, year: int) -> int | None:
    """The first milestone after the year."""
    return min((milestone for milestone in indicator.targets if milestone > year), default=None)


def reported(programme: Programme, placed: Placed[Indicator], year: int) -> Reported:
    """What was reported of an indicator by the end of the year.

    Over communes: the number that say yes, the sum, or the ratio of the sums; never a mean. Over years: the latest
    value holds until a later year reports another; a per-period value counts only in the window of its milestone.
    """
    indicator = placed.value
    first = _window_start(indicator, year)
    latest: dict[str, tuple[int, Observation]] = {}
    for observed, report, commune in programme.each_observation():
        if observed.id != placed.id or report.year > year or (first is not None and report.year < first):
            continue
        who = commune or report.partnership or ""
        if who not in latest or report.year > latest[who][0]:
            latest[who] = (report.year, observed.value)
    expected = (
        len(programme.population(indicator.population)) if indicator.level == "commune" and indicator.population else 1
    )
    values = [(year, observation) for year, observation in latest.values() if observation.not_applicable is None]
    if not values:
        return Reported(None, None, 0, expected)
    value = _combined(indicator, [observation for _, observation in values], year)
    return Reported(value, max(year for year, _ in values), len(values), expected)


def _window_start(indicator: Indicator, year: int) -> int | None:
    if indicator.over_years != "per_period":
        return None
    milestone = min((m for m in indicator.targets if m >= year), default=None)
    window = indicator.targets[milestone].window if milestone is not None else None
    if window is not None and window.start is not None:
        return window.start
    return max((m + 1 for m in indicator.targets if m < year), default=None)


def _combined(indicator: Indicator, observations: list[Observation], year: int) -> Decimal | None:
    if indicator.over_communes == "ratio":
        numerators = [o.numerator for o in observations if o.numerator is not None and o.denominator is not None]
        denominator = sum(
            (o.denominator for o in observations if o.numerator is not None and o.denominator is not None), Decimal(0)
        )
        return sum(numerators, Decimal(0)) * 100 / denominator if denominator else None
    values = list(_values(observations))
    if indicator.over_communes == "count":
        due = min((m for m in indicator.targets if m >= year), default=None)
        each = (indicator.targets[due].each if due is not None else None) or Decimal(1)
        return Decimal(sum(value >= each for value in values)) if values else None
    return sum(values, Decimal(0)) if values else None


def _values(observations: list[Observation]) -> Iterator[Decimal]:
    for observation in observations:
        if observation.value is not None:
            yield observation.value
        elif observation.achieved is not None:
            yield Decimal(1 if observation.achieved else 0)
