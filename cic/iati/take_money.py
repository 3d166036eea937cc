"""The budget table and the money that moved, from an activity."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple
from xml.etree.ElementTree import Element

from cic.base.message import Message, phrase
from cic.iati.numbers import as_number
from cic.iati.subject import NO_CURRENCY
from cic.iati.take_codes import take_aid, take_code, take_flag
from cic.iati.take_places import is_country
from cic.iati.taking import File, Taking, Years, as_day
from cic.model.amounts import LARGEST_AMOUNT
from cic.reference.currencies import coin_of, is_known

CATEGORY = "activity"
"""The only category of the table: a public activity tells no others."""
_SPENT = ("3", "4")
_CENT = Decimal("0.01")


class Money(NamedTuple):
    """budget: the file. published: what is said of the budgets. spent: expenditure of reports, by year. accepted: the
    file that says why the table has no amount for a year; None where it has one for each."""

    budget: File
    published: File
    transactions: list[File]
    spent: dict[int, File]
    accepted: File | None


def take_money(taking: Taking, years: Years, organisation: Callable[[Element], str]) -> Money:
    """All of it."""
    currency = _currency(taking)
    table, published = _budgets(taking, years, currency)
    transactions, spent = _transactions(taking, years, currency, organisation)
    label = {"en": "Activity"}
    row: File | None = {**dict(table.items()), "total": sum(table.values(), Decimal(0))} if table else None
    block: File = {"label": label, "total": row}
    budget: File = {
        "source": {"document": "activity"},
        "currency": currency,
        "natures": {},
        "categories": {CATEGORY: block},
        "operating_costs": block,
    }
    without = [year for year in range(years.first, years.last + 1) if year not in table] if table else []
    return Money(budget, published, transactions, spent, _without_a_budget(without))


def _currency(taking: Taking) -> str:
    """The currency of the activity; where it names none, that of its first amount, or the code of no currency."""
    node = taking.activity
    own = node.get("default-currency", "").strip()
    if is_known(own):
        return taking.take(node, "default-currency") or own
    for one in node.iter("value"):
        if is_known(one.get("currency", "")):
            return one.get("currency", "")
    taking.change(node, Message(phrase("no currency is named: {code} stands for it"), {"code": NO_CURRENCY}))
    return NO_CURRENCY


def _without_a_budget(years: list[int]) -> File | None:
    """That the table has no amount for years: an empty cell is no 0.00, which would be somebody's word."""
    findings = [
        {"path": path, "which": f"{year}", "figures": {"year": f"{year}"}}
        for path in (f"categories[{CATEGORY}].total", "operating_costs.total")
        for year in years
    ]
    reason = {"en": "The published activity has no budget of this year"}
    entry = {"rule": "budget-period", "file": "budget.yaml", "findings": findings, "reason": reason}
    return {"acknowledgements": [entry]} if findings else None


def _amount(taking: Taking, node: Element, currency: str | None) -> Decimal | None:
    """An amount to the smallest coin; None for another, which is then listed. currency: the only one, where there is
    one."""
    value = node.find("value")
    amount = as_number(value.text if value is not None else None)
    if value is None or amount is None or abs(amount) >= LARGEST_AMOUNT:
        taking.lose(node, Message(phrase("an amount that is no number, or larger than the data hold")))
        return None
    if value.get("currency") and not is_known(value.get("currency", "")):
        taking.lose(node, Message(phrase("an amount in a currency that is none today")))
        return None
    if currency is not None and (value.get("currency") or currency) != currency:
        taking.lose(node, Message(phrase("an amount in another currency than {currency}"), {"currency": currency}))
        return None
    own = value.get("currency") or currency
    if amount != amount.quantize(min(coin_of(own), _CENT) if own else _CENT):
        taking.lose(node, Message(phrase("an amount with less than a cent")))
        return None
    taking.text(value)
    taking.take(value, "currency")
    return amount.quantize(_CENT) if amount == amount.quantize(_CENT) else amount


