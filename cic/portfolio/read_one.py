"""Reads one programme, in whatever process: what goes in and comes out can be sent to another one."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple


class Read(NamedTuple):
    """A programme as it was read.

    lines: the rows of each table, as lines for the engine. fault: why it could not be read, if it could not.
    """

    name: str
    lines: Mapping[str, str]
    fault: str = ""


def read_one(name: str, path: str, day: datetime.date, language: str) -> Read:
    """The tables of a programme, each row begun by its name in the portfolio. Whatever goes wrong is told of this one
    and harms no other."""
    try:
        return Read(name, _lines(name, Path(path), day, language))
    except Exception as error:  # of one programme among thousands
        return Read(name, {}, str(error) or type(error).__name__)


def _lines(name: str, path: Path, day: datetime.date, language: str) -> Mapping[str, str]:
    from cic.checks.engine import check
    from cic.datasets.rows import Origin, tables
    from cic.datasets.write import lines_of
    from cic.language import language_of
    from cic.rules import select_rules
    from cic.storage.folder import Folder
    from cic.storage.loader import load

    loaded = load(Folder(path), day)
    verdicts = check(loaded, select_rules("", "")).verdicts
    made = tables(loaded, Origin("", language_of(language), verdicts))
    return {table: lines_of((name, *row) for row in rows) for table, rows in made.items() if rows}
