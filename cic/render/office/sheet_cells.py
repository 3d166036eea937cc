"""Cells of a workbook: real numbers and days, texts that stay texts, and nothing that is cut off."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from cic.analysis.status import Coverage, Status
from cic.base.message import Message
from cic.base.periods import Period
from cic.language import Language
from cic.pages.tables import Bound, Column, State, Term, Value, words
from cic.render.cells import cell_text
from cic.render.office.parts import FILLS
from cic.render.office.sheet_names import units
from cic.render.safe_text import sanitized

LONGEST = 32_767
"""What Excel takes in a cell; it counts signs beyond the first plane as two."""
_DIGITS = 15
"""Significant digits that a number of a spreadsheet keeps."""
_LOCALES = {"en": "[$-809]", "fr": "[$-80C]", "nl": "[$-813]"}
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
_FIRST_DAY = datetime.date(1900, 3, 1)
"""Before it spreadsheets differ in how they count days."""


class LongText(NamedTuple):
    """A text that no cell holds, and where its beginning stands."""

    sheet: str
    row: int
    column: int
    text: str


def exact_number(value: Decimal) -> Decimal | None:
    """The number as a workbook holds it, where whoever reads it there reads exactly this value; else None. It stays a
    Decimal, which is written with its own digits: of a float the library writes sixteen, also those that are none.

    >>> exact_number(Decimal("75250.10")), exact_number(Decimal("12345678901234567.89"))
    (Decimal('75250.10'), None)
    """
    if len(value.normalize().as_tuple().digits) > _DIGITS:
        return None
    return value if Decimal(repr(float(value))) == value else None


def text_of(value: str) -> str:
    """The text as a cell holds it: its lines, with control characters as escapes."""
    lines = value.replace("\r\n", "\n").split("\n")
    return value if value.isascii() and value.isprintable() else "\n".join(map(_plain, lines))


def _plain(line: str) -> str:
    """What `sanitized` makes of it, but for commands to CI runners: no log shows a cell."""
    return line if "##" not in line and "::" not in line and line == sanitized(line) else _without_control(line)


def _without_control(line: str) -> str:
    return "".join(sign if sign in "#:" else sanitized(sign) for sign in line)


class Cells:
    """Writes the cells of a workbook, and remembers the texts that are too long for one."""

    def __init__(self, book: Any, language: Language) -> None:
        self.language = language
        self.too_long: list[LongText] = []
        self._book = book
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def look(self, **properties: object) -> Any:
        """A format of cells, made once."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format({"valign": "top", **properties})
        return self._formats[key]

    def text(self, sheet: Any, row: int, column: int, text: str, **look: object) -> None:
        """Write a text, also one that looks like a formula or markup, whole or with a word on where the rest stands."""
        shown = text_of(text)
        if _FORMULA.match(shown):
            look["quote_prefix"] = True
        if units(shown) > LONGEST:
            self.too_long.append(LongText(sheet.get_name(), row, column, shown))
            more = "… " + self.language.say(words("(whole on the last sheet)"))
            shown = next(pieces(shown, LONGEST - len(more))) + more
        if shown.startswith("<r>") and shown.endswith("</r>"):
            # the library takes such a text for markup of its own; in two parts it is escaped as any other
            sheet.write_rich_string(row, column, shown[0], self.look(), shown[1:], self.look(**look))
        else:
            sheet.write_string(row, column, shown, self.look(**look))

    def value(
        self,
        sheet: Any,
        row: int,
        at: int,
        column: Column,
        value: Value,
        decimals: int | None = None,
        is_beside_figure: bool = False,
    ) -> None:
        """Write what stands in a cell of a table. decimals: of a percentage, as many as its column has.
        is_beside_figure: a text must not touch the figure before it."""
        if value is None:
            return
        if isinstance(value, Coverage):
            sheet.write_number(row, at, value.reported_by, self.look(num_format="0"))
            sheet.write_number(row, at + 1, value.expected, self.look(num_format="0"))
        elif isinstance(value, (Status, State)):
            look = {"bg_color": "#" + FILLS[value]} if isinstance(value, Status) and value in FILLS else {}
            slanted = {"italic": True, "font_color": "#595959"} if isinstance(value, State) else {}
            placed = {"align": "right"} if column.is_figure else {"indent": 1}
            self.text(sheet, row, at, cell_text(column, value, self.language), **look, **slanted, **placed)
        elif isinstance(value, Decimal):
            self._number(sheet, row, at, column, value, decimals)
        elif isinstance(value, int) and not isinstance(value, Period):
            is_year = column.kind == "year"
            look = self.look(num_format="0", align="left", indent=1) if is_year else self.look(num_format="#,##0")
            sheet.write_number(row, at, value, look)
        elif isinstance(value, datetime.date):
            self._day(sheet, row, at, value)
        else:
            wraps = {"text_wrap": True} if column.kind == "text" else {}
            apart = {"indent": 1} if is_beside_figure else {}
            self.text(sheet, row, at, said(value, self.language), **wraps, **apart)

    def _number(self, sheet: Any, row: int, at: int, column: Column, value: Decimal, decimals: int | None) -> None:
        share = column.kind in ("percent", "progress")
        number = exact_number(value.scaleb(-2) if share else value)
        if number is None:
            self.text(sheet, row, at, cell_text(column, value, self.language), align="right")
            return
        sheet.write_number(row, at, number, self.look(num_format=number_format(column, value, decimals)))

    def _day(self, sheet: Any, row: int, at: int, day: datetime.date) -> None:
        if day < _FIRST_DAY:
            self.text(sheet, row, at, self.language.date(day))
            return
        look = self.look(num_format=f"{_LOCALES[self.language.code]}d mmmm yyyy", align="left")
        sheet.write_datetime(row, at, datetime.datetime(day.year, day.month, day.day), look)  # noqa: DTZ001 a day


def number_format(column: Column, value: Decimal, decimals: int | None) -> str:
    """How a spreadsheet shows a number: amounts to the cent, others with the decimals that they have."""
    own = decimals_of(value)
    places = max(own, 2) if column.kind == "amount" else own if decimals is None else decimals
    written = "#,##0" + ("." + "0" * places if places else "")
    if column.kind in ("percent", "progress"):
        written = written.replace("#,##", "") + "%"
    if isinstance(value, Bound):
        return f'"{value.limit.sign} "{written};"{value.limit.sign} "-{written}'
    return f"+{written};-{written};{written}" if column.signed else written


def decimals_of(value: Decimal) -> int:
    """How many decimals a number is written with."""
    exponent = value.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def said(value: Value, language: Language) -> str:
    """A text of the data as it is, words of the program in the language."""
    if isinstance(value, Period):
        return language.period(value)
    name = value.name if isinstance(value, Term) else value
    return language.say(name) if isinstance(name, Message) else str(name)


def pieces(text: str, room: int) -> Iterator[str]:
    """The text in pieces of at most so many units, none of which parts a sign."""
    piece: list[str] = []
    left = room
    for sign in text:
        need = units(sign)
        if need > left:
            yield "".join(piece)
            piece, left = [], room
        piece.append(sign)
        left -= need
    yield "".join(piece)
