"""`cic import`: a programme from a file that others have published."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from cic.base.errors import UserError
from cic.base.message import Message
from cic.cli.lines import remark, say
from cic.cli.options import Lang, chosen_language


class Given(str, Enum):
    """Which file is given."""

    iati = "iati"


def import_(
    _given: Annotated[Given, typer.Argument(metavar="FORMAT", help="iati: an activity file of IATI 2.0x.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file.")],
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="A new or an empty folder.")],
    activity: Annotated[
        str | None, typer.Option(metavar="IDENTIFIER", help="Which activity, where the file holds several.")
    ] = None,
    lang: Lang = None,
) -> None:
    """A programme from a file that others have published: `iati`, an activity becomes a folder.

    What of the activity the folder does not hold is listed, by its path in the file. Persons are not taken.

    Exit code: 0 the folder is written, 2 wrong usage, or a file that cannot be read.

    Examples:

      cic import iati activity.xml bridge

      cic import iati activities.xml bridge --activity XI-IATI-1001-P1
    """
    from cic.base.files import write_folder
    from cic.cli.init import check_empty
    from cic.iati.guard import MOST_BYTES
    from cic.iati.take_activity import imported
    from cic.source.new_file import new_file

    language = chosen_language(lang)
    check_empty(directory)
    made = imported(_read(file, MOST_BYTES), file.name, activity)
    write_folder(directory / "data", {name: new_file(content).encode() for name, content in made.files.items()})
    for loss in made.losses:
        value = " ".join(loss.value.split())
        words = Message("not held: {path}: {reason}: {value}" if value else "not held: {path}: {reason}",
                        {"path": loss.path, "reason": loss.words, "value": value})  # fmt: skip
        remark(words, language)
    count = language.counted(len(made.files), "{count} file", "{count} files")
    say(language.say(Message("{name}: {value}", {"name": str(directory), "value": count})))
    say(language.say(Message("Then: {command}", {"command": f"cic validate --data {directory / 'data'}"})))


def _read(file: Path, most: int) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(most + 1)
    except OSError as error:
        from cic.base.reasons import reason_of

        raise UserError(
            "{path} cannot be read: {reason}", "name a file of IATI", path=file, reason=reason_of(error)
        ) from error
