"""The small values that flow from reading and from rules to the page: where, what, how bad.

A `Problem` is what a reader or a rule says; a `Finding` is the same with its code, its severity and its place in
the text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from typing import Any, Literal, NamedTuple

from cic.base.message import NO_PARAMS, Message

Key = str | int
"""A step of a path: the key of a mapping or the index of a list."""


class Severity(IntEnum):
    """How much a finding matters; a larger number is worse."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The word for it, as in `--fail-level warning`."""
        return self.name.lower()


class Spot(NamedTuple):
    """A value of the data by its natural key: the file (relative to the data folder, with `/`) and the keys that
    lead to it.

    stretch: for some characters of a text, from which to which (not included), counted from 0.
    """

    file: str
    path: tuple[Key, ...] = ()
    on: Literal["value", "key"] = "value"
    stretch: tuple[int, int] | None = None

    def at(self, *keys: Key) -> Spot:
        """The spot below this one."""
        return Spot(self.file, self.path + keys)

    def key(self) -> Spot:
        """The same spot, pointing at the key instead of at its value."""
        return Spot(self.file, self.path, "key")

    def within(self, start: int, end: int) -> Spot:
        """Some characters of the text that stands here."""
        return Spot(self.file, self.path, "value", (start, end))


class Place(NamedTuple):
    """A stretch of a file. Lines and columns count characters from 1; the end is the position after the last
    character."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


class Theme(IntEnum):
    """What a rule is about: the hundreds of its code."""

    FILES = 0
    SHAPE = 1
    IDENTITY = 2
    MONEY = 3
    LOGFRAME = 4
    TARGETS = 5
    COMMUNES = 6
    CONTEXT = 7
    ACKNOWLEDGEMENTS = 9


@dataclass(frozen=True, eq=False, kw_only=True)
class Rule:
    """Something that can be wrong, declared once: by whoever finds it, as a value that problems are made of, so that a
    rule that does not exist cannot be named. Its manual is the page of its code in `cic/rules/manual/`.

    title: what is wrong, in a few words (`cic rules`).
    hint: what to do next, said with each finding; a template over the parameters of the message.
    must_be_fixed: whether nobody can accept its findings.
    spoils_file: whether nothing of the file in which it is found can be used.
    """

    code: str
    name: str
    severity: Severity
    title: str
    hint: str
    must_be_fixed: bool = False
    spoils_file: bool = False

    @property
    def theme(self) -> Theme:
        """What it is about. Raises ValueError for a code of no theme."""
        return Theme(int(self.code[3]))

    def problem(
        self,
        where: Spot | Place,
        template: str,
        /,
        *,
        related: tuple[Spot, ...] = (),
        expected: object = None,
        found: object = None,
        difference: Decimal | None = None,
        which: object = "",
        **params: object,
    ) -> Problem:
        """A problem whose figures are the parameters of its message, which is the rule almost everywhere.

        Where the message speaks of `{expected}` or `{found}` they are figures too; it may also speak of the
        `{difference}`, which is written with its sign.
        """
        compared = {"expected": expected, "found": found}
        params |= {name: value for name, value in compared.items() if f"{{{name}}}" in template}
        shown = params if difference is None else {**params, "difference": f"{difference:+}"}
        return Problem(
            self, where, Message(template, shown), params, related, expected, found, difference, which=str(which)
        )

    def hint_for(self, found: Problem) -> Message:
        """What to do next about one problem."""
        return Message(self.hint, found.message.params)


class Problem(NamedTuple):
    """What a reader or a rule says of a place.

    where: the value by its key, or a stretch of text where no key leads to it.
    figures: what the finding rests on; an acknowledgement holds as long as they stay the same.
    related: every other value that takes part.
    expected, found, difference: for a comparison of two figures.
    keys: the key path, where `where` is a stretch of text to which one leads.
    which: which of several of one rule at one path this is, in words that stay when figures change: the key that is
    missing, the year, the other thing involved.
    """

    rule: Rule
    where: Spot | Place
    message: Message
    figures: Mapping[str, object] = NO_PARAMS
    related: tuple[Spot, ...] = ()
    expected: object = None
    found: object = None
    difference: object = None
    keys: tuple[Key, ...] = ()
    which: str = ""

    @property
    def path(self) -> tuple[Key, ...]:
        """The key path to the value, as far as one leads there."""
        return self.where.path if isinstance(self.where, Spot) else self.keys


MOST_LISTED = 100
"""So many faults of one kind are listed of a file; the last of them says how many more there are."""


def with_rest(listed: list[Problem], count: int) -> list[Problem]:
    """The problems, the last of which says how many more there are where `count` is larger than their number."""
    rest = count - len(listed)
    if not listed or rest <= 0:
        return listed
    last = listed[-1]
    message = Message("{message}; {rest:faults} more in this file", {"message": last.message, "rest": rest})
    return [*listed[:-1], last._replace(message=message)]


class Related(NamedTuple):
    """A place that takes part in a finding, with the value that stands there (None where it is a block or personal)."""

    place: Place
    path: str
    value: str | None


class Acceptance(NamedTuple):
    """That people have read a finding and accepted it: why, since when (ISO date), what to ask, the common cause, and
    by whom."""

    reason: Mapping[Any, str]
    on: str | None
    ask: Mapping[Any, str] | None = None
    cause: str | None = None
    by: str | None = None


class Finding(NamedTuple):
    """A problem with its code, its severity and its place: what every output format shows.

    path: the key path as it is shown, without the keys of persons. key: with them, for the fingerprint only.
    rests_on_reading: whether a value that takes part is our reading, so that no document contradicts itself here.
    """

    code: str
    rule: str
    severity: Severity
    message: Message
    hint: Message
    place: Place
    path: str
    figures: Mapping[str, str]
    related: tuple[Related, ...] = ()
    expected: str | None = None
    found: str | None = None
    difference: str | None = None
    personal: bool = False
    acknowledged: Acceptance | None = None
    known: bool = False
    which: str = ""
    key: str = ""
    rests_on_reading: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it counts: nobody has accepted it, and no baseline knows it."""
        return self.acknowledged is None and not self.known

    @property
    def fingerprint(self) -> str:
        """An identity that stays when lines move: the rule, the file, the key path and which of several it is, not the
        position or the figures."""
        import hashlib

        identity = [self.code, self.place.file, self.key, self.message.template if not self.key else ""]
        if self.which:
            identity.append(self.which)
        return hashlib.sha256(json.dumps(identity).encode()).hexdigest()[:16]
