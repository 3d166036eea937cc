"""Years, parts of years and days: all is compared by last days."""

from __future__ import annotations

import datetime
import re

A_DAY = datetime.timedelta(days=1)
LONG_AGO = datetime.date(1800, 1, 1)


def day(written):
    return written if isinstance(written, datetime.date) else datetime.date.fromisoformat(written)


def later(date, months):
    years, month = divmod(date.month - 1 + months, 12)
    return date.replace(year=date.year + years, month=month + 1)


class Calendar:
    """When the years of a programme begin, and of which parts of them it is reported."""

    def __init__(self, programme):
        reporting = programme.get("reporting") or {}
        self.begins = reporting.get("year_begins", "01-01")
        self.known, self.told = {}, {}
        self.parts = {"year": 1, "half_year": 2, "quarter": 4}[reporting.get("periods", "year")]
        period = programme["period"]
        last = (period.get("extended") or period)["end"]
        self.years = list(range(period["start"], last + 1))

    def span(self, written):
        """The first and the last day of 2031, 2031-H1, 2031-Q3 or 2032-03-31."""
        if written not in self.known:
            self.known[written] = self._span(written)
        return self.known[written]

    def _span(self, written):
        text = str(written)
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return day(text), day(text)
        first, months = day(f"{text[:4]}-{self.begins}"), 12
        if len(text) > 4:
            months = 6 if text[5] == "H" else 3
            first = later(first, months * (int(text[6]) - 1))
        return first, later(first, months) - A_DAY

    def first(self, written):
        return self.span(written)[0]

    def end(self, written):
        return self.span(written)[1]

    def year_of(self, written):
        """The year to which a part of one, or a day, belongs."""
        text = str(written)
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return int(text[:4]) - (text[5:] < self.begins)
        return int(text[:4])

    def periods(self, year):
        """What is reported of a year."""
        sign = {2: "H", 4: "Q"}.get(self.parts)
        return [f"{year}-{sign}{n}" for n in range(1, self.parts + 1)] if sign else [year]

    def period_of(self, date):
        """What is reported of a time that a day is in."""
        if date not in self.told:
            self.told[date] = self._period_of(date)
        return self.told[date]

    def _period_of(self, date):
        year = self.year_of(date.isoformat())
        return next(one for one in self.periods(year) if self.end(one) >= date)

    def last_ended(self, date):
        """What was reported last that had ended by a day."""
        here = self.period_of(date)
        return here if self.end(here) <= date else self.period_of(self.first(here) - A_DAY)

    def between(self, after, last):
        """All that is reported that ends after one day, and at another at the latest."""
        years = range(max(after.year - 1, self.years[0] - 2), last.year + 1)
        return [one for year in years for one in self.periods(year) if after < self.end(one) <= last]

    def name(self, written):
        """As people read it: a year that begins on another day is 2031/32."""
        text = str(written)
        if self.begins == "01-01" or len(text) == 10:
            return text
        return f"{text[:4]}/{(int(text[:4]) + 1) % 100:02}{text[4:]}"
