"""The application: its commands, in the order in which a newcomer needs them."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from importlib import import_module
from typing import Annotated, Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from cic.cli import DEBUG_VARIABLE


class LanguageCode(str, Enum):
    """The language of what people read."""

    en = "en"
    fr = "fr"
    nl = "nl"


class Command(NamedTuple):
    """Where a command stands, and what it is for: the first sentence of its own description, as a test holds."""

    module: str
    function: str
    summary: str


COMMANDS = {
    "init": Command(
        "init",
        "init",
        "Begin a programme in a new folder: an empty one that says what to fill in first, or a fictional one.",
    ),
    "validate": Command(
        "validate", "validate", "Check the data, and say of everything that cannot be true where it stands."
    ),
    "report": Command(
        "report",
        "report",
        "Indicators against their milestones, money against the budget, and what is missing from whom.",
    ),
    "missing": Command(
        "missing",
        "missing",
        "What has not been reported, as letters to paste into an e-mail: one to each partnership that owes something.",
    ),
    "form": Command(
        "form",
        "form",
        "Make a workbook of what a partnership is to report: to be sent, filled in and sent back.",
    ),
    "record": Command(
        "record",
        "record",
        "Enter one value, or one amount: show what it changes, then write the lines concerned and no others.",
    ),
    "new": Command(
        "new",
        "new",
        "Begin the report of a year: a file in which all that is due stands as comments, to be filled in.",
    ),
    "show": Command(
        "show",
        "show",
        "Everything about one thing, on a page: a partnership, a commune, an indicator, a result, a risk, a document.",
    ),
    "list": Command(
        "show",
        "list_things",
        "A table of all things of a kind; without a kind, the kinds and how many there are of each.",
    ),
    "diff": Command(
        "diff",
        "diff",
        "What changed in the programme between two revisions, and what follows: statuses, sums, findings.",
    ),
    "history": Command(
        "history",
        "history",
        "Each commit that changed a target, a budget, an observation or anything else of one thing: who, when, why, "
        "the value before and after.",
    ),
    "coverage": Command(
        "coverage",
        "coverage",
        "How many of the figures that each source document prints a field or a claim of the data reads, and a list of "
        "those that nothing reads, with their line and the words around.",
    ),
    "rules": Command("explain", "rules", "List every rule: its code, its severity, its name and what is wrong."),
    "explain": Command(
        "explain",
        "explain",
        "What a rule checks, why it matters, an example that fails and one that passes, how to mend it.",
    ),
    "acknowledge": Command(
        "acknowledge",
        "acknowledge",
        "Accept one finding: write it to acknowledgements.yaml, with its figures and the reason.",
    ),
    "findings": Command(
        "findings",
        "findings",
        "What contradicts itself in the documents: what it is, what it costs, what to ask whom, as a page to read.",
    ),
    "site": Command(
        "site",
        "site",
        "The programme as pages, in three languages: open index.html in the folder, or publish it.",
    ),
    "export": Command(
        "export",
        "export",
        "The programme as others ask for it: `iati`, one activity an outcome, or `datasets`, tidy tables.",
    ),
    "import": Command(
        "import_",
        "import_",
        "Take in forms that came back: show what they change and what of them cannot be taken, then write those lines.",
    ),
    "portfolio": Command(
        "portfolio",
        "portfolio",
        "Many programmes at once: every folder below DIR that holds programme.yaml.",
    ),
    "schema": Command(
        "schema",
        "schema",
        "The JSON Schema of a kind of file, for editors and other validators; without a kind, of all into a folder.",
    ),
}


@contextmanager
def _spoken() -> Iterator[None]:
    """Faults of usage speak the language that was asked for."""
    try:
        yield
    except Exception as fault:
        if hasattr(fault, "format_message"):
            from cic.cli.usage_faults import say_in_language

            say_in_language(fault)
        raise


def _may_ask_for_a_language() -> bool:
    """Whether anything says that the help is to be in another language than English, for which more is imported."""
    named = [os.environ.get(name, "")[:2].lower() for name in ("CIC_LANG", "LC_ALL", "LC_MESSAGES", "LANG")]
    others = {one.value for one in LanguageCode} - {"en"}
    return not others.isdisjoint(named) or any(one.startswith("--lang") for one in sys.argv)


def _writable(text: str) -> str:
    """A text that the library prints, which takes an output of ASCII for one of UTF-8."""
    if text.isascii() or codecs.lookup(sys.stdout.encoding or "ascii").name != "ascii":
        return text
    from cic.base.ascii import IN_ASCII

    return text.encode("ascii", IN_ASCII).decode()


class _Command(TyperCommand):
    """A command whose help speaks the language that was asked for."""

    def get_help(self, ctx: Any) -> str:
        """The help, whole at any width."""
        if not _may_ask_for_a_language():
            return _writable(super().get_help(ctx))
        from cic.cli.help import help_said

        return _writable(help_said(ctx, super().get_help))


class _Commands(TyperGroup):
    """The commands by name and summary, and each imported when it runs or says its own help: whoever runs one does not
    wait for the others, and whoever asks what there is waits for none."""

    def __init__(self, **settings: Any) -> None:
        summaries = [TyperCommand(name, help=command.summary) for name, command in COMMANDS.items()]
        super().__init__(**{**settings, "commands": summaries})

    def get_help(self, ctx: Any) -> str:
        """What there is, in the language that was asked for."""
        if not _may_ask_for_a_language():
            return _writable(super().get_help(ctx))
        from cic.cli.help import help_said

        return _writable(help_said(ctx, super().get_help))

    def make_context(self, *given: Any, **settings: Any) -> Any:
        """The command line as far as the command. Raises a fault of usage in the language that was asked for."""
        with _spoken():
            return super().make_context(*given, **settings)

    def invoke(self, ctx: Any) -> Any:
        """Run the command. Raises a fault of usage in the language that was asked for."""
        with _spoken():
            return super().invoke(ctx)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 as Typer calls it
        """Each command with its whole summary, over as many lines as that takes."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.summary) for name, command in COMMANDS.items()])

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The name of the command that was asked for, the whole of it, and what follows the name. Raises the fault of
        usage that Typer has for a name that is none."""
        name, _, rest = super().resolve_command(ctx, args)
        return name, name and whole_command(name), rest


def whole_command(name: str) -> Any:
    """The command with its options."""
    command = COMMANDS[name]
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    alone.command(name, cls=_Command)(getattr(import_module(f"cic.cli.{command.module}"), command.function))
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
    lang: Annotated[
        LanguageCode | None,
        typer.Option("--lang", help="The language of this help, and of the command unless it says another."),
    ] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show a traceback after an internal error.")] = False,
) -> None:
    """Keep the promises, the money and the results of a partnership programme as reviewed plain text."""
    if lang is not None:
        os.environ["CIC_LANG"] = lang.value
    if debug:
        os.environ[DEBUG_VARIABLE] = "1"
