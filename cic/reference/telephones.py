"""Whether a telephone number can exist, by the numbering plans that `phonenumbers` keeps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from cic.reference import table

_LONGEST = 60
_EXTENSION = re.compile(r"[\s,;(]*(?:ext(?:ension)?\.?|poste|x|#)\s*\d{1,6}\s*\)?$", re.IGNORECASE)
_OTHER_SIGNS = re.compile(r"[\s().\-–/\u00a0\u202f]+")
_DIGITS = re.compile(r"\+?\d{2,20}", re.ASCII)


@lru_cache(maxsize=4096)
def can_exist(printed: str, country: str) -> bool | None:
    """Whether the number, dialled in the country (ISO 3166-1) or from abroad, is one that is given out.

    It may be printed with or without the country code, with or without a plus. None where nothing is known of the
    country.

    >>> can_exist("02 234 56 78", "BE"), can_exist("32 2 234 56 78", "BE"), can_exist("02 234 56 789", "BE")
    (True, True, False)
    """
    digits = _digits(printed)
    if digits is None:
        return False
    plan = table("telephones")["countries"].get(country)
    if plan is None and not digits.startswith("+"):
        return None
    return any(_is_given_out(code, number) for code, number in _readings(digits, country))


def calling_code(country: str) -> str | None:
    """What is dialled from abroad before a number of the country; None where nothing is known of it.

    >>> calling_code("BE"), calling_code("XA")
    ('32', None)
    """
    plan = table("telephones")["countries"].get(country)
    return None if plan is None else str(plan["code"])


def surplus(printed: str, country: str) -> tuple[int, tuple[int, ...]] | None:
    """The number of digits after the country code or the first 0, and how many a number of the country has; None
    where the length is possible."""
    digits = _digits(printed)
    plan = table("telephones")["countries"].get(country)
    if digits is None or plan is None:
        return None
    lengths = tuple(plan["lengths"])
    found = [len(number) for code, number in _readings(digits, country) if code == plan["code"]]
    return (min(found), lengths) if found and not set(found) & set(lengths) else None


def _digits(printed: str) -> str | None:
    """The number without signs, with its plus; None where something else stands in it."""
    if len(printed) > _LONGEST:
        return None
    bare = _OTHER_SIGNS.sub("", printed)
    if not _DIGITS.fullmatch(bare):
        bare = _OTHER_SIGNS.sub("", _EXTENSION.sub("", printed))
    return bare if _DIGITS.fullmatch(bare) else None


def _readings(digits: str, country: str) -> Iterator[tuple[str, str]]:
    """Every way to read the digits as a country code and a number in that country."""
    countries, codes = table("telephones")["countries"], table("telephones")["codes"]
    plan = countries.get(country, {})
    abroad = digits[1:] if digits.startswith("+") else None
    if abroad is None and plan:
        prefix = re.match(plan["abroad"], digits)
        abroad = digits[prefix.end() :] if prefix else None
        rest = digits.removeprefix(plan["code"])
        for number in (digits, rest):
            yield from ((plan["code"], form) for form in _without_first_zero(plan, number))
    for size in (1, 2, 3):
        code = abroad[:size] if abroad else ""
        if code in codes and abroad:
            main = countries.get(codes[code]["main"], {})
            yield from ((code, form) for form in _without_first_zero(main, abroad[size:]))


def _without_first_zero(plan: dict[str, str], number: str) -> Iterator[str]:
    """The number, and the number without what is dialled before it in the country."""
    yield number
    match = re.match(plan["trunk"], number) if "trunk" in plan else None
    if match is None:
        return
    groups = match.groups()
    if "becomes" in plan and groups and groups[-1] is not None:
        yield match.expand(plan["becomes"]) + number[match.end() :]
    else:
        yield number[match.end() :]


def _is_given_out(code: str, number: str) -> bool:
    return any(pattern.fullmatch(number) for pattern in _given_out(code))


@cache
def _given_out(code: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.ASCII) for pattern in table("telephones")["codes"][code]["given_out"])
