"""The budgets of an activity: a table of years where they are of years, else also as they were published."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal, localcontext
from typing import NamedTuple
from xml.etree.ElementTree import Element

from cic.base.message import Message, phrase
from cic.iati.numbers import as_number
from cic.iati.taking import File, Taking, Years, as_day
from cic.model.amounts import LARGEST_AMOUNT
from cic.reference.currencies import coin_of, is_known

_ORIGINAL = "1"
_CENT = Decimal("0.01")
_EXACT = 60
"""Digits in which sums of amounts of any number of decimals are not rounded."""


class Budgets(NamedTuple):
    """table: the amounts of years. published: what is said of all of them. as_published: each, where years alone cannot
    hold them."""

    table: dict[int, Decimal]
    published: File
    as_published: list[File]


class _Budget(NamedTuple):
    """A budget that is read. year: the one that it is in, if it is in one of the activity."""

    node: Element
    type: str | None
    status: str | None
    start: datetime.date
    end: datetime.date
    year: int | None
    is_whole_year: bool
    amount: Decimal
    currency: str | None
    value_date: datetime.date | None

    def counts(self, currency: str) -> bool:
        """Whether the table of years counts it."""
        return self.year is not None and self.type in (None, _ORIGINAL) and self.currency in (None, currency)


def take_budgets(taking: Taking, years: Years, currency: str) -> Budgets:
    """Those that have days and an amount; others are listed."""
    found = [one for node in taking.activity.findall("budget") if (one := _budget(taking, years, node))]
    table: dict[int, Decimal] = {}
    with localcontext(prec=_EXACT):
        for one in found:
            if one.year is not None and one.counts(currency):
                table[one.year] = table.get(one.year, Decimal(0)) + one.amount
    table = {year: with_cents(amount) for year, amount in sorted(table.items()) if is_whole(amount, currency)}
    if _are_of_years(found, table, currency):
        return Budgets(table, _published(found), [])
    words = phrase(
        "budgets that a table of years cannot hold stand under publication: it has the sums of original ones"
    )
    taking.change(taking.activity, Message(words))
    statuses = {one.status for one in found} - {None}
    published: File = {"status": next(iter(statuses)) if len(statuses) == 1 else None}
    return Budgets(table, published, [_as_published(one, currency) for one in found])


def _budget(taking: Taking, years: Years, node: Element) -> _Budget | None:
    start = as_day(taking.of_child(node, "period-start", "iso-date"))
    end = as_day(taking.of_child(node, "period-end", "iso-date"))
    if start is None or end is None or end < start:
        taking.lose(node, Message(phrase("a budget without days, or that ends before it begins")))
        return None
    amount = take_amount(taking, node)
    if amount is None:
        return None
    year = years.of(start)
    is_in_one = years.first <= year == years.of(end) <= years.last
    return _Budget(
        node,
        taking.take(node, "type"),
        taking.take(node, "status"),
        start,
        end,
        year if is_in_one else None,
        (start, end) == (years.first_day(year), years.last_day(year)),
        amount,
        taking.of_child(node, "value", "currency"),
        take_value_date(taking, node),
    )


def _are_of_years(found: Sequence[_Budget], table: dict[int, Decimal], currency: str) -> bool:
    """Whether the table says all of them: one of each year, and all of one status."""
    return (
        all(one.counts(currency) and one.is_whole_year for one in found)
        and len(table) == len(found)
        and len({one.status for one in found}) <= 1
        and all(one.status is not None for one in found)
    )


def _published(found: Sequence[_Budget]) -> File:
    """The status of all, and the day whose rates hold: that of the first, and of which years it is another."""
    dates = {one.year: one.value_date for one in found if one.value_date is not None}
    common = next(iter(dates.values()), None) if len(dates) == len(found) else None
    return {
        "status": found[0].status if found else None,
        "value_date": common,
        "value_dates": {year: date for year, date in dates.items() if date != common},
    }


def _as_published(one: _Budget, currency: str) -> File:
    return {
        "type": one.type,
        "status": one.status,
        "start": one.start,
        "end": one.end,
        "amount": one.amount,
        "currency": one.currency if one.currency != currency else None,
        "value_date": one.value_date,
    }


def take_amount(taking: Taking, node: Element) -> Decimal | None:
    """What the first value says; None where that is no amount, which is then listed with all of the element."""
    value = node.find("value")
    amount = as_number(value.text if value is not None else None)
    if value is None or amount is None or abs(amount) >= LARGEST_AMOUNT:
        taking.lose(node, Message(phrase("an amount that is no number, or has more digits than the data hold")))
        return None
    if value.get("currency", "").strip() and not is_known(value.get("currency", "").strip()):
        taking.lose(node, Message(phrase("an amount in a currency that is none today")))
        return None
    taking.text(value)
    taking.take(value, "currency")
    return amount


def take_value_date(taking: Taking, node: Element) -> datetime.date | None:
    """The day whose rates hold for the first value; None where that says none that the data hold, which is listed."""
    value = node.find("value")
    day = None if value is None else as_day(value.get("value-date"))
    if value is not None and day is not None:
        taking.take(value, "value-date")
    return day


def is_whole(amount: Decimal, currency: str) -> bool:
    """Whether it has nothing smaller than the smallest coin."""
    return amount == amount.quantize(min(coin_of(currency), _CENT))


def with_cents(amount: Decimal) -> Decimal:
    """An amount with its cents, where it has nothing smaller."""
    return amount.quantize(_CENT) if amount == amount.quantize(_CENT) else amount
