"""The earlier state that a programme is held against, and what of it is not known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from cic.base.message import Message
from cic.diagnostics import Place, Problem
from cic.model.kinds import BY_NAME
from cic.model.programme import Programme
from cic.storage.git_data import NoDataError, git_folder_of
from cic.storage.loader import Loaded, load
from cic.storage.rules import BASE_UNREAD, FILE_UNREADABLE, MISSING_FILE, UNKNOWN_FILE


class Base(NamedTuple):
    """The earlier state; None where the revision holds no data.

    problems: one for each of its files that could not be used. notes: why there is nothing to compare with.
    """

    programme: Programme | None
    problems: tuple[Problem, ...] = ()
    notes: tuple[Message, ...] = ()


def base_of(revision: str, start: Path, given: Path | None, now: Loaded) -> Base:
    """The data of a revision, to hold those of now against. Raises UserError where the revision is not there."""
    try:
        folder = git_folder_of(revision, start, given)
    except NoDataError:
        note = Message("the revision {name} has no data folder: nothing was compared with it", {"name": revision})
        return Base(None, (), (note,))
    return base_from(load(folder, now.programme.today, like=now))


def base_from(loaded: Loaded) -> Base:
    """What was read, for a comparison. Nobody had agreed on what was not there yet: its absence hides nothing."""
    missing = {
        (found.where.file.rpartition("/")[0], name)
        for found in loaded.problems
        for name, kind in BY_NAME.items()
        if found.rule == MISSING_FILE and found.which == kind.shown
    }

    def without_missing(programme: Programme) -> Programme:
        own = {name for folder, name in missing if folder == programme.folder}
        phases = {id: without_missing(phase) for id, phase in programme.phases.items()}
        return replace(programme, unread=programme.unread - own, phases=phases)

    return Base(without_missing(loaded.programme), tuple(_unread(loaded)))


def _unread(loaded: Loaded) -> Iterator[Problem]:
    """The first fault of each file that could not be used."""
    seen = set()
    for found in loaded.problems:
        file = found.where.file
        is_of_data = found.rule != UNKNOWN_FILE or found.figures["close"]
        if found.rule.spoils_file and is_of_data and file not in seen:
            seen.add(file)
            # in words of the rule alone: what stands in the file may be of persons
            fault = found.message if found.rule == FILE_UNREADABLE else Message(found.rule.title)
            yield BASE_UNREAD.problem(
                Place(file, 1, 1, 1, 1),
                "{file} could not be read in the revision that this is compared with, so that nobody knows what was "
                "agreed in it: {fault}",
                which=file,
                file=file,
                fault=fault,
            )
