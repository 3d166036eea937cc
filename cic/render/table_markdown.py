"""Tables as Markdown for pull requests, with `|` and markup in texts made harmless."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cic.language import Language
from cic.pages.tables import Column, Page, Table, words
from cic.render.cells import Shown, between, fact_text, shown
from cic.render.safe_text import MarkdownText, markdown
from cic.render.setting import Setting
from cic.render.table_plain import grid
from cic.render.told import told


def render(report: Page, setting: Setting) -> MarkdownText:
    """The report as Markdown."""
    return markdown("{}\n", MarkdownText.joined("\n", _page(report, setting.language)))


def _page(report: Page, language: Language) -> Iterator[MarkdownText]:
    if report.title:
        yield markdown("# {}\n", report.title)
    for fact in report.facts:
        name, value = fact_text(fact, language)
        yield markdown("- {}{}{}", name, between(language), value)
    yield from (markdown("- **{}**", language.say(one)) for one in report.highlights)
    for n, table in enumerate(report.tables):
        if n or report.title:
            yield markdown("")
        yield markdown("## {}\n", language.say(table.title))
        if table.is_told and table.rows:
            yield from _told(table, language)
        else:
            yield _table(table, language)
        for note in table.notes:
            yield markdown("\n{}", language.say(note))


def _table(table: Table, language: Language) -> MarkdownText:
    if not table.rows:
        return MarkdownText(language.say(words("(nothing)")))
    seen = shown(table, language)
    rows = [[_written(column, text) for column, text in zip(seen.columns, row, strict=True)] for row in seen.rows]
    titles = list(map(MarkdownText, seen.titles))
    if max(len(text) for row in rows for text in row) > _LONGEST_PADDED:
        return MarkdownText.joined("\n", _unpadded(seen, titles, rows))
    return MarkdownText.ours(grid(seen, titles, rows, "pipe"))


_LONGEST_PADDED = 200
"""Signs of a cell up to which the others are padded to its width: beyond, blanks would be most of the file."""


def _unpadded(
    table: Shown, titles: Sequence[MarkdownText], rows: Sequence[Sequence[MarkdownText]]
) -> Iterator[MarkdownText]:
    """The table with one blank around each cell."""
    yield _row(titles)
    yield markdown("|{}|", MarkdownText.joined("|", (_RIGHT if one.is_figure else _LEFT for one in table.columns)))
    yield from map(_row, rows)


_LEFT, _RIGHT = markdown(":---"), markdown("---:")


def _row(cells: Sequence[MarkdownText]) -> MarkdownText:
    return markdown("| {} |", MarkdownText.joined(" | ", cells))


def _told(table: Table, language: Language) -> Iterator[MarkdownText]:
    """Each row below a heading, its texts as paragraphs."""
    for n, one in enumerate(told(table, language)):
        if n:
            yield markdown("")
        yield markdown("### {}", one.subject)
        for text in one.texts:
            first, *others = text.paragraphs
            yield markdown("\n**{}**{}{}", text.name, between(language), first)
            yield from (markdown("\n{}", MarkdownText(other).beginning()) for other in others)


def _written(column: Column, text: str) -> MarkdownText:
    """A place can be copied as it stands."""
    is_copied = column.kind == "place" and text and not {"`", "|", "\\"} & set(text)
    return MarkdownText.code(text) if is_copied else MarkdownText(text)
