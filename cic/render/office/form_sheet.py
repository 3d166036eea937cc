"""A sheet of a form: its title, the heads of its columns, its blocks, and how it is printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cic.base.message import Message
from cic.base.periods import shown_name
from cic.pages.form.cells import COLUMNS, Answer, Block, FormPlan, Row, Said, Sheet
from cic.pages.form.helps import title_of
from cic.render.office.form_cells import FormCells
from cic.render.office.sheet_cells import text_of
from cic.render.office.sheet_table import lines_of

_WIDTHS = (42, 25, 13, 20, 24, 12, 22, 22)
_WIDTHS_OF_WORDS = (34, 116)
_KEYS, _TITLE, _HEADS = 0, 1, 2
"""The rows above the blocks: the first is hidden, and carries the numbers of the columns."""
_ALIKE = ("participant", "own", "activities")
"""The sheets of which the first block has the heads that stand above all of it."""
_LINE, _HIGHEST = 13.5, 400
_LEAST = 2 * _LINE
"""The height of a row in which something is to be written."""
_LEAST_OF_WORDS = 8 * _LINE
_SIGNS = 1.2
"""Signs of the text in the width of a digit."""
_ALLOWED = {"format_columns": True, "format_rows": True, "select_locked_cells": True}
"""What may be changed: how wide and high cells are."""
_DARK, _LIGHT = "#1F4E79", "#DCE6F1"


def write_sheet(page: Any, plan: FormPlan, sheet: Sheet, cells: FormCells) -> None:
    """Write a sheet, and protect it without a password."""
    widths = _WIDTHS_OF_WORDS if sheet.topic == "words" else _WIDTHS
    begin(page, widths, cells)
    page.write_string(_KEYS, 0, sheet.key)
    for column in range(COLUMNS):
        page.write_string(_KEYS, column + 1, str(column + 1))
    page.set_row(_KEYS, None, None, {"hidden": True})
    title = cells.language.say(title_of(plan, sheet))
    look = {"bold": True, "font_size": 14, "valign": "vcenter"}
    across(page, _TITLE, title, widths, cells, **look)
    page.set_row(_TITLE, 24)
    first = sheet.blocks[0].heads
    shared = first if sheet.topic in _ALIKE or all(block.heads == first for block in sheet.blocks) else None
    row = _HEADS
    if shared is not None:
        _heads(page, row, shared, widths, cells)
        row += 1
    page.freeze_panes(row, 2 if sheet.topic != "words" else 0)
    page.repeat_rows(_TITLE, row - 1)
    for block in sheet.blocks:
        row = _block(page, row, block, widths, cells, with_heads=block.heads != shared) + 1
    finish(page, plan, cells, is_wide=True)


def begin(page: Any, widths: Sequence[int], cells: FormCells) -> None:
    """The columns of a sheet; the first is hidden."""
    page.set_column(0, 0, None, None, {"hidden": True})
    for at, width in enumerate(widths):
        page.set_column(at + 1, at + 1, width)
    if cells.language.is_right_to_left:
        page.right_to_left()


def finish(page: Any, plan: FormPlan, cells: FormCells, is_wide: bool) -> None:
    """How a sheet is printed, and what of it may be changed."""
    page.set_paper(9)
    if is_wide:
        page.set_landscape()
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.fit_to_pages(1, 0)
    name = text_of(cells.language.say(plan.name))[:80].replace("&", "&&").replace("\n", " ")
    page.set_footer(f"&L{name}, {shown_name(plan.period)}: &A&R&P / &N")
    page.hide_gridlines(2)
    page.protect("", _ALLOWED)


def across(page: Any, row: int, text: str, widths: Sequence[int], cells: FormCells, **look: object) -> None:
    """A text over the whole width, as high as it needs."""
    settled = {**cells.base, **cells.direction(text), **look}
    page.merge_range(row, 1, row, len(widths), "", cells.look(**settled))
    cells.text(page, row, 1, text, **settled)
    page.set_row(row, min(_LINE * lines_of(text, sum(widths) * _SIGNS) + 4, _HIGHEST))


def height_of(said: Sequence[str], widths: Sequence[int]) -> float:
    """How high a row is in whose cells these texts stand, bold ones among them."""
    return _LINE * max(lines_of(text, width * 0.9) for text, width in zip(said, widths, strict=False)) + 4


def _heads(page: Any, row: int, heads: Sequence[Message | str], widths: Sequence[int], cells: FormCells) -> None:
    look = {"bold": True, "bg_color": _DARK, "font_color": "#FFFFFF", "valign": "vcenter", "border": 1}
    used = max((at for at, head in enumerate(heads) if head), default=-1) + 1
    said = [""] * len(widths)
    for at, head in enumerate(heads[:used]):
        if head:
            said[at] = cells.read(page, row, at + 1, head, **look)
        else:
            cells.empty(page, row, at + 1, bg_color=_DARK)
    page.set_row(row, height_of(said, widths))


def _block(page: Any, row: int, block: Block, widths: Sequence[int], cells: FormCells, *, with_heads: bool) -> int:
    """Write a block; returns the row after it."""
    title = cells.shown(block.title)
    across(page, row, title, widths, cells, bold=True, bg_color=_LIGHT, font_size=11)
    row += 1
    for note in block.notes:
        across(page, row, cells.shown(note), widths, cells, italic=True)
        row += 1
    if with_heads:
        _heads(page, row, block.heads, widths, cells)
        row += 1
    for line in block.rows:
        _row(page, row, line, widths, cells)
        row += 1
    return row


def _row(page: Any, row: int, line: Row, widths: Sequence[int], cells: FormCells) -> None:
    page.write_string(row, 0, line.key)
    used = max((at for at, cell in enumerate(line.cells) if cell is not None), default=0)
    answers = [cell for cell in line.cells if isinstance(cell, Answer)]
    height = _LEAST if any(one.takes == "text" for one in answers) else _LINE + 4
    if any(one.fills == "narrative" for one in answers):
        height = _LEAST_OF_WORDS
    for at, width in enumerate(widths):
        cell = line.at(at)
        if isinstance(cell, Said):
            said = cells.said(page, row, at + 1, cell)
        elif isinstance(cell, Answer):
            said = cells.answer(page, row, at + 1, cell)
        elif at < used:
            cells.empty(page, row, at + 1, bg_color="#F3F4F6")
            continue
        else:
            continue
        height = max(height, _LINE * lines_of(said, width * _SIGNS) + 3)
    page.set_row(row, min(height, _HIGHEST))
