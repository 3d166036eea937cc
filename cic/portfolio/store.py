"""The tables of all programmes, kept in one file of DuckDB from run to run.

A run changes it in one transaction: one that is killed leaves what was there before. One run at a time has it; another
waits, and then finds it as the first left it.
"""

from __future__ import annotations

import datetime
import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from cic.base.callbacks import Progress, no_progress
from cic.base.errors import UserError
from cic.base.files import alone_in
from cic.base.message import Message
from cic.datasets.library import duckdb
from cic.datasets.schema import DATASETS, Column, Kind
from cic.datasets.write import fill_from, lines_of
from cic.portfolio.engine import connected, reasoned, usable
from cic.portfolio.find import Found
from cic.portfolio.read_one import Read
from cic.portfolio.stamp import UNSURE, content_stamp, quick_stamp

FOLDER = Column("folder", Kind.TEXT, "the programme's name in the portfolio: its path below the folder that was named")
"""The first column of every table."""
_READ = (
    FOLDER,
    Column("path", Kind.TEXT, ""),
    Column("quick", Kind.TEXT, ""),
    Column("content", Kind.TEXT, ""),
    Column("fault", Kind.TEXT, ""),
    Column("first", Kind.DAY, ""),
    Column("last", Kind.DAY, ""),
)
"""What was read, from where, its stamps, why it could not be read, if it could not, and on which days its rows hold."""
_PATIENCE = 600
"""Seconds that a run waits for another one."""
_OURS = "_cic"
_SPARING = 192
"""MiB that the engine may take while rows are put in, beyond what the text of the rows needs; the rest it puts on the
disk."""
_ONE_THREAD = {"memory_limit": f"{_SPARING}MiB", "threads": 1}
"""More are hardly faster, and leave a larger file."""
_PIECE = 16 * 1024 * 1024
"""Bytes of text after which the rows of a table are put in."""
_TIMES = 4
"""So many times the text of some rows is what the engine needs for them."""

Reader = Callable[[Sequence[Found]], Iterable[Read]]


class Renewed(NamedTuple):
    """What a run did: how many programmes were read, how many had not changed, and which could not be read, and why."""

    read: int
    unchanged: int
    faults: tuple[tuple[str, str], ...]


@contextmanager
def renewed(
    file: Path,
    found: Sequence[Found],
    day: datetime.date,
    language: str,
    read: Reader,
    progress: Progress = no_progress,
) -> Iterator[tuple[Any, Renewed]]:
    """The tables, brought up to date, as a connection that answers questions and can change nothing; and what was done.

    file: where they are kept. Raises UserError where DuckDB is not installed, where the file cannot be used, and where
    another run has it for ten minutes.
    """
    engine = duckdb()
    with reasoned(Message("{path} cannot be made: {reason}"), file.parent):
        file.parent.mkdir(parents=True, exist_ok=True)
    with alone_in(file.parent, _PATIENCE), _scratch(file) as scratch:
        with (
            connected(engine, file, config=_ONE_THREAD) as connection,
            usable(engine, file),
            reasoned(Message("{path} cannot be brought up to date: {reason}"), file),
        ):
            connection.execute("SET temp_directory = ?", (str(scratch / "engine"),))
            done = _renew(connection, file, scratch, found, day, _made_for(language), read, progress)
        with connected(engine, file, read_only=True) as asked:
            asked.execute("SET temp_directory = ?", (str(scratch / "engine"),))
            for setting in ("enable_external_access", "python_enable_replacements"):
                asked.execute(f"SET {setting} = false")  # nothing that is asked reads what is not in the tables
            asked.execute("SET lock_configuration = true")
            yield asked, done


def _made_for(language: str) -> str:
    """What the tables rest on beside the files and the day: the program, the columns, the language."""
    from importlib.metadata import version

    parts = (version("cic-programme"), repr(DATASETS), repr(_READ), language)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


class _Known(NamedTuple):
    """What is kept of a programme: see `_READ`."""

    path: str
    quick: str
    content: str
    fault: str
    first: datetime.date
    last: datetime.date


