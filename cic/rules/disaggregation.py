"""5xx, parts: what a value is made of, against the value and against what its indicator is divided by."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from cic.analysis.composition import can_be_divided, fits, top_of
from cic.diagnostics import Problem, Severity, Spot
from cic.model.logframe import Indicator
from cic.model.parts import UNKNOWN, PartValue, Share
from cic.model.programme import Located, Programme
from cic.model.report import Observation
from cic.rules.rule import problem, rule
from cic.rules.value_kinds import is_percent, meant

_LOGFRAME_READ = frozenset(("logframe",))


class _Divided(NamedTuple):
    """A reported value with its parts, or of an indicator that wants some."""

    indicator: Located[Indicator]
    observed: Observation
    spot: Spot


def _each_divided(programme: Programme) -> Iterator[_Divided]:
    for located, _, _ in programme.each_observation():
        indicator = programme.indicators.get(located.id)
        if indicator is not None and (located.value.by or indicator.value.disaggregated_by):
            yield _Divided(indicator, located.value, located.spot)


@rule(
    code="CIC540",
    name="parts-sum",
    severity=Severity.ERROR,
    title="the parts of a value do not make it",
    hint="correct a part or the value; write `unknown:` beside the parts for what nobody can assign to one",
    needs=_LOGFRAME_READ,
)
def parts_add_up(programme: Programme) -> Iterator[Problem]:
    """The parts of a value against the value."""
    for one in _each_divided(programme):
        indicator, observed = one.indicator.value, one.observed
        if not can_be_divided(indicator) or not (declared := observed.by.keys() & indicator.disaggregated_by.keys()):
            continue
        is_share = indicator.kind == "ratio"
        if (observed.numerator if is_share else observed.value) is None:
            if observed.by and observed != Observation(by=observed.by):
                template = "{indicator} has parts here, and no value that they could make"
                yield problem(one.spot.at("by").key(), template, indicator=one.indicator.id)
            continue
        for dimension, parts in observed.by.items():
            if dimension not in declared:
                continue
            spot = one.spot.at("by", dimension)
            wrong = [*_part_problems(one, parts, spot)]
            yield from wrong
            if not wrong and is_share:
                for key in ("numerator", "denominator"):
                    numbers = [(spot.at(part, key), getattr(share, key)) for part, share in parts.items()]
                    yield from _sum_problem(one, spot, numbers, key)
            elif not wrong:
                numbers = [(spot.at(part), top_of(given)) for part, given in parts.items()]
                yield from _sum_problem(one, spot, numbers, "value")


def _part_problems(one: _Divided, parts: dict[str, PartValue], spot: Spot) -> Iterator[Problem]:
    """Whether each part is a number of its kind that can be."""
    indicator, id = one.indicator.value, one.indicator.id
    promised = [target.value for target in indicator.targets.values()]
    values = promised if indicator.baseline is None else [*promised, indicator.baseline.value]
    for part, given in parts.items():
        if not fits(indicator, given):
            template = _NUMBER if isinstance(given, Share) else _SHARE
            yield problem(spot.at(part), template, related=(one.indicator.spot.at("over_communes"),), indicator=id)
        elif isinstance(given, Share) and (
            given.numerator < 0 or given.denominator < 0
            or (given.numerator > given.denominator and max(promised, default=Decimal(0)) <= 100)
        ):  # fmt: skip
            yield problem(
                spot.at(part, "numerator"),
                "{numerator} cannot be a part of {denominator}",
                related=(spot.at(part, "denominator"),),
                numerator=given.numerator,
                denominator=given.denominator,
            )
        elif not isinstance(given, Share) and given < 0 <= min(values, default=Decimal(0)):
            template = "{part} of {indicator} cannot be less than nothing, but {value} is reported"
            yield problem(spot.at(part), template, indicator=id, part=part, value=given)


_NUMBER = "a part of {indicator} is a number, as its value is"
_SHARE = "{indicator} is a share: of each part the numerator and the denominator are needed"


def _sum_problem(one: _Divided, spot: Spot, numbers: list[tuple[Spot, Decimal]], key: str) -> Iterator[Problem]:
    """Whether the numbers of the parts make the value, or one of the two of a share."""
    stated: Decimal | None = getattr(one.observed, key)
    added = sum((number for _, number in numbers), Decimal(0))
    if stated is None or added == stated:
        return
    lacks = added < stated and not any(at.path[-1] == UNKNOWN or at.path[-2] == UNKNOWN for at, _ in numbers)
    yield problem(
        spot.key(),
        _LACKING if lacks and key == "value" else _UNEQUAL if key == "value" else _UNEQUAL_IN_A_SHARE[key],
        related=(*(at for at, _ in numbers), one.spot.at(key)),
        expected=stated,
        found=added,
        difference=added - stated,
        indicator=one.indicator.id,
        dimension=str(spot.path[-1]),
        sum=added,
        stated=stated,
        **({"rest": stated - added} if lacks and key == "value" else {}),
    )


_UNEQUAL = "{indicator} by {dimension}: the parts make {sum}, but {stated} is reported ({difference})"
_LACKING = (
    "{indicator} by {dimension}: the parts make {sum}, but {stated} is reported ({difference}); "
    "write `unknown: {rest}` if nobody knows of whom the rest is"
)
_UNEQUAL_IN_A_SHARE = {
    "numerator": "{indicator} by {dimension}: the numerators of the parts make {sum}, but {stated} is reported "
    "({difference})",
    "denominator": "{indicator} by {dimension}: the denominators of the parts make {sum}, but {stated} is reported "
    "({difference})",
}


@rule(
    code="CIC541",
    name="part-unknown",
    severity=Severity.ERROR,
    title="a part that the indicator is not divided into",
    hint="write it as `disaggregated_by:` of the indicator does, or declare it there",
    needs=_LOGFRAME_READ,
)
def unknown_parts(programme: Programme) -> Iterator[Problem]:
    """Dimensions and parts of reports against those that the indicator declares."""
    for one in _each_divided(programme):
        declared = one.indicator.value.disaggregated_by
        related = (one.indicator.spot.at("disaggregated_by") if declared else one.indicator.spot,)
        for dimension, parts in one.observed.by.items():
            spot = one.spot.at("by", dimension)
            if not declared:
                template = "{indicator} is not divided by anything: it declares no `disaggregated_by`"
                yield problem(one.spot.at("by").key(), template, related=related, indicator=one.indicator.id)
                break
            if dimension not in declared:
                close = meant(dimension, {id: {} for id in declared})
                yield problem(
                    spot.key(),
                    _DIMENSION_MEANT if close else _DIMENSION,
                    related=related,
                    indicator=one.indicator.id,
                    dimension=dimension,
                    **({"close": close} if close else {"known": tuple(declared)}),
                )
                continue
            for part in parts:
                names = declared[dimension]
                if part not in names and part != UNKNOWN:
                    close = meant(part, {**names, UNKNOWN: {}})
                    yield problem(
                        spot.at(part).key(),
                        _PART_MEANT if close else _PART,
                        related=(one.indicator.spot.at("disaggregated_by", dimension),),
                        indicator=one.indicator.id,
                        dimension=dimension,
                        part=part,
                        **({"close": close} if close else {"known": tuple(names)}),
                    )


_DIMENSION_MEANT = "{indicator} is not divided by {dimension}: did you mean {close}?"
_DIMENSION = "{indicator} is not divided by {dimension}: it is by {known}"
_PART_MEANT = "{part} is no part of {indicator} by {dimension}: did you mean {close}?"
_PART = "{part} is no part of {indicator} by {dimension}: there are {known}"


@rule(
    code="CIC542",
    name="parts-missing",
    severity=Severity.WARNING,
    title="a value without the parts that the indicator asks for",
    hint="add the parts under `by:`; write `unknown:` with the whole value where nobody counted them",
    needs=_LOGFRAME_READ,
)
def missing_parts(programme: Programme) -> Iterator[Problem]:
    """Values without parts of a dimension that the indicator declares. Nothing is divided into nothing."""
    for one in _each_divided(programme):
        indicator, observed = one.indicator.value, one.observed
        total = observed.denominator if indicator.kind == "ratio" else observed.value
        if not can_be_divided(indicator) or not total:
            continue
        missing = [dimension for dimension in indicator.disaggregated_by if dimension not in observed.by]
        if missing and not observed.by.keys() - indicator.disaggregated_by.keys():
            yield problem(
                one.spot.key(),
                "{indicator} is reported without its parts by {dimensions}",
                related=(one.indicator.spot.at("disaggregated_by"),),
                indicator=one.indicator.id,
                dimensions=tuple(missing),
            )


@rule(
    code="CIC543",
    name="cannot-be-divided",
    severity=Severity.ERROR,
    title="an indicator that cannot be divided into parts",
    hint="take `disaggregated_by` away; what can be divided is a sum, one value for all, and a share by numerator and "
    "denominator",
)
def undividable(programme: Programme) -> Iterator[Problem]:
    """Indicators that declare parts which would not add up to their value."""
    for located in programme.each_indicator():
        indicator, spot = located.value, located.spot.at("disaggregated_by")
        if not indicator.disaggregated_by:
            continue
        if not can_be_divided(indicator):
            yield problem(
                spot.key(),
                _UNDIVIDED[indicator.kind],
                related=(located.spot.at(_SAID_BY.get(indicator.kind, "over_communes")),),
                indicator=located.id,
            )
        elif indicator.kind != "ratio" and is_percent(programme, indicator):
            yield problem(
                spot.key(),
                "{indicator} is a percentage of one number, and the percentages of its parts do not add up to it",
                related=(located.spot.at("unit"),),
                indicator=located.id,
            )
        for dimension, parts in indicator.disaggregated_by.items():
            if UNKNOWN in parts:
                template = "`unknown` stands for what is in none of the parts, and needs no declaration"
                yield problem(spot.at(dimension, UNKNOWN).key(), template, indicator=located.id)


_SAID_BY = {"scale": "scale", "words": "qualitative"}
_OF_AVERAGES = "{indicator} says how it is with each, and the values of its parts would not add up to it"
_OF_STEPS = "{indicator} is reported by a step or in words, which have no parts"
_UNDIVIDED = {
    "count": "{indicator} counts who has it, and whoever is counted has no parts",
    "mean": _OF_AVERAGES,
    "min": _OF_AVERAGES,
    "max": _OF_AVERAGES,
    "scale": _OF_STEPS,
    "words": _OF_STEPS,
}


RULES = (
    parts_add_up,
    unknown_parts,
    missing_parts,
    undividable,
)
