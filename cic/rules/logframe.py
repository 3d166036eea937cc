"""4xx: the logical framework."""

from __future__ import annotations

from collections.abc import Iterator

from cic.diagnostics import Problem, Severity
from cic.model.levels import indicators_of
from cic.model.logframe import Result
from cic.model.programme import Programme
from cic.rules.logframe_counts import is_complete
from cic.rules.rule import problem, rule


@rule(
    code="CIC415",
    name="no-verification",
    severity=Severity.WARNING,
    title="an indicator that nothing proves",
    hint="name under `sources_of_verification:` what can prove it",
    needs=("programme",),
)
def missing_verification(programme: Programme) -> Iterator[Problem]:
    """Indicators that nothing proves."""
    if not is_complete(programme):
        return
    for located in programme.each_indicator():
        if not located.value.sources_of_verification:
            yield problem(
                located.spot.key(),
                "nothing is named that can prove {indicator}",
                indicator=located.id,
            )


@rule(
    code="CIC416",
    name="empty-result",
    severity=Severity.WARNING,
    title="a result without indicators or without activities",
    hint="add what is missing, or acknowledge the finding if the document has none",
    needs=("programme",),
)
def empty_results(programme: Programme) -> Iterator[Problem]:
    """Results that nothing measures, or that nobody works for. What is done for a result that has others below it, and
    what measures it, may stand below those."""
    if programme.logframe is None or not is_complete(programme):
        return
    above = {one.owner for one in programme.each_promise()}
    for one in programme.each_promise():
        result = one.value
        if not isinstance(result, Result) or one.id in above:
            continue
        done = result.activities or result.unnumbered_activities
        measured = any(indicators for _, _, indicators in indicators_of(result))
        if not (measured and done):
            template = _EMPTY[result.level, bool(measured), bool(done)]
            yield problem(one.spot.key(), template, result=one.id)


_EMPTY = {
    ("result", True, False): "the result {result} has no activities",
    ("result", False, True): "the result {result} has no indicators",
    ("result", False, False): "the result {result} has no indicators and no activities",
    ("output", True, False): "the output {result} has no activities",
    ("output", False, True): "the output {result} has no indicators",
    ("output", False, False): "the output {result} has no indicators and no activities",
}


@rule(
    code="CIC430",
    name="year-value",
    severity=Severity.ERROR,
    title="two words for a year's value that contradict each other",
    hint="say the same with both: `rate` with `rate`; `running_total`, `state` or `of_the_year` with the others",
)
def contradicting_words(programme: Programme) -> Iterator[Problem]:
    """A value that stands for its year alone, and holds until another is reported."""
    for located in programme.each_indicator():
        reports, over_years = located.value.reports, located.value.over_years
        if reports is None:
            continue
        holds = reports in ("running_total", "state")
        if (over_years == "rate" and holds) or (over_years != "rate" and reports == "rate"):
            yield problem(
                located.spot.at("reports"),
                _HOLDS if holds else _STANDS_ALONE,
                related=(located.spot.at("over_years"),),
                indicator=located.id,
                reports=reports,
                over_years=over_years,
            )


_HOLDS = "{reports} of {indicator} holds until another is reported, but with over_years {over_years} nothing does"
_STANDS_ALONE = "{reports} of {indicator} is of the year alone, but with over_years {over_years} values hold or add up"


RULES = (
    missing_verification,
    empty_results,
    contradicting_words,
)
