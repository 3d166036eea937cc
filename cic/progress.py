"""What was reached of an indicator by a year, and how that stands against what was promised: pure functions.

progress = (actual - baseline) / (target - baseline), which serves rising and falling indicators alike.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import NamedTuple

from cic.findings import Spot
from cic.model.identity import Thresholds
from cic.model.logframe import Indicator
from cic.model.report import Observation
from cic.programme import PROGRAMME, Observed, Placed, Programme
from cic.tables import Status

_ONE = Decimal(1)
_HUNDRED = Decimal(100)
_WIDE = Context(prec=100)
"""Wide enough to round what ordinary precision has computed."""


class Milestone(NamedTuple):
    """A value promised for the end of a year, in the indicator's unit, and where that is written.

    value: None where it is that of a group of communes which have not all decided theirs.
    by_wording: the year is a deadline in the indicator's own words, and the value is what they promise to all.
    """

    year: int
    value: Decimal | None
    spot: Spot
    by_wording: bool = False


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


class Judgement(NamedTuple):
    """How an indicator stands at the end of a year.

    due: the milestone it is judged against, None where none is due. following: the next one.
    progress: percent of the way from the baseline to the target, uncapped; None where there is no such figure.
    from_zero: the baseline is absent or not comparable, and progress is actual / target.
    kept: the target is the baseline, and the indicator had only to be maintained.
    """

    reported: Reported
    due: Milestone | None
    following: Milestone | None
    status: Status
    progress: Decimal | None = None
    from_zero: bool = False
    kept: bool = False


def last_ended_year(today: datetime.date) -> int:
    """The latest year that has ended: a period that has not ended demands no value."""
    return today.year if (today.month, today.day) == (12, 31) else today.year - 1


def milestones(programme: Programme, placed: Placed[Indicator]) -> tuple[Milestone, ...]:
    """What was promised, by year: the targets, and the deadline of the wording where no target has its year."""
    indicator = placed.value
    found = {
        year: Milestone(year, target.value, placed.spot.at("targets", year, "value"))
        for year, target in indicator.targets.items()
    }
    deadline = indicator.deadline
    if deadline is not None and deadline.year not in found:
        value = _promised_to_all(programme, indicator, deadline.year)
        if value is not None:
            found[deadline.year] = Milestone(deadline.year, value, placed.spot.at("deadline"), by_wording=True)
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
    return None if first is None or first > year else frequency.at_least * (year - first + 1)


def due(promised: tuple[Milestone, ...], year: int) -> Milestone | None:
    """The latest milestone at or before the year; None where none is due yet."""
    return max((one for one in promised if one.year <= year), default=None)


def following(promised: tuple[Milestone, ...], year: int) -> Milestone | None:
    """The first milestone after the year."""
    return min((one for one in promised if one.year > year), default=None)


def who_must_report(programme: Programme, indicator: Indicator) -> Collection[str]:
    """Ids of the communes or partnerships that report an indicator, or PROGRAMME alone."""
    if indicator.level == "commune":
        return programme.population(indicator.population) if indicator.population else ()
    if indicator.level == "partnership":
        return programme.partnership_files
    return (PROGRAMME,)


def reported(
    programme: Programme, placed: Placed[Indicator], year: int, only: Collection[str] | None = None
) -> Reported:
    """What was reported of an indicator by the end of the year, by those of `only` where that is given.

    Over communes: the number that say yes, the sum, or the ratio of the sums; never a mean. Over years: the latest
    value holds until a later year reports another; a value per period counts in the window of its milestone alone,
    a rate in its own year alone. A period or a year that has not ended is judged by the one before.
    """
    indicator = placed.value
    first, last = window(indicator, year, last_ended_year(programme.today))
    all_of_them = who_must_report(programme, indicator)
    must = all_of_them if only is None else [who for who in only if who in all_of_them]
    by_who = programme.observed.get(placed.id, {})
    latest = {who: found for who in must if (found := _latest(indicator, by_who.get(who, ()), first, last)) is not None}
    exempt = {who: one for who, one in latest.items() if one.observation.not_applicable is not None}
    expected = tuple(who for who in must if who not in exempt)
    parts = tuple(latest[who] for who in expected if who in latest)
    return Reported(_combined(indicator, parts, last), parts, expected, tuple(exempt))


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


def _combined(indicator: Indicator, parts: tuple[Observed, ...], year: int) -> Decimal | None:
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


def judgement(programme: Programme, placed: Placed[Indicator], year: int) -> Judgement:
    """How an indicator stands at the end of a year, against the milestone that is due."""
    promised = milestones(programme, placed)
    asked = min(year, last_ended_year(programme.today))
    return judge(
        placed.value,
        reported(programme, placed, year),
        due(promised, asked),
        following(promised, asked),
        comparable_baseline(placed.value),
        thresholds(programme),
    )


def comparable_baseline(indicator: Indicator) -> Decimal | None:
    """The value before the programme; None where there is none, or it measures something else than the targets."""
    return indicator.baseline.value if indicator.baseline and indicator.baseline.comparable else None


def thresholds(programme: Programme) -> Thresholds | None:
    """From which progress an indicator is on track, and behind; None where the programme does not say."""
    reporting = programme.identity.reporting if programme.identity else None
    return reporting.thresholds if reporting else None


def judge(
    indicator: Indicator,
    known: Reported,
    promised: Milestone | None,
    next_one: Milestone | None,
    start: Decimal | None,
    limits: Thresholds | None,
) -> Judgement:
    """The status of what is known against what was promised, from the value at the start (None: from zero)."""

    def stands(
        status: Status, progress: Decimal | None = None, from_zero: bool = False, kept: bool = False
    ) -> Judgement:
        return Judgement(known, promised, next_one, status, progress, from_zero, kept)

    if known.exempt and not known.expected:
        return stands(Status.NOT_APPLICABLE)
    if promised is None or promised.value is None:
        return stands(Status.NOT_DUE)
    if known.value is None:
        return stands(Status.NOT_REPORTED)
    is_met = _meets(indicator, known.value, promised.value)
    if not known.is_complete and not (is_met and _only_grows(indicator)):
        return stands(Status.INCOMPLETE)
    if start == promised.value:
        return stands(Status.ACHIEVED if is_met else Status.OFF_TRACK, kept=True)
    progress = _progress(indicator, known.value, start, promised.value)
    if is_met:
        return stands(Status.ACHIEVED, progress, start is None)
    return stands(_status(progress, limits), progress, start is None)


class CommuneTarget(NamedTuple):
    """What one commune has to reach of an indicator by the milestone that is due, and what it reported.

    value: None where the partners have not decided it. is_met: None where nothing was reported.
    """

    indicator: str
    commune: str
    milestone: Milestone
    value: Decimal | None
    observed: Observed | None
    is_met: bool | None


def commune_targets(programme: Programme, placed: Placed[Indicator], year: int) -> tuple[CommuneTarget, ...]:
    """Of an indicator that each commune reports: every commune with its target at the milestone due, those left out
    for which no value can be expected. Empty where none is due."""
    indicator = placed.value
    milestone = due(milestones(programme, placed), min(year, last_ended_year(programme.today)))
    if indicator.level != "commune" or milestone is None:
        return ()
    known = reported(programme, placed, year)
    by_commune = {part.who: part for part in known.parts}
    found = []
    for commune in known.expected:
        target = target_of_commune(programme, placed, milestone, commune)
        observed = by_commune.get(commune)
        value = _combined(indicator, (observed,), milestone.year) if observed is not None else None
        needed = Decimal(bool(target)) if target is not None and indicator.over_communes == "count" else target
        is_met = None if value is None or needed is None else _meets(indicator, value, needed)
        found.append(CommuneTarget(placed.id, commune, milestone, target, observed, is_met))
    return tuple(found)


def target_of_commune(
    programme: Programme, placed: Placed[Indicator], milestone: Milestone, commune: str
) -> Decimal | None:
    """What a commune promised for a milestone; None where the partners have not decided it."""
    if milestone.by_wording:
        return promised_to_each(programme, placed.value, milestone.year)
    own = programme.communes[commune].value.targets.get(placed.id, {})
    return own.get(milestone.year)


def _meets(indicator: Indicator, value: Decimal, target: Decimal) -> bool:
    return value >= target if indicator.direction == "increase" else value <= target


def _only_grows(indicator: Indicator) -> bool:
    """Whether a value that not all have reported can only rise when the others report."""
    return indicator.direction == "increase" and indicator.over_communes in ("count", "sum")


def _progress(indicator: Indicator, actual: Decimal, start: Decimal | None, target: Decimal) -> Decimal | None:
    if start is not None:
        return (actual - start) * 100 / (target - start)
    if indicator.direction == "increase" and target > 0:
        return actual * 100 / target
    return None


def _status(progress: Decimal | None, limits: Thresholds | None) -> Status:
    """The status of what has not reached its target; off track where there is no percentage to judge by."""
    if progress is None or limits is None or progress < limits.behind:
        return Status.OFF_TRACK
    return Status.ON_TRACK if progress >= limits.on_track else Status.BEHIND


def rounded(percent: Decimal, *marks: Decimal) -> Decimal:
    """A percentage for the page: one decimal, half up, and more where one would move it across a mark.

    99.96 is not shown as 100, nor what is not zero as 0, nor 84.96 as 85 where 85 is one of the marks.

    >>> rounded(Decimal("58.333")), rounded(Decimal("99.96")), rounded(Decimal("0.04")), rounded(Decimal("250"))
    (Decimal('58.3'), Decimal('99.96'), Decimal('0.04'), Decimal('250'))
    """
    for decimals in range(1, _WIDE.prec // 2):
        shown = percent.quantize(_ONE.scaleb(-decimals), ROUND_HALF_UP, _WIDE)
        if all(percent.compare(mark) == shown.compare(mark) for mark in (Decimal(0), _HUNDRED, *marks)):
            return shown.quantize(_ONE, context=_WIDE) if shown == shown.to_integral_value() else shown
    return percent
