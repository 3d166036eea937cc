"""The one way out: whatever a command writes goes through here, to standard output, to a file, a folder or a zip."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

from cic.base.errors import UserError
from cic.cli.options import Colour
from cic.render.formats import REPORTS, TABLES, Format, Made, format_of_file
from cic.render.safe_file import OfficeFile

if TYPE_CHECKING:
    from cic.language import Language
    from cic.pages.tables import Page
    from cic.render.safe_text import SafeBytes
    from cic.render.setting import Setting

T = TypeVar("T")
_ZIP = ".zip"


def write_page(
    page: Page,
    language: Language,
    format: Enum | None,
    output: str | None,
    *,
    table: str | None = None,
    width: int | None = None,
    colour: Colour = Colour.auto,
    on_terminal: str = "terminal",
    template: Path | None = None,
) -> None:
    """Write a page of tables as the options say; on_terminal: the format where they name none.

    Raises UserError where the format cannot be told, where the page has no such table, where a format of one table is
    to hold several, and where a template is of no use.
    """
    from cic.pages.parts import one_table, only_table, tables_apart

    if table is not None:
        page = one_table(page, table)
    if output is not None and holds_several(output):
        several = {one.name: one for one in TABLES.values() if one.of_one_table}
        chosen = several.get(format.value) if format else next(iter(several.values()))
        if chosen is None:
            raise UserError(
                "{output} holds a file for each table, which only {formats} makes",
                "name a file",
                output=output,
                formats=tuple(several),
            )
        settled = setting(language, output, width=width)
        parts = {
            name + chosen.endings[0]: chosen.render(part, settled).encoded(chosen.encoding)
            for name, part in tables_apart(page).items()
        }
        write_files(parts, output)
        return
    chosen = choose(REPORTS, format, output, on_terminal if sys.stdout.isatty() else "table")
    if chosen.of_one_table:
        page = only_table(page)
    settled = setting(language, output, width=width, colour=colour)
    if template is not None:
        settled = settled._replace(template=_read_template(template, chosen))
    write(page, chosen, settled, output)


def _read_template(path: Path, format: Format[Page]) -> bytes:
    if format is not TABLES["docx"]:
        raise UserError(
            "a template is for a Word document, and the format is {format}",
            "leave --template out, or write a document: --output report.docx",
            format=format.name,
        )
    try:
        return path.read_bytes()
    except OSError as error:
        from cic.base.reasons import reason_of

        raise UserError(
            "the template {path} cannot be read: {reason}",
            "name a .docx file",
            path=path,
            reason=reason_of(error),
        ) from error


def choose(formats: Mapping[str, Format[T]], format: Enum | None, output: str | None, otherwise: str) -> Format[T]:
    """The format that was asked for by its name, else by the ending of the file, else the one that stands otherwise.
    Raises UserError where the ending tells none."""
    chosen = formats[format.value] if format else format_of_file(formats, output) if output else formats[otherwise]
    if chosen is None or (output and chosen.needs_terminal):
        raise UserError(
            "the format of {output} cannot be told from its ending"
            if chosen is None
            else "the format {format} is for a terminal, not for a file",
            "use one of {endings}, or name the format",
            output=output,
            format=chosen and chosen.name,
            endings=tuple(ending for one in formats.values() for ending in one.endings),
        )
    return chosen


def setting(
    language: Language, output: str | None, *, width: int | None = None, colour: Colour = Colour.auto
) -> Setting:
    """What an output depends on; a file has no colours and takes every sign."""
    from cic import __version__
    from cic.render.setting import Setting

    settled = Setting(language, width, version=__version__)
    if output is not None:
        return settled
    return settled._replace(
        ascii_only=is_ascii(sys.stdout), colourful=is_colourful(colour), on_terminal=sys.stdout.isatty()
    )


def write(content: T, format: Format[T], setting: Setting, output: str | None) -> None:
    """Write in a format to standard output, or to the file. Raises UserError where a terminal is to show what is no
    text."""
    if output is None and not format.is_text and sys.stdout.isatty():
        raise UserError(
            "the format {format} is a file to open, which a terminal cannot show",
            "name the file: --output {example}",
            format=format.name,
            example="report" + format.endings[0],
        )
    made = format.render(content, setting)
    if output is None:
        emit(made, format)
    else:
        write_output(Path(output), made.encoded(format.encoding))


def emit(text: Made, format: Format[Any]) -> None:
    """Write to standard output. Where it takes only ASCII, other signs are written as the format can."""
    from cic.render.safe_text import JsonText

    if isinstance(text, OfficeFile):
        sys.stdout.flush()
        sys.stdout.buffer.write(text)
        sys.stdout.buffer.flush()
        return
    if is_ascii(sys.stdout):
        if isinstance(text, JsonText):
            text = text.in_ascii()
        elif format.beyond_ascii == "references":
            text = text.with_references()
        elif format.beyond_ascii == "utf-8":
            sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    if format.is_for_people and sys.stdout.isatty():
        from cic.cli.pager import paged

        if paged(text):
            return
    sys.stdout.write(text)


def write_output(path: Path, content: SafeBytes) -> None:
    """Put what a user asked for into the file that was named. Raises UserError where it must not be there (see
    `place_to_write`), or where that is impossible."""
    from cic.storage.outputs import place_to_write

    write_file(place_to_write(path), content)


def write_file(path: Path, content: bytes) -> None:
    """Put the content in place of the file, and say where that leaves another name of it behind. Raises UserError where
    it is impossible."""
    from cic.base.files import replace_file

    _remark_others(path, replace_file(path, content))


def write_together(files: Mapping[Path, bytes]) -> None:
    """The same for several files, all or none."""
    from cic.base.together import folders_for, replace_files

    with folders_for(files):
        found = replace_files(files)
    for path, others in found.items():
        _remark_others(path, others)


def _remark_others(path: Path, others: int) -> None:
    if others:
        from cic.base.message import Message
        from cic.cli.lines import remark
        from cic.cli.usage_faults import language_asked_for

        words = "note: {path} had other names (hard links); what they name is as it was: {others}"
        remark(Message(words, {"path": path, "others": others}), language_asked_for())


def write_files(files: Mapping[str, SafeBytes], output: str) -> None:
    """Write several files into a folder, or into a zip. Raises UserError where that is impossible."""
    from cic.base.files import make_folder, zipped
    from cic.storage.outputs import place_to_write

    if output.endswith(_ZIP):
        write_file(place_to_write(Path(output)), zipped(files))
        return
    for name, content in files.items():
        place = place_to_write(Path(output) / name)
        make_folder(place.parent)
        write_file(place, content)


def holds_several(output: str) -> bool:
    """Whether what is written there may be several files: a folder or a zip."""
    return output.endswith((_ZIP, "/", os.sep)) or Path(output).is_dir()


def is_ascii(stream: TextIO) -> bool:
    """Whether signs beyond ASCII had better not be written to a stream."""
    return (stream.encoding or "").lower().replace("-", "") not in ("utf8", "utf8sig", "utf16", "utf32")


def is_colourful(colour: Colour) -> bool:
    """Whether to print in colour: as asked, else by NO_COLOR and FORCE_COLOR, else on a terminal only."""
    from cic.base.system import shows_colours

    if colour is Colour.never or (colour is Colour.auto and os.environ.get("NO_COLOR")):
        return False
    shown = sys.stdout.isatty() and os.environ.get("TERM") != "dumb" and shows_colours(sys.stdout)
    return colour is Colour.always or bool(os.environ.get("FORCE_COLOR")) or shown
