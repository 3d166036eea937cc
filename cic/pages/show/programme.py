"""The programme itself on a page; its other phases; its organisations."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from decimal import Decimal

from cic.analysis.progress import rounded
from cic.base.message import Message
from cic.base.periods import shown_name
from cic.model.identity import Identity, Organisation
from cic.model.programme import PROGRAMME, Programme
from cic.pages.show.catalogue import KINDS, Thing, things
from cic.pages.show.lists import years_of
from cic.pages.show.origins import readings_of, readings_table, whereabouts
from cic.pages.show.said import said_of, scope_until, spending_table
from cic.pages.show.view import LEFT_OUT, Said, View, about, filled, findings_table
from cic.pages.tables import Cell, Column, CountryCode, State, Table, words
from cic.pages.vocabulary import ROLES, THINGS, term


def programme_page(view: View, thing: Thing) -> Iterator[Table]:
    """The programme, or another phase of it as far as the documents speak of it: identity, organisations, markers,
    beneficiaries, stakeholders."""
    identity: Identity = thing.value
    yield about("about", words("Programme {id}", id=identity.id), _said(view, identity))
    programme = thing.programme.phases.get(thing.id, thing.programme)
    yield from filled(_contents(programme))
    yield from filled(_organisations(identity))
    yield from filled(_levels(identity))
    yield from filled(_markers(view, identity))
    yield from filled(_beneficiaries(view, identity))
    yield from filled(_rates(identity))
    yield from filled(_texts(view, identity))
    yield from filled(_persons(view, identity))
    scope = scope_until(view, programme, PROGRAMME)
    yield from spending_table(view, scope)
    yield from said_of(scope)
    yield from filled(findings_table(view, [thing.spot]))
    yield whereabouts(view, thing)


def _said(view: View, identity: Identity) -> Iterator[Said]:
    yield words("Name"), view.text(identity.name)
    yield words("Country"), CountryCode.named(*identity.countries)
    yield words("Period"), years_of(identity.period)
    extended = identity.period.extended
    if extended is not None:
        yield words("Extended"), words("to {year}, decided on {day}", year=extended.end, day=extended.decided)
        yield words("Why it was extended"), view.said(extended.reason) if extended.reason else None
    yield words("Accounts are open until"), identity.period.accounts_until
    if identity.coverage == "partial":
        yield words("Coverage"), words("the documents say little of this phase")
    yield words("Slogan"), view.text(identity.slogan) if identity.slogan else None
    yield words("Summary"), view.text(identity.summary) if identity.summary else None
    if identity.sector:
        sector = identity.sector
        yield words("Sector"), f"{sector.code}: {view.said(sector.label)}"
    yield words("Country plan"), identity.covered_by_country_plan
    yield words("Strategic target"), view.text(identity.strategic_target) if identity.strategic_target else None
    in_words = identity.strategic_target_words
    yield words("Strategic target in words"), view.text(in_words) if in_words else None
    yield words("List of the partners"), view.text(identity.partners_title) if identity.partners_title else None
    yield words("Note on the partners"), view.text(identity.partner_note) if identity.partner_note else None
    yield words("Target group"), view.text(identity.direct_target_group) if identity.direct_target_group else None
    yield words("Regions"), ", ".join(region.name for region in identity.regions.values()) or None
    if identity.contacts and not view.with_persons:
        yield LEFT_OUT
    if identity.reporting:
        yield words("Years reported"), ", ".join(map(shown_name, identity.reporting.years))
        closed = identity.reporting.closed.items()
        yield (
            words("Years closed"),
            words("{what}", what=tuple(_closed(year, day) for year, day in closed)) if closed else None,
        )
        limits = identity.reporting.thresholds
        if limits:
            yield words("On track from, in percent"), rounded(limits.on_track)
            yield words("Behind from, in percent"), rounded(limits.behind)


def _closed(year: int, day: datetime.date) -> Message:
    return words("{year} (on {day})", year=year, day=day)


def _rates(identity: Identity) -> Table:
    """The rates of exchange of a year."""
    columns = (
        Column("currency", words("Currency"), "id"),
        Column("year", words("Year"), "year"),
        Column("rate", words("Rate"), "number"),
        Column("source", words("Source")),
    )
    rows = tuple(
        (currency, year, one.rate, one.source)
        for currency, by_year in identity.rates.items()
        for year, one in by_year.items()
    )
    return Table("rates", words("Rates of exchange, units for one of the budget's currency"), columns, rows)


def _contents(programme: Programme) -> Table:
    columns = (Column("kind", words("Kind"), "id"), Column("things", words("How many"), "number"))
    counts = {kind: len(things(programme, kind)) for kind in KINDS}
    return Table(
        "contents",
        words("What there is"),
        columns,
        tuple((term(k, THINGS), Decimal(n)) for k, n in counts.items() if n),
    )


def _organisations(identity: Identity) -> Table:
    columns = (
        Column("id", words("Id"), "id"),
        Column("name", words("Name")),
        Column("abbreviation", words("Short")),
        Column("role", words("Role")),
    )
    rows = tuple((id, one.name, one.abbreviation, term(one.role, ROLES)) for id, one in identity.organisations.items())
    read = tuple(id for id, one in identity.organisations.items() if one.reading)
    notes = (words("With something that is our reading: {ids}", ids=read),) if read else ()
    return Table("organisations", words("Organisations"), columns, rows, notes)


def _levels(identity: Identity) -> Table:
    """The printed table of places, column by column."""
    printed = identity.administrative_levels
    columns = (Column("head", words("Head of the column")), Column("holds", words("What stands there")))
    names: Mapping[str, Message] = {
        "province": words("Province"),
        "region": words("Region"),
        "locality": words("Place"),
    }
    rows = tuple(
        (one.head, names[one.holds] if one.holds else one.as_printed) for one in (printed.columns if printed else ())
    )
    return Table("levels", words("Table of places, as printed"), columns, rows)


def _markers(view: View, identity: Identity) -> Table:
    columns = (Column("marker", words("Marker")), Column("value", words("Value"), "number"))
    rows = tuple((view.text(one.label), one.value) for one in identity.markers.values())
    notes = (words("0: not targeted, 1: significant, 2: principal."),)
    return Table("markers", words("Markers of the donor"), columns, rows, notes)


def _beneficiaries(view: View, identity: Identity) -> Table:
    columns = (
        Column("of", words("Beneficiaries")),
        Column("total", words("Total"), "number"),
        Column("men", words("Men"), "number"),
        Column("women", words("Women"), "number"),
    )
    rows = tuple(
        (view.text(one.of), *(State.NOT_STATED if n is None else n for n in (one.total, one.men, one.women)))
        for one in identity.beneficiaries.values()
    )
    return Table("beneficiaries", words("Beneficiaries, in persons"), columns, rows)


def _texts(view: View, identity: Identity) -> Table:
    """Stakeholders and target groups, in the words of the documents."""
    columns = (Column("kind", words("Kind")), Column("id", words("Id"), "id"), Column("text", words("Text")))
    groups = ((words("stakeholder"), identity.stakeholders), (words("target group"), identity.target_groups))
    rows = tuple((name, id, view.text(text)) for name, texts in groups for id, text in texts.items())
    return Table("stakeholders", words("Stakeholders and target groups"), columns, rows)


def _persons(view: View, identity: Identity) -> Table:
    """The contact persons, where they are asked for."""
    columns = (
        Column("name", words("Name")),
        Column("organisation", words("Organisation"), "id"),
        Column("telephones", words("Telephone")),
        Column("emails", words("E-mail")),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (one.name, one.organisation, ", ".join(one.telephones) or None, ", ".join(one.emails) or None)
        for one in (identity.contacts.values() if view.with_persons else ())
    )
    return Table("contacts", words("Contacts"), columns, rows)


def organisation_page(view: View, thing: Thing) -> Iterator[Table]:
    """An organisation, and the communes whose association it is."""
    one: Organisation = thing.value
    members = [
        located.value.name
        for located in thing.programme.each_commune()
        if located.value.reading and located.value.reading.association == thing.id
    ]
    said: list[Said] = [
        (words("Name"), one.name),
        (words("Short"), one.abbreviation),
        (words("Role"), term(one.role, ROLES)),
        (words("Communes"), ", ".join(members) or None),
    ]
    yield about("about", words("Organisation {id}", id=thing.id), said)
    yield from filled(readings_table(view, words("Our reading"), readings_of(one)))
    yield from filled(findings_table(view, [thing.spot]))
    yield whereabouts(view, thing)
