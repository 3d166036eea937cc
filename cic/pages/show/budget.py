"""The whole budget table, with the years as columns, and how the partnerships' budgets stand beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cic.analysis.spending import accounts
from cic.base.money import total
from cic.base.periods import shown_name
from cic.model.budget import TOTAL, Block, Budget, Row
from cic.model.programme import Programme
from cic.pages.annual.beside_budget import amendments_table
from cic.pages.annual.contributions import contributions_table
from cic.pages.annual.question import Question
from cic.pages.show.catalogue import Thing
from cic.pages.show.origins import whereabouts
from cic.pages.show.view import View, filled, findings_table
from cic.pages.tables import Cell, Column, State, Table, words
from cic.pages.vocabulary import nature_names


def budget_page(view: View, thing: Thing) -> Iterator[Table]:
    """The table as printed; what decisions changed and what partners bring beside it; the partnerships against their
    line of it."""
    budget: Budget = thing.value
    yield _printed(view, thing.programme, budget)
    yield from filled(_results(budget))
    known, question = accounts(thing.programme, view.year), Question(view.year, language=view.language)
    yield from filled(amendments_table(known, question))
    yield from filled(contributions_table(known, question))
    yield from filled(_partnerships(thing.programme, budget))
    yield from filled(findings_table(view, [thing.spot]))
    yield whereabouts(view, thing)


def _printed(view: View, programme: Programme, budget: Budget) -> Table:
    """Every cell as printed. A cell that the table does not print says so."""
    blocks = [*budget.categories.values(), budget.operating_costs, *budget.associations.values()]
    keys = {key for block in blocks for row in _rows_of(block).values() for key in row}
    years = sorted(key for key in keys if isinstance(key, int))
    columns = (
        Column("line", words("Line")),
        Column("nature", words("Nature")),
        *(Column(str(year), shown_name(year), "amount") for year in years),
        Column(TOTAL, words("Total {currency}", currency=budget.currency), "amount"),
    )
    names = nature_names(programme, view.language)
    rows = tuple(row for block in blocks for row in _block(view, block, years, names))
    return Table("table", words("Budget as printed"), columns, rows)


def _results(budget: Budget) -> Table:
    """What results and activities are given of it."""
    rows = {**budget.results, **budget.activities}
    years = sorted({key for row in rows.values() for key in row if isinstance(key, int)})
    columns = (
        Column("id", words("Id"), "id"),
        *(Column(str(year), str(year), "amount") for year in years),
        Column(TOTAL, words("Total {currency}", currency=budget.currency), "amount"),
    )
    keys: list[int | str] = [*years, TOTAL]
    cells = tuple((id, *(row.get(key, State.NOT_STATED) for key in keys)) for id, row in rows.items())
    whole = words("Together they are all operating costs.") if budget.results_are == "complete" else None
    return Table("results", words("Budgets of results and activities"), columns, cells, (whole,) if whole else ())


def _block(view: View, block: Block, years: list[int], names: Mapping[str | None, Cell]) -> Iterator[tuple[Cell, ...]]:
    keys: list[int | str] = [*years, TOTAL]
    for name, row in _rows_of(block).items():
        nature = words("Total") if name == TOTAL else names[name]
        yield view.text(block.label), nature, *(row.get(key, State.NOT_STATED) for key in keys)


def _rows_of(block: Block) -> dict[str, Row]:
    """The rows that are printed, the total last."""
    return {**block.natures, **({TOTAL: block.total} if block.total is not None else {})}


def _partnerships(programme: Programme, budget: Budget) -> Table:
    columns = (
        Column("id", words("Partnership"), "id"),
        Column("outcome", words("For"), "id"),
        Column("amount", words("Amount {currency}", currency=budget.currency), "amount"),
    )
    lines = [
        (partnership.id, outcome, line.amount)
        for partnership in programme.partnerships.values()
        for outcome, line in partnership.budget.items()
    ]
    if not lines:
        return Table("partnerships", "", columns, ())
    added = total(amount for _, _, amount in lines)
    rows: list[tuple[Cell, ...]] = [*lines, (words("Sum"), None, added)]
    block = budget.categories.get(budget.partnerships_category)
    printed = block.total.get(TOTAL) if block and block.total else None
    if printed is not None:
        rows += [(words("Printed for the partners"), None, printed), (words("Not allocated"), None, printed - added)]
    return Table("partnerships", words("Budgets of the partnerships"), columns, tuple(rows))
