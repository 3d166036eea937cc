"""The budget table and the money that moved, from an activity."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple
from xml.etree.ElementTree import Element

from cic.base.message import Message, phrase
from cic.iati.subject import NO_CURRENCY
from cic.iati.take_budgets import is_whole, take_amount, take_budgets, take_value_date, with_cents
from cic.iati.take_codes import take_aid, take_code, take_flag
from cic.iati.take_places import is_country
from cic.iati.taking import File, Taking, Years, as_day
from cic.model.amounts import MOST_DECIMALS
from cic.reference.currencies import is_known

CATEGORY = "activity"
"""The only category of the table: a public activity tells no others."""
_SPENT = ("3", "4")


class Money(NamedTuple):
    """budget: the file. published: what is said of the budgets. budgets: those that years alone cannot hold. spent:
    expenditure of reports, by year. accepted: the file that says why the table has no amount for a year; None where it
    has one for each."""

    budget: File
    published: File
    budgets: list[File]
    transactions: list[File]
    spent: dict[int, File]
    accepted: File | None


def take_money(taking: Taking, years: Years, organisation: Callable[[Element], str | None]) -> Money:
    """All of it."""
    currency = _currency(taking)
    held = take_budgets(taking, years, currency)
    table = held.table
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
    return Money(budget, held.published, held.as_published, transactions, spent, _without_a_budget(without))


def _currency(taking: Taking) -> str:
    """The currency of the activity; where it names none, that of its first amount, or the code of no currency."""
    node = taking.activity
    own = node.get("default-currency", "").strip()
    if is_known(own.upper()):
        taking.take(node, "default-currency")
        if own != own.upper():
            template = phrase("a code in small letters: the data have large ones")
            taking.change(node, Message(template), "@default-currency")
        return own.upper()
    for one in node.iter("value"):
        if is_known(one.get("currency", "")):
            template = phrase("no currency is named for the whole: that of its first amount is, and comes out so")
            taking.change(node, Message(template), "@default-currency")
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
    reason = {"en": "The published activity has no budget of this year alone that is of whole cents"}
    entry = {"rule": "budget-period", "file": "budget.yaml", "findings": findings, "reason": reason}
    return {"acknowledgements": [entry]} if findings else None


def _amount(taking: Taking, node: Element) -> Decimal | None:
    """An amount with no more decimals than any currency has; None for another, which is then listed."""
    amount = take_amount(taking, node)
    if amount is None:
        return None
    if amount != round(amount, MOST_DECIMALS):
        template = phrase("an amount with more than {most} decimals")
        taking.lose(node, Message(template, {"most": MOST_DECIMALS}))
        return None
    return with_cents(round(amount, MOST_DECIMALS))


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
    taking: Taking, years: Years, currency: str, organisation: Callable[[Element], str | None]
) -> tuple[list[File], dict[int, File]]:
    found: list[File] = []
    sums: dict[int, Decimal] = {}
    for one in taking.activity.findall("transaction"):
        kind = taking.of_child(one, "transaction-type", "code")
        day = as_day(taking.of_child(one, "transaction-date", "iso-date"))
        if kind is None or day is None:
            taking.lose(one, Message(phrase("a transaction without a type or a day")))
            continue
        amount = _amount(taking, one)
        if amount is None:
            continue
        other = taking.of_child(one, "value", "currency")
        other = other if other != currency else None
        value_date = take_value_date(taking, one)
        if value_date is None:
            template = phrase(
                "no day of rates of exchange that the data hold: the day of the transaction stands for it"
            )
            taking.change(one.find("value"), Message(template), "@value-date")
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
                if entry[key] is None:
                    template = phrase("an organisation without a name or an identifier: it does not come out")
                    taking.change(who, Message(template))
        found.append(entry)
        if kind in _SPENT and other is None and years.first <= years.of(day) <= years.last:
            sums[years.of(day)] = sums.get(years.of(day), Decimal(0)) + amount
    spent: dict[int, File] = {}
    for year, amount in sums.items():
        evidence = [{"kind": "iati", "document": "activity"}]
        if not is_whole(amount, currency):
            template = phrase("what was spent in {year} has less than a cent: the report of the year is without")
            taking.change(taking.activity, Message(template, {"year": year}))
        elif amount >= 0:
            spent[year] = {CATEGORY: {"total": {"amount": amount, "evidence": evidence}}}
    return found, spent
