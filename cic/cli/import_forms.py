"""What `cic import` does with forms: shows what each says and what cannot be taken, asks, and writes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cic.base.errors import UserError
from cic.base.message import Message, phrase
from cic.cli.import_ import read
from cic.cli.lines import complain, remark, say
from cic.cli.options import day, folder
from cic.entry.forms.form import Form, form
from cic.entry.forms.pages import Spot, Stray
from cic.entry.forms.shown import due_shown, value_shown
from cic.entry.forms.taken_in import Agreed, Taken, taken_in
from cic.entry.workbook.guard import MOST_BYTES
from cic.language import Digits
from cic.pages.form.cells import Answer, canonical

if TYPE_CHECKING:
    from cic.entry.preview import Proposal
    from cic.language import Language
    from cic.storage.folder import Folder
    from cic.storage.git_branch import Branch, Changed
    from cic.storage.loader import Loaded

_ENDING = ".xlsx"


def import_forms(
    given: Sequence[Path],
    data: Path | None,
    as_of: str | None,
    language: Language,
    write: bool,
    branch: str | None,
    take_out: bool,
) -> int:
    """Show what the forms say, and write it where that is agreed; the exit code."""
    from cic.cli import writing
    from cic.storage.loader import load

    if write and branch is not None:
        raise UserError("--write changes the files, --branch leaves them as they are", "say one of them", branch=branch)
    today, where = day(as_of), folder(data)
    target = _branch(where, branch)
    loaded = load(where, today)
    unreadable = tuple(one for one in loaded.unread_files if not one.startswith("reports/"))
    if unreadable:
        raise UserError(
            "the data have files that cannot be read: {files}", "mend them first, see cic validate", files=unreadable
        )
    forms, unread = _forms(loaded, _files(given), language)
    show = _Show(loaded, language)
    for one in forms:
        show.judged(one)
    talking = writing.is_talking()
    offers = [said for one in forms for said in one.judged.said if said.why is not None]
    with_offers = bool(talking and offers and writing.is_agreed(language, Message("Take these readings? y/N")))
    cleared = any(one.judged.cleared for one in forms)
    if talking and cleared and not take_out:
        take_out = writing.is_agreed(language, Message("Take out what was emptied? y/N"))
    taken = taken_in(loaded, where, forms, Agreed(with_offers, take_out))
    show.taken(taken, forms, with_offers)
    is_whole = not unread and not show.is_anything_left
    if not taken.proposals:
        remark(Message("there is nothing to write: what can be taken stands there already"), language)
        return int(not is_whole)
    errors = writing.preview(where, loaded, taken.proposals, today, language)
    if target is not None:
        _commit(target, where, taken.of(forms), taken, language)
    elif write or (talking and writing.is_agreed(language)):
        writing.put(where, taken.proposals, language)
    else:
        words = "note: nothing was written" if talking else "note: nothing was written; with --write it is"
        remark(Message(words), language)
    return int(bool(errors) or not is_whole)


def _branch(where: Folder, name: str | None) -> Branch | None:
    """The branch to be made, asked for before anything is read."""
    if name is None:
        return None
    from cic.storage.git_branch import Branch

    return Branch(where.path, name)


def _files(given: Sequence[Path]) -> list[Path]:
    """The forms that are named, and those in the folders that are."""
    found: list[Path] = []
    for path in given:
        if not path.is_dir():
            found.append(path)
            continue
        own = sorted(one for one in path.iterdir() if one.suffix.casefold() == _ENDING and one.name[:2] != "~$")
        if not own:
            raise UserError("no form (.xlsx) is in the folder {folder}", "name the forms, or their folder", folder=path)
        found += own
    return list(dict.fromkeys(found))


def _forms(loaded: Loaded, files: Sequence[Path], language: Language) -> tuple[list[Form], bool]:
    """The forms that can be read, and whether one could not. Raises UserError where none can."""
    forms: list[Form] = []
    faults: list[UserError] = []
    for path in files:
        try:
            raw = read(path, MOST_BYTES, "name a form, or a folder of forms")
            forms.append(form(loaded.programme, raw, path.name))
        except UserError as fault:
            if len(files) == 1:
                raise
            faults.append(fault)
    for each in faults:
        remark(each.said, language)
        complain("     " + language.say(each.advice))
    if not forms:
        raise UserError("none of {count} forms could be read", "see above", count=len(files))
    return forms, bool(faults)


class _Show:
    """Says what forms say, and whether anything of them is left."""

    def __init__(self, loaded: Loaded, language: Language) -> None:
        self.loaded, self.language, self.is_anything_left = loaded, language, False
        self.file = ""
        """Named before a cell, where it does not stand below the name of its form."""

    def judged(self, one: Form) -> None:
        """What stands in a form, before anything is asked."""
        plan, judged = one.plan, one.judged
        made = one.carried.head.get("made", "")
        self._say(
            "{file}: {name}, {period} (form of {made}, {revision})"
            if one.carried.head.get("revision")
            else "{file}: {name}, {period} (form of {made})",
            file=one.name,
            name=plan.name,
            period=plan.period,
            made=made,
            revision=self.language.translated(one.carried.head.get("revision", "")),
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
            self.is_anything_left = True
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
        for said, was, now in judged.moved:
            self._cell(
                "{spot}: the target was changed since the form was made: it was {was}, it is {now}",
                said.spot,
                was=due_shown(was),
                now=due_shown(now),
            )
        if judged.gone:
            self._indented("not in the form any more, so nothing of it is taken: {gone}", gone=judged.gone)
        for sheet, cells in one.commented:
            self._indented("comments are not taken: sheet {sheet}, {cells}", sheet=sheet, cells=cells)

    def taken(self, taken: Taken, forms: Sequence[Form], with_offers: bool) -> None:
        """What is taken of all, once everything was asked."""
        for name, stray in taken.strays:
            self.file = name if len(forms) > 1 else ""
            self._refused(stray)
        offers = [said for one in forms for said in one.judged.said if said.why is not None]
        if offers and not with_offers:
            self.is_anything_left = True
            self._say(
                "What was read otherwise than typed is not taken: correct it in the form, or agree on a terminal."
            )
        cleared = sum(len(one.judged.cleared) for one in forms)
        if cleared and not taken.cleared:
            self._say("What was emptied stays; with --take-out it is taken out.")
        count = len(taken.said)
        how_many = self.language.counted(count, "{count} answer can be taken", "{count} answers can be taken")
        self._say("{value}", value=how_many)
        if taken.left:
            beside = tuple(
                (f"{name}, " if len(forms) > 1 else "") + f"{said.spot.sheet}!{said.spot.cell}"
                for name, said in taken.left
            )
            self._say("not taken, because of a cell that belongs to them: {cells}", cells=beside)
        say("")

    def _refused(self, stray: Stray) -> None:
        self.is_anything_left = True
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


def _commit(target: Branch, where: Folder, forms: Sequence[Form], taken: Taken, language: Language) -> None:
    from cic.storage.git import short

    files = {one.file: _changed(where, one) for one in taken.proposals}
    made = target.commit(files, _message(target, forms, language))
    say(language.say(Message("{name}: made, with commit {commit}; the files here are as they were",
                             {"name": target.name, "commit": short(made)})))  # fmt: skip
    say(language.say(Message("To look at it: {command}", {"command": f"git show {target.name}"})))
    say(language.say(Message("To undo it: {command}", {"command": f"git branch -D {target.name}"})))


def _changed(where: Folder, one: Proposal) -> Changed:
    """The file as it is, and as it becomes. Raises UserError where it is not any more as it was read."""
    from codecs import BOM_UTF8

    from cic.cli.writing import as_read
    from cic.storage.git_branch import Changed

    raw = as_read(where, one)
    mark = BOM_UTF8 if raw is not None and raw.startswith(BOM_UTF8) else b""
    return Changed(raw, mark + one.after)


def _message(target: Branch, forms: Sequence[Form], language: Language) -> str:
    """What was taken in, who reported it, who entered it."""
    say_it = language.say
    names = dict.fromkeys(
        say_it(Message("{name}, {period}", {"name": one.plan.name, "period": one.plan.period})) for one in forms
    )
    lines = [
        say_it(Message("Take in what was reported: {names}", {"names": next(iter(names))}))
        if len(names) == 1
        else say_it(Message("Take in {count} reports", {"count": len(names)})),
        "",
    ]
    for one in forms:
        head = one.carried.head
        lines.append(
            say_it(
                Message(
                    "Form: {file} ({name}, {period}), made on {made}",
                    {"file": one.name, "name": one.plan.name, "period": one.plan.period, "made": head.get("made", "")},
                )
            )
        )
        lines.append(say_it(Message("Reported by: {who}", {"who": one.reporter or one.plan.name})))
    lines.append(say_it(Message("Entered by: {who}", {"who": target.author})))
    return "".join(f"{_in_one_line(line)}\n" for line in lines)


def _in_one_line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
