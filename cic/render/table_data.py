"""Tables for other programs: JSON with exact strings, CSV with plain numbers."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator

from cic.analysis.status import Coverage, Status
from cic.language import ENGLISH
from cic.pages.tables import TEXTS, Cell, Column, Page, State, Table, value_in
from cic.render.cells import plain_text
from cic.render.safe_text import harmless, harmless_json

SCHEMA_VERSION = 1
_RUNS_IN_A_SPREADSHEET = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_PLAIN_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?", re.ASCII)


def as_json(report: Page, version: str) -> str:
    """The report as one JSON document, in English: a missing value is an object that names its state, an amount an
    exact string."""
    document = {
        "schema_version": SCHEMA_VERSION,
        "version": version,
        "title": report.title,
        "facts": {fact.key: _value(fact.value) for fact in report.facts},
        "highlights": [ENGLISH.say(one) for one in report.highlights],
        "tables": [
            {
                "key": table.key,
                "section": table.section,
                "title": ENGLISH.say(table.title),
                "columns": [
                    {"key": column.key, "title": ENGLISH.say(column.title), "kind": column.kind}
                    for column in table.columns
                ],
                "rows": [
                    {c.key: _value(cell) for c, cell in zip(table.columns, row, strict=True)} for row in table.rows
                ],
                "notes": [ENGLISH.say(note) for note in table.notes],
            }
            for table in report.tables
        ],
    }
    return harmless_json(json.dumps(document, ensure_ascii=False, indent=2)) + "\n"


def as_csv(report: Page) -> str:
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


def _value(cell: Cell) -> object:
    cell = value_in(cell)
    if isinstance(cell, State):
        return {"state": cell.value}
    if isinstance(cell, Status):
        return cell.value
    if isinstance(cell, Coverage):
        return cell._asdict()
    return cell if cell is None or isinstance(cell, int) else plain_text(cell)


def _inert(text: str) -> str:
    """The text as it is, but for what a spreadsheet would run and what a terminal would obey."""
    safe = "\n".join(map(harmless, text.split("\n")))
    if safe.startswith(_RUNS_IN_A_SPREADSHEET) and not _PLAIN_NUMBER.fullmatch(safe):
        return "'" + safe
    return safe
