"""What taking in forms would change: whole groups of answers, without those that no file could hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cic.base.errors import UserError
from cic.base.message import Message, phrase
from cic.diagnostics import Problem
from cic.entry.forms.changes import Known, taking
from cic.entry.forms.form import Form
from cic.entry.forms.judging import Said, group_of, held_back
from cic.entry.forms.left import stray_of
from cic.entry.forms.pages import Stray
from cic.entry.preview import Proposal, proposal
from cic.entry.report_file import report_file
from cic.storage.folder import Source
from cic.storage.loader import Loaded, load
from cic.storage.overlay import Overlay

_Group = tuple[str, ...]
_MOST_TRIES = 50
"""Groups of one report that no file can hold, each found by reading what it would be."""


class Agreed(NamedTuple):
    """What whoever enters forms agrees to: readings that are to be confirmed, and that what was emptied is taken
    out."""

    offers: bool = False
    cleared: bool = False


class Taken(NamedTuple):
    """What taking in forms would change. said: with the name of the form. left: answers that are right and are not
    taken, because a cell beside them is not. cleared: how much of what was emptied is taken out. faults: why nothing of
    a form is taken."""

    proposals: tuple[Proposal, ...] = ()
    said: tuple[tuple[str, Said], ...] = ()
    left: tuple[tuple[str, Said], ...] = ()
    cleared: int = 0
    strays: tuple[tuple[str, Stray], ...] = ()
    faults: tuple[tuple[str, UserError], ...] = ()

    def with_those_of(self, other: Taken) -> Taken:
        """What taking in the forms of both would change."""
        return Taken(
            self.proposals + other.proposals,
            self.said + other.said,
            self.left + other.left,
            self.cleared + other.cleared,
            self.strays + other.strays,
            self.faults + other.faults,
        )

    def of(self, forms: Sequence[Form]) -> list[Form]:
        """The forms of which something is taken; all of them where nothing but what was emptied is."""
        names = {name for name, _ in self.said}
        return [one for one in forms if one.name in names] or list(forms)


def taken_in(loaded: Loaded, source: Source, forms: Sequence[Form], agreed: Agreed) -> Taken:
    """What taking in the forms would change, one after the other: what a later one says of the same cell otherwise is
    not taken. Where nothing of one of several can be taken, the others are; of a single one UserError is raised."""
    found = Taken()
    for of in dict.fromkeys(one.of for one in forms):
        theirs = [one for one in forms if one.of == of]
        try:
            found = found.with_those_of(_of_report(loaded, source, theirs, agreed))
        except UserError:
            if len(forms) == 1:
                raise
            found = found.with_those_of(_each_alone(loaded, source, theirs, agreed))
    return found


def _each_alone(loaded: Loaded, source: Source, forms: Sequence[Form], agreed: Agreed) -> Taken:
    """The same for forms of one report of which one cannot be taken: with those before it that can."""
    good: list[Form] = []
    found, faults = Taken(), list[tuple[str, UserError]]()
    for one in forms:
        try:
            found = _of_report(loaded, source, [*good, one], agreed)
        except UserError as fault:
            faults.append((one.name, fault))
        else:
            good.append(one)
    return found._replace(faults=tuple(faults))


def _of_report(loaded: Loaded, source: Source, forms: Sequence[Form], agreed: Agreed) -> Taken:
    """The same for forms of one report: what makes the file one that cannot be read is left out."""
    refused: dict[_Group, Stray] = {}
    for _ in range(_MOST_TRIES):
        found = _together(loaded, source, forms, agreed, refused)
        fault = _unread(loaded, source, found.proposals)
        if fault is None:
            return found
        said = [one for _, one in found.said]
        culprits = [one for one in said if _is_of(group_of(one.answer.id), fault)]
        if not culprits:
            raise UserError(
                "{file} could not be read any more: {fault}; nothing was written",
                "correct what was typed",
                file=fault.where.file,
                fault=fault.message,
            )
        first = next((one for one in culprits if _is_of(tuple(one.answer.id.split("/")), fault)), culprits[0])
        stray = stray_of(first, "{fault}", phrase("correct what was typed"))
        refused[group_of(first.answer.id)] = stray._replace(why=fault.message)
    raise UserError("too much of {file} cannot be taken", "ask for the form again", file=forms[0].name)


def _is_of(group: _Group, fault: Problem) -> bool:
    return tuple(map(str, fault.path))[: len(group)] == group


def _unread(loaded: Loaded, source: Source, proposals: Sequence[Proposal]) -> Problem | None:
    """What would be wrong with a file that could not be read any more."""
    if not proposals:
        return None
    now = load(Overlay(source, {one.file: one.after for one in proposals}), loaded.programme.today, like=loaded)
    unread = [one.file for one in proposals if one.file in now.unread_files]
    return next((found for found in now.problems if found.where.file in unread), None)


def _together(
    loaded: Loaded, source: Source, forms: Sequence[Form], agreed: Agreed, refused: dict[_Group, Stray]
) -> Taken:
    from cic.source import read_yaml

    said: list[tuple[str, Said]] = []
    left: list[tuple[str, Said]] = []
    strays: list[tuple[str, Stray]] = [(forms[0].name, stray) for stray in refused.values()]
    report = report_file(loaded, *forms[0].of)
    before, cleared = report.text, 0
    result: Proposal | None = None
    taken: dict[str, tuple[str, Said]] = {}
    for one in forms:
        held = held_back(one.judged, agreed.offers) | refused.keys()
        others = list(_said_otherwise(one, taken))
        held |= {group_of(id) for stray in others for id in stray.ids}
        right = [each for each in one.judged.said if group_of(each.answer.id) not in held]
        right = [each for each in right if not _is_said_alike(each, taken)]
        gone = [each for each in one.judged.cleared if agreed.cleared and group_of(each.answer.id) not in held]
        known = Known(loaded.programme, loaded.written_as, frozenset(one.carried.shown), source.digests)
        found = taking(known, report, right, gone)
        strays += [(one.name, stray) for stray in (*others, *found.strays)]
        held |= {group_of(id) for stray in found.strays for id in stray.ids}
        named = {id for _, stray in strays for id in stray.ids}
        left += [
            (one.name, each)
            for each in one.judged.said
            if group_of(each.answer.id) in held and each.answer.id not in named and (agreed.offers or each.why is None)
        ]
        said += [(one.name, each) for each in found.said]
        cleared += len(found.cleared)
        taken |= {each.answer.id: (one.name, each) for each in found.said}
        if found.changes:
            result = proposal(loaded, report, found.changes, f"{source.shown}/{report.file}")
            report = report._replace(text=result.after.decode(), data=read_yaml(report.file, result.after).data)
    proposals = () if result is None or report.text == before else (result._replace(before=before),)
    return Taken(proposals, tuple(said), tuple(left), cleared, tuple(strays))


def _is_new_item(said: Said) -> bool:
    return any(str(step).startswith("+") for step in said.answer.path)


def _is_said_alike(said: Said, taken: dict[str, tuple[str, Said]]) -> bool:
    other = taken.get(said.answer.id)
    return other is not None and not _is_new_item(said) and other[1].value == said.value


def _said_otherwise(one: Form, taken: dict[str, tuple[str, Said]]) -> list[Stray]:
    """The answers of a form of which an earlier one says something else."""
    found = []
    for said in one.judged.said:
        other = taken.get(said.answer.id)
        if other is not None and not _is_new_item(said) and other[1].value != said.value:
            words = phrase("{file} says something else of the same: {typed}")
            why = Message(words, {"file": other[0], "typed": other[1].typed})
            stray = stray_of(said, "", phrase("ask which holds, and correct the other form"))
            found.append(stray._replace(why=why))
    return found
