"""Blocks that several files share."""

from __future__ import annotations

import datetime
from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from cic.model.paths import keys_below
from cic.model.scalars import Date, Id, Month, Number, Record, Scalar, Text, Words, Year, refuse

OtherFigures = Annotated[
    tuple[Number, ...],
    Field(description="Further figures of the printed words, which no other key says: “in 12 communes”"),
]
"""What is left of the figures in `as_printed`, so that each of them is read once."""

MOST_YEARS = 20
"""The longest period. A programme has some five years; more than this is a slip of the keys, and each year of a period
is looked for in each row of the budget."""


class Source(Record):
    """Where in which document something stands."""

    document: Id = Field(description="Key of the document in documents.yaml")
    section: Words | None = Field(None, description="Section as the document numbers or names it, in quotes: “7.3”")


class Labelled(Record):
    """A file whose document prints a head or a question for some of its keys."""

    labels: dict[Words, Words] = Field(default_factory=dict)

    @field_validator("labels")
    @classmethod
    def _of_its_own_keys(cls, labels: dict[str, str]) -> dict[str, str]:
        for label in labels:
            if not keys_below(cls).issuperset(label.split(".")):
                raise refuse("wrong-value", "{key} is no key of this file, which a label could name", key=label)
        return labels


class Basis(Record):
    """What a reading of ours rests on: words of a document, or who says so where no document does."""

    words: Words | None = None
    source: Source | None = None
    outside: Words | None = None
    why: Text | None = None

    @model_validator(mode="after")
    def _rests_on_something(self) -> Self:
        if self.words is None and self.outside is None:
            raise refuse("wrong-value", "say what the reading rests on: the printed words, or who says so outside")
        return self


class Interpreted(Record):
    """A block of which some values are ours: no document prints them."""

    reading: dict[Id, Basis] = Field(default_factory=dict)

    @field_validator("reading")
    @classmethod
    def _of_its_own_keys(cls, reading: dict[str, Basis]) -> dict[str, Basis]:
        for key in reading:
            if key not in cls.model_fields:
                raise refuse("wrong-value", "{key} is no key of this block, of which a reading could speak", key=key)
        return reading


class Contact(Record):
    """A person. Personal data: no export carries it unless asked."""

    name: Words
    organisation: Id | None = None
    telephones: tuple[Words, ...] = ()
    emails: tuple[Words, ...] = ()


class Period(Record):
    """Calendar years, both included, at most 20. Either end may be unknown."""

    start: Year | None = None
    end: Year | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.start is not None and self.end is not None:
            if self.end < self.start:
                template = "the period ends in {end}, before it starts in {start}"
                raise refuse("wrong-value", template, start=self.start, end=self.end)
            years = self.end - self.start + 1
            if years > MOST_YEARS:
                template = "the period {start} to {end} has {years:years}, at most {most} can be true"
                raise refuse("wrong-value", template, start=self.start, end=self.end, years=years, most=MOST_YEARS)
        return self


class Dates(Record):
    """Calendar days, both included."""

    start: Date
    end: Date

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        _refuse_disorder(self.start, self.end)
        return self


def _refuse_disorder(start: datetime.date | None, end: datetime.date | None) -> None:
    if start is not None and end is not None and end < start:
        template = "the last day {end} comes before the first day {start}"
        raise refuse("wrong-value", template, start=start.isoformat(), end=end.isoformat())


class Event(Record):
    """Something that took place."""

    title: Text
    start: Date | None = None
    end: Date | None = None
    month: Month | None = Field(None, description="Where only the month is known: “2007-03”, in quotes")
    place: Words | None = None
    as_printed: Words | None = None
    source: Source | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        _refuse_disorder(self.start, self.end)
        return self


class Correction(Record):
    """Why a figure that was agreed or reported for a closed year is not what it was.

    Of a block that was added or taken away whole, `was` and `now` are left out.
    """

    path: Words = Field(description="Key path in this file, as in findings: communes[bravo].observations[R2.1].value")
    was: Scalar = None
    now: Scalar = None
    reason: Text
    date: Date = Field(description="When it was corrected")
