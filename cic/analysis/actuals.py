"""What was reported of an indicator by a year, and by whom: pure functions."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import NamedTuple

from cic.analysis.targets import last_ended_year
from cic.model.logframe import Indicator
from cic.model.programme import PROGRAMME, Located, Observed, Programme
from cic.model.report import Observation

_ONE = Decimal(1)


class Reported(NamedTuple):
    """The situation at 31 December of a year, as far as it was reported.

    value: in the indicator's unit, None where nothing was reported. It is a total only where all have reported.
    parts: what it is made of. expected: all who must report. exempt: those who declared that no value can be expected.
    """

    value: Decimal | None
    parts: tuple[Observed, ...]
    expected: tuple[str, ...]
    exempt: tuple[str, ...] = ()

    @property
    def year(self) -> int | None:
        """The latest year of which a value takes part: an earlier one than the report's is carried forward."""
        return max((part.year for part in self.parts), default=None)

    @property
    def is_complete(self) -> bool:
        """Whether all who must have reported."""
        return len(self.parts) == len(self.expected)


def who_must_report(programme: Programme, indicator: Indicator) -> Collection[str]:
    """Ids of the communes or partnerships that report an indicator, or PROGRAMME alone."""
    if indicator.level == "commune":
        return programme.population(indicator.population) if indicator.population else ()
    if indicator.level == "partnership":
        return programme.partnership_files
    return (PROGRAMME,)


def reported(
    programme: Programme, located: Located[Indicator], year: int, only: Collection[str] | None = None
) -> Reported:
    """What was reported of an indicator by the end of the year, by those of `only` where that is given.

    Over communes: the number that say yes, the sum, or the ratio of the sums; never a mean. Over years: the latest
    value holds until a later year reports another; a value per period counts in the window of its milestone alone,
    a rate in its own year alone. A period or a year that has not ended is verdicts by the one before.
    """
    indicator = located.value
    first, last = window(indicator, year, last_ended_year(programme.today))
    all_of_them = who_must_report(programme, indicator)
    must = all_of_them if only is None else [who for who in only if who in all_of_them]
    by_who = programme.observed.get(located.id, {})
    latest = {who: found for who in must if (found := _latest(indicator, by_who.get(who, ()), first, last)) is not None}
    exempt = {who: one for who, one in latest.items() if one.observation.not_applicable is not None}
    expected = tuple(who for who in must if who not in exempt)
    parts = tuple(latest[who] for who in expected if who in latest)
    return Reported(combined(indicator, parts, last), parts, expected, tuple(exempt))


def _latest(indicator: Indicator, reports: Collection[Observed], first: int, last: int) -> Observed | None:
    """The latest report that holds a value, or says that there can be none: words alone measure nothing."""
    measured = (one for one in reports if first <= one.year <= last and _measures(indicator, one.observation))
    return max(measured, key=lambda one: one.year, default=None)


def _measures(indicator: Indicator, observation: Observation) -> bool:
    if observation.not_applicable is not None:
        return True
    if indicator.over_communes == "ratio":
        return observation.numerator is not None and bool(observation.denominator)
    return observation.value is not None or observation.achieved is not None


_LONG_AGO = 0


def window(indicator: Indicator, year: int, last_ended: int) -> tuple[int, int]:
    """The years whose reports count for the situation at the end of a year."""
    if indicator.over_years == "cumulative":
        return _LONG_AGO, year
    year = min(year, last_ended)
    if indicator.over_years == "rate":
        return year, year
    milestone = max((m for m in indicator.targets if m <= year), default=min(indicator.targets, default=year))
    window = indicator.targets[milestone].window if milestone in indicator.targets else None
    if window is not None and window.start is not None:
        return window.start, min(year, milestone)
    return max((m + 1 for m in indicator.targets if m < milestone), default=_LONG_AGO), min(year, milestone)


def combined(indicator: Indicator, parts: tuple[Observed, ...], year: int) -> Decimal | None:
    """What several report together, in the indicator's unit; None where their values make no common one.

    year: of the milestone that they work towards, which says what each must reach to be counted.
    """
    if indicator.over_communes == "ratio":
        return _ratio([part.observation for part in parts])
    values = [value for part in parts if (value := value_of(part.observation)) is not None]
    if not values:
        return None
    if indicator.over_communes == "count":
        each = indicator.needed_by_each(year)
        return Decimal(sum(value >= each for value in values))
    if indicator.over_communes == "none" and len(values) > 1:
        return None
    return sum(values, Decimal(0))


def _ratio(observations: list[Observation]) -> Decimal | None:
    """The sum of the numerators in percent of the sum of the denominators."""
    numerator = sum((one.numerator or Decimal(0) for one in observations), Decimal(0))
    denominator = sum((one.denominator or Decimal(0) for one in observations), Decimal(0))
    return numerator * 100 / denominator if denominator else None


def value_of(observation: Observation) -> Decimal | None:
    """The number that was reported; yes is one and no is zero. None for a ratio, a text and what does not apply."""
    if observation.value is None and observation.achieved is not None:
        return _ONE if observation.achieved else Decimal(0)
    return observation.value
