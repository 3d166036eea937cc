"""What the program says, apart from the language in which it says it: templates and what fills them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from functools import reduce
from types import MappingProxyType
from typing import Any, NamedTuple

from cic.base.periods import Period

NO_PARAMS: Mapping[str, object] = MappingProxyType({})
"""What fills a template that has no place for anything."""


class Message(NamedTuple):
    """A template with the figures that fill it, so that another language needs no other rule.

    `{years}` is a figure, `{years:years}` the figure and what it counts, which stands in COUNTED: 1 year, 2 years.
    """

    template: str
    params: Mapping[str, object] = NO_PARAMS

    def __str__(self) -> str:
        return filled(self.template, self.params, lambda value: _clipped(_said(value)), in_english)


class Word(NamedTuple):
    """A word of the files within a message: figures hold the word, readers get what people call it.

    name: the program's words, or a text of the data (by language, or the same in all).
    """

    word: str
    name: Message | Mapping[Any, str] | str


class Called(Word):
    """A word of the files that programs read also where people read a sentence: an id, and what people call it."""

    __slots__ = ()


def for_programs(message: Message) -> Message:
    """The message with ids in place of what people call them."""
    return Message(message.template, {name: _for_programs(value) for name, value in message.params.items()})


def _for_programs(value: object) -> object:
    if isinstance(value, Message):
        return for_programs(value)
    if isinstance(value, Called):
        return value.word
    # figures and words are tuples of a kind of their own
    return tuple(map(_for_programs, value)) if type(value) in (tuple, list) else value  # type: ignore[call-overload]


COUNTED = {
    "communes": ("{count} commune", "{count} communes"),
    "decimals": ("{count} decimal", "{count} decimals"),
    "digits": ("{count} digit", "{count} digits"),
    "faults": ("{count} fault", "{count} faults"),
    "participants": ("{count} participant", "{count} participants"),
    "targets": ("{count} target", "{count} targets"),
    "standing": ("{count} stands", "{count} stand"),
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


def in_full(message: Message) -> str:
    """The message in English with its figures as they are, however long: for whoever needs the whole of a list."""
    return filled(message.template, message.params, _in_full, in_english)


def _in_full(value: object) -> str:
    if isinstance(value, Message):
        return in_full(value)
    return ", ".join(map(_in_full, value)) if isinstance(value, (tuple, list)) else written(value)


def _said(value: object) -> str:
    """A parameter as it stands in an English sentence: like `written`, with the names of words."""
    if isinstance(value, Message):
        return str(value)
    if isinstance(value, Word):
        name = value.name
        return str(name) if isinstance(name, (Message, str)) else name.get("en") or next(iter(name.values()))
    if isinstance(value, Period):
        return value.name
    return ", ".join(map(_said, value)) if isinstance(value, (tuple, list)) else written(value)
