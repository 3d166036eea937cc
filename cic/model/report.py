"""reports/<year>/*.yaml: what was reported for a year, and what proves it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import Field, model_validator

from cic.diagnostics import Key
from cic.model.common import Correction, Dates, Interpreted, Source
from cic.model.evidence import Evidence
from cic.model.expenditure import Contributed, Contributions, Expenses, Refund, Spending, Spent
from cic.model.logframe import ActivityStatus
from cic.model.modelled import Modelled
from cic.model.parts import Parts
from cic.model.rules import WRONG_VALUE
from cic.model.scalars import (
    CategoryId,
    CommuneId,
    Date,
    Flag,
    Id,
    IndicatorId,
    Number,
    ParticipantId,
    PartnerId,
    PartnershipId,
    Record,
    Reported,
    Text,
    Words,
    refuse,
)
from cic.model.signed import Signed


class Observation(Interpreted):
    """The value of an indicator at the end of the year, in the indicator's unit, with its evidence.

    A ratio is given by numerator and denominator, what has a scale by its step. `not_applicable` says why no value can
    be expected.
    """

    value: Number | None = Field(None, examples=[12])
    """The value, in the indicator's unit"""
    achieved: Flag | None = Field(None, examples=[True])
    """For what is either there or not"""
    numerator: Number | None = None
    """The part that is counted, where the value is a percentage"""
    denominator: Number | None = None
    """The whole that is counted, where the value is a percentage"""
    step: Annotated[Id | None, Modelled.ID] = Field(None, examples=["draft"])
    """The step that is reached, of the indicator's scale"""
    by: Parts = Field(default_factory=dict)
    """What the value is made of, as the indicator divides it; `unknown` where nobody can say of which part it is"""
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


class ActivityReport(Record):
    """How an activity stands at the end of the year, for whoever reports it."""

    status: ActivityStatus | None = None
    """planned, ongoing, completed, suspended or cancelled"""
    started: Date | None = Field(None, examples=["2019-03-01"])
    """The day on which it began"""
    ended: Date | None = Field(None, examples=["2019-05-04"])
    """The day on which it ended, or was given up"""
    evidence: tuple[Evidence, ...] = Field(
        (), examples=[[{"kind": "attendance-list", "address": "attendance-2019.pdf", "date": "2019-05-04"}]]
    )
    """What proves it: at least one where it is completed"""
    note: Text | None = None
    """A remark for the reader"""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set:
            raise refuse(WRONG_VALUE, "nothing stands in this block: write at least one line into it")
        return self


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
    """What one commune reports, or one partner."""

    reported: Annotated[Signed | None, Modelled.FILE] = None
    """Who reported the part of the commune, and when, where that is another than of the whole"""
    approved: Annotated[Signed | None, Modelled.FILE] = None
    """Who approved the part of the commune, and when, where that is another than of the whole"""
    observations: dict[IndicatorId, Observation] = Field(default_factory=dict)
    """The values at the end of the year, by the indicator's id"""


