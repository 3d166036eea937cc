"""Options that several commands share, and what they mean."""

from __future__ import annotations

import datetime
import os
import re
import sys
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cic.base.errors import UserError
from cic.base.system import shows_colours

if TYPE_CHECKING:
    from cic.language import Language
    from cic.storage.folder import Folder, Source


class Colour(str, Enum):
    """When to print in colour."""

    auto = "auto"
    always = "always"
    never = "never"


class LanguageCode(str, Enum):
    """The language of what people read."""

    en = "en"
    fr = "fr"
    nl = "nl"


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
OutputFile = Annotated[Path | None, typer.Option("--output", help="Write to this file instead of to the terminal.")]


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
        print(f"note: {fault.message}, so this is in English; {fault.hint}", file=sys.stderr)
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
        raise UserError(f"{option} {as_of} is not a date", "write it as year-month-day: 2019-12-31")
    return given


def years_between(option: str, text: str | None) -> tuple[int, ...]:
    """The years that `2017..2021` names; none where nothing is said. Raises UserError for what is no span of years."""
    if text is None:
        return ()
    first, _, last = text.partition("..")
    years = (first, last)
    if not (all(re.fullmatch("(19|20|21)[0-9]{2}", year) for year in years) and first <= last):
        raise UserError(f"{option} {text} is not a span of years", "write the first and the last: 2017..2021")
    return tuple(range(int(first), int(last) + 1))


def is_colourful(colour: Colour) -> bool:
    """Whether to print in colour: as asked, else by NO_COLOR and FORCE_COLOR, else on a terminal only."""
    if colour is Colour.never or (colour is Colour.auto and os.environ.get("NO_COLOR")):
        return False
    shown = sys.stdout.isatty() and os.environ.get("TERM") != "dumb" and shows_colours(sys.stdout)
    return colour is Colour.always or bool(os.environ.get("FORCE_COLOR")) or shown
