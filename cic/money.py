"""Amounts as Decimal, from the text of a file to the printed page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

ZERO = Decimal("0.00")

_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?", re.ASCII)
_EUROPEAN = re.compile(r"-?[0-9]{1,3}(?:[. \u00a0\u202f][0-9]{3})*,[0-9]{1,2}|-?[0-9]+,[0-9]{1,2}", re.ASCII)
_ENGLISH = re.compile(r"-?[0-9]{1,3}(?:[,' ][0-9]{3})+(?:\.[0-9]{1,2})?", re.ASCII)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The exact sum, with two decimals even when there is nothing to add."""
    return sum(amounts, ZERO)


def suggest_plain(text: str) -> str | None:
    """How the amount that a person wrote (`1.250,00 €`) is written in the data (`1250.00`), or None where it
    cannot be told.

    >>> suggest_plain("1.250,00 €")
    '1250.00'
    """
    bare = text.strip().removesuffix("€").removeprefix("€").strip().removesuffix("EUR").strip()
    if _EUROPEAN.fullmatch(bare):
        return re.sub(r"[. \u00a0\u202f]", "", bare).replace(",", ".")
    if _ENGLISH.fullmatch(bare):
        return re.sub(r"[,' ]", "", bare)
    if bare != text and _PLAIN.fullmatch(bare):
        return bare
    return None


def grouped(amount: Decimal, decimals: int = 2) -> str:
    """The amount for a person, rounded half up where it has more decimals.

    >>> grouped(Decimal("1250.5"))
    '1,250.50'
    """
    return f"{amount.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):,}"
