"""A site over all programmes of a portfolio: an overview, a page of each programme and of each shared code, what the
check found, and the tables to take away. The same tables give the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping

from cic import __version__
from cic.base.callbacks import Progress, no_progress
from cic.base.message import Message
from cic.language import Foreign, Language
from cic.pages.fictional import FACT, MARK
from cic.pages.parts import tables_apart
from cic.pages.tables import Fact, Page, words
from cic.portfolio.lists import Listing, table_of_countries, table_of_pages
from cic.portfolio.one import One, each_programme
from cic.portfolio.overview import (
    attention_table,
    codes_tables,
    each_stands,
    findings_page,
    overview_page,
    page_of,
    unread_programmes,
)
from cic.portfolio.shared import Shared, each_code, key_of
from cic.portfolio.taken import FINDINGS, all_findings
from cic.portfolio.whole import PLACES, Whole
from cic.portfolio.wording import in_language, spoken
from cic.render.cells import named
from cic.render.formats import TABLES
from cic.render.safe_text import HtmlText, SafeBytes, html
from cic.render.setting import Setting
from cic.render.web.body import facts, navigation, sections
from cic.render.web.words import Links, with_directions
from cic.site.build import ASSETS, MAP, asset, search_script
from cic.site.frame import Around, Frame
from cic.site.ground import Ways
from cic.site.sheet import Sheet

SITES = "sites"
"""The folder of the whole sites of the programmes."""
_TITLE = words("All programmes")


def build(of: Whole, progress: Progress = no_progress) -> Iterator[tuple[str, SafeBytes]]:
    """Each file with its path, page by page, so that no more than one programme is ever held."""
    frame, to_all, to_codes = Frame(_around(of)), of.to_all(), of.to_codes()
    found: dict[str, list[tuple[str, str, str]]] = {one.code: [] for one in of.languages}
    total = len(of.programmes) + len(of.codes) + len(PLACES)
    listed = []

    def written(sheets: Iterator[tuple[Language, Sheet]]) -> Iterator[tuple[str, SafeBytes]]:
        for language, sheet in sheets:
            listed.extend([sheet.path] if language is of.languages[0] else [])
            if sheet.found_as is not None:
                found[language.code].append((sheet.title, sheet.path, sheet.found_as))
            yield f"{language.code}/{sheet.path}", frame.page(sheet, language)

    for place, page in _of_all(of):
        yield from written(_places(of, place, page, to_all))
    for place, several in of.lists.each():
        yield from written(_listed(of, place, several, to_all))
    yield from written((language, _tables(language, of.known.report)) for language in of.languages)
    for language in of.languages:
        for name, alone in tables_apart(of.known.report).items():
            yield f"{language.code}/tables/{name}.csv", _as_csv(alone, language)
    yield FINDINGS, all_findings(of.connection)
    for number, one in enumerate(each_programme(of.connection, of.year), len(PLACES)):
        yield from written((language, _programme(of, language, one, to_codes)) for language in of.languages)
        progress(number, total)
    shared = each_code(of.connection, of.year, of.known.names)
    for number, code in enumerate(shared, len(PLACES) + len(of.programmes)):
        yield from written(_code(of, code, to_all))
        if code.all is not None:
            for language in of.languages:
                name = of.codes[code.vocabulary, code.code]
                yield f"{language.code}/codes/{name}.csv", _as_csv(in_language(page_of(code.all), language), language)
        progress(number, total)
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
        foot[language.code] = (*lines, language.say(words("Made by {program}", program=f"cic {__version__}")))
    names = {one.code: one.say(_TITLE) for one in of.languages}
    return Around(of.languages, PLACES, names, foot, flags == [(True,)], of.base_url, __version__)


def _of_all(of: Whole) -> Iterator[tuple[str, Page]]:
    """The first page of each part of the site, but for that of the tables."""
    overview = overview_page(of.known)
    if of.with_sites:
        counts = {"made": len(of.programmes) - len(of.without_site), "unmade": len(of.without_site)}
        said = words("{made} made, {unmade} could not be made", **counts)
        overview = overview._replace(facts=(*overview.facts, Fact("sites", words("Sites of programmes"), said)))
    yield "overview", overview
    several = of.lists.programmes
    if several.parts:
        by_name = table_of_pages(several, of.known.names, words("Programmes"))
        tables = (by_name, table_of_countries(of.lists.countries), *unread_programmes(of.known))
    else:
        tables = (*each_stands(of.known, tuple(of.known.rows)), *unread_programmes(of.known))
    yield "programmes", page_of(*tables)._replace(facts=of.known.report.facts)
    if of.lists.codes.parts:
        called = {key_of(*one): " ".join(one) for one in of.codes}
        yield "codes", page_of(table_of_pages(of.lists.codes, called, words("Shared codes")))
    else:
        yield "codes", page_of(*codes_tables(of.known, tuple(of.codes)))
    yield "findings", findings_page(of.connection, of.done, of.known)


def _places(of: Whole, place: str, page: Page, ways: Mapping[str, str]) -> Iterator[tuple[Language, Sheet]]:
    own = next(one for one in PLACES if one.key == place)
    up = "../" * own.path.count("/")
    title = _TITLE if place == "overview" else own.title
    for language in of.languages:
        sheet = _sheet(own.path, language.say(title), place, page, language, Ways(ways, up, None))
        if place == "overview":
            sheet = sheet._replace(head=(*sheet.head, *_ways_on(of, language)))
        yield language, sheet


def _ways_on(of: Whole, language: Language) -> Iterator[HtmlText]:
    """To what is too much for the first page."""
    if of.lists.attention.parts:
        yield _way(of.lists.attention.parts[0].path, language.say(words("All programmes that need attention")))
    way_on = words("All programmes, by name and by country") if of.lists.programmes.parts else _TITLE
    yield _way("programmes/index.html", language.say(way_on))


def _way(to: str, said: str) -> HtmlText:
    return html('<p class="owner"><a href="{}">{}</a></p>', to, with_directions(said))


def _listed(of: Whole, place: str, one: Listing, ways: Mapping[str, str]) -> Iterator[tuple[Language, Sheet]]:
    """The pages of a list, each with the ways to that before and that after it."""
    codes = {key_of(*code): code for code in of.codes}
    for n, part in enumerate(one.parts):
        if place == "codes":
            page = page_of(*codes_tables(of.known, [codes[key] for key in part.folders]))
        elif place == "overview":
            page = page_of(attention_table(of.known, part.folders))
        else:
            page = page_of(*each_stands(of.known, part.folders))
        for language in of.languages:
            title = language.say(one.title_of(n, _called(of, language)))
            sheet = _sheet(part.path, title, place, page, language, Ways(ways, "../", None))
            yield language, sheet._replace(head=tuple(_turning(one, n, language)), found_as=None)


def _called(of: Whole, language: Language) -> Callable[[str], str]:
    return lambda key: spoken(of.known.names.get(key, key), language)


def _turning(one: Listing, n: int, language: Language) -> Iterator[HtmlText]:
    for way, at, said in (("prev", n - 1, words("The page before")), ("next", n + 1, words("The next page"))):
        if 0 <= at < len(one.parts):
            yield html(
                '<p class="take"><a rel="{}" href="../{}">{}</a></p>', way, one.parts[at].path, language.say(said)
            )


def _sheet(path: str, title: str, place: str, page: Page, language: Language, links: Links) -> Sheet:
    page = in_language(page, language)
    body = tuple(sections(page, language, links, title))
    return Sheet(path, title, place, body, tuple(facts(page, language)), tuple(navigation(page, language)))


def _programme(of: Whole, language: Language, one: One, ways: Mapping[str, str]) -> Sheet:
    """The page of a programme, and of its own site where that stands beside it."""
    name, title = of.programmes[one.folder], spoken(one.name, language)
    if one.is_fictional:
        marked = f"{title} ({language.say(MARK)})"
        title = Foreign.of(title.language, marked) if isinstance(title, Foreign) else marked
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


def _code(of: Whole, code: Shared, ways: Mapping[str, str]) -> Iterator[tuple[Language, Sheet]]:
    name, title = of.codes[code.vocabulary, code.code], f"{code.vocabulary} {code.code}"
    for language in of.languages:
        sheet = _sheet(f"codes/{name}.html", title, "codes", code.page, language, Ways(ways, "../", None))
        if code.all is not None:
            said = language.say(code.all.title)
            whole = html('<p class="take"><a href="{}.csv" download>{}</a></p>', name, said)
            sheet = sheet._replace(head=(*sheet.head, whole))
        yield language, sheet


def _as_csv(page: Page, language: Language) -> SafeBytes:
    csv = TABLES["csv"]
    return csv.render(page, Setting(language)).encoded(csv.encoding)


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
