"""reports/<year>/*.yaml: what was reported for a year, and what proves it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from cic.model.budget import Category, Nature
from cic.model.common import Correction, Dates, Interpreted, Source
from cic.model.modelled import Modelled
from cic.model.scalars import Amount, Date, Flag, Id, Number, Record, Text, Words, Year


class Evidence(Record):
    """What proves a value."""

    kind: Annotated[Id, Modelled.ID] = Field(examples=["attendance-list"])
    """One of the indicator's sources of verification"""
    document: Annotated[Id | None, Modelled.ID] = None
    """Key in documents.yaml"""
    address: Annotated[Words | None, Modelled.FILE] = None
    """A file name or a web address"""
    date: Date | None = Field(None, examples=["2019-05-04"])
    """A day: 2019-12-31"""
    as_printed: Words | None = None
    """The words of the document, exactly as printed"""


class Observation(Interpreted):
    """The value of an indicator at the end of the year, in the indicator's unit, with its evidence.

    A ratio is given by numerator and denominator. `not_applicable` says why no value can be expected.
    """

    value: Number | None = Field(None, examples=[12])
    """The value, in the indicator's unit"""
    achieved: Flag | None = Field(None, examples=[True])
    """For what is either there or not"""
    numerator: Number | None = None
    """The part that is counted, where the value is a percentage"""
    denominator: Number | None = None
    """The whole that is counted, where the value is a percentage"""
    text: Text | None = None
    """The text, in each language in which it is printed"""
    not_applicable: Text | None = None
    """Why no value can be expected"""
    as_printed: Words | None = None
    """The words of the document, exactly as printed"""
    as_printed_source: Source | None = None
    """Where these words stand, where that is another place"""
    observed: Dates | None = None
    """The days in which the value was observed"""
    evidence: tuple[Evidence, ...] = Field(
        (), examples=[[{"kind": "attendance-list", "address": "attendance-2019.pdf", "date": "2019-05-04"}]]
    )
    """What proves it: at least one for each value"""
    note: Text | None = None
    """A remark for the reader"""


class Payment(Record):
    """A part of an expenditure, in the currency in which it was paid."""

    amount: Amount
    currency: Annotated[str, Field(strict=True, pattern="^[A-Z]{3}$")] = Field(examples=["EUR"])
    """Three letters, ISO 4217: EUR"""
    rate: Number | None = Field(None, examples=[655.957])
    """Units of that currency for one unit of the budget's; absent where it is the budget's own"""
    rate_source: Words | None = None
    """Who says so: a bank and a day, or the mean of a year"""


class Spending(Record):
    """Money spent in the year, in the currency of the budget."""

    amount: Amount
    paid_by: Id | None = None
    """The organisation that paid, where it is not the programme; such money is not counted"""
    payments: tuple[Payment, ...] = ()
    """All that the amount is made of, where some of it was paid in another currency"""
    evidence: tuple[Evidence, ...] = Field(
        (), examples=[[{"kind": "attendance-list", "address": "attendance-2019.pdf", "date": "2019-05-04"}]]
    )
    """What proves it: at least one for each value"""
    note: Text | None = None
    """A remark for the reader"""


class Narrative(Record):
    """The year in words."""

    done: Text | None = None
    """What was done in the year"""
    difficulties: Text | None = None
    """What was difficult"""
    lessons: Text | None = None
    """What was learnt"""
    next_year: Text | None = None
    """What is planned for the next year"""


class CommuneReport(Record):
    """What one commune reports."""

    observations: dict[Id, Observation] = Field(default_factory=dict)
    """The values at the end of the year, by the indicator's id"""


class Report(Record):
    """A year of a partnership, or of the programme as a whole where no partnership is named."""

    year: Annotated[Year, Modelled.FILE] = Field(examples=[2019])
    """A year of four digits, without quotes: 2019"""
    partnership: Annotated[Id | None, Modelled.ID] = None
    """Id of the partnership; left out in the report of the programme itself"""
    source: Source | None = None
    """The document, and the section of it, that this is taken from"""
    observations: dict[Id, Observation] = Field(default_factory=dict)
    """The values at the end of the year, by the indicator's id"""
    communes: dict[Id, CommuneReport] = Field(default_factory=dict)
    """The communes, by their ids"""
    expenditure: dict[Category, Annotated[dict[Nature, Spending], Field(min_length=1)]] = Field(default_factory=dict)
    """What was spent in the year, by category and nature, in the currency of the budget"""
    narrative: Narrative | None = None
    """The year in words"""
    corrections: Annotated[tuple[Correction, ...], Modelled.CHECK] = ()
    """Agreed or reported figures that are not what they were: what, why and when"""
