"""Reads one programme, in whatever process: what goes in and comes out can be sent to another one."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from cic.base.asked_day import NEVER, AskedDay, Stretch


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
    the stamp of what it was made from, taken before. holds: the days on which the rows are the same, but for the one
    that they name as that which counts as today.
    """

    name: str
    lines: Mapping[str, str]
    fault: str = ""
    content: str = ""
    holds: Stretch = NEVER


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
        lines, holds = _lines(asked)
        return Read(asked.name, lines, "", content, holds)
    except UserError as error:
        return Read(asked.name, {}, say(error.said), content)
    except OSError as error:
        from cic.base.reasons import reason_of

        return Read(asked.name, {}, say(Message("it cannot be read: {reason}", {"reason": reason_of(error)})), content)
    except Exception as error:  # of one programme among thousands; what it says of itself may quote data of persons
        return Read(asked.name, {}, say(Message("internal error: {name}", {"name": type(error).__name__})), content)


def _lines(asked: Asked) -> tuple[Mapping[str, str], Stretch]:
    from cic.checks.engine import check
    from cic.datasets.rows import Origin, tables
    from cic.datasets.write import lines_of
    from cic.language import language_of
    from cic.rules import select_rules
    from cic.storage.folder import Folder
    from cic.storage.loader import load

    day = AskedDay(asked.day)
    loaded = load(Folder(Path(asked.path)), day)
    verdicts = check(loaded, select_rules("", "")).verdicts
    said = tables(loaded, Origin("", language_of(asked.language), verdicts))
    # the row of the programme names the day, and holds on others all the same
    of_programme = [tuple(day.plain if cell is day else cell for cell in row) for row in said["programmes"]]
    made = {**said, "programmes": of_programme}
    lines = {table: lines_of((asked.name, *row) for row in rows) for table, rows in made.items() if rows}
    return lines, day.holds
