"""`cic missing`: what has not been reported, and from whom."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cic.base.errors import UserError
from cic.base.message import Message
from cic.cli.completion import complete_partnership, complete_year
from cic.cli.form import Making
from cic.cli.lines import remark
from cic.cli.options import (
    TABLES_FOR_PROGRAMS,
    AsOf,
    At,
    Colour,
    ColourOption,
    Data,
    Deadline,
    FormLanguage,
    Lang,
    LettersFormat,
    OutputFiles,
    Width,
    chosen_language,
    day,
    source,
    year_given,
)
from cic.cli.output import choose, holds_several, setting, write, write_page
from cic.render.formats import LETTERS

if TYPE_CHECKING:
    from enum import Enum

    from cic.render.formats import Format


FORMS = "forms"
"""The folder beside that of the data in which forms are looked for, by what they are of: forms/2019."""


def missing(
    year: Annotated[
        str | None,
        typer.Option(
            metavar="YEAR",
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
    forms: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Into this folder: a letter for a mail program to each, with its form to be filled in."
        ),
    ] = None,
    deadline: Deadline = None,
    form_lang: Annotated[
        FormLanguage | None,
        typer.Option(
            help="The language of forms and their letters; by default the partnership's, else that of --lang."
        ),
    ] = None,
    data: Data = None,
    format: LettersFormat = None,
    output: OutputFiles = None,
    width: Width = None,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 1 where anything is missing.")] = False,
    at: At = None,
    as_of: AsOf = None,
    lang: Lang = None,
    colour: ColourOption = Colour.auto,
) -> None:
    """What has not been reported, as letters to paste into an e-mail: one to each partnership that owes something.

    With --forms the letters are for a mail program, each with its form, and what is in that folder says which forms
    were sent (their letters are in its folder `sent`), came back (with anything filled in, under any name) and are in
    the data. Of the folder forms/YEAR beside that of the data this is said each time.

    Examples:

      cic missing --year 2019

      cic missing --year 2019 --partnership alfa-bravo --contacts

      cic missing --year 2019 --output missing.csv

      cic missing --year 2019 --forms forms/2019 --deadline 2020-02-15
    """
    from cic.pages.annual import default_year
    from cic.pages.annual.question import Question, checked_question
    from cic.pages.fictional import marked_title
    from cic.pages.reminders import letters, letters_page
    from cic.render.letters import Letters
    from cic.storage.loader import load
    from cic.storage.provenance import Witness

    until = None if deadline is None else day(deadline, "--deadline")
    _refuse_without_forms(forms, deadline, form_lang, format, output)
    place, language = Witness(source(data, at)), chosen_language(lang)
    loaded = load(place, day(as_of))
    programme = loaded.programme
    lacking = loaded.unread_files + loaded.missing_files
    if lacking:
        remark(Message("note: not read, see cic validate: {files}", {"files": lacking}), language)
    chosen = year_given(programme, year) if year is not None else default_year(programme, programme.today)
    question = checked_question(programme, Question(chosen, partnership=partnership, language=language))
    found = letters(programme, question, contacts)
    of = programme.calendar.covering(question.year)
    usual = place.path.parent / FORMS / str(of)
    with suppress(ValueError):
        usual = usual.relative_to(Path.cwd())
    if forms is not None:
        from cic.cli.missing_forms import say_standing, write_letters

        made = Making(loaded, str(place.revision()), of, until, contacts, form_lang, language)
        write_letters(forms, made, found, language)
        say_standing(forms, made, place, language)
    elif _is_for_programs(format, output):
        write_page(
            letters_page(programme, question, found, contacts), language, format, output, width=width, colour=colour
        )
    else:
        mark = marked_title(programme, "", language)
        content = Letters(question.year, found, place.shown, mark)
        settled = setting(language, output, width=width, colour=colour)
        write(content, choose(LETTERS, format, output, "text"), settled, output)
    if forms is None and usual.is_dir():
        from cic.cli.missing_forms import remark_standing

        remark_standing(usual, Making(loaded, "", of, None, False, None, language), place, language)
    raise typer.Exit(int(bool(loaded.unread_files) or (exit_code and any(one.is_lacking for one in found))))


def _refuse_without_forms(
    forms: Path | None, deadline: str | None, form_lang: FormLanguage | None, format: Enum | None, output: str | None
) -> None:
    """Raises UserError for options that are of forms alone, or of what else the command writes."""
    if forms is None and (deadline is not None or form_lang is not None):
        raise UserError(
            "{option} is of forms", "say --forms DIR too", option="--form-lang" if deadline is None else "--deadline"
        )
    if forms is not None and (format is not None or output is not None):
        raise UserError("--forms names the folder of the letters", "leave --format and --output out")


def _is_for_programs(format: Enum | None, output: str | None) -> bool:
    """Whether the same is wanted as a table. Raises UserError where the ending of the file does not tell."""
    if format is None and output is not None and holds_several(output):
        return True
    every: dict[str, Format[Any]] = {**LETTERS, **TABLES_FOR_PROGRAMS}
    return choose(every, format, output, "text").name in TABLES_FOR_PROGRAMS
