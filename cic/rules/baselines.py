"""5xx, baselines: those of communes and partnerships against the programme's, and when they were measured; promises in
words that hold a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from cic.analysis.actuals import all_who_report, who_must_report
from cic.analysis.baselines import combined_start
from cic.base.periods import LATEST
from cic.diagnostics import Problem, Severity, Spot
from cic.model.logframe import Indicator
from cic.model.programme import PROGRAMME, Located, Programme
from cic.model.promises import Baseline, OwnBaseline
from cic.rules.rule import problem, rule

_ALL_READ = frozenset(("programme", "logframe", "partnership"))


@rule(
    code="CIC550",
    name="baseline-sum",
    severity=Severity.WARNING,
    title="the baselines of those who report make another one than the programme's",
    hint="correct the one that is wrong; acknowledge the finding where the documents print both",
    needs=_ALL_READ,
)
def baseline_sums(programme: Programme) -> Iterator[Problem]:
    """The programme's baseline against those of all who report, combined as their values are."""
    first = min(programme.years, default=None)
    for located in programme.each_indicator():
        indicator, baseline = located.value, located.value.baseline
        if baseline is None or not baseline.comparable or not indicator.baselines or first is None:
            continue
        start = combined_start(programme, located, who_must_report(programme, indicator, first), first)
        if start is None:
            continue
        found = start.value
        if indicator.over_communes == "ratio":
            places = baseline.value.as_tuple().exponent
            found = found.quantize(Decimal(1).scaleb(int(places)), ROUND_HALF_UP)
        if found != baseline.value:
            yield problem(
                located.spot.at("baseline", "value"),
                "the baseline of {indicator} is {value}, but those of {count} who report make {found}",
                related=start.spots,
                expected=found,
                found=baseline.value,
                difference=baseline.value - found,
                indicator=located.id,
                value=baseline.value,
                count=len(start.parts),
            )


@rule(
    code="CIC551",
    name="late-baseline",
    severity=Severity.INFO,
    title="a baseline that was measured after the first reported value, or after the first milestone",
    hint="what was reached before is not in the progress: correct the year, or acknowledge the finding",
    needs=("logframe",),
)
def late_baselines(programme: Programme) -> Iterator[Problem]:
    """Baselines measured in a year of which a value is reported, or after it, by the one whose baseline it is; and
    those measured when the first milestone was due, or after it."""
    for located in programme.each_indicator():
        reports = programme.observed.get(located.id, {})
        for who, baseline, spot in _each(located):
            own = [one for id, found in reports.items() if who in (PROGRAMME, id) for one in found]
            earlier = [one for one in own if baseline.year is not None and one.year <= baseline.year]
            if earlier:
                first = min(earlier, key=lambda one: one.year)
                yield problem(
                    spot.at("year"),
                    "the baseline of {indicator} is of {year}, but a value of {first} is reported",
                    related=(first.spot,),
                    indicator=located.id,
                    year=baseline.year,
                    first=first.year,
                )
            elif baseline.year is not None and (due := min(located.value.targets, default=LATEST)) <= baseline.year:
                yield problem(
                    spot.at("year"),
                    "the baseline of {indicator} is of {year}, but what is promised for {first} is judged by it",
                    related=(located.spot.at("targets", due),),
                    indicator=located.id,
                    year=baseline.year,
                    first=due,
                )


def _each(located: Located[Indicator]) -> Iterator[tuple[str, Baseline | OwnBaseline, Spot]]:
    """Each baseline with whose it is (PROGRAMME for the programme's), and where it stands."""
    if located.value.baseline is not None:
        yield PROGRAMME, located.value.baseline, located.spot.at("baseline")
    for who, own in located.value.baselines.items():
        yield who, own, located.spot.at("baselines", who)


@rule(
    code="CIC552",
    name="baseline-of",
    severity=Severity.ERROR,
    title="a baseline of somebody who does not report the indicator, or of another kind than the values",
    hint="write the id of one who reports it, and the value as it is reported: a percentage of which the parts are "
    "added up by numerator and denominator",
    needs=_ALL_READ,
)
def baseline_owners(programme: Programme) -> Iterator[Problem]:
    """Baselines of those who report nothing, and values that cannot be combined."""
    for located in programme.each_indicator():
        indicator = located.value
        known = all_who_report(programme, indicator)
        for who, own in indicator.baselines.items():
            spot = located.spot.at("baselines", who)
            if who not in known:
                yield problem(
                    spot.key(),
                    "{who} does not report {indicator}",
                    related=(located.spot.at("level"),),
                    who=who,
                    indicator=located.id,
                )
            elif indicator.kind in ("scale", "words"):
                yield problem(
                    spot,
                    "{indicator} is reported in steps or in words, with which no number can be compared",
                    related=(located.spot.at("scale" if indicator.scale else "qualitative"),),
                    indicator=located.id,
                )
            elif (own.value is None) != (indicator.over_communes == "ratio"):
                is_share = indicator.over_communes == "ratio"
                yield problem(
                    spot.at("value" if is_share else "numerator"),
                    "{indicator} is a share: only numerator and denominator can be added up"
                    if is_share
                    else "{indicator} is no share of which the parts are added up: write its value",
                    related=(located.spot.at("over_communes"),),
                    indicator=located.id,
                )


_FIGURE = re.compile(r"\d+(?:[.,]\d+)?")


@rule(
    code="CIC553",
    name="number-in-words",
    severity=Severity.WARNING,
    title="a number in a target that is promised in words",
    hint="write it under `targets:` with the number as `value:`; of several in one sentence make an indicator for "
    "each; acknowledge the finding where the number is none that could be reached",
    needs=("logframe",),
)
def numbers_in_words(programme: Programme) -> Iterator[Problem]:
    """Promises in words that name a number: nothing will be reckoned with it. The target's own year is none."""
    for located in programme.each_indicator():
        for year, target in located.value.targets_in_words.items():
            known = {str(int(year)), *(f"{one:f}" for one in target.other_figures)}
            found = [one for one in _FIGURE.findall(target.as_printed) if one not in known]
            if found:
                yield problem(
                    located.spot.at("targets_in_words", year, "as_printed"),
                    "{indicator} is promised in words for {year}, but they name {figures}",
                    indicator=located.id,
                    year=year,
                    figures=tuple(found),
                )


RULES = (baseline_sums, late_baselines, baseline_owners, numbers_in_words)
