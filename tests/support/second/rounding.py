"""Percentages as the page has them."""

from __future__ import annotations

from fractions import Fraction


def rounded(percent, *marks, decimals=1):
    """One decimal (a mean has two), half up, and more where one would move it across a mark."""
    for places in range(decimals, 40):
        scale = 10**places
        shown = Fraction((2 * abs(percent) * scale + 1) // 2, scale) * (-1 if percent < 0 else 1)
        if all((percent > mark) - (percent < mark) == (shown > mark) - (shown < mark) for mark in (0, 100, *marks)):
            return shown
    return percent


def shown(over, value, *marks):
    """A share and a mean are rounded; all else stands as it is."""
    return rounded(value, *marks, decimals=2 if over == "mean" else 1) if over in ("mean", "ratio") else value


def number(value):
    """A number in English, with as many decimals as it needs."""
    decimals = next(n for n in range(40) if (value * 10**n).denominator == 1)
    whole, rest = divmod(abs(int(value * 10**decimals)), 10**decimals)
    return ("-" if value < 0 else "") + f"{whole:,}" + (f".{rest:0{decimals}}" if decimals else "")


def percent(value):
    return f"{number(rounded(value))} %"


def amount(value):
    """An amount in English, with two decimals."""
    cents = (2 * abs(value) * 100 + 1) // 2
    return ("-" if value < 0 else "") + f"{int(cents) // 100:,}.{int(cents) % 100:02}"
