"""The workbook of a form: found again by what it carries, guarded, protected, printed; texts stay texts."""

from __future__ import annotations

import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest
from catalogues import collect, of_forms
from forms import DEMO, FOLDERS, LANGUAGES, found, made, plans, programme
from office import book_of, number_in, parts, whole_text
from strangers import READ, strange

from cic.base.message import Message
from cic.language import language_of
from cic.model.programme import PROGRAMME
from cic.pages.form.cells import COLUMNS, Answer, FormPlan, Said, canonical, labels_of
from cic.pages.form.helps import cover, fault, prompt, steps, topic
from cic.pages.form.plan import form_plan
from cic.storage.folder import Folder

SOFFICE = shutil.which("soffice")


def demo(code: str = "en", who: str = "fictiebeek-quelquepart", period: int = 2021) -> FormPlan:
    return form_plan(programme(DEMO, "2023-02-01"), who, period, language_of(code))


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_cell_is_found_by_what_the_workbook_carries(code: str) -> None:
    plan = demo(code)
    language = language_of(code)
    cells = found(plan, made(plan))
    assert cells.keys() == {answer.id for _, _, _, answer in plan.answers}
    filled = 0
    for answer, page, name in cells.values():
        cell = page[name]
        assert cell.protection.locked is answer.is_locked
        rules = [rule for rule in page.data_validations.dataValidation if name in rule.sqref]
        assert len(rules) == (0 if answer.is_locked else 1)
        labels = labels_of(answer, language)
        if answer.now is None:
            assert cell.value is None
            continue
        filled += 1
        shown = next((label for label, value in labels.items() if value == answer.now), None)
        if shown is not None:
            assert cell.value == shown
        elif answer.takes == "date":
            assert cell.value.date() == answer.now
        elif isinstance(answer.now, Decimal):
            assert number_in(cell.value) == answer.now
        else:
            assert cell.value == canonical(answer.now)
    assert filled > 5


def test_lists_are_in_words_of_the_language() -> None:
    plan = demo("fr")
    file = made(plan)
    book = book_of(file)
    answer, page, name = found(plan, file)["communes/quelquepart/observations/OS.1/achieved"]
    (rule,) = [rule for rule in page.data_validations.dataValidation if name in rule.sqref]
    sheet, area = rule.formula1.lstrip("=").split("!")
    assert [cell.value for (cell,) in book[sheet][area.replace("$", "")]] == ["oui", "non"]
    assert rule.error == "Choisissez un des mots de la liste\u00a0: la flèche à côté de la cellule l'ouvre."
    assert answer.choices[0].value is True


def test_all_else_is_protected_without_a_password() -> None:
    plan = demo()
    file = made(plan)
    open_cells = {(one.page.title, one.name) for one in found(plan, file).values() if not one.answer.is_locked}
    for page in book_of(file).worksheets:
        assert page.protection.sheet
        assert page.protection.password is None
        for row in page.iter_rows():
            for cell in row:
                assert cell.protection.locked is ((page.title, cell.coordinate) not in open_cells), cell.coordinate


@pytest.mark.parametrize("code", LANGUAGES)
def test_it_prints_on_a4(code: str) -> None:
    book = book_of(made(demo(code)))
    *shown, carried = book.worksheets
    assert carried.sheet_state == "veryHidden"
    for page in shown:
        assert page.sheet_state == "visible"
        assert page.page_setup.paperSize == 9
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert page.page_setup.fitToWidth in (1, None)  # 1 is what holds where nothing is said
        assert page.page_setup.fitToHeight == 0
        assert page.oddFooter.right.text == "&P / &N"
        assert bool(page.sheet_view.rightToLeft) is (code == "ar")
        assert page.column_dimensions["A"].hidden
    for page in shown[1:]:
        assert page.row_dimensions[1].hidden
        assert page.print_title_rows
        assert page.max_column <= COLUMNS + 1
        tall = [page.row_dimensions[row].height for row in range(2, page.max_row + 1) if page.cell(row, 1).value]
        assert all(height for height in tall)


@pytest.mark.parametrize("name", FOLDERS)
@pytest.mark.parametrize("code", ["fr", "ar"])
def test_the_same_form_is_the_same_file(name: str, code: str) -> None:
    read = programme(FOLDERS[name])
    plan = next(plans(read, code))
    file = made(plan)
    assert made(next(plans(programme(FOLDERS[name]), code))) == file
    assert set(found(plan, file)) == {answer.id for _, _, _, answer in plan.answers}


@pytest.mark.slow
def test_every_form_of_every_world() -> None:
    for folder in FOLDERS.values():
        for plan in plans(programme(folder), "nl"):
            assert len(found(plan, made(plan))) == len(list(plan.answers))


