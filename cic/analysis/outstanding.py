"""What has not been reported, and by whom: a pure function over the programme."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cic.analysis.actuals import reported
from cic.analysis.spending import reported_spending
from cic.analysis.targets import due, last_ended_year, milestones
from cic.model.programme import PROGRAMME, Programme


class Missing(NamedTuple):
    """What one commune, one partnership or the programme has not reported up to a year.

    partnership: PROGRAMME for what the programme reports itself. commune: empty for the partnership's own.
    indicators: ids of those that are due without a value. accounts: the years without spending.
    """

    partnership: str
    commune: str
    indicators: tuple[str, ...] = ()
    accounts: tuple[int, ...] = ()


def missing(programme: Programme, year: int) -> tuple[Missing, ...]:
    """What is missing, by partnership in the order of the files, each before its communes; the programme first."""
    indicators: dict[tuple[str, str], list[str]] = {}
    for who, id in _values(programme, year):
        indicators.setdefault(who, []).append(id)
    accounts: dict[tuple[str, str], list[int]] = {}
    for partnership, of_year in _accounts(programme, year):
        accounts.setdefault((partnership, ""), []).append(of_year)
    everyone = [(PROGRAMME, "")]
    for id, file in programme.partnership_files.items():
        everyone += [(id, ""), *((id, commune) for commune in programme.partnerships[file].communes)]
    return tuple(
        Missing(*who, tuple(indicators.get(who, ())), tuple(accounts.get(who, ())))
        for who in everyone
        if who in indicators or who in accounts
    )


def _values(programme: Programme, year: int) -> Iterator[tuple[tuple[str, str], str]]:
    """Who has not reported which indicator: (partnership, commune), indicator."""
    asked = min(year, last_ended_year(programme.today))
    for located in programme.each_indicator():
        if due(milestones(programme, located), asked) is None:
            continue
        known = reported(programme, located, year)
        have = {part.who for part in known.parts}
        for who in known.expected:
            if who not in have:
                commune = programme.communes[who] if located.value.level == "commune" else None
                yield ((commune.owner, who) if commune else (who, "")), located.id


def _accounts(programme: Programme, year: int) -> Iterator[tuple[str, int]]:
    """Who has not said what was spent in which year that has ended and is reported."""
    reporting = programme.identity.reporting if programme.identity else None
    if programme.budget is None or reporting is None:
        return
    asked = min(year, last_ended_year(programme.today))
    made = reported_spending(programme)
    for of_year in reporting.years:
        if of_year <= asked:
            for who in (PROGRAMME, *programme.partnership_files):
                if who not in made.get(of_year, ()):
                    yield who, of_year
