"""The texts, days and lists of a programme's own files, for rules that look at all of them alike."""

from __future__ import annotations

import datetime
import types
import typing
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from cic.diagnostics import Key
from cic.model.kept import kept
from cic.model.paths import other_keys
from cic.model.programme import Programme
from cic.model.scalars import Record

Value = tuple[str, tuple[Key, ...], str | datetime.date | tuple[Any, ...]]
"""A file, the keys that lead to a text, a day or a list in it, and that: a bare tuple, for there are many."""


@kept
def each_value(programme: Programme) -> Sequence[Value]:
    """All texts, days and lists that stand in the files, in their order, a list before what is in it."""
    found: list[Value] = []
    for _, file, record in programme.records():
        _add_block(found, file, (), record)
    return found


def _add_block(found: list[Value], file: str, path: tuple[Key, ...], record: Record) -> None:
    """Put what stands in a block into the list. The files are no deeper than the models."""
    values = record.__dict__
    for name in _keys_looked_below(type(record)):
        one = values[name]
        # most keys of most blocks are left out, and most that stand there are texts
        if one:
            if type(one) is str:
                found.append((file, (*path, name), one))
            else:
                _add(found, file, (*path, name), one)
    for name, one in (record.__pydantic_extra__ or {}).items():
        _add(found, file, (*path, name), one)


def _add(found: list[Value], file: str, path: tuple[Key, ...], value: object) -> None:
    if isinstance(value, (str, datetime.date)):
        found.append((file, path, value))
    elif isinstance(value, Record):
        _add_block(found, file, path, value)
    elif isinstance(value, dict):
        for key, one in value.items():
            _add(found, file, (*path, key), one)
    elif isinstance(value, tuple):
        found.append((file, path, value))
        for n, one in enumerate(value):
            _add(found, file, (*path, n), one)


@cache
def _keys_looked_below(model: type[Record]) -> tuple[str, ...]:
    """The keys of a block below which something else than numbers can stand: most values are numbers."""
    return tuple(name for name, field in model.model_fields.items() if not _holds_numbers_alone(field.annotation))


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
        return other_keys(annotation) is None and not _keys_looked_below(annotation)
    return annotation in _NUMBERS
