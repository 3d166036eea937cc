"""Where values stand in the files, for a page that names many of them."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from cic.diagnostics import Key, Place, Spot
from cic.source import Lines, locate
from cic.storage.loader import Loaded


def places(loaded: Loaded, spots: Iterable[Spot]) -> dict[Spot, Place]:
    """The place of each spot. Each file is parsed once more, however many of its values are asked for; the first
    line stands for a file in which nothing can be found."""
    by_file: dict[str, dict[Spot, None]] = defaultdict(dict)
    for spot in spots:
        by_file[spot.file][spot] = None
    found: dict[Spot, Place] = {}
    for file, wanted in by_file.items():
        if file in loaded.parsed:
            located = locate(file, loaded.texts[file], wanted, loaded.written_as)
            found.update({spot: place for spot, (place, _) in located.items()})
        else:
            found.update({spot: Place(file, 1, 1, 1, 1) for spot in wanted})
    return found


_MOST_FILES = 32
"""Files that are kept parsed at once: whoever asks again asks for few, and those that are asked for most stay."""


class Places:
    """The same for whoever asks again and again, mostly for the same files."""

    def __init__(self, loaded: Loaded) -> None:
        self._loaded = loaded
        self._files: OrderedDict[str, Lines] = OrderedDict()

    def of(self, spots: Iterable[Spot]) -> dict[Spot, Place]:
        """The place of each spot."""
        return {spot: self._of(spot) for spot in spots}

    def _of(self, spot: Spot) -> Place:
        file = spot.file
        if file not in self._loaded.parsed:
            return Place(file, 1, 1, 1, 1)
        lines = self._files.pop(file, None) or Lines(file, self._loaded.texts[file], self._written_as)
        self._files[file] = lines
        if len(self._files) > _MOST_FILES:
            self._files.popitem(last=False)
        return lines.locate((spot,))[spot][0]

    @cached_property
    def _written_as(self) -> Mapping[Key, Sequence[Key]]:
        return self._loaded.written_as


def written_place(place: Place, root: str) -> str:
    """A place as people and editors write it: `data/budget.yaml:12:14`. root: the data folder as it is shown."""
    file = place.file if root in ("", ".") else f"{root}/{place.file}"
    return f"{file}:{place.line}:{place.column}"
