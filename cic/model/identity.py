"""programme.yaml: who, where, when, for whom, and how it is reported."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from cic.model.common import Contact, Correction, Event, Interpreted, Labelled, OtherFigures, Period, Source
from cic.model.scalars import Country, Date, Flag, Id, Number, Record, Text, Words, Year


class Organisation(Interpreted):
    """An organisation that the documents name."""

    name: Words
    abbreviation: Words | None = None
    role: Literal["applicant", "donor", "synergy", "stakeholder", "local"]
    source: Source | None = None


class Sector(Record):
    """The main sector, by the code list of the donor."""

    code: Words = Field(description="Code of the list, in quotes: “151”")
    label: Text
    source: Source | None = None


class Marker(Record):
    """A policy marker of the donor: 0 not targeted, 1 significant, 2 principal."""

    label: Text
    value: Number


class Beneficiaries(Record):
    """A population that the programme speaks of, in persons."""

    of: Text
    total: Number | None = None
    men: Number | None = None
    women: Number | None = None
    as_printed: Words | None = None
    other_figures: OtherFigures = ()
    source: Source | None = None


class Region(Record):
    """A region in which the programme works."""

    name: Words


class AdministrativeLevel(Record):
    """A column of the printed table of places: its head, and what stands below it."""

    head: Words
    holds: Literal["province", "region", "locality"] | None = None
    as_printed: Words | None = None


class AdministrativeLevels(Record):
    """The printed table of places: its title, the head of its rows and its columns, from left to right."""

    source: Source
    title: Words | None = None
    rows: Words | None = None
    columns: tuple[AdministrativeLevel, ...]


class ProvinceCorrection(Record):
    """Where a province lies, against ISO 3166-2, which `cic` uses otherwise."""

    region: Id = Field(description="Code of the region in which it lies: BE-WAL")
    source: Words = Field(description="What says so: a law, an official list")


class Reference(Record):
    """Corrections of what `cic` knows of the world."""

    provinces: dict[Id, ProvinceCorrection] = Field(
        default_factory=dict, description="By the code that ISO 3166-2 gives the province: BE-WNA"
    )


class MapEntry(Record):
    """An entry of a map's legend."""

    commune: Id
    as_printed: Words


class Thresholds(Record):
    """From which progress (in percent) an indicator is on track, and from which it is behind; below that it is off
    track."""

    on_track: Number
    behind: Number
    ahead: Number | None = Field(
        None,
        description="By how many points a partnership's spending may run ahead of its results before it is pointed out",
    )


class Reporting(Record):
    """The years that are reported, and how progress is judged."""

    years: tuple[Year, ...]
    closed: dict[Year, Date] = Field(
        default_factory=dict, description="Years whose figures were sent off, and the day: a change needs a correction"
    )
    thresholds: Thresholds | None = None


class Identity(Labelled):
    """The programme itself."""

    format: Annotated[int, Field(strict=True, ge=1)] = Field(
        description="Version of the layout of the data; 1 is the only one so far"
    )
    id: Id
    name: Text
    fictional: Flag = Field(False, description="true where all of it is invented: every page then says so")
    country: Country = Field(description="Country of the southern communes, ISO 3166-1")
    coverage: Literal["complete", "partial"] = Field(
        "complete", description="partial: the documents say little of this phase"
    )
    period: Period = Field(default_factory=Period)
    source: Source
    slogan: Text | None = None
    slogan_source: Source | None = None
    summary: Text | None = None
    organisations: dict[Id, Organisation] = Field(default_factory=dict)
    contacts: dict[Id, Contact] = Field(default_factory=dict)
    contacts_source: Source | None = None
    sector: Sector | None = None
    markers: dict[Id, Marker] = Field(default_factory=dict)
    markers_source: Source | None = None
    stakeholders: dict[Id, Text] = Field(default_factory=dict)
    stakeholders_source: Source | None = None
    stakeholders_note: Text | None = None
    stakeholders_note_source: Source | None = None
    partners_title: Text | None = None
    partners_title_source: Source | None = None
    partner_note: Text | None = None
    partner_note_source: Source | None = None
    target_groups: dict[Id, Text] = Field(default_factory=dict)
    target_groups_source: Source | None = None
    direct_target_group: Text | None = None
    direct_target_group_source: Source | None = None
    beneficiaries: dict[Id, Beneficiaries] = Field(default_factory=dict)
    covered_by_country_plan: Words | None = None
    covered_by_country_plan_source: Source | None = None
    strategic_target: Text | None = None
    strategic_target_source: Source | None = None
    strategic_target_words: Text | None = None
    strategic_target_words_source: Source | None = None
    regions: dict[Id, Region] = Field(default_factory=dict)
    regions_source: Source | None = None
    administrative_levels: AdministrativeLevels | None = None
    reference: Reference = Field(default_factory=Reference)
    events: dict[Id, Event] = Field(default_factory=dict)
    map_legend: dict[Words, tuple[MapEntry, ...]] = Field(default_factory=dict)
    map_source: Source | None = None
    reporting: Reporting | None = None
    corrections: tuple[Correction, ...] = ()
