"""How figures came to be: the changes of each commit, read from the objects that it changed and from nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from cic.analysis.diff import Change, record_changes, thing_of
from cic.model.kinds import kind_of_file, split_phase
from cic.model.scalars import Record
from cic.source import read_yaml
from cic.source.guards import MAX_BYTES
from cic.storage.git import Commit, Objects
from cic.storage.git_folder import GitFolder
from cic.storage.loader import validated


class Step(NamedTuple):
    """One change of one commit."""

    commit: Commit
    change: Change


class Unread(NamedTuple):
    """A file of a commit that could not be read, so that its changes are unknown."""

    commit: Commit
    file: str


def history(revision: GitFolder, concerns: Callable[[Change], bool]) -> Iterator[Step | Unread]:
    """The changes that concern something, the newest commit first."""
    prefix = f"{revision.within}/" if revision.within else ""
    with Objects(revision.repository) as objects:
        reader = _Reader(objects)
        for commit in revision.repository.commits(revision.commit, revision.within):
            for path, before, after in commit.files:
                file = path.removeprefix(prefix)
                kind = kind_of_file(file)
                if not path.startswith(prefix) or kind is None:
                    continue
                new = reader.record(file, after)
                old = reader.record(file, before)
                if (before and old is None) or (after and new is None):
                    yield Unread(commit, file)
                    continue
                thing = thing_of(split_phase(file)[0], kind, new or old)
                for change in record_changes(thing, file, old, new):
                    if concerns(change):
                        yield Step(commit, change)


class _Reader:
    """Reads each state of a file once: the one before a commit is the one after the commit before it."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._read: dict[tuple[str, str], Record | None] = {}

    def record(self, file: str, object: str) -> Record | None:
        """The file in one of its states; None where it is not there, or cannot be read."""
        if not object:
            return None
        key = (file, object)
        if key not in self._read:
            self._read = {known: record for known, record in self._read.items() if known[0] != file}
            self._read[key] = self._parsed(file, object)
        return self._read[key]

    def _parsed(self, file: str, object: str) -> Record | None:
        kind, raw = kind_of_file(file), self._objects.read(object, MAX_BYTES + 1)
        if kind is None or raw is None:
            return None
        return validated(read_yaml(file, raw), kind)[0]
