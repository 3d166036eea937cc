"""`cic history`: how a figure came to be."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cic.base.errors import UserError
from cic.cli.completion import complete_thing
from cic.cli.options import (
    AsOf,
    At,
    Colour,
    ColourOption,
    Data,
    Lang,
    OneTable,
    OutputFiles,
    TableFormat,
    Width,
    chosen_language,
    day,
)
from cic.cli.output import write_page

if TYPE_CHECKING:
    import datetime

    from cic.storage.git_folder import GitFolder


def history(
    id: Annotated[
        str,
        typer.Argument(
            help="An indicator, a partnership, a commune, a result, a risk: R4.1", autocompletion=complete_thing
        ),
    ],
    revision: Annotated[
        str | None, typer.Argument(metavar="[REV]", help="The last revision to look at; HEAD by default.")
    ] = None,
    data: Data = None,
    contacts: Annotated[bool, typer.Option("--contacts", help="Show changed data of persons too.")] = False,
    format: TableFormat = None,
    output: OutputFiles = None,
    table: OneTable = None,
    width: Width = None,
    at: At = None,
    as_of: AsOf = None,
    lang: Lang = None,
    colour: ColourOption = Colour.auto,
) -> None:
    """Each commit that changed a target, a budget, an observation or anything else of one thing: who, when, why, the
    value before and after. Changes that a merge alone made are not shown.

    Exit code: 0 all of it could be read, 1 a part is not known (the page says which, and what gets it), 2 wrong usage.

    Examples:

      cic history R4.1

      cic history alfa-bravo --format csv
    """
    from cic.analysis.history import Step
    from cic.analysis.history import history as steps
    from cic.model.kinds import ROOT_FILE
    from cic.pages.fictional import marked
    from cic.pages.history import history_report
    from cic.pages.persons import without_persons
    from cic.pages.spoken import Spoken, files_of_names
    from cic.storage.git_data import git_folder_of
    from cic.storage.loader import load

    today = day(as_of)
    if at is not None and revision not in (None, at):
        raise UserError("two revisions are named: {one}, and --at {other}", "leave one out", one=revision, other=at)
    last, language = git_folder_of(at or revision or "HEAD", Path.cwd(), data), chosen_language(lang)
    found = list(steps(last, id))
    if not any(isinstance(one, Step) for one in found):
        named = _id_of(last, id, today, is_certain=not found)
        found, id = (list(steps(last, named)), named) if named != id else (found, id)
    # only for what things are called, and whether they are invented; what changed is read from the commits
    changed = [one.change for one in found if isinstance(one, Step)]
    programme = load(last.only(ROOT_FILE, *files_of_names(changed)), today).programme
    page = history_report(id, found, contacts, Spoken(programme))
    page = marked(programme, page, language)
    if not contacts:
        page = without_persons(page, programme.persons.without)
    write_page(page, language, format, output, table=table, width=width, colour=colour)
    raise typer.Exit(int(bool(page.highlights)))


def _id_of(last: GitFolder, typed: str, today: datetime.date, is_certain: bool) -> str:
    """The id of what is called so, where no change of that id is known.

    is_certain: whether there was none. Raises UserError where several are called so, and for what certainly is not.
    """
    from cic.pages.show.catalogue import all_things, id_typed
    from cic.storage.loader import load

    things = tuple(all_things(load(last, today).programme))
    if any(one.id == typed for one in things):
        return typed
    return id_typed(things, typed, typed if not is_certain else None)
