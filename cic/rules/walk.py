"""Every value of a programme's own files, for rules that look at all of them alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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


def _walk(programme: Programme) -> Iterator[Value]:
    for _, file, record in programme.records():
        waiting: list[tuple[tuple[Key, ...], object]] = [((), record)]
        while waiting:
            path, value = waiting.pop()
            yield Value(file, path, value)
            waiting += reversed(_below(path, value))


def _below(path: tuple[Key, ...], value: object) -> list[tuple[tuple[Key, ...], object]]:
    if isinstance(value, Record):
        return [((*path, key), one) for key, one in values_of(value).items() if one is not None]
    if isinstance(value, dict):
        return [((*path, key), one) for key, one in value.items()]
    if isinstance(value, tuple):
        return [((*path, n), one) for n, one in enumerate(value)]
    return []
