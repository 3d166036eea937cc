"""6xx, e-mail addresses: against the other addresses of the data, against the commune, and against its people.

What is said of a person never repeats the data: the value is passed as `value`, which messages show as “it”.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from cic.diagnostics import Problem, Severity, Spot
from cic.model.common import Contact
from cic.model.programme import Programme
from cic.reference import emails
from cic.rules.rule import problem, rule
from cic.rules.spelling import is_close, is_swap, letters, words_of

_LONG = 5
"""Shorter words are alike by accident."""


class _Person(NamedTuple):
    """A contact person: the words of the name, and where it stands."""

    words: tuple[str, ...]
    spot: Spot
    id: str

    def score(self, local: str) -> int:
        """How many letters of an address are words of the name, or almost."""
        return sum(
            len(word) if word in local else len(word) - 1
            for word in self.words
            if len(word) > 3 and (word in local or (len(word) >= _LONG and _is_within(word, local)))
        )


def _is_within(word: str, part: str) -> bool:
    """Whether a stretch of the part is the word but for one letter, or two that changed places."""
    lengths = (len(word) - 1, len(word), len(word) + 1)
    stretches = {part[n : n + length] for length in lengths for n in range(len(part) - length + 1)}
    return any(is_close(word, one, 1) or is_swap(word, one) for one in stretches)


class _Group(NamedTuple):
    """Those who share addresses: a commune with its people, or the people of the programme.

    names: what the commune is called. addresses: each with its place and the id of the person it stands with.
    """

    names: tuple[str, ...]
    country: str
    spot: Spot
    people: tuple[_Person, ...]
    addresses: tuple[tuple[str, Spot, str | None], ...]


def _groups(programme: Programme) -> list[_Group]:
    groups = []
    for located in programme.each_participant():
        commune, spot = located.value, located.spot
        names = (commune.name, *(one.name for one in commune.other_spellings))
        shared = [(value, spot.at("emails", n), None) for n, value in enumerate(commune.emails)]
        groups.append(_group(names, commune.country or "", spot, commune.contacts, shared))
    if programme.identity is not None:
        groups.append(_group((), "", programme.spot("programme.yaml"), programme.identity.contacts, []))
    return groups


def _group(
    names: Iterable[str],
    country: str,
    spot: Spot,
    contacts: dict[str, Contact],
    shared: list[tuple[str, Spot, None]],
) -> _Group:
    people = tuple(
        _Person(_words_of_name(one.name), spot.at("contacts", id, "name"), id) for id, one in contacts.items()
    )
    own = [
        (value, spot.at("contacts", id, "emails", n), id)
        for id, one in contacts.items()
        for n, value in enumerate(one.emails)
    ]
    return _Group(tuple(names), country, spot, people, (*shared, *own))


def _words_of_name(name: str) -> tuple[str, ...]:
    """The words of a name, and each two that follow each other, since addresses write them as one."""
    words = words_of(name)
    return tuple(dict.fromkeys([*words, *(a + b for a, b in pairwise(words))]))


def _labels(address: str) -> list[str]:
    return address.rpartition("@")[2].casefold().rstrip(".").split(".")


@rule(
    code="CIC613",
    name="email-domain",
    severity=Severity.WARNING,
    title="an e-mail address at a server that is almost another",
    hint="ask for the address: with one letter more or less, messages do not arrive",
    needs=("programme", "partnership"),
)
def domains(programme: Programme) -> Iterator[Problem]:
    """The server of each address against the name of the commune, those of the other addresses, and large providers."""
    groups = _groups(programme)
    everywhere = [(value, spot) for group in groups for value, spot, _ in group.addresses if not emails.fault(value)]
    known = Counter(pair for value, _ in everywhere for pair in set(_with_ending(value)))
    places = {letters(name) for group in groups for name in group.names}
    for group in groups:
        for value, spot, _ in group.addresses:
            if emails.fault(value):
                continue
            *servers, ending = _labels(value)
            yield from _slips(group, value, spot, known, places)
            yield from _endings(group, value, spot, servers, ending, everywhere)


def _slips(
    group: _Group, value: str, spot: Spot, known: Counter[tuple[str, str]], places: set[str]
) -> Iterator[Problem]:
    """Names of servers that are almost the commune, or almost those of others."""
    own = {called for name in group.names for called in _called(name)}
    for server, ending in _with_ending(value):
        bare = letters(server)
        if bare in own or bare in emails.PROVIDERS or len(bare) < 3:
            continue
        if bare in places and not own.isdisjoint(places):
            template = "the server of the e-mail address has the name of another commune"
            yield problem(spot, template, related=(group.spot.at("name"),), value=value)
        elif any(is_close(bare, word, 1) or is_swap(bare, word) for word in own):
            template = "the server of the e-mail address is almost the name of the commune"
            yield problem(spot, template, related=(group.spot.at("name"),), value=value)
        elif _is_almost_another(server, ending, known):
            template = "the server of the e-mail address is almost one that other addresses have"
            yield problem(spot, template, value=value)


_SAINTS = {"saint": "st", "sainte": "ste", "sint": "st", "sankt": "st"}


def _called(name: str) -> Iterator[str]:
    """What a server may be called that has the name of a place: some of its words, as one, with short forms."""
    words = words_of(name)
    for given in (words, [_SAINTS.get(word, word) for word in words]):
        for n in range(len(given)):
            runs = ("".join(given[n : n + length]) for length in range(1, 5))
            yield from (run for run in runs if len(run) >= _LONG and run not in _SAINTS)


def _with_ending(address: str) -> Iterator[tuple[str, str]]:
    """Each name of a server in the address, with what stands after the last dot."""
    *servers, ending = _labels(address)
    yield from ((server, ending) for server in servers)


def _is_almost_another(server: str, ending: str, known: Counter[tuple[str, str]]) -> bool:
    """Whether another server, of more addresses or of a large provider, is one letter from this one; where the names
    are short, only one with the same ending."""
    own = sum(many for (name, _), many in known.items() if name == server)
    others = {(name, end) for (name, end), many in known.items() if many > own or name in emails.PROVIDERS}
    others |= {(name, "") for name in emails.PROVIDERS if len(name) >= _LONG}
    return any(
        name != server
        and (len(name) >= _LONG or (len(name) >= 4 and end == ending))
        and (is_close(server, name, 1) or is_swap(server, name))
        for name, end in others
    )


def _endings(
    group: _Group, value: str, spot: Spot, servers: list[str], ending: str, everywhere: list[tuple[str, Spot]]
) -> Iterator[Problem]:
    """What stands after the last dot, where a provider has no such, all others at that server have another, or it is
    neither that of the commune's country nor that of any other office."""
    others = [(_labels(other), where) for other, where in everywhere if where != spot]
    provider = emails.ENDINGS.get(servers[-1])
    same = [where for labels, where in others if labels[-2] == servers[-1] and labels[-1] != ending]
    agreeing = any(labels[-2:] == [servers[-1], ending] for labels, _ in others)
    offices = [labels[-1] for labels, _ in others if labels[-2] not in emails.PROVIDERS]
    called = {one for name in group.names for one in _called(name)}
    is_own = any(letters(server) in called for server in servers)
    country = group.country.casefold()
    related: tuple[Spot, ...] = ()
    if provider is not None:
        odd = ending not in provider
    elif servers[-1] in emails.PROVIDERS:
        odd = False
    elif len(same) > 1 and not agreeing:
        odd, related = True, tuple(same)
    else:
        odd = is_own and ending not in (country, *offices) and offices.count(country) > 1
        related = (group.spot.at("name"),) if is_own else ()
    if odd:
        template = "the e-mail address ends in .{ending}, which no other at that server or in that country does"
        yield problem(spot, template, related=related, value=value, ending=ending)


