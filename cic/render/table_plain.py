"""Tables by tabulate: plain text for pipes, Markdown for pull requests."""

from __future__ import annotations

from collections.abc import Iterator

from tabulate import tabulate

from cic.render.cells import cell_text
from cic.tables import Report, Table


def plain(report: Report) -> str:
    """The report as plain text."""
    return "\n".join(_page(report, "simple")) + "\n"


def markdown(report: Report) -> str:
    """The report as Markdown, with `|` and markup in texts made harmless."""
    return "\n".join(_markdown_page(report)) + "\n"


def _page(report: Report, style: str) -> Iterator[str]:
    yield report.title
    for name, value in report.facts:
        yield f"{name}: {value}"
    for table in report.tables:
        yield ""
        yield table.title
        yield _grid(
            table,
            style,
            [[cell_text(c, cell) for c, cell in zip(table.columns, row, strict=True)] for row in table.rows],
        )
        yield from table.notes


def _markdown_page(report: Report) -> Iterator[str]:
    yield f"# {_escaped(report.title)}"
    yield ""
    for name, value in report.facts:
        yield f"- {name}: {_escaped(value)}"
    for table in report.tables:
        yield ""
        yield f"## {_escaped(table.title)}"
        yield ""
        yield _grid(
            table,
            "pipe",
            [[_escaped(cell_text(c, cell)) for c, cell in zip(table.columns, row, strict=True)] for row in table.rows],
        )
        if table.notes:
            yield ""
            yield from (_escaped(note) for note in table.notes)


def _grid(table: Table, style: str, rows: list[list[str]]) -> str:
    headers = [column.title for column in table.columns]
    if not rows:
        return "(nothing)"
    align = ["right" if column.is_figure else "left" for column in table.columns]
    return tabulate(rows, headers=headers, tablefmt=style, colalign=align, headersalign=align, disable_numparse=True)


def _escaped(text: str) -> str:
    for sign in "\\`*_[]<>|#":
        text = text.replace(sign, "\\" + sign)
    return text
