"""5xx, reports: what was reported against what the indicator can be."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cic.base.message import Message, Word
from cic.diagnostics import Problem, Severity
from cic.model.logframe import Indicator
from cic.model.programme import Located, Programme
from cic.model.report import Observation
from cic.model.vocabulary import POPULATIONS, word
from cic.rules.participants import of_those_counted
from cic.rules.report_kinds import kind_problems, promised
from cic.rules.rule import problem, rule
from cic.rules.value_kinds import is_percent

_LOGFRAME_READ = frozenset(("logframe",))


@rule(
    code="CIC511",
    name="observation-value",
    severity=Severity.ERROR,
    title="a reported value that cannot be",
    hint="correct the value; leave the observation out where nobody knows it",
    needs=_LOGFRAME_READ,
)
def observation_values(programme: Programme) -> Iterator[Problem]:
    """Values that cannot be."""
    for located, report, _ in programme.each_observation():
        indicator = programme.indicators.get(located.id)
        exceeds_whole = indicator is not None and max(promised(indicator.value), default=Decimal(0)) > 100
        has_scale = indicator is not None and bool(indicator.value.scale)
        problems = [*_form_problems(located, exceeds_whole, has_scale)]
        if not problems and indicator is not None:
            problems = [*_unit_problems(programme, located, indicator, report.year)]
        yield from problems


def _form_problems(located: Located[Observation], exceeds_whole: bool, has_scale: bool) -> Iterator[Problem]:
    """Whether exactly one value is given, whatever the indicator. exceeds_whole: more than 100 percent is promised, so
    that a part may be more than the whole. has_scale: the officer may hold a step to be enough."""
    observed, spot = located.value, located.spot
    ratio = observed.numerator is not None or observed.denominator is not None
    given = {
        "value": observed.value is not None,
        "achieved": observed.achieved is not None and not (has_scale and observed.step is not None),
        "numerator and denominator": ratio,
        "step": observed.step is not None,
        "not_applicable": observed.not_applicable is not None,
    }
    kinds = [name for name, is_given in given.items() if is_given]
    if not kinds and observed.text is None:
        yield problem(spot.key(), "nothing is reported of {indicator}", indicator=located.id)
    elif len(kinds) > 1:
        template = "{indicator} is reported in several ways at once: {kinds}"
        yield problem(spot.key(), template, indicator=located.id, kinds=tuple(kinds))
    elif ratio and (observed.numerator is None or observed.denominator is None):
        missing = "numerator" if observed.numerator is None else "denominator"
        yield problem(
            spot.key(),
            "the {missing} of {indicator} is missing",
            indicator=located.id,
            missing=Word(missing, Message(missing)),
        )
    elif observed.numerator is not None and observed.denominator is not None:
        numerator, denominator = observed.numerator, observed.denominator
        if denominator <= 0:
            template = "there is no share of {denominator}"
            yield problem(spot.at("denominator"), template, denominator=denominator)
        elif numerator < 0 or (numerator > denominator and not exceeds_whole):
            yield problem(
                spot.at("numerator"),
                "{numerator} cannot be a part of {denominator}",
                related=(spot.at("denominator"),),
                numerator=numerator,
                denominator=denominator,
            )


def _unit_problems(
    programme: Programme, located: Located[Observation], indicator: Located[Indicator], year: int
) -> Iterator[Problem]:
    """Whether the value is one of the indicator's kind and unit."""
    observed, spot = located.value, located.spot
    value = observed.value
    figures = promised(indicator.value)
    wrong = [*kind_problems(programme, located, indicator, year)]
    if wrong or value is None:
        yield from wrong
    elif value < 0 and min(figures, default=Decimal(0)) >= 0:
        yield problem(
            spot.at("value"),
            "{indicator} cannot be less than nothing, but {value} is reported",
            related=(indicator.spot.at("unit"),),
            indicator=located.id,
            value=value,
        )
    elif value > 100 and is_percent(programme, indicator.value) and max(figures, default=Decimal(0)) <= 100:
        yield problem(
            spot.at("value"),
            "{indicator} is a percentage, but {value} is reported",
            related=(indicator.spot.at("unit"),),
            found=value,
            indicator=located.id,
            value=value,
        )
    elif not _is_of_one(indicator.value, value):
        yield of_those_counted(
            indicator.value,
            problem(
                spot.at("value"),
                _OF_ONE[indicator.value.level],
                related=(indicator.spot.at("over_communes"),),
                indicator=located.id,
                value=value,
            ),
        )


