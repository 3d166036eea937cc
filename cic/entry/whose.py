"""Whose value it is that is entered, of what and when: what was typed, against what the programme knows."""

from __future__ import annotations

from typing import NamedTuple

from cic.analysis.presence import members_of, owner_of
from cic.base.errors import UserError
from cic.base.periods import is_day, shown_name, written
from cic.diagnostics import Key
from cic.model.called import (
    Names,
    id_called,
    names_of_indicators,
    names_of_participants,
    names_of_partnerships,
    nearest,
)
from cic.model.logframe import Indicator
from cic.model.programme import PROGRAMME, Located, Programme

_PROGRAMME = "programme"


class Place(NamedTuple):
    """Whose report a value belongs in, and where in it."""

    partnership: str
    path: tuple[Key, ...]


def indicator_typed(programme: Programme, text: str) -> Located[Indicator]:
    """The indicator of that id, or the one that is called so. Raises UserError where there is none, or several are."""
    found = programme.indicators.get(text)
    if found is None:
        present = programme.renamed.get("indicator", {}).get(text)
        found = programme.indicators.get(present) if present else None
    if found is None:
        found = programme.indicators.get(id_called(text, names_of_indicators(programme)) or "")
    if found is None:
        close = nearest(text, names_of_indicators(programme))
        raise UserError(
            "there is no indicator {id}: did you mean {close}?" if close else "there is no indicator {id}",
            "cic list indicators names them; for what was spent say money",
            id=text,
            close=close,
        )
    return found


def period_typed(programme: Programme, text: str) -> int:
    """The year, or the part of one, of which a report is. Raises UserError where there is none of it."""
    found = programme.calendar.read(text)
    later = (period for year in programme.later_years for period in programme.calendar.periods_of(year))
    known = (*programme.periods, *later)
    # a year ends with its last quarter, and so is equal to it
    if found is None or is_day(found) or (known and str(written(found)) not in {str(written(one)) for one in known}):
        raise UserError(
            "there are no reports of {given}",
            "write what reports are of: {known}" if known else "write a year of four digits",
            given=text,
            known=tuple(map(shown_name, known)),
        )
    return found


def reporter_typed(programme: Programme, text: str) -> str:
    """The id of a commune, a partner or a partnership, or of the one that is called so; PROGRAMME for the programme.
    Raises UserError where there is none, or several are called so."""
    if text == _PROGRAMME or (programme.identity is not None and text == programme.identity.id):
        return PROGRAMME
    for kind in ("commune", "partner", "partnership"):
        text = programme.renamed.get(kind, {}).get(text, text)
    if text in programme.participants or text in programme.partnership_files:
        return text
    names = _names_of_reporters(programme)
    called = id_called(text, names)
    if called is not None:
        return PROGRAMME if called == _PROGRAMME else called
    close = nearest(text, names)
    raise UserError(
        "nobody reports under the name {id}: did you mean {close}?" if close else "nobody reports under the name {id}",
        "name a commune (cic list communes), a partnership (cic list partnerships), or programme",
        id=text,
        close=close,
    )


def _names_of_reporters(programme: Programme) -> Names:
    own = {_PROGRAMME: tuple(programme.identity.name.values()) if programme.identity else ()}
    found: dict[str, tuple[str, ...]] = {}
    for names in (own, names_of_participants(programme), names_of_partnerships(programme)):
        for id, called in names.items():
            found[id] = (*found.get(id, ()), *called)
    return found


def place_of_value(programme: Programme, who: str, located: Located[Indicator], period: int) -> Place:
    """Where somebody's value of an indicator stands. Raises UserError where it is others who report it."""
    id, level = located.id, located.value.level
    if level == "programme":
        if who != PROGRAMME:
            raise UserError(
                "{indicator} is measured once, for the programme",
                "say programme in place of {id}",
                indicator=id,
                id=who,
            )
        return Place(PROGRAMME, ("observations", id))
    if level == "partnership":
        if who not in programme.partnership_files:
            known = tuple(programme.partnership_files)
            own = (owner_of(programme, who, period),) if who in programme.participants else known
            raise UserError("{indicator} is measured for each partnership", "name it: {known}", indicator=id, known=own)
        return Place(who, ("observations", id))
    if who not in programme.participants:
        members = members_of(programme, who, period) if who else tuple(programme.participants)
        counted = programme.population(located.value.population or "")
        known = tuple(one for one in members if one in counted) or members
        raise UserError("{indicator} is measured for each commune", "name it: {known}", indicator=id, known=known)
    key = "communes" if who in programme.communes else "partners"
    return Place(owner_of(programme, who, period), (key, who, "observations", id))


def place_of_money(programme: Programme, who: str, period: int) -> Place:
    """In whose report somebody's money stands: that of the partnership, or of the programme."""
    owner = owner_of(programme, who, period) if who in programme.participants else who
    return Place(owner, ("expenditure",))
