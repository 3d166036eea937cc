"""Texts in any language: which one a reader sees, and that what runs from right to left turns nothing round beside it."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from conftest import found_in, put

from cic.language import Foreign, language_of
from cic.pages.tables import Column, Page, Table, words
from cic.render.direction import isolated, parted
from cic.render.formats import TABLES
from cic.render.safe_text import SafeText
from cic.render.setting import Setting

ARABIC, HEBREW = "سجل المدارس 2033", "(פנקס) בתי ספר!"
TAMAZIGHT, LATIN_TAMAZIGHT = "ⵜⵉⵏⵎⵍ", "Tinmel n tmurt"
NAMES = {"ar": ARABIC, "he": HEBREW, "zgh": TAMAZIGHT, "ber": LATIN_TAMAZIGHT}


def page_of(texts: dict[str, str]) -> Page:
    columns = (
        Column("id", words("Id"), "id"),
        Column("text", words("Wording")),
        Column("count", words("Count"), "number"),
    )
    rows = tuple((code, Foreign.of(code, text), 12) for code, text in texts.items())
    notes = (words("{name}: {value}", name="R1", value=ARABIC),)
    return Page(HEBREW, (), (Table("t", words("Indicators"), columns, rows, notes),), (), ())


def rendered(format: str, **options: object) -> str:
    return TABLES[format].render(page_of(NAMES), Setting(language_of("en"), **options))


def test_html_says_language_and_direction() -> None:
    text = re.sub(' data-label="[^"]*"', "", rendered("html"))
    assert f'<td class="text" lang="ar" dir="rtl">{ARABIC}</td>' in text
    assert f'<td class="text" lang="he" dir="rtl">{HEBREW}</td>' in text
    assert f'<td class="text" lang="zgh">{TAMAZIGHT}</td>' in text
    assert f'<td class="text" lang="ber">{LATIN_TAMAZIGHT}</td>' in text
    assert f"R1: <bdi>{ARABIC}</bdi>" in text
    assert f"<h1><bdi>{HEBREW}</bdi></h1>" in text
    assert not re.search("[\u2066-\u2069]", text)


@pytest.mark.parametrize("format", ["table", "terminal", "markdown"])
def test_each_cell_stands_apart_where_there_is_no_markup(format: str) -> None:
    lines = rendered(format, width=90).splitlines()
    (arabic,) = [line for line in lines if " ar " in line or line.startswith("ar ")]
    assert f"\u2068{ARABIC}\u2069" in arabic
    hebrew = next(line for line in lines if line.strip("| ").startswith("he "))
    assert "\u2068" + HEBREW + "\u2069" in hebrew
    assert all(line.count("\u2068") == line.count("\u2069") for line in lines)
    assert any(TAMAZIGHT in line and "\u2068" not in line for line in lines)


@pytest.mark.parametrize("format", ["table", "terminal"])
def test_a_text_that_wraps_is_apart_on_each_line(format: str) -> None:
    page = page_of({"ar": " ".join([ARABIC] * 12)})
    lines = TABLES[format].render(page, Setting(language_of("en"), width=60)).splitlines()
    assert sum("\u2068" in line for line in lines) > 4
    assert all(line.count("\u2068") == line.count("\u2069") <= 1 for line in lines)


def test_machines_get_the_text_as_it_is() -> None:
    rows = json.loads(rendered("json"))["tables"][0]["rows"]
    assert [row["text"] for row in rows] == list(NAMES.values())
    read = list(csv.DictReader(io.StringIO(rendered("csv"))))
    assert [row["text"] for row in read] == list(NAMES.values())


def test_ascii_has_no_signs_that_isolate() -> None:
    assert "2068" not in rendered("table", ascii_only=True)


@pytest.mark.parametrize("sign", "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u200f\u061c")
@pytest.mark.parametrize("format", [name for name, one in TABLES.items() if issubclass(one.kind, SafeText)])
def test_what_a_stranger_brings_stays_an_escape(format: str, sign: str) -> None:
    page = page_of({"ar": f"{ARABIC}{sign}{ARABIC}", "he": f"{sign}{HEBREW}", "ber": f"a{sign}b"})
    text = TABLES[format].render(page, Setting(language_of("en"), width=90))
    ours = re.sub("\u2068([^\u2066-\u2069\n]*)\u2069", r"\1", text)
    assert sign not in ours
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", ours)


def test_parts_make_the_text_again() -> None:
    for text in ("", "plain", ARABIC, f"a {ARABIC} b", f"{HEBREW}  {ARABIC} | x", f"\n{ARABIC}\n"):
        assert "".join(part for part, _ in parted(text)) == text
        assert re.sub("[\u2068\u2069]", "", isolated(text)) == text


@pytest.mark.parametrize(
    ("reader", "text", "shown"),
    [
        ("fr", {"ar": "a", "fr": "b"}, "b"),
        ("nl", {"ar": "a", "fr": "b", "en": "c"}, "b"),
        ("en", {"ar": "a", "zgh": "b"}, "a"),
    ],
    ids=["own", "one-of-the-program's", "the-first"],
)
def test_which_text_a_reader_sees(reader: str, text: dict[str, str], shown: str) -> None:
    assert language_of(reader).text(text) == shown


def with_statement(base: Path, text: str) -> None:
    path = base / "logframe.yaml"
    written = path.read_text(encoding="utf-8")
    path.write_text(written.replace("{en: Each commune has a school}", text), encoding="utf-8")


def test_the_data_may_have_any_language_of_iso_639(base: Path, cic) -> None:
    with_statement(base, f'{{ar: "{ARABIC}", zgh: "{TAMAZIGHT}"}}')
    assert found_in(base) == []
    text = cic("show", "OS.1", "--data", base, "--as-of", "2034-06-30", "--lang", "fr").out
    assert f"\u2068{ARABIC}\u2069" in text
    assert "arabe" in text
    html = cic("show", "OS.1", "--data", base, "--as-of", "2034-06-30", "--format", "html").out
    assert f'lang="ar" dir="rtl">{ARABIC}<' in html


@pytest.mark.parametrize(
    ("code", "meant"),
    [("arab", "ar"), ("ara", "ar"), ("ar-MA", "ar"), ("berber", "ber"), ("français", "fr"), ("Hebrew", "he")],
)
def test_a_code_that_does_not_exist_is_refused_with_the_one_that_was_meant(base: Path, code: str, meant: str) -> None:
    with_statement(base, f"{{{code}: text}}")
    messages = [str(one.message) for one in found_in(base)]
    assert any(f"the key {code} is not known here: did you mean {meant}?" in one for one in messages), messages


def test_without_a_near_one_the_message_says_what_may_stand_there(base: Path) -> None:
    with_statement(base, "{qqq: text}")
    assert any("codes of other languages in ISO 639" in str(one.message) for one in found_in(base))


def test_a_document_may_be_in_any_language(base: Path) -> None:
    put(
        base,
        {
            "documents.yaml": (base / "documents.yaml")
            .read_text(encoding="utf-8")
            .replace("language: en", "language: arab")
        },
    )
    assert any("did you mean ar?" in str(one.message) for one in found_in(base))


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("Note: \u0648\u0635\u0644 12", "\u0648\u0635\u0644 12"),
        ("Note: \u0648\u0635\u0644 12,5 %.", "\u0648\u0635\u0644 12,5 %."),
        ("| Note: \u0648\u0635\u0644 2033-06 | 3 |", "\u0648\u0635\u0644 2033-06"),
        ("Note: \u0648\u0635\u0644 12 \u0637\u0641\u0644 7", "\u0648\u0635\u0644 12 \u0637\u0641\u0644 7"),
        ("Note: \u0648\u0635\u0644 12 children", "\u0648\u0635\u0644"),
        ("Note: \u0648\u0635\u0644: 12", "\u0648\u0635\u0644"),
        ("Note: \u0648\u0635\u0644  12", "\u0648\u0635\u0644"),
        ("Note (\u0648\u0635\u0644 12)", "\u0648\u0635\u0644"),
    ],
)
def test_a_number_that_ends_a_text_stands_with_it(text: str, apart: str) -> None:
    assert [part for part, is_apart in parted(text) if is_apart] == [apart]
