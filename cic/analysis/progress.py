"""How what was reported of an indicator stands against what was promised: pure functions.

progress = (actual - baseline) / (target - baseline), which serves rising and falling indicators alike.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from typing import NamedTuple

from cic.analysis.actuals import Reported, all_who_report, reported
from cic.analysis.baselines import Start, start_of
from cic.analysis.combining import Part, combined
from cic.analysis.status import Limit, Status
from cic.analysis.targets import (
    Milestone,
    asked_by,
    due,
    following,
    milestones,
    needed_by_each,
    promising,
    target_of_commune,
)
from cic.model.logframe import AVERAGES, Indicator, Kind
from cic.model.programme import Located, Programme
from cic.model.reporting import Thresholds

_ONE = Decimal(1)
_HUNDRED = Decimal(100)
_WIDE = Context(prec=100)
"""Wide enough to round what ordinary precision has computed."""


class Judgement(NamedTuple):
    """How an indicator stands at the end of a year.

    due: the milestone it is judged against, None where none is due. following: the next one.
    progress: percent of the way from the baseline to the target, uncapped; None where there is no such figure.
    from_zero: the baseline is absent or not comparable, and progress is actual / target.
    kept: the target is the baseline, and the indicator had only to be maintained.
    start: the comparable baseline, and what it is made of, where one is known.
    """

    reported: Reported
    due: Milestone | None
    following: Milestone | None
    status: Status
    progress: Decimal | None = None
    from_zero: bool = False
    kept: bool = False
    start: Start | None = None


def judgement(programme: Programme, located: Located[Indicator], year: int) -> Judgement:
    """How an indicator stands at the end of a year, against the milestone that is due."""
    promised = milestones(programme, located)
    asked = asked_by(programme, year)
    known = reported(programme, located, year)
    start = start_of(programme, located, known, year)
    return judge(
        located.value,
        known,
        due(promised, asked),
        following(promised, asked),
        start.value if start else None,
        thresholds(programme),
    )._replace(start=start)


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
    if promised is not None and promised.words:
        return stands(_status_in_words(known))
    if promised is None or promised.value is None:
        is_asked = promised is not None and not promised.of_nobody and bool(known.expected)
        # a value is asked for also where nobody has decided how much of the milestone is whose
        return stands(Status.NOT_REPORTED if is_asked and known.value is None else Status.NOT_DUE)
    if known.value is None:
        return stands(Status.NOT_REPORTED)
    is_met = _meets(indicator, known.value, promised.value)
    if not known.is_complete and not _is_final(indicator, is_met, bool(known.lacking)):
        if not grows(indicator) or start == promised.value:
            return stands(Status.INCOMPLETE)
        # what is certain is certain: the others can only add to it
        return stands(Status.INCOMPLETE, _progress(indicator, known.value, start, promised.value), start is None)
    if start == promised.value:
        return stands(Status.ACHIEVED if is_met else Status.OFF_TRACK, kept=True)
    progress = _progress(indicator, known.value, start, promised.value)
    if is_met:
        return stands(Status.ACHIEVED, progress, start is None)
    status = status_of(progress, limits)
    if not known.is_complete and status is not Status.OFF_TRACK:
        return stands(Status.INCOMPLETE)
    return stands(status, progress, start is None)


def _status_in_words(known: Reported) -> Status:
    """Of what is promised in words: whether words were reported, and whether all say, with evidence, that it is so."""
    if not known.parts and not known.former:
        return Status.NOT_REPORTED
    if not known.is_complete:
        return Status.INCOMPLETE
    latest = [part.reports[-1].observation for part in (*known.parts, *known.former)]
    return Status.ACHIEVED if all(one.achieved and one.evidence for one in latest) else Status.REPORTED


class CommuneTarget(NamedTuple):
    """What one commune has to reach of an indicator by the milestone that is due, and what it reported.

    value: None where the partners have not decided it. is_met: None where nothing was reported.
    """

    indicator: str
    commune: str
    milestone: Milestone
    value: Decimal | None
    observed: Part | None
    is_met: bool | None


def commune_targets(programme: Programme, located: Located[Indicator], year: int) -> tuple[CommuneTarget, ...]:
    """Of an indicator that each commune reports: every commune whose target at the milestone due holds, those left out
    for which no value can be expected. Empty where none is due, and of means, highest and least values, which nobody
    shares out."""
    indicator = located.value
    milestone = due(milestones(programme, located), asked_by(programme, year))
    is_of_each = indicator.level == "commune" and indicator.over_communes not in AVERAGES
    if not is_of_each or milestone is None or milestone.words:
        return ()
    known = reported(programme, located, year)
    by_commune = {part.who: part for part in (*known.parts, *known.former)}
    needed = needed_by_each(programme, located, milestone.year)
    found = []
    too_few = {who for who, _ in known.lacking}
    everyone = (who for who in all_who_report(programme, indicator) if who not in known.exempt)
    for commune in promising(programme, milestone, everyone, year):
        target = target_of_commune(programme, located, milestone, commune, year)
        observed = by_commune.get(commune)
        value = combined(indicator, (observed,), needed) if observed is not None else None
        asked = Decimal(bool(target)) if target is not None and indicator.over_communes == "count" else target
        is_met = None if value is None or asked is None else _meets(indicator, value, asked)
        # what is to stay below something is not yet below it while a part of it is not reported
        is_met = False if is_met and commune in too_few and indicator.direction == "decrease" else is_met
        found.append(CommuneTarget(located.id, commune, milestone, target, observed, is_met))
    return tuple(found)


def _meets(indicator: Indicator, value: Decimal, target: Decimal) -> bool:
    return value >= target if indicator.direction == "increase" else value <= target


def _is_final(indicator: Indicator, is_met: bool, lacks_years: bool) -> bool:
    """Whether what not all have reported stays met, or missed, whatever the others report: a number that communes are
    added to, and the highest value, can only rise; the least value can only fall, unless years of it lack."""
    over, rises = indicator.over_communes, indicator.direction == "increase"
    if over == "min":
        return is_met is not rises and not lacks_years
    return is_met is rises if over == "max" else is_met and grows(indicator)


def grows(indicator: Indicator) -> bool:
    """Whether a value that not all have reported can only rise when the others report, which is for the better."""
    return indicator.direction == "increase" and rises(indicator)


def rises(indicator: Indicator) -> bool:
    """Whether a value that not all have reported can only rise when the others report."""
    added = ("count", "sum", "none", "max") if indicator.adds_up else ("count", "sum", "max")
    return indicator.over_communes in added


def limit_of_value(indicator: Indicator, known: Reported) -> Limit | None:
    """Whether a value is a least one or a highest one, because not all have reported; None where all have, and where
    the others may move it either way."""
    if known.value is None or known.is_complete:
        return None
    if rises(indicator):
        return Limit.LEAST
    return Limit.MOST if indicator.over_communes == "min" and not known.lacking else None


def limit_of_progress(indicator: Indicator, known: Reported) -> Limit | None:
    """The same of the progress: of what is to fall, the higher the value the less of the way is done."""
    limit = limit_of_value(indicator, known)
    return limit if limit is None or indicator.direction == "increase" else limit.opposite


def _progress(indicator: Indicator, actual: Decimal, start: Decimal | None, target: Decimal) -> Decimal | None:
    if start is not None:
        return (actual - start) * 100 / (target - start)
    if indicator.direction == "increase" and target > 0:
        return actual * 100 / target
    return None


def status_of(progress: Decimal | None, limits: Thresholds | None) -> Status:
    """The status of what has not reached its target; off track where there is no percentage to judge by."""
    if progress is None or limits is None or progress < limits.behind:
        return Status.OFF_TRACK
    return Status.ON_TRACK if progress >= limits.on_track else Status.BEHIND


def shown_value(kind: Kind, value: Decimal, *marks: Decimal) -> Decimal:
    """A value of an indicator of that kind for the page: what is divided is rounded, but never across a mark; what was
    counted, added up or measured stands as it is, for parts of a unit are promised and reported (1.75 of 2)."""
    if kind == "mean":
        return rounded(value, *marks, decimals=2)
    return rounded(value, *marks) if kind == "ratio" else value


def rounded(percent: Decimal, *marks: Decimal, decimals: int = 1) -> Decimal:
    """A percentage for the page: one decimal, half up, and more where one would move it across a mark. A mean has two.

    99.96 is not shown as 100, nor what is not zero as 0, nor 84.96 as 85 where 85 is one of the marks.

    >>> rounded(Decimal("58.333")), rounded(Decimal("99.96")), rounded(Decimal("0.04")), rounded(Decimal("250"))
    (Decimal('58.3'), Decimal('99.96'), Decimal('0.04'), Decimal('250'))
    >>> [rounded(Decimal(mean), Decimal(4), decimals=2) for mean in ("3.50", "3.996", "1.0")]
    [Decimal('3.5'), Decimal('3.996'), Decimal('1')]
    """
    for places in range(decimals, _WIDE.prec // 2):
        shown = percent.quantize(_ONE.scaleb(-places), ROUND_HALF_UP, _WIDE)
        if decimals > 1 and shown == percent and shown != shown.to_integral_value():
            return percent.normalize(_WIDE)
        if all(percent.compare(mark) == shown.compare(mark) for mark in (Decimal(0), _HUNDRED, *marks)):
            return shown.quantize(_ONE, context=_WIDE) if shown == shown.to_integral_value() else shown
    return percent
