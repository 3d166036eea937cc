"""An end that was put off: which year is shown where nobody says one, and what the year more has."""

from __future__ import annotations

from pathlib import Path

import pytest

EXTENDED = "period: {start: 2031, end: 2032, extended: {end: 2033, decided: 2032-06-01, source: {document: plan}}}"


@pytest.fixture
def extended(base: Path) -> Path:
    file = base / "programme.yaml"
    text = (
        file.read_text()
        .replace("period: {start: 2031, end: 2032}", EXTENDED)
        .replace("[2031, 2032]", "[2031, 2032, 2033]")
    )
    file.write_text(text)
    return base


@pytest.mark.parametrize(
    ("day", "year"),
    # the milestone is of 2032; the year more is shown when it has ended
    [("2032-06-30", 2032), ("2033-12-31", 2032), ("2034-01-01", 2033), ("2040-01-01", 2033)],
)
def test_the_year_that_is_shown_where_nobody_says_one(extended: Path, day: str, year: int, cic) -> None:
    assert f"Situation at: 31 December {year}" in cic("report", "--data", extended, "--as-of", day).out


def test_without_an_extension_it_is_the_latest_milestone(base: Path, cic) -> None:
    assert "Situation at: 31 December 2032" in cic("report", "--data", base, "--as-of", "2040-01-01").out


def test_the_head_of_the_page_has_the_years_as_they_are_now(extended: Path, cic) -> None:
    assert "Period: 2031 to 2033" in cic("report", "--data", extended, "--as-of", "2040-01-01").out
