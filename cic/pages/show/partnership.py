"""A partnership and a commune, each on a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import partial

from cic.analysis.progress import CommuneTarget
from cic.analysis.spending import money_years
from cic.analysis.status import Coverage
from cic.diagnostics import Spot
from cic.model.common import Member
from cic.model.partnership import Commune, Participant, Partner, Partnership
from cic.model.programme import Programme
from cic.model.stay import ALWAYS, Stay
from cic.pages.annual.execution import shape_of
from cic.pages.annual.outstanding import confirmed_later
from cic.pages.annual.partnerships import (
    named_targets,
    notes_on_merged_money,
    partnership_money,
    places_of_milestones,
    places_of_promises,
    places_of_reports,
)
from cic.pages.show.catalogue import Thing
from cic.pages.show.origins import whereabouts
from cic.pages.show.said import said_of, scope_until, spending_table
from cic.pages.show.signatures import signatures_table
from cic.pages.show.targets import behind_values, targets_table
from cic.pages.show.view import LEFT_OUT, Said, View, about, day_or, filled, findings_table
from cic.pages.tables import Cell, Column, CountryCode, Derived, State, Table, Value, words
from cic.pages.vocabulary import PARTNERS, organisation_term, term


def partnership_page(view: View, thing: Thing) -> Iterator[Table]:
    """Who, since when, money, targets against what was reported, what is missing, and what is wrong."""
    partnership: Partnership = thing.value
    yield about("about", words("Partnership {id}", id=thing.id), _said(view, thing))
    yield from filled(communes_table(thing.programme, partnership.communes))
    yield from filled(partners_table(partnership.partners))
    yield from _people(view, partnership.participants)
    yield from _money(view, thing)
    scope = scope_until(view, thing.programme, thing.id)
    yield from spending_table(view, scope)
    members = (thing.id, *partnership.participants)
    yield from filled(targets_table(view, thing.programme, members, _TARGETS))
    yield from behind_values(view, thing.programme, members)
    yield from said_of(scope)
    yield from filled(signatures_table(view, thing.programme, thing.id))
    yield from filled(_missing(view, thing, ""))
    yield from filled(findings_table(view, [thing.spot, *_reports(view, thing.programme, thing.id)]))
    yield whereabouts(view, thing)


_TARGETS = words("Targets, and what was reported")


def commune_page(view: View, thing: Thing) -> Iterator[Table]:
    """The same for one commune."""
    commune: Commune = thing.value
    yield about("about", words("Commune {name}", name=commune.name), _said_of_commune(view, thing))
    yield from _people(view, {thing.id: commune})
    yield from filled(targets_table(view, thing.programme, (thing.id,), _TARGETS))
    yield from behind_values(view, thing.programme, (thing.id,))
    yield from said_of(scope_until(view, thing.programme, commune=thing.id))
    yield from filled(signatures_table(view, thing.programme, thing.owner, thing.id))
    yield from filled(_missing(view, thing, thing.id))
    reports = [spot.at("communes", thing.id) for spot in _reports(view, thing.programme, thing.owner)]
    yield from filled(findings_table(view, [thing.spot, *reports]))
    yield whereabouts(view, thing)


def partner_page(view: View, thing: Thing) -> Iterator[Table]:
    """The same for a partner that is no commune."""
    partner: Partner = thing.value
    yield about("about", words("Partner {name}", name=partner.name), _said_of_partner(view, thing))
    yield from _people(view, {thing.id: partner})
    yield from filled(targets_table(view, thing.programme, (thing.id,), _TARGETS))
    yield from said_of(scope_until(view, thing.programme, commune=thing.id))
    yield from filled(_missing(view, thing, thing.id))
    reports = [spot.at("partners", thing.id) for spot in _reports(view, thing.programme, thing.owner)]
    yield from filled(findings_table(view, [thing.spot, *reports]))
    yield whereabouts(view, thing)


def _said(view: View, thing: Thing) -> Iterator[Said]:
    partnership: Partnership = thing.value
    relation = partnership.relation
    yield words("Name"), partnership.printed_name
    yield words("Relation since"), day_or(relation.start, relation.state) if relation else State.NOT_STATED
    yield words("Formerly"), ", ".join(partnership.formerly) or None
    yield words("Printed head of the relation"), partnership.labels.get("relation")
    yield from _stay(view, partnership, partnership.merged_into, thing.programme.stays["partnership"][thing.id])
    yield words("Role"), view.said(partnership.role) if partnership.role else None
    yield words("Outcome"), view.said(partnership.outcome_statement) if partnership.outcome_statement else None
    yield from _people_left_out(view, partnership.participants.values())
    if not thing.programme.years:
        return
    one = view.looked_up.standing(thing.programme, view.year, thing.id)
    promised, reported = partial(places_of_promises, thing.programme), places_of_reports
    due = words("Targets due at the end of {year}", year=view.year)
    yield due, _counted(Decimal(len(one.decided)), one.decided, promised)
    if one.open:
        yield words("Due, but not allocated"), _counted(Decimal(len(one.open)), one.open, places_of_milestones)
    if one.decided:
        made = Coverage(len(one.reported), len(one.decided))
        yield words("Targets reported"), _counted(made, one.reported, reported)
        met = Coverage(len(one.met), len(one.decided))
        yield words("Targets reached"), _counted(met, one.met, reported) if one.reported else State.NOT_REPORTED


def _counted(
    shown: Value, targets: tuple[CommuneTarget, ...], places: Callable[[Iterable[CommuneTarget]], Iterable[Spot]]
) -> Cell:
    """A number of targets, which knows which they are."""
    return Derived(shown, partial(named_targets, targets, partial(places, targets)))


def _said_of_commune(view: View, thing: Thing) -> Iterator[Said]:
    commune: Commune = thing.value
    yield words("Name"), commune.name
    yield words("Full name"), commune.full_name
    yield words("Formerly"), ", ".join(commune.formerly) or None
    yield words("Country"), CountryCode.named(commune.country)
    yield words("Address"), ", ".join(commune.address) or None
    yield words("Same address as"), commune.same_address_as
    yield words("Place"), commune.locality
    yield words("Province"), commune.province or State.NOT_STATED
    yield words("Region"), commune.region or State.NOT_STATED
    yield from _coordinates(commune)
    yield words("Telephone"), commune.telephone_state
    own = commune.reading.association if commune.reading else None
    yield words("Association"), organisation_term(view.loaded.programme, own)
    yield words("Other spellings"), ", ".join(one.name for one in commune.other_spellings) or None
    yield words("Partnership"), thing.owner
    yield from _stay(view, commune, commune.merged_into, thing.programme.stays["commune"].get(thing.id, ALWAYS))
    yield from _people_left_out(view, [commune])


def _said_of_partner(view: View, thing: Thing) -> Iterator[Said]:
    partner: Partner = thing.value
    yield words("Name"), partner.name
    yield words("Full name"), partner.full_name
    yield words("Kind"), PARTNERS[partner.kind]
    yield words("Country"), CountryCode.named(partner.country)
    yield words("Address"), ", ".join(partner.address) or None
    yield from _coordinates(partner)
    yield words("Other spellings"), ", ".join(one.name for one in partner.other_spellings) or None
    yield words("Partnership"), thing.owner
    yield from _stay(view, partner, partner.merged_into, thing.programme.stays["commune"].get(thing.id, ALWAYS))
    yield from _people_left_out(view, [partner])


def _coordinates(one: Participant) -> Iterator[Said]:
    """Where it lies, and what says so."""
    found = one.coordinates
    if found is not None:
        yield words("Latitude"), f"{found.latitude:f}"
        yield words("Longitude"), f"{found.longitude:f}"
        yield words("Source of the coordinates"), found.source


def _stay(view: View, one: Member, merged_into: str | None, stay: Stay) -> Iterator[Said]:
    """Since when and until when somebody is in the programme, why, and who carries on."""
    yield words("In the programme since"), stay.since
    yield words("In the programme until"), stay.until
    yield words("Reason"), view.said(one.until.reason) if one.until else None
    source = one.until.source if one.until else None
    yield words("Source"), " ".join(filter(None, (source.document, source.section))) if source else None
    yield words("Merged into"), merged_into
    yield words("Carries on after"), ", ".join(stay.predecessors) or None


def communes_table(programme: Programme, communes: Mapping[str, Commune]) -> Table:
    """The communes of the north, then those of the south, with their place."""
    columns = (
        Column("id", words("Id"), "id"),
        Column("name", words("Commune")),
        Column("side", words("Side"), "id"),
        Column("place", words("Place")),
        Column("province", words("Province")),
        Column("region", words("Region")),
    )
    rows = tuple(
        (
            id,
            one.name,
            words("south") if programme.is_southern(one) else words("north"),
            one.locality or State.NOT_STATED,
            one.province or State.NOT_STATED,
            one.region or State.NOT_STATED,
        )
        for id, one in sorted(communes.items(), key=lambda pair: programme.is_southern(pair[1]))
    )
    return Table("communes", words("Communes"), columns, rows)


def partners_table(partners: Mapping[str, Partner]) -> Table:
    """The partners that are no communes, with what they are."""
    columns = (
        Column("id", words("Id"), "id"),
        Column("name", words("Partner")),
        Column("kind", words("Kind")),
        Column("country", words("Country"), "id"),
    )
    rows = tuple((id, one.name, term(one.kind, PARTNERS), CountryCode.of(one.country)) for id, one in partners.items())
    return Table("partners", words("Partners that are no communes"), columns, rows)


def _people(view: View, communes: Mapping[str, Participant]) -> Iterator[Table]:
    """The persons and how to reach them, where that is asked for."""
    columns = (
        Column("commune", words("Commune"), "id"),
        Column("name", words("Name")),
        Column("telephones", words("Telephone")),
        Column("emails", words("E-mail")),
    )
    rows = tuple(row for id, one in communes.items() for row in _people_of(id, one))
    if rows and view.with_persons:
        yield Table("contacts", words("Contacts"), columns, rows)


def _people_left_out(view: View, communes: Iterable[Participant]) -> Iterator[Said]:
    """That there are persons who are not shown, and how to see them."""
    if not view.with_persons and any(next(_people_of("", one), None) for one in communes):
        yield LEFT_OUT


def _people_of(id: str, commune: Participant) -> Iterator[tuple[Cell, ...]]:
    state = commune.contact_state if isinstance(commune, Commune) else None
    if commune.telephones or commune.emails or state:
        yield id, state, ", ".join(commune.telephones) or None, ", ".join(commune.emails) or None
    for person in commune.contacts.values():
        yield id, person.name, ", ".join(person.telephones) or None, ", ".join(person.emails) or None


def _money(view: View, thing: Thing) -> Iterator[Table]:
    """Budget and spending of the whole period."""
    partnership: Partnership = thing.value
    if not partnership.budget:
        return
    until = tuple(year for year in thing.programme.years if year <= thing.programme.calendar.year_of(view.year))
    until_then = money_years(thing.programme, view.year)
    known = view.looked_up.accounts(thing.programme, view.year).of_partnership(thing.id, until_then)
    shape = shape_of(thing.programme, (known,))
    spending = shape.columns
    columns = (
        Column("outcome", words("For"), "id"),
        *spending,
        Column("coverage", words("Yearly accounts"), "id"),
    )
    lines = [(id, line.amount, *(None for _ in spending)) for id, line in partnership.budget.items()]
    reports = view.looked_up.spending(thing.programme, view.year)
    total = partnership_money(thing.programme, thing.id, known, reports, until, shape)
    rows = (*lines, (words("Total"), *total))
    notes = tuple(notes_on_merged_money(thing.programme, thing.id, view.year))
    yield Table("money", words("Money up to the end of {year}", year=view.year), columns, rows, notes)


def _missing(view: View, thing: Thing, commune: str) -> Table:
    """What the partnership and its communes owe, or one commune alone."""
    columns = (
        Column("who", words("Who"), "id"),
        Column("indicators", words("Values missing")),
        Column("to_confirm", words("To confirm")),
        Column("accounts", words("Years without accounts")),
    )
    partnership = thing.owner or thing.id
    rows = tuple(
        (
            one.commune or one.partnership,
            ", ".join(one.indicators) or None,
            confirmed_later(one),
            ", ".join(map(str, one.accounts)) or None,
        )
        for one in view.looked_up.missing(thing.programme, view.year, partnership)
        if commune in ("", one.commune)
    )
    return Table("missing", words("Missing at the end of {year}", year=view.year), columns, rows)


def _reports(view: View, programme: Programme, partnership: str) -> Iterator[Spot]:
    """The files in which a partnership reports."""
    return (Spot(file) for file, _ in view.looked_up.reports_of(programme, partnership))
