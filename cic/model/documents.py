"""documents.yaml: the source documents and the countable claims that each makes."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from cic.model.rules import WRONG_VALUE
from cic.model.scalars import Country, Date, Id, Language, Number, Record, Text, Words, refuse

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


class Claim(Record):
    """Something that a document counts in passing."""

    section: Words | None = None
    printed: Words
    about: About
    value: Number
    of: Id | None = Field(
        None, description="The beneficiaries that are counted, by their key in programme.yaml, where it has several"
    )
    of_country: Country | None = Field(None, description="Where the claim names another country than the programme's")
    of_region: Id | None = Field(
        None, description="The region whose communes `communes.region` counts, by its code in ISO 3166-2: BE-WAL"
    )

    @model_validator(mode="after")
    def _names_its_region(self) -> Self:
        if (self.about == "communes.region") != (self.of_region is not None):
            raise refuse(WRONG_VALUE, "communes.region and of_region go together: one says what, the other which")
        return self


class SourceDocument(Record):
    """A document, with the name and the SHA-256 of the file it was read from."""

    title: Text
    kind: Literal["dossier", "leaflet", "web_page", "article"]
    describes: Literal["current", "earlier", "later"]
    language: Language
    file: Words
    sha256: Annotated[str, Field(strict=True, pattern="^[0-9a-f]{64}$")]
    last_updated: Date | None = None
    claims: dict[Id, Claim] = Field(default_factory=dict)


class Measure(Record):
    """The indicator of the current programme that measures what a word counts.

    quantity: which of its figures. total: the target at the end of the programme. per_year, per_commune: the number
    in the indicator's `reading.frequency`.
    """

    indicator: Id
    quantity: Literal["total", "per_year", "per_commune"]
    words: Words


class DocumentsReading(Record):
    """Our interpretation of the claims."""

    measures: dict[About, Measure] = Field(default_factory=dict)


class Documents(Record):
    """All documents, by the short key that sources use."""

    documents: dict[Id, SourceDocument]
    reading: DocumentsReading = Field(default_factory=DocumentsReading)
