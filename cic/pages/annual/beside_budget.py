"""What stands beside the budget: decisions that changed it, money that came back or was paid by others, what partners
bring of their own, spending by association. Each is a table that is there only where the programme has such a thing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from cic.analysis.amendments import Shift
from cic.analysis.spending import Accounts, Entry, by_association, money_years
from cic.analysis.status import Limit
from cic.base.message import Message
from cic.base.money import total
from cic.diagnostics import Spot
from cic.model.budget import Line
from cic.model.programme import PROGRAMME
from cic.pages.annual.contributions import contributions_table
from cic.pages.annual.derivation import Term, sum_of
from cic.pages.annual.money_derivation import Budgeted, of_budget, of_entries
from cic.pages.annual.question import Question
from cic.pages.annual.released import released_table
from cic.pages.tables import Cell, Column, Derivation, Derived, State, Table, bounded, words
from cic.pages.vocabulary import nature_names, organisation_term


def beside_the_table(known: Accounts, question: Question) -> Iterator[Table]:
    """The tables that have rows: of some results, what is said to be for them; of a commune, what it brings."""
    refunds, paid = _refunds(known, question), _of_others(known, question)
    brought = contributions_table(known, question)
    tables: tuple[Table, ...] = (refunds, paid)
    if question.commune is not None:
        tables = () if question.is_of_results else (brought,)
    elif not question.is_of_results:
        changes, released = amendments_table(known, question), released_table(known, question)
        tables = (changes, released, refunds, _associations(known, question), paid, brought)
    yield from (table for table in tables if table.rows)


def amendments_table(known: Accounts, question: Question) -> Table:
    """Each move of each decision, and whether the figures of the year reckon with it; of one partnership, those that
    gave it money or took it."""
    columns = (
        Column("amendment", words("Amendment"), "id"),
        Column("decided", words("Decided on"), "text"),
        Column("from", words("From")),
        Column("to", words("To")),
        Column("amount", words("Amount"), "amount"),
        Column("counted", words("In the current budget")),
        Column("reason", words("Reason")),
    )
    rows = [
        *(_move(known, one, question, words("yes")) for one in _sides(known.shifts, question)),
        *(_move(known, one, question, words("no, decided later")) for one in _sides(known.later, question)),
    ]
    return Table("amendments", words("Decisions that changed the budget"), columns, tuple(rows))


def _sides(shifts: tuple[Shift, ...], question: Question) -> Iterator[Shift]:
    """One side of each move that is asked for: the one that becomes more, or the only one."""
    for one in shifts:
        partnerships = {line.partnership for line in (one.line, one.other) if line is not None}
        if (one.amount > 0 or one.other is None) and (
            question.partnership is None or question.partnership in partnerships
        ):
            yield one


def _move(known: Accounts, one: Shift, question: Question, counted: Message) -> tuple[Cell, ...]:
    budget = known.programme.budget
    assert budget is not None
    here, there = _named(known, one.line, question), _named(known, one.other, question)
    sides = (there or words("(more money)"), here) if one.amount > 0 else (here, words("(less money)"))
    reason = question.language.text(budget.amendments[one.amendment].reason)
    amount = Derived(abs(one.amount), partial(sum_of, (Term(abs(one.amount), one.amendment, one.spot),)))
    return one.amendment, one.decided, *sides, amount, counted, reason


def _named(known: Accounts, line: Line | None, question: Question) -> Cell:
    """A figure of the budget as people call it."""
    if line is None:
        return None
    if line.partnership is not None:
        return f"{line.partnership} ({line.outcome})" if line.outcome else line.partnership
    block = known.programme.budget.categories.get(line.category) if known.programme.budget and line.category else None
    label: Message | str = question.language.text(block.label) if block else line.category or ""
    nature = nature_names(known.programme, question.language)[line.nature]
    if line.nature is None:
        template = "{label}, {year}" if line.association is None else "{label}, {year} ({association})"
        return words(template, label=label, year=line.year, association=line.association)
    if line.association is not None:
        template = "{label}, {nature}, {year} ({association})"
        return words(template, label=label, nature=nature, year=line.year, association=line.association)
    return words("{label}, {nature}, {year}", label=label, nature=nature, year=line.year)


def _refunds(known: Accounts, question: Question) -> Table:
    columns = (
        Column("year", words("Came back in"), "year"),
        Column("who", words("Who"), "id"),
        Column("category", words("Line")),
        Column("nature", words("Nature")),
        Column("of", words("Spent in"), "year"),
        Column("amount", words("Amount"), "amount"),
        Column("reason", words("Reason")),
    )
    rows = []
    natures = nature_names(known.programme, question.language)
    for file, report in known.programme.reports.items():
        who = report.partnership or PROGRAMME
        for category, path, back in report.refunds():
            purpose = back.activity or back.result
            if report.year <= question.year and question.asks_money_of(known.programme, who, purpose):
                spot = Spot(file, (*path, "amount"))
                amount = Derived(back.amount, partial(sum_of, (Term(back.amount, str(report.year), spot),)))
                reason = question.language.text(back.reason) if back.reason else None
                label = _label(known, category, question)
                rows.append((report.year, _who(who), label, natures[back.nature], back.of, amount, reason))
    title = words("Money that came back up to the end of {year}; it is taken off what was spent", year=question.year)
    return Table("refunds", title, columns, tuple(rows))


def _who(who: str) -> Cell:
    return words("programme") if who == PROGRAMME else who


def _label(known: Accounts, category: str, question: Question) -> Cell:
    block = known.programme.budget.categories.get(category) if known.programme.budget else None
    return question.language.text(block.label) if block else category


def _of_others(known: Accounts, question: Question) -> Table:
    columns = (
        Column("year", words("Year"), "year"),
        Column("who", words("Who"), "id"),
        Column("paid_by", words("Paid by"), "id"),
        Column("category", words("Line")),
        Column("nature", words("Nature")),
        Column("amount", words("Amount"), "amount"),
    )
    rows = []
    natures = nature_names(known.programme, question.language)
    for file, report in known.programme.reports.items():
        who = report.partnership or PROGRAMME
        for one in report.spendings():
            purpose = one.value.activity or one.value.result
            is_asked = question.asks_money_of(known.programme, who, purpose)
            if one.value.paid_by is not None and report.year <= question.year and is_asked:
                spot = Spot(file, (*one.path, "amount"))
                paid = one.value.amount
                amount = Derived(paid, partial(sum_of, (Term(paid, one.value.paid_by, spot),)))
                label = _label(known, one.category, question)
                payer = organisation_term(known.programme, one.value.paid_by)
                rows.append((report.year, _who(who), payer, label, natures[one.nature], amount))
    title = words("Paid by others up to the end of {year}; not counted as spent", year=question.year)
    return Table("paid_by_others", title, columns, tuple(rows))


def _associations(known: Accounts, question: Question) -> Table:
    """What each association's share of the budget was spent on, as far as the reports or the communes say whose it
    is. Of one partnership alone there is no share."""
    programme, years = known.programme, money_years(known.programme, question.year)
    columns = (
        Column("association", words("Association")),
        Column("budget", words("Budget"), "amount"),
        Column("spent", words("Spent"), "amount"),
        Column("remaining", words("Remaining"), "amount"),
    )
    budget = programme.budget
    spent = by_association(known, years)
    if budget is None or not spent or not budget.associations or question.partnership is not None:
        return Table("associations", "", columns, ())
    rows: list[tuple[Cell, ...]] = []
    rest = spent.get(None, ())
    is_partial = bool(rest) or known.lacks(years)
    least, most = (Limit.LEAST, Limit.MOST) if is_partial else (None, None)
    for id, block in budget.associations.items():
        source = Budgeted(block, programme.spot("budget.yaml", "associations", id), None, years)
        changes = tuple(one for one in known.shifts if one.line.association == id and one.line.year in years)
        known_cells = tuple(source.terms())
        share = total((*(term.value for term in known_cells), *(one.amount for one in changes)))
        own: tuple[Entry, ...] = spent.get(id, ())
        paid = total(entry.amount for entry in own)
        left = bounded(share - paid, most)
        rows.append(
            (
                question.language.text(block.label),
                Derived(share, partial(of_budget, source, changes)),
                Derived(bounded(paid, least), partial(of_entries, own)) if own else State.NOT_REPORTED,
                # what nobody can tell may be of this one
                Derived(left, partial(_less, share, paid, known_cells, own)) if own and not rest else None,
            )
        )
    identity = programme.identity
    for unknown, own in spent.items():
        if unknown is not None and unknown not in budget.associations:
            organisation = identity.organisations.get(unknown) if identity else None
            label = organisation.name if organisation else unknown
            paid = total(entry.amount for entry in own)
            rows.append((label, None, Derived(bounded(paid, least), partial(of_entries, own)), None))
    if rest:
        paid = total(entry.amount for entry in rest)
        rows.append((words("not said of which"), None, Derived(paid, partial(of_entries, rest)), None))
    title = words("Spending by association from the start to {year}", year=question.year)
    return Table("associations", title, columns, tuple(rows))


def _less(share: Decimal, paid: Decimal, cells: tuple[Term, ...], entries: tuple[Entry, ...]) -> Derivation:
    spots = (*(term.spot for term in cells), *(entry.spot for entry in entries))
    return Derivation(f"{share:f} - {paid:f}", spots)
