"""All cores read, and what happens to one programme happens to no other."""

from __future__ import annotations

import datetime
import gc
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import ROOT, posix
from portfolios import copies, read_or_die

from cic.base.errors import UserError
from cic.portfolio import pool
from cic.portfolio.find import programmes
from cic.portfolio.pool import read_all
from cic.portfolio.read_one import Read

DAY = datetime.date(2034, 6, 30)


def read(folder: Path, **how) -> dict[str, Read]:
    done = list(read_all(programmes([folder]), DAY, "en", **how))
    found = {one.name: one for one in done}
    assert len(found) == len(done)
    return found


def test_on_several_cores_the_same_is_read_as_on_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copies(tmp_path, *"abcde")
    monkeypatch.setattr(pool, "cores", lambda: 1)
    alone = read(tmp_path)
    monkeypatch.setattr(pool, "cores", lambda: 2)
    assert read(tmp_path) == alone
    assert set(alone) == set("abcde")
    assert all(one.lines and one.content and not one.fault for one in alone.values())


@posix
def test_a_process_that_dies_costs_its_programme_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copies(tmp_path, "a", "b", "deadly 1", "e", "deadly 2", "f")
    monkeypatch.setattr(pool, "cores", lambda: 2)
    monkeypatch.setattr(pool, "read_one", read_or_die)
    found = read(tmp_path)
    assert set(found) == {"a", "b", "deadly 1", "deadly 2", "e", "f"}
    faults = {name: one.fault for name, one in found.items() if one.fault}
    assert set(faults) == {"deadly 1", "deadly 2"}
    assert "died" in faults["deadly 1"]
    assert all(one.lines for name, one in found.items() if name not in faults)


def test_what_goes_wrong_is_said_of_the_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copies(tmp_path, "a", "b")
    logframe = tmp_path / "a" / "data" / "logframe.yaml"
    logframe.write_text(logframe.read_text().replace("value: 3", "value: 3.0000000000001"))
    found = read(tmp_path)
    assert "has more digits than the column holds" in found["a"].fault
    assert not found["a"].lines
    assert not found["b"].fault

    def broken(*_: object) -> None:
        raise KeyError("Jan Janssen")

    monkeypatch.setattr("cic.checks.engine.check", broken)
    assert read(tmp_path)["b"].fault == "internal error: KeyError"
    french = next(iter(read_all(programmes([tmp_path]), DAY, "fr"))).fault
    assert french.startswith("erreur interne")


@posix
def test_whoever_is_killed_leaves_no_process(tmp_path: Path) -> None:
    copies(tmp_path, *"abcde")
    code = (
        "import datetime, sys\nfrom pathlib import Path\nfrom portfolios import wait_for_ever\n"
        "from cic.portfolio import pool\nfrom cic.portfolio.find import programmes\n"
        "pool.cores, pool.read_one = lambda: 2, wait_for_ever\n"
        "list(pool.read_all(programmes([Path(sys.argv[1])]), datetime.date(2034, 6, 30), 'en'))\n"
    )
    ours = {**os.environ, "PYTHONPATH": f"{ROOT / 'tests' / 'support'}"}
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], env=ours, stderr=subprocess.DEVNULL) as started:
        pids = eventually(lambda: [int(one.stem) for one in tmp_path.rglob("*.pid")], lambda found: len(found) >= 2)
        started.send_signal(signal.SIGKILL)
        started.wait()
    eventually(lambda: [pid for pid in pids if is_alive(pid)], lambda found: not found)


def eventually(ask, is_enough):
    end = time.monotonic() + 60
    while not is_enough(found := ask()):
        assert time.monotonic() < end, found
        time.sleep(0.05)
    return found


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    # whoever has ended and nobody asked about yet is still listed
    return not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"


def test_without_the_library_of_clusters_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copies(tmp_path, "a")
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UserError) as refused:
        read(tmp_path, scheduler="tcp://127.0.0.1:1")
    assert "distributed" in refused.value.message
    assert "pip install" in refused.value.hint


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nowhere", "x://y"])
def test_where_no_cluster_answers_it_is_said(tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    gc.collect()  # a client of the test before, which came to nothing, would be cleared away while this one begins
    copies(tmp_path, "a")
    monkeypatch.setattr(pool, "_PATIENCE", 1)
    with pytest.raises(UserError) as refused:
        read(tmp_path, scheduler=address)
    assert address in refused.value.message


@posix
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_cluster_of_two_workers_reads_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from distributed import LocalCluster

    copies(tmp_path, *"abcdefgh", "deadly")
    monkeypatch.setattr(pool, "cores", lambda: 1)
    alone = read(tmp_path)
    monkeypatch.setenv("PYTHONPATH", f"{ROOT / 'tests' / 'support'}")
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        assert read(tmp_path, scheduler=cluster.scheduler_address) == alone
        monkeypatch.setattr(pool, "read_one", read_or_die)
        found = read(tmp_path, scheduler=cluster.scheduler_address)
    assert {name for name, one in found.items() if one.fault} == {"deadly"}
    assert {name: one for name, one in found.items() if name != "deadly"} == {
        name: one for name, one in alone.items() if name != "deadly"
    }


@posix
@pytest.mark.parametrize("after", [0.0, 0.2, 0.6, 1.2])
def test_ctrl_c_ends_all_processes_without_a_word(tmp_path: Path, after: float) -> None:
    """A terminal tells each process of the group, also those that are only beginning."""
    copies(tmp_path / "in", *map(str, range(30)))
    command = ("portfolio", "validate", tmp_path / "in", "--cache", tmp_path / "kept" / "x.duckdb")
    with subprocess.Popen(
        [sys.executable, "-m", "cic", *command],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as started:
        for _ in range(3000):
            if list(tmp_path.glob("kept/.*")):
                break
            time.sleep(0.01)
        time.sleep(after)
        os.killpg(started.pid, signal.SIGINT)
        _, said = started.communicate(timeout=60)
    assert "Traceback" not in said
    assert started.returncode in (130, 0)
    assert not list(tmp_path.glob("kept/.*.cic-unfinished"))


def test_what_the_system_says_of_one_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> None:
        raise OSError(5, "Input/output error")

    copies(tmp_path, "a")
    monkeypatch.setattr("cic.portfolio.read_one._lines", refuse)
    assert read(tmp_path)["a"].fault == "it cannot be read: Input/output error"
