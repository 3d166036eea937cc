"""budget.yaml: the printed budget table, every cell and every total."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from cic.model.common import Source
from cic.model.modelled import Modelled
from cic.model.scalars import Amount, Id, Record, Text, YearOrTotal

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


class Budget(Record):
    """The budget as printed: redundant on purpose, so that every figure takes part in several sums."""

    source: Source
    """The document, and the section of it, that this is taken from"""
    title: Text | None = None
    """The title as printed"""
    currency: Annotated[str, Field(strict=True, pattern="^[A-Z]{3}$"), Modelled.ID] = Field(examples=["EUR"])
    """ISO 4217"""
    categories: dict[Category, Block]
    """The blocks of the table: partners, collaborations, local_office, head_office"""
    operating_costs: Block
    """The printed sum of the categories"""
    associations: dict[Id, Block] = Field(default_factory=dict)
    """The share of each organisation"""
