"""What was spent against what was budgeted: pure functions. What the budget does not split is not split here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import NamedTuple

from cic.base.money import total
from cic.diagnostics import Spot
from cic.model.budget import NATURES, Block, Category, Nature
from cic.model.programme import PROGRAMME, Programme
from cic.model.stay import ALWAYS

PARTNERS: Category = "partners"
"""The category that the partnerships spend; the programme spends the others."""


class Entry(NamedTuple):
    """Money that was reported as spent in a year, in the currency of the budget, and where that stands."""

    year: int
    who: str
    category: Category
    nature: Nature
    amount: Decimal
    spot: Spot


class Money(NamedTuple):
    """Budget and spending of the same thing.

    budget: None where the budget does not say. spent: None where nothing was reported.
    reported_by of expected: how many of the reports that this money is asked in were made; spending that not all have
    reported is not a total.
    """

    budget: Decimal | None
    spent: Decimal | None
    reported_by: int
    expected: int
    entries: tuple[Entry, ...] = ()

    @property
    def remaining(self) -> Decimal | None:
        """What is left of the budget; less than nothing where more was spent."""
        return None if self.budget is None or self.spent is None else self.budget - self.spent

    @property
    def rate(self) -> Decimal | None:
        """The rate of execution: what was spent in percent of the budget."""
        return self.spent * 100 / self.budget if self.budget and self.spent is not None else None


def ledger(programme: Programme) -> tuple[Entry, ...]:
    """All spending that was reported, in the order of the files; what another organisation paid is not counted."""
    return tuple(
        Entry(
            report.year,
            report.partnership or PROGRAMME,
            category,
            nature,
            spending.amount,
            Spot(file, ("expenditure", category, nature, "amount")),
        )
        for file, report in programme.reports.items()
        for category, natures in report.expenditure.items()
        for nature, spending in natures.items()
        if spending.paid_by is None
    )


def reported_spending(programme: Programme) -> Mapping[int, Collection[str]]:
    """Who said anything of their spending, by year."""
    who: dict[int, set[str]] = {}
    for report in programme.reports.values():
        if report.expenditure:
            who.setdefault(report.year, set()).add(report.partnership or PROGRAMME)
    return who


def who_spends(programme: Programme, category: Category) -> Collection[str]:
    """Who reports the spending of a category: the partnerships, or the programme for its own costs."""
    return tuple(programme.partnership_files) if category == PARTNERS else (PROGRAMME,)


def is_asked(programme: Programme, who: str, year: int) -> bool:
    """Whether the accounts of a year are asked of one: up to the year in which it left, and from that in which it
    came."""
    return programme.stays["partnership"].get(who, ALWAYS).was_there(year)


def who_accounts(programme: Programme, year: int) -> tuple[str, ...]:
    """All of whom the accounts of a year are asked: the programme, and the partnerships of that year."""
    partnerships = (id for id in programme.partnership_files if is_asked(programme, id, year))
    return (PROGRAMME, *partnerships)


class Accounts(NamedTuple):
    """What was reported as spent, ready to be asked."""

    programme: Programme
    entries: tuple[Entry, ...]
    by_who: Mapping[str, list[Entry]]
    reported: Mapping[int, Collection[str]]

    def of_category(self, category: Category, nature: Nature | None, years: Collection[int]) -> Money:
        """Budget and spending of a category (of one nature, or of all) over the years."""
        block = self.programme.budget.categories.get(category) if self.programme.budget else None
        found = tuple(
            one
            for one in self.entries
            if one.category == category and one.year in years and nature in (None, one.nature)
        )
        budget = budgeted(block, nature, years) if block is not None else None
        return self._money(budget, found, who_spends(self.programme, category), years)

    def of_all(self, years: Collection[int]) -> Money:
        """Budget and spending of the whole programme over the years."""
        budget = self.programme.budget
        found = tuple(one for one in self.entries if one.year in years)
        who = (*self.programme.partnership_files, PROGRAMME)
        return self._money(budgeted(budget.operating_costs, None, years) if budget else None, found, who, years)

    def of_partnership(self, id: str, years: Collection[int]) -> Money:
        """The budget of a partnership, which no document splits by year, and what it spent over the years."""
        file = self.programme.partnership_files.get(id)
        lines = self.programme.partnerships[file].budget if file is not None else {}
        found = self.by_who.get(id, ())
        budget = total(line.amount for line in lines.values()) if lines else None
        return self._money(budget, tuple(one for one in found if one.year in years), (id,), years)

    def _money(
        self, budget: Decimal | None, found: tuple[Entry, ...], who: Collection[str], years: Collection[int]
    ) -> Money:
        spent = total(one.amount for one in found) if found else None
        asked = [(year, one) for year in years for one in who if is_asked(self.programme, one, year)]
        made = sum(one in self.reported.get(year, ()) for year, one in asked)
        return Money(budget, spent, made, len(asked), found)


def accounts(programme: Programme) -> Accounts:
    """The accounts of a programme."""
    entries = ledger(programme)
    by_who: dict[str, list[Entry]] = {}
    for one in entries:
        by_who.setdefault(one.who, []).append(one)
    return Accounts(programme, entries, by_who, reported_spending(programme))


def budgeted(block: Block, nature: Nature | None, years: Collection[int]) -> Decimal | None:
    """What a block of the budget table has for the years: as printed, or the sum of its natures where no total is
    printed. None where the table says nothing of one of the years."""
    amounts = [_budgeted_in(block, nature, year) for year in years]
    return None if None in amounts else total(amount for amount in amounts if amount is not None)


def _budgeted_in(block: Block, nature: Nature | None, year: int) -> Decimal | None:
    if nature is not None:
        row = getattr(block, nature)
        return row.get(year) if row else None
    if block.total is not None and year in block.total:
        return block.total[year]
    natures = [amount for one in NATURES if (amount := _budgeted_in(block, one, year)) is not None]
    return total(natures) if natures else None
