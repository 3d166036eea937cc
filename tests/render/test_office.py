"""Workbooks and documents: every figure and text of the page stands in them, nothing of strangers runs, and the same page
is the same file. Both are read back by libraries of others."""

from __future__ import annotations

import datetime
import itertools
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from itertools import pairwise
from pathlib import Path
from shutil import which
from typing import Any

import docx
import pytest
from conftest import DAY, ROOT, shipped_programme
from every_cell import every_cell
from held import made_by
from hypothesis import given
from hypothesis import strategies as st
from office import book_of, day_in, document_of, number_in, parts, whole_text

from cic.analysis.status import Coverage, Status
from cic.base.periods import Period
from cic.language import Language, language_of
from cic.pages.annual import Origin, year_report
from cic.pages.annual.explanation import explanation
from cic.pages.annual.question import Question
from cic.pages.tables import Chart as Picture
from cic.pages.tables import Column, Derived, Fact, Mark, Page, State, Table, Term, value_in, words
from cic.render.formats import TABLES
from cic.render.headline import headlines
from cic.render.office.parts import charts_of
from cic.render.office.sheet_cells import exact_number
from cic.render.office.sheet_names import sheet_names, units
from cic.render.office.word_text import runs
from cic.render.safe_file import ActiveError, DocxFile, OfficeFile, XlsxFile
from cic.render.safe_text import sanitized
from cic.render.setting import Setting
from cic.storage.folder import Folder
from cic.storage.loader import load

DEMO = ROOT / "cic" / "scaffold" / "demo"
LANGUAGES = ("en", "fr", "nl")
WORLDS = sorted(one.name for one in (ROOT / "tests" / "worlds").iterdir())
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ORIGIN = Origin(words("commit 0"), words("checked"))


def demo(code: str, **asked: Any) -> Page:
    return year_report(load(Folder(DEMO), DAY).programme, Question(2023, language=language_of(code), **asked), ORIGIN)


def world(name: str, code: str) -> Page:
    """A programme of another kind, in a year with reports."""
    programme = load(Folder(ROOT / "tests" / "worlds" / name), DAY).programme
    return year_report(programme, Question(2032, language=language_of(code)), ORIGIN)


def told() -> Page:
    """Long texts: one that a document tells below its names, with its paragraphs."""
    columns = (Column("who", words("Who"), "id"), Column("text", words("Text")), Column("more", words("Reason")))
    long = "First paragraph, of the year. " * 30 + "\nمرحبا 2031 بالعالم, said they.\n" + "Last. " * 20
    return Page("", (), (Table("told", "Told", columns, (("alfa", long, None), ("bravo", "short", "why"))),))


PAGES: dict[str, Callable[[], Page]] = {
    "every cell": every_cell,
    "told": told,
    "2019": lambda: year_report(shipped_programme(), Question(2019), ORIGIN),
    "2017 to 2021": lambda: year_report(shipped_programme(), Question(2019, tuple(range(2017, 2022))), ORIGIN),
    "demo": lambda: demo("en"),
    "demo by commune": lambda: demo("en", by="commune"),
    "demo fr": lambda: demo("fr"),
    "demo nl": lambda: demo("nl"),
    "a partnership fr": lambda: demo("fr", partnership="fictiebeek-quelquepart"),
    # with periods, levels, disaggregation, activities, texts that run from the right, partners, no communes
    **{f"{name} {code}": partial(world, name, code) for name, code in zip(WORLDS, itertools.cycle(LANGUAGES))},
}


@pytest.fixture(scope="module", params=PAGES)
def asked(request) -> tuple[Page, Language]:
    code = request.param[-2:] if request.param[-2:] in LANGUAGES else "en"
    return PAGES[request.param](), language_of(code)


def rendered(format: str, page: Page, language: Language | None = None) -> bytes:
    return TABLES[format].render(page, Setting(language or language_of("en")))


def sheets_of(book: Any, page: Page) -> list[Any]:
    """The sheet of each table of which there is something to say: behind the first, and the charts."""
    first = 2 if any(True for _ in charts_of(page)) else 1
    return book.worksheets[first : first + sum(bool(table.rows or table.notes) for table in page.tables)]


def said(value: Any, language: Language) -> str:
    """A text in a cell."""
    if isinstance(value, Status):
        return f"{value.symbol} {language.say(words(value.value))}"
    if isinstance(value, State):
        return language.say(words(value.value))
    if isinstance(value, Period):
        return language.period(value)
    name = value.name if isinstance(value, Term) else str(value) if isinstance(value, int) else value
    return name if isinstance(name, str) else language.say(name)


def test_a_quarter_is_no_year() -> None:
    quarter = Period(2031, 4, 3, datetime.date(2031, 7, 1), datetime.date(2031, 9, 30))
    page = Page("", (), (Table("t", "T", (Column("when", "When", "year"),), ((quarter,), (2031,))),))
    (sheet,) = sheets_of(book_of(rendered("xlsx", page)), page)
    assert [sheet["A3"].value, sheet["A4"].value] == ["2031-Q3", 2031]


def cells_of(column: Column, value: Any, takes_two: bool, language: Language) -> list[Any]:
    """What must stand in the cells of a row for a value: worked out from the value, not by the code of the format."""
    if isinstance(value, Coverage):
        return [Decimal(value.reported_by), Decimal(value.expected)]
    if isinstance(value, Decimal):
        one: Any = value / 100 if column.kind in ("percent", "progress") else value
    elif isinstance(value, (Status, State)) and column.as_sign and getattr(value, "symbol", ""):
        one = value.symbol
    elif value is None or (isinstance(value, (datetime.date, int)) and not isinstance(value, Period)):
        one = Decimal(value) if isinstance(value, int) else value
    else:
        one = "\n".join(map(sanitized, said(value, language).split("\n")))
    return [one, *([None] if takes_two else [])]


