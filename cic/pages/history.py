"""`cic history`: how a figure came to be, commit by commit."""

from __future__ import annotations

from collections.abc import Iterable

from cic.analysis.diff import Change
from cic.analysis.history import Step, Unread
from cic.pages.diff.wording import CHANGE_COLUMNS, change_row, united
from cic.pages.tables import Cell, Column, Page, Table, words
from cic.storage.git import Commit

_COLUMNS = (
    Column("date", words("Date"), "id"),
    Column("author", words("Author")),
    Column("commit", words("Commit"), "id"),
    Column("subject", words("Message")),
    *CHANGE_COLUMNS,
)
_SHOWN = 10
"""Digits of a commit's id that are shown."""


def history_report(id: str, steps: Iterable[Step | Unread], with_persons: bool) -> Page:
    """One row for each change, the newest first."""
    by_commit: dict[str, tuple[Commit, list[Change]]] = {}
    unread: list[str] = []
    for step in steps:
        if isinstance(step, Unread):
            unread.append(f"{step.file} ({step.commit.id[:_SHOWN]})")
        else:
            by_commit.setdefault(step.commit.id, (step.commit, []))[1].append(step.change)
    rows: list[tuple[Cell, ...]] = []
    for commit, changes in by_commit.values():
        head = (commit.date, commit.author, commit.id[:_SHOWN], commit.subject)
        rows += [(*head, *change_row(together, with_persons, _file)) for together in united(changes, with_persons)]
    unknown = words("Could not be read, so that changes there are unknown: {files}", files=tuple(unread))
    notes = (unknown,) if unread else ()
    table = Table("history", words("How {id} came to be", id=id), _COLUMNS, tuple(rows), notes, "history")
    return Page("", (), (table,))


def _file(change: Change) -> str:
    """The file alone: its lines were others in each commit."""
    spot = change.is_at or change.was_at
    return spot.file if spot else ""
