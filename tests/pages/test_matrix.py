"""The matrix: each commune stands in it as it stands in its own table, and what is left out says so."""

from __future__ import annotations

import pytest
from conftest import DAY, ROOT

from cic.analysis.status import Status
from cic.language import ENGLISH
from cic.model.programme import Programme
from cic.pages.annual import Origin, matrix, year_report
from cic.pages.annual.question import Question
from cic.pages.tables import Page, State, Table, value_in, words
from cic.storage.folder import Folder
from cic.storage.loader import load

ORIGIN = Origin(words("commit 0"), words("checked"))


@pytest.fixture(scope="module")
def demo() -> Programme:
    return load(Folder(ROOT / "cic" / "scaffold" / "demo"), DAY).programme


def page(demo: Programme, **asked) -> Page:
    return year_report(demo, Question(2023, **asked), ORIGIN)


def stands(table: Table) -> dict[tuple[str, str], object]:
    """The status of each commune in each indicator that it reports."""
    return {
        (str(value_in(row[1])), column.key): value_in(cell)
        for row in table.rows
        for column, cell in zip(table.columns[2:], row[2:], strict=True)
        if cell is not None and column.as_sign
    }


def test_each_commune_stands_as_in_its_own_table(demo: Programme) -> None:
    own = {
        (table.key.removeprefix("commune."), record["id"]): (
            record["due"]
            if record["status"] is Status.NOT_DUE and record["due"] in (State.NOT_ALLOCATED, State.WITHDRAWN)
            else record["status"]
        )
        for table in page(demo, by="commune", sections=frozenset({"results"})).tables
        if table.key.startswith("commune.") and any(column.key == "status" for column in table.columns)
        for record in table.records()
    }
    found = stands(page(demo, sections=frozenset({"communes"})).table("matrix"))
    merged = {key for key, stand in found.items() if stand is State.MERGED}
    assert {who for who, _ in merged} == {"testopolis"}
    assert {own[key] for key in merged} == {State.WITHDRAWN}
    assert {key: stand for key, stand in found.items() if key not in merged} == {
        key: stand for key, stand in own.items() if key not in merged
    }
    assert len(set(found.values())) > 2


def test_the_signs_that_stand_there_are_said(demo: Programme) -> None:
    table = page(demo, sections=frozenset({"communes"})).table("matrix")
    said = ENGLISH.say(table.notes[0])
    for status in set(stands(table).values()):
        assert f"{status.symbol} {status.value}" in said


def test_of_a_partnership_and_an_indicator_there_are_no_others(demo: Programme) -> None:
    table = page(demo, partnership="verzonnegem-dummara", indicator="OS.1").table("matrix")
    assert [name for name, _ in stands(table)] == ["dummara"]
    assert [column.key for column in table.columns] == ["name", "commune", "OS.1"]


def test_of_very_many_communes_no_row_is_made_and_the_page_says_how_to_ask(
    demo: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matrix, "_MOST", 3)
    table = page(demo, sections=frozenset({"communes"})).table("matrix")
    (note,) = table.notes
    assert table.rows == ()
    assert ENGLISH.say(note).startswith("The table is made for at most 3 communes, and these are ")
    assert page(demo, partnership="verzonnegem-dummara").table("matrix").rows


def test_who_left_and_who_merged_have_signs_of_their_own(demo: Programme) -> None:
    """Placeholdia left in 2023; Testopolis merged into Nullepart, which carries on for it."""
    table = page(demo, sections=frozenset({"communes"})).table("matrix")
    found = stands(table)
    assert {found["placeholdia", id] for id in ("OS.1", "OS.2")} == {State.WITHDRAWN}
    assert {found["testopolis", id] for id in ("OS.1", "OS.2")} == {State.MERGED}
    said = ENGLISH.say(table.notes[0])
    assert "× withdrawn" in said
    assert "→ merged" in said
