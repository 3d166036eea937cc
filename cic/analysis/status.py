"""How something stands, and how many have said so: what calculations say beside figures."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Coverage(NamedTuple):
    """How many of those who must have reported."""

    reported_by: int
    expected: int


class Limit(Enum):
    """What a figure is that not all have reported: the others can only raise it, or only lower it."""

    LEAST = "at least"
    MOST = "at most"

    @property
    def sign(self) -> str:
        """The sign that stands for it where there is no room for the words."""
        return "≥" if self is Limit.LEAST else "≤"

    @property
    def opposite(self) -> Limit:
        """What follows for a figure that falls as this one rises."""
        return Limit.MOST if self is Limit.LEAST else Limit.LEAST


class Status(Enum):
    """How an indicator stands against the milestone that is due."""

    ACHIEVED = "achieved"
    ON_TRACK = "on track"
    BEHIND = "behind"
    OFF_TRACK = "off track"
    REPORTED = "reported"
    INCOMPLETE = "incomplete"
    NOT_REPORTED = "not reported"
    NOT_DUE = "not due"
    NOT_APPLICABLE = "not applicable"

    @property
    def symbol(self) -> str:
        """The sign that stands for it where there is no room for the word."""
        return SYMBOLS[self]

    @property
    def ascii_sign(self) -> str:
        """The sign where only ASCII can be written."""
        return ASCII_SIGNS[self]


SYMBOLS = {
    Status.ACHIEVED: "✔",
    Status.ON_TRACK: "●",
    Status.BEHIND: "◐",
    Status.OFF_TRACK: "○",
    Status.REPORTED: "◆",
    Status.INCOMPLETE: "◔",
    Status.NOT_REPORTED: "?",
    Status.NOT_DUE: "·",
    Status.NOT_APPLICABLE: "–",
}
ASCII_SIGNS = {
    Status.ACHIEVED: "+",
    Status.ON_TRACK: "=",
    Status.BEHIND: "~",
    Status.OFF_TRACK: "x",
    Status.REPORTED: "*",
    Status.INCOMPLETE: "/",
    Status.NOT_REPORTED: "?",
    Status.NOT_DUE: ".",
    Status.NOT_APPLICABLE: "-",
}
