"""A page as a workbook: what it is, its charts, and a sheet for each table, with real numbers and days.

Written by XlsxWriter, which turns no text of ours into a formula or a link: each is written as a text. What the library
makes is taken apart and looked through, then put together so that the same page gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

import xlsxwriter

from cic.language import Language
from cic.pages.tables import Column, Fact, Page, value_in, words
from cic.render.cells import without_empty_columns
from cic.render.office.parts import charts_of, day_of, invented, parts_of
from cic.render.office.sheet_cells import LONGEST, Cells, pieces, said
from cic.render.office.sheet_charts import write_charts
from cic.render.office.sheet_names import sheet_names, short_name
from cic.render.office.sheet_table import (
    derivations,
    lines_of,
    parts_of_table,
    write_lines,
    write_table,
    write_title,
)
from cic.render.safe_file import XlsxFile
from cic.render.safe_text import sanitized
from cic.render.setting import Setting

_TEXTS_ALONE = {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
_LINKED = {"font_color": "#1F4E9A", "underline": 1}
_FACT = Column("value", "", "text")
_ABOUT = words(
    "A workbook of the report: a sheet for each table. Every figure is a number, none is calculated in here; a word"
    " stands where there is no figure, and is no zero."
)


def render(page: Page, setting: Setting) -> XlsxFile:
    """The page as a file of Excel 2007 or newer, also for LibreOffice."""
    written = io.BytesIO()
    book: Any = xlsxwriter.Workbook(written, _TEXTS_ALONE)
    book.set_properties({"title": sanitized(page.title)[:255], "author": "cic", "created": day_of(page)})
    book.set_calc_mode("manual")
    _write(book, page, setting.language)
    book.close()
    return XlsxFile.of(parts_of(written.getvalue()))


def _write(book: Any, page: Page, language: Language) -> None:
    cells = Cells(book, language)
    tables = [part for table in page.tables for part in parts_of_table(without_empty_columns(table))]
    charts = list(charts_of(page))
    mark = invented(page)
    behind = f" ({language.say(mark.name)})" if mark else ""
    titles = [language.say(table.title) for table in tables]
    ours = (words("Report"), words("Charts"), words("Figures of the charts"), words("Long texts"))
    about, drawn, figures, long = map(language.say, ours)
    names = sheet_names([about, drawn, *(short_name(table, language) for table in tables), figures, long])
    _write_about(book.add_worksheet(names[0]), page, list(zip(names[2:-2], titles, strict=True)), cells)
    if charts:
        sheet = book.add_worksheet(names[1])
        sheet.hide_gridlines(2)
        sheet.set_paper(9)
        sheet.set_print_scale(80)
    comments = _comments(page, language)
    for name, title, table in zip(names[2:-2], titles, tables, strict=True):
        write_table(book.add_worksheet(name), table, title + behind, cells, comments)
    if charts:
        numbers = book.add_worksheet(names[-2])
        numbers.set_column(0, 0, 40)
        numbers.set_column(1, 3, 16)
        write_charts(book, sheet, numbers, charts, cells)
    if cells.too_long:
        _write_long_texts(book.add_worksheet(names[-1]), cells)


def _comments(page: Page, language: Language) -> Iterator[str] | None:
    explanations = [table for table in page.tables if table.section == "explain"]
    return derivations(explanations[0], language, page.tables) if len(explanations) == 1 else None


def _write_about(sheet: Any, page: Page, sheets: Sequence[tuple[str, str]], cells: Cells) -> None:
    """What the file is: the head of the page, what deserves attention, and what stands on which sheet."""
    say = cells.language.say
    widths = [30, 90]
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width + 1)
    write_title(sheet, page.title or next((title for _, title in sheets), "cic"), widths, cells)
    row = write_lines(sheet, 1, [say(_ABOUT)], widths, cells) + 1
    for fact in page.facts:
        _write_fact(sheet, row, fact, cells)
        row += 1
    if page.highlights:
        cells.text(sheet, row + 1, 0, say(words("What needs attention")), bold=True)
        row = write_lines(sheet, row + 2, map(say, page.highlights), widths, cells)
    if sheets:
        cells.text(sheet, row + 1, 0, say(words("Sheet")), bold=True, bottom=1)
        cells.text(sheet, row + 1, 1, say(words("Table")), bold=True, bottom=1)
        for at, (name, title) in enumerate(sheets, row + 2):
            sheet.write_url(at, 0, "internal:'" + name.replace("'", "''") + "'!A1", cells.look(**_LINKED), name)
            cells.text(sheet, at, 1, title, text_wrap=True)
            sheet.set_row(at, 15 * lines_of(title, widths[1]))
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)


def _write_fact(sheet: Any, row: int, fact: Fact, cells: Cells) -> None:
    cells.text(sheet, row, 0, said(fact.name, cells.language), bold=True)
    cells.value(sheet, row, 1, _FACT, value_in(fact.value))


def _write_long_texts(sheet: Any, cells: Cells) -> None:
    """Texts that no cell holds, in pieces of which each stands in a row."""
    say = cells.language.say
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 120)
    cells.text(sheet, 0, 0, say(words("Where it stands")), bold=True, bottom=1)
    cells.text(sheet, 0, 1, say(words("The whole text")), bold=True, bottom=1)
    sheet.freeze_panes(1, 0)
    row = 1
    for one in list(cells.too_long):
        for piece in pieces(one.text, LONGEST):
            place = f"{one.sheet} {_cell_name(one.row, one.column)}"
            cells.text(sheet, row, 0, place)
            cells.text(sheet, row, 1, piece, text_wrap=True)
            row += 1


def _cell_name(row: int, column: int) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell

    return str(xl_rowcol_to_cell(row, column))