def read(cell: Any) -> Any:
    assert cell.data_type in ("s", "n", "d"), cell
    assert cell.hyperlink is None
    if isinstance(cell.value, datetime.datetime):
        return day_in(cell.value)
    if isinstance(cell.value, (int, float)):
        return number_in(cell.value)
    return cell.value if cell.value is None else str(cell.value)


def joined_to(table: Table, at: int) -> Iterator[int]:
    """The columns that people read in the same cell."""
    return itertools.takewhile(lambda n: table.columns[n].joined, range(at + 1, len(table.columns)))


def test_every_cell_of_a_workbook_is_that_of_the_page(asked: tuple[Page, Language]) -> None:
    page, language = asked
    book = book_of(rendered("xlsx", page, language))
    document = json.loads(TABLES["json"].render(page))
    made = [(one, exact) for one, exact in zip(page.tables, document["tables"], strict=True) if one.rows or one.notes]
    for (whole, exact), sheet in zip(made, sheets_of(book, page), strict=True):
        # a column in which nothing stands is left out
        own = [
            n
            for n in range(len(whole.columns))
            if n == 0
            or not whole.rows
            or any(row[at] is not None for row in whole.rows for at in (n, *joined_to(whole, n)))
        ]
        table = whole._replace(
            columns=tuple(whole.columns[n] for n in own), rows=tuple(tuple(row[n] for n in own) for row in whole.rows)
        )
        assert sanitized(said(table.title, language)) in sheet["A1"].value
        takes_two = [
            any(isinstance(value_in(row[n]), Coverage) for row in table.rows) for n in range(len(table.columns))
        ]
        heads = [
            title
            for column, two in zip(table.columns, takes_two, strict=True)
            for title in [said(column.title, language), *([language.say(words("out of"))] if two else [])]
        ]
        assert [sheet.cell(2, n).value for n, _ in enumerate(heads, 1)] == heads
        assert len(exact["rows"]) == len(table.rows)
        for number, (row, record) in enumerate(zip(table.rows, exact["rows"], strict=True), 3):
            expected = [
                cell
                for column, value, two in zip(table.columns, map(value_in, row), takes_two, strict=True)
                for cell in cells_of(column, value, two, language)
            ]
            assert [read(sheet.cell(number, n)) for n, _ in enumerate(expected, 1)] == expected
            for column, value in zip(table.columns, map(value_in, row), strict=True):
                assert not isinstance(value, Decimal) or Decimal(record[column.key]) == value
        below = [read(cell) for (cell,) in sheet.iter_rows(min_row=len(table.rows) + 3, max_col=1) if cell.value]
        assert below[len(below) - len(table.notes) :] == [sanitized(language.say(note)) for note in table.notes]
        assert sheet.freeze_panes is not None
        assert not table.rows or sheet.auto_filter.ref.startswith("A2:")
    shown = list(zip(sheets_of(book, page), [table for table in page.tables if table.rows or table.notes], strict=True))
    about = book.worksheets[0]
    links = [(row[1].value, row[1].hyperlink.location) for row in about.iter_rows(max_col=2) if row[1].hyperlink]
    own = [(sanitized(said(table.title, language)), to(sheet)) for sheet, table in shown]
    ours = [(language.say(words(name)), name) for name in ("Charts", "Figures of the charts")]
    drawn = [(name, to(book[name])) for name, _ in ours] if any(True for _ in charts_of(page)) else []
    assert links == [*drawn[:1], *own, *drawn[1:]]
    assert all(sheet["A1"].hyperlink.location == to(about) for sheet, _ in shown)
    for row in about.iter_rows(max_col=2):
        if row[1].hyperlink:
            row[1].hyperlink = None
    # a section of the list below may be called like a fact
    first = {read(row[0]): read(row[1]) for row in reversed(list(about.iter_rows(max_col=2))) if row[0].value}
    for fact in page.facts:
        (value,) = cells_of(Column("value", ""), value_in(fact.value), False, language)
        assert first[said(fact.name, language)] == value
    for one in page.highlights:
        assert sanitized(language.say(one)) in first
    for title in (table.title for table in page.tables):
        assert any(sanitized(said(title, language)) in str(row[1].value) for row in about.iter_rows(max_col=2))
    for headline in headlines(page, language):
        value = first[headline.name]
        assert isinstance(value, datetime.date) or str(value).startswith(headline.text)


def to(sheet: Any) -> str:
    return f"'{sheet.title.replace(chr(39), chr(39) * 2)}'!A1"


def test_a_table_of_which_there_is_nothing_to_say_takes_a_line(tmp_path: Path) -> None:
    columns = (Column("a", "A"), Column("b", "B"))
    tables = (
        Table("t", "Empty", columns, (), section="money"),
        Table("u", "Noted", columns, (), (words("Signs: {signs}", signs="x"),), "money"),
        Table("v", "Full", columns, (("x", "y"),), section="missing"),
    )
    book = book_of(rendered("xlsx", Page("Title", (), tables)))
    assert book.sheetnames == ["Report", "Noted", "Full"]
    about = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows(max_col=2)]
    assert about[-4:] == [["Section", "Table"], ["Money", "Empty: (nothing)"], [None, "Noted"], ["Missing", "Full"]]
    colours = [book[name].sheet_properties.tabColor.rgb for name in ("Noted", "Full")]
    assert len(set(colours)) == 2


