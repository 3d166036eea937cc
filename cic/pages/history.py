"""`cic history`: how a figure came to be, commit by commit."""

from __future__ import annotations

from collections.abc import Iterable

from cic.analysis.diff import Change
from cic.analysis.history import Alike, Step, Unknown, Unread
from cic.base.message import Message
from cic.pages.diff.wording import CHANGE_COLUMNS, change_row, united
from cic.pages.spoken import NOTHING_SPOKEN, Spoken
from cic.pages.tables import Cell, Column, Page, Table, words
from cic.storage.git import Commit

_COLUMNS = (
    Column("date", words("Date"), "id"),
    Column("author", words("Author")),
    Column("commit", words("Commit"), "id"),
    Column("subject", words("Message")),
    *CHANGE_COLUMNS,
)
HISTORY = "history"
_SHOWN = 10
"""Digits of a commit's id that are shown."""


def history_report(
    id: str, steps: Iterable[Step | Unread | Alike | Unknown], with_persons: bool, spoken: Spoken = NOTHING_SPOKEN
) -> Page:
    """One row for each change, the newest first. What cannot be known is said on top.

    spoken: what things are called.
    """
    by_commit: dict[str, tuple[Commit, list[Change]]] = {}
    unread: list[str] = []
    notes: list[Message] = []
    gaps: list[Message] = []
    for step in steps:
        if isinstance(step, Step):
            by_commit.setdefault(step.commit.id, (step.commit, []))[1].append(step.change)
        elif isinstance(step, Unread):
            unread.append(f"{step.file} ({step.commit.id[:_SHOWN]})")
        elif isinstance(step, Alike):
            notes.append(_alike(step))
        else:
            gaps.append(_gap(step))
    rows: list[tuple[Cell, ...]] = []
    for commit, changes in by_commit.values():
        head = (commit.date, commit.author, commit.id[:_SHOWN], commit.subject)
        rows += [
            (*head, *change_row(together, with_persons, _file, spoken)) for together in united(changes, with_persons)
        ]
    if unread:
        unknown = words("Could not be read, so that changes there are unknown: {files}", files=tuple(unread))
        gaps.append(unknown)
    table = Table(
        HISTORY, words("How {id} came to be", id=spoken.thing(id)), _COLUMNS, tuple(rows), tuple(notes), "history"
    )
    return Page("", (), (table,), tuple(gaps))


def _alike(step: Alike) -> Message:
    return words(
        "Commit {commit} did the same to {file} and to files with the same content: {count}",
        commit=step.commit.id[:_SHOWN],
        file=step.file,
        count=step.others,
    )


def _gap(step: Unknown) -> Message:
    if step.commit is not None:
        return words(
            "This clone begins with commit {commit} of {date}: what that one changed and what was before is not known "
            "here; this gets it: {command}",
            commit=step.commit.id[:_SHOWN],
            date=step.commit.date,
            command=step.cure,
        )
    return words(
        "What was before is not known here: {fault}; this gets it: {command}", fault=step.fault, command=step.cure
    )


def _file(change: Change) -> str:
    """The file alone: its lines were others in each commit."""
    spot = change.is_at or change.was_at
    return spot.file if spot else ""
