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

pytestmark = pytest.mark.slow


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
    lines = [line for line in found.out.splitlines() if line.startswith(f"data/{ALFA}:1:1: error CIC001 ")]
    assert len(lines) == 1
    assert said in lines[0]
    assert found.out.count("\n") == (2 if how in ("partial", "sparse") else 1), "the others were read"
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
    assert f"{ALFA} (" in ran.out
    assert ("Third" in ran.out) == (how in ("lost", "broken")), "what can be read is told, and nothing else"


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
    assert "Third" in ran.out
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
    told = rows.splitlines()[1:]
    assert all("Moved and changed" in row for row in told[:2])
    assert told[2:] == before.splitlines()[1:]
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


OPEN = "reporting:\n"
CLOSED = "reporting:\n  closed: {2031: 2032-03-31}\n"
REPORT = "reports/2031/alfa-bravo.yaml"
SAID = """year: 2031
partnership: alfa-bravo
communes:
  bravo: {observations: {OS.1: {value: 1, evidence: [{kind: register, address: a.pdf}]}}}
"""


@pytest.fixture
def closed(server: Path) -> Path:
    """A year that is closed; the next commit changes a figure of it, and nothing else."""
    change(server / "data/programme.yaml", OPEN, CLOSED)
    (server / "data" / REPORT).parent.mkdir(parents=True)
    (server / "data" / REPORT).write_text(SAID)
    commit(server, "Closed")
    change(server / "data" / REPORT, "value: 1", "value: 0")
    return server


def _codes(ran) -> list[str]:
    return sorted(re.findall(r"error (CIC\d+)", ran.out))


AGAINST = ("validate", "--format", "concise", "-q", "--as-of", "2033-01-01", "--ignore", "CIC305", "--against")
"""The other partnerships changed, so that they do not fill the printed line."""


@pytest.mark.parametrize("how", ["partial", "sparse", "lost", "broken"])
def test_a_base_that_the_clone_lacks_is_an_error(how: str, closed: Path, tmp_path: Path, cic, monkeypatch) -> None:
    commit(closed, "Changed")
    monkeypatch.chdir(closed)
    assert _codes(cic(*AGAINST, "HEAD~1")) == ["CIC521"]
    here = tmp_path / "clone"
    if how in ("partial", "sparse"):
        lossy(closed, here, how)
    else:
        clone(closed, here)
        object = git(here, "rev-parse", f"HEAD~1:data/{REPORT}")
        lose(here, object)
        if how == "broken":
            path = here / ".git/objects" / object[:2] / object[2:]
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(b"this is no object")
    monkeypatch.chdir(here)
    for selected in ((), ("--select", "CIC521"), ("--baseline", "none.json")):
        if selected[:1] == ("--baseline",):
            cic("validate", "--against", "HEAD~1", "--write-baseline", "none.json")
        ran = cic(*AGAINST, "HEAD~1", *selected)
        assert (ran.code, _codes(ran)) == (1, ["CIC015"])
        assert ran.out.startswith(
            f"data/{REPORT}:1:1: error CIC015 base-unread: {REPORT} could not be read in the revision"
        )
    assert GET_ALL in cic("validate", "--against", "HEAD~1").out
    if how != "broken":
        subprocess.run(GET_ALL.split(), check=True, capture_output=True)
        assert _codes(cic(*AGAINST, "HEAD~1")) == ["CIC521"]


@pytest.mark.parametrize(
    ("file", "good", "bad"),
    [
        (REPORT, "communes:", "communes"),
        (REPORT, "communes:", "comunes:"),
        ("programme.yaml", "closed:", "closd:"),
        ("programme.yaml", "reporting:", "reporting"),
    ],
)
def test_a_base_with_a_fault_that_is_mended_meanwhile(
    file: str, good: str, bad: str, closed: Path, cic, monkeypatch
) -> None:
    git(closed, "checkout", "--quiet", "--", "data")
    change(closed / "data" / file, good, bad)
    commit(closed, "A fault")
    change(closed / "data" / file, bad, good)
    change(closed / "data" / REPORT, "value: 1", "value: 0")
    commit(closed, "Mended, and more")
    monkeypatch.chdir(closed)
    ran = cic(*AGAINST, "HEAD~1")
    assert (ran.code, _codes(ran)) == (1, ["CIC015"])
    assert f"data/{file}:1:1" in ran.out
    assert _codes(cic(*AGAINST, "HEAD~2")) == ["CIC521"], "as the hint says"
    assert "Nothing changed" not in cic("diff", "HEAD~1").out


def test_a_fault_of_the_base_tells_nothing_of_persons(closed: Path, cic, monkeypatch: pytest.MonkeyPatch) -> None:
    file = closed / "data" / ALFA
    kept = file.read_text()
    file.write_text(kept + "contacts: {x: {name: Marked Person, phones: Marked Number, marked_key: 1}}\n")
    commit(closed, "A fault")
    file.write_text(kept)
    monkeypatch.chdir(closed)
    ran = cic("validate", "--against", "HEAD", "--format", "json")
    assert "CIC015" in ran.out
    assert "arked" not in ran.out + ran.err


def test_a_closed_year_in_a_folder_that_is_renamed(closed: Path, cic, monkeypatch: pytest.MonkeyPatch) -> None:
    git(closed, "mv", "data", "kept")
    monkeypatch.chdir(closed)
    for state in ("in the files alone", "in a commit"):
        ran = cic(*AGAINST, "HEAD" if state == "in the files alone" else "HEAD~1", "--data", "kept")
        assert (ran.code, _codes(ran)) == (1, ["CIC521"]), state
        for path in (closed / "kept").rglob("*.yaml"):
            path.write_text(path.read_text() + "# touched\n")
        commit(closed, "Moved") if state == "in the files alone" else None


def test_what_was_not_there_yet_was_not_agreed(server: Path, cic, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(server)
    git(server, "rm", "--quiet", "data/budget.yaml")
    commit(server, "Without")
    git(server, "checkout", "--quiet", "HEAD~1", "--", "data/budget.yaml")
    assert _codes(cic(*AGAINST, "HEAD")) == []
