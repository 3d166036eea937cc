"""Whatever a report says beside its figures stands on the page of its year in every format, and on that of whoever says
it: the texts are looked for as they stand in the files, which another reader reads."""

from __future__ import annotations

import html
import json
import re
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from conftest import BASE, DAY, ROOT, checked, put
from markdown_it import MarkdownIt
from office import book_of, whole_text

from cic.language import Language, language_of
from cic.model.programme import Programme
from cic.pages.annual import Origin, year_report
from cic.pages.annual.question import Question
from cic.pages.parts import tables_apart
from cic.pages.tables import Page, words
from cic.render.formats import TABLES
from cic.render.setting import Setting
from cic.storage.folder import Folder
from cic.storage.loader import load

DEMO = ROOT / "cic" / "scaffold" / "demo"
FULL = """
year: 2031
partnership: alfa-bravo
source: {document: plan, section: "9"}
narrative:
  done: {en: "The roof was laid.\\nAnd the door was hung."}
  difficulties: {fr: Rien ne manquait}
  lessons: {en: Count the tiles}
  next_year: {en: Lay the floor, fr: Poser le sol}
observations: {}
communes:
  bravo:
    observations:
      OS.1:
        value: 1
        text: {fr: Une école, en: One school}
        as_printed: une (1) école
        as_printed_source: {document: plan, section: "5"}
        observed: {start: 2031-03-01, end: 2031-03-09}
        note: {en: Seen from the road}
        evidence:
          - {kind: register, address: register-bravo.pdf, date: 2031-12-05, as_printed: page nine}
          - {kind: register, document: plan, file: evidence/2031/bravo.jpg}
  charlie:
    observations:
      OS.1: {not_applicable: {en: The ground is a lake}}
expenditure:
  partners:
    investment:
      - amount: 12.00
        payments:
          - {amount: 7871.48, currency: XOF, rate: 655.957, rate_source: "The bank, 2 May"}
        note: {en: A bill of the mason}
        evidence: [{kind: invoice, address: bill-1.pdf}]
      - {amount: 3.00, payments: [{amount: 32.70, currency: MAD}], note: {en: Nails}}
      - {amount: 4.00, paid_by: bank, note: {en: The opening}}
    refunds:
      - {amount: 1.50, of: 2031, nature: investment, reason: {en: Two nails too many}, note: {en: In coins},
         evidence: [{kind: receipt, address: coins.pdf}]}
contributions:
  bravo: {amount: 5.00, kind: labour, note: {en: Ten days}, source: {document: plan, section: "11"},
          evidence: [{kind: list, address: days.pdf}]}
"""
FULL_TEXTS = (
    *("The roof was laid.", "And the door was hung.", "Rien ne manquait", "Count the tiles", "Lay the floor"),
    *("plan 5", "One school", "une (1) école", "Seen from the road", "register-bravo.pdf", "page nine"),
    *("evidence/2031/bravo.jpg", "The ground is a lake", "The bank, 2 May", "A bill of the mason", "bill-1.pdf"),
    *("Nails", "Bank of Exampleland, mean of 2031", "The opening", "Two nails too many", "In coins", "coins.pdf"),
    *("Ten days", "plan 11", "days.pdf"),
)


class Said(NamedTuple):
    """What a report says under a key: a text in some languages, words, or a number."""

    key: str
    value: Any

    def shown(self, language: Language, format: str) -> str:
        """As the page of a language has it."""
        if isinstance(self.value, dict):
            text = self.value.get(language.code) or next(iter(self.value.values()))
            return " ".join(text.split())
        if isinstance(self.value, str):
            return " ".join(self.value.split())
        number = Decimal(str(self.value))
        if format in ("json", "csv"):
            return f"{number:f}" if format == "json" else f"{number:f}".replace(".", language.decimal)
        return str(number.normalize()) if format == "xlsx" else language.number(number)


def said_in(tree: Any) -> Iterator[Said]:
    """All that stands in a report beside ids, values and amounts that count."""
    if isinstance(tree, list):
        for one in tree:
            yield from said_in(one)
    elif isinstance(tree, dict):
        for key, value in tree.items():
            if key == "narrative":
                yield from (Said(key, text) for text in value.values())
            elif key in (
                "note",
                "reason",
                "not_applicable",
                "text",
                "as_printed",
                "address",
                "file",
                "rate",
                "rate_source",
            ):
                yield Said(key, value)
            elif key == "payments":
                yield from (Said("paid", one["amount"]) for one in value)
                yield from said_in(value)
            else:
                yield from said_in(value)


class _Exact(yaml.SafeLoader):
    """Numbers as they are written."""


_Exact.add_constructor("tag:yaml.org,2002:float", lambda loader, node: Decimal(loader.construct_scalar(node)))


