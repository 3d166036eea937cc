"""What was spent for each result and activity, beside its budget: there only where the budget or a report says what
money is for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial

from cic.analysis.progress import rounded
from cic.analysis.result_money import Given, by_purpose, money_given
from cic.analysis.spending import Accounts, Entry, money_years
from cic.analysis.status import Limit
from cic.base.money import total
from cic.diagnostics import Spot
from cic.language import Language
from cic.model.programme import Programme
from cic.pages.annual.derivation import Term, as_percent, sum_of
from cic.pages.annual.money_derivation import of_entries
from cic.pages.annual.question import Question
from cic.pages.tables import Cell, Column, Derivation, Derived, State, Table, bounded, words

Entries = Mapping[str | None, tuple[Entry, ...]]


def by_result(known: Accounts, question: Question) -> Iterator[Table]:
    """The table, where it has rows: results with what stands below them in their amounts, each followed by its
    activities."""
    programme = known.programme
    if question.indicator is not None or question.commune is not None:
        return
    until = money_years(programme, question.year)
    approved = [year for year in until if year in programme.approved_years]
    own = [one for one in known.entries if one.year in until and question.partnership in (None, one.who)]
    # what a result has in all is not the budget of one partnership
    spent, budgets = by_purpose(programme, own), money_given(programme) if question.partnership is None else {}
    rest = spent.get(None, ())
    # what nobody reported, or said what it was for, may be of any of them
    limit = Limit.LEAST if rest or known.lacks(until, question.partnership) else None
    rows = [
        (*_named(programme, id, question.language), *money_cells(budgets.get(id), spent.get(id, ()), approved, limit))
        for id in _in_order(programme)
        if question.concerns(programme, id) and (id in budgets or id in spent)
    ]
    if not rows:
        return
    if rest and question.result is None:
        paid = _paid(rest, None)
        rows.append((words("not said for what"), None, State.NOT_STATED, State.NOT_STATED, paid, None, None))
    title = words("Money of results from the start to {year}", year=question.year)
    yield Table("by_result", title, _COLUMNS, tuple(rows))


_COLUMNS = (
    Column("id", words("Id"), "id"),
    Column("of", words("For")),
    Column("budget_to_date", words("Budget to the year"), "amount"),
    Column("budget", words("Budget in all"), "amount"),
    Column("spent", words("Spent"), "amount"),
    Column("remaining", words("Remaining"), "amount"),
    Column("rate", words("Execution"), "percent"),
)


def _in_order(programme: Programme) -> Iterator[str]:
    """Promises from the top down, each result followed by its activities, then by what stands under it."""
    activities: dict[str, list[str]] = {}
    for activity in programme.each_activity():
        activities.setdefault(activity.owner, []).append(activity.id)
    for promise in programme.each_promise():
        yield promise.id
        yield from activities.get(promise.id, ())


def _named(programme: Programme, id: str, language: Language) -> tuple[Cell, ...]:
    promise = programme.promises.get(id)
    if promise is not None:
        return id, " ".join(language.text(promise.value.statement).split())
    return id, " ".join(language.text(programme.activities[id].value.text).split())


def money_cells(
    budget: Given | None, entries: Sequence[Entry], approved: Sequence[int], limit: Limit | None
) -> tuple[Cell, ...]:
    """The budget up to the year, where every year of it is said; in all; what was spent; what remains of all, and the
    part that was spent. approved: the years up to that one of which the budget could speak. limit: whether what was
    spent is only a least sum."""
    if budget is None:
        return State.NOT_STATED, State.NOT_STATED, _paid(entries, limit), None, None
    whole, spots = budget.by["total"]
    by_year = [Term(budget.by[year][0], str(year), budget.by[year][1][0]) for year in approved if year in budget.by]
    until: Cell = State.NOT_STATED
    if by_year and len(by_year) == len(approved):
        until = Derived(total(term.value for term in by_year), partial(sum_of, tuple(by_year)))
    in_all = Derived(whole, partial(Derivation, f"{whole:f}", spots))
    if not entries:
        return until, in_all, State.NOT_REPORTED, None, None
    paid = total(one.amount for one in entries)
    places = (*spots, *(one.spot for one in entries))
    most = bounded(whole - paid, Limit.MOST if limit else None)
    left = Derived(most, partial(Derivation, f"{whole:f} - {paid:f}", places))
    return until, in_all, _paid(entries, limit), left, _rate(whole, paid, places, limit)


def _paid(entries: Sequence[Entry], limit: Limit | None) -> Cell:
    if not entries:
        return State.NOT_REPORTED
    return Derived(bounded(total(one.amount for one in entries), limit), partial(of_entries, tuple(entries)))


def _rate(whole: Decimal, paid: Decimal, places: tuple[Spot, ...], limit: Limit | None) -> Cell:
    if not whole:
        return None
    shown = rounded(paid * 100 / whole)
    calculation = f"{paid:f} × 100 / {whole:f}" + as_percent(shown)
    return Derived(bounded(shown, limit), partial(Derivation, calculation, places))
