"""The sheet of activities: how each stands that the programme follows, when it began and ended, what proves it."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping
from itertools import groupby

from cic.analysis.activities import Told, each_followed, told
from cic.base.message import Message
from cic.base.periods import shown_name
from cic.diagnostics import Key
from cic.model.levels import level_of
from cic.model.logframe import Activity, Indicator
from cic.model.programme import PROGRAMME, Located
from cic.model.report import ActivityReport, Report
from cic.model.scalars import Text
from cic.model.vocabulary import ACTIVITY_STATES
from cic.pages.form.asking import Asking, text_answer
from cic.pages.form.cells import COLUMNS, Answer, Block, Cell, Choice, Fills, Row, Said, Sheet
from cic.pages.form.proofs import kinds_known, proofs
from cic.pages.tables import words
from cic.pages.vocabulary import head_of

_HEADS: tuple[Message | str, ...] = (
    words("What is done"),
    words("Planned, and reported before"),
    words("How it stands"),
    words("Proof: of which kind"),
    words("Proof: file or web address"),
    words("Proof: its date"),
    words("Remark"),
    "",
)
_STATES = tuple(Choice(state, name) for state, name in ACTIVITY_STATES.items())
_PROOFS = (
    Choice("attendance-lists", words("attendance list")),
    Choice("minutes", words("minutes")),
    Choice("reports", words("report")),
    Choice("photographs", words("photographs")),
    Choice("contracts", words("contract")),
)
"""What proves an activity of which no document says what does."""
_OVER = ("completed", "cancelled")
_MOST_BEFORE = 3
"""Earlier reports that a row shows, the latest."""


def activities_sheet(asking: Asking, report: Report | None) -> Sheet | None:
    """The sheet; None where no activity is followed. What was over in an earlier report is not asked any more, nor of
    partnerships what the programme reports itself, or the other way round."""
    programme = asking.programme
    reports = told(programme)
    known = report.activities if report else {}
    before = {
        id: [one for one in own if one.who == asking.partnership and one.year < asking.period]
        for id, own in reports.items()
    }
    open_ones = (
        one
        for one in each_followed(programme, reports)
        if one.id in known
        or (
            not any(earlier.value.status in _OVER for earlier in before.get(one.id, ()))
            and _is_asked(asking.partnership, {other.who for other in reports.get(one.id, ())})
        )
    )
    blocks = []
    for owner, own in groupby(open_ones, lambda one: one.owner):
        rows = tuple(row for one in own for row in _rows(asking, one, known.get(one.id), before.get(one.id, [])))
        promise = programme.promises[owner].value
        wording = " ".join(asking.language.text(promise.statement).split())
        title = words("{head}: {wording}", head=head_of(level_of(promise), owner), wording=wording)
        blocks.append(Block(f"activities/{owner}", title, _HEADS, rows))
    if not blocks:
        return None
    note = words("How each stands at the end of the period. What nobody knows, or is not yours, is left empty.")
    blocks[0] = blocks[0]._replace(notes=(note,))
    return Sheet("activities", "activities", words("Activities"), tuple(blocks))


def _is_asked(who: str, reporting: Collection[str]) -> bool:
    """Whether a partnership, or the programme, is among those who report an activity as far as anybody does."""
    if not reporting or who in reporting:
        return True
    return who != PROGRAMME and PROGRAMME not in reporting


def _rows(
    asking: Asking, located: Located[Activity], known: ActivityReport | None, before: list[Told]
) -> Iterator[Row]:
    """How an activity stands, with what proves it; the days on which it began and ended; further proofs."""
    path: tuple[Key, ...] = ("activities", located.id)
    activity, known = located.value, known or ActivityReport.model_construct()
    wording = " ".join(asking.language.text(activity.text).split())
    cells: list[Cell] = [None] * COLUMNS
    cells[0] = Said((words("{id}: {wording}", id=located.id, wording=wording),), "strong")
    cells[1] = Said(tuple(_planned(activity, before)))
    cells[2] = Answer("status", (*path, "status"), "choice", known.status, _STATES)
    cells[6] = text_answer(asking, "note", (*path, "note"), known.note)
    kinds = _kinds(asking, located)
    first, *others = proofs(asking, "", path, known.evidence, kinds)
    cells[3:6] = first.cells
    yield Row("/".join(map(str, path)), tuple(cells), _due(activity))
    yield _day((*path, "started"), known.started, words("{id}: the day on which it began", id=located.id))
    yield _day((*path, "ended"), known.ended, words("{id}: the day on which it ended, or was given up", id=located.id))
    for proof in others:
        said = Said((words("{indicator}: another proof", indicator=located.id),), "quiet")
        yield Row("/".join(map(str, proof.path)), (said, None, None, *proof.cells, None, None))


def _due(activity: Activity) -> str:
    """The days for programs, in no language; empty where there is none."""
    days = [day.isoformat() if day is not None else "" for day in (activity.start, activity.end)]
    return "/".join(days) if any(days) else ""


def _day(path: tuple[Key, ...], known: object, said: Message) -> Row:
    cells: list[Cell] = [None] * COLUMNS
    day = known if isinstance(known, datetime.date) else None
    cells[0] = Said((said,), "quiet")
    fills: Fills = "started" if path[-1] == "started" else "ended"
    cells[2] = Answer(fills, path, "date", day, is_locked=known is not None and day is None)
    return Row("/".join(map(str, path)), tuple(cells))


def _planned(activity: Activity, before: list[Told]) -> Iterator[Message]:
    if activity.start is not None:
        yield words("To begin: {day}", day=activity.start)
    if activity.end is not None:
        yield words("To end: {day}", day=activity.end)
    said = [one for one in before if one.value.status is not None]
    if not said:
        yield words("Reported before: nothing")
    for one in said[-_MOST_BEFORE:]:
        state = ACTIVITY_STATES[one.value.status or "planned"]
        yield words("Reported {year}: {value}", year=shown_name(one.year), value=state)
    for one in (one for one in before if one.value.started is not None):
        yield words("Reported {year}: begun on {day}", year=shown_name(one.year), day=one.value.started)


def _kinds(asking: Asking, located: Located[Activity]) -> tuple[Choice, ...]:
    """What may prove that it took place: what the document names for it; else what it names for its result, and what
    there is of most activities."""
    activity = located.value
    accepted = {**activity.sources_of_verification, **_sources(activity.indicators)}
    if accepted:
        return kinds_known(asking, accepted)
    known = kinds_known(asking, _sources(asking.programme.promises[located.owner].value.indicators))
    names = {one.value for one in known}
    return (*known, *(one for one in _PROOFS if one.value not in names))


def _sources(indicators: Mapping[str, Indicator]) -> dict[str, Text]:
    return {kind: name for one in indicators.values() for kind, name in one.sources_of_verification.items()}
