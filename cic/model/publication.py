"""`publication:` in programme.yaml: what only a person can say when the programme is published in IATI.

Codes are those of the lists of IATI, in quotes, and are looked up when the file is made. No check asks for any of it.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from cic.model.amounts import PaidAmount
from cic.model.modelled import Modelled
from cic.model.scalars import Currency, Date, Flag, Id, Language, Number, Record, Text, Words, Year

Code = Annotated[Words, Field(examples=["1"])]
"""A code of a list, in quotes."""


class PublishedOrganisation(Record):
    """What IATI asks of an organisation, a commune or a partner, beside its name."""

    ref: Words | None = Field(None, examples=["BE-BCE_KBO-0123456749"])
    """Its identifier, by org-id.guide"""
    type: Code | None = None
    """Of the list OrganisationType: 10 government, 11 local government, 22 national NGO"""
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


class PublishedPlace(Record):
    """Where a commune or another place lies."""

    name: Text | None = None
    """Its name, where the key is no id of a commune"""
    latitude: Number | None = Field(None, examples=[30.1])
    """Degrees north, of WGS 84"""
    longitude: Number | None = Field(None, examples=[-9.2])
    """Degrees east, of WGS 84"""
    exactness: Code | None = None
    """Of the list GeographicExactness: 1 exact, 2 approximate"""


class PublishedBudget(Record):
    """What IATI asks of the budgets of the years."""

    status: Code | None = None
    """Of the list BudgetStatus: 1 indicative, 2 committed"""
    value_date: Date | None = None
    """The day whose rates of exchange hold for the amounts"""
    value_dates: dict[Year, Date] = Field(default_factory=dict, examples=[{"2019": "2019-01-01"}])
    """The same by year, where it is another for a year"""


class PublishedCode(Record):
    """A code, and the list that it is of."""

    code: Code = Field(examples=["15112"])
    """Of the list of IATI, or of another vocabulary"""
    vocabulary: Code | None = None
    """Of the list SectorVocabulary or RegionVocabulary; left out for the DAC (1)"""
    name: Text | None = None
    """Its name, which IATI asks of an own vocabulary (98, 99)"""
    address: Words | None = None
    """Where an own vocabulary is explained: a web address"""


class PublishedTransaction(Record):
    """Money that was promised or that moved, on a day."""

    type: Code
    """Of the list TransactionType: 1 incoming funds, 2 outgoing commitment, 3 disbursement, 4 expenditure, 11 incoming
    commitment"""
    date: Date
    """The day"""
    amount: PaidAmount
    """How much; below zero where it is taken back"""
    currency: Currency | None = None
    """Three letters, ISO 4217, where it is another than the budget's"""
    value_date: Date | None = None
    """The day whose rates of exchange hold, where it is another"""
    description: Text | None = None
    """What it is"""
    provider: Id | None = None
    """Id of the organisation that gives"""
    receiver: Id | None = None
    """Id of the organisation that receives"""
    ref: Words | None = None
    """Its number in the accounts"""
    humanitarian: Flag | None = None
    """Whether it is humanitarian"""
    channel: Code | None = None
    """Of the list DisbursementChannel"""
    sectors: tuple[PublishedCode, ...] = ()
    """Its sectors, one of each vocabulary, where they are said of each transaction and not of the whole"""
    country: Annotated[str, Field(pattern="^[A-Z]{2}$")] | None = Field(None, examples=["MA"])
    """Its country, where that is said of each transaction"""
    region: PublishedCode | None = None
    """Its region of the world, where that is said of each transaction"""
    flow: Code | None = None
    """Of the list FlowType, where it is another than that of the whole"""
    finance: Code | None = None
    """Of the list FinanceType, where it is another than that of the whole"""
    aid: Code | None = None
    """Of the list AidType, where it is another than that of the whole"""
    tied: Code | None = None
    """Of the list TiedStatus, where it is another than that of the whole"""


class PublishedContact(Record):
    """How the institution is reached; no person."""

    organisation: Id | None = None
    """Id of the organisation; left out where it is the one that publishes"""
    email: Words | None = Field(None, examples=["office@example.org"])
    """An address that is nobody's own"""
    telephone: Words | None = None
    """A number that is nobody's own, in quotes"""
    website: Words | None = None
    """A web address"""


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
