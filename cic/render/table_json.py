"""Tables for other programs as JSON, with exact strings."""

from __future__ import annotations

from cic.analysis.status import Coverage, Status
from cic.base.periods import Period
from cic.language import ENGLISH
from cic.pages.tables import Cell, Page, State, value_in
from cic.render.cells import plain_text
from cic.render.safe_text import JsonText
from cic.render.setting import Setting

SCHEMA_VERSION = 1


def render(report: Page, setting: Setting) -> JsonText:
    """The report as one JSON document, in English: a missing value is an object that names its state, an amount an
    exact string."""
    document = {
        "schema_version": SCHEMA_VERSION,
        "version": setting.version,
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
    return JsonText.of(document)


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
