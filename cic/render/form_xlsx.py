"""A form as a workbook: a sheet for each commune, for the partnership itself, for money and for the year in words.

Column A and row 1 are hidden: they carry the keys of the rows and the numbers of the columns, so that a cell is found
again wherever it was moved to. A hidden sheet carries what the form is of and what it showed.
"""

from __future__ import annotations

import datetime
import io
from decimal import Decimal
from typing import Any

import xlsxwriter

from cic.language import Language
from cic.pages.form.cells import COLUMNS, Answer, FormPlan, Said, Sheet, canonical, labels_of
from cic.render.office.parts import parts_of
from cic.render.office.sheet_names import sheet_names
from cic.render.safe_file import XlsxFile
from cic.render.safe_text import sanitized

CARRIED = "cic"
"""The hidden sheet: in columns A and B what the form is of, with the digest; in C, D and E each cell's id, what it
showed and what was due; the sheets by key in F and G; from column I on the lists that cells choose from."""
_TEXTS_ALONE = {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}


def render(plan: FormPlan, language: Language) -> XlsxFile:
    """The form as a file of Excel 2007 or newer, also for LibreOffice."""
    written = io.BytesIO()
    book: Any = xlsxwriter.Workbook(written, _TEXTS_ALONE)
    book.set_properties(
        {"title": sanitized(language.say(plan.name))[:255], "author": "cic", "created": _day(plan.made)}
    )
    names = sheet_names([CARRIED, *(language.say(sheet.title) for sheet in plan.sheets)])[1:]
    carried = _Carried(book, plan, language)
    for name, sheet in zip(names, plan.sheets, strict=True):
        _write(book.add_worksheet(name), sheet, carried)
    carried.write(book.add_worksheet(CARRIED), list(zip(plan.sheets, names, strict=True)))
    book.close()
    return XlsxFile.of(parts_of(written.getvalue()))


def _day(day: datetime.date) -> datetime.datetime:
    return datetime.datetime(max(day.year, 1980), day.month, day.day)  # noqa: DTZ001 the format takes it for UTC


class _Carried:
    """What the form carries, and the lists that cells choose from."""

    def __init__(self, book: Any, plan: FormPlan, language: Language) -> None:
        self.book, self.plan, self.language = book, plan, language
        self.lists: dict[tuple[str, ...], int] = {}
        self.open = book.add_format({"locked": False, "num_format": "@", "border": 1, "text_wrap": True})
        self.open_number = book.add_format({"locked": False, "border": 1})
        self.open_date = book.add_format({"locked": False, "border": 1, "num_format": "dd/mm/yyyy"})
        self.shut = book.add_format({"text_wrap": True, "valign": "top"})

    def source(self, labels: tuple[str, ...]) -> str:
        """Where a list stands."""
        from xlsxwriter.utility import xl_col_to_name

        column = xl_col_to_name(8 + self.lists.setdefault(labels, len(self.lists)))
        return f"={CARRIED}!${column}$1:${column}${len(labels)}"

    def write(self, sheet: Any, names: list[tuple[Sheet, str]]) -> None:
        """Write all of it."""
        head = (*self.plan.head, ("digest", self.plan.digest))
        for row, (key, value) in enumerate(head):
            sheet.write_string(row, 0, key)
            sheet.write_string(row, 1, value)
        for row, shown in enumerate(self.plan.shown):
            for column, text in enumerate(shown):
                sheet.write_string(row, 2 + column, text)
        for row, (one, name) in enumerate(names):
            sheet.write_string(row, 5, one.key)
            sheet.write_string(row, 6, name)
        for labels, at in self.lists.items():
            for row, label in enumerate(labels):
                sheet.write_string(row, 8 + at, label)
        sheet.protect()
        sheet.very_hidden()


def _write(page: Any, sheet: Sheet, carried: _Carried) -> None:
    page.set_column(0, 0, None, None, {"hidden": True})
    page.set_row(0, None, None, {"hidden": True})
    page.write_string(0, 0, f"sheet:{sheet.key}")
    for column in range(COLUMNS):
        page.write_string(0, column + 1, f"c{column + 1}")
    row = 1
    say = carried.language.say
    for block in sheet.blocks:
        page.write_string(row, 1, say(block.title), carried.shut)
        row += 1
        for at, head in enumerate(block.heads):
            page.write_string(row, at + 1, say(head), carried.shut)
        row += 1
        for line in block.rows:
            page.write_string(row, 0, line.key)
            for at, cell in enumerate(line.cells):
                if isinstance(cell, Said):
                    page.write_string(row, at + 1, "\n".join(map(say, cell.lines)), carried.shut)
                elif isinstance(cell, Answer):
                    _answer(page, row, at + 1, cell, carried)
            row += 1
    page.protect()


def _answer(page: Any, row: int, column: int, answer: Answer, carried: _Carried) -> None:
    look = {"date": carried.open_date, "choice": carried.open, "text": carried.open, "currency": carried.open}.get(
        answer.takes, carried.open_number
    )
    if answer.is_locked:
        look = carried.shut
    labels = labels_of(answer, carried.language)
    now = answer.now
    if now is None:
        page.write_blank(row, column, None, look)
    elif answer.takes == "choice":
        label = next((label for label, value in labels.items() if value == now), canonical(now))
        page.write_string(row, column, label, look)
    elif isinstance(now, Decimal):
        page.write_number(row, column, now, look)
    elif isinstance(now, datetime.date):
        page.write_datetime(row, column, now, look)
    else:
        page.write_string(row, column, str(now), look)
    if answer.takes == "choice" and not answer.is_locked and labels:
        page.data_validation(row, column, row, column, {"validate": "list", "source": carried.source(tuple(labels))})
