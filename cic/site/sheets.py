"""The pages of one language, one after the other: none is kept once it is written."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from cic.language import Language
from cic.pages.annual import year_report
from cic.pages.annual.question import Question
from cic.pages.commune_map import commune_map
from cic.pages.show.lists import list_table
from cic.pages.show.pages import thing_report
from cic.pages.tables import Column, Page, Table, words
from cic.render.safe_text import HtmlText, html
from cic.render.web.body import facts, navigation, sections
from cic.render.web.commune_map import map_html
from cic.site.addresses import Address
from cic.site.ground import Ground
from cic.site.sheet import Sheet
from cic.site.whole import WHOLE, about_sheet, findings_sheet, money_sheet, only_sections

_ON_THE_OVERVIEW = ("summary", "attention", "communes", "missing")
"""The sections of the report that the overview has too."""


def sheets(ground: Ground, language: Language) -> Iterator[Sheet]:
    """Every page in a language."""
    report = year_report(ground.programme, Question(ground.year, language=language), ground.origin)
    yield overview(ground, language, report)
    yield from _years(ground, language, report)
    for place, kinds in _LISTS:
        yield from _list(ground, language, place, kinds)
    yield money_sheet(ground, language, report)
    yield findings_sheet(ground, language)
    yield about_sheet(ground, language, report)
    for address in ground.addresses.all:
        yield thing_sheet(ground, language, address)


def paths_of_sheets(ground: Ground) -> tuple[str, ...]:
    """Where the pages stand in the folder of each language."""
    return (
        "index.html",
        "years/index.html",
        *(f"years/{year}.html" for year in years_of(ground)),
        *(f"{place}/index.html" for place, _ in _LISTS),
        *(f"{place}/index.html" for place in WHOLE),
        *(address.path for address in ground.addresses.all),
    )


def overview(ground: Ground, language: Language, report: Page) -> Sheet:
    """State, money and alarms, who owes what, who stands how in what."""
    links = ground.links("")
    page = only_sections(report, _ON_THE_OVERVIEW)
    drawn = map_html(commune_map(ground.programme, ground.year), "map", language, ground.addresses.by_id.get)
    return Sheet(
        "index.html",
        report.title,
        "overview",
        tuple(sections(page, language, links, beside={"communes": drawn})),
        tuple(facts(report, language)),
        tuple(navigation(page, language)),
    )


def _found_as(page: Page) -> str:
    """The words of a thing by which it is to be found beside its id: the texts of what is said of it."""
    said = [value for row in page.tables[0].rows for value in row[1:2] if isinstance(value, str)]
    return " ".join(said)[:_SEARCHED]


_SEARCHED = 300
"""Signs of a thing's texts that the search looks through."""


def years_of(ground: Ground) -> tuple[int, ...]:
    """The years that have a page: those of the programme up to the one that is looked at, the latest first."""
    programme = ground.programme
    last = programme.calendar.year_of(ground.year)
    return tuple(sorted({*(year for year in programme.years if year <= last), ground.year}, reverse=True))


def _years(ground: Ground, language: Language, latest: Page) -> Iterator[Sheet]:
    """A page for each year, with its report as it is; and the list of them."""
    title = language.say(words("Years"))
    column = Column("year", words("Year"), "id")
    rows = tuple((str(year),) for year in years_of(ground))
    table = Table("years", words("A report for each year"), (column,), rows)
    to_years = {str(year): f"{year}.html" for year in years_of(ground)}
    yield Sheet("years/index.html", title, "years", tuple(sections(Page("", (), (table,)), language, to_years)))
    links = ground.links("../")
    for year in years_of(ground):
        page = latest
        if year != ground.year:
            page = year_report(ground.programme, Question(year, language=language), ground.origin)
        yield Sheet(
            f"years/{year}.html",
            language.say(words("Report at the end of {year}", year=year)),
            "years",
            tuple(sections(page, language, links)),
            tuple(facts(page, language)),
            tuple(navigation(page, language)),
        )


_LISTS = (
    ("results", ("impacts", "outcomes", "results", "outputs", "activities")),
    ("indicators", ("indicators",)),
    ("partnerships", ("partnerships",)),
    ("communes", ("communes", "partners")),
    ("documents", ("documents",)),
    ("context", ("risks", "organisations", "synergies", "texts", "phases")),
)


def _list(ground: Ground, language: Language, place: str, kinds: Collection[str]) -> Iterator[Sheet]:
    """The tables of all things of some kinds, of the programme and of its phases."""
    view = ground.view(language)
    of = [(programme, kind) for programme in ground.programme.and_phases() for kind in kinds]
    tables = [list_table(view, programme, kind) for programme, kind in of]
    page = Page("", (), tuple(table for n, table in enumerate(tables) if table.rows or not n))
    title = language.say(page.tables[0].title)
    links = ground.links("../")
    yield Sheet(f"{place}/index.html", title, _PLACES.get(place, place), tuple(sections(page, language, links, title)))


_PLACES = {"activities": "results", "context": "about"}
"""Where the pages of a folder belong, where that is not the place of its name."""


def thing_sheet(ground: Ground, language: Language, address: Address) -> Sheet:
    """The page about one thing."""
    view = ground.view(language)
    page = thing_report(view, address.thing)
    title = language.say(page.tables[0].title)
    folder = address.path.partition("/")[0]
    links = ground.links("../", address.thing.id)
    return Sheet(
        address.path,
        title,
        _PLACES.get(folder, folder),
        tuple(sections(page, language, links, title)),
        tuple(_remark(view.language.lacking(view.shown.all), language)),
        found_as=_found_as(page),
    )


def _remark(foreign: object, language: Language) -> Iterator[HtmlText]:
    """That texts are shown in another language than the page's."""
    if foreign is not None:
        yield html('<p class="note">{}</p>', language.say(words("Texts: {languages}", languages=foreign)))
