"""What people type into cells, and what it is taken for: the answer, a reading to be confirmed, or a refusal."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from cic.base.message import Message
from cic.entry.forms.kinds import Offered, Refused, Taken
from cic.entry.forms.readings import clean_text, reading
from cic.entry.workbook.reading import Cell
from cic.language import ENGLISH
from cic.pages.form.cells import Answer, Choice, labels_of

YES_NO = (Choice(True, Message("yes")), Choice(False, Message("no")))
STEPS = (Choice("draft", "A draft"), Choice("adopted", "Adopted by the council"))
YEARS = (Choice("2030", "2030"), Choice("2031", "2031"))
DAY = datetime.date(2031, 3, 4)


def text(value: str) -> Cell:
    return Cell("text", value)


def number(value: str, format: str = "General") -> Cell:
    return Cell("number", Decimal(value), format)


def read(takes: str, cell: Cell, fills: str = "value", choices: tuple[Choice, ...] = ()) -> object:
    labels = {str(one.label): one.value for one in choices}
    return reading(cell, Answer(fills, ("a", "b"), takes, None, choices), labels, "EUR")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("takes", "cell", "value"),
    [
        ("number", number("12.5"), Decimal("12.5")),
        ("number", number("12"), Decimal(12)),
        ("number", number("1E+3"), Decimal(1000)),
        ("number", text(" 12 "), Decimal(12)),
        ("number", text("٢"), Decimal(2)),
        ("number", text("१२"), Decimal(12)),
        ("number", text("\u200f12\u200e"), Decimal(12)),
        ("number", number("0"), Decimal(0)),
        ("number", number("12500", '#,##0.00 "€"'), Decimal(12500)),
        ("amount", number("12500.5"), Decimal("12500.50")),
        ("amount", number("12500.5", "#,##0.00\\ [$€-80C]"), Decimal("12500.50")),
        ("date", Cell("day", DAY), DAY),
        ("date", Cell("moment", datetime.datetime(2031, 3, 4, 12)), DAY),  # noqa: DTZ001 as it was typed
        ("date", text("2031-03-04"), DAY),
        ("date", text(" 2031/3/4"), DAY),
        ("date", text("٢٠٣١-٠٣-٠٤"), DAY),
        ("currency", text("mad "), "MAD"),
        ("rate", number("10.85"), Decimal("10.85")),
        ("text", text("  Un mot \r\n\r\n\r\n\r\nla suite_x000D_\n"), "Un mot\n\nla suite"),
        ("text", number("2031"), "2031"),
    ],
)
def test_what_is_taken(takes: str, cell: Cell, value: object) -> None:
    assert read(takes, cell) == Taken(value)  # type: ignore[arg-type]


@pytest.mark.parametrize("typed", ["Oui ", "oui", "OUI", "yes", "Ja", "نعم", "x", "TRUE", " vrai"])
def test_yes_in_any_language(typed: str) -> None:
    assert read("choice", text(typed), "achieved", YES_NO) == Taken(True)


@pytest.mark.parametrize("typed", ["Non", "nee ", "لا", "no", "faux"])
def test_no_in_any_language(typed: str) -> None:
    assert read("choice", text(typed), "achieved", YES_NO) == Taken(False)


@pytest.mark.parametrize(
    ("cell", "choices", "value"),
    [
        (Cell("flag", True), YES_NO, True),
        (number("1"), YES_NO, True),
        (number("0"), YES_NO, False),
        (text("a DRAFT."), STEPS, "draft"),
        (text("adopted"), STEPS, "adopted"),
        (number("2031"), YEARS, "2031"),
        (text("٢٠٣١"), YEARS, "2031"),
    ],
)
def test_what_is_chosen(cell: Cell, choices: tuple[Choice, ...], value: object) -> None:
    assert read("choice", cell, "step", choices) == Taken(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("takes", "cell", "value"),
    [
        ("number", text("12,5"), Decimal("12.5")),
        ("number", text("1 250"), Decimal(1250)),
        ("number", text("1\u202f250,5"), Decimal("1250.5")),
        ("number", text("١٢٫٥"), Decimal("12.5")),
        ("number", text("−3"), Decimal(-3)),
        ("amount", text("150.145,16 €"), Decimal("150145.16")),
        ("amount", text("EUR 12,00"), Decimal("12.00")),
        ("amount", Cell("formula", number("25"), "General", "=12+13"), Decimal("25.00")),
        ("date", text("25/12/2031"), datetime.date(2031, 12, 25)),
        ("text", Cell("day", DAY), "2031-03-04"),
        ("text", number("0.5", "0%"), "50 %"),
    ],
)
def test_what_is_offered_and_asked(takes: str, cell: Cell, value: object) -> None:
    found = read(takes, cell)
    assert isinstance(found, Offered), found
    assert found.value == value


@pytest.mark.parametrize(
    ("takes", "fills", "cell", "said"),
    [
        ("number", "value", text("1.250"), "two ways"),
        ("amount", "amount", text("1,250"), "two ways"),
        ("number", "value", text("ten"), "no number"),
        ("number", "value", text("1/2"), "part of a whole"),
        ("number", "value", text("2 sur 5"), "part of a whole"),
        ("number", "numerator", text("50%"), "percentage"),
        ("number", "numerator", number("0.5", "0%"), "percentage (50 %)"),
        ("number", "value", number("0.125", "0.0%"), "percentage (12.5 %)"),
        ("number", "value", text("50 pour cent"), "percentage"),
        ("number", "value", Cell("day", DAY), "day or a time"),
        ("number", "value", Cell("length", "1:30:00"), "day or a time"),
        ("number", "value", Cell("flag", True), "yes or a no"),
        ("number", "value", Cell("error", "#DIV/0!"), "error of the spreadsheet"),
        ("number", "value", Cell("formula", None, "General", "=1+1"), "never calculated"),
        ("number", "value", Cell("formula", Cell("error", "#DIV/0!"), "General", "=1/0"), "error of the spreadsheet"),
        ("number", "value", text("n/a"), "nobody can tell"),
        ("number", "value", text("Néant"), "nobody can tell"),
        ("number", "value", text("-"), "nobody can tell"),
        ("number", "value", number("1E+30"), "more digits"),
        ("number", "numerator", number("-1"), "no minus sign"),
        ("amount", "amount", text("135000 DH"), "amount in DH"),
        ("amount", "amount", number("135000", '#,##0.00 "MAD"'), "amount in MAD"),
        ("amount", "amount", number("135000", "[$د.م.-380A]#,##0"), "amount in"),
        ("amount", "amount", number("-12"), "no minus sign"),
        ("amount", "amount", text("-12,50"), "no minus sign"),
        ("amount", "amount", number("12.345"), "at most 2 decimals"),
        ("amount", "amount", number("1E+14"), "more digits"),
        ("amount", "amount", number("1E+40"), "more digits"),
        ("date", "evidence_date", number("43528"), "a day is asked"),
        ("date", "evidence_date", text("4/3/2019"), "two ways"),
        ("date", "evidence_date", text("31/2/2019"), "no such day"),
        ("date", "evidence_date", text("mars 2019"), "a day is asked"),
        ("currency", "paid_currency", text("DH"), "did you mean MAD"),
        ("currency", "paid_currency", text("euros"), "did you mean EUR"),
        ("rate", "paid_rate", number("0"), "more than zero"),
        ("text", "note", Cell("flag", True), "words are asked"),
        ("text", "note", text("a" * 30_000), "30000 characters"),
    ],
)
def test_what_is_refused(takes: str, fills: str, cell: Cell, said: str) -> None:
    found = read(takes, cell, fills)
    assert isinstance(found, Refused), found
    assert said in str(found.why)
    assert str(found.advice)


def test_words_that_differ_by_capitals_alone_are_told_apart() -> None:
    kinds = (Choice("contract", "Contract"), Choice("contracts", "contract"), Choice("list", "List"))
    answer = Answer("evidence_kind", ("a",), "choice", None, kinds)
    labels = labels_of(answer, ENGLISH)
    assert labels == {"Contract (contract)": "contract", "contract (contracts)": "contracts", "List": "list"}
    for label, value in labels.items():
        assert reading(text(label), answer, labels, "EUR") == Taken(value)


def test_what_is_none_of_the_choices_names_them_and_the_nearest() -> None:
    found = read("choice", text("Adoptd by the council"), "step", STEPS)
    assert isinstance(found, Refused)
    assert "did you mean “Adopted by the council”" in str(found.why)
    assert "A draft" in str(found.advice)
    assert isinstance(read("choice", Cell("day", DAY), "step", STEPS), Refused)
    assert isinstance(read("choice", number("1"), "step", STEPS), Refused)


@pytest.mark.parametrize("typed", ["", "  ", "\u00a0", "\n", "\u200f", "'".strip("'")])
def test_blanks_are_nothing(typed: str) -> None:
    assert read("number", text(typed)) is None
    assert read("text", text(typed)) is None


def test_text_is_without_what_nobody_sees() -> None:
    assert clean_text("a\u202eb\x07c\u200fd \t\n e\ufeff") == "abcd\ne"
    assert clean_text("e\u0301te\u0301") == "été"


def test_amounts_have_the_decimals_of_their_currency() -> None:
    def amount(value: str, currency: str) -> object:
        return reading(number(value), Answer("amount", ("a",), "amount"), {}, currency)

    assert amount("12.345", "TND") == Taken(Decimal("12.345"))
    assert amount("12.3", "TND") == Taken(Decimal("12.30"))
    assert isinstance(amount("12.3456", "TND"), Refused)
    assert amount("12", "JPY") == Taken(Decimal("12.00"))
