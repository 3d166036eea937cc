"""6xx, e-mail addresses: against the other addresses of the data, against the commune, and against its people.

What is said of a person never repeats the data: the value is passed as `value`, which messages show as “it”.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from cic.diagnostics import Key, Problem, Severity, Spot
from cic.model.common import Contact
from cic.model.kept import kept
from cic.model.programme import Programme
from cic.reference import emails
from cic.rules.near_words import NearWords
from cic.rules.rule import problem, rule
from cic.rules.spelling import is_close, is_swap, letters, words_of

_LONG = 5
"""Shorter words are alike by accident."""


class _Person:
    """A contact person: the words of the name, and where it stands."""

    def __init__(self, name: str, commune: Spot, id: str) -> None:
        self._name, self._commune, self.id = name, commune, id

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of the name, and each two that follow each other, since addresses write them as one."""
        words = words_of(self._name)
        return tuple(words) if len(words) == 1 else tuple(dict.fromkeys([*words, *(a + b for a, b in pairwise(words))]))

    @cached_property
    def spot(self) -> Spot:
        """Where the name stands."""
        return self._commune.at("contacts", self.id, "name")

    def score(self, local: str) -> int:
        """How many letters of an address are words of the name, or almost."""
        return sum(
            len(word) if word in local else len(word) - 1
            for word in self.words
            if len(word) > 3 and (word in local or (len(word) >= _LONG and _is_within(word, local)))
        )


def _is_within(word: str, part: str) -> bool:
    """Whether a stretch of the part is the word but for one letter, or two that changed places."""
    if len(set(word).difference(part)) > 1:
        return False
    lengths = (len(word) - 1, len(word), len(word) + 1)
    stretches = {part[n : n + length] for length in lengths for n in range(len(part) - length + 1)}
    return any(is_close(word, one, 1) or is_swap(word, one) for one in stretches)


class _Address(NamedTuple):
    """An e-mail address, the keys that lead to it from its group, and the id of the person it stands with."""

    value: str
    keys: tuple[Key, ...]
    owner: str | None


class _Group:
    """Those who share addresses: a commune with its people, or the people of the programme.

    names: what the commune is called. addresses: each with where it stands and the id of the person it stands with.
    """

    def __init__(
        self, names: tuple[str, ...], country: str, spot: Spot, contacts: Mapping[str, Contact], shared: Iterable[str]
    ) -> None:
        self.names, self.country, self.spot, self._contacts = names, country, spot, contacts
        self.addresses = [_Address(value, ("emails", n), None) for n, value in enumerate(shared)]
        for id, one in contacts.items():
            for n, value in enumerate(one.emails):
                self.addresses.append(_Address(value, ("contacts", id, "emails", n), id))

    @cached_property
    def people(self) -> tuple[_Person, ...]:
        """The contact persons."""
        return tuple(_Person(one.name, self.spot, id) for id, one in self._contacts.items())

    @cached_property
    def called(self) -> set[str]:
        """What a server or an address may be called that has the name of the commune, or of some words of it."""
        return {called for name in self.names for called in _called(name)}


@kept
def _groups(programme: Programme) -> Sequence[_Group]:
    """The groups of the programme."""
    return tuple(_each_group(programme))


def _each_group(programme: Programme) -> Iterator[_Group]:
    for located in programme.each_participant():
        commune = located.value
        names = (commune.name, *(one.name for one in commune.other_spellings))
        yield _Group(names, commune.country or "", located.spot, commune.contacts, commune.emails)
    if programme.identity is not None:
        yield _Group((), "", programme.spot("programme.yaml"), programme.identity.contacts, ())


def _labels(address: str) -> Sequence[str]:
    return _labels_of(address.rpartition("@")[2])


@lru_cache(maxsize=1000)
def _labels_of(server: str) -> Sequence[str]:
    """The names of a server. Many addresses have one."""
    return tuple(server.casefold().rstrip(".").split("."))


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
    written = [
        (group, one.value, group.spot.at(*one.keys))
        for group in groups
        for one in group.addresses
        if not emails.fault(one.value)
    ]
    servers = _Servers((value, spot) for _, value, spot in written)
    places = {letters(name) for group in groups for name in group.names}
    for group, value, spot in written:
        yield from _slips(group, value, spot, servers, places)
        yield from _endings(group, value, spot, servers)


