"""A site over all programmes of a portfolio: an overview, a page of each programme and of each shared code, what the
check found, and the tables to take away. The same tables give the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from cic import __version__
from cic.base.callbacks import Progress, no_progress
from cic.base.message import Message
from cic.language import Language
from cic.pages.fictional import FACT, MARK
from cic.pages.parts import tables_apart
from cic.pages.tables import Fact, Page, words
from cic.portfolio.one import One, each_programme
from cic.portfolio.overview import codes_page, findings_page, overview_page, programmes_page
from cic.portfolio.shared import each_code, key_of
from cic.portfolio.store import Renewed
from cic.portfolio.summary import report
from cic.portfolio.taken import FINDINGS, all_findings
from cic.render.cells import named
from cic.render.formats import TABLES
from cic.render.safe_text import HtmlText, SafeBytes, html
from cic.render.setting import Setting
from cic.render.web.body import facts, navigation, sections
from cic.render.web.words import Links, with_directions
from cic.site.addresses import INDEX, distinct_name
from cic.site.build import ASSETS, AT_THE_TOP, MAP, asset, search_script
from cic.site.frame import Around, Frame
from cic.site.ground import Ways
from cic.site.sheet import Place, Sheet

PLACES = (
    Place("overview", "index.html", words("Overview")),
    Place("programmes", "programmes/index.html", words("Programmes")),
    Place("codes", "codes/index.html", words("Shared codes")),
    Place("findings", "findings/index.html", words("Findings")),
    Place("tables", "tables/index.html", words("Tables to take away")),
)
SITES = "sites"
"""The folder of the whole sites of the programmes."""
_TITLE = words("All programmes")


class Whole(NamedTuple):
    """What the site is made from.

    connection, done: the tables, and what the run that brought them up to date did. year: results at its end; None for
    the report year of each programme. languages: the first is the one that texts of the data are in. programmes, codes:
    the file names of the pages of each, by folder, and by list and code. with_sites: whether the site of each programme
    stands beside them, but for those of `without_site`, by folder, with the reason.
    """

    connection: Any
    done: Renewed
    year: int | None
    languages: tuple[Language, ...]
    base_url: str
    programmes: Mapping[str, str]
    codes: Mapping[tuple[str, str], str]
    names: Mapping[str, str]
    with_sites: bool = False
    without_site: Mapping[str, str] = MappingProxyType({})

    @property
    def day(self) -> Any:
        """The day that counted as today."""
        return self.connection.execute("SELECT max(as_of) FROM programmes").fetchone()[0]

    def to_programmes(self) -> dict[str, str]:
        """The pages of programmes by their folders, in the folder of a language."""
        return {folder: f"programmes/{name}.html" for folder, name in self.programmes.items()}

    def to_codes(self) -> dict[str, str]:
        """The pages of codes."""
        return {key_of(*code): f"codes/{name}.html" for code, name in self.codes.items()}


def whole(
    connection: Any,
    done: Renewed,
    year: int | None,
    languages: tuple[Language, ...],
    base_url: str = "",
    with_sites: bool = False,
) -> Whole:
    """Where each page stands."""
    names, programmes, taken = {}, {}, {INDEX}
    for folder, name in connection.execute("SELECT folder, name FROM programmes ORDER BY folder").fetchall():
        programmes[folder] = distinct_name(folder, "programmes", taken)
        names[folder] = f"{name} ({folder})" if name else folder
    codes, taken = {}, {INDEX}
    for vocabulary, code in connection.execute("SELECT DISTINCT vocabulary, code FROM codes ORDER BY ALL").fetchall():
        codes[vocabulary, code] = distinct_name(f"{vocabulary}-{code}", "codes", taken)
    return Whole(connection, done, year, languages, base_url, programmes, codes, names, with_sites)


def paths(of: Whole) -> tuple[str, ...]:
    """The paths of all files that `build` makes, in no order."""
    own = (
        *(one.path for one in PLACES),
        *(f"programmes/{name}.html" for name in of.programmes.values()),
        *(f"codes/{name}.html" for name in of.codes.values()),
        *(f"tables/{name}.csv" for name in tables_apart(report(of.connection, of.done, of.year))),
    )
    return (
        *(f"{language.code}/{path}" for language in of.languages for path in own),
        *(f"assets/search.{language.code}.js" for language in of.languages),
        *(f"assets/{name}" for name in ASSETS),
        FINDINGS,
        *AT_THE_TOP,
        *((MAP,) if of.base_url else ()),
    )


def build(of: Whole, progress: Progress = no_progress) -> Iterator[tuple[str, SafeBytes]]:
    """Each file with its path, page by page, so that no more than one programme is ever held."""
    frame, to_codes = Frame(_around(of)), of.to_codes()
    to_all = of.to_programmes() | to_codes
    found: dict[str, list[tuple[str, str, str]]] = {one.code: [] for one in of.languages}
    total, number = len(of.programmes) + len(of.codes) + len(PLACES), 0
    listed = []

    def written(sheets: Iterator[tuple[Language, Sheet]]) -> Iterator[tuple[str, SafeBytes]]:
        for language, sheet in sheets:
            listed.extend([sheet.path] if language is of.languages[0] else [])
            if sheet.found_as is not None:
                found[language.code].append((sheet.title, sheet.path, sheet.found_as))
            yield f"{language.code}/{sheet.path}", frame.page(sheet, language)

    whole_report = report(of.connection, of.done, of.year)
    for place, page in (
        ("overview", overview_page(whole_report, of.names)),
        ("programmes", programmes_page(whole_report, of.names)),
        ("codes", codes_page(whole_report, tuple(of.codes))),
        ("findings", findings_page(of.connection, of.done, of.names)),
    ):
        yield from written(_places(of, place, page, to_all))
        progress(number := number + 1, total)
    yield from written((language, _tables(language, whole_report)) for language in of.languages)
    for language in of.languages:
        for name, alone in tables_apart(whole_report).items():
            csv = TABLES["csv"]
            yield f"{language.code}/tables/{name}.csv", csv.render(alone, Setting(language)).encoded(csv.encoding)
    yield FINDINGS, all_findings(of.connection)
    for one in each_programme(of.connection, of.year):
        yield from written((language, _programme(of, language, one, to_codes)) for language in of.languages)
        progress(number := number + 1, total)
    for shared in each_code(of.connection, of.year, of.names):
        path = f"codes/{of.codes[shared.vocabulary, shared.code]}.html"
        title = f"{shared.vocabulary} {shared.code}"
        yield from written(
            (language, _sheet(path, title, "codes", shared.page, language, Ways(to_all, "../", None)))
            for language in of.languages
        )
        progress(number := number + 1, total)
    for language in of.languages:
        yield f"assets/search.{language.code}.js", search_script(found[language.code])
    for name in ASSETS:
        yield f"assets/{name}", asset(name)
    yield "index.html", frame.entrance()
    yield "404.html", frame.gone()
    if of.base_url:
        yield MAP, frame.map_of_pages(listed)


def _around(of: Whole) -> Around:
    """What stands around every page. The state is that of all files of all programmes, and changes with each."""
    kept = of.connection.execute("SELECT folder, content FROM _read ORDER BY folder").fetchall()
    state = hashlib.sha256(repr(kept).encode()).hexdigest()[:12]
    flags = of.connection.execute("SELECT DISTINCT fictional FROM programmes").fetchall()
    data = words("{count} programmes, state {state} of their files", count=len(of.programmes), state=state)
    foot = {}
    for language in of.languages:
        lines = [named(language.say(words("Data")), language.say(data), language)]
        if of.programmes:
            lines.append(named(language.say(words("As of")), language.date(of.day), language))
        if language is not of.languages[0]:
            said = words(
                "Texts of the programmes are in {language}", language=of.languages[0].name_of(of.languages[0].code)
            )
            lines.append(language.say(said))
        foot[language.code] = (*lines, language.say(words("Made by {program}", program=f"cic {__version__}")))
    names = {one.code: one.say(_TITLE) for one in of.languages}
    return Around(of.languages, PLACES, names, foot, flags == [(True,)], of.base_url, __version__)


def _places(of: Whole, place: str, page: Page, ways: Mapping[str, str]) -> Iterator[tuple[Language, Sheet]]:
    own = next(one for one in PLACES if one.key == place)
    up = "../" * own.path.count("/")
    title = _TITLE if place == "overview" else own.title
    for language in of.languages:
        yield language, _sheet(own.path, language.say(title), place, page, language, Ways(ways, up, None))


def _sheet(path: str, title: str, place: str, page: Page, language: Language, links: Links) -> Sheet:
    body = tuple(sections(page, language, links, title))
    return Sheet(path, title, place, body, tuple(facts(page, language)), tuple(navigation(page, language)))


def _programme(of: Whole, language: Language, one: One, ways: Mapping[str, str]) -> Sheet:
    """The page of a programme, and of its own site where that stands beside it."""
    name = of.programmes[one.folder]
    title = f"{one.name} ({language.say(MARK)})" if one.is_fictional else one.name
    page = one.page
    if one.is_fictional:
        page = page._replace(facts=(Fact("invented", FACT.name, FACT.value), *page.facts))
    sheet = _sheet(f"programmes/{name}.html", title, "programmes", page, language, Ways(ways, "../", None))
    head = list(sheet.head)
    if one.folder in of.without_site:
        unmade = words("All pages of this programme could not be made: {fault}", fault=of.without_site[one.folder])
        head.append(html("<p>{}</p>", with_directions(language.say(unmade))))
    elif of.with_sites:
        said = language.say(words("All pages of this programme"))
        head.append(html('<p><a href="../../{}/{}/index.html">{}</a></p>', SITES, name, said))
    return sheet._replace(head=tuple(head), found_as=one.folder)


def _tables(language: Language, whole_report: Page) -> Sheet:
    place = PLACES[-1]
    return Sheet(place.path, language.say(place.title), place.key, tuple(_downloads(language, whole_report)))


def _downloads(language: Language, whole_report: Page) -> Iterator[HtmlText]:
    yield html("<h2>{}</h2><ul>", language.say(words("Each table as CSV")))
    for name, alone in tables_apart(whole_report).items():
        heading = with_directions(language.say(alone.tables[0].title))
        yield html('<li><a href="{}.csv" download>{}</a></li>', name, heading)
    said = language.say(words("All findings of all programmes"))
    yield html('<li><a href="../../{}" download>{}</a></li></ul>', FINDINGS, said)
    more: Message = words("Every other table: {command}", command='cic portfolio query "SELECT …" DIR')
    yield html("<p>{}</p>", language.say(more))
