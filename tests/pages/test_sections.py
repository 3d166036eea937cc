"""Each section of the report stands in one row, and what depends on it reads that row."""

from __future__ import annotations

import pytest
from conftest import DATA, DAY, ROOT, shipped_data

from cic.pages.annual import Origin, year_report
from cic.pages.annual.question import Question
from cic.pages.annual.section import Builder, builder
from cic.pages.sections import SECTIONS
from cic.pages.tables import words
from cic.storage.folder import Folder
from cic.storage.loader import load


@pytest.mark.parametrize("name", SECTIONS)
def test_each_section_can_be_made(name: str) -> None:
    assert isinstance(builder(name), Builder)


def test_the_page_has_the_sections_in_their_order_and_each_alone() -> None:
    programme = load(Folder(ROOT / "cic" / "scaffold" / "demo"), DAY).programme
    origin = Origin(words("commit 0"), words("checked"))

    def sections_of(*wanted: str) -> list[str]:
        page = year_report(programme, Question(2023, sections=frozenset(wanted)), origin)
        assert {chart.section for chart in page.charts} <= {table.section for table in page.tables}
        return list(dict.fromkeys(table.section for table in page.tables))

    assert sections_of() == list(SECTIONS)
    for name in SECTIONS:
        assert sections_of(name) == [name]


@shipped_data
def test_a_misspelt_section_is_refused(cic) -> None:
    ran = cic("report", "--data", DATA, "--section", "results,mony")
    assert (ran.code, ran.err.splitlines()[-2:]) == (2, ["cic: there is no section mony", "     did you mean money?"])
    with pytest.raises(KeyError):
        builder("mony")


def test_help_names_them(cic) -> None:
    said = " ".join(cic("report", "--help").out.split())
    assert ", ".join(SECTIONS) in said
