"""The budget of a year, as the table prints it."""

from __future__ import annotations

from cic.model.budget import NATURES, Block
from cic.money import total
from cic.programme import Programme
from cic.tables import Cell, Column, Table
from cic.texts import some_text


def budget_table(programme: Programme, year: int) -> Table | None:
    """Categories, operating costs and the associations' shares by nature; None where there is no budget."""
    budget = programme.budget
    if budget is None:
        return None
    columns = (
        Column("line", "Line"),
        *(Column(nature, nature.capitalize(), "amount") for nature in NATURES),
        Column("total", f"Total {budget.currency}", "amount"),
    )
    blocks = [*budget.categories.values(), budget.operating_costs, *budget.associations.values()]
    rows = tuple(_row(block, year) for block in blocks)
    return Table("budget", f"Budget of {year}", columns, rows)


def _row(block: Block, year: int) -> tuple[Cell, ...]:
    """A total that is not printed is the sum of the natures."""
    natures = [row.get(year) if (row := getattr(block, nature)) else None for nature in NATURES]
    printed = block.total.get(year) if block.total else None
    computed = (
        total(amount for amount in natures if amount is not None) if any(a is not None for a in natures) else None
    )
    return (some_text(block.label), *natures, computed if printed is None else printed)
