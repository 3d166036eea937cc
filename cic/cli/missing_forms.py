"""`cic missing --forms`: a letter for each partnership that owes something, with its form, and how they stand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cic.base.message import Message
from cic.cli.form import Making
from cic.cli.lines import say

if TYPE_CHECKING:
    from cic.language import Language
    from cic.model.programme import Programme
    from cic.pages.reminders import Letter
    from cic.render.safe_text import SafeBytes


def write_letters(folder: Path, made: Making, owing: tuple[Letter, ...], talking: Language) -> None:
    """Write the letter and the form of each of those that have none in the folder yet, and say so. What is there stays
    as it is: it may have been sent, or filled in."""
    from cic.base.files import make_folder
    from cic.cli.output import write_file
    from cic.storage.outputs import place_to_write

    for one in owing:
        form = made.file(one.id)
        letter = folder / Path(form).with_suffix(".eml").name
        if (folder / form).exists() or letter.exists():
            say(talking.say(Message("{path}: is there already, and stays as it is", {"path": letter})))
            continue
        content = made.workbook(one.id)
        make_folder(place_to_write(letter).parent)
        write_file(place_to_write(folder / form), content)
        write_file(place_to_write(letter), _letter(made, one.id, form, content))
        say(talking.say(Message("{path}: written", {"path": letter})))


def _letter(made: Making, partnership: str, form: str, content: SafeBytes) -> SafeBytes:
    from cic.pages.annual.question import Question
    from cic.pages.fictional import marked_title
    from cic.pages.form.mail import mail
    from cic.pages.reminders import letters
    from cic.render.mail_eml import message
    from cic.render.safe_file import XlsxFile

    language = made.language(partnership)
    question = Question(made.period, partnership=partnership or None, language=language)
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
