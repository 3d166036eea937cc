"""What a form says that came back, against what it showed and what stands in the data now: answer by answer."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Literal, NamedTuple

from cic.base.message import Message, phrase
from cic.entry.forms.carried import Carried
from cic.entry.forms.kinds import Offered, Reading, Refused, Taken
from cic.entry.forms.pages import Spot, Stray
from cic.entry.forms.placed import Found, Placed
from cic.entry.forms.readings import clean_text, reading, typed_in
from cic.entry.forms.reporters import another, is_of_reporter, is_same_reporter
from cic.language import Language
from cic.pages.form.cells import Answer, Answered, FormPlan, canonical, labels_of

NEW = re.compile(r"\+[0-9]{1,3}")
"""The step of a path that stands for a new item of a list."""


class Said(NamedTuple):
    """An answer that was filled in. typed: as it stands in the cell. why: of one that is to be confirmed, in which way
    it was read."""

    answer: Answer
    spot: Spot
    typed: str
    value: Answered
    why: Message | None = None


class Cleared(NamedTuple):
    """A cell that was emptied in which something stood, which still stands in the data."""

    answer: Answer
    spot: Spot
    now: Answered


class Conflict(NamedTuple):
    """An answer that was changed in the form and, since it was made, otherwise in the data. shown, now: canonical;
    empty for nothing."""

    answer: Answer
    spot: Spot
    typed: str
    shown: str
    now: str


class Judgement(NamedTuple):
    """What a form says: what is new, what was emptied, what cannot be taken, and what it does not hold any more."""

    said: tuple[Said, ...]
    cleared: tuple[Cleared, ...]
    conflicts: tuple[Conflict, ...]
    strays: tuple[Stray, ...]
    gone: tuple[Message | str, ...]
    moved: tuple[tuple[Said, str, str], ...] = ()
    """Answers whose target was changed since the form was made, with what it was and is."""
    same: int = 0
    """How many cells were filled in with what stands in the data by now."""


def judgement(
    plan: FormPlan, carried: Carried, placed: Placed, language: Language, unshown: Mapping[str, str]
) -> Judgement:
    """Each cell of the form, judged. plan: as the form would be made now. unshown: what stands in the data in cells
    that say nothing of it, canonical."""
    now = {answer.id: answer for _, _, _, answer in plan.answers}
    due_now = {one.id: one.due for one in plan.shown}
    said: list[Said] = []
    cleared: list[Cleared] = []
    conflicts: list[Conflict] = []
    strays = list(placed.strays)
    same = 0
    for found in placed.found:
        one = _judged(found, carried, now.get(found.answer.id), plan, language)
        if isinstance(one, Stray) and _is_there_unseen(found, unshown.get(found.answer.id, ""), plan, language):
            one = "same"
        match one:
            case "same":
                same += 1
            case Said():
                said.append(one)
            case Cleared():
                cleared.append(one)
            case Conflict():
                conflicts.append(one)
            case Stray():
                strays.append(one)
    others = _changed_items(placed, carried, now, plan.currency, language)
    of_others = {one.answer.id: item for one in said for item in _items_of(one.answer.id) if item in others}
    strays += [_of_another(one, others[of_others[one.answer.id]]) for one in said if one.answer.id in of_others]
    said = [one for one in said if one.answer.id not in of_others]
    moved = tuple(
        (one, carried.shown[one.answer.id].due, due_now[one.answer.id])
        for one in said
        if _NEW_ITEM.search(one.answer.id) is None
        and one.answer.id in due_now
        and carried.shown[one.answer.id].due not in ("", due_now[one.answer.id])
    )
    return Judgement(tuple(said), tuple(cleared), tuple(conflicts), tuple(strays), placed.gone, moved, same)


def _judged(
    found: Found, carried: Carried, there: Answer | None, plan: FormPlan, language: Language
) -> Said | Cleared | Conflict | Stray | Literal["same"] | None:
    answer, cell = found.answer, found.cell
    typed = typed_in(cell) if cell is not None else ""
    shown = carried.shown.get(answer.id)
    labels = labels_of(answer, language)
    read = _in_its_century(reading(cell, answer, labels, plan.currency), plan.period)
    if shown is None:
        # a row that has another question now than when the form was made
        return None if read is None else _asked_otherwise(found, typed)
    if cell is not None and _same_text(typed, shown.now):
        return None
    if isinstance(read, (Taken, Offered)) and is_same(read.value, shown.now):
        return None
    if read is None and not shown.now:
        return None
    if answer.is_locked or (there is not None and there.is_locked):
        if answer.fills == "reported_by":
            return another(answer, found.spot, typed)
        return Stray(
            found.spot,
            typed,
            Message(phrase("this cell was locked, because what stands there says more than a cell does")),
            Message(phrase("write it into the remark, or tell whoever keeps the data; here stood: {shown}"),
                    {"shown": shown.now or "–"}),
            (answer.id,),
        )  # fmt: skip
    if isinstance(read, Refused):
        return Stray(found.spot, typed, read.why, read.advice, (answer.id,))
    now = canonical(there.now) if there is not None else ""
    if read is None:
        if not now:
            return None
        if now != shown.now:
            return Conflict(answer, found.spot, "", shown.now, now)
        assert there is not None
        assert there.now is not None
        return Cleared(answer, found.spot, there.now)
    if now and is_same(read.value, now):
        return "same"
    if now != shown.now and is_of_reporter(answer):
        return another(answer, found.spot, typed)
    is_gone = there is None and not any(NEW.fullmatch(str(step)) for step in answer.path)
    if now != shown.now or is_gone:
        return Conflict(answer, found.spot, typed, shown.now, now)
    return Said(answer, found.spot, typed, read.value, read.why if isinstance(read, Offered) else None)


_NEW_ITEM = re.compile(r"/\+[0-9]")
"""An answer of a new item of a list, for which room is made where none is promised."""


def _is_there_unseen(found: Found, unshown: str, plan: FormPlan, language: Language) -> bool:
    """Whether a cell says what stands in the data unseen, as who reports does once a form was taken in."""
    read = reading(found.cell, found.answer, labels_of(found.answer, language), plan.currency)
    return isinstance(read, (Taken, Offered)) and is_same_reporter(str(read.value), unshown)


_TAKEN_FOR_LAST = range(1930, 2000)
"""Years of the last century that may stand for those of this one: 30 to 99 are read so."""
_NEAR = range(-10, 4)
"""Years from a period on in which what it is proved by is dated."""


def _in_its_century(read: Reading, period: int) -> Reading:
    """What was read; a day of 1931 in a form of 2031 as one to be confirmed: spreadsheets take 31 for 1931."""
    if not isinstance(read, (Taken, Offered)) or not isinstance(read.value, datetime.date):
        return read
    day = read.value
    if day.year not in _TAKEN_FOR_LAST or day.year + 100 - period not in _NEAR:
        return read
    return Offered(
        day.replace(year=day.year + 100),
        Message(phrase("the spreadsheet took the year for {year}"), {"year": str(day.year)}),
    )


_ITEM = re.compile(r"(.*/(?:evidence|payments|refunds)/[0-9]+)/.*")


def _items_of(id: str) -> Iterator[str]:
    """The items of lists that an answer is of, as a form showed them, the innermost first: a proof, and the money that
    came back which it proves."""
    while found := _ITEM.fullmatch(id):
        id = found[1]
        yield id


def _changed_items(
    placed: Placed, carried: Carried, now: Mapping[str, Answer], currency: str, language: Language
) -> Mapping[str, tuple[str, str]]:
    """The items of lists in whose place something else stands now, and not what the form says: what a cell of theirs
    showed, and what stands there. What is said of their other cells may be of a thing that moved, or went."""
    found: dict[str, tuple[str, str]] = {}
    for one in placed.found:
        id, shown = one.answer.id, carried.shown.get(one.answer.id)
        item = next(iter(_items_of(id)), "")
        if not item or shown is None or item in found:
            continue
        there = canonical(now[id].now) if id in now else ""
        if there == shown.now:
            continue
        read = reading(one.cell, one.answer, labels_of(one.answer, language), currency)
        is_said = isinstance(read, (Taken, Offered)) and is_same(read.value, there)
        if not is_said and not (read is None and not there):
            found[item] = (shown.now, there)
    return found


def _of_another(said: Said, change: tuple[str, str]) -> Stray:
    shown, there = (one or Message(phrase("nothing")) for one in change)
    return Stray(
        said.spot,
        said.typed,
        Message(
            phrase("this row was of something else when the form was made: it showed {shown}, there stands {now}"),
            {"shown": shown, "now": there},
        ),
        Message(phrase("make a new form with cic form, and write it beside what it is of")),
        (said.answer.id,),
    )


def _asked_otherwise(found: Found, typed: str) -> Stray:
    return Stray(
        found.spot,
        typed,
        Message(phrase("something else is asked here now than when the form was made")),
        Message(phrase("make a new form with cic form; it asks for what is due now")),
        (found.answer.id,),
    )


def is_same(value: Answered, canonical_text: str) -> bool:
    """Whether an answer says what stands in a canonical text: numbers in the fifteen digits of spreadsheets."""
    if not canonical_text:
        return False
    if isinstance(value, (bool, datetime.date)):
        return canonical(value) == canonical_text
    if isinstance(value, Decimal):
        try:
            other = Decimal(canonical_text)
        except InvalidOperation:
            return False
        return value == other or f"{value:.15g}" == f"{other:.15g}" or float(value) == float(other)
    return _same_text(str(value), canonical_text)


def _same_text(one: str, other: str) -> bool:
    return bool(other) and clean_text(one) == clean_text(other)


def group_of(id: str) -> tuple[str, ...]:
    """The part of a report that an answer is taken or left with, from its id: an observation, an amount with its
    payments, what came back, what was brought, a text."""
    path = tuple(id.split("/"))
    if "observations" in path:
        return path[: path.index("observations") + 2]
    if path[0] == "expenditure":
        return path[:4] if path[2:3] == ("refunds",) else path[:3]
    if "reported" in path:
        return path[: path.index("reported") + 1]
    return path[:2]


def held_back(judged: Judgement, offers_are_taken: bool) -> frozenset[tuple[str, ...]]:
    """The groups of which nothing is taken, because a cell of theirs is refused, in conflict, or not confirmed."""
    return frozenset(
        (
            *(group_of(one.answer.id) for one in judged.conflicts),
            *(group_of(one.answer.id) for one in judged.said if one.why is not None and not offers_are_taken),
            *(group_of(id) for stray in judged.strays for id in stray.ids),
        )
    )
