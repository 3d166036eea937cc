"""Each format stands in one row, and what depends on it reads that row."""

from __future__ import annotations

import inspect
from decimal import Decimal
from importlib import import_module

import pytest
from conftest import ROOT

from cic.cli.options import ContradictionsName, FindingsName, LettersName, ManualName, SchemaName, TableName
from cic.language import language_of
from cic.pages.tables import Column, Page, Table
from cic.render.formats import (
    CONTRADICTIONS,
    FINDINGS,
    LETTERS,
    MANUAL,
    QUESTIONS,
    REPORTS,
    SCHEMAS,
    TABLES,
    Format,
    format_of_file,
)
from cic.render.setting import Setting

KINDS = (REPORTS, FINDINGS, LETTERS, CONTRADICTIONS, QUESTIONS, MANUAL, SCHEMAS)
FORMATS = [one for kind in KINDS for one in kind.values()]
SHARED = {
    "__init__", "formats", "findings", "findings_text", "letters", "cells", "chart_lines", "chart_parts", "chart_svg", "direction", "safe_text", "safe_file",
    "setting", "table_fit", "contradictions", "headline", "prose", "questions", "told",
    "map_svg", "map_labels", "form_xlsx", "mail_eml",
}  # fmt: skip


@pytest.mark.parametrize("format", FORMATS, ids=lambda one: f"{one.name}-{one.module}")
def test_each_module_has_the_one_entry(format: Format) -> None:
    render = import_module(f"cic.render.{format.module}").render
    assert list(inspect.signature(render).parameters)[1:] in (["setting"], ["_"])
    assert len(inspect.signature(render).parameters) == 2


def test_no_module_is_left_out_and_none_renders_two() -> None:
    modules = {path.stem for path in (ROOT / "cic" / "render").glob("*.py")}
    assert sorted(one.module for one in FORMATS) == sorted(modules - SHARED)


def test_an_ending_tells_one_format() -> None:
    for kind in KINDS:
        endings = [ending for one in kind.values() for ending in one.endings]
        assert len(endings) == len(set(endings)) > 0
        for ending in endings:
            assert ending in format_of_file(kind, f"page{ending}").endings  # type: ignore[union-attr]
        assert format_of_file(kind, "page.doc") is None
    assert format_of_file(FINDINGS, "cic.sarif.json") is FINDINGS["sarif"]
    assert all(one.endings for one in TABLES.values() if not one.needs_terminal)


def test_commands_offer_what_there_is() -> None:
    assert [one.value for one in TableName] == list(TABLES)
    assert [one.value for one in FindingsName] == list(FINDINGS)
    assert [one.value for one in LettersName] == ["text", "markdown", "csv", "json"]
    assert [one.value for one in ContradictionsName] == [*CONTRADICTIONS, "text"]
    assert [one.value for one in ManualName] == list(MANUAL)
    assert [one.value for one in SchemaName] == list(SCHEMAS)
    assert len({one.name for one in (*LETTERS.values(), TABLES["csv"], TABLES["json"])}) == 4


@pytest.mark.parametrize("code", ["en", "fr", "nl"])
def test_a_place_that_is_wider_than_the_terminal_takes_no_figure_with_it(code: str) -> None:
    place = f"data/reports/{'very-long-name-' * 5}.yaml:40:15"
    columns = (
        Column("year", "Year", "id"), Column("what", "What"), Column("amount", "Amount", "amount"),
        Column("place", "Place", "place"), Column("share", "Share", "percent"),
    )  # fmt: skip
    rows = ((2031, "spent", Decimal("1234567.89"), place, Decimal(5)),)
    page = Page("", (), (Table("t", "Entries", columns, rows),))
    lines = TABLES["table"].render(page, Setting(language_of(code), width=60)).splitlines()
    assert [line.strip() for line in lines if len(line) > 60 and line.strip("-")] == [place]
    (figures,) = [line for line in lines if "234" in line]
    assert language_of(code).amount(Decimal("1234567.89")) in figures
    assert "5 %" in figures
