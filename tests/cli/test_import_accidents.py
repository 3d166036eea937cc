"""What happens to forms on their way: saved as something else, copied, filtered, put together with another."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from filled_forms import filled, opened
from returned_forms import (
    BRAVO,
    CHARLIE,
    GOOD,
    OPERATING,
    REPORT,
    TEXT,
    Change,
    Cic,
    begun,
    give,
    page,
    sent,
    set_to,
    take,
)


@pytest.fixture
def here(base: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return begun(base, monkeypatch)


@pytest.mark.parametrize("name", ["form.xls", "form.ods", "form.csv", "Form.ODS", "forms.zip"])
def test_what_may_be_a_form_in_a_folder_is_named_with_what_to_do(name: str, here: Path, cic: Cic) -> None:
    folder = here.parent / "back"
    folder.mkdir()
    (folder / name).write_bytes(b"a;b\n")
    ran = take(cic, "back")
    assert ran.code == 2
    assert f"no form (.xlsx) is in the folder back, but there are: {name}" in ran.err
    assert "choose “Save as” and there the type “Excel workbook (.xlsx)”" in ran.err
    give(here, GOOD, name="back/form.xlsx")
    (folder / "~$form.xlsx").write_bytes(b"")
    (folder / "proof.pdf").write_bytes(b"")
    ran = take(cic, "back")
    assert ran.code == 0
    assert f"note: not looked at, for a form ends in .xlsx: back/{name}\n     where one of these is a form" in ran.err


def test_a_folder_of_forms_within_is_named(here: Path, cic: Cic) -> None:
    (here.parent / "back" / "more").mkdir(parents=True)
    (here.parent / "back" / "sent").mkdir()
    give(here, GOOD, name="back/form.xlsx")
    give(here, GOOD, name="back/more/form.xlsx")
    ran = take(cic, "back")
    assert "note: not looked at, for a form ends in .xlsx: back/more\n" in ran.err


def pasted(*, with_hidden: bool) -> Change:
    """Every sheet of the form of another partnership, put into this one."""

    def change(book: Any, cells: dict[str, Any]) -> None:
        plan, raw = sent(Path("data"), partnership="delta-echo")
        other = opened(filled(raw, plan, {f"{OPERATING}/amount": Decimal(7)}))
        for sheet in other.worksheets:
            if sheet["A1"].value == "format" and not with_hidden:
                continue
            new = book.create_sheet(f"{sheet.title[:20]} (2)")
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value is not None:
                        new[cell.coordinate].value = cell.value

    return change


def test_a_second_workbook_put_into_a_form_is_said_once(here: Path, cic: Cic) -> None:
    ran = take(cic, give(here, GOOD, pasted(with_hidden=True)), "--write")
    assert ran.code == 2
    assert "form.xlsx holds two forms: the sheets of another workbook were put into it" in ran.err
    assert "give each form as a file of its own" in ran.err
    ran = take(cic, give(here, GOOD, pasted(with_hidden=False)), "--write")
    assert ran.code == 1
    assert ran.out.count("this is the first sheet of another form, which was put into this one") == 1
    assert "this sheet asks nothing" not in ran.out
    assert "keep the one that counts, and delete the others" in ran.out
    after = (here / REPORT).read_text()
    assert ("charlie" in after, "15.50" in after, "7.00" in after) == (True, False, False)


def hide_row(book: Any, cells: dict[str, Any]) -> None:
    cell = cells[f"{CHARLIE}/achieved"]
    cell.parent.row_dimensions[cell.row].hidden = True


def filter_rows(book: Any, cells: dict[str, Any]) -> None:
    cell = cells[f"{CHARLIE}/achieved"]
    cell.parent.auto_filter.ref = f"B4:I{cell.parent.max_row}"
    cell.parent.auto_filter.add_filter_column(2, ["no"])
    cell.parent.row_dimensions[cell.row].hidden = True


def hide_column(book: Any, cells: dict[str, Any]) -> None:
    cell = cells[f"{CHARLIE}/achieved"]
    cell.parent.column_dimensions[cell.column_letter].hidden = True


@pytest.mark.parametrize("change", [hide_row, filter_rows, hide_column])
def test_answers_that_nobody_saw_are_taken_and_named(change: Change, here: Path, cic: Cic) -> None:
    ran = take(cic, give(here, GOOD, change), "--write")
    assert ran.code == 0, ran.out
    assert "hidden, and taken all the same: sheet Charlie, D5" in ran.out
    assert "show all rows and columns, take filters off, and look whether these are meant" in ran.out
    assert "charlie" in (here / REPORT).read_text()


def test_a_form_without_anything_hidden_says_nothing_of_it(here: Path, cic: Cic) -> None:
    assert "hidden" not in take(cic, give(here, GOOD)).out


def test_a_sheet_that_is_gone_says_what_to_do(here: Path, cic: Cic) -> None:
    def change(book: Any, cells: dict[str, Any]) -> None:
        del book[page(book, "communes/charlie").title]

    ran = take(cic, give(here, {f"{BRAVO}/achieved": True}, change))
    assert ran.code == 0
    assert (
        "not in the form any more, so nothing of it is taken: Charlie\n     if something was reported there, ask"
        in ran.out
    )


@pytest.mark.parametrize("text", ["٢٥/١٢/٢٠٣١", "25/12/2031", "۲۰۳۱-۱۲-۲۵", "2031/12/25"])
def test_days_in_digits_of_any_script_are_read(text: str, here: Path, cic: Cic, talking) -> None:
    talking("y", "y")
    ran = take(cic, give(here, GOOD, set_to(f"{CHARLIE}/evidence/+1/date", text)))
    assert ran.code == 0, ran.out
    assert "date: 2031-12-25" in (here / REPORT).read_text()


@pytest.mark.parametrize("text", ["1\u202f250,50", "1\u00a0250,50", "١٢٥٠٫٥٠", "١٬٢٥٠٫٥٠", "1\u2009250.50"])
def test_amounts_with_blanks_and_digits_of_any_script_are_asked_about(text: str, here: Path, cic: Cic, talking) -> None:
    path = give(here, {}, set_to(f"{OPERATING}/amount", text))
    ran = take(cic, path, "--write")
    assert (ran.code, "read as 1250.50" in ran.out, (here / REPORT).read_text()) == (1, True, TEXT)
    talking("y", "y")
    assert take(cic, path).code == 0
    assert "amount: 1250.50" in (here / REPORT).read_text()
