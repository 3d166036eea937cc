"""5xx, reports: of which kind a reported value is, against the kind of its indicator (the checks of CIC511 that need
both). What no kind counts is found here, at the key that says it: nothing is left out, nor taken for something else."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from cic.analysis.combining import is_yes_enough
from cic.analysis.targets import is_due_in_words, needed_by_each
from cic.diagnostics import Problem
from cic.model.logframe import AVERAGES, Indicator
from cic.model.programme import Located, Programme
from cic.model.report import Observation
from cic.rules.rule import problem


def kind_problems(
    programme: Programme, located: Located[Observation], indicator: Located[Indicator], year: int
) -> Iterator[Problem]:
    """Whether the value is of the indicator's kind."""
    observed, kind = located.value, indicator.value.kind
    if kind == "ratio" and (observed.value is not None or observed.achieved is not None):
        key = "achieved" if observed.value is None else "value"
        yield _wrong(
            located, key, "{indicator} is a share: only numerator and denominator can be added up", indicator,
            "over_communes", **{key: getattr(observed, key)},
        )  # fmt: skip
    elif kind != "ratio" and observed.numerator is not None:
        template = "{indicator} is no share of which the parts are added up: report its value"
        yield _wrong(located, "numerator", template, indicator, "over_communes")
    elif kind != "scale" and observed.step is not None:
        yield _wrong(located, "step", "{indicator} has no scale of steps: report its value", indicator, "over_communes")
    elif kind == "scale":
        yield from _of_a_scale(programme, located, indicator, year)
    elif kind == "words":
        if observed.value is not None:
            yield _wrong(
                located, "value",
                "{indicator} is reported in words: write them under `text`, and `achieved: true` where it is reached",
                indicator, "qualitative", value=observed.value,
            )  # fmt: skip
    elif is_due_in_words(programme, indicator, year):
        return
    elif _has_words_alone(observed):
        template = "words alone are no value of {indicator}: report its value beside them"
        yield _wrong(located, "text", template, indicator, "over_communes")
    elif observed.achieved is not None:
        yield from _yes_or_no(programme, located, indicator, year)


def _of_a_scale(
    programme: Programme, located: Located[Observation], indicator: Located[Indicator], year: int
) -> Iterator[Problem]:
    observed, scale = located.value, indicator.value.scale
    if observed.value is not None:
        template = "{indicator} is reported by a step of its scale, not by a number: write `step`, one of {known}"
        yield _wrong(located, "value", template, indicator, "scale", value=observed.value, known=tuple(scale))
    elif observed.step is None and observed.not_applicable is None:
        key = "achieved" if observed.achieved is not None else "text"
        template = "{indicator} is reported by a step of its scale: write `step` beside it, one of {known}"
        yield _wrong(located, key, template, indicator, "scale", known=tuple(scale))
    elif observed.achieved is False and observed.step is not None:
        place, needed = indicator.value.place_of(observed.step), needed_by_each(programme, indicator, year)
        if place is not None and place >= needed:
            template = "{step} of {indicator} is the step that is asked for, and `achieved: false` denies it"
            yield _wrong(located, "achieved", template, indicator, "scale", step=observed.step)


def _has_words_alone(observed: Observation) -> bool:
    given = (observed.value, observed.achieved, observed.numerator, observed.step, observed.not_applicable)
    return observed.text is not None and all(one is None for one in given)


def _yes_or_no(
    programme: Programme, located: Located[Observation], indicator: Located[Indicator], year: int
) -> Iterator[Problem]:
    """Whether yes or no says enough: not of what is added up or averaged, nor where each must have several."""
    kind, achieved = indicator.value.kind, located.value.achieved
    if kind == "sum" or kind in AVERAGES:
        template = "{indicator} is a number, of which yes and no say nothing: report its value"
        yield _wrong(located, "achieved", template, indicator, "over_communes", achieved=achieved)
    elif kind == "none" and not is_yes_enough(indicator.value):
        template = "{indicator} promises a number, of which yes and no say nothing: report its value"
        yield _wrong(located, "achieved", template, indicator, "targets", achieved=achieved)
    elif kind == "count" and achieved:
        each = needed_by_each(programme, indicator, year)
        if each != 1:
            template = "of {indicator} each must have {each}: report how many there are as its value"
            yield _wrong(located, "achieved", template, indicator, "targets", achieved=achieved, each=each)


def _wrong(
    located: Located[Observation],
    key: str,
    template: str,
    indicator: Located[Indicator],
    said_by: str,
    **params: Any,
) -> Problem:
    related = (indicator.spot.at(said_by),)
    return problem(located.spot.at(key), template, related=related, indicator=located.id, **params)


def promised(indicator: Indicator) -> list[Decimal]:
    """The baseline and the targets."""
    values = [target.value for target in indicator.targets.values()]
    return values if indicator.baseline is None else [*values, indicator.baseline.value]
