"""Activities by the end of a year: when they are to take place, how they stand, and what they cost."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal
from functools import partial

from cic.analysis.activities import ActivityStanding, budget_of_activity, each_followed, standing, told
from cic.analysis.result_money import by_purpose
from cic.analysis.spending import Entry, accounts, ledger, money_years
from cic.analysis.status import Limit
from cic.base.message import Message
from cic.base.money import total
from cic.base.periods import last_day
from cic.diagnostics import Spot
from cic.model.programme import PROGRAMME, Programme
from cic.model.vocabulary import ACTIVITY_STATES
from cic.pages.annual.money_derivation import of_entries
from cic.pages.annual.question import Question
from cic.pages.tables import Cell, Column, Derivation, Derived, State, Table, bounded, words
from cic.pages.vocabulary import term

_COLUMNS = (
    Column("id", words("Id"), "id"),
    Column("activity", words("Activity")),
    Column("start", words("To begin"), "text"),
    Column("end", words("To end"), "text"),
    Column("status", words("Stands")),
    Column("started", words("Began"), "text"),
    Column("ended", words("Ended"), "text"),
    Column("proofs", words("Evidence"), "number"),
)
_MONEY = (Column("budget", words("Budget"), "amount"), Column("spent", words("Spent"), "amount"))


def activities_table(programme: Programme, question: Question) -> Iterator[Table]:
    """The activities that are asked for and of which more is said than their words; with their money, where any has."""
    reports = told(programme)
    whose = None if question.partnership is None else (question.partnership,)
    followed = [one for one in each_followed(programme, reports) if question.concerns(programme, one.id)]
    entries = [
        one for one in ledger(programme) if one.period <= question.year and question.partnership in (None, one.who)
    ]
    spent = by_purpose(programme, entries) if any(one.activity for one in entries) else {}
    # what an activity has in all is not the budget of one partnership
    given = {} if whose else {one.id: budget_of_activity(programme, one) for one in followed}
    years = money_years(programme, question.year)
    is_partial = None in spent or accounts(programme, question.year).lacks(years, question.partnership)
    limit = Limit.LEAST if spent and is_partial else None
    money = {one.id: _money(given.get(one.id), spent.get(one.id, ()), limit) for one in followed}
    with_money = any(cells != _NO_MONEY for cells in money.values())
    rows = tuple(
        (
            one.id,
            " ".join(question.language.text(one.value.text).split()),
            *standing_cells(standing(one, reports.get(one.id, ()), question.year, whose), question.year),
            *(money[one.id] if with_money else ()),
        )
        for one in followed
    )
    if rows:
        columns = (*_COLUMNS, *_MONEY) if with_money else _COLUMNS
        yield Table("activities", words("Activities at the end of {year}", year=question.year), columns, rows)


def standing_cells(found: ActivityStanding, year: int) -> tuple[Cell, ...]:
    """From the days on which it is to take place to what proves it."""
    activity = found.activity.value
    proofs: Cell = None
    if found.reports:
        spots = tuple(one.spot.at("evidence") for one in found.reports if one.value.evidence)
        proofs = Derived(Decimal(found.proofs), partial(Derivation, f"{found.proofs}", spots))
    return activity.start, activity.end, _status(found, year), found.started, found.ended, proofs


def _status(found: ActivityStanding, year: int) -> Cell:
    """One word where all say the same; else each with who says it. Of nobody: whether it should have begun."""
    spots = tuple(spot for _, spot in found.states.values())
    if found.status is not None:
        shown = term(found.status, ACTIVITY_STATES)
        return Derived(shown, partial(Derivation, _who(found), spots)) if None not in found.states else shown
    if found.states:
        said = tuple(
            words("{who}: {status}", who=_name(who), status=ACTIVITY_STATES[status])
            for who, (status, _) in found.states.items()
        )
        return Derived(words("{what}", what=said), partial(Derivation, _who(found), spots))
    days = [day for day in (found.activity.value.start, found.activity.value.end) if day is not None]
    if not days:
        return State.NOT_REPORTED if found.activity.value.indicators else State.NOT_STATED
    return State.NOT_REPORTED if min(days) <= last_day(year) else State.NOT_DUE


def _who(found: ActivityStanding) -> Message:
    return words("reported: {made}", made=tuple(_name(who) for who in found.states))


def _name(who: str | None) -> object:
    return words("programme") if who in (None, PROGRAMME) else who


_NO_MONEY: tuple[Cell, ...] = (None, None)


def _money(
    given: tuple[Decimal, tuple[Spot, ...]] | None, entries: Collection[Entry], limit: Limit | None
) -> tuple[Cell, ...]:
    budget: Cell = None
    if given is not None:
        budget = Derived(given[0], partial(Derivation, f"{given[0]:f}", given[1]))
    own = tuple(entries)
    if not own:
        return budget, None
    return budget, Derived(bounded(total(one.amount for one in own), limit), partial(of_entries, own))
