"""Forms of programmes for tests: made from a folder, and read back by a library of others."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from conftest import BASE, HERE
from office import book_of

from cic.language import language_of
from cic.model.programme import PROGRAMME, Programme
from cic.pages.form.cells import Answer, FormPlan
from cic.pages.form.plan import form_plan
from cic.render.formats import FORM
from cic.render.setting import Setting
from cic.storage.folder import Folder
from cic.storage.loader import load

DEMO = HERE.parent / "cic" / "scaffold" / "demo"
WORLDS = ("city_services", "coffee_chain", "power_line", "road_loan", "safe_water")
FOLDERS = {"base": BASE, "demo": DEMO, **{name: HERE / "worlds" / name for name in WORLDS}}
LANGUAGES = ("en", "fr", "nl", "ar")


def programme(folder: Path, day: str = "2034-06-30") -> Programme:
    """The programme of a folder."""
    return load(Folder(folder), datetime.date.fromisoformat(day)).programme


def plans(read: Programme, code: str = "en") -> Iterator[FormPlan]:
    """The form of everybody, of the first period and the last."""
    for period in (read.periods[0], read.periods[-1]):
        for who in (*read.partnership_files, PROGRAMME):
            yield form_plan(read, who, period, language_of(code))


def made(plan: FormPlan) -> bytes:
    """The form as a file."""
    return FORM.render(plan, Setting(language_of(plan.language))).encoded("utf-8")


class Cell(NamedTuple):
    """A cell to be filled in, and where it stands in the workbook."""

    answer: Answer
    page: Any
    name: str

    @property
    def cell(self) -> Any:
        """The cell of the workbook."""
        return self.page[self.name]


def found(plan: FormPlan, file: bytes) -> dict[str, Cell]:
    """Every cell to be filled in, by its id, found by what the workbook carries alone."""
    book = book_of(file)
    (carried,) = [page for page in book.worksheets if page["A1"].value == "format"]
    names = {row[5].value: row[6].value for row in carried.iter_rows() if row[5].value}
    cells = {}
    for sheet in plan.sheets:
        page = book[names[sheet.key]]
        assert page["A1"].value == sheet.key
        rows = {page.cell(row, 1).value: row for row in range(2, page.max_row + 1) if page.cell(row, 1).value}
        columns = {page.cell(1, column).value: column for column in range(2, page.max_column + 1)}
        for row in sheet.rows:
            for at, answer in enumerate(row.cells):
                if isinstance(answer, Answer):
                    cell = page.cell(rows[row.key], columns[str(at + 1)])
                    cells[answer.id] = Cell(answer, page, cell.coordinate)
    return cells
