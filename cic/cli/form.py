"""`cic form`: what is to be reported, as a workbook to be filled in and sent back."""

from __future__ import annotations

import os
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cic.base.errors import UserError
from cic.base.message import Message
from cic.cli.app import LanguageCode
from cic.cli.completion import complete_partnership, complete_year
from cic.cli.lines import remark, say
from cic.cli.options import (
    AsOf,
    At,
    Data,
    Deadline,
    FormFile,
    FormLang,
    FormLanguage,
    chosen_language,
    day,
    source,
)

if TYPE_CHECKING:
    import datetime

    from cic.language import Language
    from cic.model.programme import Programme
    from cic.pages.form.cells import FormPlan
    from cic.render.safe_text import SafeBytes
    from cic.storage.loader import Loaded

PROGRAMME_WORD = "programme"


def form(
    partnership: Annotated[
        str | None,
        typer.Argument(
            metavar="[PARTNERSHIP]", help="A partnership, or programme.", autocompletion=complete_partnership
        ),
    ] = None,
    year: Annotated[
        str | None,
        typer.Option(
            "--year",
            "--period",
            metavar="YEAR",
            help="The year, or the part of one: 2019, 2019-H1; by default the latest that has ended.",
            autocompletion=complete_year,
        ),
    ] = None,
    every: Annotated[
        Path | None, typer.Option("--all", metavar="DIR", help="The forms of all, into this folder.")
    ] = None,
    output: FormFile = None,
    deadline: Deadline = None,
    contacts: Annotated[
        bool, typer.Option("--contacts", help="With who reported, where that stands there: it may name persons.")
    ] = False,
    data: Data = None,
    at: At = None,
    as_of: AsOf = None,
    lang: FormLang = None,
) -> None:
    """Make a workbook of what a partnership is to report: to be sent, filled in and sent back.

    A sheet for each commune, for what is the partnership's own, for money, for the year in words. What is due, what was
    reported before and what a value means stand beside each cell. `cic import` takes it in again. A file that is there
    is never written over: it may have been filled in.

    Examples:

      cic form alfa-bravo --year 2031

      cic form alfa-bravo --year 2031 --lang ar --output forms/alfa-bravo.xlsx

      cic form --all forms --year 2031 --deadline 2032-02-15
    """
    from cic.entry.whose import period_typed, place_of_money, reporter_typed
    from cic.storage.loader import load
    from cic.storage.provenance import Witness

    until = None if deadline is None else day(deadline, "--deadline")
    place = Witness(source(data, at))
    loaded = load(place, day(as_of))
    programme = loaded.programme
    talking = language_of_talk(lang)
    say_unread(loaded, talking)
    if (partnership is None) == (every is None):
        raise UserError(
            "whose form is not said" if partnership is None else "--all makes the forms of all",
            "name a partnership (cic list partnerships), or say --all DIR",
        )
    of = period_typed(programme, year) if year is not None else latest_period(programme)
    who = all_who_fill_in(programme, of)
    if partnership is not None:
        who = (place_of_money(programme, reporter_typed(programme, partnership), of).partnership,)
    if every is not None and output is not None:
        raise UserError("--all names the folder of the forms", "leave --output out")
    made = Making(loaded, str(place.revision()), of, until, contacts, lang, talking)
    for one in who:
        path = every / made.file(one) if every is not None else Path(output or made.file(one))
        put_form(path, made, one, talking)
    raise typer.Exit(int(bool(loaded.unread_files)))


class Making:
    """What all forms of a command have in common."""

    def __init__(
        self,
        loaded: Loaded,
        revision: str,
        period: int,
        deadline: datetime.date | None,
        with_persons: bool,
        lang: FormLanguage | None,
        talking: Language,
    ) -> None:
        self.loaded, self.programme, self.revision = loaded, loaded.programme, revision
        self.period, self.talking = period, talking
        self.deadline, self.with_persons, self.lang = deadline, with_persons, lang

    def of(self, period: int) -> Making:
        """The same of another period."""
        found = copy(self)
        found.period = period
        return found

    def file(self, partnership: str) -> str:
        """What the form of a partnership is called."""
        return f"{partnership or PROGRAMME_WORD}-{self.period}.xlsx"

    def language(self, partnership: str) -> Language:
        """The language of a form: the one that was asked for, else the partnership's, else that of the command."""
        from cic.language import OF_FORMS, language_of

        if self.lang is not None:
            return language_of(self.lang.value)
        file = self.programme.partnership_files.get(partnership)
        own = self.programme.partnerships[file].language if file is not None else None
        return language_of(own) if own is not None and own in OF_FORMS else self.talking

    def plan(self, partnership: str) -> FormPlan:
        """The form of a partnership. Raises UserError where the report that stands there has faults: what it says would
        not be in it."""
        from cic.entry.report_file import report_file
        from cic.pages.form.plan import form_plan

        report_file(self.loaded, partnership, self.period)
        return form_plan(
            self.programme,
            partnership,
            self.period,
            self.language(partnership),
            revision=self.revision,
            with_persons=self.with_persons,
            deadline=self.deadline,
        )

    def workbook(self, partnership: str) -> SafeBytes:
        """The form as a file. Raises UserError as `plan` does, and where the library is not installed."""
        from cic.render.formats import FORM
        from cic.render.setting import Setting

        return FORM.render(self.plan(partnership), Setting(self.language(partnership))).encoded("utf-8")


def put_form(path: Path, made: Making, partnership: str, talking: Language) -> SafeBytes:
    """Write a form where no file is yet, and say so; what was written. Raises UserError for one that is there and
    another."""
    from cic.base.files import make_folder
    from cic.cli.output import write_file
    from cic.storage.outputs import place_to_write

    content = made.workbook(partnership)
    place = place_to_write(path)
    if place.exists():
        if not place.is_file() or place.read_bytes() != content:
            raise UserError(
                "{path} is there already: nothing was written",
                "it may have been filled in; name another file, or move that one",
                path=path,
            )
        say(talking.say(Message("{path}: is there already, the same", {"path": path})))
        return content
    make_folder(place.parent)
    write_file(place, content)
    say(talking.say(Message("{path}: written", {"path": path})))
    return content


def latest_period(programme: Programme) -> int:
    """The latest of what is reported that has ended; the first where none has."""
    from cic.analysis.targets import last_ended

    ended = [one for one in programme.periods if one <= last_ended(programme)]
    known = ended[-1:] or list(programme.periods[:1])
    if not known:
        raise UserError("the years of the programme are not known", "say --year")
    return known[0]


def all_who_fill_in(programme: Programme, period: int) -> tuple[str, ...]:
    """The partnerships that are there in the period, then the programme itself."""
    from cic.model.programme import PROGRAMME
    from cic.model.stay import ALWAYS

    stays = programme.stays["partnership"]
    there = (one for one in programme.partnership_files if stays.get(one, ALWAYS).was_there(period))
    return (*there, PROGRAMME)


def language_of_talk(lang: FormLanguage | None) -> Language:
    """The language of what the command says itself: the form's where the program has it."""
    asked = lang.value if lang is not None else os.environ.get("CIC_LANG", "")
    known = {one.value: one for one in LanguageCode}
    return chosen_language(known.get(asked))


def say_unread(loaded: Loaded, language: Language) -> None:
    """Say which files could not be read: what they say is not in the form."""
    lacking = loaded.unread_files + loaded.missing_files
    if lacking:
        remark(Message("note: not read, see cic validate: {files}", {"files": lacking}), language)
