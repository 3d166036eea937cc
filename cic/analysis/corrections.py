"""The corrections of a programme: figures that were agreed or reported, and are not what they were."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cic.diagnostics import Key
from cic.model.identity import Identity
from cic.model.logframe import Logframe
from cic.model.partnership import Partnership
from cic.model.programme import Programme
from cic.model.report import Report

_STEP = re.compile(r"\[([^\]]*)\]|([^.\[\]]+)")


def records_with_corrections(programme: Programme) -> Iterator[tuple[str, Identity | Logframe | Partnership | Report]]:
    """The files that can hold corrections, with their names in the data folder."""
    for part in (programme.identity, programme.logframe):
        if part is not None:
            yield programme.spot("logframe.yaml" if part is programme.logframe else "programme.yaml").file, part
    yield from programme.partnerships.items()
    yield from programme.reports.items()


def steps_of(path: str) -> tuple[Key, ...]:
    """The keys of a path as it is written in a correction.

    >>> steps_of("communes[bravo].observations[R2.1].evidence[0].date")
    ('communes', 'bravo', 'observations', 'R2.1', 'evidence', 0, 'date')
    """
    found = (match[1] if match[1] is not None else match[2] for match in _STEP.finditer(path))
    return tuple(int(step) if step.isascii() and step.isdigit() else step for step in found)
