"""The one notion of a stretch of time that is reported, promised or budgeted: a year, a part of one, or a day.

A calendar year is the plain number that people write. Every other stretch is a Period: a year that begins on another
day than 1 January, a half-year, a quarter, a month, or a single day. Both are compared by the day on which they end, so
that a target of a year is due at the end of its last quarter, and a target of a day from that day on.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import NamedTuple

from cic.base.asked_day import AskedDay

_FORM = re.compile(r"([0-9]{4})(?:-(H[12]|Q[1-4])|-([0-9]{2})(-[0-9]{2})?)?", re.ASCII)
_PARTS = {"H": 2, "Q": 4}
_SIGNS = {2: "H", 4: "Q"}
_MONTHS = 12
"""Into how many a year is divided of which months are reported: they have the names that months have everywhere."""
EARLIEST, LATEST = 1900, 2200


class Period(int):
    """A stretch of time that is no calendar year. As a number it is the year that it belongs to.

    parts: into how many its year is divided (0: it is a day). number: which of these it is, from 1 on. first, last: its
    days, both included.
    """

    parts: int
    number: int
    first: datetime.date
    last: datetime.date

    def __new__(cls, year: int, parts: int, number: int, first: datetime.date, last: datetime.date) -> Period:
        """Made by a Calendar, or by `day`."""
        made = super().__new__(cls, year)
        made.parts, made.number, made.first, made.last = parts, number, first, last
        return made

    def __getnewargs__(self) -> tuple[int, int, int, datetime.date, datetime.date]:  # type: ignore[override]
        """How a copy is made."""
        return int(self), self.parts, self.number, self.first, self.last

    @property
    def key(self) -> str | int:
        """As it is written in files and by programs: 2031, 2031-Q3, 2031-07, 2032-03-31."""
        if self.parts == 1:
            return int(self)
        if self.parts == _MONTHS:
            return self.first.strftime("%Y-%m")
        return self.last.isoformat() if not self.parts else f"{int(self)}-{_SIGNS[self.parts]}{self.number}"

    @property
    def name(self) -> str:
        """As people read it: 2031/32, 2031/32-Q3, 2031-Q3, 2031-07."""
        if self.parts in (0, _MONTHS):
            return str(self.key)
        begins, ends = self.year_days
        year = f"{int(self)}/{ends.year % 100:02}" if ends.year != begins.year else str(int(self))
        return year if self.parts == 1 else f"{year}-{_SIGNS[self.parts]}{self.number}"

    @property
    def year_days(self) -> tuple[datetime.date, datetime.date]:
        """The first and the last day of its year."""
        begins = self.first
        if self.parts > 1:
            begins = _months_on(begins, -12 // self.parts * (self.number - 1))
        return begins, _day_before(_months_on(begins, 12))

    def __str__(self) -> str:
        return str(self.key)

    def __repr__(self) -> str:
        return f"<{self.key}>"

    def __hash__(self) -> int:
        rank = _rank(self)
        return hash(rank // 10_000) if rank % 10_000 == _YEAR_ENDS else hash(rank)

    def __eq__(self, other: object) -> bool:
        return _rank(self) == _rank(other) if isinstance(other, int) else NotImplemented

    def __ne__(self, other: object) -> bool:
        return _rank(self) != _rank(other) if isinstance(other, int) else NotImplemented

    def __lt__(self, other: int) -> bool:
        return _rank(self) < _rank(other)

    def __le__(self, other: int) -> bool:
        return _rank(self) <= _rank(other)

    def __gt__(self, other: int) -> bool:
        return _rank(self) > _rank(other)

    def __ge__(self, other: int) -> bool:
        return _rank(self) >= _rank(other)


class _AskedMoment(Period):
    """The day that counts as today, as a moment: compared as a day, so that it notes what it was compared with."""

    __hash__ = Period.__hash__

    def __eq__(self, other: object) -> bool:
        return self.last == _compared_day(other) if isinstance(other, int) else NotImplemented

    def __ne__(self, other: object) -> bool:
        return self.last != _compared_day(other) if isinstance(other, int) else NotImplemented

    def __lt__(self, other: int) -> bool:
        return self.last < _compared_day(other)

    def __le__(self, other: int) -> bool:
        return self.last <= _compared_day(other)

    def __gt__(self, other: int) -> bool:
        return self.last > _compared_day(other)

    def __ge__(self, other: int) -> bool:
        return self.last >= _compared_day(other)


_YEAR_ENDS = 1231


def _compared_day(period: int) -> datetime.date:
    """The last day, where there is such a day; else the first or the last that there is."""
    return period.last if isinstance(period, Period) else datetime.date(min(max(period, 1), 9999), 12, 31)


def _rank(period: int) -> int:
    """The last day as a number, without asking whether there is such a day: year 0 stands before all others."""
    if isinstance(period, Period):
        return period.last.year * 10_000 + period.last.month * 100 + period.last.day
    return period * 10_000 + _YEAR_ENDS


def _months_on(day: datetime.date, months: int) -> datetime.date:
    """The same day of another month; every month has it, for a year begins on the 28th at the latest."""
    years, month = divmod(day.month - 1 + months, 12)
    return day.replace(year=day.year + years, month=month + 1)


def _day_before(day: datetime.date) -> datetime.date:
    return day - datetime.timedelta(days=1)


def first_day(period: int) -> datetime.date:
    """The first day of a year or of another stretch."""
    return period.first if isinstance(period, Period) else datetime.date(max(period, 1), 1, 1)


def last_day(period: int) -> datetime.date:
    """The last day of a year or of another stretch."""
    return period.last if isinstance(period, Period) else datetime.date(max(period, 1), 12, 31)


def day(date: datetime.date) -> Period:
    """A single day, to be compared with years and with their parts."""
    kind = _AskedMoment if isinstance(date, AskedDay) else Period
    return kind(date.year, 0, 0, date, date)


def before(period: int) -> Period:
    """The day before a year or another stretch begins."""
    first = first_day(period)
    return day(first if first == datetime.date.min else _day_before(first))


def is_day(period: int) -> bool:
    """Whether it is a single day."""
    return isinstance(period, Period) and not period.parts


def is_part(period: int) -> bool:
    """Whether it is a part of a year, as a quarter is."""
    return isinstance(period, Period) and period.parts != 1


def shown_name(period: int) -> str:
    """As people read it, where no language is asked: 2031, 2031/32, 2031-Q3."""
    return period.name if isinstance(period, Period) else str(period)


def written(step: str | int) -> str | int:
    """A step of a path as it stands in the file."""
    return step.key if isinstance(step, Period) else step


class Calendar(NamedTuple):
    """On which day (month and day) the years of a programme begin, and in how many parts of a year it reports."""

    begins: tuple[int, int] = (1, 1)
    parts: int = 1

    def year(self, number: int) -> int:
        """The year that begins in a calendar year."""
        if self.begins == (1, 1):
            return int(number)
        first = datetime.date(number, *self.begins)
        return Period(number, 1, 1, first, _day_before(_months_on(first, 12)))

    def years(self, first: int, last: int) -> tuple[int, ...]:
        """The years from one to another, both included."""
        numbers = range(int(first), int(last) + 1)
        return tuple(numbers) if self.begins == (1, 1) else tuple(map(self.year, numbers))

    def part(self, year: int, parts: int, number: int) -> int:
        """A part of a year: the third quarter."""
        if parts == 1:
            return self.year(year)
        first = _months_on(datetime.date(int(year), *self.begins), 12 // parts * (number - 1))
        return Period(year, parts, number, first, _day_before(_months_on(first, 12 // parts)))

    def month(self, year: int, month: int) -> int:
        """A month by its name in a calendar: that in which it begins, where years do not begin on the first of one."""
        first = self.begins[0]
        return self.part(year - (month < first), _MONTHS, (month - first) % 12 + 1)

    def year_of(self, period: int) -> int:
        """The year that a part of a year, or a day, belongs to."""
        if not is_part(period):
            return period
        if not is_day(period):
            return self.year(int(period))
        date = last_day(period)
        return self.year(date.year - (date < datetime.date(date.year, *self.begins)))

    def periods_of(self, year: int) -> tuple[int, ...]:
        """What is reported of a year: itself, or its parts."""
        return tuple(self.part(int(year), self.parts, number + 1) for number in range(self.parts))

    def containing(self, date: datetime.date) -> int:
        """What is reported, of which a day is part."""
        return next(one for one in self.periods_of(self.year_of(day(date))) if last_day(one) >= date)

    def covering(self, period: int) -> int:
        """What is reported that a year ends with, or a part or a day of it falls in."""
        return period if not isinstance(period, Period) and self.parts == 1 else self.containing(last_day(period))

    def before(self, period: int) -> int:
        """What is reported before something that is reported."""
        return self.containing(_day_before(first_day(period)))

    def last_ended(self, moment: int) -> int:
        """The latest that is reported and has ended by the end of a year, of a part of one, or of a day."""
        if last_day(moment).year < EARLIEST:
            return int(moment) - 1
        found = self.covering(moment)
        return found if found <= moment else self.before(found)

    def between(self, after: int, last: int) -> Iterator[int]:
        """What is reported that ends after one moment and at another at the latest, in order."""
        # a day stands before the year that it belongs to has begun by its number
        for number in range(int(after) - 1, int(last) + 1):
            yield from (one for one in self.periods_of(number) if after < one <= last)

    def read(self, text: str) -> int | None:
        """A year or another stretch as people write it: 2031, 2031-Q3, 2031-H1, 2031-07, 2032-03-31, 2031/32; None for
        what is none."""
        named = re.fullmatch(r"([0-9]{4})/([0-9]{2})(-[HQ][1-4])?", text, re.ASCII)
        if named is not None and self.begins != (1, 1) and (int(named[1]) + 1) % 100 == int(named[2]):
            text = named[1] + (named[3] or "")
        match = _FORM.fullmatch(text)
        if match is None or not EARLIEST <= int(match[1]) <= LATEST:
            return None
        if match[2]:
            return self.part(int(match[1]), _PARTS[match[2][0]], int(match[2][1]))
        if match[4]:
            try:
                return day(datetime.date.fromisoformat(text))
            except ValueError:
                return None
        if match[3]:
            return self.month(int(match[1]), int(match[3])) if 1 <= int(match[3]) <= 12 else None
        return self.year(int(text))


CALENDAR_YEARS = Calendar()
"""Of a programme that says nothing else."""
