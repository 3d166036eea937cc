"""What a yearly report may hold besides values and amounts, asked in forms and taken in: activities, steps that are
held to be kept, days, who reports a sheet, of which kind a proof of money is."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import HERE, Ran
from filled_forms import cells_of, filled, form_of, opened, saved

from cic.language import language_of
from cic.model.programme import PROGRAMME
from cic.pages.form.cells import Answered
from cic.source import read_yaml
from cic.storage.folder import Folder
from cic.storage.loader import load

DAY = ("--as-of", "2034-06-30")
ON = datetime.date(2034, 6, 30)
WELLS = "communes/dagana/observations/O1.1.1"
Give = Callable[..., Ran]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(HERE / "worlds" / "safe_water", tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def give(data: Path, cic: Any) -> Give:
    """Take in a form of a year with these answers."""

    def taken(who: str, answers: dict[str, Answered | None], code: str = "en", *words: str) -> Ran:
        plan, raw = form_of(load(Folder(data), ON).programme, who, 2032, code)
        (data.parent / "form.xlsx").write_bytes(filled(raw, plan, answers, language_of(code)))
        return cic("import", "form.xlsx", "--write", *DAY, *words)

    return taken


def report(data: Path, who: str) -> Any:
    return read_yaml("f", (data / "reports" / "2032" / f"{who}.yaml").read_bytes()).data


def text(data: Path, who: str) -> str:
    return (data / "reports" / "2032" / f"{who}.yaml").read_text()


def asked(data: Path, who: str) -> dict[str, Any]:
    plan, _ = form_of(load(Folder(data), ON).programme, who, 2032)
    return {answer.id: answer for _, _, _, answer in plan.answers}


def test_how_an_activity_stands(data: Path, give: Give) -> None:
    path = data / "reports" / "2032" / "programme.yaml"
    before = path.read_text()
    lines = before.splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith(("activities", "  A."))))
    ran = give(
        PROGRAMME,
        {
            "activities/A.1.1/status": "completed",
            "activities/A.1.1/ended": datetime.date(2032, 6, 20),
            "activities/A.1.1/evidence/+1/kind": "decision",
            "activities/A.1.1/evidence/+1/address": "plans.pdf",
            "activities/A.1.2/status": "suspended",
            "activities/A.1.2/note/en": "until spring",
        },
    )
    assert "6 answers can be taken" in ran.out, ran.out + ran.err
    assert text(data, "programme").count("activities:") == 1
    assert (
        "activities:\n  A.1.1:\n    status: completed\n    ended: 2032-06-20\n"
        "    evidence:\n      - {kind: decision, address: plans.pdf}\n"
        '  A.1.2:\n    status: suspended\n    note: {en: "until spring"}\n'
    ) in text(data, "programme")
    again = give(PROGRAMME, {})
    assert "nothing" in again.err


def test_activities_are_asked_of_those_who_report_them_until_they_are_over(data: Path) -> None:
    assert "activities/A.1.1/status" in asked(data, PROGRAMME)
    assert not [id for id in asked(data, "dagana-evora") if id.startswith("activities/")]
    for name in ("2031", "2032"):
        path = data / "reports" / name / "programme.yaml"
        lines = path.read_text().splitlines(keepends=True)
        path.write_text("".join(line for line in lines if not line.startswith(("activities", "  A."))))
    assert "activities/A.1.1/status" in asked(data, "dagana-evora")
    earlier = data / "reports" / "2031" / "dagana-evora.yaml"
    earlier.write_text(earlier.read_text() + "activities:\n  A.1.1: {status: cancelled}\n")
    assert "activities/A.1.1/status" not in asked(data, "dagana-evora")
    assert "activities/A.1.2/status" in asked(data, "dagana-evora")


def test_a_step_that_is_held_to_be_kept_and_its_day(data: Path, give: Give) -> None:
    on = datetime.date(2032, 5, 4)
    give("dagana-evora", {f"{WELLS}/achieved": True, f"{WELLS}/observed/start": on})
    found = report(data, "dagana-evora")["communes"]["dagana"]["observations"]["O1.1.1"]
    assert (found["step"], found["achieved"]) == ("draft", True)
    assert [str(day) for day in found["observed"].values()] == ["2032-05-04", "2032-05-04"]
    cells = asked(data, "dagana-evora")
    assert (cells[f"{WELLS}/observed/start"].now, cells[f"{WELLS}/observed/end"].now) == (on, None)
    give("dagana-evora", {f"{WELLS}/observed/start": datetime.date(2032, 5, 1)})
    found = report(data, "dagana-evora")["communes"]["dagana"]["observations"]["O1.1.1"]
    assert [str(day) for day in found["observed"].values()] == ["2032-05-01", "2032-05-01"]
    give("dagana-evora", {f"{WELLS}/observed/end": datetime.date(2032, 5, 9)})
    found = report(data, "dagana-evora")["communes"]["dagana"]["observations"]["O1.1.1"]
    assert [str(day) for day in found["observed"].values()] == ["2032-05-01", "2032-05-09"]
    give("dagana-evora", {f"{WELLS}/observed/end": None}, "en", "--take-out")
    found = report(data, "dagana-evora")["communes"]["dagana"]["observations"]["O1.1.1"]
    assert [str(day) for day in found["observed"].values()] == ["2032-05-01", "2032-05-01"]
    give("dagana-evora", {f"{WELLS}/observed/start": None}, "en", "--take-out")
    assert "observed" not in report(data, "dagana-evora")["communes"]["dagana"]["observations"]["O1.1.1"]


def test_the_last_day_alone_is_no_answer(data: Path, give: Give) -> None:
    before = text(data, "dagana-evora")
    ran = give("dagana-evora", {f"{WELLS}/observed/end": datetime.date(2032, 5, 9)})
    assert (ran.code, "the first of several days is missing" in ran.out) == (1, True)
    assert text(data, "dagana-evora") == before


def test_who_reports_a_sheet(data: Path, give: Give) -> None:
    own = "communes/dagana/reported"
    ran = give("dagana-evora", {f"{own}/by/en": "The school office"})
    assert (ran.code, "belong together" in ran.out) == (1, True)
    assert "The school office" not in ran.out  # it may be a name, and nobody sits at a terminal
    ran = give("dagana-evora", {f"{own}/by/en": "The school office", f"{own}/date": datetime.date(2033, 1, 20)})
    assert "2 answers can be taken" in ran.out, ran.out
    found = report(data, "dagana-evora")["communes"]["dagana"]["reported"]
    assert (found["by"], str(found["date"])) == ({"en": "The school office"}, "2033-01-20")
    assert '    reported:\n      by: {en: "The school office"}\n      date: 2033-01-20\n' in text(data, "dagana-evora")
    assert asked(data, "dagana-evora")[f"{own}/by/en"].is_locked  # what stands there may be a name


def test_a_proof_of_money_says_its_kind(data: Path, give: Give) -> None:
    own = "expenditure/partners/operating"
    give("dagana-evora", {
        f"{own}/amount": Decimal("6.50"),
        f"{own}/evidence/+1/kind": "invoices",
        f"{own}/evidence/+1/address": "a.pdf",
        "contributions/dagana/amount": Decimal(3),
        "contributions/dagana/evidence/+1/address": "b.pdf",
    })  # fmt: skip
    found = report(data, "dagana-evora")
    assert found["expenditure"]["partners"]["operating"]["evidence"] == [{"kind": "invoices", "address": "a.pdf"}]
    assert found["contributions"]["dagana"]["evidence"] == [{"kind": "proof", "address": "b.pdf"}]
    before = text(data, "dagana-evora")
    ran = give("dagana-evora", {f"{own}/evidence/+1/kind": "receipts"})
    assert (ran.code, "what proves it" in ran.out) == (1, True)
    assert text(data, "dagana-evora") == before


@pytest.mark.parametrize(("word", "step"), [("معتمدة", "adopted"), ("ADOPTED", "adopted"), ("Draft", "draft")])
@pytest.mark.parametrize("code", ["en", "fr", "nl", "ar"])
def test_a_word_of_another_language_of_the_data_is_understood(
    word: str, step: str, code: str, data: Path, cic: Any
) -> None:
    typed = {f"{WELLS}/step": word, "contributions/dagana/amount": 2, "expenditure/partners/operating/amount": 7}
    ran = _typed(data, cic, code, typed)
    assert ran.code in (0, 1), ran.err
    assert report(data, "dagana-evora")["communes"]["dagana"]["observations"]["O1.1.1"]["step"] == step


@pytest.mark.parametrize(
    "words",
    [("Oui", "facture"), ("JA", "Factuur"), (" yes ", "invoice"), ("نعم", "فاتورة")],
)
@pytest.mark.parametrize("code", ["en", "fr", "nl", "ar"])
def test_a_word_of_the_program_is_understood_in_every_language_of_forms(
    words: tuple[str, ...], code: str, data: Path, cic: Any
) -> None:
    yes, invoice = words
    operating = "expenditure/partners/operating"
    ran = _typed(data, cic, code, {
        f"{WELLS}/achieved": yes,
        f"{operating}/amount": 7,
        f"{operating}/evidence/+1/kind": invoice,
        f"{operating}/evidence/+1/address": "a.pdf",
    })  # fmt: skip
    found = report(data, "dagana-evora")
    assert found["communes"]["dagana"]["observations"]["O1.1.1"]["achieved"] is True, ran.out
    assert found["expenditure"]["partners"]["operating"]["evidence"][0]["kind"] == "invoices"


def _typed(data: Path, cic: Any, code: str, typed: dict[str, object]) -> Ran:
    """Take in a form into whose cells these words were typed."""
    plan, raw = form_of(load(Folder(data), ON).programme, "dagana-evora", 2032, code)
    book = opened(raw)
    cells = cells_of(book, plan)
    for id, word in typed.items():
        cells[id].value = word
    (data.parent / "form.xlsx").write_bytes(saved(book))
    ran: Ran = cic("import", "form.xlsx", "--write", *DAY)
    return ran
