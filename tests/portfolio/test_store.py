"""What is kept from run to run is what a first run would have made, whatever happened in between."""

from __future__ import annotations

import datetime
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb
import pytest
from conftest import ROOT, posix
from portfolios import changed, copies

from cic.base.errors import UserError
from cic.datasets.schema import DATASETS
from cic.portfolio import stamp, store
from cic.portfolio.find import Found, programmes
from cic.portfolio.pool import read_all
from cic.portfolio.store import Renewed, renewed

DAY = datetime.date(2034, 6, 30)


class Many:
    """A folder of programmes and the file that is kept of them."""

    def __init__(self, tmp_path: Path) -> None:
        self.folder, self.file = copies(tmp_path / "in", *"abc"), tmp_path / "kept" / "portfolio.duckdb"
        self.asked: list[str] = []
        self.day = DAY

    def read(self, found: Sequence[Found]) -> Iterable:
        self.asked += [one.name for one in found]
        # few: in this process
        return (one for n in found for one in read_all([n], self.day, "en"))

    def run(self, file: Path | None = None, day: datetime.date = DAY, language: str = "en") -> tuple[dict, Renewed]:
        """All that is in the tables, and what was done."""
        self.asked, self.day = [], day
        with renewed(file or self.file, programmes([self.folder]), day, language, self.read) as (asked, done):
            names = [name for name, _ in store._tables() if name != "_read"]
            return {name: sorted(asked.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr) for name in names}, done

    def is_right(self) -> bool:
        """Whether the next run has what a first one has."""
        return self.run()[0] == self.run(self.file.with_name("fresh") / "portfolio.duckdb")[0]


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Many:
    """Files that lie there for an hour."""
    now = time.time_ns
    monkeypatch.setattr(stamp.time, "time_ns", lambda: now() + 3600 * 10**9)
    return Many(tmp_path)


def test_only_what_has_changed_is_read_again(many: Many) -> None:
    first, done = many.run()
    assert sorted(many.asked) == list("abc")
    assert (done.read, done.unchanged) == (3, 0)
    again, done = many.run()
    assert (many.asked, again) == ([], first)
    assert (done.read, done.unchanged) == (0, 3)
    changed(many.folder / "b" / "data" / "budget.yaml", "2032: 10.00, total: 30.00", "2032: 10.00, total: 31.00")
    third, done = many.run()
    assert many.asked == ["b"]
    assert third != first
    assert many.is_right()