def test_a_text_does_not_touch_the_figure_before_it() -> None:
    columns = (Column("n", "N", "number"), Column("a", "A"), Column("b", "B"))
    page = Page("", (), (Table("t", "T", columns, ((Decimal(2), "x", "y"),)),))
    (sheet,) = sheets_of(book_of(rendered("xlsx", page)), page)
    assert [sheet.cell(row, n).alignment.indent for row in (2, 3) for n in (1, 2, 3)] == [0, 1, 0, 0, 1, 0]


def test_whatever_stands_in_a_cell_has_room() -> None:
    """Days and figures in one line, whatever the kind of their column; texts on as many lines as they need; titles too."""
    day, long = datetime.date(2031, 9, 30), "words of a reason " * 30
    columns = (Column("a", "A"), Column("b", "B"), Column("c", "C"))
    table = Table("t", "A title of many words " * 8, columns, ((day, long, Decimal("123456789.25")), (None, "x", None)))
    page = Page("", (), (table,))
    (sheet,) = sheets_of(book_of(rendered("xlsx", page, language_of("fr"))), page)
    widths = [sheet.column_dimensions[name].width for name in "ABC"]
    assert widths[0] > len("30 septembre 2031")
    assert widths[2] > len("123.456.789,25")
    assert sheet.row_dimensions[3].height >= 15 * len(long) / widths[1]
    assert sheet.row_dimensions[4].height in (None, 15)
    assert sheet["A1"].alignment.wrap_text
    assert sheet["A1"].coordinate in sheet.merged_cells
    assert sheet.row_dimensions[1].height > 40


def test_texts_beside_many_columns_leave_the_others_room_on_paper() -> None:
    for many, widest in ((3, 61), (12, 29)):
        columns = (Column("a", "A"), *(Column(f"n{n}", "N", "number") for n in range(many)))
        table = Table("t", "T", columns, (("a wording " * 12, *map(Decimal, range(many))),))
        page = Page("", (), (table,))
        (sheet,) = sheets_of(book_of(rendered("xlsx", page)), page)
        assert sheet.column_dimensions["A"].width == pytest.approx(widest, abs=1)
        assert sheet.row_dimensions[3].height >= 15 * 120 / widest


def test_amounts_to_the_cent_have_two_decimals_and_shares_a_sign() -> None:
    page = every_cell()
    sheets = sheets_of(book_of(rendered("xlsx", page)), page)
    assert sheets[1]["C3"].number_format == "#,##0.00"
    assert (sheets[1]["A3"].number_format, sheets[0]["M4"].number_format) == ("0", "0.00%")
    assert sheets[2]["C3"].is_date


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_an_amount_to_the_cent_is_read_back_as_it_was(amount: Decimal) -> None:
    number = exact_number(amount)
    assert number is not None
    assert Decimal(repr(float(f"{number:.16G}"))) == amount


def test_a_number_that_no_spreadsheet_holds_stands_there_as_text() -> None:
    page = Page("", (), (Table("t", "T", (Column("n", "N", "amount"),), ((Decimal("12345678901234567.89"),),)),))
    (sheet,) = sheets_of(book_of(rendered("xlsx", page)), page)
    assert sheet["A3"].value == "12,345,678,901,234,567.89"


def blocks(document: Any) -> Iterator[tuple[str, Any]]:
    """The paragraphs and tables of a document, in order."""
    for child in document.element.body:
        if child.tag == f"{W}p":
            yield "paragraph", docx.text.paragraph.Paragraph(child, document).text
        elif child.tag == f"{W}tbl":
            table = docx.table.Table(child, document)
            yield "head" if child.find(f".//{W}tblHeader") is not None else "other", table


def rows_of(table: Any) -> list[list[str]]:
    return [["".join(t.text or "" for t in tc.iter(f"{W}t")) for tc in tr.iter(f"{W}tc")] for tr in table._tbl.tr_lst]


def test_every_cell_of_a_document_is_that_of_the_page(asked: tuple[Page, Language]) -> None:
    """As people read it in the table that is plain text, which other tests compare with the JSON."""
    from cic.render.cells import shown

    page, language = asked
    document = document_of(rendered("docx", page, language))
    found = list(blocks(document))
    paragraphs = [text for kind, text in found if kind == "paragraph"]
    tables = iter([table for kind, table in found if kind == "head"])
    for table in page.tables:
        assert sanitized(said(table.title, language)) in paragraphs
        for note in table.notes:
            assert sanitized(language.say(note)) in paragraphs
        seen = shown(table, language)
        if table.is_told:
            named = sum(not one.joined for one in table.columns[: table.named_by])
            for row in seen.rows if table.rows else ():
                assert " · ".join(filter(None, row[:named])) in paragraphs
                for name, text in list(zip(seen.titles, row, strict=True))[named:]:
                    assert not text or language.say(words("{name}: {value}", name=name, value=text)) in paragraphs
            continue
        if table.key == "told":
            assert all(
                any(line in text for text in paragraphs)
                for row in table.rows
                for cell in row
                if cell
                for line in [str(cell)]
            )
            continue
        own = [n for n in range(len(seen.titles)) if n == 0 or any(row[n] for row in seen.rows)]
        expected = [[row[n] for n in own] for row in (seen.titles, *seen.rows)]
        naming = sum(n < sum(not one.joined for one in table.columns[: table.named_by]) for n in own)
        columns = 0
        while table.rows and columns < len(own):
            read_back = rows_of(next(tables))
            named = columns and max(naming, 1)
            width = len(read_back[0]) - named
            assert [row[named:] for row in read_back] == [row[columns : columns + width] for row in expected]
            assert [row[:named] for row in read_back] == [row[:named] for row in expected]
            columns += width
    assert next(tables, None) is None
    everything = whole_text(rendered("docx", page, language))
    for fact in page.facts:
        assert sanitized(said(fact.name, language)) in everything
    for one in page.highlights:
        assert "! " + sanitized(language.say(one)) in paragraphs


