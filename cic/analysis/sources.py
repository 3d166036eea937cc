"""Where a value comes from: the document and the section, and whether it is printed there or read into the words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from cic.diagnostics import Key, Spot
from cic.model.common import Basis, Source
from cic.model.documents import Claim, SourceDocument
from cic.model.partnership import Commune, Partner
from cic.model.programme import Programme
from cic.model.scalars import Record

READING = "reading"
"""The key of every block under which our interpretation stands."""


class Attribution(NamedTuple):
    """What a value is attributed to.

    source: None where no document is named. is_read: no document prints the value, it is ours.
    """

    source: Source | None
    is_read: bool = False


def attribution(programme: Programme, spot: Spot) -> Attribution:
    """Where the value at a place comes from; of a block, where it says itself that it comes from."""
    return Attributions(programme).of(spot)


class Attributions:
    """The same of many places: what several stand in is looked at once."""

    def __init__(self, programme: Programme) -> None:
        self._programme = programme
        self._owners: dict[str, Programme] = {}
        self._known: dict[tuple[str, tuple[Key, ...]], _Reached] = {}

    def of(self, spot: Spot) -> Attribution:
        """Where the value at a place comes from."""
        owner = self._owners.get(spot.file)
        if owner is None:
            owner = self._owners[spot.file] = _phase_of(self._programme, spot.file)
        if not spot.path:
            reached = _first(owner, spot.file)
        else:
            reached = _step(owner, self._at(owner, spot.file, spot.path[:-1], spot.path[-1:]), spot.path[-1], ())
        return Attribution(reached.source, reached.is_read)

    def _at(self, owner: Programme, file: str, path: tuple[Key, ...], after: tuple[Key, ...]) -> _Reached:
        """What stands at a path, of which another step follows."""
        known = self._known.get((file, path))
        if known is None or known.hangs_on_what_follows:
            if path:
                known = _step(owner, self._at(owner, file, path[:-1], path[-1:]), path[-1], after)
            else:
                known = _first(owner, file)
            self._known[file, path] = known
        return known


class _Reached(NamedTuple):
    """A block, with the source of what stands in it. hangs_on_what_follows: whether the source is another one for some
    of the keys below."""

    block: object
    source: Source | None
    is_read: bool = False
    hangs_on_what_follows: bool = False


def _first(owner: Programme, file: str) -> _Reached:
    block = owner.record(file)
    return _Reached(block, getattr(block, "source", None))


def _step(owner: Programme, before: _Reached, step: Key, after: tuple[Key, ...]) -> _Reached:
    source = _source_of_key(owner, before.block, step, after) or before.source
    block = _below(before.block, step)
    return _Reached(
        block,
        _own_source(block, step, source),
        before.is_read or is_reading(before.block, step),
        isinstance(before.block, Record) and bool(getattr(before.block, f"{step}_sources", None)),
    )


def blocks(programme: Programme, spot: Spot) -> Iterator[tuple[Key, object]]:
    """Each key that leads to a place, with what stands below it, as the files were read."""
    block: object = _phase_of(programme, spot.file).record(spot.file)
    for step in spot.path:
        block = _below(block, step)
        yield step, block


def rests_on_reading(programme: Programme, spots: Iterable[Spot]) -> bool:
    """Whether any of the values is ours, so that what is said of them all is no matter of the documents alone."""
    return any(_uses_reading(programme, spot) for spot in spots)


def _uses_reading(programme: Programme, spot: Spot) -> bool:
    """Whether the value at a place is ours, or stands beside one of ours as the words that it was read from. Words that
    are quoted and no value read from them are the document's own."""
    block: object = _phase_of(programme, spot.file).record(spot.file)
    is_read = False
    for step in spot.path:
        is_read = is_read or is_reading(block, step)
        if is_read and isinstance(block, Record) and block.model_fields_set == {"words"}:
            return False
        block = _below(block, step)
    return is_read


def is_reading(block: object, key: Key) -> bool:
    """Whether what stands under a key of a block is our reading."""
    if not isinstance(block, Record):
        return False
    marked = getattr(block, READING, None)
    return (
        key == READING or (isinstance(marked, dict) and key in marked) or getattr(block, f"{key}_are", None) == READING
    )


def bases(block: Record) -> Iterator[tuple[str, Basis]]:
    """What the readings among the values of a block rest on, by key."""
    marked = getattr(block, READING, None)
    if isinstance(marked, dict):
        yield from marked.items()


def _source_of_key(programme: Programme, block: object, key: Key, after: tuple[Key, ...]) -> Source | None:
    """The source that a block names for one of its keys alone, or for what stands after that key."""
    if isinstance(block, (Commune, Partner)) and key == "targets" and is_reading(block, key):
        return block.targets_source or (programme.logframe.source if programme.logframe else None)
    if not isinstance(block, Record):
        return None
    basis = dict(bases(block)).get(str(key))
    if basis is not None and basis.source is not None:
        return basis.source
    name = getattr(block, "SOURCES", {}).get(key, f"{key}_source")
    by_key = getattr(block, f"{key}_sources", {})
    found = next((by_key[one] for one in after if one in by_key), None) or getattr(block, name, None)
    return found if isinstance(found, Source) else None


def _own_source(block: object, id: Key, source: Source | None) -> Source | None:
    """The source that a block names for all of itself, else that of what it stands in."""
    if isinstance(block, SourceDocument):
        return Source(document=str(id))
    if isinstance(block, Claim):
        return source.model_copy(update={"section": block.section}) if source else None
    own = getattr(block, "source", None)
    if isinstance(own, Source):
        return own
    section = getattr(block, "section", None)
    if isinstance(section, str) and source is not None and not isinstance(block, Source):
        return source.model_copy(update={"section": section})
    return source


def _phase_of(programme: Programme, file: str) -> Programme:
    """The programme, or the phase of it, whose file this is."""
    return next((one for one in programme.phases.values() if file.startswith(f"{one.folder}/")), programme)


def _below(block: Any, key: Key) -> object:
    if isinstance(block, Record):
        return getattr(block, str(key), None)
    if isinstance(block, dict):
        return block.get(key)
    if isinstance(block, tuple) and isinstance(key, int) and key < len(block):
        return block[key]
    return None
