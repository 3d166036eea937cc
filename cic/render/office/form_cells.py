"""The cells of a form: how each kind looks, what is written into it, and what it takes."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from cic.base.message import Message
from cic.language import Language
from cic.pages.form.cells import Answer, Said, canonical, labels_of
from cic.pages.form.helps import FAULT_TITLE, PROMPT_TITLE, fault, prompt
from cic.render.direction import holds_right_to_left
from cic.render.office.sheet_cells import Cells, exact_number, text_of

CARRIED = "cic"
"""The hidden sheet."""
FIRST_LIST = 8
"""The column of the hidden sheet from which on its lists stand, one in each."""
_TITLE, _TEXT = 32, 255
"""The longest title and the longest text of a message beside a cell."""
_OPEN, _SHUT, _LINE = "#FFF8D6", "#E7E9ED", "#B7BCC6"
_DAYS = {"en": "yyyy-mm-dd"}
"""How a day is shown; elsewhere the day stands first."""
_LONGEST_READ = 1500
"""Signs of a text that is read."""
_MOST = 10**15
"""Numbers of a spreadsheet are exact up to here."""


class FormCells(Cells):
    """Writes the cells of a form, and collects the lists that they choose from."""

    def __init__(self, book: Any, language: Language) -> None:
        super().__init__(book, language)
        self.lists: dict[tuple[str, ...], int] = {}
        self.base: dict[str, object] = {"font_size": 10, "text_wrap": True}
        if language.is_right_to_left:
            self.base["font_name"] = "Arial"  # it has the letters

    def read(self, sheet: Any, row: int, column: int, text: Message | str, **look: object) -> str:
        """Write what is read, and say what was written."""
        said = self.shown(text)
        self.text(sheet, row, column, said, **{**self.base, **self.direction(said), **look})
        return said

    def shown(self, text: Message | str) -> str:
        """A text that is read, as far as a row has room for it."""
        return _short_of(self.language.say(text), _LONGEST_READ)

    def direction(self, said: str) -> dict[str, object]:
        """At the right, on a sheet that is written from there; and from right to left where any of a text is, also
        where it begins with a number."""
        if not self.language.is_right_to_left:
            return {}
        return {"align": "right", **({"reading_order": 2} if holds_right_to_left(said) else {})}

    def empty(self, sheet: Any, row: int, column: int, **look: object) -> None:
        """A cell in which nothing is to stand."""
        sheet.write_blank(row, column, None, self.look(**{"border": 1, "border_color": _LINE, **look}))

    def said(self, sheet: Any, row: int, column: int, cell: Said) -> str:
        """Write the lines of a cell that is read; what was written."""
        looks: dict[str, dict[str, object]] = {
            "plain": {},
            "strong": {"bold": True},
            "quiet": {"font_color": "#404652", "indent": 1},
        }
        first, *others = (text_of(self.shown(line)) for line in cell.lines)
        text = "\n".join((first, *others))
        frame = {**self.base, "border": 1, "border_color": _LINE}
        if cell.look == "titled" and first and others:
            strong, plain = self.look(**self.base, bold=True), self.look(**self.base)
            frame |= self.direction(text)
            sheet.write_rich_string(row, column, strong, first, plain, "\n" + "\n".join(others), self.look(**frame))
            return text
        return self.read(sheet, row, column, text, **{**frame, **looks.get(cell.look, {"bold": True})})

    def answer(self, sheet: Any, row: int, column: int, answer: Answer) -> str:
        """Write a cell that is to be filled in, with what stands there now; what was written."""
        labels = labels_of(answer, self.language)
        look: dict[str, object] = {**self.base, "border": 1, "border_color": _LINE, "locked": answer.is_locked}
        look["bg_color"] = _SHUT if answer.is_locked else _OPEN
        if answer.takes in ("number", "rate", "date", "currency") or answer.fills in ("achieved", "step", "status"):
            look["align"] = "center"
        if answer.takes == "date":
            look["num_format"] = _DAYS.get(self.language.code, "dd/mm/yyyy")
        elif answer.takes == "amount":
            look["num_format"] = "0.00##"
        elif answer.takes not in ("number", "rate"):
            # so that nothing that is typed becomes a number, a day or a formula
            look["num_format"] = "@"
        said = self._write(sheet, row, column, answer, labels, look)
        if not answer.is_locked:
            self._guard(sheet, row, column, answer, tuple(labels))
        return said

    def _write(
        self, sheet: Any, row: int, column: int, answer: Answer, labels: dict[str, Any], look: dict[str, object]
    ) -> str:
        now = answer.now
        if now is None:
            sheet.write_blank(row, column, None, self.look(**look))
            return ""
        if isinstance(now, Decimal):
            exact = exact_number(now)
            if exact is not None:
                sheet.write_number(row, column, exact, self.look(**look))
                return canonical(now)
        if isinstance(now, datetime.date):
            sheet.write_datetime(row, column, now, self.look(**look))
            return canonical(now)
        of_list = (label for label, value in labels.items() if canonical(value) == canonical(now))
        said = next(of_list, canonical(now))
        self.text(sheet, row, column, said, **look)
        return said

    def _guard(self, sheet: Any, row: int, column: int, answer: Answer, labels: tuple[str, ...]) -> None:
        """What the cell takes, and what is said beside it."""
        say = self.language.say
        rules: dict[str, dict[str, object]] = {
            "number": {"validate": "decimal", "criteria": "between", "minimum": -_MOST, "maximum": _MOST},
            "amount": {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": _MOST},
            "rate": {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": _MOST},
            "date": {
                "validate": "date",
                "criteria": "between",
                "minimum": datetime.date(1900, 3, 1),
                "maximum": datetime.date(2200, 12, 31),
            },
            "currency": {"validate": "length", "criteria": "==", "value": 3},
            "choice": {"validate": "list", "source": self._source(labels)} if labels else {"validate": "any"},
        }
        guard = {
            **rules.get(answer.takes, {"validate": "any"}),
            "input_title": _short(say(PROMPT_TITLE), _TITLE),
            "input_message": _short(say(prompt(answer)), _TEXT),
        }
        wrong = fault(answer)
        if wrong is not None:
            guard["error_title"] = _short(say(FAULT_TITLE), _TITLE)
            guard["error_message"] = _short(say(wrong), _TEXT)
        sheet.data_validation(row, column, row, column, guard)

    def _source(self, labels: tuple[str, ...]) -> str:
        """Where a list stands on the hidden sheet."""
        column = _letters(FIRST_LIST + self.lists.setdefault(labels, len(self.lists)))
        return f"={CARRIED}!${column}$1:${column}${len(labels)}"


def _letters(column: int) -> str:
    """What a spreadsheet calls a column, from 0 on.

    >>> _letters(0), _letters(25), _letters(26), _letters(701), _letters(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    name = ""
    while column >= 0:
        name = chr(ord("A") + column % 26) + name
        column = column // 26 - 1
    return name


def _short(text: str, room: int) -> str:
    return _short_of(text_of(text), room)


def _short_of(shown: str, room: int) -> str:
    return shown if len(shown) <= room else shown[: room - 1] + "…"
