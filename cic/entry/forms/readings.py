"""What somebody typed into a cell, as the answer that it is; or why it cannot be one, with what to do."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from cic.base.message import Message, phrase
from cic.base.money import meant_number
from cic.entry.workbook.reading import Cell
from cic.language.text import fold
from cic.model.scalars import LARGEST_AMOUNT
from cic.pages.form.cells import Answer, Answered

_LARGEST = Decimal(10) ** 18
_MOST_DECIMALS = 10
_LONGEST_TEXT = 20_000


class Taken(NamedTuple):
    """An answer as it is."""

    value: Answered


class Offered(NamedTuple):
    """What was probably meant: taken where somebody agrees."""

    value: Answered
    why: Message


class Refused(NamedTuple):
    """Why what was typed is no answer, and what to do."""

    why: Message
    advice: Message


Reading = Taken | Offered | Refused | None
"""None: nothing was typed."""


def typed_in(cell: Cell) -> str:
    """What a cell shows, as people recognize it."""
    if cell.kind == "formula":
        return cell.formula
    if isinstance(cell.value, bool):
        return str(cell.value).upper()
    if isinstance(cell.value, Decimal):
        return (
            f"{cell.value * 100:f}".rstrip("0").rstrip(".") + " %"
            if "%" in cell.format and cell.value
            else _plain(cell.value)
        )
    if isinstance(cell.value, datetime.datetime):
        return cell.value.isoformat(" ", "minutes")
    return str(cell.value)


def _plain(number: Decimal) -> str:
    return f"{number:f}"


def reading(cell: Cell | None, answer: Answer, labels: Mapping[str, Answered], currency: str) -> Reading:
    """What a cell says as an answer. labels: of what it chooses from, as people read it. currency: of the budget."""
    if cell is None:
        return None
    if cell.kind == "error":
        return _refused(phrase("this is an error of the spreadsheet, no value"), phrase("write the value itself"))
    if cell.kind == "formula":
        return _of_formula(cell, answer, labels, currency)
    if isinstance(cell.value, str):
        text = clean_text(cell.value) if cell.kind == "text" else cell.value
        if not text:
            return None
        cell = cell._replace(value=text)
    found = _READERS[answer.takes](cell, answer, labels, currency)
    if isinstance(found, Refused) and answer.takes in ("number", "amount") and isinstance(cell.value, str):
        return _said_in_words(cell.value, found)
    return found


def _of_formula(cell: Cell, answer: Answer, labels: Mapping[str, Answered], currency: str) -> Reading:
    if not isinstance(cell.value, Cell):
        return _refused(
            phrase("this is a formula that was never calculated, so nobody knows what it comes to"),
            phrase("write the value itself; or open the file in Excel or LibreOffice, let it calculate, and save it"),
        )
    found = reading(cell.value, answer, labels, currency)
    if isinstance(found, Taken):
        return Offered(found.value, Message(phrase("a formula that came to {value}"), {"value": typed_in(cell.value)}))
    return found


# numbers


def _number(cell: Cell, answer: Answer, labels: Mapping[str, Answered], currency: str) -> Reading:  # noqa: ARG001
    found = _any_number(cell, answer)
    if isinstance(found, Refused):
        return found
    number = found.value
    assert isinstance(number, Decimal)
    if abs(number) >= _LARGEST or _decimals(number) > _MOST_DECIMALS:
        return _refused(
            phrase("this number has more digits than anything that is counted"), phrase("write it with fewer decimals")
        )
    if number < 0 and answer.fills in ("numerator", "denominator", "part_numerator", "part_denominator"):
        return _refused(phrase("a count has no minus sign"), phrase("write how many they are: 3"))
    if number < 0 and answer.fills == "paid":
        return _negative()
    return found


def _amount(cell: Cell, answer: Answer, labels: Mapping[str, Answered], currency: str) -> Reading:  # noqa: ARG001
    sign = _foreign_sign(cell, currency)
    if sign:
        return _refused(
            phrase("this is an amount in {sign}, and the budget is in {currency}"),
            phrase("write the amount in {currency}; what was paid in another stands below “Paid in another currency”"),
            sign=sign,
            currency=currency,
        )
    found = _any_number(cell, answer)
    if isinstance(found, Refused):
        return found
    number = found.value
    assert isinstance(number, Decimal)
    if number < 0:
        return _negative()
    if number >= LARGEST_AMOUNT or _decimals(number) > 2:
        return _refused(
            phrase("an amount has at most two decimals"), phrase("round it: {value}"), value=f"{round(number, 2):f}"
        )
    return found._replace(value=number.quantize(Decimal("0.01")))


def _rate(cell: Cell, answer: Answer, labels: Mapping[str, Answered], currency: str) -> Reading:  # noqa: ARG001
    found = _any_number(cell, answer)
    if isinstance(found, (Taken, Offered)) and isinstance(found.value, Decimal) and not 0 < found.value < _LARGEST:
        return _refused(
            phrase("a rate is more than zero"), phrase("write how many units one of the budget's comes to: 10.85")
        )
    return found


def _negative() -> Refused:
    return _refused(
        phrase("an amount has no minus sign"),
        phrase("what came back stands below “Money that came back”, without a sign"),
    )


def _any_number(cell: Cell, answer: Answer) -> Taken | Offered | Refused:
    value = cell.value
    if isinstance(value, bool):
        return _refused(
            phrase("this is a yes or a no, and a number is asked"), phrase("write the number: 3; nothing: 0")
        )
    if cell.kind in ("day", "moment", "length"):
        return _refused(
            phrase("the spreadsheet has made a day or a time of what was typed (1/2 becomes a day in February)"),
            phrase("write the number alone; a part and its whole in two cells. If it is shown as a day again, set the "
                   "format of the cell to “Number” first"),
        )  # fmt: skip
    if isinstance(value, Decimal):
        return _percentage(answer, f"{value * 100:f}") if "%" in cell.format else Taken(_whole(value))
    return _number_in_text(str(value), answer)


def _number_in_text(text: str, answer: Answer) -> Taken | Offered | Refused:
    if re.search("[%٪％‰]", text) or re.search(r"\b(?:pct|pour ?cent|procent|percent)\b", text, re.IGNORECASE):
        return _percentage(answer, re.sub(r"\s*[%٪％‰].*", "", text))
    share = re.fullmatch(r"\s*(\d+)\s*(?:/|sur|op|van|of|على)\s*(\d+)\s*", text)
    if share:
        return _refused(
            phrase("this is a part of a whole, and one number is asked"),
            phrase("write {part} and {whole} in two cells, where the form has them; else the number alone"),
            part=str(int(share[1])),
            whole=str(int(share[2])),
        )
    found = meant_number(text)
    if found is None:
        return _refused(phrase("this is no number"), phrase("write the number alone, in digits: 3 or 12.5"))
    if len(found) > 1:
        return _refused(
            phrase("this can be read in two ways: as {one} and as {other}"),
            phrase("write it without the sign for thousands, with all its decimals or none"),
            one=found[0],
            other=found[1],
        )
    number = _whole(Decimal(found[0]))
    if re.fullmatch(r"\d+", text.strip()):  # digits alone, of whichever script: nothing else can be meant
        return Taken(number)
    return Offered(number, Message(phrase("a number that was typed as text")))


def _percentage(answer: Answer, percent: str) -> Refused:
    shown = percent.rstrip("0").rstrip(".") if "." in percent else percent
    if answer.fills in ("numerator", "denominator", "part_numerator", "part_denominator"):
        return _refused(
            phrase("this is a percentage ({percent} %), and what it is made of is asked"),
            phrase("write how many of how many, in two cells: of 25 persons 10 are 10 and 25"),
            percent=shown,
        )
    return _refused(
        phrase("this is a percentage ({percent} %), and the spreadsheet keeps it as a hundredth of what is seen"),
        phrase("write the number alone, in the unit that the row names, without the sign: {percent}"),
        percent=shown,
    )


_SIGNS = re.compile(
    r"€|\$|£|¥|₣|\b(?:EUR|USD|GBP|CHF|MAD|DH|DHS|DA|DT|CFA|FCFA|XOF|XAF|FB|CDF|FC)\b|\beuros?\b|\bdirhams?\b|درهم|يورو|د\.م\.?",
    re.IGNORECASE,
)
_SAME = {"€": "EUR", "EURO": "EUR", "EUROS": "EUR", "يورو": "EUR", "$": "USD", "£": "GBP", "DH": "MAD", "DHS": "MAD",
         "DIRHAM": "MAD", "DIRHAMS": "MAD", "درهم": "MAD", "د.م": "MAD", "د.م.": "MAD"}  # fmt: skip


_IN_FORMAT = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]|[\\\"_*]")
"""What stands around a sign of a currency in the format of a number: [$€-80C], or quotes."""


def _foreign_sign(cell: Cell, currency: str) -> str:
    """The sign of another currency than the budget's beside a number; empty where there is none."""
    shown = (
        str(cell.value)
        if isinstance(cell.value, str)
        else _IN_FORMAT.sub(lambda match: f" {match[1] or ''} ", cell.format)
    )
    for found in _SIGNS.findall(shown):
        if _SAME.get(found.upper(), found.upper()) != currency:
            return str(found)
    return ""


