"""One cell as text, the same in every format for people."""

from __future__ import annotations

from decimal import Decimal

from cic.money import grouped
from cic.render.harmless import harmless
from cic.tables import Cell, Column, State


def cell_text(column: Column, cell: Cell) -> str:
    """The cell for a person: amounts with thousands marks and two decimals, numbers as they are."""
    if cell is None:
        return ""
    if isinstance(cell, State):
        return cell.value
    if isinstance(cell, Decimal):
        return grouped(cell) if column.kind == "amount" else f"{cell:f}"
    return harmless(" ".join(str(cell).split()))


def plain_text(cell: Cell) -> str:
    """The cell for a machine: exact, without thousands marks; empty where there is no value."""
    if cell is None:
        return ""
    if isinstance(cell, State):
        return cell.value
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return str(cell)
