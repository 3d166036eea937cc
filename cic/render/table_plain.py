"""Tables by tabulate: plain text for pipes, Markdown for pull requests."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator

from tabulate import tabulate

from cic.render.cells import cell_text
from cic.render.harmless import harmless
from cic.tables import Cell, Column, Report, Table

_WIDEST_TEXT = 60
_WIDEST_TITLE = 120


def plain(report: Report) -> str:
    """The report as plain text; long texts are wrapped, figures never."""
    return "\n".join(_page(report)) + "\n"


def markdown(report: Report) -> str:
    """The report as Markdown, with `|` and markup in texts made harmless."""
    return "\n".join(_markdown_page(report)) + "\n"


def _page(report: Report) -> Iterator[str]:
    if report.title:
        yield harmless(report.title)
    for name, value in report.facts:
        yield f"{name}: {harmless(value)}"
    for n, table in enumerate(report.tables):
        if n or report.title:
            yield ""
        yield from textwrap.wrap(harmless(table.title), _WIDEST_TITLE)
        yield _grid(table, "simple", _wrapped)
        yield from map(harmless, table.notes)


def _markdown_page(report: Report) -> Iterator[str]:
    if report.title:
        yield f"# {escaped(report.title)}"
        yield ""
    for name, value in report.facts:
        yield f"- {name}: {escaped(value)}"
    for n, table in enumerate(report.tables):
        if n or report.title:
            yield ""
        yield f"## {escaped(table.title)}"
        yield ""
        yield _grid(table, "pipe", lambda column, cell: escaped(cell_text(column, cell)))
        if table.notes:
            yield ""
            yield from (escaped(note) for note in table.notes)


def _grid(table: Table, style: str, written: Callable[[Column, Cell], str]) -> str:
    if not table.rows:
        return "(nothing)"
    rows = [[written(column, cell) for column, cell in zip(table.columns, row, strict=True)] for row in table.rows]
    headers = [column.title for column in table.columns]
    align = ["right" if column.is_figure else "left" for column in table.columns]
    return tabulate(rows, headers=headers, tablefmt=style, colalign=align, headersalign=align, disable_numparse=True)


def _wrapped(column: Column, cell: Cell) -> str:
    text = cell_text(column, cell)
    return "\n".join(textwrap.wrap(text, _WIDEST_TEXT)) if column.kind == "text" else text


def escaped(text: str) -> str:
    """The text for Markdown, with markup and control characters made harmless."""
    safe = harmless(text)
    for sign in "\\`*_[]<>|#":
        safe = safe.replace(sign, "\\" + sign)
    return safe
