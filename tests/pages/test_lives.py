"""What pages and letters say of a programme that lives: who left, who merged, what stands on an older report."""

from __future__ import annotations

import csv
import io
import json

import pytest
from conftest import ROOT

DEMO = ROOT / "cic" / "scaffold" / "demo"
AS_OF = ("--as-of", "2034-06-30")


def rows(cic, *arguments: object) -> dict[str, list[dict[str, object]]]:
    """The rows of each table, by its key."""
    ran = cic(*arguments, "--data", DEMO, *AS_OF, "--format", "json")
    assert ran.code == 0
    return {table["key"]: table["rows"] for table in json.loads(ran.out)["tables"]}


def said(cic, *arguments: object) -> str:
    return " ".join(cic(*arguments, "--data", DEMO, *AS_OF).out.split())


def test_the_report_says_who_left_and_what_stands_on_older_reports(cic) -> None:
    text = said(cic, "report", "--year", 2023)
    assert "OS.2: 4 of 37, placeholdia (left 2023)" in text
    assert "OS.1: 1 of 6 reported 2023, 1 stands on 2022, 2 stand on 2021, 1 stands on 2019" in text
    assert "R2.2: at least 10, 4 of 6 reported 2023" in text
    assert "their later targets are withdrawn: placeholdia (31 March 2023)" in text
    assert "Merged: testopolis into nullepart (31 December 2022)" in text


def test_a_report_of_a_year_before_says_nothing_of_it(cic) -> None:
    text = said(cic, "report", "--year", 2022)
    assert "left 2023" not in text
    assert "Merged" not in text
    assert "withdrawn" not in text


@pytest.mark.parametrize(
    ("code", "words"), [("fr", "placeholdia (sorti en 2023)"), ("nl", "placeholdia (uitgestapt in 2023)")]
)
def test_it_is_said_in_each_language(code: str, words: str, cic) -> None:
    assert words in said(cic, "report", "--year", 2023, "--lang", code)


def test_tables_for_machines_tell_older_reports_apart(cic) -> None:
    (one,) = [row for row in rows(cic, "report", "--year", 2023)["indicators.OS"] if row["id"] == "OS.1"]
    assert (one["reported"], one["coverage"], one["older"]) == ("4", {"reported_by": 1, "expected": 6}, "4")
    ran = cic("report", "--year", 2023, "--table", "indicators.OS", "--format", "csv", "--data", DEMO, *AS_OF)
    found = {row["id"]: row for row in csv.DictReader(io.StringIO(ran.out.lstrip("\ufeff")))}
    assert (found["OS.1"]["coverage"], found["OS.1"]["older"]) == ("1 of 6", "4")
    assert (found["OS.2"]["coverage"], found["OS.2"]["older"]) == ("5 of 6", "")


def test_by_commune_the_targets_of_who_left_are_withdrawn(cic) -> None:
    tables = rows(cic, "report", "--year", 2023, "--by", "commune")
    left = {row["id"]: row for row in tables["commune.placeholdia"]}
    assert (left["OS.2"]["due"], left["OS.2"]["reported"], left["OS.2"]["status"]) == (
        {"state": "withdrawn"},
        "4",
        "not due",
    )
    merged = {row["id"]: row for row in tables["commune.testopolis"]}
    assert (merged["OS.2"]["due"], merged["OS.2"]["reported"]) == ({"state": "withdrawn"}, {"state": "not due"})
    # who carries on has both targets, and one value
    heir = {row["id"]: row for row in tables["commune.nullepart"]}
    assert (heir["OS.2"]["due"], heir["OS.2"]["reported"], heir["OS.2"]["status"]) == ("12", "12", "achieved")
    assert heir["OS.1"]["due"] == "1"


def test_by_partnership_and_region_the_same_figures_add_up(cic) -> None:
    whole = {row["id"]: row for row in rows(cic, "report", "--year", 2023)["indicators.OS"]}
    for by in ("partnership", "region", "commune"):
        tables = rows(cic, "report", "--year", 2023, "--by", by)
        parts = [
            row["reported"]
            for key, found in tables.items()
            if key.startswith(f"{by}.")
            for row in found
            if row["id"] == "OS.2"
        ]
        assert sum(int(part) for part in parts if isinstance(part, str)) == int(whole["OS.2"]["reported"])


def test_the_page_of_a_commune_says_why_it_left(cic) -> None:
    text = said(cic, "show", "placeholdia")
    assert "In the programme until 31 March 2023" in text
    assert "Reason The new council of Placeholdia left the programme" in text
    assert "Merged into nullepart" in said(cic, "show", "testopolis")
    assert "Carries on after testopolis" in said(cic, "show", "nullepart")


def test_the_page_of_an_indicator_says_what_a_years_value_means(cic) -> None:
    words = "A year's value what happened in the year: the program adds up the years of the milestone's period"
    assert words in said(cic, "show", "R2.2")
    assert "A year's value a running total: everything since the start" in said(cic, "show", "OS.2")


