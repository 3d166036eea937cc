"""The budgets of who left: what was not spent of them is released, until an amendment moves it."""

from __future__ import annotations

from functools import partial

from cic.analysis.spending import Accounts, Freed, limit_of_released, money_years
from cic.analysis.status import Limit
from cic.base.money import total
from cic.pages.annual.money_derivation import Lines, of_budget, of_entries, of_released
from cic.pages.annual.question import Question
from cic.pages.tables import Cell, Column, Derived, State, Table, bounded, words


def released_table(known: Accounts, question: Question) -> Table:
    """Each partnership that left and after which nobody carries on, and all of them together."""
    columns = (
        Column("partnership", words("Partnership"), "id"),
        Column("until", words("Last day"), "text"),
        Column("budget", words("Budget"), "amount"),
        Column("spent", words("Spent"), "amount"),
        Column("released", words("Released"), "amount"),
    )
    years = money_years(known.programme, question.year)
    freed = known.freed(years)
    asked = tuple(one for one in freed if question.partnership in (None, one.partnership))
    rows = tuple(_row(known, one, years) for one in asked)
    if len(rows) > 1:
        sum_of_all = total(one.amount for one in asked if one.amount is not None)
        sum_of_all = bounded(sum_of_all, limit_of_released(asked))
        released = Derived(sum_of_all, partial(of_released, known.programme, asked))
        rows = (*rows, (words("Sum"), None, None, None, released))
    title = words(
        "Budgets of who left, up to the end of {year}: what is not spent is released until an amendment moves it",
        year=question.year,
    )
    return Table("released", title, columns, rows)


def _row(known: Accounts, one: Freed, years: tuple[int, ...]) -> tuple[Cell, ...]:
    least = Limit.LEAST if one.is_partial else None
    money = known.of_partnership(one.partnership, years)
    budget = Derived(one.budget, partial(of_budget, Lines(known.programme, one.partnership), money.shifts))
    spent: Cell = State.NOT_REPORTED
    if one.spent is not None:
        spent = Derived(bounded(one.spent, least), partial(of_entries, money.entries))
    released: Cell = State.NOT_REPORTED
    if one.amount is not None:
        amount = bounded(one.amount, limit_of_released((one,)))
        released = Derived(amount, partial(of_released, known.programme, (one,)))
    return one.partnership, one.until, budget, spent, released
