"""4xx, terms: the years that outcomes and results name, against those of the indicators that measure them."""

from __future__ import annotations

from collections.abc import Iterator

from cic.base.periods import day
from cic.diagnostics import Problem, Severity, Spot
from cic.model.common import Term
from cic.model.levels import Promise
from cic.model.logframe import Indicator
from cic.model.programme import Located, Programme
from cic.model.promises import Target
from cic.model.readings import Frequency
from cic.rules.rule import problem, rule


@rule(
    code="CIC418",
    name="result-term",
    severity=Severity.WARNING,
    title="a result is due in another year than what measures it",
    hint="ask which of the years is meant, or correct the reading of the wording",
    needs=("logframe",),
)
def terms_of_results(programme: Programme) -> Iterator[Problem]:
    """Impacts, outcomes and results that are due before an indicator of their own, or long after the last, or that go
    on while an indicator does not count yet, or no longer."""
    for id, spot, promise in each_promise(programme):
        term = promise.term
        own = [one for one in programme.each_indicator() if one.owner == id]
        if term is None or not own:
            continue
        due, key = (term.end, "end") if term.end is not None else (term.start, "start")
        assert due is not None
        later = [(one, year) for one in own if (year := _late(one.value, due)) is not None]
        reached = [(one, year) for one in own if (year := _reached(one.value)) is not None]
        if later:
            template = "{id} is due in {year}, but what measures it only later: {indicators}"
            if term.end is None:
                template = "{id} is promised from {year} on, but what measures it is due only later: {indicators}"
            yield _differs(spot.at("term", key), template, id, due, later)
        elif term.end is not None and len(reached) == len(own) and all(year < due for _, year in reached):
            template = "{id} is due in {year}, but all that measures it is reached before: {indicators}"
            yield _differs(spot.at("term", key), template, id, due, reached)
        if term.start is not None and term.end is not None:
            begun = [(one, year) for one in own if (year := _since(one.value)) is not None and year > term.start]
            if begun:
                template = "{id} begins in {year}, but of what measures it this counts only later years: {indicators}"
                yield _differs(spot.at("term", "start"), template, id, term.start, begun)
            ended = [(one, year) for one in own if (year := _until(one.value)) is not None and year < term.end]
            if ended:
                template = "{id} ends in {year}, but of what measures it this counts only earlier years: {indicators}"
                yield _differs(spot.at("term", "end"), template, id, term.end, ended)


def each_promise(programme: Programme) -> Iterator[tuple[str, Spot, Promise]]:
    """Every impact, outcome and result with its id and its place."""
    return ((one.id, one.spot, one.value) for one in programme.each_promise())


def _differs(
    where: Spot, template: str, id: str, year: int, indicators: list[tuple[Located[Indicator], int]]
) -> Problem:
    places = [
        one.spot.at("deadline", "year") if one.value.deadline else one.spot.at("targets") for one, _ in indicators
    ]
    shown = tuple(f"{one.id} ({other})" for one, other in indicators)
    return problem(where, template, related=tuple(places), id=id, year=year, indicators=shown)


def _goes_on(indicator: Indicator) -> bool:
    """Whether it is reached anew in each year or period, so that no year ends it but that of its last target."""
    frequency = indicator.reading.frequency
    return indicator.over_years != "cumulative" or (frequency is not None and frequency.per == "year")


def _since(indicator: Indicator) -> int | None:
    frequency = indicator.reading.frequency
    return frequency.since if frequency is not None else None


def _until(indicator: Indicator) -> int | None:
    frequency = indicator.reading.frequency
    return frequency.until if frequency is not None else None


def _reached(indicator: Indicator) -> int | None:
    """The year by which all that the indicator promises is promised: its deadline, where the milestone that follows it
    has the last value already, else the first milestone with that value."""
    years = sorted(indicator.targets)
    if not years:
        return indicator.deadline.years[-1] if indicator.deadline is not None else None
    if _goes_on(indicator):
        return years[-1]
    last = indicator.targets[years[-1]]
    while len(years) > 1 and _promises_the_same(indicator, years[-2], last):
        years.pop()
    before = years[-2] if len(years) > 1 else None
    deadline = indicator.deadline
    last_due = deadline.years[-1] if deadline is not None else None
    return last_due if last_due is not None and (before is None or last_due > before) else years[-1]