_NOT_SAID = frozenset(
    map(
        fold,
        ("n/a", "na", "nihil", "néant", "neant", "nvt", "n.v.t.", "s.o.", "so", "sans objet", "none", "nil", "-", "–",
         "—", "/", "?", "x", "pm", "p.m.", "inconnu", "onbekend", "unknown", "nb", "n.b.", "nd", "n.d.",
         "لا شيء", "لا يوجد"),
    )
)  # fmt: skip


def _said_in_words(text: str, refused: Refused) -> Refused:
    if fold(text) not in _NOT_SAID:
        return refused
    return _refused(
        phrase("this says that there is nothing to say, or nothing there: nobody can tell which"),
        phrase(
            "there was none: write 0; nobody knows: leave it empty; no value can be expected: say why in its own column"
        ),
    )


def _whole(number: Decimal) -> Decimal:
    """The number without zeros after its point, and without an exponent."""
    return Decimal(f"{number:f}".rstrip("0").rstrip(".")) if "." in f"{number:f}" else Decimal(f"{number:f}")


def _decimals(number: Decimal) -> int:
    return max(-int(number.as_tuple().exponent), 0)


# days


def _date(cell: Cell, answer: Answer, labels: Mapping[str, Answered], currency: str) -> Reading:  # noqa: ARG001
    value = cell.value
    if isinstance(value, datetime.datetime):
        return Taken(value.date())
    if isinstance(value, datetime.date):
        return Taken(value)
    write = phrase("write it as year-month-day: 2019-12-31")
    if not isinstance(value, str):
        return _refused(phrase("this is a number, and a day is asked"), write)
    plain = "".join(str(unicodedata.digit(one)) if one.isdecimal() else one for one in value)
    found = re.fullmatch(r"(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})", plain)
    if found:
        day = _day(found[1], found[2], found[3])
        return Taken(day) if day else _refused(phrase("there is no such day"), write)
    found = re.fullmatch(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4})", plain)
    if found is None:
        return _refused(phrase("this is a text, and a day is asked"), write)
    both = {day for day in (_day(found[3], found[2], found[1]), _day(found[3], found[1], found[2])) if day}
    if len(both) == 1:
        return Offered(both.pop(), Message(phrase("a day that was typed as text")))
    if not both:
        return _refused(phrase("there is no such day"), write)
    one, other = sorted(both)
    return _refused(
        phrase("this can be read in two ways: as {one} and as {other}"),
        write,
        one=one.isoformat(),
        other=other.isoformat(),
    )


