"""From the text of a file to what its model makes of it, or to all that is wrong with it."""

from __future__ import annotations

from pydantic import ValidationError

from cic.base.periods import CALENDAR_YEARS, Calendar
from cic.diagnostics import Problem, Spot
from cic.model.budget import Budget
from cic.model.identity import Identity
from cic.model.kinds import Kind
from cic.model.scalars import Record, Told
from cic.source import Document
from cic.source.rules import MISREAD_SCALAR
from cic.storage.declared import Declared, Stray, declared_by, in_order, is_in_words, most_decimals, strays
from cic.storage.rules import FORMAT_VERSION
from cic.storage.shape import shape_problems

FORMAT = 1
"""The newest layout of the data that this program knows (`format:` in programme.yaml)."""


def validated(
    document: Document, kind: Kind, calendar: Calendar = CALENDAR_YEARS, words: Declared | None = None
) -> tuple[Record | None, list[Problem]]:
    """The file as its model, or None with all that is wrong with it.

    calendar: by which its years are read. words: those that the budget declares; None where they are not known, and any
    will do.
    """
    problems = list(document.problems)
    if document.data is None:
        return None, problems
    newer = _newer_format(document.file, kind, document.data)
    if newer:
        return None, [*problems, newer]
    if kind.is_of(Budget):
        words = declared_by(document.data)
    lost: tuple[Stray, ...] = ()
    if words is not None and is_in_words(kind):
        in_order(kind, document.data, words)
        lost = tuple(strays(kind, document.data, words))
    try:
        record, error = (
            kind.model.model_validate(
                document.data, context=Told(calendar, most_decimals(words), words.currency if words else "")
            ),
            None,
        )
        if not lost:
            return record, problems
    except ValidationError as refused:
        error = refused
    faults = shape_problems(document.file, kind.model, document.data, error, lost)
    # a word that must be written otherwise need not be put in quotes, too
    said = {found.path for found in faults}
    return None, [found for found in problems if found.rule is not MISREAD_SCALAR or found.path not in said] + faults


def _newer_format(file: str, kind: Kind, data: object) -> Problem | None:
    version = data.get("format") if kind.is_of(Identity) and isinstance(data, dict) else None
    if type(version) is int and version > FORMAT:
        return FORMAT_VERSION.problem(
            Spot(file, ("format",)),
            "the data have format {format}, this program knows {known}",
            format=version,
            known=FORMAT,
        )
    return None
