"""The payments that reported amounts are made of, in the currencies in which they were paid."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Context, Decimal

from cic.analysis.payments import at_rate
from cic.analysis.records import Record
from cic.base.periods import written
from cic.diagnostics import Spot
from cic.model.expenditure import Contributed, Refund
from cic.model.kinds import path_text
from cic.model.programme import Programme

_PLACES = 12
_WIDE = Context(prec=80)


def payments(programme: Programme) -> Iterator[Record]:
    """One record a payment, with the rate that it is reckoned at: its own, else that of the year."""
    own = programme.budget.currency if programme.budget else None
    for file, report in programme.reports.items():
        for path, amount in report.paid():
            for n, payment in enumerate(amount.payments):
                spot = Spot(file, (*path, "payments", n))
                paid = at_rate(programme, report.year, spot, payment)
                yield {
                    "kind": _kind(amount),
                    "year": written(report.year),
                    "partnership": report.partnership,
                    "of": path_text(file, (*path, "amount")),
                    "amount": payment.amount,
                    "currency": payment.currency,
                    "rate": paid.rate,
                    "rate_of": None if paid.rate is None else "payment" if paid.of_year is None else "year",
                    "rate_source": paid.source,
                    "value": None if paid.value is None else _cut(paid.value),
                    "value_currency": own,
                    "spot": spot,
                }


def _kind(amount: object) -> str:
    return "refunded" if isinstance(amount, Refund) else "brought" if isinstance(amount, Contributed) else "spent"


def _cut(value: Decimal) -> Decimal:
    """What is divided has no end: it is kept to the last decimal of the column."""
    exponent = value.as_tuple().exponent
    return (
        value
        if isinstance(exponent, int) and -exponent <= _PLACES
        else value.quantize(Decimal(1).scaleb(-_PLACES), context=_WIDE)
    )
