"""44x, levels: what stands above and below what in the logical framework."""

from __future__ import annotations

from collections.abc import Iterator

from cic.diagnostics import Problem, Severity, Spot
from cic.model.levels import Promise, circles
from cic.model.logframe import Result
from cic.model.programme import Located, Programme
from cic.rules.rule import problem, rule


@rule(
    code="CIC440",
    name="level-id",
    severity=Severity.ERROR,
    title="one id at two levels",
    hint="give one of the two another id, and say `formerly: [{id}]` there if something names it",
)
def ids_at_two_levels(programme: Programme) -> Iterator[Problem]:
    """Ids of two levels: a report that is asked for one of them could mean either."""
    first: dict[str, Spot] = {}
    for id, spot in _each_level(programme):
        earlier = first.setdefault(id, spot)
        if earlier is not spot:
            yield problem(spot.key(), "{id} is defined at two levels", related=(earlier.key(),), id=id)


def _each_level(programme: Programme) -> Iterator[tuple[str, Spot]]:
    """Every promise; and the activities that are followed like one: only these are asked for by their id alone."""
    yield from ((one.id, one.spot) for one in programme.each_promise())
    yield from ((one.id, one.spot) for one in programme.each_activity() if one.value.indicators)


@rule(
    code="CIC441",
    name="level-circle",
    severity=Severity.ERROR,
    title="results that stand under each other in a circle",
    hint="take `under:` away from the one that stands above the others",
)
def results_in_a_circle(programme: Programme) -> Iterator[Problem]:
    """Results of which each stands under another, and none at the top."""
    for ids in circles(programme.logframe) if programme.logframe is not None else ():
        spots = [programme.spot("logframe.yaml", "results", id, "under") for id in ids]
        if len(ids) == 1:
            yield problem(spots[0], "{id} cannot stand under itself", id=ids[0])
        else:
            template = "these results stand under each other in a circle: {ids}"
            yield problem(spots[0], template, related=tuple(spots[1:]), ids=ids)


@rule(
    code="CIC442",
    name="level-order",
    severity=Severity.ERROR,
    title="a result that does not fit under the one above it",
    hint="correct `under:`, `outcome:` or `level:` of the two; a result under another needs no `outcome:`",
)
def results_under_others(programme: Programme) -> Iterator[Problem]:
    """Results under others that serve another outcome, and results under outputs."""
    for one in programme.each_promise():
        above = _result_above(programme, one)
        if above is None or not isinstance(one.value, Result) or above.id == one.id:
            continue
        serves = _outcome_above(programme, above.id)
        if serves is not None and one.value.outcome not in (None, serves.value.outcome):
            yield problem(
                one.spot.at("outcome"),
                "{id} stands under {above}, but serves {outcome}, and {other} serves {served}",
                related=(one.spot.at("under"), serves.spot.at("outcome")),
                id=one.id,
                above=above.id,
                outcome=one.value.outcome,
                other=serves.id,
                served=serves.value.outcome,
            )
        if above.value.level == "output" and one.value.level == "result":
            yield problem(
                one.spot.at("under"),
                "{id} is a result and stands under the output {above}",
                related=(above.spot.at("level"),),
                id=one.id,
                above=above.id,
            )


def _result_above(programme: Programme, one: Located[Promise]) -> Located[Result] | None:
    above = programme.promises.get(one.owner)
    return above if above is not None and isinstance(above.value, Result) else None  # type: ignore[return-value]


def _outcome_above(programme: Programme, id: str) -> Located[Result] | None:
    """The nearest result, this one or one above it, that says which outcome it serves."""
    for each in programme.lineage(id):
        one = programme.promises.get(each)
        if one is not None and isinstance(one.value, Result) and one.value.outcome is not None:
            return one  # type: ignore[return-value]
    return None


RULES = (ids_at_two_levels, results_in_a_circle, results_under_others)
