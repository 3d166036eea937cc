"""Tables for a terminal, by Rich. Numbers are never cut: the texts wrap, and a table that is still too wide
becomes a list."""

from __future__ import annotations

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from cic.render.cells import cell_text
from cic.render.harmless import harmless
from cic.tables import Column, Report, State, Table

_NARROWEST_TEXT = 16


def print_report(report: Report, console: Console) -> None:
    """Print the report; the console decides on width and colour."""
    if report.title:
        console.print(Text(harmless(report.title), style="bold"))
    for name, value in report.facts:
        console.print(Text(f"{name}: {harmless(value)}", style="dim"))
    for n, table in enumerate(report.tables):
        if n or report.title:
            console.print()
        console.print(Text(harmless(table.title), style="bold cyan"))
        _print_table(table, console)
        for note in table.notes:
            console.print(Text(harmless(note), style="dim"))


def _print_table(table: Table, console: Console) -> None:
    rows = [[cell_text(column, cell) for column, cell in zip(table.columns, row, strict=True)] for row in table.rows]
    if not rows:
        console.print(Text("(nothing)", style="dim"))
    elif _least_width(table, rows) <= console.width:
        console.print(_grid(table, rows))
    else:
        _print_list(table, rows, console)


def _widest_word(column: Column, cells: list[str]) -> int:
    if column.kind == "text":
        return min(_NARROWEST_TEXT, max(map(cell_len, cells), default=0))
    return max(map(cell_len, cells), default=0)


def _least_width(table: Table, rows: list[list[str]]) -> int:
    widths = [
        max(_widest_word(column, [row[n] for row in rows]), min(max(map(cell_len, column.title.split())), 12))
        for n, column in enumerate(table.columns)
    ]
    return sum(widths) + 2 * len(widths)


def _grid(table: Table, rows: list[list[str]]) -> RichTable:
    grid = RichTable(box=box.SIMPLE_HEAD, padding=(0, 1), collapse_padding=True, pad_edge=False, header_style="bold")
    for column in table.columns:
        wraps = column.kind == "text"
        grid.add_column(
            Text(column.title), justify="right" if column.is_figure else "left", no_wrap=not wraps, overflow="fold"
        )
    for row, cells in zip(rows, table.rows, strict=True):
        grid.add_row(
            *(Text(text, style="dim" if isinstance(cell, State) else "") for text, cell in zip(row, cells, strict=True))
        )
    return grid


def _print_list(table: Table, rows: list[list[str]], console: Console) -> None:
    for row in rows:
        console.print(Text(row[0], style="bold"))
        for column, cell in list(zip(table.columns, row, strict=True))[1:]:
            if cell:
                console.print(Text(f"  {column.title}: {cell}"))
