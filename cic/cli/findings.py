"""`cic findings`: the accepted contradictions as a page to read."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from cic.base.errors import UserError
from cic.cli.options import AsOf, Data, Lang, OutputFile, chosen_language, day, folder
from cic.cli.output import emit
from cic.render.formats import PROSE, QUESTIONS


class ProseName(str, Enum):
    """How the page, or the letters, are written."""

    markdown = "markdown"
    html = "html"
    text = "text"


def findings(
    questions: Annotated[
        bool, typer.Option("--questions", help="Only what to ask, as letters to copy: one to each who is asked.")
    ] = False,
    data: Data = None,
    format: Annotated[
        ProseName | None, typer.Option(help="The page is markdown or html, the letters are text or markdown.")
    ] = None,
    output: OutputFile = None,
    lang: Lang = None,
    as_of: AsOf = None,
) -> None:
    """What contradicts itself in the documents: what it is, what it costs, what to ask whom, as a page to read.

    Examples:

      cic findings

      cic findings --lang fr --output docs/findings.md

      cic findings --format html --output findings.html

      cic findings --questions --lang fr
    """
    from cic import __version__
    from cic.base.system import relative
    from cic.checks.engine import check
    from cic.pages.contradictions import contradictions
    from cic.render.contradictions import prose
    from cic.render.setting import Setting
    from cic.rules import select_rules
    from cic.storage.loader import load

    where, language = folder(data), chosen_language(lang)
    kinds = QUESTIONS if questions else PROSE
    by_ending = next((one.name for one in kinds.values() if output and output.suffix in one.endings), None)
    name = format.value if format else by_ending or next(iter(kinds))
    if name not in kinds:
        what = "letters" if questions else "the page"
        raise UserError(f"{what} cannot be written as {name}", f"choose one of {', '.join(kinds)}")
    loaded = load(where, day(as_of))
    page = contradictions(loaded, check(loaded, select_rules("", "")).verdicts, language)
    setting = Setting(language, version=__version__)
    if questions:
        text = QUESTIONS[name].render(page, setting)
    else:
        prefix = relative(where.path, output.parent if output else Path.cwd())
        text = PROSE[name].render(prose(page, prefix, language), setting)
    if output is not None:
        from cic.base.files import replace_file

        replace_file(output, text.encode())
    else:
        emit(text, kinds[name])
    raise typer.Exit(0)
