"""Where values stand in the files, for a page that names many of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from cic.diagnostics import Place, Spot
from cic.source import locate
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


def written_place(place: Place, root: str) -> str:
    """A place as people and editors write it: `data/budget.yaml:12:14`. root: the data folder as it is shown."""
    file = place.file if root in ("", ".") else f"{root}/{place.file}"
    return f"{file}:{place.line}:{place.column}"