def _renew(
    connection: Any,
    file: Path,
    scratch: Path,
    found: Sequence[Found],
    day: datetime.date,
    made_for: str,
    read: Reader,
    progress: Progress,
) -> Renewed:
    """In one transaction, so that whoever is killed meanwhile has changed nothing."""
    connection.execute("BEGIN")
    _prepare(connection, file, made_for)
    kept = connection.execute("SELECT * FROM _read").fetchall()
    known = {name: _Known(*rest) for name, *rest in kept}
    changed: list[Found] = []
    quick: dict[str, str] = {}
    touched: dict[str, _Known] = {}
    for one in found:
        # taken before it is read: what changes afterwards differs from it
        now, before = quick_stamp(one.path), known.get(one.name)
        # what failed may do so for a reason that is not in the files
        if before is None or before.fault or before.path != _path(one) or not before.first <= day <= before.last:
            changed.append(one)
            quick[one.name] = now
        elif now == UNSURE or now != before.quick:
            content = content_stamp(one.path)
            if content == UNSURE or content != before.content:
                changed.append(one)
                quick[one.name] = now
            else:
                touched[one.name] = before._replace(quick=now)
    gone = known.keys() - {one.name for one in found}
    _forget(connection, [name for name, _ in _tables()], [*gone, *(one.name for one in changed if one.name in known)])
    _forget(connection, ["_read"], list(touched))
    faults = _take(connection, scratch, changed, quick, touched, read, progress)
    connection.execute("UPDATE programmes SET as_of = $day WHERE as_of <> $day", {"day": day})
    connection.execute("COMMIT")
    return Renewed(len(changed), len(found) - len(changed), tuple(sorted(faults.items())))


def _path(one: Found) -> str:
    return os.fsencode(one.path).decode("utf-8", "backslashreplace")


def _prepare(connection: Any, file: Path, made_for: str) -> None:
    """Empty tables where there are none, and where those that are there rest on something else. Raises UserError where
    they are somebody else's."""
    there = [name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
    if there and _OURS not in there:
        raise UserError(
            "{file} holds tables that are not of a portfolio",
            "name another file: --cache FILE",
            file=file,
        )
    if there and connection.execute(f"SELECT made_for FROM {_OURS}").fetchall() == [(made_for,)]:
        return
    for name in there:
        connection.execute(f'DROP TABLE "{name}"')
    for name, columns in _tables():
        listed = ", ".join(f'"{one.name}" {one.kind.value}' for one in columns)
        connection.execute(f'CREATE TABLE "{name}" ({listed})')
    connection.execute(f"CREATE TABLE {_OURS} AS SELECT ? AS made_for", (made_for,))


def _tables() -> Iterator[tuple[str, tuple[Column, ...]]]:
    yield "_read", _READ
    yield from ((one.name, (FOLDER, *one.columns)) for one in DATASETS)


def _forget(connection: Any, tables: Iterable[str], names: list[str]) -> None:
    if names:
        for table in tables:
            connection.execute(f'DELETE FROM "{table}" WHERE folder IN (SELECT unnest(?))', (names,))


@contextmanager
def _scratch(file: Path) -> Iterator[Path]:
    """A folder beside the file for what is put into it; what one left behind that was killed is taken away."""
    folder = file.with_name(f".{file.name}.cic-unfinished")
    with reasoned(Message("{path} cannot be written: {reason}"), folder):
        if folder.is_dir():
            shutil.rmtree(folder)
        folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _take(
    connection: Any,
    folder: Path,
    changed: Sequence[Found],
    quick: Mapping[str, str],
    touched: Mapping[str, _Known],
    read: Reader,
    progress: Progress,
) -> dict[str, str]:
    """Put in what is read, a piece at a time, so that few programmes are held at once; what went wrong, by name."""
    paths = {one.name: _path(one) for one in changed}
    faults = {}
    with _Pieces(connection, folder) as pieces:
        pieces.add("_read", lines_of((name, *one) for name, one in touched.items()))
        for number, one in enumerate(read(changed) if changed else ()):
            progress(number, len(changed))
            for table, lines in one.lines.items():
                pieces.add(table, lines)
            if one.fault:
                faults[one.name] = one.fault
            pieces.add(
                "_read", lines_of([(one.name, paths[one.name], quick[one.name], one.content, one.fault, *one.holds)])
            )
        pieces.put_all()
    return faults


class _Pieces:
    """A file a table, whose lines are put into the table as soon as there are many."""

    def __init__(self, connection: Any, folder: Path) -> None:
        self._connection, self._folder = connection, folder
        self._columns = dict(_tables())
        self._files = {name: (folder / name).open("w+b") for name in self._columns}

    def __enter__(self) -> _Pieces:
        return self

    def __exit__(self, *_: object) -> None:
        for file in self._files.values():
            file.close()

    def add(self, table: str, lines: str) -> None:
        """Lines for a table."""
        self._files[table].write(lines.encode())
        if self._files[table].tell() >= _PIECE:
            self._put(table)

    def put_all(self) -> None:
        """What is left."""
        for table in self._files:
            self._put(table)

    def _put(self, table: str) -> None:
        file = self._files[table]
        size = file.tell()
        if size:
            file.flush()
            # one programme may have more than a piece: the memory then grows with that one
            most = _SPARING + _TIMES * size // 2**20
            self._connection.execute(f"SET memory_limit = '{most}MiB'")
            fill_from(self._connection, table, self._columns[table], self._folder / table)
            file.seek(0)
            file.truncate()
