"""What stands between the head and the foot of a page in HTML: its strip, its facts, its sections with charts and
tables. The report as one file and the pages of a site are made of the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from cic.language import Language
from cic.pages.sections import SECTIONS
from cic.pages.tables import FICTIONAL, Chart, Page, Table, words
from cic.render.cells import fact_text, named
from cic.render.chart_svg import svg
from cic.render.headline import IN_THE_HEADLINE, has_headlines, scopes, tells_statuses
from cic.render.safe_text import HtmlText, html
from cic.render.web.headline import stack, strip
from cic.render.web.table import Named, named_tables, table_html
from cic.render.web.words import NO_LINKS, Links, with_directions

_NOTHING: Mapping[str, HtmlText] = MappingProxyType({})
_ATTENTION = "attention"
"""The section in which stands what deserves attention first."""


def facts(page: Page, language: Language) -> Iterator[HtmlText]:
    """Of what alone the page is, the strip, and the facts of its head but for the mark of an invented programme."""
    for scope in scopes(page, language):
        yield html('<p class="of">{}</p>', with_directions(named(*scope, language)))
    yield from strip(page, language)
    left_out = (FICTIONAL, *(IN_THE_HEADLINE if has_headlines(page) else ()))
    said = [fact for fact in page.facts if fact.key not in left_out]
    if said:
        yield html('<dl class="facts">')
        for fact in said:
            yield html("<div><dt>{}</dt><dd>{}</dd></div>", *map(with_directions, fact_text(fact, language)))
        yield html("</dl>")


def navigation(page: Page, language: Language) -> Iterator[HtmlText]:
    """The links to the sections, where there are several."""
    sections = _by_section(page)
    alone = [_ATTENTION] if page.highlights and _ATTENTION not in sections else []
    links = [*alone, *filter(None, sections)]
    if len(links) > 1:
        yield html('<nav aria-label="{}"><ul>', language.say(words("Sections")))
        yield from (html('<li><a href="#s-{}">{}</a></li>', one, _heading(one, language)) for one in links)
        yield html("</ul></nav>")


def sections(
    page: Page,
    language: Language,
    links: Links = NO_LINKS,
    under: str = "",
    beside: Mapping[str, HtmlText] = _NOTHING,
    below: Callable[[Table], Iterable[HtmlText]] = lambda _: (),
) -> Iterator[HtmlText]:
    """The sections, after what deserves attention first. links: where the page of a thing is, by its id. under: the
    heading above all of it, which a table does not repeat. beside: what stands before the tables of a section. below:
    what stands below a table."""
    found = _by_section(page)
    if page.highlights and _ATTENTION not in found:
        yield from _begun(_ATTENTION, language)
        yield from _alarms(page, language)
        yield html("</section>")
    for section, tables in found.items():
        yield from _section(section, tables, page, language, links, under, beside.get(section), below)


def _by_section(page: Page) -> dict[str, list[Named]]:
    found: dict[str, list[Named]] = {}
    for one in named_tables(page):
        found.setdefault(one.table.section, []).append(one)
    return found


def _heading(section: str, language: Language) -> str:
    return language.say(words(SECTIONS[section].template) if section in SECTIONS else section.capitalize())


def _begun(section: str, language: Language) -> Iterator[HtmlText]:
    name = _heading(section, language)
    yield html('<section aria-labelledby="s-{0}"><h2 id="s-{0}">{1}</h2>', section, name)


def _alarms(page: Page, language: Language) -> Iterator[HtmlText]:
    if page.highlights:
        yield html("<ul>")
        yield from (
            html('<li class="attention">{}</li>', with_directions(language.say(one))) for one in page.highlights
        )
        yield html("</ul>")


def _section(
    section: str,
    tables: Sequence[Named],
    page: Page,
    language: Language,
    links: Links,
    under: str,
    beside: HtmlText | None,
    below: Callable[[Table], Iterable[HtmlText]],
) -> Iterator[HtmlText]:
    """A section with a heading, its charts, then its tables; tables of no section stand alone."""
    own = [chart for chart in page.charts if chart.section == section]
    if section:
        yield from _begun(section, language)
    if section == _ATTENTION:
        yield from _alarms(page, language)
    if own:
        yield from charts_html(own, f"c-{tables[0].id}", language)
    if beside is not None:
        yield beside
    for one in tables:
        if tells_statuses(one.table):
            yield from stack(one.table, language)
        heading = _heading(section, language) if section else under
        yield from table_html(one, language, heading, links, below(one.table))
    if section:
        yield html("</section>")


def charts_html(charts: Iterable[Chart], id: str, language: Language) -> Iterator[HtmlText]:
    """Charts beside each other. id: with which theirs begin."""
    own = tuple(charts)
    yield html('<div class="charts columns-{}">', min(len(own), 2))
    for n, chart in enumerate(own):
        yield html('<figure><figcaption aria-hidden="true">{}</figcaption>', language.say(chart.title))
        yield svg(chart, f"{id}-{n}", language)
        yield from (html('<p class="note">{}</p>', with_directions(language.say(note))) for note in chart.notes)
        yield html("</figure>")
    yield html("</div>")
