"""An activity: who, what, when, where, for what. Its elements come in the order of the schema."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from cic.base.message import Message, phrase
from cic.diagnostics import Spot
from cic.iati.money import budgets, classified, transactions
from cic.iati.parts import LANG, Gap, Part, filled, made, number
from cic.iati.places import locations
from cic.iati.results import results
from cic.iati.subject import FILE, NO_COUNTRY, NO_CURRENCY, NOBODY, Subject
from cic.model.partnership import Participant
from cic.model.publication import PublishedOrganisation

_FUNDING, _IMPLEMENTING = "1", "4"
_LOCAL_GOVERNMENT = "11"
_GENERAL, _OBJECTIVE, _GROUPS = "1", "2", "3"
_PARENT, _CHILD = "1", "2"


def activity(subject: Subject, now: datetime.datetime, with_partnerships: bool) -> Iterator[Part]:
    """The activity of an outcome, and before it what is missing."""
    said = subject.said
    yield from filled(
        _node(subject, now, level=said.hierarchy or ("1" if with_partnerships else None)),
        _identifier(subject),
        _currency(subject),
        _reporter(subject),
        _title(subject),
        _descriptions(subject),
        _organisations(subject),
        (made("other-identifier", ref=ref, type=kind) for ref, kind in said.other_identifiers.items()),
        _status(subject),
        _dates(subject),
        _contact(subject),
        _coded("activity-scope", said.scope),
        _countries(subject),
        locations(subject),
        _sectors(subject),
        (classified(subject, "tag", one) for one in said.tags),
        _markers(subject),
        _coded("collaboration-type", said.collaboration),
        _coded("default-flow-type", said.flow),
        _coded("default-finance-type", said.finance),
        _coded("default-aid-type", said.aid),
        _coded("default-tied-status", said.tied),
        budgets(subject),
        transactions(subject),
        (made("related-activity", ref=ref, type=kind) for ref, kind in said.related.items()),
        _children(subject) if with_partnerships else (),
        results(subject),
    )


def partnership(subject: Subject, id: str, now: datetime.datetime) -> Iterator[Part]:
    """The activity of a partnership, under that of the outcome: without money and results, which stand there."""
    programme = subject.programme
    one = programme.partnerships[programme.partnership_files[id]]
    title = one.called
    text = one.role or one.outcome_statement
    if not text:
        template = phrase("a description, which IATI requires: the name of the partnership stands for it")
        yield Gap(Spot(programme.partnership_files[id], ("role",)), Message(template), is_needed=False)
    yield from filled(
        _node(subject, now, level="2"),
        [made("iati-identifier", text=f"{subject.identifier}-{id}")],
        _reporter(subject, is_said=True),
        subject.tongue.said("title", title),
        subject.tongue.said("description", text or title, type=_GENERAL),
        _participants(subject, one.participants),
        _status(subject, is_said=True),
        _dates(subject),
        _countries(subject, is_said=True),
        locations(subject, only=frozenset(one.communes)),
        _sectors(subject, is_said=True),
        [made("related-activity", ref=subject.identifier, type=_PARENT)],
    )


def _node(subject: Subject, now: datetime.datetime, level: str | None) -> Element:
    budget = subject.programme.budget
    currency = budget.currency if budget and budget.currency != NO_CURRENCY else None
    humanitarian = subject.said.humanitarian
    node = made(
        "iati-activity",
        default_currency=currency,
        hierarchy=level,
        humanitarian=None if humanitarian is None else str(int(humanitarian)),
        last_updated_datetime=now.strftime("%Y-%m-%dT%H:%M:%SZ"),
    )
    if subject.tongue.default:
        node.set(LANG, subject.tongue.default)
    return node


def _currency(subject: Subject) -> Iterator[Gap]:
    """The currency, where amounts name none of their own."""
    budget, said = subject.programme.budget, subject.said
    has_table = bool(budget and budget.operating_costs.total) and not said.budgets
    if budget is None or budget.currency != NO_CURRENCY:
        return
    currencies = (*(one.currency for one in said.budgets), *(one.currency for one in said.transactions))
    if has_table or None in currencies:
        template = phrase("the currency of the amounts; {code} stands for none")
        yield Gap(subject.programme.spot("budget.yaml", "currency"), Message(template, {"code": NO_CURRENCY}))


def _coded(name: str, code: str | None) -> Iterator[Element]:
    if code is not None:
        yield made(name, code=code)


def _identifier(subject: Subject) -> Iterator[Part]:
    if subject.said.identifier is None and subject.said.whole_identifier is None:
        yield subject.needs(phrase("the number or name of the activity, without / & | ?"), "identifier")
    if not subject.tongue.default:
        yield subject.needs(phrase("the language of texts that do not say theirs"), "language")
    yield made("iati-identifier", text=subject.identifier)


def _reporter(subject: Subject, is_said: bool = False) -> Iterator[Part]:
    id = subject.said.organisation
    if id is None and not is_said:
        yield subject.needs(phrase("which organisation publishes: its id"), "organisation")
    keys = ("organisations", id or "ID")
    if subject.reporter.ref is None and not is_said:
        template = phrase("the identifier under which the organisation is registered with IATI")
        yield subject.needs(template, *keys, "ref")
    if subject.reporter.type is None and not is_said:
        yield subject.needs(phrase("what sort of organisation publishes (list OrganisationType)"), *keys, "type")
    name = subject.published_name(id) if id else None
    yield from subject.tongue.said(
        "reporting-org", name or "?", ref=subject.reporter.ref or "", type=subject.reporter.type or ""
    )


def _title(subject: Subject) -> Iterator[Element]:
    name = subject.identity.name
    outcome = _outcome_statement(subject)
    if subject.outcome and outcome:
        name = {code: f"{name.get(code) or next(iter(name.values()))}: {text}" for code, text in outcome.items()}
    yield from subject.tongue.said("title", name)


def _outcome_statement(subject: Subject) -> dict[str, str]:
    logframe = subject.programme.logframe
    outcomes = logframe.outcomes if logframe else {}
    id = subject.outcome or next(iter(outcomes), "")
    return dict(outcomes[id].statement) if id in outcomes else {}


def _descriptions(subject: Subject) -> Iterator[Part]:
    identity, tongue = subject.identity, subject.tongue
    for one in subject.said.descriptions:
        yield from tongue.said("description", one.text, type=one.type)
    if subject.said.descriptions:
        return
    if not identity.summary:
        template = phrase("a description, which IATI requires: the name of the programme stands for it")
        yield Gap(subject.programme.spot(FILE, "summary"), Message(template), is_needed=False)
    yield from tongue.said("description", identity.summary or identity.name, type=_GENERAL)
    yield from tongue.said("description", _outcome_statement(subject), type=_OBJECTIVE)
    yield from tongue.said("description", identity.direct_target_group, type=_GROUPS)


def _organisations(subject: Subject) -> Iterator[Part]:
    for id, one in subject.identity.organisations.items():
        own = subject.said.organisations.get(id, NOBODY)
        roles = own.roles or ((_FUNDING,) if one.role == "donor" else ())
        if not roles and one.role == "applicant":
            template = phrase("what the organisation does: 2 accountable, 3 extending, 4 implementing")
            yield subject.needs(template, "organisations", id, "roles")
        elif not roles:
            template = phrase("an organisation without a role of IATI: write it under {key}")
            where = subject.programme.spot(FILE, "organisations", id)
            yield Gap(where, Message(template, {"key": "publication.organisations"}), is_needed=False)
        yield from _with_roles(subject, one.name, own, roles)
    yield from _participants(subject, {id: one.value for id, one in subject.programme.participants.items()})


def _participants(subject: Subject, participants: Mapping[str, Participant]) -> Iterator[Element]:
    for id, one in participants.items():
        own = subject.said.organisations.get(id, NOBODY)
        kind = own.type or (_LOCAL_GOVERNMENT if id in subject.programme.communes else None)
        yield from _with_roles(subject, one.name, own, own.roles or (_IMPLEMENTING,), kind)


def _with_roles(
    subject: Subject, name: str, own: PublishedOrganisation, roles: tuple[str, ...], kind: str | None = None
) -> Iterator[Element]:
    for role in roles:
        yield subject.tongue.named("participating-org", own.name or name, own.ref, type=own.type or kind, role=role)


def _status(subject: Subject, is_said: bool = False) -> Iterator[Part]:
    if subject.said.status is None and not is_said:
        yield subject.needs(phrase("how the activity stands (list ActivityStatus)"), "status")
    yield made("activity-status", code=subject.said.status or "")


def _dates(subject: Subject) -> Iterator[Part]:
    start, end = subject.planned
    if start is None and subject.said.started is None:
        where = subject.programme.spot(FILE, "period", "start")
        yield Gap(where, Message(phrase("the first year of the programme")))
    for kind, date in (("1", start), ("2", subject.said.started), ("3", end), ("4", subject.said.ended)):
        if date is not None:
            yield made("activity-date", type=kind, iso_date=date.isoformat())


def _contact(subject: Subject) -> Iterator[Element]:
    contact = subject.said.contact
    if contact is None:
        return
    name = subject.published_name(contact.organisation or "")
    told = (("telephone", contact.telephone), ("email", contact.email), ("website", contact.website))
    parts = [made(kind, text=value) for kind, value in told if value is not None]
    yield made("contact-info", *subject.tongue.said("organisation", name), *parts, type=contact.type)


def _countries(subject: Subject, is_said: bool = False) -> Iterator[Part]:
    countries, shares = subject.identity.countries, subject.said.countries
    if countries == (NO_COUNTRY,) and (subject.said.regions or subject.of_each("country", "region")):
        countries = ()
    if NO_COUNTRY in countries and not is_said:
        template = phrase("the country, or under publication a region; {code} stands for none")
        yield Gap(subject.programme.spot(FILE, "country"), Message(template, {"code": NO_COUNTRY}))
    for country in countries:
        if country == NO_COUNTRY:
            continue
        share = shares.get(country)
        if share is None and len(countries) > 1 and not is_said:
            yield subject.needs(phrase("the part of the country in percent"), "countries", country)
        yield made("recipient-country", code=country, percentage=None if share is None else f"{share:f}")
    for one in subject.said.regions:
        share = one.percentage
        yield made(
            "recipient-region",
            code=one.code,
            vocabulary=one.vocabulary,
            percentage=None if share is None else f"{share:f}",
        )


def _sectors(subject: Subject, is_said: bool = False) -> Iterator[Part]:
    if not subject.said.sectors and not is_said and not subject.of_each("sectors"):
        yield subject.needs(phrase("the sectors, by their codes of five digits (list Sector)"), "sectors")
    for one in subject.said.sectors:
        share = None if one.percentage is None else f"{one.percentage:f}"
        yield made(
            "sector",
            *subject.tongue.narratives(one.name),
            vocabulary=one.vocabulary,
            vocabulary_uri=one.address,
            code=one.code,
            percentage=share,
        )


def _markers(subject: Subject) -> Iterator[Part]:
    for id, marker in subject.identity.markers.items():
        own = subject.said.markers.get(id)
        if own is None:
            template = phrase("a marker without a code of IATI: write it under {key}")
            where = subject.programme.spot(FILE, "markers", id)
            yield Gap(where, Message(template, {"key": "publication.markers"}), is_needed=False)
            continue
        yield made(
            "policy-marker",
            *subject.tongue.narratives(marker.label),
            vocabulary=own.vocabulary,
            code=own.code,
            significance=number(marker.value),
            vocabulary_uri=own.address,
        )


def _children(subject: Subject) -> Iterator[Element]:
    for id in subject.programme.partnership_files:
        yield made("related-activity", ref=f"{subject.identifier}-{id}", type=_CHILD)
