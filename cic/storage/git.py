"""Git as a store of files: revisions, their folders and their commits. Nothing here changes a repository, runs what a
repository's configuration names, or asks the network."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from cic.base.errors import UserError
from cic.storage.git_process import FETCH_ALL, run, run_partly


class Entry(NamedTuple):
    """A file of a revision: its mode (`100644`, `120000` for a link), its object, its path in the repository."""

    mode: str
    object: str
    path: str


class Commit(NamedTuple):
    """A commit with the files that it changed: path, object before and object after (empty where there is none)."""

    id: str
    author: str
    date: str
    subject: str
    files: tuple[tuple[str, str, str], ...]


_SHOWN = 12
"""Digits of a commit's id that are shown."""


def short(commit: str) -> str:
    """The id of a commit as people read it."""
    return commit[:_SHOWN]


class Repository:
    """The repository that a folder lies in: a work tree, another work tree of the same repository, or a bare one.

    top: of the work tree; None in a bare repository. Raises NoRepositoryError where there is none, NoGitError where
    there is no Git to ask, and UserError with Git's own reason and cure where it refuses.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        inside = run(folder, "rev-parse", "--is-inside-work-tree").strip() == b"true"
        self.top = Path(os.fsdecode(run(folder, "rev-parse", "--show-toplevel")[:-1])) if inside else None
        self.folder = self.top or folder

    def commit(self, revision: str) -> str:
        """The full id of the commit that a name stands for. Raises UserError, which says what to fetch, where there is
        none."""
        found = self.known(revision)
        if found is not None:
            return found
        is_shallow = self._ask("rev-parse", "--is-shallow-repository") == "true"
        if is_shallow and revision != "HEAD":
            raise UserError(
                "there is no revision {revision} in this clone, which is shallow",
                "get it with: git fetch --unshallow (in GitHub Actions: actions/checkout with fetch-depth: 0)",
                revision=revision,
            )
        lost = self._ask("rev-parse", "--verify", "--quiet", "--end-of-options", revision)
        is_name = lost is not None and not lost.startswith(revision)
        if lost is not None and is_name and self._ask("cat-file", "-e", lost) is None:
            raise UserError(
                "this clone lacks the commit {commit} ({revision})",
                "get it with: {command}",
                commit=short(lost),
                revision=revision,
                command=FETCH_ALL,
            )
        if revision == "HEAD":
            raise UserError("there is no commit yet", "make the first one: git add, then git commit")
        raise UserError(
            "there is no revision {revision} here",
            "name a commit, a tag or a branch; git fetch --tags gets those of the server",
            revision=revision,
        )

    def known(self, revision: str) -> str | None:
        """The full id of the commit that a name stands for; None where it stands for none."""
        how = ("rev-parse", "--verify", "--quiet", "--end-of-options")
        # after `:/` everything is words of the message
        name = (self._ask(*how, revision) or "") if revision.startswith(":/") else revision
        return self._ask(*how, name + "^{commit}")

    def head(self) -> str | None:
        """The commit that is checked out; None before the first. Raises UserError where it is missing."""
        found = self.known("HEAD")
        if found is None and self._ask("rev-parse", "--verify", "--quiet", "HEAD") is not None:
            return self.commit("HEAD")
        return found

    def merge_base(self, one: str, other: str) -> str | None:
        """The commit from which both go on; None where they share none, or the clone is too shallow to know it."""
        return self._ask("merge-base", one, other)

    def entries(self, commit: str, below: str) -> Iterator[Entry]:
        """The files of a commit below a path of the repository (the whole of it where that is empty). Raises UserError
        where the clone lacks a folder of it."""
        how = ("ls-tree", "-r", "-z", "--full-tree", commit, *(("--", below) if below else ()))
        listed, fault = run_partly(self.folder, *how)
        if fault is not None:
            raise UserError(
                "the files of commit {commit} cannot be listed: {fault}",
                "where the clone lacks some, get them with: {command}",
                commit=short(commit),
                fault=fault.said,
                command=FETCH_ALL,
            )
        for line in listed.split(b"\0"):
            if line:
                described, _, path = line.partition(b"\t")
                mode, _, object = described.decode("ascii").split(" ")
                yield Entry(mode, object, os.fsdecode(path))

    def commits(self, revision: str, below: str) -> tuple[list[Commit], UserError | None]:
        """The commits that changed something below a path, the newest first, and why the list ends too early, if it
        does. Merges show in the commits they bring.

        Asked of the parts that programs are meant to use: what users set for `git log` and `git diff` is not theirs.
        """
        paths = ("--", below) if below else ()
        listed, fault = run_partly(self.folder, "rev-list", "--no-merges", "--end-of-options", revision, *paths)
        commits, other = self._described(listed, below)
        return commits, fault or other

    def whole(self, commit: str) -> Commit:
        """A commit with everything that it changed, whatever folder it is in."""
        described, fault = self._described(f"{commit}\n".encode("ascii"), "")
        if fault is not None:
            raise fault
        return described[0]

    def _described(self, listed: bytes, below: str) -> tuple[list[Commit], UserError | None]:
        how = ("--stdin", "--root", "-r", "-z", "--raw", "--no-abbrev", "--no-renames", "--no-relative")
        format = ("--encoding=UTF-8", "--format=%H%x00%an%x00%as%x00%s")
        paths = ("--", below) if below else ()
        told, fault = run_partly(self.folder, "diff-tree", *how, *format, *paths, asked=listed)
        return list(_commits(told)), fault

    def cut_off(self) -> frozenset[str]:
        """The commits with which a shallow clone begins: their parents are not in it, so that nobody knows what they
        changed. None in a clone that is whole."""
        if self._ask("rev-parse", "--is-shallow-repository") != "true":
            return frozenset()
        where = run(self.folder, "rev-parse", "--git-path", "shallow").removesuffix(b"\n")
        with open(self.folder / os.fsdecode(where), encoding="ascii") as file:
            return frozenset(file.read().split())

    def is_sparse(self) -> bool:
        """Whether a part of the files may not have been checked out."""
        return self._ask("config", "--type=bool", "core.sparseCheckout") == "true"

    def _ask(self, *arguments: str) -> str | None:
        """What Git answers on one line; None where it refuses."""
        answer, fault = run_partly(self.folder, *arguments)
        return None if fault else answer.decode("utf-8", "surrogateescape").removesuffix("\n")


def _commits(told: bytes) -> Iterator[Commit]:
    """The commits in what Git tells of them: four words, then three for each file."""
    words = iter(told.split(b"\0"))
    head = next(words, b"")
    while head:
        id = head.decode("ascii")
        author, date, subject = (next(words, b"").decode("utf-8", "replace") for _ in range(3))
        files = []
        for word in words:
            # a line break parts the subject from the files
            said = word.removeprefix(b"\n").decode("utf-8", "surrogateescape")
            if not said.startswith(":"):
                head = word.removeprefix(b"\n")
                break
            _, _, before, after, _ = said.split(" ")
            files.append((os.fsdecode(next(words)), before.strip("0") and before, after.strip("0") and after))
        else:
            head = b""
        yield Commit(id, author, date, subject, tuple(files))
