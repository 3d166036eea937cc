"""programme.yaml: who, where, when, for whom, and how it is reported."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Discriminator, Field, Tag

from cic.model.common import (
    ONE,
    SEVERAL,
    Contact,
    Correction,
    Event,
    Interpreted,
    Labelled,
    OtherFigures,
    Source,
    form_of_list,
)
from cic.model.modelled import Modelled
from cic.model.publication import PublicationBlock
from cic.model.reporting import ProgrammePeriod, Reporting
from cic.model.rules import WRONG_VALUE
from cic.model.scalars import (
    CommuneId,
    Country,
    Currency,
    Flag,
    Id,
    Number,
    Record,
    Text,
    Words,
    Year,
    refuse,
)


class Organisation(Interpreted):
    """An organisation that the documents name."""

    name: Words
    """The name as printed"""
    abbreviation: Words | None = None
    """Short name as printed"""
    role: Annotated[Literal["applicant", "donor", "synergy", "stakeholder", "local"], Modelled.FORM]
    """What they do in the programme"""
    source: Source | None = None
    """The document, and the section of it, that this is taken from"""


class Sector(Record):
    """The main sector, by the code list of the donor."""

    code: Words
    """Code of the list, in quotes: “151”"""
    label: Text
    """Name or heading as printed"""
    source: Source | None = None
    """The document, and the section of it, that this is taken from"""


class Marker(Record):
    """A policy marker of the donor: 0 not targeted, 1 significant, 2 principal."""

    label: Text
    """Name or heading as printed"""
    value: Number
    """The marker's score as printed"""


class Beneficiaries(Record):
    """A population that the programme speaks of, in persons."""

    of: Text
    """Whom these figures count"""
    total: Number | None = None
    """How many persons in all"""
    men: Number | None = None
    """How many men"""
    women: Number | None = None
    """How many women"""
    as_printed: Words | None = None
    """The words of the document, exactly as printed"""
    other_figures: OtherFigures = ()
    source: Source | None = None
    """The document, and the section of it, that this is taken from"""


class Region(Record):
    """A region in which the programme works."""

    name: Words
    """The name as printed"""
    country: Annotated[Country | None, Modelled.ID] = None
    """The country in which it lies, where the programme works in several"""


class AdministrativeLevel(Record):
    """A column of the printed table of places: its head, and what stands below it."""

    head: Words
    """The head of the column as printed"""
    holds: Annotated[Literal["province", "region", "locality"] | None, Modelled.FORM] = None
    """The key of a commune that holds what stands in the column"""
    as_printed: Words | None = None
    """What every row prints there, where no key holds it"""


class AdministrativeLevels(Record):
    """The printed table of places: its title, the head of its rows and its columns, from left to right."""

    source: Source
    """The document, and the section of it, that this is taken from"""
    title: Words | None = None
    """The title of the table as printed"""
    rows: Words | None = None
    """The head of the rows as printed"""
    columns: tuple[AdministrativeLevel, ...]
    """The columns, from left to right"""


class ProvinceCorrection(Record):
    """Where a province lies, against ISO 3166-2, which `cic` uses otherwise."""

    region: Id
    """Code of the region in which it lies: BE-WAL"""
    source: Words
    """What says so: a law, an official list"""


class Reference(Record):
    """Corrections of what `cic` knows of the world."""

    provinces: dict[Id, ProvinceCorrection] = Field(default_factory=dict)
    """By the code that ISO 3166-2 gives the province: BE-WNA"""


class MapEntry(Record):
    """An entry of a map's legend."""

    commune: CommuneId
    """Id of the commune"""
    as_printed: Words
    """The words of the document, exactly as printed"""


class ExchangeRate(Record):
    """A rate of exchange that holds for a year."""

    rate: Number = Field(examples=[655.957])
    """Units of that currency for one unit of the budget's"""
    source: Words
    """Who says so: a bank, and that it is the mean of the year"""


def _each_once(countries: tuple[str, ...]) -> tuple[str, ...]:
    for n, country in enumerate(countries):
        if country in countries[:n]:
            raise refuse(WRONG_VALUE, "{country} stands in this list twice", country=country)
    return countries


Countries = Annotated[
    Annotated[Country, Tag(ONE)]
    | Annotated[tuple[Country, ...], Field(min_length=1), AfterValidator(_each_once), Tag(SEVERAL)],
    Discriminator(form_of_list),
]
"""One country; or a list, where a programme works in several."""


