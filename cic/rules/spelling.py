"""When two words are one word in two spellings."""

from __future__ import annotations

import re
import unicodedata

_WORDS = re.compile(r"[^\W\d_]+")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_NO_LETTERS = re.compile(r"[\W\d_]+")


def without_accents(text: str) -> str:
    """The text without accents and without differences of capitals.

    >>> without_accents("Élan")
    'elan'
    """
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text).casefold()
    return _BEYOND_ASCII.sub(lambda match: "" if unicodedata.combining(match[0]) else match[0], parts)


def letters(text: str) -> str:
    """Only the letters of the text, without accents, for comparing names that are cut up differently.

    >>> letters("Ben  Élan-2")
    'benelan'
    """
    bare = without_accents(text)
    return bare if bare.isalpha() else _NO_LETTERS.sub("", bare)


def words_of(text: str) -> list[str]:
    """The words of the text, without accents and differences of capitals.

    >>> words_of("Ben-Élan 2")
    ['ben', 'elan']
    """
    return _WORDS.findall(without_accents(text))


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


def is_slip(one: str, other: str) -> bool:
    """Whether two different words can be one word and a slip of the keys: neighbours that changed places, or as many
    letters as the shorter word tolerates.

    >>> is_slip("habrour", "harbour"), is_slip("port", "prot"), is_slip("port", "post office")
    (True, True, False)
    """
    if one == other or min(len(one), len(other)) < 4:
        return False
    return is_swap(one, other) or is_close(one, other, tolerated(min(one, other, key=len)))


def is_swap(one: str, other: str) -> bool:
    """Whether two words differ in two neighbouring letters that changed places.

    >>> is_swap("prot", "port"), is_swap("port", "port")
    (True, False)
    """
    if len(one) != len(other):
        return False
    odd = [n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(odd) != 2 or odd[1] != odd[0] + 1:
        return False
    first, second = odd
    return one[first] == other[second] and one[second] == other[first]


def segment_like(text: str, name: str) -> str | None:
    """The stretch of a text that is the name but for accents and capitals.

    >>> segment_like("Commune d'ELAN-sur-Mer", "Élan"), segment_like("Commune", "Élan")
    ('ELAN', None)
    """
    bare = [without_accents(character) for character in text]
    wanted = without_accents(name)
    start = "".join(bare).find(wanted)
    if start < 0 or any(len(one) != 1 for one in bare):
        return None
    return text[start : start + len(wanted)]
