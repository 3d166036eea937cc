"""What a cell may be read as: an answer, an answer to be confirmed, or none."""

from __future__ import annotations

from typing import NamedTuple

from cic.base.message import Message
from cic.pages.form.cells import Answered


class Taken(NamedTuple):
    """An answer as it is."""

    value: Answered


class Offered(NamedTuple):
    """What was probably meant: taken where somebody agrees."""

    value: Answered
    why: Message


class Refused(NamedTuple):
    """Why what was typed is no answer, and what to do."""

    why: Message
    advice: Message


Reading = Taken | Offered | Refused | None
"""None: nothing was typed."""


def refused(template: str, hint: str, **params: object) -> Refused:
    """A refusal, with what fills both of its templates."""
    return Refused(Message(template, params), Message(hint, params))
