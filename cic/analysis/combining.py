"""What one who reports says of an indicator, and what several make together, by the kind of the indicator: pure
functions. docs/progress.md says which value counts of which kind."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from decimal import Context, Decimal
from typing import NamedTuple

from cic.model.logframe import AVERAGES, Indicator
from cic.model.programme import Observed
from cic.model.report import Observation

_ONE = Decimal(1)
_WIDE = Context(prec=60)
"""Wide enough that a mean which ends is exact: where it is a target or a threshold, it is found to be."""


class Part(NamedTuple):
    """What counts of one who reports.

    reports: those whose values count, the oldest first: one, or several where the values of single years are added up
    or where those stand in that merged into it. latest: the year of its own latest report, 0 where it has none yet.
    """

    who: str
    reports: tuple[Observed, ...]
    latest: int

    @property
    def year(self) -> int:
        """The latest year of which a value takes part."""
        return max(one.year for one in self.reports)


def measures(indicator: Indicator, observation: Observation) -> bool:
    """Whether it holds a value of the indicator's kind, or says that there can be none."""
    if observation.not_applicable is not None:
        return True
    if indicator.kind == "ratio":
        return observation.numerator is not None and bool(observation.denominator)
    return value_of(indicator, observation) is not None


def value_of(indicator: Indicator, observation: Observation) -> Decimal | None:
    """The number that was reported; yes is one and no is zero; of a scale the place of the step. None for a ratio,
    for what does not apply, and for what is of another kind than the indicator."""
    kind = indicator.kind
    if kind == "scale":
        return _place_of_step(indicator, observation)
    if kind == "words":
        is_said = observation.text is not None or observation.achieved is not None
        return Decimal(bool(observation.achieved)) if is_said else None
    if kind == "ratio":
        return None
    if kind == "count" or (kind == "none" and is_yes_enough(indicator)):
        return number_of(observation)
    return observation.value


def is_yes_enough(indicator: Indicator) -> bool:
    """Whether yes or no says all of one value for all: no more than one is promised."""
    values = [target.value for target in indicator.targets.values()]
    return all(value in (0, 1) for value in (*values, *([indicator.baseline.value] if indicator.baseline else [])))


def number_of(observation: Observation) -> Decimal | None:
    """The number that stands there, whatever the indicator; yes is one and no is zero."""
    if observation.value is None and observation.achieved is not None:
        return _ONE if observation.achieved else Decimal(0)
    return observation.value


def _place_of_step(indicator: Indicator, observation: Observation) -> Decimal | None:
    """What the officer holds to be achieved is as good as the highest step; the step itself is shown as reported."""
    place = indicator.place_of(observation.step)
    if place is None:
        return None
    return Decimal(len(indicator.scale) - 1 if observation.achieved else place)


def combined(indicator: Indicator, parts: Collection[Part], needed: Decimal) -> Decimal | None:
    """What several report together, in the indicator's unit; None where their values make no common one.

    needed: what each must reach to be counted, by the milestone that is due.
    """
    over = indicator.over_communes
    if indicator.kind == "ratio":
        return _ratio([one.observation for part in parts for one in part.reports])
    values = [value for part in parts if (value := value_of_part(indicator, part)) is not None]
    if not values or (over == "none" and len(values) > 1):
        return None
    if indicator.counts:
        return Decimal(sum(value >= needed for value in values))
    return averaged(over, values) if over in AVERAGES else sum(values, Decimal(0))


def value_of_part(indicator: Indicator, part: Part) -> Decimal | None:
    """The number that one who reports has reached, with those that merged into it: where communes are counted they are
    one; of what says how it is with each, the mean, the least or the highest of theirs; else the sum."""
    values = [value for one in part.reports if (value := value_of(indicator, one.observation)) is not None]
    if not values:
        return None
    if indicator.counts and not indicator.adds_up:
        return max(values)
    if indicator.over_communes in AVERAGES and (indicator.is_rate or indicator.meaning == "state"):
        return averaged(indicator.over_communes, values)
    return sum(values, Decimal(0))


def averaged(over: str, values: Sequence[Decimal]) -> Decimal:
    """The mean, the least or the highest."""
    if over != "mean":
        return min(values) if over == "min" else max(values)
    return _WIDE.divide(_total(values), Decimal(len(values)))


def _total(values: Iterable[Decimal]) -> Decimal:
    total = Decimal(0)
    for value in values:
        total = _WIDE.add(total, value)
    return total


def _ratio(observations: list[Observation]) -> Decimal | None:
    """The sum of the numerators in percent of the sum of the denominators."""
    numerator = sum((one.numerator or Decimal(0) for one in observations), Decimal(0))
    denominator = sum((one.denominator or Decimal(0) for one in observations), Decimal(0))
    return numerator * 100 / denominator if denominator else None
