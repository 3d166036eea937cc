"""Budget, spending, what remains and the rate of execution side by side: the columns and cells that tables share."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import partial
from typing import NamedTuple

from cic.analysis.amendments import is_amended
from cic.analysis.progress import rounded
from cic.analysis.spending import Entry, Money, limit_of_released
from cic.analysis.status import Coverage, Limit
from cic.model.programme import Programme
from cic.pages.annual.money_derivation import (
    Source,
    of_budget,
    of_rate,
    of_released,
    of_remaining,
    of_spent,
)
from cic.pages.annual.question import Question
from cic.pages.tables import Cell, Column, Derivation, Derived, State, bounded, words

_APPROVED = Column("approved", words("Approved budget"), "amount")
_BUDGET = Column("budget", words("Budget"), "amount")
_CURRENT = Column("budget", words("Current budget"), "amount")
_SPENT = Column("spent", words("Spent"), "amount")
_REMAINING = Column("remaining", words("Remaining"), "amount")
_RELEASED = Column("released", words("Released"), "amount")
_RATE = Column("rate", words("Execution"), "percent")
COVERAGE = Column("coverage", words("Reported by"), "id")
ACCOUNTS_TO_DATE = Column("coverage_to_date", words("Accounts since the start"), "id")


class Shape(NamedTuple):
    """Which columns a table of money has.

    amended: decisions changed the budget, so that both stand there: what was approved and what holds now. released:
    somebody left of whose money the table speaks.
    """

    amended: bool
    released: bool

    @property
    def columns(self) -> tuple[Column, ...]:
        """What stands before the coverage in `execution_cells`."""
        budget = (_APPROVED, _CURRENT) if self.amended else (_BUDGET,)
        return (*budget, _SPENT, _REMAINING, *((_RELEASED,) if self.released else ()), _RATE)


def shape_of(programme: Programme, moneys: Iterable[Money]) -> Shape:
    """The columns that these amounts need."""
    return Shape(is_amended(programme), any(one.freed for one in moneys))


def years_of_money(programme: Programme, entries: Collection[Entry], question: Question) -> tuple[int, ...]:
    """The years that money is shown of: those that are asked for, else each up to the year of the report, those after
    the end included in which money moved. What came later belongs to the reports of later years."""
    asked = dict.fromkeys(map(programme.calendar.year_of, question.years))
    if asked:
        return tuple(asked)
    late = (year for year in programme.later_years if any(one.year == year for one in entries))
    last = programme.calendar.year_of(question.year)
    return tuple(year for year in (*programme.years, *late) if year <= last)


def execution_cells(
    programme: Programme, money: Money, source: Source, who: Callable[[], Derivation], shape: Shape
) -> tuple[Cell, ...]:
    """Budget, spent, remaining, rate of execution: the columns of the shape; then how many have reported. Where not all
    have, at least so much was spent, and at most so much remains.

    source: what the budget is added up from. who: says who reported.
    """
    approved: Cell = State.NOT_STATED
    budget: Cell = State.NOT_STATED
    # of a year after the end nobody has to say anything
    spent: Cell = State.NOT_REPORTED if money.expected else None
    coverage: Cell = Derived(Coverage(money.reported_by, money.expected), who) if money.expected else None
    remaining: Cell = None
    rate: Cell = None
    limit = money.limit
    if money.approved is not None:
        approved = Derived(money.approved, partial(of_budget, source))
    if money.budget is not None:
        budget = Derived(money.budget, partial(of_budget, source, money.shifts))
    if money.spent is not None:
        spent = Derived(bounded(money.spent, limit), partial(of_spent, money))
    if money.remaining is not None:
        left = bounded(money.remaining, Limit.MOST if limit else None)
        remaining = Derived(left, partial(of_remaining, money, source))
    if money.rate is not None:
        shown = rounded(money.rate)
        rate = Derived(bounded(shown, limit), partial(of_rate, money, source, shown))
    budgets = (approved, budget) if shape.amended else (budget,)
    released = (_released_cell(programme, money),) if shape.released else ()
    return (*budgets, spent, remaining, *released, rate, coverage)


def _released_cell(programme: Programme, money: Money) -> Cell:
    """What is released; of who left and said nothing of its spending nobody knows how much that is."""
    if money.released is not None:
        released = bounded(money.released, limit_of_released(money.freed))
        return Derived(released, partial(of_released, programme, money.freed))
    return State.NOT_REPORTED if money.freed else None
