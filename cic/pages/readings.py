"""Notes below tables of which some figures are our reading: no document prints them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from cic.analysis.sources import READING, attribution, bases
from cic.base.message import Message
from cic.model.logframe import Indicator
from cic.model.programme import Located, Programme
from cic.pages.tables import words


def notes_on_targets(programme: Programme, members: Collection[str]) -> Iterator[Message]:
    """That targets of these communes are read from the logframe, where they are."""
    for id in members:
        located = programme.communes.get(id)
        if located is None or located.value.targets_are != READING or not located.value.targets:
            continue
        source = attribution(programme, located.spot.at("targets")).source
        yield words(
            "Targets of single communes are our reading of {document} {section}: no document prints them.",
            document=source.document if source else "",
            section=(source.section or "") if source else "",
        )
        return


def notes_on_reports(
    programme: Programme, indicators: Iterable[Located[Indicator]], members: Collection[str] | None, year: int
) -> Iterator[Message]:
    """Which values reported up to a year are read into a document, where any are. members: None for all."""
    read = [
        words("{indicator} ({year})", indicator=located.id, year=one.year)
        for located in indicators
        for who, reports in programme.observed.get(located.id, {}).items()
        for one in reports
        if one.year <= year and (members is None or who in members) and any(bases(one.observation))
    ]
    if read:
        yield words("Reported as we read it, no document prints it: {values}", values=tuple(read))
