"""Numbers as XML writes them."""

from __future__ import annotations

import re
from decimal import Decimal

_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,15}(?:\.[0-9]{0,25})?|\.[0-9]{1,25})", re.ASCII)
_MOST_DIGITS = 28
"""What decimals are reckoned with: a number that has more would be rounded by the first sum. No more
than 25 of them stand behind the dot, as in files of the data."""


def as_number(text: str | None) -> Decimal | None:
    """A number as XML writes it; None for what is none, or has more digits than can be kept."""
    text = (text or "").strip()
    if _NUMBER.fullmatch(text) is None:
        return None
    number = Decimal(text)
    return number if len(number.as_tuple().digits) <= _MOST_DIGITS else None
