"""Files that hold the same, byte for byte: read once, said once, however many there are."""

from __future__ import annotations

import os
import re
import shutil
import time
from pathlib import Path

import pytest
from conftest import DAY, found_in
from repositories import git, programme

from cic.storage.folder import Folder
from cic.storage.loader import load

ALFA = "partnerships/alfa-bravo.yaml"


def said(folder: Path) -> list[tuple[str, str, str]]:
    return [(found.code, found.place.file, str(found.message)) for found in found_in(folder)]


def test_a_copy_is_one_finding_and_counts_nothing_twice(base: Path) -> None:
    before = load(Folder(base), DAY).programme
    for name in ("alfa-bravo (1)", "zulu"):
        shutil.copy(base / ALFA, base / f"partnerships/{name}.yaml")
        after = load(Folder(base), DAY).programme
        assert after.partnerships == before.partnerships, "under the name that fits it"
        assert said(base) == [("CIC016", f"partnerships/{name}.yaml", f"this file is {ALFA} once more, byte for byte")]
        (base / f"partnerships/{name}.yaml").unlink()


def test_no_name_fits(base: Path) -> None:
    shutil.move(base / ALFA, base / "partnerships/x.yaml")
    shutil.copy(base / "partnerships/x.yaml", base / "partnerships/y.yaml")
    assert [(code, file) for code, file, _ in said(base)] == [
        ("CIC202", "partnerships/x.yaml"),
        ("CIC016", "partnerships/y.yaml"),
    ]


def test_copies_that_cannot_be_read_are_named_once(base: Path) -> None:
    for name in "abc":
        (base / f"partnerships/{name}.yaml").write_text("id: [\n")
    assert [(code, file) for code, file, _ in said(base)] == [
        ("CIC006", "partnerships/a.yaml"),
        ("CIC016", "partnerships/b.yaml"),
    ]


def test_reports_of_two_years_and_of_the_programme(base: Path) -> None:
    for year in (2031, 2032):
        (base / f"reports/{year}").mkdir(parents=True)
        (base / f"reports/{year}/programme.yaml").write_text("year: 2032\n")
    ((code, file, message),) = said(base)
    assert (code, file) == ("CIC016", "reports/2031/programme.yaml")
    assert message == "this file is reports/2032/programme.yaml once more, byte for byte"


def test_phases_may_say_the_same(base: Path) -> None:
    shutil.copytree(base, base.parent / "phase", ignore=shutil.ignore_patterns("documents.yaml"))
    shutil.move(base.parent / "phase", base / "phases/earlier")
    assert "CIC016" not in {code for code, _, _ in said(base)}


@pytest.mark.slow
def test_very_many_equal_files(tmp_path: Path, cic, monkeypatch: pytest.MonkeyPatch) -> None:
    """In processor time, so that a busy machine changes nothing."""
    many = 50_000
    root = tmp_path / "repository"
    root.mkdir()
    programme(root)
    text = (root / "data" / ALFA).read_bytes()
    blob = git(root, "hash-object", f"data/{ALFA}")
    listed = "".join(f"100644 {blob}\tdata/partnerships/c{number:05}.yaml\n" for number in range(many))
    (tmp_path / "index").write_text(listed)
    with (tmp_path / "index").open() as index:
        import subprocess

        subprocess.run(["git", "update-index", "--index-info"], cwd=root, stdin=index, check=True)
    git(root, "commit", "--quiet", "--message", "Many")
    first = root / "data/partnerships/c00000.yaml"
    first.write_bytes(text)
    for number in range(1, many):
        os.link(first, root / f"data/partnerships/c{number:05}.yaml")
    monkeypatch.chdir(root)
    for asked in (
        ("validate",), ("validate", "--at", "HEAD"), ("validate", "--against", "HEAD~1"), ("diff", "HEAD~1"), ("history", "alfa-bravo"),
    ):  # fmt: skip
        started = time.process_time()
        ran = cic(*asked, *(("--format", "concise") if asked[0] == "validate" else ()))
        assert time.process_time() - started < 20, asked
        if asked[0] == "validate":
            assert (ran.code, re.findall("CIC[0-9]{3}", ran.out)) == (1, ["CIC016"])
            assert f"and so are others: {many - 1}" in " ".join(ran.out.split())
        else:
            assert ran.code == 0
            assert ran.out.count("\n") < 200
    assert f"did the same to partnerships/c00000.yaml and to files with the same content: {many - 1}" in " ".join(
        ran.out.split()
    )
