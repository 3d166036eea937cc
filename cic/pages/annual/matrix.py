"""Who stands how in what: a row for each commune, a column for each indicator that communes report."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from cic.analysis.actuals import all_who_report
from cic.analysis.groups import group_judgement
from cic.analysis.outstanding import years_owed
from cic.analysis.progress import Judgement
from cic.analysis.status import Status
from cic.base.message import Message, phrase
from cic.base.periods import shown_name
from cic.model.logframe import Indicator
from cic.model.programme import Located, Programme
from cic.pages.annual.indicator_derivation import Case, of_status
from cic.pages.annual.indicators import promised_cell
from cic.pages.annual.outstanding import commune_column
from cic.pages.annual.question import Question
from cic.pages.annual.section import Basis, Builder
from cic.pages.tables import Cell, Column, Derived, State, Table, value_in, words

_MOST = 100
"""Nobody sees more rows at once, and a larger programme asks by partnership."""


def _tables(basis: Basis) -> Iterator[Table]:
    programme, question = basis.programme, basis.question.of_results(basis.programme)
    indicators = [one for one in question.indicators(programme) if one.value.level == "commune"]
    communes = _communes(programme, question, indicators)
    if not communes:
        return
    column = commune_column(programme)
    template = phrase("Communes and indicators at the end of {year}")
    if programme.partners:
        template = phrase("Partners and indicators at the end of {year}")
        if programme.communes:
            template = phrase("Communes, partners and indicators at the end of {year}")
    title = words(template, year=question.year)
    if len(communes) > _MOST:
        yield Table("matrix", title, (column,), (), (_too_many(len(communes)),))
        return
    asked = [(one, all_who_report(programme, one.value)) for one in indicators]
    rows: list[tuple[Cell, ...]] = []
    for id in communes:
        stands: list[Cell] = []
        for one, everyone in asked:
            found = group_judgement(programme, one, question.year, (id,)) if id in everyone else None
            case = Case(programme, one, question.year, (id,), found) if found is not None else None
            stands.append(_stands(case))
            if one.value.adds_up:
                stands.append(_years_owed(programme, one, found, question.year, id))
        rows.append((programme.participants[id].value.name, id, *stands))
    called = (column._replace(key="name"), column._replace(title=words("Id"), joined=True))
    columns = (*called, *(own for one in indicators for own in _columns(one)))
    yield Table("matrix", title, columns, tuple(rows), tuple(_signs(rows)), named_by=len(called))


def _stands(case: Case | None) -> Cell:
    """How one stands; where a milestone is due and none of it is its own, why."""
    if case is None:
        return None
    found = case.found
    why = promised_cell(found.due) if found.status is Status.NOT_DUE and found.due is not None else None
    if why is State.WITHDRAWN and _is_merged(case):
        return State.MERGED
    if why in (State.NOT_ALLOCATED, State.WITHDRAWN):
        return why
    return Derived(found.status, partial(of_status, case))


def _is_merged(case: Case) -> bool:
    """Whether others carry on for whoever is gone: then what was promised is theirs, and nothing is withdrawn."""
    stays = case.programme.stays["commune"]
    return any(stays[id].successor for id in case.members or () if id in stays)


def _columns(one: Located[Indicator]) -> Iterator[Column]:
    """How each stands; of what is added up with the years that it owes."""
    yield Column(one.id, one.id, "status", as_sign=True)
    if one.value.adds_up:
        title = words("years of {indicator} not reported", indicator=one.id)
        yield Column(f"{one.id}_years", title, "id", joined=True)


def _years_owed(
    programme: Programme, one: Located[Indicator], found: Judgement | None, year: int, who: str
) -> str | None:
    """The years that one owes of whom something was reported: of who has reported nothing the sign says so."""
    if found is None or found.due is None or found.status is Status.NOT_REPORTED:
        return None
    years = years_owed(programme, one, found.reported, year).get(who, ())
    return ", ".join(map(shown_name, years)) or None


def _communes(programme: Programme, question: Question, indicators: list[Located[Indicator]]) -> list[str]:
    """Those that report any of the indicators, and are asked for."""
    scope = question.scope(programme)
    report = {id for one in indicators for id in all_who_report(programme, one.value)}
    everyone = dict.fromkeys((*programme.communes, *programme.partners))
    return [id for id in everyone if id in report and (scope is None or id in scope)]


def _too_many(communes: int) -> Message:
    return words(
        "The table is made for at most {most} communes, and these are {communes}: `cic report --partnership ID` has "
        "those of one partnership, `cic report --by commune` a table of each commune.",
        most=_MOST,
        communes=communes,
    )


def _signs(rows: list[tuple[Cell, ...]]) -> Iterator[Message]:
    """What the signs say that stand there."""
    seen = {value_in(cell) for row in rows for cell in row}
    signs = tuple(
        words("{sign} {status}", sign=one.symbol, status=words(one.value)) for one in (*Status, *State) if one in seen
    )
    if signs:
        yield words("Signs: {signs}", signs=signs)
    if any(isinstance(cell, str) for row in rows for cell in row[2:]):
        yield words("In brackets: the years that were not reported, and are still asked for")


SECTION = Builder(_tables)
