"""6xx, e-mail addresses: against the names of those whose they are not.

What is said of a person never repeats the data: the value is passed as `value`, which messages show as “it”.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from cic.diagnostics import Problem, Severity, Spot
from cic.model.programme import Programme
from cic.rules.address_groups import LONG, Group, Person, groups_of
from cic.rules.near_words import NearWords
from cic.rules.rule import problem, rule


@rule(
    code="CIC614",
    name="email-of-another",
    severity=Severity.WARNING,
    title="an e-mail address that has the name of somebody else",
    hint="ask whose address it is: two may have changed places",
)
def addresses_of_others(programme: Programme) -> Iterator[Problem]:
    """Addresses that are made of the name of another contact person, and not of those they stand with."""
    groups = groups_of(programme)
    everyone = _Everyone(groups)
    for group in groups:
        for value, keys, owner, local, _ in group.addresses:
            if everyone.is_nobody(local):
                continue
            own = [person for person in group.people if owner in (None, person.id)]
            if any(person.score(local) for person in own) or any(word in local for word in group.called):
                continue
            named = everyone.named_in(local, own, group)
            if named is not None:
                yield problem(
                    group.spot.at(*keys),
                    "the e-mail address has the name of somebody else than whom it stands with",
                    related=(named,),
                    value=value,
                )


class _Named(NamedTuple):
    """Those whose names an address may have: people with how many letters of it are their name, and communes."""

    people: Sequence[tuple[Person, int]]
    communes: Sequence[tuple[Group, int]]


class _Everyone:
    """All people and communes, found by the words of their names, so that no address is compared with each of them."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self._groups = groups
        self._named: dict[str, _Named] = {}
        self._nobody: set[str] = set()

    @cached_property
    def _people(self) -> Mapping[str, list[Person]]:
        people: dict[str, list[Person]] = defaultdict(list)
        for group in self._groups:
            for person in group.people:
                for word in person.words:
                    people[word].append(person)
        return people

    @cached_property
    def _communes(self) -> Mapping[str, list[Group]]:
        communes: dict[str, list[Group]] = defaultdict(list)
        for group in self._groups:
            for called in group.called:
                communes[called].append(group)
        return communes

    @cached_property
    def _near(self) -> NearWords:
        return NearWords(word for word in self._people if len(word) >= LONG)

    def _all_named_in(self, local: str) -> _Named:
        """Everybody whose name an address may have. Many have one beginning (`info`), for which it is worked out
        once."""
        known = self._named.get(local)
        if known is None:
            stretches = {local[n:end] for n in range(len(local)) for end in range(n + 4, len(local) + 1)}
            words = (stretches & self._people.keys()).union(self._near.within(local))
            people = {one: None for word in words for one in self._people[word]}
            known = self._named[local] = _Named(
                [(person, person.score(local)) for person in people],
                [
                    (group, len(called))
                    for called in stretches & self._communes.keys()
                    for group in self._communes[called]
                ],
            )
        return known

    def is_nobody(self, local: str) -> bool:
        """Whether an earlier address had the same beginning, and it is nobody's name."""
        return local in self._nobody

    def named_in(self, local: str, own: list[Person], group: Group) -> Spot | None:
        """The one person or commune, of all but one's own, whose name an address has most of; None where there is
        none, or several."""
        named = self._all_named_in(local)
        if not named.people and not named.communes:
            self._nobody.add(local)
            return None
        scores = {person.spot: score for person, score in named.people if person not in own}
        for other, score in named.communes:
            if other is not group:
                at = other.spot.at("name")
                scores[at] = max(scores.get(at, 0), score)
        best = max(scores.values(), default=0)
        fitting = [at for at, score in scores.items() if score == best]
        return fitting[0] if best >= LONG and len(fitting) == 1 else None


RULES = (addresses_of_others,)
