"""5xx: targets per commune, and what is reported against them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from math import ceil, floor
from typing import NamedTuple

from cic.analysis.targets import began_by_merger
from cic.diagnostics import Problem, Severity, Spot
from cic.model.kept import kept
from cic.model.logframe import Indicator
from cic.model.partnership import Participant
from cic.model.programme import Located, Programme
from cic.model.promises import Target
from cic.rules.participants import of_those_counted
from cic.rules.rule import problem, rule

ALL_READ = frozenset(("programme", "logframe", "partnership"))


def adds_up(indicator: Indicator) -> bool:
    """Whether the communes' targets make the programme's."""
    return (
        indicator.level == "commune"
        and indicator.over_communes in ("count", "sum")
        and indicator.population is not None
    )


_Communes = Mapping[str, Located[Participant]]


class _Shared(NamedTuple):
    """A promise of the programme that communes share: its year, how many communes share it, how many of them have a
    target, and what these targets make together."""

    located: Located[Indicator]
    year: int
    target: Target
    communes: int
    have: int
    added: Decimal


@kept
def _each_target(programme: Programme) -> Sequence[_Shared]:
    """Every promise of the programme that communes share."""
    return tuple(_shared(programme))


def _shared(programme: Programme) -> Iterator[_Shared]:
    for located in programme.each_indicator():
        indicator = located.value
        if not adds_up(indicator) or indicator.population is None or not programme.population(indicator.population):
            continue
        for year, target in indicator.targets.items():
            numbers = [values[year] for values in _promising(programme, located, year).values() if year in values]
            members = _as_decided(programme, indicator.population, year)
            yield _Shared(located, year, target, len(members), len(numbers), _sum(indicator, target, numbers))


def _promising(programme: Programme, located: Located[Indicator], year: int) -> Mapping[str, Mapping[int, Decimal]]:
    """What those have promised of an indicator, in any year, who share a promise of this year; by id."""
    promised = programme.promised.get(located.id, {})
    members = _as_decided(programme, located.value.population or "", year)
    if promised.keys() <= members.keys():
        return promised
    return {id: values for id, values in promised.items() if id in members}


def _shares(programme: Programme, located: Located[Indicator], year: int) -> Mapping[str, Decimal]:
    """What each commune has promised, by its id."""
    promising = _promising(programme, located, year)
    return {id: values[year] for id, values in promising.items() if year in values}


@kept
def _as_decided(programme: Programme, population: str, year: int) -> _Communes:
    """The communes that share a promise as it was decided: those who left, too; of those who merged the ones before."""
    communes = programme.population(population)
    later = {
        id for id, stay in programme.newcomers.items() if not stay.has_come(year) or began_by_merger(programme, id)
    }
    return {id: one for id, one in communes.items() if id not in later} if later else communes


def _sum(indicator: Indicator, target: Target, numbers: Sequence[Decimal]) -> Decimal:
    if indicator.over_communes == "sum":
        return sum(numbers, Decimal(0))
    each = target.each or Decimal(1)
    return Decimal(sum(value >= each for value in numbers))


def _place_of_share(programme: Programme, commune: str, indicator: str, year: int) -> Spot:
    return programme.participants[commune].spot.at("targets", indicator, year)


_SUM = (
    "the {communes} communes' targets for {indicator} in {year} make {sum}, "
    "the programme promises {stated} ({difference})"
)
_SUM_OF_ONE = (
    "the one commune's target for {indicator} in {year} makes {sum}, the programme promises {stated} ({difference})"
)


@rule(
    code="CIC501",
    name="target-sum",
    severity=Severity.ERROR,
    title="the communes' targets do not make the programme's",
    hint="correct the targets named, or acknowledge the finding if the documents print it so",
    needs=ALL_READ,
)
def targets_add_up(programme: Programme) -> Iterator[Problem]:
    """The communes' targets against the programme's."""
    for located, year, target, communes, have, added in _each_target(programme):
        if added == target.value or (have < communes and added < target.value):
            continue
        yield of_those_counted(
            located.value,
            problem(
                located.spot.at("targets", year, "value"),
                _SUM if have != 1 else _SUM_OF_ONE,
                related=tuple(
                    _place_of_share(programme, id, located.id, year) for id in _shares(programme, located, year)
                ),
                expected=added,
                found=target.value,
                difference=target.value - added,
                indicator=located.id,
                year=year,
                communes=have,
                sum=added,
                stated=target.value,
            ),
        )


_OPEN = (
    "{rest} of {stated} promised for {indicator} in {year} is not allocated: "
    "there is a target for {have} of {communes:communes}"
)
_OPEN_FOR_SOME = (
    "{rest} of {stated} promised for {indicator} in {year} is not allocated: "
    "there is a target for {have} of {communes:communes}, none for {without}"
)


@rule(
    code="CIC502",
    name="target-open",
    severity=Severity.WARNING,
    title="a promise of the programme is not allocated to communes",
    hint="decide with the partners which communes take it on, and write it under `targets:` of each",
    needs=ALL_READ,
)
def targets_open(programme: Programme) -> Iterator[Problem]:
    """What the programme promises and no commune has yet as its target."""
    for located, year, target, communes, have, added in _each_target(programme):
        if have < communes and added < target.value:
            shares = _shares(programme, located, year)
            members = _as_decided(programme, located.value.population or "all_communes", year).values()
            lacking = [commune for commune in members if commune.id not in shares]
            names = {"without": ", ".join(commune.id for commune in lacking)} if shares else {}
            yield of_those_counted(
                located.value,
                problem(
                    located.spot.at("targets", year, "value"),
                    _OPEN_FOR_SOME if shares else _OPEN,
                    related=(
                        *(_place_of_share(programme, id, located.id, year) for id in shares),
                        *(commune.spot.at("targets").key() for commune in lacking),
                    ),
                    expected=target.value,
                    found=added,
                    difference=added - target.value,
                    indicator=located.id,
                    year=year,
                    rest=target.value - added,
                    stated=target.value,
                    have=have,
                    communes=communes,
                    **names,
                ),
            )


@rule(
    code="CIC503",
    name="target-rate",
    severity=Severity.ERROR,
    title="a commune's target is not the yearly rate of the wording",
    hint="correct the target, or the reading of the wording",
    needs=ALL_READ,
)
def target_rates(programme: Programme) -> Iterator[Problem]:
    """A commune's target against the yearly rate of the wording."""
    for located, year, target, *_ in _each_target(programme):
        frequency = located.value.reading.frequency
        years = years_counted(programme, located.value, year, target)
        if frequency is None or frequency.per != "year" or located.value.over_communes != "sum" or years is None:
            continue
        expected = frequency.at_least * years
        # as in the programme's total: a remainder may be counted or not, and so may what was there before
        least, most = floor(expected), ceil(expected) + max(before_the_programme(located.value), Decimal(0))
        for commune, value in _shares(programme, located, year).items():
            if not least <= value <= most:
                yield problem(
                    _place_of_share(programme, commune, located.id, year),
                    "{found} by {year}, but the wording promises {rate} a year over {years:years}: {expected}",
                    related=(located.spot.at("reading", "frequency", "at_least"),),
                    expected=expected,
                    found=value,
                    difference=value - expected,
                    indicator=located.id,
                    year=year,
                    rate=frequency.at_least,
                    years=years,
                )


