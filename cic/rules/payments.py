"""3xx, payments: expenditure that was paid in another currency, at a rate that somebody says."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from cic.analysis.payments import Paid, at_rate
from cic.base.message import either
from cic.base.money import ZERO, total
from cic.diagnostics import Problem, Severity, Spot
from cic.model.programme import Programme
from cic.reference.currencies import coin_of, decimals_of, is_known, nearest
from cic.rules.money import each_amount
from cic.rules.rule import problem, rule

_BUDGET_READ = frozenset(("budget",))

_A_CENT = 2


def _each_paid(programme: Programme) -> Iterator[tuple[Spot, Decimal, list[Paid]]]:
    """Every amount that says how it was paid: expenditure, what came back, and what partners brought of their own."""
    if programme.budget is None:
        return
    for file, report in programme.reports.items():
        for path, one in report.paid():
            spot = Spot(file, path)
            paid = [
                at_rate(programme, report.year, spot.at("payments", n), payment)
                for n, payment in enumerate(one.payments)
            ]
            yield spot, one.amount, paid


def _sums(paid: list[Paid], currency: str) -> tuple[Decimal, Decimal]:
    """What the payments make: each rounded half up to the smallest coin of the budget's currency and then added, and
    rounded once in the sum. A bank does the one or the other."""
    coin = coin_of(currency)
    values = [one.value or ZERO for one in paid]
    each = total(value.quantize(coin, ROUND_HALF_UP) for value in values)
    once = total(values).quantize(coin, ROUND_HALF_UP)
    return each, once


@rule(
    code="CIC313",
    name="payments-amount",
    severity=Severity.ERROR,
    title="the payments do not make the amount that was spent",
    hint="compare each payment and its rate with the bank's paper; list what was paid in the budget's own currency too",
    needs=_BUDGET_READ,
)
def payments_make_the_amount(programme: Programme) -> Iterator[Problem]:
    """The payments, each changed at its rate, against the amount that they make: of an expenditure, of a refund, or of
    what was contributed."""
    for spot, amount, paid in _each_paid(programme):
        faults = [one for one in paid if one.value is None]
        for one in faults:
            yield _no_rate(one, programme.budget.currency if programme.budget else "")
        if faults:
            continue
        each, once = _sums(paid, programme.budget.currency if programme.budget else "")
        if amount not in (each, once):
            other: dict[str, Any] = {}
            template = "the payments make {sum}, but {stated} is stated ({difference})"
            if each != once:
                other["once"] = once
                template = (
                    "the payments make {sum} where each is rounded and {once} where the sum is rounded, "
                    "but {stated} is stated ({difference})"
                )
            yield problem(
                spot.at("amount"),
                template,
                related=tuple(place for one in paid for place in (one.spot.at("amount"), one.rate_spot) if place),
                expected=each,
                found=amount,
                difference=amount - each,
                sum=each,
                stated=amount,
                **other,
            )


def _no_rate(one: Paid, currency: str) -> Problem:
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
    for _, _, paid in _each_paid(programme):
        for one in paid:
            # one euro is one euro, whoever says so
            is_own = programme.budget is not None and one.payment.currency == programme.budget.currency
            if one.payment.rate is not None and one.payment.rate_source is None and not is_own:
                yield problem(
                    one.spot.at("rate"),
                    "nobody says where the rate of {rate} {currency} comes from",
                    rate=one.payment.rate,
                    currency=one.payment.currency,
                )


@rule(
    code="CIC320",
    name="currency",
    severity=Severity.ERROR,
    title="a currency that does not exist, or an amount with more decimals than its currency has",
    hint="write the three letters of ISO 4217, and the amount as the bank's paper or the document has it",
    needs=_BUDGET_READ,
)
def currencies(programme: Programme) -> Iterator[Problem]:
    """Currencies against ISO 4217. Codes that begin with X and are none of its own are private, as XA is a private
    country."""
    used: list[tuple[Spot, str, Decimal | None]] = []
    if programme.budget is not None:
        used.append((programme.spot("budget.yaml", "currency"), programme.budget.currency, None))
    of_years = programme.identity.rates if programme.identity else {}
    used += [(programme.spot("programme.yaml", "rates", one).key(), one, None) for one in of_years]
    for _, _, paid in _each_paid(programme):
        used += [(one.spot.at("currency"), one.payment.currency, one.payment.amount) for one in paid]
    for spot, currency, amount in used:
        if not is_known(currency):
            if not currency.startswith("X"):
                close = nearest(currency)
                if close:
                    template = "{currency} is no currency of ISO 4217: did you mean {close}?"
                    yield problem(spot, template, currency=currency, close=either(close))
                else:
                    yield problem(spot, "{currency} is no currency of ISO 4217", currency=currency)
        elif amount is not None and _is_finer(amount, currency):
            place = Spot(spot.file, (*spot.path[:-1], "amount"))
            yield _too_fine(place, amount, currency, spot)
    yield from _own_amounts(programme)


def _own_amounts(programme: Programme) -> Iterator[Problem]:
    """Amounts in the budget's own currency that are finer than its coin. Where most are, it is another currency."""
    currency = programme.budget.currency if programme.budget else ""
    if not is_known(currency):
        return
    amounts = each_amount(programme)
    finer = [part for part in amounts if _is_finer(part.amount, currency)]
    where = programme.spot("budget.yaml", "currency")
    if len(finer) * 2 <= len(amounts):
        yield from (_too_fine(part.spot, part.amount, currency, where) for part in finer)
        return
    yield problem(
        where,
        "{count} of {all} amounts have decimals, and {currency} has {decimals:decimals}: is it another currency?",
        related=tuple(part.spot for part in finer[:_MOST_SHOWN]),
        count=len(finer),
        all=len(amounts),
        currency=currency,
        decimals=decimals_of(currency),
    )


_MOST_SHOWN = 10


def _is_finer(amount: Decimal, currency: str) -> bool:
    """Whether it has a part of the smallest coin, or zeros in its place: 1.250 is rather meant for thousands."""
    decimals, written = decimals_of(currency), -_exponent(amount)
    # of most amounts the decimals that are written are no more than there can be
    return written > decimals and (written > _A_CENT or -_exponent(amount.normalize()) > decimals)


def _too_fine(spot: Spot, amount: Decimal, currency: str, where: Spot) -> Problem:
    template = "{amount} cannot be: {currency} has {decimals:decimals}"
    params: dict[str, Any] = {}
    if _exponent(amount) == -_THOUSANDS:
        template = (
            "{amount} cannot be: {currency} has {decimals:decimals}; write {plain} if the point stands before thousands"
        )
        params["plain"] = amount.scaleb(_THOUSANDS).quantize(coin_of(currency))
    decimals = decimals_of(currency)
    return problem(spot, template, related=(where,), amount=amount, currency=currency, decimals=decimals, **params)


_THOUSANDS = 3
"""So many digits stand after a point before thousands."""


def _exponent(amount: Decimal) -> int:
    exponent = amount.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


RULES = (
    payments_make_the_amount,
    rates_without_source,
    currencies,
)
