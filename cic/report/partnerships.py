"""The partnerships: results beside money."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from cic.execution import Accounts, Money, accounts
from cic.findings import Message
from cic.language import Figure
from cic.model.identity import Thresholds
from cic.programme import Programme
from cic.progress import commune_targets, rounded, thresholds
from cic.report.money import execution_cells
from cic.report.question import Question
from cic.tables import Cell, Column, State, Table, words

_COLUMNS = (
    Column("id", words("Id"), "id"),
    Column("targets", words("Targets due"), "number"),
    Column("open", words("not allocated"), "number"),
    Column("reported", words("Reported"), "number"),
    Column("met", words("Reached"), "number"),
    Column("reached", words("Share reached"), "progress"),
    Column("budget", words("Budget"), "amount"),
    Column("spent", words("Spent"), "amount"),
    Column("remaining", words("Remaining"), "amount"),
    Column("rate", words("Execution"), "percent"),
    Column("coverage", words("Yearly accounts"), "id"),
)


class Standing(NamedTuple):
    """A partnership's results and money up to a year.

    targets: of its communes, due and decided. open: due, but not decided. reported, met: of `targets`.
    """

    id: str
    targets: int
    open: int
    reported: int
    met: int
    money: Money

    @property
    def reached(self) -> Decimal | None:
        """The targets reached in percent of those that are due and decided."""
        return Decimal(self.met) * 100 / self.targets if self.targets else None


def standings(programme: Programme, question: Question) -> tuple[Standing, ...]:
    """Each partnership that is asked for."""
    known = accounts(programme)
    until = tuple(year for year in programme.years if year <= question.year)
    counts = _counts(programme, question)
    return tuple(_standing(id, counts, known, until) for id, _ in question.partnerships(programme))


def _standing(id: str, counts: Mapping[str, Sequence[int]], known: Accounts, until: tuple[int, ...]) -> Standing:
    targets, undecided, reported, met = counts.get(id, (0, 0, 0, 0))
    return Standing(id, targets, undecided, reported, met, known.of_partnership(id, until))


def _counts(programme: Programme, question: Question) -> dict[str, list[int]]:
    """Targets, open, reported and met of each partnership's communes."""
    counts: dict[str, list[int]] = {}
    for placed in question.indicators(programme):
        for target in commune_targets(programme, placed, question.year):
            own = counts.setdefault(programme.communes[target.commune].owner, [0, 0, 0, 0])
            if target.value is None:
                own[1] += 1
                continue
            own[0] += 1
            own[2] += target.observed is not None
            own[3] += bool(target.is_met)
    return counts


def partnership_table(found: tuple[Standing, ...], question: Question) -> Table:
    """One row a partnership; money since the start, against its budget for the whole period."""
    title = words(
        "Partnerships at the end of {year}: targets of their communes, money since the start", year=question.year
    )
    return Table("partnerships", title, _COLUMNS, tuple(map(_row, found)), section="partnerships")


def _row(one: Standing) -> tuple[Cell, ...]:
    """What nobody reported is not a share of zero."""
    met: Cell = Decimal(one.met) if one.reported else State.NOT_REPORTED
    reached: Cell = State.NOT_DUE
    if one.reached is not None:
        reached = rounded(one.reached) if one.reported else State.NOT_REPORTED
    counts = (Decimal(one.targets), Decimal(one.open), Decimal(one.reported))
    return (one.id, *counts, met, reached, *execution_cells(one.money))


def warnings(programme: Programme, found: tuple[Standing, ...]) -> Iterator[Message]:
    """What a coordinator must see first: money spent beyond the budget, or far ahead of the results."""
    limits = thresholds(programme)
    for one in found:
        rate = one.money.rate
        if rate is None:
            continue
        if rate > 100:
            yield words(
                "{partnership} has spent {rate} of its budget", partnership=one.id, rate=Figure(rounded(rate), False)
            )
        elif one.reached is not None and limits and _is_ahead(one.reported, one.reached, rate, limits):
            yield words(
                "{partnership} has spent {rate} of its budget and reached {reached} of its targets",
                partnership=one.id,
                rate=Figure(rounded(rate), False),
                reached=Figure(rounded(one.reached), False),
            )


def _is_ahead(reported: int, reached: Decimal, rate: Decimal, limits: Thresholds) -> bool:
    """Whether spending runs ahead of the results that were reported."""
    return reported > 0 and limits.ahead is not None and rate - reached >= limits.ahead
