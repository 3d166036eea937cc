"""A page as a workbook: what it is, its charts, and a sheet for each table, with real numbers and days.

Written by XlsxWriter, which turns no text of ours into a formula or a link: each is written as a text. What the library
makes is taken apart and looked through, then put together so that the same page gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import xlsxwriter

from cic.language import Language
from cic.pages.tables import Column, Fact, Page, Table, value_in, words
from cic.render.cells import without_empty_columns
from cic.render.headline import has_headlines, headlines, titled
from cic.render.office.parts import charts_of, day_of, invented, parts_of, section_name
from cic.render.office.sheet_cells import LONGEST, Cells, pieces, said
from cic.render.office.sheet_charts import write_charts
from cic.render.office.sheet_names import sheet_names, short_name
from cic.render.office.sheet_table import (
    LINKED,
    derivations,
    lines_of,
    link_to,
    parts_of_table,
    write_lines,
    write_table,
    write_title,
)
from cic.render.office.sheets_together import together
from cic.render.safe_file import XlsxFile
from cic.render.safe_text import sanitized
from cic.render.setting import Setting

_TEXTS_ALONE = {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
_LINKED: dict[str, object] = {"font_color": LINKED, "underline": 1}
_FACT = Column("value", "", "text")
_ABOUT = words(
    "A workbook of the report: a sheet for each table. Every figure is a number, none is calculated in here; a word"
    " stands where there is no figure, and is no zero. The title of each sheet leads back here."
)
_TABS = ("#2F5D8A", "#C98A00", "#1E7B3A", "#7A8290", "#57A05A", "#9DB4CC", "#B3261E", "#50586B")
"""Colours of the tabs: the sheets of a section have the same one, and the next section another."""


class _Listed(NamedTuple):
    """What stands on which sheet: nothing where a table has no sheet, because nothing stands in it."""

    section: str
    title: str
    sheet: str


def render(page: Page, setting: Setting) -> XlsxFile:
    """The page as a file of Excel 2007 or newer, also for LibreOffice."""
    written = io.BytesIO()
    book: Any = xlsxwriter.Workbook(written, _TEXTS_ALONE)
    name = sanitized(titled(page.title, page, setting.language))[:255]
    book.set_properties({"title": name, "author": "cic", "created": day_of(page)})
    book.set_calc_mode("manual")
    _write(book, page, setting.language)
    book.close()
    return XlsxFile.of(parts_of(written.getvalue()))


def _write(book: Any, page: Page, language: Language) -> None:
    cells = Cells(book, language)
    # a table of which there is nothing to say takes a line of the first sheet, and no sheet of its own
    parted = [
        (table, list(parts_of_table(without_empty_columns(table))) if table.rows or table.notes else [])
        for table in together(page.tables)
    ]
    tables = [part for _, parts in parted for part in parts]
    charts = list(charts_of(page))
    mark = invented(page)
    behind = f" ({language.say(mark.name)})" if mark else ""
    titles = [language.say(table.title) for table in tables]
    ours = (words("Report"), words("Charts"), words("Figures of the charts"), words("Long texts"))
    about, drawn, figures, long = map(language.say, ours)
    names = sheet_names([about, drawn, *(short_name(table, language) for table in tables), figures, long])
    listed = [
        *([_Listed("", drawn, names[1])] if charts else []),
        *_listed(parted, iter(names[2:-2]), language),
        *([_Listed("", figures, names[-2])] if charts else []),
    ]
    _write_about(book.add_worksheet(names[0]), page, listed, cells)
    if charts:
        sheet = book.add_worksheet(names[1])
        sheet.hide_gridlines(2)
        sheet.set_paper(9)
        sheet.set_print_scale(80)
    comments = _comments(page, language)
    sections = list(dict.fromkeys(table.section for table in tables))
    for name, title, table in zip(names[2:-2], titles, tables, strict=True):
        own = book.add_worksheet(name)
        own.set_tab_color(_TABS[sections.index(table.section) % len(_TABS)])
        write_table(own, table, title + behind, cells, comments, names[0])
    if charts:
        numbers = book.add_worksheet(names[-2])
        numbers.set_column(0, 0, 40)
        numbers.set_column(1, 3, 16)
        write_charts(book, sheet, numbers, charts, cells)
    if cells.too_long:
        _write_long_texts(book.add_worksheet(names[-1]), cells)


def _listed(
    parted: Iterable[tuple[Table, Sequence[Table]]], names: Iterator[str], language: Language
) -> Iterator[_Listed]:
    """The tables with their sheets, also those without any."""
    for table, parts in parted:
        section = language.say(section_name(table.section)) if table.section else ""
        sheets = [next(names) for _ in parts] or [""]
        yield from (_Listed(section, language.say(table.title), sheet) for sheet in sheets)


def _comments(page: Page, language: Language) -> Iterator[str] | None:
    explanations = [table for table in page.tables if table.section == "explain"]
    return derivations(explanations[0], language, page.tables) if len(explanations) == 1 else None


def _write_about(sheet: Any, page: Page, listed: Sequence[_Listed], cells: Cells) -> None:
    """What the file is: the head of the page, what it says first, what deserves attention, and what stands on which
    sheet."""
    language = cells.language
    widths = [30, 90]
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width + 1)
    write_title(sheet, page.title or next((one.title for one in listed if one.sheet), "cic"), widths, cells)
    row = write_lines(sheet, 1, [language.say(_ABOUT)], widths, cells) + 1
    facts = [said(fact.name, language) for fact in page.facts]
    for one in headlines(page, language):
        if one.name not in facts:
            text = " · ".join(filter(None, (one.text, one.below)))
            cells.text(sheet, row, 0, one.name, bold=True, font_size=12)
            cells.text(sheet, row, 1, text, bold=True, font_size=12, text_wrap=True)
            sheet.set_row(row, 17 * lines_of(text, widths[1] * 0.8))
            row += 1
    row += 1 if has_headlines(page) else 0
    for fact in page.facts:
        _write_fact(sheet, row, fact, cells)
        row += 1
    if page.highlights:
        cells.text(sheet, row + 1, 0, language.say(words("What needs attention")), bold=True)
        row = write_lines(sheet, row + 2, map(language.say, page.highlights), widths, cells)
    _write_index(sheet, row + 1, listed, widths[1], cells)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)


def _write_index(sheet: Any, row: int, listed: Sequence[_Listed], width: int, cells: Cells) -> None:
    """What there is, section by section, with a link to the sheet of each table."""
    say = cells.language.say
    if not listed:
        return
    cells.text(sheet, row, 0, say(words("Section")), bold=True, bottom=1)
    cells.text(sheet, row, 1, say(words("Table")), bold=True, bottom=1)
    above = ""
    for one in listed:
        row += 1
        if one.section != above:
            above = one.section
            cells.text(sheet, row, 0, above, bold=True)
        if one.sheet:
            sheet.write_url(row, 1, link_to(one.sheet), cells.look(**_LINKED), one.sheet)
            cells.text(sheet, row, 1, one.title, text_wrap=True, **_LINKED)
        else:
            nothing = say(words("{name}: {value}", name=one.title, value=say(words("(nothing)"))))
            cells.text(sheet, row, 1, nothing, text_wrap=True, italic=True, font_color="#595959")
        sheet.set_row(row, 15 * lines_of(one.title, width))


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
