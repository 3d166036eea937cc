"""budget.yaml: the printed budget table, every cell and every total."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from cic.model.common import Source
from cic.model.scalars import Amount, Id, Record, Text, YearOrTotal

Nature = Literal["investment", "operating", "personnel"]
Category = Literal["partners", "collaborations", "local_office", "head_office"]

NATURES: tuple[Nature, ...] = ("investment", "operating", "personnel")

Row = Annotated[dict[YearOrTotal, Amount], Field(min_length=1)]
"""Amounts by year, and the printed `total` of the row."""


class Block(Record):
    """A block of the table: three natures, and the total where one is printed."""

    label: Text
    total: Row | None = None
    investment: Row | None = None
    operating: Row | None = None
    personnel: Row | None = None


class Budget(Record):
    """The budget as printed: redundant on purpose, so that every figure takes part in several sums."""

    source: Source
    title: Text | None = None
    currency: Annotated[str, Field(strict=True, pattern="^[A-Z]{3}$")] = Field(description="ISO 4217")
    categories: dict[Category, Block]
    operating_costs: Block = Field(description="The printed sum of the categories")
    associations: dict[Id, Block] = Field(default_factory=dict, description="The share of each organisation")
