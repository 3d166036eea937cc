"""acknowledgements.yaml: the findings that people have read and accepted, each with its figures and its reason."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from cic.model.scalars import Date, Id, Record, Text, Words


class Acknowledgement(Record):
    """An accepted finding. It holds as long as the figures stay the same."""

    rule: Words = Field(description="Name of the rule: budget-years")
    file: Words = Field(description="File of the finding, relative to the data folder")
    path: Words | None = Field(None, description="Key path of the finding: categories.partners.total")
    which: Words | None = Field(
        None, description="Which finding, where several of one rule stand at one path: a missing key, a year, in quotes"
    )
    figures: dict[str, Annotated[str, Field(strict=True)]] = Field(
        default_factory=dict, description="The figures the finding was accepted with, as text"
    )
    reason: Text
    cause: Id | None = Field(None, description="Key of a common cause under `causes`")
    ask: Text | None = Field(None, description="What to ask, and whom, to settle it")
    accepted_on: Date | None = None
    accepted_by: Words | None = None
    expires: Date | None = None


class Cause(Record):
    """What several contradictions have in common."""

    title: Text
    story: Text


class Acknowledgements(Record):
    """All accepted findings, and what several of them have in common."""

    causes: dict[Id, Cause] = Field(default_factory=dict)
    acknowledgements: tuple[Acknowledgement, ...] = ()
