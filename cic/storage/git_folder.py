"""A data folder as it was in a revision, read from the objects of Git; the work tree is not touched."""

from __future__ import annotations

import errno
import os
import posixpath
from collections.abc import Iterator, Mapping
from pathlib import Path

from cic.base.callbacks import Progress, no_progress
from cic.base.errors import UserError
from cic.base.system import relative
from cic.diagnostics import Problem
from cic.model.kinds import ROOT_FILE
from cic.source.guards import MAX_BYTES
from cic.storage.folder import file_unreadable, is_within_depth
from cic.storage.git import Entry, Objects, Repository

_LINK = "120000"
_FILE = "100"
_MOST_LINKS = 8


class GitFolder:
    """The data folder of one commit, in the place of a Folder.

    path, shown: of the folder as it would be in the work tree. within: its path in the repository, empty for the top.
    """

    def __init__(self, repository: Repository, commit: str, within: str, path: Path) -> None:
        self.repository, self.commit, self.within, self.path = repository, commit, within, path
        self.shown = relative(path)

    def files(self, progress: Progress = no_progress) -> Iterator[tuple[str, bytes | Problem]]:
        """Each YAML file by its name in the folder, in the order in which a Folder gives them."""
        prefix = f"{self.within}/" if self.within else ""
        entries = {
            entry.path.removeprefix(prefix): entry for entry in self.repository.entries(self.commit, self.within)
        }
        with Objects(self.repository) as objects:
            for number, name in enumerate(sorted(entries, key=lambda path: path.split("/"))):
                progress(number, len(entries))
                if not _is_hidden(name) and is_within_depth(name):
                    yield from self._read(name, entries, objects)

    def _read(self, name: str, entries: Mapping[str, Entry], objects: Objects) -> Iterator[tuple[str, bytes | Problem]]:
        is_yaml = name.lower().endswith((".yaml", ".yml"))
        entry = entries[name]
        if entry.mode == _LINK:
            target = _target(name, entries, objects)
            if is_yaml and (target is None or target not in entries):
                yield name, _dead_link(name, target)
                return
            if not is_yaml and target is not None and any(other.startswith(target + "/") for other in entries):
                yield name, file_unreadable(name, "a link to a folder is not followed")
            if not is_yaml or target is None:
                return
            entry = entries[target]
        if is_yaml and entry.mode.startswith(_FILE):
            raw = objects.read(entry.object, MAX_BYTES + 1)
            missing = "this clone lacks the file's content: git fetch gets it"
            yield name, file_unreadable(name, missing) if raw is None else raw


def _dead_link(name: str, target: str | None) -> Problem:
    if target is None:
        return file_unreadable(name, "a link that leads out of the data folder is not followed")
    return file_unreadable(name, "the file cannot be opened: {fault}", fault=os.strerror(errno.ENOENT))


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") for part in name.split("/"))


def _target(name: str, entries: Mapping[str, Entry], objects: Objects) -> str | None:
    """Where a link leads within the folder; None where it leads out of it, or round and round."""
    for _ in range(_MOST_LINKS):
        raw = objects.read(entries[name].object, 4096) or b""
        name = posixpath.normpath(posixpath.join(posixpath.dirname(name), os.fsdecode(raw)))
        if name.startswith(("../", "/")) or name == "..":
            return None
        if name not in entries or entries[name].mode != _LINK:
            return name
    return None


def git_folder_of(name: str, start: Path, given: Path | None) -> GitFolder:
    """The data folder in a revision: the one that was given, else the nearest upwards from `start` that holds
    `data/programme.yaml` in that revision. Raises UserError where there is none."""
    repository = Repository(given if given is not None and given.is_dir() else start)
    commit = repository.commit(name)
    top = repository.top or start
    known = {entry.path for entry in repository.entries(commit, "")}
    for within in _candidates(top, start, given):
        if posixpath.join(within, ROOT_FILE) in known:
            return GitFolder(repository, commit, within, top / within)
    raise UserError(
        f"the revision {name} has no data folder that holds {ROOT_FILE}",
        "name a later revision, or say --data DIR",
    )


def _candidates(top: Path, start: Path, given: Path | None) -> Iterator[str]:
    """Paths in the repository where the data folder may be, the likeliest first."""
    if given is not None:
        yield _within(top, Path(os.path.abspath(given)))
        return
    inside = _within(top, Path(os.path.abspath(start)))
    while True:
        yield posixpath.join(inside, "data")
        if posixpath.basename(inside) == "data":
            yield inside
        if not inside:
            return
        inside = posixpath.dirname(inside)


def _within(top: Path, path: Path) -> str:
    inside = relative(os.path.realpath(path), os.path.realpath(top))
    return "" if inside == "." else inside
