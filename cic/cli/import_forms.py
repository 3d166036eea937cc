"""What `cic import` does with forms: shows what each says and what cannot be taken, asks, and writes."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from cic.base.errors import UserError
from cic.base.message import Message, phrase
from cic.base.system import is_within
from cic.cli.forms_shown import Show
from cic.cli.import_ import read
from cic.cli.lines import complain, remark, say
from cic.cli.options import day, folder
from cic.cli.typed_at import typed_at
from cic.entry.forms.form import Form, form
from cic.entry.forms.shown import day_shown
from cic.entry.forms.taken_in import Agreed, Taken, taken_in
from cic.entry.workbook.guard import MOST_BYTES

if TYPE_CHECKING:
    from cic.entry.preview import Proposal
    from cic.language import Language
    from cic.storage.folder import Folder
    from cic.storage.git_branch import Branch, Changed
    from cic.storage.loader import Loaded

_ENDING = ".xlsx"
MAYBE_FORMS = (".xls", ".ods", ".csv", ".xlsb", ".xlsm", ".fods", ".numbers", ".zip")
"""Endings of what a form may have been saved as by accident; it may be a proof too."""
MAYBE = phrase(
    "where one of these is a form, open it in Excel or LibreOffice, choose “Save as” and there the type “Excel "
    "workbook (.xlsx)”; a folder or an archive is given by its own name, once unpacked"
)


def import_forms(
    given: Sequence[Path],
    data: Path | None,
    as_of: str | None,
    language: Language,
    write: bool,
    branch: str | None,
    take_out: bool,
    details: bool = False,
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
    files, others = _files(given)
    forms, unread = _forms(loaded, files, language)
    if others:
        names = tuple(one.as_posix() for one in others)
        remark(Message("note: not looked at, for a form ends in .xlsx: {files}", {"files": names}), language)
        complain("     " + language.say(Message(MAYBE)))
    show = Show(loaded, language, unread, in_short=len(forms) > 1 and not details)
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
    if not taken.proposals:
        show.closing(forms)
        words = (
            "there is nothing to write: what can be taken stands there already"
            if any(one.filled for one in forms)
            else "there is nothing to write: nothing was filled in"
        )
        remark(Message(words), language)
        return int(show.is_anything_left)
    errors = writing.preview(
        where, loaded, taken.proposals, today, language, show.in_short, typed_at(loaded, forms, taken)
    )
    show.closing(forms)
    if target is not None:
        _commit(target, where, taken.of(forms), taken, language)
    elif write or (talking and writing.is_agreed(language)):
        writing.put(where, taken.proposals, language)
    else:
        words = "note: nothing was written" if talking else "note: nothing was written; with --write it is"
        remark(Message(words), language)
    return int(bool(errors) or show.is_anything_left)


def _branch(where: Folder, name: str | None) -> Branch | None:
    """The branch to be made, asked for before anything is read."""
    if name is None:
        return None
    from cic.storage.git_branch import Branch

    return Branch(where.path, name)


def _files(given: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """The forms that are named, and those in the folders that are; and what else there may be a form."""
    found: list[Path] = []
    others: list[Path] = []
    for path in given:
        if not path.is_dir():
            found.append(path)
            continue
        there = sorted(one for one in path.iterdir() if one.name[:2] not in ("~$", ".~"))
        own = [one for one in there if one.suffix.casefold() == _ENDING]
        maybe = [one for one in there if one.suffix.casefold() in MAYBE_FORMS or _holds_forms(one)]
        if not own:
            raise UserError(
                "no form (.xlsx) is in the folder {folder}, but there are: {files}"
                if maybe
                else "no form (.xlsx) is in the folder {folder}",
                MAYBE if maybe else "name the forms, or their folder",
                folder=path,
                files=tuple(one.name for one in maybe),
            )
        found += own
        others += maybe
    once: dict[str, Path] = {}
    for path in found:
        once.setdefault(os.path.realpath(path), path)
    return list(once.values()), others


def _holds_forms(path: Path) -> bool:
    """Whether it is a folder in which forms may be."""
    return path.is_dir() and any(one.suffix.casefold() in (_ENDING, *MAYBE_FORMS) for one in path.iterdir())


def _forms(loaded: Loaded, files: Sequence[Path], language: Language) -> tuple[list[Form], list[str]]:
    """The forms that can be read, and the names of those that cannot. Raises UserError where none can."""
    forms: list[Form] = []
    faults: list[tuple[str, UserError]] = []
    count = Counter(path.name for path in files)
    for path in files:
        name = path.name if count[path.name] == 1 else path.as_posix()
        try:
            raw = read(path, MOST_BYTES, phrase("name a form, or a folder of forms"))
            forms.append(form(loaded.programme, raw, name))
        except UserError as fault:
            if len(files) == 1:
                raise
            faults.append((name, fault))
    for _, each in faults:
        remark(each.said, language)
        complain("     " + language.say(each.advice))
    if not forms:
        raise UserError("none of {count} forms could be read", "see above", count=len(files))
    return forms, [name for name, _ in faults]


def _commit(target: Branch, where: Folder, forms: Sequence[Form], taken: Taken, language: Language) -> None:
    from cic.storage.git import short

    files = {one.file: _changed(where, one) for one in taken.proposals}
    made = target.commit(files, _message(target, forms, language))
    say(language.say(Message("{name}: made, with commit {commit}; the files here are as they were",
                             {"name": target.name, "commit": short(made)})))  # fmt: skip
    git = "git" if is_within(os.path.realpath("."), os.path.realpath(target.top)) else f"git -C {quote(where.shown)}"
    say(language.say(Message("To look at it: {command}", {"command": f"{git} show {target.name}"})))
    say(language.say(Message("To undo it: {command}", {"command": f"{git} branch -D {target.name}"})))


def _changed(where: Folder, one: Proposal) -> Changed:
    """The file as it is, and as it becomes. Raises UserError where it is not any more as it was read."""
    from cic.cli.writing import as_read, with_mark
    from cic.storage.git_branch import Changed

    raw = as_read(where, one)
    return Changed(raw, with_mark(one, raw))


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
                    {
                        "file": one.name,
                        "name": one.plan.name,
                        "period": one.plan.period,
                        "made": day_shown(head.get("made", "")),
                    },
                )
            )
        )
        lines.append(say_it(Message("Reported by: {who}", {"who": one.reporter or one.plan.name})))
    lines.append(say_it(Message("Entered by: {who}", {"who": target.author})))
    return "".join(f"{_in_one_line(line)}\n" for line in lines)


def _in_one_line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
