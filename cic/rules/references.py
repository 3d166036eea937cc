"""2xx, references: what a file refers to must exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from cic.analysis.presence import members_of
from cic.diagnostics import Problem, Severity, Spot
from cic.model.logframe import Logframe, Outcome, Result
from cic.model.programme import Programme
from cic.rules.having import communes_with, partnerships_with
from cic.rules.logframe_readings import each_restated
from cic.rules.rule import Thing, named, problem, rule
from cic.rules.walk import walked


@rule(
    code="CIC205",
    name="unknown-reference",
    severity=Severity.ERROR,
    title="a reference to nothing",
    hint="correct the id; `cic list` shows what exists",
)
def unknown_references(programme: Programme) -> Iterator[Problem]:
    """References to things that do not exist."""
    unknown: dict[tuple[Thing, str], list[tuple[Spot, Mapping[str, object]]]] = {}
    for kind, id, spot, known in _references(programme):
        if id in known:
            continue
        present = next((names[id] for names in programme.renamed.values() if names.get(id) in known), None)
        if present is not None:
            template = "{id} is the former id of {present}, which stands here too: leave one of the two out"
            yield problem(spot, template, id=id, present=present)
        else:
            unknown.setdefault((kind, id), []).append((spot, known))
    # however often something is named that is not there, it is one mistake
    for (kind, id), ((first, known), *others) in unknown.items():
        close = _resembling(id, known)
        template = "{id} is not a known {kind}: did you mean {close}?" if close else "{id} is not a known {kind}"
        yield problem(first, template, related=tuple(spot for spot, _ in others), kind=named(kind), id=id, close=close)


def _resembling(id: str, known: Iterable[str]) -> str:
    """What was probably meant: it differs by a slip of the keys, not by being another name. Empty where nothing is."""
    import difflib

    return "".join(difflib.get_close_matches(id, list(known), n=1, cutoff=_SAME_BUT_FOR_A_SLIP))


_SAME_BUT_FOR_A_SLIP = 0.75
"""How alike two ids are of which one may be meant by the other."""


def _references(programme: Programme) -> Iterator[tuple[Thing, str, Spot, Mapping[str, object]]]:
    """Every reference that can be followed: the kind of thing, its id, where it stands, what exists.

    A reference to things of which some could not be read is not followed.
    """
    identity, logframe = programme.identity, programme.logframe
    organisations: Mapping[str, object] = identity.organisations if identity else {}
    if programme.has_read("documents"):
        documents = programme.documents.documents if programme.documents else {}
        for file, above, key, source in walked(programme).sources:
            # nearly all are known: where such a one stands is not worked out
            if source.document not in documents:
                yield "document", source.document, Spot(file, (*above, key, "document")), documents
        for located, _, _ in programme.each_observation():
            for n, evidence in enumerate(located.value.evidence):
                if evidence.document is not None:
                    yield "document", evidence.document, located.spot.at("evidence", n, "document"), documents
        for file, report in programme.reports.items():
            for path, proof in report.evidence():
                if path[0] == "activities" and proof.document is not None:
                    yield "document", proof.document, Spot(file, (*path, "document")), documents
    if logframe is not None:
        yield from _references_up(programme, logframe)
        for located_indicator in programme.each_indicator():
            limit = located_indicator.value.reading.cannot_exceed
            for n, id in enumerate(limit.indicators if limit else ()):
                yield (
                    "indicator",
                    id,
                    located_indicator.spot.at("reading", "cannot_exceed", "indicators", n),
                    programme.indicators,
                )
        for _, restated, spot in each_restated(programme):
            yield "indicator", restated.indicator, spot.at("indicator"), programme.indicators
        for located_activity in programme.each_activity():
            measured_by = located_activity.value.reading.measured_by
            if measured_by is not None:
                yield "indicator", measured_by, located_activity.spot.at("reading", "measured_by"), programme.indicators
    if programme.has_read("logframe"):
        yield from _references_of_money_and_work(programme)
        outcomes = logframe.outcomes if logframe else {}
        for file, partnership in programme.partnerships.items():
            for id in partnership.budget:
                if id not in outcomes:
                    yield "outcome", id, Spot(file, ("budget", id), "key"), outcomes
        for located_commune in programme.each_participant():
            targets = located_commune.value.targets
            unknown = () if targets.keys() <= programme.indicators.keys() else targets
            for id in (id for id in unknown if id not in programme.indicators):
                yield "indicator", id, located_commune.spot.at("targets", id).key(), programme.indicators
        for located, _, _ in programme.each_observation():
            yield "indicator", located.id, located.spot.key(), programme.indicators
    if programme.has_read("programme"):
        for located_commune in communes_with(programme, "reading"):
            reading = located_commune.value.reading
            if reading is not None:
                yield (
                    "organisation",
                    reading.association,
                    located_commune.spot.at("reading", "association"),
                    organisations,
                )
        for id in programme.budget.associations if programme.budget else ():
            yield "organisation", id, programme.spot("budget.yaml", "associations", id).key(), organisations
        for spot, payer in _payers(programme):
            yield "organisation", payer, spot, organisations
        for id, contact in (identity.contacts if identity else {}).items():
            if contact.organisation is not None:
                yield (
                    "organisation",
                    contact.organisation,
                    programme.spot("programme.yaml", "contacts", id, "organisation"),
                    organisations,
                )
        for id, synergy in (programme.synergies.synergies if programme.synergies else {}).items():
            if synergy.contributions and synergy.contributions.budget_of:
                spot = programme.spot("synergies.yaml", "synergies", id, "contributions", "budget_of")
                yield "organisation", synergy.contributions.budget_of, spot, organisations
    accepted = programme.acknowledgements
    for n, entry in enumerate(accepted.acknowledgements if accepted else ()):
        if entry.cause is not None and accepted:
            yield "cause", entry.cause, Spot("acknowledgements.yaml", ("acknowledgements", n, "cause")), accepted.causes
    for located_commune in communes_with(programme, "same_address_as"):
        other = located_commune.value.same_address_as
        if other is not None:
            yield "commune", other, located_commune.spot.at("same_address_as"), programme.communes
    if programme.has_read("partnership"):
        yield from _references_to_partners(programme)


def _references_up(programme: Programme, logframe: Logframe) -> Iterator[tuple[Thing, str, Spot, Mapping[str, object]]]:
    """What outcomes and results say that they stand under."""
    for one in programme.each_promise():
        promise = one.value
        if isinstance(promise, Outcome) and promise.impact is not None:
            yield "impact", promise.impact, one.spot.at("impact"), logframe.impacts
        elif isinstance(promise, Result):
            if promise.outcome is not None:
                yield "outcome", promise.outcome, one.spot.at("outcome"), logframe.outcomes
            if promise.under is not None:
                yield "result", promise.under, one.spot.at("under"), logframe.results


def _references_of_money_and_work(programme: Programme) -> Iterator[tuple[Thing, str, Spot, Mapping[str, object]]]:
    """The results and activities that have a budget, were spent for, or are reported."""
    results: Mapping[str, object] = programme.logframe.results if programme.logframe else {}
    activities: Mapping[str, object] = programme.activities
    if programme.budget is not None:
        for id in programme.budget.results:
            yield "result", id, programme.spot("budget.yaml", "results", id).key(), results
        for id in programme.budget.activities:
            yield "activity", id, programme.spot("budget.yaml", "activities", id).key(), activities
    for file, report in programme.reports.items():
        for id in report.activities:
            yield "activity", id, Spot(file, ("activities", id), "key"), activities
        for path, paid in report.entries():
            if paid.result is not None:
                yield "result", paid.result, Spot(file, (*path, "result")), results
            if paid.activity is not None:
                yield "activity", paid.activity, Spot(file, (*path, "activity")), activities


def _payers(programme: Programme) -> Iterator[tuple[Spot, str]]:
    """Organisations that reports name beside an amount, and where."""
    for file, report in programme.reports.items():
        for one in report.spendings():
            for key, id in (("paid_by", one.value.paid_by), ("association", one.value.association)):
                if id is not None:
                    yield Spot(file, (*one.path, key)), id
        for _, path, back in report.refunds():
            if back.association is not None:
                yield Spot(file, (*path, "association")), back.association


def _references_to_partners(programme: Programme) -> Iterator[tuple[Thing, str, Spot, Mapping[str, object]]]:
    identity = programme.identity
    for group, entries in (identity.map_legend if identity else {}).items():
        for n, entry in enumerate(entries):
            yield (
                "commune",
                entry.commune,
                programme.spot("programme.yaml", "map_legend", group, n, "commune"),
                programme.communes,
            )
    for one in communes_with(programme, "merged_into"):
        if one.value.merged_into is not None:
            yield "commune", one.value.merged_into, one.spot.at("merged_into"), programme.communes
    for partner in programme.each_partner():
        if partner.value.merged_into is not None:
            yield "partner", partner.value.merged_into, partner.spot.at("merged_into"), programme.partners
    for file, partnership in partnerships_with(programme, "merged_into"):
        if partnership.merged_into is not None:
            yield "partnership", partnership.merged_into, Spot(file, ("merged_into",)), programme.partnership_files
    bringers: Mapping[str, object] = {**programme.participants, **(identity.organisations if identity else {})}
    bringer: Thing = "commune, partner or organisation" if programme.partners else "commune or organisation"
    if programme.has_read("programme"):
        for id in programme.budget.contributions if programme.budget else ():
            yield bringer, id, programme.spot("budget.yaml", "contributions", id).key(), bringers
    for file, report in programme.reports.items():
        if report.partnership is not None:
            yield "partnership", report.partnership, Spot(file, ("partnership",)), programme.partnership_files
        own = programme.partnership_files.get(report.partnership or "")
        if report.partnership is not None and own is None:
            # of a partnership that is not there, nobody knows the communes
            continue
        if programme.has_read("programme"):
            for id in report.contributions:
                yield bringer, id, Spot(file, ("contributions", id), "key"), bringers
        members: Mapping[str, object] = programme.participants
        if own is not None:
            members = dict.fromkeys(members_of(programme, report.partnership or "", report.year))
            members = {**programme.partnerships[own].participants, **members}
        communes = {id: one for id, one in members.items() if id in programme.communes}
        for id in report.communes:
            yield "commune of this partnership" if own else "commune", id, Spot(file, ("communes", id), "key"), communes
        partners = {id: one for id, one in members.items() if id in programme.partners} if report.partners else {}
        for id in report.partners:
            yield "partner of this partnership" if own else "partner", id, Spot(file, ("partners", id), "key"), partners


RULES = (unknown_references,)