@rule(
    code="CIC614",
    name="email-of-another",
    severity=Severity.WARNING,
    title="an e-mail address that has the name of somebody else",
    hint="ask whose address it is: two may have changed places",
)
def addresses_of_others(programme: Programme) -> Iterator[Problem]:
    """Addresses that are made of the name of another contact person, and not of those they stand with."""
    groups = _groups(programme)
    people = [(group, person) for group in groups for person in group.people]
    for group in groups:
        for value, spot, owner in group.addresses:
            local = letters(value.partition("@")[0])
            own = [person for person in group.people if owner in (None, person.id)]
            if any(person.score(local) for person in own) or _names_in(group, local):
                continue
            scored = [(person.score(local), person.spot) for _, person in people if person not in own]
            scored += [(_names_in(other, local), other.spot.at("name")) for other in groups if other is not group]
            best = max((score for score, _ in scored), default=0)
            fitting = [where for score, where in scored if score == best]
            if best >= _LONG and len(fitting) == 1:
                yield problem(
                    spot,
                    "the e-mail address has the name of somebody else than whom it stands with",
                    related=(fitting[0],),
                    value=value,
                )


def _names_in(group: _Group, local: str) -> int:
    """How many letters of an address are the name of the commune, or a word of it."""
    words = {called for name in group.names for called in _called(name)}
    return max((len(word) for word in words if word in local), default=0)


RULES = (
    domains,
    addresses_of_others,
)
