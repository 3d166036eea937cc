"""Which forms that came back say nothing that a later one of the same does not say again: old copies with faults."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from typing import NamedTuple

from cic.entry.forms.judging import Judgement


class Copy(NamedTuple):
    """A form that came back. saved: when a program saved it last; None where it does not say. answered: the cells that
    say something else than when it was made. unread: those of them that cannot be taken, as their ids. is_taken:
    whether all of it stands in the data."""

    file: str
    saved: datetime.datetime | None
    answered: frozenset[str]
    unread: frozenset[str]
    is_taken: bool


def unread_in(judged: Judgement) -> frozenset[str]:
    """The cells of a form in which something stands that cannot be taken."""
    return frozenset(id for stray in judged.strays for id in stray.ids)


def later_of(one: Copy, others: Sequence[Copy]) -> str:
    """The file of a later form of the same partnership and period that answers all that this one does, and stands in
    the data; empty where there is none. Where a program does not say when it saved one, nobody knows which is later.
    """
    if one.is_taken or one.saved is None:
        return ""
    later = (
        (other.saved, other.file)
        for other in others
        if other.is_taken and other.saved is not None and other.saved > one.saved and _says_all(one, other.answered)
    )
    return max(later, default=(None, ""))[1]


def _says_all(one: Copy, answered: Collection[str]) -> bool:
    """Whether another form answers each cell that can be read in this one, and of each that cannot either the cell, or
    something else on its sheet: there it was emptied by whoever had the first in hand."""
    readable = one.answered - one.unread
    sheets = set(map(_sheet_of, readable & frozenset(answered)))
    faults = (id in answered or _sheet_of(id) in sheets for id in one.unread)
    return bool(readable or one.unread) and readable <= frozenset(answered) and all(faults)


def _sheet_of(id: str) -> tuple[str, ...]:
    """Whose sheet a cell is on, from its id: of a commune, of what is the partnership's own, of money."""
    steps = tuple(id.split("/"))
    return steps[:2] if steps[0] in ("communes", "partners") else steps[:1]
