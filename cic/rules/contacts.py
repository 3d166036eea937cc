"""6xx, contacts: telephones, e-mail addresses and the people behind them.

What is said of a person never repeats the data: the value is passed as `value`, which messages show as “it”.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import reduce
from typing import Any, NamedTuple

from cic.base.message import Message, either
from cic.diagnostics import Problem, Severity, Spot
from cic.model.programme import Programme
from cic.reference import telephones
from cic.rules.address_groups import Group, groups_of
from cic.rules.rule import problem, rule
from cic.rules.spelling import is_close, letters, tolerated, without_accents

_WORD = re.compile(r"[^\W\d_]+")


def _countries(programme: Programme, group: Group) -> tuple[str, ...]:
    """Where a telephone may be: of the people of the programme, in each country that has a commune."""
    if group.located is None:
        return tuple(sorted({located.value.country for located in programme.each_commune()}))
    return (group.country,) if group.country else ()


@rule(
    code="CIC601",
    name="telephone",
    severity=Severity.WARNING,
    title="a telephone number that cannot exist",
    hint="compare the number with the document; write one number to a line, in quotes",
)
def telephone_numbers(programme: Programme) -> Iterator[Problem]:
    """Numbers that no telephone of the country can have."""
    written = ((group, value, keys) for group in groups_of(programme) for value, keys in group.telephones)
    for group, value, keys in written:
        countries = _countries(programme, group)
        if not countries or any(telephones.can_exist(value, country) is not False for country in countries):
            continue
        spot = group.spot.at(*keys)
        shown = ", ".join(countries)
        surplus = telephones.surplus(value, shown) if len(countries) == 1 else None
        if surplus is None:
            yield problem(spot, "{value} cannot be a telephone number of {country}", value=value, country=shown)
            continue
        yield problem(
            spot,
            "{value} cannot be a telephone number of {country}: "
            "the part after the country code or the first 0 has {digits:digits}, there must be {needed}",
            value=value,
            country=shown,
            digits=surplus[0],
            needed=either(surplus[1]),
        )


_FAULTS = {
    "at": "{value} is not an e-mail address: it needs one @, with something before and after it",
    "local": "{value} is not an e-mail address: the part before the @ has a sign that cannot stand there",
    "domain": "{value} is not an e-mail address: the part after the @ is not the name of a server",
}


@rule(
    code="CIC602",
    name="email",
    severity=Severity.WARNING,
    title="an e-mail address that is not one",
    hint="compare the address with the document; write one address to a line",
)
def email_addresses(programme: Programme) -> Iterator[Problem]:
    """Addresses that are not written like one."""
    for group in groups_of(programme):
        for one in group.addresses:
            if one.fault is not None:
                yield problem(group.spot.at(*one.keys), _FAULTS[one.fault], value=one.value)


class _Person(NamedTuple):
    """A contact person whose name has several words: of what, the name, its words, where the name stands."""

    owner: tuple[str, str]
    name: str
    words: tuple[str, ...]
    spot: Spot


def _people(programme: Programme) -> Iterator[_Person]:
    """Each person of this programme and its phases. A name of one word is like no other."""
    for phase in programme.and_phases():
        groups = groups_of(phase)
        of_programme = groups[-1:] if phase.identity is not None else ()
        for group in (*of_programme, *groups[: len(groups) - len(of_programme)]):
            for one in group.people:
                if len(one.words) == 1 and one.name.isascii():
                    continue
                words = _words(one.name)
                if len(words) > 1:
                    owner = ("programme", "") if group.located is None else ("commune", group.located.id)
                    yield _Person(owner, one.name, words, one.spot)


def _words(name: str) -> tuple[str, ...]:
    """The words of a name, in an order that does not depend on which comes first."""
    words = _WORD.findall(name.casefold())
    return tuple(sorted(words, key=without_accents) if len(words) > 1 else words)


def _is_nearly(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the names of two people who work together differ in a letter of one word that is long enough."""
    first, second = ([without_accents(word) for word in words] for words in (one, other))
    left, right = [w for w in first if w not in second], [w for w in second if w not in first]
    if len(first) != len(second) or len(first) < 2 or len(left) != 1 or len(right) != 1:
        return False
    return is_close(left[0], right[0], tolerated(min(left[0], right[0], key=len)) - 1)


