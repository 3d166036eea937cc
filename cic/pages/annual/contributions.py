"""What partners bring of their own, in money or in kind: planned and given. It is no money of the budget."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from cic.analysis.spending import Accounts
from cic.base.money import total
from cic.diagnostics import Spot
from cic.model.budget import Contribution, ContributionKind
from cic.pages.annual.derivation import Term, sum_of
from cic.pages.annual.question import Question
from cic.pages.tables import Cell, Column, Derived, State, Table, words
from cic.pages.vocabulary import CONTRIBUTIONS


class _Brought(NamedTuple):
    """What somebody brings of a kind: planned and given, each amount with its place.

    late: what was given after the end.
    """

    planned: list[Term]
    given: list[Term]
    late: list[Term]


def contributions_table(known: Accounts, question: Question) -> Table:
    """Planned for the years up to the one asked, and given in them."""
    found: dict[tuple[str, ContributionKind], _Brought] = defaultdict(lambda: _Brought([], [], []))
    programme = known.programme
    own = question.scope(programme)
    for id, by_year in (programme.budget.contributions if programme.budget else {}).items():
        for year, planned in by_year.items():
            if year <= programme.calendar.year_of(question.year):
                spot = programme.spot("budget.yaml", "contributions", id, year)
                for where, one in each_contribution(spot, planned):
                    found[id, one.kind].planned.append(Term(one.amount, str(year), where.at("amount")))
    for file, report in programme.reports.items():
        if report.year <= question.year:
            is_late = programme.calendar.year_of(report.year) in programme.later_years
            for id, path, given in report.contributed():
                term = Term(given.amount, str(report.year), Spot(file, (*path, "amount")))
                found[id, given.kind].given.append(term)
                if is_late:
                    found[id, given.kind].late.append(term)
    columns: tuple[Column, ...] = (
        Column("who", words("Who"), "id"),
        Column("kind", words("What")),
        Column("planned", words("Planned"), "amount"),
        Column("given", words("Given"), "amount"),
    )
    shown = {key: one for key, one in found.items() if own is None or key[0] in own}
    rows: list[tuple[Cell, ...]] = [
        (id, CONTRIBUTIONS[kind], _sum(one.planned, State.NOT_STATED), _sum(one.given, State.NOT_REPORTED))
        for (id, kind), one in shown.items()
    ]
    if any(one.late for one in shown.values()):
        columns = (*columns, Column("after_end", words("Of which after the end"), "amount"))
        rows = [(*row, _sum(one.late, None)) for row, one in zip(rows, shown.values(), strict=True)]
    title = words(
        "What partners bring of their own, up to the end of {year}; no money of the budget", year=question.year
    )
    return Table("contributions", title, columns, tuple(rows))


def _sum(terms: list[Term], nothing: State | None) -> Cell:
    if not terms:
        return nothing
    return Derived(total(one.value for one in terms), partial(sum_of, tuple(terms)))


def each_contribution(
    spot: Spot, value: Contribution | tuple[Contribution, ...]
) -> Iterator[tuple[Spot, Contribution]]:
    """Each contribution of one or a list, with its place."""
    if isinstance(value, Contribution):
        yield spot, value
    else:
        yield from ((spot.at(n), one) for n, one in enumerate(value))
