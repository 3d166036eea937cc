"""`cic report --explain`: the arithmetic of each figure of the page, with the places of what it is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from cic.analysis.progress import judgement
from cic.analysis.status import Status
from cic.diagnostics import Spot
from cic.model.programme import PROGRAMME, Programme
from cic.pages.annual.explained.figure import Explained, name
from cic.pages.annual.explained.money import explained_money
from cic.pages.annual.explained.partnerships import explained_partnerships
from cic.pages.annual.explained.results import explained_indicators
from cic.pages.annual.outstanding import missing_of
from cic.pages.annual.question import Question
from cic.pages.tables import Column, Page, Table, words


def explained(programme: Programme, question: Question) -> tuple[Explained, ...]:
    """Every figure of the page that is asked for, section by section."""
    return tuple(_sections(programme, question))


def _sections(programme: Programme, question: Question) -> Iterator[Explained]:
    if question.wants("summary"):
        yield from _summary(programme, question)
    if question.wants("results"):
        yield from explained_indicators(programme, question)
    if question.wants("partnerships"):
        yield from explained_partnerships(programme, question)
    if question.wants("money"):
        yield from explained_money(programme, question)
    if question.wants("missing"):
        yield from _missing(programme, question)


def _summary(programme: Programme, question: Question) -> Iterator[Explained]:
    ids: dict[Status, list[str]] = {}
    for located in question.indicators(programme):
        ids.setdefault(judgement(programme, located, question.year).status, []).append(located.id)
    for status in Status:
        if status in ids:
            calculation = ", ".join(ids[status])
            yield Explained("summary", words(status.value), "indicators", Decimal(len(ids[status])), calculation)


def _missing(programme: Programme, question: Question) -> Iterator[Explained]:
    for one in missing_of(programme, question):
        who = one.commune or (words("(programme)") if one.partnership == PROGRAMME else name(one.partnership))
        yield Explained("missing", who, "values", Decimal(len(one.indicators)), ", ".join(one.indicators))


def explained_table(page: Page, figures: Iterable[Explained], place_of: Callable[[Spot], str]) -> Table:
    """The figures as a table; they have the titles that they have on the page."""
    titles = {(table.key, column.key): column.title for table in page.tables for column in table.columns}
    columns = (
        Column("table", words("Table"), "id"),
        Column("row", words("Row")),
        Column("figure", words("Figure")),
        Column("value", words("Value"), "number"),
        Column("calculation", words("Calculation")),
        Column("places", words("Places")),
    )
    rows = tuple(
        (
            one.table,
            one.row,
            titles.get((one.table, one.column), one.column),
            one.value,
            one.calculation or None,
            ", ".join(dict.fromkeys(map(place_of, one.spots))) or None,
        )
        for one in figures
    )
    return Table("explain", words("How each figure came about"), columns, rows, section="explain")
