"""Numbers and amounts that people typed: taken as they are, offered where they were typed as text, refused where they
are of something else (a percentage, another currency, a day)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from cic.base.message import Message, phrase
from cic.base.money import meant_number
from cic.entry.forms.kinds import Offered, Reading, Refused, Taken, refused
from cic.entry.workbook.reading import Cell
from cic.language import Digits
from cic.language.text import fold
from cic.model.amounts import LARGEST_AMOUNT
from cic.pages.form.cells import Answer, Answered
from cic.reference.currencies import coin_of

CENT = Decimal("0.01")
_LARGEST = Decimal(10) ** 18
_MOST_DECIMALS = 10


def number(cell: Cell, answer: Answer, labels: Mapping[str, Answered], currency: str) -> Reading:  # noqa: ARG001
    """A number in a unit of the programme."""
    found = _any_number(cell, answer)
    if isinstance(found, Refused):
        return found
    number = found.value
    assert isinstance(number, Decimal)
    if abs(number) >= _LARGEST or _decimals(number) > _MOST_DECIMALS:
        return _too_many_digits()
    sign = _sign_in(cell)
    if sign and answer.fills == "paid" and isinstance(found, Taken):  # in which currency stands beside it
        found = Offered(number, Message(_BESIDE, {"words": sign}))
    if number < 0 and answer.fills in ("numerator", "denominator", "part_numerator", "part_denominator"):
        return refused(phrase("a count has no minus sign"), phrase("write how many they are: 3"))
    if number < 0 and answer.fills == "paid":
        return _negative()
    return found


def amount(cell: Cell, answer: Answer, labels: Mapping[str, Answered], currency: str) -> Reading:  # noqa: ARG001
    """An amount in the currency of the budget."""
    sign = _foreign_sign(cell, currency)
    if sign:
        return refused(
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
    coin = min(coin_of(currency), CENT)
    if number >= LARGEST_AMOUNT:
        return _too_many_digits()
    if _decimals(number) > _decimals(coin):
        return refused(
            phrase("an amount in {currency} has at most {most:decimals}"),
            phrase("round it: {value}"),
            currency=currency,
            most=_decimals(coin),
            value=Digits(f"{round(number, _decimals(coin)):f}"),
        )
    return found._replace(value=with_cents(number))


def with_cents(amount: Decimal) -> Decimal:
    """An amount as files hold it: with two decimals, or with more where its coin is smaller."""
    return amount.quantize(CENT) if _decimals(amount) <= _decimals(CENT) else amount


def rate(cell: Cell, answer: Answer, labels: Mapping[str, Answered], currency: str) -> Reading:  # noqa: ARG001
    """A rate of exchange."""
    found = _any_number(cell, answer)
    if isinstance(found, (Taken, Offered)) and isinstance(found.value, Decimal) and not 0 < found.value < _LARGEST:
        return refused(
            phrase("a rate is more than zero"), phrase("write how many units one of the budget's comes to: 10.85")
        )
    return found


def _too_many_digits() -> Refused:
    return refused(
        phrase("this number has more digits than anything that is counted"), phrase("write it with fewer decimals")
    )


def _negative() -> Refused:
    return refused(
        phrase("an amount has no minus sign"),
        phrase("what came back stands below “Money that came back”, without a sign"),
    )


def _any_number(cell: Cell, answer: Answer) -> Taken | Offered | Refused:
    value = cell.value
    if isinstance(value, bool):
        return refused(
            phrase("this is a yes or a no, and a number is asked"), phrase("write the number: 3; nothing: 0")
        )
    if cell.kind in ("day", "moment", "length"):
        return refused(
            phrase("the spreadsheet has made a day or a time of what was typed (1/2 becomes a day in February)"),
            phrase("write the number alone; a part and its whole in two cells. If it is shown as a day again, set the "
                   "format of the cell to “Number” first"),
        )  # fmt: skip
    if isinstance(value, Decimal):
        if "%" in cell.format:
            return _percentage(answer, f"{value * 100:f}")
        why = _shown_otherwise(cell.format)
        return Taken(whole(value)) if why is None else Offered(whole(value), why)
    return _number_in_text(str(value), answer)


def _number_in_text(text: str, answer: Answer) -> Taken | Offered | Refused:
    if re.search("[%٪％‰]", text) or re.search(r"\b(?:pct|pour ?cent|procent|percent)\b", text, re.IGNORECASE):
        return _percentage(answer, re.sub(r"\s*[%٪％‰].*", "", text))
    share = re.fullmatch(r"\s*(\d+)\s*(?:/|sur|op|van|of|على)\s*(\d+)\s*", text)
    if share:
        return refused(
            phrase("this is a part of a whole, and one number is asked"),
            phrase("write {part} and {whole} in two cells, where the form has them; else the number alone"),
            part=str(int(share[1])),
            whole=str(int(share[2])),
        )
    found = meant_number(text)
    if found is None:
        return refused(phrase("this is no number"), phrase("write the number alone, in digits: 3 or 12.5"))
    if len(found) > 1:
        return refused(
            phrase("this can be read in two ways: as {one} and as {other}"),
            phrase("write it without the sign for thousands, with all its decimals or none"),
            one=Digits(found[0]),
            other=Digits(found[1]),
        )
    number = whole(Decimal(found[0]))
    if re.fullmatch(r"\d+", text.strip()):  # digits alone, of whichever script: nothing else can be meant
        return Taken(number)
    return Offered(number, Message(phrase("a number that was typed as text")))


def _percentage(answer: Answer, percent: str) -> Refused:
    shown = Digits(percent.rstrip("0").rstrip(".") if "." in percent else percent)
    if answer.fills in ("numerator", "denominator", "part_numerator", "part_denominator"):
        return refused(
            phrase("this is a percentage ({percent} %), and what it is made of is asked"),
            phrase("write how many of how many, in two cells: of 25 persons 10 are 10 and 25"),
            percent=shown,
        )
    return refused(
        phrase("this is a percentage ({percent} %), and the spreadsheet keeps it as a hundredth of what is seen"),
        phrase("write the number alone, in the unit that the row names, without the sign: {percent}"),
        percent=shown,
    )


_SIGNS = re.compile(
    r"€|\$|£|¥|₣|\b(?:EUR|USD|GBP|CHF|MAD|DH|DHS|DA|DT|CFA|FCFA|XOF|XAF|FB|CDF|FC)\b|\beuros?\b|\bdirhams?\b|درهم|يورو|د\.م\.?",
    re.IGNORECASE,
)
SAME_SIGN = {
    **dict.fromkeys(("€", "EURO", "EUROS", "يورو"), "EUR"),
    **dict.fromkeys(("DH", "DHS", "DIRHAM", "DIRHAMS", "درهم", "د.م", "د.م."), "MAD"),
    "$": "USD",
    "£": "GBP",
}
"""What people write for a currency, in capitals."""
_IN_FORMAT = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]|[\\\"_*]")
"""What stands around a sign of a currency in the format of a number: [$€-80C], or quotes."""


_LITERAL = re.compile(r'\[\$[^\]]*\]|\[[^\]]*\]|"([^"]*)"|\\(.)|[_*].')
"""What a format of numbers writes beside a number: in quotes, or behind a backslash; blanks of some width are none."""
_SCALED = re.compile(r"[0#?],+(?![0#?,])")


def _shown_otherwise(format: str) -> Message | None:
    """Why people saw something else than the number in a cell with this format; None where they saw the number."""
    section = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', format, maxsplit=1)[0]
    words = "".join(one[1] or one[2] or "" for one in _LITERAL.finditer(section)).strip()
    if any(one.isalpha() for one in words) and not _SIGNS.fullmatch(words):
        return Message(_BESIDE, {"words": words[:40]})
    if _SCALED.search(_LITERAL.sub("", section)):
        return Message(phrase("the format of the cell shows a thousandth of the number, or less"))
    return None


_BESIDE = phrase("the format of the cell writes “{words}” beside the number")


def _foreign_sign(cell: Cell, currency: str) -> str:
    """The sign of another currency than the budget's beside a number; empty where there is none."""
    return next((one for one in _signs_in(cell) if SAME_SIGN.get(one.upper(), one.upper()) != currency), "")


