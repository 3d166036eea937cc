"""Tables for a terminal, by Rich. Numbers are never cut: the texts wrap, and a table that is still too wide
becomes a list."""

from __future__ import annotations

from decimal import Decimal

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from cic.language import Language
from cic.render.cells import Shown, shown
from cic.render.harmless import harmless
from cic.render.table_plain import fact_text
from cic.tables import Cell, Report, State, Status, words

_NARROWEST_TEXT = 16
_BAR = 10
_STYLES = {
    Status.ACHIEVED: "green",
    Status.ON_TRACK: "green",
    Status.BEHIND: "yellow",
    Status.OFF_TRACK: "red",
    Status.INCOMPLETE: "yellow",
    Status.NOT_REPORTED: "magenta",
    Status.NOT_DUE: "dim",
    Status.NOT_APPLICABLE: "dim",
}


def print_report(report: Report, console: Console, language: Language) -> None:
    """Print the report; the console decides on width and colour."""
    if report.title:
        console.print(Text(harmless(report.title), style="bold"))
    for fact in report.facts:
        name, value = fact_text(fact, language)
        console.print(Text(f"{name}: {value}", style="dim"))
    for one in report.highlights:
        console.print(Text(f"! {harmless(language.say(one))}", style="bold red"))
    for n, table in enumerate(report.tables):
        if n or report.title:
            console.print()
        console.print(Text(harmless(language.say(table.title)), style="bold cyan"))
        _print_table(shown(table, language), console, language)
        for note in table.notes:
            console.print(Text(harmless(language.say(note)), style="dim"))


def _print_table(table: Shown, console: Console, language: Language) -> None:
    """The widest form that fits: with bars, without, or a list."""
    with_bars = _with_bars(table, "█░" if console.encoding.startswith("utf") else "#.")
    if not table.rows:
        console.print(Text(language.say(words("(nothing)")), style="dim"))
    elif _least_width(with_bars) <= console.width:
        console.print(_grid(with_bars))
    elif _least_width(table) <= console.width:
        console.print(_grid(table))
    else:
        _print_list(table, console)


def _with_bars(table: Shown, blocks: str) -> Shown:
    rows = tuple(
        tuple(
            f"{bar(cell, blocks)} {text:>7}" if column.kind == "progress" and isinstance(cell, Decimal) else text
            for column, cell, text in zip(table.columns, cells, row, strict=True)
        )
        for row, cells in zip(table.rows, table.cells, strict=True)
    )
    return table._replace(rows=rows)


def bar(progress: Decimal, blocks: str) -> str:
    """The progress drawn; the drawing is capped, the figure beside it is not."""
    full = int(min(max(progress, Decimal(0)), Decimal(100)) * _BAR / 100)
    return blocks[0] * full + blocks[1] * (_BAR - full)


def _least_width(table: Shown) -> int:
    widths = []
    for n, column in enumerate(table.columns):
        cells = max((cell_len(row[n]) for row in table.rows), default=0)
        widest = min(_NARROWEST_TEXT, cells) if column.kind == "text" else cells
        widths.append(max(widest, min(max(map(cell_len, table.titles[n].split()), default=0), 12)))
    return sum(widths) + 2 * len(widths)


def _grid(table: Shown) -> RichTable:
    grid = RichTable(box=box.SIMPLE_HEAD, padding=(0, 1), collapse_padding=True, pad_edge=False, header_style="bold")
    for column, title in zip(table.columns, table.titles, strict=True):
        wraps = column.kind == "text"
        grid.add_column(
            Text(title), justify="right" if column.is_figure else "left", no_wrap=not wraps, overflow="fold"
        )
    for row, cells in zip(table.rows, table.cells, strict=True):
        grid.add_row(*(Text(text, style=_style(cell)) for text, cell in zip(row, cells, strict=True)))
    return grid


def _style(cell: Cell) -> str:
    if isinstance(cell, Status):
        return _STYLES[cell]
    return "dim" if isinstance(cell, State) else ""


def _print_list(table: Shown, console: Console) -> None:
    for row, cells in zip(table.rows, table.cells, strict=True):
        console.print(Text(row[0], style="bold"))
        for title, text, cell in list(zip(table.titles, row, cells, strict=True))[1:]:
            if text:
                console.print(Text(f"  {title}: ") + Text(text, style=_style(cell)))
