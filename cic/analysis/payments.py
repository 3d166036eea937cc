"""Expenditure that was paid in another currency, at a rate that somebody says: pure functions."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from cic.diagnostics import Spot
from cic.model.amounts import LARGEST_AMOUNT
from cic.model.expenditure import Payment
from cic.model.programme import Programme


class Paid(NamedTuple):
    """A payment, where it stands, its rate, and what it is in the currency of the budget, not rounded; None where that
    cannot be told. of_year: where the rate of the year stands, for a payment that has none of its own. source: who says
    the rate."""

    spot: Spot
    payment: Payment
    rate: Decimal | None
    of_year: Spot | None
    value: Decimal | None
    source: str | None

    @property
    def rate_spot(self) -> Spot | None:
        """Where its rate stands."""
        return self.spot.at("rate") if self.payment.rate is not None else self.of_year


def at_rate(programme: Programme, reported: int, spot: Spot, payment: Payment) -> Paid:
    """A payment, which stands there in a report of that year or part of a year, with its own rate, else the year's."""
    year = programme.calendar.year_of(reported)
    own = programme.budget.currency if programme.budget else payment.currency
    rate, of_year, source = payment.rate, None, payment.rate_source
    if rate is None and payment.currency != own and programme.identity is not None:
        known = programme.identity.rates.get(payment.currency, {}).get(year)
        if known is not None:
            rate, of_year = known.rate, programme.spot("programme.yaml", "rates", payment.currency, year, "rate")
            source = source or known.source
    return Paid(spot, payment, rate, of_year, _value(payment, rate, own), source)


def _value(payment: Payment, rate: Decimal | None, own: str) -> Decimal | None:
    if payment.currency == own:
        return payment.amount if rate in (None, 1) else None
    if rate is None or rate <= 0:
        return None
    value = payment.amount / rate
    return value if abs(value) < LARGEST_AMOUNT else None
