"""What workbooks and documents have in common: the parts of a file, its date, the sections of a page, its charts."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterator, Sequence
from decimal import Decimal

from cic.analysis.status import Status
from cic.base.message import Message
from cic.pages.sections import SECTIONS
from cic.pages.tables import FICTIONAL, Chart, Column, Fact, Mark, Page, State, Table, value_in, words

FILLS = {
    Status.ACHIEVED: "C6E6CF",
    Status.ON_TRACK: "DDEFD6",
    Status.BEHIND: "FDEBB8",
    Status.OFF_TRACK: "F6C9BF",
    Status.INCOMPLETE: "E3E6EC",
    Status.NOT_REPORTED: "E3E6EC",
}
"""Behind the word and the sign of a status; each is light enough for black letters."""
BARS = {
    Status.ACHIEVED: "1E7B3A",
    Status.ON_TRACK: "57A05A",
    Status.BEHIND: "C98A00",
    Status.OFF_TRACK: "B3261E",
}
"""Of a chart; what is none of these is grey, and what has no status blue."""
PLAIN, GREY, TRACK = "2F5D8A", "7A8290", "E9ECF1"
_SERIES = ("9DB4CC", PLAIN)
_LONG_AGO = datetime.date(1980, 1, 1)
"""The first day that a zip file can name: of a file that is of no day."""


def parts_of(written: bytes) -> dict[str, bytes]:
    """The parts of a file, in their order, without folders."""
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        return {one.filename: archive.read(one) for one in archive.infolist() if not one.is_dir()}


def day_of(page: Page) -> datetime.datetime:
    """The day that a file says it was made on: that of which the page is, so that the same page is the same file."""
    days = (value_in(fact.value) for fact in page.facts if fact.key == "as_of")
    day = next((day for day in days if isinstance(day, datetime.date)), _LONG_AGO)
    return datetime.datetime(day.year, day.month, day.day)  # noqa: DTZ001 both formats take it for UTC


def invented(page: Page) -> Fact | None:
    """That all of the page is invented."""
    return next((fact for fact in page.facts if fact.key == FICTIONAL), None)


def section_name(section: str) -> Message | str:
    """The heading of a section."""
    return words(SECTIONS[section].template) if section in SECTIONS else section.capitalize()


def by_section(page: Page) -> dict[str, list[Table]]:
    """The tables of each section, in the order of the page."""
    sections: dict[str, list[Table]] = {}
    for table in page.tables:
        sections.setdefault(table.section, []).append(table)
    return sections


def charts_of(page: Page) -> Iterator[Chart]:
    """The charts of the page, and how many indicators there are of each status where a table counts them."""
    for table in page.tables:
        kinds = tuple(column.kind for column in table.columns)
        if kinds == ("status", "number") and table.rows:
            marks = tuple(_counted(table.columns[0], row) for row in table.rows)
            yield Chart(f"counts.{table.key}", table.title, "columns", table.columns[1:], marks, table.section)
    yield from page.charts


def _counted(_: Column, row: Sequence[object]) -> Mark:
    status, count = value_in(row[0]), value_in(row[1])  # type: ignore[arg-type]
    return Mark(status, (count,), status=status if isinstance(status, Status) else None)


def is_drawn(value: object) -> bool:
    """Whether a chart has anything to draw for a value: what is not known is no zero."""
    return isinstance(value, (int, Decimal)) and not isinstance(value, State)


def colour(mark: Mark, series: int, of: int) -> str:
    """Of a bar: by its status, where it has one, else by the series."""
    if mark.status is not None:
        return BARS.get(mark.status, GREY)
    return _SERIES[series % 2] if of > 1 else PLAIN
