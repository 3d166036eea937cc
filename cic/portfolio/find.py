"""Where programmes are: every folder below those named that holds programme.yaml."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from typing import NamedTuple

from cic.base.errors import UserError
from cic.base.reasons import reason_of
from cic.model.kinds import ROOT_FILE

_MOST_LEVELS = 12
_USUAL = "data"


class Found(NamedTuple):
    """A programme: its name in the portfolio, its path below the folder that was named, and its data folder."""

    name: str
    path: Path


def programmes(folders: Iterable[Path]) -> list[Found]:
    """The programmes below the folders, by name, each once. Links and hidden folders are not followed, and no programme
    is looked for within another. Raises UserError for a folder that cannot be looked into, and where there is none."""
    several = list(folders)
    found: dict[str, tuple[str, Path]] = {}
    for folder in several:
        if not folder.is_dir():
            raise UserError("{folder} is no folder", "name a folder that holds programmes", folder=folder)
        for path in _below(folder, 0):
            real = os.path.realpath(path)
            found.setdefault(real, (_name(path, folder, len(several) > 1), Path(real)))
    if not found:
        raise UserError(
            "no programme was found: no folder below {folders} holds programme.yaml",
            "name a folder that holds programmes; links and hidden folders are not looked into",
            folders=tuple(map(str, several)),
        )
    return sorted(_named(found.values()))


def _named(found: Iterable[tuple[str, Path]]) -> Iterator[Found]:
    """Each with a name of its own: where two would have the same, each is called by its whole path."""
    several = list(found)
    often = Counter(_shown(name) for name, _ in several)
    taken = {name for name, times in often.items() if times == 1}
    for name, path in several:
        shown = _shown(name)
        if often[shown] > 1:
            whole = _shown(path.as_posix())
            shown = next(one for n in count(1) if (one := whole if n == 1 else f"{whole} ({n})") not in taken)
            taken.add(shown)
        yield Found(shown, path)


def _shown(name: str) -> str:
    """A name as text: what is no UTF-8 in it is written as the numbers of its bytes."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _name(path: Path, folder: Path, is_one_of_several: bool) -> str:
    inner = path.parent if path.name == _USUAL and path != folder else path
    name = inner.relative_to(folder).as_posix()
    whole = folder.resolve()
    outer = whole.name
    if name == ".":
        return whole.parent.name if path == folder and outer == _USUAL and whole.parent.name else outer
    return f"{outer}/{name}" if is_one_of_several else name


def _below(folder: Path, level: int) -> Iterator[Path]:
    try:
        with os.scandir(folder) as entries:
            inside = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        if level:
            return
        raise UserError(
            "{folder} cannot be read: {reason}", "check its permissions", folder=folder, reason=reason_of(error)
        ) from error
    if any(entry.name == ROOT_FILE and not entry.is_symlink() for entry in inside):
        yield folder
        return
    for entry in inside:
        if level < _MOST_LEVELS and not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False):
            yield from _below(folder / entry.name, level + 1)
