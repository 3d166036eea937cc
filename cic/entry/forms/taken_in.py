"""Forms that came back, read and judged against the data as they are; and what taking them in would change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cic.base.errors import UserError
from cic.base.message import Message, phrase
from cic.entry.forms.carried import Carried, carried
from cic.entry.forms.changes import Digests, Known, Taking, taking
from cic.entry.forms.judging import Judgement, Said, group_of, held_back, judgement
from cic.entry.forms.placed import Stray, placed
from cic.entry.preview import Proposal, proposal
from cic.entry.report_file import report_file
from cic.entry.workbook.reading import Workbook, workbook
from cic.language import OF_FORMS, Language, language_of
from cic.model.programme import PROGRAMME, Programme
from cic.pages.form.cells import FormPlan
from cic.pages.form.plan import form_plan
from cic.storage.loader import Loaded

_NEW = phrase("make a new form with cic form, and copy what was filled in into it")


class Form(NamedTuple):
    """A form that came back. name: of its file. commented: the cells that have comments, by sheet."""

    name: str
    plan: FormPlan
    carried: Carried
    judged: Judgement
    commented: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def of(self) -> tuple[str, int]:
        """Whose form it is, and of which period."""
        return self.plan.partnership, self.plan.period

    @property
    def reporter(self) -> str:
        """Who reports, as the form says or the data; empty where neither does."""
        said = [one.value for one in self.judged.said if one.answer.fills == "reported_by"]
        known = [one.now for _, _, _, one in self.plan.answers if one.fills == "reported_by" and one.now]
        return str(next(iter((*said, *known)), ""))


def form(programme: Programme, raw: bytes, name: str) -> Form:
    """A form that came back, every cell of it judged. Raises UserError where it is no form, or none of this
    programme."""
    book = workbook(raw, name)
    carries = carried(book, name)
    plan, language = _plan(programme, carries, name)
    judged = judgement(plan, carries, placed(book, plan, language, carries), language)
    return Form(name, plan, carries, judged, _comments(book, carries))


def _comments(book: Workbook, carries: Carried) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(
        (sheet.title, sheet.commented) for sheet in book.sheets if sheet.commented and sheet.title != carries.sheet
    )


def _plan(programme: Programme, carries: Carried, name: str) -> tuple[FormPlan, Language]:
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


class Taken(NamedTuple):
    """What taking in forms would change. said: with the name of the form. left: answers that are right and are not
    taken, because a cell beside them is not. cleared: how much of what was emptied is taken out."""

    proposals: tuple[Proposal, ...]
    said: tuple[tuple[str, Said], ...]
    left: tuple[tuple[str, Said], ...]
    cleared: int
    strays: tuple[tuple[str, Stray], ...]


def taken_in(
    loaded: Loaded, shown_folder: str, forms: Sequence[Form], digests: Digests, *, with_offers: bool, with_cleared: bool
) -> Taken:
    """What taking in the forms would change, one after the other: what a later one says of the same cell otherwise is
    not taken. with_offers: readings that are to be confirmed are. with_cleared: so is what was emptied."""
    said: list[tuple[str, Said]] = []
    left: list[tuple[str, Said]] = []
    strays: list[tuple[str, Stray]] = []
    proposals: list[Proposal] = []
    cleared = 0
    for of in dict.fromkeys(one.of for one in forms):
        own = [one for one in forms if one.of == of]
        report = report_file(loaded, *of)
        text, before = report.text, report.text
        result: Proposal | None = None
        taken_ids: dict[str, tuple[str, Said]] = {}
        for one in own:
            held = held_back(one.judged, with_offers)
            mine, others = _apart(one, held, taken_ids)
            strays += [(one.name, stray) for stray in others]
            wrong = {group_of(id) for stray in others for id in stray.ids}
            right = [each for each in mine if group_of(each.answer.id) not in wrong]
            left += [(one.name, each) for each in one.judged.said if group_of(each.answer.id) in (held | wrong)]
            known = Known(loaded.programme, loaded.written_as, frozenset(one.carried.shown), digests)
            gone = [each for each in one.judged.cleared if with_cleared and group_of(each.answer.id) not in held]
            found: Taking = taking(known, report, right, gone)
            strays += [(one.name, stray) for stray in found.strays]
            faulty = {group_of(id) for stray in found.strays for id in stray.ids}
            left += [(one.name, each) for each in right if group_of(each.answer.id) in faulty]
            said += [(one.name, each) for each in found.said]
            cleared += len(found.cleared)
            taken_ids |= {each.answer.id: (one.name, each) for each in found.said}
            if found.changes:
                result = proposal(loaded, report, found.changes, f"{shown_folder}/{report.file}")
                text = result.after.decode()
                from cic.source import read_yaml

                report = report._replace(text=text, data=read_yaml(report.file, result.after).data)
        if result is not None and text != before:
            proposals.append(result._replace(before=before))
    return Taken(tuple(proposals), tuple(said), tuple(left), cleared, tuple(strays))


def _apart(
    one: Form, held: frozenset[tuple[str, ...]], taken: dict[str, tuple[str, Said]]
) -> tuple[list[Said], list[Stray]]:
    """The answers of a form that can be taken, and those that another form has said otherwise."""
    mine: list[Said] = []
    others: list[Stray] = []
    for said in one.judged.said:
        if group_of(said.answer.id) in held:
            continue
        other = taken.get(said.answer.id)
        is_new_item = any(str(step).startswith("+") for step in said.answer.path)
        if other is None or is_new_item:
            mine.append(said)
        elif other[1].value != said.value:
            others.append(
                Stray(
                    said.spot,
                    said.typed,
                    Message(
                        phrase("{file} says something else of the same: {typed}"),
                        {"file": other[0], "typed": other[1].typed},
                    ),
                    Message(phrase("ask which holds, and correct the other form")),
                    (said.answer.id,),
                )
            )
    return mine, others
