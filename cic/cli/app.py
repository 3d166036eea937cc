"""The application: its commands, in the order in which a newcomer needs them."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from cic.cli import DEBUG_VARIABLE

COMMANDS = {
    "init": ("init", "init"),
    "validate": ("validate", "validate"),
    "report": ("report", "report"),
    "missing": ("missing", "missing"),
    "show": ("show", "show"),
    "list": ("show", "list_things"),
    "diff": ("diff", "diff"),
    "history": ("history", "history"),
    "rules": ("explain", "rules"),
    "explain": ("explain", "explain"),
    "acknowledge": ("acknowledge", "acknowledge"),
    "findings": ("findings", "findings"),
    "schema": ("schema", "schema"),
}
"""The module and the function of each command."""


class _Commands(TyperGroup):
    """The commands, each imported when it is asked for: whoever runs one does not wait for the others."""

    def __init__(self, **settings: Any) -> None:
        names_only = [TyperCommand(name) for name in COMMANDS]
        super().__init__(**{**settings, "commands": names_only})

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name; None where there is none."""
        if super().get_command(ctx, cmd_name) is None:
            return None
        module, function = COMMANDS[cmd_name]
        alone = typer.Typer(add_completion=False, rich_markup_mode=None)
        alone.command(cmd_name)(getattr(import_module(f"cic.cli.{module}"), function))
        return get_command(alone)


app = typer.Typer(
    cls=_Commands,
    help="Keep the promises, the money and the results of a partnership programme as reviewed plain text.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        from cic import __version__

        typer.echo(f"cic {__version__}")
        raise typer.Exit()


@app.callback(epilog="Start with: cic validate")
def root(
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show a traceback after an internal error.")] = False,
) -> None:
    """Keep the promises, the money and the results of a partnership programme as reviewed plain text."""
    if debug:
        os.environ[DEBUG_VARIABLE] = "1"
