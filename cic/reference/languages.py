"""Languages by ISO 639, by the tables that `pycountry` and Babel keep: two letters, or three where there are no two."""

from __future__ import annotations

import re
import unicodedata

from cic.reference import table

PROGRAM = frozenset(("en", "fr", "nl"))
"""The languages of the program itself: most texts are in one of them, and need no table."""
_CODE = re.compile("[a-z]{2,3}")


def is_known(code: object) -> bool:
    """Whether texts may name a language so.

    >>> is_known("ar"), is_known("zgh"), is_known("ara"), is_known("arab")
    (True, True, False, False)
    """
    if not isinstance(code, str) or _CODE.fullmatch(code) is None:
        return False
    return code in PROGRAM or code in _names() or code in table("languages")["others"].split()


def short_code(code: str) -> str | None:
    """The code by which texts name a language, of one written in large letters, with three letters where there are two,
    or with a region; None where it is none.

    >>> short_code("ENG"), short_code("fre"), short_code("nl-BE"), short_code("zgh"), short_code("xx")
    ('en', 'fr', 'nl', 'zgh', None)
    """
    plain = code.strip().lower().split("-")[0]
    if is_known(plain):
        return plain
    shorter: dict[str, str] = table("languages")["shorter"]
    return shorter.get(plain) if _CODE.fullmatch(plain) else None


def names_of(code: str) -> dict[str, str]:
    """What people call a language, in English and, where it is known there, in French and Dutch; the code of one that
    few people speak of.

    >>> names_of("ar")
    {'en': 'Arabic', 'fr': 'arabe', 'nl': 'Arabisch'}
    """
    return dict(zip(("en", "fr", "nl"), _names().get(code, [code]), strict=False))


def nearest(word: str) -> str | None:
    """The code that was probably meant: by the longer code, the code of a language in a country, or a name of it.

    >>> nearest("ara"), nearest("ar-MA"), nearest("arab"), nearest("amazighe"), nearest("qx")
    ('ar', 'ar', 'ar', 'zgh', None)
    """
    shorter: dict[str, str] = table("languages")["shorter"]
    meant = _plain(word)
    code = re.split(r"[-_ ]", meant)[0]
    for one in (meant, code):
        if is_known(shorter.get(one, one)):
            return shorter.get(one, one)
    if len(meant) < _SHORTEST_NAME:
        return None
    ranked = [
        (name != meant, len(name), code)
        for code, names in _names().items()
        for name in map(_plain, names)
        if name.startswith(meant)
    ]
    return min(ranked, default=(True, 0, None))[2]


_SHORTEST_NAME = 4
"""Of a part of a name by which a language is looked for; with less, many begin so."""


def _plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.casefold().strip())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def _names() -> dict[str, list[str]]:
    names: dict[str, list[str]] = table("languages")["names"]
    return names
