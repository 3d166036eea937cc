"""What a site is made from, in whichever language: read, checked and looked up once for all of its pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from cic.checks.acknowledgements import Verdict
from cic.diagnostics import Spot
from cic.language import Language
from cic.model.programme import Programme
from cic.pages.annual import Origin, year_report
from cic.pages.annual.question import Question
from cic.pages.persons import without_persons
from cic.pages.show.known import Known
from cic.pages.show.view import ShownTexts, View
from cic.pages.tables import Page
from cic.render.web.words import Links
from cic.site.addresses import Addresses
from cic.site.histories import Histories
from cic.site.names import Names
from cic.storage.loader import Loaded
from cic.storage.places import written_place


class Ways(Mapping[str, str]):
    """The ways to pages from one of them, none of which is written down before somebody asks for it."""

    def __init__(self, paths: Mapping[str, str], up: str, own: str | None) -> None:
        self._paths, self._up, self._own = paths, up, own

    def __getitem__(self, id: str) -> str:
        if id == self._own:
            raise KeyError(id)
        return self._up + self._paths[id]

    def __iter__(self) -> Iterator[str]:
        return (id for id in self._paths if id != self._own)

    def __len__(self) -> int:
        return len(self._paths) - (self._own in self._paths)


class Ground(NamedTuple):
    """What a site is made from.

    known: what its pages look up. year: results and money up to its end. root: the data folder as it is shown.
    with_persons: whether the data of persons are asked for. base_url: where the site will be found, which ends in a
    slash; empty where nobody says.
    version: of the program. histories: how each thing came to be, where Git knows it.
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
    histories: Histories | None = None

    def links(self, up: str, own: str | None = None) -> Links:
        """The ways to the pages of things by their ids. up: leads to the folder of the language. own: the id of the
        thing that the page is about, which it does not lead to."""
        return Ways(self.addresses.by_id, up, own)

    def names(self, programme: Programme | None = None) -> Names:
        """What people call the things of the programme, or of one of its phases."""
        return self.addresses.names[programme.folder if programme else ""]

    def places(self, spots: Iterable[Spot]) -> dict[Spot, str]:
        """The place of each spot, as it is written."""
        return {spot: written_place(place, self.root) for spot, place in self.known.places(spots).items()}

    def clean(self, text: str) -> str:
        """A text without what is of persons, where nobody asked for it."""
        return text if self.with_persons else self.programme.persons.without(text)

    def report(self, year: int, language: Language) -> Page:
        """The report of a year."""
        question = Question(year, language=language, with_persons=self.with_persons)
        return year_report(self.programme, question, self.origin)

    def cleaned(self, page: Page) -> Page:
        """A page so, text by text."""
        return page if self.with_persons else without_persons(page, self.clean)

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
