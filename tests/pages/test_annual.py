"""`cic report`: the figures of the shipped data, and what a table does in each format."""

from __future__ import annotations

import datetime
import json
import shutil
import zipfile
from decimal import Decimal

import pytest
from conftest import DATA, shipped_data, shipped_programme
from csv_tables import csv_of

from cic.analysis.status import Coverage, Status
from cic.pages.annual import Origin, default_year, year_report
from cic.pages.annual.question import Question
from cic.pages.tables import Column, Fact, Page, State, Table, words
from cic.render.formats import TABLES
from cic.render.setting import Setting

AS_OF = ("--as-of", "2026-11-22")


@pytest.fixture(scope="module")
def programme():
    return shipped_programme()


def rows(report: Page, key: str) -> dict[str, dict[str, object]]:
    (table,) = [table for table in report.tables if table.key == key]
    return {str(record[table.columns[0].key]): record for record in table.records()}


ORIGIN = Origin(words("commit 0"), words("checked"))


def year_of(programme, year: int, **asked) -> Page:
    return year_report(programme, Question(year, **asked), ORIGIN)


def test_the_year_2019_of_the_shipped_data(programme) -> None:
    report = year_of(programme, 2019)
    indicators = [
        row
        for table in report.tables
        if table.key.startswith("indicators.")
        for row in rows(report, table.key).values()
    ]
    assert len(indicators) == 24
    platform = rows(report, "indicators.R7")["R7.4"]
    assert (platform["due"], platform["reported"], platform["reported_year"], platform["coverage"]) == (
        1,
        1,
        2017,
        Coverage(0, 1),
    )
    assert platform["status"] is Status.ACHIEVED
    others = [row for row in indicators if row["id"] != "R7.4"]
    assert {row["reported"] for row in others} == {State.NOT_REPORTED}
    assert {row["status"] for row in others} == {Status.NOT_REPORTED}
    assert rows(report, "indicators.R1")["R1.2b"]["baseline"] is State.NOT_STATED
    budget = rows(report, "budget")
    assert budget["Total CO"]["total"] == Decimal("417118.01")
    assert budget["1. Partenaires"] == {
        "line": "1. Partenaires", "investment": Decimal("131050.33"), "operating": Decimal("213818.97"), "personnel": Decimal("0.00"), "total": Decimal("344869.30"),
    }  # fmt: skip


def test_before_the_first_milestone_nothing_is_due(programme) -> None:
    row = rows(year_of(programme, 2018), "indicators.OS")["OS.1"]
    assert (row["due"], row["due_year"], row["next"], row["next_year"]) == (
        12,
        2018,
        12,
        2019,
    )  # the wording's deadline
    row = rows(year_of(programme, 2018), "indicators.OS")["OS.2"]
    assert (row["due"], row["next"], row["next_year"], row["reported"]) == (State.NOT_DUE, 6, 2019, State.NOT_DUE)


@pytest.mark.parametrize(("today", "year"), [(2016, 2017), (2018, 2017), (2019, 2019), (2020, 2019), (2026, 2021)])
def test_default_year_is_the_latest_with_a_milestone(programme, today: int, year: int) -> None:
    assert default_year(programme, datetime.date(today, 6, 30)) == year


@shipped_data
@pytest.mark.parametrize("format", ["table", "markdown", "json"])
def test_formats(format: str, cic, golden, tmp_path) -> None:
    shutil.copytree(DATA, tmp_path / "data")  # outside of Git, so that the page names no commit
    ran = cic("report", "--data", tmp_path / "data", "--year", "2019", "--format", format, *AS_OF)
    assert (ran.code, ran.err) == (0, "")
    golden(f"report-2019-{format}.txt", ran.out, *(["tabulate"] if format in ("table", "markdown") else []))


@shipped_data
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_table_a_file(language: str, cic, golden, tmp_path) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    asked = ("report", "--data", tmp_path / "data", "--year", "2019", "--lang", language, *AS_OF)
    assert cic(*asked, "--output", tmp_path / "tables.zip").code == 0
    with zipfile.ZipFile(tmp_path / "tables.zip") as archive:
        parts = [f"{name}\n{archive.read(name).decode('utf-8-sig')}" for name in archive.namelist()]
    golden(f"report-2019-csv-{language}.txt", "\n".join(parts))


@pytest.mark.parametrize("width", [60, 100, 200])
def test_terminal_never_cuts_a_figure(programme, width: int) -> None:
    text = TABLES["terminal"].render(year_of(programme, 2019), Setting(width=width))
    assert "…" not in text.replace("[…]", "")
    assert max(map(len, text.splitlines())) <= width
    for figure in ("417,118.01", "131,050.33", "344,869.30", "44,448.71"):
        assert figure in text


HOSTILE = Table(
    "t", "A [bold]title[/bold] | <b>",
    (Column("id", "Id", "id"), Column("text", "Text"), Column("amount", "Amount", "amount")),
    (("=HYPERLINK(1)", "Aït [bold] Baha | <script> \x1b[31m 5:100:3 [/foo]", Decimal("-1250.10")), ("+1", "-", None), ("1.10", "@x", State.NOT_REPORTED)),
)  # fmt: skip


def test_texts_of_strangers_are_harmless_in_every_format() -> None:
    report = Page("A | b\x1b[2J", (Fact("name", "Name", "x\x1b[2J"),), (HOSTILE,))
    terminal = TABLES["terminal"].render(report, Setting(width=120))
    for text in (terminal, TABLES["table"].render(report), TABLES["markdown"].render(report)):
        assert "\x1b" not in text
        assert "1.10" in text
        assert "-1,250.10" in text
    assert "Aït [bold] Baha | <script> \\x1b[31m 5:100:3 [/foo]" in terminal
    assert "Aït \\[bold\\] Baha \\| \\<script\\>" in TABLES["markdown"].render(report)
    written = csv_of(report)
    assert written["facts"] == [["fact", "value"], ["name", "x\\x1b[2J"]]
    assert written["t"] == [
        ["id", "text", "amount"],
        ["'=HYPERLINK(1)", "Aït [bold] Baha | <script> \\x1b[31m 5:100:3 [/foo]", "-1250.10"],
        ["'+1", "'-", ""],
        ["1.10", "'@x", "not reported"],
    ]
    (table,) = json.loads(TABLES["json"].render(report))["tables"]
    assert [row["amount"] for row in table["rows"]] == ["-1250.10", None, {"state": "not reported"}]


@shipped_data
def test_output_file_takes_its_format_from_its_ending(cic, tmp_path) -> None:
    ran = cic("report", "--data", DATA, "--output", tmp_path / "r.json", *AS_OF)
    assert (ran.code, ran.out) == (0, "")
    assert json.loads((tmp_path / "r.json").read_text())["schema_version"] == 1
    assert cic("report", "--data", DATA, "--output", tmp_path / "r.xyz").code == 2
