"""documents.yaml: the source documents and the countable claims that each makes."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from cic.model.common import MOST_YEARS, Correction, Interpreted, Source
from cic.model.modelled import Modelled
from cic.model.rules import WRONG_VALUE
from cic.model.scalars import Country, Date, Id, IndicatorId, Language, MemberId, Number, Record, Text, Words, refuse

About = Literal[
    "agreements",
    "assemblies",
    "communes",
    "communes.northern",
    "communes.region",
    "communes.southern",
    "contacts",
    "coordinators.country",
    "coordinators.thematic",
    "cost.operational",
    "dynamics",
    "elections.northern",
    "elections.southern",
    "elected_officials_training_cycles",
    "external_factors",
    "indicators",
    "innovative_projects",
    "meetings.north",
    "meetings.north.per_year",
    "method_support",
    "organisations.applicants",
    "outcomes",
    "partnerships",
    "period.end",
    "period.start",
    "plan_months",
    "platforms.belgian.per_year",
    "platforms.north_north",
    "platforms.north_north.per_year",
    "platforms.north_south",
    "platforms.north_south.per_year",
    "platforms.south_south",
    "platforms.south_south.days",
    "platforms.south_south.participants_per_commune",
    "platforms.south_south.per_year",
    "population.men",
    "population.total",
    "population.women",
    "preconditions",
    "provinces",
    "regions",
    "results",
    "sustainability_axes",
    "target_groups",
    "target_groups.secondary",
    "tasks",
    "trainings.participants_per_commune",
    "years",
]
"""What a claim counts. Two claims with the same word speak of the same thing, and must agree."""


YearOfProgramme = Annotated[int, Field(strict=True, ge=1, le=MOST_YEARS)]


class Claim(Interpreted):
    """Something that a document counts in passing."""

    section: Words | None = None
    """Section as the document numbers it, in quotes: “7.3”"""
    printed: Words
    """The words of the document, exactly as printed"""
    about: Annotated[About, Modelled.ID]
    """What of the data the claim is about"""
    value: Number
    """What the document states"""
    lowest: Number | None = None
    """The lower end, where it states a span of which `value` is the upper: 2 of “2 to 3”"""
    in_years: tuple[YearOfProgramme, ...] = ()
    """In which years of the programme, counted from its first, where it names them: 1, 3 and 5"""
    members: tuple[MemberId, ...] = ()
    """What the words name one by one: ids of the data, or of `reading.members`"""
    of: Annotated[Id | None, Modelled.ID] = None
    """The beneficiaries that are counted, by their key in programme.yaml, where it has several"""
    of_country: Annotated[Country | None, Modelled.ID] = None
    """Where the claim names another country than the programme's, or one of its several"""
    of_region: Annotated[Id | None, Modelled.ID] = None
    """The region whose communes `communes.region` counts, by its code in ISO 3166-2: BE-WAL"""

    @model_validator(mode="after")
    def _names_its_region(self) -> Self:
        if (self.about == "communes.region") != (self.of_region is not None):
            raise refuse(WRONG_VALUE, "communes.region and of_region go together: one says what, the other which")
        return self

    @model_validator(mode="after")
    def _states_a_span(self) -> Self:
        if self.lowest is not None and self.lowest >= self.value:
            template = "the lower end {lowest} is not below the upper one, {value}"
            raise refuse(WRONG_VALUE, template, lowest=self.lowest, value=self.value)
        return self


class SourceDocument(Record):
    """A document, with the name and the SHA-256 of the file it was read from."""

    title: Text
    """The title as printed"""
    kind: Annotated[Literal["dossier", "leaflet", "web_page", "article"], Modelled.FILE]
    """What sort it is of, in a word"""
    describes: Annotated[Literal["current", "earlier", "later"], Modelled.FILE]
    """Which phase of the programme the document describes"""
    language: Annotated[Language, Modelled.FILE]
    """Language of the document, by its code in ISO 639: fr, nl, en, ar"""
    file: Annotated[Words, Modelled.FILE]
    """Name of the document's file"""
    sha256: Annotated[str, Field(strict=True, pattern="^[0-9a-f]{64}$"), Modelled.FILE]
    """Fingerprint of the document's file, so that nobody reads another one"""
    last_updated: Date | None = None
    """Day of the document's last change: 2016-11-30"""
    claims: dict[Id, Claim] = Field(default_factory=dict)
    """What the document states of the programme, to be compared with the data"""


class Measure(Record):
    """The indicator of the current programme that measures what a word counts.

    quantity: which of its figures. total: the target at the end of the programme. per_year, per_commune: the number
    in the indicator's `reading.frequency`.
    """

    indicator: IndicatorId
    """Id of the indicator that is meant"""
    quantity: Literal["total", "per_year", "per_commune"]
    """What of it is meant"""
    words: Words
    """The printed words that the interpretation rests on"""
    source: Source | None = None
    """Where these words stand"""


class DocumentsReading(Record):
    """Our interpretation of the claims."""

    measures: dict[About, Measure] = Field(default_factory=dict)
    """What the claims of documents count, by the words of their `about`"""
    members: Annotated[dict[Id, Text], Modelled.NAME] = Field(default_factory=dict)
    """Names of what claims name and the data do not list, in each language, by ids that `members` of a claim uses"""


class Documents(Record):
    """All documents, by the short key that sources use."""

    documents: dict[Id, SourceDocument]
    """The documents that the data are taken from, by their ids"""
    reading: DocumentsReading = Field(default_factory=DocumentsReading)
    """Our interpretation of the printed words, with the words that it rests on"""
    corrections: Annotated[tuple[Correction, ...], Modelled.CHECK] = ()
    """Words and figures of documents that are not what they were: what, why and when"""
