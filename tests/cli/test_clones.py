"""Comparing where a clone does not hold everything: what can be shown is, what cannot is named, and the exit code says so."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from repositories import SETTINGS, change, clone, commit, git, lose, programme

from cic.storage.git import Repository
from cic.storage.git_objects import Objects, Unreadable

ALFA, DELTA, BUDGET = "partnerships/alfa-bravo.yaml", "partnerships/delta-echo.yaml", "budget.yaml"
GET_ALL = "git fetch --refetch --no-filter"


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, value in (SETTINGS | {"GIT_CEILING_DIRECTORIES": str(tmp_path)}).items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def server(tmp_path: Path) -> Path:
    """Three commits, in which first one partnership and then the other one changes."""
    (tmp_path / "server").mkdir()
    root = programme(tmp_path / "server")
    change(root / "data" / ALFA, "60.00", "61.00")
    commit(root, "Second")
    change(root / "data" / DELTA, "delta", "delta")
    (root / "data" / DELTA).write_text((root / "data" / DELTA).read_text() + "# third\n")
    change(root / "data" / ALFA, "61.00", "62.00")
    commit(root, "Third")
    return root


def lossy(server: Path, target: Path, how: str) -> Path:
    """A clone that lacks the first state of a partnership: made so, or by a mishap."""
    if how == "partial":
        return clone(server, target, "--filter=blob:none")
    if how == "sparse":
        clone(server, target, "--filter=blob:none", "--no-checkout")
        git(target, "sparse-checkout", "set", "data")
        git(target, "checkout", "--quiet", "main")
        return target
    clone(server, target)
    object = git(target, "rev-parse", f"HEAD~2:data/{ALFA}")
    lose(target, object)
    if how == "broken":
        path = target / ".git/objects" / object[:2] / object[2:]
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"this is no object")
    return target


LOSSY = ("partial", "sparse", "lost", "broken")


@pytest.mark.parametrize("how", LOSSY)
def test_what_is_missing_is_named_and_the_rest_is_shown(
    how: str, server: Path, tmp_path: Path, cic, monkeypatch
) -> None:
    here = lossy(server, tmp_path / "clone", how)
    monkeypatch.chdir(here)
    first = ("--at", "HEAD~2")
    found = cic("validate", *first, "--select", "CIC001", "--format", "concise", "-q")
    assert found.code == 1
    said = (
        "Git cannot read the file's content: "
        if how == "broken"
        else f"this clone lacks the file's content; this gets it: {GET_ALL}"
    )
    lines = found.out.splitlines()
    assert f"data/{ALFA}:1:1: error CIC001 file-unreadable: {said}" in (
        line if how != "broken" else line[: line.index("content: ") + 9] for line in lines
    )
    assert len(lines) == (2 if how in ("partial", "sparse") else 1), "the others were read"
    for asked in (
        ("report", "--year", "2031"),
        ("list", "partnerships"),
        ("show", "budget"),
        ("missing", "--year", "2031"),
    ):
        ran = cic(*asked, *first)
        assert ran.code == 1, asked
        assert ALFA in ran.out + ran.err, asked
        assert ran.out, asked
    ran = cic("diff", "HEAD~2")
    assert ran.code == 1
    assert f"INCOMPLETE, not read: {ALFA}" in ran.out
    assert "What changed in files that could not be read is not known." in ran.out
    assert "Nothing changed" not in ran.out
    ran = cic("history", "alfa-bravo", "--format", "json")
    assert ran.code == 1
    assert "Third" in ran.out, "what can be read is told"
    assert ALFA in ran.out


@pytest.mark.parametrize("how", LOSSY)
def test_the_answer_is_the_same_each_time(
    how: str, server: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = lossy(server, tmp_path / "clone", how)
    for asked in (("diff", "HEAD~2"), ("history", "alfa-bravo"), ("validate", "--at", "HEAD~2")):
        answers = {_run(here, *asked) for _ in range(4)}
        assert len(answers) == 1, asked
        assert answers.pop()[0] == 1, asked


def _run(folder: Path, *asked: str) -> tuple[int, str, str]:
    ran = subprocess.run(
        [sys.executable, "-m", "cic", *asked], cwd=folder, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "CIC_LANG": "en"},
    )  # fmt: skip
    return ran.returncode, ran.stdout, ran.stderr


@pytest.mark.parametrize("how", ["partial", "sparse", "lost"])
def test_the_command_that_is_named_helps(how: str, server: Path, tmp_path: Path, cic, monkeypatch) -> None:
    here = lossy(server, tmp_path / "clone", how)
    monkeypatch.chdir(here)
    assert cic("diff", "HEAD~2").code == 1
    subprocess.run(GET_ALL.split(), check=True, capture_output=True)
    assert cic("diff", "HEAD~2").code == 0
    assert cic("history", "alfa-bravo").code == 0


def test_a_clone_without_folders(server: Path, tmp_path: Path, cic, monkeypatch: pytest.MonkeyPatch) -> None:
    here = clone(server, tmp_path / "clone", "--filter=tree:0")
    monkeypatch.chdir(here)
    for asked in (("diff", "HEAD~2"), ("validate", "--at", "HEAD~2"), ("validate", "--against", "HEAD~2")):
        ran = cic(*asked)
        assert (ran.code, ran.out) == (2, ""), asked
        assert "cannot be listed" in ran.err
        assert GET_ALL in ran.err
    ran = cic("history", "alfa-bravo", "--format", "json")
    assert ran.code == 1
    assert f"this gets it: {GET_ALL}" in ran.out
    subprocess.run(GET_ALL.split(), check=True, capture_output=True)
    assert cic("history", "alfa-bravo").code == 0


def test_a_helper_that_is_killed_is_replaced(server: Path) -> None:
    repository = Repository(server)
    states = [git(server, "rev-parse", f"HEAD~{number}:data/{ALFA}") for number in (0, 1, 2)]
    with Objects(repository) as objects:
        expected = [objects.read(object, 10**6) for object in states]
        assert len({*expected}) == 3
        for object, content in zip(states, expected, strict=True):
            assert objects._process is not None
            os.kill(objects._process.pid, signal.SIGKILL)
            objects._process.wait()
            assert objects.read(object, 10**6) == content
        assert objects.read("0" * 40, 10) == Unreadable()
        assert objects.read(states[0], 7) == expected[0][:7]  # type: ignore[index]
        assert objects.read(states[1], 10**6) == expected[1]


def test_after_a_missing_object_the_next_are_read(server: Path, tmp_path: Path) -> None:
    here = clone(server, tmp_path / "clone", "--filter=blob:none")
    files = [line.split("\t")[0].split()[2] for line in git(here, "ls-tree", "-r", "HEAD").splitlines()]
    missing = [git(server, "rev-parse", f"HEAD~{number}:data/{ALFA}") for number in (1, 2)]
    with Objects(Repository(here)) as objects:
        for object in files:
            assert isinstance(objects.read(object, 10**6), bytes)
            assert [objects.read(one, 10**6) for one in missing] == [Unreadable(), Unreadable()]


def test_a_shallow_clone_says_where_its_history_begins(server: Path, tmp_path: Path, cic, monkeypatch) -> None:
    here = clone(server, tmp_path / "shallow", "--depth=2")
    monkeypatch.chdir(here)
    first = git(here, "rev-parse", "--short=10", "HEAD~1")
    ran = cic("history", "alfa-bravo", "--format", "json")
    assert ran.code == 1
    assert f"This clone begins with commit {first} of " in ran.out
    assert "git fetch --unshallow" in ran.out
    assert "Second" not in ran.out, "whoever made that commit did not make everything in it"
    assert ran.out.count("Third") == 1
    ran = cic("history", "alfa-bravo")
    assert f"This clone begins with commit {first}" in ran.out
    ran = cic("diff", "HEAD~2")
    assert (ran.code, ran.out) == (2, "")
    assert "git fetch --unshallow" in ran.err
    subprocess.run(["git", "fetch", "--unshallow", "--quiet"], check=True)
    ran = cic("history", "alfa-bravo", "--format", "json")
    assert ran.code == 0
    assert "Second" in ran.out
    assert "begins with" not in ran.out


def test_a_shallow_clone_whose_first_commit_has_no_data(server: Path, tmp_path: Path, cic, monkeypatch) -> None:
    git(server, "rm", "-r", "--quiet", "data")
    commit(server, "Gone")
    git(server, "checkout", "--quiet", "HEAD~1", "--", "data")
    commit(server, "Back")
    monkeypatch.chdir(clone(server, tmp_path / "shallow", "--depth=2"))
    ran = cic("history", "alfa-bravo", "--format", "json")
    assert ran.code == 1
    assert "What was before is not known here" in ran.out
    assert "Back" in ran.out


def test_a_folder_that_had_another_name_is_followed(server: Path, cic, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(server)
    before = cic("history", "alfa-bravo", "--format", "csv").out
    git(server, "mv", "data", "kept")
    commit(server, "Moved")
    after = cic("history", "alfa-bravo", "--data", "kept", "--format", "csv")
    assert (after.code, after.out) == (0, before), "a folder that gets another name changes nothing"
    (server / "programmes").mkdir()
    git(server, "mv", "kept", "programmes/data")
    change(server / "programmes/data" / ALFA, "62.00", "63.00")
    commit(server, "Moved and changed")
    monkeypatch.chdir(server / "programmes")
    rows = cic("history", "alfa-bravo", "--format", "csv").out
    assert rows.count("Moved and changed") == 1
    assert rows.split("\n", 2)[2] == before.split("\n", 1)[1]
    for asked in (("diff", "HEAD~2"), ("diff", "HEAD~1"), ("diff", "HEAD~2", "HEAD")):
        ran = cic(*asked)
        assert ran.code == 0
        assert "63.00" in ran.out
        assert " 60.00" not in ran.out
    assert cic("report", "--year", "2031", "--at", "HEAD~2").code == 0
    assert cic("validate", "--against", "HEAD~2").code == cic("validate").code


def test_a_new_programme_beside_another_is_not_taken_for_it(server: Path, cic, monkeypatch: pytest.MonkeyPatch) -> None:
    import shutil

    shutil.copytree(server / "data", server / "other")
    change(server / "other" / ALFA, "62.00", "63.00")
    commit(server, "Another")
    monkeypatch.chdir(server)
    ran = cic("diff", "HEAD~1", "--data", "other")
    assert (ran.code, ran.out) == (2, "")
    assert "the revision HEAD~1 has no data folder" in ran.err
    ran = cic("validate", "--against", "HEAD~1", "--data", "other")
    alone = cic("validate", "--data", "other")
    assert (ran.code, ran.out) == (alone.code, alone.out)
    assert "note: the revision HEAD~1 has no data folder" in ran.err
    rows = cic("history", "alfa-bravo", "--data", "other", "--format", "csv").out
    assert set(re.findall("Another|First|Second|Third", rows)) == {"Another"}


@pytest.mark.parametrize("asked", ["../x", "./../x", "data/../x", "../../.."])
def test_a_path_is_not_taken_for_two_revisions(asked: str, server: Path, cic, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(server)
    ran = cic("diff", "--", asked)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"cic: there is no revision {asked} here\n")


def test_a_revision_may_be_named_by_words_with_dots(server: Path, cic, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(server)
    git(server, "commit", "--quiet", "--allow-empty", "--message", "from a..b to c")
    assert "Nothing changed" in cic("diff", ":/a..b").out
