"""`cic init`: begin a programme."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cic.base.errors import UserError
from cic.base.message import Message
from cic.cli.lines import say
from cic.cli.options import Lang, chosen_language, years_between

if TYPE_CHECKING:
    from cic.scaffold.programme import Start

_FIRST_STEPS = (
    ("data/programme.yaml", Message("the name, the country, the years, the organisations")),
    ("data/documents.yaml", Message("the approved document and its SHA-256")),
    ("data/logframe.yaml", Message("the outcome, the results, their indicators and targets")),
    ("data/budget.yaml", Message("the printed table, each cell and each total")),
    ("data/partnerships/ID.yaml", Message("a file for each partnership; README.md has one to copy")),
)


def init(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="A new or an empty folder.")],
    demo: Annotated[
        bool, typer.Option("--demo", help="A fictional programme with five years of reports, to learn from.")
    ] = False,
    name: Annotated[str | None, typer.Option(help="Name of the programme.")] = None,
    country: Annotated[str | None, typer.Option(help="Country of the southern communes: two letters.")] = None,
    years: Annotated[str | None, typer.Option(metavar="FIRST..LAST", help="Its years: 2027..2031.")] = None,
    id: Annotated[str | None, typer.Option(help="A short name without spaces: morocco-2027-2031.")] = None,
    lang: Lang = None,
) -> None:
    """Begin a programme in a new folder: an empty one that says what to fill in first, or a fictional one.

    Examples:

      cic init my-programme --name "Clean towns" --country MA --years 2027..2031

      cic init --demo try-it
    """
    from cic.base.files import write_folder
    from cic.scaffold.programme import demo_programme, empty_programme

    if demo and (name, country, years, id) != (None, None, None, None):
        raise UserError("the fictional programme has its own name, country and years", "leave the other options out")
    language = chosen_language(lang)
    check_empty(directory)
    files = demo_programme() if demo else empty_programme(_start(name, country, years, id))
    write_folder(directory, {name: text.encode() for name, text in files.items()})
    count = language.counted(len(files), "{count} file", "{count} files")
    say(language.say(Message("{name}: {value}", {"name": str(directory), "value": count})))
    if demo:
        say(language.say(Message("Everything in it is invented; README.md says what there is to see.")))
    else:
        say(language.say(Message("Fill in first:")))
        for n, (file, what) in enumerate(_FIRST_STEPS, 1):
            step = Message("{name}: {value}", {"name": str(directory / file), "value": what})
            say(f"  {n}. {language.say(step)}")
    say(language.say(Message("Then: {command}", {"command": f"cic validate --data {directory / 'data'}"})))


def _start(name: str | None, country: str | None, years: str | None, id: str | None) -> Start:
    """What was said of the programme, and placeholders for the rest. Raises UserError for what cannot be."""
    import datetime
    import re

    from cic.scaffold.programme import TO_FILL_IN, Start

    if country is not None and not re.fullmatch("[A-Z]{2}", country):
        raise UserError(
            "{country} is not a code of a country", "two capital letters, by ISO 3166-1: MA", country=country
        )
    if id is not None and not re.fullmatch("[A-Za-z0-9][A-Za-z0-9._-]{0,99}", id):
        raise UserError("{id} cannot be an id", "letters and digits without accents, joined by - or _ or a dot", id=id)
    if name is not None and (not name.strip() or not name.isprintable()):
        raise UserError("the name is empty or holds characters that cannot be written", "type it again")
    this_year = datetime.date.today().year
    span = years_between("--years", years) or (this_year + 1, this_year + 5)
    return Start(
        id or "my-programme", name or f"{TO_FILL_IN}: the name of the programme", country or "XX", span[0], span[-1]
    )


def check_empty(directory: Path) -> None:
    """Raises UserError for a folder in which something stands, and for a file."""
    if directory.exists() and not directory.is_dir():
        raise UserError("{folder} is a file", "name a folder that is new or empty", folder=directory)
    if directory.is_dir() and any(directory.iterdir()):
        raise UserError(
            "{folder} is not empty; nothing was changed", "name a folder that is new or empty", folder=directory
        )
