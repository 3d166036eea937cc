"""`cic diff`: what a change does to promises, money and results."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cic.base.errors import UserError
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
    folder,
)
from cic.cli.output import write_page

if TYPE_CHECKING:
    from cic.base.message import Message
    from cic.pages.diff import Side
    from cic.storage.folder import Source
    from cic.storage.git import Repository
    from cic.storage.loader import Loaded


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
    format: TableFormat = None,
    output: OutputFiles = None,
    table: OneTable = None,
    width: Width = None,
    at: At = None,
    as_of: AsOf = None,
    lang: Lang = None,
    colour: ColourOption = Colour.auto,
) -> None:
    """What changed in the programme between two revisions, and what follows: statuses, sums, findings.

    Order, quotes and comments of the files are no change. A...B compares with where B left A, as a pull request does.
    Where a file of either could not be read the page names it, and the exit code is 1.

    Examples:

      cic diff

      cic diff v2019 --format markdown

      cic diff origin/main...HEAD
    """
    from cic.analysis.things import comparable, moved_things
    from cic.pages.diff import diff_report
    from cic.storage.loader import load

    today = day(as_of)
    old, new = sides(revisions or [], data, at)
    was = load(old[1], today)
    now = load(new[1], today, like=was)
    moved = moved_things(was.programme, now.programme)
    alike = was._replace(programme=comparable(was.programme, now.programme, moved))
    before, after = checked_side(old, alike), checked_side(new, now, was)
    language = chosen_language(lang)
    page = diff_report(before, after, language, contacts, moved)
    write_page(page, language, format, output, table=table, width=width, colour=colour)
    is_changed = any(one.section == "changes" for one in page.tables)
    raise typer.Exit(int(bool(before.unread or after.unread) or (exit_code and is_changed)))


def sides(
    revisions: list[str], data: Path | None, at: str | None = None
) -> tuple[tuple[Message, Source], tuple[Message, Source]]:
    """The two states that are asked for, each with what to call it. at: the second one, in place of the files as they
    are. Raises UserError where one does not exist."""
    from cic.pages.tables import words
    from cic.storage.git import Repository, short
    from cic.storage.git_data import git_folder_of

    repository = Repository(data if data is not None and data.is_dir() else Path.cwd())
    asked, forked = _asked(revisions, repository)
    if at is not None:
        if len(asked) > 1 and asked[1] != at:
            raise UserError("two revisions are named: {one}, and --at {other}", "leave one out", one=asked[1], other=at)
        asked = [asked[0], at]
    first = asked[0]
    if forked:
        first = _merge_base(repository, *asked)
    old = git_folder_of(first, Path.cwd(), data)
    commit = short(old.commit)
    said = words("{name} (commit {commit})", name=asked[0], commit=commit)
    if forked:
        said = words("{name}, where {other} left it (commit {commit})", name=asked[0], other=asked[1], commit=commit)
    if len(asked) == 1:
        return (said, old), (words("the files as they are now"), folder(data))
    new = git_folder_of(asked[1], Path.cwd(), data)
    return (said, old), (words("{name} (commit {commit})", name=asked[1], commit=short(new.commit)), new)


_RANGE = re.compile(r"(?P<first>.*?)(?<!/)(?P<dots>\.\.\.?)(?![./])(?P<second>.*)", re.DOTALL)
"""Two revisions with dots between; `../folder` is none."""


def _asked(revisions: list[str], repository: Repository) -> tuple[list[str], bool]:
    """One revision or two, and whether the first stands for where the second left it: `A...B`."""
    if len(revisions) > 2:
        raise UserError("cic diff compares two revisions", "name one, two or none")
    span = _RANGE.fullmatch(revisions[0]) if len(revisions) == 1 else None
    # a revision can be named by words of its message, and those may hold dots
    if span is None or repository.known(revisions[0]) is not None:
        return revisions or ["HEAD"], False
    return [span["first"] or "HEAD", span["second"] or "HEAD"], span["dots"] == "..."


def _merge_base(repository: Repository, one: str, other: str) -> str:
    base = repository.merge_base(repository.commit(one), repository.commit(other))
    if base is None:
        raise UserError(
            "{one} and {other} share no commit in this clone",
            "get more of the history with: git fetch --unshallow",
            one=one,
            other=other,
        )
    return base


def checked_side(named: tuple[Message, Source], loaded: Loaded, before: Loaded | None = None) -> Side:
    """One state, checked; where it is given, also against the state before it."""
    from cic.checks.engine import check
    from cic.checks.placement import findings
    from cic.pages.diff import Side
    from cic.rules import select_rules
    from cic.storage.compared import base_from
    from cic.storage.places import places

    name, source = named
    # what of the state before could not be read stands on top of the page
    base = None if before is None else base_from(before)._replace(problems=())
    found = findings(loaded, check(loaded, select_rules("", ""), against=base).verdicts)
    return Side(name, loaded.programme, found, loaded.unread_files, source.shown, partial(places, loaded))
