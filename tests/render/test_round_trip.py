"""Rows, columns and figures are the same in every format: each is read back by a reader of its own and compared."""

from __future__ import annotations

import base64
import datetime
import html
import json
import re
from decimal import Decimal
from itertools import pairwise

import pytest
from conftest import DAY, ROOT, shipped_programme
from csv_tables import csv_of
from every_cell import HOSTILE, every_cell
from markdown_it import MarkdownIt
from readers import Rows, parsed, terminal, without_empty

from cic.analysis.status import SYMBOLS, Status
from cic.language import ENGLISH, Language, language_of
from cic.pages.annual import Origin, year_report
from cic.pages.annual.question import Question
from cic.pages.parts import tables_apart
from cic.pages.tables import Column, Page, Table, Term, value_in, words
from cic.render.cells import shown
from cic.render.formats import TABLES
from cic.render.safe_text import HtmlText, sanitized
from cic.render.setting import Setting
from cic.storage.folder import Folder
from cic.storage.loader import load

WORLDS = sorted(one.name for one in (ROOT / "tests" / "worlds").iterdir())
_SIGNS = {status.value: sign for status, sign in SYMBOLS.items()}
_CONTROL = re.compile("[\x00-\x1f\u202e]")


@pytest.fixture(scope="module", params=["every cell", "2019", "2017 to 2019", "communes"])
def report(request) -> Page:
    if request.param == "every cell":
        return every_cell()
    programme = shipped_programme()
    years = (2017, 2018, 2019) if "to" in request.param else ()
    by = "commune" if request.param == "communes" else "result"
    return year_report(programme, Question(2019, years, by), Origin(words("commit 0"), words("checked")))


@pytest.fixture(scope="module")
def expected(report: Page) -> list[Rows]:
    """What people must read, worked out from the exact values of the JSON, not by the code of the other formats."""
    return _expected(report, signs_alone=True)


def _expected(report: Page, signs_alone: bool) -> list[Rows]:
    document = json.loads(TABLES["json"].render(report))
    tables = [(table, written["rows"]) for table, written in zip(report.tables, document["tables"], strict=True)]
    return [
        [_for_people(table.columns, _named(table, n, row), signs_alone) for n, row in enumerate(rows)]
        for table, rows in tables
        if is_grid(table)
    ]


def _named(table: Table, n: int, row: dict) -> dict:
    """What programs read by its word, and people by its name."""
    cells = zip(table.columns, map(value_in, table.rows[n]), strict=True)
    names = {column.key: ENGLISH.say(cell.name) for column, cell in cells if isinstance(cell, Term)}
    return {**row, **names}


def is_grid(table: Table) -> bool:
    """Whether people get it as a table; those to be read are compared by themselves."""
    return bool(table.rows) and not table.is_told


def _for_people(columns, row, signs_alone: bool) -> list[str]:
    texts: list[str] = []
    for column in columns:
        value = row[column.key]
        if column.short:
            continue
        text = _one(column, value)
        if column.as_sign and signs_alone:
            text = text[:1]
        if not column.joined:
            texts.append(text)
            before = column.key
        elif column.kind == "status":
            texts[-1] = _signed(row[before], texts[-1], value)
        elif value is not None:
            texts[-1] += f" (+ {text} older)" if column.key == "older" else f" ({text})"
    return texts


def _signed(value, text: str, status: str | None) -> str:
    """A value with the sign of its status; a sign alone where there is no value."""
    if not status:
        return text
    return _SIGNS[status] if isinstance(value, dict) else f"{text} {_SIGNS[status]}"


def _one(column, value) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        return value["state"] if "state" in value else f"{value['reported_by']} of {value['expected']}"
    if column.kind == "status" and value in _SIGNS:
        return f"{_SIGNS[value]} {value}"
    if column.is_figure:
        number = Decimal(value)
        text = f"{number:,.2f}" if column.kind == "amount" else f"{number:,}"
        return text + (" %" if column.kind in ("percent", "progress") else "")
    if re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)):
        day = datetime.date.fromisoformat(value)
        return f"{day.day} {day:%B} {day.year}"
    return _CONTROL.sub(lambda sign: sign.group().encode("unicode_escape").decode(), " ".join(str(value).split()))


def test_csv(report: Page) -> None:
    written = csv_of(report)
    document = json.loads(TABLES["json"].render(report))
    is_invented = ["yes"] if "fictional" in document["facts"] else []
    for table in document["tables"]:
        titles, *rows = written.pop(table["key"])
        assert titles == [*(column["key"] for column in table["columns"]), *(["fictional"] if is_invented else [])]
        assert rows == [[*map(_in_csv, record.values()), *is_invented] for record in table["rows"]]
    document["facts"].pop("texts", None)
    if document["facts"]:
        expected = [[key, _in_csv(value)] for key, value in document["facts"].items()]
        assert written.pop("facts") == [["fact", "value"], *expected]
    assert written == {}


