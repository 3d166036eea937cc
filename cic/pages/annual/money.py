"""The budget as printed, and what was spent of it."""

from __future__ import annotations

from collections.abc import Iterator

from cic.analysis.progress import rounded
from cic.analysis.spending import Accounts, Money, accounts, budgeted
from cic.analysis.status import Coverage
from cic.base.money import ZERO
from cic.diagnostics import Message
from cic.language import Figure
from cic.model.budget import NATURES, Block
from cic.model.programme import Programme
from cic.pages.annual.question import Question
from cic.pages.tables import Cell, Column, State, Table, words

NATURE_NAMES = {
    "investment": words("Investment"),
    "operating": words("Operating"),
    "personnel": words("Personnel"),
}
SPENDING = (
    Column("budget", words("Budget"), "amount"),
    Column("spent", words("Spent"), "amount"),
    Column("remaining", words("Remaining"), "amount"),
    Column("rate", words("Execution"), "percent"),
)
"""What stands before the coverage in `execution_cells`."""
_EXECUTION = (*SPENDING, Column("coverage", words("Reported by"), "id"))


def money_tables(programme: Programme, question: Question) -> Iterator[Table]:
    """The budget of the year as printed; budget and spending of the year, up to the year, and year by year. Nothing
    where there is no budget."""
    if programme.budget is None:
        return
    known = accounts(programme)
    until = tuple(year for year in programme.years if year <= question.year)
    yield _as_printed(programme, question)
    title = words("Spending of {year}, {currency}", year=question.year, currency=programme.budget.currency)
    yield _execution(known, "execution", title, (question.year,), question, by_nature=True)
    if len(until) > 1:
        title = words(
            "Spending from {first} to {year}, {currency}",
            first=until[0],
            year=question.year,
            currency=programme.budget.currency,
        )
        yield _execution(known, "execution_to_date", title, until, question, by_nature=False)
    yield _year_by_year(known, programme, question)


def _as_printed(programme: Programme, question: Question) -> Table:
    """Categories, operating costs and the associations' shares by nature."""
    budget, year = programme.budget, question.year
    assert budget is not None
    columns = (
        Column("line", words("Line")),
        *(Column(nature, NATURE_NAMES[nature], "amount") for nature in NATURES),
        Column("total", words("Total {currency}", currency=budget.currency), "amount"),
    )
    blocks = [*budget.categories.values(), budget.operating_costs, *budget.associations.values()]
    rows = tuple(_printed_row(block, year, question) for block in blocks)
    return Table("budget", words("Budget of {year}", year=year), columns, rows, section="money")


def _printed_row(block: Block, year: int, question: Question) -> tuple[Cell, ...]:
    """A total that is not printed is the sum of the natures."""
    natures = [budgeted(block, nature, (year,)) for nature in NATURES]
    return (question.language.text(block.label), *natures, budgeted(block, None, (year,)))


def _execution(
    known: Accounts, key: str, title: Message, years: tuple[int, ...], question: Question, by_nature: bool
) -> Table:
    budget = known.programme.budget
    assert budget is not None
    columns = (Column("line", words("Line")), Column("nature", words("Nature")), *_EXECUTION)
    rows: list[tuple[Cell, ...]] = []
    for category, block in budget.categories.items():
        label = question.language.text(block.label)
        for nature in NATURES if by_nature else ():
            money = known.of_category(category, nature, years)
            if money.budget or money.spent is not None:
                rows.append((label, NATURE_NAMES[nature], *execution_cells(money)))
        rows.append((label, words("Total"), *execution_cells(known.of_category(category, None, years))))
    label = question.language.text(budget.operating_costs.label)
    rows.append((label, words("Total"), *execution_cells(known.of_all(years))))
    return Table(key, title, columns, tuple(rows), section="money")


def execution_cells(money: Money) -> tuple[Cell, ...]:
    """Budget, spent, remaining, rate of execution, and how many have reported."""
    spent: Cell = State.NOT_REPORTED if money.spent is None else money.spent
    return (
        State.NOT_STATED if money.budget is None else money.budget,
        spent,
        money.remaining,
        None if money.rate is None else rounded(money.rate),
        Coverage(money.reported_by, money.expected),
    )


def _year_by_year(known: Accounts, programme: Programme, question: Question) -> Table:
    columns = (
        Column("year", words("Year"), "year"),
        *_EXECUTION,
        Column("budget_to_date", words("Budget since the start"), "amount"),
        Column("spent_to_date", words("Spent since the start"), "amount"),
        Column("rate_to_date", words("Execution since the start"), "percent"),
    )
    rows = []
    for year in question.years or programme.years:
        until = tuple(one for one in programme.years if one <= year)
        to_date = execution_cells(known.of_all(until))
        rows.append((year, *execution_cells(known.of_all((year,))), to_date[0], to_date[1], to_date[3]))
    return Table("years", words("Money year by year"), columns, tuple(rows), _printed_total(programme), "money")


def _printed_total(programme: Programme) -> tuple[Message, ...]:
    """That the printed total is not the sum of the printed years, where it is not."""
    block = programme.budget.operating_costs if programme.budget else None
    printed = block.total.get("total") if block and block.total else None
    if block is None or printed in (None, budgeted(block, None, programme.years)):
        return ()
    return (
        words(
            "The years add up to {sum}; the printed total is {printed}.",
            sum=Figure(budgeted(block, None, programme.years) or ZERO, True),
            printed=Figure(printed or ZERO, True),
        ),
    )
