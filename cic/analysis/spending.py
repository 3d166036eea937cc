"""What was spent against what was budgeted: pure functions. What the budget does not split is not split here."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from cic.analysis.amendments import Shift, last_day, shifts
from cic.analysis.status import Limit
from cic.base.money import ZERO, total
from cic.base.periods import is_part
from cic.diagnostics import Spot
from cic.model.budget import PARTNERS, Block
from cic.model.programme import PROGRAMME, Programme
from cic.model.stay import ALWAYS


class Entry(NamedTuple):
    """Money that was reported as spent in a year, in the currency of the budget, and where that stands.

    nature: None where the budget has none. amount: below nothing for a refund. of: the year in which what came back had
    been spent. association: whose share of the budget it is of, result, activity: what it was spent for, each None
    where the report does not say. period: what it was reported of, the year or a part of it.
    """

    year: int
    who: str
    category: str
    nature: str | None
    amount: Decimal
    spot: Spot
    of: int | None = None
    association: str | None = None
    result: str | None = None
    activity: str | None = None
    period: int = 0

    @property
    def is_refund(self) -> bool:
        """Whether the money came back."""
        return self.of is not None


class Freed(NamedTuple):
    """The budget of a partnership that left, after which nobody carries on.

    until: its last day. amount: what it had not spent, nothing where it spent more; None where it said nothing of it.
    budget, spent: of which that is the difference. is_partial: accounts of it are missing, which may say that more was
    spent.
    """

    partnership: str
    until: datetime.date
    amount: Decimal | None
    budget: Decimal
    spent: Decimal | None
    is_partial: bool = False


def limit_of_released(freed: Collection[Freed]) -> Limit | None:
    """Whether what is released is a highest sum, or a least one, because accounts are missing of some who left."""
    unknown, partial = any(one.amount is None for one in freed), any(one.is_partial for one in freed)
    if unknown == partial:
        return None
    return Limit.LEAST if unknown else Limit.MOST


class Money(NamedTuple):
    """Budget and spending of the same thing.

    approved: as it is printed; None where the budget does not say. shifts: what decisions changed of it in time.
    spent: refunds are taken off; None where nothing was reported.
    reported_by of expected: how many of the reports that this money is asked in were made; spending that not all have
    reported is not a total.
    freed: of who left and of what nobody carries on, the last day and what was not spent.
    """

    approved: Decimal | None
    spent: Decimal | None
    reported_by: int
    expected: int
    entries: tuple[Entry, ...] = ()
    shifts: tuple[Shift, ...] = ()
    freed: tuple[Freed, ...] = ()

    @property
    def budget(self) -> Decimal | None:
        """The budget as it stands: what was approved and what decisions changed of it."""
        if not self.shifts:
            return self.approved
        return total((self.approved or ZERO, *(one.amount for one in self.shifts)))

    @property
    def released(self) -> Decimal | None:
        """What those had not spent who left, until an amendment moves it; None where nobody left, or where none of them
        said what it spent."""
        known = [one.amount for one in self.freed if one.amount is not None]
        return total(known) if known else None

    @property
    def remaining(self) -> Decimal | None:
        """What is left of the budget to be spent; less than nothing where more was spent."""
        if self.budget is None or self.spent is None:
            return None
        return self.budget - self.spent - (self.released or ZERO)

    @property
    def limit(self) -> Limit | None:
        """At least so much was spent, where not all have accounted for it."""
        return Limit.LEAST if self.spent is not None and self.reported_by < self.expected else None

    @property
    def rate(self) -> Decimal | None:
        """The rate of execution: what was spent in percent of the budget."""
        return self.spent * 100 / self.budget if self.budget and self.spent is not None else None


def ledger(programme: Programme) -> tuple[Entry, ...]:
    """All spending that was reported, in the order of the files, each report's refunds after it; what another
    organisation paid is not counted."""
    return tuple(_entries(programme))


def _entries(programme: Programme) -> Iterator[Entry]:
    for file, report in programme.reports.items():
        who, period = report.partnership or PROGRAMME, report.year
        year = programme.calendar.year_of(period)
        for one in report.spendings():
            if one.value.paid_by is None:
                spot, spending = Spot(file, (*one.path, "amount")), one.value
                for_ = (spending.association, spending.result, spending.activity)
                yield Entry(year, who, one.category, one.nature, spending.amount, spot, None, *for_, period)
        for category, path, back in report.refunds():
            spot = Spot(file, (*path, "amount"))
            for_ = (back.association, back.result, back.activity)
            yield Entry(year, who, category, back.nature, -back.amount, spot, back.of, *for_, period)


def reported_spending(programme: Programme) -> Mapping[int, Collection[str]]:
    """Who said anything of their spending, by what they reported of: a year, or a part of one."""
    who: dict[int, set[str]] = {}
    for report in programme.reports.values():
        if report.expenditure:
            who.setdefault(report.year, set()).add(report.partnership or PROGRAMME)
    return who


def partnerships_category(programme: Programme) -> str:
    """The category that the partnerships spend; the programme spends the others."""
    return programme.budget.partnerships_category if programme.budget else PARTNERS


def who_spends(programme: Programme, category: str) -> Collection[str]:
    """Who reports the spending of a category: the partnerships, or the programme for its own costs."""
    return tuple(programme.partnership_files) if category == partnerships_category(programme) else (PROGRAMME,)


def is_asked(programme: Programme, who: str, year: int) -> bool:
    """Whether the accounts of a year are asked of one: up to the year in which it left, and from that in which it
    came."""
    return programme.stays["partnership"].get(who, ALWAYS).was_there(year)


def who_accounts(programme: Programme, year: int) -> tuple[str, ...]:
    """All of whom the accounts of a year are asked: the programme, and the partnerships of that year."""
    partnerships = (id for id in programme.partnership_files if is_asked(programme, id, year))
    return (PROGRAMME, *partnerships)


def asked_accounts(
    programme: Programme, who: Collection[str], years: Collection[int], until: int | None
) -> list[tuple[int, str]]:
    """Of whom which accounts are asked: those of the years, or of their parts up to one."""
    periods = [one for year in years for one in programme.calendar.periods_of(year) if until is None or one <= until]
    return [(period, one) for period in periods for one in who if is_asked(programme, one, period)]


class Accounts(NamedTuple):
    """What was reported as spent, ready to be asked.

    shifts: what decisions changed of the budget in time; later: what they changed after that. day: the last one of
    which a decision counts. until: the end of the last part of a year that is asked for; None where whole years are.
    """

    programme: Programme
    entries: tuple[Entry, ...]
    by_who: Mapping[str, list[Entry]]
    reported: Mapping[int, Collection[str]]
    shifts: tuple[Shift, ...]
    later: tuple[Shift, ...]
    day: datetime.date
    until: int | None = None

    def of_category(self, category: str, nature: str | None, years: Collection[int]) -> Money:
        """Budget and spending of a category (of one nature, or of all) over the years."""
        block = self.programme.budget.categories.get(category) if self.programme.budget else None
        found = tuple(
            one
            for one in self.entries
            if one.category == category and one.year in years and nature in (None, one.nature)
        )
        is_split = block is None or block.splits(nature)
        changes = tuple(one for one in self.shifts if is_split and one.is_of(category, nature, years))
        who = who_spends(self.programme, category)
        money = self._money(self._approved(block, nature, years), found, who, years, changes)
        return (
            self._with_freed(money, years)
            if category == partnerships_category(self.programme) and nature is None
            else money
        )

    def of_all(self, years: Collection[int]) -> Money:
        """Budget and spending of the whole programme over the years."""
        budget = self.programme.budget
        found = tuple(one for one in self.entries if one.year in years)
        changes = tuple(one for one in self.shifts if one.is_of(None, None, years))
        who = (*self.programme.partnership_files, PROGRAMME)
        costs = budget.operating_costs if budget else None
        return self._with_freed(self._money(self._approved(costs, None, years), found, who, years, changes), years)

    def of_partnership(self, id: str, years: Collection[int]) -> Money:
        """The budget of a partnership, which no document splits by year, and what it spent over the years."""
        file = self.programme.partnership_files.get(id)
        lines = self.programme.partnerships[file].budget if file is not None else {}
        found = self.by_who.get(id, ())
        changes = tuple(one for one in self.shifts if one.line.partnership == id)
        approved = total(line.amount for line in lines.values()) if lines else None
        money = self._money(approved, tuple(one for one in found if one.year in years), (id,), years, changes)
        stay = self.programme.stays["partnership"].get(id, ALWAYS)
        if stay.until is None or stay.until >= self.day or stay.successor or money.budget is None:
            return money
        rest = None if money.remaining is None else max(money.remaining, ZERO)
        freed = Freed(id, stay.until, rest, money.budget, money.spent, money.limit is not None)
        return money._replace(freed=(freed,))

    def freed(self, years: Collection[int]) -> tuple[Freed, ...]:
        """What those had not spent who left, each by itself."""
        stays = self.programme.stays["partnership"]
        left = (id for id in self.programme.partnership_files if stays[id].until is not None)
        return tuple(one for id in left for one in self.of_partnership(id, years).freed)

    def lacks(self, years: Collection[int], partnership: str | None = None) -> bool:
        """Whether accounts of the years are missing: of anybody, or of one partnership."""
        who = (*self.programme.partnership_files, PROGRAMME) if partnership is None else (partnership,)
        every = [year for year in years if not self.programme.years or year in self.programme.years]
        asked = asked_accounts(self.programme, who, every, self.until)
        return any(one not in self.reported.get(period, ()) for period, one in asked)

    def _with_freed(self, money: Money, years: Collection[int]) -> Money:
        """The money of all, where the years are those of the whole programme: no document splits the budget of a
        partnership by year, so that of some years nothing can be released."""
        every = self.programme.years
        return money._replace(freed=self.freed(years)) if every and set(every) <= set(years) else money

    def _approved(self, block: Block | None, nature: str | None, years: Collection[int]) -> Decimal | None:
        """What is printed for those of the years that were approved; an extension has no printed cell."""
        printed = [year for year in self.programme.approved_years if year in years]
        if block is None or (years and not printed and self.programme.years):
            return None
        return budgeted(block, nature, printed if self.programme.years else years)

    def _money(
        self,
        approved: Decimal | None,
        found: tuple[Entry, ...],
        who: Collection[str],
        years: Collection[int],
        changes: tuple[Shift, ...],
    ) -> Money:
        spent = total(one.amount for one in found) if found else None
        every = [year for year in years if not self.programme.years or year in self.programme.years]
        asked = asked_accounts(self.programme, who, every, self.until)
        made = sum(one in self.reported.get(period, ()) for period, one in asked)
        return Money(approved, spent, made, len(asked), found, changes)


def accounts(programme: Programme, year: int | None = None) -> Accounts:
    """The accounts of a programme, with what was decided of the budget in time for the figures of a year; without a
    year, of today."""
    entries = ledger(programme)
    part = year if year is not None and is_part(year) else None
    if part is not None:
        entries = tuple(one for one in entries if one.period <= part)
    by_who: dict[str, list[Entry]] = {}
    for one in entries:
        by_who.setdefault(one.who, []).append(one)
    until = programme.today if year is None else last_day(programme, year)
    changes = shifts(programme)
    in_time = tuple(one for one in changes if one.decided <= until)
    later = tuple(one for one in changes if one.decided > until)
    return Accounts(programme, entries, by_who, reported_spending(programme), in_time, later, until, part)


def by_association(known: Accounts, years: Collection[int]) -> Mapping[str | None, tuple[Entry, ...]]:
    """The entries of each association, of those years: the one that the report names; else that of the communes of the
    partnership, where these have but one. Under None what nobody can tell."""
    programme = known.programme
    of: dict[str, set[str]] = {}
    for located in programme.each_commune():
        if located.value.reading is not None:
            of.setdefault(located.owner, set()).add(located.value.reading.association)
    found: dict[str | None, list[Entry]] = {}
    for entry in known.entries:
        if entry.year in years:
            own = of.get(entry.who, set())
            association = entry.association or (next(iter(own)) if len(own) == 1 else None)
            found.setdefault(association, []).append(entry)
    return {association: tuple(entries) for association, entries in found.items()}


def money_years(programme: Programme, year: int) -> tuple[int, ...]:
    """The years up to one, those after the end included in which money moved: what stands in a total since the
    start."""
    last = programme.calendar.year_of(year)
    late = {entry for entry in programme.later_years if entry <= last}
    return (*(one for one in programme.years if one <= last), *sorted(late))


def budgeted(block: Block, nature: str | None, years: Collection[int]) -> Decimal | None:
    """What a block of the budget table has for the years: as printed, or the sum of its natures where no total is
    printed. None where the table says nothing of one of the years."""
    amounts = [_budgeted_in(block, nature, year) for year in years]
    return None if None in amounts else total(amount for amount in amounts if amount is not None)


def _budgeted_in(block: Block, nature: str | None, year: int) -> Decimal | None:
    if nature is not None:
        row = block.row(nature)
        return row.get(year) if row else None
    if block.total is not None and year in block.total:
        return block.total[year]
    natures = [amount for one in block.natures if (amount := _budgeted_in(block, one, year)) is not None]
    return total(natures) if natures else None
