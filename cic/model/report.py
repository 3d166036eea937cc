"""reports/<year>/*.yaml: what was reported for a year, and what proves it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, NamedTuple, Self

from pydantic import ConfigDict, Discriminator, Field, Tag, field_validator, model_validator

from cic.diagnostics import Key
from cic.model.budget import TOTAL, Contribution
from cic.model.common import ONE, SEVERAL, Correction, Dates, Interpreted, Source, form_of_list
from cic.model.logframe import ActivityStatus
from cic.model.modelled import Modelled
from cic.model.parts import Parts
from cic.model.rules import WRONG_VALUE
from cic.model.scalars import (
    Amount,
    CategoryId,
    CommuneId,
    Currency,
    Date,
    Flag,
    Id,
    IndicatorId,
    NatureId,
    Number,
    PaidAmount,
    ParticipantId,
    PartnerId,
    PartnershipId,
    Record,
    Reported,
    ResultId,
    Text,
    Words,
    Year,
    refuse,
)
from cic.model.signed import Signed

EVIDENCE = "evidence"
"""The folder, in the data folder, of files that prove something."""


class Evidence(Record):
    """What proves a value."""

    kind: Annotated[Id, Modelled.ID] = Field(examples=["attendance-list"])
    """One of the indicator's sources of verification"""
    document: Annotated[Id | None, Modelled.ID] = None
    """Key in documents.yaml"""
    address: Annotated[Words | None, Modelled.FILE] = None
    """A file name or a web address"""
    file: Words | None = Field(None, examples=["evidence/2019/register.pdf"])
    """A file of the data folder, below evidence/"""
    sha256: Annotated[str, Field(strict=True, pattern="^[0-9a-f]{64}$")] | None = None
    """The SHA-256 of that file, so that it cannot become another one unseen"""
    date: Date | None = Field(None, examples=["2019-05-04"])
    """A day: 2019-12-31"""
    as_printed: Words | None = None
    """The words of the document, exactly as printed"""

    @field_validator("file")
    @classmethod
    def _below_evidence(cls, file: str | None) -> str | None:
        if file is not None and not is_evidence(file):
            raise refuse(WRONG_VALUE, "{file} is no file below evidence/: write evidence/2019/register.pdf", file=file)
        return file

    @model_validator(mode="after")
    def _hash_of_a_file(self) -> Self:
        if self.sha256 is not None and self.file is None:
            raise refuse(WRONG_VALUE, "a SHA-256 is that of a file: say which under `file:`")
        return self


def is_evidence(file: str) -> bool:
    """Whether it is the path of a file below evidence/, written with slashes and without a way out."""
    steps = file.split("/")
    odd = ("", ".", "..")
    return len(steps) > 1 and steps[0] == EVIDENCE and not any(step in odd or "\\" in step for step in steps)


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


class Payment(Record):
    """A part of an expenditure, in the currency in which it was paid."""

    amount: PaidAmount
    currency: Currency
    """Three letters, ISO 4217: EUR"""
    rate: Number | None = Field(None, examples=[655.957])
    """Units of that currency for one unit of the budget's; absent where it is the budget's own, or where
    `programme.yaml` has a rate of the year"""
    rate_source: Words | None = None
    """Who says so: a bank and a day, or the mean of a year"""


class Spending(Record):
    """Money spent in the year, in the currency of the budget."""

    amount: Amount
    paid_by: Id | None = None
    """The organisation that paid, where it is not the programme; such money is not counted"""
    association: Id | None = None
    """The association whose share of the budget this is of; absent where it is that of the partnership's communes"""
    result: ResultId | None = None
    """Id of the result for which it was spent; left out beside an activity, which says it"""
    activity: Annotated[Id | None, Modelled.ID] = None
    """Id of the activity for which it was spent"""
    payments: tuple[Payment, ...] = ()
    """All that the amount is made of, where some of it was paid in another currency"""
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


class Refund(Record):
    """Money of the programme that came back in the year. Without a minus sign: it is taken off what was spent."""

    amount: Amount
    of: Year = Field(examples=[2018])
    """The year in which it had been spent"""
    nature: NatureId | None = None
    """Investment, operating or personnel, or one that the budget declares: of which it had been spent; left out where
    the budget has none"""
    association: Id | None = None
    """The association whose share of the budget it goes back to; absent where it is that of the communes"""
    result: ResultId | None = None
    """Id of the result for which it had been spent; left out beside an activity, which says it"""
    activity: Annotated[Id | None, Modelled.ID] = None
    """Id of the activity for which it had been spent"""
    payments: tuple[Payment, ...] = ()
    """All that the amount is made of, where some of it came back in another currency"""
    reason: Text | None = None
    """Why it came back"""
    evidence: tuple[Evidence, ...] = ()
    """What proves it"""
    note: Text | None = None
    """A remark for the reader"""


Expense = Annotated[
    Annotated[Spending, Tag(ONE)] | Annotated[tuple[Spending, ...], Field(min_length=1), Tag(SEVERAL)],
    Discriminator(form_of_list),
]
"""One amount; or a list of amounts, where several have paid for the same thing."""


class Expenses(Record):
    """What was spent of a category in the year, by nature, and what came back."""

    model_config = ConfigDict(extra="allow")

    OTHER_KEYS: ClassVar[Any] = dict[NatureId, Expense]
    __pydantic_extra__: dict[NatureId, Expense]
    """Money spent on this nature; other natures than these are declared by the budget, and where it has none, `total`
    stands in their place"""
    refunds: tuple[Refund, ...] = ()
    """What came back in the year of money spent before, without a minus sign"""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set and not self.__pydantic_extra__:
            raise refuse(WRONG_VALUE, "nothing stands in this block: write at least one line into it")
        return self

    def spendings(self) -> Iterator[tuple[str | None, tuple[Key, ...], Spending]]:
        """Each amount with its nature (None where the budget has none) and where it stands in this block."""
        for key, expense in self.__pydantic_extra__.items():
            nature = None if key == TOTAL else key
            if isinstance(expense, Spending):
                yield nature, (key,), expense
            else:
                for n, one in enumerate(expense):
                    yield nature, (key, n), one


class Contributed(Contribution):
    """What a commune or an organisation has brought of its own in the year; it is no money of the budget."""

    payments: tuple[Payment, ...] = ()
    """All that the amount is made of, where some of it was brought, or valued, in another currency"""
    evidence: tuple[Evidence, ...] = ()
    """What proves it"""


Contributions = Annotated[
    Annotated[Contributed, Tag(ONE)] | Annotated[tuple[Contributed, ...], Field(min_length=1), Tag(SEVERAL)],
    Discriminator(form_of_list),
]
"""One contribution; or a list, where several things were brought."""


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
    """A year of four digits, without quotes: 2019; where the programme reports by quarter or by half-year: 2019-Q3,
    2019-H1"""
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


class Spent(NamedTuple):
    """An amount that was spent: of what, where it stands in the report, and what it is."""

    category: str
    nature: str | None
    path: tuple[Key, ...]
    value: Spending
