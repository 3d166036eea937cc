"""What stands on top of a comparison where a programme lives: who came, left or merged, and decisions on the budget."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from cic.base.message import Message
from cic.language import Figure
from cic.model.budget import Amendment, Line
from cic.model.partnership import Participant, Partnership
from cic.model.programme import Programme
from cic.pages.spoken import Spoken
from cic.pages.tables import words

_Members = dict[tuple[str, str], Participant | Partnership]
"""By the kind and the id."""


def stays(before: Programme, after: Programme, spoken: Spoken) -> Iterator[Message]:
    """Who came, left or merged, as it was not said before, and whose days are others now."""
    for old, new in _pairs(before, after):
        was = _members(old)
        for (kind, id), one in _members(new).items():
            earlier = was.get((kind, id))
            if earlier is not None or one.until is not None or one.since is not None:
                yield from _days(kind, new.folder, id, earlier, one, spoken)


def _pairs(before: Programme, after: Programme) -> Iterator[tuple[Programme, Programme]]:
    """The same phase in both states; one that came or went whole is said as such."""
    earlier = {one.folder: one for one in before.and_phases()}
    yield from ((earlier[one.folder], one) for one in after.and_phases() if one.folder in earlier)


def _members(programme: Programme) -> _Members:
    found: _Members = {("partnership", one.id): one for one in programme.partnerships.values()}
    found.update((("commune", id), located.value) for id, located in programme.communes.items())
    found.update((("partner", id), located.value) for id, located in programme.partners.items())
    return found


class _Said(NamedTuple):
    """What is said of the days of one, in words."""

    since: datetime.date | None
    until: datetime.date | None
    into: str


def _said(one: Participant | Partnership | None) -> _Said:
    if one is None:
        return _Said(None, None, "")
    since = one.since
    until = one.until.date if one.until else None
    return _Said(since, until, (one.merged_into or "") if one.until else "")


def _days(
    kind: str,
    folder: str,
    id: str,
    earlier: Participant | Partnership | None,
    one: Participant | Partnership,
    spoken: Spoken,
) -> Iterator[Message]:
    was, now = _said(earlier), _said(one)
    known = {"kind": words(kind), "id": spoken.id(folder, kind, id)}
    if now.since != was.since:
        if was.since is None:
            yield words("Came: {kind} {id}, on {day}", **known, day=now.since)
        elif now.since is None:
            yield words(
                "The {kind} {id} was there from the start, it is said now: not only from {day}", **known, day=was.since
            )
        else:
            yield words("The {kind} {id} came on {now}, not on {was}", **known, now=now.since, was=was.since)
    if (now.until, now.into) == (was.until, was.into):
        return
    if now.until is None:
        yield words("The {kind} {id} stays, it is said now: its last day was {day}", **known, day=was.until)
    elif now.into and now.into != was.into:
        yield words(
            "Merged: {kind} {id} into {into}, last day {day}",
            **known,
            into=spoken.id(folder, kind, now.into),
            day=now.until,
        )
    elif was.until is None:
        yield words("Left: {kind} {id}, last day {day}", **known, day=now.until)
    elif now.until == was.until:
        yield words(
            "Left: {kind} {id}, last day {day}; it did not merge into {into}",
            **known,
            day=now.until,
            into=spoken.id(folder, kind, was.into),
        )
    else:
        yield words("The last day of the {kind} {id} is {now}, it was {was}", **known, now=now.until, was=was.until)


def decisions(before: Programme, after: Programme, spoken: Spoken) -> Iterator[Message]:
    """Amendments of the budget that were not there, are gone, or are not what they were."""
    for old, new in _pairs(before, after):
        was = old.budget.amendments if old.budget else {}
        now = new.budget.amendments if new.budget else {}
        for id, one in now.items():
            if id not in was:
                yield from _amendment(new.folder, id, one, spoken)
            elif (one.decided, one.moves) != (was[id].decided, was[id].moves):
                yield words(
                    "The decision {id} on the budget, of {day}, is not what it was",
                    id=id,
                    day=one.decided,
                )
        for id in was.keys() - now.keys():
            yield words("The decision {id} on the budget is gone", id=id)


def _amendment(folder: str, id: str, one: Amendment, spoken: Spoken) -> Iterator[Message]:
    for move in one.moves:
        known = {"id": id, "day": one.decided, "amount": Figure(move.amount, True)}
        source, target = (line and _of(folder, line, spoken) for line in (move.from_, move.to))
        if move.from_ is not None and move.to is not None:
            yield words(
                "Decided on {day} ({id}): {amount} from {source} to {target}",
                **known, source=source, target=target,
            )  # fmt: skip
        elif move.to is not None:
            yield words("Decided on {day} ({id}): {amount} more for {what}", **known, what=target)
        elif move.from_ is not None:
            yield words("Decided on {day} ({id}): {amount} less for {what}", **known, what=source)


def _of(folder: str, line: Line, spoken: Spoken) -> Message:
    """A figure of the budget in words: partners, operating, 2019."""
    cell = spoken.budget(folder, (key for key in (line.category, line.nature, line.year) if key is not None))
    named: tuple[object, ...] = (*cell, line.association and spoken.id(folder, "organisation", line.association))
    if line.partnership:
        named = (spoken.id(folder, "partnership", line.partnership), line.outcome)
    return words("{what}", what=tuple(one for one in named if one is not None))
