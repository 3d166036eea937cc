"""A commit on a new branch, made of objects alone: the work tree, the index and the branch that is checked out stay as
they are, and nothing that a repository's configuration names is run (no hook, filter, editor, template or signature).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from cic.base.errors import UserError
from cic.base.message import phrase
from cic.storage.git import Repository
from cic.storage.git_data import path_within
from cic.storage.git_folder import LINK
from cic.storage.git_process import NoRepositoryError, run, run_partly

_FILE = "100644"
_TREE = "040000"
_PLAIN = ("-c", "commit.gpgSign=false", "-c", "i18n.commitEncoding=UTF-8")
_COMMIT_FIRST = phrase("commit it first (git add, git commit), or write into the files with --write")


class Changed(NamedTuple):
    """A file that becomes another: its bytes in the work tree, None where there is none yet, and those it gets."""

    before: bytes | None
    after: bytes


class _Leaf(NamedTuple):
    mode: str
    kind: str
    object: str


class Branch:
    """A branch that is to be made, from the commit that is checked out. Raises UserError where it cannot be: it is
    there already, its name is none, nobody is known as the author, there is no commit yet or no Git."""

    def __init__(self, folder: Path, name: str) -> None:
        try:
            repository = Repository(folder)
        except NoRepositoryError as stop:
            hint = "leave --branch out, and write into the files with --write"
            raise UserError("{fault}, so that no branch can be made", hint, fault=stop.said) from stop
        if repository.top is None:
            raise UserError("a bare repository has no files to begin with", "run it in a clone that has them")
        self.name, self._ref = name, f"refs/heads/{name}"
        self.top, self._folder = repository.top, repository.folder
        self._within = path_within(repository.top, folder.resolve())
        _, fault = run_partly(self._folder, "check-ref-format", self._ref)
        if fault is not None or name.startswith("-") or name == "HEAD":
            raise UserError(
                "{name} cannot be the name of a branch",
                "write letters, digits, hyphens and slashes: reports-2031",
                name=name,
            )
        if (
            repository.known(self._ref) is not None
            or run_partly(self._folder, "rev-parse", "--verify", self._ref)[1] is None
        ):
            raise UserError(
                "the branch {name} is there already: nothing was changed", "give another name with --branch", name=name
            )
        parent = repository.head()
        self.parent = parent if parent is not None else repository.commit("HEAD")
        if run_partly(self._folder, *_PLAIN, "var", "GIT_COMMITTER_IDENT")[1] is not None:
            raise UserError(
                "Git does not know who you are, and a commit says who made it",
                'say it: git config user.name "Your Name", git config user.email you@example.org',
            )

    @property
    def author(self) -> str:
        """The name under which the commit is made."""
        said = run(self._folder, *_PLAIN, "var", "GIT_AUTHOR_IDENT").decode("utf-8", "replace")
        return said.partition(" <")[0]

    def commit(self, files: Mapping[str, Changed], message: str) -> str:
        """Make the commit, and the branch that names it. The id of the commit. Raises UserError where the files are not
        as in the commit that is checked out, or Git refuses; then no branch is made.

        files: by their paths in the data folder.
        """
        content = {self._path(name): self._committed(name, one) for name, one in files.items()}
        tree = self._tree(f"{self.parent}^{{tree}}", content)
        made = self._answer(
            *_PLAIN, "commit-tree", tree, "-p", self.parent, "-F", "-", asked=message.encode("utf-8", "replace")
        )
        _, fault = run_partly(self._folder, "update-ref", "--stdin", asked=f"create {self._ref} {made}\n".encode())
        if fault is not None:
            raise fault
        return made

    def _path(self, name: str) -> str:
        return f"{self._within}/{name}" if self._within else name

    def _committed(self, name: str, one: Changed) -> tuple[str, bytes]:
        """The mode and the bytes that a file gets in the commit."""
        entries = list(Repository(self._folder).entries(self.parent, self._path(name)))
        there = next((entry for entry in entries if entry.path == self._path(name)), None)
        if there is None:
            if entries or one.before is not None:
                raise UserError("{file} is not committed yet", _COMMIT_FIRST, file=name)
            return _FILE, one.after
        if there.mode == LINK or not there.mode.startswith("100"):
            raise UserError("{path} is not an ordinary file of the data folder", "make it one", path=name)
        was = run(self._folder, "cat-file", "blob", there.object)
        if one.before == was:
            return there.mode, one.after
        # a work tree may have the line ends of Windows, and the commit those of Unix
        if one.before is not None and one.before.replace(b"\r\n", b"\n") == was:
            return there.mode, one.after.replace(b"\r\n", b"\n")
        raise UserError("{file} has changes that are not committed", _COMMIT_FIRST, file=name)

    def _tree(self, tree: str, content: Mapping[str, tuple[str, bytes]]) -> str:
        """A folder with other content for some of its files, by their paths in it; tree: empty for a new folder."""
        leaves = self._leaves(tree) if tree else {}
        below: dict[str, dict[str, tuple[str, bytes]]] = {}
        for path, (mode, raw) in content.items():
            first, slash, rest = path.partition("/")
            if slash:
                below.setdefault(first, {})[rest] = (mode, raw)
            else:
                blob = self._answer("hash-object", "-w", "--no-filters", "--stdin", asked=raw)
                leaves[first] = _Leaf(mode, "blob", blob)
        for first, files in below.items():
            there = leaves.get(first)
            if there is not None and there.kind != "tree":
                raise UserError("{path} is not an ordinary file of the data folder", "make it one", path=first)
            leaves[first] = _Leaf(_TREE, "tree", self._tree(there.object if there else "", files))
        listed = b"".join(
            f"{leaf.mode} {leaf.kind} {leaf.object}\t".encode() + os.fsencode(name) + b"\0"
            for name, leaf in leaves.items()
        )
        return self._answer("mktree", "-z", "--missing", asked=listed)

    def _leaves(self, tree: str) -> dict[str, _Leaf]:
        found = {}
        for line in run(self._folder, "ls-tree", "-z", "--full-tree", tree).split(b"\0"):
            if line:
                described, _, name = line.partition(b"\t")
                found[os.fsdecode(name)] = _Leaf(*described.decode("ascii").split())
        return found

    def _answer(self, *arguments: str, asked: bytes = b"") -> str:
        answer, fault = run_partly(self._folder, *arguments, asked=asked)
        if fault is not None:
            raise fault
        return answer.decode("ascii").strip()
