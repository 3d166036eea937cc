"""`cic report`: progress tables."""

from __future__ import annotations

import sys
from enum import Enum
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Annotated

import typer

from cic.base.system import cores
from cic.cli.completion import (
    complete_commune,
    complete_indicator,
    complete_partnership,
    complete_result,
    complete_section,
    complete_year,
)
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
    ReportFormat,
    Template,
    Width,
    chosen_language,
    day,
    periods_between,
    source,
    year_given,
)
from cic.cli.output import write_page
from cic.cli.progress_bar import progress_bar
from cic.pages.sections import SCREEN, SECTIONS, SECTIONS_OF_SCREEN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cic.checks.acknowledgements import Verdict
    from cic.language import Language
    from cic.pages.tables import Page, Table
    from cic.storage.loader import Loaded


class By(str, Enum):
    """What the indicators are grouped by."""

    result = "result"
    partnership = "partnership"
    commune = "commune"
    region = "region"


def report(
    year: Annotated[
        str | None,
        typer.Option(
            metavar="YEAR",
            help="The situation at the end of this year; by default the latest with a milestone.",
            autocompletion=complete_year,
        ),
    ] = None,
    years: Annotated[
        str | None, typer.Option(metavar="FIRST..LAST", help="A column for each of these years: 2017..2021.")
    ] = None,
    by: Annotated[By, typer.Option(help="What the indicators are grouped by.")] = By.result,
    partnership: Annotated[
        str | None, typer.Option(help="Only this partnership.", autocompletion=complete_partnership)
    ] = None,
    commune: Annotated[
        str | None,
        typer.Option(help="Only this commune, or partner that is none.", autocompletion=complete_commune),
    ] = None,
    result: Annotated[
        str | None,
        typer.Option(
            help="Only this result, outcome, impact or activity, with all below it.", autocompletion=complete_result
        ),
    ] = None,
    indicator: Annotated[
        str | None, typer.Option(help="Only this indicator.", autocompletion=complete_indicator)
    ] = None,
    section: Annotated[
        str, typer.Option(metavar="NAME,…", help=f"{', '.join(SECTIONS)}.", autocompletion=complete_section)
    ] = "",
    full: Annotated[
        bool, typer.Option("--full", help="The whole page, also on a terminal, which shows one screen otherwise.")
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="The arithmetic of each figure, with the places of what it is made of.")
    ] = False,
    contacts: Annotated[
        bool, typer.Option("--contacts", help="With what texts say of contact persons, which is left out otherwise.")
    ] = False,
    data: Data = None,
    format: ReportFormat = None,
    output: OutputFiles = None,
    table: OneTable = None,
    template: Template = None,
    width: Width = None,
    at: At = None,
    as_of: AsOf = None,
    lang: Lang = None,
    colour: ColourOption = Colour.auto,
) -> None:
    """Indicators against their milestones, money against the budget, and what is missing from whom.

    On a terminal one screen says how things stand; --full, a section, a filter, a file or a pipe has the whole page.

    Exit code: 0 everything was read, 1 a file could not be read (the page names it), 2 wrong usage.

    Examples:

      cic report --year 2019

      cic report --year 2019 --by partnership --section results,money

      cic report --years 2017..2021 --result R4

      cic report --year 2019 --partnership alfa-bravo --output alfa-bravo.docx

      cic report --year 2019 --format markdown

      cic report --year 2019 --output tables.zip

      cic report --year 2019 --output report.xlsx

      cic report --lang fr --output rapport.docx --template house.docx

      cic report --year 2019 --table partnerships --format csv

      cic report --year 2019 --at sent-to-donor-2020

      cic report --year 2019 --result R4 --section results --explain
    """
    from cic.checks.engine import check
    from cic.pages.annual import default_year, origin_of, year_report
    from cic.pages.annual.question import Question
    from cic.pages.persons import table_without_persons
    from cic.rules import select_rules
    from cic.storage.loader import load
    from cic.storage.provenance import Witness

    today = day(as_of)
    place = Witness(source(data, at))
    with progress_bar() as stage:
        loaded = load(place, today, stage("reading"), processes=cores())
        checked = check(loaded, select_rules("", ""), progress=stage("checking"), processes=cores())
    columns = periods_between(loaded.programme, "--years", years)
    language = chosen_language(lang)
    if year is not None:
        chosen = year_given(loaded.programme, year)
    else:
        chosen = columns[-1] if columns else default_year(loaded.programme, today)
    sections = frozenset(word.strip() for word in section.split(",") if word.strip())
    is_narrowed = any((columns, by is not By.result, partnership, commune, result, indicator, sections, table, explain))
    is_one_screen = format is None and output is None and not (full or is_narrowed) and sys.stdout.isatty()
    if is_one_screen or (format is not None and format.value == SCREEN and not sections):
        sections = frozenset(SECTIONS_OF_SCREEN)
    question = Question(
        chosen,
        columns,
        by.value,
        partnership,
        result,
        indicator,
        sections,
        language,
        commune=commune,
        with_persons=contacts,
    )
    _say_errors(checked.verdicts, language)
    origin = origin_of(place.revision(), checked.verdicts, loaded.unread_files + loaded.missing_files)
    page = year_report(loaded.programme, question, origin)
    if explain:
        how = _explanation(loaded, page, place.shown)
        how = how if contacts else table_without_persons(how, loaded.programme.persons.without)
        page = page._replace(tables=(*page.tables, how))
    write_page(
        page,
        language,
        format,
        output,
        table=table,
        width=width or (get_terminal_size().columns if is_one_screen else None),
        colour=colour,
        on_terminal=SCREEN if is_one_screen else "terminal",
        template=template,
    )
    raise typer.Exit(int(bool(loaded.unread_files)))


def _explanation(loaded: Loaded, page: Page, root: str) -> Table:
    """How each figure of the page came about."""
    from cic.pages.annual.explanation import explained, explanation
    from cic.storage.places import places, written_place

    at = places(loaded, (spot for one in explained(page) for spot in one.derivation.spots))
    return explanation(page, lambda spot: written_place(at[spot], root))


def _say_errors(verdicts: Sequence[Verdict], language: Language) -> None:
    """That there are errors, on standard error."""
    from cic.pages.tables import words

    if any(one.is_open and one.problem.rule.severity.label == "error" for one in verdicts):
        remark(words("note: the data have errors, see cic validate; the figures below are as they stand"), language)
