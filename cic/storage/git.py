"""Git as a store of files: revisions, their folders and their commits. Nothing here changes a repository, runs what a
repository's configuration names, or asks the network."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from cic.base.errors import UserError
from cic.base.system import program

_SAFE = (
    "--no-pager",
    "--no-optional-locks",
    "--literal-pathspecs",
    "-c",
    "core.fsmonitor=false",
    "-c",
    f"core.hooksPath={os.devnull}",
)
_SECONDS = 120


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

    top: of the work tree; None in a bare repository. Raises UserError where there is no repository, or no Git.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if self._ask("rev-parse", "--git-dir") is None:
            raise UserError(
                f"{folder} is not in a Git repository, or Git cannot be run",
                "revisions can be read only where the data are kept in Git; run it in the clone",
            )
        top = self._ask("rev-parse", "--show-toplevel")
        self.top = Path(top) if top else None
        self.folder = self.top or folder

    def commit(self, revision: str) -> str:
        """The full id of the commit that a name stands for. Raises UserError, which says what to fetch, where there is
        none."""
        found = self._ask("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")
        if found is not None:
            return found
        if revision == "HEAD":
            raise UserError("there is no commit yet", "make the first one: git add, then git commit")
        if self._ask("rev-parse", "--is-shallow-repository") == "true":
            raise UserError(
                f"there is no revision {revision} in this clone, which is shallow",
                "get it with: git fetch --unshallow (in GitHub Actions: actions/checkout with fetch-depth: 0)",
            )
        raise UserError(
            f"there is no revision {revision} here",
            "name a commit, a tag or a branch; git fetch --tags gets those of the server",
        )

    def head(self) -> str | None:
        """The commit that is checked out; None before the first."""
        return self._ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}")

    def merge_base(self, one: str, other: str) -> str | None:
        """The commit from which both go on; None where they share none, or the clone is too shallow to know it."""
        return self._ask("merge-base", one, other)

    def changed(self, path: str) -> int | None:
        """How many files below a path are not as in the commit that is checked out."""
        listed = self._ask("status", "--porcelain", "-z", "--untracked-files=all", "--no-renames", "--", path)
        return None if listed is None else sum(bool(one) for one in listed.split("\0"))

    def entries(self, commit: str, below: str) -> Iterator[Entry]:
        """The files of a commit below a path of the repository (the whole of it where that is empty)."""
        arguments = ["ls-tree", "-r", "-z", "--full-tree", commit, *(["--", below] if below else [])]
        for line in self._run(*arguments).split(b"\0"):
            if line:
                described, _, path = line.partition(b"\t")
                mode, _, object = described.decode("ascii").split(" ")
                yield Entry(mode, object, os.fsdecode(path))

    def commits(self, revision: str, below: str) -> Iterator[Commit]:
        """The commits that changed something below a path, the newest first; merges show in the commits they bring."""
        how = ("--no-merges", "--no-renames", "--no-relative", "--no-show-signature", "-z")
        which = (*how, "--end-of-options", revision, "--", below or ".")
        told = self._run("log", "--format=%H%x00%an%x00%as%x00%s", *which).decode("utf-8", "replace").split("\0")
        files = self._files_of(self._run("log", "--format=%H", "--raw", "--no-abbrev", *which))
        for id, author, date, subject in zip(*[iter(told)] * 4, strict=False):
            yield Commit(id, author, date, subject, tuple(files.get(id, ())))

    def _files_of(self, listed: bytes) -> dict[str, list[tuple[str, str, str]]]:
        """Path, object before and object after of each file, by commit."""
        files: dict[str, list[tuple[str, str, str]]] = {}
        words = iter(listed.split(b"\0"))
        commit = ""
        for word in words:
            said = word.decode("utf-8", "surrogateescape").lstrip("\n")
            if said.startswith(":"):
                _, _, before, after, _ = said.split(" ")
                found = os.fsdecode(next(words)), before.strip("0") and before, after.strip("0") and after
                files.setdefault(commit, []).append(found)
            elif said:
                commit = said
        return files

    def _ask(self, *arguments: str) -> str | None:
        """What Git answers on one line; None where it refuses."""
        try:
            return self._run(*arguments).decode("utf-8", "surrogateescape").rstrip("\n")
        except (UserError, OSError):
            return None

    def _run(self, *arguments: str) -> bytes:
        try:
            ran = subprocess.run(
                [program("git"), *_SAFE, *arguments],
                cwd=self.folder,
                capture_output=True,
                timeout=_SECONDS,
                check=True,
                env=environment(),
            )
        except subprocess.CalledProcessError as error:
            said = error.stderr.decode("utf-8", "replace").strip().splitlines()
            raise UserError(f"Git refused: {said[-1] if said else 'no reason given'}", "try git status") from None
        except ValueError:
            raise UserError("a name with a null character names nothing", "type the name again") from None
        except subprocess.TimeoutExpired:
            raise UserError(f"Git gave no answer within {_SECONDS} seconds", "try git status") from None
        return ran.stdout


def environment() -> dict[str, str]:
    """The environment for Git: nobody is asked for a password, nothing is fetched, messages are in English."""
    return {
        **os.environ,
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "LC_ALL": "C",
    }


class Objects:
    """Reads objects of a repository through one process of Git. To be used in a `with`."""

    def __init__(self, repository: Repository) -> None:
        self._process = subprocess.Popen(
            [program("git"), *_SAFE, "cat-file", "--batch"],
            cwd=repository.folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(),
        )

    def __enter__(self) -> Objects:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def read(self, object: str, most: int) -> bytes | None:
        """The first `most` bytes of an object; None where the clone lacks it."""
        asked, answers = self._process.stdin, self._process.stdout
        assert asked is not None
        assert answers is not None
        asked.write(object.encode("ascii") + b"\n")
        asked.flush()
        answer = answers.readline().split()
        if len(answer) != 3:
            return None
        size = int(answer[2])
        kept = answers.read(min(size, most))
        _skip(answers, size - len(kept) + 1)
        return kept


_STEP = 1 << 20


def _skip(stream: IO[bytes], count: int) -> None:
    while count > 0:
        count -= len(stream.read(min(count, _STEP)) or b" " * count)
