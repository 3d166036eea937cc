"""A report as a page: the HTML file by itself, the terminal at every width, and outputs that take only ASCII."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import DATA, shipped_data, shipped_programme
from every_cell import HOSTILE, every_cell
from markdown_it import MarkdownIt
from readers import parsed, terminal

from cic.analysis.status import Coverage
from cic.pages.annual import Origin, year_report
from cic.pages.annual.charts import charts_of
from cic.pages.annual.question import Question
from cic.pages.tables import Column, Page, Table, words
from cic.render import page_html
from cic.render.chart_parts import nice_step
from cic.render.formats import TABLES
from cic.render.safe_text import MarkdownText
from cic.render.setting import Setting
from cic.render.table_fit import width

AS_OF = ("--as-of", "2026-11-28")
STYLE = (Path(page_html.__file__).parent / "page.css").read_text("utf-8")


@pytest.fixture(scope="module", params=["every cell", "2019"])
def report(request) -> Page:
    if request.param == "every cell":
        return every_cell()
    programme = shipped_programme()
    return year_report(programme, Question(2019), Origin(words("commit 0"), words("checked")))


def test_the_page_needs_nothing_from_elsewhere_and_runs_nothing(report: Page) -> None:
    page = parsed(TABLES["html"].render(report))
    assert {tag for tag, _ in page.elements}.isdisjoint(
        {"script", "link", "iframe", "object", "embed", "img", "base", "form"}
    )
    for tag, attributes in page.elements:
        assert not any(name.startswith("on") for name in attributes), (tag, attributes)
        for name in ("href", "src", "action", "data"):
            address = attributes.get(name) or "#"
            is_file = (
                tag == "a" and "download" in attributes and address.startswith("data:text/csv;charset=utf-8;base64,")
            )
            assert address.startswith("#") or is_file, (tag, attributes)
    assert (
        "meta",
        {
            "http-equiv": "Content-Security-Policy",
            "content": "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
        },
    ) in page.elements
    assert not re.search(r"url\(|@import|expression", STYLE)


def test_the_page_can_be_heard_and_walked_through(report: Page) -> None:
    page = parsed(TABLES["html"].render(report))
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for tag, attributes in page.elements:
        for target in (attributes.get("aria-labelledby") or "").split():
            assert target in ids, (tag, target)
        if tag == "a" and "download" not in attributes:
            assert (attributes["href"] or "").removeprefix("#") in ids
        if tag == "svg":
            assert attributes["role"] == "img"
            assert len((attributes["aria-labelledby"] or "").split()) == 2
        if tag == "th":
            assert attributes["scope"] in ("row", "col")
    tags = [tag for tag, _ in page.elements]
    assert tags.count("table") == tags.count("caption") > 0
    assert tags.count("svg") == tags.count("desc") == len(report.charts) > 0
    assert page.elements[0] == ("html", {"lang": "en"})
    assert (tags.count("main"), tags.count("h1")) == (1, 1)
    levels = [int(heading[1]) for heading in page.headings]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_row_without_a_name_has_no_empty_head() -> None:
    columns = (Column("id", words("Id"), "id"), Column("what", words("What")))
    table = Table("things", words("Things"), columns, (("A", "a"), (None, "b")))
    page = TABLES["html"].render(Page("Things", (), (table,)))
    heads = [
        attributes for tag, attributes in parsed(page).elements if tag == "th" and attributes.get("scope") == "row"
    ]
    assert len(heads) == 1
    assert not re.search(r"<th[^>]*></th>", str(page))


def test_whoever_goes_from_landmark_to_landmark_meets_all_and_none_twice(report: Page) -> None:
    """What axe-core asks: all that is said stands in a landmark, and each has a name of its own."""
    for one in (report, every_cell()):
        text = TABLES["html"].render(one)
        body = text.partition("<body>")[2]
        assert re.search(r"<p class=.invented", body.partition("<header>")[0]) is None
        named = dict(re.findall(r'<h[1-6] id="([^"]+)">(.*?)</h', text))
        names = [
            named[attributes["aria-labelledby"] or ""]
            for tag, attributes in parsed(text).elements
            if tag == "section" or attributes.get("role") == "region"
        ]
        assert names
        assert len(names) == len(set(names))


def test_an_invented_programme_says_so_on_every_printed_page() -> None:
    page = TABLES["html"].render(every_cell())
    assert '<p class="invented">FICTIONAL: all of it is invented</p>' in page
    assert r'@top-center { content: "FICTIONAL\3a  all of it is invented"' in page
    assert 'class="invented"' not in TABLES["html"].render(every_cell()._replace(facts=()))


@shipped_data
@pytest.mark.slow
def test_the_same_data_give_the_same_bytes(tmp_path) -> None:
    pages = []
    for seed in ("1", "2"):
        file = tmp_path / f"{seed}.html"
        ran([*AS_OF, "--data", str(DATA), "--output", str(file)], PYTHONHASHSEED=seed, COLUMNS=seed * 3, LANG="C")
        pages.append(file.read_bytes())
    assert pages[0] == pages[1]
    assert pages[0].startswith(b"<!doctype html>")


def ran(arguments: list[str], **environment: str) -> bytes:
    """The standard output of `cic report` as a process."""
    bare = {name: value for name, value in os.environ.items() if name not in ("FORCE_COLOR", "NO_COLOR", "COLUMNS")}
    command = [sys.executable, "-m", "cic", "report", *arguments]
    done = subprocess.run(command, capture_output=True, env=bare | environment, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout


@pytest.mark.parametrize("theme", ["light", "dark", "paper"])
def test_texts_stand_out_from_the_paper(theme: str) -> None:
    """WCAG AA: 4.5 to 1 for texts, 3 to 1 for what a chart is read by."""
    colours = [
        dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", block))
        for block in re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
    ]
    found = colours[("light", "dark", "paper").index(theme)]
    for name in ("ink", "quiet", "accent", "good", "fair", "bad", "unknown"):
        for paper in ("paper", "wash"):
            assert contrast(found[name], found[paper]) >= 4.5, (name, paper)


def contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("room", [60, 80, 100, 120, 160, 200])
@pytest.mark.slow
def test_figures_are_whole_at_every_width(report: Page, room: int) -> None:
    for text in (terminal(report, room), TABLES["table"].render(report, Setting(width=room))):
        assert max(map(width, text.split("\n"))) <= room
        pieces = {piece.strip() for piece in re.split(r" {2,}|\n", text)}
        for table in report.tables:
            for record in table.records():
                for column, cell in zip(table.columns, record.values(), strict=True):
                    if isinstance(cell, Decimal) and column.kind == "amount":
                        assert f"{cell:,.2f}" in pieces, (room, cell)
                    elif isinstance(cell, Coverage):
                        assert f"{cell.reported_by} of {cell.expected}" in pieces, (room, cell)


def test_at_80_columns_an_indicator_has_its_words_on_a_line_and_its_figures_below() -> None:
    lines = TABLES["table"].render(every_cell(), Setting(width=80)).split("\n")
    at = lines.index("Id  Indicator  Unit")
    assert lines[at + 1 : at + 7] == [
        "      Baseline                   Due              Next        Reported",
        "  Reported by               Progress  Status",
        "-" * 70,
        f"R1.0  {HOSTILE[0]}  fairs",
        "            12             12 (2032)                         12 (2031)",
        "  0 of 12                      250 %  ✔ achieved",
    ]


def test_a_word_wider_than_the_page_is_parted_and_nothing_is_lost() -> None:
    long = "q" * 100 + " " + "日本" * 40
    table = Table("t", "T", (Column("id", "Id", "id"), Column("text", "Text")), ((long, long),))
    text = TABLES["table"].render(Page("", (), (table,)), Setting(width=60))
    assert max(map(width, text.split("\n"))) <= 60
    assert "".join(text.split()).count("q") == 200
    assert "".join(text.split()).count("日本") == 80


@shipped_data
@pytest.mark.parametrize("format", ["terminal", "table", "markdown", "csv", "json", "html"])
@pytest.mark.slow
def test_an_output_that_takes_only_ascii(format: str) -> None:
    table = ["--table", "budget"] if format == "csv" else []
    out = ran(
        [*AS_OF, "--data", str(DATA), "--year", "2019", "--format", format, *table],
        PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", PYTHONIOENCODING="ascii", LC_ALL="C",
    )  # fmt: skip
    if format == "csv":
        assert "Ségou" not in out.decode("utf-8")
        assert "Siège" in out.decode("utf-8")
        return
    text = out.decode("ascii")
    assert {"json": r"Si\u00e8ge", "html": "Si&#232;ge", "markdown": "Si&#232;ge"}.get(format, r"Si\xe8ge") in text
    if format in ("terminal", "table"):
        assert "+ achieved" in text
        assert r"\u2714" not in text


@shipped_data
@pytest.mark.slow
def test_colour_is_asked_for_or_refused() -> None:
    asked = [*AS_OF, "--data", str(DATA), "--format", "terminal", "--width", "100"]
    assert b"\x1b[" not in ran(asked)
    assert b"\x1b[" not in ran(asked, FORCE_COLOR="1", NO_COLOR="1")
    assert b"\x1b[" in ran(asked, FORCE_COLOR="1", TERM="xterm")
    coloured = ran([*asked, "--color", "always"], NO_COLOR="1", TERM="xterm")
    assert b"\x1b[" in coloured
    assert re.sub(rb"\x1b\[[0-9;]*m", b"", coloured) == ran(asked)


@shipped_data
@pytest.mark.slow
def test_a_csv_file_has_the_mark_that_excel_wants_and_a_pipe_has_none(tmp_path) -> None:
    asked = [*AS_OF, "--data", str(DATA), "--table", "budget"]
    ran([*asked, "--output", str(tmp_path / "money.csv")])
    assert (tmp_path / "money.csv").read_bytes() == b"\xef\xbb\xbf" + ran([*asked, "--format", "csv"])


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_of_strangers_is_text(text: str) -> None:
    (paragraph,) = [
        token
        for token in MarkdownIt("gfm-like", {"linkify": False}).parse(f"x {MarkdownText(text)}")
        if token.type == "inline"
    ]
    assert {child.type for child in paragraph.children or ()} <= {"text", "text_special"}
    said = "".join(child.content for child in paragraph.children or ())
    assert not re.search(r"(?:@|#)\w|\w://|www\.\w|:\w+:", said)


@pytest.mark.parametrize(
    ("most", "step"),
    [
        ("0", "1"),
        ("5", "1"),
        ("6", "2"),
        ("10.01", "5"),
        ("422493.18", "100000"),
        ("500000", "100000"),
        ("500000.01", "200000"),
    ],
)
def test_axis(most: str, step: str) -> None:
    assert nice_step(Decimal(most)) == Decimal(step)


def test_the_highest_column_is_within_the_picture() -> None:
    page = TABLES["html"].render(every_cell())
    heights = [
        (float(y), float(high))
        for y, high in re.findall(r'y="([\d.]+)" width="[\d.]+" height="([\d.]+)" class="series', page)
    ]
    assert all(y >= 30 for y, high in heights if high != 12)


def test_indicators_in_several_tables_have_a_chart_each_and_long_charts_are_left_out() -> None:
    columns = (
        Column("id", "Id", "id"),
        Column("indicator", "I"),
        Column("coverage", "C", "id"),
        Column("progress", "P", "progress"),
        Column("status", "S", "status"),
    )

    def table(key: str, count: int) -> Table:
        return Table(
            key, key, columns, tuple((f"I{n}", "", Coverage(1, 1), None, None) for n in range(count)), section="results"
        )

    assert [chart.key for chart in charts_of((table("a", 2), table("b", 2)))] == [
        "progress.a",
        "coverage.a",
        "progress.b",
        "coverage.b",
    ]
    assert charts_of((table("a", 61),)) == ()
    assert len(charts_of((table("a", 60),))) == 2
