"""What people type: one finding for one mistake, and obeying it gives a file that is right and keeps what was meant."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import DAY, found_in

from cic.diagnostics import Finding
from cic.storage.folder import Folder
from cic.storage.loader import load

REPORT = """\
year: 2031
partnership: alfa-bravo
communes:
  bravo:
    observations:
      OS.1:
        {observation}
        evidence:
          - {{kind: register, address: list.pdf, date: {date}}}
expenditure:
  partners:
    operating: {spending}
"""
NAME = "reports/2031/alfa-bravo.yaml"


def report(
    base: Path, observation: str = "value: 1", date: str = "2031-12-31", spending: str = "{amount: 1.00}"
) -> Path:
    path = base / NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(REPORT.format(observation=observation, date=date, spending=spending), encoding="utf-8")
    return path


def only(base: Path) -> Finding:
    (found,) = (one for one in found_in(base) if one.place.file == NAME)
    return found


AMOUNTS = [
    ("12500,50", "12500.50"), ("12500,00", "12500.00"), ("12.500,00 €", "12500.00"), ("12500,5", "12500.5"), ("1,250.00", "1250.00"),
    ("12 500,00", "12500.00"), ("1\u00a0200,50", "1200.50"), ("1\u202f200,50", "1200.50"), ("1'200.50", "1200.50"), ("1’200,50", "1200.50"),
    ("12500,50 EUR", "12500.50"), ("€ 12500,50", "12500.50"), ("-12500,50", "-12500.50"), ("12500, 50", "12500.50"), ("1.250.000,00", "1250000.00"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "meant"), AMOUNTS)
@pytest.mark.parametrize(
    "form", ["{amount: %s}", "{amount: %s, paid_by: bank}", "{paid_by: bank, amount: %s}", "\n      amount: %s"]
)
def test_an_amount_keeps_its_cents(base: Path, form: str, typed: str, meant: str) -> None:
    report(base, spending=form % typed)
    found = only(base)
    assert re.search(rf"write (?:the amount as )?{re.escape(meant)}$", str(found.message)), found.message
    report(base, spending=form % meant)
    loaded = load(Folder(base), DAY)
    assert not loaded.problems
    (one,) = loaded.programme.reports.values()
    spending = next(iter(one.expenditure["partners"].spendings()))[2]
    assert (spending[0] if isinstance(spending, tuple) else spending).amount == Decimal(meant)


BLOCK_AMOUNTS = [
    ("1 200", "1200"), ("1'200", "1200"), ("1.200,00", "1200.00"), ("1\u00a0200", "1200"), ("1\u2009200", "1200"), ("12500 €", "12500"),
    ("EUR 12500", "12500"), ("12500 euros", "12500"), ('"12500.00"', "12500.00"), ("'12500'", "12500"), ("“12500.00”", "12500.00"),
    ("12500,-", "12500"), ("+12500", "12500"), ("012500", "12500"), ("1_250", "1250"), ("1.250.000", "1250000"), ("1,250", "1250"),
    ("\u221212500,00", "-12500.00"), ("١٢٥٠٠", "12500"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "meant"), BLOCK_AMOUNTS)
def test_an_amount_in_a_block(base: Path, typed: str, meant: str) -> None:
    report(base, spending=f"\n      amount: {typed}")
    assert re.search(rf"write (?:the amount as )?{re.escape(meant)}$", str(only(base).message))
    report(base, spending=f"\n      amount: {meant}")
    assert not load(Folder(base), DAY).problems


@pytest.mark.parametrize(
    ("typed", "number", "currency"),
    [
        ("135000 DH", "135000", "MAD"), ("135000.00 MAD", "135000.00", "MAD"), ("MAD 135.000,00", "135000.00", "MAD"), ("135 000 dirhams", "135000", "MAD"),
        ("135000DH", "135000", "MAD"), ("$ 100", "100", "USD"), ("100 CHF", "100", "CHF"), ("1 000,50 Dhs", "1000.50", "MAD"),
    ],
)  # fmt: skip
def test_another_currency_is_told_as_payments(base: Path, typed: str, number: str, currency: str) -> None:
    report(base, spending=f"\n      amount: {typed}")
    said = str(only(base).message)
    assert f"payments: with amount: {number}, currency: {currency}, its rate: and the rate_source:" in said
    paid = f"{{amount: {number}, currency: {currency}, rate: 10, rate_source: Bank}}"
    amount = (Decimal(number) / 10).quantize(Decimal("0.01"))
    report(base, spending=f"{{amount: {amount}, payments: [{paid}]}}")
    assert not load(Folder(base), DAY).problems


@pytest.mark.parametrize(
    ("typed", "says", "right"),
    [
        ("value: 80%", "write a share as numerator: and denominator:", "numerator: 4\n        denominator: 5"),
        ("value: 12,5 %", "write a share as numerator: and denominator:", "numerator: 1\n        denominator: 8"),
        ("value: 3/4", "write numerator: 3 and denominator: 4, instead of value:", "numerator: 3\n        denominator: 4"),
        ("value: 3 sur 4", "write numerator: 3 and denominator: 4, instead of value:", "numerator: 3\n        denominator: 4"),
        ("value: 12,5", "write the number as 12.5", "value: 12.5"),
        ("value: 1 200", "write the number as 1200", "value: 1200"),
        ("value: 1,200", "write 1200 if the sign stands before thousands, 1.200 if it stands before decimals", "value: 1200"),
        ('value: "3"', "take the quotes away: write 3", "value: 3"),
        ("value: oui", "write achieved: true, instead of value:", "achieved: true"),
        ("value: yes", "write achieved: true, instead of value:", "achieved: true"),
        ("value: true", "write achieved: true, instead of value:", "achieved: true"),
        ("achieved: yes", "write true", "achieved: true"),
        ("achieved: Oui", "write true", "achieved: true"),
        ("achieved: ja", "write true", "achieved: true"),
        ("achieved: vrai", "write true", "achieved: true"),
        ("achieved: x", "write true", "achieved: true"),
        ("achieved: True", "write true", "achieved: true"),
        ('achieved: "yes"', "write true", "achieved: true"),
        ('achieved: "true"', "take the quotes away: write true", "achieved: true"),
        ("achieved: 1", "write true", "achieved: true"),
        ("achieved: nee", "write false", "achieved: false"),
        ("achieved: Non", "write false", "achieved: false"),
        ("achieved: 3", "write value: 3, instead of achieved:", "value: 3"),
        ("achieved: 3/4", "write numerator: 3 and denominator: 4", "numerator: 3\n        denominator: 4"),
        ("valeur: 1", "did you mean value?", "value: 1"),
        ("waarde: 1", "did you mean value?", "value: 1"),
        ("Atteint: true", "did you mean achieved?", "achieved: true"),
        ("réalisé: true", "did you mean achieved?", "achieved: true"),
        ("value:1", "after this colon a blank is missing", "value: 1"),
        ("value：1", "this colon is one of another script", "value: 1"),
        ("value：\u00a01", "this colon is one of another script", "value: 1"),
        ("value:\u00a01", "after this colon stands a blank of another kind", "value: 1"),
        ("value = 1", "an equals sign stands where a colon belongs", "value: 1"),
        ("value\u00a0: 1", "did you mean value?", "value: 1"),
        ("\tvalue: 1", "a tab stands in this line", "value: 1"),
    ],
)  # fmt: skip
def test_a_value(base: Path, typed: str, says: str, right: str) -> None:
    report(base, observation=typed)
    assert says in str(only(base).message)
    report(base, observation=right)
    assert not load(Folder(base), DAY).problems


@pytest.mark.parametrize(("typed", "meant"), [("3,5", "3.5"), ("12,5", "12.5"), ("3,50", "3.50")])
def test_a_value_in_brackets(base: Path, typed: str, meant: str) -> None:
    for form in ("OS.1: {value: %s}", "OS.1: {value: %s, note: {fr: x}}"):
        path = report(base)
        whole = path.read_text().split("      OS.1:")[0]
        path.write_text(f"{whole}      {form % typed}\n")
        found = only(base)
        assert str(found.message) == f"the comma in {typed} ends the value: write {meant}"
        path.write_text(f"{whole}      {form % meant}\n")
        assert not load(Folder(base), DAY).problems


def test_a_table_of_years_in_brackets_is_one_finding_for_each_value(base: Path) -> None:
    path = base / "budget.yaml"
    path.write_text(path.read_text().replace("2031: 20.00, 2032: 10.00", "2031: 20,00, 2032: 10.000,00"))
    said = [str(one.message) for one in found_in(base) if one.place.file == "budget.yaml"]
    assert said == [
        "the comma in 20,00 ends the value: write 20.00",
        "the comma in 10.000,00 ends the value: write 10000.00",
    ]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("31/12/2031", "2031-12-31"), ("31.12.2031", "2031-12-31"), ("31-12-2031", "2031-12-31"), ("31-12-31", "2031-12-31"), ("31/12/31", "2031-12-31"),
        ("2031-12-31T00:00:00Z", "2031-12-31"), ('"2031-12-31 10:30"', "2031-12-31"), ("2031/12/31", "2031-12-31"), ("20311231", "2031-12-31"),
        ("31 décembre 2031", "2031-12-31"), ("31 december 2031", "2031-12-31"), ("1er mars 2031", "2031-03-01"), ("lundi 31 déc. 2031", "2031-12-31"),
        ("1/3/2031", "2031-03-01"), ("2031-3-1", "2031-03-01"), ("12/31/2031", "2031-12-31"), ("“2031-12-31”", "2031-12-31"), ("48213", "2031-12-31"),
        ("31 maart 2031", "2031-03-31"), ("31 aug 2031", "2031-08-31"),
    ],
)  # fmt: skip
def test_a_date(base: Path, typed: str, meant: str) -> None:
    report(base, date=typed)
    assert str(only(base).message) == f"write the date as {meant}"
    report(base, date=meant)
    assert not load(Folder(base), DAY).problems


@pytest.mark.parametrize("typed", ["2031", "décembre 2031", "2031-12", "12/2031", "année 2031"])
def test_a_date_without_its_day(base: Path, typed: str) -> None:
    report(base, date=typed)
    assert "a day is needed here, such as 2019-12-31" in str(only(base).message)


@pytest.mark.parametrize("typed", ["2031-02-30", "31/02/2031", "31 avril 2031", "32-12-2031", "2031-13-01"])
def test_a_day_that_does_not_exist(base: Path, typed: str) -> None:
    report(base, date=typed)
    assert (only(base).code, str(only(base).message)) == ("CIC106", f"there is no day {typed}")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("year: 2031", 'year: "2031"', "take the quotes away: write 2031"),
        ("year: 2031", "year: année 2031", "write the year as 2031"),
        ("year: 2031", "année: 2031", "did you mean year?"),
        ("year: 2031", "jaar: 2031", "did you mean year?"),
        ("year: 2031", "year:2031", "after this colon a blank is missing"),
        ("expenditure:", "dépenses:", "did you mean expenditure?"),
        ("expenditure:", "Uitgaven:", "did you mean expenditure?"),
        ("  partners:", "  Partenaires:", "did you mean partners?"),
        ("    operating:", "    fonctionnement:", "did you mean operating?"),
        ("    operating:", "    Werkingskosten:", "did you mean operating?"),
        ("amount:", "montant:", "did you mean amount?"),
        ("amount:", "bedrag:", "did you mean amount?"),
        ("        evidence:", "        preuves:", "did you mean evidence?"),
        ("kind:", "type:", "did you mean kind?"),
        ("kind:", "soort:", "did you mean kind?"),
        ("{amount: 1.00}", "{amount:1.00}", "after the colon of amount a blank is missing"),
        ("          - {kind", "          – {kind", "– does not begin an item of a list"),
        ("          - {kind", "          • {kind", "• does not begin an item of a list"),
        ("address: list.pdf", "address: “a, b: c”", "straight quotation marks"),
        ("  bravo:", "\u00a0\u00a0bravo:", "this line begins with blanks of another kind"),
    ],
)
def test_a_key_or_a_sign(base: Path, old: str, new: str, says: str) -> None:
    path = report(base)
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))
    found = only(base)
    assert says in f"{found.message} {found.hint}", found


OTHER = [
    (b"PK\x03\x04" + b"\0" * 30 + b"xl/workbook.xml", "a spreadsheet of Excel (.xlsx)"),
    (b"PK\x03\x04" + b"\0" * 30 + b"word/document.xml", "a document of Word (.docx)"),
    (b"PK\x03\x04" + b"\0" * 30 + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "LibreOffice (.ods)"),
    (b"PK\x03\x04" + b"\0" * 30 + b"budget.yaml", "a compressed archive (.zip)"),
    (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "a PDF document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "an older Microsoft Office"),
    (b"{\\rtf1\\ansi year: 2031}", "a text of a word processor (.rtf)"),
    (b"\x89PNG\r\n\x1a\n\0\0", "a picture"),
    (b"<!DOCTYPE html>\n<html><head><title>R&amp;D *</title></head>\n</html>\n", "a web page"),
    (b"\n<html lang='fr'>\n<p>a: b</p>", "a web page"),
    (b'<?xml version="1.0"?>\n<a>1</a>', "a web page (HTML, or XML)"),
    (b'[{"year": 2031}]', "JSON"),
    (b"year;partnership;value\n2031;alfa-bravo;1\n", "a table (CSV)"),
    (b'"year","partnership"\n"2031","alfa-bravo"\n', "a table (CSV)"),
    (b"year\tpartnership\n2031\talfa-bravo\n", "a table (CSV)"),
    (b"> year: 2031\n> partnership: alfa-bravo\n", "a text quoted in an e-mail"),
    (b"From: a@example.org\nTo: b@example.org\nSubject: Report\n\nHello,\nhere it is.\n", "an e-mail"),
    (b"year: 2031\rpartnership: alfa-bravo\rcommunes: {}\r", "end as on an old Mac"),
    ("year: 2031\npartnership: alfa-bravo\n".encode("utf-16"), "UTF-16"),
    ("year: 2031\npartnership: alfa-bravo\n".encode("utf-16-le"), "UTF-16"),
    ("year: 2031\npartnership: alfa-bravo\n".encode("utf-16-be"), "UTF-16"),
    (b"", "the file holds nothing"),
    (b"  \n\n", "the file holds nothing"),
    (b"# year: 2031\n# nothing yet\n", "nothing but comments"),
]


def test_a_block_of_json_is_yaml_too(base: Path) -> None:
    report(base).write_bytes(b'{\n  "year": 2031,\n  "partnership": "alfa-bravo"\n}\n')
    assert found_in(base) == []


@pytest.mark.parametrize(("raw", "says"), OTHER, ids=[says for _, says in OTHER])
def test_a_file_that_is_something_else_is_one_finding_that_says_what(base: Path, raw: bytes, says: str) -> None:
    report(base).write_bytes(raw)
    found = only(base)
    assert says in str(found.message)
    assert found.place.line == 1
    assert str(found.hint)


@pytest.mark.parametrize(
    ("currency", "typed", "says"),
    [
        ("TND", "1.250,500", "write the amount as 1250.500"),
        ("TND", "1250.500", "take the quotes away: write 1250.500"),
        ("TND", "1.250", "write 1250 if the sign stands before thousands, 1.250 if it stands before decimals"),
        ("TND", "12,5005", "the amount has 4 decimals, the currency of the budget has 3"),
        ("TND", "12 TND", "take the quotes away: write 12"),
        ("TND", "12 EUR", "12 EUR is of another currency: write what it is in the currency of the budget"),
        ("EUR", "1.250,500", "the amount has 3 decimals, a cent is the smallest"),
        ("EUR", "1.250", "write the amount as 1250"),
        ("EUR", "12 TND", "12 TND is of another currency: write what it is in the currency of the budget"),
    ],
)
def test_an_amount_in_quotes_has_the_decimals_of_the_currency(base: Path, currency: str, typed: str, says: str) -> None:
    budget, partnership = base / "budget.yaml", base / "partnerships/alfa-bravo.yaml"
    budget.write_text(budget.read_text().replace("currency: EUR", f"currency: {currency}"))
    partnership.write_text(partnership.read_text().replace("amount: 60.00", f'amount: "{typed}"'))
    assert says in [str(one.message) for one in found_in(base)]
