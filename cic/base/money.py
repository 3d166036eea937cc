"""Amounts as Decimal, from the text of a file to the printed page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

ZERO = Decimal("0.00")


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The exact sum, with two decimals even when there is nothing to add."""
    return sum(amounts, ZERO)


_BLANKS = re.compile(r"[\s\u00a0\u202f\u2007\u2009'’`´]")
_DASHES = str.maketrans(
    {"\u2212": "-", "\u2013": "-", "\u2011": "-", "－": "-", "٫": ",", "٬": ".", "，": ",", "．": "."}
)
_GROUPS = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{3})+", re.ASCII)
_APART = re.compile(rf"\d{{1,3}}(?:{_BLANKS.pattern}\d{{3}})+")
"""Thousands apart: 12 50 may as well be two numbers, or 12.50."""
_MOST_DIGITS = 40


def meant_number(text: str) -> tuple[str, ...] | None:
    """How the number that a person wrote is written in the data: `12500.50` for `12.500,50`. Two, where the sign may
    stand before thousands or before decimals; None where it is no number.

    >>> meant_number("12 500,50 €"), meant_number("1.250"), meant_number("ten")
    (('12500.50',), ('1250', '1.250'), None)
    """
    bare = text.strip(" \u00a0\u202f\t\n\"“”„«»'’‘").translate(_DASHES)
    bare = re.sub(r"^(?:€|EUR|euros?)|(?:€|EUR|euros?|,-+|\.-+|%)$", "", bare.strip(), flags=re.IGNORECASE).strip()
    sign = "-" if bare.startswith("-") else ""
    spaced = bare.lstrip("+-").strip()
    if len(spaced) > _MOST_DIGITS or not re.fullmatch(r"[\d.,\s\u00a0\u202f\u2007\u2009'’`´_]+", spaced):
        return None
    whole = re.split(r"[.,]", spaced.replace("_", ""))[0].strip()
    if _BLANKS.search(whole) and not _APART.fullmatch(whole):
        return None
    digits = _BLANKS.sub("", spaced.replace("_", ""))
    if not re.search(r"\d", digits):
        return None
    digits = "".join(str(int(one)) if one.isdigit() and one.isdecimal() else one for one in digits)
    found = _read(digits)
    return None if found is None else tuple(sign + one for one in dict.fromkeys(map(_plain, found)))


def _read(digits: str) -> tuple[str, ...] | None:
    dots, commas = digits.count("."), digits.count(",")
    if not dots and not commas:
        return (digits,)
    if dots and commas:
        last = max(digits.rfind("."), digits.rfind(","))
        whole, decimals = digits[:last], digits[last + 1 :]
        if digits[last] in whole or not (whole.isdigit() or _GROUPS.fullmatch(whole)) or not decimals:
            return None
        return (f"{re.sub('[.,]', '', whole)}.{decimals}",)
    if dots + commas > 1:
        return (re.sub("[.,]", "", digits),) if _GROUPS.fullmatch(digits) else None
    whole, decimals = re.split("[.,]", digits)
    if not decimals or not whole:
        return (f"{whole or 0}.{decimals}",) if decimals else (whole,)
    if len(decimals) == 3 and 1 <= len(whole) <= 3 and whole != "0":
        return whole + decimals, f"{whole}.{decimals}"
    return (f"{whole}.{decimals}",)


def _plain(number: str) -> str:
    whole, dot, decimals = number.partition(".")
    return f"{whole.lstrip('0') or '0'}{dot}{decimals}"