def _in_csv(value) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        return value["state"] if "state" in value else f"{value['reported_by']} of {value['expected']}"
    text = re.sub("[\x1b\u202e]", lambda sign: sign.group().encode("unicode_escape").decode(), str(value))
    text = re.sub(r"(?<=[\n;])(?=[=+@-])", "'", text)  # where another spreadsheet parts the line
    runs = text[:1] in ("=", "+", "-", "@") and not re.fullmatch(r"-?[\d.]+", text)
    return "'" + text if runs else text


def test_plain(report: Page, expected: list[Rows]) -> None:
    notes = {sanitized(ENGLISH.say(note)) for table in report.tables for note in table.notes}
    assert read_plain(TABLES["table"].render(report, Setting(width=2000)), notes) == expected


def read_plain(page: str, notes: set[str]) -> list[Rows]:
    """The tables of a page, by the columns that the dashes below the titles show; a row that goes on has an empty
    first cell."""
    tables: list[Rows] = []
    spans: list[tuple[int, int | None]] = []
    for line in page.split("\n"):
        if re.fullmatch(r"-+(?:  -+)*", line):
            starts = [found.start() for found in re.finditer(r"-+", line)]
            spans = list(zip(starts, [*starts[1:], None], strict=True))
            tables.append([])
        elif not line or line in notes:
            spans = []
        elif spans:
            cells = [line[start:end].strip() for start, end in spans]
            if cells[0]:
                tables[-1].append(cells)
            else:
                tables[-1][-1] = [" ".join(filter(None, pair)) for pair in zip(tables[-1][-1], cells, strict=True)]
    return tables


def test_markdown(report: Page, expected: list[Rows]) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(TABLES["markdown"].render(report))
    tables: list[Rows] = []
    for before, token in pairwise(tokens):
        if before.type == "tbody_open":
            tables.append([])
        if before.type == "tr_open" and tables and token.type == "td_open":
            tables[-1].append([])
        if before.type == "td_open":
            assert {child.type for child in token.children or ()} <= {"text", "text_special", "code_inline"}, (
                token.content
            )
            tables[-1][-1].append("".join(child.content for child in token.children or ()).replace("\u2060", ""))
    assert tables == expected
    assert {token.type for token in tokens} <= {
        *("heading_open", "heading_close", "inline", "bullet_list_open", "bullet_list_close", "list_item_open"),
        *("list_item_close", "paragraph_open", "paragraph_close", "table_open", "table_close", "thead_open"),
        *(
            "thead_close",
            "tbody_open",
            "tbody_close",
            "tr_open",
            "tr_close",
            "th_open",
            "th_close",
            "td_open",
            "td_close",
        ),
    }


def test_html(report: Page) -> None:
    """A sign has its word beside it; a column in which nothing stands is left out."""
    expected = [without_empty(rows) for rows in _expected(report, signs_alone=False)]
    assert parsed(TABLES["html"].render(report)).tables == expected


@pytest.mark.parametrize("name", WORLDS)
def test_html_of_programmes_of_other_kinds(name: str) -> None:
    """Periods, limits, levels, disaggregation, partners: as the table that is plain text has them."""
    world = load(Folder(ROOT / "tests" / "worlds" / name), DAY).programme
    page = year_report(world, Question(2032), Origin(words("commit 0"), words("checked")))
    found = parsed(TABLES["html"].render(page)).tables
    grids = [table for table in page.tables if is_grid(table)]
    assert len(found) == len(grids) > 8
    for table, rows in zip(grids, found, strict=True):
        if not any(column.as_sign for column in table.columns):
            assert rows == without_empty([list(row) for row in shown(table, ENGLISH).rows])


def test_html_names_a_wording_by_its_short_title(report: Page) -> None:
    page = TABLES["html"].render(report)
    titles = [
        (str(record["title"]), str(record["indicator"]))
        for table in report.tables
        if any(column.short for column in table.columns)
        for record in table.records()
        if record["title"]
    ]
    for title, wording in titles:
        assert re.search(
            rf"<summary[^>]*>{re.escape(HtmlText(title))}</summary><span[^>]*>{re.escape(HtmlText(wording))}<", page
        )


def test_each_table_of_the_html_can_be_taken_away(report: Page) -> None:
    """What the link holds is the file that `--output FOLDER/` writes."""
    links = re.findall(
        r'<a download="([^"]+)" href="data:text/csv;charset=utf-8;base64,([^"]+)"', TABLES["html"].render(report)
    )
    apart = {name: page for name, page in tables_apart(report).items() if page.tables[0].rows and name != "facts"}
    assert [name for name, _ in links] == [f"{name}.csv" for name in apart]
    for (_, content), page in zip(links, apart.values(), strict=True):
        assert base64.b64decode(content) == TABLES["csv"].render(page).encode("utf-8-sig")