def test_charts_show_the_figures_of_the_page(asked: tuple[Page, Language]) -> None:
    page, language = asked
    book, document = book_of(rendered("xlsx", page, language)), document_of(rendered("docx", page, language))
    charts = list(charts_of(page))
    bars = [table for kind, table in blocks(document) if kind == "other" and len(table._tbl.tblGrid.gridCol_lst) > 50]
    assert len(bars) == len(page.charts)
    for chart, table in zip(page.charts, bars, strict=True):
        rows = rows_of(table)
        assert len(rows) == len(chart.marks) * len(chart.columns)
        for mark, row in zip(chart.marks, rows[:: len(chart.columns)], strict=True):
            label = sanitized(" ".join(said(value_in(mark.label), language).split()))
            assert row[0].startswith(label)
            about = row[0].removeprefix(label).strip().removesuffix("…")
            assert sanitized(" ".join((mark.title or mark.about).split())).startswith(about)
            assert bool(about) == bool(mark.about)
            value = value_in(mark.values[0])
            if isinstance(value, Coverage):
                assert row[-1].startswith(str(value.reported_by))
    if charts:
        drawn = book.worksheets[1]
        assert len(drawn._charts) == len(charts)
        figures = book.worksheets[-1]
        numbers = [
            cell.value for row in figures.iter_rows(min_col=2) for cell in row if isinstance(cell.value, (int, float))
        ]
        wanted = [value_in(value) for chart in charts for mark in chart.marks for value in mark.values]
        known = [value for value in wanted if isinstance(value, (int, Decimal, Coverage))]
        assert len(numbers) == sum(2 if isinstance(value, Coverage) else 1 for value in known)


@pytest.mark.parametrize("name", PAGES)
def test_no_table_is_wider_than_the_paper(name: str) -> None:
    code = name[-2:] if name[-2:] in LANGUAGES else "en"
    document = document_of(rendered("docx", PAGES[name](), language_of(code)))
    rooms = [part.page_width.twips - part.left_margin.twips - part.right_margin.twips for part in document.sections]
    at = 0
    for child in document.element.body:
        if child.tag == f"{W}tbl":
            widths = [int(one.get(f"{W}w")) for one in child.tblGrid.gridCol_lst]
            assert sum(widths) <= rooms[at]
            assert min(widths) > 0
        elif child.find(f".//{W}sectPr") is not None:
            at += 1
    assert at == len(rooms) - 1
    assert all(
        sorted((part.page_width.cm, part.page_height.cm)) == pytest.approx([21, 29.7], abs=0.01)
        for part in document.sections
    )


@pytest.mark.slow
@pytest.mark.skipif(not (which("soffice") and which("pdftotext")), reason="needs LibreOffice and poppler")
def test_libreoffice_prints_every_row(tmp_path: Path) -> None:
    """One that loses the rest of a long table is known: it did where no row might be parted over two pages."""
    page = demo("en")
    (tmp_path / "report.docx").write_bytes(rendered("docx", page))
    converted = (
        "soffice",
        f"-env:UserInstallation={(tmp_path / 'office').as_uri()}",
        "--headless",
        "--convert-to",
        "pdf",
    )
    subprocess.run(
        [*converted, "--outdir", str(tmp_path), str(tmp_path / "report.docx")],
        check=True,
        capture_output=True,
        timeout=300,
    )
    printed = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "report.pdf"), "-"], check=True, capture_output=True, timeout=60
    ).stdout.decode()
    files = [str(value) for record in page.table("evidence").records() for value in record.values()]
    named = sum(text.count(".pdf") for text in files)
    assert named > 30
    assert printed.count(".pdf") == named


def test_words_in_place_of_figures_stand_on_one_line_where_there_is_room() -> None:
    columns = (Column("a", "A", "id"), Column("n", "N", "amount"))
    table = Table("t", "T", columns, (("x", State.NOT_REPORTED), ("y", Decimal(2))))
    (own,) = [one for kind, one in blocks(document_of(rendered("docx", Page("", (), (table,))))) if kind == "head"]
    assert own._tbl.tblGrid.gridCol_lst[1].w.twips > len("not reported") * 90


def test_long_tables_keep_lines_together_and_short_ones_rows() -> None:
    for count in (3, 12, 13, 40):
        table = Table("t", "T", (Column("a", "A"), Column("b", "B")), tuple((f"row {n}", "text") for n in range(count)))
        document = document_of(rendered("docx", Page("", (), (table,))))
        (rows,) = [one._tbl.tr_lst for kind, one in blocks(document) if kind == "head"]
        assert len(rows) == count + 1
        assert {row.find(f".//{W}cantSplit") is not None for row in rows} == {count <= 12}
        assert {row.find(f".//{W}keepLines") is not None for row in rows[1:]} == {count > 12}


