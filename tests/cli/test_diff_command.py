"""How `cic diff` is asked: revisions, exit codes, and what cannot be compared."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import BASE

TEAM = ("-c", "user.name=Demo", "-c", "user.email=demo@example.org")
NOTHING = "! Nothing changed in the data."


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *TEAM, *arguments], cwd=folder, check=True, capture_output=True)


def commit(folder: Path, message: str) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", message)


def spend(data: Path, old: str, new: str) -> None:
    file = data / "partnerships" / "alfa-bravo.yaml"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two branches that both went on from the first commit: `main` with 61.00, `proposal` with 62.00."""
    root = tmp_path / "repository"
    shutil.copytree(BASE, root / "data")
    git(tmp_path, "init", "-q", "-b", "main", str(root))
    commit(root, "First")
    git(root, "checkout", "-qb", "proposal")
    spend(root / "data", "60.00", "62.00")
    commit(root, "Proposal")
    git(root, "checkout", "-q", "main")
    spend(root / "data", "60.00", "61.00")
    commit(root, "Meanwhile")
    monkeypatch.chdir(root)
    return root


@pytest.mark.slow
def test_exit_codes(repository: Path, cic) -> None:
    same, changed = ("diff", "HEAD", "HEAD"), ("diff", "HEAD~1", "HEAD")
    assert (cic(*same).code, cic(*same, "--exit-code").code) == (0, 0)
    assert (cic(*changed).code, cic(*changed, "--exit-code").code) == (0, 1)
    assert NOTHING in cic(*same).out
    assert NOTHING in cic("diff").out
    spend(repository / "data", "61.00", "63.00")
    assert cic("diff", "--exit-code").code == 1


def test_two_and_three_dots(repository: Path, cic) -> None:
    plain, forked = cic("diff", "main..proposal").out, cic("diff", "main...proposal").out
    assert cic("diff", "main", "proposal").out == plain
    assert "61.00   62.00" in " ".join(plain.split(" ")).replace("  +1.00", "")
    assert "60.00   62.00" in forked
    assert "Before: main, where proposal left it (commit " in forked
    git(repository, "checkout", "-q", "proposal")
    assert cic("diff", "main...").out.replace("HEAD", "proposal") == forked
    assert cic("diff", "...main").out.count("60.00   61.00") == 1


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("nothing",), "there is no revision nothing here"),
        (("main...nothing",), "there is no revision nothing here"),
        (("a", "b", "c"), "cic diff compares two revisions"),
        (("main...orphan",), "main and orphan share no commit"),
        (("main", "empty"), "the revision empty has no data folder"),
        (("--", "--output=x"), "there is no revision --output=x here"),
    ],
)
def test_what_cannot_be_compared_is_said(asked: tuple[str, ...], said: str, repository: Path, cic) -> None:
    git(repository, "checkout", "-q", "--orphan", "orphan")
    commit(repository, "Another beginning")
    git(repository, "checkout", "-q", "--orphan", "empty")
    git(repository, "rm", "-rqf", ".")
    (repository / "README.md").write_text("words\n")
    commit(repository, "No data")
    git(repository, "checkout", "-q", "main")
    ran = cic("diff", *asked)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert len(ran.err.strip().splitlines()) == 2, "what is wrong, and what to do"


def test_no_commit_and_no_repository(tmp_path: Path, cic, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    shutil.copytree(BASE, tmp_path / "new" / "data")
    monkeypatch.chdir(tmp_path / "new")
    assert "not in a Git repository" in cic("diff").err
    git(tmp_path / "new", "init", "-q")
    ran = cic("diff")
    assert (ran.code, ran.out) == (2, "")
    assert "there is no commit yet" in ran.err


def test_a_file_that_cannot_be_read_is_named_and_not_taken_for_gone(repository: Path, cic) -> None:
    (repository / "data" / "budget.yaml").write_text("source: [\n")
    page = cic("diff").out
    assert "INCOMPLETE, not read: budget.yaml" in page
    assert "Budget table" not in page
    commit(repository, "Broken")
    assert "INCOMPLETE, not read: budget.yaml" in cic("diff", "HEAD", "HEAD~1").out


def changes(page: str, folder: str) -> list[dict[str, object]]:
    """The tables of a page, with places below the data folder."""
    tables: list[dict[str, object]] = json.loads(page.replace(folder, ""))["tables"]
    return tables


def test_a_data_folder_given_by_name_and_one_that_moved(repository: Path, cic, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = changes(cic("diff", "HEAD~1", "HEAD", "--format", "json").out, "data/")
    assert len(expected) > 1
    monkeypatch.chdir(repository.parent)
    ran = cic("diff", "HEAD~1", "HEAD", "--data", "repository/data", "--format", "json")
    assert changes(ran.out, "repository/data/") == expected
    monkeypatch.chdir(repository)
    git(repository, "mv", "data", "elsewhere")
    commit(repository, "Moved")
    moved = cic("diff", "HEAD~2", "HEAD", "--data", "elsewhere", "--format", "json")
    assert changes(moved.out.replace("data/", ""), "elsewhere/") == expected
    assert NOTHING in cic("diff", "HEAD~1", "HEAD", "--data", "elsewhere").out
    git(repository, "rm", "-rq", "--cached", "elsewhere")
    git(repository, "commit", "-qm", "Nothing")
    ran = cic("diff", "HEAD", "--data", "elsewhere")
    assert (ran.code, ran.out) == (2, "")
    assert "the revision HEAD has no data folder" in ran.err
