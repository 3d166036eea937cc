"""Where each row stands: file, path, line, and the document that it comes from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from cic.analysis.records import Record
from cic.analysis.sources import Attributions
from cic.diagnostics import Spot
from cic.model.kinds import path_texts
from cic.model.paths import PathTexts
from cic.source import locate
from cic.storage.loader import Loaded


class Places:
    """The places of all rows of a programme: they share most of their paths, which are read once."""

    def __init__(self, loaded: Loaded, spots: Iterable[Spot]) -> None:
        self._lines = _lines(loaded, spots)
        self._sources = Attributions(loaded.programme)
        self._paths: dict[str, PathTexts] = {}

    def of(self, spot: Spot) -> Record:
        """What the columns of provenance hold of a row that stands there."""
        source, is_read = self._sources.of(spot)
        paths = self._paths.get(spot.file)
        if paths is None:
            paths = self._paths[spot.file] = path_texts(spot.file)
        return {
            "file": spot.file,
            "path": paths.text(spot.path),
            "line": self._lines.get(spot),
            "document": source.document if source else None,
            "section": source.section if source else None,
            "is_reading": is_read,
        }


def _lines(loaded: Loaded, spots: Iterable[Spot]) -> Mapping[Spot, int]:
    by_file: dict[str, dict[Spot, None]] = defaultdict(dict)
    for spot in spots:
        by_file[spot.file][spot] = None
    return {
        spot: place.line
        for file, wanted in by_file.items()
        if file in loaded.parsed
        for spot, (place, _) in locate(file, loaded.texts[file], wanted, loaded.written_as).items()
    }
