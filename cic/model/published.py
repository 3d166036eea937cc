"""The parts of `publication:` that say of one thing each how it is published: a place, a budget, a transaction."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from cic.model.amounts import PaidAmount
from cic.model.scalars import Currency, Date, Flag, Id, Number, Record, Text, Words

Code = Annotated[Words, Field(examples=["1"])]
"""A code of a list, in quotes."""


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


class PublishedPlace(Record):
    """Where a commune or another place lies."""

    name: Text | None = None
    """Its name, where the key is no id of a commune"""
    ref: Words | None = None
    """The reference of a place that is no commune; of a commune it is its id"""
    reach: Code | None = None
    """Of the list GeographicLocationReach: 1 the activity takes place there, 2 those whom it is for live there"""
    description: Text | None = None
    """What sort of place it is, in words"""
    latitude: Number | None = Field(None, examples=[30.1])
    """Degrees north, of WGS 84"""
    longitude: Number | None = Field(None, examples=[-9.2])
    """Degrees east, of WGS 84"""
    exactness: Code | None = None
    """Of the list GeographicExactness: 1 exact, 2 approximate"""
    location_class: Code | None = None
    """Of the list GeographicLocationClass: 1 an administrative region, 2 a populated place"""


class PublishedDescription(Record):
    """A description, as it was published."""

    type: Code | None = None
    """Of the list DescriptionType: 1 general, 2 objectives, 3 target groups, 4 other"""
    text: Text
    """What it says"""


class PublishedSum(Record):
    """A budget, as it was published."""

    type: Code | None = None
    """Of the list BudgetType: 1 original, 2 revised"""
    status: Code | None = None
    """Of the list BudgetStatus: 1 indicative, 2 committed"""
    start: Date
    """The first day that it is for"""
    end: Date
    """The last day that it is for"""
    amount: Number
    """How much, exactly as published"""
    currency: Currency | None = None
    """Three letters, ISO 4217, where it is another than the budget's"""
    value_date: Date | None = None
    """The day whose rates of exchange hold for the amount"""


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

    type: Code | None = None
    """Of the list ContactType: 1 general enquiries"""
    organisation: Id | None = None
    """Id of the organisation; left out where no name is to stand beside the addresses"""
    email: Words | None = Field(None, examples=["office@example.org"])
    """An address that is nobody's own"""
    telephone: Words | None = None
    """A number that is nobody's own, in quotes"""
    website: Words | None = None
    """A web address"""