def _told(format: str, page: Page, language: Language, width: int) -> list[str]:
    """What stands in the lines of a page, without what sets headings and names apart."""
    text = TABLES[format].render(page, Setting(language, width=width))
    if format == "html":
        between = language.say(words("{name}: {value}", name="", value=""))
        text = re.sub("</?(?:h[1-4]|p|dd)[^>]*>", "\n", re.sub("</dt><dd[^>]*><p>", between, text))
        text = html.unescape(re.sub("<[^>]*>", "", text))
    elif format == "markdown":
        tokens = MarkdownIt("commonmark").enable("table").parse(text)
        text = "\n".join("".join(one.content for one in token.children or ()) for token in tokens).replace("\u2060", "")
    return [line.strip() for line in text.split("\n")]


@pytest.mark.parametrize("code", ["en", "fr"])
@pytest.mark.parametrize("format", ["table", "terminal", "markdown", "html"])
def test_texts_to_be_read(format: str, code: str) -> None:
    """Each row is a heading with its texts below it, paragraph by paragraph; what is not said has no line."""
    language = language_of(code)
    columns = (
        Column("who", words("Partnership"), "id"),
        Column("year", words("Year"), "year"),
        Column("done", words("Done")),
        Column("day", words("Observed from")),
        Column("lessons", words("Lessons")),
    )
    rows = (
        ("alfa-bravo", 2031, HOSTILE[1] + "\n\n- " + HOSTILE[2] + "\n= second\n", datetime.date(2031, 5, 1), None),
        ("delta-echo", 2031, None, None, "  One\tword  "),
    )
    table = Table("told", "Told", columns, rows, (words("Signs: {signs}", signs="x"),), named_by=2, is_told=True)
    lines = _told(format, Page("", (), (table, table._replace(rows=()))), language, 400)

    def named(name: str, value: str) -> str:
        return language.say(words("{name}: {value}", name=words(name), value=value))

    at = lines.index("alfa-bravo, 2031")
    expected = [
        named("Done", HOSTILE[1]), f"- {HOSTILE[2]}", "= second", named("Observed from", language.date(datetime.date(2031, 5, 1))),
        "delta-echo, 2031", named("Lessons", "One word"), language.say(words("Signs: {signs}", signs="x")),
    ]  # fmt: skip
    assert [line for line in lines[at + 1 :] if line][: len(expected)] == expected
    assert language.say(words("(nothing)")) in lines
    assert not any(language.say(words("Lessons")) in line for line in lines[at : lines.index("delta-echo, 2031")])


def test_texts_to_be_read_wrap_in_every_width() -> None:
    text = "A long year with many words, in which nothing was broken but lines. " * 20
    table = Table("told", "Told", (Column("who", "Who", "id"), Column("done", "Done")), (("alfa", text),), is_told=True)
    for format in ("table", "terminal"):
        for width in (20, 40, 80, 120):
            lines = TABLES[format].render(Page("", (), (table,)), Setting(width=width)).split("\n")
            assert max(map(len, lines)) <= width
            assert " ".join(" ".join(lines).split()) == " ".join(f"Told alfa Done: {text}".split())


def test_charts_show_the_figures_of_the_tables(report: Page, expected: list[Rows]) -> None:
    cells = {cell for table in expected for row in table for cell in row} | {"not reported"}
    drawn = 0
    for text in re.findall(r'<text [^>]*class="s-[^>]*>([^<]*)</text>', TABLES["html"].render(report)):
        if " of " in text and text not in cells:  # the partnerships' targets are two columns of their table
            made, asked = text.split(" of ")
            assert {made, asked} <= cells
        elif text not in cells:
            assert set(text.split("  ")) <= cells, text
        drawn += 1
    assert drawn > 0 or all(chart.form == "columns" for chart in report.charts)


@pytest.mark.slow
def test_terminal(report: Page, expected: list[Rows]) -> None:
    """In a terminal 200 columns wide a row may take several lines; its figures stand whole between blanks."""
    lines = iter(terminal(report, 200).split("\n"))
    wanted = [
        (column, cell)
        for table, rows in zip(filter(is_grid, report.tables), expected, strict=True)
        for row in rows
        for column, cell in zip([c for c in table.columns if not c.joined and not c.short], row, strict=True)
        if column.kind != "text" and cell
    ]
    lost, pieces = [], list[str]()
    for column, cell in wanted:
        while cell not in pieces and (line := next(lines, None)) is not None:
            pieces = [re.sub("^[█░]+ +", "", piece) for piece in re.split(r" {2,}", line.strip())]
        if cell in pieces:
            pieces.remove(cell)
        else:
            lost.append((column.key, cell))
    assert wanted
    assert lost == []


def test_every_status_has_signs_of_its_own() -> None:
    assert len(set(SYMBOLS.values())) == len(Status)
    assert len({status.ascii_sign for status in Status}) == len(Status)
    assert all(status.ascii_sign.isascii() for status in Status)
