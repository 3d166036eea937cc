"""Reads one programme, in whatever process: what goes in and comes out can be sent to another one."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple


class Asked(NamedTuple):
    """What is to be read: a programme by its name in the portfolio and the path of its data folder, on which day, in
    which language."""

    name: str
    path: str
    day: datetime.date
    language: str


class Read(NamedTuple):
    """A programme as it was read.

    lines: the rows of each table, as lines for the engine. fault: why it could not be read, if it could not. content:
    the stamp of what it was made from, taken before.
    """

    name: str
    lines: Mapping[str, str]
    fault: str = ""
    content: str = ""


def read_one(asked: Asked) -> Read:
    """The tables of a programme, each row begun by its name in the portfolio. Whatever goes wrong is told of this one
    and harms no other."""
    from cic.base.errors import UserError
    from cic.base.message import Message
    from cic.language import language_of
    from cic.portfolio.stamp import content_stamp

    say = language_of(asked.language).say
    content = content_stamp(Path(asked.path))
    try:
        return Read(asked.name, _lines(asked), content=content)
    except UserError as error:
        return Read(asked.name, {}, say(error.said), content)
    except Exception as error:  # of one programme among thousands; what it says of itself may quote data of persons
        return Read(asked.name, {}, say(Message("internal error: {name}", {"name": type(error).__name__})), content)


def _lines(asked: Asked) -> Mapping[str, str]:
    from cic.checks.engine import check
    from cic.datasets.rows import Origin, tables
    from cic.datasets.write import lines_of
    from cic.language import language_of
    from cic.rules import select_rules
    from cic.storage.folder import Folder
    from cic.storage.loader import load

    loaded = load(Folder(Path(asked.path)), asked.day)
    verdicts = check(loaded, select_rules("", "")).verdicts
    made = tables(loaded, Origin("", language_of(asked.language), verdicts))
    return {table: lines_of((asked.name, *row) for row in rows) for table, rows in made.items() if rows}
