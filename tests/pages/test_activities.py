"""Activities that say more than their words: their days, how they stand, what proves it, what they cost."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from conftest import BASE, found_in, put
from levels_sample import indicator, logframe

DAYS = ", start: 2031-03-01, end: 2031-06-30"
PROVED = f"{DAYS}, budget: 12.00, sources_of_verification: {{list: {{en: Attendance list}}}}"


def report(year: int, partnership: str, activities: str) -> dict[str, str]:
    return {
        f"reports/{year}/{partnership}.yaml": f"year: {year}\npartnership: {partnership}\nactivities:\n{activities}"
    }


def rows(cic, data: Path, year: object, *arguments: object) -> dict[str, dict[str, object]]:
    ran = cic("report", "--data", data, "--year", year, "--as-of", "2034-06-30", "--format", "json", *arguments)
    assert ran.code == 0, ran.err
    tables = [one for one in json.loads(ran.out)["tables"] if one["key"] == "activities"]
    return {row["id"]: row for table in tables for row in table["rows"]}


def test_a_report_says_how_an_activity_stands(base: Path, cic) -> None:
    put(base, {"logframe.yaml": logframe(PROVED)})
    put(base, report(2031, "alfa-bravo", "  A.1.1: {status: ongoing, started: 2031-03-05}\n"))
    done = "  A.1.1: {status: completed, ended: 2032-01-20, evidence: [{kind: list}]}\n"
    put(base, report(2032, "alfa-bravo", done))
    assert found_in(base) == []
    before, after = rows(cic, base, 2031)["A.1.1"], rows(cic, base, 2032)["A.1.1"]
    keys = ("start", "end", "status", "started", "ended", "proofs", "budget")
    assert [before[key] for key in keys] == ["2031-03-01", "2031-06-30", "ongoing", "2031-03-05", None, "0", "12.00"]
    assert [after[key] for key in keys] == [
        "2031-03-01", "2031-06-30", "completed", "2031-03-05", "2032-01-20", "1", "12.00",
    ]  # fmt: skip


def test_each_says_it_for_itself(base: Path, cic) -> None:
    put(base, {"logframe.yaml": logframe(DAYS)})
    put(base, report(2031, "alfa-bravo", "  A.1.1: {status: completed, ended: 2031-05-05, evidence: [{kind: list}]}\n"))
    put(base, report(2031, "delta-echo", "  A.1.1: {status: suspended, started: 2031-04-04}\n"))
    assert found_in(base) == []
    row = rows(cic, base, 2031)["A.1.1"]
    assert row["status"] == "alfa-bravo: completed, delta-echo: suspended"
    assert (row["started"], row["ended"]) == ("2031-04-04", None)  # it has not ended for all who have begun
    assert rows(cic, base, 2031, "--partnership", "delta-echo")["A.1.1"]["status"] == "suspended"


@pytest.mark.parametrize(
    ("more", "status"),
    [
        (", status: planned", "planned"),
        (DAYS, {"state": "not reported"}),
        (", start: 2032-03-01", {"state": "not due"}),
        (f", indicators: {{{indicator('A.1.1.1')}}}", {"state": "not reported"}),
        (", budget: 5.00", {"state": "not stated"}),
    ],
)
def test_where_nobody_reports_it_the_framework_speaks_or_nobody_does(
    more: str, status: object, base: Path, cic
) -> None:
    put(base, {"logframe.yaml": logframe(more)})
    assert rows(cic, base, 2031)["A.1.1"]["status"] == status


def test_an_activity_of_words_alone_has_no_row(base: Path, cic) -> None:
    put(base, {"logframe.yaml": logframe("")})
    assert rows(cic, base, 2032) == {}


def test_the_page_of_an_activity_shows_its_indicators_and_how_it_stands(base: Path, cic) -> None:
    put(base, {"logframe.yaml": logframe(f"{DAYS}, indicators: {{{indicator('A.1.1.1')}}}")})
    put(base, report(2031, "alfa-bravo", "  A.1.1: {status: ongoing, started: 2031-03-05}\n"))
    text = " ".join(cic("show", "A.1.1", "--data", base, "--as-of", "2034-06-30").out.split())
    for words in ("Activity A.1.1", "A.1.1.1", "ongoing", "5 March 2031", "Activities at the end of"):
        assert words in text


@pytest.mark.parametrize(
    ("more", "reports", "found"),
    [
        (", start: 2031-03-02, end: 2031-03-01", {}, ["CIC443"]),
        (", start: 2031-03-01, end: 2031-03-01", {}, []),
        (", start: 2030-12-31", {}, ["CIC422"]),
        (", end: 2033-01-01", {}, ["CIC422"]),
        (", start: 2031-01-01, end: 2032-12-31", {}, []),
        ("", {2031: "{status: ongoing, started: 2032-01-01}"}, ["CIC443"]),
        ("", {2031: "{status: completed, started: 2031-02-02, ended: 2031-02-01, evidence: [{kind: x}]}"}, ["CIC443"]),
        ("", {2031: "{status: completed}"}, ["CIC444"]),
        ("", {2031: "{status: cancelled}"}, []),
        ("", {2031: "{status: completed, evidence: [{kind: x}]}"}, []),
        (PROVED, {2031: "{status: completed, evidence: [{kind: x}]}"}, ["CIC444"]),
        (PROVED, {2031: "{status: ongoing, evidence: [{kind: list}]}", 2032: "{status: completed}"}, []),
        (", status: completed", {}, ["CIC444"]),
        (", status: completed", {2031: "{evidence: [{kind: x}]}"}, []),
        ("", {2031: "{status: planned, started: 2031-02-02}"}, ["CIC445"]),
        ("", {2031: "{status: ongoing, ended: 2031-02-02}"}, ["CIC445"]),
        ("", {2031: "{status: cancelled}", 2032: "{status: ongoing}"}, ["CIC445"]),
        ("", {2031: "{status: suspended}", 2032: "{status: ongoing}"}, []),
        ("", {2031: "{status: completed, evidence: [{kind: x, document: letter}]}"}, ["CIC205"]),
    ],
)
def test_days_and_states_that_cannot_be_are_found(
    more: str, reports: dict[int, str], found: list[str], base: Path
) -> None:
    put(base, {"logframe.yaml": logframe(more)})
    for year, said in reports.items():
        put(base, report(year, "alfa-bravo", f"  A.1.1: {said}\n"))
    assert [one.code for one in found_in(base)] == found


def test_an_activity_that_does_not_exist_is_found(base: Path) -> None:
    put(base, {"logframe.yaml": logframe(), **report(2031, "alfa-bravo", "  A.1.9: {status: ongoing}\n")})
    assert [one.code for one in found_in(base)] == ["CIC205"]


def test_one_that_has_begun_before_it_is_to_begin_is_found(base: Path) -> None:
    source = (BASE / "programme.yaml").read_text(encoding="utf-8")
    put(base, {"programme.yaml": source.replace("end: 2032", "end: 2036")})
    put(base, {"logframe.yaml": logframe(", status: ongoing, start: 2035-05-01")})
    assert "CIC445" in {one.code for one in found_in(base)}


def test_a_closed_year_of_an_activity_changes_only_with_a_correction(base: Path, tmp_path: Path) -> None:
    source = (BASE / "programme.yaml").read_text(encoding="utf-8")
    closed = source.replace("  years: [2031, 2032]\n", "  years: [2031, 2032]\n  closed: {2031: 2032-03-31}\n")
    put(base, {"logframe.yaml": logframe(DAYS), "programme.yaml": closed})
    put(base, report(2031, "alfa-bravo", "  A.1.1: {status: ongoing}\n"))
    before = Path(shutil.copytree(base, tmp_path / "before"))
    put(base, report(2031, "alfa-bravo", "  A.1.1: {status: suspended}\n"))
    assert [one.code for one in found_in(base, against=before)] == ["CIC521"]


def test_an_activity_stands_as_a_quarter_reports_it(base: Path, cic) -> None:
    source = (BASE / "programme.yaml").read_text(encoding="utf-8")
    put(
        base,
        {"programme.yaml": source.replace("  years: [2031, 2032]\n", "  years: [2031, 2032]\n  periods: quarter\n")},
    )
    put(base, {"logframe.yaml": logframe(", start: 2031-05-01, budget: 12.00")})
    quarters = {
        "2031-Q2": ("{status: ongoing, started: 2031-05-05}", "5.00"),
        "2031-Q3": ("{status: completed, ended: 2031-09-30, evidence: [{kind: list}]}", "4.00"),
    }
    for quarter, (said, spent) in quarters.items():
        money = f"expenditure: {{partners: {{operating: {{amount: {spent}, activity: A.1.1}}}}}}\n"
        text = f"year: {quarter}\npartnership: alfa-bravo\nactivities: {{A.1.1: {said}}}\n{money}"
        put(base, {f"reports/{quarter}/alfa-bravo.yaml": text})
    assert found_in(base) == []
    found = {quarter: rows(cic, base, quarter)["A.1.1"] for quarter in ("2031-Q1", "2031-Q2", "2031-Q3")}
    keys = ("status", "started", "ended", "spent")
    assert [found["2031-Q1"][key] for key in keys] == [{"state": "not due"}, None, None, None]
    assert [found["2031-Q2"][key] for key in keys] == ["ongoing", "2031-05-05", None, "5.00"]
    assert [found["2031-Q3"][key] for key in keys] == ["completed", "2031-05-05", "2031-09-30", "9.00"]
    put(base, {"reports/2031-Q2/alfa-bravo.yaml": text.replace("2031-Q3", "2031-Q2")})
    assert [(one.code, one.place.file) for one in found_in(base)] == [("CIC443", "reports/2031-Q2/alfa-bravo.yaml")]


def test_days_are_held_against_years_that_begin_on_another_day(base: Path) -> None:
    source = (BASE / "programme.yaml").read_text(encoding="utf-8")
    text = source.replace("  years: [2031, 2032]\n", "  years: [2031, 2032]\n  year_begins: 04-01\n")
    put(base, {"programme.yaml": text, "logframe.yaml": logframe(", start: 2031-03-31, end: 2033-03-31")})
    assert [(one.code, one.path.rpartition(".")[2]) for one in found_in(base)] == [("CIC422", "start")]
