"""70x: risks, and what risks, synergies and documents refer to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from typing import NamedTuple

from cic.diagnostics import Message, Problem, Severity, Spot, either
from cic.language.text import fold
from cic.model.programme import Programme
from cic.model.risks import Risk, Risks
from cic.model.vocabulary import OF_RISKS, SCALES, word
from cic.rules.rule import Thing, named, problem, rule


class _Rated(NamedTuple):
    """A risk whose words all stand on a scale, with their scores."""

    id: str
    spot: Spot
    risk: Risk
    likelihood: int
    impact: int
    level: int

    def asks_for_more_than(self, other: _Rated) -> bool:
        """Whether it is at least as likely and as grave as the other, and more so in one of the two."""
        mine, theirs = (self.likelihood, self.impact), (other.likelihood, other.impact)
        return mine != theirs and mine[0] >= theirs[0] and mine[1] >= theirs[1]

    def places(self) -> tuple[Spot, Spot]:
        """Where its scores stand."""
        return self.spot.at("likelihood"), self.spot.at("impact")


def _each_risk(programme: Programme) -> Iterator[tuple[str, Spot, Risk]]:
    for id, risk in (programme.risks.risks if programme.risks else {}).items():
        yield id, programme.spot("risks.yaml", "risks", id), risk


def _score(scale: Mapping[int, str], word: str) -> int | None:
    return next((score for score, known in scale.items() if fold(known) == fold(word)), None)


def _level(risks: Risks, word: str) -> int | None:
    """The rank of a level, by the printed scale or by our reading."""
    unprinted = risks.reading.unprinted_levels
    return _score({**(unprinted.scores if unprinted else {}), **risks.scales.level}, word)


def _each_rated(programme: Programme, risks: Risks) -> Iterator[_Rated]:
    for id, spot, risk in _each_risk(programme):
        likelihood = _score(risks.scales.likelihood, risk.likelihood)
        impact = _score(risks.scales.impact, risk.impact)
        level = _level(risks, risk.level)
        if likelihood is not None and impact is not None and level is not None:
            yield _Rated(id, spot, risk, likelihood, impact, level)


@rule(
    code="CIC701",
    name="risk-level",
    severity=Severity.WARNING,
    title="a risk has a lower level than one that is neither likelier nor graver",
    hint="compare the risks named, and raise or lower the level of one of them",
    needs=("risks",),
)
def risk_levels(programme: Programme) -> Iterator[Problem]:
    """Risks that are likelier and graver than others, and have a lower level."""
    rated = list(_each_rated(programme, programme.risks)) if programme.risks else []
    for one in rated:
        higher = [other for other in rated if one.asks_for_more_than(other) and one.level < other.level]
        if higher:
            yield problem(
                one.spot.at("level"),
                "{likelihood} and {impact} make it {level}, while what is neither likelier nor graver has a higher "
                "level: {others}",
                related=(
                    *one.places(),
                    *(spot for other in higher for spot in (*other.places(), other.spot.at("level"))),
                    *_ranks_of_ours(programme, programme.risks, (one, *higher)),
                ),
                likelihood=one.risk.likelihood,
                impact=one.risk.impact,
                level=one.risk.level,
                others=reduce(_and_further, map(_assessed, higher)),
            )


def _ranks_of_ours(programme: Programme, risks: Risks | None, compared: Iterable[_Rated]) -> Iterator[Spot]:
    """Where the rank of a level stands that the printed scale leaves out, for those of the risks that have one."""
    scores = {one.level for one in compared}
    unprinted = risks.reading.unprinted_levels if risks else None
    for score in sorted(scores.intersection(unprinted.scores) if unprinted else ()):
        yield programme.spot("risks.yaml", "reading", "unprinted_levels", "scores", score)


def _assessed(rated: _Rated) -> Message:
    risk = rated.risk
    named = {"risk": rated.id, "likelihood": risk.likelihood, "impact": risk.impact, "level": risk.level}
    return Message("{risk} ({likelihood} and {impact}: {level})", named)


def _and_further(one: Message, other: Message) -> Message:
    return Message("{one}; {other}", {"one": one, "other": other})


@rule(
    code="CIC702",
    name="risk-results",
    severity=Severity.WARNING,
    title="a risk does not give the numbers of the results it touches",
    hint="ask the authors which results are meant, and write their codes under `results:`",
    needs=("risks",),
)
def risk_results(programme: Programme) -> Iterator[Problem]:
    """Risks that name no result, where the form asks for them."""
    if programme.risks is None or programme.risks.reading.results_asked is None:
        return
    for id, spot, risk in _each_risk(programme):
        if not risk.results:
            yield problem(
                spot.at("effect"),
                "{risk} gives no number of the results it touches, and the form asks for them",
                related=(programme.spot("risks.yaml", "reading", "results_asked", "words"),),
                risk=id,
            )


@rule(
    code="CIC703",
    name="off-scale",
    severity=Severity.WARNING,
    title="a word of the risk assessment stands on no printed scale",
    hint="compare the word with the document, and add it to `scales:` if the document prints it there",
    needs=("risks",),
)
def words_off_scale(programme: Programme) -> Iterator[Problem]:
    """Words of an assessment that stand on no printed scale."""
    if programme.risks is None:
        return
    scales = programme.risks.scales
    for _, spot, risk in _each_risk(programme):
        stated = [
            ("likelihood", scales.likelihood, risk.likelihood, spot.at("likelihood")),
            ("impact", scales.impact, risk.impact, spot.at("impact")),
            ("level", scales.level, risk.level, spot.at("level")),
        ]
        if risk.impact_if:
            stated.append(("impact", scales.impact, risk.impact_if.impact, spot.at("impact_if", "impact")))
        for name, scale, said, place in stated:
            if scale and _score(scale, said) is None:
                yield problem(
                    place,
                    "{word} is not on the scale of the {scale}: {known}",
                    related=(programme.spot("risks.yaml", "scales", name),),
                    word=said,
                    scale=word(name, SCALES),
                    known=", ".join(scale.values()),
                )


@rule(
    code="CIC704",
    name="risk-measure",
    severity=Severity.WARNING,
    title="a high risk without measures, or with nobody responsible",
    hint="write what is done about the risk, and who does it",
    needs=("risks",),
)
def risk_measures(programme: Programme) -> Iterator[Problem]:
    """Risks at a level that must be managed, without measures or without somebody responsible for them."""
    if programme.risks is None or programme.risks.reading.managed_from is None:
        return
    lowest = programme.risks.reading.managed_from.level
    for _, spot, risk in _each_risk(programme):
        level = _level(programme.risks, risk.level)
        missing = [name for name in ("measures", "responsible") if getattr(risk, name) is None]
        if level is not None and level >= lowest and missing:
            yield problem(
                spot.key(),
                "a risk of level {level} must be managed, and {missing} is not said",
                related=(spot.at("level"), programme.spot("risks.yaml", "reading", "managed_from", "level")),
                level=risk.level,
                missing=either(word(name, OF_RISKS) for name in missing),
            )


@rule(
    code="CIC705",
    name="responsible-missing",
    severity=Severity.WARNING,
    title="nobody says who follows a risk, or when",
    hint="write who follows the risk, and when, under `follow_up:`",
    needs=("risks",),
)
def follow_ups(programme: Programme) -> Iterator[Problem]:
    """Risks of which nobody says who follows them, or when, where the form asks for it."""
    if programme.risks is None or programme.risks.reading.follow_up_asked is None:
        return
    for _, spot, risk in _each_risk(programme):
        follow_up = risk.follow_up
        missing = [name for name in ("responsible", "when") if getattr(follow_up, name, None) is None]
        if missing:
            yield problem(
                (spot.at("follow_up") if follow_up else spot).key(),
                "the follow-up of the risk is not complete: {missing} is not said",
                related=(programme.spot("risks.yaml", "reading", "follow_up_asked", "words"),),
                missing=either(word(name, OF_RISKS) for name in missing),
            )


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
        promised: dict[str, object] = {**programme.logframe.outcomes, **results}
        for _, spot, risk in _each_risk(programme):
            for n, id in enumerate(risk.results):
                yield "outcome or result", id, spot.at("results", n), promised
            for n, id in enumerate(risk.reading.results if risk.reading else ()):
                yield "outcome or result", id, spot.at("reading", "results", n), promised
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


RULES = (
    risk_levels,
    risk_results,
    words_off_scale,
    risk_measures,
    follow_ups,
    context_references,
)
