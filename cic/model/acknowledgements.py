"""acknowledgements.yaml: the findings that people have read and accepted, each with its figures and its reason."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from cic.model.scalars import Date, Id, Record, Text, Words


class Acknowledgement(Record):
    """An accepted finding. It holds as long as the figures stay the same."""

    rule: Words
    """Name of the rule: budget-years"""
    file: Words
    """File of the finding, relative to the data folder"""
    path: Words | None = Field(None, examples=["communes[bravo].observations[R2.1].value"])
    """Key path of the finding: categories.partners.total"""
    which: Words | None = None
    """Which finding, where several of one rule stand at one path: a missing key, a year, in quotes"""
    figures: dict[str, Annotated[str, Field(strict=True)]] = Field(default_factory=dict)
    """The figures the finding was accepted with, as text"""
    reason: Text = Field(examples=[{"en": "The document prints the sum of four years"}])
    """Why: a sentence that a reader understands in a few years"""
    cause: Id | None = None
    """Key of a common cause under `causes`"""
    ask: Text | None = None
    """Whom to ask to settle it, a colon, and what: “To the donor: who receives the rest?”"""
    accepted_on: Date | None = Field(None, examples=["2026-11-22"])
    """Day of the acceptance: 2026-11-22"""
    accepted_by: Words | None = None
    """Who accepted it; left out where nobody is known"""
    expires: Date | None = Field(None, examples=["2027-12-31"])
    """From this day on the finding comes back: 2027-12-31"""


class Cause(Record):
    """What several contradictions have in common."""

    title: Text
    """The title as printed"""
    story: Text
    """The cause, told so that others understand it"""


class Acknowledgements(Record):
    """All accepted findings, and what several of them have in common."""

    causes: dict[Id, Cause] = Field(default_factory=dict)
    """Common causes of several accepted findings, by their ids"""
    acknowledgements: tuple[Acknowledgement, ...] = ()
    """The accepted findings, one by one"""
