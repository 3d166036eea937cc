"""Who owes which year of what is added up: the same communes and years wherever the report says so."""

from __future__ import annotations

import pytest
from conftest import DAY, ROOT

from cic.analysis.outstanding import missing
from cic.analysis.status import Status
from cic.language import ENGLISH, language_of
from cic.model.programme import Programme
from cic.pages.annual import Origin, year_report
from cic.pages.annual.question import Question
from cic.pages.tables import Page, Term, words
from cic.storage.folder import Folder
from cic.storage.loader import load

ORIGIN = Origin(words("commit 0"), words("checked"))


@pytest.fixture(scope="module")
def demo() -> Programme:
    return load(Folder(ROOT / "cic" / "scaffold" / "demo"), DAY).programme


@pytest.fixture(scope="module")
def page(demo: Programme) -> Page:
    return year_report(demo, Question(2023), ORIGIN)


def owed(demo: Programme) -> dict[str, str]:
    """By commune the years of R2.2 that it still owes, as the list of what is missing has them."""
    found: dict[str, list[str]] = {}
    for one in missing(demo, 2023):
        for id, year in one.of_years:
            if id == "R2.2":
                found.setdefault(one.commune, []).append(str(year))
    return {who: ", ".join(years) for who, years in found.items()}


def test_the_matrix_and_the_list_of_what_is_missing_name_the_same_communes_and_years(
    demo: Programme, page: Page
) -> None:
    asked = owed(demo)
    assert asked["examplum"] == "2021, 2022"
    assert len(asked) == 6
    in_matrix = {
        name.word: record["R2.2_years"]
        for record in page.table("matrix").records()
        if isinstance(name := record["commune"], Term)
        and (record["R2.2_years"] is not None or record["R2.2"] is Status.NOT_REPORTED)
    }
    silent = ("quelquepart", "dummara")
    assert in_matrix == {who: None if who in silent else years for who, years in asked.items()}
    listed = {record["commune"]: str(record["indicators"]) for record in page.table("missing").records()}
    assert {who: f"R2.2 ({years})" in listed[who] for who, years in asked.items()} == dict.fromkeys(asked, True)


def test_what_waits_names_who_is_there_with_the_years_and_the_note_counts_as_many(demo: Programme, page: Page) -> None:
    (reason,) = [record["reason"] for record in page.table("attention").records() if record["id"] == "R2.2"]
    assert ENGLISH.say(reason) == (
        "waiting for Quelquepart (2021, 2022, 2023), Dummara (2021, 2022, 2023), Examplum (2021, 2022), 3 more"
    )
    notes = [ENGLISH.say(note) for note in page.table("indicators.R2").notes]
    assert any("4 of 6 reported 2023, 6 of 6 owe 2021, 2022, 2023" in note for note in notes)


def test_what_stands_on_older_reports_cannot_be_read_as_a_share(page: Page) -> None:
    notes = [language_of("fr").say(note) for note in page.table("indicators.OS").notes]
    assert any("1 repose sur 2022, 2 reposent sur 2021" in note for note in notes)
