"""What is behind a reported value: its parts, the steps of a scale, the words. Pure functions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from cic.analysis.actuals import Reported
from cic.analysis.combining import Part, number_of
from cic.diagnostics import Spot
from cic.model.logframe import Indicator
from cic.model.parts import UNKNOWN, PartValue, Share
from cic.model.programme import Observed
from cic.model.report import Observation
from cic.model.scalars import Text


class Summand(NamedTuple):
    """A number that makes up a part: of whom, of which year, and where it stands."""

    value: Decimal
    who: str
    year: int
    spot: Spot


class Split(NamedTuple):
    """A part of a value, over all who reported.

    part: its id; UNKNOWN for what nobody has assigned to a part. value: in the indicator's unit, None for a share of
    nothing. made_of: the numbers; of a share its numerators. wholes: of a share its denominators.
    """

    dimension: str
    part: str
    value: Decimal | None
    made_of: tuple[Summand, ...]
    wholes: tuple[Summand, ...] = ()


def can_be_divided(indicator: Indicator) -> bool:
    """Whether parts of its value add up to it: of a mean, of a commune that is counted, of a step they do not."""
    return indicator.kind in ("sum", "none", "ratio")


def splits(indicator: Indicator, known: Reported) -> Iterator[Split]:
    """The parts of each dimension that anybody reported, combined as the value is; what is left of the value is
    unknown. What the indicator does not declare is no part, and of parts that make more than their value nobody can
    know which is wrong: none of them is in a figure."""
    if not can_be_divided(indicator) or known.value is None:
        return
    reports = [one for part in (*known.parts, *known.former) for one in part.reports]
    for dimension, names in indicator.disaggregated_by.items():
        found = _split(indicator, reports, dimension, names)
        if found or any(dimension in one.observation.by for one in reports):
            yield from found
            rest = _rest(indicator, reports, dimension, found)
            if rest is not None:
                yield rest


def _split(
    indicator: Indicator, reports: Iterable[Observed], dimension: str, names: Collection[str]
) -> tuple[Split, ...]:
    """The parts that anybody reported, in the order in which they are declared."""
    tops: dict[str, list[Summand]] = {}
    wholes: dict[str, list[Summand]] = {}
    for one in reports:
        if not _can_hold(indicator, one.observation, dimension):
            continue
        for part, given in one.observation.by.get(dimension, {}).items():
            if part in names and part != UNKNOWN and fits(indicator, given):
                spot = one.spot.at("by", dimension, part)
                tops.setdefault(part, []).append(Summand(top_of(given), one.who, one.year, spot))
                if isinstance(given, Share):
                    wholes.setdefault(part, []).append(Summand(given.denominator, one.who, one.year, spot))
    return tuple(
        Split(
            dimension,
            part,
            _value(indicator, tops[part], wholes.get(part, [])),
            tuple(tops[part]),
            tuple(wholes.get(part, [])),
        )
        for part in names
        if part in tops
    )


def _can_hold(indicator: Indicator, observed: Observation, dimension: str) -> bool:
    """Whether a value can have the parts that are reported beside it."""
    given = [part for part in observed.by.get(dimension, {}).values() if fits(indicator, part)]
    top, whole = _whole(indicator, observed)
    if top < 0:
        return True
    numbers = [(top_of(part), part.denominator if isinstance(part, Share) else Decimal(0)) for part in given]
    is_less = any(number < 0 for pair in numbers for number in pair)
    return not is_less and _sum(one for one, _ in numbers) <= top and _sum(one for _, one in numbers) <= whole


def _whole(indicator: Indicator, observed: Observation) -> tuple[Decimal, Decimal]:
    """The number that parts make up; of a share its numerator and its denominator."""
    if indicator.kind == "ratio":
        return observed.numerator or Decimal(0), observed.denominator or Decimal(0)
    return number_of(observed) or Decimal(0), Decimal(0)


def fits(indicator: Indicator, given: PartValue) -> bool:
    """Whether a part is of the kind that the value is: a share of a share, a number of a number."""
    return isinstance(given, Share) is (indicator.kind == "ratio")


def top_of(given: PartValue) -> Decimal:
    """The number of a part; of a share its numerator."""
    return given.numerator if isinstance(given, Share) else given


def _value(indicator: Indicator, made_of: Iterable[Summand], wholes: Iterable[Summand]) -> Decimal | None:
    top = _sum(one.value for one in made_of)
    if indicator.kind != "ratio":
        return top
    whole = _sum(one.value for one in wholes)
    return top * 100 / whole if whole else None


def _rest(indicator: Indicator, reports: Iterable[Observed], dimension: str, found: Iterable[Split]) -> Split | None:
    """What of each report's value is in none of its parts; None where that is nothing."""
    known: dict[tuple[str, int], list[Decimal]] = {}
    for split in found:
        for n, summands in enumerate((split.made_of, split.wholes)):
            for summand in summands:
                known.setdefault((summand.who, summand.year), [Decimal(0), Decimal(0)])[n] += summand.value
    made_of, wholes = [], []
    for one in reports:
        top, whole = known.get((one.who, one.year), (Decimal(0), Decimal(0)))
        numbers = _whole(indicator, one.observation)
        left, over = numbers[0] - top, numbers[1] - whole
        if left or over:
            spot = one.spot.at("by", dimension) if dimension in one.observation.by else one.spot
            made_of.append(Summand(left, one.who, one.year, spot))
            if indicator.kind == "ratio":
                wholes.append(Summand(over, one.who, one.year, spot))
    if not made_of:
        return None
    return Split(dimension, UNKNOWN, _value(indicator, made_of, wholes), tuple(made_of), tuple(wholes))


def _sum(values: Iterable[Decimal]) -> Decimal:
    return sum(values, Decimal(0))


class Said(NamedTuple):
    """What one who reports has said in a step or in words, by the latest of its reports that counts."""

    who: str
    year: int
    step: str | None
    is_achieved: bool | None
    text: Text | None
    spot: Spot


def said(indicator: Indicator, known: Reported) -> tuple[Said, ...]:
    """The step and the words of each who reported. Those that merged into one stand with it, the highest step alone."""
    found = []
    for part in (*known.parts, *known.former):
        latest = _latest(indicator, part)
        if latest is not None:
            one = latest.observation
            step = one.step if indicator.scale and indicator.place_of(one.step) is not None else None
            found.append(Said(part.who, latest.year, step, one.achieved, one.text, latest.spot))
    return tuple(found)


def _latest(indicator: Indicator, part: Part) -> Observed | None:
    """Where several stand in for one that has not reported yet, the one that has got furthest."""
    if indicator.kind in ("scale", "words"):
        return max(part.reports, key=lambda one: (_height(indicator, one), one.year), default=None)
    return max((one for one in part.reports if one.observation.text), key=lambda one: one.year, default=None)


def _height(indicator: Indicator, one: Observed) -> int:
    place = indicator.place_of(one.observation.step)
    return -1 if place is None else place


def steps(indicator: Indicator, found: Iterable[Said]) -> dict[str, tuple[Said, ...]]:
    """Who stands at which step, every step from the lowest to the highest."""
    known = tuple(found)
    return {step: tuple(one for one in known if one.step == step) for step in indicator.scale}
