"""Things that are gone: whether a correction says so, and what the rest looks like as if they were still there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from cic.analysis.corrections import NewCorrections, new_corrections, root_file
from cic.analysis.things import Moved, guessed_renames, moved_things, restored, with_renames
from cic.diagnostics import Spot
from cic.model.kinds import kind_of_file, split_phase
from cic.model.paths import format_path
from cic.model.programme import Programme


class PlaceOfGone(NamedTuple):
    """Where something that is gone would be looked for; the file in which a correction can say that it is gone, and by
    which path."""

    spot: Spot
    file: str
    path: str


def place_of_gone(one: Moved, after: Programme) -> PlaceOfGone:
    """Its block in the file that held it; its old file, and that of the programme, where the file is gone."""
    assert one.before is not None
    old = one.before.spot
    programme = after.phases.get(one.folder.rpartition("/")[2], after) if one.folder else after
    if programme.record(old.file) is None:
        return PlaceOfGone(Spot(old.file), root_file(one.folder), split_phase(old.file)[1])
    kind = kind_of_file(old.file)
    return PlaceOfGone(old.key(), old.file, format_path(kind.model if kind else object, old.path))


def unexplained_gone(before: Programme, after: Programme) -> tuple[Moved, ...]:
    """What is gone, or has another id that nothing tells of, without a correction that says so."""
    moved = [one for one in moved_things(before, after) if one.before is not None and not (one.after and one.is_told)]
    written: NewCorrections = new_corrections(before, after) if moved else {}
    return tuple(one for one in moved if not _is_explained(one, after, written))


def _is_explained(one: Moved, after: Programme, written: NewCorrections) -> bool:
    place = place_of_gone(one, after)
    said = [correction for _, correction in written.get(place.file, ())]
    return any(each.path == place.path and each.was is None and each.now is None for each in said)


class AsIf(NamedTuple):
    """Two states to compare as if nothing had gone and everything had kept its id. after: for what is compared.
    remaining: for all other checks; with what is gone only where nothing says why. headlines: that which is gone."""

    before: Programme
    after: Programme
    remaining: Programme
    headlines: tuple[Moved, ...]


def as_if_still_there(before: Programme, after: Programme) -> AsIf:
    """The states, of which the earlier one has the ids of the later one, where those are told."""
    moved = moved_things(before, after)
    headlines = unexplained_gone(before, after)
    guessed = guessed_renames(headlines)
    before, now = with_renames(before, guessed), with_renames(after, guessed)
    gone = [one for one in moved if one.before is not None and one.after is None]
    return AsIf(
        before,
        _with(now, before, gone),
        _with(now, before, [one for one in gone if one in headlines]),
        headlines,
    )


def _with(after: Programme, before: Programme, gone: Iterable[Moved]) -> Programme:
    """The later state and its phases with what is gone."""
    gone = list(gone)
    own = [one.before for one in gone if one.folder == after.folder and one.before is not None]
    phases = {
        name: _with(phase, before.phases[name], gone) if name in before.phases else phase
        for name, phase in after.phases.items()
    }
    after = replace(after, phases=phases)
    return restored(after, before, own) if own else after
