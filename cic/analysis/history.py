"""How figures came to be: the changes of each commit, read from the objects that it changed and from nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from cic.analysis.diff import Change, Thing, record_changes, thing_of
from cic.base.errors import UserError
from cic.base.message import Message
from cic.model.formerly import Renames, renamed_record, renames_of
from cic.model.kinds import Kind, kind_of_file, split_phase
from cic.model.programme import Programme
from cic.model.scalars import Record
from cic.source import read_yaml
from cic.source.guards import MAX_BYTES
from cic.storage.git import Commit
from cic.storage.git_folder import GitFolder
from cic.storage.git_moves import folder_move
from cic.storage.git_objects import Objects, Unreadable
from cic.storage.git_process import FETCH_ALL, UNSHALLOW
from cic.storage.validation import validated


class Step(NamedTuple):
    """One change of one commit."""

    commit: Commit
    change: Change


class Unread(NamedTuple):
    """A file of a commit that could not be read, so that its changes are unknown."""

    commit: Commit
    file: str


class Alike(NamedTuple):
    """Further files to which a commit did the same, byte for byte: their changes are those of `file`."""

    commit: Commit
    file: str
    others: int


class Unknown(NamedTuple):
    """Where the history ends too early: why nothing is known of what was before, and the command that helps.

    commit: the first one that a shallow clone has; None where Git gave up.
    """

    commit: Commit | None
    fault: Message | str
    cure: str


def history(last: GitFolder, id: str | None) -> Iterator[Step | Unread | Alike | Unknown]:
    """The changes of what has that id or stands below it, the newest commit first, also where the folder had another
    name before. Without an id, those of all things."""
    repository, cut_off = last.repository, last.repository.cut_off()
    revision, within = last.commit, last.within
    is_told = not cut_off
    with Objects(repository) as objects:
        known = names_of(last, id or "", objects)
        id = None if id is None else known.id
        reader = _Reader(objects, known)
        while revision:
            commits, fault = repository.commits(revision, within)
            move = None
            if commits and not fault:
                try:
                    move = folder_move(repository, commits[-1], within)
                except UserError as error:
                    fault = error
            for commit in commits[:-1] if move else commits:
                if commit.id in cut_off:
                    yield Unknown(commit, "", UNSHALLOW)
                    is_told = True
                else:
                    yield from _of_commit(commit, _files_below(commit, within), reader, id)
            if fault:
                yield Unknown(None, fault.said, FETCH_ALL)
            revision = ""
            if move:
                yield from _of_commit(move.commit, move.files, reader, id)
                revision, within = f"{move.commit.id}^", move.before
    if not is_told:
        yield Unknown(None, Message("the clone is shallow"), UNSHALLOW)


class Names(NamedTuple):
    """What a thing is and was called: its id, those that it had before, and by the folder of the programme what all
    former ids stand for."""

    id: str
    former: tuple[str, ...] = ()
    renames: Mapping[str, Renames] = MappingProxyType({})


def names_of(last: GitFolder, id: str, objects: Objects) -> Names:
    """The names of a thing in the last commit, by its id or by one that it had before."""
    renames: dict[str, Renames] = {}
    defining: dict[str, dict[str, dict[str, Record]]] = {}
    for file, object in last.listed(objects):
        kind = kind_of_file(file)
        if kind is None or kind.name not in _DEFINING or not isinstance(object, str):
            continue
        raw = objects.read(object, MAX_BYTES + 1)
        if isinstance(raw, Unreadable) or not (_FORMERLY in raw or _HIDING.search(raw)):
            continue
        record, _ = validated(read_yaml(file, raw), kind)
        if record is not None:
            defining.setdefault(split_phase(file)[0], {}).setdefault(kind.name, {})[file] = record
    for folder, files in defining.items():
        found = renames_of(Programme(folder, files=files))
        if found:
            renames[folder] = found
    told = [pair for one in renames.values() for names in one.values() for pair in names.items()]
    present = next((now for former, now in told if former == id), id)
    return Names(present, tuple(dict.fromkeys(former for former, now in told if now == present)), renames)


_FORMERLY = b"formerly"
_DEFINING = frozenset(("partnership", "logframe"))
"""The kinds of files in which things are defined that may have had other ids."""

_Files = Iterable[tuple[str, str, str]]
"""Name in the data folder, object before and object after (empty where there is none)."""


def _files_below(commit: Commit, within: str) -> _Files:
    prefix = f"{within}/" if within else ""
    for path, before, after in commit.files:
        if path.startswith(prefix):
            yield path.removeprefix(prefix), before, after


def _of_commit(commit: Commit, files: _Files, reader: _Reader, id: str | None) -> Iterator[Step | Unread | Alike]:
    """What one commit changed; once where it did the same to many files."""
    alike: dict[tuple[str, Kind, str, str], list[str]] = {}
    for file, before, after in files:
        found_kind = kind_of_file(file)
        if found_kind is not None:
            alike.setdefault((split_phase(file)[0], found_kind, before, after), []).append(file)
    read: list[_Read] = []
    for (folder, kind, before, after), (file, *others) in alike.items():
        states = reader.states(file, before, after)
        if states is None:
            continue
        old, new = states
        if (before and old is None) or (after and new is None):
            yield Unread(commit, file)
            if others:
                yield Alike(commit, file, len(others))
        else:
            read.append(_Read(thing_of(folder, kind, new or old), file, old, new, len(others)))
    for one in _with_other_names(read):
        changes = record_changes(one.thing, one.file, one.old, one.new)
        found = [change for change in changes if id is None or id == change.thing.id or id in change.path]
        yield from (Step(commit, change) for change in found)
        if found and one.others:
            yield Alike(commit, one.file, one.others)


class _Read(NamedTuple):
    """Both states of a file in a commit, None where it is not there; how many others changed alike."""

    thing: Thing
    file: str
    old: Record | None
    new: Record | None
    others: int


def _with_other_names(read: list[_Read]) -> Iterator[_Read]:
    """The files of a commit; one that went and one that came with the same thing are one file with another name."""
    gone = {one.thing: one for one in read if one.new is None and not one.others}
    came = {one.thing for one in read if one.old is None and not one.others}
    for one in read:
        if one.thing in gone and one.thing in came and not one.others:
            if one.new is None:
                continue
            if one.old is None:
                one = one._replace(old=gone[one.thing].old)  # noqa: PLW2901 the same file with another name
        yield one


class _State:
    """A file in one of its states: what stands in it, and whether the id can be meant by anything there."""

    __slots__ = ("mentions", "record")

    def __init__(self, mentions: bool, record: Record | None) -> None:
        self.mentions, self.record = mentions, record


class _Reader:
    """Reads each state of a file once: the one before a commit is the one after the commit before it. What does not
    name the id, or one that the thing had before, is not looked into."""

    def __init__(self, objects: Objects, known: Names) -> None:
        self._objects = objects
        self._renames = known.renames
        # written otherwise in a file: with an escape, with a doubled quote, over two lines
        self._words = [b"" if re.search(r"[\s'\\]", id) else id.encode() for id in (known.id, *known.former)]
        self._kept: dict[str, dict[str, _State]] = {}

    def states(self, file: str, before: str, after: str) -> tuple[Record | None, Record | None] | None:
        """The file before and after, None where it is not there or cannot be read; None where neither names the id."""
        known = self._kept.get(file, {})
        read = {object: known.get(object) or self._read(file, object) for object in (before, after) if object}
        self._kept[file] = read
        if not any(state.mentions for state in read.values()):
            return None
        for object, state in read.items():
            if not state.mentions:
                read[object] = self._read(file, object, in_any_case=True)
        old, new = (read[object].record if object else None for object in (before, after))
        return old, new

    def _read(self, file: str, object: str, in_any_case: bool = False) -> _State:
        kind, raw = kind_of_file(file), self._objects.read(object, MAX_BYTES + 1)
        if kind is None or isinstance(raw, Unreadable):
            return _State(True, None)
        is_named = any(word in raw for word in self._words)
        if not in_any_case and not is_named and not _HIDING.search(raw) and len(raw) <= MAX_BYTES:
            return _State(False, None)
        record, _ = validated(read_yaml(file, raw), kind)
        renames = self._renames.get(split_phase(file)[0])
        return _State(True, renamed_record(record, file, renames) if record is not None and renames else record)


_HIDING = re.compile(rb"[\\\0]")
"""A text that holds escapes, or is in no encoding of ours, may name an id without its letters."""
