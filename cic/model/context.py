"""risks.yaml, theory_of_change.yaml, synergies.yaml and strategy.yaml: what the programme rests on."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from cic.model.common import Labelled, OtherFigures, Source
from cic.model.scalars import Amount, Id, Record, Text, Words

Score = Annotated[int, Field(strict=True, ge=0, le=100)]


class Scales(Record):
    """The printed scales of the risk form: words by score, as far as printed."""

    likelihood: dict[Score, Words]
    impact: dict[Score, Words]
    level: dict[Score, Words]


class ConditionalImpact(Record):
    """Another impact under a printed condition."""

    impact: Words
    as_printed: Words


class FollowUp(Record):
    """Who watches the risk, and when."""

    responsible: Words | None = None
    when: Words | None = None


class RiskReading(Record):
    """Our interpretation of what a risk says."""

    results: tuple[Id, ...] = Field(description="The outcomes and results that the words name without their codes")
    words: Words


class Risk(Record):
    """A risk, in the words of the form."""

    risk: Text
    likelihood: Words
    impact: Words
    impact_if: ConditionalImpact | None = None
    impact_description: Text | None = None
    level: Words
    effect: Text
    results: tuple[Id, ...] = Field((), description="The outcomes and results that it touches, as far as printed")
    measures: Text | None = None
    responsible: Words | None = None
    timing: Words | None = None
    follow_up: FollowUp | None = None
    reading: RiskReading | None = None


class UnprintedLevels(Record):
    """Where a level stands that the printed scale leaves out."""

    scores: dict[Score, Words]
    words: Words


class ManagedFrom(Record):
    """The lowest level that needs measures and somebody responsible for them."""

    level: Score
    words: Words


class Asked(Record):
    """Something that the form asks for, in its words."""

    words: Words


class RisksReading(Record):
    """Our interpretation of the form."""

    unprinted_levels: UnprintedLevels | None = None
    results_asked: Asked | None = Field(None, description="Where the form wants each risk to name its results")
    managed_from: ManagedFrom | None = None
    follow_up_asked: Asked | None = Field(None, description="Where the form wants to know who follows a risk, and when")


class Risks(Labelled):
    """The analysis of risks."""

    source: Source
    scales: Scales
    instructions: Text | None = None
    reading: RisksReading = Field(default_factory=RisksReading)
    risks: dict[Id, Risk]


class Dynamic(Record):
    """A dynamic of change and what it leads to."""

    label: Text
    text: Text
    leads_to: Text


class Precondition(Record):
    """A condition of the situation wanted: how the change should come about, and why."""

    section: Words
    title: Text
    how: Text
    why: Text


class ExternalFactor(Record):
    """What the programme does not control."""

    section: Words
    title: Text
    text: Text


class Section(Record):
    """A numbered section."""

    section: Words
    text: Text


class TheoryOfChange(Record):
    """How and why the change should come about."""

    source: Source
    introduction: Text | None = None
    situation_wanted: Text
    context: Text | None = None
    dynamics_introduction: Text | None = None
    dynamics: dict[Id, Dynamic]
    dynamics_conclusion: Text | None = None
    preconditions: dict[Id, Precondition]
    external_factors: dict[Id, ExternalFactor] = Field(default_factory=dict)
    in_practice: Section | None = None


class Objective(Record):
    """The outcome and the results of an organisation that a synergy serves."""

    as_printed: Words
    outcome: Words
    results: tuple[Words, ...]


class Contribution(Record):
    """What the partners of a synergy put in. Money of a third party is not the programme's."""

    text: Text
    amount: Amount | None = None
    as_printed: Words | None = None
    other_figures: OtherFigures = ()
    budget_of: Id | None = Field(None, description="The organisation whose budget carries the amount")


class Task(Record):
    """A task of a synergy and who does what."""

    text: Text
    division: tuple[Text, ...] = ()


class Synergy(Record):
    """Work with another programme."""

    between: Text
    kind: Text
    strategic_targets: Words | None = None
    objective: Text
    objectives: dict[Id, Objective] = Field(default_factory=dict)
    contributions: Contribution | None = None
    tasks: dict[Words, Task] = Field(default_factory=dict)


class Synergies(Labelled):
    """Synergies and complementarities."""

    source: Source
    synergies: dict[Id, Synergy]


class StrategicText(Record):
    """A text of a document, whole."""

    source: Source
    title: Text | None = None
    text: Text
    notes: tuple[Text, ...] = ()


class Strategy(Record):
    """The strategic texts."""

    texts: dict[Id, StrategicText]
