"""`cic missing --forms`: a letter for each partnership that owes something, with its form, and how they stand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from cic.base.errors import UserError
from cic.base.message import Message, phrase
from cic.cli.form import PROGRAMME_WORD, Making
from cic.cli.lines import remark, say

SENT = "sent"
"""The folder, in that of the forms, into which letters go that were sent."""

if TYPE_CHECKING:
    from cic.entry.forms.round import Round
    from cic.language import Language
    from cic.model.programme import Programme
    from cic.pages.reminders import Letter
    from cic.render.safe_text import SafeBytes
    from cic.storage.folder import Source


def write_letters(folder: Path, made: Making, owing: tuple[Letter, ...], talking: Language) -> None:
    """Write the letter and the form of each of those that have none in the folder yet, and say so. What is there stays
    as it is: it may have been filled in."""
    from cic.base.files import make_folder
    from cic.cli.output import write_file
    from cic.storage.outputs import place_to_write

    is_written = False
    for one in owing:
        mine = made.of(period_owed(one, made.period))
        form = mine.file(one.id)
        letter = folder / Path(form).with_suffix(".eml").name
        if any(one.exists() for one in (folder / form, letter, folder / SENT / letter.name)):
            continue
        content = mine.workbook(one.id)
        make_folder(place_to_write(letter).parent)
        write_file(place_to_write(folder / form), content)
        write_file(place_to_write(letter), _letter(mine, made.period, one.id, form, content))
        say(talking.say(Message("{path}: written", {"path": letter})))
        is_written = True
    if is_written:
        _say_what_follows(folder, made, talking)


def period_owed(letter: Letter, asked: int) -> int:
    """Of which year somebody owes a report: the one that is asked for, or the latest of those that lack."""
    values = [one for part in letter.parts for one in part.values]
    lacking = {year for part in letter.parts for year in part.accounts}
    lacking |= {year for one in values for year in one.lacking}
    # of what is added up a year may lack, and not that one
    is_asked = any(not one.lacking for one in values) or asked in lacking
    return asked if is_asked or not lacking else max(lacking)


def _say_what_follows(folder: Path, made: Making, talking: Language) -> None:
    """What to do with the letters, said once they are there."""
    if not made.with_persons:
        remark(
            Message("note: the letters are to nobody yet; with --contacts they have the addresses of the data"), talking
        )
    template = (
        "note: open each letter in a mail program and send it; put what comes back into {folder}, and this command "
        "says who is missing"
    )
    remark(Message(template, {"folder": folder}), talking)


def say_standing(folder: Path, made: Making, place: Source, talking: Language) -> None:
    """Say of each form in the folder, and in those within it, whether it came back and is in the data."""
    found = _round(folder, made, place)
    for words in _standing(found, folder, made.period):
        say(talking.say(words))
    for fault in found.faults:
        remark(fault.said, talking)


def remark_standing(folder: Path, made: Making, place: Source, talking: Language) -> None:
    """The same beside what the command says; where it cannot be said, why."""
    try:
        found = _round(folder, made, place)
    except UserError as fault:
        remark(fault.said, talking)
        return
    for words in _standing(found, folder, made.period):
        remark(Message("note: form of {words}", {"words": words}), talking)


def _round(folder: Path, made: Making, place: Source) -> Round:
    from cic.entry.forms.round import round_of

    def letter(partnership: str, period: int) -> str:
        return f"{SENT}/{Path(made.of(period).file(partnership)).with_suffix('.eml')}"

    return round_of(made.loaded, place, dict(_files(folder)), letter)


def _standing(found: Round, folder: Path, asked: int) -> Iterator[Message]:
    from cic.entry.forms.shown import day_shown

    for one in found.standing:
        who: Message | str = one.partnership or PROGRAMME_WORD
        if str(one.period) != str(asked):
            who = Message("{name}, {period}", {"name": who, "period": one.period})
        said = {"name": who, "day": day_shown(one.made)}
        if not one.back:
            template = "{name}: sent, not back yet" if one.is_sent else "{name}: made on {day}, not back yet"
            if one.is_told:
                template = "{name}: not back in this folder, but the data say more of its year than when it was made"
            yield Message(template, said)
        for back in one.back:
            template = (
                "{name}: came back, and all of it is in the data: {file}"
                if back.is_taken
                else "{name}: came back, and not all of it is in the data yet: cic import {file}"
            )
            if back.later:
                template = "{name}: came back, and a later form that is in the data says all of it: {file}, see {later}"
            path, later = str(folder / back.file), str(folder / back.later)
            is_plain = back.is_taken or back.later or " " not in path
            yield Message(template, {**said, "file": path if is_plain else f'"{path}"', "later": later})


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The workbooks in the folder and in those within it, and the letters that were sent, by their paths in it."""
    from cic.cli.import_ import read
    from cic.entry.workbook.guard import MOST_BYTES

    for path in sorted((*folder.glob("*.*"), *folder.glob("*/*.*"))):
        is_letter = path.suffix == ".eml" and path.parent.name == SENT
        if (is_letter or path.suffix.casefold() == ".xlsx") and not path.name.startswith("~$"):
            raw = b"" if is_letter else read(path, MOST_BYTES, phrase("name a form, or a folder of forms"))
            yield path.relative_to(folder).as_posix(), raw


def _letter(made: Making, asked: int, partnership: str, form: str, content: SafeBytes) -> SafeBytes:
    from cic.pages.annual.question import Question
    from cic.pages.fictional import marked_title
    from cic.pages.form.mail import mail
    from cic.pages.reminders import letters
    from cic.render.mail_eml import message
    from cic.render.safe_file import XlsxFile

    language = made.language(partnership)
    question = Question(asked, partnership=partnership or None, language=language)
    found = next((one for one in letters(made.programme, question) if one.id == partnership), None)
    to = tuple(addresses_of(made.programme, partnership)) if made.with_persons else ()
    mark = marked_title(made.programme, "", language)
    plan = made.plan(partnership)
    return message(mail(plan, found, form, language, to, mark), form, XlsxFile(content))


def addresses_of(programme: Programme, partnership: str) -> dict[str, None]:
    """The e-mail addresses of a partnership, or of the programme: personal data."""
    file = programme.partnership_files.get(partnership)
    if file is None:
        identity = programme.identity
        return dict.fromkeys(mail for one in (identity.contacts.values() if identity else ()) for mail in one.emails)
    found: dict[str, None] = {}
    for who in programme.partnerships[file].participants.values():
        for one in who.contacts.values():
            found.update(dict.fromkeys(one.emails))
        found.update(dict.fromkeys(who.emails))
    return found
