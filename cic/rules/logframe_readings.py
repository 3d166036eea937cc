"""4xx, readings: what the wordings say, against the values and against each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from cic.base.message import Message, phrase
from cic.diagnostics import Problem, Severity, Spot
from cic.language.text import fold
from cic.model.programme import Programme
from cic.model.readings import Restated, StatementReading
from cic.model.vocabulary import POPULATIONS, word
from cic.rules.logframe_counts import number_of_communes
from cic.rules.participants import of_those_counted
from cic.rules.rule import problem, rule


@rule(
    code="CIC409",
    name="deadline-milestone",
    severity=Severity.WARNING,
    title="a deadline in a year that has no target",
    hint="add the target of that year, or acknowledge that the document has none",
    needs=("logframe",),
)
def deadline_milestones(programme: Programme) -> Iterator[Problem]:
    """Deadlines in years for which nothing is promised."""
    for located in programme.each_indicator():
        deadline, targets = located.value.deadline, located.value.targets
        for n, year in enumerate(deadline.years if deadline is not None and targets else ()):
            if year in targets:
                continue
            yield problem(
                located.spot.at("deadline", "year") if n == 0 else located.spot.at("deadline", "again", n - 1),
                "{indicator} is due in {year}, but its targets are those of {known}",
                related=(located.spot.at("targets"),),
                indicator=located.id,
                year=year,
                known=tuple(sorted(targets)),
            )


@rule(
    code="CIC410",
    name="deadline-order",
    severity=Severity.WARNING,
    title="a deadline before that of what must be there first",
    hint="ask which of the two deadlines is meant, or correct the reading of the wording",
    needs=("logframe",),
)
def deadline_order(programme: Programme) -> Iterator[Problem]:
    """Deadlines before that of what must be there first."""
    for located in programme.each_indicator():
        deadline, limit = located.value.deadline, located.value.reading.cannot_exceed
        if deadline is None or limit is None:
            continue
        later = [
            (prior.value.deadline.year, prior)
            for prior in map(programme.indicators.get, limit.indicators)
            if prior is not None and prior.value.deadline is not None and prior.value.deadline.year > deadline.year
        ]
        if later:
            other_year, other = max(later, key=lambda one: one[0])
            yield problem(
                located.spot.at("deadline", "year"),
                "{indicator} is due in {year}, but {other}, on which it depends, only in {other_year}",
                related=(other.spot.at("deadline", "year"), located.spot.at("reading", "cannot_exceed", "words")),
                indicator=located.id,
                year=deadline.year,
                other=other.id,
                other_year=other_year,
            )


@rule(
    code="CIC411",
    name="population-named",
    severity=Severity.WARNING,
    title="the wording names other communes than are counted",
    hint="ask which communes are meant: those that the wording names, or those that the target counts",
    needs=("programme", "partnership"),
)
def populations_named(programme: Programme) -> Iterator[Problem]:
    """Wordings that speak of more communes, fewer or others than are counted."""
    for located in programme.each_indicator():
        named, counted = located.value.reading.population, located.value.population
        if named is None or counted is None:
            continue
        wanted, communes = (number_of_communes(programme, name) for name in (named.value, counted))
        are_others = programme.population(named.value).keys() != programme.population(counted).keys()
        if wanted and communes and are_others:
            template = "{indicator} counts {communes:communes} ({counted}), but its wording names {wanted} ({named})"
            yield of_those_counted(
                located.value,
                problem(
                    located.spot.at("population"),
                    template,
                    related=(
                        located.spot.at("reading", "population", "words"),
                        *(located.spot.at("targets", year, "value") for year in located.value.targets),
                    ),
                    expected=wanted,
                    found=communes,
                    indicator=located.id,
                    communes=communes,
                    counted=word(counted, POPULATIONS),
                    wanted=wanted,
                    named=word(named.value, POPULATIONS),
                ),
            )


@rule(
    code="CIC412",
    name="activity-frequency",
    severity=Severity.WARNING,
    title="an activity and its indicator promise different numbers",
    hint="ask which of the two is meant",
    needs=("logframe",),
)
def activity_frequencies(programme: Programme) -> Iterator[Problem]:
    """Activities that happen more often, or less, than their indicator measures."""
    for located in programme.each_activity():
        frequency, measured_by = located.value.reading.frequency, located.value.reading.measured_by
        measured = programme.indicators.get(measured_by) if measured_by is not None else None
        if frequency is None or measured is None:
            continue
        indicator, rate = measured.value, measured.value.reading.frequency
        if rate is not None and rate.per == frequency.per == "year":
            related, promised = measured.spot.at("reading", "frequency", "at_least"), [rate.at_least]
            template = "{activity} takes place {value:times} a year, {indicator}, which measures it, says {promised}"
        elif (
            frequency.per == "programme"
            and indicator.level == "programme"
            and indicator.over_years == "cumulative"
            and indicator.targets
        ):
            last = max(indicator.targets)
            related, promised = measured.spot.at("targets", last, "value"), [indicator.targets[last].value]
            if indicator.baseline is not None and indicator.baseline.comparable:
                promised.append(promised[0] - indicator.baseline.value)
            template = (
                "{activity} takes place {value:times} in the programme, {indicator}, which measures it, says {promised}"
            )
        else:
            continue
        if frequency.at_least not in promised:
            yield problem(
                located.spot.at("reading", "frequency", "at_least"),
                template,
                related=(related, located.spot.at("reading", "frequency", "words")),
                expected=promised[0],
                found=frequency.at_least,
                difference=frequency.at_least - promised[0],
                activity=located.id,
                value=frequency.at_least,
                indicator=measured.id,
                promised=promised[0],
            )


@rule(
    code="CIC413",
    name="statement-differs",
    severity=Severity.WARNING,
    title="a partnership has another statement of the outcome",
    hint="ask which statement was approved; if both were, acknowledge the finding",
    needs=("logframe",),
)
def statements_differ(programme: Programme) -> Iterator[Problem]:
    """Statements of an outcome that are not those of the logframe."""
    outcomes = programme.logframe.outcomes if programme.logframe else {}
    for file, partnership in programme.partnerships.items():
        own = [id for id in partnership.budget if id in outcomes]
        differences: list[Message | str] = []
        related: list[Spot] = []
        of: dict[str, None] = {}
        for language, text in (partnership.outcome_statement or {}).items():
            stated = {id: outcomes[id].statement[language] for id in own if language in outcomes[id].statement}
            closest = _closest(text, stated)
            if closest is not None and fold(text) != fold(stated[closest]):
                of[closest] = None
                differences += _differences(stated[closest], text)
                related.append(programme.spot("logframe.yaml", "outcomes", closest, "statement", language))
        if differences:
            yield problem(
                Spot(file, ("outcome_statement",)),
                "the statement of {outcome} is not that of the logframe: {differences}",
                related=tuple(related),
                outcome=tuple(of),
                differences=tuple(differences[:_MOST] + ["…"] * (len(differences) > _MOST)),
            )


_MOST = 8
"""So many differences are shown; two texts that differ more have little in common."""


_SHOWN = {
    "replace": phrase("“{before}” → “{after}”"),
    "insert": phrase("+ “{after}”"),
    "delete": phrase("− “{before}”"),
}


def _closest(text: str, stated: Mapping[str, str]) -> str | None:
    """The id of the statement that is most like the text."""
    if len(stated) <= 1:
        return next(iter(stated), None)
    words = fold(text).split()
    alike = {id: SequenceMatcher(None, fold(other).split(), words).ratio() for id, other in stated.items()}
    return max(alike, key=alike.__getitem__)


def _differences(stated: str, text: str) -> list[Message]:
    """The words that differ: what stands in the logframe, an arrow, and what stands instead; a plus before what is
    added and a minus before what is left out."""
    matcher = SequenceMatcher(None, fold(stated).split(), fold(text).split(), autojunk=False)
    differences = []
    for tag, a, b, c, d in matcher.get_opcodes():
        template = _SHOWN.get(tag)
        if template is not None:
            before, after = " ".join(stated.split()[a:b]), " ".join(text.split()[c:d])
            differences.append(Message(template, {"before": before, "after": after}))
    return differences


def each_restated(programme: Programme) -> Iterator[tuple[str, Restated, Spot]]:
    """Every number that a statement repeats from an indicator: the id of what the statement is of, and its place."""
    readings: list[tuple[str, Spot, StatementReading]] = []
    readings += [(one.id, one.spot, one.value.reading) for one in programme.each_promise()]
    readings += [(located.id, located.spot, located.value.reading) for located in programme.each_indicator()]
    for id, spot, reading in readings:
        for n, restated in enumerate(reading.restates):
            yield id, restated, spot.at("reading", "restates", n)


@rule(
    code="CIC414",
    name="restated-number",
    severity=Severity.WARNING,
    title="a statement repeats another number than its indicator",
    hint="ask which of the two numbers is meant",
)
def restated_numbers(programme: Programme) -> Iterator[Problem]:
    """Numbers repeated from an indicator that has another."""
    for id, restated, spot in each_restated(programme):
        located = programme.indicators.get(restated.indicator)
        if located is None:
            continue
        frequency, targets = located.value.reading.frequency, located.value.targets
        promised = {located.spot.at("targets", year, "value"): targets[year].value for year in sorted(targets)[-1:]}
        if frequency is not None:
            promised = {located.spot.at("reading", "frequency", "at_least"): frequency.at_least, **promised}
        if promised and restated.number not in promised.values():
            related, number = next(iter(promised.items()))
            yield problem(
                spot.at("number"),
                "{id} speaks of {value}, but {indicator} of {promised}",
                related=(related, spot.at("words")),
                expected=number,
                found=restated.number,
                difference=restated.number - number,
                id=id,
                value=restated.number,
                indicator=located.id,
                promised=number,
            )


RULES = (
    deadline_milestones,
    deadline_order,
    populations_named,
    activity_frequencies,
    statements_differ,
    restated_numbers,
)
