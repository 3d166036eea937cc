"""A table as a value: made once, handed to any renderer. Rendering computes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Literal

Kind = Literal["text", "id", "number", "amount", "year"]


class State(Enum):
    """What stands in a cell where there is no value; the four never look alike, and none is a zero."""

    NOT_REPORTED = "not reported"
    NOT_DUE = "not due"
    NOT_APPLICABLE = "not applicable"
    NOT_STATED = "not stated"


Cell = str | int | Decimal | State | None
"""None is an empty cell: nothing belongs there."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key for machines, its title for people, the kind of its cells."""

    key: str
    title: str
    kind: Kind = "text"

    @property
    def is_figure(self) -> bool:
        """Whether the cells are figures, set to the right."""
        return self.kind in ("number", "amount")


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table. `notes` are sentences below it."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A page: facts about it (name and value), then its tables."""

    title: str
    facts: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