def test_letters_ask_nothing_of_who_left_and_ask_to_confirm(cic) -> None:
    ran = cic("missing", "--year", 2023, "--data", DEMO, *AS_OF, "--format", "csv")
    found = list(csv.DictReader(io.StringIO(ran.out.lstrip("\ufeff"))))
    assert {"placeholdia", "testopolis"}.isdisjoint(row["commune"] for row in found)
    (plan,) = [row for row in found if (row["commune"], row["indicator"]) == ("examplum", "OS.1")]
    assert (plan["stands_on"], plan["file"]) == ("2021", "reports/2023/exempelstad-examplum-placeholdia.yaml")
    letter = said(cic, "missing", "--year", 2023, "--partnership", "exempelstad-examplum-placeholdia")
    assert "stands on the report of 2021: please confirm it, or report what has changed" in letter
    # of what is added up, the years that lack are named; no file is, for a letter is answered by e-mail
    assert "not reported yet: 2021, 2022" in letter
    assert ".yaml" not in letter


def test_what_is_only_to_be_confirmed_is_not_missing(cic) -> None:
    arguments = ("missing", "--year", 2020, "--partnership", "northsample-fableville", "--data", DEMO, *AS_OF)
    ran = cic(*arguments, "--exit-code")
    assert ran.code == 0
    assert "Nothing is missing. The following stands on an older report" in " ".join(ran.out.split())


def test_the_api_tells_it_too() -> None:
    import cic

    demo = cic.load(DEMO)
    communes = {one["commune"]: one for one in demo.communes()}
    assert str(communes["placeholdia"]["until"]) == "2023-03-31"
    assert communes["testopolis"]["merged_into"] == "nullepart"
    assert communes["fableville"]["until"] is None
    assert {one["indicator"]: one["reports"] for one in demo.indicators()}["R2.2"] == "of_the_year"


def test_the_pages_of_the_programme_and_its_budget_show_what_changed(cic) -> None:
    text = said(cic, "show", "programme")
    assert "Accounts are open until 30 June 2025" in text
    assert "2022 (on 31 March 2023)" in text
    assert "XFL 2023 10.8 Bank of Fabulia, mean of 2023" in text
    text = said(cic, "show", "budget")
    assert "spring-2023 10 March 2023 verzonnegem-dummara fictiebeek-quelquepart 2,500.00 yes" in text
    assert "nullepart labour 3,000.00 1,910.00" in text


def test_the_page_of_an_extended_programme_says_so(base, cic) -> None:
    file = base / "programme.yaml"
    extended = "period: {start: 2031, end: 2032, extended: {end: 2033, decided: 2032-02-10, reason: {en: Rain}}}"
    file.write_text(file.read_text().replace("period: {start: 2031, end: 2032}", extended))
    text = " ".join(cic("show", "programme", "--data", base).out.split())
    assert "Extended to 2033, decided on 10 February 2032" in text
    assert "Why it was extended Rain" in text
    assert "Accounts are open" not in text


def test_the_demo_shows_what_a_partnership_released(cic) -> None:
    (row,) = rows(cic, "report", "--year", 2024)["released"]
    assert (row["partnership"], row["budget"], row["spent"], row["released"]) == (
        "verzonnegem-dummara", "59400.00", "56125.00", "3275.00",
    )  # fmt: skip
    assert "released" not in rows(cic, "report", "--year", 2023)
    assert "Released" in said(cic, "show", "verzonnegem-dummara", "--year", 2024)


@pytest.mark.slow
def test_what_the_demo_reported_after_the_end_is_shown_and_not_counted(cic) -> None:
    for year in (2024, 2025):
        (row,) = [one for one in rows(cic, "report", "--year", year)["indicators.OS"] if one["id"] == "OS.2"]
        assert row["reported"] == "41"
        assert "counted in no figure: OS.2: fableville 9 (2025)" in said(cic, "report", "--year", year)
    assert "fableville 9 (2025)" not in said(cic, "report", "--year", 2023)


MERGED = """\
until: {date: 2031-12-31, reason: {en: They joined}, source: {document: plan}}
merged_into: alfa-bravo
"""


@pytest.mark.parametrize(
    ("words", "is_told"),
    [
        (("report", "--year", "2032", "--section", "partnerships"), True),
        (("report", "--year", "2032", "--partnership", "alfa-bravo"), True),
        (("show", "alfa-bravo", "--year", "2032"), True),
        (("report", "--year", "2031", "--section", "partnerships"), False),
        (("show", "delta-echo", "--year", "2032"), False),
    ],
)
def test_whoever_carries_on_shows_whose_money_stands_elsewhere(
    base, cic, words: tuple[str, ...], is_told: bool
) -> None:
    partnership = base / "partnerships/delta-echo.yaml"
    partnership.write_text(partnership.read_text() + MERGED)
    told = (
        "The money of Alfa – Bravo – Charlie is its own alone; with that of those who merged into it the budget is 100.00: "
        "Alfa – Bravo – Charlie 60.00, Delta – Echo 40.00"
    )
    out = " ".join(cic(*words, "--data", base, "--as-of", "2033-06-30").out.split())
    assert (told in out) is is_told
