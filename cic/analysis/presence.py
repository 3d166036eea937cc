"""Who belongs to whom in which year, where communes and partnerships come, leave and merge: pure functions."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from cic.base.periods import first_day
from cic.model.kept import kept
from cic.model.partnership import Participant
from cic.model.programme import Located, Programme
from cic.model.stay import ALWAYS, with_merged


def owner_of(programme: Programme, commune: str, year: int) -> str:
    """The partnership of a commune or a partner at the end of a year: its own, or the one in which that carries on."""
    owner, stays = programme.participants[commune].owner, programme.stays["partnership"]
    while (stay := stays.get(owner, ALWAYS)).has_passed_on(year):
        owner = stay.successor
    return owner


def members_of(programme: Programme, partnership: str, year: int) -> tuple[str, ...]:
    """The communes and partners of a partnership at the end of a year, and all who ever were: also of those that it
    carries on. None of one that another carries on."""
    stays = programme.stays["partnership"]
    if stays.get(partnership, ALWAYS).has_passed_on(year):
        return ()
    files = (programme.partnership_files[id] for id in with_merged(stays, partnership, year))
    return tuple(commune for file in files for commune in programme.partnerships[file].participants)


def start_of(programme: Programme) -> datetime.date:
    """The first day of the programme; the first of all where that is not known."""
    first = min(programme.years, default=None)
    return first_day(first) if first is not None else datetime.date.min


@kept
def population_at_start(programme: Programme, name: str) -> Mapping[str, Located[Participant]]:
    """The communes of a population that were there on the first day: those of which the approved documents speak."""
    start, everyone = start_of(programme), programme.population(name)
    later = {id for id, stay in programme.newcomers.items() if stay.since is not None and stay.since > start}
    return {id: one for id, one in everyone.items() if id not in later} if later else everyone
