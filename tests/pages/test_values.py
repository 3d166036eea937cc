"""What pages say of parts, steps, words and means."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Ran, put

FRAME = """
source: {document: plan, section: "2"}
outcomes:
  OS:
    label: Outcome
    statement: {en: Communes have schools}
    indicators:
      OS.1: {label: I 1, statement: {en: Persons trained}, unit: persons, level: commune, population: southern_communes,
             over_communes: sum, over_years: cumulative, targets: {2032: {value: 60, as_printed: 60 persons}},
             disaggregated_by: {sex: {women: {fr: femmes, en: women}, men: {fr: hommes, en: men}}},
             sources_of_verification: {register: {en: Register}}}
      OS.2: {label: I 2, statement: {en: Plans}, unit: communes, level: commune, population: southern_communes,
             over_communes: count, over_years: cumulative, scale: {none: {fr: aucun}, draft: {fr: projet}, adopted: {fr: adopté}},
             targets: {2032: {value: 3, step: adopted, as_printed: 3 communes}},
             sources_of_verification: {register: {en: Register}}}
      OS.3: {label: I 3, statement: {en: Policy}, unit: communes, level: commune, population: southern_communes,
             over_communes: count, over_years: cumulative, qualitative: true,
             targets: {2032: {value: 3, as_printed: 3 communes}}, sources_of_verification: {register: {en: Register}}}
      OS.4: {label: I 4, statement: {en: Satisfaction}, unit: points, level: commune, population: southern_communes,
             over_communes: mean, over_years: cumulative, targets: {2032: {value: 4, as_printed: 4 points}},
             sources_of_verification: {register: {en: Register}}}
"""
REPORT = """
year: 2032
partnership: alfa-bravo
communes:
  bravo:
    observations:
      OS.1: {value: 20, by: {sex: {women: 12, men: 8}}, evidence: [{kind: register, address: a.pdf}]}
      OS.2: {step: adopted, evidence: [{kind: register, address: a.pdf}]}
      OS.3: {text: {fr: Une charte est en discussion}}
      OS.4: {value: 4.5, evidence: [{kind: register, address: a.pdf}]}
  charlie:
    observations:
      OS.1: {value: 15, by: {sex: {women: 5, unknown: 10}}, evidence: [{kind: register, address: a.pdf}]}
      OS.2: {step: draft, achieved: true, text: {fr: Voté}, evidence: [{kind: register, address: a.pdf}]}
      OS.4: {value: 3.25, evidence: [{kind: register, address: a.pdf}]}
