"""Who owes which year of what is added up: the same communes and years wherever the report says so."""

from __future__ import annotations

import pytest
from conftest import DAY, ROOT

from cic.analysis.outstanding import missing
from cic.analysis.status import Coverage, Status
from cic.base.message import Message
from cic.language import ENGLISH, language_of
from cic.model.programme import Programme
from cic.pages.annual import Origin, year_report
from cic.pages.annual.question import Question
from cic.pages.tables import Page, State, words
from cic.render.cells import plain_text
from cic.render.headline import money_of
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
        record["commune"]: record["R2.2_years"]
        for record in page.table("matrix").records()
        if record["R2.2_years"] is not None or record["R2.2"] is Status.NOT_REPORTED
    }
    silent = ("quelquepart", "dummara")
    assert in_matrix == {who: None if who in silent else years for who, years in asked.items()}
    listed = {plain_text(record["commune"]): str(record["indicators"]) for record in page.table("missing").records()}
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


def test_who_is_asked_for_a_value_without_an_own_target_has_not_reported_it(demo: Programme, page: Page) -> None:
    stands = {record["commune"]: record for record in page.table("matrix").records()}
    assert (stands["dummara"]["OS.2"], stands["dummara"]["OS.3"]) == (Status.NOT_REPORTED, Status.NOT_REPORTED)
    assert (stands["examplum"]["OS.3"], stands["placeholdia"]["OS.2"]) == (State.NOT_ALLOCATED, State.WITHDRAWN)
    signs = [ENGLISH.say(note) for note in page.table("matrix").notes]
    assert any("□ not allocated, × withdrawn" in one for one in signs)
    own = year_report(demo, Question(2023, partnership="verzonnegem-dummara"), ORIGIN)
    counts = {record["status"]: record["indicators"] for record in own.table("summary").records()}
    listed = [record["values"] for record in own.table("missing").records()]
    assert counts[Status.NOT_REPORTED] == max(map(int, map(str, listed))) == 5


def test_what_all_partnerships_must_have_is_asked_of_each(demo: Programme) -> None:
    own = year_report(demo, Question(2023, partnership="verzonnegem-dummara"), ORIGIN)
    (row,) = [record for record in own.table("indicators.R1").records() if record["id"] == "R1.3"]
    assert (row["due"], row["reported"], row["status"]) == (1, 0, Status.OFF_TRACK)
    (lost,) = [record for record in own.table("attention").records() if record["id"] == "R1.3"]
    assert ENGLISH.say(lost["reason"]) == "lost in 2023: Verzonnegem – Dummara"


def test_what_is_to_fall_or_to_be_kept_and_what_is_a_share_read_as_such(page: Page) -> None:
    rows = {record["id"]: record for record in page.table("attention").records()}
    stands = {id: ENGLISH.say(row["stands"]) for id, row in rows.items() if isinstance(row["stands"], Message)}
    assert (stands["R2.3"], stands["OS.3"]) == ("at least 78 (at most 100)", "43 %/40 % (5 of 6)")
    assert ENGLISH.say(rows["R1.3"]["reason"]) == "lost in 2023: Verzonnegem – Dummara"


def test_accounts_of_earlier_years_that_are_missing_need_attention(page: Page) -> None:
    last = list(page.table("attention").records())[-1]
    assert ENGLISH.say(last["title"]) == "Accounts missing: the programme (2020), Fictiebeek – Quelquepart (2022)"
    money = money_of(page, ENGLISH)
    assert money is not None
    assert (money.accounts, money.accounts_since) == (Coverage(6, 6), Coverage(28, 30))
