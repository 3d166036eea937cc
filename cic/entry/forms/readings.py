"""What somebody typed into a cell, as the answer that it is; or why it cannot be one, with what to do."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from cic.base.message import Message, phrase
from cic.entry.forms.kinds import Offered, Reading, Refused, Taken, refused
from cic.entry.forms.numbers import SAME_SIGN, amount, number, rate, said_in_words, whole
from cic.entry.forms.several_files import of_several
from cic.entry.workbook.reading import Cell
from cic.language import OF_FORMS, Digits, Language, language_of
from cic.language.text import fold
from cic.pages.form.cells import Answer, Answered, names_elsewhere

_LONGEST_TEXT = 20_000


def typed_in(cell: Cell) -> str:
    """What a cell shows, as people recognize it: a number as Digits."""
    if cell.kind == "formula":
        return cell.formula
    if isinstance(cell.value, bool):
        return str(cell.value).upper()
    if isinstance(cell.value, Decimal):
        return Digits(
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
        return refused(phrase("this is an error of the spreadsheet, no value"), phrase("write the value itself"))
    if cell.kind == "formula":
        return _of_formula(cell, answer, labels, currency)
    if isinstance(cell.value, str):
        text = clean_text(cell.value) if cell.kind == "text" else cell.value
        if not text:
            return None
        cell = cell._replace(value=text)
    found = _READERS[answer.takes](cell, answer, labels, currency)
    if isinstance(found, Refused) and answer.takes in ("number", "amount") and isinstance(cell.value, str):
        return said_in_words(cell.value, found)
    return found


def _of_formula(cell: Cell, answer: Answer, labels: Mapping[str, Answered], currency: str) -> Reading:
    if not isinstance(cell.value, Cell):
        return refused(
            phrase("this is a formula that was never calculated, so nobody knows what it comes to"),
            phrase("write the value itself; or open the file in Excel or LibreOffice, let it calculate, and save it"),
        )
    found = reading(cell.value, answer, labels, currency)
    if isinstance(found, Taken):
        return Offered(found.value, Message(phrase("a formula that came to {value}"), {"value": typed_in(cell.value)}))
    return found


# days


def _date(cell: Cell, answer: Answer, labels: Mapping[str, Answered], currency: str) -> Reading:  # noqa: ARG001
    found = _any_date(cell)
    if isinstance(found, (Taken, Offered)) and isinstance(found.value, datetime.date) and found.value < _FIRST_DAY:
        return refused(
            phrase("this is a day of {year}: spreadsheets make one of a number, as of a year alone, and other "
                   "calendars count other years"),
            phrase("write the day as year-month-day: 2019-12-31"),
            year=str(found.value.year),
        )  # fmt: skip
    return found


_FIRST_DAY = datetime.date(1930, 1, 1)
"""Before it nothing is dated that proves what is reported. Of 2031 a spreadsheet makes a day of 1905."""


def _any_date(cell: Cell) -> Reading:
    value = cell.value
    if isinstance(value, datetime.datetime):
        return Taken(value.date())
    if isinstance(value, datetime.date):
        return Taken(value)
    write = phrase("write it as year-month-day: 2019-12-31")
    if not isinstance(value, str):
        return refused(phrase("this is a number, and a day is asked"), write)
    plain = "".join(str(unicodedata.digit(one)) if one.isdecimal() else one for one in value)
    found = re.fullmatch(r"(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})", plain)
    if found:
        day = _day(found[1], found[2], found[3])
        return Taken(day) if day else refused(phrase("there is no such day"), write)
    found = re.fullmatch(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4})", plain)
    if found is None:
        return refused(phrase("this is a text, and a day is asked"), write)
    both = {day for day in (_day(found[3], found[2], found[1]), _day(found[3], found[1], found[2])) if day}
    if len(both) == 1:
        return Offered(both.pop(), Message(phrase("a day that was typed as text")))
    if not both:
        return refused(phrase("there is no such day"), write)
    one, other = sorted(both)
    return refused(
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
    text = _digits(_plain(whole(value)) if isinstance(value, Decimal) else str(value))
    if text in labels:
        return Taken(labels[text])
    folded = fold(text)
    if is_flag and folded in _YES | _NO:
        return Taken(folded in _YES)
    by_word: dict[str, set[Answered]] = {}
    for label, one in labels.items():
        by_word.setdefault(fold(label), set()).add(one)
    for choice in answer.choices:
        by_word.setdefault(fold(str(choice.value)), set()).add(choice.value)
    found = by_word.get(folded, set())
    if not found:
        others = names_elsewhere(answer, _languages())
        found = {one for name, values in others.items() if fold(name) == folded for one in values}
    if len(found) == 1:
        return Taken(next(iter(found)))
    from cic.model.called import nearest

    return _none_of(known, nearest(text, dict.fromkeys(known, ())))


@cache
def _languages() -> tuple[Language, ...]:
    """Of forms: a word of another one than this form's is understood too."""
    return tuple(map(language_of, OF_FORMS))


