"""Those who share e-mail addresses: a commune with its people, and what addresses may be made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from cic.diagnostics import Key, Spot
from cic.model.common import Contact
from cic.model.kept import kept
from cic.model.programme import Programme
from cic.reference import emails
from cic.rules.spelling import is_close, is_swap, letters, words_of

LONG = 5
"""Shorter words are alike by accident."""
_SAINTS = {"saint": "st", "sainte": "ste", "sint": "st", "sankt": "st"}


class Person:
    """A contact person: the words of the name, and where it stands.

    words: also each two that follow each other, since addresses write them as one.
    """

    __slots__ = ("_commune", "id", "words")

    def __init__(self, name: str, commune: Spot, id: str) -> None:
        words = words_of(name)
        if len(words) != 1:
            words = list(dict.fromkeys([*words, *(a + b for a, b in pairwise(words))]))
        self.words, self._commune, self.id = words, commune, id

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


def _address(value: str, keys: tuple[Key, ...], owner: str | None) -> Address:
    return Address(value, keys, owner, letters(value.partition("@")[0]), emails.fault(value))


class Group:
    """Those who share addresses: a commune with its people, or the people of the programme.

    names: what the commune is called, by the letters. called: what a server or an address may be called that has the
    name of the commune, or of some words of it. contacts: its people, by their ids. addresses: those of the commune,
    then those of its people.
    """

    __slots__ = ("addresses", "called", "contacts", "country", "names", "people", "spot")

    def __init__(
        self, names: Iterable[str], country: str, spot: Spot, contacts: Mapping[str, Contact], shared: Iterable[str]
    ) -> None:
        self.country, self.spot, self.contacts = country, spot, contacts
        words = [words_of(name) for name in names]
        self.names = ["".join(one) for one in words]
        self.called = {called for one in words for called in _called(one)}
        self.people = [Person(one.name, spot, id) for id, one in contacts.items()]
        self.addresses = [_address(value, ("emails", n), None) for n, value in enumerate(shared)]
        for id, one in contacts.items():
            for n, value in enumerate(one.emails):
                self.addresses.append(_address(value, ("contacts", id, "emails", n), id))


@kept
def groups_of(programme: Programme) -> Sequence[Group]:
    """The groups of the programme."""
    return tuple(_each_group(programme))


def _each_group(programme: Programme) -> Iterator[Group]:
    for located in programme.each_participant():
        commune = located.value
        names = [commune.name, *[one.name for one in commune.other_spellings]]
        yield Group(names, commune.country or "", located.spot, commune.contacts, commune.emails)
    if programme.identity is not None:
        yield Group((), "", programme.spot("programme.yaml"), programme.identity.contacts, ())


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
