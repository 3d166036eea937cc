"""The tables as files: CSV, one SQLite database, or Parquet. The same rows give the same bytes."""

from __future__ import annotations

import datetime
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

from cic.datasets.library import duckdb
from cic.datasets.rows import Row, Tables, Value
from cic.datasets.schema import DATASETS, Column, Dataset, Kind
from cic.render.safe_text import CsvCell, CsvText

NAME = "cic.sqlite"
"""The name of the database."""
TYPES = "cic.sql"
"""The name of the file beside those of CSV that tells DuckDB the types of their columns."""


def as_csv(tables: Tables) -> Mapping[str, bytes]:
    """A file a table: a row of the names of the columns, then its rows. What a spreadsheet would run is made text. And
    one with the types of the columns."""
    files = {}
    for dataset in DATASETS:
        head = [CsvCell(one.name) for one in dataset.columns]
        rows = ([CsvCell(_text(value)) for value in row] for row in tables[dataset.name])
        files[f"{dataset.name}.csv"] = CsvText.of_rows([head, *rows], ",").encode()
    return {**files, TYPES: "".join(map(_view, DATASETS)).encode()}


def _view(dataset: Dataset) -> str:
    """What makes DuckDB read a CSV file as it was meant: it would take decimals for floating point, and a column in
    which nothing stands for text."""
    types = ", ".join(f"'{one.name}': '{one.kind.value}'" for one in dataset.columns)
    keys = ", ".join(
        f'coalesce("{one.name}", \'\') AS "{one.name}"'
        for one in dataset.columns
        if one.is_key and one.kind is Kind.TEXT
    )
    return (
        f'CREATE OR REPLACE VIEW "{dataset.name}" AS SELECT * REPLACE ({keys}) '
        f"FROM read_csv('{dataset.name}.csv', header = true, auto_detect = false, delim = ',', quote = '\"', "
        f"escape = '\"', new_line = '\\r\\n', nullstr = '', max_line_size = {_LONGEST}, "
        f"buffer_size = {2 * _LONGEST}, columns = {{{types}}});\n"
    )


def as_sqlite(tables: Tables) -> Mapping[str, bytes]:
    """One database. SQLite has no exact decimals, so numbers with decimals are texts: cast them to what you need."""
    import sqlite3

    with _scratch() as folder:
        path = folder / NAME
        connection = sqlite3.connect(path)
        try:
            with connection:
                for dataset in DATASETS:
                    connection.execute(_made(dataset, _SQLITE))
                    marks = ", ".join("?" * len(dataset.columns))
                    rows = (tuple(map(_plain, row)) for row in tables[dataset.name])
                    connection.executemany(f'INSERT INTO "{dataset.name}" VALUES ({marks})', rows)
        finally:
            connection.close()
        return {NAME: path.read_bytes()}


_SQLITE = dict.fromkeys(Kind, "TEXT") | {Kind.INTEGER: "INTEGER", Kind.FLAG: "INTEGER"}
_SQL = {kind: kind.value for kind in Kind}


def _made(dataset: Dataset, types: Mapping[Kind, str]) -> str:
    columns = ", ".join(f'"{one.name}" {types[one.kind]}' for one in dataset.columns)
    return f'CREATE TABLE "{dataset.name}" ({columns})'


def as_parquet(tables: Tables) -> Mapping[str, bytes]:
    """A file a table, with exact decimals. Raises UserError where DuckDB is not installed."""
    engine = duckdb()
    files = {}
    with _scratch() as folder, engine.connect(config={"threads": 1}) as connection:
        for dataset in DATASETS:
            fill(connection, dataset, tables[dataset.name], folder)
            path = folder / f"{dataset.name}.parquet"
            connection.execute(f"COPY \"{dataset.name}\" TO '{_quoted(path)}' (FORMAT parquet)")
            files[path.name] = path.read_bytes()
    return files


def fill(connection: Any, dataset: Dataset, rows: list[Row], folder: Path) -> None:
    """Make a table in DuckDB and put the rows in: through a file, for which its reader is made."""
    connection.execute(_made(dataset, _SQL))
    if not rows:
        return
    path = folder / f"{dataset.name}.rows"
    path.write_text(lines_of(rows), encoding="utf-8", newline="")
    fill_from(connection, dataset.name, dataset.columns, path)
    path.unlink()


_LONGEST = 16 * 1024 * 1024
"""Bytes of a row: several times those of the largest file that is read, which may be one text and stand in it twice."""


def fill_from(connection: Any, table: str, columns: Iterable[Column], path: Path) -> None:
    """Put the rows of a file of lines into a table of DuckDB."""
    types = ", ".join(f"'{one.name}': '{one.kind.value}'" for one in columns)
    connection.execute(
        f"INSERT INTO \"{table}\" SELECT * FROM read_csv('{_quoted(path)}', header = false, auto_detect = false, "
        f"delim = ',', quote = '\"', escape = '\"', nullstr = '', allow_quoted_nulls = false, "
        f"max_line_size = {_LONGEST}, buffer_size = {2 * _LONGEST}, columns = {{{types}}})"
    )


def lines_of(rows: Iterable[Row]) -> str:
    """Rows for our own reading, a line each but for line breaks within texts, which stand in quotes."""
    return "".join(",".join(map(_exact, row)) + "\n" for row in rows)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _exact(value: Value) -> str:
    """A value for our own reading: each text in quotes, so that an empty one is not taken for none."""
    if value is None:
        return ""
    return '"' + value.replace('"', '""') + '"' if isinstance(value, str) else _text(value)


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _plain(value: Value) -> Any:
    return _text(value) if isinstance(value, (Decimal, datetime.date)) else value


@contextmanager
def _scratch() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="cic-") as name:
        yield Path(os.path.realpath(name))


WRITERS: Mapping[str, Callable[[Tables], Mapping[str, bytes]]] = {
    "csv": as_csv,
    "sqlite": as_sqlite,
    "parquet": as_parquet,
}
"""The formats, by their names."""
