"""What came after the year that is asked for, and belongs to it: money that came back or was paid after the end, and
what was reported for years after the end. It is shown, and reckoned in no figure of the year."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import partial

from cic.analysis.result_money import purpose
from cic.analysis.spending import Accounts, Entry, ledger
from cic.base.message import Message
from cic.diagnostics import Spot
from cic.model.logframe import Indicator
from cic.model.programme import PROGRAMME, Located, Observed, Programme
from cic.pages.annual.derivation import Term, sum_of
from cic.pages.annual.money_derivation import of_entries
from cic.pages.annual.question import Question
from cic.pages.tables import Cell, Column, Derived, Table, words
from cic.pages.vocabulary import CONTRIBUTIONS, nature_names


def later_money(known: Accounts, question: Question) -> Table:
    """Of a year what came back after it; of the last year, and of those after the end, also what was paid later."""
    columns = (
        Column("year", words("Reported for"), "year"),
        Column("who", words("Who"), "id"),
        Column("what", words("What")),
        Column("category", words("Line")),
        Column("nature", words("Nature")),
        Column("amount", words("Amount"), "amount"),
    )
    programme = known.programme
    rows = tuple(
        _row(known, entry, question)
        for entry in ledger(programme)
        if entry.period > question.year
        and question.asks_money_of(programme, entry.who, purpose(entry))
        and (_is_of(entry, question.year) or _is_paid_after_the_end(programme, entry, question.year))
    )
    rows = (*rows, *_brought_later(programme, question))
    title = words("What came after the end of {year}; reckoned in no figure of that year", year=question.year)
    return Table("later", title, columns, rows)


def _brought_later(programme: Programme, question: Question) -> Iterator[tuple[Cell, ...]]:
    """What partners brought of their own in years after the end; of the last year, and of those after it."""
    last = max(programme.years, default=None)
    if question.is_of_results or last is None or question.year < last:
        return
    own = question.scope(programme)
    for file, report in programme.reports.items():
        if report.year > question.year and programme.calendar.year_of(report.year) in programme.later_years:
            for id, path, given in report.contributed():
                if own is None or id in own:
                    term = Term(given.amount, str(report.year), Spot(file, (*path, "amount")))
                    amount = Derived(given.amount, partial(sum_of, (term,)))
                    yield report.year, id, words("brought of its own"), CONTRIBUTIONS[given.kind], None, amount


def _is_of(entry: Entry, year: int) -> bool:
    """Whether it came back of money that had been spent by the end of the year."""
    return entry.of is not None and entry.of <= year


def _is_paid_after_the_end(programme: Programme, entry: Entry, year: int) -> bool:
    return entry.year in programme.later_years and year >= programme.years[-1]


def _row(known: Accounts, entry: Entry, question: Question) -> tuple[Cell, ...]:
    budget = known.programme.budget
    block = budget.categories.get(entry.category) if budget else None
    return (
        entry.period,
        words("programme") if entry.who == PROGRAMME else entry.who,
        words("spent") if entry.of is None else words("came back, spent in {year}", year=entry.of),
        question.language.text(block.label) if block else entry.category,
        nature_names(known.programme, question.language)[entry.nature],
        Derived(abs(entry.amount), partial(of_entries, (entry,))),
    )


def notes_on_later_reports(
    programme: Programme, indicators: Iterable[Located[Indicator]], members: Collection[str] | None, year: int
) -> Iterator[Message]:
    """What was reported for years after the end, below the results of the last year. members: None for all."""
    if not programme.years or year < programme.years[-1]:
        return
    later = frozenset(programme.later_years)
    said = tuple(
        _said(located.id, one)
        for located in (indicators if later else ())
        for who, reports in programme.observed.get(located.id, {}).items()
        if members is None or who in members
        for one in reports
        if programme.calendar.year_of(one.year) in later
    )
    if said:
        yield words("Reported later, for years after the end; counted in no figure: {values}", values=said)


def _said(indicator: str, one: Observed) -> Message:
    who = words("programme") if one.who == PROGRAMME else one.who
    known = {"indicator": indicator, "who": who, "year": one.year}
    observed = one.observation
    if observed.numerator is not None and observed.denominator is not None:
        share = {"numerator": observed.numerator, "denominator": observed.denominator}
        return words("{indicator}: {who} {numerator} of {denominator} ({year})", **known, **share)
    if observed.value is not None:
        return words("{indicator}: {who} {value} ({year})", **known, value=observed.value)
    if observed.achieved is not None:
        value = words("yes") if observed.achieved else words("no")
        return words("{indicator}: {who} {value} ({year})", **known, value=value)
    if observed.step is not None:
        return words("{indicator}: {who} {value} ({year})", **known, value=observed.step)
    return words("{indicator}: {who} ({year})", **known)
