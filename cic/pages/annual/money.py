"""The budget as printed, and what was spent of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import partial

from cic.analysis.amendments import is_amended
from cic.analysis.spending import Accounts, Money, accounts, budgeted, money_years, who_spends
from cic.base.message import Message, phrase
from cic.base.money import ZERO, total
from cic.base.periods import is_part
from cic.diagnostics import Spot
from cic.language import Figure
from cic.model.budget import Block
from cic.model.programme import PROGRAMME, Programme
from cic.pages.annual.beside_budget import beside_the_table
from cic.pages.annual.charts import money_charts
from cic.pages.annual.corrected import with_notes
from cic.pages.annual.execution import ACCOUNTS_TO_DATE, COVERAGE, Shape, execution_cells, shape_of, years_of_money
from cic.pages.annual.later import later_money
from cic.pages.annual.money_by_result import by_result
from cic.pages.annual.money_derivation import (
    Budgeted,
    Reports,
    of_accounts,
    of_budget,
    of_entries,
    reports_of,
)
from cic.pages.annual.money_of_partnership import money_of_partnership
from cic.pages.annual.question import Question
from cic.pages.annual.section import Basis, Builder
from cic.pages.tables import Cell, Column, Derivation, Derived, Table, Term, words
from cic.pages.vocabulary import nature_names


def _tables(basis: Basis) -> Iterator[Table]:
    """The money of what is asked for. Nothing where there is no budget."""
    programme, question = basis.programme, basis.question
    if programme.budget is None:
        return
    known, reports = accounts(programme, question.year), reports_of(programme, question.year)
    if not question.is_of_results and question.commune is None:
        if question.partnership is None:
            yield from _whole(basis, known, reports)
        else:
            yield from _of_partnership(basis, known, reports, question.partnership)
    yield from by_result(known, question)
    yield from beside_the_table(known, question)
    later = later_money(known, question)
    if later.rows:
        yield later


def _of_partnership(basis: Basis, known: Accounts, reports: Reports, id: str) -> Iterator[Table]:
    """Its own money, with the corrections of it below the first table."""
    corrections = [one for one in basis.corrections if one.is_money]
    for n, table in enumerate(money_of_partnership(known, reports, id, basis.question)):
        yield table if n else with_notes(table, corrections, basis.question.language)


def _whole(basis: Basis, known: Accounts, reports: Reports) -> Iterator[Table]:
    """The budget of the year as printed; budget and spending of the year, up to the year, and year by year."""
    programme, question = basis.programme, basis.question
    assert programme.budget is not None
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
    template = phrase("Approved budget of {year}") if is_amended(programme) else phrase("Budget of {year}")
    return Table("budget", words(template, year=year), columns, rows)


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
    label = question.language.text(block.label)
    # the share of an association is a part of the total above it
    is_share = spot.path[0] == "associations"
    return (Term(label, words("of which {name}", name=label)) if is_share else label, *cells)


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
    columns = (Column("line", words("Line")), Column("nature", words("Nature")), *shape.columns, COVERAGE)
    if late and len(years) > 1:
        columns = (*columns, Column("after_end", words("Of which after the end"), "amount"))
    names = nature_names(programme, question.language)
    rows: list[tuple[Cell, ...]] = []

    def cells(money: Money, source: Budgeted, who: Callable[[], Derivation]) -> tuple[Cell, ...]:
        of_late = tuple(one for one in money.entries if one.year in late)
        if not money.budget and money.spent is None:
            # where there is no money nobody has to say what became of it
            money = money._replace(expected=0, reported_by=0)
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


def _year_by_year(known: Accounts, reports: Reports, question: Question) -> Table:
    """Each year that is asked for."""
    programme = known.programme
    years = years_of_money(known.programme, known.entries, question)
    of_years = {year: _of_all(known, reports, (year,)) for year in years}
    shape = shape_of(programme, (money for money, _, _ in of_years.values()))
    plain = Shape(amended=False, released=False)
    columns = (
        Column("year", words("Year"), "year"),
        *shape.columns,
        COVERAGE,
        Column("budget_to_date", words("Budget since the start"), "amount"),
        Column("spent_to_date", words("Spent since the start"), "amount"),
        Column("rate_to_date", words("Execution since the start"), "percent"),
        ACCOUNTS_TO_DATE,
    )
    rows = []
    for year, own in of_years.items():
        of_year = execution_cells(programme, *own, shape)
        since = _of_all(known, reports, money_years(programme, year))
        to_date = execution_cells(programme, *since, plain)
        rows.append((year, *of_year, to_date[0], to_date[1], to_date[3], to_date[-1]))
    return Table("years", words("Money year by year"), columns, tuple(rows), _printed_total(programme, years))


def _printed_total(programme: Programme, shown: Collection[int]) -> tuple[Message, ...]:
    """That the printed total is not the sum of the printed years, where it is not and all of them are shown."""
    block = programme.budget.operating_costs if programme.budget else None
    printed = block.total.get("total") if block and block.total else None
    if block is None or not set(programme.approved_years) <= set(shown):
        return ()
    if printed in (None, budgeted(block, None, programme.approved_years)):
        return ()
    return (
        words(
            "The years add up to {sum}; the printed total is {printed}.",
            sum=Figure(budgeted(block, None, programme.approved_years) or ZERO, True),
            printed=Figure(printed or ZERO, True),
        ),
    )


SECTION = Builder(_tables, money_charts)
