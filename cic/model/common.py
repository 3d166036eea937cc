"""Blocks that several files share."""

from __future__ import annotations

import datetime
from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from cic.model.modelled import Modelled
from cic.model.paths import keys_below
from cic.model.rules import WRONG_VALUE
from cic.model.scalars import Date, Id, Month, Number, Record, Scalar, Text, Words, Year, refuse

OtherFigures = Annotated[
    tuple[Number, ...],
    Field(description="Further figures of the printed words, which no other key says: “in 12 communes”"),
]
"""What is left of the figures in `as_printed`, so that each of them is read once."""

MOST_YEARS = 20
"""The longest period. A programme has some five years; more than this is a slip of the keys, and each year of a period
is looked for in each row of the budget."""


ONE, SEVERAL = "(one)", "(several)"
"""The two forms of what may be one thing or a list of things; no key of a file is written so."""


def form_of_list(value: object) -> str:
    """Which of the two forms is meant."""
    return SEVERAL if isinstance(value, (list, tuple)) else ONE


class Source(Record):
    """Where in which document something stands."""

    document: Annotated[Id, Modelled.ID] = Field(examples=["plan"])
    """Key of the document in documents.yaml"""
    section: Words | None = Field(None, examples=["7.3"])
    """Section as the document numbers or names it, in quotes: “7.3”"""


class Labelled(Record):
    """A file whose document prints a head or a question for some of its keys."""

    labels: dict[Words, Words] = Field(default_factory=dict)
    """The printed head or question of a key, where the document prints one; a key within another after a dot"""

    labels_sources: dict[Words, Source] = Field(default_factory=dict)
    """Where a label stands, where that is another place than that of its key"""

    @field_validator("labels")
    @classmethod
    def _of_its_own_keys(cls, labels: dict[str, str]) -> dict[str, str]:
        for label in labels:
            if not keys_below(cls).issuperset(label.split(".")):
                raise refuse(WRONG_VALUE, "{key} is no key of this file, which a label could name", key=label)
        return labels


class Basis(Record):
    """What a reading of ours rests on: words of a document, or who says so where no document does."""

    words: Words | None = None
    """The printed words that it rests on"""
    source: Source | None = None
    """Where these words stand, where that is another place than the block's own"""
    outside: Words | None = None
    """Who says so, where no document of the programme does: an official list, a web page, general knowledge"""
    why: Text | None = None
    """Why we read it so, and what speaks against it"""

    @model_validator(mode="after")
    def _rests_on_something(self) -> Self:
        if self.words is None and self.outside is None:
            raise refuse(WRONG_VALUE, "say what the reading rests on: the printed words, or who says so outside")
        return self


class Interpreted(Record):
    """A block of which some values are ours: no document prints them."""

    reading: dict[Id, Basis] = Field(default_factory=dict)
    """Which values of this block no document prints, and what each rests on"""

    @field_validator("reading")
    @classmethod
    def _of_its_own_keys(cls, reading: dict[str, Basis]) -> dict[str, Basis]:
        for key in reading:
            if key not in cls.model_fields:
                raise refuse(WRONG_VALUE, "{key} is no key of this block, of which a reading could speak", key=key)
        return reading


class Contact(Record):
    """A person. Personal data: no export carries it unless asked."""

    name: Words
    """The name as printed"""
    organisation: Annotated[Id | None, Modelled.ID] = None
    """Id of the organisation"""
    telephones: tuple[Words, ...] = Field((), examples=[["02 422 31 02"]])
    """Telephone numbers in quotes: “02 422 31 02”. Personal data where they are a person's"""
    emails: tuple[Words, ...] = Field((), examples=[["town.hall@example.org"]])
    """E-mail addresses. Personal data where they are a person's"""


class Period(Record):
    """Calendar years, both included, at most 20. Either end may be unknown."""

    start: Year | None = None
    """The first day or year, which is included"""
    end: Year | None = None
    """The last day or year, which is included"""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.start is not None and self.end is not None:
            if self.end < self.start:
                template = "the period ends in {end}, before it starts in {start}"
                raise refuse(WRONG_VALUE, template, start=self.start, end=self.end)
            years = self.end - self.start + 1
            if years > MOST_YEARS:
                template = "the period {start} to {end} has {years:years}, at most {most} can be true"
                raise refuse(WRONG_VALUE, template, start=self.start, end=self.end, years=years, most=MOST_YEARS)
        return self


class Term(Period):
    """The years that a statement itself names: “in 2021” is its end, “from 2017 on” its start."""

    printed: Words
    """The words of the document, exactly as printed"""

    @model_validator(mode="after")
    def _names_a_year(self) -> Self:
        if self.start is None and self.end is None:
            raise refuse(WRONG_VALUE, "a term names a year: write start, end or both")
        return self


class Dates(Record):
    """Calendar days, both included."""

    start: Date
    """The first day or year, which is included"""
    end: Date
    """The last day or year, which is included"""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        _refuse_disorder(self.start, self.end)
        return self


def _refuse_disorder(start: datetime.date | None, end: datetime.date | None) -> None:
    if start is not None and end is not None and end < start:
        template = "the last day {end} comes before the first day {start}"
        raise refuse(WRONG_VALUE, template, start=start.isoformat(), end=end.isoformat())


class Event(Record):
    """Something that took place."""

    title: Text
    """The title as printed"""
    title_source: Source | None = None
    """Where the title stands, where that is another place"""
    start: Date | None = None
    """The first day or year, which is included"""
    end: Date | None = None
    """The last day or year, which is included"""
    month: Month | None = Field(None, examples=["2007-03"])
    """Where only the month is known: “2007-03”, in quotes"""
    place: Words | None = None
    """Where it took place"""
    as_printed: Words | None = None
    """The words of the document, exactly as printed"""
    source: Source | None = None
    """The document, and the section of it, that this is taken from"""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        _refuse_disorder(self.start, self.end)
        return self


class Departure(Record):
    """The last day of someone in the programme, why, and what says so."""

    date: Date = Field(examples=["2019-12-31"])
    """The last day in the programme, which is included: a day"""
    reason: Text = Field(examples=[{"en": "Left after the elections"}])
    """Why: a sentence that a reader understands in a few years"""
    source: Source | None = None
    """The document, and the section of it, that this is taken from"""


class Member(Record):
    """Someone who is in the programme for all of it, or for a part of it."""

    since: Date | None = Field(None, examples=["2019-01-01"])
    """The first day in the programme; left out for whoever is there from the start"""
    until: Departure | None = None
    """The last day in the programme, for whoever left before its end: what was reached stays, nothing is asked after"""


class Correction(Record):
    """Why a figure that was agreed or reported for a closed year is not what it was.

    Of a block that was added or taken away whole, `was` and `now` are left out.
    """

    path: Words = Field(examples=["communes[bravo].observations[R2.1].value"])
    """Key path in this file, as in findings: communes[bravo].observations[R2.1].value"""
    was: Scalar = None
    """What it was; left out where a block came whole"""
    now: Scalar = None
    """What it is now; left out where a block went whole"""
    reason: Text = Field(examples=[{"en": "The document prints the sum of four years"}])
    """Why: a sentence that a reader understands in a few years"""
    date: Date
    """When it was corrected"""
