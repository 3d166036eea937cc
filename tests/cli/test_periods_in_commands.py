"""How years from April, quarters and days are asked for and shown."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import put

import cic as library

IDENTITY = """format: 1
id: demo
name: {en: Schools of Exampleland}
country: XA
period: {start: 2031, end: 2032}
source: {document: plan, section: "1"}
organisations:
  league: {name: League of Communes, role: applicant}
  union: {name: Union of Communes, role: applicant}
  bank: {name: Bank of Exampleland, role: synergy}
reporting:
  years: [2031, 2032]
  thresholds: {on_track: 85, behind: 60}
  %s
"""
PROOF = "evidence: [{kind: register, address: register.pdf}]"
FISCAL, QUARTERS = 'year_begins: "04-01"', "periods: quarter"
TODAY = ("--as-of", "2034-06-30")


@pytest.fixture
def quarters(base: Path) -> Path:
    """The base programme by quarter, with two reports of one partnership, and a target of a day."""
    text = (base / "logframe.yaml").read_text(encoding="utf-8")
    put(base, {"logframe.yaml": text.replace("          2032: {", "          2032-05-15: {")})
    for file in ("alfa-bravo", "delta-echo"):
        own = (base / f"partnerships/{file}.yaml").read_text(encoding="utf-8")
        put(base, {f"partnerships/{file}.yaml": own.replace("2032: 1", "2032-05-15: 1")})
    for period, amount in (("2031-Q3", "10.00"), ("2031-Q4", "5.50")):
        text = (
            f"year: {period}\npartnership: alfa-bravo\n"
            f"communes:\n  bravo: {{observations: {{OS.1: {{achieved: true, {PROOF}}}}}}}\n"
            f"expenditure: {{partners: {{operating: {{amount: {amount}}}}}}}\n"
        )
        put(base, {f"reports/{period}/alfa-bravo.yaml": text})
    put(base, {"programme.yaml": IDENTITY % QUARTERS})
    return base


def table(page: str, key: str) -> list[dict[str, object]]:
    (found,) = (one for one in json.loads(page)["tables"] if one["key"] == key)
    return found["rows"]  # type: ignore[no-any-return]


def test_money_up_to_a_quarter_and_of_the_year(quarters: Path, cic: Callable[..., object]) -> None:
    shown = {}
    for year in ("2031-Q2", "2031-Q3", "2031"):
        ran = cic("report", "--data", quarters, *TODAY, "--year", year, "--format", "json")
        total = table(ran.out, "execution")[-1]  # type: ignore[attr-defined]
        shown[year] = (total["budget"], total["spent"], total["coverage"])
    assert shown == {
        "2031-Q2": ("60.00", {"state": "not reported"}, {"reported_by": 0, "expected": 6}),
        "2031-Q3": ("60.00", "10.00", {"reported_by": 1, "expected": 9}),
        "2031": ("60.00", "15.50", {"reported_by": 2, "expected": 12}),
    }


def test_the_page_of_a_quarter_says_what_it_is(quarters: Path, cic: Callable[..., object]) -> None:
    page = cic("report", "--data", quarters, *TODAY, "--year", "2031-Q3").out  # type: ignore[attr-defined]
    assert "Situation at: 30 September 2031" in page
    assert "Spending of 2031 up to the end of 2031-Q3, EUR" in page
    assert "Budget of 2031\n" in page
    assert "3 (15 May 2032)" in page


def test_columns_for_quarters(quarters: Path, cic: Callable[..., object]) -> None:
    ran = cic("report", "--data", quarters, *TODAY, "--years", "2031-Q3..2032-Q2", "--format", "json")
    (row,) = table(ran.out, "indicators.OS")  # type: ignore[attr-defined]
    reported = {key: value for key, value in row.items() if key.startswith(("due_", "reported_"))}
    assert reported == {
        **{f"due_2031-Q{n}": None for n in (3, 4)},
        **{f"reported_{period}": "1" for period in ("2031-Q3", "2031-Q4", "2032-Q1", "2032-Q2")},
        "due_2032-Q1": None,
        "due_2032-Q2": "3",
    }


def test_letters_ask_for_quarters(quarters: Path, cic: Callable[..., object]) -> None:
    ran = cic(
        "missing", "--data", quarters, "--as-of", "2032-05-15", "--year", "2032-Q2", "--partnership", "alfa-bravo"
    )
    text = ran.out  # type: ignore[attr-defined]
    asked = [line for line in text.splitlines() if "what was spent" in line]
    assert asked == [f"- what was spent in {one}, by category and nature" for one in ("2031-Q1", "2031-Q2", "2032-Q1")]
    assert "due on 15 May 2032: yes or no" in text
    assert "to write: how it is at the end of the period" in text
    assert "reports/2032-Q2" not in text
    given = ("missing", "--data", quarters, "--as-of", "2032-05-15", "--year", "2032-Q2", "--format", "csv")
    assert "reports/2032-Q2/alfa-bravo.yaml" in cic(*given).out  # type: ignore[attr-defined]


def test_years_from_april(base: Path, cic: Callable[..., object]) -> None:
    put(base, {"programme.yaml": IDENTITY % FISCAL})
    for given in ("2031", "2031/32"):
        page = cic("report", "--data", base, *TODAY, "--year", given).out  # type: ignore[attr-defined]
        assert "Period: 2031/32 to 2032/33" in page
        assert "Situation at: 31 March 2032" in page
        assert "Spending of 2031/32, EUR" in page
        assert "3 (2032/33)" in page
    rows = table(cic("report", "--data", base, *TODAY, "--format", "json").out, "years")  # type: ignore[attr-defined]
    assert [row["year"] for row in rows] == [2031, 2032]
    letters = cic("missing", "--data", base, *TODAY, "--year", "2032").out  # type: ignore[attr-defined]
    assert "to write: how it is at the end of the year" in letters
    assert "Please answer this e-mail" in letters


@pytest.mark.parametrize("given", ["2031-Q5", "soon", "2031-05-15", "2031/33", "31"])
def test_what_is_no_year(base: Path, cic: Callable[..., object], given: str) -> None:
    ran = cic("report", "--data", base, "--year", given)
    assert ran.code == 2  # type: ignore[attr-defined]
    assert f"--year {given} is not a year" in ran.err  # type: ignore[attr-defined]


def test_in_a_notebook(quarters: Path) -> None:
    programme = library.load(quarters, as_of="2034-06-30")
    assert programme.years == (2031, 2032)
    assert programme.periods[:2] == ("2031-Q1", "2031-Q2")
    page = library.report(programme, "2031-Q3")
    assert list(page.table("execution").records())[-1]["spent"] == 10
    assert {one["year"] for one in programme.targets()} == {"2032-05-15"}
    assert {one["year"] for one in programme.observations()} == {"2031-Q3", "2031-Q4"}
    with pytest.raises(library.UserError, match="is not a year"):
        library.report(programme, "2031-05-15")
