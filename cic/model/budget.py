"""budget.yaml: the printed budget table, every cell and every total."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator

from cic.model.common import ONE, SEVERAL, Correction, Source, form_of_list
from cic.model.modelled import Modelled
from cic.model.rules import WRONG_VALUE
from cic.model.scalars import (
    Amount,
    CommuneId,
    Currency,
    Date,
    Id,
    PartnershipId,
    Record,
    ResultId,
    Text,
    Year,
    YearOrTotal,
    refuse,
)

Nature = Literal["investment", "operating", "personnel"]
Category = Literal["partners", "collaborations", "local_office", "head_office"]

NATURES: tuple[Nature, ...] = ("investment", "operating", "personnel")

Row = Annotated[dict[YearOrTotal, Amount], Field(min_length=1)]
"""Amounts by year, and the printed `total` of the row."""


class Block(Record):
    """A block of the table: three natures, and the total where one is printed."""

    label: Text
    """Name or heading as printed"""
    total: Row | None = None
    """The printed total"""
    investment: Row | None = None
    """Investment by year, and the printed total"""
    operating: Row | None = None
    """Operating costs by year, and the printed total"""
    personnel: Row | None = None
    """Personnel by year, and the printed total"""


ContributionKind = Literal["money", "labour", "goods", "services", "premises", "other"]


class Line(Record):
    """A figure of the budget: a cell of the table, or the amount of a partnership."""

    category: Category | None = None
    """The block of the table"""
    nature: Nature | None = None
    """Investment, operating or personnel"""
    year: Year | None = None
    """The year of the table"""
    association: Id | None = None
    """The association whose share of the table it is; beside a category it says whose share the money is of"""
    partnership: PartnershipId | None = None
    """Id of the partnership whose budget it is"""
    outcome: Id | None = None
    """The line of the partnership's budget, where it has several"""

    @model_validator(mode="after")
    def _names_one_figure(self) -> Self:
        cell = (self.category, self.nature, self.year)
        if self.partnership is not None:
            if cell != (None, None, None) or self.association is not None:
                raise refuse(WRONG_VALUE, _ONE_OF_TWO)
        elif self.outcome is not None or None in cell:
            raise refuse(WRONG_VALUE, _ONE_OF_TWO)
        return self


_ONE_OF_TWO = "name one figure: category, nature and year of the table, or a partnership"


class Move(Record):
    """Money that goes from one figure of the budget to another; without `from` it is more, without `to` less."""

    from_: Line | None = Field(None, alias="from")
    """The figure that becomes less; left out where the budget becomes more"""
    to: Line | None = None
    """The figure that becomes more; left out where the budget becomes less"""
    amount: Amount
    """How much, without a sign"""

    @model_validator(mode="after")
    def _goes_somewhere(self) -> Self:
        if self.from_ is None and self.to is None:
            raise refuse(WRONG_VALUE, "say where the money comes from, where it goes to, or both")
        if self.amount <= 0:
            raise refuse(WRONG_VALUE, "{amount} moves nothing: write how much, without a sign", amount=self.amount)
        if self.from_ == self.to:
            raise refuse(WRONG_VALUE, "the money comes from where it goes to")
        return self


class Amendment(Record):
    """A decision that changes the budget. The table stays as it was approved."""

    decided: Date
    """The day of the decision: reports of years that ended before do not reckon with it"""
    reason: Text = Field(examples=[{"en": "The works are put off by a year"}])
    """Why: a sentence that a reader understands in a few years"""
    source: Source | None = None
    """The document, and the section of it, that this is taken from"""
    moves: tuple[Move, ...] = Field(min_length=1)
    """The money that moves, becomes more or becomes less"""


class Contribution(Record):
    """What an organisation or a commune is to bring of its own in a year; it is no money of the budget."""

    amount: Amount
    """In the currency of the budget; of what is no money, what it is worth"""
    kind: ContributionKind = "money"
    """What is brought: money, or something in kind"""
    source: Source | None = None
    """The document, and the section of it, that this is taken from"""
    note: Text | None = None
    """A remark for the reader"""


Contributions = Annotated[
    Annotated[Contribution, Tag(ONE)] | Annotated[tuple[Contribution, ...], Field(min_length=1), Tag(SEVERAL)],
    Discriminator(form_of_list),
]
"""One contribution; or a list, where several things are brought."""


class Budget(Record):
    """The budget as printed: redundant on purpose, so that every figure takes part in several sums."""

    source: Source
    """The document, and the section of it, that this is taken from"""
    title: Text | None = None
    """The title as printed"""
    currency: Annotated[Currency, Modelled.ID]
    """Three letters, ISO 4217: EUR"""
    categories: dict[Category, Block]
    """The blocks of the table: partners, collaborations, local_office, head_office"""
    operating_costs: Block
    """The printed sum of the categories"""
    associations: dict[Id, Block] = Field(default_factory=dict)
    """The share of each organisation"""
    results: dict[ResultId, Row] = Field(default_factory=dict)
    """Money of results, by their ids: by year, in `total`, or both; what stands under a result is in its amount"""
    results_source: Source | None = None
    """Where the amounts of the results stand, where that is another place"""
    results_are: Annotated[Literal["complete", "some"], Modelled.FORM] = "some"
    """complete: together they are all operating costs; some: other money is for no result, or nobody said for which"""
    activities: dict[Annotated[Id, Modelled.ID], Row] = Field(default_factory=dict)
    """Money of activities, by their ids: by year, in `total`, or both"""
    activities_source: Source | None = None
    """Where the amounts of the activities stand, where that is another place"""
    amendments: dict[Id, Amendment] = Field(default_factory=dict)
    """Decisions that changed the budget after it was approved, in the order in which they were taken"""
    contributions: dict[CommuneId, dict[Year, Contributions]] = Field(default_factory=dict)
    """What communes and organisations are to bring of their own, by their ids and by year; no money of the budget"""
    corrections: Annotated[tuple[Correction, ...], Modelled.CHECK] = ()
    """Agreed or reported figures that are not what they were: what, why and when"""
