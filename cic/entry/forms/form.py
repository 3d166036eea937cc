"""A form that came back, read and judged against the data as they are."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cic.base.errors import UserError
from cic.base.message import phrase
from cic.entry.forms.carried import Carried, carried
from cic.entry.forms.filled import filled_in
from cic.entry.forms.judging import Judgement, judgement
from cic.entry.forms.placed import placed
from cic.entry.workbook.reading import Workbook, coordinate, workbook
from cic.language import OF_FORMS, Language, language_of
from cic.model.programme import PROGRAMME, Programme
from cic.pages.form.cells import Answer, Answered, Fills, FormPlan, canonical
from cic.pages.form.plan import form_plan

_NEW = phrase("make a new form with cic form, and copy what was filled in into it")


class Form(NamedTuple):
    """A form that came back. name: of its file. commented: the cells that have comments, by sheet. filled: how many
    cells say something else than when it was made. unseen: the answers in rows and columns that are hidden, by
    sheet."""

    name: str
    plan: FormPlan
    carried: Carried
    judged: Judgement
    commented: tuple[tuple[str, tuple[str, ...]], ...]
    filled: int
    unseen: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def of(self) -> tuple[str, int]:
        """Whose form it is, and of which period."""
        return self.plan.partnership, self.plan.period

    @property
    def reporter(self) -> str:
        """Who reports, as the form says or the data; empty where neither does."""
        return str(self._of_all("reported_by") or "")

    @property
    def reported_on(self) -> datetime.date | None:
        """The day on which it was reported, as the form says or the data; None where neither does."""
        found = self._of_all("reported_on")
        return found if isinstance(found, datetime.date) else None

    def _of_all(self, fills: Fills) -> Answered | None:
        """What is said of the whole, and not of the part of a commune."""
        said = [one.value for one in self.judged.said if _is_of_all(one.answer, fills)]
        known = [one.now for _, _, _, one in self.plan.answers if _is_of_all(one, fills) and one.now]
        return next(iter((*said, *known)), None)


def _is_of_all(answer: Answer, fills: Fills) -> bool:
    return answer.fills == fills and answer.path[0] == "reported"


def form(programme: Programme, raw: bytes, name: str) -> Form:
    """A form that came back, every cell of it judged. Raises UserError where it is no form, or none of this
    programme."""
    book = workbook(raw, name)
    carries = carried(book, name)
    plan, language = plan_of(programme, carries, name)
    places = placed(book, plan, language, carries)
    judged = judgement(plan, carries, places, language, unshown(programme, plan, language))
    filled = filled_in(places, carries.shown, plan.currency, language)
    return Form(name, plan, carries, judged, _comments(book, carries), filled, tuple(_unseen(book, judged)))


def _comments(book: Workbook, carries: Carried) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(
        (sheet.title, sheet.commented) for sheet in book.sheets if sheet.commented and sheet.title != carries.sheet
    )


def _unseen(book: Workbook, judged: Judgement) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The answers in rows and columns that are hidden, as by a filter: whoever filled it in may not have seen them."""
    for sheet in book.sheets:
        own = {one.spot.cell for one in judged.said if one.spot.sheet == sheet.title}
        hidden = tuple(
            coordinate(where)
            for where in sorted(sheet.cells)
            if (where[0] in sheet.hidden_rows or where[1] in sheet.hidden_columns) and coordinate(where) in own
        )
        if hidden:
            yield sheet.title, hidden


def plan_of(programme: Programme, carries: Carried, name: str) -> tuple[FormPlan, Language]:
    """The form as it would be made now, in its own language."""
    head = carries.head
    own = programme.identity.id if programme.identity else ""
    if head.get("programme") != own:
        raise UserError(
            "{file} is a form of another programme: {found}, and these data are of {own}",
            "say --data DIR, with the folder of that programme",
            file=name,
            found=head.get("programme", ""),
            own=own,
        )
    partnership = head.get("partnership", "")
    partnership = programme.renamed.get("partnership", {}).get(partnership, partnership)
    if partnership != PROGRAMME and partnership not in programme.partnership_files:
        raise UserError(
            "{file} is of the partnership {id}, which is not there any more",
            "cic list partnerships names those that are",
            file=name,
            id=partnership,
        )
    period = programme.calendar.read(head.get("period", ""))
    if period is None:
        raise UserError(
            "{file} is of {period}, of which nothing is reported", _NEW, file=name, period=head.get("period", "")
        )
    code = head.get("language", "")
    if code not in OF_FORMS:
        raise UserError("{file} is in a language that is not known: {code}", _NEW, file=name, code=code)
    language = language_of(code)
    plan = form_plan(programme, partnership, period, language, with_persons=head.get("persons") == "yes")
    return plan, language


def unshown(programme: Programme, plan: FormPlan, language: Language) -> Mapping[str, str]:
    """Who reported, as it stands in the data, where the form would not show it."""
    hidden = {one.id for _, _, _, one in plan.answers if one.fills == "reported_by" and one.is_locked}
    if plan.with_persons or not hidden:
        return {}
    whole = form_plan(programme, plan.partnership, plan.period, language, with_persons=True)
    return {one.id: canonical(one.now) for _, _, _, one in whole.answers if one.id in hidden}
