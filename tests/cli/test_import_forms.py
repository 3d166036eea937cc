"""`cic import FORM`: what it shows, refuses and writes, and that nothing else changes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import found_in, posix
from filled_forms import filled
from office import whole_text
from openpyxl.comments import Comment
from repositories import clone, git
from returned_forms import (
    BRAVO,
    CHARLIE,
    DAY,
    GOOD,
    OPERATING,
    REPORT,
    TEXT,
    Change,
    Cic,
    begun,
    give,
    page,
    returned,
    sent,
    set_to,
    take,
)

from cic.base.message import Message
from cic.cli import writing
from cic.language import ENGLISH
from cic.render.form_xlsx import render
from cic.render.setting import Setting
from cic.source import read_yaml


@pytest.fixture
def here(base: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return begun(base, monkeypatch)


def test_nothing_is_written_before_it_is_shown_and_then_only_the_lines_concerned(here: Path, cic: Cic) -> None:
    path = give(here, GOOD)
    ran = take(cic, path)
    assert ran.code == 0, ran.err
    assert ran.err == "note: nothing was written; with --write it is\n"
    assert (here / REPORT).read_text() == TEXT
    assert "4 answers can be taken" in ran.out
    assert "charlie" in ran.out
    assert "Spent in 2031" in ran.out
    ran = take(cic, path, "--write")
    assert (ran.code, ran.err) == (0, "")
    assert (here / REPORT).read_text() == TEXT.replace(
        "# seen\n",
        "# seen\n    charlie:\n        observations:\n            OS.1:\n                achieved: true\n"
        "                evidence:\n                    - {kind: register, address: register.pdf}\n",
    ).replace("12.00", "15.50")
    assert found_in(here) == []
    again = take(cic, path, "--write")
    assert again.code == 0
    assert "there is nothing to write" in again.err


def test_an_empty_form_says_nothing(here: Path, cic: Cic) -> None:
    for code in ("en", "fr", "nl", "ar"):
        plan, raw = sent(here, code)
        ran = take(cic, returned(here, plan, raw, None), "--write")
        assert (ran.code, "0 answers can be taken" in ran.out) == (0, True)
        assert ran.out.splitlines()[1:] == [
            "  nothing was filled in: it is as it was made",
            "0 answers can be taken",
            "",
        ]
        assert ran.err == "there is nothing to write: nothing was filled in\n"
    assert (here / REPORT).read_text() == TEXT


def test_a_report_that_is_not_there_yet_is_made(here: Path, cic: Cic) -> None:
    (here / REPORT).unlink()
    ran = take(cic, give(here, GOOD), "--write")
    assert ran.code == 0
    assert "To undo it: delete data/reports/2031/alfa-bravo.yaml" in ran.out
    assert found_in(here) == []


def merged(book: Any, cells: dict[str, Any]) -> None:
    one, other = cells[f"{BRAVO}/evidence/+1/kind"], cells[f"{BRAVO}/evidence/+1/address"]
    one.parent.merge_cells(f"{one.coordinate}:{other.coordinate}")


def row_twice(book: Any, cells: dict[str, Any]) -> None:
    cell = cells[f"{BRAVO}/achieved"]
    for n, old in enumerate(list(cell.parent[cell.row]), 1):
        cell.parent.cell(cell.row + 20, n, old.value)


def row_of_another(book: Any, cells: dict[str, Any]) -> None:
    cell, target = cells[f"{CHARLIE}/achieved"], page(book, "communes/bravo")
    for n, old in enumerate(list(cell.parent[cell.row]), 1):
        target.cell(30, n, old.value)


def column_twice(book: Any, cells: dict[str, Any]) -> None:
    page(book, "communes/bravo")["K1"] = "3"


def column_gone(book: Any, cells: dict[str, Any]) -> None:
    page(book, "communes/bravo")["D1"] = None


def sheet_copied(book: Any, cells: dict[str, Any]) -> None:
    book.copy_worksheet(page(book, "communes/bravo"))


def sheet_more(book: Any, cells: dict[str, Any]) -> None:
    book.create_sheet("Remarks")["B2"] = "see here"


def beside(book: Any, cells: dict[str, Any]) -> None:
    page(book, "communes/bravo")["M7"] = 12


def in_locked(book: Any, cells: dict[str, Any]) -> None:
    cell = cells[f"{BRAVO}/achieved"]
    cell.parent.cell(cell.row, cell.column - 1).value = "12"


TRAPS: dict[str, tuple[Change, str, str]] = {
    "text": (set_to(f"{OPERATING}/amount", "12,5"), "typed as text", "D"),
    "two ways": (set_to(f"{OPERATING}/amount", "1.250"), "two ways", "D"),
    "percent": (set_to(f"{OPERATING}/amount", 0.5, "0%"), "percentage", "D"),
    "formula": (set_to(f"{OPERATING}/amount", "=1+1"), "never calculated", "D"),
    "error": (set_to(f"{OPERATING}/amount", "#DIV/0!"), "error of the spreadsheet", "D"),
    "dirhams": (set_to(f"{OPERATING}/amount", "135000 DH"), "amount in DH", "D"),
    "negative": (set_to(f"{OPERATING}/amount", -5), "no minus sign", "D"),
    "a number for a day": (set_to(f"{BRAVO}/evidence/+1/date", 43528, "General"), "a day is asked", "G"),
    "a day of two": (set_to(f"{BRAVO}/evidence/+1/date", "4/3/2019"), "two ways", "G"),
    "none of the words": (set_to(f"{BRAVO}/achieved", "perhaps"), "none of the words", "D"),
    "proof without a kind": (set_to(f"{BRAVO}/evidence/+1/address", "a.pdf"), "of which kind", "F"),
    "kind without a proof": (set_to(f"{BRAVO}/evidence/+1/kind", "Register of schools"), "what proves it", "E"),
    "value and reason": (set_to(f"{BRAVO}/not_applicable/en", "closed"), "a value, and a reason", "I"),
    "money that came back": (set_to("expenditure/partners/refunds/+1/amount", 5), "which year", "D"),
    "paid without a currency": (set_to(f"{OPERATING}/payments/+1/amount", 5), "which currency", "D"),
    "reported without a day": (set_to("reported/by/en", "the office"), "belong together", "C"),
    "merged": (merged, "cells are merged here", "E"),
    "row twice": (row_twice, "several times (rows", "D"),
    "row of another": (row_of_another, "of another sheet", "D30"),
    "column twice": (column_twice, "there twice", "K1"),
    "column gone": (column_gone, "is missing", "D1"),
    "sheet copied": (sheet_copied, "several times", "B2"),
    "sheet more": (sheet_more, "none of the form", "Remarks, cell B2"),
    "beside": (beside, "beside the form", "M7"),
    "in a locked cell": (in_locked, "nothing is asked in this cell", "C"),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_each_trap_is_refused_with_its_cell_and_the_rest_is_taken(trap: str, here: Path, cic: Cic) -> None:
    change, said, cell = TRAPS[trap]
    ran = take(cic, give(here, {f"{CHARLIE}/achieved": False}, change), "--write")
    assert ran.code == 1, ran.out + ran.err
    line = next(one for one in ran.out.splitlines() if said in one)
    assert f"cell {cell}" in line or cell in line
    assert "charlie" in (here / REPORT).read_text()
    rest = (here / REPORT).read_text()
    assert rest.replace(rest[rest.index("    charlie:") : rest.index("expenditure")], "") == TEXT


def test_all_cells_are_judged_and_not_the_first(here: Path, cic: Cic) -> None:
    def change(book: Any, cells: dict[str, Any]) -> None:
        for trap in ("percent", "none of the words", "sheet more", "beside", "reported without a day"):
            TRAPS[trap][0](book, cells)

    ran = take(cic, give(here, {}, change))
    assert ran.out.count("not taken: ") == 5


def test_a_form_may_be_moved_and_renamed(here: Path, cic: Cic) -> None:
    def change(book: Any, cells: dict[str, Any]) -> None:
        sheet = page(book, "communes/bravo")
        sheet.title = "Other name"
        book.move_sheet(sheet, 3)
        cells[f"{BRAVO}/achieved"].value = " YES "
        sheet.insert_rows(2, 3)
        sheet.insert_cols(2)
        sheet.row_dimensions[8].hidden = True

    ran = take(cic, give(here, {}, change), "--write")
    assert ran.code == 0, ran.out
    assert (here / REPORT).read_text() == TEXT.replace("achieved: false", "achieved: true")


def test_comments_and_sheets_that_are_gone_are_named(here: Path, cic: Cic) -> None:
    def change(book: Any, cells: dict[str, Any]) -> None:
        cells[f"{BRAVO}/achieved"].comment = Comment("hello", "me")
        del book[page(book, "communes/charlie").title]

    ran = take(cic, give(here, {}, change))
    assert "comments are not taken: sheet Bravo, D" in ran.out
    assert "not in the form any more" in ran.out
    assert "Charlie" in ran.out


def test_what_changed_since_is_a_conflict_and_stays(here: Path, cic: Cic) -> None:
    path = give(here, {**GOOD, f"{BRAVO}/note/en": "new"})
    newer = TEXT.replace("amount: 12.00", "amount: 13.00")
    (here / REPORT).write_text(newer)
    ran = take(cic, path, "--write")
    assert ran.code == 1
    assert "it showed 12.00, there stands 13.00, typed was 15.5; that stays" in ran.out
    after = (here / REPORT).read_text()
    assert "amount: 13.00" in after
    assert "note: {en: new}" in after
    assert "charlie" in after


def test_what_changed_in_both_alike_or_in_the_data_alone_is_none(here: Path, cic: Cic) -> None:
    path = give(here, {f"{OPERATING}/amount": Decimal("15.5")})
    newer = TEXT.replace("amount: 12.00", "amount: 15.50").replace("achieved: false", "achieved: true")
    (here / REPORT).write_text(newer)
    ran = take(cic, path, "--write")
    assert (ran.code, "there is nothing to write" in ran.err) == (0, True)
    assert (here / REPORT).read_text() == newer


def test_proofs_that_came_meanwhile_are_not_mistaken(here: Path, cic: Cic) -> None:
    path = give(here, {f"{BRAVO}/evidence/+1/kind": "register", f"{BRAVO}/evidence/+1/address": "mine.pdf"})
    newer = TEXT.replace("{achieved: false}", "{achieved: false, evidence: [{kind: register, address: theirs.pdf}]}")
    (here / REPORT).write_text(newer)
    assert take(cic, path, "--write").code == 0
    both = newer.replace("theirs.pdf}]", "theirs.pdf}, {kind: register, address: mine.pdf}]")
    assert (here / REPORT).read_text() == both
    assert "nothing to write" in take(cic, path, "--write").err
    plan, raw = sent(here)
    (here / REPORT).write_text(TEXT)
    ran = take(cic, returned(here, plan, raw, None), "--write")
    assert (ran.code, (here / REPORT).read_text()) == (0, TEXT), ran.out


def test_what_was_emptied_stays_unless_it_is_said(here: Path, cic: Cic) -> None:
    path = give(here, {f"{OPERATING}/amount": None})
    ran = take(cic, path, "--write")
    assert (ran.code, "emptied, where 12.00 stands" in ran.out, "--take-out" in ran.out) == (0, True, True)
    assert (here / REPORT).read_text() == TEXT
    ran = take(cic, path, "--write", "--take-out")
    assert ran.code == 0
    assert "12.00" not in (here / REPORT).read_text()
    assert found_in(here) == []


def test_a_value_that_gives_way_to_a_reason(here: Path, cic: Cic) -> None:
    path = give(here, {f"{BRAVO}/achieved": None, f"{BRAVO}/not_applicable/en": "closed"})
    ran = take(cic, path, "--write")
    assert "a value, and a reason" in ran.out
    assert take(cic, path, "--write", "--take-out").code == 0
    assert "OS.1: {not_applicable: {en: closed}}  # seen" in (here / REPORT).read_text()


def test_on_a_terminal_it_asks(here: Path, cic: Cic, talking) -> None:
    path = give(here, {f"{BRAVO}/achieved": None}, set_to(f"{OPERATING}/amount", "1 250,50 €"))
    questions = talking("y", "n", "y")
    ran = take(cic, path)
    assert questions == ["Take these readings? y/N", "Take out what was emptied? y/N", "Write this? y/N"]
    assert ran.code == 0, ran.out
    assert (here / REPORT).read_text() == TEXT.replace("12.00", "1250.50")
    (here / REPORT).write_text(TEXT)
    talking("n", "n")
    ran = take(cic, path)
    assert (ran.code, (here / REPORT).read_text()) == (1, TEXT)


def test_several_forms_and_a_folder_of_them(here: Path, cic: Cic) -> None:
    (here.parent / "forms").mkdir()
    give(here, {f"{CHARLIE}/achieved": True}, name="forms/one.xlsx")
    give(here, {f"{CHARLIE}/achieved": True, f"{OPERATING}/amount": Decimal(5)}, name="forms/two.XLSX")
    give(here, {f"{CHARLIE}/achieved": False}, name="forms/three.xlsx")
    (here.parent / "forms" / "~$one.xlsx").write_bytes(b"")
    (here.parent / "forms" / "broken.xlsx").write_bytes(b"PK")
    ran = take(cic, "forms", "--write")
    assert ran.code == 1
    assert "says something else of the same" in ran.out
    assert "broken.xlsx is damaged" in ran.err
    after = (here / REPORT).read_text()
    assert "amount: 5.00" in after
    assert after.count("charlie") == 1


def test_what_was_changed_meanwhile_is_not_overwritten(here: Path, cic: Cic, monkeypatch) -> None:
    path, real = give(here, GOOD), writing.preview

    def slow(*arguments: Any) -> int:
        (here / REPORT).write_text(TEXT + "\n# by hand\n")
        return real(*arguments)

    monkeypatch.setattr(writing, "preview", slow)
    ran = take(cic, path, "--write")
    assert (ran.code, "was changed meanwhile" in ran.err) == (2, True)
    assert (here / REPORT).read_text() == TEXT + "\n# by hand\n"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda book, _: book.remove(book["cic"]), "is no form of cic"),
        (lambda book, _: book["cic"].cell(1, 4, "changed"), "changed in its hidden sheet"),
        (lambda book, _: book["cic"].cell(2, 2, "other"), "changed in its hidden sheet"),
        (lambda book, _: book["cic"].cell(1, 2, "99"), "another version"),
        (lambda book, _: setattr(book.copy_worksheet(book["cic"]), "title", "cic2"), "holds two forms"),
    ],
)
def test_what_a_form_carries_is_not_to_be_changed(change: Change, said: str, here: Path, cic: Cic) -> None:
    ran = take(cic, give(here, GOOD, change), "--write")
    assert (ran.code, said in ran.err) == (2, True), ran.err
    assert (here / REPORT).read_text() == TEXT


def test_forms_of_others_are_refused(here: Path, cic: Cic) -> None:
    path = give(here, GOOD)
    root = here / "programme.yaml"
    text = root.read_text()
    own = read_yaml("f", text.encode()).data["id"]  # type: ignore[index, call-overload]
    root.write_text(text.replace(f"id: {own}", "id: other", 1))
    assert "a form of another programme" in take(cic, path).err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("no.xlsx",), "cannot be read: No such file or directory"),
        (("form.xlsx", "--write", "--branch", "x"), "--write changes the files"),
        (("form.xlsx", "--activity", "x"), "--activity is of iati"),
        (("iati", "file.xml"), "takes a file and a folder"),
        (("iati", "file.xml", "dir", "--write"), "takes a file and a folder"),
        (("empty",), "no form (.xlsx) is in the folder"),
    ],
)
def test_wrong_usage(words: tuple[str, ...], said: str, here: Path, cic: Cic) -> None:
    give(here, GOOD)
    (here.parent / "empty").mkdir()
    ran = take(cic, *words)
    assert (ran.code, said in ran.err) == (2, True), ran.err


# branches


@pytest.fixture
def repository(here: Path) -> Path:
    root = here.parent
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", "data")
    git(root, "commit", "--quiet", "--message", "First")
    return root


def state(root: Path) -> tuple[str, ...]:
    """Everything of a repository that a new branch does not change."""
    index = (root / ".git" / "index").read_bytes() if (root / ".git").is_dir() else b""
    return (
        git(root, "rev-parse", "HEAD"),
        git(root, "status", "--porcelain"),
        index.hex(),
        git(root, "config", "--list"),
    )


def test_a_branch_is_made_of_objects_alone(repository: Path, here: Path, cic: Cic) -> None:
    path = give(here, {**GOOD, "reported/by/en": "the social service"})
    give(here, GOOD)
    before = state(repository)
    ran = take(cic, path, "--branch", "reports/alfa-2031")
    assert ran.code == 0, ran.err
    assert state(repository) == before
    assert (here / REPORT).read_text() == TEXT
    assert "To undo it: git branch -D reports/alfa-2031" in ran.out
    assert git(repository, "diff", "--name-only", "main", "reports/alfa-2031") == f"data/{REPORT}"
    assert "amount: 15.50" in git(repository, "show", f"reports/alfa-2031:data/{REPORT}")
    message = git(repository, "log", "-1", "--format=%an|%cn|%B", "reports/alfa-2031")
    assert message.startswith("tests|tests|Take in what was reported: ")
    assert "Form: form.xlsx" in message
    assert "Reported by: " in message
    assert message.endswith("Entered by: tests")
    assert git(repository, "rev-parse", "reports/alfa-2031^") == before[0]
    git(repository, "fsck", "--strict")
    ran = take(cic, path, "--branch", "reports/alfa-2031")
    assert (ran.code, "is there already" in ran.err) == (2, True)
    git(repository, "branch", "-D", "reports/alfa-2031")
    assert state(repository) == before


@posix
def test_nothing_that_the_repository_names_is_run(repository: Path, here: Path, cic: Cic) -> None:
    mark = repository / "ran"
    script = repository / "run.sh"
    script.write_text(f"#!/bin/sh\ntouch {mark}\ncat\n")
    script.chmod(0o755)
    for hook in (
        "pre-commit",
        "commit-msg",
        "prepare-commit-msg",
        "post-commit",
        "reference-transaction",
        "post-checkout",
    ):
        (repository / ".git/hooks").mkdir(exist_ok=True)
        (repository / ".git/hooks" / hook).write_text(script.read_text())
        (repository / ".git/hooks" / hook).chmod(0o755)
    (repository / ".gitattributes").write_text("*.yaml filter=evil diff=evil merge=evil\n")
    for key, value in {
        "filter.evil.clean": script,
        "filter.evil.smudge": script,
        "filter.evil.required": "true",
        "diff.evil.command": script,
        "commit.gpgSign": "true",
        "gpg.program": script,
        "core.editor": script,
        "core.fsmonitor": script,
        "core.pager": script,
        "commit.template": script,
        "core.splitIndex": "true",
        "core.sshCommand": script,
    }.items():
        git(repository, "config", key, str(value))
    path = give(here, GOOD)
    before = (repository / ".git/index").read_bytes()
    assert take(cic, path, "--branch", "entered").code == 0
    assert not mark.exists()
    assert (repository / ".git/index").read_bytes() == before
    assert "gpgsig" not in git(repository, "cat-file", "commit", "entered")
    assert "amount: 15.50" in git(repository, "cat-file", "blob", f"entered:data/{REPORT}")


@pytest.mark.parametrize("name", ["-x", "a..b", "a b", "HEAD", "a/", "x.lock", "@{-1}", ""])
def test_what_is_no_name_of_a_branch(name: str, repository: Path, here: Path, cic: Cic) -> None:
    ran = take(cic, give(here, GOOD), f"--branch={name}")
    assert (ran.code, "cannot be the name of a branch" in ran.err) == (2, True), ran.err
    assert git(repository, "branch", "--list") == "* main"


def test_a_branch_beside_one_of_its_name_is_refused(repository: Path, here: Path, cic: Cic) -> None:
    git(repository, "branch", "a")
    ran = take(cic, give(here, GOOD), "--branch", "a/b")
    assert (ran.code, "Git refused" in ran.err) == (2, True)


def test_what_is_not_committed_is_not_taken_along(repository: Path, here: Path, cic: Cic) -> None:
    path = give(here, {f"{CHARLIE}/achieved": True})
    (here / REPORT).write_text(TEXT + "\n# by hand\n")
    ran = take(cic, path, "--branch", "entered")
    assert (ran.code, "changes that are not committed" in ran.err) == (2, True)
    git(repository, "rm", "--quiet", "--cached", f"data/{REPORT}")
    git(repository, "commit", "--quiet", "--message", "Away")
    ran = take(cic, path, "--branch", "entered")
    assert (ran.code, "is not committed yet" in ran.err) == (2, True)


def test_without_git_or_an_identity_or_a_commit(here: Path, cic: Cic, monkeypatch) -> None:
    path = give(here, GOOD)
    ran = take(cic, path, "--branch", "entered")
    assert (ran.code, "not in a Git repository" in ran.err) == (2, True)
    assert "write into the files with --write" in ran.err
    git(here.parent, "init", "--quiet")
    ran = take(cic, path, "--branch", "entered")
    assert (ran.code, "there is no commit yet" in ran.err) == (2, True)
    git(here.parent, "add", "data")
    git(here.parent, "commit", "--quiet", "--message", "First")
    for who in ("AUTHOR", "COMMITTER"):
        for what in ("NAME", "EMAIL"):
            monkeypatch.delenv(f"GIT_{who}_{what}")
    git(here.parent, "config", "user.useConfigOnly", "true")
    ran = take(cic, path, "--branch", "entered")
    assert (ran.code, "Git does not know who you are" in ran.err) == (2, True), ran.err
    monkeypatch.setenv("PATH", "")
    ran = take(cic, path, "--branch", "entered")
    assert (ran.code, "Git is not installed" in ran.err) == (2, True)


@pytest.mark.parametrize("how", ["shallow", "partial", "sha256", "worktree", "detached", "deep", "crlf"])
def test_every_kind_of_repository(how: str, here: Path, cic: Cic, monkeypatch, tmp_path: Path) -> None:
    path = give(here, GOOD)
    root = tmp_path / "root"
    if how == "deep":
        (root / "a" / "b").mkdir(parents=True)
        here.rename(root / "a" / "b" / "data")
    else:
        root.mkdir()
        here.rename(root / "data")
    git(root, "init", "--quiet", "--initial-branch=main", *(["--object-format=sha256"] if how == "sha256" else []))
    git(root, "config", "uploadpack.allowFilter", "true")
    (root / "other").write_text("x")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "First")
    (root / "other").write_text("y")
    git(root, "commit", "--quiet", "--all", "--message", "Second")
    if how in ("shallow", "partial"):
        root = clone(root, tmp_path / "clone", *(["--depth=1"] if how == "shallow" else ["--filter=blob:none"]))
    elif how == "worktree":
        git(root, "worktree", "add", "--quiet", str(tmp_path / "linked"))
        root = tmp_path / "linked"
    elif how == "detached":
        git(root, "checkout", "--quiet", "--detach")
    data = root / ("a/b/data" if how == "deep" else "data")
    if how == "crlf":
        git(root, "config", "core.autocrlf", "true")
        (data / REPORT).write_bytes(TEXT.replace("\n", "\r\n").encode())
    monkeypatch.chdir(data.parent)
    before = git(root, "rev-parse", "HEAD"), git(root, "status", "--porcelain")
    ran = take(cic, path, "--branch", "entered")
    assert ran.code == 0, ran.err
    assert (git(root, "rev-parse", "HEAD"), git(root, "status", "--porcelain")) == before
    way = data.relative_to(root).as_posix()
    assert git(root, "diff", "--name-only", "HEAD", "entered") == f"{way}/{REPORT}"
    assert git(root, "diff", "--numstat", "HEAD", "entered").split()[:2] == ["7", "1"]
    if how != "partial":
        git(root, "fsck", "--strict")


@pytest.mark.slow
def test_two_at_once_lose_nothing(here: Path) -> None:
    one = give(here, {f"{CHARLIE}/achieved": True}, name="one.xlsx")
    two = give(here, {f"{OPERATING}/amount": Decimal(9)}, name="two.xlsx")
    left = [one, two]
    for _ in range(2):
        command = [sys.executable, "-m", "cic", "import"]
        running = [
            (path, subprocess.Popen([*command, str(path), "--write", *DAY], stderr=subprocess.PIPE, env={**os.environ}))
            for path in left
        ]
        done = [(path, ran.communicate(timeout=60)[1], ran.returncode) for path, ran in running]
        assert all(code == 0 or b"meanwhile" in said for _, said, code in done), done
        left = [path for path, _, code in done if code]
    assert left == []
    after = (here / REPORT).read_text()
    assert "charlie" in after
    assert "9.00" in after


def test_rows_that_are_asked_no_more_say_something_only_where_something_was_typed(here: Path, cic: Cic) -> None:
    plan, raw = sent(here)
    typed = filled(raw, plan, {f"{BRAVO}/achieved": True})
    logframe = here / "logframe.yaml"
    logframe.write_text(logframe.read_text().replace("      OS.1:", "      OS.9:").replace("OS.1", "OS.9"))
    partnership = here / "partnerships" / "alfa-bravo.yaml"
    partnership.write_text(partnership.read_text().replace("OS.1", "OS.9"))
    (here / REPORT).write_text(TEXT.replace("OS.1", "OS.9"))
    ran = take(cic, returned(here, plan, raw, None))
    assert (ran.code, "not asked any more" in ran.out) == (0, False), ran.out
    ran = take(cic, returned(here, plan, typed, lambda _, cells: set_to(f"{CHARLIE}/note/en", "hello")(_, cells)))
    assert (ran.code, ran.out.count("is not asked any more")) == (1, 1), ran.out


def test_a_sheet_that_is_asked_no_more(here: Path, cic: Cic) -> None:
    plan, raw = sent(here)
    typed = filled(raw, plan, {f"{CHARLIE}/achieved": True})
    partnership = here / "partnerships" / "alfa-bravo.yaml"
    partnership.write_text(re.sub("  charlie: .*\n", "", partnership.read_text()))
    assert take(cic, returned(here, plan, raw, None)).code == 0
    ran = take(cic, returned(here, plan, typed, None))
    assert (ran.code, "of which the form is not any more" in ran.out) == (1, True), ran.out


def test_data_that_cannot_be_read_are_mended_first(here: Path, cic: Cic) -> None:
    path = give(here, GOOD)
    (here / "logframe.yaml").write_text("outcomes: [")
    ran = take(cic, path)
    assert (ran.code, "the data have files that cannot be read: logframe.yaml" in ran.err) == (2, True), ran.err


def test_a_cell_of_a_heading(here: Path, cic: Cic) -> None:
    def change(book: Any, cells: dict[str, Any]) -> None:
        cell = cells[f"{BRAVO}/achieved"]
        for row in range(2, cell.row):
            above = cell.parent.cell(row, 6)
            if type(above).__name__ == "Cell":
                above.value = "my answer"
                return

    ran = take(cic, give(here, {}, change))
    assert (ran.code, "my answer" in ran.out) == (1, True), ran.out


def test_names_of_who_reports_stay_out_of_pipes(here: Path, cic: Cic) -> None:
    import datetime

    path = give(here, {"reported/by/en": "Jan Janssens", "reported/date": datetime.date(2032, 1, 5)})
    ran = take(cic, path)
    assert "2 answers can be taken" in ran.out
    assert "Janssens" not in ran.out + ran.err
    ran = take(cic, give(here, {"reported/by/en": "Jan Janssens"}))
    assert "belong together" in ran.out
    assert "Janssens" not in ran.out + ran.err


def test_a_locked_answer_is_not_taken(here: Path, cic: Cic) -> None:
    several = TEXT.replace("{amount: 12.00}", "[{amount: 12.00}, {amount: 3.00, note: {en: late}}]")
    (here / REPORT).write_text(several)
    ran = take(cic, give(here, {f"{OPERATING}/amount": Decimal(9)}), "--write")
    assert (ran.code, "this cell was locked" in ran.out) == (1, True), ran.out
    assert (here / REPORT).read_text() == several


def test_a_commit_names_the_forms_of_which_something_is_taken(repository: Path, here: Path, cic: Cic) -> None:
    full, untouched = give(here, GOOD), give(here, {}, name="untouched.xlsx")
    assert take(cic, full, untouched, "--branch", "both").code == 0
    message = git(repository, "log", "-1", "--format=%B", "both")
    assert "Form: form.xlsx" in message
    assert "untouched.xlsx" not in message


def test_a_reading_that_was_agreed_to_is_named_where_its_row_is_not_taken(here: Path, cic: Cic, talking) -> None:
    def as_people_type(_: Any, cells: dict[str, Any]) -> None:
        cells[f"{OPERATING}/amount"].value = "15,50"
        cells[f"{OPERATING}/evidence/+1/date"].value = "soon"

    talking("y", "n")
    path = give(here, {f"{CHARLIE}/achieved": True}, as_people_type)
    ran = take(cic, path)
    amount = re.search(r"cell (\w+): “15,50”", ran.out)
    assert amount is not None
    assert re.search(rf"because of a cell that belongs to them: .*!{amount[1]}\b", ran.out)


@pytest.mark.parametrize(
    ("revision", "said"),
    [
        ("not under version control", "version : aucune"),
        ("commit 0123456789ab, unchanged", "commit 0123456789ab, inchangé"),
        ("commit 0123456789ab, changed since; files: 12", "commit 0123456789ab, modifié depuis ; fichiers : 12"),
        ("commit {x}, made elsewhere", "commit {x}, made elsewhere"),
    ],
)
def test_the_revision_of_a_form_is_said_in_the_readers_language(revision: str, said: str, here: Path, cic: Cic) -> None:
    plan, _ = sent(here)
    made = render(plan._replace(revision=revision), Setting(ENGLISH))
    raw = bytes(made.encoded("utf-8"))
    path = returned(here, plan, raw, None)
    assert said in take(cic, path, "--lang", "fr").out.replace("\N{NO-BREAK SPACE}", " ")


# languages


@pytest.mark.parametrize(
    ("code", "read", "two", "day"),
    [
        ("en", "read as 12500.5", "as 1250 and as 1.250", "read as 13 March 2031"),
        ("fr", "lu comme 12500,5", "1,250", "lu comme 13 mars 2031"),
        ("nl", "gelezen als 12500,5", "1,250", "gelezen als 13 maart 2031"),
    ],
)
def test_what_was_read_is_said_as_its_readers_write_it(
    code: str, read: str, two: str, day: str, here: Path, cic: Cic
) -> None:
    def change(_: Any, cells: dict[str, Any]) -> None:
        cells[f"{OPERATING}/amount"].value = "12 500,50 €"
        cells["expenditure/partners/investment/amount"].value = "1.250"
        cells["expenditure/partners/personnel/amount"].value = Decimal("-0.5")
        cells[f"{BRAVO}/evidence/+1/date"].value = "13/3/2031"

    ran = take(cic, give(here, {}, change), "--lang", code)
    assert read in ran.out, ran.out
    assert two in ran.out
    assert day in ran.out
    assert ("“-0.5”" if code == "en" else "-0,5") in ran.out


def test_a_conflict_is_said_as_its_readers_write_it(here: Path, cic: Cic) -> None:
    path = give(here, {f"{OPERATING}/amount": Decimal("15.5"), f"{BRAVO}/achieved": None})
    (here / REPORT).write_text(TEXT.replace("amount: 12.00", "amount: 13.00"))
    ran = take(cic, path, "--lang", "fr")
    assert "12,00" in ran.out, ran.out
    assert "13,00" in ran.out
    assert "15,5" in ran.out
    assert "False" not in ran.out  # what was emptied is a word
    assert "amount: 13.00" in (here / REPORT).read_text()


def test_a_year_that_the_spreadsheet_took_for_the_last_century_is_asked(here: Path, cic: Cic, talking) -> None:
    import datetime

    proof = f"{BRAVO}/evidence/+1"
    path = give(
        here,
        {f"{proof}/kind": "register", f"{proof}/address": "a.pdf", f"{proof}/date": datetime.date(1932, 2, 29)},
    )
    ran = take(cic, path)
    assert (ran.code, "the spreadsheet took the year for 1932, read as 29 February 2032" in ran.out) == (1, True), (
        ran.out
    )
    talking("y", "y")
    assert take(cic, path).code == 0
    assert "date: 2032-02-29" in (here / REPORT).read_text()
    old = {f"{proof}/kind": "register", f"{proof}/address": "b.pdf", f"{proof}/date": datetime.date(1976, 9, 30)}
    ran = take(cic, give(here, old))
    assert "1976-09-30" in ran.out


def test_data_of_a_repository_within_another(here: Path, cic: Cic, tmp_path: Path) -> None:
    """As a submodule is: the commit is made where the data are kept, and what is said works from where one stands."""
    path = give(here, GOOD)
    git(here, "init", "--quiet", "--initial-branch=main")
    git(here, "add", "--all")
    git(here, "commit", "--quiet", "--message", "Data")
    git(here.parent, "init", "--quiet", "--initial-branch=main")
    git(here.parent, "commit", "--quiet", "--allow-empty", "--message", "Around")
    ran = take(cic, path, "--branch", "entered")
    assert ran.code == 0, ran.err
    assert "To look at it: git -C data show entered\nTo undo it: git -C data branch -D entered\n" in ran.out
    assert git(here, "diff", "--name-only", "main", "entered") == REPORT
    assert git(here.parent, "branch", "--list") == "* main"


@posix
def test_data_behind_a_link_of_the_same_repository(here: Path, cic: Cic) -> None:
    path = give(here, GOOD)
    here.rename(here.parent / "kept")
    here.symlink_to("kept")
    git(here.parent, "init", "--quiet", "--initial-branch=main")
    git(here.parent, "add", "data", "kept")
    git(here.parent, "commit", "--quiet", "--message", "First")
    ran = take(cic, path, "--branch", "entered")
    assert ran.code == 0, ran.err
    assert git(here.parent, "diff", "--name-only", "main", "entered") == f"kept/{REPORT}"


def test_data_that_lack_a_file_take_forms_in(here: Path, cic: Cic) -> None:
    path = give(here, GOOD)
    (here / "documents.yaml").unlink()
    ran = take(cic, path, "--write")
    assert ran.code == 0, ran.err
    assert "amount: 15.50" in (here / REPORT).read_text()


# proofs whose row is of something else by now


PROOFS = "{achieved: false, evidence: [{kind: register, address: one.pdf}, {kind: register, address: two.pdf}]}"


@pytest.mark.parametrize(
    "newer",
    [
        "[{kind: register, address: two.pdf}]",  # the first went
        "[{kind: register, address: two.pdf}, {kind: register, address: one.pdf}]",  # they changed places
        "[{kind: register, address: new.pdf}, {kind: register, address: one.pdf}, {kind: register, address: two.pdf}]",
    ],
)
def test_a_day_is_never_written_beside_another_proof(newer: str, here: Path, cic: Cic) -> None:
    (here / REPORT).write_text(TEXT.replace("{achieved: false}", PROOFS))
    path = give(here, {f"{BRAVO}/evidence/0/date": date(2031, 5, 4), f"{OPERATING}/amount": Decimal("15.5")})
    (here / REPORT).write_text(TEXT.replace("{achieved: false}", f"{{achieved: false, evidence: {newer}}}"))
    ran = take(cic, path, "--write")
    assert ran.code == 1
    assert "this row was of something else when the form was made: it showed one.pdf, there stands " in ran.out
    after = (here / REPORT).read_text()
    assert "2031-05-04" not in after
    assert "amount: 15.50" in after  # the rest is taken


def test_a_proof_that_was_changed_in_both_alike_takes_its_day(here: Path, cic: Cic) -> None:
    (here / REPORT).write_text(TEXT.replace("{achieved: false}", PROOFS))
    own = f"{BRAVO}/evidence/0"
    path = give(here, {f"{own}/date": date(2031, 5, 4), f"{own}/address": "new.pdf"})
    (here / REPORT).write_text(TEXT.replace("{achieved: false}", PROOFS.replace("one.pdf", "new.pdf")))
    ran = take(cic, path, "--write")
    assert ran.code == 0, ran.out
    assert "address: new.pdf, date: 2031-05-04" in (here / REPORT).read_text()


def test_words_that_another_version_of_the_program_said_are_not_taken_for_typed(
    here: Path, cic: Cic, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cic.pages.form import money

    with monkeypatch.context() as older:
        older.setattr(money, "words", lambda said, **parts: Message(said.replace("Where nothing", "If naught"), parts))
        plan, raw = sent(here)
        path = returned(here, plan, filled(raw, plan, {}), None)
    assert "If naught" in whole_text(path.read_bytes())
    ran = take(cic, path)
    assert (ran.code, "nothing was filled in" in ran.out) == (0, True), ran.out


def test_a_lock_that_a_killed_git_left_is_named_with_what_to_do(repository: Path, here: Path, cic: Cic) -> None:
    path = give(here, GOOD)
    lock = repository / ".git" / "refs" / "heads" / "entered.lock"
    lock.write_text("")
    ran = take(cic, path, "--branch", "entered")
    assert ran.code == 2
    assert (
        f"another program of Git is at work in this repository, or one that was stopped has left its mark: {lock}"
        in ran.err
    )
    assert "where no program of Git runs any more, delete that file first" in ran.err
    lock.unlink()
    # the index is not touched, so that its lock hinders neither a branch nor the files
    (repository / ".git" / "index.lock").write_text("")
    assert take(cic, path, "--branch", "entered").code == 0
    assert take(cic, path, "--write").code == 0
