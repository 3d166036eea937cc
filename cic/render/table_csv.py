"""A table for spreadsheets and other programs as CSV, with exact numbers."""

from __future__ import annotations

from decimal import Decimal
from itertools import chain

from cic.language import Language
from cic.pages.tables import Cell, Page, value_in
from cic.render.cells import bounds, plain_text
from cic.render.safe_text import CsvCell, CsvText
from cic.render.setting import Setting


def render(page: Page, setting: Setting) -> CsvText:
    """The one table of the page: a row of the keys of its columns, then its rows.

    Where the language writes a decimal comma so does the file, and a semicolon parts its cells, as spreadsheets in that
    language expect; there are no thousands marks. Keys and words are the same in every language. Where figures are only
    limits a last column names them. Cells that a spreadsheet would run are made text. Raises ValueError for a page of
    several tables.
    """
    (table,) = page.tables
    keys = [CsvCell(column.key) for column in table.columns]
    rows = [[CsvCell(_text(cell, setting.language)) for cell in row] for row in table.rows]
    limits = [bounds(zip(table.columns, row, strict=True)) for row in table.rows]
    if any(limits):
        keys.append(CsvCell("bounds"))
        for row, named in zip(rows, limits, strict=True):
            row.append(CsvCell("; ".join(f"{key}: {limit}" for key, limit in named.items())))
    return CsvText.of_rows(chain([keys], rows), ";" if setting.language.decimal == "," else ",")


def _text(cell: Cell, language: Language) -> str:
    text = plain_text(cell)
    return text.replace(".", language.decimal) if isinstance(value_in(cell), Decimal) else text
