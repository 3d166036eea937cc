"""`cic diff`: what a change does to promises, money and results."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cic.cli.options import AsOf, Colour, ColourOption, Data, Lang, OutputFile, day, folder, language
from cic.cli.report import Format, write
from cic.errors import UserError

if TYPE_CHECKING:
    import datetime

    from cic.load.folder import Source
    from cic.report.diff import Side


def diff(
    revisions: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[REV [REV]]", help="From the first to the second, or to the files as they are; HEAD by default."
        ),
    ] = None,
    data: Data = None,
    contacts: Annotated[bool, typer.Option("--contacts", help="Show changed data of persons too.")] = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 1 where anything changed.")] = False,
    format: Annotated[
        Format | None,
        typer.Option(help="By default terminal on a terminal, table in a pipe, else by the ending of --output."),
    ] = None,
    output: OutputFile = None,
    width: Annotated[int | None, typer.Option(min=40, help="Columns of the terminal.")] = None,
    as_of: AsOf = None,
    lang: Lang = None,
    colour: ColourOption = Colour.auto,
) -> None:
    """What changed in the programme between two revisions, and what follows: statuses, sums, findings.

    Order, quotes and comments of the files are no change. A...B compares with where B left A, as a pull request does.

    Examples:

      cic diff

      cic diff v2019 --format markdown

      cic diff origin/main...HEAD
    """
    from cic.report.diff import diff_report

    today = day(as_of)
    old, new = sides(revisions or [], data)
    before, after = _side(old, today), _side(new, today)
    tongue = language(lang)
    page = diff_report(before, after, tongue, contacts)
    write(page, format, output, colour, tongue, width)
    raise typer.Exit(int(exit_code and any(table.section == "changes" for table in page.tables)))


def sides(revisions: list[str], data: Path | None) -> tuple[tuple[str, Source], tuple[str, Source]]:
    """The two states that are asked for, each with the name that the user gave it (empty for the files as they are).
    Raises UserError where one does not exist."""
    from cic.git import Repository
    from cic.load.revision import revision_of

    words = list(revisions)
    if len(words) == 1 and ".." in words[0]:
        first, dots, second = words[0].partition("...")
        if not dots:
            first, _, second = words[0].partition("..")
        first, second = first or "HEAD", second or "HEAD"
        if dots:
            first = _merge_base(Repository(data if data is not None and data.is_dir() else Path.cwd()), first, second)
        words = [first, second]
    if len(words) > 2:
        raise UserError("cic diff compares two revisions", "name one, two or none")
    old = revision_of(words[0] if words else "HEAD", Path.cwd(), data)
    name = words[0] if words else "HEAD"
    if len(words) == 2:
        return (name, old), (words[1], revision_of(words[1], Path.cwd(), data))
    return (name, old), ("", folder(data))


def _merge_base(repository: object, one: str, other: str) -> str:
    from cic.git import Repository

    assert isinstance(repository, Repository)
    base = repository.merge_base(repository.commit(one), repository.commit(other))
    if base is None:
        raise UserError(
            f"{one} and {other} share no commit in this clone", "get more of the history with: git fetch --unshallow"
        )
    return base


def _side(named: tuple[str, Source], today: datetime.date) -> Side:
    from cic.check import check
    from cic.load import load
    from cic.load.revision import Revision
    from cic.placed import findings
    from cic.report.diff import Side
    from cic.rules import select_rules
    from cic.tables import words

    name, source = named
    loaded = load(source, today)
    found = findings(loaded, check(loaded, select_rules("", "")).judged)
    said = words("the files as they are now")
    if isinstance(source, Revision):
        said = words("{name} (commit {commit})", name=name, commit=source.commit[:12])
    return Side(said, loaded.programme, found, loaded.unread_files)