def said_of(plan: FormPlan) -> list[Message | str]:
    """All that a form says."""
    lines: list[Message | str] = [plan.name, *(one.text for one in cover(plan)), *steps(plan)]
    for sheet in plan.sheets:
        lines += [sheet.title, topic(sheet)]
        for block in sheet.blocks:
            lines += [block.title, *block.heads, *block.notes]
            for row in block.rows:
                for cell in row.cells:
                    if isinstance(cell, Said):
                        lines += cell.lines
                    elif isinstance(cell, Answer):
                        lines += [prompt(cell), fault(cell) or "", *(choice.label for choice in cell.choices)]
    return lines


def within(line: object) -> list[Message]:
    if not isinstance(line, Message):
        return []
    parts = [part for value in line.params.values() for part in (value if type(value) is tuple else (value,))]
    return [line, *(one for part in parts for one in within(part))]


@pytest.mark.parametrize("name", FOLDERS)
def test_arabic_has_all_that_forms_say(name: str) -> None:
    catalogue = language_of("ar").catalogue
    assert catalogue is not None
    known = {one.english for one in of_forms(collect()[0])}
    for plan in plans(programme(FOLDERS[name]), "ar"):
        for message in (one for line in said_of(plan) for one in within(line)):
            assert message.template in known, message.template
            assert catalogue.gettext(message.template), message.template


def test_messages_beside_cells_have_room() -> None:
    for code in LANGUAGES:
        language = language_of(code)
        for answer in (answer for _, _, _, answer in demo(code).answers):
            assert len(language.say(prompt(answer))) <= 255
            wrong = fault(answer)
            assert wrong is None or len(language.say(wrong)) <= 255


@pytest.mark.slow
def test_texts_of_strangers_stay_texts(tmp_path: Path) -> None:
    files = strange(dict(Folder(DEMO).files()), READ)  # type: ignore[arg-type]
    for name, raw in files.items():
        path = tmp_path / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    read = programme(tmp_path / "data", "2023-02-01")
    for plan in plans(read, "fr"):
        file = made(plan)
        for name, content in parts(file).items():
            assert b"<f>" not in content, name
            assert b"<hyperlink " not in content, name
            assert b"TargetMode" not in content, name
        assert whole_text(file)
        for answer, page, name in found(plan, file).values():
            if isinstance(answer.now, str) and answer.takes == "text" and not answer.is_locked:
                assert page[name].data_type in ("s", "inlineStr"), name
                assert str(page[name].value) == answer.now
        for page in book_of(file).worksheets:
            assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("code", ["fr", "ar"])
def test_libreoffice_keeps_ids_guards_and_protection(code: str, tmp_path: Path) -> None:
    """Whoever opens it there, and saves it, sends back the same form."""
    plan = demo(code)
    before = made(plan)
    (tmp_path / "form.xlsx").write_bytes(before)
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [str(SOFFICE), home, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
    subprocess.run(
        [*command, str(tmp_path / "saved"), str(tmp_path / "form.xlsx")], check=True, timeout=180, capture_output=True
    )
    after = (tmp_path / "saved" / "form.xlsx").read_bytes()
    was, now = found(plan, before), found(plan, after)
    assert now.keys() == was.keys()
    for id, (answer, page, name) in now.items():
        assert page[name].value == was[id].cell.value
        assert page[name].protection.locked is answer.is_locked
        rules = [rule for rule in page.data_validations.dataValidation if name in rule.sqref]
        own = [rule for rule in was[id].page.data_validations.dataValidation if was[id].name in rule.sqref]
        assert [rule.type for rule in rules if rule.type] == [rule.type for rule in own if rule.type]
        assert [rule.promptTitle for rule in rules] == [rule.promptTitle for rule in own]
    for one, other in zip(book_of(before).worksheets, book_of(after).worksheets, strict=True):
        assert other.protection.sheet
        assert bool(one.sheet_view.rightToLeft) is bool(other.sheet_view.rightToLeft)
        assert one.sheet_state == other.sheet_state or other.sheet_state == "hidden"
    carried = [book_of(file).worksheets[-1] for file in (before, after)]
    assert [[cell.value for cell in row] for row in carried[0].iter_rows()] == [
        [cell.value for cell in row] for row in carried[1].iter_rows()
    ]


def test_the_library_of_one_format_is_asked_for_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from cic.base.errors import UserError

    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    monkeypatch.delitem(sys.modules, "cic.render.form_xlsx", raising=False)
    with pytest.raises(UserError, match="XlsxWriter"):
        made(demo(who=PROGRAMME))
