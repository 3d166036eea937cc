"""The years of a programme, and how they are reported and judged."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, WithJsonSchema, model_validator

from cic.base.periods import Calendar, first_day, last_day
from cic.model.common import MOST_YEARS, Period, Source
from cic.model.modelled import Modelled
from cic.model.rules import WRONG_VALUE
from cic.model.scalars import DISTINCT, Date, Flag, Number, ReadBy, Record, Reported, Text, Year, refuse


class Thresholds(Record):
    """From which progress (in percent) an indicator is on track, and from which it is behind; below that it is off
    track."""

    on_track: Number
    """From this progress on, in percent, an indicator is on track"""
    behind: Number
    """From this progress on, in percent, an indicator that is not on track is behind; below it off track"""
    ahead: Number | None = None
    """By how many points a partnership's spending may run ahead of its results before it is pointed out"""


class Extension(Record):
    """A decision that puts the end of the programme off."""

    end: Year
    """The last year from then on, which is included"""
    decided: Date
    """The day of the decision"""
    reason: Text | None = None
    """Why: a sentence that a reader understands in a few years"""
    source: Source | None = None
    """The document, and the section of it, that this is taken from"""


class ProgrammePeriod(Period):
    """The years of the programme as they were approved, and what changed of its end."""

    extended: Extension | None = None
    """The decision that put the end off; the approved end stays as it is printed"""
    accounts_until: Date | None = None
    """The last day on which invoices of the programme may be paid, where that is after its end"""

    @model_validator(mode="after")
    def _is_later(self) -> Self:
        extended = self.extended
        if extended is not None and (self.end is None or extended.end <= self.end):
            template = "the programme is extended to {later}, which is not after its approved end {end}"
            raise refuse(WRONG_VALUE, template, later=extended.end, end=self.end or "?")
        if extended is not None and self.start is not None and extended.end - self.start >= MOST_YEARS:
            template = "the period {start} to {end} has {years:years}, at most {most} can be true"
            years = extended.end - self.start + 1
            raise refuse(WRONG_VALUE, template, start=self.start, end=extended.end, years=years, most=MOST_YEARS)
        last = extended.end if extended is not None else self.end
        if self.accounts_until is not None and last is not None and not _is_soon(self.accounts_until, last):
            template = "accounts are open until {day}, but the programme ends in {end}"
            raise refuse(WRONG_VALUE, template, day=self.accounts_until.isoformat(), end=last)
        return self

    @property
    def last(self) -> int | None:
        """The last year, extended where it was."""
        return self.extended.end if self.extended is not None else self.end


def _is_soon(until: datetime.date, last: int) -> bool:
    return first_day(last) <= until and until.year - last_day(last).year <= 5


_BEGINS = re.compile("(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])", re.ASCII)


def _month_and_day(value: object) -> str:
    if isinstance(value, str) and _BEGINS.fullmatch(value):
        return value
    template = "month and day of the first day are needed here, such as 04-01; the 28th is the latest of a month"
    raise refuse(WRONG_VALUE, template)


MonthAndDay = Annotated[
    str, ReadBy(_month_and_day), WithJsonSchema({"type": "string", "pattern": f"^{_BEGINS.pattern}$"})
]
"""A day of every year."""


class Reporting(Record):
    """The years that are reported, and how progress is judged."""

    years: tuple[Year, ...]
    """The years that are reported"""
    year_begins: MonthAndDay | None = Field(None, examples=["04-01"])
    """Month and day on which the programme's years begin, where that is not 1 January: 04-01. Such a year is named by
    the year in which it begins: 2031 is 2031/32"""
    periods: Literal["year", "half_year", "quarter", "month"] = "year"
    """What each report is of: a year, a half-year (2031-H1), a quarter (2031-Q3) or a month (2031-07). Budgets stay by
    year; targets may be of any"""
    closed: Annotated[dict[Reported, Date], DISTINCT] = Field(default_factory=dict, examples=[{"2019": "2020-03-31"}])
    """Years whose figures were sent off, and the day: a change needs a correction"""
    thresholds: Thresholds | None = None
    """From which progress on an indicator is on track or behind; the programme's own choice"""
    approval: Annotated[Flag, Modelled.CHOICE] = False
    """true where each report must be approved: then `cic missing` asks for it"""

    @property
    def calendar(self) -> Calendar:
        """When the years begin, and in how many parts of a year is reported."""
        return calendar_of({"year_begins": self.year_begins, "periods": self.periods})


PARTS: Mapping[object, int] = {"year": 1, "half_year": 2, "quarter": 4, "month": 12}
"""In how many parts of a year is reported."""


def calendar_of(reporting: object) -> Calendar:
    """The calendar that a block says which nobody has checked yet: the years of all other files are read by it."""
    said = reporting if isinstance(reporting, Mapping) else {}
    begins, periods = said.get("year_begins"), said.get("periods")
    day = _BEGINS.fullmatch(begins) if isinstance(begins, str) else None
    parts = PARTS.get(periods, 1) if isinstance(periods, str) else 1
    return Calendar((int(day[1]), int(day[2])) if day else (1, 1), parts)
