"""What a file would become: its bytes, and the lines that go and come."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cic.entry.report_file import ReportFile, head_of_report, order_in
from cic.source.edit import Change, edited
from cic.storage.loader import Loaded


class Proposal(NamedTuple):
    """A file as it would be. before: as it was read; None where there is none yet."""

    file: str
    before: str | None
    after: bytes


class Line(NamedTuple):
    """A line that goes (sign -) or comes (+), with its number before or after."""

    sign: str
    number: int
    text: str


def proposal(loaded: Loaded, report: ReportFile, changes: Sequence[Change], shown: str) -> Proposal:
    """The report with the changes. Raises CannotEditError where its lines are not clear."""
    start = report.text if report.text is not None else head_of_report(loaded, report)
    order = order_in(loaded.programme, report.partnership)
    return Proposal(report.file, report.text, edited(report.file, start.encode(), changes, order, shown))


def changed_lines(one: Proposal) -> Iterator[Line]:
    """The lines that go, and those that come."""
    before = (one.before or "").splitlines()
    after = one.after.decode("utf-8-sig").splitlines()
    for tag, start, end, new_start, new_end in difflib.SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if tag != "equal":
            yield from (Line("-", n + 1, before[n]) for n in range(start, end))
            yield from (Line("+", n + 1, after[n]) for n in range(new_start, new_end))