def test_a_column_with_something_joined_to_it_stays() -> None:
    columns = (Column("a", "A"), Column("b", "B", "number"), Column("year", "Y", "year", joined=True), Column("c", "C"))
    table = Table("t", "T", columns, (("x", None, 2031, None), ("y", None, None, None)))
    document = document_of(rendered("docx", Page("", (), (table,))))
    (own,) = [rows_of(one) for kind, one in blocks(document) if kind == "head"]
    assert own == [["A", "B"], ["x", "(2031)"], ["y", ""]]


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_report_of_a_part_says_of_which(code: str) -> None:
    """Under the title, in the foot of every page, in the properties; amounts have their currency."""
    page, language = demo(code, partnership="fictiebeek-quelquepart"), language_of(code)
    document = document_of(rendered("docx", page, language))
    name = language.say(words("Only the partnership"))
    said_so = language.say(words("{name}: {value}", name=name, value="fictiebeek-quelquepart"))
    assert document.paragraphs[1].text == said_so
    assert "fictiebeek-quelquepart" in document.sections[0].footer.paragraphs[0].text
    assert "fictiebeek-quelquepart" in document.core_properties.title
    written = TABLES["html"].render(page, Setting(language))
    assert f'<p class="of">{said_so}</p>' in written
    assert re.search("<title>.*fictiebeek-quelquepart</title>", written)
    spent = language.say(words("Spent in {year}", year=2023))
    tile = re.search(f"<dt>{spent}</dt><dd>(.*?)</dd>", written)
    assert tile is not None
    assert tile.group(1).endswith("\u00a0EUR")


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_document_answers_first(code: str) -> None:
    """Before attention, head and contents: milestones, money with its share, accounts, check, as the strip of the HTML
    says them; none of it twice."""
    page, language = demo(code), language_of(code)
    document = document_of(rendered("docx", page, language))
    found = list(blocks(document))
    assert [kind for kind, _ in found[:2]] == ["paragraph", "other"]
    first = [row[0] for row in rows_of(found[1][1])]
    values = [" ".join(row[1:]) for row in rows_of(found[1][1])]
    milestones = next(iter(page.table("milestones").records()))
    (year,) = (row for row in page.table("years").records() if row["year"] == 2023)
    assert str(milestones["at_hand"]) in values[1]
    assert str(milestones["due"]) in values[1]
    assert language.amount(Decimal(year["spent_to_date"])) in values[2]  # type: ignore[arg-type]
    assert language.amount(Decimal(year["spent"])) in values[3]  # type: ignore[arg-type]
    assert "%" in values[2]
    assert "%" in values[3]
    assert any(language.say(words("Accounts of {year}", year=2023)) == name for name in first)
    facts = {fact.key: language.say(fact.name) for fact in page.facts}  # type: ignore[arg-type]
    assert (first[0], first[-1]) == (facts["situation_at"], facts["findings"])
    head = next(table for kind, table in found[2:] if kind == "other")
    assert {row[0] for row in rows_of(head)} == set(facts.values()) - {first[0], first[-1]}


def test_more_than_all_looks_other_than_all() -> None:
    share = Column("share", "S", "progress")
    marks = tuple(Mark(f"I{n}", (Decimal(n),), "") for n in (0, 50, 99, 100, 101, 150, 500))
    chart = Picture("c", "C", "bars", (share,), marks, "s")
    table = Table("t", "T", (Column("a", "A", "id"),), (("x",),), section="s")
    document = document_of(rendered("docx", Page("", (), (table,), (), (chart,))))
    (drawn,) = (table for kind, table in blocks(document) if kind == "other")
    looks = []
    for row in drawn._tbl.tr_lst:
        bar = [
            (int(one.grid_span), one.find(f".//{W}shd").get(f"{W}fill") if one.find(f".//{W}shd") is not None else "")
            for one in row.tc_lst[1:-1]
        ]
        assert sum(span for span, _ in bar) == 50
        looks.append([sum(span for span, fill in bar if fill == wanted) for wanted in ("2F5D8A", "E9ECF1", "")])
    assert looks == [[0, 25, 25], [12, 13, 25], [24, 1, 25], [25, 0, 25], [26, 0, 24], [38, 0, 12], [50, 0, 0]]


def test_no_title_stands_below_the_same_title() -> None:
    for code in LANGUAGES:
        document = document_of(rendered("docx", demo(code), language_of(code)))
        texts = [one.text for one in document.paragraphs if one.text]
        assert not [one for one, after in pairwise(texts) if one == after]
        # two tables without a line between them would be one
        assert ("table", "table") not in pairwise(kind.replace("head", "table") for kind, _ in blocks(document))


