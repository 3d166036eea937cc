"""The tables of all programmes, kept in one file of DuckDB from run to run.

A run changes it in one transaction: one that is killed leaves what was there before. One run at a time has it; another
waits, and then finds it as the first left it.
"""

from __future__ import annotations

import datetime
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from cic.base.callbacks import Progress, no_progress
from cic.base.errors import UserError
from cic.base.files import alone_in, make_folder
from cic.datasets.library import duckdb
from cic.datasets.schema import DATASETS, Column, Kind
from cic.datasets.write import fill_from, lines_of
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
)
_PATIENCE = 600

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
    make_folder(file.parent)
    with alone_in(file.parent, _PATIENCE):
        with _opened(engine, file) as connection:
            done = _renew(connection, found, _made_for(day, language), read, progress)
        asked = _connected(engine, file, read_only=True)
        try:
            # nothing that is asked reads another file, loads an extension or sets this back
            asked.execute("SET enable_external_access = false")
            asked.execute("SET lock_configuration = true")
            yield asked, done
        finally:
            asked.close()


def _connected(engine: Any, file: Path, **how: Any) -> Any:
    try:
        return engine.connect(str(file), **how)
    except engine.Error as error:
        raise UserError(
            "{file} cannot be used: {reason}",
            "delete it, or name another file: --cache FILE",
            file=file,
            reason=str(error).split("\n")[0],
        ) from error


@contextmanager
def _opened(engine: Any, file: Path) -> Iterator[Any]:
    connection = _connected(engine, file)
    try:
        yield connection
    finally:
        connection.close()


def _made_for(day: datetime.date, language: str) -> str:
    """What the tables rest on beside the files: the program, the columns, the day that counts as today, the
    language."""
    from importlib.metadata import version

    parts = (version("cic-programme"), repr(DATASETS), day.isoformat(), language)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _renew(connection: Any, found: Sequence[Found], made_for: str, read: Reader, progress: Progress) -> Renewed:
    connection.execute("BEGIN")
    _prepare(connection, made_for)
    known = {
        row[0]: row[1:]
        for row in connection.execute("SELECT folder, path, quick, content, fault FROM _read").fetchall()
    }
    stamps: dict[str, tuple[str, str]] = {}
    changed = []
    for one in found:
        before = known.get(one.name)
        quick = quick_stamp(one.path)
        same_place = before is not None and before[0] == str(one.path)
        if before is not None and same_place and quick != UNSURE and quick == before[1]:
            continue
        content = content_stamp(one.path)
        stamps[one.name] = (quick, content)
        if before is None or not same_place or content == UNSURE or content != before[2]:
            changed.append(one)
        elif quick != before[1]:
            connection.execute("UPDATE _read SET quick = ? WHERE folder = ?", (quick, one.name))
    gone = known.keys() - {one.name for one in found}
    _forget(connection, [*gone, *(one.name for one in changed if one.name in known)])
    faults = _take(connection, changed, stamps, read, progress)
    connection.execute("COMMIT")
    faults |= {name: row[3] for name, row in known.items() if row[3] and name not in gone and name not in stamps}
    return Renewed(len(changed), len(found) - len(changed), tuple(sorted(faults.items())))


def _prepare(connection: Any, made_for: str) -> None:
    """Empty tables where there are none, and where those that are there rest on something else."""
    there = [name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
    if "_cic" in there and connection.execute("SELECT made_for FROM _cic").fetchall() == [(made_for,)]:
        return
    for name in there:
        connection.execute(f'DROP TABLE "{name}"')
    for name, columns in _tables():
        listed = ", ".join(f'"{one.name}" {one.kind.value}' for one in columns)
        connection.execute(f'CREATE TABLE "{name}" ({listed})')
    connection.execute("CREATE TABLE _cic AS SELECT ? AS made_for", (made_for,))


def _tables() -> Iterator[tuple[str, tuple[Column, ...]]]:
    yield "_read", _READ
    yield from ((one.name, (FOLDER, *one.columns)) for one in DATASETS)


def _forget(connection: Any, names: Sequence[str]) -> None:
    if names:
        for table, _ in _tables():
            connection.execute(f'DELETE FROM "{table}" WHERE folder IN (SELECT unnest(?))', (list(names),))


def _take(
    connection: Any, changed: Sequence[Found], stamps: dict[str, tuple[str, str]], read: Reader, progress: Progress
) -> dict[str, str]:
    """Put in what is read, through a file a table, so that no more than one programme is held at a time."""
    paths = {one.name: str(one.path) for one in changed}
    faults = {}
    with tempfile.TemporaryDirectory(prefix="cic-") as scratch:
        folder = Path(os.path.realpath(scratch))
        files = {name: (folder / name).open("a", encoding="utf-8", newline="") for name, _ in _tables()}
        try:
            for number, one in enumerate(read(changed) if changed else ()):
                progress(number, len(changed))
                for table, lines in one.lines.items():
                    files[table].write(lines)
                if one.fault:
                    faults[one.name] = one.fault
                files["_read"].write(lines_of([(one.name, paths[one.name], *stamps[one.name], one.fault)]))
        finally:
            for file in files.values():
                file.close()
        for name, columns in _tables():
            if (folder / name).stat().st_size:
                fill_from(connection, name, columns, folder / name)
    return faults
