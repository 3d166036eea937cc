"""A report as one HTML file: no script, nothing from elsewhere, for the eye, the ear, the keyboard and paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from cic.base.message import Message
from cic.language import Language
from cic.pages.sections import SECTIONS
from cic.pages.tables import FICTIONAL, Chart, Fact, Page, words
from cic.render.cells import fact_text, named
from cic.render.chart_svg import svg
from cic.render.headline import IN_THE_HEADLINE, has_headlines, scopes, tells_statuses, titled
from cic.render.safe_text import HtmlText, html
from cic.render.setting import Setting
from cic.render.web.headline import stack, strip
from cic.render.web.table import Named, named_tables, table_html
from cic.render.web.words import with_directions

_POLICY = HtmlText.ours("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
_NO_STYLE = html("")


def render(report: Page, setting: Setting) -> HtmlText:
    """The report as an HTML document. The same report gives the same bytes."""
    return html("{}\n", HtmlText.joined("\n", _page(report, setting.language)))


def _page(report: Page, language: Language) -> Iterator[HtmlText]:
    title = report.title or next((language.say(table.title) for table in report.tables), "cic")
    invented = next((fact for fact in report.facts if fact.key == FICTIONAL), None)
    name = titled(title, report, language)
    yield from opening(name, words("Skip to the figures"), language, _running_head(invented, language))
    yield from _head(report, title, invented, language)
    sections = _by_section(report)
    yield from _navigation(report, sections, language)
    yield html('<main id="content" tabindex="-1">')
    if report.highlights and _ATTENTION not in sections:
        yield from _begun(_ATTENTION, language)
        yield from _alarms(report, language)
        yield html("</section>")
    for section, tables in sections.items():
        yield from _section(section, tables, report, language)
    yield html("</main></body></html>")


def _alarms(report: Page, language: Language) -> Iterator[HtmlText]:
    if report.highlights:
        yield html("<ul>")
        yield from (
            html('<li class="attention">{}</li>', with_directions(language.say(one))) for one in report.highlights
        )
        yield html("</ul>")


def opening(title: str, skip: Message, language: Language, style: HtmlText = _NO_STYLE) -> Iterator[HtmlText]:
    """How every page begins, up to the link that leads past its head, to `#content`. style: of this page alone."""
    yield html("<!doctype html>")
    yield html('<html lang="{}">', language.code)
    yield html('<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">')
    yield html('<meta http-equiv="Content-Security-Policy" content="{}">', _POLICY)
    yield html("<title>{}</title>", title)
    yield html("<style>\n{}{}</style></head>", style_sheet("page.css"), style)
    yield html("<body>")
    yield html('<a class="skip" href="#content">{}</a>', language.say(skip))


def style_sheet(name: str) -> HtmlText:
    """One of those that lie beside this module."""
    return HtmlText.ours(Path(__file__).with_name(name).read_text("utf-8"))


_ATTENTION = "attention"
"""The section in which stands what deserves attention first."""


def _invented(fact: Fact, language: Language) -> str:
    return named(*fact_text(fact, language), language)


def _running_head(invented: Fact | None, language: Language) -> HtmlText:
    """What stands on top of every printed page of an invented programme."""
    if invented is None:
        return _NO_STYLE
    # a string of CSS, in which no sign but letters and blanks stands as such
    text = re.sub(r"[^\w ]", lambda match: f"\\{ord(match.group()):x} ", _invented(invented, language))
    return html('@page {{ @top-center {{ content: "{}"; font: bold 9pt sans-serif; color: #9d1c12; }} }}\n', text)


def _head(report: Page, title: str, invented: Fact | None, language: Language) -> Iterator[HtmlText]:
    yield html("<header>")
    if invented is not None:
        yield html('<p class="invented">{}</p>', _invented(invented, language))
    yield html("<h1>{}</h1>", with_directions(title))
    for scope in scopes(report, language):
        yield html('<p class="of">{}</p>', with_directions(named(*scope, language)))
    yield from strip(report, language)
    left_out = (FICTIONAL, *(IN_THE_HEADLINE if has_headlines(report) else ()))
    facts = [fact for fact in report.facts if fact.key not in left_out]
    if facts:
        yield html('<dl class="facts">')
        for fact in facts:
            yield html("<div><dt>{}</dt><dd>{}</dd></div>", *map(with_directions, fact_text(fact, language)))
        yield html("</dl>")
    yield html("</header>")


def _by_section(report: Page) -> dict[str, list[Named]]:
    sections: dict[str, list[Named]] = {}
    for one in named_tables(report):
        sections.setdefault(one.table.section, []).append(one)
    return sections


def _heading(section: str, language: Language) -> str:
    return language.say(words(SECTIONS[section].template) if section in SECTIONS else section.capitalize())


def _navigation(report: Page, sections: Iterable[str], language: Language) -> Iterator[HtmlText]:
    alone = [_ATTENTION] if report.highlights and _ATTENTION not in sections else []
    links = [*alone, *filter(None, sections)]
    if len(links) > 1:
        yield html('<nav aria-label="{}"><ul>', language.say(words("Sections")))
        yield from (html('<li><a href="#s-{}">{}</a></li>', one, _heading(one, language)) for one in links)
        yield html("</ul></nav>")


def _begun(section: str, language: Language) -> Iterator[HtmlText]:
    name = _heading(section, language)
    yield html('<section aria-labelledby="s-{0}"><h2 id="s-{0}">{1}</h2>', section, name)


def _section(section: str, tables: list[Named], report: Page, language: Language) -> Iterator[HtmlText]:
    """A section with a heading, its charts, then its tables; tables of no section stand alone."""
    own = [chart for chart in report.charts if chart.section == section]
    if section:
        yield from _begun(section, language)
    if section == _ATTENTION:
        yield from _alarms(report, language)
    if own:
        yield html('<div class="charts columns-{}">', min(len(own), 2))
        for n, chart in enumerate(own):
            yield from _figure(chart, f"c-{tables[0].id}-{n}", language)
        yield html("</div>")
    for one in tables:
        if tells_statuses(one.table):
            yield from stack(one.table, language)
        yield from table_html(one, language, _heading(section, language) if section else "")
    if section:
        yield html("</section>")


def _figure(chart: Chart, id: str, language: Language) -> Iterator[HtmlText]:
    yield html('<figure><figcaption aria-hidden="true">{}</figcaption>', language.say(chart.title))
    yield svg(chart, id, language)
    yield from (html('<p class="note">{}</p>', with_directions(language.say(note))) for note in chart.notes)
    yield html("</figure>")
