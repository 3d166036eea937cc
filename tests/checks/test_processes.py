"""Two processes find what one finds, in the same order, whatever happens to the second."""

from __future__ import annotations

import dataclasses
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ALL, DAY, ROOT

from cic.checks import engine, processes
from cic.checks.engine import check
from cic.diagnostics import Problem, Spot
from cic.model.programme import Programme
from cic.rules.rule import Check, problem
from cic.storage.folder import Folder
from cic.storage.loader import load

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux alone")
FOLDERS = [*sorted((ROOT / "tests" / "worlds").iterdir()), ROOT / "cic" / "scaffold" / "demo", ROOT / "data"]


@pytest.fixture
def copies(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Filled with the copies that are begun, whatever the size of the programme."""
    begun: list[int] = []
    begin = processes.begin

    def counted(*how):
        copy = begin(*how)
        begun.append(copy.process.pid)
        return copy

    monkeypatch.setattr(processes, "MANY", 0)
    monkeypatch.setattr(processes, "begin", counted)
    monkeypatch.setattr(processes, "way_to_begin", lambda: "fork")
    return begun


def messy(folder: Path, base: Path) -> Path:
    """A programme in which much is wrong: its texts without every fifth sign that is a digit or a capital."""
    for path in base.rglob("*.yaml"):
        text, seen = [], 0
        for sign in path.read_text(encoding="utf-8"):
            seen += sign.isdigit() or sign.isupper()
            text.append("3" if sign.isdigit() and not seen % 5 else sign)
        target = folder / path.relative_to(base)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("".join(text), encoding="utf-8")
    return folder


@pytest.mark.parametrize("is_messy", [False, True], ids=["as it is", "messy"])
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda one: one.name)
def test_two_find_what_one_finds(folder: Path, is_messy: bool, tmp_path: Path, copies: list[int]) -> None:
    place = Folder(messy(tmp_path, folder) if is_messy else folder)
    alone = check(load(place, DAY), ALL, acknowledge=False)
    both = check(load(place, DAY), ALL, acknowledge=False, processes=2)
    assert len(copies) == 1
    assert both == alone
    assert repr(both) == repr(alone)
    assert processes._sent(0, [one.problem for one in alone.verdicts])  # nothing that rules find cannot be sent
    assert all(one.problem.rule is other.problem.rule for one, other in zip(both.verdicts, alone.verdicts, strict=True))


def replaced(monkeypatch: pytest.MonkeyPatch, generator, number: int = -1) -> Check:
    """Puts another generator behind one of the rules."""
    rule = dataclasses.replace(engine.CHECKS[number], generator=generator)
    at = number % len(engine.CHECKS)
    monkeypatch.setattr(engine, "CHECKS", (*engine.CHECKS[:at], rule, *engine.CHECKS[at + 1 :]))
    return rule


def _asked(rule: Check) -> frozenset:
    return ALL | {rule}


def test_the_copy_begins_with_the_last_rule(base: Path, copies: list[int]) -> None:
    def slow(programme: Programme) -> Iterator[Problem]:
        time.sleep(2)
        yield from ()

    def who(programme: Programme) -> Iterator[Problem]:
        yield problem(Spot("programme.yaml", ()), "{process}", process=os.getpid())

    one, other = (
        dataclasses.replace(engine.CHECKS[0], generator=generator, code=generator.__name__) for generator in (slow, who)
    )
    programme = load(Folder(base), DAY).programme
    first, last = processes.each_found([(programme, one), (programme, other)], 2, lambda *_: None)
    assert not first
    assert [(found.rule, found.figures["process"]) for found in last] == [(other, copies[0])]


def test_rules_that_are_run_first_and_last_are_rules() -> None:
    named = [*processes.FIRST, *processes.LAST]
    assert len(named) == len({*named})
    assert {*named} <= {rule.code for rule in engine.CHECKS}


def test_what_the_copy_leaves_is_done_by_the_one_that_asks(base: Path, copies: list[int], monkeypatch) -> None:
    here = os.getpid()

    def dying(programme: Programme) -> Iterator[Problem]:
        if os.getpid() != here:
            os._exit(1)
        yield from ()

    rule = replaced(monkeypatch, dying)
    loaded = load(Folder(messy(base, base)), DAY)
    assert check(loaded, _asked(rule), processes=2) == check(loaded, _asked(rule))
    assert copies


def test_what_cannot_be_sent_is_found_here(base: Path, copies: list[int], monkeypatch) -> None:
    def unsent(programme: Programme) -> Iterator[Problem]:
        yield problem(Spot("programme.yaml", ()), "{one}", one=lambda: None)

    rule = replaced(monkeypatch, unsent)
    found = processes.each_found([(load(Folder(base), DAY).programme, rule)] * 3, 2, lambda *_: None)
    assert [len(one) for one in found] == [1, 1, 1]
    assert copies


class _Unreadable:
    """Something that can be sent, and breaks where it is read."""

    def __reduce__(self):
        return int, ("no number",)


def test_what_cannot_be_read_when_it_comes_is_found_here(base: Path, copies: list[int], monkeypatch) -> None:
    here = os.getpid()

    def unreadable(programme: Programme) -> Iterator[Problem]:
        if os.getpid() == here:
            time.sleep(1)  # until the copy has sent the last
        yield problem(Spot("programme.yaml", ()), "{one}", one=_Unreadable())

    rule = replaced(monkeypatch, unreadable)
    found = processes.each_found([(load(Folder(base), DAY).programme, rule)] * 2, 2, lambda *_: None)
    assert [len(one) for one in found] == [1, 1]
    assert copies


def test_a_rule_that_breaks_breaks_here(base: Path, copies: list[int], monkeypatch, capfd) -> None:
    def broken(programme: Programme) -> Iterator[Problem]:
        raise ZeroDivisionError("of a rule")

    rule = replaced(monkeypatch, broken)
    with pytest.raises(ZeroDivisionError, match="of a rule"):
        check(load(Folder(base), DAY), _asked(rule), processes=2)
    assert copies
    assert capfd.readouterr().err == ""


def test_without_room_for_a_copy_one_does_all(base: Path, copies: list[int], monkeypatch) -> None:
    def no_room(*how):
        raise OSError

    monkeypatch.setattr(processes, "begin", no_room)
    loaded = load(Folder(base), DAY)
    assert check(loaded, ALL, processes=2) == check(loaded, ALL)


def test_neither_a_small_programme_nor_one_beside_a_thread_is_copied(base: Path, monkeypatch) -> None:
    begun: list[object] = []
    monkeypatch.setattr(processes, "begin", lambda *how: begun.append(how))
    loaded, done = load(Folder(base), DAY), threading.Event()
    check(loaded, ALL, processes=2)
    monkeypatch.setattr(processes, "MANY", 0)
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        check(loaded, ALL, processes=2)
    finally:
        done.set()
        thread.join()
    assert not begun


def test_a_mapping_that_nobody_may_change_stays_one() -> None:
    found = problem(Spot("programme.yaml", ()), "a message without figures")
    (again,) = processes._Received(
        processes._sent(0, [found._replace(rule=engine.CHECKS[0])]), [(None, engine.CHECKS[0])]
    ).load()[1]
    assert again == found._replace(rule=engine.CHECKS[0])
    assert type(again.message.params) is type(found.message.params)
