"""What people type where a number, an amount, a date, a year or yes and no is needed, and how it is written here.
Needed only where a value was refused."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from cic.base.message import phrase
from cic.base.money import meant_number
from cic.diagnostics import Key, Rule
from cic.model.rules import AMOUNT_DECIMALS, IMPOSSIBLE_DATE, WRONG_TYPE
from cic.model.scalars import A_CENT, Told


class Advice(NamedTuple):
    """What to say of a value that was refused: the rule, the template and what fills it."""

    rule: Rule
    template: str
    params: Mapping[str, object]


class Typed(NamedTuple):
    """A value as it was typed, and where: the key path, and whether the block can say it as a share, as true or false,
    or as payments in another currency; and how the budget writes money."""

    text: str
    path: tuple[Key, ...]
    keys: frozenset[str]
    told: Told

    @property
    def key(self) -> str:
        """The key of the value."""
        return str(self.path[-1]) if self.path else ""


def advice(needs: str, value: object, path: tuple[Key, ...], keys: frozenset[str], told: Told) -> Advice | None:
    """How the value that was typed is written where such a thing is needed; None where it cannot be told."""
    if not isinstance(value, (str, int, Decimal)):
        return None
    text = str(value).lower() if isinstance(value, bool) else str(value)
    if len(text) > _LONGEST:
        return None
    return _BY_NEED[needs](Typed(unicodedata.normalize("NFC", text), path, keys, told))


_LONGEST = 100
_QUOTES = "\"'“”„«»‘’‹› \u00a0\u202f\t"
_PERCENT = re.compile(r"(.+?)\s*(?:%|％|p\.?c\.?t?\.?|pour ?cents?|per ?cent|procent)", re.IGNORECASE)
_SHARE = re.compile(r"(\d+)\s*(?:/|sur|of|out of|van(?: de)?|op)\s*(\d+)", re.IGNORECASE)
_CURRENCY = re.compile(
    r"([^\d\s.,'’+-][^\d]*?)?\s*([-+]?\d[\d.,'’\s\u00a0\u202f]*?(?:,-)?)\s*([^\d\s.,'’][^\d]*?)?", re.IGNORECASE
)
_CODES = {
    "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR", "$": "USD", "us$": "USD", "£": "GBP", "dh": "MAD",
    "dhs": "MAD", "mad": "MAD", "dirham": "MAD", "dirhams": "MAD", "درهم": "MAD",
}  # fmt: skip
"""Signs and words of money whose three letters people do not write."""


def _amount(typed: Typed) -> Advice | None:
    match = _CURRENCY.fullmatch(re.sub("[\u2212\u2013\u2011]", "-", typed.text).strip(_QUOTES))
    words = (
        [word.strip(" .\u00a0\u202f") for word in (match[1], match[3]) if word and word.strip(" .")] if match else []
    )
    if match and len(words) == 1:
        word = words[0].casefold()
        code = _CODES.get(word, word.upper() if re.fullmatch("[a-z]{3}", word) else "")
        if code == (typed.told.currency or "EUR") or not code:
            return _amount_as(match[2], typed) if code else None
        return _other_currency(typed, match[2], code)
    return _amount_as(typed.text, typed)


def _other_currency(typed: Typed, number: str, code: str) -> Advice | None:
    plain = (meant_number(number) or ("",))[0]
    if not plain:
        return None
    params = {"plain": plain, "currency": code}
    if "currency" in typed.keys:
        return Advice(WRONG_TYPE, phrase("write amount: {plain} and currency: {currency}"), params)
    if "payments" in typed.keys:
        template = phrase(
            "write here what it is in the currency of the budget, and below it payments: with amount: {plain}, "
            "currency: {currency}, its rate: and the rate_source:"
        )
        return Advice(WRONG_TYPE, template, params)
    template = phrase("{plain} {currency} is of another currency: write what it is in the currency of the budget")
    return Advice(WRONG_TYPE, template, params)


def _amount_as(text: str, typed: Typed) -> Advice | None:
    """The advice to write an amount plainly, with no more decimals than there are coins of."""
    plain = meant_number(text)
    if plain is None:
        return None
    decimals, most = len(plain[0].partition(".")[2]), typed.told.decimals
    if decimals > most:
        template = phrase("the amount has {decimals} decimals, a cent is the smallest")
        if "currency" in typed.keys:
            template = phrase("the amount has {decimals} decimals, no currency has so many")
        elif most > A_CENT:
            template = phrase("the amount has {decimals} decimals, the currency of the budget has {most}")
        return Advice(AMOUNT_DECIMALS, template, {"decimals": decimals, "most": most})
    if len(plain) == 2 and most > A_CENT:
        return _number_as(text, "")
    return _number_as(text, phrase("write the amount as {plain}"), plain[:1])


def _number_as(text: str, template: str, plain: tuple[str, ...] | None = None) -> Advice | None:
    """The advice to write a number plainly."""
    plain = meant_number(text) if plain is None else plain
    if plain is None:
        return None
    if len(plain) == 2:
        both = phrase("write {one} if the sign stands before thousands, {other} if it stands before decimals")
        return Advice(WRONG_TYPE, both, {"one": plain[0], "other": plain[1]})
    if plain[0] == text:
        return Advice(WRONG_TYPE, phrase("take the quotes away: write {plain}"), {"plain": text})
    return Advice(WRONG_TYPE, template, {"plain": plain[0]})


def _number(typed: Typed) -> Advice | None:
    text = typed.text.strip(_QUOTES)
    is_observed = {"value", "achieved", "numerator"} <= typed.keys
    percent = _PERCENT.fullmatch(text)
    share = _SHARE.fullmatch(text)
    if percent and meant_number(percent[1]):
        found = _number_as(percent[1], phrase("write the number as {plain}"))
        if found is None or "plain" not in found.params:
            return found
        template = phrase("write the number without the sign: {plain}")
        if is_observed:
            template = phrase(
                "write a share as numerator: and denominator:, how many of how many; another percentage without the "
                "sign: {plain}"
            )
        return Advice(WRONG_TYPE, template, found.params)
    if share and is_observed:
        params = {"one": share[1], "other": share[2]}
        if typed.key != "value":
            return Advice(WRONG_TYPE, phrase("write numerator: {one} and denominator: {other}"), params)
        return Advice(WRONG_TYPE, phrase("write numerator: {one} and denominator: {other}, instead of value:"), params)
    flag = _FLAGS.get(_folded(text))
    if flag is not None and typed.key == "value" and is_observed:
        return Advice(WRONG_TYPE, phrase("write achieved: {flag}, instead of value:"), {"flag": flag})
    return _number_as(typed.text, phrase("write the number as {plain}"))


_FLAGS = {
    **dict.fromkeys(
        ("yes", "y", "oui", "o", "ja", "j", "vrai", "waar", "true", "x", "ok", "on", "✓", "✔", "✅", "☑", "نعم"), True
    ),
    **dict.fromkeys(
        ("no", "n", "non", "nee", "neen", "faux", "onwaar", "niet", "false", "off", "✗", "✘", "❌", "☐", "لا"), False
    ),
}
"""How people say that something is there, or is not."""


def _folded(text: str) -> str:
    return text.strip(_QUOTES + ".!").casefold()


def _flag(typed: Typed) -> Advice | None:
    flag = _FLAGS.get(_folded(typed.text))
    if flag is None and typed.text.strip(_QUOTES) in ("0", "1"):
        flag = typed.text.strip(_QUOTES) == "1"
    if flag is not None:
        if typed.text in ("true", "false"):
            return Advice(WRONG_TYPE, phrase("take the quotes away: write {flag}"), {"flag": flag})
        return Advice(WRONG_TYPE, phrase("write {flag}"), {"flag": flag})
    if {"value", "numerator"} <= typed.keys:
        found = _number(typed._replace(path=(*typed.path[:-1], "achieved")))
        if found is not None and "plain" in found.params:
            template = phrase("write value: {plain}, instead of achieved:")
            return Advice(WRONG_TYPE, template, {"plain": found.params["plain"]})
        return found
    return None


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier janv januari",
            "february feb fevrier fevr fev februari febr",
            "march mar mars maart mrt",
            "april apr avril avr",
            "may mai mei",
            "june jun juin juni",
            "july jul juillet juil juli",
            "august aug aout augustus",
            "september sep sept septembre",
            "october oct octobre oktober okt",
            "november nov novembre",
            "december dec decembre",
        ),
        1,
    )
    for name in names.split()
}
_CLOCK = re.compile(r"(.+?)(?:T|\s+(?:à |om |at )?)\d{1,2}[:h]\d{2}\S*(?: ?[ap]m)?", re.IGNORECASE)
_WEEKDAYS = re.compile(
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:maan|dins|woens|donder|vrij|zater|zon)dag|\w+day|le|op|on)"
    r",? +",
    re.IGNORECASE,
)
_EXCEL_DAYS = range(20_000, 80_000)
_EXCEL_BEGINS = datetime.date(1899, 12, 30)


def _date(typed: Typed) -> Advice | None:
    text = typed.text.strip(_QUOTES)
    clock = _CLOCK.fullmatch(text)
    text = _WEEKDAYS.sub("", clock[1] if clock else text).strip()
    readings = list(_dates(text))
    if not readings:
        if re.fullmatch(r"(?:(?:l'|en |in )?(?:ann[ée]e |jaar |year )?)?(?:19|20|21)\d\d", text) or _month_of(text):
            template = phrase(
                "a day is needed here, such as 2019-12-31: write it, or leave the key out where nobody knows it"
            )
            return Advice(WRONG_TYPE, template, {})
        return None
    for year, month, day in readings:
        try:
            found = datetime.date(year, month, day)
        except ValueError:
            continue
        return Advice(WRONG_TYPE, phrase("write the date as {date}"), {"date": found.isoformat()})
    return Advice(IMPOSSIBLE_DATE, phrase("there is no day {date}"), {"date": typed.text})


def _dates(text: str) -> Iterator[tuple[int, int, int]]:
    """The year, month and day that a text may name; the likeliest first."""
    if text.isdigit() and text.isascii():
        if len(text) == 8:
            yield int(text[:4]), int(text[4:6]), int(text[6:])
        elif int(text) in _EXCEL_DAYS:
            day = _EXCEL_BEGINS + datetime.timedelta(int(text))
            yield day.year, day.month, day.day
        return
    parts = [part for part in re.split(r"[\s/.,_\u2010-\u2015\u2212-]+", _plain(text)) if part]
    if len(parts) != 3:
        return
    numbers = [_of_date(part) for part in parts]
    if None in numbers:
        return
    one, two, three = (number or 0 for number in numbers)
    if not parts[0].isdigit() and not parts[0][0].isdigit():  # December 31, 2019
        yield _whole_year(parts[2]), one, two
    elif len(parts[0]) == 4:
        yield one, two, three
    else:
        yield _whole_year(parts[2]), two, one
        if parts[1].isdigit() and two > 12:
            yield _whole_year(parts[2]), one, two


def _of_date(part: str) -> int | None:
    """The number that a part of a date names: 31, 1er, 31st, décembre."""
    match = re.fullmatch(r"(\d{1,4})(?:er|st|nd|rd|th|e|ste|de)?", part)
    return int(match[1]) if match else _MONTHS.get(part)


def _whole_year(part: str) -> int:
    year = _of_date(part) or 0
    return year + (2000 if year < 70 else 1900) if len(part) == 2 else year


def _plain(text: str) -> str:
    """A text without accents and capitals."""
    return "".join(sign for sign in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(sign))


def _month_of(text: str) -> str | None:
    """The month that a text names, `2007-03` for `mars 2007`; None where it names none."""
    parts = [part for part in re.split(r"[\s/.,_-]+", _plain(text)) if part]
    if len(parts) != 2:
        return None
    year, month = sorted(parts, key=lambda part: not (len(part) == 4 and part.isdigit()))
    number = _of_date(month)
    if not re.fullmatch(r"(?:19|20|21)\d\d", year) or number is None or not 1 <= number <= 12:
        return None
    return f"{year}-{number:02}"


def _month(typed: Typed) -> Advice | None:
    found = _month_of(typed.text.strip(_QUOTES))
    if found is None:
        return None
    return Advice(WRONG_TYPE, phrase("write the month as {plain}"), {"plain": f'"{found}"'})


def _year(typed: Typed) -> Advice | None:
    years = set(re.findall(r"(?<![\d.,])(?:19|20|21)\d\d(?![\d.,])", typed.text))
    if len(years) != 1:
        return None
    year = years.pop()
    if typed.text == year:
        return Advice(WRONG_TYPE, phrase("take the quotes away: write {plain}"), {"plain": year})
    if _PART_OF_A_YEAR.fullmatch(typed.text):
        template = phrase("only whole years stand here: write what is of {part} under {plain}")
        return Advice(WRONG_TYPE, template, {"part": typed.text, "plain": year})
    return Advice(WRONG_TYPE, phrase("write the year as {plain}"), {"plain": year})


_PART_OF_A_YEAR = re.compile(r"[0-9]{4}-(?:H[12]|Q[1-4]|0[1-9]|1[0-2])", re.ASCII)


_BY_NEED: Mapping[str, Callable[[Typed], Advice | None]] = {
    "amount": _amount,
    "number": _number,
    "flag": _flag,
    "date": _date,
    "month": _month,
    "year": _year,
}
