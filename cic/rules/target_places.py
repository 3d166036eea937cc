"""5xx: where targets of communes can stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cic.diagnostics import Problem, Severity
from cic.model.logframe import Indicator
from cic.model.partnership import Participant
from cic.model.programme import Located, Programme
from cic.model.vocabulary import POPULATIONS, word
from cic.rules.participants import of_those_counted
from cic.rules.rule import problem, rule
from cic.rules.targets import ALL_READ, adds_up

_Communes = Mapping[str, Located[Participant]]


@rule(
    code="CIC505",
    name="target-place",
    severity=Severity.ERROR,
    title="a target where there can be none",
    hint="move the target to the right indicator, commune or year, or delete it",
    needs=ALL_READ,
)
def target_places(programme: Programme) -> Iterator[Problem]:
    """Targets of communes that cannot have them, or for a year without a milestone."""
    looked_at = _not_all_in_place(programme)
    for commune in programme.each_participant() if looked_at else ():
        for id, values in commune.value.targets.items():
            if id not in looked_at:
                continue
            located, members = looked_at[id]
            indicator = located.value
            if members is None:
                not_of_each = problem(
                    commune.spot.at("targets", id).key(),
                    "{indicator} is not promised commune by commune",
                    related=(located.spot.at("level" if indicator.level != "commune" else "over_communes"),),
                    indicator=id,
                )
                yield of_those_counted(indicator, not_of_each)
                continue
            if commune.id not in members:
                yield problem(
                    commune.spot.at("targets", id).key(),
                    "{indicator} is promised for {population}, of which {commune} is none",
                    related=(located.spot.at("population"),),
                    indicator=id,
                    population=word(indicator.population or "", POPULATIONS),
                    commune=commune.id,
                )
            for year in values:
                if year not in indicator.targets:
                    known = ", ".join(map(str, indicator.targets))
                    yield problem(
                        commune.spot.at("targets", id, year).key(),
                        "{indicator} has no milestone in {year}, only in {known}",
                        related=(located.spot.at("targets"),),
                        indicator=id,
                        year=year,
                        known=known,
                    )


def _not_all_in_place(programme: Programme) -> Mapping[str, tuple[Located[Indicator], _Communes | None]]:
    """The indicators of which a target may stand where there can be none, with those who can have one. Most are
    promised by those alone who can and for the years alone that count, which is seen without a look at each target."""
    found: dict[str, tuple[Located[Indicator], _Communes | None]] = {}
    is_each_counted = len(programme.participants) == sum(1 for _ in programme.each_participant())
    for id, located in programme.indicators.items():
        members, promised = _members(programme, located.value), programme.promised.get(id, {})
        may_have_one = members is not None and promised.keys() <= members.keys()
        years = set().union(*promised.values())
        is_in_place = not promised or (may_have_one and years <= located.value.targets.keys())
        if not (is_each_counted and is_in_place):
            found[id] = located, members
    return found


def _members(programme: Programme, indicator: Indicator) -> _Communes | None:
    """The communes that can have a target, by id; None where the indicator is not promised commune by commune."""
    return programme.population(indicator.population) if adds_up(indicator) and indicator.population else None


RULES = (target_places,)
