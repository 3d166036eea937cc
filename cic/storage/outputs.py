"""Where a command may write what it was asked for: not over data, not into Git's own files, and not through a link that
somebody has committed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from cic.base.errors import UserError
from cic.base.system import is_within
from cic.model.kinds import ROOT_FILE

_EVIDENCE = "evidence"
_GIT = ".git"
_ANOTHER_FILE = "name another file: --output FILE"
_ANOTHER_FOLDER = "name another folder"


def place_to_write(path: Path) -> Path:
    """Where the content of a file that is to be written goes, its links followed. Raises UserError where it must not.

    A link may be part of what a stranger proposes: it is followed to wherever the user has put it, but not out of the
    folder that the proposal is about.
    """
    real = _followed(path)
    if _is_of_git(real):
        raise UserError("{path} is among Git's own files: nothing was written", _ANOTHER_FILE, path=path)
    if _is_data(real):
        raise UserError("{path} is a file of a data folder: nothing was written", _ANOTHER_FILE, path=path)
    return real


def folder_to_write(folder: Path) -> Path:
    """Where a folder of many files goes, its links followed: as `place_to_write`, and not into a data folder, where
    nothing but data and evidence has a place."""
    real = _followed(folder)
    if _is_of_git(real / "-"):
        raise UserError("{path} is among Git's own files: nothing was written", _ANOTHER_FOLDER, path=folder)
    if any((place / ROOT_FILE).is_file() for place in (real, *real.parents)):
        raise UserError("{path} is in a data folder: nothing was written", _ANOTHER_FOLDER, path=folder)
    return real


def _followed(path: Path) -> Path:
    """The path without links. Raises UserError where one leads out of what a stranger proposes."""
    real = Path(os.path.realpath(path))
    here = _tree_of(Path(os.path.realpath(os.curdir)))
    is_here = here is not None and is_within(str(real), str(here))
    for link in _links(path):
        tree = _tree_of(Path(os.path.realpath(link.parent)))
        if tree is not None and not is_here and not is_within(str(real), str(tree)):
            raise UserError(
                "{path} leads out of {folder} by the link {link}: nothing was written",
                "if that is meant, name it without the link: {file}",
                path=path,
                folder=tree,
                link=link,
                file=real,
            )
    return real


def _links(path: Path) -> Iterator[Path]:
    """The links on the way to a path, those that they lead to among them."""
    place, seen = Path(os.path.abspath(path)), 0
    rest = list(place.parts[1:])
    place = Path(place.anchor)
    while rest and seen < 40:
        step = rest.pop(0)
        if step == os.pardir:
            place = place.parent
            continue
        place /= step
        if place.is_symlink():
            seen += 1
            yield place
            target = Path(os.readlink(place))
            rest = [*(target.parts[1:] if target.is_absolute() else target.parts), *rest]
            place = Path(target.anchor) if target.is_absolute() else place.parent


def _tree_of(folder: Path) -> Path | None:
    """The repository that a folder lies in, or the programme that was unpacked there; None where it is in neither."""
    for place in (folder, *folder.parents):
        if os.path.lexists(place / _GIT) or (place / "data" / ROOT_FILE).is_file():
            return place
    return None


def _is_of_git(path: Path) -> bool:
    # Windows leaves dots and blanks at the end of a name out
    if any(part.rstrip(". ").lower() == _GIT for part in path.parts):
        return True
    return any(
        (place / "HEAD").is_file() and (place / "objects").is_dir() and (place / "refs").is_dir()
        for place in path.parents
    )


def _is_data(path: Path) -> bool:
    """Whether a programme would read what stands there, or holds it as evidence."""
    for place in path.parents:
        if (place / ROOT_FILE).is_file():
            is_yaml = path.suffix.lower() in (".yaml", ".yml")
            return is_yaml or path.relative_to(place).parts[0] == _EVIDENCE
    return False