def _day(year: str, month: str, day: str) -> datetime.date | None:
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None


# words

_YES = frozenset(map(fold, ("y", "yes", "o", "oui", "j", "ja", "true", "vrai", "waar", "نعم", "1", "x", "✓", "✔")))
_NO = frozenset(map(fold, ("n", "no", "non", "nee", "neen", "false", "faux", "onwaar", "لا", "كلا", "0")))


def _choice(cell: Cell, answer: Answer, labels: Mapping[str, Answered], currency: str) -> Reading:  # noqa: ARG001
    value = cell.value
    is_flag = any(isinstance(one.value, bool) for one in answer.choices)
    known = tuple(labels)
    if isinstance(value, bool) and is_flag:
        return Taken(value)
    if isinstance(value, (bool, datetime.date)):
        return _none_of(known, "")
    text = _digits(_plain(_whole(value)) if isinstance(value, Decimal) else str(value))
    folded = fold(text)
    if is_flag and folded in _YES | _NO:
        return Taken(folded in _YES)
    by_word: dict[str, set[Answered]] = {}
    for label, one in labels.items():
        by_word.setdefault(fold(label), set()).add(one)
    for choice in answer.choices:
        by_word.setdefault(fold(str(choice.value)), set()).add(choice.value)
    found = by_word.get(folded, set())
    if len(found) == 1:
        return Taken(next(iter(found)))
    from cic.entry.whose import nearest

    return _none_of(known, nearest(text, dict.fromkeys(known, ())))


