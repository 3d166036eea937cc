"""5xx, days: what has happened against the calendar, the year that reports it, and the closing of that year."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from cic.base.periods import first_day, last_day
from cic.diagnostics import Key, Problem, Severity, Spot
from cic.model.programme import Programme
from cic.rules.rule import problem, rule
from cic.rules.walk import walked

_MAY_COME = frozenset(("expires", "accounts_until", "since", "until"))
"""Keys of days until or from which something holds; all other days of the data are of what has happened."""
_MONTH = re.compile(r"([1-9]\d{3})-(0[1-9]|1[0-2])", re.ASCII)


@rule(
    code="CIC517",
    name="date-to-come",
    severity=Severity.WARNING,
    title="something happened on a day that has not come yet",
    hint="correct the day; what is only planned is left out until it has happened",
)
def days_to_come(programme: Programme) -> Iterator[Problem]:
    """Days after today: of evidence, corrections, acceptances, closings, relations, events and documents."""
    today = programme.today
    for file, above, key, value in walked(programme).days:
        path = (*above, key)
        if isinstance(value, datetime.date):
            if value > today and _MAY_COME.isdisjoint(path[-2:]) and not _is_planned(path):
                yield problem(Spot(file, path), "{day} has not come yet", day=value)
        elif _is_to_come(value, today):
            yield problem(Spot(file, path), "{day} has not come yet", day=value)


def _is_to_come(month: str, today: datetime.date) -> bool:
    match = _MONTH.fullmatch(month)
    return match is not None and datetime.date(int(match[1]), int(match[2]), 1) > today


def _is_planned(path: tuple[Key, ...]) -> bool:
    """Whether it is the day on which an activity is to begin or to end."""
    return path[-3:-2] == ("activities",) and path[-1] in ("start", "end")


@rule(
    code="CIC518",
    name="observed-in-year",
    severity=Severity.WARNING,
    title="a value was observed in another year than the report's",
    hint="correct the days, or move the observation to the report of its year",
)
def days_of_the_year(programme: Programme) -> Iterator[Problem]:
    """Days of observation that lie wholly outside the year that is reported."""
    for located, report, _ in programme.each_observation():
        days = located.value.observed
        if days is None or (days.start <= last_day(report.year) and days.end >= first_day(report.year)):
            continue
        key = "start" if days.start > last_day(report.year) else "end"
        yield problem(
            located.spot.at("observed", key),
            "observed from {start} to {end}, but reported for {year}",
            related=(
                located.spot.at("observed", "end" if key == "start" else "start"),
                Spot(located.spot.file, ("year",)),
            ),
            start=days.start,
            end=days.end,
            year=report.year,
        )


@rule(
    code="CIC519",
    name="closing-day",
    severity=Severity.WARNING,
    title="a year that was closed before it ended, or is not reported",
    hint="correct the year or the day under `reporting: closed:`",
    needs=("programme",),
)
def closing_days(programme: Programme) -> Iterator[Problem]:
    """Closed years against the calendar and against the years that are reported."""
    reporting = programme.identity.reporting if programme.identity else None
    if reporting is None:
        return
    spot = programme.spot("programme.yaml", "reporting")
    for year, day in reporting.closed.items():
        where = spot.at("closed", year)
        if last_day(year) > day:
            yield problem(where, "{year} was closed on {day}, before it ended", year=year, day=day)
        if reporting.years and programme.calendar.year_of(year) not in reporting.years:
            yield problem(
                where.key(),
                "{year} is closed and is none of the years that are reported",
                related=(spot.at("years"),),
                year=year,
            )


RULES = (
    days_to_come,
    days_of_the_year,
    closing_days,
)
