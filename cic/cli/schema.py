"""`cic schema`: the JSON Schemas that editors use."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cic.base.errors import UserError


def schema(
    kind: Annotated[
        str | None,
        typer.Argument(help="programme, logframe, budget, partnership, report, …", autocompletion=lambda: _kinds()),
    ] = None,
    write: Annotated[Path | None, typer.Option(help="Write the schemas of all kinds into this folder.")] = None,
) -> None:
    """The JSON Schema of a kind of file, for editors and other validators.

    Examples:

      cic schema partnership

      cic schema --write docs/schemas
    """
    from cic.scaffold.schemas import schema_text

    if write is not None:
        from cic.base.files import replace_file

        write.mkdir(parents=True, exist_ok=True)
        for name in _kinds():
            replace_file(write / f"{name}.json", schema_text(name).encode())
        return
    if kind not in _kinds():
        raise UserError(f"there is no kind of file {kind or 'without a name'}", "kinds are " + ", ".join(_kinds()))
    print(schema_text(kind), end="")


def _kinds() -> list[str]:
    from cic.model.kinds import KINDS

    return [kind.name for kind in KINDS]
