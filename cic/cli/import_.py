"""`cic import`: what others have filled in or published, taken in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cic.base.errors import UserError
from cic.base.message import Message
from cic.cli.lines import remark, say
from cic.cli.options import AsOf, Data, Lang, chosen_language

IATI = "iati"
_LONGEST = 200
"""So much is shown of a value that is not held; its path says where the rest stands."""


def import_(
    given: Annotated[
        list[Path],
        typer.Argument(
            metavar="FORM... | iati FILE DIR",
            help="Forms that came back, or folders of them; or iati: an activity file of IATI 2.0x, for a new folder.",
        ),
    ],
    write: Annotated[bool, typer.Option("--write", help="Of forms: write what they say, without asking.")] = False,
    branch: Annotated[
        str | None,
        typer.Option("--branch", metavar="NAME", help="Of forms: commit it to this new branch; no file here changes."),
    ] = None,
    take_out: Annotated[
        bool, typer.Option("--take-out", help="Of forms: take out of the data what was emptied in a form.")
    ] = False,
    details: Annotated[
        bool, typer.Option("--details", help="Of several forms: each line that changes, and all that follows from it.")
    ] = False,
    activity: Annotated[
        str | None, typer.Option(metavar="IDENTIFIER", help="Of iati: which activity of several; #3 is the third.")
    ] = None,
    data: Data = None,
    as_of: AsOf = None,
    lang: Lang = None,
) -> None:
    """Take in forms that came back: show what they change and what of them cannot be taken, then write those lines.

    Every cell is judged. Of several forms it is shown in short: who reports, how much is new, what is to be decided;
    --details shows the rest. What was changed in the data since a form was made is never written over. On a terminal it
    asks before it writes; in a pipe nothing is written without --write or --branch. `iati` makes a folder of a public
    activity: what that does not hold is listed by its path in the file, and persons are not taken.

    Exit code: 0 all is taken or would be, 1 something cannot be taken, or errors would come, 2 wrong usage, or a file
    that cannot be read.

    Examples:

      cic import alfa-bravo-2031.xlsx

      cic import returned/ --write

      cic import returned/ --details

      cic import alfa-bravo-2031.xlsx --branch alfa-bravo-2031

      cic import iati activity.xml bridge
    """
    if str(given[0]) == IATI and not given[0].is_file():
        if len(given) != 3 or write or branch is not None or take_out or details:
            raise UserError("cic import iati takes a file and a folder", "say: cic import iati FILE DIR")
        _iati(given[1], given[2], activity, lang)
        return
    if activity is not None:
        raise UserError("--activity is of iati", "leave it out, or say: cic import iati FILE DIR")
    from cic.cli.import_forms import import_forms

    raise typer.Exit(import_forms(given, data, as_of, chosen_language(lang), write, branch, take_out, details))


def _iati(file: Path, directory: Path, activity: str | None, lang: Lang) -> None:
    from cic.base.files import write_folder
    from cic.cli.init import check_empty
    from cic.iati.guard import MOST_BYTES
    from cic.iati.take_activity import imported
    from cic.source.guards import MAX_BYTES
    from cic.source.new_file import new_file

    language = chosen_language(lang)
    check_empty(directory)
    made = imported(read(file, MOST_BYTES, "name a file of IATI"), file.name, activity)
    files = {name: new_file(content).encode() for name, content in made.files.items()}
    for name, content in files.items():
        if len(content) > MAX_BYTES:
            raise UserError(
                "{file} of the folder would have {size} bytes, at most {most} are read",
                "cut the activity: leave out what the folder need not hold, such as single transactions",
                file=name,
                size=len(content),
                most=MAX_BYTES,
            )
    write_folder(directory / "data", files)
    for loss in made.losses:
        value = " ".join(loss.value[: 2 * _LONGEST].split())
        value = value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…"
        params = {"path": loss.path, "reason": loss.words, "value": value}
        if loss.is_change:
            remark(Message("held otherwise: {path}: {reason}", params), language)
        elif value:
            remark(Message("not held: {path}: {reason}: {value}", params), language)
        else:
            remark(Message("not held: {path}: {reason}", params), language)
    count = language.counted(len(made.files), "{count} file", "{count} files")
    say(language.say(Message("{name}: {value}", {"name": str(directory), "value": count})))
    say(language.say(Message("Then: {command}", {"command": f"cic validate --data {directory / 'data'}"})))


def read(file: Path, most: int, hint: str) -> bytes:
    """As much of a file as is read. Raises UserError where it cannot be."""
    try:
        with file.open("rb") as stream:
            return stream.read(most + 1)
    except OSError as error:
        from cic.base.reasons import reason_of

        raise UserError("{path} cannot be read: {reason}", hint, path=file, reason=reason_of(error)) from error
