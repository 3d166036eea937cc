"""4xx: the logical framework."""

from __future__ import annotations

from collections.abc import Iterator

from cic.diagnostics import Problem, Severity
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
    """Results that nothing measures, or that nobody works for."""
    if programme.logframe is None or not is_complete(programme):
        return
    for id, result in programme.logframe.results.items():
        done = result.activities or result.unnumbered_activities
        if result.indicators and done:
            continue
        if result.indicators:
            template = "the result {result} has no activities"
        elif done:
            template = "the result {result} has no indicators"
        else:
            template = "the result {result} has no indicators and no activities"
        yield problem(programme.spot("logframe.yaml", "results", id).key(), template, result=id)


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
