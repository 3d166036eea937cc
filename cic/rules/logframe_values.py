"""4xx, values: baselines and targets against the yearly rates, and against each other."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from math import ceil, floor
from typing import NamedTuple

from cic.diagnostics import Problem, Severity, Spot
from cic.model.logframe import Indicator
from cic.model.programme import Located, Programme
from cic.model.promises import Target
from cic.model.readings import Frequency
from cic.rules.logframe_counts import number_of_communes
from cic.rules.participants import of_those_counted
from cic.rules.rule import problem, rule
from cic.rules.targets import before_the_programme, years_counted

_ALL_READ = frozenset(("programme", "logframe", "partnership"))


class _Rated(NamedTuple):
    """An indicator that counts events, with a yearly rate: the years that each target counts, and what the rate
    makes of them."""

    located: Located[Indicator]
    frequency: Frequency
    communes: int
    targets: tuple[tuple[int, Target, int, Decimal], ...]


def _each_rated(programme: Programme) -> Iterator[_Rated]:
    for located in programme.each_indicator():
        indicator, frequency = located.value, located.value.reading.frequency
        if frequency is None or frequency.per != "year":
            continue
        if indicator.level == "commune" and indicator.over_communes == "sum":
            communes = number_of_communes(programme, indicator.population)
        else:
            communes = int(indicator.level == "programme" and indicator.over_communes in ("none", "sum"))
        if not communes:
            continue
        counted = (
            (year, target, years_counted(programme, indicator, year, target)) for year, target in _in_order(indicator)
        )
        targets = tuple(
            (year, target, years, frequency.at_least * years * communes) for year, target, years in counted if years
        )
        yield _Rated(located, frequency, communes, targets)


def _in_order(indicator: Indicator) -> list[tuple[int, Target]]:
    return sorted(indicator.targets.items())


_RATE = "{indicator} has {value} by {year}, but {rate} a year over {years:years} makes {makes}"
_RATE_IN_COMMUNES = (
    "{indicator} has {value} by {year}, but {rate} a year over {years:years} in {communes:communes} makes {makes}"
)
_RATE_LIKE = (
    "{indicator} has {value} by {year}, but {rate} a year over {years:years} in {communes:communes} makes {makes}; "
    "{value} goes with {like:communes}"
)


@rule(
    code="CIC405",
    name="count-rate",
    severity=Severity.ERROR,
    title="a total is not what the yearly rate makes",
    hint="correct the total, or the reading of the wording",
    needs=_ALL_READ,
)
def count_rates(programme: Programme) -> Iterator[Problem]:
    """Totals that are not what the yearly rate makes."""
    for rated in _each_rated(programme):
        located, rate = rated.located, rated.frequency.at_least
        before = before_the_programme(located.value)
        for year, target, years, expected in rated.targets:
            # a rate such as once in two years leaves a remainder, which may be counted or not
            least, most = (rounded(rate * years) * rated.communes for rounded in (floor, ceil))
            if least <= target.value <= most or least <= target.value - before <= most:
                continue
            params: dict[str, object] = {}
            template = _RATE
            if located.value.level == "commune":
                template = _RATE_IN_COMMUNES
                params["communes"] = rated.communes
                if rate and target.value > 0 and not target.value % (rate * years):
                    template = _RATE_LIKE
                    params["like"] = target.value // (rate * years)
            yield of_those_counted(
                located.value,
                problem(
                    located.spot.at("targets", year, "value"),
                    template,
                    related=(
                        located.spot.at("reading", "frequency", "at_least"),
                        *((located.spot.at("population"),) if "communes" in params else ()),
                        # each year counts for itself: that is why the rate makes so little
                        *((located.spot.at("over_years"),) if located.value.over_years == "rate" else ()),
                    ),
                    expected=expected,
                    found=target.value,
                    difference=target.value - expected,
                    indicator=located.id,
                    value=target.value,
                    year=year,
                    rate=rate,
                    years=years,
                    makes=expected,
                    **params,
                ),
            )


@rule(
    code="CIC408",
    name="baseline-unit",
    severity=Severity.WARNING,
    title="a baseline measures something else than the targets",
    hint="say `comparable: false` beside the baseline, and acknowledge the finding with what the baseline measures",
    needs=_ALL_READ,
)
def baseline_units(programme: Programme) -> Iterator[Problem]:
    """Baselines that cannot be the beginning of the totals that follow."""
    for rated in _each_rated(programme):
        located, baseline = rated.located, rated.located.value.baseline
        if baseline is None or baseline.value == 0 or located.value.over_years != "cumulative" or not rated.targets:
            continue
        if all(target.value == expected for _, target, _, expected in rated.targets):
            year, target, years, _ = rated.targets[0]
            yield problem(
                located.spot.at("baseline", "value"),
                "the baseline of {indicator} is {value}, but the targets count from nothing: "
                "{target} by {year} is {rate} a year over {years:years}",
                related=(
                    located.spot.at("reading", "frequency", "at_least"),
                    *(located.spot.at("targets", when, "value") for when, *_ in rated.targets),
                ),
                indicator=located.id,
                value=baseline.value,
                target=target.value,
                year=year,
                rate=rated.frequency.at_least,
                years=years,
            )


_BACKWARDS = {
    ("increase", True): "{indicator}: {value} by {year} is below the baseline of {before}",
    ("increase", False): "{indicator}: {value} by {year} is below the {before} of {earlier}",
    ("decrease", True): "{indicator}: {value} by {year} is above the baseline of {before}",
    ("decrease", False): "{indicator}: {value} by {year} is above the {before} of {earlier}",
}


@rule(
    code="CIC406",
    name="values-backwards",
    severity=Severity.ERROR,
    title="a target takes back what was reached before",
    hint="correct one of the two; write `direction: decrease` where less is better and `increase` where more is, "
    "`over_years: per_period` where each target counts its own years",
    needs=("logframe",),
)
def values_backwards(programme: Programme) -> Iterator[Problem]:
    """Targets that take back what was reached or promised before."""
    for located in programme.each_indicator():
        indicator = located.value
        if indicator.over_years != "cumulative":
            continue
        sign = 1 if indicator.direction == "increase" else -1
        earlier: list[tuple[Spot, Decimal, Decimal, int | None]] = []
        if indicator.baseline is not None and indicator.baseline.comparable:
            earlier.append((located.spot.at("baseline", "value"), indicator.baseline.value, Decimal(1), None))
        for year, target in _in_order(indicator):
            if target.window is not None:
                continue
            place = indicator.place_of(target.step)
            each = target.each or Decimal(1 if place is None else place)
            # where each must reach more, or a higher step, than before, fewer can reach it, and more where it is less
            ahead = [one for one in earlier if (one[2] - each) * sign >= 0 and (one[1] - target.value) * sign > 0]
            if ahead:
                spot, before, _, when = max(ahead, key=lambda one: (one[1] * sign, one[3] or 0))
                yield problem(
                    located.spot.at("targets", year, "value"),
                    _BACKWARDS[indicator.direction, when is None],
                    related=(spot,),
                    expected=before,
                    found=target.value,
                    difference=target.value - before,
                    indicator=located.id,
                    value=target.value,
                    year=year,
                    before=before,
                    **({} if when is None else {"earlier": when}),
                )
            earlier.append((located.spot.at("targets", year, "value"), target.value, each, year))


_EXCEEDS = {
    ("increase", True): "{indicator} is {value} before the programme, but {other}, on which it depends, only {most}",
    ("increase", False): "{indicator} promises {value} by {year}, but {other}, on which it depends, only {most}",
    ("decrease", True): "{indicator} is {value} before the programme, but {other}, on which it depends, still {most}",
    ("decrease", False): "{indicator} falls to {value} by {year}, but {other}, on which it depends, only to {most}",
}


@rule(
    code="CIC407",
    name="exceeds-dependency",
    severity=Severity.ERROR,
    title="more of something than of what it depends on",
    hint="correct one of the two values, or the reading of the wording",
    needs=("logframe",),
)
def exceeds_dependency(programme: Programme) -> Iterator[Problem]:
    """More of something than of what it depends on; where less is better, less of the lack of it than of the other."""
    for located in programme.each_indicator():
        sign = 1 if located.value.direction == "increase" else -1
        limit = located.value.reading.cannot_exceed
        priors = [programme.indicators[id] for id in limit.indicators if id in programme.indicators] if limit else []
        priors = [prior for prior in priors if _same_kind(located.value, prior.value)]
        for year, value in _comparable_values(located.value):
            limits = [
                (most, prior)
                for prior in priors
                for when, most in _comparable_values(prior.value)
                if when == year and not _more_than_once(prior.value, year)
            ]
            if not limits:
                continue
            most, prior = min(limits, key=lambda one: one[0] * sign)
            if (value - most) * sign > 0:
                keys = ("baseline", "value") if year is None else ("targets", year, "value")
                yield problem(
                    located.spot.at(*keys),
                    _EXCEEDS[located.value.direction, year is None],
                    related=(prior.spot.at(*keys), located.spot.at("reading", "cannot_exceed", "words")),
                    expected=most,
                    found=value,
                    difference=value - most,
                    indicator=located.id,
                    value=value,
                    other=prior.id,
                    most=most,
                    **({} if year is None else {"year": year}),
                )


def _same_kind(one: Indicator, other: Indicator) -> bool:
    """Whether the values of two indicators count the same kind of thing: communes, or things of one unit."""
    return (
        one.level == other.level == "commune"
        and one.population == other.population is not None
        and one.over_years == other.over_years == "cumulative"
        and one.direction == other.direction
        and one.over_communes == other.over_communes
        and (one.over_communes == "count" or (one.over_communes == "sum" and one.unit == other.unit))
    )


def _comparable_values(indicator: Indicator) -> Iterator[tuple[int | None, Decimal]]:
    """The values by year; that of the baseline has none."""
    if indicator.baseline is not None and indicator.baseline.comparable:
        yield None, indicator.baseline.value
    for year, target in _in_order(indicator):
        if target.window is None:
            yield year, target.value


def _more_than_once(indicator: Indicator, year: int | None) -> bool:
    """Whether a commune must reach more than one to be counted, so that those that reach one are not all counted."""
    each = indicator.targets[year].each if year is not None else None
    return each is not None and each > 1


RULES = (
    count_rates,
    values_backwards,
    exceeds_dependency,
    baseline_units,
)
