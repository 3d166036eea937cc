"""A report as one HTML file: no script, nothing from elsewhere, for the eye, the ear, the keyboard and paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from cic.analysis.status import Status
from cic.base.message import Message
from cic.language import Foreign, Language
from cic.pages.sections import SECTIONS
from cic.pages.tables import FICTIONAL, Cell, Chart, Column, Fact, Page, State, Table, words
from cic.render.cells import fact_text, named, shown
from cic.render.chart_svg import status_class, svg
from cic.render.direction import holds_right_to_left, is_right_to_left, parted
from cic.render.safe_text import HtmlText, html
from cic.render.setting import Setting
from cic.render.told import told

_POLICY = HtmlText.ours("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
_NO_STYLE = html("")
_SHORT = 12
"""Rows of a table that is not parted over two printed pages."""


def render(report: Page, setting: Setting) -> HtmlText:
    """The report as an HTML document. The same report gives the same bytes."""
    return html("{}\n", HtmlText.joined("\n", _page(report, setting.language)))


def _page(report: Page, language: Language) -> Iterator[HtmlText]:
    title = report.title or next((language.say(table.title) for table in report.tables), "cic")
    invented = next((fact for fact in report.facts if fact.key == FICTIONAL), None)
    yield from opening(title, words("Skip to the figures"), language, _running_head(invented, language))
    yield from _head(report, title, invented, language)
    sections = _by_section(report)
    yield from _navigation(report, sections, language)
    yield html('<main id="content" tabindex="-1">')
    if report.highlights:
        yield html('<section aria-labelledby="attention"><h2 id="attention">{}</h2><ul>', language.say(_ATTENTION))
        yield from (
            html('<li class="attention">{}</li>', with_directions(language.say(one))) for one in report.highlights
        )
        yield html("</ul></section>")
    number = 0
    for section, tables in sections.items():
        yield from _section(section, tables, report.charts, number, language)
        number += len(tables)
    yield html("</main></body></html>")


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


_ATTENTION = words("What needs attention")


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
    if report.facts:
        yield html("<dl>")
        for fact in report.facts:
            yield html("<div><dt>{}</dt><dd>{}</dd></div>", *map(with_directions, fact_text(fact, language)))
        yield html("</dl>")
    yield html("</header>")


def _by_section(report: Page) -> dict[str, list[Table]]:
    sections: dict[str, list[Table]] = {}
    for table in report.tables:
        sections.setdefault(table.section, []).append(table)
    return sections


def _name(section: str) -> Message | str:
    return words(SECTIONS[section].template) if section in SECTIONS else section.capitalize()


def _navigation(report: Page, sections: dict[str, list[Table]], language: Language) -> Iterator[HtmlText]:
    named = [("attention", _ATTENTION)] if report.highlights else []
    links = [*named, *((f"s-{section}", _name(section)) for section in sections if section)]
    if len(links) > 1:
        yield html('<nav aria-label="{}"><ul>', language.say(words("Sections")))
        yield from (html('<li><a href="#{}">{}</a></li>', id, language.say(name)) for id, name in links)
        yield html("</ul></nav>")


def _section(
    section: str, tables: list[Table], charts: tuple[Chart, ...], number: int, language: Language
) -> Iterator[HtmlText]:
    """A section with a heading, its charts, then its tables; tables of no section stand alone."""
    own = [chart for chart in charts if chart.section == section]
    if section:
        heading = language.say(_name(section))
        yield html('<section aria-labelledby="{0}"><h2 id="{0}">{1}</h2>', f"s-{section}", heading)
    if own:
        yield html('<div class="charts columns-{}">', min(len(own), 2))
        for n, chart in enumerate(own):
            yield from _figure(chart, f"c-{number}-{n}", language)
        yield html("</div>")
    for n, table in enumerate(tables, number):
        yield from _table(table, f"t-{n}", 3 if section else 2, language)
    if section:
        yield html("</section>")


def _figure(chart: Chart, id: str, language: Language) -> Iterator[HtmlText]:
    yield html('<figure><figcaption aria-hidden="true">{}</figcaption>', language.say(chart.title))
    yield svg(chart, id, language)
    yield html("</figure>")


def _table(table: Table, id: str, level: int, language: Language) -> Iterator[HtmlText]:
    title = html('<h{0} id="{1}">{2}</h{0}>', level, id, with_directions(language.say(table.title)))
    if not table.rows:
        yield html("{}<p>{}</p>", title, language.say(words("(nothing)")))
    elif table.is_told:
        yield title
        yield from _told(table, level + 1, language)
    else:
        seen = shown(table, language)
        size = "wide" if any(column.kind == "text" for column in seen.columns) else "narrow"
        # a group, not a region: of those each must have a name of its own, and a section may be called like its table
        yield html('<div class="scroll" role="group" tabindex="0" aria-labelledby="{}">', id)
        size += " short" if len(seen.rows) <= _SHORT else ""
        yield html('<table class="{}"><caption>{}</caption>', size, title)
        yield html("<thead><tr>")
        for column, heading in zip(seen.columns, seen.titles, strict=True):
            yield html('<th scope="col" class="{}">{}</th>', _kind(column), heading)
        yield html("</tr></thead><tbody>")
        for row, cells in zip(seen.rows, seen.cells, strict=True):
            parts = [
                _cell(column, cell, text, is_first=n == 0)
                for n, (column, cell, text) in enumerate(zip(seen.columns, cells, row, strict=True))
            ]
            yield html("<tr>{}</tr>", HtmlText.joined("", parts))
        yield html("</tbody></table></div>")
    yield from (html('<p class="note">{}</p>', with_directions(language.say(note))) for note in table.notes)


def _told(table: Table, level: int, language: Language) -> Iterator[HtmlText]:
    """Each row below a heading, its texts with their names as a list."""
    for one in told(table, language):
        yield html('<h{0} class="told">{1}</h{0}><dl>', level, with_directions(one.subject))
        for text in one.texts:
            spoken = spoken_in(text.cell, text.paragraphs[0])
            paragraphs = HtmlText.joined("", (html("<p>{}</p>", paragraph) for paragraph in text.paragraphs))
            yield html("<div><dt>{}</dt><dd{}>{}</dd></div>", text.name, spoken, paragraphs)
        yield html("</dl>")


def _kind(column: Column) -> str:
    return "figure" if column.is_figure else "text" if column.kind == "text" else "word"


def _cell(column: Column, cell: Cell, text: str, is_first: bool) -> HtmlText:
    kind = _kind(column)
    if isinstance(cell, Status):
        kind += f" {status_class(cell)}"
    elif isinstance(cell, State):
        kind += " state"
    written, spoken = HtmlText(text), spoken_in(cell, text)
    if column.kind == "progress" and isinstance(cell, Decimal):
        written = html('{}<span class="percent">{}</span>', _bar(cell), written)
    if is_first:
        return html('<th scope="row" class="{}"{}>{}</th>', kind, spoken, written)
    return html('<td class="{}"{}>{}</td>', kind, spoken, written)


def spoken_in(cell: object, text: str) -> HtmlText:
    """The attributes that say in which language and direction a text of the data is, where that is not the page's."""
    language = html(' lang="{}"', cell.language) if isinstance(cell, Foreign) else html("")
    if not holds_right_to_left(text):
        return language
    return html("{}{}", language, html(' dir="rtl"') if is_right_to_left(text) else html(' dir="auto"'))


def with_directions(text: str) -> HtmlText:
    """A sentence, with whatever is written from right to left apart from the words beside it."""
    return HtmlText.joined(
        "", (html("<bdi>{}</bdi>", part) if is_apart else HtmlText(part) for part, is_apart in parted(text))
    )


def _bar(progress: Decimal) -> HtmlText:
    """The progress drawn, capped; the figure beside it is not."""
    share = min(max(progress, Decimal(0)), Decimal(100))
    return html('<span class="meter" aria-hidden="true"><span style="width:{:f}%"></span></span>', share)
