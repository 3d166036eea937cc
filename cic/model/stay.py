"""Who is in the programme when: since when, until when, and who carries on. A year is decided by its last day."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from cic.base.periods import day, first_day, last_day


class Stay(NamedTuple):
    """The days in which a commune or a partnership is there, both included; None: from the start, to the end.

    successor: who carries on after it, where it merged; empty where it left. predecessors: those who merged into it.
    merged: the day before the merger, where it had left before that (with its partnership); None where it left by the
    merger.
    """

    since: datetime.date | None = None
    until: datetime.date | None = None
    successor: str = ""
    predecessors: tuple[str, ...] = ()
    merged: datetime.date | None = None

    def is_there(self, year: int) -> bool:
        """Whether it is there at the end of the year: who is, reports the year."""
        end = last_day(year)
        return (self.since is None or self.since <= end) and (self.until is None or self.until >= end)

    def was_there(self, year: int) -> bool:
        """Whether it is there on any day of the year: what it reports of that year counts."""
        return self.has_come(year) and (self.until is None or self.until >= first_day(year))

    def has_come(self, year: int) -> bool:
        """Whether it came by the end of the year, wherever it is now."""
        return self.since is None or self.since <= last_day(year)

    @property
    def gone(self) -> int | None:
        """The day on which it is not there any more, to be compared with years: at the end of those from it on it is
        gone; None where it stays to the end."""
        return _day_after(self.until)

    @property
    def passed_on(self) -> int | None:
        """The day from which on whoever carries on stands for it, like `gone`; None where nobody does."""
        return _day_after(self.merged or self.until) if self.successor else None

    def has_passed_on(self, year: int) -> bool:
        """Whether at the end of the year another stands for it."""
        return self.passed_on is not None and self.passed_on <= year

    @property
    def hands_over(self) -> bool:
        """Whether its targets go to whoever carries on: those of one that had left before are withdrawn."""
        return bool(self.successor) and self.merged is None


def _day_after(last: datetime.date | None) -> int | None:
    if last is None or last == datetime.date.max:
        return None
    return day(last + datetime.timedelta(days=1))


ALWAYS = Stay()
"""Of whom nothing is said: there from the start to the end."""


def narrowed(one: Stay, by: Stay) -> Stay:
    """A stay within another: of a commune within that of its partnership. Where the partnership merged, its communes
    carry on in the one that carries on; where it left, they left with it, and may merge after that."""
    if by is ALWAYS:
        return one
    since = max((day for day in (one.since, by.since) if day is not None), default=None)
    ends_with_it = by.until is not None and not by.successor and (one.until is None or by.until < one.until)
    if ends_with_it and one.successor:
        return one._replace(since=since, until=by.until, merged=one.until)
    return Stay(since, by.until) if ends_with_it else one._replace(since=since)


def with_predecessors(stays: Mapping[str, Stay]) -> Mapping[str, Stay]:
    """The same stays with those that merged into each. Who merged into nobody that is known, or in a circle, left."""
    successors = {id: stay.successor for id, stay in stays.items() if stay.successor}
    if not successors:
        return stays
    circular = in_circles(successors)
    merged: dict[str, list[str]] = {}
    sound: dict[str, Stay] = {}
    for id, stay in stays.items():
        is_sound = stay.until is not None and stay.successor in stays and id not in circular
        sound[id] = stay if is_sound or not stay.successor else stay._replace(successor="")
        if sound[id].successor:
            merged.setdefault(stay.successor, []).append(id)
    return {id: stay._replace(predecessors=tuple(merged[id])) if id in merged else stay for id, stay in sound.items()}


def in_circles(successors: Mapping[str, str]) -> frozenset[str]:
    """Those who carry on after themselves, sooner or later."""
    found: set[str] = set()
    done: set[str] = set()
    for start in successors:
        way: dict[str, int] = {}
        one = start
        while one in successors and one not in done and one not in way:
            way[one] = len(way)
            one = successors[one]
        if one in way:
            found.update(id for id, n in way.items() if n >= way[one])
        done.update(way)
    return frozenset(found)


def with_merged(stays: Mapping[str, Stay], id: str, year: int) -> Iterator[str]:
    """One, and those that merged into it by the end of a year, and into those."""
    waiting = [id]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += [merged for merged in stays.get(one, ALWAYS).predecessors if stays[merged].has_passed_on(year)]


def there(stays: Mapping[str, Stay], ids: Iterable[str], year: int) -> tuple[str, ...]:
    """Those of the ids who are there at the end of a year."""
    return tuple(id for id in ids if stays.get(id, ALWAYS).is_there(year))
