"""risks.yaml: what may go wrong, how likely and how grave that is, and what is done about it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from cic.model.common import Labelled, Source
from cic.model.scalars import Id, PromiseId, Record, Text, Words

Score = Annotated[int, Field(strict=True, ge=0, le=100)]


class Scales(Record):
    """The printed scales of the risk form: words by score, as far as printed."""

    likelihood: dict[Score, Words]
    """The words for each score of the likelihood"""
    impact: dict[Score, Words]
    """The words for each score of the impact"""
    level: dict[Score, Words]
    """The words for each score of the level"""


class ConditionalImpact(Record):
    """Another impact under a printed condition."""

    impact: Words
    """How grave it would be, in a word of the scale"""
    as_printed: Words
    """The words of the document, exactly as printed"""


class FollowUp(Record):
    """Who watches the risk, and when."""

    responsible: Words | None = None
    """Who is responsible"""
    when: Words | None = None
    """When it is looked at"""


class RiskReading(Record):
    """Our interpretation of what a risk says."""

    results: tuple[PromiseId, ...]
    """The outcomes and results that the words name without their codes"""
    words: Words
    """The printed words that the interpretation rests on"""


class Risk(Record):
    """A risk, in the words of the form."""

    risk: Text
    """The risk, in the words of the form"""
    likelihood: Words
    """How likely it is, in a word of the scale"""
    impact: Words
    """How grave it would be, in a word of the scale"""
    impact_if: ConditionalImpact | None = None
    """Another impact under a condition"""
    impact_description: Text | None = None
    """The impact in more words"""
    level: Words
    """Level of the risk, likelihood and impact taken together, in a word of the scale"""
    effect: Text
    """What happens if the risk comes true"""
    results: tuple[PromiseId, ...] = ()
    """The outcomes and results that it touches, as far as printed"""
    measures: Text | None = None
    """What is done about the risk"""
    responsible: Words | None = None
    """Who is responsible"""
    timing: Words | None = None
    """When something is done about it"""
    follow_up: FollowUp | None = None
    """Who watches the risk, and when"""
    reading: RiskReading | None = None
    """Our interpretation of the printed words, with the words that it rests on"""


class UnprintedLevels(Record):
    """Where a level stands that the printed scale leaves out."""

    scores: dict[Score, Words]
    """The scores that the printed scale leaves out"""
    words: Words
    """The printed words that the interpretation rests on"""


class ManagedFrom(Record):
    """The lowest level that needs measures and somebody responsible for them."""

    level: Score
    """The lowest score that needs measures"""
    words: Words
    """The printed words that the interpretation rests on"""


class NotAssumed(Record):
    """From where on a risk is too likely or too grave to be supposed away."""

    likelihood: Score | None = None
    """The lowest likelihood with which a risk cannot be supposed not to come true"""
    level: Score | None = None
    """The lowest level with which a risk cannot be supposed not to come true"""
    words: Words
    """The printed words that the interpretation rests on"""


class Asked(Record):
    """Something that the form asks for, in its words."""

    words: Words
    """The printed words that the interpretation rests on"""


class RisksReading(Record):
    """Our interpretation of the form."""

    unprinted_levels: UnprintedLevels | None = None
    """Where a level stands that the printed scale leaves out"""
    results_asked: Asked | None = None
    """Where the form wants each risk to name its results"""
    managed_from: ManagedFrom | None = None
    """The lowest level that needs measures"""
    not_assumed: NotAssumed | None = None
    """From which likelihood or level on an assumption cannot suppose a risk away"""
    follow_up_asked: Asked | None = None
    """Where the form wants to know who follows a risk, and when"""


class Risks(Labelled):
    """The analysis of risks."""

    source: Source
    """The document, and the section of it, that this is taken from"""
    scales: Scales
    """The printed scales of the form"""
    instructions: Text | None = None
    """What the form asks for"""
    reading: RisksReading = Field(default_factory=RisksReading)
    """Our interpretation of the printed words, with the words that it rests on"""
    risks: dict[Id, Risk]
    """The risks, by their ids"""
