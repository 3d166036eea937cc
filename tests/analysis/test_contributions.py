"""What partners bring of their own, also after the end, and payments in another currency of all that has an amount. Every
figure was reckoned by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import DAY, found_in

LATE = "period: {start: 2031, end: 2032, accounts_until: 2033-06-30}"
RATES = "rates: {MAD: {2031: {rate: 10, source: Mean of 2031}, 2032: {rate: 12.5, source: Mean of 2032}}}\n"


def put(base: Path, year: int, text: str, who: str = "alfa-bravo") -> None:
    path = base / "reports" / str(year) / f"{who}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"year: {year}\npartnership: {who}\n{text}", encoding="utf-8")


def add(base: Path, file: str, text: str) -> None:
    with (base / file).open("a", encoding="utf-8") as one:
        one.write(text)


def change(base: Path, file: str, old: str, new: str) -> None:
    text = (base / file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (base / file).write_text(text.replace(old, new), encoding="utf-8")


def tables(cic, base: Path, year: int, *more: object) -> dict[str, list[dict[str, object]]]:
    ran = cic("report", "--data", base, "--year", year, "--as-of", DAY, "--format", "json", *more)
    assert ran.code == 0, ran.err
    return {one["key"]: one["rows"] for one in json.loads(ran.out)["tables"]}


def codes(base: Path) -> list[tuple[str, int]]:
    return [(one.code, one.place.line) for one in found_in(base)]


@pytest.fixture
def late(base: Path) -> Path:
    """Bravo plans 4 and 6, gives 3 in 2032 and 2 after the end; charlie, which planned nothing, 1 after the end."""
    change(base, "programme.yaml", "period: {start: 2031, end: 2032}", LATE)
    add(base, "budget.yaml", "contributions:\n  bravo: {2031: {amount: 4.00, kind: labour}, 2032: {amount: 6.00, kind: labour}}\n"
        "  echo: {2032: {amount: 7.00, kind: goods}}\n")  # fmt: skip
    put(base, 2032, "contributions: {bravo: {amount: 3.00, kind: labour}}\n")
    put(
        base,
        2033,
        "contributions:\n  bravo: {amount: 2.00, kind: labour}\n  charlie: [{amount: 0.25}, {amount: 0.75}]\n",
    )
    return base


def test_what_is_given_after_the_end_is_shown_as_later(late: Path, cic) -> None:
    assert found_in(late) == []
    found = tables(cic, late, 2032)
    assert [(one["who"], one["planned"], one["given"]) for one in found["contributions"]] == [
        ("bravo", "10.00", "3.00"), ("echo", "7.00", {"state": "not reported"}),
    ]  # fmt: skip
    assert all("after_end" not in one for one in found["contributions"])
    assert [(one["year"], one["who"], one["what"], one["category"], one["amount"]) for one in found["later"]] == [
        (2033, "bravo", "brought of its own", "labour", "2.00"),
        (2033, "charlie", "brought of its own", "money", "0.25"),
        (2033, "charlie", "brought of its own", "money", "0.75"),
    ]
    assert "later" not in tables(cic, late, 2031)


def test_the_year_after_the_end_counts_it_and_marks_it(late: Path, cic) -> None:
    found = tables(cic, late, 2033)
    # 3 + 2 of 10; never more than the plan in the budget
    assert [(one["who"], one["planned"], one["given"], one["after_end"]) for one in found["contributions"]] == [
        ("bravo", "10.00", "5.00", "2.00"),
        ("echo", "7.00", {"state": "not reported"}, None),
        ("charlie", {"state": "not stated"}, "1.00", "1.00"),
    ]
    assert "later" not in found
    assert [one["spent"] for one in found["years"]] == [{"state": "not reported"}] * 2


def test_of_one_commune_or_partnership_only_its_own_is_later(late: Path, cic) -> None:
    found = tables(cic, late, 2032, "--commune", "bravo")
    assert [(one["who"], one["amount"]) for one in found["later"]] == [("bravo", "2.00")]
    assert "later" not in tables(cic, late, 2032, "--partnership", "delta-echo")
    assert "later" not in tables(cic, late, 2032, "--result", "OS")


def test_a_plan_for_a_year_outside_the_programme_is_found(late: Path) -> None:
    change(late, "budget.yaml", "  echo: {2032: ", "  echo: {2023: ")
    assert [code for code, _ in codes(late)] == ["CIC308"]


def test_a_plan_for_the_year_in_which_accounts_are_open_is_not(late: Path) -> None:
    change(late, "budget.yaml", "  echo: {2032: ", "  echo: {2033: ")
    assert codes(late) == []


@pytest.mark.parametrize(("file", "text"), [
    ("budget.yaml", "contributions: {bravo: {2031: {amount: -1.00}}}\n"),
    ("reports/2031/alfa-bravo.yaml", "contributions: {bravo: [{amount: 1.00}, {amount: -1.00}]}\n"),
])  # fmt: skip
def test_a_contribution_below_zero_is_found(base: Path, file: str, text: str) -> None:
    put(base, 2031, "narrative: {done: {en: It rained}}\n")
    add(base, file, text)
    assert [code for code, _ in codes(base)] == ["CIC309"]


def test_a_contribution_finer_than_the_coin_is_found(base: Path) -> None:
    change(base, "budget.yaml", "currency: EUR", "currency: JPY")
    add(base, "budget.yaml", "contributions: {bravo: {2031: {amount: 1.50}}}\n")
    assert [code for code, _ in codes(base)] == ["CIC320"]


PAID = """
expenditure:
  partners:
    operating: {amount: 20.00, payments: [{amount: 200.00, currency: MAD}]}
    refunds: [{amount: 10.00, of: 2031, nature: operating, payments: [{amount: 100.00, currency: MAD}]}]
