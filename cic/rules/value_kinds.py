"""4xx and 5xx, kinds of values: percentages that cannot be added, values that make no common one, scales and words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from cic.analysis.actuals import all_who_report
from cic.diagnostics import Problem, Severity, Spot
from cic.language.text import fold
from cic.model.logframe import Indicator
from cic.model.programme import Located, Programme
from cic.model.scalars import Text
from cic.rules.participants import of_those_counted
from cic.rules.rule import problem, rule

_PERCENT = re.compile(r"%|\bper ?cent(?:age)?s?\b|\bpour ?cent(?:age)?s?\b|\bprocent(?:en)?\b|\bpercentages?\b")


def is_percent(programme: Programme, indicator: Indicator) -> bool:
    """Whether the unit is percent, by its word or by the names that the logframe gives it."""
    names = programme.logframe.units.get(indicator.unit, {}) if programme.logframe else {}
    return any(_PERCENT.search(fold(name)) for name in (indicator.unit, *names.values()))


@rule(
    code="CIC546",
    name="percent-added",
    severity=Severity.ERROR,
    title="percentages that are added up or counted",
    hint="write `over_communes: ratio` and report numerators and denominators; `mean`, `min` or `max` where nobody has "
    "them; `none` where there is one value for all",
)
def added_percentages(programme: Programme) -> Iterator[Problem]:
    """Percentages that are added up over communes, or counted."""
    for located in programme.each_indicator():
        indicator = located.value
        if indicator.over_communes in ("sum", "count") and is_percent(programme, indicator):
            yield problem(
                located.spot.at("over_communes"),
                "{indicator} is a percentage, and percentages of several are neither added up nor counted",
                related=(located.spot.at("unit"),),
                indicator=located.id,
            )


@rule(
    code="CIC547",
    name="no-common-value",
    severity=Severity.WARNING,
    title="values of several that make no common one",
    hint="say under `over_communes` how they combine: count, sum, ratio, mean, min or max; or `level: programme` where "
    "there is one value for all",
    needs=("programme", "logframe", "partnership"),
)
def no_common_values(programme: Programme) -> Iterator[Problem]:
    """Indicators that several report of which nothing says how their values combine."""
    for located in programme.each_indicator():
        indicator = located.value
        if indicator.over_communes != "none" or indicator.level == "programme":
            continue
        several = all_who_report(programme, indicator)
        if len(several) > 1:
            yield of_those_counted(
                indicator,
                problem(
                    located.spot.at("over_communes"),
                    _OF_COMMUNES if indicator.level == "commune" else _OF_PARTNERSHIPS,
                    related=(located.spot.at("level"),),
                    indicator=located.id,
                    number=len(several),
                ),
            )


_OF_COMMUNES = "{number} communes report {indicator}, and nothing says how their values make one of the programme"
_OF_PARTNERSHIPS = "{number} partnerships report {indicator}, and nothing says how their values make one"


@rule(
    code="CIC545",
    name="scale-form",
    severity=Severity.ERROR,
    title="a scale or words that cannot be judged so",
    hint="steps and words are counted (`over_communes: count`: how many have reached it) or are one for all (`none`), "
    "and say how something stands (`reports: state`)",
)
def scale_forms(programme: Programme) -> Iterator[Problem]:
    """Indicators with a scale or in words of which another key says what cannot be."""
    for located in programme.each_indicator():
        if located.value.scale or located.value.qualitative:
            yield from _form_problems(located)


def _form_problems(located: Located[Indicator]) -> Iterator[Problem]:
    indicator, spot = located.value, located.spot
    base = spot.at("scale" if indicator.scale else "qualitative").key()
    if indicator.scale and indicator.qualitative:
        template = "{indicator} has a scale, and words are to be reported in place of its steps"
        yield problem(spot.at("qualitative"), template, related=(base,), indicator=located.id)
    if len(indicator.scale) == 1:
        yield problem(base, "the scale of {indicator} has one step, and nothing to reach", indicator=located.id)
    if indicator.over_communes not in ("count", "none"):
        yield problem(
            spot.at("over_communes"),
            "{indicator} is reported by steps or words, which have no {over_communes}",
            related=(base,),
            indicator=located.id,
            over_communes=indicator.over_communes,
        )
    if indicator.reports in ("running_total", "of_the_year"):
        yield problem(
            spot.at("reports"),
            "{indicator} is reported by steps or words, which are how something stands, and no {reports}",
            related=(base,),
            indicator=located.id,
            reports=indicator.reports,
        )
    is_one = indicator.over_communes == "none" or indicator.level == "programme"
    for year, target in indicator.targets.items():
        if target.each is not None:
            template = "{indicator} is reported by steps or words: there is nothing of which each could have {each}"
            at = spot.at("targets", year, "each")
            yield problem(at, template, related=(base,), indicator=located.id, each=target.each)
        if is_one and target.value not in (0, 1):
            template = "{indicator} is one for all: it is reached (1) or not (0), and {value} is promised"
            at = spot.at("targets", year, "value")
            yield problem(at, template, related=(base,), indicator=located.id, value=target.value)


@rule(
    code="CIC544",
    name="step-unknown",
    severity=Severity.ERROR,
    title="a step that the scale does not have",
    hint="write one of the steps of the indicator's `scale`; `cic show {indicator}` lists them",
    needs=("logframe",),
)
def unknown_steps(programme: Programme) -> Iterator[Problem]:
    """Steps of targets and of reports against the scale of their indicator."""
    for located in programme.each_indicator():
        for year, target in located.value.targets.items():
            spot = located.spot.at("targets", year)
            if target.step is not None:
                yield from _step_problems(located, target.step, spot.at("step"))
            elif located.value.scale:
                yield problem(
                    spot.key(),
                    "{indicator} has a scale, and the target of {year} does not say which step is to be reached",
                    related=(located.spot.at("scale").key(),),
                    indicator=located.id,
                    year=year,
                )
    for one, _, _ in programme.each_observation():
        indicator = programme.indicators.get(one.id)
        if indicator is not None and indicator.value.scale and one.value.step is not None:
            yield from _step_problems(indicator, one.value.step, one.spot.at("step"))


def _step_problems(located: Located[Indicator], step: str, spot: Spot) -> Iterator[Problem]:
    scale = located.value.scale
    if not scale:
        template = "{indicator} has no scale, and so no step {step}"
        yield problem(spot, template, indicator=located.id, step=step)
    elif step not in scale:
        close = meant(step, scale)
        yield problem(
            spot,
            _MEANT if close else _KNOWN,
            related=(located.spot.at("scale").key(),),
            indicator=located.id,
            step=step,
            **({"close": close} if close else {"known": tuple(scale)}),
        )


_MEANT = "{step} is no step of {indicator}: did you mean {close}?"
_KNOWN = "{step} is no step of {indicator}: it has {known}"


def meant(word: str, names: Mapping[str, Text]) -> str:
    """Which id was probably meant, by its own spelling or by one of its names; empty where none was."""
    import difflib

    names = dict(islice(names.items(), _MOST_NAMES))
    known = {fold(id): id for id in names} | {fold(name): id for id, text in names.items() for name in text.values()}
    return "".join(known[one] for one in difflib.get_close_matches(fold(word), known, n=1, cutoff=_ALIKE))


_MOST_NAMES = 200
"""Among more nobody looks for what was meant by a slip of the keys."""
_ALIKE = 0.6
"""How alike two words are of which one may be meant by the other: there are only a few to choose from."""


RULES = (
    unknown_steps,
    scale_forms,
    added_percentages,
    no_common_values,
)