def test_what_was_only_touched_is_not_read_and_asked_shortly_the_next_time(
    many: Many, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = many.run()
    for path in (many.folder / "b").rglob("*"):
        os.utime(path, (1, 1))
    assert many.run()[0] == first
    assert many.asked == []
    monkeypatch.setattr(store, "content_stamp", lambda _: pytest.fail("the content was asked once more"))
    assert many.run()[0] == first


def test_what_was_changed_just_now_is_looked_at_again(many: Many, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    many.run()
    path = many.folder / "b" / "data" / "budget.yaml"
    before = path.stat()
    changed(path, "30.00", "31.00")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    many.run()
    assert many.asked == ["b"]


def test_what_changes_while_it_is_read_is_read_again(many: Many) -> None:
    path = many.folder / "b" / "data" / "budget.yaml"

    def read(found: Sequence[Found]) -> Iterable:
        for one in many.read(found):
            yield one
            if one.name == "b":
                changed(path, "30.00", "31.00")

    with renewed(many.file, programmes([many.folder]), DAY, "en", read):
        pass
    assert many.is_right()


def test_programmes_that_go_come_and_change_their_names(many: Many) -> None:
    many.run()
    shutil.rmtree(many.folder / "a")
    (many.folder / "b").rename(many.folder / "z")
    copies(many.folder, "n")
    found, _ = many.run()
    assert sorted(many.asked) == ["n", "z"]
    assert [row[0] for row in found["programmes"]] == ["c", "n", "z"]
    assert many.is_right()
    (many.folder / "c").rename(many.folder / "x")
    (many.folder / "z").rename(many.folder / "c")
    assert many.is_right()


def test_what_failed_is_tried_again_and_no_longer_counted(many: Many) -> None:
    logframe = many.folder / "b" / "data" / "logframe.yaml"
    many.run()
    changed(logframe, "value: 3", "value: 3.0000000000001")
    for _ in range(2):
        found, done = many.run()
        assert many.asked == ["b"]
        assert [name for name, _ in done.faults] == ["b"]
        assert "b" not in {row[0] for rows in found.values() for row in rows}
    changed(logframe, "value: 3.0000000000001", "value: 3")
    assert not many.run()[1].faults
    assert many.is_right()


def test_another_language_or_version_reads_everything(many: Many, monkeypatch: pytest.MonkeyPatch) -> None:
    many.run()
    for other in ({"language": "fr"}, {}):
        many.run(**other)
        assert len(many.asked) == 3
    monkeypatch.setattr("importlib.metadata.version", lambda _: "0.0.0")
    many.run()
    assert len(many.asked) == 3
    monkeypatch.setattr(store, "DATASETS", store.DATASETS[:-1])
    found, _ = many.run()
    assert len(many.asked) == 3
    assert "findings" not in found


def test_on_another_day_only_that_is_read_of_which_something_else_is_said(many: Many) -> None:
    to_come = "reporting:\n  closed: {2032: 2034-07-15}"
    changed(many.folder / "b" / "data" / "programme.yaml", "reporting:", to_come)
    before, _ = many.run()
    assert [row[0] for row in before["findings"]] == ["b"]
    for day, read in (
        ("2034-07-01", []),
        ("2034-07-14", []),
        ("2034-07-15", ["b"]),
        ("2034-12-01", []),
        ("2034-07-14", ["b"]),
    ):
        date = datetime.date.fromisoformat(day)
        found, done = many.run(day=date)
        assert (many.asked, done.read, done.unchanged) == (read, len(read), 3 - len(read))
        assert {str(row[_AS_OF]) for row in found["programmes"]} == {day}
        assert found == many.run(many.file.with_name(f"fresh-{day}-{len(read)}") / "portfolio.duckdb", date)[0]


_AS_OF = 1 + [one.name for one in DATASETS[0].columns].index("as_of")
"""Behind the column of the folder."""


KILLED = """
import datetime, os, signal, sys
from pathlib import Path
from cic.portfolio import stamp, store
from cic.portfolio.find import programmes
from cic.portfolio.pool import read_all

folder, file, where = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
now = stamp.time.time_ns
stamp.time.time_ns = lambda: now() + 3600 * 10**9
die = lambda: os.kill(os.getpid(), signal.SIGKILL)
filled = []

def read(found):
    for n, one in enumerate(found):
        if where == f"reading {n}":
            die()
        yield from read_all([one], datetime.date(2034, 6, 30), "en")

def fill(connection, table, columns, path):
    real(connection, table, columns, path)
    filled.append(table)
    if where == f"filling {len(filled)}":
        die()

real, store.fill_from = store.fill_from, fill
with store.renewed(file, programmes([folder]), datetime.date(2034, 6, 30), "en", read):
    die()
"""
MOMENTS = ["reading 0", "reading 1", "filling 1", "filling 4", "asking"]


@posix
@pytest.mark.slow
@pytest.mark.parametrize("where", MOMENTS)
@pytest.mark.parametrize("is_first", [True, False], ids=["first", "later"])
def test_after_one_that_was_killed_the_next_run_is_right(many: Many, where: str, is_first: bool) -> None:
    if not is_first:
        many.run()
        for name in "bc":
            changed(many.folder / name / "data" / "budget.yaml", "30.00", "31.00")
    ran = subprocess.run([sys.executable, "-c", KILLED, many.folder, many.file, where], capture_output=True)
    assert ran.returncode == -signal.SIGKILL, ran.stderr
    assert many.is_right()
    assert sorted(path.name for path in many.file.parent.iterdir()) == ["fresh", many.file.name]


@pytest.mark.slow
def test_two_runs_at_once_do_no_harm(many: Many) -> None:
    command = [sys.executable, "-m", "cic", "portfolio", "query", "--as-of", str(DAY), "--cache", many.file]
    command += ["--format", "csv", "SELECT folder, count(*) FROM money GROUP BY ALL ORDER BY ALL", many.folder]
    several = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    said = {one.communicate()[0] for one in several}
    assert [one.returncode for one in several] == [0, 0, 0]
    assert len(said) == 1
    assert "a," in said.pop()
    assert many.is_right()


@pytest.mark.parametrize("content", [b"", b"x", b"no tables\n" * 999, b"\0" * 9999, None], ids=range(5))
def test_a_damaged_file_is_made_anew_or_refused(many: Many, content: bytes | None) -> None:
    many.run()
    whole = many.file.read_bytes()
    many.file.write_bytes(content if content is not None else whole[: len(whole) // 2])
    refused = None
    try:
        many.run()
    except UserError as error:
        refused = error
        many.file.unlink()
    assert refused is None or ("--cache" in refused.hint and str(many.file) in refused.message)
    assert refused is None or "if cic portfolio made" in refused.hint  # it may be anything of theirs
    assert many.is_right()


def test_a_full_disk_is_said_with_the_place(many: Many, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    many.run()
    before = many.file.read_bytes()
    changed(many.folder / "b" / "data" / "budget.yaml", "2032: 10.00, total: 30.00", "2032: 10.00, total: 31.00")
    with monkeypatch.context() as patched:
        patched.setattr(store._Pieces, "add", full)
        with pytest.raises(UserError, match="No space left on device") as refused:
            many.run()
    assert str(many.file) in refused.value.message
    assert "--cache" in refused.value.hint
    assert many.file.read_bytes() == before
    assert many.is_right()


def test_a_place_that_cannot_be_made_is_named(many: Many) -> None:
    many.file.parent.write_text("a file")
    with pytest.raises(UserError) as refused:
        many.run()
    assert str(many.file.parent) in refused.value.message
    assert "--cache" in refused.value.hint


def test_tables_of_somebody_else_are_left_alone(many: Many) -> None:
    many.file.parent.mkdir()
    with duckdb.connect(str(many.file)) as theirs:
        theirs.execute("CREATE TABLE money AS SELECT 1 AS mine")
    with pytest.raises(UserError, match="not of a portfolio"):
        many.run()
    with duckdb.connect(str(many.file)) as theirs:
        assert theirs.execute("SELECT * FROM money").fetchall() == [(1,)]


def test_without_the_engine_it_is_said(many: Many, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(UserError) as refused:
        many.run()
    assert "pip install" in refused.value.hint


def test_texts_of_strangers_stay_what_they_are(many: Many) -> None:
    strange = 'a "b", c\'d\n\n\tö ü \\N \\r =1+1 {x} %s; DROP TABLE money; --'
    quoted = "".join(f"\\U{ord(one):08X}" if one in '"\\\n\t' else one for one in strange)
    changed(many.folder / "b" / "data" / "logframe.yaml", "unit: communes", f'unit: "{quoted}"')
    (many.folder / "b").rename(many.folder / "x'\"\n,y")
    found, done = many.run()
    assert done.faults == ()
    names = [one.name for one in next(one for one in store.DATASETS if one.name == "indicators").columns]
    units = {row[0]: row[1 + names.index("unit")] for row in found["indicators"]}
    assert units == {"a": "communes", "c": "communes", "x'\"\n,y": strange}
    assert many.is_right()


MEMORY = """
import datetime, sys
from pathlib import Path
from cic.datasets.schema import DATASETS, Kind
from cic.datasets.write import lines_of
from cic.portfolio.find import Found
from cic.portfolio.read_one import Read
from cic.portfolio.store import renewed

file, several = Path(sys.argv[1]), int(sys.argv[2])
columns = next(one for one in DATASETS if one.name == "communes").columns

def row(name, n):
    return (name, *(f"{one.name} {n} of {name}" if one.kind is Kind.TEXT else None for one in columns))

def read(found):
    for one in found:
        yield Read(one.name, {"communes": lines_of(row(one.name, n) for n in range(4000))}, content="x")

found = [Found(f"p{n}", Path(f"/none/{n}")) for n in range(several)]
with renewed(file, found, datetime.date(2034, 6, 30), "en", read) as (asked, done):
    print(asked.execute("SELECT count(*) FROM communes").fetchone()[0])
    # not what getrusage says: that begins at the peak of whoever began this process
    print(int(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1]) // 1024)
"""


@posix
@pytest.mark.slow
def test_memory_does_not_grow_with_the_programmes(tmp_path: Path) -> None:
    """Ten times as many rows, 100 MB of text more."""
    used = {}
    for several in (20, 200):
        command = [sys.executable, "-c", MEMORY, tmp_path / f"{several}.duckdb", str(several)]
        ran = subprocess.run(command, capture_output=True, text=True, check=True)
        rows, used[several] = map(int, ran.stdout.split())
        assert rows == 4000 * several
    assert used[200] < used[20] + 150
    assert used[200] < 450


def test_pieces_are_put_in_whole_whatever_their_size(many: Many, monkeypatch: pytest.MonkeyPatch) -> None:
    found, _ = many.run()
    for size in (1, 1000):
        monkeypatch.setattr(store, "_PIECE", size)
        assert many.run(many.file.with_name(str(size)) / "portfolio.duckdb")[0] == found
