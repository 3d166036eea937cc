"""4xx, counts: counts and percentages of communes against the communes there are."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from cic.analysis.presence import population_at_start
from cic.diagnostics import Problem, Severity, Spot
from cic.model.logframe import Indicator
from cic.model.programme import Located, Programme
from cic.model.promises import Baseline, Target
from cic.model.vocabulary import POPULATIONS, word
from cic.rules.participants import of_those_counted
from cic.rules.rule import problem, rule

_ALL_READ = frozenset(("programme", "logframe", "partnership"))


def is_complete(programme: Programme) -> bool:
    """Whether what is absent from the data is absent from the programme, and not only from what is known of it."""
    return programme.identity is not None and programme.identity.coverage == "complete"


def each_value(located: Located[Indicator]) -> Iterator[tuple[Spot, Baseline | Target]]:
    """The baseline, where there is one, and the targets in the order of the years, with their places."""
    if located.value.baseline is not None:
        yield located.spot.at("baseline"), located.value.baseline
    for year, target in sorted(located.value.targets.items()):
        yield located.spot.at("targets", year), target


def number_of_communes(programme: Programme, population: str | None) -> int:
    """How many communes the population had at the start, of which the documents speak; 0 where that is not known."""
    return len(population_at_start(programme, population)) if population is not None and is_complete(programme) else 0


def _communes_counted(programme: Programme, indicator: Indicator) -> tuple[int, ...]:
    """How many communes an indicator that counts communes can count at most: those of the start, then with all who came
    later, where any did; nothing for any other indicator."""
    if indicator.level != "commune" or indicator.over_communes != "count":
        return ()
    first = number_of_communes(programme, indicator.population)
    everyone = len(programme.population(indicator.population)) if first and indicator.population else first
    return tuple(dict.fromkeys(number for number in (first, everyone) if number))


@rule(
    code="CIC402",
    name="count-above-population",
    severity=Severity.ERROR,
    title="more communes are counted than there are, or less than none",
    hint="correct the count, or add the communes that are missing from the partnerships",
    needs=_ALL_READ,
)
def counts_above_population(programme: Programme) -> Iterator[Problem]:
    """More communes counted than there are, or less than none."""
    for located in programme.each_indicator():
        communes = max(_communes_counted(programme, located.value), default=0)
        for spot, entry in each_value(located) if communes else ():
            if entry.value < 0:
                template = "{indicator} counts {value:communes}, and there cannot be less than none"
                yield of_those_counted(
                    located.value,
                    problem(spot.at("value"), template, found=entry.value, indicator=located.id, value=entry.value),
                )
            elif entry.value > communes:
                template = "{indicator} counts {value:communes}, more than there are: {communes} ({population})"
                yield of_those_counted(
                    located.value,
                    problem(
                        spot.at("value"),
                        template,
                        related=(located.spot.at("population"),),
                        expected=communes,
                        found=entry.value,
                        difference=entry.value - communes,
                        indicator=located.id,
                        value=entry.value,
                        communes=communes,
                        population=word(located.value.population or "", POPULATIONS),
                    ),
                )


class _Share(NamedTuple):
    """A percentage printed beside a count of communes, and what that count's share is with as many decimals."""

    located: Located[Indicator]
    spot: Spot
    percent: Decimal
    value: Decimal
    communes: int
    rounded: Decimal
    cut: Decimal


_DECIMALS = 6
"""No document prints a percentage more exactly than this."""


def _each_share(programme: Programme) -> Iterator[_Share]:
    for located in programme.each_indicator():
        counted = _communes_counted(programme, located.value)
        for spot, entry in each_value(located) if counted else ():
            percent = entry.stated_percent
            if percent is not None:
                shares = [_share(located, spot, entry.value, percent, n) for n in counted if 0 <= entry.value <= n]
                # the document may or may not have counted those who came later
                fitting = (one for one in shares if percent in (one.rounded, one.cut))
                yield from [next(fitting, shares[0])] if shares else []


def _share(located: Located[Indicator], spot: Spot, value: Decimal, percent: Decimal, communes: int) -> _Share:
    share, unit = value * 100 / communes, _unit_of(percent)
    rounded, cut = share.quantize(unit, ROUND_HALF_UP), share.quantize(unit, ROUND_DOWN)
    return _Share(located, spot, percent, value, communes, rounded, cut)


def _unit_of(percent: Decimal) -> Decimal:
    """The smallest step that a printed percentage shows."""
    exponent = percent.normalize().as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return Decimal(1).scaleb(-min(decimals, _DECIMALS))


@rule(
    code="CIC403",
    name="stated-percent",
    severity=Severity.ERROR,
    title="a percentage is not the share of the count beside it",
    hint="compare both with the document; if it prints them so, acknowledge the finding",
    needs=_ALL_READ,
)
def stated_percents(programme: Programme) -> Iterator[Problem]:
    """Percentages that are not the share of the count beside them."""
    for share in _each_share(programme):
        if share.percent in (share.rounded, share.cut):
            continue
        like = _share_that_fits(share)
        params = {"like": like[0], "like_of": like[1]} if like else {}
        template = "{indicator}: {value} of {communes:communes} is {rounded} %, but {percent} % is printed"
        if like:
            template = (
                "{indicator}: {value} of {communes:communes} is {rounded} %, but {percent} % is printed, "
                "which would be {like} of {like_of}"
            )
        yield of_those_counted(share.located.value, _percent_problem(template, share, **params))


def _percent_problem(template: str, share: _Share, **params: object) -> Problem:
    """A printed percentage that is not what the count's share is when rounded."""
    figures: dict[str, Any] = {
        "indicator": share.located.id,
        "value": share.value,
        "communes": share.communes,
        "rounded": share.rounded,
        "percent": share.percent,
        **params,
    }
    return problem(
        share.spot.at("stated_percent"),
        template,
        related=(share.spot.at("value"), share.located.spot.at("population")),
        expected=share.rounded,
        found=share.percent,
        difference=share.percent - share.rounded,
        **figures,
    )


def _share_that_fits(share: _Share) -> tuple[Decimal, int] | None:
    """The count and the number of communes, close to those of the data, of which the printed percentage would be the
    share: first with the same count, then with about as many communes."""
    if not 0 < share.percent <= 100 or share.value == 0:
        return None
    unit = _unit_of(share.percent)
    same = [(share.value, communes) for communes in range(1, share.communes * 2 + 1) if communes >= share.value]
    about = [
        ((share.percent * communes / 100).quantize(Decimal(1), ROUND_HALF_UP), communes)
        for communes in range(max(1, share.communes - 2), share.communes + 3)
    ]
    for candidates in (same, about):
        for count, communes in sorted(candidates, key=lambda pair: abs(pair[1] - share.communes)):
            if (count * 100 / communes).quantize(unit, ROUND_HALF_UP) == share.percent:
                return count, communes
    return None


@rule(
    code="CIC404",
    name="truncated-percent",
    severity=Severity.INFO,
    title="a percentage is cut off instead of rounded",
    hint="leave it as printed and acknowledge the finding, or write the rounded one where you are the author",
    needs=_ALL_READ,
)
def truncated_percents(programme: Programme) -> Iterator[Problem]:
    """Percentages that were cut off instead of rounded."""
    for share in _each_share(programme):
        if share.percent == share.cut != share.rounded:
            template = "{indicator}: {value} of {communes:communes} is {rounded} % when rounded; {percent} % is cut off"
            yield of_those_counted(share.located.value, _percent_problem(template, share))


RULES = (
    counts_above_population,
    stated_percents,
    truncated_percents,
)
