"""Where the data folder is in a revision, which may call it otherwise than the files do now."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Mapping
from pathlib import Path

from cic.base.errors import UserError
from cic.base.system import relative
from cic.model.kinds import ROOT_FILE
from cic.storage.git import Entry, Repository
from cic.storage.git_folder import LINK, MOST_LINKS, MOST_OF_A_LINK, GitFolder, parents
from cic.storage.git_moves import data_folders, most_alike
from cic.storage.git_objects import Objects, Unreadable

_Tree = Mapping[str, Entry]
"""The files of a revision by their paths in the repository."""


class NoDataError(UserError):
    """The revision is there, and holds no data folder."""


def git_folder_of(name: str, start: Path, given: Path | None) -> GitFolder:
    """The data folder in a revision: the one that was given, else the nearest upwards from `start` that holds
    `data/programme.yaml` in that revision, else the one that has been renamed since. Raises UserError where there is
    none, and NoDataError where the revision holds no data at all."""
    repository = Repository(given if given is not None and given.is_dir() else start)
    commit = repository.commit(name)
    top = repository.top or start
    tree = {entry.path: entry for entry in repository.entries(commit, "")}
    candidates = list(_candidates(top, start, given))
    with Objects(repository) as objects:
        for candidate in candidates:
            within = _resolved(candidate, tree, objects)
            if within is not None and posixpath.join(within, ROOT_FILE) in tree:
                return GitFolder(repository, commit, within, top / within)
    former = _renamed_since(name, repository, tree, candidates)
    if former is None:
        raise NoDataError(
            "the revision {revision} has no data folder that holds {file}",
            "name a later revision, or say --data DIR",
            revision=name,
            file=ROOT_FILE,
        )
    return GitFolder(repository, commit, former, top / former)


def _renamed_since(name: str, repository: Repository, tree: _Tree, candidates: list[str]) -> str | None:
    """The data folder of a revision that is no longer where it was; of several the one that is most like what stands
    under one of the names now. Raises UserError where that cannot be told."""
    head = repository.head()
    now = {entry.path: entry for entry in repository.entries(head, "")} if head is not None else {}
    gone = [folder for folder in data_folders(tree) if not _is_there(repository, now, folder)]
    if len(gone) < 2:
        return next(iter(gone), None)
    before, after = ({path: entry.object for path, entry in one.items()} for one in (tree, now))
    found = {most_alike(candidate, after, before, gone) for candidate in candidates} - {None}
    if len(found) == 1:
        return found.pop()
    raise UserError(
        "the revision {revision} has several data folders that are not there now: {folders}",
        "say which one with --data DIR",
        revision=name,
        folders=gone,
    )


def _is_there(repository: Repository, now: _Tree, folder: str) -> bool:
    """Whether a data folder still has its name: on the disk, or in the commit where not all is checked out."""
    is_committed = posixpath.join(folder, ROOT_FILE) in now
    if repository.top is None:
        return is_committed
    return (repository.top / folder / ROOT_FILE).exists() or (is_committed and repository.is_sparse())


def _candidates(top: Path, start: Path, given: Path | None) -> Iterator[str]:
    """Paths in the repository where the data folder may be, the likeliest first."""
    if given is not None:
        yield path_within(top, Path(os.path.abspath(given)))
        yield path_within(top, given.resolve())
        return
    inside = path_within(top, start.resolve())
    while True:
        yield posixpath.join(inside, "data")
        if posixpath.basename(inside) == "data":
            yield inside
        if not inside:
            return
        inside = posixpath.dirname(inside)


def path_within(top: Path, path: Path) -> str:
    """A path from the top of the repository. A link that the path ends with stays: the revision says where it
    leads."""
    real = path if path.parent == path else path.parent.resolve() / path.name
    found = relative(real, top.resolve())
    return "" if found == "." else found


def _resolved(path: str, tree: _Tree, objects: Objects) -> str | None:
    """Where a path of the repository leads in a revision; None where that is out of the repository, or nowhere."""
    for _ in range(MOST_LINKS):
        if path.startswith(("../", "/")) or path == "..":
            return None
        link = next((one for one in (path, *parents(path)) if one in tree and tree[one].mode == LINK), None)
        if link is None:
            return path
        target = objects.read(tree[link].object, MOST_OF_A_LINK)
        if isinstance(target, Unreadable):
            return None
        joined = posixpath.join(posixpath.dirname(link), os.fsdecode(target), path[len(link) :].lstrip("/"))
        path = posixpath.normpath(joined)
        path = "" if path == "." else path
    return None
