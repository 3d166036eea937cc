"""What once came out wrong in silence, in the shipped data: an achievement that fell because a year passed, years of a
period that got lost, old values that passed as this year's, a commune that took along what it had delivered."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from conftest import DATA, shipped_data, shipped_programme

AS_OF = ("--as-of", "2026-11-28")
pytestmark = [shipped_data, pytest.mark.slow]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    if not DATA.is_dir():
        pytest.skip("the data are not in this distribution")
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def report(data: Path, year: int, indicator: str, values: dict[str, object]) -> None:
    """What communes report of an indicator, in the files of their partnerships."""
    programme = shipped_programme()
    kind = next(iter(programme.indicators[indicator].value.sources_of_verification))
    lines: dict[str, list[str]] = {}
    for commune, value in values.items():
        observation = f"{{value: {value}, evidence: [{{kind: {kind}, address: a.pdf}}]}}"
        line = f"  {commune}: {{observations: {{{indicator}: {observation}}}}}"
        lines.setdefault(programme.communes[commune].owner, []).append(line)
    for owner, own in lines.items():
        file = data / "reports" / str(year) / f"{owner}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n".join([f"year: {year}", f"partnership: {owner}", "communes:", *own, ""]))


def rows(cic, *arguments: object) -> dict[str, list[dict[str, object]]]:
    ran = cic(*arguments, *AS_OF, "--format", "json")
    assert ran.code == 0, ran.err
    return {table["key"]: table["rows"] for table in json.loads(ran.out)["tables"]}


def row_of(tables: dict[str, list[dict[str, object]]], id: str) -> dict[str, object]:
    (found,) = [row for key, own in tables.items() if key.startswith("indicators.") for row in own if row["id"] == id]
    return found


def southern() -> list[str]:
    return list(shipped_programme().population("southern_communes"))


def test_what_was_reached_does_not_fall_because_a_year_passes(data: Path, cic) -> None:
    # 12 communes with one tool are promised for 2019, 12 with two for 2021
    report(data, 2019, "R6.2", dict.fromkeys(southern(), 1))
    seen = {}
    for year in (2019, 2020, 2021):
        tables = rows(cic, "report", "--data", data, "--year", year, "--indicator", "R6.2")
        found = row_of(tables, "R6.2")
        seen[year] = (found["reported"], found["due_year"], found["status"])
        shares = {row["reached"] for row in tables["partnerships"]}
        assert shares == ({"100"} if year < 2021 else {"0"}), "the same page says the same of each partnership"
    assert seen == {
        2019: ("12", 2019, "achieved"),
        2020: ("12", 2019, "achieved"),
        2021: ("0", 2021, "off track"),
    }


def test_one_commune_has_its_own_number_against_its_own_target(data: Path, cic) -> None:
    commune = southern()[0]
    report(data, 2019, "R6.2", {commune: 1})
    tables = rows(cic, "report", "--data", data, "--year", 2021, "--indicator", "R6.2", "--by", "commune")
    (found,) = tables[f"commune.{commune}"]
    assert (found["due"], found["reported"], found["status"]) == ("2", "1", "off track")
    shown = rows(cic, "show", commune, "--data", data, "--year", 2021)
    (own,) = [row for row in shown["communes.targets"] if row["id"] == "R6.2"]
    assert (own["due_2019"], own["reported_2019"], own["due_2021"]) == ("1", "1", "2")


def test_the_derivation_counts_as_the_page_does(data: Path, cic) -> None:
    report(data, 2019, "R6.2", dict.fromkeys(southern(), 1))
    asked = ("report", "--data", data, "--year", 2020, "--indicator", "R6.2", "--section", "results", "--explain")
    ran = cic(*asked, *AS_OF)
    assert ran.code == 0
    assert "(12 - 0) × 100 / (12 - 0)" in " ".join(ran.out.split())
    assert "12 meets 12" in ran.out


def test_the_years_of_a_period_are_added_up(data: Path, cic) -> None:
    commune = southern()[0]
    report(data, 2020, "R1.3", {commune: 1})
    report(data, 2021, "R1.3", {commune: 0})
    found = row_of(rows(cic, "report", "--data", data, "--year", 2021, "--indicator", "R1.3"), "R1.3")
    assert (found["reported"], found["coverage"]) == ("1", {"reported_by": 1, "expected": 12})


def test_an_older_value_never_passes_as_the_years(data: Path, cic) -> None:
    report(data, 2019, "R6.2", dict.fromkeys(southern(), 1))
    found = row_of(rows(cic, "report", "--data", data, "--year", 2020, "--indicator", "R6.2"), "R6.2")
    assert (found["reported_year"], found["coverage"], found["older"]) == (
        2019, {"reported_by": 0, "expected": 12}, "12",
    )  # fmt: skip
    missing = rows(cic, "missing", "--data", data, "--year", 2020)
    asked = [row for own in missing.values() for row in own if row.get("indicator") == "R6.2"]
    assert {row["stands_on"] for row in asked} == {2019}
    assert len(asked) == 12


def test_a_commune_that_leaves_takes_nothing_along(data: Path, cic) -> None:
    commune = southern()[0]
    report(data, 2019, "R6.2", dict.fromkeys(southern(), 1))
    file = data / shipped_programme().partnership_files[shipped_programme().communes[commune].owner]
    text = file.read_text(encoding="utf-8")
    entry = f"  {commune}:\n    until: {{date: 2020-03-31, reason: {{fr: Sortie}}}}\n"
    file.write_text(text.replace(f"  {commune}:\n", entry, 1), encoding="utf-8")
    tables = {year: rows(cic, "report", "--data", data, "--year", year, "--indicator", "R6.2") for year in (2019, 2020)}
    assert row_of(tables[2019], "R6.2")["reported"] == row_of(tables[2020], "R6.2")["reported"] == "12"
    assert row_of(tables[2020], "R6.2")["coverage"] == {"reported_by": 0, "expected": 11}
