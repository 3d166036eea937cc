"""What people call the countries of ISO 3166-1, by the tables that `pycountry` and Babel keep."""

from __future__ import annotations

from cic.reference import table


def names_of(code: str) -> dict[str, str]:
    """The names of a country by language; nothing where the code is none of the standard, as of an invented country.

    >>> names_of("BE")["fr"], names_of("MA")["nl"], names_of("XA")
    ('Belgique', 'Marokko', {})
    """
    return dict(zip(("en", "fr", "nl", "ar"), table("countries").get(code, ()), strict=False))
