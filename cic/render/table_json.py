"""Tables for other programs as JSON, with exact strings."""

from __future__ import annotations

from collections.abc import Sequence

from cic.analysis.status import Coverage, Status
from cic.base.message import Message, for_programs
from cic.base.periods import Period
from cic.language import ENGLISH
from cic.pages.tables import Cell, Page, State, Table, value_in
from cic.render.cells import bounds, plain_text
from cic.render.safe_text import JsonText
from cic.render.setting import Setting

SCHEMA_VERSION = 1
BOUNDS = "bounds"
"""The key of what says which figures of a row are limits."""


def render(report: Page, setting: Setting) -> JsonText:
    """The report as one JSON document, in English: a missing value is an object that names its state, an amount an
    exact string."""
    document = {
        "schema_version": SCHEMA_VERSION,
        "version": setting.version,
        "title": report.title,
        "facts": {fact.key: _value(fact.value) for fact in report.facts},
        "highlights": [_said(one) for one in report.highlights],
        "tables": [
            {
                "key": table.key,
                "section": table.section,
                "title": _said(table.title),
                "columns": [
                    {"key": column.key, "title": ENGLISH.say(column.title), "kind": column.kind}
                    for column in table.columns
                ],
                "rows": [_row(table, row) for row in table.rows],
                "notes": [_said(note) for note in table.notes],
            }
            for table in report.tables
        ],
    }
    return JsonText.of(document)


def _said(words: Message | str) -> str:
    return ENGLISH.say(for_programs(words) if isinstance(words, Message) else words)


def _row(table: Table, row: Sequence[Cell]) -> dict[str, object]:
    """The cells by the keys of their columns; beside them which figures are only limits, where any is."""
    cells = list(zip(table.columns, row, strict=True))
    limits = bounds(cells)
    return {**{column.key: _value(cell) for column, cell in cells}, **({BOUNDS: limits} if limits else {})}


def _value(cell: Cell) -> object:
    cell = value_in(cell)
    if isinstance(cell, State):
        return {"state": cell.value}
    if isinstance(cell, Status):
        return cell.value
    if isinstance(cell, Coverage):
        return cell._asdict()
    if isinstance(cell, Period):
        return cell.key
    return cell if cell is None or isinstance(cell, int) else plain_text(cell)
