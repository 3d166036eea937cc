"""`cic missing`: letters that can be sent."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from conftest import ROOT

from cic.pages.reminders import Asked, Letter, Part
from cic.pages.tables import words
from cic.render.formats import LETTERS
from cic.render.letters import Letters

AS_OF = ("--as-of", "2024-06-30")


@pytest.fixture
def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copytree(ROOT / "cic" / "scaffold" / "demo", tmp_path / "data"))


@pytest.mark.parametrize("format", ["text", "markdown", "csv", "json"])
def test_formats(format: str, demo: Path, cic, golden) -> None:
    ran = cic("missing", "--year", 2023, "--format", format, *AS_OF)
    assert (ran.code, ran.err) == (0, "")
    golden(f"missing-2023-{format}.txt", ran.out)


def test_persons_are_named_only_when_asked(demo: Path, cic) -> None:
    for format in ("text", "markdown", "csv", "json"):
        without = cic("missing", "--year", 2023, "--format", format, *AS_OF).out
        asked = cic("missing", "--year", 2023, "--format", format, "--contacts", *AS_OF).out
        for personal in ("Dora Dummy", "dora@dummara.example.org", "555 0112"):
            assert personal not in without
            assert personal in asked.replace("\\", "")


def test_each_commune_is_asked_for_what_it_promised(demo: Path, cic) -> None:
    out = cic("missing", "--year", 2023, "--format", "csv", *AS_OF).out
    rows = {(row["commune"], row["indicator"]): row for row in csv.DictReader(io.StringIO(out))}
    evaluations = rows["dummara", "R2.2"]
    assert (evaluations["promised"], evaluations["year"], evaluations["evidence"]) == ("2", "2023", "Evaluation report")
    assert evaluations["file"] == "reports/2023/verzonnegem-dummara.yaml"
    assert rows["dummara", "OS.2"]["promised"] == "not allocated"
    assert rows["dummara", "OS.3"]["promised"] == "40"
    # nothing is missing of what stands on an older report: it is to be confirmed
    assert (evaluations["stands_on"], rows["fableville", "OS.1"]["stands_on"]) == ("", "2019")
    assert ("fableville", "OS.2") not in rows


def test_one_partnership(demo: Path, cic) -> None:
    ran = cic("missing", "--year", 2023, "--partnership", "fictiebeek-quelquepart", *AS_OF)
    assert "Quelquepart" in ran.out
    assert "Dummara" not in ran.out
    wrong = cic("missing", "--partnership", "fictiebeek")
    assert wrong.code == 2
    assert "fictiebeek-quelquepart" in wrong.err


def test_exit_code_and_nothing_missing(demo: Path, cic) -> None:
    assert cic("missing", "--year", 2023, "--exit-code", *AS_OF).code == 1
    assert cic("missing", "--year", 2023, *AS_OF).code == 0
    nothing = cic("missing", "--year", 2019, "--exit-code", *AS_OF)
    assert (nothing.code, nothing.out) == (0, "Nothing is missing at the end of 2019.\n")
    empty = cic("missing", "--year", 2019, "--format", "json", *AS_OF)
    assert json.loads(empty.out)["tables"][0]["rows"] == []


def test_a_year_that_has_not_ended_asks_nothing(demo: Path, cic) -> None:
    ran = cic("missing", "--year", 2019, "--as-of", "2019-06-30")
    assert ran.out == "Nothing is missing at the end of 2019.\n"


def test_output_file(demo: Path, cic) -> None:
    ran = cic("missing", "--year", 2023, "--output", "letters.txt", *AS_OF)
    assert (ran.code, ran.out) == (0, "")
    assert Path("letters.txt").read_text(encoding="utf-8").count("Subject: ") == 6


def test_what_cannot_be_read_is_said(demo: Path, cic) -> None:
    (demo / "reports/2023/fictiebeek-quelquepart.yaml").write_text("year: [")
    assert "fictiebeek-quelquepart.yaml" in cic("missing", "--year", 2023, *AS_OF).err


def test_texts_of_strangers_are_harmless() -> None:
    asked = Asked("I", "Aït [bold] | <script> \x1b[31m", "x\x1b", None, False, "value", 2023, ("y\x1b",))
    letter = Letter("p", words("{name}", name="z\x1b"), (Part("c", "n\x1b", (asked,), ()),), ((2023, "f"),), ("a\x1b",))
    letters = Letters(2023, (letter,), "data")
    for text in (one.render(letters) for one in LETTERS.values()):
        assert "\x1b" not in text
    assert "\\<script\\>" in LETTERS["markdown"].render(letters)


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
@pytest.mark.parametrize("format", ["text", "markdown"])
def test_letters_speak_of_no_file_and_no_key(format: str, language: str, tmp_path, cic) -> None:
    """They go to officers who know e-mail."""
    assert cic("init", "--demo", tmp_path / "it").code == 0
    said = cic("missing", "--data", tmp_path / "it" / "data", "--format", format, "--lang", language).out
    for word in (".yaml", "not_applicable", "`", "achieved", "numerator:", "reports/"):
        assert word not in said
