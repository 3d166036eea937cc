"""`cic export`: the programme as a file that others ask for."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterable
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cic.base.errors import UserError
from cic.base.message import Message
from cic.cli.app import LanguageCode
from cic.cli.lines import complain, remark, say
from cic.cli.options import AsOf, At, Data, Lang, OutputFile, chosen_language, day, source
from cic.model.kinds import path_text

if TYPE_CHECKING:
    from cic.iati.faults import Fault
    from cic.iati.parts import Gap
    from cic.language import Language

_SHOWN = 3
"""So many places are named of what is left out for the same reason."""


class Asked(str, Enum):
    """What is asked for."""

    iati = "iati"
    datasets = "datasets"


class DatasetFormat(str, Enum):
    """How tables are written."""

    csv = "csv"
    sqlite = "sqlite"
    parquet = "parquet"


def export(
    asked: Annotated[
        Asked, typer.Argument(metavar="FORMAT", help="iati: an activity file of IATI 2.03; datasets: tidy tables.")
    ],
    directory: Annotated[
        Path | None, typer.Argument(metavar="DIR", help="The folder that datasets are written into.")
    ] = None,
    partnerships: Annotated[
        bool, typer.Option("--partnerships", help="An activity for each partnership too, below that of the outcome.")
    ] = False,
    format: Annotated[
        DatasetFormat | None, typer.Option("--format", help="Of datasets: csv, the usual one; sqlite; or parquet.")
    ] = None,
    data: Data = None,
    output: OutputFile = None,
    at: At = None,
    as_of: AsOf = None,
    lang: Lang = None,
) -> None:
    """The programme as others ask for it: `iati`, one activity an outcome, or `datasets`, tidy tables.

    What only a person can say stands under publication: in programme.yaml; what is missing is listed, with the file and
    the key. Checked is by the official schema, the lists of codes and the official rules, and beyond them. Persons are
    never in the file.

    Datasets: programmes, partnerships, communes, indicators, targets, observations, money, findings and more, a row a
    fact, exact, with the file and the line. docs/datasets.md says what is in them.

    Exit code: 0 written, 1 something is missing or not valid, and nothing is written, 2 wrong usage.

    Examples:

      cic export iati --output morocco.xml

      cic export iati --partnerships --output morocco.xml

      cic export datasets tables

      cic export datasets tables --format parquet
    """
    if asked is Asked.datasets:
        if output is not None or partnerships:
            raise UserError("--output and --partnerships are of iati", "cic export datasets DIR --format FORMAT")
        if directory is None:
            raise UserError("DIR is missing: the folder that the tables are written into", "cic export datasets tables")
        _datasets(directory, format or DatasetFormat.csv, data, at, as_of, lang)
        return
    if directory is not None or format is not None:
        raise UserError("DIR and --format are of datasets", "cic export iati --output FILE")
    _iati(partnerships, data, output, at, as_of, lang)


def _datasets(
    directory: Path,
    format: DatasetFormat,
    data: Path | None,
    at: str | None,
    as_of: str | None,
    lang: LanguageCode | None,
) -> None:
    from cic.base.files import write_folder
    from cic.checks.engine import check
    from cic.datasets.rows import Origin, tables
    from cic.datasets.write import WRITERS
    from cic.rules import select_rules
    from cic.storage.loader import load
    from cic.storage.outputs import folder_to_write, place_to_write
    from cic.storage.provenance import Witness

    folder_to_write(directory)
    language, read = chosen_language(lang), Witness(source(data, at))
    loaded = load(read, day(as_of))
    verdicts = check(loaded, select_rules("", "")).verdicts
    made = tables(loaded, Origin(read.revision(), language, verdicts))
    files = WRITERS[format.value](made)
    for name in files:
        place_to_write(directory / name)
    write_folder(directory, files)
    for name in loaded.unread_files + loaded.missing_files:
        complain(language.say(Message("{file}: not read, and the tables lack what stands there", {"file": name})))
    rows = sum(map(len, made.values()))
    count = language.counted(rows, "{count} row", "{count} rows")
    say(language.say(Message("{name}: {value}", {"name": str(directory), "value": count})))


def _iati(
    partnerships: bool,
    data: Path | None,
    output: str | None,
    at: str | None,
    as_of: str | None,
    lang: LanguageCode | None,
) -> None:
    from cic.iati.export import export as exported
    from cic.storage.loader import load

    today, language = day(as_of), chosen_language(lang)
    loaded = load(source(data, at), today)
    if loaded.unread_files or loaded.programme.identity is None:
        files = tuple(loaded.unread_files + loaded.missing_files)
        raise UserError("{files}: not read, and the file would lack what stands there", "say cic validate", files=files)
    now = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    if as_of is not None:
        now = datetime.datetime.combine(today, datetime.time(), datetime.UTC)
    made = exported(loaded.programme, now, partnerships)
    _say_left_out(made.left_out, language)
    for fault in made.faults:
        complain(_fault_line(fault, language))
    if made.missing:
        for gap in made.missing:
            words = Message("{place}: {what}", {"place": _place(gap), "what": gap.words})
            complain(language.say(words))
        said = language.counted(
            len(made.missing),
            "nothing was written: {count} thing is missing, which only a person can say",
            "nothing was written: {count} things are missing, which only a person can say",
        )
        complain(language.say(said))
    if not made.is_valid:
        raise typer.Exit(1)
    _write(made.content, output, language)


def _write(content: bytes, output: str | None, language: Language) -> None:
    from cic.cli.output import write_file
    from cic.render.safe_text import XmlText
    from cic.storage.outputs import place_to_write

    if output is None:
        from xml.etree.ElementTree import fromstring

        sys.stdout.write(XmlText.of(fromstring(content)))
        return
    write_file(place_to_write(Path(output)), content)
    say(language.say(Message("{name}: {value}", {"name": output, "value": Message("valid IATI 2.03")})))


def _say_left_out(gaps: Iterable[Gap], language: Language) -> None:
    """What the file does not hold, one line for each reason."""
    by_reason: dict[str, list[str]] = {}
    for gap in gaps:
        by_reason.setdefault(language.say(gap.words), []).append(_place(gap))
    for reason, places in by_reason.items():
        more = len(places) - _SHOWN
        named = ", ".join(places[:_SHOWN]) + (f", … (+{more})" if more > 0 else "")
        remark(Message("not in the file: {places}: {reason}", {"places": named, "reason": reason}), language)


def _place(gap: Gap) -> str:
    return f"{gap.spot.file}: {path_text(gap.spot.file, gap.spot.path)}"


def _fault_line(fault: Fault, language: Language) -> str:
    words = Message("error: {what}") if fault.is_error else Message("warning: {what}")
    rule = f" {fault.rule}" if fault.rule else ""
    what = f"{fault.path} ({fault.check}{rule}): {language.say(fault.message)}"
    return language.say(Message(words.template, {"what": what}))