def _budgets(taking: Taking, years: Years, currency: str) -> tuple[dict[int, Decimal], File]:
    """The original budgets by year; those of parts of a year are added up."""
    table: dict[int, Decimal] = {}
    statuses: dict[str, None] = {}
    dates: dict[int, datetime.date] = {}
    for one in taking.activity.findall("budget"):
        if one.get("type", "1") != "1":
            taking.lose(one, Message(phrase("a revised budget: nobody says which decision revised it")))
            continue
        start = as_day(taking.of_child(one, "period-start", "iso-date"))
        end = as_day(taking.of_child(one, "period-end", "iso-date"))
        if start is None or end is None or not years.first <= years.of(start) == years.of(end) <= years.last:
            taking.lose(one, Message(phrase("a budget that is of no year of the activity")))
            continue
        amount = _amount(taking, one, currency)
        if amount is None:
            continue
        taking.take(one, "type")
        year = years.of(start)
        if (start, end) != (years.first_day(year), years.last_day(year)):
            taking.change(one, Message(phrase("a budget of a part of {year}: the data hold years"), {"year": year}))
        elif year in table:
            taking.change(one, Message(phrase("another budget of {year}: the two are added up"), {"year": year}))
        table[year] = table.get(year, Decimal(0)) + amount
        statuses[taking.take(one, "status") or "1"] = None
        if len(statuses) > 1:
            taking.change(one, Message(phrase("another status: the data hold one for all budgets")))
        date = as_day(one.findtext("value") and one.find("value").get("value-date"))  # type: ignore[union-attr]
        if date is not None and dates.setdefault(year, date) == date:
            taking.of_child(one, "value", "value-date")
    common = next(iter(dates.values()), None) if dates.keys() == table.keys() else None
    others = {year: date for year, date in dates.items() if date != common}
    return dict(sorted(table.items())), {
        "status": next(iter(statuses), None),
        "value_date": common,
        "value_dates": others,
    }


def _classes(taking: Taking, node: Element) -> File:
    """Of what sort a transaction is, where that is said of each."""
    where = node.find("recipient-country")
    country = where.get("code", "") if where is not None else ""
    country = (taking.of_child(node, "recipient-country", "code") or "") if is_country(country) else ""
    return {
        "humanitarian": take_flag(taking, node, "humanitarian"),
        "channel": taking.of_child(node, "disbursement-channel", "code"),
        "sectors": [code for one in node.findall("sector") if (code := take_code(taking, one))] or None,
        "country": country or None,
        "region": take_code(taking, node.find("recipient-region")),
        "flow": taking.of_child(node, "flow-type", "code"),
        "finance": taking.of_child(node, "finance-type", "code"),
        "aid": take_aid(taking, node, "aid-type"),
        "tied": taking.of_child(node, "tied-status", "code"),
    }


def _transactions(
    taking: Taking, years: Years, currency: str, organisation: Callable[[Element], str]
) -> tuple[list[File], dict[int, File]]:
    found: list[File] = []
    sums: dict[int, Decimal] = {}
    for one in taking.activity.findall("transaction"):
        kind = taking.of_child(one, "transaction-type", "code")
        day = as_day(taking.of_child(one, "transaction-date", "iso-date"))
        if kind is None or day is None:
            taking.lose(one, Message(phrase("a transaction without a type or a day")))
            continue
        amount, other = _amount(taking, one, None), taking.of_child(one, "value", "currency")
        if amount is None:
            continue
        other = other if other != currency else None
        value_date = as_day(taking.of_child(one, "value", "value-date"))
        entry: File = {
            "type": kind,
            "date": day,
            "amount": amount,
            "currency": other,
            "value_date": value_date if value_date != day else None,
            "description": taking.says_in(one, "description"),
            "ref": taking.take(one, "ref"),
            **_classes(taking, one),
        }
        for key, name in (("provider", "provider-org"), ("receiver", "receiver-org")):
            who = one.find(name)
            if who is not None:
                entry[key] = organisation(who)
        found.append(entry)
        if kind in _SPENT and other is None and years.first <= years.of(day) <= years.last:
            sums[years.of(day)] = sums.get(years.of(day), Decimal(0)) + amount
    spent: dict[int, File] = {}
    for year, amount in sums.items():
        evidence = [{"kind": "iati", "document": "activity"}]
        if amount >= 0:
            spent[year] = {CATEGORY: {"total": {"amount": amount, "evidence": evidence}}}
    return found, spent
