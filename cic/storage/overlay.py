"""A data folder as it would be with some files in another form: nothing is written to know it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from cic.base.callbacks import Progress, no_progress
from cic.diagnostics import Problem
from cic.storage.folder import Source, roots_first


class Overlay:
    """A source of files with others in place of some of them, or beside them; by their names in the folder."""

    def __init__(self, below: Source, changed: Mapping[str, bytes]) -> None:
        self._below, self._changed = below, changed
        self.path, self.shown = below.path, below.shown

    def files(self, progress: Progress = no_progress) -> Iterator[tuple[str, bytes | Problem]]:
        """Each file by its name, in the order in which a Folder gives them."""
        found: dict[str, bytes | Problem] = {**dict(self._below.files(progress)), **self._changed}
        yield from roots_first(sorted(found.items(), key=lambda one: one[0].split("/")))

    def digests(self, names: Iterable[str]) -> Mapping[str, str | None]:
        """The SHA-256 of files that prove something: those are as they are."""
        return self._below.digests(names)