class Identity(Labelled):
    """The programme itself."""

    format: Annotated[int, Field(strict=True, ge=1), Modelled.CHOICE]
    """Version of the layout of the data; 1 is the only one so far"""
    id: Annotated[Id, Modelled.ID]
    """Letters, digits, dots, hyphens and underscores; of a partnership also the name of its file"""
    name: Text
    """The name as printed"""
    fictional: Annotated[Flag, Modelled.CHOICE] = False
    """true where all of it is invented: every page then says so"""
    country: Annotated[Countries, Modelled.ID] = Field(examples=["BE"])
    """Country of the southern communes, ISO 3166-1; a list where there are several"""
    coverage: Annotated[Literal["complete", "partial"], Modelled.FILE] = "complete"
    """partial: the documents say little of this phase"""
    period: ProgrammePeriod = Field(default_factory=ProgrammePeriod)
    """First and last year of the programme"""
    period_source: Source | None = None
    """Where the period stands"""
    source: Source
    """The document, and the section of it, that this is taken from"""
    slogan: Text | None = None
    """The slogan as printed"""
    slogan_source: Source | None = None
    """Where the slogan stands"""
    summary: Text | None = None
    """The programme in a few sentences"""
    organisations: dict[Id, Organisation] = Field(default_factory=dict)
    """The organisations of the programme, by their ids"""
    contacts: dict[Id, Contact] = Field(default_factory=dict)
    """Persons, by a key of your choice that is no name. Personal data"""
    contacts_source: Source | None = None
    """Where the contacts stand"""
    sector: Sector | None = None
    """The sector of the donor's list"""
    markers: dict[Id, Marker] = Field(default_factory=dict)
    """The donor's markers, by their ids"""
    markers_source: Source | None = None
    """Where the markers stand"""
    stakeholders: dict[Id, Text] = Field(default_factory=dict)
    """Who has a stake, in the words of the document"""
    stakeholders_source: Source | None = None
    """Where the stakeholders stand"""
    stakeholders_note: Text | None = None
    """What is printed below the stakeholders"""
    stakeholders_note_source: Source | None = None
    """Where the note on the stakeholders stands"""
    partners_title: Text | None = None
    """The title of the list of partners as printed"""
    partners_title_source: Source | None = None
    """Where the list of partners stands"""
    partner_note: Text | None = None
    """What is printed of the partners"""
    partner_note_source: Source | None = None
    """Where the note on the partners stands"""
    target_groups: Annotated[dict[Id, Text], Modelled.TRANSLATION] = Field(default_factory=dict)
    """Who is to be reached, in the words of the document"""
    target_groups_source: Source | None = None
    """Where the target groups stand"""
    direct_target_group: Text | None = None
    """Who is reached directly, in the words of the document"""
    direct_target_group_source: Source | None = None
    """Where the direct target group stands"""
    beneficiaries: dict[Id, Beneficiaries] = Field(default_factory=dict)
    """Who benefits, in persons, as printed"""
    covered_by_country_plan: Words | None = None
    """Whether a plan of the donor for the country covers the programme"""
    covered_by_country_plan_source: Source | None = None
    """Where that stands"""
    strategic_target: Text | None = None
    """The target of the donor's strategy"""
    strategic_target_source: Source | None = None
    """Where the target stands"""
    strategic_target_words: Text | None = None
    """The target in words, where another document prints it"""
    strategic_target_words_source: Source | None = None
    """Where these words stand"""
    regions: dict[Id, Region] = Field(default_factory=dict)
    """The regions, by their ids"""
    regions_source: Source | None = None
    """Where the regions stand"""
    administrative_levels: AdministrativeLevels | None = None
    """The printed table of places: which of its columns holds what"""
    reference: Annotated[Reference, Modelled.CHOICE] = Field(default_factory=Reference)
    """Corrections to the lists that the program brings along"""
    events: dict[Id, Event] = Field(default_factory=dict)
    """Meetings and the like, by their ids"""
    map_legend: dict[Words, tuple[MapEntry, ...]] = Field(default_factory=dict)
    """The communes of the printed map"""
    map_source: Source | None = None
    """Where the map stands"""
    rates: Annotated[dict[Currency, dict[Year, ExchangeRate]], Modelled.CHOICE] = Field(default_factory=dict)
    """Rates of exchange of a year, for payments that have none of their own, by currency and year"""
    reporting: Annotated[Reporting | None, Modelled.CHOICE] = None
    """Which years are reported and closed, and from when on progress is on track"""
    publication: PublicationBlock = None
    """How the programme is published in IATI: what only a person can say"""
    corrections: Annotated[tuple[Correction, ...], Modelled.CHECK] = ()
    """Agreed or reported figures that are not what they were: what, why and when"""

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries of the southern communes, in the order of the file."""
        return (self.country,) if isinstance(self.country, str) else self.country
