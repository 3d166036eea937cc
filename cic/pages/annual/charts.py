"""The charts of a page, drawn from the figures of its tables: what a picture shows stands in a table too."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from cic.analysis.status import Coverage, Status
from cic.base.message import Message
from cic.pages.annual.section import builder
from cic.pages.sections import SECTIONS
from cic.pages.tables import Chart, Column, Mark, Table, Value, words

_Record: TypeAlias = Mapping[str, Value]

_MOST_MARKS = 60
"""Nobody reads more at once; the table has them all."""
_PROGRESS = Column("progress", words("Progress"), "progress")
_COVERAGE = Column("coverage", words("Reported by"), "id")
_WITHOUT_VALUE = (Status.NOT_REPORTED, Status.NOT_DUE, Status.NOT_APPLICABLE)
_MONEY = (Column("budget", words("Budget"), "amount"), Column("spent", words("Spent"), "amount"))


def charts_of(tables: Sequence[Table]) -> tuple[Chart, ...]:
    """The charts that belong to the tables, in the order of the tables."""
    return tuple(chart for chart in _charts(tables) if 0 < len(chart.marks) <= _MOST_MARKS)


def _charts(tables: Sequence[Table]) -> Iterator[Chart]:
    for section in dict.fromkeys(table.section for table in tables):
        if section in SECTIONS:
            own = [table for table in tables if table.section == section]
            yield from (chart._replace(section=section) for chart in builder(section).charts(own))


def results_charts(found: Sequence[Table]) -> Iterator[Chart]:
    """One picture of all results; where an indicator is in several tables, one of each table."""
    tables = [table for table in found if any(column.key == "progress" for column in table.columns)]
    ids = [record["id"] for table in tables for record in table.records()]
    for together in [tables] if len(ids) == len(set(ids)) else [[table] for table in tables]:
        of: Message | str = words("all results") if len(together) > 1 else together[0].title if together else ""
        key = together[0].key if len(together) == 1 else "all"
        records = [record for table in together for record in table.records()]
        title = words("Progress towards the milestone that is due: {of}", of=of)
        marks = tuple(_marks(together, "progress", _has_value))
        yield Chart(f"progress.{key}", title, "bars", (_PROGRESS,), marks, notes=tuple(_without_value(records)))
        title = words("Who has reported: {of}", of=of)
        marks = tuple(_marks(together, "coverage", _has_reports))
        yield Chart(f"coverage.{key}", title, "bars", (_COVERAGE,), marks, notes=tuple(_without_reports(records)))


def _marks(tables: Sequence[Table], key: str, is_drawn: Callable[[_Record], bool]) -> Iterator[Mark]:
    for table in tables:
        for n, record in enumerate(filter(is_drawn, table.records())):
            status = record["status"] if key == "progress" else None
            yield Mark(
                record["id"],
                (record[key],),
                str(record["indicator"]),
                status if isinstance(status, Status) else None,
                n == 0,
                str(record.get("title") or ""),
            )


def _has_value(record: _Record) -> bool:
    return record["status"] not in _WITHOUT_VALUE


def _has_reports(record: _Record) -> bool:
    coverage = record["coverage"]
    return isinstance(coverage, Coverage) and coverage.reported_by > 0


def _without_value(records: Sequence[_Record]) -> Iterator[Message]:
    """What has no value that could be drawn, and why: a line for each reason."""
    for status in _WITHOUT_VALUE:
        ids = tuple(str(record["id"]) for record in records if record["status"] is status)
        if ids:
            yield words("{name}: {value}", name=words(status.value), value=ids)


def _without_reports(records: Sequence[_Record]) -> Iterator[Message]:
    ids = tuple(str(record["id"]) for record in records if _has_value(record) and not _has_reports(record))
    if ids:
        yield words("Nobody reported the year itself: {indicators}", indicators=ids)


def partnership_charts(tables: Sequence[Table]) -> Iterator[Chart]:
    """How much each partnership has reported."""
    title = words("Targets of their communes: reported, of those that are due and decided")
    for table in tables:
        known = [(record["id"], _reported(record)) for record in table.records()]
        marks = tuple(Mark(id, (coverage,)) for id, coverage in known if coverage.reported_by)
        silent = tuple(str(id) for id, coverage in known if coverage.expected and not coverage.reported_by)
        notes = (words("Nothing reported yet: {who}", who=silent),) if silent else ()
        yield Chart("coverage.partnerships", title, "bars", (_COVERAGE,), marks, notes=notes)


def _reported(record: Mapping[str, Value]) -> Coverage:
    made, asked = record["reported"], record["targets"]
    return Coverage(int(str(made)), int(str(asked)))


def money_charts(tables: Sequence[Table]) -> Iterator[Chart]:
    """Budget and spending of each year."""
    for table in tables:
        # a partnership has no budget of a year
        if table.key == "years" and any(column.key == "budget" for column in table.columns):
            marks = tuple(Mark(record["year"], (record["budget"], record["spent"])) for record in table.records())
            yield Chart("money.years", words("Budget and spending, year by year"), "columns", _MONEY, marks)
