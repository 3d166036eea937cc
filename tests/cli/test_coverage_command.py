"""`cic coverage`, as whole output."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest
from document_coverage import PAGE, covered, page

PLAN = """\
1. Schools of Exampleland

From 2031 to 2032, says League House.
Rue de l'Exemple 5
In 2030 there were 7 schools.

2. Promises

Indicator 1: 0 communes
3 communes have a school (100 %)
"""


@pytest.fixture
def documents(base: Path, tmp_path: Path) -> Path:
    """A folder that holds the plan of the base programme under another name."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "any name.txt").write_text(PLAN, encoding="utf-8", newline="")
    named = base / "documents.yaml"
    fingerprint = hashlib.sha256(PLAN.encode()).hexdigest()
    text = named.read_text().replace("0" * 64, fingerprint)
    other = "\n  notes: {title: {en: Notes}, kind: article, describes: current, language: en, file: notes.txt, sha256: "
    named.write_text(text + other.lstrip("\n") + f'"{"1" * 64}"}}\n')
    return folder


@pytest.mark.parametrize("format", ["table", "markdown", "csv", "json"])
def test_coverage(format: str, base: Path, documents: Path, cic, golden) -> None:
    only = ("--table", "unread") if format == "csv" else ()
    ran = cic("coverage", "--documents", documents, "--data", base, "--format", format, *only)
    assert (ran.code, ran.err) == (0, "")
    golden(f"coverage-{format}.txt", ran.out, *(("tabulate",) if format in ("table", "markdown") else ()))


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_in_other_languages(language: str, base: Path, documents: Path, cic, golden, monkeypatch) -> None:
    monkeypatch.setenv("CIC_DOCUMENTS", str(documents))
    ran = cic("coverage", "--data", base, "--lang", language)
    assert (ran.code, ran.err) == (0, "")
    golden(f"coverage-{language}.txt", ran.out, "tabulate")


def test_in_a_file_and_for_the_terminal(base: Path, documents: Path, cic, tmp_path: Path) -> None:
    page = tmp_path / "coverage.html"
    assert cic("coverage", "--documents", documents, "--data", base, "--output", page).code == 0
    assert "2030" in page.read_text(encoding="utf-8")
    assert "2030" in cic("coverage", "--documents", documents, "--data", base, "--format", "terminal").out


def test_what_is_wrong_is_said(base: Path, tmp_path: Path, cic, monkeypatch) -> None:
    monkeypatch.delenv("CIC_DOCUMENTS", raising=False)
    nowhere = cic("coverage", "--data", base)
    assert (nowhere.code, nowhere.out) == (2, "")
    assert "CIC_DOCUMENTS" in nowhere.err
    assert cic("coverage", "--data", base, "--documents", tmp_path / "nothing").code == 2
    empty = cic("coverage", "--data", base, "--documents", tmp_path / "data", "--format", "json")
    assert empty.code == 0
    assert json.loads(empty.out)["facts"] == {"figures": 0, "read": 0}
    said = cic("coverage", "--data", base, "--documents", tmp_path / "data").out
    assert "plan was not looked at: no file of the folder has its fingerprint" in said


@pytest.mark.skipif(
    "CIC_DOCUMENTS" not in os.environ, reason="the source documents are not here: CIC_DOCUMENTS names no folder"
)
def test_published_page_is_made_of_the_data() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(covered(Path(os.environ["CIC_DOCUMENTS"]))), "make coverage"
