"""The application: its commands, in the order in which a newcomer needs them."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from cic.cli import DEBUG_VARIABLE
from cic.cli.acknowledge import acknowledge
from cic.cli.diff import diff
from cic.cli.explain import explain, rules
from cic.cli.findings import findings
from cic.cli.history import history
from cic.cli.look import list_things, show
from cic.cli.report import report
from cic.cli.schema import schema
from cic.cli.validate import validate

app = typer.Typer(
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


for command, name in (
    (validate, "validate"),
    (report, "report"),
    (show, "show"),
    (list_things, "list"),
    (diff, "diff"),
    (history, "history"),
    (rules, "rules"),
    (explain, "explain"),
    (acknowledge, "acknowledge"),
    (findings, "findings"),
    (schema, "schema"),
):
    app.command(name)(command)
