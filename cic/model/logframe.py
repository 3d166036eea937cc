"""logframe.yaml: what the programme promises, and how it is measured."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from cic.model.amounts import Amount
from cic.model.common import Correction, Labelled, Source, Term
from cic.model.modelled import Modelled
from cic.model.parts import Dimensions
from cic.model.promises import Baseline, Deadline, OwnBaseline, Target, WordTarget
from cic.model.readings import ActivityReading, LogframeReading, Population, PromiseReading, Reading
from cic.model.rules import WRONG_VALUE
from cic.model.scalars import (
    DISTINCT,
    Date,
    Flag,
    Id,
    ImpactId,
    IndicatorId,
    Language,
    Lasting,
    Moment,
    OutcomeId,
    Record,
    ReporterId,
    ResultId,
    Text,
    Words,
    refuse,
)

Meaning = Literal["running_total", "of_the_year", "state", "rate"]
"""What is written as the value of a year."""
Kind = Literal["count", "sum", "ratio", "none", "mean", "min", "max", "scale", "words"]
"""Of which kind the values are: as they combine over communes; or steps of a scale; or words."""
MOST_STEPS = 50
"""No scale that people judge by has more steps."""
AVERAGES = ("mean", "min", "max")
"""Of these a value says how it is with those who are there; nothing of it adds up."""


class Indicator(Lasting):
    """How an outcome or a result is measured.

    over_communes: how values combine over communes (count: how many say yes; sum; ratio: by numerator and
    denominator; mean, min or max of those who reported; none).
    over_years: cumulative (running total or latest state), per_period (each target counts its own years) or rate (each
    year stands for itself).
    reports: what is written as the value of a year (running_total: everything since the start, or since the window
    began; of_the_year: what happened in the year, the program adds up; state: how it is on 31 December; rate: of the
    year alone).
    """

    label: Words
    """Label as printed: IOV 1.2"""
    title: Annotated[Text | None, Modelled.NAME] = Field(None, examples=[{"en": "Waste plan adopted"}])
    """A few words of ours that stand for the wording where there is room for a line only"""
    statement: Text
    """The wording, in each language in which it is printed"""
    unit: Annotated[Words, Modelled.ID]
    """What the values count: communes, percent"""
    level: Annotated[Literal["commune", "partnership", "programme"], Modelled.FORM]
    """Who has the value: each commune (or partner) of the population, each partnership, or the programme"""
    population: Annotated[Population | None, Modelled.FORM] = None
    """Who is counted: southern_communes, northern_communes, all_communes, partners (that are no communes), everyone"""
    over_communes: Annotated[Literal["count", "sum", "ratio", "none", "mean", "min", "max"], Modelled.FORM]
    """How values combine over communes: count, sum, ratio, mean, min, max or none"""
    over_years: Annotated[Literal["cumulative", "per_period", "rate"], Modelled.FORM]
    """How values combine over years: cumulative, per_period or rate"""
    reports: Annotated[Meaning | None, Modelled.FORM] = None
    """What is written as a year's value: running_total, of_the_year, state or rate. Absent: a rate where over_years is
    rate; a running total where values are added up; else the state at the end of the year"""
    scale: Annotated[dict[Id, Text], Modelled.NAME] = Field(
        default_factory=dict,
        examples=[{"draft": {"en": "a draft"}, "voted": {"en": "voted by the council"}}],
    )
    """The steps that are reported in place of a number, from the lowest to the highest, with their names"""
    qualitative: Annotated[Flag | None, Modelled.FORM] = None
    """true where words are reported (`text`), and `achieved: true` says that it is reached"""
    disaggregated_by: Dimensions = Field(default_factory=dict)
    """How a value is divided, with the names: by sex, age, place or anything else"""
    direction: Annotated[Literal["increase", "decrease"], Modelled.FORM] = "increase"
    """Whether a higher value is better (increase) or a lower one (decrease)"""
    deadline: Deadline | None = None
    """The year by which the wording itself promises the indicator to all"""
    baseline: Baseline | None = None
    """The value before the programme; left out where the document gives none"""
    baselines: dict[ReporterId, OwnBaseline] = Field(default_factory=dict)
    """The values before the programme by commune or partnership, beside or instead of `baseline`"""
    targets: Annotated[dict[Moment, Target], DISTINCT] = Field(default_factory=dict)
    """The values promised, by year; also by half-year (2031-H1), quarter (2031-Q3), month (2031-07) or day
    (2032-03-31)"""
    targets_in_words: Annotated[dict[Moment, WordTarget], DISTINCT] = Field(default_factory=dict)
    """What is promised in words alone, by year or as `targets`: words answer it, and nothing is reckoned with it"""
    sources_of_verification: dict[Id, Text] = Field(default_factory=dict)
    """What may prove a value, by ids that `kind` of an evidence names"""
    codes: Annotated[dict[Id, Words], Modelled.ID] = Field(default_factory=dict, examples=[{"sdg": "6.1.1"}])
    """Its codes in lists that several programmes share, by the name of the list: by these alone are figures of several
    programmes added up"""
    reading: Reading = Field(default_factory=Reading)
    """Our interpretation of the printed words, with the words that it rests on"""

    @field_validator("scale")
    @classmethod
    def _short(cls, scale: dict[str, object]) -> dict[str, object]:
        if len(scale) > MOST_STEPS:
            raise refuse(
                WRONG_VALUE, "a scale has at most {most} steps, not {number}", most=MOST_STEPS, number=len(scale)
            )
        return scale

    @property
    def kind(self) -> Kind:
        """Of which kind its values are."""
        in_words = self.qualitative or (bool(self.targets_in_words) and not self.targets)
        return "scale" if self.scale else "words" if in_words else self.over_communes

    @property
    def counts(self) -> bool:
        """Whether its value says of how many it is so: yes, the step is reached, the words say that it is achieved."""
        return self.kind in ("count", "scale", "words")

    def place_of(self, step: str | None) -> int | None:
        """The place of a step in the scale, the lowest is 0; None for what is none of its steps."""
        return list(self.scale).index(step) if step in self.scale else None

    @property
    def all_targets(self) -> Mapping[int, Target | WordTarget]:
        """What is promised by year, in values or in words."""
        every: dict[int, Target | WordTarget] = {**self.targets}
        every.update(self.targets_in_words)
        return {year: every[year] for year in sorted(every)}

    @model_validator(mode="after")
    def _promises(self) -> Self:
        twice = self.targets.keys() & self.targets_in_words.keys()
        if twice:
            raise refuse(WRONG_VALUE, "{year} has a target with a value and one in words: keep one", year=min(twice))
        if not self.model_fields_set & {"targets", "targets_in_words"}:
            raise refuse(WRONG_VALUE, "nothing is promised: write `targets:`, or `targets_in_words:`")
        return self

    @property
    def meaning(self) -> Meaning:
        """What is written as the value of a year, also where the logframe does not say it."""
        if self.reports is not None:
            return self.reports
        if self.over_years == "rate":
            return "rate"
        is_added = self.kind in ("sum", "none") and self.direction == "increase"
        return "running_total" if is_added else "state"

    @property
    def is_rate(self) -> bool:
        """Whether each year stands for itself, whichever of the two keys says so."""
        return self.over_years == "rate" or self.meaning == "rate"

    @property
    def adds_up(self) -> bool:
        """Whether the values of single years are added up."""
        return self.meaning == "of_the_year" and self.over_years != "rate"

    @property
    def carries(self) -> bool:
        """Whether a value holds until a later one is reported; of a period, within its window."""
        return self.over_years != "rate" and self.meaning in ("running_total", "state")


ActivityStatus = Literal["planned", "ongoing", "completed", "suspended", "cancelled"]
"""How an activity stands."""


class Activity(Record):
    """A typical activity under a result."""

    label: Words | None = None
    """The number as printed, where it is not the id"""
    text: Text
    """The text, in each language in which it is printed"""
    common: Annotated[Literal["marked", "conditional", "unmarked"], Modelled.FORM] = "unmarked"
    """marked: the asterisk of what communes may do in common; conditional: “peut être commun”"""
    items: tuple[Text, ...] = ()
    """The points below the text"""
    term: Term | None = None
    """The years that the text itself names"""
    start: Date | None = None
    """The day on which it is to begin"""
    end: Date | None = None
    """The day by which it is to be done, which is included"""
    status: ActivityStatus | None = None
    """planned, ongoing, completed, suspended or cancelled, where no report says it: what a report says holds"""
    budget: Amount | None = None
    """Money for it over the whole period, in the currency of the budget; by year it stands in budget.yaml"""
    indicators: dict[IndicatorId, Indicator] = Field(default_factory=dict)
    """The indicators, by their ids: R4.1"""
    sources_of_verification: dict[Id, Text] = Field(default_factory=dict)
    """What may prove that it took place, by ids that `kind` of an evidence names"""
    reading: ActivityReading = Field(default_factory=ActivityReading)
    """Our interpretation of the printed words, with the words that it rests on"""


class Goal(Lasting):
    """A change that is wanted: an impact, or an outcome."""

    label: Words | None = None
    """Name or heading as printed"""
    label_source: Source | None = None
    """Where the label stands"""
    statement: Text
    """The wording, in each language in which it is printed"""
    statement_sources: dict[Language, Source] = Field(default_factory=dict)
    """Where the statement stands in a language, where that is another place"""
    term: Term | None = None
    """The years that the statement itself names"""
    actors: Words | None = None
    """Who is involved, as printed"""
    assumptions: tuple[Text, ...] = ()
    """What must hold for it to come about"""
    indicators: dict[IndicatorId, Indicator] = Field(default_factory=dict)
    """The indicators, by their ids: R4.1"""
    reading: PromiseReading = Field(default_factory=PromiseReading)
    """Our interpretation of the printed words, with the words that it rests on"""


class Impact(Goal):
    """The change in the long run to which the programme contributes."""


class Outcome(Goal):
    """What the programme must change."""

    impact: ImpactId | None = None
    """Id of the impact to which it contributes"""


class Result(Lasting):
    """What must be reached for the outcome."""

    outcome: OutcomeId | None = None
    """Id of the outcome that it serves; left out where it serves none, or where the result above it says so"""
    under: ResultId | None = None
    """Id of the result above it, of which it is a part"""
    level: Annotated[Literal["result", "output"], Modelled.FORM] = "result"
    """What the document calls it: result; or output, where it tells outputs from the results above them"""
    label: Words
    """Name or heading as printed"""
    statement: Text
    """The wording, in each language in which it is printed"""
    term: Term | None = None
    """The years that the statement itself names"""
    description: Text | None = None
    """What is meant, in the words of the document"""
    assumptions: tuple[Text, ...] = ()
    """What must hold for it to come about"""
    indicators: dict[IndicatorId, Indicator] = Field(default_factory=dict)
    """The indicators, by their ids: R4.1"""
    activities: dict[Id, Activity] = Field(default_factory=dict)
    """Typical activities, by their ids"""
    unnumbered_activities: tuple[Text, ...] = ()
    """Activities that have no number in print"""
    reading: PromiseReading = Field(default_factory=PromiseReading)
    """Our interpretation of the printed words, with the words that it rests on"""


class Logframe(Labelled):
    """The logical framework."""

    source: Source
    """The document, and the section of it, that this is taken from"""
    units: Annotated[dict[Words, Text], Modelled.NAME] = Field(default_factory=dict)
    """Names of the units in each language, by the word that `unit` uses"""
    evidence_kinds: Annotated[dict[Id, Text], Modelled.NAME] = Field(default_factory=dict)
    """Names of kinds of evidence that no indicator asks for, by their ids"""
    activities_note: Text | None = None
    """What the document prints of the activities, such as the meaning of a sign"""
    reading: LogframeReading = Field(default_factory=LogframeReading)
    """Our interpretation of the form, with the words that it rests on"""
    impacts: dict[ImpactId, Impact] = Field(default_factory=dict)
    """The changes in the long run to which the programme contributes, by ids"""
    outcomes: dict[OutcomeId, Outcome] = Field(default_factory=dict)
    """What the programme must change, by ids"""
    results: dict[ResultId, Result] = Field(default_factory=dict)
    """What must be reached for the outcome, by ids"""
    preconditions: tuple[Text, ...] = ()
    """What must be there before"""
    corrections: Annotated[tuple[Correction, ...], Modelled.CHECK] = ()
    """Agreed or reported figures that are not what they were: what, why and when"""
