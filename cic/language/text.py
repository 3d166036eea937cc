"""Texts of the data: in which language, and when two of them are the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

_QUOTATION_MARKS = (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'))
_NUMBER = re.compile(r"\d+(?:[.,'\u00a0\u202f]\d+)*", re.ASCII)
_PERCENT = re.compile(r"\s*(?:%|pour ?cent|per ?cent|procent|p\.c\.)", re.IGNORECASE)
_MINUS = ("-", "\u2212")
_NUMBER_WORDS = {
    word: number
    for number, words in enumerate(
        (
            "aucun aucune geen no none nul zéro zero",
            "un une een één eén one",
            "deux twee two",
            "trois drie three",
            "quatre vier four",
            "cinq vijf five",
            "six zes",
            "sept zeven seven",
            "huit acht eight",
            "neuf negen nine",
            "dix tien ten",
            "onze elf eleven",
            "douze twaalf twelve",
        )
    )
    for word in words.split()
}
_VAGUE = frozenset(
    word
    for words in (
        "tiers quart quarts demi demie moitié dizaine douzaine vingtaine centaine certain certaine nombre partie",
        "majorité minorité derde kwart helft tiental aantal deel paar",
        "third thirds quarter quarters half dozen number part majority minority few several",
    )
    for word in words.split()
)
"""Beside these a number word counts parts, or nothing exact."""
_EXISTENCE = re.compile(
    r"(?P<denied>n'existe(?:nt)? (?:pas|plus)(?: encore)?|does not exist(?: yet)?|do not exist(?: yet)?"
    r"|bestaa[tn] (?:nog )?niet)$|(?:\b(?:existe|existent|exists|exist|bestaat|bestaan))$"
)


def some_text(text: Mapping[Any, str]) -> str:
    """The text in the first language that it stands in."""
    return next(iter(text.values()))


def fold(text: str) -> str:
    """The text for comparing: without differences of capitals, apostrophes, spaces and a full stop at the end."""
    if not text.isascii():
        for printed, plain in _QUOTATION_MARKS:
            text = text.replace(printed, plain)
    return " ".join(text.split()).rstrip(".").casefold()


class Figure(NamedTuple):
    """A number that a printed text writes in digits: from which character to which, and whether it is a percentage."""

    number: Decimal
    start: int
    end: int
    is_percent: bool = False
    is_below_zero: bool = False


@lru_cache(maxsize=4096)
def figures_in(printed: str) -> tuple[Figure, ...]:
    """The figures that a printed text holds, in order, written the European or the English way. Several rules ask for
    the same texts, so what was read is kept.

    A single point or comma before exactly three digits stands before thousands, unless a 0 alone is before it: nobody
    prints other thousandths here.

    >>> [str(figure.number) for figure in figures_in("Budget OS 1: 1.250,00 €, or 7.520 in 2,000,300.45")]
    ['1', '1250.00', '7520', '2000300.45']
    >>> figures_in("9 communes (77 %)")[1]
    Figure(number=Decimal('77'), start=12, end=14, is_percent=True, is_below_zero=False)
    """
    return tuple(
        Figure(
            _read(match.group()),
            match.start(),
            match.end(),
            _PERCENT.match(printed, match.end()) is not None,
            _is_below_zero(printed, match.start()),
        )
        for match in _NUMBER.finditer(printed)
    )


def _is_below_zero(printed: str, start: int) -> bool:
    """Whether a minus sign stands before a figure, and nothing before the sign: in 2019-2021 it is none."""
    return printed[start - 1 : start] in _MINUS and (start == 1 or printed[start - 2] in " (\n")


def number_in_words(printed: str) -> Decimal | None:
    """The number that a text without figures says: the number word or the “no” it begins with, 1 where it ends by
    saying that something exists, 0 where it ends by denying it. None where it says none, or is not plain.

    >>> [number_in_words(words) for words in ("Aucune commune", "Twee diensten", "Le service existe", "Un tiers")]
    [Decimal('0'), Decimal('2'), Decimal('1'), None]
    """
    words = re.findall(r"\w+", fold(printed))
    if not words or not _VAGUE.isdisjoint(words):
        return None
    numbers = [_NUMBER_WORDS[word] for word in words if word in _NUMBER_WORDS]
    existence = _EXISTENCE.search(fold(printed))
    if _NUMBER_WORDS.get(words[0]) == 0 or (existence and existence["denied"]):
        return Decimal(0)
    if words[0] in _NUMBER_WORDS:
        return Decimal(numbers[0]) if len(numbers) == 1 else None
    return Decimal(1) if existence and not numbers else None


def number_words_in(printed: str) -> frozenset[Decimal]:
    """The numbers that a text says in words, wherever in it; an article is one too.

    >>> sorted(map(str, number_words_in("Ces deux documents, une fois par an")))
    ['1', '2']
    """
    words = re.findall(r"\w+", fold(printed))
    return frozenset(Decimal(_NUMBER_WORDS[word]) for word in words if word in _NUMBER_WORDS)


def _read(token: str) -> Decimal:
    parts = re.split(r"[.,'\u00a0\u202f]", token)
    separators = re.findall(r"[.,'\u00a0\u202f]", token)
    is_decimal = bool(separators) and (
        len(parts[-1]) != 3 or parts[0] == "0" or (len(separators) > 1 and separators[-1] not in separators[:-1])
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
