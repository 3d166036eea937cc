"""Corrected figures are marked wherever they are shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT

DEMO = ("--data", ROOT / "cic" / "scaffold" / "demo", "--as-of", "2024-02-01", "--lang", "fr")
REASON = "Le rapport de la seconde évaluation n’est arrivé qu’en février 2021"
SPENT = (
    "  - {path: expenditure.partners.operating.amount, was: 1.00, now: 2.00, date: 2033-01-05, reason: {en: A bill}}\n"
)


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("format", ["table", "markdown", "html", "json"])
def test_the_report_says_what_was_corrected_why_and_when(format: str, cic) -> None:
    ran = cic("report", "--year", 2020, "--format", format, *DEMO)
    assert (ran.code, ran.out.count("R2.2") > 1) == (0, True)
    assert words(ran.out).count(REASON) == 2, "below the table, and in a section"
    assert cic("report", "--year", 2019, "--format", format, *DEMO).out.count("février 2021") == 0


def test_the_section_of_corrections_is_a_table_for_spreadsheets(cic) -> None:
    ran = cic("report", "--year", 2020, "--format", "csv", "--table", "corrections", *DEMO)
    assert (ran.code, words(ran.out).count(REASON)) == (0, 1)


def test_the_note_stands_below_the_table_of_the_figure(cic) -> None:
    page = cic("report", "--year", 2020, "--section", "results", "--format", "markdown", *DEMO).out
    (note,) = [line for line in page.splitlines() if REASON in line]
    assert note.startswith(
        "Corrigé le 15 février 2021 : Mockdorp – Nullepart – Testopolis, 2020, Testopolis, rapporté, R2.2 "
    )
    assert "était 1, est maintenant 2" in note
    assert REASON not in cic("report", "--year", 2020, "--section", "results", "--result", "R1", *DEMO).out
    assert REASON not in cic("report", "--year", 2020, "--partnership", "verzonnegem-dummara", *DEMO).out


@pytest.mark.parametrize("id", ["R2.2", "testopolis", "mockdorp-nullepart-testopolis"])
def test_a_page_about_one_thing_says_it_too(id: str, cic) -> None:
    assert REASON in words(cic("show", id, "--format", "markdown", *DEMO).out)
    assert REASON not in words(cic("show", "R2.1", "--format", "markdown", *DEMO).out)


def test_corrected_money_is_noted_below_the_money(base: Path, cic) -> None:
    report = base / "reports" / "2031" / "alfa-bravo.yaml"
    report.parent.mkdir(parents=True, exist_ok=True)
    report.write_text(
        "year: 2031\npartnership: alfa-bravo\nexpenditure: {partners: {operating: {amount: 2.00}}}\ncorrections:\n"
        + SPENT
    )
    page = cic("report", "--year", 2031, "--section", "money", "--format", "markdown", "--data", base).out
    assert (
        page.count("Alfa – Bravo – Charlie, 2031, spent, partners, operating, amount was 1.00, is now 2.00: A bill")
        == 1
    )
