"""70x, risks: their levels, the results that they touch, what is done about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from cic.base.message import Message, either
from cic.diagnostics import Problem, Severity, Spot
from cic.language.text import fold
from cic.model.programme import Programme
from cic.model.risks import ConditionalImpact, Risk, Risks
from cic.model.vocabulary import OF_RISKS, SCALES, word
from cic.rules.rule import problem, rule


class _Rated(NamedTuple):
    """A risk whose words all stand on a scale, with their scores.

    condition: with which impact it is taken, where that is the one under a condition.
    """

    id: str
    spot: Spot
    risk: Risk
    likelihood: int
    impact: int
    level: int
    condition: ConditionalImpact | None = None

    def is_too_low_beside(self, other: _Rated) -> bool:
        """Whether it is at least as likely and as grave as another risk, and has a lower level."""
        return (
            self.id != other.id
            and self.likelihood >= other.likelihood
            and self.impact >= other.impact
            and self.level < other.level
        )

    @property
    def impact_in_words(self) -> str:
        """The word of its impact, under the condition where there is one."""
        return self.condition.impact if self.condition else self.risk.impact

    def impact_place(self) -> Spot:
        """Where the word of its impact stands."""
        return self.spot.at("impact_if", "impact") if self.condition else self.spot.at("impact")

    def places(self) -> tuple[Spot, Spot]:
        """Where its scores stand."""
        return self.spot.at("likelihood"), self.impact_place()


def each_risk(programme: Programme) -> Iterator[tuple[str, Spot, Risk]]:
    """Every risk with its id and its place."""
    for id, risk in (programme.risks.risks if programme.risks else {}).items():
        yield id, programme.spot("risks.yaml", "risks", id), risk


def score(scale: Mapping[int, str], word: str) -> int | None:
    """The score of a word on a printed scale."""
    return next((score for score, known in scale.items() if fold(known) == fold(word)), None)


def level_of(risks: Risks, word: str) -> int | None:
    """The rank of a level, by the printed scale or by our reading."""
    unprinted = risks.reading.unprinted_levels
    return score({**(unprinted.scores if unprinted else {}), **risks.scales.level}, word)


def _each_rated(programme: Programme, risks: Risks) -> Iterator[_Rated]:
    for id, spot, risk in each_risk(programme):
        likelihood = score(risks.scales.likelihood, risk.likelihood)
        impact = score(risks.scales.impact, risk.impact)
        level = level_of(risks, risk.level)
        if likelihood is None or impact is None or level is None:
            continue
        yield _Rated(id, spot, risk, likelihood, impact, level)
        graver = score(risks.scales.impact, risk.impact_if.impact) if risk.impact_if else None
        # what makes a risk graver cannot lower its level: the printed one is the least that it has under the condition
        if graver is not None and graver > impact:
            yield _Rated(id, spot, risk, likelihood, graver, level, risk.impact_if)


@rule(
    code="CIC701",
    name="risk-level",
    severity=Severity.WARNING,
    title="a risk has a lower level than one that is neither likelier nor graver",
    hint="compare the risks named, and raise or lower the level of one of them",
    needs=("risks",),
)
def risk_levels(programme: Programme) -> Iterator[Problem]:
    """Risks that are as likely and grave as others or more so, and have a lower level."""
    rated = list(_each_rated(programme, programme.risks)) if programme.risks else []
    for one in rated:
        higher = [other for other in rated if one.is_too_low_beside(other)]
        if higher and one.condition is None:
            template = (
                "{likelihood} and {impact} make it {level}, while what is neither likelier nor graver has a higher "
                "level: {others}"
            )
        else:
            template = (
                "{likelihood} and, under the printed condition, {impact} leave it {level}, while what is neither "
                "likelier nor graver has a higher level: {others}"
            )
        if higher:
            yield problem(
                one.spot.at("level") if one.condition is None else one.impact_place(),
                template,
                related=(
                    *one.places(),
                    *(spot for other in higher for spot in (*other.places(), other.spot.at("level"))),
                    *_ranks_of_ours(programme, programme.risks, (one, *higher)),
                ),
                likelihood=one.risk.likelihood,
                impact=one.impact_in_words,
                level=one.risk.level,
                others=reduce(
                    _and_further, (_assessed(list(of_one)) for _, of_one in groupby(higher, attrgetter("id")))
                ),
            )


def _ranks_of_ours(programme: Programme, risks: Risks | None, compared: Iterable[_Rated]) -> Iterator[Spot]:
    """Where the rank of a level stands that the printed scale leaves out, for those of the risks that have one."""
    scores = {one.level for one in compared}
    unprinted = risks.reading.unprinted_levels if risks else None
    for score in sorted(scores.intersection(unprinted.scores) if unprinted else ()):
        yield programme.spot("risks.yaml", "reading", "unprinted_levels", "scores", score)


def _assessed(rated: Sequence[_Rated]) -> Message:
    """A risk with its words; also that of the condition, where it takes part."""
    first, last = rated[0], rated[-1]
    named = {"risk": first.id, "likelihood": first.risk.likelihood, "level": first.risk.level}
    if last.condition is None:
        return Message("{risk} ({likelihood} and {impact}: {level})", {**named, "impact": first.risk.impact})
    impacts = {"impact": first.risk.impact, "graver": last.impact_in_words}
    template = "{risk} ({likelihood} and {impact}, under a condition {graver}: {level})"
    return Message(template, {**named, **impacts})


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
    for id, spot, risk in each_risk(programme):
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
    for _, spot, risk in each_risk(programme):
        stated = [
            ("likelihood", scales.likelihood, risk.likelihood, spot.at("likelihood")),
            ("impact", scales.impact, risk.impact, spot.at("impact")),
            ("level", scales.level, risk.level, spot.at("level")),
        ]
        if risk.impact_if:
            stated.append(("impact", scales.impact, risk.impact_if.impact, spot.at("impact_if", "impact")))
        for name, scale, said, place in stated:
            if scale and score(scale, said) is None:
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
    for _, spot, risk in each_risk(programme):
        level = level_of(programme.risks, risk.level)
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
    for _, spot, risk in each_risk(programme):
        follow_up = risk.follow_up
        missing = [name for name in ("responsible", "when") if getattr(follow_up, name, None) is None]
        if missing:
            yield problem(
                (spot.at("follow_up") if follow_up else spot).key(),
                "the follow-up of the risk is not complete: {missing} is not said",
                related=(programme.spot("risks.yaml", "reading", "follow_up_asked", "words"),),
                missing=either(word(name, OF_RISKS) for name in missing),
            )


RULES = (
    risk_levels,
    risk_results,
    words_off_scale,
    risk_measures,
    follow_ups,
)
