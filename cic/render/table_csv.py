"""A table for spreadsheets and other programs as CSV, with exact numbers."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal

from cic.language import Language
from cic.pages.tables import Cell, Page, value_in
from cic.render.cells import plain_text
from cic.render.safe_text import harmless
from cic.render.setting import Setting

_FORMULA = re.compile(r"(?P<before>(?:^|[;,|\n])(?:[^\S\n]|\")*)(?P<part>'*[=+\-@＝＋－＠][^;,|\n]*)")
"""What a spreadsheet would calculate: at the start of a cell, and behind each sign at which some spreadsheet somewhere
would part the line: it reads the file with the list separator of its own country."""
_PLAIN_NUMBER = re.compile(r"-?[0-9]+(?:[.,][0-9]+)?", re.ASCII)


def render(page: Page, setting: Setting) -> str:
    """The one table of the page: a row of the keys of its columns, then its rows.

    Where the language writes a decimal comma so does the file, and a semicolon parts its cells, as spreadsheets in that
    language expect; there are no thousands marks. Keys and words are the same in every language. Cells that a
    spreadsheet would run are made text. Raises ValueError for a page of several tables.
    """
    (table,) = page.tables
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if setting.language.decimal == "," else ",", lineterminator="\r\n")
    writer.writerow([column.key for column in table.columns])
    for row in table.rows:
        writer.writerow([_inert(_text(cell, setting.language)) for cell in row])
    return out.getvalue()


def _text(cell: Cell, language: Language) -> str:
    text = plain_text(cell)
    return text.replace(".", language.decimal) if isinstance(value_in(cell), Decimal) else text


def _inert(text: str) -> str:
    """The text as it is, but for what a terminal would obey, and with an apostrophe before each formula that a
    spreadsheet would calculate; one that stands there already gets another, so that taking one away gives it back."""
    safe = "\n".join(map(harmless, text.split("\n")))
    if safe.lstrip("'").startswith("\n"):
        safe = "'" + safe
    return _FORMULA.sub(lambda found: found["before"] + _as_text(found["part"]), safe)


def _as_text(part: str) -> str:
    return part if _PLAIN_NUMBER.fullmatch(part.rstrip()) else "'" + part
