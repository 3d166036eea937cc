"""Data folders that had another name in an earlier revision."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from cic.model.kinds import PHASES, ROOT_FILE
from cic.storage.git import Commit, Repository


class Move(NamedTuple):
    """A commit that gave a data folder its name.

    before: the path of the folder until then. files: name in the folder, object before and object after.
    """

    commit: Commit
    before: str
    files: tuple[tuple[str, str, str], ...]


def folder_move(repository: Repository, first: Commit, within: str) -> Move | None:
    """How a folder came to be in the first commit that knows it, where it was another folder until then."""
    root = posixpath.join(within, ROOT_FILE)
    if not any(path == root and not before for path, before, _ in first.files):
        return None
    whole = repository.whole(first.id)
    came = {path: after for path, before, after in whole.files if not before}
    went = {path: before for path, before, after in whole.files if not after}
    former = most_alike(within, came, went, list(data_folders(went)))
    if former is None:
        return None
    new, old = _below(within, came), _below(former, went)
    files = tuple((name, old.get(name, ""), new.get(name, "")) for name in {**new, **old})
    return Move(whole, former, files)


def most_alike(within: str, new: Mapping[str, str], old: Mapping[str, str], folders: Collection[str]) -> str | None:
    """Which of the folders shares the most files with the folder `within`; None where two share as much.

    new, old: objects by path, of the state in which the folder is called so and of the one in which it is not.
    """
    own = _below(within, new)
    shared = {folder: _shared(own, _below(folder, old)) for folder in folders}
    best = [folder for folder, count in shared.items() if count == max(shared.values())]
    return best[0] if len(best) == 1 else None


def data_folders(paths: Collection[str]) -> Iterator[str]:
    """The folders that hold a programme, but for the phases of one."""
    for path in paths:
        folder, name = posixpath.split(path)
        if name == ROOT_FILE and posixpath.basename(posixpath.dirname(folder)) != PHASES:
            yield folder


def _shared(one: Mapping[str, str], other: Mapping[str, str]) -> int:
    return sum(other.get(name) == object for name, object in one.items())


def _below(folder: str, objects: Mapping[str, str]) -> dict[str, str]:
    prefix = f"{folder}/" if folder else ""
    return {path.removeprefix(prefix): object for path, object in objects.items() if path.startswith(prefix)}
