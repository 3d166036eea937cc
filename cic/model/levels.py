"""The levels of a logical framework: impacts, outcomes, results (outputs among them), and activities below results.
What stands above and below what, and in which order all of it is read: pure functions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Literal, NamedTuple

from cic.model.logframe import Activity, Impact, Indicator, Logframe, Outcome, Result

Promise = Impact | Outcome | Result
"""What is promised, at any level."""

Level = Literal["impact", "outcome", "result", "output", "activity"]
"""The levels from the top down, as the documents call them."""

GROUPS = ("impacts", "outcomes", "results")
"""The keys of the file under which promises stand, from the top down."""


class Step(NamedTuple):
    """A promise in its place. above: the id of the one directly above it, empty where there is none that exists."""

    group: str
    id: str
    promise: Promise
    above: str


def level_of(one: Promise | Activity) -> Level:
    """The level of a promise or an activity."""
    if isinstance(one, Result):
        return one.level
    return "activity" if isinstance(one, Activity) else "outcome" if isinstance(one, Outcome) else "impact"


def each_step(logframe: Logframe) -> Iterator[Step]:
    """Every promise once: level by level in the order of the file, and each result followed by those below it."""
    for id, impact in logframe.impacts.items():
        yield Step("impacts", id, impact, "")
    for id, outcome in logframe.outcomes.items():
        yield Step("outcomes", id, outcome, _known(outcome.impact, logframe.impacts))
    results = logframe.results
    for id in _results_in_order(results):
        yield Step("results", id, results[id], _above(logframe, results[id]))


def _above(logframe: Logframe, result: Result) -> str:
    return _known(result.under, logframe.results) or _known(result.outcome, logframe.outcomes)


def _known(id: str | None, known: Collection[str]) -> str:
    return id if id is not None and id in known else ""


def _results_in_order(results: Mapping[str, Result]) -> Iterator[str]:
    """Each result before those that stand under it. Those that stand under each other in a circle come last, so that
    none is lost."""
    below: dict[str, list[str]] = {}
    for id, result in results.items():
        below.setdefault(_known(result.under, results), []).append(id)
    seen: set[str] = set()
    tops = below.get("", ())
    for first in (*tops, *results):
        waiting = [first]
        while waiting:
            id = waiting.pop()
            if id not in seen:
                seen.add(id)
                yield id
                waiting += reversed(below.get(id, ()))


def circles(logframe: Logframe) -> Iterator[tuple[str, ...]]:
    """The results that stand under each other in a circle, each circle once, in the order of the file."""
    results = logframe.results
    done: set[str] = set()
    for first in results:
        way: dict[str, None] = {}
        id = first
        while id and id not in done and id not in way:
            way[id] = None
            id = _known(results[id].under, results)
        if id in way:
            steps = list(way)
            yield tuple(steps[steps.index(id) :])
        done |= way.keys()


def indicators_of(one: Promise) -> Iterator[tuple[str, tuple[str, ...], Mapping[str, Indicator]]]:
    """The indicators of a promise, then those of its activities: the id of what they measure, the keys from the promise
    to them, and the indicators."""
    yield "", (), one.indicators
    if isinstance(one, Result):
        for id, activity in one.activities.items():
            yield id, ("activities", id), activity.indicators