def _sign_in(cell: Cell) -> str:
    """The sign of a currency that the format of a number writes; empty where it writes none."""
    return next(iter(_signs_in(cell)), "") if isinstance(cell.value, Decimal) else ""


def _signs_in(cell: Cell) -> list[str]:
    shown = (
        str(cell.value)
        if isinstance(cell.value, str)
        else _IN_FORMAT.sub(lambda match: f" {match[1] or ''} ", cell.format)
    )
    return [str(one) for one in _SIGNS.findall(shown)]


_NOT_SAID = frozenset(
    map(
        fold,
        ("n/a", "na", "nihil", "néant", "neant", "nvt", "n.v.t.", "s.o.", "so", "sans objet", "none", "nil", "-", "–",
         "—", "/", "?", "x", "pm", "p.m.", "inconnu", "onbekend", "unknown", "nb", "n.b.", "nd", "n.d.",
         "لا شيء", "لا يوجد"),
    )
)  # fmt: skip


def said_in_words(text: str, otherwise: Refused) -> Refused:
    """The refusal of a text in the place of a number: of “n/a” and its like another one."""
    if fold(text) not in _NOT_SAID:
        return otherwise
    return refused(
        phrase("this says that there is nothing to say, or nothing there: nobody can tell which"),
        phrase(
            "there was none: write 0; nobody knows: leave it empty; no value can be expected: say why in its own column"
        ),
    )


def whole(number: Decimal) -> Decimal:
    """The number without zeros after its point, and without an exponent."""
    return Decimal(f"{number:f}".rstrip("0").rstrip(".")) if "." in f"{number:f}" else Decimal(f"{number:f}")


def _decimals(number: Decimal) -> int:
    return max(-int(number.as_tuple().exponent), 0)
