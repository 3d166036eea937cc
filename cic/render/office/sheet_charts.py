"""The charts of a page as charts of the workbook, which draw from a sheet of their own: there a cell whose value nobody
knows is empty, where a table says so in a word, which a spreadsheet would draw as a zero."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from cic.analysis.status import Coverage
from cic.language import Language
from cic.pages.tables import Chart, Column, Mark, Value, value_in, words
from cic.render.cells import cell_text
from cic.render.office.parts import GREY, PLAIN, TRACK, colour, is_drawn
from cic.render.office.sheet_cells import Cells, exact_number, text_of

_WIDTH, _MARK, _AROUND = 620, 22, 110
"""In pixels: of a chart, of a bar that lies, and what is above and below the bars."""
_FEWEST_ROWS = 16
_ROW = 20
_PAGE = 54
"""Rows that a printed page has room for, so that none parts a chart."""
_LABEL = Column("label", "", "id")


def write_charts(book: Any, sheet: Any, figures: Any, charts: Sequence[Chart], cells: Cells) -> None:
    """Draw the charts on a sheet, one below the other, from the figures that stand on the other one."""
    row = at = begun = 0
    breaks: list[int] = []
    for chart in charts:
        first = row + 2
        series = _write_figures(figures, row, chart, cells)
        drawn = _chart(book, chart)
        # by the cell that holds it: a title that begins like a formula would be taken for one
        drawn.set_title({"name": [figures.get_name(), row, 0], "name_font": {"size": 11}, "overlay": False})
        _draw(drawn, chart, series, figures.get_name(), first)
        across = chart.form == "columns"
        height = 300 if across else max(len(chart.marks) * _MARK + _AROUND, _FEWEST_ROWS * _ROW)
        drawn.set_size({"width": _WIDTH, "height": height})
        if at + height // _ROW > begun + _PAGE and at:
            breaks.append(at)
            begun = at
        sheet.insert_chart(
            at, 0, drawn, {"description": text_of(cells.language.say(chart.title)), "object_position": 3}
        )
        at += height // _ROW + 2
        row = first + len(chart.marks) + 2
    sheet.set_h_pagebreaks(breaks)


def _write_figures(sheet: Any, row: int, chart: Chart, cells: Cells) -> int:
    """The title, the head and a row for each mark; returns how many series that makes."""
    say = cells.language.say
    cells.text(sheet, row, 0, say(chart.title), bold=True)
    is_coverage = any(isinstance(value_in(mark.values[0]), Coverage) for mark in chart.marks)
    titles = [say(column.title) for column in chart.columns]
    names = [say(words("expected")), *titles] if is_coverage else titles
    for n, name in enumerate(names, 1):
        cells.text(sheet, row + 1, n, name, bold=True, bottom=1)
    for n, mark in enumerate(chart.marks, row + 2):
        cells.text(sheet, n, 0, _label(chart, mark, cells.language))
        for at, (column, cell) in enumerate(zip(chart.columns, mark.values, strict=True), 1):
            _write_figure(sheet, n, at, column, value_in(cell), cells)
    return len(names)


def _write_figure(sheet: Any, row: int, at: int, column: Column, value: Value, cells: Cells) -> None:
    if isinstance(value, Coverage):
        sheet.write_number(row, at, value.expected, cells.look(num_format="0"))
        sheet.write_number(row, at + 1, value.reported_by, cells.look(num_format="0"))
    elif is_drawn(value) and (not isinstance(value, Decimal) or exact_number(value) is not None):
        cells.value(sheet, row, at, column, value)


def _label(chart: Chart, mark: Mark, language: Language) -> str:
    """What a bar is of; where nothing is known, the word for it."""
    label = cell_text(_LABEL, mark.label, language)
    absent = [
        cell_text(column, value, language)
        for column, value in zip(chart.columns, map(value_in, mark.values), strict=True)
        if not is_drawn(value) and not isinstance(value, Coverage)
    ]
    word = next(filter(None, absent), "") or (
        language.say(words(mark.status.value)) if absent and mark.status is not None else ""
    )
    return f"{label} ({word})" if word else label


def _chart(book: Any, chart: Chart) -> Any:
    drawn = book.add_chart({"type": "bar" if chart.form == "bars" else "column"})
    drawn.show_blanks_as("gap")
    is_share = chart.columns[0].kind in ("percent", "progress")
    scale: dict[str, object] = {"min": 0, "num_format": "0%" if is_share else "#,##0"}
    scale["major_gridlines"] = {"visible": True, "line": {"color": "#D9D9D9"}}
    if chart.form == "bars":
        drawn.set_y_axis({"reverse": True, "num_font": {"size": 9}})
        drawn.set_x_axis(scale)
    else:
        drawn.set_y_axis(scale)
    return drawn


def _draw(drawn: Any, chart: Chart, count: int, sheet: str, first: int) -> None:
    last = first + len(chart.marks) - 1
    is_coverage = count > len(chart.columns)
    for n in range(count):
        series: dict[str, object] = {
            "name": [sheet, first - 1, n + 1],
            "categories": [sheet, first, 0, last, 0],
            "values": [sheet, first, n + 1, last, n + 1],
            "gap": 60,
            "data_labels": {"value": True, "font": {"size": 8}},
        }
        if is_coverage:
            # all who must report, and over it those who have
            series |= {"overlap": 100, "fill": {"color": "#" + (PLAIN if n else TRACK)}}
            series["data_labels"] = {"value": bool(n), "font": {"size": 8}}
        else:
            fills = [colour(mark, n, count) for mark in chart.marks]
            series["fill"] = {"color": "#" + (fills[0] if len(set(fills)) == 1 else GREY)}
            if len(set(fills)) > 1:
                series["points"] = [{"fill": {"color": "#" + fill}} for fill in fills]
        drawn.add_series(series)
    drawn.set_legend({"position": "bottom"} if count > 1 else {"none": True})
