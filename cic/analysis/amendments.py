"""What decisions changed of the budget after it was approved: pure functions. The printed table stays as it is."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from cic.base import periods
from cic.base.money import ZERO, total
from cic.diagnostics import Key, Spot
from cic.model.budget import Line
from cic.model.programme import Programme


class Shift(NamedTuple):
    """One side of a move: a figure of the budget that became more, or less (then the amount is below nothing).

    amendment: its id. decided: the day of the decision. spot: where the amount stands. other: the other side of the
    move, None where the money came from nowhere or went nowhere.
    """

    amendment: str
    decided: datetime.date
    line: Line
    amount: Decimal
    spot: Spot
    other: Line | None

    def is_of(self, category: str | None, nature: str | None, years: Collection[int]) -> bool:
        """Whether it changes the table in a category (or in any), of a nature (or of any), in one of the years."""
        line = self.line
        return (
            line.category is not None
            and category in (None, line.category)
            and nature in (None, line.nature)
            and line.year in years
        )


def shifts(programme: Programme) -> tuple[Shift, ...]:
    """Both sides of every move, in the order of the file."""
    return tuple(_shifts(programme))


def _shifts(programme: Programme) -> Iterator[Shift]:
    for id, amendment in (programme.budget.amendments if programme.budget else {}).items():
        for n, move in enumerate(amendment.moves):
            spot = programme.spot("budget.yaml", "amendments", id, "moves", n, "amount")
            if move.from_ is not None:
                yield Shift(id, amendment.decided, move.from_, -move.amount, spot, move.to)
            if move.to is not None:
                yield Shift(id, amendment.decided, move.to, move.amount, spot, move.from_)


def last_day(programme: Programme, year: int) -> datetime.date:
    """The last day of which a decision counts in the figures of a year: its end, or the day on which it was closed,
    where that was before; and never a day that has not come."""
    closed = closed_on(programme, year)
    return min(periods.last_day(year), closed or datetime.date.max, programme.today)


def closed_on(programme: Programme, year: int) -> datetime.date | None:
    """The day on which a year, or a part of one, was closed: itself, or with its year; None where it is open."""
    reporting = programme.identity.reporting if programme.identity else None
    closed = reporting.closed if reporting else {}
    return closed.get(year) or closed.get(programme.calendar.year_of(year))


def amendments_that_move(
    programme: Programme, path: Sequence[Key], partnership: str, difference: Decimal
) -> tuple[str, ...]:
    """The amendments that move a printed figure by that difference: one of them, or all that move it. None where the
    figure moved otherwise.

    path: of the figure in its file. partnership: whose budget it is of; empty for the table.
    """
    by_amendment: dict[str, Decimal] = {}
    for one in shifts(programme):
        if _moves(one, path, partnership):
            by_amendment[one.amendment] = by_amendment.get(one.amendment, ZERO) + one.amount
    alone = next((id for id, amount in by_amendment.items() if amount == difference), None)
    if alone is not None:
        return (alone,)
    return tuple(by_amendment) if by_amendment and total(by_amendment.values()) == difference else ()


def _moves(one: Shift, path: Sequence[Key], partnership: str) -> bool:
    """Whether a side of a move is of the figure at a path: a partnership's amount, a cell or a sum of the table."""
    line = one.line
    if partnership:
        return line.partnership == partnership and path[:1] == ("budget",) and line.outcome in (None, path[1])
    if line.category is None or len(path) < 3:
        return False
    block, (nature, year) = path[:-2], path[-2:]
    of = {"operating_costs": None, "categories": line.category, "associations": line.association}
    is_of_block = path[0] in of and of[str(path[0])] == (block[1] if len(block) > 1 else None)
    return is_of_block and nature in ("total", line.nature) and year in ("total", line.year)


def is_amended(programme: Programme) -> bool:
    """Whether any decision changed the budget."""
    return programme.budget is not None and bool(programme.budget.amendments)
