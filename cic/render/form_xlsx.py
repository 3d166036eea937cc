"""A form as a workbook: what to do, then a sheet for each commune, for the partnership itself, for money, for words.

Column A and row 1 of these are hidden: they carry the keys of the rows and the numbers of the columns, so that a cell
is found again wherever it was moved to. A hidden sheet carries what the form is of and what it showed.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from cic.pages.form.cells import FormPlan
from cic.pages.tables import words
from cic.render.office.form_cells import CARRIED, FIRST_LIST, FormCells
from cic.render.office.form_cover import write_cover
from cic.render.office.form_sheet import write_sheet
from cic.render.office.parts import parts_of
from cic.render.office.sheet_names import sheet_names
from cic.render.safe_file import XlsxFile
from cic.render.safe_text import sanitized
from cic.render.setting import Setting

_TEXTS_ALONE = {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
_SHEETS = 5
"""The column of the hidden sheet in which the keys of the sheets stand, and beside it their names."""


def render(plan: FormPlan, setting: Setting) -> XlsxFile:
    """The form as a file of Excel 2007 or newer, also for LibreOffice."""
    language = setting.language
    written = io.BytesIO()
    book: Any = xlsxwriter.Workbook(written, _TEXTS_ALONE)
    title = words("Report of {period}: {name}", period=plan.period, name=plan.name)
    book.set_properties({"title": sanitized(language.say(title))[:255], "author": "cic", "created": _day(plan.made)})
    first = language.say(words("What to do"))
    names = sheet_names([CARRIED, first, *(language.say(sheet.title) for sheet in plan.sheets)])[1:]
    cells = FormCells(book, language)
    write_cover(book.add_worksheet(names[0]), plan, names[1:], cells)
    for name, sheet in zip(names[1:], plan.sheets, strict=True):
        page = book.add_worksheet(name)
        page.set_tab_color("#E0B400")
        write_sheet(page, plan, sheet, cells)
    _carry(book.add_worksheet(CARRIED), plan, names[1:], cells)
    book.close()
    return XlsxFile.of(parts_of(written.getvalue()))


def _day(day: datetime.date) -> datetime.datetime:
    return datetime.datetime(max(day.year, 1980), day.month, day.day)  # noqa: DTZ001 the format takes it for UTC


def _carry(page: Any, plan: FormPlan, names: Sequence[str], cells: FormCells) -> None:
    """What the form is of, with the digest (A, B); of each cell its id, what it showed and what was due (C, D, E); the
    keys and names of the sheets (F, G); the lists that cells choose from (from I on)."""
    columns: list[list[str]] = [[] for _ in range(FIRST_LIST)]
    for key, value in (*plan.head, ("digest", plan.digest)):
        columns[0].append(key)
        columns[1].append(value)
    for shown in plan.shown:
        for at, text in enumerate(shown, 2):
            columns[at].append(text)
    for name, sheet in zip(names, plan.sheets, strict=True):
        columns[_SHEETS].append(sheet.key)
        columns[_SHEETS + 1].append(name)
    for at, column in enumerate((*columns, *cells.lists)):
        for row, text in enumerate(column):
            if text:
                cells.text(page, row, at, text)
    page.protect()
    page.very_hidden()
