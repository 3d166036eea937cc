"""The Python API: what it promises, what it costs to import, and that its page is true."""

from __future__ import annotations

import datetime
import doctest
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import DATA, ROOT, put, shipped_data

import cic

DEMO = ROOT / "cic" / "scaffold" / "demo"


@pytest.fixture(scope="module")
def demo() -> cic.Programme:
    return cic.load(DEMO, as_of="2024-02-01")


def test_what_is_promised_is_there() -> None:
    assert set(cic.__all__) <= set(dir(cic))
    for name in cic.__all__:
        assert getattr(cic, name).__doc__, name
    with pytest.raises(AttributeError, match="has no attribute 'reprot'"):
        cic.reprot  # noqa: B018


def test_importing_it_imports_nothing_heavy() -> None:
    program = "import sys; before = set(sys.modules); import cic; dir(cic); print(*sorted(set(sys.modules) - before))"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert ran.stdout.split() == ["__future__", "cic"]


def test_the_page_about_it_is_true(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cic) -> None:
    monkeypatch.chdir(tmp_path)
    assert cic("init", "--demo", "try-it").code == 0
    result = doctest.testfile(str(ROOT / "docs" / "python.md"), module_relative=False, encoding="utf-8")
    assert result.attempted > 15
    assert result.failed == 0


@shipped_data
def test_it_says_what_the_commands_say(demo: cic.Programme) -> None:
    real = cic.load(DATA, as_of="2026-11-28")
    assert cic.check(real).open == ()
    assert cic.check(real, acknowledge=False, select="CIC301").errors
    assert {one.code for one in cic.check(real, acknowledge=False, select="CIC301")} == {"CIC301"}
    assert cic.load(ROOT, as_of=datetime.date(2026, 11, 28)).name == real.name
    assert cic.report(demo).table("years").title == "Money year by year"


def test_problems_are_carried_and_nothing_of_them_is_counted(base: Path) -> None:
    put(
        base,
        {
            "reports/2031/alfa-bravo.yaml": "year: 2031\npartnership: alfa-bravo\nexpenditure: {partners: {operating: {amount: 12.x}}}\n"
        },
    )
    programme = cic.load(base, as_of="2032-06-30")
    assert [(one.place.file, one.place.line) for one in programme.problems] == [("reports/2031/alfa-bravo.yaml", 3)]
    assert programme.observations() == []
    assert [one for one in programme.money() if one["kind"] == "spent"] == []
    assert "reports/2031/alfa-bravo.yaml" in str(
        next(fact.value for fact in cic.report(programme, 2031).facts if fact.key == "unread")
    )


@pytest.mark.parametrize("kind", ["partnerships", "communes", "indicators", "targets", "observations", "money"])
def test_records_have_the_same_keys_and_exact_values(demo: cic.Programme, kind: str) -> None:
    records = getattr(demo, kind)()
    assert len(records) > 1
    assert {tuple(one) for one in records} == {tuple(records[0])}
    assert not any(isinstance(value, float) for one in records for value in one.values())
    assert all((DEMO / one["file"]).is_file() for one in records)


def test_parts_of_values_are_records(base: Path) -> None:
    report = "year: 2031\nobservations: {X: {value: 20, by: {sex: {women: 12, unknown: 8}}}}\n"
    put(base, {"reports/2031/programme.yaml": report})
    found = cic.load(base, as_of="2032-06-30").parts()
    assert [(one["indicator"], one["dimension"], one["part"], one["value"]) for one in found] == [
        ("X", "sex", "women", 12), ("X", "sex", "unknown", 8),
    ]  # fmt: skip
    assert found[0]["path"] == "observations[X].by[sex][women]"


def test_records_add_up_to_the_page(demo: cic.Programme) -> None:
    for row in cic.report(demo, 2023).table("years").records():
        spent = sum(
            (
                one["amount"] if one["kind"] == "spent" else -one["amount"]
                for one in demo.money()
                if one["kind"] in ("spent", "refunded") and one["year"] == row["year"] and not one["paid_by"]
            ),
            Decimal(0),
        )
        assert spent == row["spent"]


def test_words_are_text_in_the_language_asked_for(demo: cic.Programme) -> None:
    table = cic.report(demo, 2023, lang="fr").table("execution")
    assert next(table.records())["nature"] == "Investissement"
    assert all(isinstance(column.title, str) for column in table.columns)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda _: cic.load("nowhere"), "does not exist"),
        (lambda _: cic.load(DEMO, as_of="31/12/2019"), "is not a date"),
        pytest.param(
            lambda _: cic.load(DATA, at="no-such-tag"), "there is no revision no-such-tag", marks=shipped_data
        ),
        (lambda demo: cic.check(demo, select="CIC999"), "there is no rule CIC999"),
        (lambda demo: cic.report(demo, 1999), "1999 is not a year"),
        (lambda demo: cic.report(demo, by="colour"), "nothing is grouped by colour"),
        (lambda demo: cic.report(demo, lang="de"), "there is no language de"),
        (lambda demo: cic.report(demo, sections=["moony"]), "moony"),
        (lambda demo: cic.report(demo, partnership="nobody"), "nobody"),
    ],
)  # fmt: skip
def test_errors_say_what_is_wrong(demo: cic.Programme, call, said: str) -> None:
    with pytest.raises(cic.UserError, match=said):
        call(demo)