_OF_ONE = {
    "commune": "{indicator} counts communes: of one commune it is 1 or 0, not {value}",
    "partnership": "{indicator} counts partnerships: of one partnership it is 1 or 0, not {value}",
    "programme": "{indicator} says yes or no of the programme: it is 1 or 0, not {value}; write "
    "`over_communes: none` where it has a number",
}


def _is_of_one(indicator: Indicator, value: Decimal) -> bool:
    """Whether the value can be that of one commune, where communes are counted: yes or no; or a whole number where
    each must reach several, and reports how many it has."""
    if indicator.kind != "count" or value in (0, 1):
        return True
    several = any(target.each is not None and target.each > 1 for target in indicator.targets.values())
    return several and value == value.to_integral_value()


@rule(
    code="CIC512",
    name="no-evidence",
    severity=Severity.WARNING,
    title="a reported value without evidence",
    hint="add what proves it under `evidence:`; `cic show {indicator}` lists the kinds",
    needs=_LOGFRAME_READ,
)
def missing_evidence(programme: Programme) -> Iterator[Problem]:
    """Values that nothing proves. A zero, and the lowest step, need no proof, unless it is what was promised."""
    for located, _, _ in programme.each_observation():
        observed, indicator = located.value, programme.indicators.get(located.id)
        place = indicator.value.place_of(observed.step) if indicator is not None else None
        figures = (observed.value, observed.achieved, observed.numerator, place)
        if indicator is not None and indicator.value.direction == "decrease":
            claims = any(one is not None for one in figures)
        else:
            claims = any(figures)
        if claims and not observed.evidence:
            yield problem(
                located.spot.key(),
                "{indicator} is reported without evidence",
                related=(indicator.spot.at("sources_of_verification"),) if indicator else (),
                indicator=located.id,
            )


@rule(
    code="CIC516",
    name="observation-place",
    severity=Severity.ERROR,
    title="an observation where the indicator is not measured",
    hint="move the observation to the report where the indicator is measured",
    needs=("programme", "logframe", "partnership"),
)
def observation_places(programme: Programme) -> Iterator[Problem]:
    """Observations where the indicator is not measured."""
    for located, report, commune in programme.each_observation():
        indicator = programme.indicators.get(located.id)
        if indicator is None:
            continue
        level, population = indicator.value.level, indicator.value.population
        here = "commune" if commune is not None else "partnership" if report.partnership is not None else "programme"
        if level != here:
            yield of_those_counted(
                indicator.value,
                problem(
                    located.spot.key(),
                    _WRONG_LEVEL[level],
                    related=(indicator.spot.at("level"),),
                    expected=level,
                    found=here,
                    indicator=located.id,
                    here=Message(here),
                ),
            )
        elif commune in programme.participants and population and commune not in programme.population(population):
            yield problem(
                located.spot.key(),
                "{indicator} is promised for {population}, of which {commune} is none",
                related=(indicator.spot.at("population"),),
                indicator=located.id,
                population=word(population, POPULATIONS),
                commune=commune,
            )


_WRONG_LEVEL = {
    "commune": "{indicator} is measured commune by commune, but reported for the {here}",
    "partnership": "{indicator} is measured for each partnership, but reported for the {here}",
    "programme": "{indicator} is measured once for the programme, but reported for the {here}",
}


RULES = (
    observation_values,
    missing_evidence,
    observation_places,
)
