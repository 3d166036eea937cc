"""`cic report`: progress tables."""

from __future__ import annotations

import sys
from enum import Enum
from typing import TYPE_CHECKING, Annotated

import typer

from cic.base.errors import UserError
from cic.cli.completion import complete_indicator, complete_partnership, complete_result, complete_year
from cic.cli.options import (
    AsOf,
    At,
    Colour,
    ColourOption,
    Data,
    Lang,
    OutputFile,
    chosen_language,
    console,
    day,
    emit,
    is_ascii,
    source,
    years_between,
)
from cic.cli.progress_bar import progress_bar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cic.checks.acknowledgements import Verdict
    from cic.language import Language
    from cic.pages.tables import Page, Table
    from cic.storage.loader import Loaded


class Format(str, Enum):
    """How tables are written."""

    terminal = "terminal"
    table = "table"
    markdown = "markdown"
    csv = "csv"
    json = "json"
    html = "html"


class By(str, Enum):
    """What the indicators are grouped by."""

    result = "result"
    partnership = "partnership"
    commune = "commune"
    region = "region"


_ENDINGS = {
    ".html": Format.html,
    ".md": Format.markdown,
    ".csv": Format.csv,
    ".json": Format.json,
    ".txt": Format.table,
}


def report(
    year: Annotated[
        int | None,
        typer.Option(
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
    result: Annotated[
        str | None, typer.Option(help="Only the indicators of this result or outcome.", autocompletion=complete_result)
    ] = None,
    indicator: Annotated[
        str | None, typer.Option(help="Only this indicator.", autocompletion=complete_indicator)
    ] = None,
    section: Annotated[
        str, typer.Option(metavar="NAME,…", help="summary, results, partnerships, money, missing, corrections, legend.")
    ] = "",
    explain: Annotated[
        bool, typer.Option("--explain", help="The arithmetic of each figure, with the places of what it is made of.")
    ] = False,
    data: Data = None,
    format: Annotated[
        Format | None,
        typer.Option(help="By default terminal on a terminal, table in a pipe, else by the ending of --output."),
    ] = None,
    output: OutputFile = None,
    width: Annotated[
        int | None, typer.Option(min=40, help="Columns of the page: by default those of the terminal, 120 in a pipe.")
    ] = None,
    at: At = None,
    as_of: AsOf = None,
    lang: Lang = None,
    colour: ColourOption = Colour.auto,
) -> None:
    """Indicators against their milestones, money against the budget, and what is missing from whom.

    Examples:

      cic report --year 2019

      cic report --year 2019 --by partnership --section results,money

      cic report --years 2017..2021 --result R4

      cic report --year 2019 --format markdown

      cic report --year 2019 --at sent-to-donor-2020

      cic report --year 2019 --result R4 --section results --explain
    """
    from cic.checks.engine import check
    from cic.pages.annual import Origin, check_words, default_year, year_report
    from cic.pages.annual.question import Question
    from cic.rules import select_rules
    from cic.storage.loader import load
    from cic.storage.provenance import revision_of

    today = day(as_of)
    place = source(data, at)
    with progress_bar() as stage:
        loaded = load(place, today, stage("reading"))
        checked = check(loaded, select_rules("", ""), progress=stage("checking"))
    columns = years_between("--years", years)
    language = chosen_language(lang)
    if year is None:
        year = columns[-1] if columns else default_year(loaded.programme, today)
    question = Question(
        year,
        columns,
        by.value,
        partnership,
        result,
        indicator,
        frozenset(word.strip() for word in section.split(",") if word.strip()),
        language,
    )
    _say_errors(checked.verdicts, language)
    origin = Origin(revision_of(place), check_words(checked.verdicts), loaded.unread_files + loaded.missing_files)
    page = year_report(loaded.programme, question, origin)
    if explain:
        page = page._replace(tables=(*page.tables, _explanation(loaded, page, place.shown)))
    write(page, format, output, colour, language, width)


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
        note = words("note: the data have errors, see cic validate; the figures below are as they stand")
        print(language.say(note), file=sys.stderr)


def write(
    page: Page,
    format: Format | None,
    output: OutputFile,
    colour: Colour,
    language: Language,
    width: int | None = None,
) -> None:
    """Print a page, or write it to the file. Raises UserError where the format of the file cannot be told."""
    if output is not None:
        from cic.base.files import replace_file

        chosen = format or _ENDINGS.get(output.suffix)
        if chosen is None or chosen is Format.terminal:
            raise UserError(
                f"the format of {output} cannot be told from its ending",
                f"use one of {', '.join(_ENDINGS)}, or say --format",
            )
        replace_file(output, _in_file(rendered(page, chosen, language, width), chosen))
        return
    chosen = format or (Format.terminal if sys.stdout.isatty() else Format.table)
    if chosen is Format.terminal:
        from cic.render.table_rich import print_report

        print_report(page, console(colour, width), language)
    else:
        text = rendered(page, chosen, language, width, is_ascii(sys.stdout))
        emit(_in_ascii(text, chosen) if is_ascii(sys.stdout) else text, chosen is Format.json)


def _in_ascii(text: str, format: Format) -> str:
    """The text for an output that takes only ASCII, where the format has a way to say other signs."""
    if format in (Format.html, Format.markdown):
        return text.encode("ascii", "xmlcharrefreplace").decode()
    if format is Format.csv:
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # CSV has no such way, and loses nothing
    return text


def _in_file(text: str, format: Format) -> bytes:
    """Excel takes a CSV file for UTF-8 only where a byte order mark says so; in a pipe it would be in the way."""
    return text.encode("utf-8-sig" if format is Format.csv else "utf-8")


def rendered(page: Page, format: Format, language: Language, width: int | None = None, ascii_only: bool = False) -> str:
    """A page in one of the formats that are not for a terminal."""
    if format is Format.json:
        from cic import __version__
        from cic.render.table_data import as_json

        return as_json(page, __version__)
    if format is Format.csv:
        from cic.render.table_data import as_csv

        return as_csv(page)
    if format is Format.html:
        from cic.render.page_html import page_html

        return page_html(page, language)
    from cic.render.table_plain import WIDTH, markdown, plain

    if format is Format.markdown:
        return markdown(page, language)
    return plain(page, language, width or WIDTH, ascii_only)
