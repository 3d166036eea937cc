"""When two words are one word in two spellings."""

from __future__ import annotations

import re
import unicodedata

_NO_LETTERS = re.compile(r"[\W\d_]+")


def without_accents(text: str) -> str:
    """The text without accents and without differences of capitals.

    >>> without_accents("Élan")
    'elan'
    """
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in parts if not unicodedata.combining(char))


def letters(text: str) -> str:
    """Only the letters of the text, without accents, for comparing names that are cut up differently.

    >>> letters("Ben  Élan-2")
    'benelan'
    """
    return _NO_LETTERS.sub("", without_accents(text))


def distance(one: str, other: str) -> int:
    """How many letters must be put in, left out or changed to make one word the other.

    >>> distance("harbour", "harbor"), distance("centre", "center")
    (1, 2)
    """
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        previous, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (a != b))
    return row[-1]


def is_close(one: str, other: str, allowed: int) -> bool:
    """Whether at most so many letters differ; quick where the lengths, or the letters that only one of them has,
    already say no."""
    return (
        abs(len(one) - len(other)) <= allowed
        and len(set(one) - set(other)) <= allowed
        and len(set(other) - set(one)) <= allowed
        and distance(one, other) <= allowed
    )


def tolerated(word: str) -> int:
    """How many letters of a word may differ for it still to be taken for the same one; 0 where it is too short to
    tell."""
    return 0 if len(word) < 4 else 1 if len(word) < 6 else 2