class Report(Record):
    """A year of a partnership, or of the programme as a whole where no partnership is named."""

    year: Annotated[Reported, Modelled.FILE] = Field(examples=[2019])
    """A year of four digits, without quotes: 2019; where the programme reports by month, quarter or half-year: 2019-07,
    2019-Q3, 2019-H1"""
    partnership: PartnershipId | None = None
    """Id of the partnership; left out in the report of the programme itself"""
    source: Source | None = None
    """The document, and the section of it, that this is taken from"""
    reported: Annotated[Signed | None, Modelled.FILE] = None
    """Who reported the year, and when"""
    approved: Annotated[Signed | None, Modelled.FILE] = None
    """Who approved the report, and when"""
    observations: dict[IndicatorId, Observation] = Field(default_factory=dict)
    """The values at the end of the year, by the indicator's id"""
    communes: dict[CommuneId, CommuneReport] = Field(default_factory=dict)
    """The communes, by their ids"""
    partners: dict[PartnerId, CommuneReport] = Field(default_factory=dict)
    """The partners that are no communes, by their ids"""
    expenditure: dict[CategoryId, Expenses] = Field(default_factory=dict)
    """What was spent in the year, by category and nature, in the currency of the budget"""
    activities: dict[Annotated[Id, Modelled.ID], ActivityReport] = Field(default_factory=dict)
    """How activities stand at the end of the year, by their ids"""
    contributions: dict[ParticipantId, Contributions] = Field(default_factory=dict)
    """What communes, partners and organisations have brought of their own, by id; never added to the expenditure"""
    narrative: Narrative | None = None
    """The year in words"""
    corrections: Annotated[tuple[Correction, ...], Modelled.CHECK] = ()
    """Agreed or reported figures that are not what they were: what, why and when"""

    def signatures(self) -> Iterator[Signed]:
        """Whoever reported or approved any of it."""
        parts: tuple[Report | CommuneReport, ...] = (self, *self.communes.values(), *self.partners.values())
        for one in parts:
            yield from filter(None, (one.reported, one.approved))

    def spendings(self) -> Iterator[Spent]:
        """Each amount that was spent, in the order of the file and of the natures."""
        for category, expenses in self.expenditure.items():
            for nature, path, spending in expenses.spendings():
                yield Spent(category, nature, ("expenditure", category, *path), spending)

    def evidence(self) -> Iterator[tuple[tuple[Key, ...], Evidence]]:
        """All that proves anything of the report, and where each stands."""
        for id, one in self.observations.items():
            yield from _each(("observations", id), one.evidence)
        for key, who, own in self.of_participants():
            for id, one in own.observations.items():
                yield from _each((key, who, "observations", id), one.evidence)
        for id, activity in self.activities.items():
            yield from _each(("activities", id), activity.evidence)
        for spent in self.spendings():
            yield from _each(spent.path, spent.value.evidence)
        for _, path, back in self.refunds():
            yield from _each(path, back.evidence)
        for _, path, given in self.contributed():
            yield from _each(path, given.evidence)

    def of_participants(self) -> Iterator[tuple[str, str, CommuneReport]]:
        """What communes and partners report: the key above it, and their ids."""
        for key, reporting in (("communes", self.communes), ("partners", self.partners)):
            yield from ((key, who, own) for who, own in reporting.items())

    def entries(self) -> Iterator[tuple[tuple[Key, ...], Spending | Refund]]:
        """Each amount that was spent or came back, and where it stands."""
        yield from ((one.path, one.value) for one in self.spendings())
        yield from ((path, back) for _, path, back in self.refunds())

    def contributed(self) -> Iterator[tuple[str, tuple[Key, ...], Contributed]]:
        """Each thing that was brought: by whom, where it stands, and what it is."""
        for id, brought in self.contributions.items():
            if isinstance(brought, Contributed):
                yield id, ("contributions", id), brought
            else:
                yield from ((id, ("contributions", id, n), one) for n, one in enumerate(brought))

    def paid(self) -> Iterator[tuple[tuple[Key, ...], Spending | Refund | Contributed]]:
        """Each amount that says which payments it is made of, and where it stands."""
        yield from ((path, one) for path, one in self.entries() if one.payments)
        yield from ((path, one) for _, path, one in self.contributed() if one.payments)

    def refunds(self) -> Iterator[tuple[str, tuple[Key, ...], Refund]]:
        """Each amount that came back: the category, where it stands, and what it is."""
        for category, expenses in self.expenditure.items():
            for n, one in enumerate(expenses.refunds):
                yield category, ("expenditure", category, "refunds", n), one


def _each(path: tuple[Key, ...], evidence: tuple[Evidence, ...]) -> Iterator[tuple[tuple[Key, ...], Evidence]]:
    for n, one in enumerate(evidence):
        yield (*path, "evidence", n), one
