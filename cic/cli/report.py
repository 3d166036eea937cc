"""`cic report`: progress tables."""

from __future__ import annotations

import sys
from enum import Enum
from typing import TYPE_CHECKING, Annotated

import typer

from cic.cli.options import AsOf, Colour, ColourOption, Data, OutputFile, console, day, emit, folder
from cic.errors import UserError

if TYPE_CHECKING:
    from cic.tables import Report


class Format(str, Enum):
    """How tables are written."""

    terminal = "terminal"
    table = "table"
    markdown = "markdown"
    csv = "csv"
    json = "json"


_ENDINGS = {".md": Format.markdown, ".csv": Format.csv, ".json": Format.json, ".txt": Format.table}


def report(
    year: Annotated[
        int | None, typer.Option(help="The situation at the end of this year; by default the latest with a milestone.")
    ] = None,
    data: Data = None,
    format: Annotated[
        Format | None,
        typer.Option(help="By default terminal on a terminal, table in a pipe, else by the ending of --output."),
    ] = None,
    output: OutputFile = None,
    width: Annotated[int | None, typer.Option(min=40, help="Columns of the terminal.")] = None,
    as_of: AsOf = None,
    colour: ColourOption = Colour.auto,
) -> None:
    """Indicators with baseline, milestones and what was reported, and the budget of the year.

    Examples:

      cic report --year 2019

      cic report --year 2019 --format markdown

      cic report --year 2019 --output report.csv
    """
    from cic.check import check
    from cic.load import load
    from cic.report import default_year, year_report
    from cic.rules import BY_NAME, select_rules

    today = day(as_of)
    loaded = load(folder(data), today)
    checked = check(loaded, select_rules("", ""))
    open_errors = sum(
        one.acceptance is None and BY_NAME[one.problem.rule].severity.label == "error" for one in checked.judged
    )
    accepted = sum(one.acceptance is not None for one in checked.judged)
    others = len(checked.judged) - open_errors - accepted
    findings = f"{open_errors} errors, {others} other findings, {accepted} acknowledged"
    if open_errors:
        print("note: the data have errors, see cic validate; the figures below are as they stand", file=sys.stderr)
    page = year_report(
        loaded.programme,
        year or default_year(loaded.programme, today.year),
        today.isoformat(),
        findings,
        loaded.unread_files,
    )
    write(page, format, output, colour, width)


def write(page: Report, format: Format | None, output: OutputFile, colour: Colour, width: int | None = None) -> None:
    """Print a page, or write it to the file. Raises UserError where the format of the file cannot be told."""
    if output is not None:
        from cic.files import replace_file

        chosen = format or _ENDINGS.get(output.suffix)
        if chosen is None or chosen is Format.terminal:
            raise UserError(
                f"the format of {output} cannot be told from its ending",
                f"use one of {', '.join(_ENDINGS)}, or say --format",
            )
        replace_file(output, rendered(page, chosen).encode())
        return
    chosen = format or (Format.terminal if sys.stdout.isatty() else Format.table)
    if chosen is Format.terminal:
        from cic.render.table_rich import print_report

        print_report(page, console(colour, width))
    else:
        emit(rendered(page, chosen), chosen is Format.json)


def rendered(page: Report, format: Format) -> str:
    """A page in one of the formats that are plain text."""
    if format is Format.json:
        from cic import __version__
        from cic.render.table_data import as_json

        return as_json(page, __version__)
    if format is Format.csv:
        from cic.render.table_data import as_csv

        return as_csv(page)
    from cic.render.table_plain import markdown, plain

    return markdown(page) if format is Format.markdown else plain(page)
