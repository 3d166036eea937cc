"""A programme as a file of IATI 2.03: made, and checked before anybody gets it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from cic.iati.activity import activity, partnership
from cic.iati.checks import faults_of
from cic.iati.faults import Fault
from cic.iati.parts import Gap, document, filled, made
from cic.iati.subject import stray_ids, subjects
from cic.model.programme import Programme

VERSION = "2.03"


class Exported(NamedTuple):
    """A file, or why there is none.

    content: the file, complete where nothing is missing. missing: what only a person can say, and where. left_out: what
    the data say and the file does not hold. faults: what IATI has against the file.
    """

    content: bytes
    missing: tuple[Gap, ...]
    left_out: tuple[Gap, ...]
    faults: tuple[Fault, ...]

    @property
    def is_valid(self) -> bool:
        """Whether it can be published."""
        return not self.missing and not any(fault.is_error for fault in self.faults)


def export(programme: Programme, now: datetime.datetime, with_partnerships: bool = False) -> Exported:
    """An activity for each outcome, and one for each partnership under it where that is asked. Raises UserError where
    the library that checks is missing."""
    root = made("iati-activities", version=VERSION, generated_datetime=now.strftime("%Y-%m-%dT%H:%M:%SZ"))
    parts = []
    for subject in subjects(programme):
        parts += [*stray_ids(subject), *activity(subject, now, with_partnerships)]
        if with_partnerships:
            for id in programme.partnership_files:
                parts += partnership(subject, id, now)
    gaps = [part for part in filled(root, parts) if isinstance(part, Gap)]
    missing = _once(gap for gap in gaps if gap.is_needed)
    left_out = _once(gap for gap in gaps if not gap.is_needed)
    content = document(root)
    faults = () if missing else faults_of(content, "iati.xml", now)
    return Exported(content, missing, left_out, faults)


def _once(gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    """Each place once, in order."""
    return tuple({gap.spot: gap for gap in gaps}.values())
