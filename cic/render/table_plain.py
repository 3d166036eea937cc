"""Tables by tabulate: plain text for pipes, Markdown for pull requests."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import tabulate

from cic.language import Language
from cic.pages.tables import Column, Page, Table, words
from cic.render.cells import Shown, fact_text, named, shown
from cic.render.safe_text import harmless
from cic.render.table_fit import broken, gridded, stacked, width

WIDTH = 120
"""Columns of a page that no terminal shows: the same for everyone, so that two pages can be compared."""
_LEAST_TEXT = 16
_NARROWEST_TEXT = 12
"""Of a text where the table would otherwise have to be stacked."""
tabulate.MIN_PADDING = 0  # else every title makes its column two blanks wider
_MARKUP = str.maketrans({sign: "\\" + sign for sign in "\\`*_[]<>|#~$"} | {"&": "&amp;"})
_LINKED_BY_GITHUB = re.compile(r"(@|\\#)(?=\w)|:(?=//)|(?<=www)\.|:(?=[a-z+-][\w+-]*:)", re.IGNORECASE)
_PARTED = "&#8288;"
"""A word joiner: nothing to see, but what it parts is no mention, no link and no sign."""


def plain(report: Page, language: Language, room: int = WIDTH, ascii_only: bool = False) -> str:
    """The report as plain text of at most `room` columns; long texts are wrapped, figures never."""
    return "\n".join(_page(report, language, room, ascii_only)) + "\n"


def markdown(report: Page, language: Language) -> str:
    """The report as Markdown, with `|` and markup in texts made harmless."""
    return "\n".join(_markdown_page(report, language)) + "\n"


def _page(report: Page, language: Language, room: int, ascii_only: bool) -> Iterator[str]:
    if report.title:
        yield from broken(harmless(report.title), room)
    for fact in report.facts:
        yield from broken(named(*fact_text(fact, language), language), room)
    for one in report.highlights:
        yield from broken("! " + harmless(language.say(one)), room)
    for n, table in enumerate(report.tables):
        if n or report.title:
            yield ""
        yield from broken(harmless(language.say(table.title)), room)
        yield from _plain_table(shown(table, language, ascii_only), language, room)
        for note in table.notes:
            yield from broken(harmless(language.say(note)), room)


def _plain_table(table: Shown, language: Language, room: int) -> Iterator[str]:
    if not table.rows:
        yield language.say(words("(nothing)"))
        return
    fits = gridded(table, room, _LEAST_TEXT) or gridded(table, room, _NARROWEST_TEXT)
    if fits is not None:
        yield _grid(fits, fits.titles, fits.rows, "simple")
        return
    lines = list(stacked(table, language, room))
    rule = "-" * max(width(line.text) for line in lines if not line.is_subject)
    for n, line in enumerate(lines):
        if line.is_subject and lines[n - 1].is_title:
            yield rule
        yield line.text


def _markdown_page(report: Page, language: Language) -> Iterator[str]:
    if report.title:
        yield f"# {escaped(report.title)}"
        yield ""
    for fact in report.facts:
        name, value = map(escaped, fact_text(fact, language))
        yield f"- {named(name, value, language)}"
    yield from (f"- **{escaped(language.say(one))}**" for one in report.highlights)
    for n, table in enumerate(report.tables):
        if n or report.title:
            yield ""
        yield f"## {escaped(language.say(table.title))}"
        yield ""
        yield _markdown_table(table, language)
        for note in table.notes:
            yield ""
            yield escaped(language.say(note))


def _markdown_table(table: Table, language: Language) -> str:
    if not table.rows:
        return language.say(words("(nothing)"))
    seen = shown(table, language)
    rows = [[_written(column, text) for column, text in zip(seen.columns, row, strict=True)] for row in seen.rows]
    return _grid(seen, [escaped(title) for title in seen.titles], rows, "pipe")


def _written(column: Column, text: str) -> str:
    """A place can be copied as it stands."""
    return f"`{text}`" if column.kind == "place" and text and not {"`", "|", "\\"} & set(text) else escaped(text)


def _grid(table: Shown, titles: Sequence[str], rows: Sequence[Sequence[str]], style: str) -> str:
    align = ["right" if column.is_figure else "left" for column in table.columns]
    grid = tabulate.tabulate(
        rows, headers=titles, tablefmt=style, colalign=align, headersalign=align, disable_numparse=True
    )
    return "\n".join(line.rstrip() for line in grid.split("\n"))


def escaped(text: str) -> str:
    """The text for Markdown, with markup, mentions, links and control characters made harmless."""
    return _LINKED_BY_GITHUB.sub(lambda match: match.group() + _PARTED, harmless(text).translate(_MARKUP))
