"""Who reported a year and who approved it, and when."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from cic.model.scalars import Date, Record, Text


class Signed(Record):
    """A function or a service that has reported or approved, and the day."""

    PERSONAL_KEYS: ClassVar[frozenset[str]] = frozenset(("by",))

    by: Text = Field(examples=[{"fr": "le service social"}])
    """The function or the service, better than a name. Personal data: it may name a person, and no page shows it unless
    asked"""
    date: Date = Field(examples=["2020-01-15"])
    """The day on which it was reported or approved"""
    early: Text | None = None
    """Why it was before the end of the year, where it was"""
