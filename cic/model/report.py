"""reports/<year>/*.yaml: what was reported for a year, and what proves it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from cic.model.budget import Category, Nature
from cic.model.common import Correction, Dates, Interpreted, Source
from cic.model.scalars import Amount, Date, Flag, Id, Number, Record, Text, Words, Year


class Evidence(Record):
    """What proves a value."""

    kind: Id = Field(description="One of the indicator's sources of verification")
    document: Id | None = Field(None, description="Key in documents.yaml")
    address: Words | None = Field(None, description="A file name or a web address")
    date: Date | None = None
    as_printed: Words | None = None


class Observation(Interpreted):
    """The value of an indicator at the end of the year, in the indicator's unit, with its evidence.

    A ratio is given by numerator and denominator. `not_applicable` says why no value can be expected.
    """

    value: Number | None = None
    achieved: Flag | None = Field(None, description="For what is either there or not")
    numerator: Number | None = None
    denominator: Number | None = None
    text: Text | None = None
    not_applicable: Text | None = None
    as_printed: Words | None = None
    observed: Dates | None = None
    evidence: tuple[Evidence, ...] = ()
    note: Text | None = None


class Payment(Record):
    """A part of an expenditure, in the currency in which it was paid."""

    amount: Amount
    currency: Annotated[str, Field(strict=True, pattern="^[A-Z]{3}$")]
    rate: Number | None = Field(
        None, description="Units of that currency for one unit of the budget's; absent where it is the budget's own"
    )
    rate_source: Words | None = Field(None, description="Who says so: a bank and a day, or the mean of a year")


class Spending(Record):
    """Money spent in the year, in the currency of the budget."""

    amount: Amount
    paid_by: Id | None = Field(
        None, description="The organisation that paid, where it is not the programme; such money is not counted"
    )
    payments: tuple[Payment, ...] = Field(
        (), description="All that the amount is made of, where some of it was paid in another currency"
    )
    evidence: tuple[Evidence, ...] = ()
    note: Text | None = None


class Narrative(Record):
    """The year in words."""

    done: Text | None = None
    difficulties: Text | None = None
    lessons: Text | None = None
    next_year: Text | None = None


class CommuneReport(Record):
    """What one commune reports."""

    observations: dict[Id, Observation] = Field(default_factory=dict)


class Report(Record):
    """A year of a partnership, or of the programme as a whole where no partnership is named."""

    year: Year
    partnership: Id | None = None
    source: Source | None = None
    observations: dict[Id, Observation] = Field(default_factory=dict)
    communes: dict[Id, CommuneReport] = Field(default_factory=dict)
    expenditure: dict[Category, Annotated[dict[Nature, Spending], Field(min_length=1)]] = Field(default_factory=dict)
    narrative: Narrative | None = None
    corrections: tuple[Correction, ...] = ()
