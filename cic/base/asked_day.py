"""The day that counts as today, which notes how far what it was asked for depends on it.

Whatever is worked out by comparing it with other days alone comes to the same on each day between those: a report is
due from one day to another, an acceptance expires on one. So what was worked out once need not be worked out anew each
day, and nobody has to say of each rule by hand how long it holds.
"""

from __future__ import annotations

import datetime
from typing import Any, NamedTuple

_ONE = datetime.timedelta(days=1)
_TELLS_THE_DAY = frozenset(name for name in dir(datetime.date) if not name.startswith("__")) - {"year", "min", "max"}
"""What of a date depends on which day it is."""


class Stretch(NamedTuple):
    """Days from one to another, both included."""

    first: datetime.date
    last: datetime.date


ALWAYS = Stretch(datetime.date.min, datetime.date.max)
NEVER = Stretch(datetime.date.max, datetime.date.min)


class AskedDay(datetime.date):
    """A date that notes what was asked of it, for one piece of work: where it was used in any other way than to compare
    it with a day, or to name its year, the work holds for this day alone.
    """

    holds: Stretch
    """The days on which every answer that it gave so far is the same."""

    def __new__(cls, date: datetime.date) -> AskedDay:
        """As if it had not been asked for anything yet."""
        made = super().__new__(cls, date.year, date.month, date.day)
        made.holds = ALWAYS
        return made

    def __init__(self, date: datetime.date) -> None:
        self._plain = datetime.date(date.year, date.month, date.day)

    @property
    def plain(self) -> datetime.date:
        """The day itself, for what is said of the day and of nothing else; this is not noted."""
        return self._plain

    def _note(self, first: datetime.date, last: datetime.date) -> None:
        self.holds = Stretch(max(self.holds.first, first), min(self.holds.last, last))

    def _note_alone(self) -> datetime.date:
        self._note(self._plain, self._plain)
        return self._plain

    def _note_before(self, other: object) -> None:
        """It was asked whether it is before another day: so it is until that one, and never again from then on."""
        if isinstance(other, datetime.date) and not isinstance(other, AskedDay):
            if self._plain < other:
                self._note(datetime.date.min, other - _ONE)
            else:
                self._note(other, datetime.date.max)

    def _note_after(self, other: object) -> None:
        """It was asked whether it is after another day."""
        if isinstance(other, datetime.date) and not isinstance(other, AskedDay):
            if self._plain > other:
                self._note(other + _ONE, datetime.date.max)
            else:
                self._note(datetime.date.min, other)

    def __getattribute__(self, name: str) -> Any:
        if name in _TELLS_THE_DAY:
            return getattr(self._note_alone(), name)
        return super().__getattribute__(name)

    def __lt__(self, other: datetime.date) -> bool:
        self._note_before(other)
        return super().__lt__(other)

    def __le__(self, other: datetime.date) -> bool:
        self._note_after(other)
        return super().__le__(other)

    def __gt__(self, other: datetime.date) -> bool:
        self._note_after(other)
        return super().__gt__(other)

    def __ge__(self, other: datetime.date) -> bool:
        self._note_before(other)
        return super().__ge__(other)

    def __eq__(self, other: object) -> bool:
        self._note_before(other)
        self._note_after(other)
        return super().__eq__(other)

    def __ne__(self, other: object) -> bool:
        self._note_before(other)
        self._note_after(other)
        return super().__ne__(other)

    @property
    def year(self) -> int:
        """The same on each day of the year."""
        self._note(self._plain.replace(month=1, day=1), self._plain.replace(month=12, day=31))
        return self._plain.year

    def __hash__(self) -> int:
        return hash(self._note_alone())

    def __add__(self, other: datetime.timedelta) -> datetime.date:  # type: ignore[override]
        return self._note_alone() + other

    __radd__ = __add__  # type: ignore[assignment]

    def __sub__(self, other: Any) -> Any:
        return self._note_alone() - other

    def __rsub__(self, other: datetime.date) -> datetime.timedelta:
        return other - self._note_alone()

    def __str__(self) -> str:
        return str(self._note_alone())

    def __format__(self, form: str) -> str:
        return format(self._note_alone(), form)

    def __repr__(self) -> str:
        return f"<{self._plain}, {self.holds.first} to {self.holds.last}>"

    def __reduce__(self) -> tuple[type[datetime.date], tuple[int, int, int]]:
        """A copy is a day as any other, and notes nothing."""
        plain = self._note_alone()
        return datetime.date, (plain.year, plain.month, plain.day)

    def __reduce_ex__(self, protocol: object) -> tuple[type[datetime.date], tuple[int, int, int]]:
        return self.__reduce__()
