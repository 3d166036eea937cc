"""Faults of shape: each is said at its place, with what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import found_in

HEAD = "format: 1\nid: demo\nname: {en: Demo}\ncountry: XA\ncoverage: partial\nsource: {document: plan}\n"


@pytest.mark.parametrize(
    ("line", "code", "column", "says"),
    [
        ("countri: XA", "CIC101", 1, "did you mean country?"),
        ("sector: {code: '1'}", "CIC102", 1, "the key label is missing"),
        ("slogan: {}", "CIC104", 1, ""),
        ("slogan: words", "CIC103", 9, "write fr:, nl: or en: before it"),
        ("slogan: {de: Wort}", "CIC101", 10, "known are fr, nl, en"),
        ("slogan: {en: 12}", "CIC103", 14, "put 12 in quotes"),
        ("slogan: {en: true}", "CIC103", 14, "put true in quotes"),
        ("slogan: {en: ~}", "CIC103", 14, "a text is needed here"),
        ("period: [2031, 2032]", "CIC103", 1, "a block of keys is needed here, not a list"),
        ("period: {start: 31}", "CIC103", 17, "a year of four digits"),
        ("period: {start: '2031'}", "CIC103", 17, "a year of four digits"),
        ("target_groups: {a b: {en: x}}", "CIC104", 17, "letters, digits, dots and hyphens"),
        ("regions: {r: {name: [x]}}", "CIC103", 15, "a text is needed here, not a list"),
        ("organisations: {o: {name: O, role: donnor}}", "CIC104", 36, "did you mean donor?"),
        ("events: {e: {title: {en: x}, start: 2031-13-01}}", "CIC106", 37, "there is no day 2031-13-01"),
        ("events: {e: {title: {en: x}, start: 1.2.2031}}", "CIC103", 37, "write the date as 2031-02-01"),
        ("events: {e: {title: {en: x}, start: 30/02/2031}}", "CIC106", 37, "there is no day 30/02/2031"),
        ("markers: {m: {label: {en: x}, value: two}}", "CIC103", 38, "a number is needed here, not text"),
        ("reporting: {years: 2031}", "CIC103", 20, "a list is needed here, not a number"),
        ("map_legend: {'1': [{commune: bravo}]}", "CIC102", 20, "the key as_printed is missing"),
    ],
)
def test_place_and_advice(base: Path, line: str, code: str, column: int, says: str) -> None:
    (base / "programme.yaml").write_text(HEAD + line + "\n")
    found = [f for f in found_in(base) if f.place.file == "programme.yaml"]
    assert [(f.code, f.place.line, f.place.column) for f in found] == [(code, 7, column)]
    assert says in str(found[0].message)


@pytest.mark.parametrize(
    ("amount", "says"),
    [
        ("150.145,16", "write the amount as 150145.16"),
        ("1 250,5", "write the amount as 1250.5"),
        ("'1,250.00 €'", "write the amount as 1250.00"),
        ("1250.005", "write 1250005.00 if the point stands before thousands"),
        ("1250.0005", "4 decimals"),
        ("about ten", "not text"),
        ("~", "not nothing"),
        ("true", "not true or false"),
        ("99999999999999999", "too large"),
    ],
)
def test_amounts_are_read_one_way(base: Path, amount: str, says: str) -> None:
    path = base / "partnerships" / "delta-echo.yaml"
    path.write_text(
        path.read_text().replace(
            "amount: 40.00, as_printed: Budget 40.00",
            f"amount: {amount if ',' not in amount or amount[0] == chr(39) else chr(39) + amount + chr(39)}",
        )
    )
    (found,) = [f for f in found_in(base) if f.place.file == "partnerships/delta-echo.yaml"]
    assert found.place[1:3] == (7, 16)
    assert found.path == "budget[OS].amount"
    assert says in str(found.message)


def test_missing_key_at_the_top_is_said_at_line_one(base: Path) -> None:
    (base / "strategy.yaml").write_text("# a comment\n{}\n")
    (found,) = found_in(base)
    assert (found.code, found.place.line, str(found.message)) == ("CIC102", 2, "the key texts is missing here")


def test_personal_values_are_never_in_a_message(base: Path) -> None:
    path = base / "partnerships" / "delta-echo.yaml"
    text = path.read_text().replace(
        "{name: Delta,", "{telephones: [0475123456, 32475], emails: {a: b@c.d}, name: Delta,"
    )
    path.write_text(text)
    found = found_in(base)
    assert {f.code for f in found} == {"CIC010", "CIC103"}
    assert all(f.personal for f in found)
    said = " ".join(str(f.message) + str(f.hint) + str(f.figures) + str(f.related) for f in found)
    assert "0475" not in said
    assert "32475" not in said
    assert "b@c" not in said