def reports_of(folder: Path) -> dict[str, Any]:
    return {
        path.as_posix(): yaml.load(path.read_text("utf-8"), _Exact) for path in sorted(folder.glob("reports/*/*.yaml"))
    }


def text_of(format: str, page: Page, language: Language) -> str:
    """All text of a page, as whoever reads the format finds it."""
    setting = Setting(language, width=3000)
    if format == "csv":
        return "\n".join(TABLES["csv"].render(part, setting) for part in tables_apart(page).values())
    return read(format, TABLES[format].render(page, setting))


def read(format: str, made: Any) -> str:
    if format == "docx":
        return " ".join(whole_text(made).split())
    if format == "xlsx":
        cells = [cell.value for sheet in book_of(made).worksheets for row in sheet.iter_rows() for cell in row]
        shown = (str(Decimal(repr(one)).normalize()) if isinstance(one, (int, float)) else str(one) for one in cells)
        return "\n".join(" ".join(one.split()) for one in shown)
    if format == "html":
        made = html.unescape(re.sub("<[^>]*>", " ", made))
    elif format == "markdown":
        tokens = MarkdownIt("commonmark").enable("table").parse(made)
        lines = ("".join(one.content for one in token.children or ()) for token in tokens)
        made = "\n".join(lines).replace("\u2060", "")
    elif format == "json":
        return " ".join(" ".join(text.split()) for text in texts_in(json.loads(made)))
    return " ".join(made.split())


