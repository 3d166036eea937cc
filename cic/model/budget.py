"""budget.yaml: the printed budget table, every cell and every total."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import ConfigDict, Discriminator, Field, Tag, field_validator, model_validator
from pydantic.config import JsonDict

from cic.model.amounts import Amount
from cic.model.common import ONE, SEVERAL, Correction, Source, form_of_list
from cic.model.modelled import Modelled
from cic.model.rules import WRONG_VALUE
from cic.model.scalars import (
    CATEGORIES,
    NATURES,
    CategoryId,
    Currency,
    Date,
    Id,
    NatureId,
    ParticipantId,
    PartnershipId,
    Record,
    ResultId,
    Text,
    Year,
    YearOrTotal,
    refuse,
)

PARTNERS = "partners"
"""The category of the partnerships, where the budget names none."""
TOTAL = "total"
"""The row and the column of printed totals; of money that has no nature, the word in the place of one."""

Row = Annotated[dict[YearOrTotal, Amount], Field(min_length=1)]
"""Amounts by year, and the printed `total` of the row."""


class Block(Record):
    """A block of the table: a row for each nature that it prints, and the total where one is printed."""

    model_config = ConfigDict(extra="allow")

    OTHER_KEYS: ClassVar[Any] = dict[NatureId, Row]
    __pydantic_extra__: dict[NatureId, Row]
    """Amounts of this nature by year, and the printed total; other natures than these are declared under `natures`"""
    label: Text
    """Name or heading as printed"""
    total: Row | None = None
    """The printed total"""

    @property
    def natures(self) -> Mapping[str, Row]:
        """The rows of the natures, in the order in which the budget declares them."""
        return self.__pydantic_extra__

    def splits(self, nature: str | None) -> bool:
        """Whether the block says how much is of a nature; one of totals alone says it of none."""
        return nature is None or bool(self.natures) or self.total is None

    def row(self, name: str) -> Row | None:
        """The row of a nature, or of the printed totals; None where the block has none."""
        return self.total if name == TOTAL else self.natures.get(name)


ContributionKind = Literal["money", "labour", "goods", "services", "premises", "other"]


class Line(Record):
    """A figure of the budget: a cell of the table, or the amount of a partnership."""

    category: CategoryId | None = None
    """The block of the table"""
    nature: NatureId | None = None
    """Investment, operating or personnel, or one that the budget declares; left out where it has none"""
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
        if self.partnership is not None:
            cell = (self.category, self.nature, self.year)
            if cell != (None, None, None) or self.association is not None:
                raise refuse(WRONG_VALUE, _ONE_OF_TWO)
        elif self.outcome is not None or None in (self.category, self.year):
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


def _unless_declared(keys: Iterable[str], usual: dict[str, Any]) -> JsonDict:
    declared = [{"required": [key]} for key in keys]
    return {"if": {"not": {"anyOf": declared}}, "then": {"properties": usual}}  # type: ignore[dict-item]


def _usual_natures() -> JsonDict:
    block = {"propertyNames": {"enum": ["label", TOTAL, *NATURES]}}
    several = {"additionalProperties": block}
    return _unless_declared(("natures",), {"categories": several, "operating_costs": block, "associations": several})


def _usual_categories() -> JsonDict:
    own = {"categories": {"propertyNames": {"enum": list(CATEGORIES)}}}
    return _unless_declared(("natures", "partnerships_in"), own)


class Budget(Record):
    """The budget as printed: redundant on purpose, so that every figure takes part in several sums."""

    # in an editor too a budget that declares no words of its own has the usual ones alone
    model_config = ConfigDict(json_schema_extra={"allOf": [_usual_natures(), _usual_categories()]})

    source: Source
    """The document, and the section of it, that this is taken from"""
    title: Text | None = None
    """The title as printed"""
    currency: Annotated[Currency, Modelled.ID]
    """Three letters, ISO 4217: EUR"""
    natures: Annotated[dict[Id, Text] | None, Modelled.NAME] = Field(
        None, examples=[{"works": {"en": "Works"}, "studies": {"en": "Studies"}}]
    )
    """The natures of the rows, by id and name, in the order of the table, where they are others than investment,
    operating and personnel; `{}` where the table has totals alone"""
    categories: dict[CategoryId, Block]
    """The blocks of the table: partners, collaborations, local_office, head_office; or others, by ids of your choice,
    where `natures` or `partnerships_in` is declared"""
    partnerships_in: Annotated[CategoryId | None, Modelled.FORM] = None
    """The category that the partnerships spend, where it is another than partners: its total is what their budgets are
    held against"""
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
    contributions: dict[ParticipantId, dict[Year, Contributions]] = Field(default_factory=dict)
    """What communes, partners and organisations are to bring of their own, by id and year; no money of the budget"""
    corrections: Annotated[tuple[Correction, ...], Modelled.CHECK] = ()
    """Agreed or reported figures that are not what they were: what, why and when"""

    @field_validator("natures")
    @classmethod
    def _are_no_other_words(cls, natures: dict[str, Text] | None) -> dict[str, Text] | None:
        for id in natures or {}:
            if id in NO_NATURES or hasattr(Block, id):
                raise refuse(WRONG_VALUE, "{id} cannot be the id of a nature: choose another", id=id)
        return natures

    @property
    def nature_ids(self) -> tuple[str, ...]:
        """The natures of the table in their order: those that it declares, else the usual three."""
        return NATURES if self.natures is None else tuple(self.natures)

    @property
    def partnerships_category(self) -> str:
        """The category that the partnerships spend; the programme spends the others."""
        return self.partnerships_in or PARTNERS


NO_NATURES = frozenset(("label", TOTAL, "refunds"))
"""Keys that stand beside the natures in a block of the table, or of what was spent."""