contributions:
  bravo: {amount: 5.00, kind: labour, payments: [{amount: 50.00, currency: MAD}]}
"""


def test_the_rate_of_the_year_serves_spending_refunds_and_contributions(base: Path, cic) -> None:
    add(base, "programme.yaml", RATES)
    put(base, 2031, PAID.lstrip())
    assert found_in(base) == []
    found = tables(cic, base, 2031)
    assert [(one["paid"], one["rate"], one["value"]) for one in found["payments"]] == [
        ("200.00", "10", "20.00"), ("100.00", "10", "10.00"), ("50.00", "10", "5.00"),
    ]  # fmt: skip
    assert {one["rate_source"] for one in found["payments"]} == {"Mean of 2031"}


def test_it_is_the_rate_of_the_year_in_which_the_money_moved(base: Path) -> None:
    add(base, "programme.yaml", RATES)
    put(base, 2031, "expenditure: {partners: {operating: {amount: 20.00}}}\n")
    # what was spent at 10 in 2031 comes back in 2032, at 12.5: 100 / 12.5 = 8
    back = "expenditure:\n  partners:\n    refunds: [{amount: %s, of: 2031, nature: operating, payments: [{amount: 100.00, currency: MAD}]}]\n"
    put(base, 2032, back % "8.00")
    assert codes(base) == []
    put(base, 2032, back % "10.00")
    assert codes(base) == [("CIC313", 5)]


@pytest.mark.parametrize("line", ["amount: 20.00,", "amount: 10.00,", "amount: 5.00,"])
def test_what_the_payments_do_not_make_is_found_of_each(base: Path, line: str) -> None:
    add(base, "programme.yaml", RATES)
    put(base, 2031, PAID.lstrip().replace(line, line.replace(".00", ".01")))
    assert [code for code, _ in codes(base)] == ["CIC313"]


def test_a_contribution_without_any_rate_says_so(base: Path) -> None:
    put(base, 2031, "contributions:\n  bravo: {amount: 5.00, payments: [{amount: 50.00, currency: MAD}]}\n")
    [found] = found_in(base)
    assert (found.code, "how many MAD were one EUR" in str(found.message)) == ("CIC313", True)


def test_spending_of_a_share_that_nobody_has_stands_in_a_row_of_its_own(base: Path, cic) -> None:
    put(
        base,
        2031,
        "expenditure:\n  partners:\n    operating:\n      - {amount: 10.00, association: union}\n      - {amount: 3.00}\n",
    )
    assert [code for code, _ in codes(base)] == ["CIC318"]
    rows = tables(cic, base, 2031)["associations"]
    assert [(one["association"], one["budget"], one["spent"]) for one in rows] == [
        ("League", "60.00", "3.00"), ("Union of Communes", None, "10.00"),
    ]  # fmt: skip


def test_a_faulty_move_is_not_called_an_empty_block(base: Path) -> None:
    text = "amendments:\n  a:\n    decided: 2032-02-01\n    reason: {en: X}\n    moves:\n"
    add(
        base,
        "budget.yaml",
        text + "      - {to: {category: partners, nature: operating, year: 2032}, amount: 1.2345}\n",
    )
    assert [code for code, _ in codes(base)] == ["CIC105"]
