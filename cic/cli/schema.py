"""`cic schema`: the JSON Schemas that editors use."""

from __future__ import annotations

from typing import Annotated

import typer

from cic.base.errors import UserError
from cic.cli.options import Colour, ColourOption, OutputFiles, SchemaFormat, Width
from cic.cli.output import choose, holds_several, setting, write, write_files


def schema(
    kind: Annotated[
        str | None,
        typer.Argument(help="programme, logframe, budget, partnership, report, …", autocompletion=lambda: _kinds()),
    ] = None,
    format: SchemaFormat = None,
    output: OutputFiles = None,
    width: Width = None,
    colour: ColourOption = Colour.auto,
) -> None:
    """The JSON Schema of a kind of file, for editors and other validators; without a kind, of all into a folder.

    Examples:

      cic schema partnership

      cic schema --output docs/schemas/
    """
    from cic.language import ENGLISH
    from cic.render.formats import SCHEMAS

    kinds = _kinds()
    several = output is not None and holds_several(output)
    if kind not in kinds and (kind is not None or not several):
        raise UserError(
            "there is no kind of file {kind}" if kind else "there is no kind of file without a name",
            "kinds are {known}; all of them go into --output FOLDER/",
            kind=kind,
            known=tuple(kinds),
        )
    settled = setting(ENGLISH, output, width=width, colour=colour)
    if output is not None and several:
        chosen = SCHEMAS["json"]
        names = [kind] if kind else kinds
        files = {f"{name}.json": chosen.render(name, settled).encoded(chosen.encoding) for name in names}
        write_files(files, output)
    elif kind is not None:
        write(kind, choose(SCHEMAS, format, output, "json"), settled, output)


def _kinds() -> list[str]:
    from cic.model.kinds import KINDS

    return [kind.name for kind in KINDS]