def before_the_programme(indicator: Indicator) -> Decimal:
    """What a running total may go on from; nothing where each year or period stands for itself."""
    baseline = indicator.baseline
    goes_on = baseline is not None and baseline.comparable and indicator.over_years == "cumulative"
    return baseline.value if baseline is not None and goes_on else Decimal(0)


def years_counted(programme: Programme, indicator: Indicator, year: int, target: Target) -> int | None:
    """How many years the target of a yearly rate counts."""
    frequency = indicator.reading.frequency
    window = target.window
    if indicator.over_years == "rate":
        return 1
    if window is not None and window.start is not None and window.end is not None:
        return window.end - window.start + 1
    since = frequency.since if frequency else None
    if since is None:
        since = programme.years[0] if programme.years else None
    until = frequency.until if frequency is not None and frequency.until is not None else year
    if since is None or indicator.over_years == "per_period":
        return None
    last = min(year, until)
    return sum(one <= last for one in programme.calendar.years(since, last))


@rule(
    code="CIC504",
    name="target-count",
    severity=Severity.ERROR,
    title="one commune cannot count for several",
    hint="write 1 (or what each must reach) where the commune promises it, 0 where it does not",
    needs=ALL_READ,
)
def target_counts(programme: Programme) -> Iterator[Problem]:
    """Where communes are counted, a commune reaches it or does not."""
    for located, year, target, *_ in _each_target(programme):
        if located.value.over_communes != "count":
            continue
        each = target.each or Decimal(1)
        for commune, value in _shares(programme, located, year).items():
            if value not in (0, each):
                template = (
                    "{found} cannot be the target of one commune: {indicator} counts communes, each with {each} or 0"
                )
                yield of_those_counted(
                    located.value,
                    problem(
                        _place_of_share(programme, commune, located.id, year),
                        template,
                        related=(located.spot.at("targets", year, "value"),),
                        found=value,
                        indicator=located.id,
                        each=each,
                        year=year,
                    ),
                )


RULES = (
    targets_add_up,
    targets_open,
    target_rates,
    target_counts,
)
