"""A table as a sheet: its title, a head that stays in sight with filters, its rows and notes, and how it is printed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, islice
from typing import Any, NamedTuple

from cic.analysis.status import Coverage
from cic.base.message import Message
from cic.language import Language
from cic.pages.tables import Cell, Column, Derived, Table, Term, Value, value_in, words
from cic.render.cells import cell_text
from cic.render.office.sheet_cells import Cells, decimals_of, said, text_of

MOST_ROWS = 1_000_000
"""Of a table on one sheet; Excel has some more."""
_HEAD = 1
_FIRST = 2
_NARROWEST, _WIDEST = 9, 60
"""Of a column, in digits; a text that is longer is broken."""
_MANY, _WIDEST_OF_MANY = 8, 28
"""Of columns, and how wide a text is beside them: a sheet is printed on one width of paper, and is to be read there."""
_LOOKED_AT = 2000
"""Rows by which columns get their width."""
_PAPER_A4 = 9
LINKED = "#1F4E9A"
"""The colour of what leads to another sheet."""
_LINE = 15
"""The height of a line, in points."""
_HIGHEST = 409
_LINE_WIDTH, _LINE_LEAST = 110, 60
_LONGEST_COMMENT = 3000


class Place(NamedTuple):
    """A column of the sheet: of the table, and where it begins; a share of those who must report takes two.
    is_beside_figure: whether what is set to the right ends where it begins."""

    column: Column
    at: int
    is_coverage: bool
    is_beside_figure: bool


def parts_of_table(table: Table) -> Iterator[Table]:
    """The table, in several where it has more rows than a sheet."""
    if len(table.rows) <= MOST_ROWS:
        yield table
        return
    for first in range(0, len(table.rows), MOST_ROWS):
        is_last = first + MOST_ROWS >= len(table.rows)
        yield table._replace(rows=table.rows[first : first + MOST_ROWS], notes=table.notes if is_last else ())


def write_table(
    sheet: Any, table: Table, title: str, cells: Cells, comments: Iterator[str] | None, first_sheet: str
) -> None:
    """Write the table, whose title leads back to the first sheet. comments: how each figure came about, in the order of
    the cells that know it."""
    places = _places(table)
    end = places[-1].at + (2 if places[-1].is_coverage else 1) if places else 1
    widths = [_NARROWEST] * end
    decimals = {place.at: _decimals(table, n) for n, place in enumerate(places)}
    _write_head(sheet, places, widths, cells)
    for row, values in enumerate(table.rows, _FIRST):
        for place, cell in zip(places, values, strict=True):
            value = value_in(cell)
            cells.value(sheet, row, place.at, place.column, value, decimals[place.at], place.is_beside_figure)
            if row < _LOOKED_AT:
                widths[place.at] = max(widths[place.at], _width(place.column, value, cells.language))
            if comments is not None and isinstance(cell, Derived):
                _comment(sheet, row, place.at, next(comments), cells.language)
    if end > _MANY:
        for place in places:
            if place.column.kind == "text":
                widths[place.at] = min(widths[place.at], _WIDEST_OF_MANY)
    for at, width in enumerate(widths):
        sheet.set_column(at, at, min(width, _WIDEST) + 1)
    write_title(sheet, title, widths, cells, first_sheet)
    _set_heights(sheet, table, places, widths, cells.language)
    row = _FIRST + len(table.rows)
    if table.rows:
        sheet.autofilter(_HEAD, 0, row - 1, end - 1)
    else:
        cells.text(sheet, row, 0, cells.language.say(words("(nothing)")), italic=True)
        row += 1
    write_lines(sheet, row + 1, (cells.language.say(note) for note in table.notes), widths, cells)
    sheet.freeze_panes(_FIRST, _frozen(table, places))
    _prepare_print(sheet, end)


def _places(table: Table) -> list[Place]:
    places: list[Place] = []
    at, is_beside = 0, False
    for n, column in enumerate(table.columns):
        is_coverage = any(isinstance(value_in(row[n]), Coverage) for row in table.rows)
        places.append(Place(column, at, is_coverage, is_beside and not column.is_figure))
        is_beside = column.is_figure or is_coverage
        at += 2 if is_coverage else 1
    return places


def _frozen(table: Table, places: Sequence[Place]) -> int:
    """How many columns stay in sight: those that name a row, where they leave room for others."""
    return min(table.named_by, 2) if len(places) > table.named_by else 0


def _decimals(table: Table, at: int) -> int | None:
    """As many decimals as the most exact percentage of the column has."""
    if table.columns[at].kind not in ("percent", "progress"):
        return None
    values = (value_in(row[at]) for row in table.rows)
    return max((decimals_of(value) for value in values if isinstance(value, Decimal)), default=0)


def _write_head(sheet: Any, places: Iterable[Place], widths: list[int], cells: Cells) -> None:
    lines = 1
    for place in places:
        titles = [cells.language.say(place.column.title)]
        titles += [cells.language.say(words("out of"))] if place.is_coverage else []
        for at, title in enumerate(titles, place.at):
            align: dict[str, object] = {"indent": 1} if place.is_beside_figure else {}
            if place.column.is_figure or place.is_coverage:
                align = {"align": "right"}
            look = {"bold": True, "text_wrap": True, "bg_color": "#DCE6F1", "bottom": 1, "valign": "bottom", **align}
            cells.text(sheet, _HEAD, at, title, **look)
            # room for the arrow of the filter
            widths[at] = max(widths[at], *(len(word) + 4 for word in title.split() or [""]))
            lines = max(lines, math.ceil(1.3 * len(title) / (widths[at] - 3)))
    sheet.set_row(_HEAD, _LINE * min(lines, 5) + 2)


def _width(column: Column, value: Value, language: Language) -> int:
    if value is None or isinstance(value, Coverage):
        return 0
    if column.kind != "text" or not isinstance(value, (str, Message, Term)):
        # a figure or a day that has no room is shown as ###
        return len(cell_text(column, value, language)) + 2
    return max(map(len, said(value, language).split("\n")))


def _set_heights(sheet: Any, table: Table, places: Sequence[Place], widths: Sequence[int], language: Language) -> None:
    """Rows as high as their texts need: not every program finds that out when it opens the file."""
    told = [(n, place.at) for n, place in enumerate(places) if place.column.kind == "text"]
    for at, row in enumerate(table.rows, _FIRST):
        values = [(value_in(row[n]), min(widths[column], _WIDEST)) for n, column in told]
        texts = [(said(value, language), room) for value, room in values if isinstance(value, (str, Message, Term))]
        lines = max((lines_of(text, room) for text, room in texts), default=1)
        if lines > 1:
            sheet.set_row(at, min(_LINE * lines, _HIGHEST))


def lines_of(text: str, room: float) -> int:
    """How many lines of so many signs a text takes, with room for words that go to the next one."""
    return sum(_lines(part, room) for part in text.split("\n"))


def _lines(line: str, room: float) -> int:
    return 1 if len(line) <= room else math.ceil(1.1 * len(line) / room)


def _comment(sheet: Any, row: int, at: int, text: str, language: Language) -> None:
    if len(text) > _LONGEST_COMMENT:
        more = words("(whole on the sheet of how each figure came about)")
        text = text[:_LONGEST_COMMENT] + "… " + language.say(more)
    text = text_of(text)
    lines = math.ceil(len(text) / 45) + 1
    sheet.write_comment(row, at, text, {"width": 320, "height": min(18 * lines + 10, 400), "font_size": 9})


def link_to(sheet: str) -> str:
    """Where a link to the beginning of a sheet leads."""
    return "internal:'" + sheet.replace("'", "''") + "'!A1"


def write_title(sheet: Any, title: str, widths: Sequence[int], cells: Cells, leads_to: str = "") -> None:
    """The title over the width of the table, on as many lines as it needs. leads_to: another sheet."""
    last, room = _across(widths)
    look: dict[str, object] = {"bold": True, "font_size": 14, "text_wrap": True}
    sheet.merge_range(0, 0, 0, last, "", cells.look(**look))
    if leads_to:
        look["font_color"] = LINKED
        sheet.write_url(0, 0, link_to(leads_to), cells.look(**look), leads_to)
    cells.text(sheet, 0, 0, title, **look)
    sheet.set_row(0, min(20 * lines_of(title, room / 1.5), _HIGHEST))


def _across(widths: Sequence[int]) -> tuple[int, int]:
    """The last column that a sentence stands over, and the room in it: at most that of a line, and, beside a narrow
    table, not less than can be read."""
    upto = list(accumulate(min(width, _WIDEST) + 1 for width in widths))
    while len(upto) < 2 or upto[-1] < _LINE_LEAST:
        upto.append(upto[-1] + _NARROWEST)
    last = next((at for at, across in enumerate(upto) if at and across >= _LINE_WIDTH), len(upto) - 1)
    return last, upto[last]


def write_lines(sheet: Any, row: int, lines: Iterable[str], widths: Sequence[int], cells: Cells) -> int:
    """Sentences over the width of the table, each in its row; returns the row after them."""
    last, room = _across(widths)
    for line in lines:
        sheet.merge_range(row, 0, row, last, "", cells.look(text_wrap=True))
        cells.text(sheet, row, 0, line, text_wrap=True)
        sheet.set_row(row, min(_LINE * lines_of(line, room), _HIGHEST))
        row += 1
    return row


def _prepare_print(sheet: Any, columns: int) -> None:
    sheet.set_paper(_PAPER_A4)
    if columns > 5:
        sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEAD)
    sheet.set_footer("&L&A&R&P / &N")


def derivations(explanation: Table, language: Language, tables: Iterable[Table]) -> Iterator[str] | None:
    """How each figure of the tables came about, in words, from the table that says so of all; None where it says it of
    others."""
    known = sum(isinstance(cell, Derived) for table in tables for row in table.rows for cell in row)
    if known != len(explanation.rows):
        return None
    return (_derivation(islice(row, 4, 6), language) for row in explanation.rows)


def _derivation(cells: Iterable[Cell], language: Language) -> str:
    return "\n".join(said(value, language) for value in map(value_in, cells) if value is not None)
