"""A data folder as it was in a revision, read from the objects of Git; the work tree is not touched."""

from __future__ import annotations

import errno
import os
import posixpath
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from cic.base.callbacks import Progress, no_progress
from cic.base.message import Message
from cic.base.reasons import in_known_words
from cic.base.system import relative
from cic.diagnostics import Problem
from cic.model.kinds import KINDS, PHASES, ROOT_FILE, split_phase
from cic.source.guards import MAX_BYTES
from cic.storage.folder import file_unreadable, is_within_depth, roots_first
from cic.storage.git import Entry, Repository
from cic.storage.git_objects import Objects, Unreadable
from cic.storage.git_process import FETCH_ALL
from cic.storage.look_alikes import is_yaml, looks_like_data, unread_file

LINK = "120000"
_SUBMODULE = "160000"
_FILE = "100"
MOST_OF_EVIDENCE = 64 * 1024 * 1024
"""Bytes of a file that is read from Git for its SHA-256 alone."""
MOST_LINKS = 8
MOST_OF_A_LINK = 4096
_FIRST_PARTS = frozenset(kind.shown.partition("/")[0] for kind in KINDS)
"""The names in a programme's folder below which, or as which, its files stand."""


class GitFolder:
    """The data folder of one commit, in the place of a Folder.

    path, shown: of the folder as it would be in the work tree. within: its path in the repository, empty for the top.
    alone: the names of the only files that are read of it; none for all.
    """

    def __init__(
        self, repository: Repository, commit: str, within: str, path: Path, alone: Collection[str] = ()
    ) -> None:
        self.repository, self.commit, self.within, self.path = repository, commit, within, path
        self._alone = alone
        self.shown = relative(path)

    def only(self, *names: str) -> GitFolder:
        """The folder as if it held these files alone."""
        return GitFolder(self.repository, self.commit, self.within, self.path, frozenset(names))

    def holds(self, name: str) -> bool:
        """Whether there is a file or a folder of that name in it, whatever it is."""
        return next(iter(self.repository.entries(self.commit, posixpath.join(self.within, name))), None) is not None

    def files(self, progress: Progress = no_progress) -> Iterator[tuple[str, bytes | Problem]]:
        """Each YAML file by its name in the folder, in the order in which a Folder gives them."""
        with Objects(self.repository) as objects:
            listed = roots_first(self.listed(objects))
            often = {
                one for one, count in Counter(what for _, what in listed if isinstance(what, str)).items() if count > 1
            }
            read: dict[str, bytes | Problem] = {}
            for number, (name, what) in enumerate(listed):
                progress(number, len(listed))
                if isinstance(what, Problem):
                    yield name, what
                    continue
                content = read.get(what) or content_of(what, name, objects)
                if what in often:
                    read[what] = content
                yield name, content

    def digests(self, names: Iterable[str]) -> Mapping[str, str | None]:
        """The SHA-256 of files of the folder by name, in hex; None for one that is not there, empty for one that cannot
        be read or is too large to be read from Git."""
        from cic.storage.digests import digest_of_bytes

        prefix = f"{self.within}/" if self.within else ""
        entries = {
            entry.path.removeprefix(prefix): entry for entry in self.repository.entries(self.commit, self.within)
        }
        found: dict[str, str | None] = dict.fromkeys(names)
        with Objects(self.repository) as objects:
            for name in found:
                if name in entries:
                    is_file = entries[name].mode.startswith(_FILE)
                    raw = objects.read(entries[name].object, MOST_OF_EVIDENCE + 1) if is_file else b""
                    usable = is_file and not isinstance(raw, Unreadable) and len(raw) <= MOST_OF_EVIDENCE
                    found[name] = digest_of_bytes(raw) if usable and isinstance(raw, bytes) else ""
        return found

    def listed(self, objects: Objects) -> Iterator[tuple[str, str | Problem]]:
        """Each YAML file by its name, with its object or with why it has none."""
        prefix = f"{self.within}/" if self.within else ""
        entries = {
            entry.path.removeprefix(prefix): entry for entry in self.repository.entries(self.commit, self.within)
        }
        folders = {parent for name in entries for parent in parents(name)}
        for name in sorted(entries, key=lambda path: path.split("/")):
            is_asked = not self._alone or name in self._alone
            if is_asked and not _is_hidden(name) and is_within_depth(name):
                what = _what_is_read(name, entries, folders, objects)
                if what is not None:
                    yield name, what


def content_of(object: str, name: str, objects: Objects) -> bytes | Problem:
    """As much of a file's content as is read, or why it cannot be read."""
    raw = objects.read(object, MAX_BYTES + 1)
    return _unreadable(name, raw) if isinstance(raw, Unreadable) else raw


def _what_is_read(name: str, entries: Mapping[str, Entry], folders: set[str], objects: Objects) -> str | Problem | None:
    """The object whose content is read under a name, or why there is none; None where nothing would be read."""
    named_yaml = is_yaml(name)
    entry = entries[name]
    if entry.mode == _SUBMODULE:
        return _submodule(name, named_yaml)
    if looks_like_data(name) and (entry.mode != LINK or _target(name, entries, objects) not in folders):
        return unread_file(name)
    if entry.mode == LINK:
        target = _target(name, entries, objects)
        if isinstance(target, Unreadable):
            return _unreadable(name, target)
        if named_yaml and (target is None or target not in entries):
            return _dead_link(name, target, folders)
        if not named_yaml:
            is_folder = target in folders
            return file_unreadable(name, "a link to a folder is not followed") if is_folder else None
        assert target is not None
        entry = entries[target]
    return entry.object if named_yaml and entry.mode.startswith(_FILE) else None


def _unreadable(name: str, found: Unreadable) -> Problem:
    if found.fault:
        return file_unreadable(name, "Git cannot read the file's content: {fault}", fault=found.fault)
    template = "this clone lacks the file's content; this gets it: {command}"
    return file_unreadable(name, template, command=FETCH_ALL)


def _submodule(name: str, named_yaml: bool) -> Problem | None:
    """Another repository in the place of a file, or of a folder that holds files which are read from the disk."""
    if named_yaml:
        return file_unreadable(name, "this is {what}, not a file", what=Message("a folder"))
    if split_phase(f"{name}/{ROOT_FILE}")[1].partition("/")[0] in (*_FIRST_PARTS, PHASES):
        return file_unreadable(name, "the files of another repository (a submodule) are not read from a revision")
    return None


def _dead_link(name: str, target: str | None, folders: set[str]) -> Problem:
    if target is None:
        return file_unreadable(name, "a link that leads out of the data folder is not followed")
    if target in folders:
        return file_unreadable(name, "this is {what}, not a file", what=Message("a folder"))
    return file_unreadable(name, "the file cannot be opened: {fault}", fault=in_known_words(os.strerror(errno.ENOENT)))


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") for part in name.split("/"))


def parents(path: str) -> Iterator[str]:
    """The folders above a path of the repository."""
    while path := path.rpartition("/")[0]:
        yield path


def _target(name: str, entries: Mapping[str, Entry], objects: Objects) -> str | Unreadable | None:
    """Where a link leads within the folder; None where it leads out of it, or round and round."""
    for _ in range(MOST_LINKS):
        raw = objects.read(entries[name].object, MOST_OF_A_LINK)
        if isinstance(raw, Unreadable):
            return raw
        name = posixpath.normpath(posixpath.join(posixpath.dirname(name), os.fsdecode(raw)))
        if name.startswith(("../", "/")) or name == "..":
            return None
        if name not in entries or entries[name].mode != LINK:
            return name
    return None
