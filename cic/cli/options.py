"""The options that commands share, each declared once, and what they mean; a command takes those that make sense."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Iterable
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from cic.base.errors import UserError
from cic.base.periods import Period, before, is_day
from cic.cli.app import LanguageCode
from cic.cli.lines import complain
from cic.render.formats import CONTRADICTIONS, FINDINGS, LETTERS, MANUAL, QUESTIONS, REPORTS, SCHEMAS, TABLES

if TYPE_CHECKING:
    from cic.language import Language
    from cic.model.programme import Programme
    from cic.storage.folder import Folder, Source


class Colour(str, Enum):
    """When to print in colour."""

    auto = "auto"
    always = "always"
    never = "never"


Data = Annotated[
    Path | None, typer.Option("--data", envvar="CIC_DATA", help="The data folder; found upwards from here by default.")
]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Take this day as today: 2019-12-31.")]
ColourOption = Annotated[Colour, typer.Option("--color", help="Colour in the output.")]
At = Annotated[
    str | None,
    typer.Option("--at", metavar="REV", help="The data as they were in this revision; the files are not touched."),
]
Lang = Annotated[
    LanguageCode | None,
    typer.Option(
        "--lang", envvar="CIC_LANG", help="The language of words, numbers and dates; by default the locale's."
    ),
]


class FormLanguage(str, Enum):
    """The language of a form, and of the letter with it."""

    en = "en"
    fr = "fr"
    nl = "nl"
    ar = "ar"


FormLang = Annotated[
    FormLanguage | None,
    typer.Option("--lang", help="The language of the form; by default the partnership's, else the locale's."),
]
Deadline = Annotated[
    str | None, typer.Option("--deadline", metavar="DATE", help="Until when forms are asked for: 2020-02-15.")
]
Width = Annotated[
    int | None,
    typer.Option("--width", min=40, help="Columns of the page: by default those of the terminal, or of the format."),
]


def _choices(formats: Iterable[str]) -> Any:
    """Names of formats as the enumeration from which Typer makes a choice."""
    enumeration: Any = Enum
    return enumeration("Format", {name: name for name in formats})


TABLES_FOR_PROGRAMS = {name: one for name, one in TABLES.items() if not one.is_for_people}

if TYPE_CHECKING:
    TableName: TypeAlias = Enum
    ReportName: TypeAlias = Enum
    FindingsName: TypeAlias = Enum
    LettersName: TypeAlias = Enum
    ContradictionsName: TypeAlias = Enum
    ManualName: TypeAlias = Enum
    SchemaName: TypeAlias = Enum
else:
    TableName = _choices(TABLES)
    ReportName = _choices(REPORTS)
    FindingsName = _choices(FINDINGS)
    LettersName = _choices((*LETTERS, *TABLES_FOR_PROGRAMS))
    ContradictionsName = _choices({**CONTRADICTIONS, **QUESTIONS})
    ManualName = _choices(MANUAL)
    SchemaName = _choices(SCHEMAS)

_BY_ENDING = "by default by the ending of --output"
TableFormat = Annotated[
    TableName | None,
    typer.Option("--format", help=f"{_BY_ENDING.capitalize()}, else terminal on a terminal, table in a pipe."),
]
ReportFormat = Annotated[
    ReportName | None,
    typer.Option("--format", help=f"{_BY_ENDING.capitalize()}, else screen on a terminal, table in a pipe."),
]
FindingsFormat = Annotated[
    FindingsName | None, typer.Option("--format", help="How findings are written; by default full.")
]
LettersFormat = Annotated[
    LettersName | None,
    typer.Option("--format", help=f"text and markdown are letters, csv and json a table; {_BY_ENDING}, else text."),
]
ContradictionsFormat = Annotated[
    ContradictionsName | None,
    typer.Option("--format", help="The page is markdown or html, the letters are text or markdown."),
]
ManualFormat = Annotated[ManualName | None, typer.Option("--format", help="How the page is written.")]
SchemaFormat = Annotated[SchemaName | None, typer.Option("--format", help="How the schema is written.")]
# no Path: that would drop the slash at the end, by which a folder is told
OutputFile = Annotated[
    str | None, typer.Option("--output", metavar="FILE", help="Write to this file instead of to the terminal.")
]
FormFile = Annotated[
    str | None,
    typer.Option(
        "--output",
        metavar="FILE",
        help="Write to this file; by default to one named after the partnership and the year.",
    ),
]
OutputFiles = Annotated[
    str | None,
    typer.Option(
        "--output",
        metavar="FILE",
        help="Write to this file instead of to the terminal; tables as CSV to FOLDER/ or FILE.zip, one file each.",
    ),
]
OneTable = Annotated[
    str | None, typer.Option("--table", metavar="KEY", help="Only this table of the page, by its key in JSON.")
]

Template = Annotated[
    Path | None,
    typer.Option(
        "--template",
        metavar="FILE",
        help="A .docx file whose styles, paper, head and foot a .docx report takes; its text is left out.",
    ),
]


def folder(data: Path | None) -> Folder:
    """The data folder that a command works on. Raises UserError where there is none."""
    from cic.storage.folder import Folder, find_data

    return Folder(find_data(Path.cwd(), data))


def source(data: Path | None, at: str | None) -> Source:
    """The data that a command reads: the files as they are, or as they were in a revision. Raises UserError where there
    are none."""
    if at is None:
        return folder(data)
    from cic.storage.git_data import git_folder_of

    return git_folder_of(at, Path.cwd(), data)


def chosen_language(chosen: LanguageCode | None) -> Language:
    """The language of the page: the one that was chosen, else that of the locale. Raises NotInstalledError for
    one that was chosen and is not installed; where the locale asks for it, it is English, with a note."""
    from cic.language import ENGLISH, NotInstalledError, language_of, preferred

    if chosen is not None:
        return language_of(chosen.value)
    try:
        return language_of(preferred(os.environ))
    except NotInstalledError as fault:
        complain(f"note: {fault.message}, so this is in English; {fault.hint}")
        return ENGLISH


def day(as_of: str | None, option: str = "--as-of") -> datetime.date:
    """The day that counts as today. Raises UserError for what is not a date, naming the option."""
    if as_of is None:
        return datetime.date.today()
    try:
        given = datetime.date.fromisoformat(as_of)
    except ValueError:
        given = None
    # fromisoformat knows other forms too, such as 20191231 and 2019-W52
    if given is None or given.isoformat() != as_of:
        raise UserError(
            "{option} {given} is not a date", "write it as year-month-day: 2019-12-31", option=option, given=as_of
        )
    return given


def year_given(programme: Programme, text: str, option: str = "--year") -> int:
    """The year, or the part of one, that was typed. Raises UserError for what is none."""
    found = programme.calendar.read(text)
    if found is None or is_day(found):
        raise UserError(
            "{option} {given} is not a year",
            "write a year of four digits, or a part of it: 2019, 2019-H1, 2019-Q3, 2019-07",
            option=option,
            given=text,
        )
    return found


def periods_between(programme: Programme, option: str, text: str | None) -> tuple[int, ...]:
    """The years that `2017..2021` names, or the parts of years of `2031-Q1..2031-Q4`; none where nothing is said.
    Raises UserError for what is no such span."""
    first, dots, last = (text or "").partition("..")
    if dots and "-" in first:
        start, end = year_given(programme, first, option), year_given(programme, last, option)
        if isinstance(start, Period) and isinstance(end, Period) and start.parts == end.parts and start <= end:
            return tuple(programme.calendar._replace(parts=start.parts).between(before(start), end))
    return tuple(map(programme.calendar.year, years_between(option, text)))


def years_between(option: str, text: str | None) -> tuple[int, ...]:
    """The years that `2017..2021` names; none where nothing is said. Raises UserError for what is no span of years."""
    if text is None:
        return ()
    first, _, last = text.partition("..")
    years = (first, last)
    if not (all(re.fullmatch("(19|20|21)[0-9]{2}", year) for year in years) and first <= last):
        raise UserError(
            "{option} {given} is not a span of years",
            "write the first and the last: 2017..2021",
            option=option,
            given=text,
        )
    return tuple(range(int(first), int(last) + 1))
