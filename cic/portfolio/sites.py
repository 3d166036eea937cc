"""The whole site of each programme, beside the pages of the portfolio: read again, one at a time."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from cic.checks.engine import check
from cic.pages.annual import default_year
from cic.portfolio.find import Found
from cic.portfolio.site import SITES
from cic.render.safe_text import SafeBytes
from cic.rules import select_rules
from cic.site import build
from cic.site.ground import Ground
from cic.site.ready import ground_of, witness
from cic.storage.folder import Folder
from cic.storage.loader import load


class Sites(NamedTuple):
    """Of which programmes a site is made.

    names: the names of their folders, by the names of the programmes. base_url: of the portfolio.
    """

    found: Sequence[Found]
    names: Mapping[str, str]
    day: datetime.date
    base_url: str = ""

    def paths(self) -> Iterator[str]:
        """The paths of all files that `files` gives."""
        for folder, ground in self._grounds():
            yield from (f"{folder}/{path}" for path in build.paths(ground))

    def files(self) -> Iterator[tuple[str, SafeBytes]]:
        """Each file with its path."""
        for folder, ground in self._grounds():
            yield from ((f"{folder}/{path}", content) for path, content in build.build(ground))

    def _grounds(self) -> Iterator[tuple[str, Ground]]:
        for one in self.found:
            if one.name in self.names:
                folder = f"{SITES}/{self.names[one.name]}"
                place = witness(Folder(one.path))
                loaded = load(place, self.day)
                verdicts = check(loaded, select_rules("", "")).verdicts
                year = default_year(loaded.programme, self.day)
                base_url = self.base_url and f"{self.base_url}{folder}/"
                yield folder, ground_of(loaded, verdicts, place, year, base_url=base_url)
