"""Who is reached how: a commune with its people, their telephones and e-mail addresses, and what addresses may be made
of. Looked at once for all rules, for the people and places of a large programme fit no cache of the processor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from cic.diagnostics import Key, Spot
from cic.model.common import Contact
from cic.model.kept import kept
from cic.model.partnership import Participant
from cic.model.programme import Located, Programme
from cic.reference import emails
from cic.rules.spelling import is_close, is_swap, letters, words_of

LONG = 5
"""Shorter words are alike by accident."""
_SAINTS = {"saint": "st", "sainte": "ste", "sint": "st", "sankt": "st"}


class Person:
    """A contact person: the name, its words, and where it stands.

    words: also each two that follow each other, since addresses write them as one.
    """

    __slots__ = ("_commune", "id", "name", "words")

    def __init__(self, name: str, commune: Spot, id: str) -> None:
        words = words_of(name)
        if len(words) != 1:
            words = list(dict.fromkeys([*words, *(a + b for a, b in pairwise(words))]))
        self.name, self.words, self._commune, self.id = name, words, commune, id

    @property
    def spot(self) -> Spot:
        """Where the name stands."""
        return self._commune.at("contacts", self.id, "name")

    def score(self, local: str) -> int:
        """How many letters of an address are words of the name, or almost."""
        return sum(
            len(word) if word in local else len(word) - 1
            for word in self.words
            if len(word) > 3 and (word in local or (len(word) >= LONG and is_within(word, local)))
        )


def is_within(word: str, part: str) -> bool:
    """Whether a stretch of the part is the word but for one letter, or two that changed places."""
    if len(set(word).difference(part)) > 1:
        return False
    lengths = (len(word) - 1, len(word), len(word) + 1)
    stretches = {part[n : n + length] for length in lengths for n in range(len(part) - length + 1)}
    return any(is_close(word, one, 1) or is_swap(word, one) for one in stretches)


class Address(NamedTuple):
    """An e-mail address, the keys that lead to it from its group, and the id of the person it stands with.

    letters: those before the @. fault: what is wrong with how it is written.
    """

    value: str
    keys: tuple[Key, ...]
    owner: str | None
    letters: str
    fault: str | None


class Group:
    """Those who are reached together: a commune with its people, or the people of the programme.

    located: the commune, or partner; None for the programme, whose names and country are empty. names: what the commune
    is called, by the letters. called: what a server or an address may be called that has the name of the commune, or of
    some words of it. telephones: each with the keys that lead to it. telephones and addresses: those of the commune,
    then those of its people.
    """

    __slots__ = ("addresses", "called", "contacts", "country", "located", "names", "people", "spot", "telephones")

    def __init__(self, located: Located[Participant] | None, spot: Spot, contacts: Mapping[str, Contact]) -> None:
        self.located, self.spot, self.contacts = located, spot, contacts
        self.country = ""
        self.people: list[Person] = []
        self.telephones: list[tuple[str, tuple[Key, ...]]] = []
        self.addresses: list[Address] = []
        words: list[list[str]] = []
        if located is not None:
            one = located.value
            self.country = one.country or ""
            words = [words_of(one.name)]
            words += [words_of(other.name) for other in one.other_spellings]
            self._add(one, (), None)
        self.names = ["".join(name) for name in words]
        self.called = {called for name in words for called in _called(name)}
        for id, contact in contacts.items():
            self.people.append(Person(contact.name, spot, id))
            self._add(contact, ("contacts", id), id)

    def _add(self, of: Participant | Contact, keys: tuple[Key, ...], owner: str | None) -> None:
        for n, value in enumerate(of.telephones):
            self.telephones.append((value, (*keys, "telephones", n)))
        for n, value in enumerate(of.emails):
            local = letters(value.partition("@")[0])
            self.addresses.append(Address(value, (*keys, "emails", n), owner, local, emails.fault(value)))


@kept
def groups_of(programme: Programme) -> Sequence[Group]:
    """The groups of the programme; the people of the programme last, where it has a file of its own."""
    groups = [Group(located, located.spot, located.value.contacts) for located in programme.each_participant()]
    if programme.identity is not None:
        groups.append(Group(None, programme.spot("programme.yaml"), programme.identity.contacts))
    return groups


def _called(words: list[str]) -> Iterable[str]:
    """What a server may be called that has the name of a place: some of its words, as one, with short forms."""
    if len(words) == 1:
        return words if len(words[0]) >= LONG and words[0] not in _SAINTS else ()
    if _SAINTS.keys().isdisjoint(words):
        return _runs(words)
    return chain(_runs(words), _runs([_SAINTS.get(word, word) for word in words]))


def _runs(words: list[str]) -> Iterator[str]:
    for n in range(len(words)):
        run = ""
        for word in words[n : n + 4]:
            run += word
            if len(run) >= LONG and run not in _SAINTS:
                yield run