def texts_in(tree: Any) -> Iterator[str]:
    if isinstance(tree, dict):
        for value in tree.values():
            yield from texts_in(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from texts_in(value)
    else:
        yield str(tree)


def page_of(programme: Programme, year: int, language: Language, **asked: Any) -> Page:
    return year_report(programme, Question(year, language=language, **asked), Origin(words("x"), words("x")))


@pytest.fixture(scope="module")
def demo() -> Programme:
    return load(Folder(DEMO), DAY).programme


def test_the_demo_says_as_much_as_we_think() -> None:
    found = [one.key for tree in reports_of(DEMO).values() for one in said_in(tree)]
    counts = {key: found.count(key) for key in set(found)}
    assert counts.keys() >= {"narrative", "note", "not_applicable", "address", "rate", "rate_source", "paid", "reason"}
    assert counts["narrative"] > 100
    assert counts["note"] >= 9
    assert counts["not_applicable"] == 2
    assert counts["rate_source"] == 5


@pytest.mark.slow
@pytest.mark.parametrize("code", ["en", "fr"])
@pytest.mark.parametrize("format", TABLES)
def test_every_text_of_the_demo_stands_in_the_report_of_its_year(demo: Programme, format: str, code: str) -> None:
    language, lost = language_of(code), []
    reports = reports_of(DEMO)
    for year in sorted({tree["year"] for tree in reports.values()}):
        page = text_of(format, page_of(demo, year, language), language)
        for file, tree in reports.items():
            if tree["year"] == year:
                lost += [(file, one) for one in said_in(tree) if one.shown(language, format) not in page]
    assert lost == []


@pytest.mark.slow
@pytest.mark.parametrize("format", [one for one in TABLES if one not in ("csv", "terminal", "xlsx", "docx")])
def test_every_text_of_the_demo_stands_on_the_page_of_who_says_it(format: str, cic) -> None:
    language, lost = language_of("en"), []
    reports = reports_of(DEMO)
    for who in {tree.get("partnership", "programme") for tree in reports.values()}:
        asked = ("--data", DEMO, "--year", 2025, "--width", 3000, "--format", format)
        ran = cic("show", who, *asked)
        assert (ran.code, ran.err) == (0, "")
        page = read(format, ran.out)
        for file, tree in reports.items():
            if tree.get("partnership", "programme") == who:
                lost += [(file, one) for one in said_in(tree) if one.shown(language, format) not in page]
    assert lost == []


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report that says all that a report can say."""
    folder = Path(shutil.copytree(BASE, tmp_path_factory.mktemp("full") / "data"))
    put(folder, {"reports/2031/alfa-bravo.yaml": FULL})
    path = folder / "programme.yaml"
    rates = 'rates: {MAD: {2031: {rate: 10.9, source: "Bank of Exampleland, mean of 2031"}}}\n'
    path.write_text(path.read_text() + rates)
    assert not checked(folder)[0].unread_files
    return folder


@pytest.mark.parametrize("format", TABLES)
def test_all_that_a_report_can_say_is_shown(full: Path, format: str) -> None:
    programme, language = load(Folder(full), DAY).programme, language_of("en")
    page = text_of(format, page_of(programme, 2031, language), language)
    assert [text for text in FULL_TEXTS if text not in page] == []
    amounts = {"json": ("7871.48", "32.70"), "csv": ("7871.48", "32.70"), "xlsx": ("7871.48", "32.7")}
    assert [one for one in amounts.get(format, ("7,871.48", "32.70")) if one not in page] == []
    of_all = text_of(format, page_of(programme, 2031, language, years=(2031, 2032)), language)
    other = text_of(format, page_of(programme, 2032, language), language)
    assert [text for text in FULL_TEXTS if text not in of_all] == []
    assert [text for text in ("The roof was laid.", "bill-1.pdf", "Seen from the road") if text in other] == []


@pytest.mark.slow
def test_who_is_asked_for_is_shown_alone(full: Path, cic) -> None:
    def shown(*asked: object) -> str:
        ran = cic(*asked, "--data", full, "--as-of", "2034-06-30", "--format", "json")
        assert ran.code == 0, ran.err
        return read("json", ran.out)

    whole = shown("show", "alfa-bravo", "--year", 2031)
    assert [text for text in FULL_TEXTS if text not in whole] == []
    of_bravo = shown("show", "bravo", "--year", 2031)
    assert {text for text in FULL_TEXTS if text in of_bravo} == {
        *("plan 5", "One school", "une (1) école", "Seen from the road", "register-bravo.pdf", "page nine"),
        *("evidence/2031/bravo.jpg", "Ten days", "plan 11", "days.pdf"),
    }
    of_indicator = shown("show", "OS.1", "--year", 2031)
    assert {text for text in FULL_TEXTS if text in of_indicator} == {
        *("plan 5", "One school", "une (1) école", "Seen from the road", "register-bravo.pdf", "page nine"),
        *("evidence/2031/bravo.jpg", "The ground is a lake"),
    }
    report = ("report", "--year", 2031)
    assert [text for text in FULL_TEXTS if text not in shown(*report, "--partnership", "alfa-bravo")] == []
    assert [text for text in FULL_TEXTS if text in shown(*report, "--partnership", "delta-echo")] == []
    for narrowed in (("--indicator", "OS.1"), ("--result", "OS")):
        page = shown(*report, *narrowed)
        assert "Seen from the road" in page
        assert "The ground is a lake" in page
        assert not any(
            text in page for text in ("The roof was laid.", "A bill of the mason", "The bank, 2 May", "Ten days")
        )
        assert f"told by a whole partnership: left out, for only {narrowed[1]} is asked for" in page
    of_commune = shown(*report, "--commune", "bravo")
    assert {text for text in FULL_TEXTS if text in of_commune} == {text for text in FULL_TEXTS if text in of_bravo}


@pytest.mark.slow
def test_money_entry_by_entry_is_what_was_spent(demo: Programme) -> None:
    for year in (*demo.years, 2024):
        page = page_of(demo, year, language_of("en"))
        entries = list(page.table("entries").records())
        spent = {row["year"]: row["spent"] for row in page.table("years").records()}
        assert sum(row["amount"] for row in entries) == spent[year]


@pytest.mark.slow
def test_what_is_of_a_person_is_left_out_unless_asked_for(full: Path, cic, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(full, tmp_path / "data"))
    file = folder / "partnerships" / "alfa-bravo.yaml"
    contact = "contacts: {first: {name: Zoe Sampleman, telephones: [02 234 56 78]}}, name: Alfa,"
    file.write_text(file.read_text().replace("name: Alfa,", contact))
    report = folder / "reports" / "2031" / "alfa-bravo.yaml"
    report.write_text(
        report.read_text()
        .replace("Count the tiles", "Ask Zoe Sampleman at 02 234 56 78 for tiles")
        .replace("bill-1.pdf", "bill-Zoe-Sampleman.pdf")
    )
    asked = ("--data", folder, "--year", 2031, "--as-of", "2034-06-30", "--format", "json")
    for command in (("report",), ("show", "alfa-bravo"), ("show", "OS.1")):
        ran = cic(*command, *asked)
        assert ran.code == 0
        assert "Sampleman" not in ran.out
        assert "234 56 78" not in ran.out
    assert "Ask … at … for tiles" in cic("report", *asked).out
    assert "Ask Zoe Sampleman at 02 234 56 78 for tiles" in cic("show", "alfa-bravo", *asked, "--contacts").out


def test_the_first_screen_has_none_of_it(demo: Programme) -> None:
    from cic.pages.sections import SECTIONS_OF_SCREEN

    page = page_of(demo, 2023, language_of("en"), sections=frozenset(SECTIONS_OF_SCREEN))
    assert {table.section for table in page.tables} == set(SECTIONS_OF_SCREEN)
    assert TABLES["table"].render(page).count("Seven collection points") == 0
