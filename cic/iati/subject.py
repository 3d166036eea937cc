"""What is published: the programme, or the part of it that is one activity, with what is said of its publication."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cic.base.message import Message, phrase
from cic.base.periods import first_day, last_day
from cic.diagnostics import Key, Spot
from cic.iati.parts import Gap, Tongue
from cic.model.identity import Identity
from cic.model.programme import Programme
from cic.model.publication import Publication, PublishedOrganisation

FILE = "programme.yaml"
NOBODY = PublishedOrganisation()
NO_COUNTRY = "ZZ"
"""What ISO 3166 leaves to whoever needs a code of no country."""
NO_CURRENCY = "XXX"
"""What ISO 4217 has for no currency."""


class Subject(NamedTuple):
    """An activity to be. outcome: the id of the one that it is of; empty where the programme has one or none."""

    programme: Programme
    identity: Identity
    said: Publication
    tongue: Tongue
    outcome: str = ""

    def spot(self, *keys: Key) -> Spot:
        """Where something of the publication is written."""
        return self.programme.spot(FILE, "publication", *keys)

    def needs(self, template: str, *keys: Key, **params: object) -> Gap:
        """What must be said of the publication."""
        return Gap(self.spot(*keys), Message(template, params))

    @property
    def reporter(self) -> PublishedOrganisation:
        """The organisation that publishes."""
        return self.said.organisations.get(self.said.organisation or "", NOBODY)

    @property
    def identifier(self) -> str:
        """The identifier of the activity, as far as it is said."""
        whole = self.said.whole_identifier or f"{self.reporter.ref or ''}-{self.said.identifier or ''}"
        return f"{whole}-{self.outcome}" if self.outcome else whole

    @property
    def period(self) -> tuple[datetime.date | None, datetime.date | None]:
        """The first and the last day that were planned."""
        years = self.programme.years
        start = self.said.planned_start or (first_day(years[0]) if years else None)
        return start, self.said.planned_end or (last_day(years[-1]) if years else None)

    @property
    def planned(self) -> tuple[datetime.date | None, datetime.date | None]:
        """The same, without a day that nobody planned."""
        start, end = self.period
        none = self.said.not_planned
        return None if "start" in none else start, None if "end" in none else end

    def of_each(self, *names: str) -> bool:
        """Whether each transaction says one of these things itself, so that the whole need not."""
        money = () if self.outcome else self.said.transactions
        return bool(money) and all(any(getattr(one, name) for name in names) for one in money)

    def published_name(self, id: str) -> Mapping[str, str] | str | None:
        """The name under which an organisation, a commune or a partner is published; None where there is none."""
        return self.said.organisations.get(id, NOBODY).name or self.name_of(id)

    def name_of(self, id: str) -> str | None:
        """The name of an organisation, a commune or a partner; None where there is none."""
        organisation = self.identity.organisations.get(id)
        if organisation is not None:
            return organisation.name
        found = self.programme.participants.get(id)
        return found.value.name if found else None


def subjects(programme: Programme) -> tuple[Subject, ...]:
    """One activity for each outcome; one for the programme where it has one outcome or none."""
    identity = programme.identity
    if identity is None:
        return ()
    said = identity.publication or Publication()
    subject = Subject(programme, identity, said, Tongue(said.language or "", programme.persons.without))
    outcomes = tuple(programme.logframe.outcomes) if programme.logframe else ()
    if len(outcomes) < 2 or said.whole_identifier is not None:
        return (subject,)
    return tuple(subject._replace(outcome=id) for id in outcomes)


def stray_ids(subject: Subject) -> Iterator[Gap]:
    """What the publication names and the programme has not."""
    said = subject.said
    named: list[tuple[tuple[Key, ...], str]] = [(("organisations", id), id) for id in said.organisations]
    named += [
        (("transactions", n, key), id)
        for n, one in enumerate(said.transactions)
        for key, id in (("provider", one.provider), ("receiver", one.receiver))
        if id is not None
    ]
    if said.contact is not None and said.contact.organisation is not None:
        named.append((("contact", "organisation"), said.contact.organisation))
    for keys, id in named:
        if subject.name_of(id) is None:
            yield subject.needs(phrase("an organisation, a commune or a partner; {id} is none"), *keys, id=id)
    for id in said.markers:
        if id not in subject.identity.markers:
            yield subject.needs(phrase("a marker of the programme; {id} is none"), "markers", id, id=id)
    for id, place in said.places.items():
        if id not in subject.programme.communes and place.name is None:
            yield subject.needs(phrase("a commune, or the name of a place; {id} is no commune"), "places", id, id=id)
