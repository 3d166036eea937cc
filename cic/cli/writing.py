"""What a command that enters something shows before it writes, and how it writes."""

from __future__ import annotations

import os
import sys
from codecs import BOM_UTF8
from typing import TYPE_CHECKING, TypeVar

from cic.base.errors import UserError
from cic.base.message import Message
from cic.base.system import is_within
from cic.cli.lines import complain, remark, say
from cic.cli.options import Colour
from cic.cli.output import setting, write_together

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Sequence

    from cic.cli.what_follows import Typed
    from cic.entry.preview import Proposal
    from cic.language import Language
    from cic.storage.folder import Folder
    from cic.storage.loader import Loaded

WRITE = Message("Write this? y/N")
ANSWER = Message("the answer")
"""What was answered to a question, in the place of the option that would have said it."""
_AGREES, _REFUSES = "yoj", "n"
"""How yes and no begin in the languages of the program."""
_Read = TypeVar("_Read")


def preview(
    where: Folder,
    was: Loaded,
    proposals: Sequence[Proposal],
    today: datetime.date,
    language: Language,
    in_short: bool = False,
    typed: Typed | None = None,
) -> int:
    """Show what would change: in the programme's terms, with the findings that would come, then the lines; or in short,
    what is most important of it. typed: where something was typed. How many errors would come, each with what to do.
    Raises UserError where a file could not be read any more."""
    from cic.analysis.things import comparable, moved_things
    from cic.cli.diff import checked_side
    from cic.cli.what_follows import say_errors, say_others
    from cic.diagnostics import Severity
    from cic.pages.diff import diff_report
    from cic.pages.diff.effects import finding_changes
    from cic.pages.tables import words
    from cic.render.formats import TABLES
    from cic.storage.loader import load
    from cic.storage.overlay import Overlay

    would = Overlay(where, {one.file: one.after for one in proposals})
    now = load(would, today, like=was)
    for one in proposals:
        if one.file in now.unread_files:
            fault = next(found for found in now.problems if found.where.file == one.file)
            raise UserError(
                "{file} could not be read any more: {fault}; nothing was written",
                "correct what was typed",
                file=one.file,
                fault=fault.message,
            )
    moved = moved_things(was.programme, now.programme)
    alike = was._replace(programme=comparable(was.programme, now.programme, moved))
    before = checked_side((words("the files as they are now"), where), alike)
    after = checked_side((words("with what is entered"), would), now, was)
    page = diff_report(before, after, language, False, moved)
    if in_short:
        for line in page.highlights:
            say("! " + language.say(line))
    else:
        chosen = TABLES["terminal" if sys.stdout.isatty() else "table"]
        sys.stdout.write(str(chosen.render(page, setting(language, None, colour=Colour.auto))))
        _say_lines(where, proposals, (was, now), language)
    new = [
        found for kind, found in finding_changes(before.findings, after.findings, lambda file: file) if kind == "new"
    ]
    say_errors([found for found in new if found.severity >= Severity.ERROR], where.shown, language, typed)
    if in_short:
        say_others([found for found in new if found.severity < Severity.ERROR], language)
    return sum(found.severity >= Severity.ERROR for found in new)


def _say_lines(where: Folder, proposals: Sequence[Proposal], known: tuple[Loaded, Loaded], language: Language) -> None:
    """Say which lines of files go and come."""
    from cic.entry.preview import changed_lines

    for one in proposals:
        made = Message("{file} would be made:") if one.before is None else Message("Lines of {file}:")
        say("")
        say(language.say(made._replace(params={"file": f"{where.shown}/{one.file}"})))
        for line in changed_lines(one):
            shown = line.text if sys.stdout.isatty() else _without_persons(line.text, *known)
            say(f"  {line.sign} {line.number:>4} | {shown}")


def _without_persons(text: str, *known: Loaded) -> str:
    """The text without what is of a person, also of one who is entered only now."""
    for one in known:
        text = str(one.programme.persons.left_out_of(text))
    return text


