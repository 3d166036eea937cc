"""The budget as printed, and what was spent of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple

from cic.analysis.amendments import is_amended
from cic.analysis.progress import rounded
from cic.analysis.spending import Accounts, Money, accounts, budgeted, money_years, who_spends
from cic.analysis.status import Coverage
from cic.base.message import Message
from cic.base.money import ZERO, total
from cic.base.periods import is_part
from cic.diagnostics import Spot
from cic.language import Figure
from cic.model.budget import Block
from cic.model.programme import PROGRAMME, Programme
from cic.pages.annual.beside_budget import beside_the_table
from cic.pages.annual.charts import money_charts
from cic.pages.annual.corrected import with_notes
from cic.pages.annual.later import later_money
from cic.pages.annual.money_by_result import by_result
from cic.pages.annual.money_derivation import (
    Budgeted,
    Reports,
    Source,
    of_accounts,
    of_budget,
    of_entries,
    of_rate,
    of_released,
    of_remaining,
    of_spent,
    reports_of,
)
from cic.pages.annual.question import Question
from cic.pages.annual.section import Basis, Builder
from cic.pages.tables import Cell, Column, Derivation, Derived, State, Table, words
from cic.pages.vocabulary import nature_names

_APPROVED = Column("approved", words("Approved budget"), "amount")
_BUDGET = Column("budget", words("Budget"), "amount")
_CURRENT = Column("budget", words("Current budget"), "amount")
_SPENT = Column("spent", words("Spent"), "amount")
_REMAINING = Column("remaining", words("Remaining"), "amount")
_RELEASED = Column("released", words("Released"), "amount")
_RATE = Column("rate", words("Execution"), "percent")
_COVERAGE = Column("coverage", words("Reported by"), "id")


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


def _tables(basis: Basis) -> Iterator[Table]:
    """The budget of the year as printed; budget and spending of the year, up to the year, and year by year. Nothing
    where there is no budget."""
    programme, question = basis.programme, basis.question
    if programme.budget is None:
        return
    known, reports = accounts(programme, question.year), reports_of(programme, question.year)
    year = programme.calendar.year_of(question.year)
    until = money_years(programme, question.year)
    if year not in programme.later_years:
        corrections = (one for one in basis.corrections if one.is_money)
        yield with_notes(_as_printed(programme, question), corrections, question.language)
    currency = programme.budget.currency
    title = words("Spending of {year}, {currency}", year=year, currency=currency)
    if is_part(question.year):
        template = "Spending of {year} up to the end of {period}, {currency}"
        title = words(template, year=year, period=question.year, currency=currency)
    yield _execution(known, reports, "execution", title, (year,), question, by_nature=True)
    if len(until) > 1:
        title = words(
            "Spending from {first} to {year}, {currency}",
            first=until[0],
            year=question.year,
            currency=programme.budget.currency,
        )
        yield _execution(known, reports, "execution_to_date", title, until, question, by_nature=False)
    yield _year_by_year(known, reports, question)
    yield from by_result(known, question)
    yield from beside_the_table(known, question)
    later = later_money(known, question)
    if later.rows:
        yield later


def _as_printed(programme: Programme, question: Question) -> Table:
    """Categories, operating costs and the associations' shares by nature."""
    budget, year = programme.budget, programme.calendar.year_of(question.year)
    assert budget is not None
    names = nature_names(programme, question.language)
    columns = (
        Column("line", words("Line")),
        *(Column(nature, names[nature], "amount") for nature in budget.nature_ids),
        Column("total", words("Total {currency}", currency=budget.currency), "amount"),
    )
    rows = tuple(_printed_row(block, spot, year, budget.nature_ids, question) for block, spot in _blocks(programme))
    return Table("budget", words("Budget of {year}", year=year), columns, rows)


def _blocks(programme: Programme) -> Iterator[tuple[Block, Spot]]:
    budget = programme.budget
    assert budget is not None
    for category, block in budget.categories.items():
        yield block, programme.spot("budget.yaml", "categories", category)
    yield budget.operating_costs, programme.spot("budget.yaml", "operating_costs")
    for id, block in budget.associations.items():
        yield block, programme.spot("budget.yaml", "associations", id)


def _printed_row(block: Block, spot: Spot, year: int, natures: tuple[str, ...], question: Question) -> tuple[Cell, ...]:
    """A total that is not printed is the sum of the natures."""
    cells = [_printed_cell(block, spot, nature, year) for nature in (*natures, None)]
    return (question.language.text(block.label), *cells)


def _printed_cell(block: Block, spot: Spot, nature: str | None, year: int) -> Cell:
    amount = budgeted(block, nature, (year,))
    if amount is None:
        return None
    return Derived(amount, partial(of_budget, Budgeted(block, spot, nature, (year,))))


