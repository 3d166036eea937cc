"""Tables for other programs as CSV, with plain numbers."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from cic.pages.tables import TEXTS, Column, Page, Table
from cic.render.cells import plain_text
from cic.render.safe_text import harmless
from cic.render.setting import Setting

_RUNS_IN_A_SPREADSHEET = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_PLAIN_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?", re.ASCII)


def render(report: Page, _: Setting) -> str:
    """The tables below each other, each with a first column that names it, and last the facts about the page, so that a
    page of one table begins with its titles. Cells that a spreadsheet would run are made text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for table in (*report.tables, *_facts(report)):
        writer.writerow(["table", *(column.key for column in table.columns)])
        for row in table.rows:
            writer.writerow([_inert(table.key), *(_inert(plain_text(cell)) for cell in row)])
    return out.getvalue()


def _facts(report: Page) -> Iterator[Table]:
    """What the head of the page says, as a table; but for the remark on texts, which follows the language asked for."""
    rows = tuple((fact.key, fact.value) for fact in report.facts if fact.key != TEXTS)
    if rows:
        yield Table("facts", "", (Column("fact", "", "id"), Column("value", "")), rows)


def _inert(text: str) -> str:
    """The text as it is, but for what a spreadsheet would run and what a terminal would obey."""
    safe = "\n".join(map(harmless, text.split("\n")))
    if safe.startswith(_RUNS_IN_A_SPREADSHEET) and not _PLAIN_NUMBER.fullmatch(safe):
        return "'" + safe
    return safe
