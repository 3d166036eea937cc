"""Spending against every printed figure: said once, at the finest figure that tells it."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import found_in, put

REPORT = "year: {year}\npartnership: alfa-bravo\nexpenditure:\n  partners:\n    operating: {{amount: {spent}}}\n"


@pytest.mark.parametrize(
    ("year", "spent", "found"),
    [(2031, "40.00", []), (2031, "40.01", ["CIC310"]), (2032, "30.00", []), (2032, "30.01", ["CIC310"])],
)
def test_a_cent_more_than_a_cell_is_found_once(base: Path, year: int, spent: str, found: list[str]) -> None:
    put(base, {f"reports/{year}/alfa-bravo.yaml": REPORT.format(year=year, spent=spent)})
    assert [one.code for one in found_in(base)] == found


@pytest.mark.parametrize(("spent", "found"), [("60.00", []), ("60.01", ["CIC310", "CIC310"])])
def test_a_category_without_natures_is_compared_by_its_total(base: Path, spent: str, found: list[str]) -> None:
    budget = base / "budget.yaml"
    lines = [line for line in budget.read_text().splitlines() if "investment" not in line and "operating:" not in line]
    budget.write_text("\n".join(lines) + "\n")
    put(base, {"reports/2031/alfa-bravo.yaml": REPORT.format(year=2031, spent=spent)})
    # the partnership has a budget of its own, which is exceeded too
    assert [one.code for one in found_in(base)] == found
