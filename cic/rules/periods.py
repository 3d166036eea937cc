"""5xx, periods: what each report is of, against what the programme reports."""

from __future__ import annotations

from collections.abc import Iterator

from cic.base.message import phrase
from cic.base.periods import first_day, last_day
from cic.diagnostics import Problem, Severity, Spot
from cic.model.programme import Programme
from cic.rules.rule import problem, rule


@rule(
    code="CIC560",
    name="report-period",
    severity=Severity.ERROR,
    title="a report of another period than the programme reports",
    hint="write the report for each of them, or correct `periods:` under `reporting:` in programme.yaml",
    needs=("programme",),
)
def periods_of_reports(programme: Programme) -> Iterator[Problem]:
    """What each report is of, against what the programme reports: years, half-years, quarters or months."""
    calendar = programme.calendar
    for file, report in programme.reports.items():
        known = calendar.periods_of(calendar.year_of(report.year))
        if not any(_same(report.year, one) for one in known):
            yield problem(
                Spot(file, ("year",)),
                _REPORTS[calendar.parts],
                related=(programme.spot("programme.yaml", "reporting"),),
                year=report.year,
                known=known,
            )


_REPORTS = {
    1: phrase("the programme reports whole years, and {year} is none: write {known}"),
    2: phrase("the programme reports half-years, and {year} is none: write {known}"),
    4: phrase("the programme reports quarters, and {year} is none: write {known}"),
    12: phrase("the programme reports months, and {year} is none: write {known}"),
}


def _same(one: int, other: int) -> bool:
    return (first_day(one), last_day(one)) == (first_day(other), last_day(other))


RULES = (periods_of_reports,)
