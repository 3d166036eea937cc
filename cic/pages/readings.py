"""Notes below tables of which some figures are our reading: no document prints them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from cic.analysis.sources import READING, attribution, bases
from cic.base.message import Message
from cic.model.logframe import Indicator
from cic.model.programme import Located, Observed, Programme
from cic.pages.tables import words


def notes_on_targets(programme: Programme, members: Collection[str]) -> Iterator[Message]:
    """That targets of these communes are read from the logframe, where they are."""
    for id in members:
        located = programme.participants.get(id)
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
        words("{indicator} ({year})", indicator=located.id, year=read_in)
        for located in indicators
        for read_in in sorted(_years_read(programme.observed.get(located.id, {}), members))
        if read_in <= year
    ]
    if read:
        yield words("Reported as we read it, no document prints it: {values}", values=tuple(read))


def _years_read(observed: Mapping[str, Iterable[Observed]], members: Collection[str] | None) -> Iterator[int]:
    """The years of what these members reported as we read it; looked up, for there may be many who are no members."""
    whose = observed if members is None else dict.fromkeys(members)
    for who in whose:
        yield from (one.year for one in observed.get(who, ()) if any(bases(one.observation)))
