"""A report as one HTML file: no script, nothing from elsewhere, for the eye, the ear, the keyboard and paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from html import escape
from pathlib import Path

from cic.analysis.status import Status
from cic.base.message import Message
from cic.language import Language
from cic.pages.sections import SECTIONS
from cic.pages.tables import FICTIONAL, Cell, Chart, Column, Fact, Page, State, Table, words
from cic.render.cells import fact_text, named, shown
from cic.render.chart_svg import status_class, svg
from cic.render.safe_text import sanitized
from cic.render.setting import Setting

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_STYLE = Path(__file__).with_name("page.css")
_SHORT = 12
"""Rows of a table that is not parted over two printed pages."""


def render(report: Page, setting: Setting) -> str:
    """The report as an HTML document. The same report gives the same bytes."""
    return "\n".join(_page(report, setting.language)) + "\n"


def _said(text: Message | str, language: Language) -> str:
    return escape(sanitized(language.say(text)))


def _page(report: Page, language: Language) -> Iterator[str]:
    title = report.title or next((language.say(table.title) for table in report.tables), "cic")
    invented = next((fact for fact in report.facts if fact.key == FICTIONAL), None)
    yield from opening(title, words("Skip to the figures"), language, _running_head(invented, language))
    yield from _head(report, title, invented, language)
    sections = _by_section(report)
    yield from _navigation(report, sections, language)
    yield '<main id="content" tabindex="-1">'
    if report.highlights:
        yield f'<section aria-labelledby="attention"><h2 id="attention">{_said(_ATTENTION, language)}</h2><ul>'
        yield from (f'<li class="attention">{_said(one, language)}</li>' for one in report.highlights)
        yield "</ul></section>"
    number = 0
    for section, tables in sections.items():
        yield from _section(section, tables, report.charts, number, language)
        number += len(tables)
    yield "</main></body></html>"


def opening(title: str, skip: Message, language: Language, style: str = "") -> Iterator[str]:
    """How every page begins, up to the link that leads past its head, to `#content`. style: of this page alone."""
    yield "<!doctype html>"
    yield f'<html lang="{language.code}">'
    yield '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield f"<title>{escape(sanitized(title))}</title>"
    yield f"<style>\n{_STYLE.read_text('utf-8')}{style}</style></head>"
    yield "<body>"
    yield f'<a class="skip" href="#content">{_said(skip, language)}</a>'


_ATTENTION = words("What needs attention")


def _invented(fact: Fact, language: Language) -> str:
    return named(*fact_text(fact, language), language)


def _running_head(invented: Fact | None, language: Language) -> str:
    """What stands on top of every printed page of an invented programme."""
    if invented is None:
        return ""
    text = re.sub(r"[^\w ]", lambda match: f"\\{ord(match.group()):x} ", _invented(invented, language))
    return f'@page {{ @top-center {{ content: "{text}"; font: bold 9pt sans-serif; color: #9d1c12; }} }}\n'


def _head(report: Page, title: str, invented: Fact | None, language: Language) -> Iterator[str]:
    yield "<header>"
    if invented is not None:
        yield f'<p class="invented">{escape(_invented(invented, language))}</p>'
    yield f"<h1>{escape(sanitized(title))}</h1>"
    if report.facts:
        yield "<dl>"
        for fact in report.facts:
            name, value = fact_text(fact, language)
            yield f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>"
        yield "</dl>"
    yield "</header>"


def _by_section(report: Page) -> dict[str, list[Table]]:
    sections: dict[str, list[Table]] = {}
    for table in report.tables:
        sections.setdefault(table.section, []).append(table)
    return sections


def _name(section: str) -> Message | str:
    return words(SECTIONS[section].template) if section in SECTIONS else section.capitalize()


def _navigation(report: Page, sections: dict[str, list[Table]], language: Language) -> Iterator[str]:
    named = [("attention", _ATTENTION)] if report.highlights else []
    links = [*named, *((f"s-{section}", _name(section)) for section in sections if section)]
    if len(links) > 1:
        yield f'<nav aria-label="{_said(words("Sections"), language)}"><ul>'
        yield from (f'<li><a href="#{escape(id)}">{_said(name, language)}</a></li>' for id, name in links)
        yield "</ul></nav>"


def _section(
    section: str, tables: list[Table], charts: tuple[Chart, ...], number: int, language: Language
) -> Iterator[str]:
    """A section with a heading, its charts, then its tables; tables of no section stand alone."""
    own = [chart for chart in charts if chart.section == section]
    if section:
        id = escape(f"s-{section}")
        yield f'<section aria-labelledby="{id}"><h2 id="{id}">{_said(_name(section), language)}</h2>'
    if own:
        yield f'<div class="charts columns-{min(len(own), 2)}">'
        for n, chart in enumerate(own):
            yield from _figure(chart, f"c-{number}-{n}", language)
        yield "</div>"
    for n, table in enumerate(tables, number):
        yield from _table(table, f"t-{n}", 3 if section else 2, language)
    if section:
        yield "</section>"


def _figure(chart: Chart, id: str, language: Language) -> Iterator[str]:
    yield f'<figure><figcaption aria-hidden="true">{_said(chart.title, language)}</figcaption>'
    yield svg(chart, id, language)
    yield "</figure>"


def _table(table: Table, id: str, level: int, language: Language) -> Iterator[str]:
    title = f'<h{level} id="{id}">{_said(table.title, language)}</h{level}>'
    if not table.rows:
        yield f"{title}<p>{_said(words('(nothing)'), language)}</p>"
    else:
        seen = shown(table, language)
        size = "wide" if any(column.kind == "text" for column in seen.columns) else "narrow"
        # a group, not a region: of those each must have a name of its own, and a section may be called like its table
        yield f'<div class="scroll" role="group" tabindex="0" aria-labelledby="{id}">'
        size += " short" if len(seen.rows) <= _SHORT else ""
        yield f'<table class="{size}"><caption>{title}</caption>'
        yield "<thead><tr>"
        for column, heading in zip(seen.columns, seen.titles, strict=True):
            yield f'<th scope="col" class="{_kind(column)}">{escape(heading)}</th>'
        yield "</tr></thead><tbody>"
        for row, cells in zip(seen.rows, seen.cells, strict=True):
            parts = [
                _cell(column, cell, text, is_first=n == 0)
                for n, (column, cell, text) in enumerate(zip(seen.columns, cells, row, strict=True))
            ]
            yield f"<tr>{''.join(parts)}</tr>"
        yield "</tbody></table></div>"
    yield from (f'<p class="note">{_said(note, language)}</p>' for note in table.notes)


def _kind(column: Column) -> str:
    return "figure" if column.is_figure else "text" if column.kind == "text" else "word"


def _cell(column: Column, cell: Cell, text: str, is_first: bool) -> str:
    kind = _kind(column)
    if isinstance(cell, Status):
        kind += f" {status_class(cell)}"
    elif isinstance(cell, State):
        kind += " state"
    written = escape(text)
    if column.kind == "progress" and isinstance(cell, Decimal):
        written = f'{_bar(cell)}<span class="percent">{written}</span>'
    tag, scope = ("th", ' scope="row"') if is_first else ("td", "")
    return f'<{tag}{scope} class="{kind}">{written}</{tag}>'


def _bar(progress: Decimal) -> str:
    """The progress drawn, capped; the figure beside it is not."""
    share = min(max(progress, Decimal(0)), Decimal(100))
    return f'<span class="meter" aria-hidden="true"><span style="width:{share:f}%"></span></span>'
