"""Whom the rows of a form are made for, and cells for texts."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from cic.diagnostics import Key
from cic.language import Language
from cic.model.programme import Programme
from cic.pages.form.cells import Answer, Fills


class Asking(NamedTuple):
    """Whom rows are made for: who reports (a commune or partner; empty for the partnership or the programme itself),
    and where in the report that stands."""

    programme: Programme
    partnership: str
    period: int
    language: Language
    who: str
    root: tuple[Key, ...]

    def is_personal(self, text: str) -> bool:
        """Whether a text says something of a person, so that it is not sent about."""
        return self.programme.persons.without(text) != text


def text_answer(
    asking: Asking, fills: Fills, path: tuple[Key, ...], known: object, indicator: str = "", who: str | None = None
) -> Answer:
    """A cell for a text in the language of the form; locked where what stands there says something of a person."""
    code = asking.language.code
    now = known.get(code) if isinstance(known, dict) else None
    is_locked = now is not None and (asking.is_personal(now) or not is_plain(now))
    shown = asking.programme.persons.without(now)[:_LONGEST] if is_locked and now is not None else now
    who = asking.who if who is None else who
    return Answer(fills, (*path, code), "text", shown, (), who, indicator, is_locked=is_locked)


_LONGEST = 5000
"""Signs of a text that is changed in a cell."""


def is_plain(text: str) -> bool:
    """Whether a cell holds the text as it is, so that what comes back is the same."""
    return len(text) <= _LONGEST and all(sign == "\n" or unicodedata.category(sign)[0] != "C" for sign in text)