class _Servers:
    """What the servers of all addresses are called, counted once.

    named: how many addresses have a name of a server, with what stands after the last dot. at: where those stand that
    end in what, by the last name before it. offices: how many end in what, providers left out.
    """

    def __init__(self, addresses: Iterable[tuple[str, Spot]]) -> None:
        self.named: dict[str, Counter[str]] = defaultdict(Counter)
        self.at: dict[str, dict[str, list[Spot]]] = defaultdict(lambda: defaultdict(list))
        self.offices: Counter[str] = Counter()
        for value, spot in addresses:
            for server, ending in set(_with_ending(value)):
                self.named[server][ending] += 1
            *_, server, ending = _labels(value)
            self.at[server][ending].append(spot)
            if server not in emails.PROVIDERS:
                self.offices[ending] += 1
        self._near = NearWords((*self.named, *emails.PROVIDERS))
        self._almost: dict[tuple[str, str], bool] = {}

    def has_almost(self, server: str, ending: str) -> bool:
        """Whether another server, of more addresses or of a large provider, is one letter from this one; where the
        names are short, only one with the same ending. Many addresses have one server, for which it is worked out
        once."""
        known = self._almost.get((server, ending))
        if known is None:
            known = self._almost[server, ending] = self._has_almost(server, ending)
        return known

    def _has_almost(self, server: str, ending: str) -> bool:
        own = self.named[server].total()
        return any(
            name != server
            and (
                (len(name) >= _LONG and name in emails.PROVIDERS)
                or any(
                    (many > own or name in emails.PROVIDERS)
                    and (len(name) >= _LONG or (len(name) >= 4 and end == ending))
                    for end, many in self.named.get(name, {}).items()
                )
            )
            for name in self._near.of(server)
        )


def _slips(group: _Group, value: str, spot: Spot, servers: _Servers, places: set[str]) -> Iterator[Problem]:
    """Names of servers that are almost the commune, or almost those of others."""
    own = group.called
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
        elif servers.has_almost(server, ending):
            template = "the server of the e-mail address is almost one that other addresses have"
            yield problem(spot, template, value=value)


_SAINTS = {"saint": "st", "sainte": "ste", "sint": "st", "sankt": "st"}


def _called(name: str) -> Iterable[str]:
    """What a server may be called that has the name of a place: some of its words, as one, with short forms."""
    words = words_of(name)
    if len(words) == 1:
        return words if len(words[0]) >= _LONG and words[0] not in _SAINTS else ()
    return _runs(words)


def _runs(words: list[str]) -> Iterator[str]:
    for given in (words, [_SAINTS.get(word, word) for word in words]):
        for n in range(len(given)):
            run = ""
            for word in given[n : n + 4]:
                run += word
                if len(run) >= _LONG and run not in _SAINTS:
                    yield run
        if _SAINTS.keys().isdisjoint(words):
            return


def _with_ending(address: str) -> Iterator[tuple[str, str]]:
    """Each name of a server in the address, with what stands after the last dot."""
    *servers, ending = _labels(address)
    yield from ((server, ending) for server in servers)


def _endings(group: _Group, value: str, spot: Spot, known: _Servers) -> Iterator[Problem]:
    """What stands after the last dot, where a provider has no such, all others at that server have another, or it is
    neither that of the commune's country nor that of any other office."""
    *servers, ending = _labels(value)
    provider = emails.ENDINGS.get(servers[-1])
    at_server = known.at[servers[-1]]
    is_alone = len(at_server[ending]) == 1
    same = [where for end, places in at_server.items() if end != ending for where in places] if is_alone else []
    related: tuple[Spot, ...] = ()
    if provider is not None:
        odd = ending not in provider
    elif servers[-1] in emails.PROVIDERS:
        odd = False
    elif len(same) > 1:
        odd, related = True, tuple(same)
    else:
        country = group.country.casefold()
        is_alone = known.offices[ending] == 1 and ending != country and known.offices[country] > 1
        odd = is_alone and any(letters(server) in group.called for server in servers)
        related = (group.spot.at("name"),)
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
    everyone = _Everyone(groups)
    for group in groups:
        for value, keys, owner in group.addresses:
            local = letters(value.partition("@")[0])
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

    people: Sequence[tuple[_Person, int]]
    communes: Sequence[tuple[_Group, int]]


class _Everyone:
    """All people and communes, found by the words of their names, so that no address is compared with each of them."""

    def __init__(self, groups: Sequence[_Group]) -> None:
        self._groups = groups
        self._named: dict[str, _Named] = {}

    @cached_property
    def _people(self) -> Mapping[str, list[_Person]]:
        people: dict[str, list[_Person]] = defaultdict(list)
        for group in self._groups:
            for person in group.people:
                for word in person.words:
                    people[word].append(person)
        return people

    @cached_property
    def _communes(self) -> Mapping[str, list[_Group]]:
        communes: dict[str, list[_Group]] = defaultdict(list)
        for group in self._groups:
            for called in group.called:
                communes[called].append(group)
        return communes

    @cached_property
    def _near(self) -> NearWords:
        return NearWords(word for word in self._people if len(word) >= _LONG)

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

    def named_in(self, local: str, own: list[_Person], group: _Group) -> Spot | None:
        """The one person or commune, of all but one's own, whose name an address has most of; None where there is
        none, or several."""
        named = self._all_named_in(local)
        scores = {person.spot: score for person, score in named.people if person not in own}
        for other, score in named.communes:
            if other is not group:
                at = other.spot.at("name")
                scores[at] = max(scores.get(at, 0), score)
        best = max(scores.values(), default=0)
        fitting = [at for at, score in scores.items() if score == best]
        return fitting[0] if best >= _LONG and len(fitting) == 1 else None


RULES = (
    domains,
    addresses_of_others,
)
