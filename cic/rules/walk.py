"""What stands in a programme's own files, walked through once for the rules that look at all of it alike."""

from __future__ import annotations

import datetime
import types
import typing
from collections.abc import Iterable
from decimal import Decimal
from itertools import chain, compress
from typing import Any, NamedTuple, TypeVar

from cic.diagnostics import Key
from cic.model.common import Source
from cic.model.kept import kept
from cic.model.paths import other_keys
from cic.model.programme import Programme
from cic.model.scalars import Record

T = TypeVar("T")

Value = tuple[str, tuple[Key, ...], Key, T]
"""A file, the keys that lead to a block or a list in it, the key of a value there, and that: a bare tuple, for there
are many, and the whole way to most of them is never asked for."""


class Walked(NamedTuple):
    """The values of a programme's own files, in their order.

    texts: all of them. beyond_ascii: those with a letter or a sign that ASCII has not. several: lists of several
    entries and texts of several lines, a list before what is in it. days: days, and what stands under `month`. sources:
    where each is named.
    """

    texts: list[Value[str]]
    beyond_ascii: list[Value[str]]
    several: list[Value[str | tuple[Any, ...]]]
    days: list[Value[str | datetime.date]]
    sources: list[Value[Source]]


@kept
def walked(programme: Programme) -> Walked:
    """What stands in the programme's own files."""
    found = Walked([], [], [], [], [])
    texts, beyond_ascii, several, days, sources = found

    def add(file: str, path: tuple[Key, ...], items: Iterable[tuple[Any, Any]], left_out: frozenset[str]) -> None:
        """Put what stands in a block or a list into the lists. The files are no deeper than the models."""
        for key, one in items:
            kind = type(one)
            if kind is str:
                texts.append(text := (file, path, key, one))
                if not one.isascii():
                    beyond_ascii.append(text)
                if "\n" in one:
                    several.append(text)
                if key == "month":
                    days.append(text)
            elif kind is dict:
                if key not in left_out:
                    add(file, (*path, key), one.items(), _NONE)
            elif kind is tuple:
                if len(one) > 1:
                    several.append((file, path, key, one))
                add(file, (*path, key), enumerate(one), _NONE)
            elif kind is datetime.date:
                days.append((file, path, key, one))
            else:
                of_numbers = _OF_NUMBERS[kind]
                if of_numbers is not None:
                    if kind is Source:
                        sources.append((file, path, key, one))
                    add(file, (*path, key), _standing_in(one), of_numbers)

    for _, file, record in programme.records():
        add(file, (), _standing_in(record), _OF_NUMBERS[type(record)] or _NONE)
    return found


_NONE: frozenset[str] = frozenset()


def _standing_in(record: Record) -> Iterable[tuple[str, Any]]:
    """What stands in a block. Most keys of most blocks are left out."""
    values, others = record.__dict__, record.__pydantic_extra__
    standing = compress(values.items(), values.values())
    return chain(standing, others.items()) if others else standing


class _OfNumbers(dict[type[Any], "frozenset[str] | None"]):
    """The keys of a block below which nothing but numbers stands: most values are numbers. None of what is no block."""

    def __missing__(self, kind: type[Any]) -> frozenset[str] | None:
        names = None
        if issubclass(kind, Record):
            fields = kind.model_fields.items()
            names = frozenset(name for name, field in fields if _holds_numbers_alone(field.annotation))
        self[kind] = names
        return names


_NUMBERS = (int, Decimal, bool, type(None))


_OF_NUMBERS = _OfNumbers()


def _holds_numbers_alone(annotation: Any) -> bool:
    """Whether a type has no text, no day and no list in it."""
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        return _holds_numbers_alone(typing.get_args(annotation)[0])
    if origin in (typing.Union, types.UnionType):
        return all(map(_holds_numbers_alone, typing.get_args(annotation)))
    if origin is dict:
        return _holds_numbers_alone(typing.get_args(annotation)[1])
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return other_keys(annotation) is None and _OF_NUMBERS[annotation] == annotation.model_fields.keys()
    return annotation in _NUMBERS