def _none_of(known: tuple[str, ...], close: str) -> Refused:
    return _refused(
        phrase("this is none of the words that the cell takes: did you mean “{close}”?")
        if close
        else phrase("this is none of the words that the cell takes"),
        phrase("choose one of: {known}"),
        known=known,
        close=close,
    )


def _digits(text: str) -> str:
    """The text with digits of any script as 0 to 9."""
    return "".join(str(unicodedata.digit(one)) if one.isdecimal() else one for one in text)


def _currency(cell: Cell, answer: Answer, labels: Mapping[str, Answered], currency: str) -> Reading:  # noqa: ARG001
    text = str(cell.value).strip() if isinstance(cell.value, str) else ""
    if re.fullmatch("[A-Za-z]{3}", text) and _SAME.get(text.upper(), text.upper()) == text.upper():
        return Taken(text.upper())
    meant = _SAME.get(text.upper())
    return _refused(
        phrase("this is no currency of three letters: did you mean {meant}?")
        if meant
        else phrase("this is no currency of three letters"),
        phrase("write three letters: EUR, MAD, USD"),
        meant=meant,
    )


def _text(cell: Cell, answer: Answer, labels: Mapping[str, Answered], currency: str) -> Reading:  # noqa: ARG001
    value = cell.value
    if isinstance(value, bool):
        return _refused(phrase("this is a yes or a no, and words are asked"), phrase("write it in words"))
    if cell.kind == "day" and isinstance(value, datetime.date):
        return Offered(value.isoformat(), Message(phrase("a day where words are asked")))
    if cell.kind in ("moment", "length"):
        return _refused(phrase("the spreadsheet has made a time of what was typed"), phrase("write it in words"))
    if isinstance(value, Decimal):
        if "%" in cell.format:
            return Offered(typed_in(cell), Message(phrase("a percentage where words are asked")))
        return Taken(_plain(_whole(value)))
    text = str(value)
    if len(text) > _LONGEST_TEXT:
        return _refused(
            phrase("this text has {characters} characters, at most {most} are taken"),
            phrase("shorten it, or keep it as a document in evidence/"),
            characters=len(text),
            most=_LONGEST_TEXT,
        )
    return Taken(text)


_READERS = {
    "number": _number,
    "amount": _amount,
    "rate": _rate,
    "date": _date,
    "choice": _choice,
    "currency": _currency,
    "text": _text,
}

_INVISIBLE = re.compile(
    "[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
)
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def clean_text(text: str) -> str:
    """A text without what nobody sees: marks of direction, control characters, blanks at the ends of its lines."""
    text = _ESCAPED.sub(lambda match: _unescaped(int(match[1], 16), match[0]), text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text).replace("\t", " "))
    lines = [line.strip(" \u00a0\u202f\u2007\u2009\u3000") for line in text.split("\n")]
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip()


def _unescaped(code: int, written: str) -> str:
    """A control character that the format writes in letters (_x000D_); anything else stays as it is written."""
    return chr(code) if code < 32 else "_" if code == 0x5F else written


def _refused(template: str, hint: str, **params: object) -> Refused:
    return Refused(Message(template, params), Message(hint, params))
