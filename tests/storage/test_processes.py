"""Several processes read what one reads, in the same order, whatever happens to them."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from pathlib import Path

import pytest
from conftest import ALL, DAY

from cic.checks.engine import check
from cic.checks.placement import findings
from cic.source import Document, read_yaml
from cic.storage import processes
from cic.storage.folder import Folder
from cic.storage.loader import Loaded, load
from cic.storage.processes import read_in_order

COPIED = pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux alone")
MANY = 40


@pytest.fixture
def large(base: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A programme of many files, some of them broken, empty, misnamed or there twice; and what is many, made small."""
    monkeypatch.setattr(processes, "MANY", dict.fromkeys(processes.MANY, MANY // 2))
    monkeypatch.setattr(processes, "_HANDFUL", 3)
    own = (base / "partnerships/alfa-bravo.yaml").read_text()
    for n in range(MANY):
        made = own.replace("id: alfa-bravo", f"id: p{n}")
        if n % 7 == 3:
            made += "x: [\n"
        elif n % 7 == 5:
            made = made.replace("country: BE", "country: &anchor BE")
        (base / f"partnerships/p{n}.yaml").write_text(made)
        (base / "reports/2031").mkdir(parents=True, exist_ok=True)
        (base / f"reports/2031/p{n}.yaml").write_text(f"year: 2031\npartnership: p{n}\nfigure: {n} # \x07\n" * (n % 3))
    (base / "partnerships/a copy.yaml").write_text((base / "partnerships/p1.yaml").read_text())
    (base / "partnerships/strange.yml").write_text(own)
    (base / "partnerships/void.yaml").write_text("")
    (base / "partnerships/latin.yaml").write_bytes(own.encode() + b"# \xe9")
    return base


def _same(one: Loaded, other: Loaded) -> None:
    assert one == other
    assert list(one.texts) == list(other.texts)
    assert findings(one, check(one, ALL).verdicts) == findings(other, check(other, ALL).verdicts)


def _begun(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Filled with the processes that are begun."""
    begun: list[int] = []
    begin = processes._begin

    def counted(way: processes.Way) -> processes._Helper:
        helper = begin(way)
        begun.append(helper.process.pid or 0)
        return helper

    monkeypatch.setattr(processes, "_begin", counted)
    return begun


@pytest.mark.parametrize(("several", "way"), [(2, "fork"), (3, "fork"), (2, "spawn")])
def test_what_several_read_is_what_one_reads(
    several: int, way: processes.Way, large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if way not in multiprocessing.get_all_start_methods():
        pytest.skip("this system copies no process")
    monkeypatch.setattr(processes, "way_to_begin", lambda: way)
    alone, begun = load(Folder(large), DAY), _begun(monkeypatch)
    _same(load(Folder(large), DAY, processes=several), alone)
    assert len(begun) == 2 * (several - 1)  # for the reports once more
    assert not multiprocessing.active_children()


@COPIED
@pytest.mark.parametrize("deadly", ["partnerships/p0.yaml", "partnerships/p20.yaml", "reports/2031/p9.yaml"])
def test_what_one_that_dies_had_in_hand_is_read_by_the_one_that_asked(
    deadly: str, large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone, here = load(Folder(large), DAY), os.getpid()

    def dying(file: str, raw: bytes) -> Document:
        if file == deadly and os.getpid() != here:
            os._exit(1)
        return read_yaml(file, raw)

    monkeypatch.setattr(processes, "read_yaml", dying)
    monkeypatch.setattr(processes, "way_to_begin", lambda: "fork")
    begun = _begun(monkeypatch)
    _same(load(Folder(large), DAY, processes=3), alone)
    assert begun


def test_without_room_for_another_process_one_reads(large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = load(Folder(large), DAY)

    asked: list[str] = []

    def no_room(way: processes.Way) -> None:
        asked.append(way)
        raise OSError

    monkeypatch.setattr(processes, "_begin", no_room)
    monkeypatch.setattr(processes, "way_to_begin", lambda: "fork")
    _same(load(Folder(large), DAY, processes=3), alone)
    assert asked


def test_a_small_programme_begins_no_process(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = _begun(monkeypatch)
    _same(load(Folder(base), DAY, processes=8), load(Folder(base), DAY))
    assert not begun


@COPIED
def test_beside_a_thread_no_process_is_copied(large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, done = _begun(monkeypatch), threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        load(Folder(large), DAY, processes=3)
    finally:
        done.set()
        thread.join()
    assert not begun


@COPIED
def test_who_stops_in_the_middle_leaves_no_process(large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "way_to_begin", lambda: "fork")
    reading = read_in_order(Folder(large).files(), lambda file: file.startswith("partnerships"), 3)
    for _ in range(6):
        next(reading)
    assert multiprocessing.active_children()
    reading.close()
    assert not multiprocessing.active_children()


def test_only_the_first_process_of_the_command_begins_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 1)  # whoever runs the tests may have more
    assert processes.way_to_begin() == ("fork" if sys.platform == "linux" else "spawn")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert processes.way_to_begin() is None
    monkeypatch.setattr(sys, "frozen", False)
    monkeypatch.setattr(sys, "platform", "darwin")
    assert processes.way_to_begin() == "spawn"
    monkeypatch.setattr(multiprocessing.process, "parent_process", lambda: object())
    assert processes.way_to_begin() is None
