"""What stands in a programme's own files, walked through once for the rules that look at all of it alike."""

from __future__ import annotations

import datetime
import types
import typing
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from itertools import compress
from typing import Any

from cic.diagnostics import Key
from cic.model.common import Source
from cic.model.kept import kept
from cic.model.paths import other_keys
from cic.model.programme import Programme
from cic.model.scalars import Record

T = typing.TypeVar("T")

Value = tuple[str, tuple[Key, ...], Key, T]
"""A file, the keys that lead to a block or a list in it, the key of a value there, and that: a bare tuple, for there
are many, and the whole way to most of them is never asked for."""


class Walked:
    """The values of a programme's own files, in their order.

    texts: all of them. several: lists of several entries and texts of several lines, a list before what is in it.
    days: days, and what stands under `month`. sources: where each is named.
    """

    def __init__(self) -> None:
        self.texts: list[Value[str]] = []
        self.several: list[Value[str | tuple[Any, ...]]] = []
        self.days: list[Value[str | datetime.date]] = []
        self.sources: list[Value[Source]] = []

    def add_block(self, file: str, path: tuple[Key, ...], record: Record, keys: frozenset[str]) -> None:
        """Put what stands in a block under these keys into the lists. The files are no deeper than the models."""
        values = record.__dict__
        # most keys of most blocks are left out
        self._add(file, path, [one for one in compress(values.items(), values.values()) if one[0] in keys])
        if record.__pydantic_extra__:
            self._add(file, path, record.__pydantic_extra__.items())

    def _add(self, file: str, path: tuple[Key, ...], items: Iterable[tuple[Key, Any]]) -> None:
        for key, one in items:
            kind: type[object] = type(one)
            if kind is str:
                text = (file, path, key, one)
                self.texts.append(text)
                if "\n" in one:
                    self.several.append(text)
                if key == "month":
                    self.days.append(text)
            elif kind is dict:
                self._add(file, (*path, key), one.items())
            elif kind is tuple:
                if len(one) > 1:
                    self.several.append((file, path, key, one))
                self._add(file, (*path, key), enumerate(one))
            elif kind is datetime.date:
                self.days.append((file, path, key, one))
            else:
                keys = keys_looked_below(kind)
                if keys is not None:
                    if kind is Source:
                        self.sources.append((file, path, key, one))
                    self.add_block(file, (*path, key), one, keys)


@kept
def walked(programme: Programme) -> Walked:
    """What stands in the programme's own files."""
    found = Walked()
    for _, file, record in programme.records():
        found.add_block(file, (), record, keys_looked_below(type(record)) or frozenset())
    return found


@cache
def keys_looked_below(kind: type[Any]) -> frozenset[str] | None:
    """The keys of a block below which something else than numbers can stand: most values are numbers. None for what is
    no block."""
    if not issubclass(kind, Record):
        return None
    return frozenset(name for name, field in kind.model_fields.items() if not _holds_numbers_alone(field.annotation))


_NUMBERS = (int, Decimal, bool, type(None))


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
        return other_keys(annotation) is None and not keys_looked_below(annotation)
    return annotation in _NUMBERS
