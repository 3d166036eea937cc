"""70x, references: what risks, assumptions, synergies and documents refer to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cic.diagnostics import Problem, Severity, Spot
from cic.model.programme import Programme
from cic.rules.assumptions import each_denied
from cic.rules.claims_members import listed_ids
from cic.rules.context import each_risk
from cic.rules.rule import Thing, named, problem, rule


@rule(
    code="CIC706",
    name="context-reference",
    severity=Severity.ERROR,
    title="a risk, a synergy or a claim refers to nothing",
    hint="correct the id; `cic list` shows what exists",
)
def context_references(programme: Programme) -> Iterator[Problem]:
    """Results, organisations, indicators and beneficiaries that do not exist."""
    for kind, id, spot, known in _references(programme):
        if id not in known:
            yield problem(spot, "there is no {kind} {id}", kind=named(kind), id=id)


def _references(programme: Programme) -> Iterator[tuple[Thing, str, Spot, Mapping[str, object]]]:
    """A reference to things of which some could not be read is not followed."""
    if programme.logframe is not None:
        results = programme.logframe.results
        promised = programme.promises
        for _, spot, risk in each_risk(programme):
            for n, id in enumerate(risk.results):
                yield "outcome or result", id, spot.at("results", n), promised
            for n, id in enumerate(risk.reading.results if risk.reading else ()):
                yield "outcome or result", id, spot.at("reading", "results", n), promised
        if programme.risks is not None:
            for _, denied, spot in each_denied(programme):
                yield "risk", denied.risk, spot.at("risk"), programme.risks.risks
        yield from _references_of_synergies(programme, results)
        if programme.documents and not programme.folder:
            for about, measure in programme.documents.reading.measures.items():
                spot = Spot("documents.yaml", ("reading", "measures", about, "indicator"))
                yield "indicator", measure.indicator, spot, programme.indicators
    if programme.identity is not None:
        for document_id, document in programme.own_documents.items():
            for claim_id, claim in document.claims.items():
                if claim.of is not None:
                    spot = Spot("documents.yaml", ("documents", document_id, "claims", claim_id, "of"))
                    yield "group of beneficiaries", claim.of, spot, programme.identity.beneficiaries
    yield from _members(programme)


def _members(programme: Programme) -> Iterator[tuple[Thing, str, Spot, Mapping[str, object]]]:
    """What claims name, where all that the data list could be read."""
    if programme.identity is None or programme.documents is None or programme.unread:
        return
    named_only = programme.documents.reading.members
    for document_id, document in programme.own_documents.items():
        for claim_id, claim in document.claims.items():
            if not claim.members:
                continue
            listed = listed_ids(programme)
            spot = Spot("documents.yaml", ("documents", document_id, "claims", claim_id, "members"))
            known = {**named_only, **listed.get(claim.about, {}), **listed.get(claim.about.rpartition(".")[0], {})}
            for n, id in enumerate(claim.members):
                yield "thing that a document names", id, spot.at(n), known


def _references_of_synergies(
    programme: Programme, results: Mapping[str, object]
) -> Iterator[tuple[Thing, str, Spot, Mapping[str, object]]]:
    """The organisations that a synergy serves, and the results of those that are the programme's own."""
    if programme.identity is None:
        return
    organisations = programme.identity.organisations
    for id, synergy in (programme.synergies.synergies if programme.synergies else {}).items():
        for names, objective in synergy.objectives.items():
            spot = programme.spot("synergies.yaml", "synergies", id, "objectives", names)
            parts = [names] if names in organisations else names.split("-")
            unknown = [part for part in parts if part not in organisations]
            if unknown:
                yield "organisation", ", ".join(unknown), spot.key(), organisations
            elif any(organisations[part].role == "applicant" for part in parts):
                for n, result in enumerate(objective.results):
                    yield "result", result, spot.at("results", n), results


RULES = (context_references,)
