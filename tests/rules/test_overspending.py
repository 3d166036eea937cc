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


MOVED = """amendments:
  first:
    decided: 2032-02-10
    reason: {en: The works are put off}
    moves:
      - {from: {category: partners, nature: operating, year: 2032}, to: {category: partners, nature: investment, year: 2032}, amount: 10.00}
"""


@pytest.mark.parametrize(("spent", "found"), [("20.00", []), ("20.01", ["CIC310"])])
def test_a_sum_that_is_not_printed_is_no_figure_because_money_moved(base: Path, spent: str, found: list[str]) -> None:
    # 10 printed and 10 moved; all categories together print no investment
    with (base / "budget.yaml").open("a") as file:
        file.write(MOVED)
    report = REPORT.format(year=2032, spent=spent).replace("operating", "investment")
    put(base, {"reports/2032/alfa-bravo.yaml": report})
    assert [one.code for one in found_in(base)] == found
