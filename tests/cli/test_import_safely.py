"""`cic import` under stress: a full disk, a kill at any moment, others at the same time. Nothing is lost, nothing half
written, and the same command goes on from there."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import posix
from filled_forms import filled
from repositories import commit, git
from returned_forms import BRAVO, CHARLIE, DAY, GOOD, OPERATING, REPORT, TEXT, Cic, begun, give, returned, sent, take

from cic.base import files
from cic.pages.form.cells import Answered

OTHER = "reports/2031/delta-echo.yaml"
OWN = "reports/2032/programme.yaml"
DONE = "narrative/done/en"


@pytest.fixture
def here(base: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """With forms of three reports: one to be changed, one beside it that is new, one in a folder that is new."""
    begun(base, monkeypatch)
    give(base, GOOD, name="one.xlsx")
    for name, partnership, period in (("two.xlsx", "delta-echo", 2031), ("three.xlsx", "", 2032)):
        plan, raw = sent(base, partnership=partnership, period=period)
        returned(base, plan, filled(raw, plan, {DONE: "Much"}), None, name)
    return base


FORMS = ("one.xlsx", "two.xlsx", "three.xlsx")


def tree(here: Path) -> dict[str, bytes]:
    return {one.relative_to(here).as_posix(): one.read_bytes() if one.is_file() else b"" for one in here.rglob("*")}


@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize("where", ["fsync", "put_in_place"])
def test_a_disk_that_fails_at_any_file_changes_none(
    where: str, number: int, here: Path, cic: Cic, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = os if where == "fsync" else files
    real, count = getattr(module, where), []

    def failing(*arguments: object) -> object:
        count.append(arguments)
        if len(count) == number + 1:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*arguments)

    before = tree(here)
    monkeypatch.setattr(module, where, failing)
    ran = take(cic, *FORMS, "--write")
    assert ran.code == 2
    assert "cannot be written: No space left on device\n     nothing was changed\n" in ran.err
    assert tree(here) == before
    monkeypatch.setattr(module, where, real)
    assert take(cic, *FORMS, "--write").code == 0
    assert {OTHER, OWN} <= tree(here).keys() - before.keys()


def test_files_that_cannot_be_put_back_are_named(here: Path, cic: Cic, monkeypatch: pytest.MonkeyPatch) -> None:
    real, count = files.put_in_place, []

    def failing(temporary: str, path: Path) -> None:
        count.append(path)
        if len(count) > 1:
            raise OSError(errno.EROFS, "Read-only file system")
        real(temporary, path)

    monkeypatch.setattr(files, "put_in_place", failing)
    ran = take(cic, *FORMS, "--write")
    assert ran.code == 2
    assert "these are changed already: " in ran.err
    assert REPORT in ran.err.replace(os.sep, "/")
    assert OTHER not in ran.err.replace(os.sep, "/")
    assert "amount: 15.50" in (here / REPORT).read_text()


@posix
def test_a_file_that_cannot_be_read_any_more_is_said(here: Path, cic: Cic, monkeypatch: pytest.MonkeyPatch) -> None:
    from cic.cli import writing

    real, path = writing.preview, here / REPORT

    def meanwhile(*arguments: object) -> int:
        path.unlink()
        path.symlink_to(path.name)
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(writing, "preview", meanwhile)
    ran = take(cic, "one.xlsx", "--write")
    assert ran.code == 2
    assert "data/reports/2031/alfa-bravo.yaml" in ran.err


SLOWLY = (
    "import os, sys, time; from cic.base import files; real, sync = files.put_in_place, os.fsync\n"
    "def put(*arguments): time.sleep(0.02); real(*arguments); time.sleep(0.02)\n"
    "files.put_in_place = put; os.fsync = lambda one: (sync(one), time.sleep(0.02))\n"
    "sys.argv = ['cic', 'import', *sys.argv[1:]]; from cic.cli import writing, main; there = writing.put\n"
    "def begin(*arguments): print('now', file=sys.stderr, flush=True); there(*arguments)\n"
    "writing.put = begin; main()"
)
"""A program that takes its time to write, and says when it begins."""


@posix
@pytest.mark.slow
def test_a_kill_at_any_moment_leaves_each_file_as_it_was_or_as_it_becomes(here: Path) -> None:
    before = tree(here)
    plain = [sys.executable, "-m", "cic", "import"]
    subprocess.run([*plain, *FORMS, "--write", *DAY], check=True, capture_output=True)
    after = tree(here)
    draw, seen = random.Random(7), set()
    for _ in range(25):
        for name in after:
            if name not in before and (here / name).is_file():
                (here / name).unlink()
        (here / REPORT).write_bytes(before[REPORT])
        running = subprocess.Popen(
            [sys.executable, "-c", SLOWLY, *FORMS, "--write", *DAY], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        assert running.stderr is not None
        assert running.stderr.readline() == b"now\n"
        time.sleep(draw.random() * 0.25)
        running.send_signal(signal.SIGKILL)
        running.wait()
        running.stderr.close()
        now = {name: raw for name, raw in tree(here).items() if not name.endswith(".cic-unfinished")}
        assert now.keys() <= after.keys()
        assert all(raw in (before.get(name), after[name]) for name, raw in now.items())
        seen.add(sum(now.get(name) == after[name] for name in (REPORT, OTHER, OWN)))
        done = subprocess.run([*plain, *FORMS, "--write", *DAY], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        assert {name: raw for name, raw in tree(here).items() if not name.endswith(".cic-unfinished")} == after
    assert {0, 3} <= seen, seen


def together(commands: list[list[str]]) -> list[tuple[int, str]]:
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "cic", "import", *words, *DAY], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        for words in commands
    ]
    return [(one.returncode, said.decode()) for one in running for said in [one.communicate(timeout=120)[1]]]


@pytest.mark.slow
def test_many_at_once_lose_nothing(here: Path) -> None:
    """Four forms of one report: whoever comes late is told so, and does not write over the others."""
    answers: dict[str, dict[str, Answered]] = {
        "a.xlsx": {f"{CHARLIE}/achieved": True},
        "b.xlsx": {f"{OPERATING}/amount": Decimal(9)},
        "c.xlsx": {DONE: "Much"},
        "d.xlsx": {f"{BRAVO}/note/en": "A remark"},
    }
    left = [give(here, said, name=name).name for name, said in answers.items()]
    for _ in answers:
        done = together([[name, "--write"] for name in left])
        assert all(
            code == 0 or (code == 2 and "was changed meanwhile; nothing was written" in said) for code, said in done
        )
        assert any(code == 0 for code, _ in done)
        left = [name for name, (code, _) in zip(left, done, strict=True) if code]
        if not left:
            break
    assert left == []
    after = (here / REPORT).read_text()
    assert all(one in after for one in ("charlie", "9.00", "Much", "A remark", "# as agreed", "# the end"))


@pytest.mark.slow
def test_of_two_that_make_one_branch_one_does(here: Path) -> None:
    root = here.parent
    (root / ".gitignore").write_text("*.xlsx\n")
    git(root, "init", "--quiet", "--initial-branch=main")
    commit(root, "First")
    done = together([["one.xlsx", "--branch", "entered"], ["two.xlsx", "--branch", "entered"]])
    codes = sorted(code for code, _ in done)
    assert codes == [0, 2], done
    assert (here / REPORT).read_text() == TEXT
    assert len(git(root, "log", "--format=%h", "main..entered").split()) == 1
    git(root, "fsck", "--strict")


def test_a_folder_in_which_nobody_may_write_is_said(here: Path, cic: Cic, monkeypatch: pytest.MonkeyPatch) -> None:
    import tempfile

    def refused(*_: object, **__: object) -> object:
        raise PermissionError(errno.EACCES, "Permission denied")

    before = tree(here)
    monkeypatch.setattr(tempfile, "mkstemp", refused)
    ran = take(cic, *FORMS, "--write")
    assert (ran.code, "cannot be written: Permission denied" in ran.err) == (2, True)
    assert tree(here) == before
