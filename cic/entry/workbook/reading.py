"""What stands in the cells of a workbook, as plain values: the one module that knows openpyxl.

It is read as a stream of rows, so that nothing is made for cells that are empty, merged or linked. Read twice: once for
what was typed, once for what formulas came to when the workbook was last calculated.
"""

from __future__ import annotations

import datetime
import io
import math
import warnings
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from cic.base.errors import UserError
from cic.base.message import phrase
from cic.entry.workbook.guard import Judged, judged
from cic.entry.workbook.xml_guard import Notes, column_number

_AGAIN = phrase("open it in Excel or LibreOffice and save it once more as .xlsx; or ask for the file again")

Kind = Literal["number", "text", "flag", "day", "moment", "length", "formula", "error"]
"""What a cell holds. day: a date; moment: a date with a time of the day; length: hours or days."""


class Cell(NamedTuple):
    """A cell in which something stands.

    value: a Decimal of a number, the text of a text, True or False, a day; of a formula what it came to, as a cell of
    its own; None where it was never calculated. format: of numbers (`0%`). formula: as it was typed, with its sign.
    link: where a click on it leads.
    """

    kind: Kind
    value: Decimal | str | bool | datetime.date | datetime.datetime | Cell | None
    format: str = "General"
    formula: str = ""
    link: str = ""


Where = tuple[int, int]
"""The row and the column of a cell, both from 1."""


class Sheet(NamedTuple):
    """A sheet. state: visible, hidden or veryHidden. merged: the corners of merged cells, upper left and lower
    right. commented: the cells that have a comment, as `B2`."""

    title: str
    state: str
    cells: Mapping[Where, Cell]
    merged: tuple[tuple[Where, Where], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    commented: tuple[str, ...] = ()


class Workbook(NamedTuple):
    """A workbook: its sheets, in their order. saved: when it was saved last, as it says itself; None where it does
    not."""

    sheets: tuple[Sheet, ...]
    saved: datetime.datetime | None = None


def coordinate(where: Where) -> str:
    """A cell as people name it: B2."""
    letters, column = "", where[1]
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{where[0]}"


def workbook(raw: bytes, name: str) -> Workbook:
    """What stands in a workbook. name: what messages call it. Raises UserError where it is none or is hostile, and
    where openpyxl is not installed."""
    judgement = judged(raw, name)
    load = _load()
    try:
        with warnings.catch_warnings():
            # of what it leaves out, which is nothing that is read
            warnings.simplefilter("ignore")
            typed = _cells(load, judgement, False)
            has_formulas = any(cell.kind == "formula" for one in typed for cell in one.cells.values())
            came_to = _cells(load, judgement, True) if has_formulas else typed
    except (UserError, MemoryError, RecursionError):
        raise
    except Exception as error:  # whatever it meets in a file that no spreadsheet program wrote
        raise UserError("{file} is damaged: its sheets cannot be read", _AGAIN, file=name) from error
    return Workbook(
        tuple(
            _noted(one, _with_results(one.cells, other.cells), judgement)
            for one, other in zip(typed, came_to, strict=True)
        ),
        _moment(judgement.saved),
    )


def _moment(text: str) -> datetime.datetime | None:
    try:
        found = datetime.datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=datetime.UTC)


class _Read(NamedTuple):
    title: str
    state: str
    part: str
    cells: dict[Where, Cell]


def _load() -> Any:
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise UserError(
            "to read a workbook the library openpyxl is needed", 'install it: pip install "cic-programme[forms]"'
        ) from None
    return load_workbook


def _cells(load: Any, judgement: Judged, calculated: bool) -> list[_Read]:
    book = load(io.BytesIO(judgement.package), read_only=True, data_only=calculated, keep_links=False)
    try:
        found = []
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            # rows are filled up with empty cells as far as is asked
            last_row, last_column = judgement.notes.get(sheet._worksheet_path, Notes()).last
            cells = {
                (cell.row, cell.column): one
                for row in sheet.iter_rows(max_row=last_row, max_col=last_column)
                for cell in row
                if cell.value is not None and (one := _cell(cell)) is not None
            }
            found.append(_Read(str(sheet.title), str(sheet.sheet_state), sheet._worksheet_path, cells))
        return found
    finally:
        book.close()


def _cell(cell: Any) -> Cell | None:
    value, format = cell.value, str(cell.number_format or "General")
    if cell.data_type == "f":
        formula = value if isinstance(value, str) else f"={getattr(value, 'text', None) or ''}".replace("==", "=", 1)
        return Cell("formula", None, format, formula)
    if cell.data_type == "e":
        return Cell("error", str(value), format)
    return _plain(value, format)


def _plain(value: object, format: str) -> Cell | None:
    if isinstance(value, bool):
        return Cell("flag", value, format)
    if isinstance(value, (int, float)):
        if not math.isfinite(value):
            return Cell("error", str(value), format)
        # the shortest text that stands for the same number, in no more digits than a spreadsheet shows: it keeps 0.1 as
        # 0.10000000000000001, and comes to 0.30000000000000004 with 0.1+0.2
        return Cell("number", Decimal(min(repr(value), f"{value:.15g}", key=len)), format)
    if isinstance(value, datetime.datetime):
        is_day = value.time() == datetime.time()
        return Cell("day", value.date(), format) if is_day else Cell("moment", value, format)
    if isinstance(value, datetime.date):
        return Cell("day", value, format)
    if isinstance(value, (datetime.time, datetime.timedelta)):
        return Cell("length", str(value), format)
    return Cell("text", str(value), format) if str(value) else None


def _with_results(typed: Mapping[Where, Cell], came_to: Mapping[Where, Cell]) -> dict[Where, Cell]:
    return {
        where: cell._replace(value=came_to.get(where)) if cell.kind == "formula" else cell
        for where, cell in typed.items()
    }


def _noted(one: _Read, cells: dict[Where, Cell], judgement: Judged) -> Sheet:
    notes = judgement.notes.get(one.part, Notes())
    for ref, link in judgement.linked.get(one.part, ()):
        where = _where(ref.partition(":")[0])
        if where in cells:
            cells[where] = cells[where]._replace(link=link)
    return Sheet(
        one.title,
        one.state,
        cells,
        tuple(map(_corners, notes.merged)),
        notes.hidden_rows,
        notes.hidden_columns,
        judgement.commented.get(one.part, ()),
    )


def _corners(ref: str) -> tuple[Where, Where]:
    first, _, last = ref.partition(":")
    (top, left), (bottom, right) = _where(first), _where(last)
    return (min(top, bottom), min(left, right)), (max(top, bottom), max(left, right))


def _where(name: str) -> Where:
    letters = name.rstrip("0123456789")
    return int(name[len(letters) :]), column_number(letters)