def _none_of(known: tuple[str, ...], close: str) -> Refused:
    return refused(
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
    if re.fullmatch("[A-Za-z]{3}", text) and SAME_SIGN.get(text.upper(), text.upper()) == text.upper():
        return Taken(text.upper())
    meant = SAME_SIGN.get(text.upper())
    return refused(
        phrase("this is no currency of three letters: did you mean {meant}?")
        if meant
        else phrase("this is no currency of three letters"),
        phrase("write three letters: EUR, MAD, USD"),
        meant=meant,
    )


_ON_A_COMPUTER = re.compile(r"(?:file|javascript|vbscript|data):|[a-z]:[\\/]|\\\\|//|~?/", re.IGNORECASE)


def _text(cell: Cell, answer: Answer, labels: Mapping[str, Answered], currency: str) -> Reading:  # noqa: ARG001
    value = cell.value
    if isinstance(value, bool):
        return refused(phrase("this is a yes or a no, and words are asked"), phrase("write it in words"))
    if cell.kind == "day" and isinstance(value, datetime.date):
        return Offered(value.isoformat(), Message(phrase("a day where words are asked")))
    if cell.kind in ("moment", "length"):
        return refused(phrase("the spreadsheet has made a time of what was typed"), phrase("write it in words"))
    if isinstance(value, Decimal):
        if "%" in cell.format:
            return Offered(typed_in(cell), Message(phrase("a percentage where words are asked")))
        return Taken(_plain(whole(value)))
    text = str(value)
    if answer.fills == "evidence_where" and _ON_A_COMPUTER.match(text):
        return refused(
            phrase("this is a place on one computer, where nobody else can look"),
            phrase("send the file with the form, and write its name: register.pdf; or write a web address"),
        )
    if answer.fills == "evidence_where" and (several := of_several(text, answer)) is not None:
        return several
    if answer.fills == "evidence_where" and cell.link and cell.link not in text and text not in cell.link:
        return Offered(cell.link, Message(phrase("a link stands behind these words")))
    if len(text) > _LONGEST_TEXT:
        return refused(
            phrase("this text has {characters} characters, at most {most} are taken"),
            phrase("shorten it, or keep it as a document in evidence/"),
            characters=len(text),
            most=_LONGEST_TEXT,
        )
    return Taken(text)


_READERS = {
    "number": number,
    "amount": amount,
    "rate": rate,
    "date": _date,
    "choice": _choice,
    "currency": _currency,
    "text": _text,
}

_INVISIBLE = re.compile(
    "[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
)
_NEW_LINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028]")
"""Also that of word processors within a paragraph."""
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def clean_text(text: str) -> str:
    """A text without what nobody sees: marks of direction, control characters, blanks at the ends of its lines."""
    text = _ESCAPED.sub(lambda match: _unescaped(int(match[1], 16), match[0]), text)
    text = _NEW_LINES.sub("\n", text).replace("\u2029", "\n\n")
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text).replace("\t", " "))
    lines = [line.strip(" \u00a0\u202f\u2007\u2009\u3000") for line in text.split("\n")]
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip()


def _unescaped(code: int, written: str) -> str:
    """A control character that the format writes in letters (_x000D_); anything else stays as it is written."""
    return chr(code) if code < 32 else "_" if code == 0x5F else written
