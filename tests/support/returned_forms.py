"""Forms that came back, as files beside a copy of the base programme with a report of its own."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import DAY as OTHER_DAY
from conftest import Ran
from filled_forms import cells_of, filled, form_of, opened, saved
from openpyxl.worksheet.worksheet import Worksheet
from repositories import SETTINGS

from cic.pages.form.cells import Answered, FormPlan
from cic.storage.folder import Folder
from cic.storage.loader import load

REPORT = "reports/2031/alfa-bravo.yaml"
DAY = ("--as-of", "2034-06-30")
Cic = Callable[..., Ran]
Change = Callable[[Any, dict[str, Any]], None]
BRAVO = "communes/bravo/observations/OS.1"
CHARLIE = "communes/charlie/observations/OS.1"
OPERATING = "expenditure/partners/operating"
TEXT = """\
year: 2031  # as agreed
partnership: alfa-bravo
# who said what
communes:
    bravo:
        observations:
            OS.1: {achieved: false}  # seen
expenditure:
    partners:
        operating: {amount: 12.00}
# the end"""
GOOD: dict[str, Answered] = {
    f"{CHARLIE}/achieved": True,
    f"{CHARLIE}/evidence/+1/kind": "register",
    f"{CHARLIE}/evidence/+1/address": "register.pdf",
    f"{OPERATING}/amount": Decimal("15.5"),
}


def begun(base: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The base programme with the report, and the folder above it as the one where somebody works."""
    monkeypatch.chdir(base.parent)
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)
    path = base / REPORT
    path.parent.mkdir(parents=True)
    path.write_text(TEXT)
    return base


def sent(
    here: Path, language: str = "en", partnership: str = "alfa-bravo", period: int = 2031
) -> tuple[FormPlan, bytes]:
    return form_of(load(Folder(here), OTHER_DAY).programme, partnership, period, language)


def give(here: Path, answers: dict[str, Answered], change: Change | None = None, name: str = "form.xlsx") -> Path:
    """A form that came back with these answers, and whatever else was done to it."""
    plan, raw = sent(here)
    raw = filled(raw, plan, answers)
    return returned(here, plan, raw, change, name)


def returned(here: Path, plan: FormPlan, raw: bytes, change: Change | None, name: str = "form.xlsx") -> Path:
    if change is not None:
        book = opened(raw)
        change(book, cells_of(book, plan))
        raw = saved(book)
    path = here.parent / name
    path.write_bytes(raw)
    return path


def take(cic: Cic, *words: object) -> Ran:
    return cic("import", *words, *DAY)


def set_to(id: str, value: object, format: str | None = None) -> Change:
    def change(_: Any, cells: dict[str, Any]) -> None:
        cells[id].value = value
        if format is not None:
            cells[id].number_format = format

    return change


def page(book: Any, key: str) -> Worksheet:
    return next(one for one in book.worksheets if one["A1"].value == key)
