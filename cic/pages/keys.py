"""The keys and the values of the data in words."""

from __future__ import annotations

from collections.abc import Iterable

from cic.analysis.diff import Scalar
from cic.diagnostics import Key
from cic.pages.field_names import FIELDS
from cic.pages.tables import Value, words


def path_words(path: Iterable[Key]) -> tuple[object, ...]:
    """The keys of a path in words, without those that need none."""
    return tuple(word for step in path if (word := word_of(step)) is not None)


def word_of(step: Key) -> object:
    """A key in words; a position in a list is counted from one."""
    if isinstance(step, int):
        return step if step >= 1000 else f"#{step + 1}"
    return FIELDS.get(step, step.replace("_", " ") if step.islower() and "-" not in step else step)


def as_cell(value: Scalar | None) -> Value:
    """A value of the data as a cell."""
    if isinstance(value, bool):
        return words("yes") if value else words("no")
    return value
