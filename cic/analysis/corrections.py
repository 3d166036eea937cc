"""The corrections of a programme: figures that were agreed or reported, and are not what they were."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cic.diagnostics import Key
from cic.model.common import Correction
from cic.model.kinds import Kind
from cic.model.programme import Programme
from cic.model.scalars import Record

_STEP = re.compile(r"\[([^\]]*)\]|([^.\[\]]+)")


def corrected_files(programme: Programme) -> Iterator[tuple[Kind, str, Record, tuple[Correction, ...]]]:
    """The files that can hold corrections, with their names in the data folder and the corrections in them."""
    for kind, file, record in programme.records():
        if "corrections" in type(record).model_fields:
            yield kind, file, record, record.corrections  # type: ignore[attr-defined]


def steps_of(path: str) -> tuple[Key, ...]:
    """The keys of a path as it is written in a correction.

    >>> steps_of("communes[bravo].observations[R2.1].evidence[0].date")
    ('communes', 'bravo', 'observations', 'R2.1', 'evidence', 0, 'date')
    """
    found = (match[1] if match[1] is not None else match[2] for match in _STEP.finditer(path))
    return tuple(int(step) if step.isascii() and step.isdigit() else step for step in found)
