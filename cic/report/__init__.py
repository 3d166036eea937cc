"""The sections of `cic report`, as tables."""

from __future__ import annotations

from cic.errors import UserError
from cic.programme import Programme
from cic.report.indicators import indicator_tables
from cic.report.money import budget_table
from cic.tables import Report
from cic.texts import some_text


def default_year(programme: Programme, today: int) -> int:
    """The latest year with a milestone at or before today's; the first year of the programme where none is due yet."""
    milestones = {year for placed in programme.each_indicator() for year in placed.value.targets}
    due = [year for year in milestones if year <= today]
    return max(due) if due else min(programme.years or milestones or {today})


def year_report(programme: Programme, year: int, as_of: str, findings: str, unread: tuple[str, ...] = ()) -> Report:
    """The report of a year. Raises UserError for a year outside the programme.

    as_of: the day the report is made for. findings: what `cic validate` says of the data, in a few words.
    unread: the files that could not be used, whose figures are therefore in no table.
    """
    years = programme.years
    if years and year not in years:
        raise UserError(f"{year} is not a year of this programme", "its years are " + ", ".join(map(str, years)))
    identity = programme.identity
    name = some_text(identity.name) if identity else "A programme that cannot be read"
    period = f"{years[0]} to {years[-1]}" if years else "not stated"
    facts = [("Period", period), ("Situation at", f"31 December {year}"), ("As of", as_of), ("Checked", findings)]
    if unread:
        facts.append(("INCOMPLETE, not read", ", ".join(unread)))
    tables = [*indicator_tables(programme, year), *([table] if (table := budget_table(programme, year)) else [])]
    return Report(name, tuple(facts), tuple(tables))
