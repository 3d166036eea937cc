"""A page of a site as a value, before any markup of a whole page stands around it."""

from __future__ import annotations

from typing import NamedTuple

from cic.base.message import Message
from cic.pages.tables import words
from cic.render.safe_text import HtmlText


class Place(NamedTuple):
    """A part of the site that every page leads to: its name, its first page within the folder of a language."""

    key: str
    path: str
    title: Message


PLACES = (
    Place("overview", "index.html", words("Overview")),
    Place("results", "results/index.html", words("Results")),
    Place("indicators", "indicators/index.html", words("Indicators")),
    Place("partnerships", "partnerships/index.html", words("Partnerships")),
    Place("communes", "communes/index.html", words("Communes")),
    Place("money", "money/index.html", words("Money")),
    Place("documents", "documents/index.html", words("Documents")),
    Place("years", "years/index.html", words("Years")),
    Place("findings", "findings/index.html", words("Findings")),
    Place("about", "about/index.html", words("About")),
)


class Sheet(NamedTuple):
    """A page of one language.

    path: within the folder of the language. title: the heading of the page. place: the key of the part of the site that
    it belongs to. body: what stands below the heading, navigation: the links to its sections. found_as: what the search
    says of it beside the title; None where it is not to be found.
    """

    path: str
    title: str
    place: str
    body: tuple[HtmlText, ...]
    head: tuple[HtmlText, ...] = ()
    navigation: tuple[HtmlText, ...] = ()
    found_as: str | None = ""

    @property
    def up(self) -> str:
        """Leads from the page to the folder of its language."""
        return "../" * self.path.count("/")
