"""6xx, contacts: telephones, e-mail addresses and the people behind them.

What is said of a person never repeats the data: the value is passed as `value`, which messages show as “it”.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import reduce
from operator import attrgetter
from typing import Any, Literal, NamedTuple

from cic.base.message import Message, either
from cic.diagnostics import Key, Problem, Severity, Spot
from cic.model.partnership import Commune
from cic.model.programme import Programme
from cic.reference import emails, telephones
from cic.rules.rule import problem, rule
from cic.rules.spelling import is_close, letters, tolerated, without_accents

_WORD = re.compile(r"[^\W\d_]+")


class _Way(NamedTuple):
    """A telephone number or an e-mail address, whose it is, the keys that lead there, and in which countries it may
    be."""

    value: str
    of: Spot
    keys: tuple[Key, ...]
    countries: tuple[str, ...]

    @property
    def spot(self) -> Spot:
        """Its place."""
        return self.of.at(*self.keys)


def _values(programme: Programme, name: Literal["telephones", "emails"]) -> Iterator[_Way]:
    """Each telephone number or e-mail address."""
    of_name = attrgetter(name)
    for located in programme.each_participant():
        country = located.value.country
        countries: tuple[str, ...] = (country,) if country is not None else ()
        for n, value in enumerate(of_name(located.value)):
            yield _Way(value, located.spot, (name, n), countries)
        for id, contact in located.value.contacts.items():
            for n, value in enumerate(of_name(contact)):
                yield _Way(value, located.spot, ("contacts", id, name, n), countries)
    if programme.identity is None or not programme.identity.contacts:
        return
    countries = tuple(sorted({located.value.country for located in programme.each_commune()}))
    spot = programme.spot("programme.yaml")
    for id, contact in programme.identity.contacts.items():
        for n, value in enumerate(of_name(contact)):
            yield _Way(value, spot, ("contacts", id, name, n), countries)


@rule(
    code="CIC601",
    name="telephone",
    severity=Severity.WARNING,
    title="a telephone number that cannot exist",
    hint="compare the number with the document; write one number to a line, in quotes",
)
def telephone_numbers(programme: Programme) -> Iterator[Problem]:
    """Numbers that no telephone of the country can have."""
    for way in _values(programme, "telephones"):
        value = way.value
        answers = {country: telephones.can_exist(value, country) for country in way.countries}
        if not answers or None in answers.values() or True in answers.values():
            continue
        spot = way.spot
        shown = ", ".join(answers)
        surplus = telephones.surplus(value, shown) if len(answers) == 1 else None
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
    for way in _values(programme, "emails"):
        fault = emails.fault(way.value)
        if fault is not None:
            yield problem(way.spot, _FAULTS[fault], value=way.value)


class _Person(NamedTuple):
    """A contact person: of what, the name, the place of what they are a contact of, and their id."""

    owner: tuple[str, str]
    name: str
    of: Spot
    id: str

    @property
    def spot(self) -> Spot:
        """Where the name stands."""
        return self.of.at("contacts", self.id, "name")


def _people(programme: Programme) -> Iterator[_Person]:
    """Each person of this programme and its phases."""
    for phase in programme.and_phases():
        spot = phase.spot("programme.yaml")
        for id, contact in (phase.identity.contacts if phase.identity else {}).items():
            yield _Person(("programme", ""), contact.name, spot, id)
        for located in phase.each_participant():
            for id, contact in located.value.contacts.items():
                yield _Person(("commune", located.id), contact.name, located.spot, id)


def _words(name: str) -> list[str]:
    """The words of a name, in an order that does not depend on which comes first."""
    words = _WORD.findall(name.casefold())
    return sorted(words, key=without_accents) if len(words) > 1 else words


def _is_nearly(one: str, other: str) -> bool:
    """Whether two names of people who work together differ in a letter of one word that is long enough."""
    first, second = ([without_accents(word) for word in _words(name)] for name in (one, other))
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
        words = tuple(_words(one.name))
        alike = spellings[tuple(map(without_accents, words))]
        beside = colleagues[one.owner]
        others = {other.spot: other.name for known, other in alike.items() if known != words and len(known) > 1}
        others |= {
            other.spot: other.name
            for other in beside
            if _words(other.name) != [*words] and _is_nearly(one.name, other.name)
        }
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
    """The letters of the surname, which is the words in capitals, else the last word; and the given names."""
    words = name.split()
    capitals = [word for word in words if word.isupper() and len(letters(word)) > 1]
    if not 0 < len(capitals) < len(words):
        capitals = words[-1:]
    given = [letters(part) for word in words if word not in capitals for part in word.split("-")]
    return letters("".join(capitals)), [part for part in given if part]


def _almost(surname: str, given: list[str], local: str) -> bool:
    """Whether a part of the address, with or without a given name or initials, is the surname but for a letter or
    two."""
    allowed = tolerated(surname)
    if len(set(surname).difference(without_accents(local))) > allowed:
        return False
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
    groups = [
        (located.value.contacts, located.spot, located.value.emails)
        for located in programme.each_participant()
        if located.value.contacts
    ]
    if programme.identity is not None:
        groups.append((programme.identity.contacts, programme.spot("programme.yaml"), ()))
    for contacts, spot, shared in groups:
        addresses: list[tuple[str, tuple[Key, ...], str | None]]
        addresses = [(value, ("emails", n), None) for n, value in enumerate(shared)]
        addresses += [
            (value, ("contacts", id, "emails", n), id)
            for id, contact in contacts.items()
            for n, value in enumerate(contact.emails)
        ]
        if not addresses:
            continue
        names = {id: _surname(contact.name) for id, contact in contacts.items()}
        surnames = {id: surname for id, (surname, _) in names.items() if surname}
        locals_ = [letters(value.partition("@")[0]) for value, _, _ in addresses]
        unmatched = [id for id, surname in surnames.items() if not any(surname in local for local in locals_)]
        for (value, keys, owner), local in zip(addresses, locals_, strict=True):
            if any(surname in local for surname in surnames.values()):
                continue
            near = [id for id in unmatched if owner in (None, id) and _almost(*names[id], value.partition("@")[0])]
            if near:
                yield problem(
                    spot.at(*keys),
                    "the e-mail address and the name of the contact person spell the surname in two ways",
                    related=tuple(spot.at("contacts", id, "name") for id in near),
                    value=(value, *(contacts[id].name for id in near)),
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
    communes = tuple(programme.each_commune())
    without = {field: [not _has(located.value, field) for located in communes] for field in _WAYS}
    usual = [field for field in _WAYS if sum(without[field]) * 2 < len(communes)]
    for n, located in enumerate(communes):
        missing = [_WAYS[field] for field in usual if without[field][n]]
        if not missing:
            continue
        params: dict[str, Any] = {"commune": located.value.name, "missing": reduce(_and_no, missing)}
        related: tuple[Spot, ...] = ()
        if located.value.contact_state is not None:
            params["state"] = located.value.contact_state
            related = (located.spot.at("contact_state"),)
        template = "{commune} has no {missing}: “{state}”" if related else "{commune} has no {missing}"
        yield problem(located.spot.key(), template, related=related, **params)


def _and_no(one: Message, other: Message) -> Message:
    return Message("{one} and no {other}", {"one": one, "other": other})


def _has(commune: Commune, field: str) -> bool:
    """Whether the commune, or one of its contact persons, has one."""
    return bool(getattr(commune, field)) or any(getattr(contact, field, ()) for contact in commune.contacts.values())


RULES = (
    telephone_numbers,
    email_addresses,
    spellings_of_people,
    names_and_emails,
    missing_contacts,
)
