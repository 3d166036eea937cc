"""The charts of a page, drawn from the figures of its tables: what a picture shows stands in a table too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cic.analysis.status import Coverage, Status
from cic.base.message import Message
from cic.pages.annual.section import builder
from cic.pages.sections import SECTIONS
from cic.pages.tables import Cell, Chart, Column, Mark, Table, words

_MOST_MARKS = 60
"""Nobody reads more at once; the table has them all."""
_PROGRESS = Column("progress", words("Progress"), "progress")
_COVERAGE = Column("coverage", words("Reported by"), "id")
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
        progress, coverage = tuple(_marks(together, "progress")), tuple(_marks(together, "coverage"))
        title = words("Progress towards the milestone that is due: {of}", of=of)
        yield Chart(f"progress.{key}", title, "bars", (_PROGRESS,), progress)
        title = words("Who has reported: {of}", of=of)
        yield Chart(f"coverage.{key}", title, "bars", (_COVERAGE,), coverage)


def _marks(tables: Sequence[Table], key: str) -> Iterator[Mark]:
    for table in tables:
        for n, record in enumerate(table.records()):
            status = record["status"] if key == "progress" else None
            yield Mark(
                record["id"],
                (record[key],),
                str(record["indicator"]),
                status if isinstance(status, Status) else None,
                n == 0,
            )


def partnership_charts(tables: Sequence[Table]) -> Iterator[Chart]:
    """How much each partnership has reported."""
    title = words("Targets of their communes: reported, of those that are due and decided")
    for table in tables:
        marks = tuple(Mark(record["id"], (_reported(record),)) for record in table.records())
        yield Chart("coverage.partnerships", title, "bars", (_COVERAGE,), marks)


def _reported(record: Mapping[str, Cell]) -> Cell:
    made, asked = record["reported"], record["targets"]
    return Coverage(int(str(made)), int(str(asked)))


def money_charts(tables: Sequence[Table]) -> Iterator[Chart]:
    """Budget and spending of each year."""
    for table in tables:
        # a partnership has no budget of a year
        if table.key == "years" and any(column.key == "budget" for column in table.columns):
            marks = tuple(Mark(record["year"], (record["budget"], record["spent"])) for record in table.records())
            yield Chart("money.years", words("Budget and spending, year by year"), "columns", _MONEY, marks)
