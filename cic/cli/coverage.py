"""`cic coverage`: how much of the documents the data read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

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
)
from cic.cli.output import write_page


def coverage(
    documents: Annotated[
        Path | None,
        typer.Option(
            "--documents",
            metavar="DIR",
            envvar="CIC_DOCUMENTS",
            help="The folder of the source documents, which are known by their SHA-256, whatever their names: "
            ".txt, .md, .html, .docx.",
        ),
    ] = None,
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
    """How many of the figures that each source document prints a field or a claim of the data reads, and a list of
    those that nothing reads, with their line and the words around.

    A figure is any number in digits, also a year and a percentage; a day (29/11/2007) is one, a span (2017-2021) two.
    No figures are: the numbers of pages, sections, items of a list and notes; of results, indicators, articles and the
    like (IOV 1.2, A.5.6); telephones, postal codes, houses and boxes; digits in e-mail addresses.

    A figure is read at its own place: by a value whose printed words hold it there, by a claim, or by a value without
    words in the section that it comes from. What stands only in a text of the data is counted apart.

    Examples:

      cic coverage --documents ../documents

      CIC_DOCUMENTS=../documents cic coverage --table unread --format csv
    """
    from cic.analysis.coverage import coverage as covered
    from cic.base.errors import UserError
    from cic.pages.coverage import coverage_page
    from cic.pages.fictional import marked
    from cic.storage.loader import load
    from cic.storage.plain_text import plain_texts

    today, place, language = day(as_of), source(data, at), chosen_language(lang)
    if documents is None:
        raise UserError("where the source documents are is not said", "say --documents DIR, or set CIC_DOCUMENTS")
    programme = load(place, today).programme
    named = programme.documents.documents if programme.documents else {}
    texts = plain_texts(documents, {id: document.sha256 for id, document in named.items()})
    page = coverage_page(programme, covered(programme, texts.found), texts.lacking, language)
    page = marked(programme, page, language)
    write_page(page, language, format, output, table=table, width=width, colour=colour)
