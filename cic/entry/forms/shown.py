"""What a form carries, as readers of a language see it: numbers, days and words in place of what stands in files."""

from __future__ import annotations

import datetime
import re

from cic.base.message import Message
from cic.language import Digits
from cic.pages.form.cells import Answer, canonical


def value_shown(answer: Answer, carried: str) -> Message | datetime.date | str:
    """What an answer says, from how forms carry it; empty for nothing."""
    chosen = next((one.label for one in answer.choices if canonical(one.value) == carried), None)
    if chosen is not None:
        return chosen
    if answer.takes == "date" and carried:
        return day_shown(carried)
    return Digits(carried) if answer.takes in ("number", "amount", "rate") else carried


def day_shown(carried: str) -> datetime.date | str:
    """A day, from how forms carry it; what is none as it is."""
    try:
        return datetime.date.fromisoformat(carried)
    except ValueError:
        return carried


def due_shown(exactly: str) -> tuple[Message, ...]:
    """What was due, from how forms carry it: 2031=12.5;2033=14."""
    found = (one.partition("=") for one in exactly.split(";"))
    return tuple(Message("{year}: {value}", {"year": year, "value": _digits(value)}) for year, _, value in found)


def _digits(text: str) -> str:
    return Digits(text) if re.fullmatch(r"-?[0-9.]+", text) else text
