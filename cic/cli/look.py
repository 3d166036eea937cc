"""`cic show` and `cic list`: look things up."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from cic.cli.options import Colour, ColourOption, Data, Lang, OutputFile, day, folder, language
from cic.cli.report import Format, write
from cic.findings import Message
from cic.render.harmless import harmless

if TYPE_CHECKING:
    from cic.language import Language


def show(
    id: Annotated[str, typer.Argument(help="What to show: alfa-bravo, R4.1, K3, dossier, …")],
    contacts: Annotated[
        bool, typer.Option("--contacts", help="With names, telephones and e-mails of persons.")
    ] = False,
    data: Data = None,
    format: Annotated[Format | None, typer.Option(help="By default terminal on a terminal, table in a pipe.")] = None,
    output: OutputFile = None,
    lang: Lang = None,
    colour: ColourOption = Colour.auto,
) -> None:
    """Everything about one thing: a partnership, a commune, an indicator, a result, a risk, a document.

    Examples:

      cic show R4.1

      cic show alfa-bravo --contacts
    """
    from cic.load import load
    from cic.report.things import show_report

    loaded = load(folder(data), day(None))
    tongue = language(lang)
    _warn(loaded.unread_files, tongue)
    write(show_report(loaded, id, contacts), format, output, colour, tongue)


def list_things(
    kind: Annotated[
        str,
        typer.Argument(
            help="partnerships, communes, indicators, activities, results, risks, documents, …",
            autocompletion=lambda: _kinds(),
        ),
    ],
    data: Data = None,
    format: Annotated[Format | None, typer.Option(help="By default terminal on a terminal, table in a pipe.")] = None,
    output: OutputFile = None,
    lang: Lang = None,
    colour: ColourOption = Colour.auto,
) -> None:
    """A table of all things of a kind.

    Examples:

      cic list communes

      cic list indicators --format csv
    """
    from cic.load import load
    from cic.report.things import list_report

    loaded = load(folder(data), day(None))
    tongue = language(lang)
    _warn(loaded.unread_files, tongue)
    write(list_report(loaded.programme, kind), format, output, colour, tongue)


def _warn(unread: tuple[str, ...], tongue: Language) -> None:
    if unread:
        note = Message("note: not read, see cic validate: {files}", {"files": unread})
        print(harmless(tongue.say(note)), file=sys.stderr)


def _kinds() -> list[str]:
    from cic.report.things import KINDS

    return list(KINDS)
