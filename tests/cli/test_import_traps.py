"""What people type, paste, move and save otherwise than a form asks: taken rightly, read and asked, or refused with its
cell. Nothing of it goes unsaid."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from filled_forms import cells_of, filled, opened, saved
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.formula import ArrayFormula
from returned_forms import BRAVO, OPERATING, REPORT, TEXT, Change, Cic, begun, page, returned, sent, set_to, take

AMOUNT, ACHIEVED, NOTE = f"{OPERATING}/amount", f"{BRAVO}/achieved", f"{BRAVO}/note/en"
KIND, PLACE, DAY = (f"{BRAVO}/evidence/+1/{key}" for key in ("kind", "address", "date"))
DONE = "narrative/done/en"
PAID = f"{OPERATING}/payments/+1"
OTHER = "expenditure/partners/investment/amount"
Cells = dict[str, Any]


@pytest.fixture
def here(base: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return begun(base, monkeypatch)


def all_of(*changes: Change) -> Change:
    def change(book: Any, cells: Cells) -> None:
        for one in changes:
            one(book, cells)

    return change


def proof(place: object, day: object = None) -> Change:
    """A proof with its kind."""
    return all_of(set_to(KIND, "Register of schools"), set_to(PLACE, place), set_to(DAY, day))


def text(id: str, value: str) -> Change:
    """A text that begins as a formula does."""

    def change(_: Any, cells: Cells) -> None:
        cells[id].value = value
        cells[id].data_type = "s"

    return change


def on_sheet(change: Callable[[Any, Any], object]) -> Change:
    """Something done to the sheet and the cell of an answer that was given."""

    def both(book: Any, cells: Cells) -> None:
        cells[ACHIEVED].value = "yes"
        change(cells[ACHIEVED].parent, cells[ACHIEVED])

    return both


def swapped(first: int) -> Change:
    """The rows of two natures exchanged from a column on, as where somebody sorts them."""

    def change(_: Any, cells: Cells) -> None:
        sheet, rows = cells[AMOUNT].parent, (cells[OTHER].row, cells[AMOUNT].row)
        cells[OTHER].value = 77
        for column in range(first, 11):
            one, other = (sheet.cell(row, column) for row in rows)
            if type(one).__name__ == type(other).__name__ == "Cell":
                one.value, other.value = other.value, one.value

    return change


def pushed_down(_: Any, cells: Cells) -> None:
    """Cells inserted in the column of answers alone."""
    sheet, column, top = cells[AMOUNT].parent, cells[AMOUNT].column, cells[AMOUNT].row
    cells[AMOUNT].value = 77
    values = [sheet.cell(row, column).value for row in range(top, sheet.max_row + 1)]
    for row, value in enumerate([None, *values[:-1]], top):
        if type(sheet.cell(row, column)).__name__ == "Cell":
            sheet.cell(row, column).value = value


def linked(address: str, shown: str) -> Change:
    def change(_: Any, cells: Cells) -> None:
        cells[PLACE].hyperlink = address
        cells[PLACE].value = shown

    return all_of(set_to(KIND, "Register of schools"), change)


def of_1904(book: Any, cells: Cells) -> None:
    book.epoch = CALENDAR_MAC_1904
    proof("a.pdf", datetime.datetime(2031, 3, 4))(book, cells)  # noqa: DTZ001 as it was typed


def array(_: Any, cells: Cells) -> None:
    cells[AMOUNT].value = ArrayFormula(cells[AMOUNT].coordinate, "=SUM(1,2)")


def at_midnight(year: int, month: int, day: int) -> datetime.datetime:
    return datetime.datetime(year, month, day)  # noqa: DTZ001 as it was typed


FREE = CellRichText("Un ", TextBlock(InlineFont(b=True), "gras"), " mot")
TAKEN: dict[str, tuple[Change, str]] = {
    "scientific format": (set_to(AMOUNT, 12500, "0.00E+00"), "amount: 12500.00"),
    "digits of full width": (set_to(AMOUNT, "１２５００"), "amount: 12500.00"),
    "Persian digits": (set_to(AMOUNT, "۱۲۵۰"), "amount: 1250.00"),
    "marks of direction": (set_to(AMOUNT, "\u202b١٢٥٠\u202c"), "amount: 1250.00"),
    "accounting format": (set_to(AMOUNT, 12.5, "_-* #,##0.00\\ [$€-40C]_-;_-@_-"), "amount: 12.50"),
    "quoted format of the budget's currency": (set_to(AMOUNT, 12.5, '#,##0.00" EUR"'), "amount: 12.50"),
    "noise of binary numbers": (set_to(AMOUNT, 0.1 + 0.2), "amount: 0.30"),
    "noise below": (set_to(AMOUNT, 12500.499999999998), "amount: 12500.50"),
    "a zero": (set_to(AMOUNT, "0"), "amount: 0.00"),
    "TRUE": (set_to(ACHIEVED, True), "achieved: true"),
    "TRUE as text": (set_to(ACHIEVED, "TRUE"), "achieved: true"),
    "100 %": (set_to(ACHIEVED, 1, "0%"), "achieved: true"),
    "soft hyphen": (set_to(ACHIEVED, "y\u00ades"), "achieved: true"),
    "blanks that do not break": (set_to(ACHIEVED, "\u00a0Yes\u202f"), "achieved: true"),
    "a tick": (set_to(ACHIEVED, "✓"), "achieved: true"),
    "text from a word processor": (set_to(NOTE, "Coopé\u00adration: été\u200b"), 'note: {en: "Coopération: été"}'),
    "lines of a word processor": (set_to(DONE, "a\x0bb".replace("\x0b", "_x000B_")), 'done: {en: "a\\nb"}'),
    "rich text": (set_to(NOTE, FREE), 'note: {en: "Un gras mot"}'),
    "text like a formula": (text(NOTE, "=SUM(A1)"), 'note: {en: "=SUM(A1)"}'),
    "text with a plus": (text(NOTE, "+ fait"), 'note: {en: "+ fait"}'),
    "text with an at": (text(NOTE, "@x"), 'note: {en: "@x"}'),
    "an emoji": (set_to(NOTE, "fait 👍🏽"), "👍🏽"),
    "a word of YAML": (set_to(DONE, "null"), 'done: {en: "null"}'),
    "an apostrophe": (set_to(DONE, "'"), 'en: "\'"'),
    "a moment": (proof("a.pdf", datetime.datetime(2031, 3, 4, 15, 30)), "date: 2031-03-04"),  # noqa: DTZ001
    "days from 1904 on": (of_1904, "date: 2031-03-04"),
    "a link that is what it says": (
        linked("http://www.example.org/a", "www.example.org/a"),
        "address: www.example.org/a",
    ),
    "hidden row": (on_sheet(lambda sheet, cell: setattr(sheet.row_dimensions[cell.row], "hidden", True)), "true"),
    "hidden column": (
        on_sheet(lambda sheet, cell: setattr(sheet.column_dimensions[cell.column_letter], "hidden", True)),
        "true",
    ),
    "hidden sheet": (on_sheet(lambda sheet, _: setattr(sheet, "sheet_state", "hidden")), "true"),
    "grouped rows": (on_sheet(lambda sheet, cell: sheet.row_dimensions.group(cell.row, hidden=True)), "true"),
    "filtered": (on_sheet(lambda sheet, _: setattr(sheet.auto_filter, "ref", "B4:I9")), "true"),
    "renamed sheet": (on_sheet(lambda sheet, _: setattr(sheet, "title", "x'y")), "true"),
    "inserted column": (on_sheet(lambda sheet, _: sheet.insert_cols(3)), "true"),
    "no protection": (on_sheet(lambda sheet, _: setattr(sheet.protection, "sheet", False)), "true"),
    "rows sorted with their keys": (swapped(1), "amount: 77.00"),
    "an empty sheet more": (all_of(set_to(ACHIEVED, "yes"), lambda book, _: book.create_sheet("Feuil1")), "true"),
    "a chart more": (all_of(set_to(ACHIEVED, "yes"), lambda book, _: book.create_chartsheet("Graph")), "true"),
}
ASKED: dict[str, tuple[Change, str]] = {
    "decimals of full width": (set_to(AMOUNT, "１２５００．５０"), "read as 12500.50"),
    "thousands by an apostrophe": (set_to(AMOUNT, "12’500.50"), "read as 12500.50"),
    "thousands by a narrow blank": (set_to(AMOUNT, "12\u202f500,50"), "read as 12500.50"),
    "thousands in Arabic": (set_to(AMOUNT, "١٬٢٥٠٫٥"), "read as 1250.50"),
    "number stored as text": (set_to(AMOUNT, "12500.50"), "read as 12500.50"),
    "format in thousands": (set_to(AMOUNT, 12500, "#,##0,"), "a thousandth of the number"),
    "format in millions": (set_to(AMOUNT, 12500000, '#,##0.0,,"M"'), "writes “M”"),
    "format in k€": (set_to(AMOUNT, 12.5, '0.0" k€"'), "writes “k€”"),
    "escaped letters": (set_to(AMOUNT, 12.5, "0.0\\k"), "writes “k”"),
    "euros where another currency was paid": (
        all_of(set_to(f"{PAID}/amount", 135000, "#,##0 [$€-80C]"), set_to(f"{PAID}/currency", "MAD")),
        "writes “€”",
    ),
    "a day for words": (set_to(NOTE, at_midnight(2031, 2, 1)), "a day where words are asked"),
    "an American day": (proof("a.pdf", "03/25/2031"), "read as 25 March 2031"),
    "a year of two digits": (proof("a.pdf", at_midnight(1931, 3, 4)), "read as 4 March 2031"),
    "a link behind words": (linked("https://example.org/a.pdf", "here"), "read as https://example.org/a.pdf"),
}
REFUSED: dict[str, tuple[Change, str, str]] = {
    "percent": (set_to(AMOUNT, 125, "0%"), "a percentage (12500 %)", "D8"),
    "1E3": (set_to(AMOUNT, "1E3"), "no number", "D8"),
    "a number as a day": (set_to(AMOUNT, 43528, "dd/mm/yyyy"), "a day or a time", "D8"),
    "an hour": (set_to(AMOUNT, 0.5, "hh:mm"), "a day or a time", "D8"),
    "minus": (set_to(AMOUNT, "\u221212,50"), "no minus sign", "D8"),
    "in brackets": (set_to(AMOUNT, "(12,50)"), "no number", "D8"),
    "two numbers": (set_to(AMOUNT, "12500 / 13000"), "a part of a whole", "D8"),
    "a range": (set_to(AMOUNT, "100-200"), "no number", "D8"),
    "a sum": (set_to(AMOUNT, "12000+500"), "no number", "D8"),
    "about": (set_to(AMOUNT, "env. 12500"), "no number", "D8"),
    "k€": (set_to(AMOUNT, "12,5 k€"), "no number", "D8"),
    "blanks elsewhere": (set_to(AMOUNT, "12 50"), "no number", "D8"),
    "the letter O": (set_to(AMOUNT, "125O"), "no number", "D8"),
    "a half": (set_to(AMOUNT, "½"), "no number", "D8"),
    "a square": (set_to(AMOUNT, "12²"), "no number", "D8"),
    "none": (set_to(AMOUNT, "Néant"), "nobody can tell", "D8"),
    "dollars": (set_to(AMOUNT, 12.5, '"$"#,##0.00'), "an amount in $", "D8"),
    "dirhams": (set_to(AMOUNT, 12.5, '#,##0.00" DH"'), "an amount in DH", "D8"),
    "error": (set_to(AMOUNT, "#N/A"), "error of the spreadsheet", "D8"),
    "TRUE": (set_to(AMOUNT, True), "a yes or a no", "D8"),
    "formula of several cells": (array, "never calculated", "D8"),
    "more than there is": (set_to(AMOUNT, 123456789012345678901234567890), "more digits", "D8"),
    "2 for yes": (set_to(ACHIEVED, 2), "none of the words", "D5"),
    "a partial yes": (set_to(ACHIEVED, "yes, partly"), "none of the words", "D5"),
    "too long": (set_to(NOTE, "a " * 16000), "at most 20000", "H5"),
    "a year for a day": (proof("a.pdf", at_midnight(1905, 7, 23)), "a day of 1905", "G5"),
    "a day of another calendar": (proof("a.pdf", "1440-05-12"), "a day of 1440", "G5"),
    "a day in words": (proof("a.pdf", "12 mars 2031"), "a day is asked", "G5"),
    "a month": (proof("a.pdf", "03/2031"), "a day is asked", "G5"),
    "a file of somebody": (proof("C:\\Users\\x\\y.pdf"), "place on one computer", "F5"),
    "a file by its address": (proof("file:///C:/x/y.pdf"), "place on one computer", "F5"),
    "a file of an office": (proof("\\\\server\\x.pdf"), "place on one computer", "F5"),
    "a script": (proof("javascript:alert(1)"), "place on one computer", "F5"),
    "rows sorted without their keys": (swapped(2), "the words of another row", "B7"),
    "cells pushed down": (pushed_down, "the head of the column", "D14"),
    "on the opening sheet": (lambda book, _: set_in(book.worksheets[0], "B30", "spent 500"), "asks nothing", "B30"),
    "beside the opening sheet": (lambda book, _: set_in(book.worksheets[0], "H3", 12), "asks nothing", "H3"),
    "in a title": (lambda book, _: set_in(page(book, "communes/bravo"), "B2", "Jette"), "nothing is asked", "B2"),
    "in a head": (lambda book, _: set_in(page(book, "communes/bravo"), "D3", "2031"), "nothing is asked", "D3"),
    "below": (lambda book, _: set_in(page(book, "communes/bravo"), "D40", "see"), "beside the form", "D40"),
    "far to the right": (lambda book, _: set_in(page(book, "communes/bravo"), "M5", "yes"), "beside the form", "M5"),
    "keys gone": (on_sheet(lambda sheet, _: sheet.delete_cols(1)), "none of the form", "A1"),
    "another's key": (
        on_sheet(lambda sheet, cell: set_in(sheet, f"A{cell.row}", "communes/charlie/observations/OS.1")),
        "of another sheet",
        "D5",
    ),
    "merged with what stands before it": (
        on_sheet(lambda sheet, cell: sheet.merge_cells(f"C{cell.row}:{cell.coordinate}")),
        "cells are merged",
        "C5",
    ),
}


def set_in(sheet: Any, cell: str, value: object) -> None:
    sheet[cell].value = value


def came_back(here: Path, change: Change) -> Path:
    plan, raw = sent(here)
    return returned(here, plan, raw, change)


@pytest.mark.parametrize("trap", TAKEN)
def test_what_is_meant_is_taken(trap: str, here: Path, cic: Cic) -> None:
    change, written = TAKEN[trap]
    ran = take(cic, came_back(here, change), "--write")
    assert "1 answer" in ran.out or "3 answers" in ran.out or "2 answers" in ran.out, ran.out
    assert " not taken" not in ran.out
    assert written in (here / REPORT).read_text().replace(TEXT, "")


@pytest.mark.parametrize("trap", ASKED)
def test_what_is_read_is_asked(trap: str, here: Path, cic: Cic) -> None:
    change, said = ASKED[trap]
    ran = take(cic, came_back(here, change), "--write")
    assert ran.code == 1
    assert said in ran.out
    assert (here / REPORT).read_text() == TEXT


@pytest.mark.parametrize("trap", REFUSED)
def test_what_cannot_be_taken_is_refused_with_its_cell(trap: str, here: Path, cic: Cic) -> None:
    change, said, cell = REFUSED[trap]
    ran = take(cic, came_back(here, change), "--write")
    assert ran.code == 1, ran.out
    line = next((one for one in ran.out.splitlines() if said in one), "")
    assert re.search(rf"cell {cell}\b", line), ran.out
    assert (here / REPORT).read_text() == TEXT


def test_a_form_that_is_not_of_today_any_more_says_nothing_of_its_own_words(here: Path, cic: Cic) -> None:
    """Its titles and its opening sheet are others today."""
    plan, raw = sent(here)
    programme = here / "programme.yaml"
    programme.write_text(programme.read_text().replace("Schools of", "Many schools of"))
    partnership = here / "partnerships" / "alfa-bravo.yaml"
    partnership.write_text(partnership.read_text() + "printed_name: Alfa and Bravo\n")
    (here / REPORT).write_text(TEXT.replace("12.00", "13.00"))
    ran = take(cic, returned(here, plan, filled(raw, plan, {NOTE: "new"}), None), "--write")
    assert (ran.code, "not taken" in ran.out) == (0, False), ran.out
    assert "note: {en: new}" in (here / REPORT).read_text()


def test_whoever_agrees_gets_what_was_read(here: Path, cic: Cic, monkeypatch: pytest.MonkeyPatch) -> None:
    from cic.cli import writing

    monkeypatch.setattr(writing, "is_talking", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: "y")
    for trap, written in {
        "a link behind words": 'address: "https://example.org/a.pdf"',
        "format in k€": "amount: 12.50",
        "a year of two digits": "date: 2031-03-04",
    }.items():
        (here / REPORT).write_text(TEXT)
        assert take(cic, came_back(here, ASKED[trap][0])).code == 0
        assert written in (here / REPORT).read_text()


def test_links_are_read_from_the_relations_of_their_sheet(here: Path) -> None:
    from cic.entry.workbook.reading import workbook

    plan, raw = sent(here)
    book = opened(raw)
    cells = cells_of(book, plan)
    linked("https://example.org/a.pdf", "here")(book, cells)
    cells[NOTE].hyperlink = "#Bravo!A1"
    found = [
        (cell.value, cell.link)
        for sheet in workbook(saved(book), "f.xlsx").sheets
        for cell in sheet.cells.values()
        if cell.link
    ]
    assert ("here", "https://example.org/a.pdf") in found
