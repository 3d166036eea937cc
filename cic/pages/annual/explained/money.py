"""How the figures of the money came about: each budget cell and each entry with its place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal

from cic.analysis.progress import rounded
from cic.analysis.spending import Accounts, Money, accounts, who_spends
from cic.analysis.status import Coverage
from cic.diagnostics import Message, Spot
from cic.model.budget import NATURES, Block, Nature
from cic.model.programme import PROGRAMME, Programme
from cic.pages.annual.explained.figure import Explained, Term, added, as_percent, name, spots_of, who_reported
from cic.pages.annual.money import NATURE_NAMES, execution_cells
from cic.pages.annual.question import Question
from cic.pages.tables import words


def explained_money(programme: Programme, question: Question) -> Iterator[Explained]:
    """Every figure of the tables of money, in their order."""
    if programme.budget is None:
        return
    known = accounts(programme)
    made = report_spots(programme)
    until = tuple(year for year in programme.years if year <= question.year)
    yield from _as_printed(programme, question)
    yield from _execution(known, made, "execution", (question.year,), question, NATURES)
    if len(until) > 1:
        yield from _execution(known, made, "execution_to_date", until, question, ())
    for year in question.years or programme.years:
        yield from _of_year(known, made, year)


def report_spots(programme: Programme) -> Mapping[tuple[int, str], Spot]:
    """Where the spending of a year and of who spends it is reported."""
    return {
        (report.year, report.partnership or PROGRAMME): Spot(file, ("expenditure",))
        for file, report in programme.reports.items()
        if report.expenditure
    }


def explained_execution(
    table: str,
    row: Message | str,
    money: Money,
    budget: Iterable[Term],
    coverage: Explained,
) -> Iterator[Explained]:
    """Budget, spent, remaining, rate and coverage of a row; what has no figure has no line."""
    terms = tuple(budget)
    entries = tuple(Term(one.amount, f"{name(one.who)} {one.year}", one.spot) for one in money.entries)
    cells = execution_cells(money)
    if money.budget is not None:
        yield Explained(table, row, "budget", cells[0], added(terms), spots_of(terms))
    if money.spent is not None:
        yield Explained(table, row, "spent", cells[1], added(entries), spots_of(entries))
    both = (*spots_of(terms), *spots_of(entries))
    if money.remaining is not None:
        yield Explained(table, row, "remaining", cells[2], f"{money.budget:f} - {money.spent:f}", both)
    if money.rate is not None:
        yield Explained(
            table,
            row,
            "rate",
            cells[3],
            f"{money.spent:f} × 100 / {money.budget:f}" + as_percent(rounded(money.rate)),
            both,
        )
    yield coverage


def coverage_of(
    table: str,
    row: Message | str,
    made: Mapping[tuple[int, str], Spot],
    who: Collection[str],
    years: Collection[int],
) -> Explained:
    """Who said what was spent, and who did not."""
    asked = [(year, one) for year in years for one in who]
    reported = [key for key in asked if key in made]
    owed = [f"{name(one)} {year}" for year, one in asked if (year, one) not in made]
    calculation = who_reported([f"{name(one)} {year}" for year, one in reported], owed)
    value = Coverage(len(reported), len(asked))
    return Explained(table, row, "coverage", value, calculation, tuple(made[key] for key in reported))


def _as_printed(programme: Programme, question: Question) -> Iterator[Explained]:
    for block, spot in _blocks(programme):
        label = question.language.text(block.label)
        for nature, column in (*((one, one) for one in NATURES), (None, "total")):
            terms = _budget_terms(block, spot, nature, (question.year,))
            if terms:
                value = sum((term.value for term in terms), Decimal(0))
                yield Explained("budget", label, column, value, added(terms), spots_of(terms))


def _blocks(programme: Programme) -> Iterator[tuple[Block, Spot]]:
    budget = programme.budget
    assert budget is not None
    for category, block in budget.categories.items():
        yield block, programme.spot("budget.yaml", "categories", category)
    yield budget.operating_costs, programme.spot("budget.yaml", "operating_costs")
    for id, block in budget.associations.items():
        yield block, programme.spot("budget.yaml", "associations", id)


def _budget_terms(block: Block, spot: Spot, nature: Nature | None, years: Collection[int]) -> tuple[Term, ...]:
    """The cells of the budget table that are added: the printed totals, or the natures where none is printed."""
    terms = []
    for year in years:
        for row_name in _rows_for(block, nature, year):
            amount = (getattr(block, row_name) or {}).get(year)
            if amount is not None:
                terms.append(Term(amount, f"{row_name} {year}", spot.at(row_name, year)))
    return tuple(terms)


def _rows_for(block: Block, nature: Nature | None, year: int) -> tuple[str, ...]:
    if nature is not None:
        return (nature,)
    return ("total",) if block.total is not None and year in block.total else NATURES


def _execution(
    known: Accounts,
    made: Mapping[tuple[int, str], Spot],
    table: str,
    years: tuple[int, ...],
    question: Question,
    natures: tuple[Nature, ...],
) -> Iterator[Explained]:
    budget = known.programme.budget
    assert budget is not None
    for category, block in budget.categories.items():
        label, spot = question.language.text(block.label), known.programme.spot("budget.yaml", "categories", category)
        for nature in (*natures, None):
            money = known.of_category(category, nature, years)
            if nature is not None and not money.budget and money.spent is None:
                continue
            nature_name = words("Total") if nature is None else NATURE_NAMES[nature]
            row = words("{line}, {nature}", line=label, nature=nature_name)
            coverage = coverage_of(table, row, made, who_spends(known.programme, category), years)
            terms = _budget_terms(block, spot, nature, years)
            yield from explained_execution(table, row, money, terms, coverage)
    label = question.language.text(budget.operating_costs.label)
    row = words("{line}, {nature}", line=label, nature=words("Total"))
    yield from _of_all(known, made, table, row, years)


def _of_all(
    known: Accounts,
    made: Mapping[tuple[int, str], Spot],
    table: str,
    row: Message | str,
    years: tuple[int, ...],
) -> Iterator[Explained]:
    programme = known.programme
    budget = programme.budget
    assert budget is not None
    terms = _budget_terms(budget.operating_costs, programme.spot("budget.yaml", "operating_costs"), None, years)
    coverage = coverage_of(table, row, made, (*programme.partnership_files, PROGRAMME), years)
    yield from explained_execution(table, row, known.of_all(years), terms, coverage)


_TO_DATE = {"budget": "budget_to_date", "spent": "spent_to_date", "rate": "rate_to_date"}


def _of_year(known: Accounts, made: Mapping[tuple[int, str], Spot], year: int) -> Iterator[Explained]:
    """The year alone, then since the start."""
    yield from _of_all(known, made, "years", str(year), (year,))
    until = tuple(one for one in known.programme.years if one <= year)
    for one in _of_all(known, made, "years", str(year), until):
        if one.column in _TO_DATE:
            yield one._replace(column=_TO_DATE[one.column])
