"""What is written, on its way to the terminal or to a file."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO, TypeAlias

import typer

from cic.base.errors import UserError
from cic.cli.options import Colour, is_colourful
from cic.render.formats import FINDINGS, LETTERS, TABLES, Format, format_of_file

if TYPE_CHECKING:
    from cic.language import Language
    from cic.pages.tables import Page


def _choices(formats: Iterable[str]) -> Any:
    """Names of formats as the enumeration from which Typer makes a choice."""
    enumeration: Any = Enum
    return enumeration("Format", {name: name for name in formats})


TABLES_FOR_PROGRAMS = {name: one for name, one in TABLES.items() if not one.is_for_people}

if TYPE_CHECKING:
    TableName: TypeAlias = Enum
    FindingsName: TypeAlias = Enum
    LettersName: TypeAlias = Enum
else:
    TableName = _choices(TABLES)
    FindingsName = _choices(FINDINGS)
    LettersName = _choices((*LETTERS, *TABLES_FOR_PROGRAMS))

FIRST_OF_FINDINGS = next(iter(FindingsName))
FIRST_OF_LETTERS = next(iter(LettersName))

TableFormat = Annotated[TableName | None, typer.Option(help="By default terminal on a terminal, table in a pipe.")]
TableFormatOrEnding = Annotated[
    TableName | None,
    typer.Option(help="By default terminal on a terminal, table in a pipe, else by the ending of --output."),
]


def write(
    page: Page,
    format: Enum | None,
    output: Path | None,
    colour: Colour,
    language: Language,
    width: int | None = None,
) -> None:
    """Print a page, or write it to the file. Raises UserError where the format of the file cannot be told."""
    from cic import __version__
    from cic.render.setting import Setting

    setting = Setting(language, width, version=__version__)
    if output is not None:
        from cic.base.files import replace_file

        chosen = TABLES[format.value] if format else format_of_file(output.suffix)
        if chosen is None or chosen.needs_terminal:
            endings = ", ".join(ending for one in TABLES.values() for ending in one.endings)
            raise UserError(
                f"the format of {output} cannot be told from its ending", f"use one of {endings}, or say --format"
            )
        replace_file(output, chosen.render(page, setting).encode(chosen.encoding))
        return
    chosen = TABLES[format.value if format else "terminal" if sys.stdout.isatty() else "table"]
    setting = setting._replace(ascii_only=is_ascii(sys.stdout), colourful=is_colourful(colour))
    emit(chosen.render(page, setting), chosen)


def emit(text: str, format: Format[Any]) -> None:
    """Write to standard output. Where it takes only ASCII, other signs are written as the format can."""
    if is_ascii(sys.stdout):
        if format.beyond_ascii == "json":
            text = _ascii_json(text)
        elif format.beyond_ascii == "references":
            text = text.encode("ascii", "xmlcharrefreplace").decode()
        elif format.beyond_ascii == "utf-8":
            sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(text)


def is_ascii(stream: TextIO) -> bool:
    """Whether signs beyond ASCII had better not be written to a stream."""
    return (stream.encoding or "").lower().replace("-", "") not in ("utf8", "utf8sig", "utf16", "utf32")


def _ascii_json(text: str) -> str:
    import json

    return json.dumps(json.loads(text), indent=2) + "\n"
