"""Every value of a programme's own files, for rules that look at all of them alike."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from cic.diagnostics import Key, Spot
from cic.model.programme import Programme
from cic.model.scalars import Record, values_of


class Value(NamedTuple):
    """A block, a list or a single value, and the file and the keys that lead to it."""

    file: str
    path: tuple[Key, ...]
    value: object

    @property
    def spot(self) -> Spot:
        """Its place."""
        return Spot(self.file, self.path)


def each_value(programme: Programme) -> Sequence[Value]:
    """All that stands in the files, in their order. Several rules ask for it, and it is walked once."""
    walked: Sequence[Value] | None = programme.__dict__.get(_WALKED)
    if walked is None:
        walked = programme.__dict__[_WALKED] = tuple(_walk(programme))
    return walked


_WALKED = "_walked"


def _walk(programme: Programme) -> list[Value]:
    found: list[Value] = []
    for _, file, record in programme.records():
        _add(found, file, (), record)
    return found


def _add(found: list[Value], file: str, path: tuple[Key, ...], value: object) -> None:
    """Put a value and all below it into the list. The files are no deeper than the models."""
    found.append(Value(file, path, value))
    # asked first of what most of them are
    if isinstance(value, (str, int, Decimal)):
        return
    if isinstance(value, Record):
        for name, one in values_of(value).items():
            if one is not None:
                _add(found, file, (*path, name), one)
    elif isinstance(value, dict):
        for key, one in value.items():
            _add(found, file, (*path, key), one)
    elif isinstance(value, tuple):
        for n, one in enumerate(value):
            _add(found, file, (*path, n), one)
