"""An amendment stands beside the printed table: a cell that was changed as well is moved twice, and the finding says so."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import found_in

AMENDMENT = """
amendments:
  first:
    decided: 2032-02-10
    reason: {en: "The works are put off"}
    source: {document: plan, section: "3"}
    moves:
      - {from: {category: partners, nature: operating, year: 2032}, to: {category: partners, nature: investment, year: 2032}, amount: 10.00}
      - {from: {partnership: delta-echo}, to: {partnership: alfa-bravo}, amount: 15.00}
      - {to: {category: partners, nature: operating, year: 2031}, amount: 5.00}
"""
SECOND = """  second:
    decided: 2032-05-10
    reason: {en: "More works"}
    moves:
      - {from: {category: partners, nature: operating, year: 2032}, amount: 4.00}
"""
TWICE = "moves that money already, so that it is moved twice: the printed figure stays"


@pytest.fixture
def before(base: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(base, tmp_path / "before"))


def change(base: Path, file: str, *pairs: tuple[str, str]) -> None:
    path = base / file
    text = path.read_text()
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text)


def amend(base: Path, text: str = AMENDMENT) -> None:
    with (base / "budget.yaml").open("a") as file:
        file.write(text)


def said(base: Path, before: Path) -> list[str]:
    return [str(one.message) for one in found_in(base, against=before) if one.code == "CIC524"]


OPERATING = (
    "operating: {2031: 40.00, 2032: 30.00, total: 70.00}",
    "operating: {2031: 40.00, 2032: 20.00, total: 60.00}",
)
INVESTMENT = (
    "investment: {2031: 20.00, 2032: 10.00, total: 30.00}",
    "investment: {2031: 20.00, 2032: 20.00, total: 40.00}",
)


def test_the_amendment_alone_is_right(base: Path, before: Path) -> None:
    amend(base)
    assert found_in(base, against=before) == []


def test_a_cell_that_was_changed_as_the_amendment_says_is_moved_twice(base: Path, before: Path) -> None:
    change(base, "budget.yaml", OPERATING, INVESTMENT)
    amend(base)
    assert said(base, before) == [
        f"categories.partners.investment[2032] was agreed as 10.00 and is 20.00; what stands below `amendments:` (first) {TWICE} 10.00",
        f"categories.partners.operating[2032] was agreed as 30.00 and is 20.00; what stands below `amendments:` (first) {TWICE} 30.00",
    ]


def test_so_it_is_of_the_amount_of_a_partnership(base: Path, before: Path) -> None:
    change(base, "partnerships/delta-echo.yaml", ("{amount: 40.00, as_printed: Budget 40.00}", "{amount: 25.00, as_printed: Budget 25.00}"))  # fmt: skip
    amend(base)
    [only] = said(base, before)
    assert only == f"budget[OS] was agreed as 40.00 and is 25.00; what stands below `amendments:` (first) {TWICE} 40.00"


def test_an_amendment_of_before_counts_as_well(base: Path, before: Path) -> None:
    for folder in (base, before):
        amend(folder)
    change(base, "budget.yaml", OPERATING, INVESTMENT)
    assert all(TWICE in one for one in said(base, before))


def test_several_amendments_together(base: Path, before: Path) -> None:
    # 30 - 10 - 4
    change(base, "budget.yaml", (OPERATING[0], "operating: {2031: 40.00, 2032: 16.00, total: 56.00}"))
    amend(base, AMENDMENT + SECOND)
    [only] = said(base, before)
    assert "what stands below `amendments:` (first, second)" in only


def test_a_printed_sum_that_was_changed_alone(base: Path, before: Path) -> None:
    change(base, "budget.yaml", ("    total: {2031: 60.00, 2032: 40.00, total: 100.00}\n    investment", "    total: {2031: 65.00, 2032: 40.00, total: 100.00}\n    investment"))  # fmt: skip
    amend(base)
    assert any("categories.partners.total[2031]" in one and TWICE in one for one in said(base, before))


@pytest.mark.parametrize("now", ["21.00", "40.00"])
def test_any_other_change_is_one_without_a_correction(base: Path, before: Path, now: str) -> None:
    change(base, "budget.yaml", (OPERATING[0], f"operating: {{2031: 40.00, 2032: {now}, total: 70.00}}"))
    amend(base)
    [only] = said(base, before)
    assert only.endswith(f"was agreed as 30.00 and is {now}, without a correction")


def test_a_correction_still_answers_what_was_printed_wrongly(base: Path, before: Path) -> None:
    change(base, "budget.yaml", OPERATING)
    amend(base)
    amend(base, "corrections:\n  - {path: 'categories.partners.operating[2032]', was: 30.00, now: 20.00, date: 2032-03-01, reason: {en: Copied wrongly}}\n")  # fmt: skip
    assert said(base, before) == []
