"""Amounts in a currency whose coin is a thousandth, and in one that has no coins: read, compared, shown and entered."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from conftest import checked, found_in, put

from cic.base.errors import UserError
from cic.entry.typed import amount_typed
from cic.language import ENGLISH
from cic.storage.folder import Folder
from cic.storage.loader import load

BUDGET = """\
source: {document: plan, section: "3"}
currency: %s
categories:
  partners:
    label: {en: Partners}
    total: {2031: 60.125, 2032: 40.00, total: 100.125}
    investment: {2031: 20.125, 2032: 10.00, total: 30.125}
    operating: {2031: 40.00, 2032: 30.00, total: 70.00}
operating_costs:
  label: {en: Total}
  total: {2031: 60.125, 2032: 40.00, total: 100.125}
"""
SPENT = """\
year: 2031
partnership: alfa-bravo
expenditure: {partners: {investment: {amount: %s}}}
"""


def amounts(base: Path, currency: str, spent: str) -> list[tuple[str, str]]:
    put(base, {"budget.yaml": BUDGET % currency, "reports/2031/alfa-bravo.yaml": SPENT % spent})
    return [(one.place.file, one.code) for one in found_in(base) if one.code in ("CIC105", "CIC301", "CIC320")]


@pytest.mark.parametrize("currency", ["TND", "KWD", "BHD"])
def test_a_coin_may_be_a_thousandth(base: Path, currency: str) -> None:
    assert amounts(base, currency, "20.125") == []
    loaded, _ = checked(base)
    spent = loaded.programme.reports["reports/2031/alfa-bravo.yaml"].expenditure["partners"]
    assert [one.amount for _, _, one in spent.spendings()] == [Decimal("20.125")]


def test_nothing_is_finer_than_a_coin(base: Path) -> None:
    assert amounts(base, "TND", "20.1255") == [("reports/2031/alfa-bravo.yaml", "CIC105")]
    found = next(one for one in found_in(base) if one.code == "CIC105")
    assert "the amount has 4 decimals, the currency of the budget has 3" in str(found.message)


@pytest.mark.parametrize("currency", ["EUR", "XTS"])
def test_three_decimals_of_any_other_currency_are_thousands(base: Path, currency: str) -> None:
    assert ("budget.yaml", "CIC105") in amounts(base, currency, "20.12")


def test_a_file_is_read_again_where_the_currency_has_other_coins(base: Path, tmp_path: Path) -> None:
    """Two states of a folder share what is the same in both: 1.250 is another amount, or none, in another currency."""
    assert amounts(base, "TND", "1.250") == []
    before = load(Folder(base), checked(base)[0].programme.today)
    put(base, {"budget.yaml": (BUDGET % "EUR").replace(".125", ".12")})
    after = load(Folder(base), before.programme.today, like=before)
    assert [(one.where.file, one.rule.code) for one in after.problems] == [("reports/2031/alfa-bravo.yaml", "CIC105")]


@pytest.mark.parametrize(
    ("value", "shown"), [("1234.5", "1,234.50"), ("1234.125", "1,234.125"), ("-0.5", "-0.50"), ("2", "2.00")]
)
def test_an_amount_is_shown_to_its_coin(value: str, shown: str) -> None:
    assert ENGLISH.amount(Decimal(value)) == shown


@pytest.mark.parametrize(
    ("currency", "typed", "amount"), [("TND", "1250,125", "1250.125"), ("TND", "80", "80.00"), ("EUR", "80.5", "80.50")]
)
def test_an_amount_is_entered_to_its_coin(currency: str, typed: str, amount: str) -> None:
    assert str(amount_typed("--amount", typed, currency)) == amount


@pytest.mark.parametrize(
    ("currency", "typed", "advice"), [("EUR", "1250.1255", "12500.50"), ("TND", "1250.1255", "12500.500")]
)
def test_no_part_of_a_coin_is_entered(currency: str, typed: str, advice: str) -> None:
    with pytest.raises(UserError) as refused:
        amount_typed("--amount", typed, currency)
    assert advice in str(refused.value.hint)
