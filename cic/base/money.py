"""Amounts as Decimal, from the text of a file to the printed page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

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
