"""Tables as plain text for pipes, by tabulate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import tabulate

from cic.language import Language
from cic.pages.tables import Page, words
from cic.render.cells import Shown, fact_text, named, shown
from cic.render.safe_text import PlainText, sanitized
from cic.render.setting import Setting
from cic.render.table_fit import broken, gridded, stacked, width
from cic.render.told import told_lines

WIDTH = 120
"""Columns of a page that no terminal shows: the same for everyone, so that two pages can be compared."""
_LEAST_TEXT = 16
_NARROWEST_TEXT = 12
"""Of a text where the table would otherwise have to be stacked."""
tabulate.MIN_PADDING = 0  # else every title makes its column two blanks wider


def render(report: Page, setting: Setting) -> PlainText:
    """The report as plain text of at most as many columns as wanted; long texts are wrapped, figures never."""
    lines = _page(report, setting.language, setting.width or WIDTH, setting.ascii_only)
    return PlainText.page("\n".join(lines) + "\n")


def _page(report: Page, language: Language, room: int, ascii_only: bool) -> Iterator[str]:
    if report.title:
        yield from broken(sanitized(report.title), room)
    for fact in report.facts:
        yield from broken(named(*fact_text(fact, language), language), room)
    for one in report.highlights:
        yield from broken("! " + sanitized(language.say(one)), room)
    for n, table in enumerate(report.tables):
        if n or report.title:
            yield ""
        yield from broken(sanitized(language.say(table.title)), room)
        if table.is_told and table.rows:
            yield from (line.text for line in told_lines(table, language, room, ascii_only))
        else:
            yield from _plain_table(shown(table, language, ascii_only), language, room)
        for note in table.notes:
            yield from broken(sanitized(language.say(note)), room)


def _plain_table(table: Shown, language: Language, room: int) -> Iterator[str]:
    if not table.rows:
        yield language.say(words("(nothing)"))
        return
    fits = gridded(table, room, _LEAST_TEXT) or gridded(table, room, _NARROWEST_TEXT)
    if fits is not None:
        yield grid(fits, fits.titles, fits.rows, "simple")
        return
    lines = list(stacked(table, language, room))
    rule = "-" * max(width(line.text) for line in lines if not line.is_subject)
    for n, line in enumerate(lines):
        if line.is_subject and lines[n - 1].is_title:
            yield rule
        yield line.text


def grid(table: Shown, titles: Sequence[str], rows: Sequence[Sequence[str]], style: str) -> str:
    """The table drawn by tabulate in one of its styles."""
    align = ["right" if column.is_figure else "left" for column in table.columns]
    drawn = tabulate.tabulate(
        rows, headers=titles, tablefmt=style, colalign=align, headersalign=align, disable_numparse=True
    )
    return "\n".join(line.rstrip() for line in drawn.split("\n"))
