"""Blocks that several files share."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from cic.model.scalars import Date, Id, Month, Number, Record, Scalar, Text, Words, Year

OtherFigures = Annotated[
    tuple[Number, ...],
    Field(description="Further figures of the printed words, which no other key says: “in 12 communes”"),
]
"""What is left of the figures in `as_printed`, so that each of them is read once."""


class Source(Record):
    """Where in which document something stands."""

    document: Id = Field(description="Key of the document in documents.yaml")
    section: Words | None = Field(None, description="Section as the document numbers or names it, in quotes: “7.3”")


class Contact(Record):
    """A person. Personal data: no export carries it unless asked."""

    name: Words
    organisation: Id | None = None
    telephones: tuple[Words, ...] = ()
    emails: tuple[Words, ...] = ()


class Period(Record):
    """Calendar years, both included. Either end may be unknown."""

    start: Year | None = None
    end: Year | None = None


class Dates(Record):
    """Calendar days, both included."""

    start: Date
    end: Date


class Event(Record):
    """Something that took place."""

    title: Text
    start: Date | None = None
    end: Date | None = None
    month: Month | None = Field(None, description="Where only the month is known: “2007-03”, in quotes")
    place: Words | None = None
    as_printed: Words | None = None
    source: Source | None = None


class Correction(Record):
    """Why a figure that was agreed or reported for a closed year is not what it was.

    Of a block that was added or taken away whole, `was` and `now` are left out.
    """

    path: Words = Field(description="Key path in this file, as in findings: communes[bravo].observations[R2.1].value")
    was: Scalar = None
    now: Scalar = None
    reason: Text
    date: Date = Field(description="When it was corrected")
