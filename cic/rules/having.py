"""Those in whose blocks a key stands, found once for all rules: most keys stand in few of them, and to look into each
commune of a large programme again, for each such key, costs more than what the rules do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import compress

from cic.model.kept import kept
from cic.model.partnership import Commune, Participant, Partnership
from cic.model.programme import Located, Programme
from cic.model.scalars import Record


def communes_with(programme: Programme, *keys: str) -> Sequence[Located[Commune]]:
    """Every commune in which one of these keys stands, in the order of all."""
    everyone = tuple(programme.each_commune())
    return [everyone[n] for n in _numbers(_participants(programme), keys) if n < len(everyone)]


def participants_with(programme: Programme, *keys: str) -> Sequence[Located[Participant]]:
    """Every commune, then every partner, in which one of these keys stands."""
    numbers = _numbers(_participants(programme), keys)
    everyone = tuple(programme.each_participant()) if numbers else ()
    return [everyone[n] for n in numbers]


def partnerships_with(programme: Programme, *keys: str) -> Sequence[tuple[str, Partnership]]:
    """Every partnership in which one of these keys stands, with its file."""
    numbers = _numbers(_partnerships(programme), keys)
    everyone = tuple(programme.partnerships.items()) if numbers else ()
    return [everyone[n] for n in numbers]


_ByKey = Mapping[str, Sequence[int]]
"""Of which blocks a key stands, by their numbers."""


@kept
def _participants(programme: Programme) -> _ByKey:
    return _by_key(located.value for located in programme.each_participant())


@kept
def _partnerships(programme: Programme) -> _ByKey:
    return _by_key(programme.partnerships.values())


def _by_key(records: Iterable[Record]) -> _ByKey:
    # in most blocks the same few sets of keys stand
    alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for n, record in enumerate(records):
        values = record.__dict__
        alike[tuple(compress(values, values.values()))].append(n)
    numbers: dict[str, list[int]] = defaultdict(list)
    for keys, those in alike.items():
        for key in keys:
            numbers[key] += those
    return {key: sorted(those) for key, those in numbers.items()}


def _numbers(by_key: _ByKey, keys: Iterable[str]) -> Sequence[int]:
    found = [by_key[key] for key in keys if key in by_key]
    return found[0] if len(found) == 1 else sorted(set().union(*found))
