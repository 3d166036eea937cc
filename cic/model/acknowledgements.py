"""acknowledgements.yaml: the findings that people have read and accepted, each with its figures and its reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import Field, model_validator

from cic.model.modelled import Modelled
from cic.model.rules import WRONG_VALUE
from cic.model.scalars import Date, Id, Record, Text, Words, refuse


class AcceptedFinding(Record):
    """One of several findings that are accepted together, because one thing is wrong behind them all."""

    rule: Words | None = None
    """Name of the rule, where it is another than that of the acknowledgement"""
    file: Words | None = None
    """File of the finding, relative to the data folder, where it is another than that of the acknowledgement"""
    path: Words | None = Field(None, examples=["communes[bravo].observations[R2.1].value"])
    """Key path of the finding: categories.partners.total"""
    which: Words | None = None
    """Which finding, where several of one rule stand at one path: a missing key, a year, in quotes"""
    figures: dict[str, Annotated[str, Field(strict=True)]] = Field(default_factory=dict)
    """The figures the finding was accepted with, as text"""


class Acknowledgement(Record):
    """An accepted finding, or several with one reason. It holds as long as the figures stay the same."""

    rule: Words
    """Name of the rule: budget-years"""
    file: Words | None = None
    """File of the finding, relative to the data folder; may be left out where each of `findings` names its own"""
    path: Words | None = Field(None, examples=["communes[bravo].observations[R2.1].value"])
    """Key path of the finding: categories.partners.total"""
    which: Words | None = None
    """Which finding, where several of one rule stand at one path: a missing key, a year, in quotes"""
    figures: dict[str, Annotated[str, Field(strict=True)]] = Field(default_factory=dict)
    """The figures the finding was accepted with, as text"""
    findings: tuple[AcceptedFinding, ...] = ()
    """The findings, where one reason accepts several; then `path`, `which` and `figures` stand there"""
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

    @model_validator(mode="after")
    def _says_what_it_accepts(self) -> Self:
        if self.findings and (self.path is not None or self.which is not None or self.figures):
            raise refuse(WRONG_VALUE, "path, which and figures stand in each of the findings, or there are no findings")
        if self.file is None and any(one.file is None for one in self.findings or (AcceptedFinding(),)):
            raise refuse(WRONG_VALUE, "say in which file the finding is: file: budget.yaml")
        return self

    def accepts(self) -> Iterator[tuple[tuple[str | int, ...], AcceptedFinding]]:
        """Each finding that it accepts, with its rule and its file, and the keys that lead there."""
        own = {"rule": self.rule, "file": self.file}
        if not self.findings:
            yield (), AcceptedFinding(**own, path=self.path, which=self.which, figures=self.figures)
        for n, one in enumerate(self.findings):
            yield ("findings", n), one.model_copy(update={key: getattr(one, key) or own[key] for key in own})


class Cause(Record):
    """What several contradictions have in common."""

    title: Text
    """The title as printed"""
    story: Text
    """The cause, told so that others understand it"""


class Acknowledgements(Record):
    """All accepted findings, and what several of them have in common."""

    causes: Annotated[dict[Id, Cause], Modelled.CHECK] = Field(default_factory=dict)
    """Common causes of several accepted findings, by their ids"""
    acknowledgements: Annotated[tuple[Acknowledgement, ...], Modelled.CHECK] = ()
    """The accepted findings, one by one"""
