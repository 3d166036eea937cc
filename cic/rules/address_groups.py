"""Those who share e-mail addresses: a commune with its people, and what addresses may be made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from cic.diagnostics import Key, Spot
from cic.model.common import Contact
from cic.model.kept import kept
from cic.model.programme import Programme
from cic.rules.spelling import is_close, is_swap, words_of

LONG = 5
"""Shorter words are alike by accident."""
_SAINTS = {"saint": "st", "sainte": "ste", "sint": "st", "sankt": "st"}


class Person:
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
    """An e-mail address, the keys that lead to it from its group, and the id of the person it stands with."""

    value: str
    keys: tuple[Key, ...]
    owner: str | None


class Group:
    """Those who share addresses: a commune with its people, or the people of the programme.

    names: what the commune is called. addresses: each with where it stands and the id of the person it stands with.
    """

    def __init__(
        self, names: tuple[str, ...], country: str, spot: Spot, contacts: Mapping[str, Contact], shared: Iterable[str]
    ) -> None:
        self.names, self.country, self.spot, self._contacts = names, country, spot, contacts
        self.addresses = [Address(value, ("emails", n), None) for n, value in enumerate(shared)]
        for id, one in contacts.items():
            for n, value in enumerate(one.emails):
                self.addresses.append(Address(value, ("contacts", id, "emails", n), id))

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """The contact persons."""
        return tuple(Person(one.name, self.spot, id) for id, one in self._contacts.items())

    @cached_property
    def called(self) -> set[str]:
        """What a server or an address may be called that has the name of the commune, or of some words of it."""
        return {called for name in self.names for called in _called(name)}


@kept
def groups_of(programme: Programme) -> Sequence[Group]:
    """The groups of the programme."""
    return tuple(_each_group(programme))


def _each_group(programme: Programme) -> Iterator[Group]:
    for located in programme.each_participant():
        commune = located.value
        names = (commune.name, *(one.name for one in commune.other_spellings))
        yield Group(names, commune.country or "", located.spot, commune.contacts, commune.emails)
    if programme.identity is not None:
        yield Group((), "", programme.spot("programme.yaml"), programme.identity.contacts, ())


def _called(name: str) -> Iterable[str]:
    """What a server may be called that has the name of a place: some of its words, as one, with short forms."""
    words = words_of(name)
    if len(words) == 1:
        return words if len(words[0]) >= LONG and words[0] not in _SAINTS else ()
    return _runs(words)


def _runs(words: list[str]) -> Iterator[str]:
    for given in (words, [_SAINTS.get(word, word) for word in words]):
        for n in range(len(given)):
            run = ""
            for word in given[n : n + 4]:
                run += word
                if len(run) >= LONG and run not in _SAINTS:
                    yield run
        if _SAINTS.keys().isdisjoint(words):
            return
