"""How the figures of the money came about: each budget cell and each entry with its place."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from cic.analysis.amendments import Shift
from cic.analysis.spending import Entry, Freed, Money, asked_accounts
from cic.base.periods import is_part
from cic.diagnostics import Spot
from cic.model.budget import TOTAL, Block
from cic.model.programme import PROGRAMME, Programme
from cic.pages.annual.derivation import Term, as_percent, name, spots_of, sum_of, who_reported
from cic.pages.tables import Derivation


class Reports(NamedTuple):
    """Where the spending of a year and of who spends it is reported, by both."""

    programme: Programme
    made: Mapping[tuple[int, str], Spot]
    until: int | None = None


def reports_of(programme: Programme, year: int) -> Reports:
    """The reports of spending, up to the end of a year or of a part of one."""
    return Reports(
        programme,
        {
            (report.year, report.partnership or PROGRAMME): Spot(file, ("expenditure",))
            for file, report in programme.reports.items()
            if report.expenditure
        },
        year if is_part(year) else None,
    )


class Budgeted(NamedTuple):
    """Cells of the budget table that are added: a block of it, one nature or all, some years."""

    block: Block
    spot: Spot
    nature: str | None
    years: tuple[int, ...]

    def terms(self) -> Iterator[Term]:
        """The printed totals, or the natures where none is printed."""
        for year in self.years:
            for row_name in _rows_for(self.block, self.nature, year):
                amount = (self.block.row(row_name) or {}).get(year)
                if amount is not None:
                    yield Term(amount, f"{row_name} {year}", self.spot.at(row_name, year))


def _rows_for(block: Block, nature: str | None, year: int) -> tuple[str, ...]:
    if nature is not None:
        return (nature,)
    return (TOTAL,) if block.total is not None and year in block.total else tuple(block.natures)


class Lines(NamedTuple):
    """The budget of a partnership, line by line; empty where it has none."""

    programme: Programme
    id: str

    def terms(self) -> Iterator[Term]:
        """The amounts of the lines."""
        file = self.programme.partnership_files[self.id]
        for outcome, line in self.programme.partnerships[file].budget.items():
            yield Term(line.amount, outcome, Spot(file, ("budget", outcome, "amount")))


Source = Budgeted | Lines
"""What a budget is added up from."""


def of_budget(source: Source, changes: Collection[Shift] = ()) -> Derivation:
    """The cells that are added, and what decisions changed of them."""
    return sum_of((*source.terms(), *_changed(changes)))


def of_spent(money: Money) -> Derivation:
    """The entries that are added."""
    return of_entries(money.entries)


def of_entries(entries: Collection[Entry]) -> Derivation:
    """The entries that are added; what came back is taken off."""
    return sum_of(_entries(entries))


def of_remaining(money: Money, source: Source) -> Derivation:
    """The budget less what was spent, and less what is released."""
    less = f" - {money.released:f}" if money.released else ""
    return Derivation(f"{money.budget:f} - {money.spent:f}{less}", _both(money, source))


def of_released(programme: Programme, freed: Collection[Freed]) -> Derivation:
    """What each of those had not spent who left: its budget less what it spent."""
    known = [one for one in freed if one.spent is not None]
    parts = (f"{one.budget:f} - {one.spent:f} ({one.partnership} {one.until})" for one in known if one.amount)
    files = programme.partnership_files
    return Derivation(" + ".join(parts) or "0", tuple(Spot(files[one.partnership], ("until", "date")) for one in known))


def of_rate(money: Money, source: Source, shown: Decimal) -> Derivation:
    """What was spent in percent of the budget."""
    return Derivation(f"{money.spent:f} × 100 / {money.budget:f}" + as_percent(shown), _both(money, source))


def of_accounts(reports: Reports, who: Collection[str], years: Collection[int]) -> Derivation:
    """Who said what was spent, and who did not."""
    asked = asked_accounts(reports.programme, who, years, reports.until)
    reported = [key for key in asked if key in reports.made]
    owed = [f"{name(one)} {year}" for year, one in asked if (year, one) not in reports.made]
    calculation = who_reported([f"{name(one)} {year}" for year, one in reported], owed)
    return Derivation(calculation, tuple(reports.made[key] for key in reported))


def _changed(changes: Collection[Shift]) -> Iterator[Term]:
    return (Term(one.amount, f"{one.amendment} {one.decided}", one.spot) for one in changes)


def _entries(entries: Collection[Entry]) -> Iterator[Term]:
    for one in entries:
        of = f"{name(one.who)} {one.period}" if one.of is None else f"{name(one.who)} {one.period}, of {one.of}"
        yield Term(one.amount, of, one.spot)


def _both(money: Money, source: Source) -> tuple[Spot, ...]:
    return (*spots_of(source.terms()), *spots_of(_changed(money.shifts)), *spots_of(_entries(money.entries)))
