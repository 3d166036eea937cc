"""The money of one partnership: its budget line by line, and what it spent of it. No document splits that budget by
year or nature, so no table here does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from cic.analysis.spending import Accounts, Entry, Money, money_years
from cic.analysis.status import Coverage, Limit
from cic.base.money import total
from cic.base.periods import is_part
from cic.pages.annual.derivation import sum_of
from cic.pages.annual.execution import ACCOUNTS_TO_DATE, COVERAGE, Shape, execution_cells, shape_of, years_of_money
from cic.pages.annual.indicators import heading
from cic.pages.annual.money_derivation import Lines, Reports, of_accounts, of_entries, of_spent
from cic.pages.annual.question import Question
from cic.pages.tables import Cell, Column, Derived, State, Table, bounded, words
from cic.pages.vocabulary import nature_names

_SPENT = Column("spent", words("Spent"), "amount")
_UNSPLIT = words("No document splits the budget of a partnership by year or by nature.")


def money_of_partnership(known: Accounts, reports: Reports, id: str, question: Question) -> Iterator[Table]:
    """Its budget as approved; its spending of the year, up to the year against that budget, and year by year."""
    programme = known.programme
    year, until = programme.calendar.year_of(question.year), money_years(programme, question.year)
    currency = programme.budget.currency if programme.budget else ""
    budget = _budget(known, id, question, currency)
    if budget.rows:
        yield budget
    title = words("Spending of {partnership} in {year}, {currency}", partnership=id, year=year, currency=currency)
    if is_part(question.year):
        title = words(
            "Spending of {partnership} in {year} up to the end of {period}, {currency}",
            partnership=id,
            year=year,
            period=question.year,
            currency=currency,
        )
    yield _of_year(known, reports, id, year, question)._replace(title=title)
    if until:
        title = words(
            "Spending of {partnership} from {first} to {year}, {currency}",
            partnership=id,
            first=until[0],
            year=question.year,
            currency=currency,
        )
        yield _to_date(known, reports, id, until, question)._replace(title=title)
    yield _year_by_year(known, reports, id, question)


def _budget(known: Accounts, id: str, question: Question, currency: str) -> Table:
    """The lines as they were approved, and their sum."""
    programme = known.programme
    terms = tuple(Lines(programme, id).terms())
    columns = (
        Column("line", words("Line"), "id"),
        Column("of", words("For")),
        Column("budget", words("Approved budget"), "amount"),
    )
    rows: list[tuple[Cell, ...]] = [
        (term.of, _called(known, term.of, question), Derived(term.value, partial(sum_of, (term,)))) for term in terms
    ]
    if len(rows) > 1:
        rows.append((words("Total"), None, Derived(total(term.value for term in terms), partial(sum_of, terms))))
    title = words("Approved budget of {partnership}, {currency}", partnership=id, currency=currency)
    return Table("partnership_budget", title, columns, tuple(rows))


def _called(known: Accounts, promise: str, question: Question) -> Cell:
    return heading(known.programme, promise, question.language) if promise in known.programme.promises else None


def _of_year(known: Accounts, reports: Reports, id: str, year: int, question: Question) -> Table:
    money = known.of_partnership(id, (year,))
    columns = (Column("line", words("Line")), Column("nature", words("Nature")), _SPENT, COVERAGE)
    who = partial(of_accounts, reports, (id,), _asked(known, (year,)))
    coverage: Cell = Derived(Coverage(money.reported_by, money.expected), who) if money.expected else None
    rows: list[tuple[Cell, ...]] = [
        (*names, _paid(entries, money.limit), None) for names, entries in _by_line(known, money.entries, question)
    ]
    spent: Cell = State.NOT_REPORTED if money.expected else None
    if money.spent is not None:
        spent = Derived(bounded(money.spent, money.limit), partial(of_spent, money))
    rows.append((words("Total"), None, spent, coverage))
    return Table("execution", "", columns, tuple(rows), (_UNSPLIT,), named_by=2)


def _to_date(known: Accounts, reports: Reports, id: str, until: tuple[int, ...], question: Question) -> Table:
    """What was spent of each nature, and all of it against the whole budget."""
    money = known.of_partnership(id, until)
    shape = shape_of(known.programme, (money,))
    columns = (Column("line", words("Line")), Column("nature", words("Nature")), *shape.columns, COVERAGE)
    rows = [
        (*names, *_spent_alone(shape, _paid(entries, money.limit)))
        for names, entries in _by_line(known, money.entries, question)
    ]
    whole = _whole(known, reports, id, money, until, shape)
    rows.append((words("Total"), None, *whole))
    return Table("execution_to_date", "", columns, tuple(rows), named_by=2)


def _whole(
    known: Accounts, reports: Reports, id: str, money: Money, years: tuple[int, ...], shape: Shape
) -> tuple[Cell, ...]:
    who = partial(of_accounts, reports, (id,), _asked(known, years))
    return execution_cells(known.programme, money, Lines(known.programme, id), who, shape)


def _asked(known: Accounts, years: Sequence[int]) -> tuple[int, ...]:
    """Of a year after the end nobody is asked for anything."""
    return tuple(year for year in years if year not in known.programme.later_years)


def _spent_alone(shape: Shape, spent: Cell) -> tuple[Cell, ...]:
    """The cells of a row that has no budget of its own."""
    return (*(spent if column.key == "spent" else None for column in shape.columns), None)


def _paid(entries: tuple[Entry, ...], limit: Limit | None) -> Cell:
    return Derived(bounded(total(one.amount for one in entries), limit), partial(of_entries, entries))


def _by_line(
    known: Accounts, entries: Sequence[Entry], question: Question
) -> Iterator[tuple[tuple[Cell, Cell], tuple[Entry, ...]]]:
    """The entries of each category and nature, in the order of the budget."""
    programme, budget = known.programme, known.programme.budget
    names = nature_names(programme, question.language)
    found: dict[tuple[str, str | None], list[Entry]] = {}
    for one in entries:
        found.setdefault((one.category, one.nature), []).append(one)
    lines = [*(budget.categories if budget else ())]
    natures: list[str | None] = [*(budget.nature_ids if budget else ()), None]
    for category, nature in sorted(found, key=lambda key: (_place(lines, key[0]), _place(natures, key[1]))):
        block = budget.categories.get(category) if budget else None
        label = question.language.text(block.label) if block else category
        yield (label, names[nature]), tuple(found[category, nature])


def _place(known: Sequence[object], one: object) -> int:
    return known.index(one) if one in known else len(known)


def _year_by_year(known: Accounts, reports: Reports, id: str, question: Question) -> Table:
    """What was spent of each year, and since the start against the budget of all years."""
    programme = known.programme
    plain = Shape(amended=False, released=False)
    columns = (
        Column("year", words("Year"), "year"),
        _SPENT,
        COVERAGE,
        Column("spent_to_date", words("Spent since the start"), "amount"),
        Column("budget_in_all", words("Budget of all years"), "amount"),
        Column("rate_to_date", words("Execution since the start"), "percent"),
        ACCOUNTS_TO_DATE,
    )
    rows = []
    for year in years_of_money(programme, known.by_who.get(id, ()), question):
        own, until = known.of_partnership(id, (year,)), money_years(programme, year)
        _, spent, _, _, coverage = _whole(known, reports, id, own, (year,), plain)
        budget, to_date, _, rate, accounts = _whole(known, reports, id, known.of_partnership(id, until), until, plain)
        rows.append((year, spent, coverage, to_date, budget, rate, accounts))
    return Table("years", words("Money year by year"), columns, tuple(rows), (_UNSPLIT,))