"""
Cic = Callable[..., Ran]


@pytest.fixture
def valued(base: Path) -> Path:
    """The base programme with four kinds of values, reported by two of three communes."""
    targets = "targets: {OS.1: {2032: 1}}"
    for name in ("alfa-bravo", "delta-echo"):
        path = base / "partnerships" / f"{name}.yaml"
        path.write_text(
            path.read_text().replace(targets, "targets: {OS.1: {2032: 20}, OS.2: {2032: 1}, OS.3: {2032: 1}}")
        )
    put(base, {"logframe.yaml": FRAME, "reports/2032/alfa-bravo.yaml": REPORT})
    return base


def table(ran: Ran, key: str) -> list[dict[str, Any]]:
    page = json.loads(ran.out)
    (found,) = [one for one in page["tables"] if one["key"].rpartition(".")[2] == key]
    return [{k: v for k, v in row.items() if v is not None} for row in found["rows"]]


def test_the_report_shows_parts_steps_and_words(valued: Path, cic: Cic) -> None:
    ran = cic("report", "--data", valued, "--year", 2032, "--as-of", "2033-02-01", "--format", "json")
    assert table(ran, "by") == [
        {"id": "OS.1", "dimension": "sex", "part": "women", "value": "17"},
        {"id": "OS.1", "dimension": "sex", "part": "men", "value": "8"},
        {"id": "OS.1", "dimension": "sex", "part": "unknown", "value": "10"},
    ]
    assert table(ran, "steps") == [
        {"id": "OS.2", "step": "none", "number": "0", "reached": "no"},
        {"id": "OS.2", "step": "draft", "number": "1", "reached": "no", "who": "charlie"},
        {"id": "OS.2", "step": "adopted", "number": "1", "reached": "yes", "who": "bravo"},
    ]
    assert table(ran, "words") == [
        {"id": "OS.2", "who": "charlie", "year": 2032, "step": "draft", "achieved": "yes", "text": "Voté"},
        {"id": "OS.3", "who": "bravo", "year": 2032, "text": "Une charte est en discussion"},
    ]
    rows = {row["id"]: row for row in table(ran, "OS")}
    assert [(rows[id]["reported"], rows[id]["status"]) for id in rows] == [
        ("35", "incomplete"), ("2", "incomplete"), ("0", "incomplete"), ("3.88", "incomplete"),
    ]  # fmt: skip
    assert "Of those alone who reported: OS.4: 3.88, of 2 of 3" in ran.out


@pytest.mark.parametrize("form", ["table", "markdown", "html", "csv"])
def test_every_format_shows_them(valued: Path, cic: Cic, form: str) -> None:
    asked = ["report", "--data", valued, "--year", 2032, "--as-of", "2033-02-01", "--format", form]
    out = "".join(
        cic(*asked, *(["--table", key] if form == "csv" else []), "--lang", "fr").out
        for key in ("by", "steps", "words")
    )
    names = ("men", "adopted") if form == "csv" else ("hommes", "adopté")
    for word in (*names, "Voté", "Une charte est en discussion"):
        assert word in out


def test_by_commune_each_has_its_own(valued: Path, cic: Cic) -> None:
    ran = cic(
        "report", "--data", valued, "--year", 2032, "--as-of", "2033-02-01", "--by", "commune", "--format", "json"
    )
    assert [(row["commune"], row["part"], row["value"]) for row in table(ran, "by")] == [
        ("bravo", "women", "12"), ("bravo", "men", "8"), ("charlie", "women", "5"), ("charlie", "unknown", "10"),
    ]  # fmt: skip


def test_show_says_what_is_asked_and_what_was_said(valued: Path, cic: Cic) -> None:
    page = cic("show", "--data", valued, "OS.2", "--as-of", "2033-02-01").out
    assert "aucun (none) < projet (draft) < adopté (adopted)" in page
    assert "Voté" in page
    assert "women (women), men (men)" in cic("show", "--data", valued, "OS.1", "--as-of", "2033-02-01").out
    commune = cic("show", "--data", valued, "bravo", "--as-of", "2033-02-01").out
    assert "Une charte est en discussion" in commune
    assert "Voté" not in commune


def test_letters_ask_for_steps_words_and_parts(valued: Path, cic: Cic) -> None:
    letter = " ".join(cic("missing", "--data", valued, "--year", 2032, "--as-of", "2033-02-01").out.split())
    assert "the step “adopté”; to report as one of: aucun (none), projet (draft), adopté (adopted)" in letter
    assert "to report in words, and whether it is reached" in letter
    assert "with its parts by sex: women, men; and how many nobody can assign" in letter
    ran = cic("missing", "--data", valued, "--year", 2032, "--as-of", "2033-02-01", "--format", "json")
    rows = {row["indicator"]: row for row in table(ran, "missing") if row.get("commune") == "echo"}
    assert rows["OS.1"]["divided"] == "sex: women, men"
    assert rows["OS.2"]["steps"] == "aucun (none) < projet (draft) < adopté (adopted)"


def test_explain_says_what_a_mean_and_a_count_of_steps_are_made_of(valued: Path, cic: Cic) -> None:
    asked = ("report", "--data", valued, "--year", 2032, "--as-of", "2033-02-01", "--explain", "--format", "json")
    made = {(row["row"], row["figure"]): row.get("calculation", "") for row in table(cic(*asked), "explain")}
    assert made["OS.4", "Reported"] == "(4.5 (bravo 2032) + 3.25 (charlie 2032)) / 2"
    assert made["OS.2", "Reported"] == "1 (bravo 2032: adopted >= adopted) + 1 (charlie 2032: achieved: true)"
    assert "12 (bravo 2032) + 5 (charlie 2032)" in made.values()


def test_nothing_is_wrong_with_values_of_every_kind(valued: Path, cic: Cic) -> None:
    ran = cic("validate", "--data", valued, "--as-of", "2033-02-01", "--format", "concise")
    assert (ran.code, ran.out.splitlines()[:-1]) == (0, [])
