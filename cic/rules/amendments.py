"""3xx, what changed: amendments of the budget, and money that came back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from cic.analysis.amendments import Shift, shifts
from cic.analysis.spending import Entry, ledger
from cic.base.message import Message
from cic.base.money import ZERO, total
from cic.diagnostics import Problem, Severity, Spot
from cic.model.budget import TOTAL, Line
from cic.model.programme import Programme
from cic.rules.rule import problem, rule


@rule(
    code="CIC321",
    name="amendment-line",
    severity=Severity.ERROR,
    title="an amendment moves money of a figure that the budget does not have",
    hint="name a category, a nature and a year of the table, or a partnership that has a budget",
    needs=("programme", "budget", "partnership"),
)
def amended_lines(programme: Programme) -> Iterator[Problem]:
    """The figures that moves name, against the table and the partnerships."""
    for one in shifts(programme):
        side = "from" if one.amount < 0 else "to"
        spot = Spot(one.spot.file, (*one.spot.path[:-1], side))
        yield from _unknown_line(programme, one.line, spot)


def _unknown_line(programme: Programme, line: Line, spot: Spot) -> Iterator[Problem]:
    budget = programme.budget
    assert budget is not None
    if line.partnership is not None:
        file = programme.partnership_files.get(line.partnership)
        if file is None:
            template = "there is no partnership {partnership}"
            yield problem(spot.at("partnership"), template, partnership=line.partnership)
            return
        own = programme.partnerships[file].budget
        if line.outcome is not None and line.outcome not in own:
            template = "the budget of {partnership} has no line {outcome}"
            yield problem(spot.at("outcome"), template, partnership=line.partnership, outcome=line.outcome)
        return
    if line.category not in budget.categories:
        template = "the budget has no block {category}"
        yield problem(spot.at("category"), template, category=line.category)
    if programme.years and line.year not in programme.years:
        yield problem(
            spot.at("year"),
            "{year} lies outside the programme's years {first} to {last}",
            related=(programme.spot("programme.yaml", "period"),),
            year=line.year,
            first=programme.years[0],
            last=programme.years[-1],
        )
    if line.association is not None and budget.associations and line.association not in budget.associations:
        template = "the budget has no share of {association}"
        yield problem(spot.at("association"), template, association=line.association)


@rule(
    code="CIC317",
    name="amendment-levels",
    severity=Severity.ERROR,
    title="an amendment moves money between the table and a partnership",
    hint="write one move between figures of the table, and another between partnerships",
    needs=("budget",),
)
def moves_between_levels(programme: Programme) -> Iterator[Problem]:
    """Moves of which one side is a figure of the table and the other the budget of a partnership, which is a part of
    the table: the one would become less and the other more."""
    for one in shifts(programme):
        if one.amount < 0 and one.other is not None and _level(one.line) != _level(one.other):
            yield problem(
                Spot(one.spot.file, one.spot.path[:-1]),
                "{amount} goes from {here} to {there}, which are not parts of the same sum",
                amount=-one.amount,
                here=_figure(one.line),
                there=_figure(one.other),
            )


def _level(line: Line) -> str:
    return "table" if line.partnership is None else "partnerships"


def _figure(line: Line) -> Message | str:
    if line.partnership is not None:
        return line.partnership
    return Message("{category} of the table", {"category": line.category or ""})


@rule(
    code="CIC322",
    name="amendment-overdrawn",
    severity=Severity.ERROR,
    title="an amendment takes away more than there is",
    hint="compare the amount and its line with the decision",
    needs=("budget", "partnership"),
)
def overdrawn_lines(programme: Programme) -> Iterator[Problem]:
    """Moves that leave less than nothing of a figure, in the order in which they were decided."""
    left: dict[tuple[object, ...], Decimal] = {}
    related: dict[tuple[object, ...], list[Spot]] = defaultdict(list)
    for one in sorted(shifts(programme), key=lambda one: one.decided):
        key = (one.line.partnership, one.line.category, one.line.nature, one.line.year)
        if key not in left:
            found = _approved(programme, one)
            left[key] = total(amount for amount, _ in found)
            related[key] += [spot for _, spot in found]
        left[key] += one.amount
        if one.amount < 0 and left[key] < 0:
            yield problem(
                one.spot,
                "{amount} is taken away, but there was only {had}",
                related=tuple(related[key]),
                found=-one.amount,
                expected=left[key] - one.amount,
                amount=-one.amount,
                had=left[key] - one.amount,
            )
        related[key].append(one.spot)


def _approved(programme: Programme, one: Shift) -> list[tuple[Decimal, Spot]]:
    """What was approved of the figure, and where that stands."""
    line = one.line
    if line.partnership is not None:
        file = programme.partnership_files.get(line.partnership)
        own = programme.partnerships[file].budget if file is not None else {}
        return [(amount.amount, Spot(file or "", ("budget", id, "amount"))) for id, amount in own.items()]
    block = programme.budget.categories.get(line.category) if programme.budget and line.category else None
    name = line.nature or TOTAL
    row = block.row(name) if block is not None else None
    if row is None or line.year not in row:
        return []
    spot = programme.spot("budget.yaml", "categories", line.category or "", name, line.year or 0)
    return [(row[line.year], spot)]


@rule(
    code="CIC323",
    name="refund",
    severity=Severity.ERROR,
    title="money came back that had not been spent",
    hint="compare the amount, and the year and nature that it is of, with the bank's paper",
    needs=("report",),
)
def refunds_of_nothing(programme: Programme) -> Iterator[Problem]:
    """Refunds against what the same had spent of the same nature by then."""
    spent: dict[tuple[object, ...], list[Entry]] = defaultdict(list)
    refunds: list[Entry] = []
    for entry in ledger(programme):
        if entry.is_refund:
            refunds.append(entry)
        else:
            spent[_account(entry, entry.year)].append(entry)
    back: dict[tuple[object, ...], Decimal] = defaultdict(lambda: ZERO)
    for one in sorted(refunds, key=lambda one: (one.year, one.spot.file)):
        of = one.of or one.year
        where = Spot(one.spot.file, (*one.spot.path[:-1], "of"))
        if of > one.year:
            yield problem(where, "what came back in {year} cannot have been spent in {of}", year=one.year, of=of)
            continue
        account = _account(one, of)
        back[account] -= one.amount
        paid = total(entry.amount for entry in spent[account])
        if back[account] > paid:
            yield problem(
                one.spot,
                "{amount} came back of {year}, but only {spent} was spent",
                related=(where, *(entry.spot for entry in spent[account])),
                expected=paid,
                found=back[account],
                difference=back[account] - paid,
                amount=back[account],
                year=of,
                spent=paid,
            )


def _account(entry: Entry, year: int) -> tuple[object, ...]:
    return entry.who, entry.category, entry.nature, year


RULES = (
    moves_between_levels,
    amended_lines,
    overdrawn_lines,
    refunds_of_nothing,
)
