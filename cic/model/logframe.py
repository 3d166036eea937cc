"""logframe.yaml: what the programme promises, and how it is measured."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field

from cic.model.common import Basis, Correction, Labelled, OtherFigures, Period, Source
from cic.model.scalars import Flag, Id, Language, Number, Record, Text, Words, Year

Population = Literal["southern_communes", "northern_communes", "all_communes"]
"""Southern communes are those of the programme's country, northern ones the others."""


class Baseline(Record):
    """The value before the programme, in the indicator's unit."""

    value: Number
    as_printed: Words
    other_figures: OtherFigures = ()
    stated_percent: Number | None = Field(None, description="The percentage that is printed beside the count")
    comparable: Flag = Field(True, description="false where the baseline measures something else than the targets do")


class Target(Record):
    """The value promised at the end of a year, in the indicator's unit."""

    value: Number
    as_printed: Words
    other_figures: OtherFigures = ()
    stated_percent: Number | None = Field(
        None, description="The percentage that is printed beside or instead of the count"
    )
    each: Number | None = Field(
        None, description="What each commune must reach to be counted, where it is more than one"
    )
    window: Period | None = Field(None, description="The years that this value counts, where the document prints them")


class Deadline(Record):
    """The year by which the indicator's own wording promises it to all."""

    year: Year
    printed: Words


class CannotExceed(Record):
    """Indicators that this one depends on: what does not exist cannot do anything."""

    indicators: tuple[Id, ...]
    words: Words


class Frequency(Record):
    """How often something must happen, per commune or for the programme as the level says."""

    at_least: Number
    per: Literal["year", "programme"]
    since: Year | None = Field(
        None, description="First year that counts; the first year of the programme where it is absent"
    )
    words: Words


class NamedPopulation(Record):
    """The communes that the wording names."""

    value: Population
    words: Words


class Restated(Record):
    """A number of another indicator that a statement repeats."""

    indicator: Id
    number: Number
    words: Words


class EachCommune(Record):
    """What the words promise to each commune, so that a commune's targets can be read from them."""

    words: Words


class StatementReading(Record):
    """Our interpretation of a statement's words."""

    restates: tuple[Restated, ...] = ()


class Reading(StatementReading):
    """Our interpretation of the printed words, each with the words it rests on."""

    cannot_exceed: CannotExceed | None = None
    frequency: Frequency | None = None
    population: NamedPopulation | None = None
    each_commune: EachCommune | None = None


class Indicator(Record):
    """How an outcome or a result is measured.

    over_communes: how values combine over communes (count: how many say yes; sum; ratio: by numerator and
    denominator; none).
    over_years: cumulative (running total or latest state), per_period (each target counts its own years) or rate (each
    year stands for itself).
    """

    label: Words = Field(description="Label as printed: IOV 1.2")
    statement: Text
    unit: Words
    level: Literal["commune", "partnership", "programme"]
    population: Population | None = Field(None, description="The communes that the values count")
    over_communes: Literal["count", "sum", "ratio", "none"]
    over_years: Literal["cumulative", "per_period", "rate"]
    direction: Literal["increase", "decrease"] = "increase"
    deadline: Deadline | None = None
    baseline: Baseline | None = None
    targets: dict[Year, Target]
    sources_of_verification: dict[Id, Text] = Field(default_factory=dict)
    reading: Reading = Field(default_factory=Reading)

    def needed_by_each(self, year: int) -> Decimal:
        """What one commune must reach to be counted, by the milestone that it works towards in a year."""
        milestone = min((m for m in self.targets if m >= year), default=max(self.targets, default=None))
        return (self.targets[milestone].each if milestone is not None else None) or Decimal(1)


class ActivityReading(Record):
    """Our interpretation of an activity's words."""

    measured_by: Id | None = Field(None, description="The indicator that measures this activity")
    frequency: Frequency | None = None
    id: Basis | None = None


class Activity(Record):
    """A typical activity under a result."""

    label: Words | None = None
    text: Text
    common: Literal["marked", "conditional", "unmarked"] = Field(
        "unmarked",
        description="marked: the asterisk of what communes may do in common; conditional: “peut être commun”",
    )
    items: tuple[Text, ...] = ()
    reading: ActivityReading = Field(default_factory=ActivityReading)


class Outcome(Record):
    """What the programme must change."""

    label: Words | None = None
    statement: Text
    statement_sources: dict[Language, Source] = Field(default_factory=dict)
    actors: Words | None = None
    assumptions: tuple[Text, ...] = ()
    indicators: dict[Id, Indicator] = Field(default_factory=dict)
    reading: StatementReading = Field(default_factory=StatementReading)


class Result(Record):
    """What must be reached for the outcome."""

    outcome: Id
    label: Words
    statement: Text
    description: Text | None = None
    assumptions: tuple[Text, ...] = ()
    indicators: dict[Id, Indicator] = Field(default_factory=dict)
    activities: dict[Id, Activity] = Field(default_factory=dict)
    unnumbered_activities: tuple[Text, ...] = ()
    reading: StatementReading = Field(default_factory=StatementReading)


class Columns(Record):
    """The years that the heads of the columns stand for: our reading of them."""

    years: dict[Year, Words]
    words: Words


class LogframeReading(Record):
    """Our interpretation of the form."""

    columns: Columns | None = None


class Logframe(Labelled):
    """The logical framework."""

    source: Source
    units: dict[Words, Text] = Field(default_factory=dict)
    evidence_kinds: dict[Id, Text] = Field(default_factory=dict)
    activities_note: Text | None = None
    reading: LogframeReading = Field(default_factory=LogframeReading)
    outcomes: dict[Id, Outcome]
    results: dict[Id, Result] = Field(default_factory=dict)
    preconditions: tuple[Text, ...] = ()
    corrections: tuple[Correction, ...] = ()
