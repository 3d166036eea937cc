"""`cic import` of several forms: each is judged by itself, and what is right is taken."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from filled_forms import cells_of, filled, opened, saved
from repositories import commit, git
from returned_forms import (
    BRAVO,
    CHARLIE,
    DAY,
    GOOD,
    OPERATING,
    REPORT,
    TEXT,
    Cic,
    begun,
    give,
    returned,
    sent,
    set_to,
    take,
)

OTHER = "reports/2031/delta-echo.yaml"
DONE = "narrative/done/en"


@pytest.fixture
def here(base: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return begun(base, monkeypatch)


def other(here: Path, name: str = "other.xlsx") -> Path:
    """A form of the other partnership."""
    plan, raw = sent(here, partnership="delta-echo")
    return returned(here, plan, filled(raw, plan, {DONE: "Much"}), None, name)


@pytest.mark.parametrize(
    "text", ["year: 2031\npartnership: delta-echo\n: [\n", "year: 2031\npartnership: delta-echo\nnarrative: 3\n"]
)
def test_a_report_that_has_faults_stops_its_own_form_alone(text: str, here: Path, cic: Cic) -> None:
    mine, theirs = give(here, GOOD), other(here)
    (here / OTHER).write_text(text)
    ran = take(cic, theirs, mine, "--write")
    assert ran.code == 1, ran.err
    assert f"other.xlsx: nothing of it can be taken: {OTHER} has faults itself: nothing was changed in it" in ran.out
    assert "Forms taken whole: 1 of 2\nNot at all: other.xlsx\n" in ran.out
    assert "amount: 15.50" in (here / REPORT).read_text()
    assert (here / OTHER).read_text() == text
    ran = take(cic, theirs, "--write")
    assert (ran.code, "has faults itself" in ran.err) == (2, True)


def test_of_several_forms_of_one_report_those_that_can_be_are_taken(here: Path, cic: Cic, monkeypatch) -> None:
    from cic.base.errors import UserError
    from cic.entry.forms import taken_in

    real = taken_in.taking

    def unclear(known, report, said, cleared):
        if any(one.value == Decimal(7) for one in said):
            raise UserError("its lines are not clear", "write it by hand")
        return real(known, report, said, cleared)

    monkeypatch.setattr(taken_in, "taking", unclear)
    files = [
        give(here, {f"{CHARLIE}/achieved": True}, name="one.xlsx"),
        give(here, {f"{OPERATING}/amount": Decimal(7)}, name="two.xlsx"),
        give(here, {DONE: "Much"}, name="three.xlsx"),
    ]
    ran = take(cic, *files, "--write")
    assert ran.code == 1
    assert "two.xlsx: nothing of it can be taken: its lines are not clear\n     write it by hand\n" in ran.out
    after = (here / REPORT).read_text()
    assert ("charlie" in after, "Much" in after, "7.00" in after) == (True, True, False)


def test_ten_forms_of_which_two_have_mistakes_are_two_steps(here: Path, cic: Cic) -> None:
    """One command takes in what is right; the two that come back corrected, another."""
    folder = here.parent / "returned"
    folder.mkdir()
    for partnership in ("alfa-bravo", "delta-echo"):
        plan, raw = sent(here, partnership=partnership)
        for id in (one.id for _, _, _, one in plan.answers if one.fills == "narrative"):
            name = f"{partnership}-{id.split('/')[1]}.xlsx"
            (folder / name).write_bytes(filled(raw, plan, {id: f"text of {name}"}))
    assert len(list(folder.iterdir())) == 8
    plan, raw = sent(here)
    wrong = {"8.xlsx": (f"{BRAVO}/achieved", "perhaps"), "9.xlsx": (f"{CHARLIE}/achieved", "12")}
    for name, (id, text) in wrong.items():
        book = opened(filled(raw, plan, {f"{OPERATING}/amount": Decimal(7)} if name == "9.xlsx" else {}))
        cells_of(book, plan)[id].value = text
        (folder / name).write_bytes(saved(book))
    ran = take(cic, "returned", "--write")
    assert ran.code == 1
    assert "Forms taken whole: 8 of 10\n" in ran.out
    assert "In part, with the number of cells that are left: 8.xlsx (1), 9.xlsx (1)\n" in ran.out
    for name, (id, _) in wrong.items():
        book = opened((folder / name).read_bytes())
        cells_of(book, plan)[id].value = "yes"
        (folder / name).write_bytes(saved(book))
    ran = take(cic, "returned", "--write")
    assert (ran.code, "Forms taken whole: 10 of 10\n" in ran.out) == (0, True), ran.out
    assert "2 answers can be taken" in ran.out
    after = (here / REPORT).read_text()
    assert after.count("text of alfa-bravo") == (here / OTHER).read_text().count("text of delta-echo") == 4
    assert (after.count("achieved: true"), after.count("amount: 7.00")) == (2, 1)


def test_forms_of_one_name_are_told_apart(here: Path, cic: Cic) -> None:
    for name in ("a", "b"):
        (here.parent / name).mkdir()
    give(here, {}, set_to(f"{OPERATING}/amount", "1.250"), name="a/form.xlsx")
    give(here, {f"{CHARLIE}/achieved": True}, name="b/form.xlsx")
    ran = take(cic, "a/form.xlsx", "b/form.xlsx", "--write")
    assert "are left: a/form.xlsx (1)\n" in ran.out
    assert ran.out.startswith("a/form.xlsx: ")
    assert "charlie" in (here / REPORT).read_text()


def test_the_same_form_twice_is_taken_once(here: Path, cic: Cic) -> None:
    path = give(here, GOOD)
    shutil.copy(path, here.parent / "again.xlsx")
    ran = take(cic, path, "again.xlsx", "./form.xlsx", "--write")
    assert (ran.code, "whole: 2 of 2" in ran.out) == (0, True), ran.out
    assert (here / REPORT).read_text().count("register.pdf") == 1


def test_a_form_that_was_taken_in_has_nothing_left_to_say(here: Path, cic: Cic) -> None:
    """Neither its new proofs, whose rows the form of today has elsewhere, nor who reports, which it does not show."""
    answers = {**GOOD, "reported/by/en": "Social service", "reported/date": date(2032, 2, 1)}
    path = give(here, answers)
    assert take(cic, path, "--write").code == 0
    ran = take(cic, path, "--write")
    assert (ran.code, "locked" in ran.out, "target was changed" in ran.out) == (0, False, False), ran.out
    assert "not in the form any more" not in ran.out
    assert "Social service" not in ran.out
    ran = take(cic, give(here, {**answers, "reported/by/en": "Another service"}), "--write")
    assert (ran.code, "the data say already who reports this, and it is another" in ran.out) == (1, True), ran.out
    assert "whoever keeps the data writes that below `reported:`" in ran.out
    assert "locked" not in ran.out
    assert "Social service" not in ran.out


def test_an_old_form_after_a_newer_one_changes_nothing_back(here: Path, cic: Cic) -> None:
    old = give(here, {f"{OPERATING}/amount": Decimal(5), f"{CHARLIE}/achieved": True}, name="old.xlsx")
    assert take(cic, give(here, {f"{OPERATING}/amount": Decimal(7)}, name="new.xlsx"), "--write").code == 0
    ran = take(cic, old, "--write")
    assert (ran.code, "it showed 12.00, there stands 7.00, typed was 5; that stays" in ran.out) == (1, True)
    after = (here / REPORT).read_text()
    assert ("7.00" in after, "charlie" in after) == (True, True)
    assert TEXT.splitlines()[0] in after


def test_a_branch_of_several_forms_leaves_out_the_one_that_cannot_be_taken(here: Path, cic: Cic) -> None:
    mine, theirs = give(here, GOOD), other(here)
    (here / OTHER).write_text("year: 2031\npartnership: delta-echo\n: [\n")
    git(here.parent, "init", "--quiet", "--initial-branch=main")
    (here.parent / ".gitignore").write_text("*.xlsx\n")
    commit(here.parent, "First")
    ran = cic("import", mine, theirs, "--branch", "entered", *DAY)
    assert ran.code == 1, ran.err
    message = git(here.parent, "log", "-1", "--format=%B", "entered")
    assert ("Form: form.xlsx" in message, "other.xlsx" in message) == (True, False)
