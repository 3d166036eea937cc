"""Money as it is written: exact, and to the smallest coin of its currency."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from pydantic import ValidationInfo, WithJsonSchema

from cic.model.rules import AMOUNT_DECIMALS, WRONG_TYPE
from cic.model.scalars import A_CENT, ReadBy, kind_of, refuse, told_of

LARGEST_AMOUNT = Decimal(10) ** 13


MOST_DECIMALS = 4
"""No currency has a smaller coin."""


def _amount(value: Any, info: ValidationInfo) -> Decimal:
    told = told_of(info)
    most = max(told.decimals, A_CENT)
    value = _plain_amount(value, most, told.currency)
    decimals = -value.as_tuple().exponent
    if decimals <= most:
        return _with_cents(value)
    if decimals == 3:
        template = "the amount has 3 decimals: write {plain} if the point stands before thousands"
        raise refuse(AMOUNT_DECIMALS, template, plain=f"{value.scaleb(3):.2f}")
    template = "the amount has {decimals} decimals, a cent is the smallest"
    if most > A_CENT:
        template = "the amount has {decimals} decimals, the currency of the budget has {most}"
    raise refuse(AMOUNT_DECIMALS, template, decimals=decimals, most=most)


def _paid_amount(value: Any) -> Decimal:
    value = _plain_amount(value, MOST_DECIMALS)
    decimals = -value.as_tuple().exponent
    if decimals > MOST_DECIMALS:
        template = "the amount has {decimals} decimals, no currency has so many"
        raise refuse(AMOUNT_DECIMALS, template, decimals=decimals)
    return _with_cents(value)


def _with_cents(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01")) if -value.as_tuple().exponent < A_CENT else value  # type: ignore[operator]


def _plain_amount(value: Any, most: int, currency: str = "") -> Any:
    if type(value) is int:
        value = Decimal(value)
    elif type(value) is not Decimal:
        template = "an amount is needed here, such as 1250.00, not {kind}"
        raise refuse(WRONG_TYPE, template, kind=kind_of(value), needs="amount", most=most, own=currency)
    if abs(value) >= LARGEST_AMOUNT:
        raise refuse(WRONG_TYPE, "the amount is too large to be true")
    return value


Amount = Annotated[
    Decimal,
    ReadBy(_amount, is_told=True),
    WithJsonSchema(
        {
            "type": "number",
            "examples": [1250.00],
            "description": "Amount with two decimals, or as many as the currency of the budget has, a dot before them",
        }
    ),
]
"""Money in the currency of the budget, exact, with two decimals; with three where its coin is a thousandth."""


PaidAmount = Annotated[
    Decimal,
    ReadBy(_paid_amount),
    WithJsonSchema(
        {
            "type": "number",
            "examples": [1250.00],
            "description": "Amount with no more decimals than its currency has, a dot before them",
        }
    ),
]
"""Money in any currency, exact: a Tunisian dinar has 1,000 parts. A rule says how many decimals it may have."""
