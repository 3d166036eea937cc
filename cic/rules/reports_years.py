"""5xx, reports of several years: what was reported against the years before, and against the calendar."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from cic.analysis.actuals import window
from cic.analysis.targets import needed_by_each
from cic.base.periods import Calendar, last_day
from cic.diagnostics import Problem, Severity, Spot
from cic.model.logframe import AVERAGES, Indicator
from cic.model.programme import Located, Programme
from cic.model.report import Observation, Report
from cic.rules.rule import problem, rule
from cic.rules.value_kinds import is_percent

_LOGFRAME_READ = frozenset(("logframe",))

_Reported = tuple[Located[Observation], Report]


def _each_earlier(programme: Programme) -> Iterator[tuple[Located[Indicator], _Reported, _Reported]]:
    """Each report of an indicator that keeps what was reached, with the report of the same place before it."""
    by_place: dict[tuple[str, str, str | None], list[_Reported]] = defaultdict(list)
    for located, report, commune in programme.each_observation():
        if located.value.not_applicable is None:
            # a commune is the same whichever partnership reports it
            place = (located.id, "" if commune else located.owner, commune)
            by_place[place].append((located, report))
    for (id, _, _), reported in by_place.items():
        indicator = programme.indicators.get(id)
        if indicator is None or not indicator.value.carries:
            continue
        reported.sort(key=lambda one: (one[1].year, one[0].spot.file))
        for earlier, later in pairwise(reported):
            if earlier[1].year < later[1].year and _count_together(
                indicator.value, earlier[1].year, later[1].year, programme.calendar
            ):
                yield indicator, earlier, later


def _count_together(indicator: Indicator, earlier: int, later: int, calendar: Calendar) -> bool:
    """Whether the earlier of two years still counts in the later one: of periods, only where they share one."""
    if indicator.over_years != "per_period":
        return True
    milestone = min((one for one in indicator.targets if one >= later), default=None)
    return milestone is not None and window(indicator, milestone, milestone, calendar).after < earlier


@rule(
    code="CIC513",
    name="total-falls",
    severity=Severity.WARNING,
    title="a total that goes back behind an earlier report",
    hint="report what stands at the end of the year, not what the year changed; acknowledge what really went back",
    needs=_LOGFRAME_READ,
)
def falling_totals(programme: Programme) -> Iterator[Problem]:
    """Totals that are lower than a year before, or higher where they are to fall."""
    for indicator, (before, earlier), (after, later) in _each_earlier(programme):
        had, has = before.value.value, after.value.value
        averages = AVERAGES if indicator.value.meaning == "running_total" else ()
        counts = indicator.value.kind in ("sum", "none", *averages) and not is_percent(programme, indicator.value)
        # a running total only rises, be that good or bad; what is to fall is mostly how something stands
        falls = indicator.value.meaning == "state" and indicator.value.direction == "decrease"
        counts = counts and (falls or indicator.value.meaning == "running_total")
        if counts and indicator.value.meaning == "running_total":
            yield from _falling_parts(indicator.value, before, earlier.year, after, later.year)
        if had is None or has is None or not counts or (has <= had if falls else has >= had):
            continue
        template = "{indicator}: {value} by {year} is less than the {before} of {earlier}"
        if falls:
            template = "{indicator}: {value} by {year} is more than the {before} of {earlier}, and it is to fall"
        yield problem(
            after.spot.at("value"),
            template,
            related=(before.spot.at("value"),),
            expected=had,
            found=has,
            difference=has - had,
            indicator=after.id,
            value=has,
            year=later.year,
            before=had,
            earlier=earlier.year,
        )


def _falling_parts(
    indicator: Indicator, before: Located[Observation], earlier: int, after: Located[Observation], year: int
) -> Iterator[Problem]:
    """Parts of a running total that are lower than before, also where the total rises. What nobody knew of whom it is
    may become known."""
    for dimension, parts in indicator.disaggregated_by.items():
        for part in parts:
            had, has = (one.value.by.get(dimension, {}).get(part) for one in (before, after))
            if isinstance(had, Decimal) and isinstance(has, Decimal) and has < had:
                yield problem(
                    after.spot.at("by", dimension, part),
                    "{indicator}, {part}: {value} by {year} is less than the {before} of {earlier}",
                    related=(before.spot.at("by", dimension, part),),
                    expected=had,
                    found=has,
                    difference=has - had,
                    indicator=after.id,
                    part=part,
                    value=has,
                    year=year,
                    before=had,
                    earlier=earlier,
                )


@rule(
    code="CIC514",
    name="state-lost",
    severity=Severity.WARNING,
    title="what was reached is reported as lost",
    hint="ask the commune; if it is so, acknowledge the finding with the reason",
    needs=_LOGFRAME_READ,
)
def lost_states(programme: Programme) -> Iterator[Problem]:
    """What was there and is there no more; where less is better, what had ended and is there again."""
    for indicator, (before, earlier), (after, later) in _each_earlier(programme):
        each = needed_by_each(programme, indicator, earlier.year)
        falls = indicator.value.direction == "decrease"
        if _fell_a_step(indicator.value, before.value, after.value):
            yield problem(
                after.spot.at("step"),
                _STEP_BACK,
                related=(before.spot.at("step"),),
                indicator=after.id,
                before=before.value.step,
                earlier=earlier.year,
                step=after.value.step,
                year=later.year,
            )
            continue
        states = (_reached(indicator.value, before.value, each), _reached(indicator.value, after.value, each))
        if states == ((False, True) if falls else (True, False)):
            keys = ["achieved" if located.value.achieved is not None else "value" for located in (before, after)]
            yield problem(
                after.spot.at(keys[1]),
                _BACK if falls else _LOST,
                related=(before.spot.at(keys[0]),),
                indicator=after.id,
                earlier=earlier.year,
                year=later.year,
            )


_STEP_BACK = "{indicator} stood at {before} in {earlier}, and is back at {step} in {year}"
_LOST = "{indicator} was reached in {earlier}, and is not in {year}"
_BACK = "{indicator} had ended in {earlier}, and is there again in {year}"


def _fell_a_step(indicator: Indicator, before: Observation, after: Observation) -> bool:
    """Whether a step of a scale was lost, or, where less is better, came back."""
    was, is_now = indicator.place_of(before.step), indicator.place_of(after.step)
    if was is None or is_now is None:
        return False
    return is_now > was if indicator.direction == "decrease" else is_now < was


def _reached(indicator: Indicator, observed: Observation, each: Decimal) -> bool | None:
    """Whether it is there, be that good or bad; None where the indicator is not of what is either there or not."""
    if observed.achieved is not None:
        return observed.achieved
    if indicator.over_communes == "count" and observed.value is not None:
        return observed.value >= each
    return None


@rule(
    code="CIC515",
    name="year-not-ended",
    severity=Severity.WARNING,
    title="a report of a year that has not ended",
    hint="correct the year, or report when the year is over",
)
def years_not_ended(programme: Programme) -> Iterator[Problem]:
    """Reports of years that have not ended."""
    for file, report in programme.reports.items():
        # what is paid after the end is told when it is paid
        is_late = programme.calendar.year_of(report.year) in programme.accounts_years
        if not is_late and last_day(report.year) > programme.today:
            yield problem(
                Spot(file, ("year",)),
                "{year} has not ended yet",
                year=report.year,
            )


@rule(
    code="CIC535",
    name="results-after-end",
    severity=Severity.WARNING,
    title="results of a year after the end of the programme",
    hint="write what stood at the end of {last} into the report of that year; accept what came later",
    needs=frozenset(("programme",)),
)
def results_after_the_end(programme: Programme) -> Iterator[Problem]:
    """Results in a report of a year in which only accounts are still open; a report of any other year is not of the
    programme at all."""
    for file, report in programme.reports.items():
        has_results = report.observations or any(own.observations for _, _, own in report.of_participants())
        if programme.calendar.year_of(report.year) in programme.accounts_years and has_results:
            yield problem(
                Spot(file, ("year",)),
                "the programme ended in {last}: what is reported for {year} is shown as reported later, and counts in "
                "no figure",
                related=(programme.spot("programme.yaml", "period"),),
                year=report.year,
                last=programme.years[-1],
            )


RULES = (
    falling_totals,
    lost_states,
    years_not_ended,
    results_after_the_end,
)
