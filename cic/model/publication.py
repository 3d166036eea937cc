"""`publication:` in programme.yaml: what only a person can say when the programme is published in IATI.

Codes are those of the lists of IATI, in quotes, and are looked up when the file is made. No check asks for any of it.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from cic.model.modelled import Modelled
from cic.model.published import (
    Code,
    PublishedCode,
    PublishedContact,
    PublishedDescription,
    PublishedPlace,
    PublishedSum,
    PublishedTransaction,
)
from cic.model.scalars import Date, Flag, Id, Language, Number, Record, Text, Words, Year


class PublishedOrganisation(Record):
    """What IATI asks of an organisation, a commune or a partner, beside its name."""

    ref: Words | None = Field(None, examples=["BE-BCE_KBO-0123456749"])
    """Its identifier, by org-id.guide"""
    type: Code | None = None
    """Of the list OrganisationType: 10 government, 11 local government, 22 national NGO"""
    name: Text | None = None
    """Its name in each language, where it is published in several"""
    roles: tuple[Code, ...] = ()
    """Of the list OrganisationRole: 1 funding, 2 accountable, 3 extending, 4 implementing; left out for a donor (1) and
    for those who take part (4)"""


class PublishedSector(Record):
    """A sector of a list."""

    code: Code = Field(examples=["15112"])
    """Of the list Sector (five digits), or of another vocabulary"""
    vocabulary: Code = "1"
    """Of the list SectorVocabulary: 1 five digits of the DAC, 2 three digits"""
    percentage: Number | None = None
    """Its part, where there are several of one vocabulary"""
    name: Text | None = None
    """Its name, which IATI asks of an own vocabulary (98, 99)"""
    address: Words | None = None
    """Where an own vocabulary is explained: a web address"""


class PublishedRegion(Record):
    """A region of the world, where countries do not say all."""

    code: Code = Field(examples=["298"])
    """Of the list Region, or of another vocabulary"""
    vocabulary: Code = "1"
    """Of the list RegionVocabulary: 1 the DAC"""
    percentage: Number | None = None
    """Its part, beside those of countries and other regions"""


class PublishedMarker(Record):
    """Which code a marker of the programme has."""

    code: Code
    """Of the list PolicyMarker, or of another vocabulary"""
    vocabulary: Code = "1"
    """1 the DAC; 99 the organisation's own"""
    address: Words | None = None
    """Where an own vocabulary is explained: a web address"""


class PublishedBudget(Record):
    """What IATI asks of the budgets of the years."""

    status: Code | None = None
    """Of the list BudgetStatus: 1 indicative, 2 committed"""
    value_date: Date | None = None
    """The day whose rates of exchange hold for the amounts"""
    value_dates: dict[Year, Date] = Field(default_factory=dict, examples=[{"2019": "2019-01-01"}])
    """The same by year, where it is another for a year"""


class Publication(Record):
    """How the programme is published in IATI 2.03: what its other files do not say."""

    organisation: Id | None = None
    """Id of the organisation that publishes"""
    organisations: dict[Id, PublishedOrganisation] = Field(default_factory=dict)
    """Organisations, communes and partners, by their ids"""
    identifier: Words | None = Field(None, examples=["CLEAN_XF"])
    """What follows the identifier of the organisation and a hyphen in that of the activity"""
    whole_identifier: Words | None = None
    """The identifier of the activity, where it was published under one that does not begin so"""
    other_identifiers: dict[Words, Code] = Field(default_factory=dict, examples=[{"D-1234": "A1"}])
    """Other numbers of the activity, with the code of the list OtherIdentifierType: A1 the own one"""
    language: Language | None = None
    """The language of texts that do not say theirs: fr"""
    hierarchy: Code | None = None
    """Its level, where activities stand one below another: 1 the highest"""
    related: dict[Words, Code] = Field(default_factory=dict)
    """The identifiers of other activities, with the code of the list RelatedActivityType: 1 parent, 2 child"""
    descriptions: tuple[PublishedDescription, ...] = ()
    """What is published as descriptions, in place of the summary, the outcome and the direct target group"""
    status: Code | None = None
    """Of the list ActivityStatus: 2 implementation, 3 finalisation, 4 closed"""
    started: Date | None = None
    """The day on which it really began"""
    ended: Date | None = None
    """The day on which it really ended"""
    planned_start: Date | None = None
    """The day on which it was to begin, where that is not the first day of the period"""
    planned_end: Date | None = None
    """The day on which it was to end, where that is not the last day of the period"""
    not_planned: tuple[Literal["start", "end"], ...] = ()
    """Of which of the two no day was planned; the period then has the years in which it really began or ended"""
    scope: Code | None = None
    """Of the list ActivityScope: 4 national, 5 several regions, 6 one region"""
    countries: dict[Annotated[str, Field(pattern="^[A-Z]{2}$")], Number] = Field(default_factory=dict)
    """The part of each country in percent, where there are several"""
    regions: tuple[PublishedRegion, ...] = ()
    """Regions of the world, beside the countries"""
    sectors: tuple[PublishedSector, ...] = ()
    """The sectors"""
    tags: tuple[PublishedCode, ...] = ()
    """Codes of other lists, by the list TagVocabulary: 2 a goal of sustainable development, 3 a target of one"""
    markers: dict[Id, PublishedMarker] = Field(default_factory=dict)
    """The codes of the programme's markers, by their ids"""
    collaboration: Code | None = None
    """Of the list CollaborationType"""
    flow: Code | None = None
    """Of the list FlowType: 10 official development assistance"""
    finance: Code | None = None
    """Of the list FinanceType: 110 grant"""
    aid: Code | None = None
    """Of the list AidType: C01 project"""
    tied: Code | None = None
    """Of the list TiedStatus: 5 untied"""
    humanitarian: Flag | None = None
    """Whether it is humanitarian"""
    budget: PublishedBudget = Field(default_factory=PublishedBudget)
    """What is asked of the budgets"""
    budgets: tuple[PublishedSum, ...] = ()
    """The budgets as they were published, where the table of years cannot hold them; they then stand for it"""
    baseline_year: Year | None = None
    """The year of the baselines for which the logframe has none"""
    places: dict[Id, PublishedPlace] = Field(default_factory=dict)
    """Where communes lie, by their ids; and other places"""
    transactions: tuple[PublishedTransaction, ...] = ()
    """Money that was promised or that moved"""
    contact: PublishedContact | None = None
    """How the institution is reached"""


PublicationBlock = Annotated[Publication | None, Modelled.CHOICE]
"""All of it is a person's word; no document prints it."""
