"""3xx, payments: expenditure that was paid in another currency, at a rate that somebody says."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from cic.base.money import ZERO, total
from cic.diagnostics import Problem, Severity, Spot
from cic.model.programme import Programme
from cic.model.report import Payment, Spending
from cic.model.scalars import LARGEST_AMOUNT
from cic.rules.rule import problem, rule

_BUDGET_READ = frozenset(("budget",))

_CENT = Decimal("0.01")


class _Paid(NamedTuple):
    """A payment, where it stands, and what it is in the currency of the budget, to the cent; None where that cannot
    be told."""

    spot: Spot
    payment: Payment
    value: Decimal | None


def _each_spending(programme: Programme) -> Iterator[tuple[Spot, Spending, list[_Paid]]]:
    """Every expenditure that says how it was paid."""
    if programme.budget is None:
        return
    currency = programme.budget.currency
    for file, report in programme.reports.items():
        for category, natures in report.expenditure.items():
            for nature, spending in natures.items():
                spot = Spot(file, ("expenditure", category, nature))
                if spending.payments:
                    paid = [
                        _Paid(spot.at("payments", n), one, _value(one, currency))
                        for n, one in enumerate(spending.payments)
                    ]
                    yield spot, spending, paid


def _value(payment: Payment, currency: str) -> Decimal | None:
    if payment.currency == currency:
        return payment.amount if payment.rate in (None, 1) else None
    if payment.rate is None or payment.rate <= 0:
        return None
    value = payment.amount / payment.rate
    return value.quantize(_CENT, ROUND_HALF_UP) if abs(value) < LARGEST_AMOUNT else None


@rule(
    code="CIC313",
    name="payments-amount",
    severity=Severity.ERROR,
    title="the payments do not make the amount that was spent",
    hint="compare each payment and its rate with the bank's paper; list what was paid in the budget's own currency too",
    needs=_BUDGET_READ,
)
def payments_make_the_amount(programme: Programme) -> Iterator[Problem]:
    """The payments, each changed at its rate, against the amount of the expenditure."""
    for spot, spending, paid in _each_spending(programme):
        faults = [one for one in paid if one.value is None]
        for one in faults:
            yield _no_rate(one, programme.budget.currency if programme.budget else "")
        if faults:
            continue
        added = total(one.value or ZERO for one in paid)
        changed = sum(one.payment.rate is not None for one in paid)
        # a bank rounds each payment or their sum, which makes half a cent of difference for each
        if abs(added - spending.amount) > changed * _CENT / 2:
            yield problem(
                spot.at("amount"),
                "the payments make {sum}, but {stated} is stated ({difference})",
                related=tuple(one.spot.at(key) for one in paid for key in ("amount", "rate") if _has(one, key)),
                expected=added,
                found=spending.amount,
                difference=spending.amount - added,
                sum=added,
                stated=spending.amount,
            )


def _has(one: _Paid, key: str) -> bool:
    return getattr(one.payment, key) is not None


def _no_rate(one: _Paid, currency: str) -> Problem:
    payment = one.payment
    if payment.rate is None:
        template = "{amount} {currency} has no rate: how many {currency} were one {own}?"
        return problem(one.spot.key(), template, amount=payment.amount, currency=payment.currency, own=currency)
    template = "{rate} is no rate of {currency} for one {own}"
    return problem(one.spot.at("rate"), template, rate=payment.rate, currency=payment.currency, own=currency)


@rule(
    code="CIC314",
    name="rate-source",
    severity=Severity.WARNING,
    title="a rate of exchange without its source",
    hint="write under `rate_source:` whose rate it is, and of which day or year",
    needs=_BUDGET_READ,
)
def rates_without_source(programme: Programme) -> Iterator[Problem]:
    """Rates of which nobody says where they come from."""
    for _, _, paid in _each_spending(programme):
        for one in paid:
            if one.payment.rate is not None and one.payment.rate_source is None:
                yield problem(
                    one.spot.at("rate"),
                    "nobody says where the rate of {rate} {currency} comes from",
                    rate=one.payment.rate,
                    currency=one.payment.currency,
                )


RULES = (
    payments_make_the_amount,
    rates_without_source,
)