def test_contents_name_the_sections_alone() -> None:
    page, language = demo("fr"), language_of("fr")
    document = document_of(rendered("docx", page, language))
    listed = [one.text for one in document.paragraphs if one.style.name.startswith("toc")]
    assert listed == [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert 5 < len(listed) < 15


def test_many_columns_go_on_below_with_what_names_the_rows() -> None:
    columns = (Column("id", "Id", "id"), *(Column(f"y{n}", f"Year {n}", "amount") for n in range(40)))
    table = Table("t", "T", columns, (("alfa", *(Decimal(f"{n}000000.25") for n in range(40))),))
    heads = [
        rows_of(one) for kind, one in blocks(document_of(rendered("docx", Page("", (), (table,))))) if kind == "head"
    ]
    assert len(heads) > 2
    assert {rows[1][0] for rows in heads} == {"alfa"}
    assert [text for rows in heads for text in rows[0][1:]] == [f"Year {n}" for n in range(40)]


NAUGHTY = (
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("https://evil.example","x")',
    "{=1+1}",
    "@SUM(1+1)",
    "+1+1",
    "-1+1",
    "\t=1+1",
    "＝1+1",
    "=1+1\n=2+2",
    "<r><t>not ours</t></r>",
    "<r>",
    "</w:t></w:r></w:p><w:p/>",
    "<f>1+1</f>&lt;&amp;\"'",
    "https://evil.example mailto:x@evil.example internal:Report!A1 external:c:\\x.xlsx file://evil/x",
    "_x0041__x000D_",
    "\x1b[2J\x07\x00\x0b\ufffe\ud800\u202e",
    "{ DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe } INCLUDEPICTURE MERGEFIELD",
    "'single' 'quotes'",
    "[Book]Sheet!A1:B2*?/\\",
    "مرحبا עברית 日本 👨‍👩‍👧‍👦 Z̸̡͖a̴",
    "&P &N &[Date] %s {0} {}",
    "x" * 40_000,
    "é" * 33_000 + "👍" * 4_000,
)


def page_of(text: str) -> Page:
    """The text wherever a page takes one."""
    it = words("{it}", it=text)
    columns = (
        Column("id", it, "id"),
        Column("text", text),
        Column("share", it, "progress"),
        Column("place", "P", "place"),
    )
    rows = ((text, it, Decimal("12.5"), text), (Term(text, text), text, None, None))
    count = Table(
        "s", text, (Column("status", it, "status"), Column("n", it, "number")), ((Status.BEHIND, Decimal(1)),)
    )
    chart = Picture(text, it, "bars", columns[2:3], (Mark(text, (Decimal("12.5"),), text),), "results")
    tables = (Table(text, it, columns, rows, (it,), section="results"), count._replace(section=text))
    return Page(text, (Fact(text, it, text), Fact("fictional", it, it)), tables, (it,), (chart,))


@pytest.mark.parametrize("text", NAUGHTY, ids=lambda text: ascii(text[:20]))
def test_nothing_of_strangers_runs_and_nothing_is_lost(text: str) -> None:
    page = page_of(text)
    escaped = "\n".join(map(sanitized, text.split("\n")))
    file = rendered("xlsx", page)
    for name, content in parts(file).items():
        assert b"External" not in content or not name.endswith(".rels")
        assert not name.startswith("xl/worksheets/") or not any(tag in content for tag in (b"<f>", b"<f "))
        # the list on the first sheet leads to the others, and the title of each back
        links = re.findall(rb"<hyperlink .*?>", content)
        assert name == "xl/worksheets/sheet1.xml" or len(links) <= 1
        assert all(re.fullmatch(rb"""<hyperlink ref="[AB]\d+" location="'[^"]+'!A1"[^<>]*/>""", one) for one in links)
        assert b"relationships/hyperlink" not in content
    book = book_of(file)
    (sheet, _) = sheets_of(book, page)
    long = "".join(
        row[1]
        for row in book.worksheets[-1].iter_rows(min_row=2, max_col=2, values_only=True)
        if row[0] and row[0].startswith(f"{sheet.title} A3")
    )
    for place in ("A3", "B3", "D3", "A4", "B4"):
        cell = sheet[place]
        assert (cell.data_type, cell.hyperlink) == ("s", None)
        if units(escaped) <= 32_767:
            assert cell.value == escaped
        else:
            assert cell.value.startswith(escaped[:30_000])
            assert cell.value.endswith("… (whole on the last sheet)")
            assert long == escaped
        if escaped.lstrip()[:1] in "=+-@＝":
            assert cell.quotePrefix
    assert len({name.casefold() for name in book.sheetnames}) == len(book.sheetnames)
    document = rendered("docx", page)
    paragraphs = whole_text(document)
    assert sanitized(text) in paragraphs
    assert sanitized(" ".join(text.split())) in paragraphs


def test_runs_from_the_right_are_marked() -> None:
    made = runs("before مرحبا 2031 بالعالم after שלום.")
    assert made.count("<w:rtl/>") == 2
    assert "مرحبا 2031 بالعالم</w:t>" in made
    assert '<w:lang w:bidi="he-IL"/>' in made
    document = document_of(rendered("docx", Page("مرحبا", (), ())))
    assert document.paragraphs[0]._p.pPr.find(f"{W}bidi") is not None


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_document_says_its_language_and_its_day(code: str) -> None:
    file = rendered("docx", demo(code), language_of(code))
    core = document_of(file).core_properties
    assert (core.language, core.author, core.created.date(), core.modified.date()) == (code, "cic", DAY, DAY)
    assert f'w:val="{code}-'.encode() in parts(file)["word/styles.xml"]
    assert language_of(code).say(words("FICTIONAL")) in "".join(
        p.text for p in document_of(file).sections[0].header.paragraphs
    )
    assert book_of(rendered("xlsx", demo(code), language_of(code))).properties.created.date() == DAY


def test_how_figures_came_about_stands_in_comments() -> None:
    programme = load(Folder(DEMO), DAY).programme
    page = year_report(programme, Question(2023), ORIGIN)
    page = page._replace(tables=(*page.tables, explanation(page, str)))
    sheets = sheets_of(book_of(rendered("xlsx", page)), page)
    found = [cell.comment.text for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.comment]
    told = [
        f"{'' if row[4] is None else said(row[4], language_of('en'))}\n{row[5] or ''}".strip("\n")
        for row in page.tables[-1].rows
    ]
    derived = sum(isinstance(cell, Derived) for table in page.tables for row in table.rows for cell in row)
    assert len(found) == len(told) == derived > 50
    for comment, whole in zip(found, told, strict=True):
        assert comment == whole or (len(whole) > 3000 and comment.startswith(whole[:3000]))


@pytest.mark.slow
@pytest.mark.parametrize("format", ["xlsx", "docx"])
def test_the_same_data_give_the_same_bytes(format: str, tmp_path: Path) -> None:
    files = []
    for seed, zone, mask in (("1", "UTC", 0o022), ("2", "Pacific/Kiritimati", 0o077)):
        path = tmp_path / f"{seed}.{format}"
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "CIC_LANG": "fr"}
        command = [
            sys.executable,
            "-m",
            "cic",
            "report",
            "--data",
            DEMO,
            "--as-of",
            "2034-06-30",
            "--explain",
            "--output",
            path,
        ]
        subprocess.run(list(map(str, command)), env=environment, umask=mask, check=True, capture_output=True)
        files.append(path.read_bytes())
    assert files[0] == files[1]
    piped = [*map(str, command[:-2]), "--format", format]
    assert subprocess.run(piped, env=environment, check=True, capture_output=True).stdout == files[0]


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("format", ["xlsx", "docx"])
def test_a_terminal_is_told_to_name_a_file(format: str, code: str, cic, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    ran = cic("report", "--data", DEMO, "--format", format, "--lang", code)
    assert (ran.code, ran.out) == (2, "")
    assert f"--output report.{format}" in ran.err


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("format", ["xlsx", "docx"])
def test_whoever_lacks_the_library_is_told_what_to_install(
    format: str, code: str, cic, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    library = TABLES[format].library
    assert library is not None
    monkeypatch.delitem(sys.modules, f"cic.render.{TABLES[format].module}", raising=False)
    monkeypatch.delitem(sys.modules, "cic.render.office.word_styles", raising=False)
    monkeypatch.setitem(sys.modules, library.module, None)
    ran = cic("report", "--data", DEMO, "--output", tmp_path / f"r.{format}", "--lang", code)
    assert (ran.code, ran.out, list(tmp_path.iterdir())) == (2, "", [])
    assert f'"{sys.executable}" -m pip install "{library.requirement}"' in ran.err
    assert {"en": "not installed", "fr": "pas installée", "nl": "niet geïnstalleerd"}[code] in ran.err


def test_the_extras_are_what_the_formats_need() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    libraries = [one.library for one in TABLES.values() if one.library]
    extras = project["project"]["optional-dependencies"]
    assert {one.extra: [one.requirement] for one in libraries}.items() <= extras.items()
    assert {one.requirement for one in libraries} <= set(map(str, project["dependency-groups"]["dev"][1:]))


@pytest.mark.slow
def test_other_formats_import_no_library_of_an_extra() -> None:
    command = [sys.executable, "-X", "importtime", "-m", "cic", "report", "--data", str(DEMO), "--format", "html"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in said.splitlines()}
    assert "cic" in imported
    assert imported.isdisjoint({"xlsxwriter", "docx", "lxml", "openpyxl"})


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_name_of_a_sheet_is_cut(code: str) -> None:
    names = book_of(rendered("xlsx", demo(code), language_of(code))).sheetnames
    assert not [name for name in names if "…" in name or "(2)" in name]


def test_many_tables_share_sheets_and_lose_nothing() -> None:
    columns = (Column("id", "Id", "id"), Column("value", "Value", "number"))
    tables = tuple(
        Table(
            f"t{n}",
            f"Of {n}",
            columns,
            () if n == 7 else ((f"id {n}", Decimal(n)),),
            (words("{x}", x=f"note {n}"),),
            "results",
        )
        for n in range(300)
    )
    few = book_of(rendered("xlsx", Page("", (), tables[:250])))
    assert len(few.worksheets) == 251
    book = book_of(rendered("xlsx", Page("", (), (*tables, Table("legend", "Other", columns[:1], (("x",),))))))
    assert book.sheetnames == ["Report", "Results", "Other"]
    rows = [[cell.value for cell in row] for row in book["Results"].iter_rows(min_row=2, max_row=302, max_col=3)]
    own = [[f"Of {n}", *([None, None] if n == 7 else [f"id {n}", n])] for n in range(300)]
    assert rows == [["Table", "Id", "Value"], *own]
    below = [row[0] for row in book["Results"].iter_rows(min_row=303, max_col=1, values_only=True) if row[0]]
    assert below == [f"Of {n}: note {n}" for n in range(300)]


def test_many_sheets_of_one_name_are_named_in_step_with_their_number() -> None:
    names = sheet_names(["same"] * 3000 + ["same (2)", "Same", "A" * 40, "A" * 40])
    assert len({name.casefold() for name in names}) == len(names)
    assert names[:3] == ["same", "same (2)", "same (3)"]
    assert max(map(units, names)) <= 31


def test_names_of_sheets() -> None:
    titles = [
        "Result 1: Citizens of both countries know",
        "Result 1: Citizens of both countries do",
        "a/b?*[c]",
        "A B C",
        "",
        "''",
        "History",
        "👍" * 40,
    ]
    names = sheet_names([*titles, *titles])
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 0 < units(name) <= 31
        assert not set(name) & set("[]:*?/\\")
        assert name.strip("'") == name != "History"
    assert names[:2] == ["Result 1 Citizens of both…", "Result 1 Citizens of both… (2)"]


@pytest.fixture
def template(tmp_path: Path) -> Any:
    """A template that somebody made in a word processor."""
    made = docx.Document()
    made.add_paragraph("Words of the template")
    made.styles["Heading 1"].font.size = docx.shared.Pt(31)
    made.sections[0].footer.paragraphs[0].text = "House of the programme"
    made.core_properties.author = "somebody"
    return made


def with_template(cic, made: Any, folder: Path, *more: str) -> Any:
    made.save(folder / "house.docx")
    return cic("report", "--data", DEMO, "--output", folder / "r.docx", "--template", folder / "house.docx", *more)


def test_a_template_gives_its_styles_paper_and_foot_and_none_of_its_words(template: Any, cic, tmp_path: Path) -> None:
    template.sections[0].footer.part.relate_to(
        "https://house.example", docx.opc.constants.RELATIONSHIP_TYPE.HYPERLINK, is_external=True
    )
    template.settings.element.append(docx.oxml.OxmlElement("w:attachedTemplate"))
    ran = with_template(cic, template, tmp_path)
    assert ran.code == 0, ran.err
    made = document_of((tmp_path / "r.docx").read_bytes())
    assert made.styles["Heading 1"].font.size.pt == 31
    assert {one.footer.paragraphs[0].text for one in made.sections} == {"House of the programme"}
    assert made.sections[0].page_width == template.sections[0].page_width
    assert made.core_properties.author == "cic"
    assert "Words of the template" not in whole_text((tmp_path / "r.docx").read_bytes())
    assert b"attachedTemplate" not in (tmp_path / "r.docx").read_bytes()


def in_head(made: Any, instruction: str) -> None:
    field = docx.oxml.OxmlElement("w:fldSimple")
    field.set(docx.oxml.ns.qn("w:instr"), instruction)
    made.sections[0].header.paragraphs[0]._p.append(field)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_template_that_fetches_something_is_refused(template: Any, code: str, cic, tmp_path: Path) -> None:
    in_head(template, ' includepicture "https://evil.example/x.png" ')
    ran = with_template(cic, template, tmp_path, "--lang", code)
    assert ran.code == 2
    assert "INCLUDEPICTURE" in ran.err
    assert not (tmp_path / "r.docx").exists()


@pytest.mark.parametrize(("content", "said"), [(b"no zip", "no Word document"), (None, "cannot be read")])
def test_a_template_that_is_none(content: bytes | None, said: str, cic, tmp_path: Path) -> None:
    path = tmp_path / "house.docx"
    if content is not None:
        path.write_bytes(content)
    ran = cic("report", "--data", DEMO, "--output", tmp_path / "r.docx", "--template", path)
    assert ran.code == 2
    assert said in ran.err
    ran = cic("report", "--data", DEMO, "--output", tmp_path / "r.html", "--template", path)
    assert ran.code == 2
    assert "a template is for a Word document" in ran.err


_RELATION = (
    b'<Relationship Id="r" Type="http://x/relationships/%s" Target="https://evil.example" TargetMode="External"/>'
)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("word/vbaProject.bin", b""),
        ("word/embeddings/a.xml", b""),
        ("xl/externalLinks/a.xml", b""),
        ("[Content_Types].xml", b'ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"'),
        ("xl/worksheets/sheet1.xml", b'<c r="A1"><f>1+1</f></c>'),
        ("xl/worksheets/sheet1.xml", b'<hyperlink ref="A1" r:id="rId1"/>'),
        ("xl/worksheets/sheet1.xml", b'<hyperlink ref="A1" location="\'Other\'!A1"/>'),
        ("xl/worksheets/sheet1.xml", b'<hyperlink ref="A1" location="\'[1]Own\'!A1"/>'),
        ("xl/worksheets/sheet1.xml", b'<hyperlink ref="A1" r:id="rId1" location="\'Own\'!A1"/>'),
        ("xl/worksheets/sheet1.xml", b'<x:hyperlink ref="A1" location="https://evil.example"/>'),
        ("xl/worksheets/sheet1.xml", b"<hyperlink\tref='A1' location=\"'Own'!A1\" r:id='r'/>"),
        ("word/_rels/settings.xml.rels", _RELATION % b"attachedTemplate"),
        ("word/_rels/document.xml.rels", _RELATION % b"hyperlink"),
        ("word/_rels/header1.xml.rels", _RELATION % b"image"),
        ("word/document.xml", b"<w:altChunk r:id='x'/>"),
        ("word/document.xml", b'<w:fldSimple w:instr="DDEAUTO c:\\x"/>'),
        ("word/document.xml", b"<w:instrText>DDE</w:instrText></w:r><w:r><w:instrText>AUTO x</w:instrText>"),
        (
            "word/document.xml",
            b'<w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType="end"/><w:instrText>LINK x</w:instrText>',
        ),
    ],
)
def test_what_would_run_is_no_file(name: str, content: bytes) -> None:
    with pytest.raises(ActiveError, match=name.replace("[", r"\[")):
        OfficeFile.of({"xl/workbook.xml": b'<sheet name="Own"/>', name: content})
    own = {"xl/workbook.xml": b'<sheet name="Own &amp; his"/>'}
    link = b"""<hyperlinks><hyperlink ref="A9" location="'Own &amp; his'!A1" display="Own"/></hyperlinks>"""
    assert XlsxFile.of({**own, "xl/worksheets/sheet1.xml": link})
    assert type(XlsxFile.of({"xl/worksheets/sheet1.xml": b"<v>1</v>"})) is XlsxFile


def test_a_letterhead_may_link_to_its_house() -> None:
    assert DocxFile.of({"word/_rels/footer1.xml.rels": _RELATION % b"hyperlink"})


@made_by("XlsxWriter", "python-docx")
def test_files_are_small() -> None:
    page = demo("en")
    assert len(rendered("xlsx", page)) < 250_000
    assert len(rendered("docx", page)) < 420_000
