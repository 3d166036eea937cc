"""Every page follows the levels: impacts, outcomes, results, outputs, activities."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import DAY, found_in, put
from levels_sample import INDICATORS, ORDER, logframe

from cic.analysis.diff import changes
from cic.analysis.things import moved_things
from cic.language import ENGLISH
from cic.model.programme import Programme
from cic.pages.diff.wording import change_tables
from cic.storage.folder import Folder
from cic.storage.loader import load


@pytest.fixture
def levels(base: Path) -> Path:
    """The base programme with every level."""
    put(base, {"logframe.yaml": logframe()})
    return base


def tables(cic, data: Path, *arguments: object) -> dict[str, list[dict[str, object]]]:
    ran = cic(*arguments, "--data", data, "--as-of", "2034-06-30", "--format", "json")
    assert ran.code == 0, ran.err
    return {table["key"]: table["rows"] for table in json.loads(ran.out)["tables"]}


def said(cic, data: Path, *arguments: object) -> str:
    ran = cic(*arguments, "--data", data, "--as-of", "2034-06-30")
    assert ran.code == 0, ran.err
    return " ".join(ran.out.split())


def test_nothing_is_found_in_a_programme_of_many_levels(levels: Path) -> None:
    assert found_in(levels) == []


def test_levels_are_read_from_the_top_down_whatever_the_order_of_the_file(levels: Path) -> None:
    programme = load(Folder(levels), DAY).programme
    assert [one.id for one in programme.each_promise()] == ORDER
    assert [one.id for one in programme.each_indicator()] == INDICATORS
    assert [one.owner for one in programme.each_promise()] == ["", "I", "OS", "R1", "R1", ""]
    assert programme.lineage("A.1.1") == ("A.1.1", "O1.1", "R1", "OS", "I")


def test_no_result_is_lost_in_a_circle(base: Path) -> None:
    put(base, {"logframe.yaml": logframe().replace("    outcome: OS\n", "    under: O1.2\n")})
    programme = load(Folder(base), DAY).programme
    assert sorted(one.id for one in programme.each_promise()) == sorted(ORDER)
    assert sorted(one.id for one in programme.each_indicator()) == sorted(INDICATORS)
    assert programme.lineage("A.1.1") == ("A.1.1", "O1.1", "R1", "O1.2")
    (found,) = [one for one in found_in(base) if one.code == "CIC441"]
    assert found.message.params["ids"] == ("R1", "O1.2")


def test_the_report_goes_from_the_top_down(levels: Path, cic) -> None:
    found = [key for key in tables(cic, levels, "report", "--year", 2032) if key.startswith("indicators.")]
    assert found == [f"indicators.{id}" for id in ("I", "OS", "R1", "O1.1", "A.1.1", "O1.2", "R2")]
    text = said(cic, levels, "report", "--year", 2032, "--section", "results")
    for heading in (
        "Impact: Children read",
        "Outcome: Communes have schools (below I)",
        "Output 1.1: Walls stand (below R1)",
        "A.1.1: Do A.1.1 (activity of O1.1)",
    ):
        assert heading in text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("I", ["I.1", "OS.1", "R1.1", "O1.1.1", "A.1.1.1", "O1.2.1"]),
        ("R1", ["R1.1", "O1.1.1", "A.1.1.1", "O1.2.1"]),
        ("O1.1", ["O1.1.1", "A.1.1.1"]),
        ("A.1.1", ["A.1.1.1"]),
        ("R2", ["R2.1"]),
    ],
)
def test_what_is_asked_for_comes_with_what_is_below_it(asked: str, found: list[str], levels: Path, cic) -> None:
    got = tables(cic, levels, "report", "--year", 2032, "--result", asked, "--section", "results")
    assert [row["id"] for key, rows in got.items() if key.startswith("indicators.") for row in rows] == found


def test_letters_ask_for_the_indicators_of_every_level(levels: Path, cic) -> None:
    text = cic("missing", "--year", 2032, "--data", levels, "--as-of", "2034-06-30").out
    places = [text.index(f"{id}:") if f"{id}:" in text else text.index(id) for id in INDICATORS if id != "OS.1"]
    assert places == sorted(places)


def test_each_level_has_a_list_and_pages(levels: Path, cic) -> None:
    kinds = {row["kind"]: row["things"] for row in tables(cic, levels, "list")["kinds"]}
    assert (kinds["impacts"], kinds["outcomes"], kinds["results"], kinds["outputs"]) == ("1", "1", "2", "2")
    assert [row["id"] for row in tables(cic, levels, "list", "outputs")["outputs"]] == ["O1.1", "O1.2"]
    assert "Impact I" in (text := said(cic, levels, "show", "I"))
    assert "Outcomes OS" in text
    assert "Output O1.1" in (text := said(cic, levels, "show", "O1.1"))
    assert "Part of R1" in text
    assert "Outcome OS" in text
    assert "A.1.1.1" not in text  # it stands on the page of the activity
    assert "Outputs O1.1, O1.2" in said(cic, levels, "show", "R1")


def test_kinds_that_a_programme_does_not_know_are_not_listed(base: Path, cic) -> None:
    kinds = [row["kind"] for row in tables(cic, base, "list")["kinds"]]
    assert "impacts" not in kinds
    assert "outputs" not in kinds


def test_an_impact_that_has_another_id_is_followed(levels: Path) -> None:
    text = logframe().replace("  I:\n", "  IMP:\n    formerly: [I]\n").replace("I.1:", "IMP.1:")
    put(levels, {"logframe.yaml": text})
    programme = load(Folder(levels), DAY).programme
    assert programme.promises["OS"].owner == "IMP"
    assert found_in(levels) == []


def test_a_comparison_groups_by_level_and_says_what_came_and_went(levels: Path) -> None:
    before = load(Folder(levels), DAY).programme
    text = logframe()
    text = text[: text.index("impacts:")].replace("    impact: I\n", "").replace("Walls stand", "Walls are up")
    put(levels, {"logframe.yaml": text.replace("R1.1: {label", "R1.9: {label")})
    after = load(Folder(levels), DAY).programme
    moved = {
        (one.kind, one.before and one.before.id, one.after and one.after.id) for one in moved_things(before, after)
    }
    assert moved == {("impact", "I", None), ("indicator", "R1.1", "R1.9")}
    found = comparison_tables(before, after)
    assert found == [".impacts.I", ".outcomes.OS", ".results.O1.1", ".results.R1"]


def comparison_tables(before: Programme, after: Programme) -> list[str]:
    sides = (before, after)
    return [one.key for one in change_tables(changes(*sides), sides, ENGLISH, False, lambda _: None)]


def test_an_output_that_goes_takes_the_indicators_of_its_activities_with_it(levels: Path) -> None:
    before = load(Folder(levels), DAY).programme
    text = logframe()
    start, end = text.index("  O1.1:"), text.index("  O1.2:")
    put(levels, {"logframe.yaml": text[:start] + text[end:]})
    (gone,) = moved_things(before, load(Folder(levels), DAY).programme)
    assert (gone.kind, gone.before and gone.before.id, gone.hanging.indicators) == ("result", "O1.1", 2)
