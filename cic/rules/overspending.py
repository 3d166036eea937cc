"""3xx, overspending: expenditure against every figure that the budget prints, from the finest to the whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import product
from typing import NamedTuple

from cic.analysis.amendments import shifts
from cic.analysis.result_money import money_given, purpose
from cic.analysis.spending import ledger
from cic.base.message import Message, Word
from cic.base.money import ZERO, total
from cic.base.periods import day, shown_name
from cic.diagnostics import Problem, Severity, Spot
from cic.model.budget import Block, Budget
from cic.model.programme import PROGRAMME, Programme
from cic.model.stay import with_merged
from cic.model.vocabulary import word_of_category, word_of_nature
from cic.reference.currencies import coin_of
from cic.rules.budget_table import cells
from cic.rules.rule import Part, problem, rule


class Spent(NamedTuple):
    """Money of the programme that was reported as spent."""

    part: Part
    year: int
    category: str
    nature: str | None
    partnership: str | None
    purpose: str | None = None


def own_spending(programme: Programme) -> list[Spent]:
    """All spending, and what came back as less than nothing; what another organisation paid is not counted."""
    return [
        Spent(
            Part(one.spot, one.amount),
            one.year,
            one.category,
            one.nature,
            one.who if one.who != PROGRAMME else None,
            purpose(one),
        )
        for one in ledger(programme)
    ]


class _Limit(NamedTuple):
    """A figure of the budget, what was spent of it, and what to call it: for the figures that a finding rests on, and
    for readers.

    budget: the printed figures that make it, and what decisions changed of them.
    """

    what: Word
    spent: list[Spent]
    budget: list[Part]

    @property
    def excess(self) -> Decimal:
        """How much more was spent; less than nothing where something is left."""
        return total(one.part.amount for one in self.spent) - total(part.amount for part in self.budget)


@rule(
    code="CIC310",
    name="overspending",
    severity=Severity.WARNING,
    title="more was spent than was budgeted",
    hint="check the amounts named; a real overspending is explained in the narrative and acknowledged",
)
def overspending(programme: Programme) -> Iterator[Problem]:
    """Expenditure against the budget: of each nature, category and year, of all years, and of each partnership.

    What a finer figure says already is not said again by those that it is a part of.
    """
    spending = own_spending(programme)
    rates = _rates(programme)
    said: dict[Spot, Decimal] = defaultdict(Decimal)
    for level in _levels(programme, spending):
        found: list[tuple[_Limit, Decimal]] = []
        for limit in level:
            excess = limit.excess
            known = sum((said[one.part.spot] for one in limit.spent), ZERO)
            if excess > max(known, ZERO):
                yield _too_much(programme, limit, rates)
                found.append((limit, excess - known))
        for limit, excess in found:
            said[_largest(limit.spent).part.spot] += excess
    yield from _of_partnerships(programme, spending, rates)
    yield from _of_results(programme, spending, rates)


def _levels(programme: Programme, spending: list[Spent]) -> Iterator[Iterator[_Limit]]:
    """The figures of the budget from the finest to the whole: those of one level are no parts of each other."""
    if programme.budget is None:
        return
    budget = programme.budget
    at = programme.spot("budget.yaml", "categories")
    blocks = [(category, at.at(category), block) for category, block in budget.categories.items()]
    costs = programme.spot("budget.yaml", "operating_costs")
    years = sorted({one.year for one in spending})

    parts: dict[tuple[str | None, str | None, int | None], list[Spent]] = defaultdict(list)
    for one in spending:
        # of money without a nature both are the same
        for key in dict.fromkeys(product((one.category, None), (one.nature, None), (one.year, None))):
            parts[key].append(one)
    natures = sorted({one.nature for one in spending if one.nature is not None})
    changes = shifts(programme)

    def moved(category: str | None, nature: str | None, year: int | None) -> list[Part]:
        """What decisions changed of a figure; of the whole, and of all years, a move within it changes nothing."""
        of_it = [
            one
            for one in changes
            if one.line.category is not None
            and category in (None, one.line.category)
            and nature in (None, one.line.nature)
            and year in (None, one.line.year)
        ]
        return [Part(one.spot, one.amount) for one in of_it]

    whole: list[tuple[str | None, Spot, Block]] = [(None, costs, budget.operating_costs)]
    for group in (blocks, whole):
        for in_years in (years, [None]):
            for of_natures in (natures, [None]):
                yield (
                    _Limit(_called(budget, category, nature, year), spent, printed)
                    for category, spot, block in group
                    for nature in of_natures
                    if block.splits(nature)
                    for year in in_years
                    # a sum of all categories that is not printed is no figure: a move alone does not make it one
                    if (category is not None or nature is None or block.row(nature) is not None)
                    and (spent := parts.get((category, nature, year)))
                    and (
                        printed := [
                            *cells(spot, block, nature or "total", year or "total"),
                            *moved(category, nature, year),
                        ]
                    )
                )


def _called(budget: Budget, category: str | None, nature: str | None, year: int | None) -> Word:
    names: list[object] = []
    if category is not None:
        names.append(word_of_category(budget, category))
    if nature is not None:
        names.append(word_of_nature(budget, nature))
    return _in_year(" ".join(filter(None, (category, nature))), names, year)


def _in_year(key: str, names: Sequence[object], year: int | None) -> Word:
    """What is meant, of a year or of all; the whole budget where nothing is named."""
    if year is None and not names:
        return Word("total", Message("the whole budget"))
    if year is None:
        return Word(key, Message("{name}", {"name": tuple(names)}))
    return Word(f"{key} {shown_name(year)}".strip(), Message("{name}", {"name": (*names, year)}))


def _of_partnerships(programme: Programme, spending: list[Spent], rates: list[_Rate]) -> Iterator[Problem]:
    """The spending of each partnership, year after year, against what was left of its budget. Whoever carries on after
    others has what these had not spent."""
    by_partnership: dict[str, list[Spent]] = defaultdict(list)
    for one in spending:
        if one.partnership is not None:
            by_partnership[one.partnership].append(one)
    stays, today = programme.stays["partnership"], day(programme.today)
    for id in by_partnership:
        own = programme.partnership_files.get(id)
        if own is None or not programme.partnerships[own].budget:
            continue
        every = dict.fromkeys(with_merged(stays, id, today))
        files = [file for one in every if (file := programme.partnership_files.get(one)) is not None]
        parts = [
            Part(Spot(file, ("budget", outcome, "amount")), line.amount)
            for file in files
            for outcome, line in programme.partnerships[file].budget.items()
        ]
        parts += [Part(one.spot, one.amount) for one in shifts(programme) if one.line.partnership in every]
        limit = _Limit(
            Word(id, programme.partnerships[own].called),
            [one for who in every for one in by_partnership.get(who, ())],
            parts,
        )
        if limit.excess > 0:
            found = _too_much(programme, limit, rates)
            yield found if found.message.params.keys() > _PLAIN else _with_what_was_left(found, limit)


def _of_results(programme: Programme, spending: list[Spent], rates: list[_Rate]) -> Iterator[Problem]:
    """What was spent for each result and activity that has a budget, of each year and in all; what stands below is in
    it, and what that says is not said again."""
    rows = money_given(programme)
    of: dict[str, list[Spent]] = defaultdict(list)
    for one in spending:
        for id in programme.lineage(one.purpose) if one.purpose is not None else ():
            of[id].append(one)
    said: dict[tuple[Spot, bool], Decimal] = defaultdict(Decimal)
    for id in sorted((id for id in rows if id in of), key=lambda one: len(programme.lineage(one)), reverse=True):
        for column, (amount, spots) in sorted(rows[id].by.items(), key=lambda one: str(one[0])):
            year = column if isinstance(column, int) else None
            spent = [one for one in of[id] if year in (None, one.year)]
            limit = _Limit(_in_year(id, (id,), year), spent, [Part(spots[0], amount)]) if spent else None
            known = sum((said[one.part.spot, is_all] for one in spent for is_all in {False, year is None}), ZERO)
            if limit is not None and limit.excess > max(known, ZERO):
                yield _too_much(programme, limit, rates)
                said[_largest(spent).part.spot, year is None] += limit.excess - known


_PLAIN = frozenset(("what", "spent", "allowed", "difference"))
"""What a message says that names no other currency."""


def _largest(spent: Iterable[Spent]) -> Spent:
    return max(spent, key=lambda one: one.part.amount)


class _Rate(NamedTuple):
    """A rate of exchange that a payment says."""

    spot: Spot
    currency: str
    rate: Decimal


def _rates(programme: Programme) -> list[_Rate]:
    """The rates of all payments, one for each currency: that of the first that says one."""
    found: dict[str, _Rate] = {}
    for file, report in programme.reports.items():
        for path, one in report.paid():
            for n, payment in enumerate(one.payments):
                spot = Spot(file, (*path, "payments", n, "rate"))
                if payment.rate is not None and payment.rate > 0:
                    found.setdefault(payment.currency, _Rate(spot, payment.currency, payment.rate))
    return list(found.values())


def _in_another_currency(amount: Decimal, allowed: Decimal, rates: list[_Rate]) -> _Rate | None:
    """The currency in which the amount would be a likely part of the budget: at its rate between a tenth and all of it,
    where as it stands it is more than twice the budget."""
    if allowed <= 0 or amount <= 2 * allowed:
        return None
    likely = [one for one in rates if allowed / 10 <= amount / one.rate <= allowed]
    return likely[0] if len(likely) == 1 else None


def _too_much(programme: Programme, limit: _Limit, rates: list[_Rate]) -> Problem:
    allowed = total(part.amount for part in limit.budget)
    largest = _largest(limit.spent).part
    spent = total(one.part.amount for one in limit.spent)
    parts = (*(one.part for one in limit.spent), *limit.budget)
    found = problem(
        largest.spot,
        "{what}: {spent} was spent of a budget of {allowed} ({difference})",
        related=tuple(part.spot for part in parts if part is not largest),
        expected=allowed,
        found=spent,
        difference=spent - allowed,
        which=limit.what.word,
        what=limit.what,
        spent=spent,
        allowed=allowed,
    )
    likely = _in_another_currency(largest.amount, allowed, rates)
    if likely is not None:
        template = (
            "{what}: {spent} was spent of a budget of {allowed} ({difference}); at the rate of {rate}, {amount} "
            "{currency} would be {changed}: in which currency is the amount?"
        )
        own = programme.budget.currency if programme.budget else ""
        changed = (largest.amount / likely.rate).quantize(coin_of(own), ROUND_HALF_UP)
        more = {"rate": likely.rate, "amount": largest.amount, "currency": likely.currency, "changed": changed}
        return _said_with(found, template, more)._replace(related=(*found.related, likely.spot))
    return found


def _with_what_was_left(found: Problem, limit: _Limit) -> Problem:
    """The problem of a partnership, with what was left of its budget before the year that exceeds it."""
    allowed, spent = total(part.amount for part in limit.budget), ZERO
    for year in sorted({one.year for one in limit.spent}):
        left = allowed - spent
        spent += total(one.part.amount for one in limit.spent if one.year == year)
        if spent > allowed and left < allowed:
            template = (
                "{what}: {spent} was spent of a budget of {allowed} ({difference}); of it, {left} was left for {year}"
            )
            return _said_with(found, template, {"left": left, "year": year})
        if spent > allowed:
            break
    return found


def _said_with(found: Problem, template: str, more: Mapping[str, object]) -> Problem:
    """The problem in more words. The figures that it rests on, and for which it is accepted, stay the same."""
    return found._replace(message=Message(template, {**found.message.params, **more}))


RULES = (overspending,)
