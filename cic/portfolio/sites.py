"""The whole site of each programme, beside the pages of the portfolio: each is read again for it, on all cores.

A site is made in a folder of its own and taken from there as a whole, so that of one that fails nothing is left.
"""

from __future__ import annotations

import datetime
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from cic.base.callbacks import Progress, no_progress
from cic.base.message import Message
from cic.base.system import cores
from cic.language import Language
from cic.portfolio.find import Found
from cic.portfolio.one_site import AskedSite, MadeSite, make_site, plan_site
from cic.portfolio.pool import on_cores
from cic.portfolio.site import SITES


class Sites:
    """Of which programmes a site is made.

    faults: of which none could be made, and why, by their names; known when all files were given.
    """

    def __init__(
        self,
        found: Sequence[Found],
        names: Mapping[str, str],
        day: datetime.date,
        language: Language,
        base_url: str = "",
    ) -> None:
        """names: the names of their folders, by the names of the programmes. base_url: of the portfolio."""
        self.faults: dict[str, str] = {}
        self._language, self._names = language, names
        self._asked = [
            AskedSite(
                one.name, str(one.path), day, base_url and f"{base_url}{self._folder(one.name)}/", language.code, ""
            )
            for one in found
            if one.name in names
        ]

    def paths(self) -> Iterator[str]:
        """The paths of all files that `files` gives. That costs little beside making them."""
        for one in self._each(plan_site, self._asked):
            yield from (f"{self._folder(one.name)}/{path}" for path in one.paths)

    def files(self, progress: Progress = no_progress) -> Iterator[tuple[str, bytes]]:
        """Each file with its path, site by site, in no order."""
        left = [one for one in self._asked if one.name not in self.faults]
        with tempfile.TemporaryDirectory(prefix="cic-") as unfinished:
            asked = [one._replace(folder=str(Path(unfinished, str(n)))) for n, one in enumerate(left)]
            folders = {one.name: Path(one.folder) for one in asked}
            for number, one in enumerate(self._each(make_site, asked)):
                progress(number, len(asked))
                for path in one.paths:
                    yield f"{self._folder(one.name)}/{path}", (folders[one.name] / path).read_bytes()
                shutil.rmtree(folders[one.name], ignore_errors=True)

    def _folder(self, name: str) -> str:
        return f"{SITES}/{self._names[name]}"

    def _each(self, work: Callable[[AskedSite], MadeSite], asked: Sequence[AskedSite]) -> Iterator[MadeSite]:
        several = min(cores(), len(asked))
        for one in map(work, asked) if several < 2 else on_cores(work, asked, self._died, several):
            if one.fault:
                self.faults[one.name] = one.fault
            yield one

    def _died(self, asked: AskedSite) -> MadeSite:
        said = Message("the process that made its pages died: perhaps the memory did not suffice")
        return MadeSite(asked.name, (), self._language.say(said))