def _execution(
    known: Accounts,
    reports: Reports,
    key: str,
    title: Message,
    years: tuple[int, ...],
    question: Question,
    by_nature: bool,
) -> Table:
    programme, budget = known.programme, known.programme.budget
    assert budget is not None
    late = tuple(year for year in years if year in programme.later_years)
    whole = _of_all(known, reports, years)
    shape = shape_of(programme, (whole[0],))
    columns = (Column("line", words("Line")), Column("nature", words("Nature")), *shape.columns, _COVERAGE)
    if late and len(years) > 1:
        columns = (*columns, Column("after_end", words("Of which after the end"), "amount"))
    names = nature_names(programme, question.language)
    rows: list[tuple[Cell, ...]] = []

    def cells(money: Money, source: Budgeted, who: Callable[[], Derivation]) -> tuple[Cell, ...]:
        of_late = tuple(one for one in money.entries if one.year in late)
        shown = execution_cells(programme, money, source, who, shape)
        if not late or len(years) == 1:
            return shown
        after = Derived(total(one.amount for one in of_late), partial(of_entries, of_late)) if of_late else None
        return (*shown, after)

    for category, block in budget.categories.items():
        label, spot = question.language.text(block.label), programme.spot("budget.yaml", "categories", category)
        who = partial(of_accounts, reports, who_spends(programme, category), years)
        for nature in budget.nature_ids if by_nature else ():
            money = known.of_category(category, nature, years)
            if money.budget or money.spent is not None:
                source = Budgeted(block, spot, nature, years)
                rows.append((label, names[nature], *cells(money, source, who)))
        money = known.of_category(category, None, years)
        if money.expected or money.spent is not None:
            rows.append((label, words("Total"), *cells(money, Budgeted(block, spot, None, years), who)))
    label = question.language.text(budget.operating_costs.label)
    rows.append((label, words("Total"), *cells(*whole)))
    return Table(key, title, columns, tuple(rows), named_by=2)


def _of_all(
    known: Accounts, reports: Reports, years: tuple[int, ...]
) -> tuple[Money, Budgeted, Callable[[], Derivation]]:
    """The whole programme over the years: its money, what the budget is added up from, who reported."""
    programme, budget = known.programme, known.programme.budget
    assert budget is not None
    source = Budgeted(budget.operating_costs, programme.spot("budget.yaml", "operating_costs"), None, years)
    who = (*programme.partnership_files, PROGRAMME)
    asked = tuple(year for year in years if year not in programme.later_years)
    return known.of_all(years), source, partial(of_accounts, reports, who, asked)


def execution_cells(
    programme: Programme, money: Money, source: Source, who: Callable[[], Derivation], shape: Shape
) -> tuple[Cell, ...]:
    """Budget, spent, remaining, rate of execution: the columns of the shape; then how many have reported.

    source: what the budget is added up from. who: says who reported.
    """
    approved: Cell = State.NOT_STATED
    budget: Cell = State.NOT_STATED
    # of a year after the end nobody has to say anything
    spent: Cell = State.NOT_REPORTED if money.expected else None
    coverage: Cell = Derived(Coverage(money.reported_by, money.expected), who) if money.expected else None
    remaining: Cell = None
    rate: Cell = None
    if money.approved is not None:
        approved = Derived(money.approved, partial(of_budget, source))
    if money.budget is not None:
        budget = Derived(money.budget, partial(of_budget, source, money.shifts))
    if money.spent is not None:
        spent = Derived(money.spent, partial(of_spent, money))
    if money.remaining is not None:
        remaining = Derived(money.remaining, partial(of_remaining, money, source))
    if money.rate is not None:
        shown = rounded(money.rate)
        rate = Derived(shown, partial(of_rate, money, source, shown))
    budgets = (approved, budget) if shape.amended else (budget,)
    released = (_released_cell(programme, money),) if shape.released else ()
    return (*budgets, spent, remaining, *released, rate, coverage)


def _released_cell(programme: Programme, money: Money) -> Cell:
    """What is released; of who left and said nothing of its spending nobody knows how much that is."""
    if money.released is not None:
        return Derived(money.released, partial(of_released, programme, money.freed))
    return State.NOT_REPORTED if money.freed else None


def _year_by_year(known: Accounts, reports: Reports, question: Question) -> Table:
    """Each year, and those after the end in which money moved."""
    programme = known.programme
    late = tuple(year for year in programme.later_years if any(one.year == year for one in known.entries))
    asked = dict.fromkeys(map(programme.calendar.year_of, question.years))
    of_years = {year: _of_all(known, reports, (year,)) for year in asked or (*programme.years, *late)}
    shape = shape_of(programme, (money for money, _, _ in of_years.values()))
    plain = Shape(amended=False, released=False)
    columns = (
        Column("year", words("Year"), "year"),
        *shape.columns,
        _COVERAGE,
        Column("budget_to_date", words("Budget since the start"), "amount"),
        Column("spent_to_date", words("Spent since the start"), "amount"),
        Column("rate_to_date", words("Execution since the start"), "percent"),
    )
    rows = []
    for year, own in of_years.items():
        of_year = execution_cells(programme, *own, shape)
        since = _of_all(known, reports, money_years(programme, year))
        to_date = execution_cells(programme, *since, plain)
        rows.append((year, *of_year, to_date[0], to_date[1], to_date[3]))
    return Table("years", words("Money year by year"), columns, tuple(rows), _printed_total(programme))


def _printed_total(programme: Programme) -> tuple[Message, ...]:
    """That the printed total is not the sum of the printed years, where it is not."""
    block = programme.budget.operating_costs if programme.budget else None
    printed = block.total.get("total") if block and block.total else None
    if block is None or printed in (None, budgeted(block, None, programme.approved_years)):
        return ()
    return (
        words(
            "The years add up to {sum}; the printed total is {printed}.",
            sum=Figure(budgeted(block, None, programme.approved_years) or ZERO, True),
            printed=Figure(printed or ZERO, True),
        ),
    )


SECTION = Builder(_tables, money_charts)