def _promises_the_same(indicator: Indicator, year: int, last: Target) -> bool:
    target = indicator.targets[year]
    return (target.value, target.each) == (last.value, last.each)


def _late(indicator: Indicator, due: int) -> int | None:
    """The year in which the indicator is due, where that is after another one.

    Where the indicator has no deadline, a milestone after `due` may be reached in `due` already: it is later only if
    one before it, not earlier than `due`, promises less.
    """
    if indicator.deadline is not None:
        return next((year for year in indicator.deadline.years if year > due), None)
    reached = None if _goes_on(indicator) else _reached(indicator)
    milestone = min((year for year in indicator.targets if year >= due), default=None)
    return reached if reached is not None and milestone is not None and reached > milestone else None


@rule(
    code="CIC419",
    name="year-named",
    severity=Severity.WARNING,
    title="a wording names a year outside the period of the programme, or after its result is due",
    hint="ask which year is meant, or correct the reading of the wording",
    needs=("programme", "logframe"),
)
def years_named(programme: Programme) -> Iterator[Problem]:
    """Years in wordings before the programme begins or after it ends, and activities that begin after their result is
    due."""
    period, spot = programme.identity.period if programme.identity else None, programme.spot("programme.yaml", "period")
    ends = [] if period is None or period.end is None else [period.end, *programme.years]
    for id, where, year in _each_year(programme):
        if period is not None and period.start is not None and year < period.start:
            template = "{id} names {year}, before the programme begins in {limit}"
            yield problem(where, template, related=(spot.at("start"),), id=id, year=year, limit=period.start)
        elif ends and year > max(ends):
            template = "{id} names {year}, after the programme ends in {limit}"
            yield problem(where, template, related=(spot.at("end"),), id=id, year=year, limit=max(ends))
    results = programme.logframe.results if programme.logframe else {}
    for activity in programme.each_activity():
        term, due, start = activity.value.term, results[activity.owner].term, activity.value.start
        named: list[tuple[tuple[str, ...], int]]
        named = [(("term", key), year) for key, year in _years(term)] if term is not None else []
        named += [(("start",), day(start))] if start is not None else []
        first = min(named, default=None, key=lambda one: one[1])
        if first is not None and due is not None and due.end is not None and first[1] > due.end:
            yield problem(
                activity.spot.at(*first[0]),
                "{id} takes place in {year}, but {result}, for which it is done, is due in {limit}",
                related=(programme.spot("logframe.yaml", "results", activity.owner, "term", "end"),),
                id=activity.id,
                year=first[1],
                result=activity.owner,
                limit=due.end,
            )


def _each_year(programme: Programme) -> Iterator[tuple[str, Spot, int]]:
    """Every year that a wording of the framework names: of what, where, and the year."""
    termed = [(id, spot, promise.term) for id, spot, promise in each_promise(programme)]
    termed += [(one.id, one.spot, one.value.term) for one in programme.each_activity()]
    for id, spot, term in termed:
        if term is not None:
            yield from ((id, spot.at("term", key), year) for key, year in _years(term))
    for one in programme.each_indicator():
        deadline = one.value.deadline
        if deadline is not None:
            yield one.id, one.spot.at("deadline", "year"), deadline.year
            yield from ((one.id, one.spot.at("deadline", "again", n), y) for n, y in enumerate(deadline.again))
    for id, spot, frequency in each_frequency(programme):
        yield from ((id, spot.at(key), year) for key, year in years_of_frequency(frequency))


def each_frequency(programme: Programme) -> Iterator[tuple[str, Spot, Frequency]]:
    """How often something must happen: the id of each indicator and activity that says so, and where."""
    for indicator in programme.each_indicator():
        if indicator.value.reading.frequency is not None:
            yield indicator.id, indicator.spot.at("reading", "frequency"), indicator.value.reading.frequency
    for activity in programme.each_activity():
        if activity.value.reading.frequency is not None:
            yield activity.id, activity.spot.at("reading", "frequency"), activity.value.reading.frequency


def years_of_frequency(one: Frequency) -> list[tuple[str, int]]:
    """The years from which and until which it counts, as far as the words name them, by their keys."""
    return [(key, year) for key, year in (("since", one.since), ("until", one.until)) if year is not None]


def _years(term: Term) -> list[tuple[str, int]]:
    return [(key, year) for key, year in (("start", term.start), ("end", term.end)) if year is not None]


RULES = (terms_of_results, years_named)