@rule(
    code="CIC606",
    name="spelling-of-person",
    severity=Severity.INFO,
    title="one person, written in two ways",
    hint="ask the person; keep each document's spelling where it is printed so, and acknowledge the finding",
)
def spellings_of_people(programme: Programme) -> Iterator[Problem]:
    """One person, two spellings; the order of the words and capitals make no difference."""
    if programme.folder:
        return
    spellings: dict[tuple[str, ...], dict[tuple[str, ...], _Person]] = defaultdict(dict)
    colleagues: dict[tuple[str, str], list[_Person]] = defaultdict(list)
    for one in _people(programme):
        words = one.words
        alike = spellings[tuple(map(without_accents, words))]
        beside = colleagues[one.owner]
        others = {other.spot: other.name for known, other in alike.items() if known != words}
        nearly = (other for other in beside if other.words != words and _is_nearly(words, other.words))
        others |= {other.spot: other.name for other in nearly}
        if others:
            yield problem(
                one.spot,
                "the same person seems to be written in another way elsewhere",
                related=tuple(others),
                value=(one.name, *others.values()),
            )
        alike.setdefault(words, one)
        beside.append(one)


def _surname(name: str) -> tuple[str, list[str]]:
    """The letters of the surname, which is the words in capitals, else the last word; and the words of given names."""
    words = name.split()
    capitals = [word for word in words if word.isupper() and len(letters(word)) > 1]
    if not 0 < len(capitals) < len(words):
        capitals = words[-1:]
    return letters("".join(capitals)), [word for word in words if word not in capitals]


def _almost(surname: str, others: list[str], local: str) -> bool:
    """Whether a part of the address, with or without a given name or initials, is the surname but for a letter or
    two."""
    allowed = tolerated(surname)
    if len(set(surname).difference(without_accents(local))) > allowed:
        return False
    given = [part for part in (letters(part) for word in others for part in word.split("-")) if part]
    initials = [name[0] for name in given]
    beside = {"", *given, *initials, "".join(initials)}
    parts = {*_WORD.findall(without_accents(local)), letters(local)}.difference(given)
    pieces = {bare for part in parts for word in beside for bare in (part.removeprefix(word), part.removesuffix(word))}
    return any(len(piece) > 3 and piece != surname and is_close(surname, piece, allowed) for piece in pieces)


@rule(
    code="CIC607",
    name="name-and-email",
    severity=Severity.INFO,
    title="a surname and an e-mail address that almost match",
    hint="ask the person which spelling is right: a letter too many and messages do not arrive",
)
def names_and_emails(programme: Programme) -> Iterator[Problem]:
    """A surname that stands in the e-mail address with another spelling."""
    for group in groups_of(programme):
        if not group.addresses or not group.people:
            continue
        names = {one.id: _surname(one.name) for one in group.people}
        surnames = {id: surname for id, (surname, _) in names.items() if surname}
        locals_ = [one.letters for one in group.addresses]
        unmatched = [id for id, surname in surnames.items() if not any(surname in local for local in locals_)]
        if not unmatched:
            continue
        for value, keys, owner, local, _ in group.addresses:
            if any(surname in local for surname in surnames.values()):
                continue
            near = [id for id in unmatched if owner in (None, id) and _almost(*names[id], value.partition("@")[0])]
            if near:
                yield problem(
                    group.spot.at(*keys),
                    "the e-mail address and the name of the contact person spell the surname in two ways",
                    related=tuple(group.spot.at("contacts", id, "name") for id in near),
                    value=(value, *(group.contacts[id].name for id in near)),
                )


_WAYS = {
    "contacts": Message("contact person"),
    "telephones": Message("telephone"),
    "emails": Message("e-mail address"),
}


@rule(
    code="CIC609",
    name="missing-contact",
    severity=Severity.WARNING,
    title="a commune that cannot be reached in the way the others can",
    hint="ask the commune, and write under {commune} what is missing",
    needs=("programme", "partnership"),
)
def missing_contacts(programme: Programme) -> Iterator[Problem]:
    """Communes without what most communes of the programme have."""
    if programme.identity is None or programme.identity.coverage != "complete":
        return
    communes = groups_of(programme)[: len(tuple(programme.each_commune()))]
    without = {
        "contacts": [not group.people for group in communes],
        "telephones": [not group.telephones for group in communes],
        "emails": [not group.addresses for group in communes],
    }
    usual = [field for field in _WAYS if sum(without[field]) * 2 < len(communes)]
    for located, *lacking in zip(programme.each_commune(), *(without[field] for field in usual), strict=True):
        if True not in lacking:
            continue
        missing = [_WAYS[field] for field, lacks in zip(usual, lacking, strict=True) if lacks]
        params: dict[str, Any] = {"commune": located.value.name, "missing": reduce(_and_no, missing)}
        related: tuple[Spot, ...] = ()
        if located.value.contact_state is not None:
            params["state"] = located.value.contact_state
            related = (located.spot.at("contact_state"),)
        template = "{commune} has no {missing}: “{state}”" if related else "{commune} has no {missing}"
        yield problem(located.spot.key(), template, related=related, **params)


def _and_no(one: Message, other: Message) -> Message:
    return Message("{one} and no {other}", {"one": one, "other": other})


RULES = (
    telephone_numbers,
    email_addresses,
    spellings_of_people,
    names_and_emails,
    missing_contacts,
)
