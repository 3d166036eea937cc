"""What stands around the content of a page: its head, its ways, its foot. The templates escape whatever is not markup
already, and an unknown name in one of them is a fault."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from cic.base.message import Message
from cic.language import Language
from cic.pages.fictional import FACT, is_fictional
from cic.pages.tables import words
from cic.render.cells import fact_text, named
from cic.render.safe_text import HtmlText, SafeBytes
from cic.render.web.words import in_its_language, with_directions
from cic.site.ground import Ground
from cic.site.sheet import PLACES, Place, Sheet

_SAID: Mapping[str, Message] = {
    "skip": words("Skip to the content"),
    "parts": words("Parts of the site"),
    "languages": words("Languages"),
    "way": words("Where you are"),
    "search": words("Search"),
    "nothing": words("Nothing found"),
    "found": words("Found:"),
    "sort": words("Sort by this column"),
    "by": words("Sort by"),
    "asis": words("as it stands"),
    "tables": words("Tables to take away"),
    "gone": words("This page does not exist"),
    "gone_help": words("It may have another name now, or the link is wrong. These lead on:"),
}


def _markup(value: object) -> object:
    """What a template writes: markup as it is, any other text escaped and on one line."""
    return value if isinstance(value, HtmlText) else HtmlText(str(value))


class Around(NamedTuple):
    """What is the same on every page of a site.

    languages: the first is that of the entrance. places: the parts that every page leads to. name: of all, by the code
    of the language. foot: what stands at the foot of each page, by the code of the language. is_invented: whether
    nothing of it is real. base_url: see `Ground`.
    """

    languages: tuple[Language, ...]
    places: tuple[Place, ...]
    name: Mapping[str, str]
    foot: Mapping[str, tuple[str, ...]]
    is_invented: bool
    base_url: str
    version: str


def around(ground: Ground) -> Around:
    """What stands around the pages of a programme."""
    identity = ground.programme.identity
    return Around(
        ground.languages,
        PLACES,
        {one.code: one.text(identity.name) if identity else "cic" for one in ground.languages},
        {one.code: tuple(_foot(ground, one)) for one in ground.languages},
        is_fictional(ground.programme),
        ground.base_url,
        ground.version,
    )


class Frame:
    """The templates, read once, with what is the same on every page."""

    def __init__(self, whole: Around) -> None:
        self._whole = whole
        environment = Environment(
            loader=PackageLoader("cic.site"),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=_markup,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self._page = environment.get_template("page.html")
        self._gone = environment.get_template("404.html")
        self._entrance = environment.get_template("entrance.html")
        self._map = environment.get_template("sitemap.xml")
        self._said = {one.code: {key: one.say(text) for key, text in _SAID.items()} for one in whole.languages}
        self._names = {one.code: _name_in(one) for one in whole.languages}
        self._invented = {
            one.code: named(*fact_text(FACT, one), one) if whole.is_invented else "" for one in whole.languages
        }

    def page(self, sheet: Sheet, language: Language) -> SafeBytes:
        """A page of the site."""
        code = language.code
        return _encoded(
            self._page.render(
                self._common(language),
                sheet=sheet,
                heading=with_directions(sheet.title),
                spoken=in_its_language(sheet.title),
                title=self._title(sheet, code),
                places=[(one, language.say(one.title), sheet.place == one.key) for one in self._whole.places],
                at_home=sheet.path == "index.html",
                is_place=any(one.path == sheet.path for one in self._whole.places),
                up=sheet.up,
                root=f"{sheet.up}../",
                canonical=self._whole.base_url and f"{self._whole.base_url}{code}/{sheet.path}",
            )
        )

    def gone(self) -> SafeBytes:
        """The page that a server shows for what does not exist; it may be asked for from any folder."""
        languages = [
            (one, self._said[one.code], [(place, one.say(place.title)) for place in self._whole.places])
            for one in self._whole.languages
        ]
        first = self._whole.languages[0]
        return _encoded(self._gone.render(self._common(first), blocks=languages, root=self._whole.base_url))

    def entrance(self) -> SafeBytes:
        """The first page of the folder, which leads to the programme's first language."""
        return _encoded(self._entrance.render(self._common(self._whole.languages[0]), root=""))

    def map_of_pages(self, paths: Sequence[str]) -> SafeBytes:
        """The list of all pages for those who look for pages on the web: each with itself in the other languages."""
        written = self._map.render(
            base_url=self._whole.base_url, codes=[one.code for one in self._whole.languages], paths=paths
        )
        return _encoded(written)

    def _common(self, language: Language) -> dict[str, Any]:
        code = language.code
        return {
            "said": self._said[code],
            "code": code,
            "languages": [(one.code, self._names[one.code]) for one in self._whole.languages],
            "programme": with_directions(self._whole.name[code]),
            "programme_text": self._whole.name[code],
            "invented": self._invented[code],
            "foot": self._whole.foot[code],
            "version": self._whole.version,
            "base_url": self._whole.base_url,
        }

    def _title(self, sheet: Sheet, code: str) -> str:
        programme = self._whole.name[code]
        return programme if sheet.title == programme else f"{sheet.title} · {programme}"


def _foot(ground: Ground, language: Language) -> Iterator[str]:
    """What stands at the foot of every page: from what it is made, of which day, and by what."""
    yield named(language.say(words("Data")), language.say(ground.origin.revision), language)
    yield named(language.say(words("As of")), language.date(ground.programme.today), language)
    yield language.say(words("Made by {program}", program=f"cic {ground.version}"))


def _name_in(language: Language) -> str:
    """What a language calls itself."""
    name = language.say(language.name_of(language.code))
    return name[:1].upper() + name[1:]


def _encoded(written: str) -> SafeBytes:
    """As a file: whatever slipped through is shown as an escape, as in every output."""
    output = HtmlText.ours(written).as_output(False)
    return output.encoded("utf-8")
