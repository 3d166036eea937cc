"""Currencies by ISO 4217 and how many decimals each has, by the table that `iso4217` keeps."""

from __future__ import annotations

from decimal import Decimal

from cic.reference import table

_A_CENT = 2


def is_known(code: str) -> bool:
    """Whether ISO 4217 has the currency today.

    >>> is_known("EUR"), is_known("EUT")
    (True, False)
    """
    return code in table("currencies")


def decimals_of(code: str) -> int:
    """How many decimals the smallest coin has, on paper; of metals and baskets, which have no coin, two. Raises
    KeyError for what is no currency.

    >>> decimals_of("EUR"), decimals_of("JPY"), decimals_of("TND")
    (2, 0, 3)
    """
    decimals: int | None = table("currencies")[code]
    return _A_CENT if decimals is None else decimals


def coin_of(code: str) -> Decimal:
    """The smallest amount of a currency; a cent of one that nobody knows.

    >>> coin_of("EUR"), coin_of("TND")
    (Decimal('0.01'), Decimal('0.001'))
    """
    return Decimal(1).scaleb(-(decimals_of(code) if is_known(code) else _A_CENT))


def nearest(code: str) -> tuple[str, ...]:
    """The currencies that were probably meant: those with the same letters in another order, then those that differ in
    the last letter, which are of the same country; at most three.

    >>> nearest("ERU"), nearest("USB")
    (('EUR',), ('USD', 'USN'))
    """
    known = table("currencies")
    turned = [one for one in known if sorted(one) == sorted(code)]
    return tuple(turned or [one for one in known if one[:2] == code[:2]])[:3]
