"""Faults of shape: each is said at its place, with what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import found_in
from pydantic import ValidationError
from samples import SMALL

from cic.model.kinds import kind_of_file
from cic.source import read_yaml
from cic.storage.shape import shape_problems

HEAD = "format: 1\nid: demo\nname: {en: Demo}\ncountry: XA\ncoverage: partial\nsource: {document: plan}\n"


@pytest.mark.parametrize(
    ("line", "code", "column", "says"),
    [
        ("countri: XA", "CIC101", 1, "did you mean country?"),
        ("sector: {code: '1'}", "CIC102", 1, "the key label is missing"),
        ("slogan: {}", "CIC104", 1, "write the text after fr:, nl: or en:"),
        ("slogan: words", "CIC103", 9, "write fr:, nl: or en: before it"),
        ("slogan: {qqq: Wort}", "CIC101", 10, "known are fr, nl, en and the codes of other languages"),
        ("slogan: {Englisch: word}", "CIC101", 10, "known are fr, nl, en"),
        ("slogan: {deu: Wort}", "CIC101", 10, "did you mean de?"),
        ("slogan: {en: 12}", "CIC103", 14, "put 12 in quotes"),
        ("slogan: {en: true}", "CIC103", 14, "put true in quotes"),
        ("slogan: {en: ~}", "CIC103", 14, "a text is needed here"),
        ("period: [2031, 2032]", "CIC103", 1, "a block of keys is needed here, not a list"),
        ("period: {start: 31}", "CIC103", 17, "a year of four digits"),
        ("period: {start: '2031'}", "CIC103", 17, "take the quotes away: write 2031"),
        ("target_groups: {a b: {en: x}}", "CIC104", 17, "letters without accents, digits, dots, hyphens"),
        ("regions: {r: {name: [x]}}", "CIC103", 15, "a text is needed here, not a list"),
        ("organisations: {o: {name: O, role: donnor}}", "CIC104", 36, "did you mean donor?"),
        ("events: {e: {title: {en: x}, start: 2031-13-01}}", "CIC106", 37, "there is no day 2031-13-01"),
        ("events: {e: {title: {en: x}, start: 1.2.2031}}", "CIC103", 37, "write the date as 2031-02-01"),
        ("events: {e: {title: {en: x}, start: 30/02/2031}}", "CIC106", 37, "there is no day 30/02/2031"),
        ("markers: {m: {label: {en: x}, value: two}}", "CIC103", 38, "a number is needed here, not text"),
        ("reporting: {years: [2031], year_begins: 4-1}", "CIC104", 41, "such as 04-01; the 28th is the latest"),
        ("reporting: {years: [2031], year_begins: 02-29}", "CIC104", 41, "month and day of the first day are needed"),
        ("period: {start: 2031-Q1}", "CIC103", 17, "write what is of 2031-Q1 under 2031"),
        ("period: {start: 2031-07}", "CIC103", 17, "write what is of 2031-07 under 2031"),
        ("reporting: {years: 2031}", "CIC103", 20, "a list is needed here, not a number"),
        ("sector: {code: '1', label: {en: x}, 5: z}", "CIC101", 37, "the key 5 is not known here; known are code"),
        ("period: {start: 2032, end: 2031}", "CIC104", 1, "ends in 2031, before it starts in 2032"),
        ("period: {start: 1900, end: 2200}", "CIC104", 1, "has 301 years, at most 20 can be true"),
        ("events: {e: {title: {en: x}, start: 2031-02-01, end: 2031-01-31}}", "CIC104", 10, "before the first day"),
        ("organisations: {o: {name: O, role: ~}}", "CIC104", 36, "one of these words is needed here, not nothing:"),
        ("organisations: {o: {name: O, role: true}}", "CIC104", 36, "not true or false: applicant"),
        ("organisations: {o: {name: O, role: ''}}", "CIC104", 36, "not nothing: applicant"),
        ("slogan_source: {document: ''}", "CIC104", 27, "nothing stands between the quotes: write letters"),
        ("slogan_source: {document: " + "x" * 101 + "}", "CIC104", 27, "has 101 characters, at most 100"),
        ("regions: ~", "CIC103", 10, "write the keys of the block below"),
        ("stakeholders: {a: ~}", "CIC103", 19, "write the text after fr:, nl: or en:"),
        ("reporting: {years: ~}", "CIC103", 20, "not nothing: a line that begins with “- ” for each item"),
        ("period: {start: 1899}", "CIC103", 17, "from 1900 to 2200, without quotes"),
        ("reporting: {years: [2031.5]}", "CIC103", 21, "a year of four digits"),
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


def leaves(value: object, path: tuple = ()) -> Iterator[tuple]:
    """The path of every key and item."""
    for key, item in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield (*path, key)
        yield from leaves(item, (*path, key))


ODD = [
    None,
    True,
    5,
    -3,
    Decimal("1.5"),
    "",
    " ",
    "x" * 300,
    [],
    [1],
    {},
    {5: 1},
    10**17,
    "a b",
    "2019-02-30",
    {"fr": ""},
]


@pytest.mark.parametrize("name", sorted(SMALL))
@pytest.mark.slow
def test_every_fault_of_shape_is_said_in_plain_words(name: str) -> None:
    """Whatever stands wherever, as value or as key: no word of the library that validates."""
    kind = kind_of_file(name)
    for path in list(leaves(read_yaml(name, SMALL[name]).data))[:40]:
        for odd in ODD:
            for as_key in (False, True):
                data = read_yaml(name, SMALL[name]).data
                parent = data
                for key in path[:-1]:
                    parent = parent[key]
                if not as_key:
                    parent[path[-1]] = odd
                elif isinstance(parent, dict) and isinstance(odd, (str, int)):
                    parent[odd] = parent[path[-1]]
                try:
                    kind.model.model_validate(data)
                except ValidationError as error:
                    for found in shape_problems(name, kind.model, data, error):
                        said = str(found.message)
                        assert not re.search(
                            r"[Ii]nput|[Dd]ictionary|[Ss]tring|None|True|should|cannot be read", said
                        ), said
                        assert len(said) < 900
                        where = found.where
                        assert where.path[: len(path) - 1] == path[:-1], (path, where)


def test_what_is_not_listed_is_counted(base: Path) -> None:
    lines = "".join(f"  k{n}: 1\n" for n in range(250))
    (base / "strategy.yaml").write_text("texts: {}\nextra_:\n" + lines)
    (base / "programme.yaml").write_text(HEAD + "".join(f"k{n}: 1\n" for n in range(250)))
    found = [f for f in found_in(base) if f.place.file == "programme.yaml"]
    assert len(found) == 100
    assert str(found[-1].message).endswith("; 150 faults more in this file")
    (base / "programme.yaml").write_text(HEAD + "sector: [" + "no, " * 250 + "]\n")
    said = [str(f.message) for f in found_in(base) if f.code == "CIC010"]
    assert (len(said), said[-1].rpartition("; ")[2]) == (100, "150 faults more in this file")
    for text, code in (("a: [" + "*b, " * 250 + "]", "CIC009"), ("a: '" + "\x07" * 250 + "'", "CIC005")):
        (base / "strategy.yaml").write_text(text)
        said = [str(f.message) for f in found_in(base) if f.code == code]
        assert (len(said), said[-1].rpartition("; ")[2]) == (100, "150 faults more in this file")


def test_a_reading_rests_on_something_and_speaks_of_a_key(base: Path) -> None:
    path = base / "programme.yaml"
    whole = path.read_text()
    assert "  league:" in whole or "league: {" in whole
    for reading, said in (
        ("{role: {why: {en: so}}}", "say what the reading rests on: the printed words, or who says so outside"),
        ("{roles: {words: so}}", "roles is no key of this block, of which a reading could speak"),
    ):
        path.write_text(whole.replace("role: applicant", f"role: applicant, reading: {reading}", 1))
        (found,) = [f for f in found_in(base) if f.place.file == "programme.yaml"]
        assert str(found.message) == said
    path.write_text(whole.replace("role: applicant", "role: applicant, reading: {role: {outside: a law}}", 1))
    assert found_in(base) == []


def test_a_label_names_a_key_of_its_file(base: Path) -> None:
    path = base / "logframe.yaml"
    whole = path.read_text()
    path.write_text(whole + "labels: {baseline: Start, targets.value: Promise}\n")
    assert found_in(base) == []
    path.write_text(whole + "labels: {baselin: Start}\n")
    (found,) = found_in(base)
    assert str(found.message) == "baselin is no key of this file, which a label could name"
