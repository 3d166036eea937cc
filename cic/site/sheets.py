"""The pages of one language, one after the other: none is kept once it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cic.analysis.status import Status
from cic.language import Language
from cic.model.logframe import Indicator
from cic.model.programme import Located
from cic.pages.counts import with_reasons
from cic.pages.show.lists import list_table
from cic.pages.show.path import path_chart, path_table
from cic.pages.tables import Chart, Column, Page, Table, Value, words
from cic.render.chart_svg import svg
from cic.render.headline import tells_statuses
from cic.render.safe_text import HtmlText, html
from cic.render.web.body import facts, navigation, sections
from cic.site.ground import Ground
from cic.site.names import page_with_names, with_names
from cic.site.reckoned import body_of
from cic.site.sheet import PLACES, Sheet
from cic.site.tables import tables_sheet
from cic.site.things import BELONGS, thing_sheet
from cic.site.whole import WHOLE, about_sheet, findings_sheet, money_sheet, only_sections, overview


def sheets(ground: Ground, language: Language, report: Page) -> Iterator[Sheet]:
    """Every page in a language. report: of the year that is looked at."""
    yield overview(ground, language, report)
    yield from _years(ground, language, report)
    for one in _LISTS:
        yield _list(ground, language, one, report)
    yield money_sheet(ground, language, report)
    yield findings_sheet(ground, language)
    yield about_sheet(ground, language, report)
    yield tables_sheet(language, report)
    for address in ground.addresses.all:
        yield thing_sheet(ground, language, address)


def paths_of_sheets(ground: Ground) -> tuple[str, ...]:
    """Where the pages stand in the folder of each language."""
    return (
        "index.html",
        "years/index.html",
        *(f"years/{year}.html" for year in years_of(ground)),
        *(f"{one.folder}/index.html" for one in _LISTS),
        *(f"{place}/index.html" for place in WHOLE),
        *(address.path for address in ground.addresses.all),
    )


def years_of(ground: Ground) -> tuple[int, ...]:
    """The years that have a page: those of the programme up to the one that is looked at, the latest first."""
    programme = ground.programme
    last = programme.calendar.year_of(ground.year)
    return tuple(sorted({*(year for year in programme.years if year <= last), ground.year}, reverse=True))


def _years(ground: Ground, language: Language, latest: Page) -> Iterator[Sheet]:
    """A page for each year, with its report as it is; and how many indicators stood how at the end of each."""
    links = ground.links("../")
    counts: dict[int, Mapping[Value, Value]] = {}
    for year in years_of(ground):
        page = latest
        if year != ground.year:
            page = ground.report(year, language)
        summary = (one for table in page.tables if tells_statuses(table) for one in table.records())
        counts[year] = {one["status"]: one["indicators"] for one in summary}
        explained = with_reasons(page, ground.known.difference(ground.programme, year))
        yield Sheet(
            f"years/{year}.html",
            language.say(words("Report at the end of {year}", year=year)),
            "years",
            tuple(body_of(ground, page_with_names(explained, ground.names()), language, links)),
            tuple(facts(page, language)),
            tuple(navigation(page, language)),
        )
    table = _over_years(counts)
    to_years = {str(year): f"{year}.html" for year in counts}
    title = language.say(words("Years"))
    yield Sheet("years/index.html", title, "years", tuple(sections(Page("", (), (table,)), language, to_years)))


def _over_years(counts: Mapping[int, Mapping[Value, Value]]) -> Table:
    """How many indicators stood how, year by year: what the summary of each report says."""
    seen = [status for status in Status if any(status in of_year for of_year in counts.values())]
    columns = (
        Column("year", words("Year"), "id"),
        *(Column(one.name.lower(), words(one.value), "number") for one in seen),
    )
    rows = tuple((str(year), *(of_year.get(one) for one in seen)) for year, of_year in counts.items())
    return Table("years", words("A report for each year: how many indicators stood how at its end"), columns, rows)


class _List(NamedTuple):
    """The first page of a folder: which sections of the report stand there, then tables of all things of some kinds."""

    folder: str
    kinds: tuple[str, ...]
    of_report: tuple[str, ...] = ()


_LISTS = (
    _List("results", ("impacts", "outcomes", "results", "outputs", "activities"), ("results",)),
    _List("indicators", ("indicators",)),
    _List("partnerships", ("partnerships",), ("partnerships",)),
    _List("communes", ("communes", "partners"), ("communes",)),
    _List("documents", ("documents",)),
    _List("context", ("risks", "organisations", "synergies", "texts", "phases")),
)


_CONTEXT = words("Risks, organisations and texts")


def _list(ground: Ground, language: Language, one: _List, report: Page) -> Sheet:
    """The tables of all things of some kinds, of the programme and of its phases."""
    view = ground.view(language)
    of = [(programme, kind) for programme in ground.programme.and_phases() for kind in one.kinds]
    listed = ground.cleaned(Page("", (), tuple(list_table(view, programme, kind) for programme, kind in of))).tables
    tables = [with_names(table, ground.names(programme)) for table, (programme, _) in zip(listed, of, strict=True)]
    title = language.say(next((place.title for place in PLACES if place.key == one.folder), _CONTEXT))
    of_report = page_with_names(only_sections(report, one.of_report), ground.names())
    own = tuple(table for table in tables if table.rows) or tuple(tables[:1])
    page = Page("", (), (*of_report.tables, *own), charts=of_report.charts)
    body = (
        *(_small_multiples(ground, language) if one.folder == "indicators" else ()),
        *body_of(ground, page, language, ground.links("../"), "" if of_report.tables else title),
    )
    return Sheet(f"{one.folder}/index.html", title, BELONGS.get(one.folder, one.folder), body)


_MOST_MULTIPLES = 60
"""Nobody reads more at once; each has a page of its own."""


def _small_multiples(ground: Ground, language: Language) -> Iterator[HtmlText]:
    """Each indicator over the years, drawn small and beside each other: what they show stands on their own pages."""
    programme, view, links = ground.programme, ground.view(language), ground.links("../")
    found: list[tuple[Located[Indicator], Chart]] = []
    for located in programme.each_indicator():
        if programme.years and len(found) < _MOST_MULTIPLES:
            chart = path_chart(path_table(view, programme, located), located.id)
            if chart is not None:
                found.append((located, chart))
    if not found:
        return
    yield html('<section aria-labelledby="multiples"><h2 id="multiples">{}</h2>', language.say(words("Over the years")))
    yield html('<ul class="multiples">')
    for n, (located, chart) in enumerate(found):
        yield html('<li><h3><a href="{}">{}</a></h3>', links[located.id], located.id)
        named = located.value.title or located.value.statement
        yield html("<p>{}</p>", ground.clean(language.text(named)))
        yield html("{}</li>", svg(chart, f"m-{n}", language))
    yield html("</ul></section>")
