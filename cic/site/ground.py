"""What a site is made from, in whichever language: read, checked and looked up once for all of its pages."""

from __future__ import annotations

from typing import NamedTuple

from cic.checks.acknowledgements import Verdict
from cic.language import Language
from cic.model.programme import Programme
from cic.pages.annual import Origin
from cic.pages.show.known import Known
from cic.pages.show.view import ShownTexts, View
from cic.site.addresses import Addresses
from cic.storage.loader import Loaded


class Ground(NamedTuple):
    """What a site is made from.

    known: what its pages look up. year: results and money up to its end. root: the data folder as it is shown.
    with_persons: whether the data of persons are asked for. base_url: where the site will be found, which ends in a
    slash; empty where nobody says.
    version: of the program.
    """

    loaded: Loaded
    verdicts: tuple[Verdict, ...]
    known: Known
    origin: Origin
    addresses: Addresses
    languages: tuple[Language, ...]
    year: int
    root: str
    with_persons: bool = False
    base_url: str = ""
    version: str = ""

    @property
    def programme(self) -> Programme:
        """The programme that the site is about."""
        return self.loaded.programme

    def view(self, language: Language) -> View:
        """What a page about one thing is made from."""
        return View(
            self.loaded,
            self.year,
            language,
            self.root,
            ShownTexts(),
            self.verdicts,
            with_persons=self.with_persons,
            known=self.known,
        )
