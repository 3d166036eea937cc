"""Tables by tabulate: plain text for pipes, Markdown for pull requests."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator

from tabulate import tabulate

from cic.language import Language
from cic.render.cells import cell_text, shown
from cic.render.harmless import harmless
from cic.tables import Column, Fact, Report, Table, words

_WIDEST_TEXT = 60
_WIDEST_TITLE = 120
_FACT = Column("value", "", "text")


def plain(report: Report, language: Language) -> str:
    """The report as plain text; long texts are wrapped, figures never."""
    return "\n".join(_page(report, language)) + "\n"


def markdown(report: Report, language: Language) -> str:
    """The report as Markdown, with `|` and markup in texts made harmless."""
    return "\n".join(_markdown_page(report, language)) + "\n"


def fact_text(fact: Fact, language: Language) -> tuple[str, str]:
    """The name and the value of a fact."""
    return language.say(fact.name), cell_text(_FACT, fact.value, language)


def _page(report: Report, language: Language) -> Iterator[str]:
    if report.title:
        yield harmless(report.title)
    for fact in report.facts:
        name, value = fact_text(fact, language)
        yield f"{name}: {value}"
    yield from ("! " + harmless(language.say(one)) for one in report.highlights)
    for n, table in enumerate(report.tables):
        if n or report.title:
            yield ""
        yield from textwrap.wrap(harmless(language.say(table.title)), _WIDEST_TITLE)
        yield _grid(table, language, "simple", lambda text: text, wraps=True)
        yield from (harmless(language.say(note)) for note in table.notes)


def _markdown_page(report: Report, language: Language) -> Iterator[str]:
    if report.title:
        yield f"# {escaped(report.title)}"
        yield ""
    for fact in report.facts:
        name, value = fact_text(fact, language)
        yield f"- {escaped(name)}: {escaped(value)}"
    yield from (f"- **{escaped(language.say(one))}**" for one in report.highlights)
    for n, table in enumerate(report.tables):
        if n or report.title:
            yield ""
        yield f"## {escaped(language.say(table.title))}"
        yield ""
        yield _grid(table, language, "pipe", escaped, wraps=False)
        for note in table.notes:
            yield ""
            yield escaped(language.say(note))


def _grid(table: Table, language: Language, style: str, written: Callable[[str], str], wraps: bool) -> str:
    if not table.rows:
        return language.say(words("(nothing)"))
    seen = shown(table, language)
    rows = [
        [
            "\n".join(textwrap.wrap(text, _WIDEST_TEXT)) if wraps and column.kind == "text" else written(text)
            for column, text in zip(seen.columns, row, strict=True)
        ]
        for row in seen.rows
    ]
    align = ["right" if column.is_figure else "left" for column in seen.columns]
    return tabulate(
        rows,
        headers=[written(title) for title in seen.titles],
        tablefmt=style,
        colalign=align,
        headersalign=align,
        disable_numparse=True,
    )


def escaped(text: str) -> str:
    """The text for Markdown, with markup and control characters made harmless."""
    safe = harmless(text)
    for sign in "\\`*_[]<>|#":
        safe = safe.replace(sign, "\\" + sign)
    return safe
