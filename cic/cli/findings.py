"""`cic findings`: the accepted contradictions as a page to read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cic.base.errors import UserError
from cic.cli.lines import remark
from cic.cli.options import (
    AsOf,
    At,
    Colour,
    ColourOption,
    ContradictionsFormat,
    Data,
    Lang,
    OutputFile,
    Width,
    chosen_language,
    day,
    source,
)
from cic.cli.output import choose, setting, write
from cic.render.formats import CONTRADICTIONS, QUESTIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cic.render.formats import Format


def findings(
    questions: Annotated[
        bool, typer.Option("--questions", help="Only what to ask, as letters to copy: one to each who is asked.")
    ] = False,
    data: Data = None,
    format: ContradictionsFormat = None,
    output: OutputFile = None,
    width: Width = None,
    at: At = None,
    as_of: AsOf = None,
    lang: Lang = None,
    colour: ColourOption = Colour.auto,
) -> None:
    """What contradicts itself in the documents: what it is, what it costs, what to ask whom, as a page to read.

    Exit code: 0, 1 where a file could not be read, so that some of it may be missing, 2 wrong usage.

    Examples:

      cic findings

      cic findings --lang fr --output docs/findings.md

      cic findings --output findings.html

      cic findings --questions --lang fr
    """
    from cic.base.message import Message
    from cic.base.system import relative
    from cic.checks.engine import check
    from cic.pages.contradictions import contradictions
    from cic.render.contradictions import prose
    from cic.rules import select_rules
    from cic.storage.loader import load

    formats: Mapping[str, Format[Any]] = QUESTIONS if questions else CONTRADICTIONS
    if format is not None and format.value not in formats:
        raise UserError(
            "letters cannot be written as {format}" if questions else "the page cannot be written as {format}",
            "choose one of {known}",
            format=format.value,
            known=tuple(formats),
        )
    chosen = choose(formats, format, output, next(iter(formats)))
    language = chosen_language(lang)
    today = day(as_of)
    place = source(data, at)
    loaded = load(place, today)
    if loaded.unread_files:
        remark(Message("note: not read, see cic validate: {files}", {"files": loaded.unread_files}), language)
    page = contradictions(loaded, check(loaded, select_rules("", "")).verdicts, language)
    prefix = relative(place.path, Path(output).parent if output else Path.cwd())
    content = page if questions else prose(page, prefix, language)
    write(content, chosen, setting(language, output, width=width, colour=colour), output)
    raise typer.Exit(int(bool(loaded.unread_files)))
