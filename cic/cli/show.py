"""`cic show` and `cic list`: look things up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cic.base.errors import UserError
from cic.base.message import Message
from cic.cli.completion import complete_thing, complete_year
from cic.cli.lines import remark
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
    source,
    year_given,
)
from cic.cli.output import write_page
from cic.cli.progress_bar import progress_bar

if TYPE_CHECKING:
    from cic.checks.acknowledgements import Verdict
    from cic.pages.show.view import View
    from cic.pages.tables import Page

Year = Annotated[
    str | None,
    typer.Option(
        metavar="YEAR",
        help="Results and money up to the end of this year; by default the latest with a milestone.",
        autocompletion=complete_year,
    ),
]


def show(
    id: Annotated[
        str,
        typer.Argument(
            help="What to show: alfa-bravo, R4.1, K3, dossier; programme, budget, risks, theory-of-change, communes.",
            autocompletion=complete_thing,
        ),
    ],
    year: Year = None,
    contacts: Annotated[
        bool, typer.Option("--contacts", help="With names, telephones and e-mails of persons.")
    ] = False,
    fields: Annotated[
        bool, typer.Option("--fields", help="What is written, field by field, with the line of each.")
    ] = False,
    data: Data = None,
    format: TableFormat = None,
    output: OutputFiles = None,
    table: OneTable = None,
    width: Width = None,
    at: At = None,
    as_of: AsOf = None,
    lang: Lang = None,
    colour: ColourOption = Colour.auto,
) -> None:
    """Everything about one thing, on a page: a partnership, a commune, an indicator, a result, a risk, a document.

    Examples:

      cic show R4.1

      cic show alfa-bravo --contacts

      cic show risks

      cic show R4.1 --fields
    """
    from cic.pages.show.pages import show_report

    view = _view(data, at, as_of, lang, year)
    if not fields:
        view = view._replace(verdicts=_findings(view))
    view = view._replace(with_persons=contacts)
    page = _finished(view, show_report(view, id, fields))
    write_page(page, view.language, format, output, table=table, width=width, colour=colour)
    raise typer.Exit(int(bool(view.loaded.unread_files)))


def list_things(
    kind: Annotated[
        str | None,
        typer.Argument(
            help="partnerships, communes, indicators, activities, results, risks, documents, …; without: the kinds.",
            autocompletion=lambda: _kinds(),
        ),
    ] = None,
    by: Annotated[str | None, typer.Option(metavar="region", help="Group the communes by region.")] = None,
    year: Year = None,
    data: Data = None,
    format: TableFormat = None,
    output: OutputFiles = None,
    table: OneTable = None,
    width: Width = None,
    at: At = None,
    as_of: AsOf = None,
    lang: Lang = None,
    colour: ColourOption = Colour.auto,
) -> None:
    """A table of all things of a kind; without a kind, the kinds and how many there are of each.

    Examples:

      cic list

      cic list communes --by region

      cic list indicators --format csv
    """
    from cic.pages.show.lists import kinds_report, list_report
    from cic.pages.show.regions import communes_by_region

    view = _view(data, at, as_of, lang, year)
    if by is not None and (kind, by) != ("communes", "region"):
        raise UserError(
            "--by {by} groups no {kind}" if kind else "--by {by} groups no kinds",
            "only communes are grouped: communes --by region",
            by=by,
            kind=kind,
        )
    if kind is None:
        page = kinds_report(view.loaded.programme)
    else:
        page = communes_by_region(view) if by else list_report(view, kind)
    page = _finished(view, page)
    write_page(page, view.language, format, output, table=table, width=width, colour=colour)
    raise typer.Exit(int(bool(view.loaded.unread_files)))


def _view(data: Data, at: At, as_of: AsOf, lang: Lang, given: str | None) -> View:
    """What is looked at, unchecked. Raises UserError for a year that the programme does not have."""
    from cic.pages.annual import default_year
    from cic.pages.annual.question import Question, checked_question
    from cic.pages.show.view import ShownTexts, View
    from cic.storage.loader import load

    place, language = source(data, at), chosen_language(lang)
    with progress_bar() as stage:
        loaded = load(place, day(as_of), stage("reading"))
    lacking = loaded.unread_files + loaded.missing_files
    if lacking:
        remark(Message("note: not read, see cic validate: {files}", {"files": lacking}), language)
    programme = loaded.programme
    year = default_year(programme, programme.today) if given is None else year_given(programme, given)
    checked_question(programme, Question(year))
    return View(loaded, year, language, place.shown, ShownTexts())


def _finished(view: View, page: Page) -> Page:
    """The page, with what its head says of every page, and without what texts say of persons nobody asked for."""
    from cic.pages.fictional import marked
    from cic.pages.persons import without_persons

    page = marked(view.loaded.programme, view.remarked(page), view.language)
    return page if view.with_persons else without_persons(page, view.loaded.programme.persons.without)


def _findings(view: View) -> tuple[Verdict, ...]:
    """All that the check finds."""
    from cic.checks.engine import check
    from cic.rules import select_rules

    with progress_bar() as stage:
        return check(view.loaded, select_rules("", ""), progress=stage("checking")).verdicts


def _kinds() -> list[str]:
    from cic.pages.show.catalogue import KINDS

    return list(KINDS)
