"""Texts of the data: in which language, and when two of them are the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " "})
_NUMBER = re.compile(r"\d+(?:[.,'\u00a0\u202f]\d+)*", re.ASCII)


def some_text(text: Mapping[Any, str]) -> str:
    """The text in the first language that it stands in."""
    return next(iter(text.values()))


def counted(count: int, word: str) -> str:
    """How many of what, in English.

    >>> counted(1, "error"), counted(0, "error")
    ('1 error', '0 errors')
    """
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def fold(text: str) -> str:
    """The text for comparing: without differences of capitals, apostrophes, spaces and a full stop at the end."""
    return re.sub(r"\s+", " ", text.translate(_APOSTROPHES)).strip().rstrip(".").casefold()


def numbers_in(printed: str) -> list[Decimal]:
    """The numbers that a printed text holds, in order, written the European or the English way.

    A single point or comma before exactly three digits stands before thousands: nobody prints thousandths here.

    >>> numbers_in("Budget OS 1: 1.250,00 €, or 7.520 in 2,000,300.45")
    [Decimal('1'), Decimal('1250.00'), Decimal('7520'), Decimal('2000300.45')]
    """
    return [_read(token) for token in _NUMBER.findall(printed)]


def _read(token: str) -> Decimal:
    parts = re.split(r"[.,'\u00a0\u202f]", token)
    separators = re.findall(r"[.,'\u00a0\u202f]", token)
    is_decimal = bool(separators) and (
        len(parts[-1]) != 3 or (len(separators) > 1 and separators[-1] not in separators[:-1])
    )
    if is_decimal:
        return Decimal("".join(parts[:-1]) + "." + parts[-1])
    return Decimal("".join(parts))


def word_changes(before: str, after: str, around: int = 5) -> str:
    """The words that differ, with some words around them: `… [-old-] {+new+} …`.

    >>> word_changes("a plan for each commune", "a plan for every commune", 1)
    '… for [-each-] {+every+} commune'
    """
    import difflib

    old, new = before.split(), after.split()
    parts: list[str] = []
    operations = difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes()
    for n, (kind, a, b, c, d) in enumerate(operations):
        if kind == "equal":
            is_first, is_last = n == 0, n == len(operations) - 1
            parts += _shortened(old[a:b], 0 if is_first else around, 0 if is_last else around)
        else:
            parts += [f"[-{' '.join(old[a:b])}-]"] if a < b else []
            parts += [f"{{+{' '.join(new[c:d])}+}}"] if c < d else []
    return " ".join(parts)


def _shortened(words: list[str], head: int, tail: int) -> list[str]:
    if len(words) <= head + tail:
        return words
    return [*words[:head], "…", *(words[-tail:] if tail else [])]
