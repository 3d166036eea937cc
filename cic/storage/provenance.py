"""Which revision of the data a page was made from, in words: said of the bytes that were read, not of what Git believes
of the files."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from cic.base.callbacks import Progress, no_progress
from cic.base.errors import UserError
from cic.base.message import Message, phrase
from cic.diagnostics import Problem
from cic.storage.folder import Source
from cic.storage.git import Repository, short
from cic.storage.git_data import path_within
from cic.storage.git_folder import GitFolder, content_of
from cic.storage.git_objects import Objects
from cic.storage.git_process import NoGitError, NoRepositoryError, has_repository_above
from cic.storage.rules import UNKNOWN_FILE

_UNCHANGED = phrase("commit {commit}, unchanged")
_CHANGED = phrase("commit {commit}, changed since; files: {count}")


def of_commit(commit: str) -> Message:
    """Data as they are in a commit."""
    return Message(_UNCHANGED, {"commit": short(commit)})


def read_back(english: str) -> Message | None:
    """The words of a revision that were kept as a text, so that they can be said in another language; None where
    nothing fills them."""
    for template in (_UNCHANGED, _CHANGED):
        parts = re.sub(r"\\{(\w+)\\}", r"(?P<\1>[0-9a-f]+)", re.escape(template))
        found = re.fullmatch(parts, english, re.ASCII)
        if found is not None:
            return Message(template, found.groupdict())
    return None


class Witness:
    """A source that remembers what was read from it, to say of which revision that is."""

    def __init__(self, read: Source) -> None:
        self.path, self.shown = read.path, read.shown
        self._read = read
        self._seen: dict[str, _Seen | Problem] = {}

    def files(self, progress: Progress = no_progress) -> Iterator[tuple[str, bytes | Problem]]:
        """What the source gives."""
        for name, raw in self._read.files(progress):
            if not _is_unread(raw):
                self._seen[name] = raw if isinstance(raw, Problem) else _Seen(raw)
            yield name, raw

    def digests(self, names: Iterable[str]) -> Mapping[str, str | None]:
        """What the source gives."""
        return self._read.digests(names)

    def revision(self) -> Message:
        """The revision that was asked for; of files as they are the commit that is checked out, and how many of those
        that were read are not as in it."""
        if isinstance(self._read, GitFolder):
            return of_commit(self._read.commit)
        committed = _checked_out(self.path)
        if isinstance(committed, Message):
            return committed
        commit = committed.commit
        try:
            count = self._changed(committed)
        except UserError as fault:
            params = {"commit": short(commit), "fault": fault.said}
            return Message("commit {commit}, perhaps changed since: {fault}", params)
        if not count:
            return of_commit(commit)
        return Message(_CHANGED, {"commit": short(commit), "count": count})

    def _changed(self, committed: GitFolder) -> int:
        """How many files were read otherwise than they are in the commit, or from only one of the two."""
        with Objects(committed.repository) as objects:
            there = {name: what for name, what in committed.listed(objects) if not _is_unread(what)}
            return sum(
                not _is_same(name, self._seen.get(name), there.get(name), objects) for name in {**there, **self._seen}
            )


def _is_unread(what: object) -> bool:
    """Whether it is a file that nothing reads, and that therefore changes no figure."""
    return isinstance(what, Problem) and what.rule is UNKNOWN_FILE


class _Seen:
    """The bytes of a file by what most repositories call them: as they are, and with the line ends of Unix."""

    __slots__ = ("id", "plain")

    def __init__(self, raw: bytes) -> None:
        self.id = self.plain = _id(raw)
        if b"\r" in raw:
            self.plain = _id(_plain(raw))


def _plain(raw: bytes) -> bytes:
    return raw.replace(b"\r\n", b"\n")


def _id(raw: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(raw) + raw, usedforsecurity=False).hexdigest()


def _is_same(name: str, seen: _Seen | Problem | None, object: str | Problem | None, objects: Objects) -> bool:
    """Whether what was read is what would be read of the commit, but for line ends."""
    if not isinstance(seen, _Seen) or not isinstance(object, str):
        return seen == object
    if object in (seen.id, seen.plain):
        return True
    # changed, or with other line ends in the commit, or in a repository with longer ids
    content = content_of(object, name, objects)
    return isinstance(content, bytes) and _id(_plain(content)) == seen.plain


def _checked_out(data: Path) -> GitFolder | Message:
    """The data folder in the commit that is checked out; in words why there is none."""
    real = data.resolve()
    try:
        repository = Repository(real)
        commit = repository.head()
    except NoRepositoryError:
        return Message("not under version control")
    except NoGitError as fault:
        if not has_repository_above(real):
            return Message("not under version control")
        return Message("commit unknown: {fault} ({cure})", {"fault": fault.said, "cure": fault.advice})
    except UserError as fault:
        return Message("commit unknown: {fault} ({cure})", {"fault": fault.said, "cure": fault.advice})
    if commit is None:
        return Message("not in any commit yet")
    return GitFolder(repository, commit, path_within(repository.top or real, real), real)
