"""Tables for a terminal, by Rich. Figures are never cut: texts wrap, then bars go, then rows are stacked."""

from __future__ import annotations

import io
from collections.abc import Iterable
from decimal import Decimal

from rich import box
from rich.console import Console, detect_legacy_windows
from rich.table import Table as RichTable
from rich.text import Text

from cic.analysis.status import Status
from cic.base.ascii import IN_ASCII
from cic.language import Language
from cic.pages.tables import Cell, Page, State, words
from cic.render.cells import Shown, fact_text, named, shown
from cic.render.safe_text import PlainText, sanitized
from cic.render.setting import Setting
from cic.render.table_fit import Line, broken, gridded, stacked
from cic.render.told import told_lines

_LEAST_TEXT = 20
_LEAST_TEXT_BESIDE_BARS = 36
_BAR = 10
_STYLES = {
    Status.ACHIEVED: "green",
    Status.ON_TRACK: "green",
    Status.BEHIND: "yellow",
    Status.OFF_TRACK: "red",
    Status.REPORTED: "",
    Status.INCOMPLETE: "yellow",
    Status.NOT_REPORTED: "magenta",
    Status.NOT_DUE: "dim",
    Status.NOT_APPLICABLE: "dim",
}


def render(report: Page, setting: Setting) -> PlainText:
    """The report as a terminal shows it, with colours where they are wanted."""
    encoding = "ascii" if setting.ascii_only else "utf-8"
    written = io.BytesIO()
    out = io.TextIOWrapper(written, encoding, IN_ASCII, newline="")
    # an old console of Windows would show the codes of the colours
    is_colourful = setting.colourful and not detect_legacy_windows()
    console = Console(
        file=out,
        markup=False,
        emoji=False,
        highlight=False,
        width=setting.width,
        no_color=not is_colourful,
        color_system="auto" if is_colourful else None,
        force_terminal=is_colourful,
        safe_box=True,
    )
    _print_page(report, console, setting.language)
    out.flush()
    return PlainText.page(written.getvalue().decode(encoding))


def _print_page(report: Page, console: Console, language: Language) -> None:
    if report.title:
        _print_text(sanitized(report.title), console, "bold")
    for fact in report.facts:
        _print_text(named(*fact_text(fact, language), language), console, "dim")
    for one in report.highlights:
        _print_text(f"! {sanitized(language.say(one))}", console, "bold red")
    is_ascii = console.options.ascii_only
    for n, table in enumerate(report.tables):
        if n or report.title:
            console.print()
        _print_text(sanitized(language.say(table.title)), console, "bold cyan")
        if table.is_told and table.rows:
            _print_lines(told_lines(table, language, console.width, is_ascii), console)
        else:
            _print_table(shown(table, language, is_ascii), console, language, "#." if is_ascii else "█░")
        for note in table.notes:
            _print_text(sanitized(language.say(note)), console, "dim")


def _print_text(text: str, console: Console, style: str) -> None:
    console.print(Text("\n".join(broken(text, console.width)), style), no_wrap=True, overflow="ignore", crop=False)


def _print_table(table: Shown, console: Console, language: Language, blocks: str) -> None:
    """The widest form that fits: with bars, without, or stacked."""
    if not table.rows:
        console.print(Text(language.say(words("(nothing)")), style="dim"))
        return
    with_bars = _with_bars(table, blocks)
    grid = gridded(with_bars, console.width, _LEAST_TEXT_BESIDE_BARS) or gridded(table, console.width, _LEAST_TEXT)
    if grid is not None:
        console.print(_grid(grid))
        return
    lines = list(stacked(table, language, console.width))
    first = next(n for n, line in enumerate(lines) if line.is_subject)
    _print_lines(lines[:first], console)
    console.rule(style="dim", characters="-" if blocks.isascii() else "─")
    _print_lines(lines[first:], console)


def _print_lines(lines: Iterable[Line], console: Console) -> None:
    console.print(Text("\n").join(map(_written, lines)), no_wrap=True, overflow="ignore", crop=False)


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


def _grid(table: Shown) -> RichTable:
    grid = RichTable(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for column, title in zip(table.columns, table.titles, strict=True):
        grid.add_column(Text(title), justify="right" if column.is_figure else "left", no_wrap=True)
    for row, cells in zip(table.rows, table.cells, strict=True):
        grid.add_row(*(Text(text, style=_style(cell)) for text, cell in zip(row, cells, strict=True)))
    return grid


def _style(cell: Cell) -> str:
    if isinstance(cell, Status):
        return _STYLES[cell]
    return "dim" if isinstance(cell, State) else ""


def _written(line: Line) -> Text:
    style = "dim" if line.is_title else "bold" if line.is_subject else ""
    text = Text(style=style)
    for piece in line.pieces:
        text.append(piece.text, style=_style(piece.cell))
    text.rstrip()
    return text
