"""What a reader must not have to guess: what stands on an older report, why nothing is expected, what a label says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

_AS_OF = ("--as-of", "2026-11-28")


@pytest.fixture
def demo(tmp_path: Path, cic) -> Path:
    assert cic("init", "--demo", tmp_path / "it").code == 0
    return tmp_path / "it" / "data"


@pytest.mark.parametrize("format", ["table", "terminal"])
def test_a_narrow_page_has_a_line_for_each_year(format: str, demo: Path, cic) -> None:
    """Fableville reported its plan in 2019 alone; of 2020 stands what was reported before."""
    out = cic("show", "fableville", "--data", demo, "--width", "80", "--format", format, *_AS_OF).out
    lines = out.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("OS.1  "))
    assert lines[start + 1 : start + 5] == [
        "    2019: reported 1",
        "    2020: due 1, reported 1 (2019) ✔",
        "    2021: due 1, reported 1 (2019) ✔",
        "    2023: due 1, reported 1 (2019) ✔",
    ]
    assert "    2022: reported 5" in lines


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_value_is_lost_where_it_is_narrow(width: int, demo: Path, cic, monkeypatch) -> None:
    monkeypatch.chdir(demo.parent)
    given = ("show", "fableville", "--data", "data", *_AS_OF)
    page = json.loads(cic(*given, "--format", "json").out)
    (table,) = [one for one in page["tables"] if one["key"] == "communes.targets"]
    out = cic(*given, "--width", str(width), "--format", "table").out
    # names of files are whole, for whoever copies them, and a rule is as long as the longest line
    texts = [line for line in out.splitlines() if ".yaml:" not in line and not line.startswith("---")]
    assert max(map(len, texts)) <= width
    for row in table["rows"]:
        assert row["id"] in out
        for key, value in row.items():
            if key.startswith("reported_") and not key.endswith("_of") and isinstance(value, str):
                assert value in out


def test_a_program_knows_the_year_of_a_value_that_is_carried(demo: Path, cic) -> None:
    page = json.loads(cic("show", "fableville", "--data", demo, "--format", "json", *_AS_OF).out)
    (table,) = [one for one in page["tables"] if one["key"] == "communes.targets"]
    row = next(one for one in table["rows"] if one["id"] == "OS.1")
    assert (row["reported_2019"], row["reported_2019_of"]) == ("1", None)
    assert (row["reported_2021"], row["reported_2021_of"]) == ("1", 2019)


def test_why_nothing_is_expected_stands_beside_the_results(demo: Path, cic) -> None:
    given = ("report", "--data", demo, "--year", "2023", "--section", "results", *_AS_OF)
    said = " ".join(cic(*given).out.split())
    assert "Not applicable: R2.5, (programme) 2021: “" in said
    assert (
        "Baseline of something else than the targets, and so not comparable: R1.4 (“35 % of the registrations”)" in said
    )


@pytest.mark.parametrize(
    ("language", "head"), [("en", "Outcome: By 2023"), ("fr", "Objectif spécifique OS : D’ici 2023")]
)
def test_a_label_is_in_the_language_of_the_wording(language: str, head: str, demo: Path, cic) -> None:
    given = ("report", "--data", demo, "--year", "2023", "--section", "results", "--lang", language, *_AS_OF)
    assert f"\n{head}" in cic(*given).out
    assert ("Outcome:" in cic(*given).out) == (language == "en")


def test_who_paid_is_called_by_the_name(demo: Path, cic) -> None:
    given = ("report", "--data", demo, "--year", "2023", "--section", "money", *_AS_OF)
    assert "Friends of the Fable River" in cic(*given).out
    tables = {one["key"]: one for one in json.loads(cic(*given, "--format", "json").out)["tables"]}
    assert {row["paid_by"] for row in tables["paid_by_others"]["rows"]} == {"friends"}
