"""The small values that flow from reading and from rules to the page: where, what, how bad.

A `Problem` is what a reader or a rule says; a `Finding` is the same with its code, its severity and its place in
the text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
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
    """A template with the figures that fill it, so that another language needs no other rule.

    `{years}` is a figure, `{years:years}` the figure and what it counts, which stands in COUNTED: 1 year, 2 years.
    """

    template: str
    params: Mapping[str, object] = _NOTHING

    def __str__(self) -> str:
        return filled(self.template, self.params, lambda value: _clipped(_said(value)), in_english)


class Word(NamedTuple):
    """A word of the files within a message: figures hold the word, readers get what people call it.

    name: the program's words, or a text of the data (by language, or the same in all).
    """

    word: str
    name: Message | Mapping[Any, str] | str


COUNTED = {
    "communes": ("{count} commune", "{count} communes"),
    "digits": ("{count} digit", "{count} digits"),
    "faults": ("{count} fault", "{count} faults"),
    "times": ("{count} time", "{count} times"),
    "years": ("{count} year", "{count} years"),
}
"""What messages count, by its name in templates: for one and for several. The catalogues hold these like any text that
counts, so that each language has its own forms; the names stay in the templates of every language."""


def in_english(count: int, one: str, many: str) -> str:
    """The one of two texts that English has for so many."""
    return one if count == 1 else many


def filled(
    text: str, params: Mapping[str, object], shown: Callable[[object], str], form: Callable[[int, str, str], str]
) -> str:
    """A template with what fills it. shown: a value as the language writes it. form: the one of two texts that the
    language has for so many."""

    def counted(match: re.Match[str]) -> str:
        return form(_whole(written(params[match[1]])), *COUNTED[match[2]]).replace("{count}", f"{{{match[1]}}}")

    return _COUNTS.sub(counted, text).format_map({name: shown(value) for name, value in params.items()})


_COUNTS = re.compile(r"\{(\w+):(\w+)\}")


_MANY = Decimal(1_000_000)


def _whole(count: str) -> int:
    """The whole number that is worded like this one: 1.5 like 0 (1.5 years, “1,5 an”), 2.5 and what is no number like
    several."""
    try:
        size = min(abs(Decimal(count)), _MANY)
    except InvalidOperation:
        return 2
    whole = int(size)
    return whole if whole == size else 0 if whole < 2 else whole


_LONGEST = 400
"""Characters of one value in a message; what is longer is in no printed document, but in files that went wrong."""


def _clipped(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def exact(message: Message) -> Message:
    """The message with its figures as they stand in the files, where a reader looks for them."""
    return Message(message.template, {name: _exact(value) for name, value in message.params.items()})


def _exact(value: object) -> object:
    if isinstance(value, (Message, Word)):
        return value
    return tuple(map(_exact, value)) if isinstance(value, (tuple, list)) else written(value)


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
        return filled(value.template, value.params, lambda one: _clipped(written(one)), in_english)
    if isinstance(value, Word):
        return value.word
    if isinstance(value, (tuple, list, frozenset)):
        return ", ".join(written(item) for item in value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _said(value: object) -> str:
    """A parameter as it stands in an English sentence: like `written`, with the names of words."""
    if isinstance(value, Message):
        return str(value)
    if isinstance(value, Word):
        name = value.name
        return str(name) if isinstance(name, (Message, str)) else name.get("en") or next(iter(name.values()))
    return ", ".join(map(_said, value)) if isinstance(value, (tuple, list)) else written(value)


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
    figures: Mapping[str, object] = _NOTHING
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
