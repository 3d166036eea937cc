"""How the figures of the partnerships came about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from cic.analysis.progress import CommuneTarget, rounded
from cic.diagnostics import Spot
from cic.model.programme import Programme
from cic.pages.annual.explained.figure import Explained, Term, as_percent, observed_at
from cic.pages.annual.explained.money import coverage_of, explained_execution, report_spots
from cic.pages.annual.partnerships import Standing, standings
from cic.pages.annual.question import Question

_TABLE = "partnerships"


def explained_partnerships(programme: Programme, question: Question) -> Iterator[Explained]:
    """Every figure of the table of partnerships, row by row."""
    made = report_spots(programme)
    for one in standings(programme, question):
        yield from _targets(programme, one)
        yield from _money(programme, question, one, made)


def _targets(programme: Programme, one: Standing) -> Iterator[Explained]:
    """Which targets are due, which are open, which have a report, and which are reached."""
    yield _counted(one.id, "targets", one.decided, [_promised_at(programme, target) for target in one.decided])
    yield _counted(one.id, "open", one.open, [target.milestone.spot for target in one.open])
    yield _counted(one.id, "reported", one.reported, _observations(one.reported))
    if one.reported:
        yield _counted(one.id, "met", one.met, _observations(one.met))
    if one.reported and one.reached is not None:
        calculation = f"{len(one.met)} × 100 / {len(one.decided)}" + as_percent(rounded(one.reached))
        yield Explained(_TABLE, one.id, "reached", rounded(one.reached), calculation)


def _counted(id: str, column: str, targets: tuple[CommuneTarget, ...], spots: Iterable[Spot]) -> Explained:
    named = ", ".join(f"{target.commune} {target.indicator} {target.milestone.year}" for target in targets)
    return Explained(_TABLE, id, column, Decimal(len(targets)), named, tuple(dict.fromkeys(spots)))


def _promised_at(programme: Programme, target: CommuneTarget) -> Spot:
    if target.milestone.by_wording:
        return target.milestone.spot
    return programme.communes[target.commune].spot.at("targets", target.indicator, target.milestone.year)


def _observations(targets: Iterable[CommuneTarget]) -> tuple[Spot, ...]:
    return tuple(spot for target in targets if target.observed for spot in observed_at(target.observed))


def _money(
    programme: Programme, question: Question, one: Standing, made: Mapping[tuple[int, str], Spot]
) -> Iterator[Explained]:
    file = programme.partnership_files[one.id]
    lines = programme.partnerships[file].budget
    terms = [Term(line.amount, outcome, Spot(file, ("budget", outcome, "amount"))) for outcome, line in lines.items()]
    until = tuple(year for year in programme.years if year <= question.year)
    coverage = coverage_of(_TABLE, one.id, made, (one.id,), until)
    yield from explained_execution(_TABLE, one.id, one.money, terms, coverage)
