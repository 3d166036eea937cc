"""`cic missing`: what has not been reported, and from whom."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from cic.cli.completion import complete_partnership, complete_year
from cic.cli.options import AsOf, At, Data, Lang, OutputFile, chosen_language, day, source
from cic.cli.output import FIRST_OF_LETTERS, TABLES_FOR_PROGRAMS, LettersName, emit
from cic.diagnostics import Message
from cic.render.formats import LETTERS
from cic.render.safe_text import harmless

if TYPE_CHECKING:
    from cic.model.programme import Programme
    from cic.pages.annual.question import Question
    from cic.pages.reminders import Letter


def missing(
    year: Annotated[
        int | None,
        typer.Option(
            help="Missing at the end of this year; by default the latest with a milestone.",
            autocompletion=complete_year,
        ),
    ] = None,
    partnership: Annotated[
        str | None, typer.Option(help="Only this partnership.", autocompletion=complete_partnership)
    ] = None,
    contacts: Annotated[
        bool, typer.Option("--contacts", help="With names, telephones and e-mails of persons.")
    ] = False,
    data: Data = None,
    format: Annotated[
        LettersName, typer.Option(help="text and markdown are letters, csv and json a table.")
    ] = FIRST_OF_LETTERS,
    output: OutputFile = None,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 1 where anything is missing.")] = False,
    at: At = None,
    as_of: AsOf = None,
    lang: Lang = None,
) -> None:
    """What has not been reported, as letters to paste into an e-mail: one to each partnership that owes something.

    Examples:

      cic missing --year 2019

      cic missing --year 2019 --partnership alfa-bravo --contacts
    """
    from cic.pages.annual import default_year
    from cic.pages.annual.question import Question, check_question
    from cic.pages.reminders import letters
    from cic.storage.loader import load

    place, language = source(data, at), chosen_language(lang)
    loaded = load(place, day(as_of))
    programme = loaded.programme
    lacking = loaded.unread_files + loaded.missing_files
    if lacking:
        print(
            harmless(language.say(Message("note: not read, see cic validate: {files}", {"files": lacking}))),
            file=sys.stderr,
        )
    chosen = year if year is not None else default_year(programme, programme.today)
    question = Question(chosen, partnership=partnership, language=language)
    check_question(programme, question)
    found = letters(programme, question, contacts)
    text = _written(programme, question, found, format.value, place.shown, contacts)
    if output is not None:
        from cic.base.files import replace_file

        replace_file(output, text.encode())
    else:
        emit(text, TABLES_FOR_PROGRAMS.get(format.value) or LETTERS[format.value])
    raise typer.Exit(int(bool(loaded.unread_files) or (exit_code and bool(found))))


def _written(
    programme: Programme, question: Question, found: tuple[Letter, ...], format: str, shown: str, contacts: bool
) -> str:
    from cic import __version__
    from cic.pages.fictional import marked_title
    from cic.pages.reminders import letters_page
    from cic.render.letters import Letters
    from cic.render.setting import Setting

    setting = Setting(question.language, version=__version__)
    if format in TABLES_FOR_PROGRAMS:
        return TABLES_FOR_PROGRAMS[format].render(letters_page(programme, question, found, contacts), setting)
    mark = marked_title(programme, "", question.language)
    return LETTERS[format].render(Letters(question.year, found, shown, mark), setting)
