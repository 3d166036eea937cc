"""The small values that flow from reading and from rules to the page: where, what, how bad.

A `Problem` is what a reader or a rule says; a `Finding` is the same with its code, its severity and its place in
the text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import IntEnum
from functools import reduce
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

Key = str | int
"""A step of a path: the key of a mapping or the index of a list."""


_NOTHING: Mapping[str, object] = MappingProxyType({})


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


class Message(NamedTuple):
    """A template with the figures that fill it, so that another language needs no other rule."""

    template: str
    params: Mapping[str, object] = _NOTHING

    def __str__(self) -> str:
        return self.template.format_map({name: written(value) for name, value in self.params.items()})


def phrase(template: str) -> str:
    """The template as it is: marks one that is said elsewhere, so that the catalogues of the languages have it."""
    return template


def either(things: Iterable[object]) -> object:
    """The things with “or” between them, as a parameter of a message."""
    return reduce(lambda one, other: Message("{one} or {other}", {"one": one, "other": other}), things)


def both(things: Iterable[object]) -> object:
    """The things with “and” between them, as a parameter of a message."""
    return reduce(lambda one, other: Message("{one} and {other}", {"one": one, "other": other}), things)


def written(value: object) -> str:
    """A parameter as it stands in messages and in JSON: exact, without thousands marks."""
    if isinstance(value, Message):
        return str(value)
    if isinstance(value, (tuple, list, frozenset)):
        return ", ".join(written(item) for item in value)
    return str(value).lower() if isinstance(value, bool) else str(value)


class Problem(NamedTuple):
    """What a reader or a rule says of a place.

    rule: the readable name of the rule (`budget-years`).
    where: the value by its key, or a stretch of text where no key leads to it.
    figures: what the finding rests on; an acknowledgement holds as long as they stay the same.
    related: every other value that takes part.
    expected, found, difference: for a comparison of two figures.
    keys: the key path, where `where` is a stretch of text to which one leads.
    """

    rule: str
    where: Spot | Place
    message: Message
    figures: Mapping[str, object] = _NOTHING
    related: tuple[Spot, ...] = ()
    expected: object = None
    found: object = None
    difference: object = None
    keys: tuple[Key, ...] = ()

    @property
    def path(self) -> tuple[Key, ...]:
        """The key path to the value, as far as one leads there."""
        return self.where.path if isinstance(self.where, Spot) else self.keys


def problem(
    rule: str,
    where: Spot | Place,
    template: str,
    /,
    *,
    related: tuple[Spot, ...] = (),
    expected: object = None,
    found: object = None,
    difference: Decimal | None = None,
    **params: object,
) -> Problem:
    """A problem whose figures are the parameters of its message, which is the rule almost everywhere.

    Where the message speaks of `{expected}` or `{found}` they are figures too; it may also speak of the `{difference}`,
    which is written with its sign.
    """
    compared = {"expected": expected, "found": found}
    params |= {name: value for name, value in compared.items() if f"{{{name}}}" in template}
    shown = params if difference is None else {**params, "difference": f"{difference:+}"}
    return Problem(rule, where, Message(template, shown), params, related, expected, found, difference)


class Related(NamedTuple):
    """A place that takes part in a finding, with the value that stands there (None where it is a block or personal)."""

    place: Place
    path: str
    value: str | None


class Acceptance(NamedTuple):
    """That people have read a finding and accepted it: why, since when (ISO date), what to ask, the common cause."""

    reason: Mapping[Any, str]
    on: str | None
    ask: Mapping[Any, str] | None = None
    cause: str | None = None


class Finding(NamedTuple):
    """A problem with its code, its severity and its place: what every output format shows."""

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

    @property
    def is_open(self) -> bool:
        """Whether it counts: nobody has accepted it, and no baseline knows it."""
        return self.acknowledged is None and not self.known

    @property
    def fingerprint(self) -> str:
        """An identity that stays when lines move: the rule, the file and the key path, not the position or the
        figures."""
        import hashlib

        identity = json.dumps([self.code, self.place.file, self.path, self.message.template if not self.path else ""])
        return hashlib.sha256(identity.encode()).hexdigest()[:16]
