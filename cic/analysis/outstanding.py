"""What has not been reported, and by whom: a pure function over the programme."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cic.analysis.actuals import Reported, reported
from cic.analysis.presence import members_of, owner_of
from cic.analysis.spending import reported_spending, who_accounts
from cic.analysis.targets import asked_by, due, last_ended, milestones
from cic.model.logframe import Indicator
from cic.model.programme import PROGRAMME, Located, Programme
from cic.model.stay import there


class Missing(NamedTuple):
    """What one commune, one partnership or the programme has not reported up to a year.

    partnership: PROGRAMME for what the programme reports itself. commune: empty for the partnership's own.
    indicators: ids of those that are due without a value. accounts: the years without spending.
    to_confirm: of which the latest report is of an earlier year, with that year: it holds, but nobody has said so.
    of_years: of what is added up, each indicator with a year that was not reported.
    unapproved: the years that were reported and not approved, where the programme asks for it.
    """

    partnership: str
    commune: str
    indicators: tuple[str, ...] = ()
    accounts: tuple[int, ...] = ()
    to_confirm: tuple[tuple[str, int], ...] = ()
    of_years: tuple[tuple[str, int], ...] = ()
    unapproved: tuple[int, ...] = ()


def missing(programme: Programme, year: int) -> tuple[Missing, ...]:
    """What is missing, by partnership in the order of the files, each before its communes; the programme first.
    Of a year after the end nothing is asked."""
    year = min(year, *programme.years[-1:]) if programme.years else year
    indicators: dict[_Who, list[str]] = {}
    to_confirm: dict[_Who, list[tuple[str, int]]] = {}
    of_years: dict[_Who, list[tuple[str, int]]] = {}
    for who, id, stands_on, lacking in _values(programme, year):
        if stands_on is None:
            indicators.setdefault(who, []).append(id)
            of_years.setdefault(who, []).extend((id, one) for one in lacking)
        else:
            to_confirm.setdefault(who, []).append((id, stands_on))
    accounts: dict[_Who, list[int]] = {}
    for partnership, of_year in _accounts(programme, year):
        accounts.setdefault((partnership, ""), []).append(of_year)
    unapproved: dict[_Who, list[int]] = {}
    for partnership, of_year in _unapproved(programme, year):
        unapproved.setdefault((partnership, ""), []).append(of_year)
    everyone = [(PROGRAMME, "")]
    for id in programme.partnership_files:
        everyone += [(id, ""), *((id, commune) for commune in members_of(programme, id, year))]
    return tuple(
        Missing(
            *who,
            indicators=tuple(indicators.get(who, ())),
            accounts=tuple(accounts.get(who, ())),
            to_confirm=tuple(to_confirm.get(who, ())),
            of_years=tuple(of_years.get(who, ())),
            unapproved=tuple(unapproved.get(who, ())),
        )
        for who in everyone
        if who in indicators or who in accounts or who in to_confirm or who in unapproved
    )


_Who = tuple[str, str]
"""A partnership (PROGRAMME for the programme itself) and a commune of it, empty for its own."""


def _values(programme: Programme, year: int) -> Iterator[tuple[_Who, str, int | None, tuple[int, ...]]]:
    """Who has not reported which indicator, the year of the report that still holds (None where there is none), and of
    what is added up the years that lack."""
    asked, ended = asked_by(programme, year), min(year, last_ended(programme))
    for located in programme.each_indicator():
        milestone = due(milestones(programme, located), asked)
        if milestone is None:
            continue
        known = reported(programme, located, year)
        # a target of a day is asked for on that day, not at the end of the year
        last = min(known.of, max(ended, milestone.year))
        lacking = years_owed(programme, located, known, year)
        stands_on = {part.who: part.year for part in known.parts if part.latest < last}
        have = {part.who for part in known.parts}
        # who was there when a period ended, and is not any more, is asked for nothing
        for who in there(programme.stays[located.value.level], known.expected, year):
            where = (owner_of(programme, who, year), who) if located.value.level == "commune" else (who, "")
            if who not in have or who in lacking:
                yield where, located.id, None, lacking.get(who, ())
            elif who in stands_on and located.value.carries:
                yield where, located.id, stands_on[who], ()


def years_owed(
    programme: Programme, located: Located[Indicator], known: Reported, year: int
) -> dict[str, tuple[int, ...]]:
    """Of what is added up, who has not reported which years: of those alone who are there and can still be asked."""
    asked = frozenset(there(programme.stays[located.value.level], known.expected, year))
    found: dict[str, list[int]] = {}
    for who, of_year in known.lacking:
        if who in asked:
            found.setdefault(who, []).append(of_year)
    return {who: tuple(years) for who, years in found.items()}


def _accounts(programme: Programme, year: int) -> Iterator[tuple[str, int]]:
    """Who has not said what was spent in which year that has ended and is reported."""
    reporting = programme.identity.reporting if programme.identity else None
    if programme.budget is None or reporting is None:
        return
    asked = asked_by(programme, year)
    made = reported_spending(programme)
    for of_year in (period for one in reporting.years for period in programme.calendar.periods_of(one)):
        if of_year <= asked:
            for who in who_accounts(programme, of_year):
                if who not in made.get(of_year, ()):
                    yield who, of_year


def _unapproved(programme: Programme, year: int) -> Iterator[tuple[str, int]]:
    """Whose report of which year nobody approved: neither the whole nor each part of a commune in it."""
    reporting = programme.identity.reporting if programme.identity else None
    if reporting is None or not reporting.approval:
        return
    for report in sorted(programme.reports.values(), key=lambda one: one.year):
        parts = [own for _, _, own in report.of_participants()]
        has_all = bool(parts) and all(own.approved for own in parts)
        if report.year <= year and report.approved is None and not has_all:
            yield report.partnership or PROGRAMME, report.year