def is_talking() -> bool:
    """Whether somebody sits at a terminal who can be asked."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


def asked(question: Message, language: Language) -> str:
    """What somebody at the terminal answers, without blanks around it. Raises UserError where nothing comes any
    more."""
    while True:
        try:
            return input(_safe(language.say(question)) + " ").strip()
        except EOFError:
            complain("")
            raise UserError("no answer came: nothing was written", "say it with the options") from None
        except KeyboardInterrupt:
            complain("")
            remark(Message("note: nothing was written"), language)
            raise
        except UnicodeDecodeError:
            _say_fault(
                UserError("{option} holds a character that cannot be written", "type it again", option=ANSWER), language
            )


def asked_until(
    question: Message, language: Language, read: Callable[[Message, str], _Read], nothing: _Read | None = None
) -> _Read:
    """What somebody at the terminal answers, as it is read; what is wrong with it is said, and it is asked again.

    read: raises UserError for what cannot be, in which it names the answer as the message that it is given. nothing:
    what an empty answer says; None where one is needed. Raises UserError where nothing comes any more.
    """
    while True:
        typed = asked(question, language)
        if not typed and nothing is not None:
            return nothing
        try:
            if not typed:
                raise UserError("nothing was answered", "answer it, or stop with Ctrl-C: then nothing is written")
            return read(ANSWER, typed)
        except UserError as fault:
            _say_fault(fault, language)


def _say_fault(fault: UserError, language: Language) -> None:
    complain("  " + language.say(fault.said))
    if fault.hint:
        complain("     " + language.say(fault.advice))


def _safe(text: str) -> str:
    from cic.render.safe_text import sanitized

    return sanitized(text)


def is_agreed(language: Language, question: Message = WRITE) -> bool:
    """Whether somebody at the terminal agrees to what was shown; an empty answer does not."""
    return asked_until(question, language, _yes_or_no, nothing=False)


def _yes_or_no(_: Message, typed: str) -> bool:
    first = typed[0].casefold()
    if first not in _AGREES + _REFUSES:
        raise UserError("{given} is neither yes nor no", "write yes or no", given=typed)
    return first in _AGREES


def put(where: Folder, proposals: Sequence[Proposal], language: Language) -> None:
    """Write the files, if all are still as they were when they were read, and say how to undo it. Raises UserError
    where one is not, or leads elsewhere; where one cannot be written, those before it are put back."""
    from cic.base.files import alone_in

    with alone_in(where.path):
        before = [(one, as_read(where, one)) for one in proposals]
        ways_back = [_way_back(where, one, raw, _shown(where, one)) for one, raw in before]
        write_together({where.path / one.file: with_mark(one, raw) for one, raw in before})
    for one in proposals:
        say(language.say(Message("{path}: written", {"path": _shown(where, one)})))
    for undo in ways_back:
        say(language.say(undo))


def _shown(where: Folder, one: Proposal) -> str:
    return f"{where.shown}/{one.file}"


def as_read(where: Folder, one: Proposal) -> bytes | None:
    """The bytes of the file. Raises UserError where they are not those that were read."""
    path = where.path / one.file
    try:
        if not is_within(os.path.realpath(path), os.path.realpath(where.path)) or (
            path.exists() and not path.is_file()
        ):
            raise UserError("{path} is not an ordinary file of the data folder", "make it one", path=_shown(where, one))
        raw = path.read_bytes() if path.exists() else None
    except OSError as error:
        from cic.base.reasons import reason_of

        reason = reason_of(error)
        raise UserError(
            "{path} cannot be read: {reason}", "nothing was changed", path=_shown(where, one), reason=reason
        ) from error
    if not _is_as_read(raw, one.before):
        raise UserError(
            "{path} was changed meanwhile; nothing was written", "say the same command again", path=_shown(where, one)
        )
    return raw


def with_mark(one: Proposal, raw: bytes | None) -> bytes:
    """What the file gets, with the mark at its begin that it had."""
    return (BOM_UTF8 if raw is not None and raw.startswith(BOM_UTF8) else b"") + one.after


def put_new(where: Folder, file: str, content: bytes, language: Language) -> None:
    """Write a file that is not there yet, as `put` does."""
    from cic.entry.preview import Proposal

    put(where, [Proposal(file, None, content)], language)


def _is_as_read(raw: bytes | None, before: str | None) -> bool:
    return raw is None if before is None else raw is not None and raw.removeprefix(BOM_UTF8) == before.encode()


def _way_back(where: Folder, one: Proposal, raw: bytes | None, shown: str) -> Message:
    """How to undo what is written."""
    if raw is None:
        return Message("To undo it: delete {path}", {"path": shown})
    if _is_committed(where, one, raw):
        return Message("To undo it: git checkout -- {path}", {"path": shown})
    return Message("To undo it: take the lines with + out of {path}, and put those with - back", {"path": shown})


def _is_committed(where: Folder, one: Proposal, raw: bytes) -> bool:
    """Whether Git has the file as it is now, so that nothing else would be lost with what is taken back."""
    from cic.storage.git_data import git_folder_of

    try:
        source = git_folder_of("HEAD", where.path, where.path)
        return any(name == one.file and content == raw for name, content in source.only(one.file).files())
    except UserError:
        return False
