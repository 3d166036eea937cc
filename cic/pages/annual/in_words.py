"""What reports say in words: the year as each tells it, and what is remarked on single values."""

from __future__ import annotations

from collections.abc import Iterator

from cic.base.message import Message
from cic.pages.annual.scope import Item, Scope, value_said, where_printed, who_said
from cic.pages.annual.section import Builder
from cic.pages.tables import Cell, Column, Table, words

_PARTNERSHIP = Column("partnership", words("Partnership"), "id")
_YEAR = Column("year", words("Year"), "year")
_NARRATIVES = (
    _PARTNERSHIP,
    _YEAR,
    Column("done", words("Done")),
    Column("difficulties", words("Difficulties")),
    Column("lessons", words("Lessons")),
    Column("next_year", words("Next year")),
    Column("source", words("Taken from")),
)
_REMARKS = (
    Column("of", words("What"), "id"),
    _PARTNERSHIP,
    Column("commune", words("Commune"), "id"),
    _YEAR,
    Column("value", words("Reported")),
    Column("as_printed", words("As printed")),
    Column("printed_in", words("Printed in")),
    Column("text", words("Text")),
    Column("not_applicable", words("Why it is not applicable")),
    Column("observed_from", words("Observed from")),
    Column("observed_until", words("Observed until")),
    Column("note", words("Note")),
)
_SAID = 5
"""Columns of a remark before those that say something."""


def words_of(scope: Scope) -> Iterator[Table]:
    """What is said in words, where anything is; the year as it is told belongs to a whole partnership."""
    narratives = tuple(_narratives(scope)) if scope.is_whole else ()
    if narratives:
        yield _told("narratives", words("The year in words"), _NARRATIVES, narratives, 2)
    remarks = tuple(_remarks(scope))
    if remarks:
        yield _told("remarks", words("What was said of single values"), _REMARKS, remarks, 4)


def _told(
    key: str,
    title: Message,
    columns: tuple[Column, ...],
    rows: tuple[tuple[Cell, ...], ...],
    named_by: int,
) -> Table:
    return Table(key, title, columns, rows, named_by=named_by, is_told=True)


def _narratives(scope: Scope) -> Iterator[tuple[Cell, ...]]:
    for who, _, report in scope.own_reports():
        told, source = report.narrative, where_printed(report.source)
        texts = (told.done, told.difficulties, told.lessons, told.next_year) if told else (None,) * 4
        if any(texts):
            yield who_said(who), report.year, *map(scope.tell, texts), source


def _remarks(scope: Scope) -> Iterator[tuple[Cell, ...]]:
    """Of each value of which more is said than itself, and of each activity."""
    for item, one in scope.observations():
        observed = one.observed
        said = (
            scope.plain(one.as_printed),
            where_printed(one.as_printed_source or item.source) if one.as_printed else None,
            scope.tell(one.text),
            scope.tell(one.not_applicable),
            observed.start if observed else None,
            observed.end if observed else None,
            scope.tell(one.note),
        )
        if any(said):
            yield *_named(item), value_said(scope, item, one), *said
    nothing = (None,) * (len(_REMARKS) - _SAID)
    for item, activity in scope.activities():
        if activity.note:
            yield *_named(item), *nothing, scope.tell(activity.note)


def _named(item: Item) -> tuple[Cell, ...]:
    return item.id, who_said(item.partnership), item.commune, item.year


SECTION = Builder(lambda basis: words_of(basis.scope))
