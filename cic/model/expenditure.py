"""The money of a report: what was spent, what came back, and what others brought."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, NamedTuple, Self

from pydantic import ConfigDict, Discriminator, Field, Tag, model_validator

from cic.diagnostics import Key
from cic.model.amounts import Amount, PaidAmount
from cic.model.budget import TOTAL, Contribution
from cic.model.common import ONE, SEVERAL, form_of_list
from cic.model.evidence import Evidence
from cic.model.modelled import Modelled
from cic.model.rules import WRONG_VALUE
from cic.model.scalars import Currency, Id, NatureId, Number, Record, ResultId, Text, Words, Year, refuse


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


class Spent(NamedTuple):
    """An amount that was spent: of what, where it stands in the report, and what it is."""

    category: str
    nature: str | None
    path: tuple[Key, ...]
    value: Spending
