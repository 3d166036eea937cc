"""Files that hold the same, byte for byte: read once, and said once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from cic.diagnostics import Place, Problem, Spot
from cic.model.kinds import kind_of_file, phase_and_kind, split_phase
from cic.model.scalars import Record
from cic.storage.rules import REPEATED_FILE

_PROGRAMME = "programme"
"""What stands in the name of a report in the place of a partnership, where it is of the whole programme."""


class Copies:
    """The files of one folder by what they hold, as they are met."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, str, bytes], list[str]] = {}

    def is_another(self, file: str, raw: bytes) -> bool:
        """Whether a file of the same kind and programme was met before that holds the same."""
        phase, kind = phase_and_kind(file)
        names = self._names.setdefault((phase, kind.name if kind else "", hashlib.sha256(raw).digest()), [])
        names.append(file)
        return len(names) > 1

    def several(self) -> Iterator[list[str]]:
        """The names of each file of which there are copies, in the order in which they were met."""
        return (names for names in self._names.values() if len(names) > 1)


def best_name(names: list[str], record: Record | None) -> str:
    """Under which of its names a file is read: the one that fits what it holds, else the first."""
    return next((name for name in names if record is not None and _is_named_after(name, record)), names[0])


def _is_named_after(file: str, record: Record) -> bool:
    kind = kind_of_file(file)
    match = kind.pattern.fullmatch(split_phase(file)[1]) if kind else None
    fields = (getattr(record, key, None) for key in (kind.keys if kind else ()))
    return match is not None and match.groups() == tuple(str(value or _PROGRAMME) for value in fields)


def copies_problem(names: list[str], read: str) -> Problem:
    """That there are copies of a file, at the first of them."""
    copy, *others = (name for name in names if name != read)
    place, shown = Place(copy, 1, 1, 1, 1), (Spot(read),)
    if not others:
        return REPEATED_FILE.problem(place, "this file is {name} once more, byte for byte", related=shown, name=read)
    return REPEATED_FILE.problem(
        place,
        "this file is {name} once more, byte for byte; and so are others: {count}",
        related=shown,
        name=read,
        count=len(others),
    )
