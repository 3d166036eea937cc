"""What `cic import` says of forms: each as it came back, what of it is taken, and what becomes of all of them."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cic.base.message import Message, phrase
from cic.cli.lines import say
from cic.entry.forms.judging import Said
from cic.entry.forms.pages import Spot, Stray
from cic.entry.forms.shown import day_shown, due_shown, value_shown
from cic.language import Digits
from cic.pages.form.cells import Answer, canonical
from cic.storage.provenance import read_back

if TYPE_CHECKING:
    from cic.entry.forms.form import Form
    from cic.entry.forms.taken_in import Taken
    from cic.language import Language
    from cic.storage.loader import Loaded


_MOST_OVERWRITTEN = 10
"""Answers of a form in the place of others that are shown in short."""


class Show:
    """Says what forms say, and whether anything of them is left."""

    def __init__(self, loaded: Loaded, language: Language, unread: Sequence[str], in_short: bool = False) -> None:
        self.loaded, self.language, self.in_short = loaded, language, in_short
        self.unread = list(unread)
        """The names of forms of which nothing can be taken."""
        self.left: Counter[str] = Counter()
        """How many cells of a form are left, by its name."""
        self.file = ""
        """Named before a cell, where it does not stand below the name of its form."""
        self.counts: Counter[tuple[str, str]] = Counter()
        """How many answers of a form are new, changed or the same, by its name and that word."""

    @property
    def is_anything_left(self) -> bool:
        """Whether something of the forms is not taken."""
        return bool(self.unread) or any(self.left.values())

    def judged(self, one: Form) -> None:
        """What stands in a form, before anything is asked."""
        plan, judged = one.plan, one.judged
        self.left[one.name] += len(judged.strays) + len(judged.conflicts)
        if self.in_short and not self._has_to_be_decided(one):
            return
        made, revision = one.carried.head.get("made", ""), one.carried.head.get("revision", "")
        self._say(
            "{file}: {name}, {period} (form of {made}, {revision})"
            if revision
            else "{file}: {name}, {period} (form of {made})",
            file=one.name,
            name=plan.name,
            period=plan.period,
            made=day_shown(made),
            revision=read_back(revision) or self.language.translated(revision),
        )
        for stray in judged.strays:
            self._refused(stray)
        for said in judged.said:
            if said.why is not None:
                self._cell(
                    "{spot}: “{typed}”: {why}, read as {value}",
                    said.spot,
                    typed=self._safe(said.typed),
                    why=said.why,
                    value=self._value(said.answer, canonical(said.value)),
                )
        for conflict in judged.conflicts:
            nothing: Message | str = Message(phrase("nothing"))
            self._cell(
                "{spot}: changed in the data since the form was made: it showed {shown}, there stands {now}, typed was "
                "{typed}; that stays",
                conflict.spot,
                shown=self._value(conflict.answer, conflict.shown) or nothing,
                now=self._value(conflict.answer, conflict.now) or nothing,
                typed=self._safe(conflict.typed) or nothing,
            )
            self._advise(Message("ask which holds; cic record enters a single value"))
        for cleared in judged.cleared:
            self._cell(
                "{spot}: emptied, where {now} stands",
                cleared.spot,
                now=self._value(cleared.answer, canonical(cleared.now)),
            )
        if self.in_short:
            self._overwritten(judged.said)
        for said, was, now in judged.moved:
            self._cell(
                "{spot}: the target was changed since the form was made: it was {was}, it is {now}",
                said.spot,
                was=due_shown(was),
                now=due_shown(now),
            )
        if not one.filled:
            self._indented("nothing was filled in: it is as it was made")
        if judged.gone:
            self._indented("not in the form any more, so nothing of it is taken: {gone}", gone=judged.gone)
            self._advise(Message("if something was reported there, ask for the form with all of its sheets and rows"))
        for sheet, cells in one.unseen:
            self._indented("hidden, and taken all the same: sheet {sheet}, {cells}", sheet=sheet, cells=cells)
            self._advise(Message("show all rows and columns, take filters off, and look whether these are meant"))
        for sheet, cells in one.commented:
            self._indented("comments are not taken: sheet {sheet}, {cells}", sheet=sheet, cells=cells)

    @staticmethod
    def _has_to_be_decided(one: Form) -> bool:
        """Whether anything of a form is more than answers where nothing stood."""
        judged = one.judged
        others = (judged.strays, judged.conflicts, judged.cleared, judged.moved, judged.gone, one.commented, one.unseen)
        return any(others) or not one.filled or any(said.why or said.answer.now is not None for said in judged.said)

    def _overwritten(self, answers: Sequence[Said]) -> None:
        """Say which answers come in the place of what stands there."""
        found = [said for said in answers if said.why is None and said.answer.now is not None]
        for said in found[:_MOST_OVERWRITTEN]:
            self._cell(
                "{spot}: {now} stands there, {value} comes in its place",
                said.spot,
                now=self._value(said.answer, canonical(said.answer.now)),
                value=self._value(said.answer, canonical(said.value)),
            )
        if len(found) > _MOST_OVERWRITTEN:
            self._indented("more of them, which --details shows: {count}", count=len(found) - _MOST_OVERWRITTEN)

    def taken(self, taken: Taken, forms: Sequence[Form], with_offers: bool) -> None:
        """What is taken of all, once everything was asked."""
        for name, stray in taken.strays:
            self.file = name if len(forms) > 1 else ""
            self._refused(stray)
            self.left[name] += 1
        for name, fault in taken.faults:
            self._say("{file}: nothing of it can be taken: {fault}", file=name, fault=fault.said)
            self._advise(fault.advice)
            self.unread.append(name)
        offers = [one.name for one in forms for said in one.judged.said if said.why is not None]
        if offers and not with_offers:
            self.left.update(offers)
            self._say(
                "What was read otherwise than typed is not taken: correct it in the form, or run this on a terminal "
                "without --write, which asks."
            )
        cleared = sum(len(one.judged.cleared) for one in forms)
        if cleared and not taken.cleared:
            self._say("What was emptied stays; with --take-out it is taken out.")
        count = len(taken.said)
        how_many = self.language.counted(count, "{count} answer can be taken", "{count} answers can be taken")
        self._say("{value}", value=how_many)
        self.left.update(name for name, _ in taken.left)
        self._count(taken, forms, with_offers)
        if taken.left:
            beside = tuple(
                (f"{name}, " if len(forms) > 1 else "") + f"{said.spot.sheet}!{said.spot.cell}"
                for name, said in taken.left
            )
            self._say("not taken, because of a cell that belongs to them: {cells}", cells=beside)
        say("")

    def _count(self, taken: Taken, forms: Sequence[Form], with_offers: bool) -> None:
        """Count the answers of each form: new, changed, the same as stands there."""
        for name, said in taken.said:
            self.counts[name, "changed" if said.answer.now is not None else "new"] += 1
        held = Counter(name for name, _ in (*taken.left, *taken.strays))
        for one in forms:
            agreed = sum(with_offers or each.why is None for each in one.judged.said)
            of_form = self.counts[one.name, "new"] + self.counts[one.name, "changed"] + held[one.name]
            self.counts[one.name, "same"] = one.judged.same + max(agreed - of_form, 0)

    def closing(self, forms: Sequence[Form]) -> None:
        """What becomes of each of several forms, once more where it is read last."""
        names = [one.name for one in forms if one.name not in self.unread]
        part = [name for name in names if self.left[name]]
        if len(names) + len(self.unread) < 2:
            return
        say("")
        for one in forms:
            if one.name not in self.unread:
                self._row(one)
        count = len(names) + len(self.unread)
        self._say("Forms taken whole: {whole} of {count}", whole=len(names) - len(part), count=count)
        if part:
            in_part = tuple(f"{name} ({self.left[name]})" for name in part)
            self._say("In part, with the number of cells that are left: {forms}", forms=in_part)
        if self.unread:
            self._say("Not at all: {forms}", forms=tuple(self.unread))
        if part or self.unread:
            self._advise(
                Message("Ask for these corrected, and give them again: what is taken already is not taken twice.")
            )
        if self.in_short:
            self._say("This is in short; each line that changes, and all that follows from it: add --details.")

    def _row(self, one: Form) -> None:
        """Of a form in one line: who reports and when, and how many of its answers are new, changed or the same."""
        by, on = one.reporter if sys.stdout.isatty() else "", one.reported_on
        who = Message("reported by {who}", {"who": self._safe(by)}) if by else Message("reported")
        when = Message("{who} on {day}", {"who": who, "day": on}) if on else who
        unsigned = Message("who reports it is not said")
        left = self.left[one.name]
        counted = (
            (Message("new: {count}"), self.counts[one.name, "new"]),
            (Message("changed: {count}"), self.counts[one.name, "changed"]),
            (Message("the same as stands there: {count}"), self.counts[one.name, "same"]),
            (Message("left: {count}"), left),
        )
        said = tuple(each._replace(params={"count": count}) for each, count in counted if count)
        words = Message(
            "{file}: {name}, {period}, {who}; {counts}",
            {
                "file": one.name,
                "name": one.plan.name,
                "period": one.plan.period,
                "who": when if by or on or one.reporter else unsigned,
                "counts": said or Message("nothing was filled in: it is as it was made"),
            },
        )
        say(("! " if left else "  ") + self.language.say(words))

    def _refused(self, stray: Stray) -> None:
        # whoever reports may have written a name there
        is_hidden = any("/reported/by/" in f"/{id}" for id in stray.ids) and not sys.stdout.isatty()
        if stray.typed and not is_hidden:
            self._cell(
                "{spot}: “{typed}” is not taken: {why}", stray.spot, typed=self._safe(stray.typed), why=stray.why
            )
        else:
            self._cell("{spot}: not taken: {why}", stray.spot, why=stray.why)
        self._advise(stray.advice)

    def _cell(self, template: str, spot: Spot, **params: object) -> None:
        named = "{file}, {sheet}, cell {cell}" if self.file else "{sheet}, cell {cell}"
        place = Message(named, {"file": self.file, "sheet": spot.sheet, "cell": spot.cell})
        say("  " + self.language.say(Message(template, {"spot": place, **params})))

    def _indented(self, template: str, **params: object) -> None:
        say("  " + self.language.say(Message(template, params)))

    def _advise(self, advice: Message) -> None:
        say("     " + self.language.say(advice))

    def _say(self, template: str, **params: object) -> None:
        say(self.language.say(Message(template, params)))

    def _safe(self, text: str) -> str:
        """What was typed, in one line; where nobody sits at a terminal without what is of a person."""
        line = " ".join(text.split())
        line = line if len(line) <= 120 else line[:119] + "…"
        shown = line if sys.stdout.isatty() else str(self.loaded.programme.persons.left_out_of(line))
        return Digits(shown) if isinstance(text, Digits) and shown == text else shown

    def _value(self, answer: Answer, carried: str) -> object:
        value = value_shown(answer, carried)
        return self._safe(value) if isinstance(value, str) else value
