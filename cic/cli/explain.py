"""`cic rules` and `cic explain`: the manual of the checks."""

from __future__ import annotations

from typing import Annotated

import typer

from cic.cli.completion import complete_rule
from cic.cli.options import (
    Colour,
    ColourOption,
    Lang,
    ManualFormat,
    OneTable,
    OutputFile,
    OutputFiles,
    TableFormat,
    Width,
    chosen_language,
)
from cic.cli.output import choose, setting, write, write_page


def rules(
    format: TableFormat = None,
    output: OutputFiles = None,
    table: OneTable = None,
    width: Width = None,
    lang: Lang = None,
    colour: ColourOption = Colour.auto,
) -> None:
    """List every rule: its code, its severity, its name and what is wrong.

    Examples:

      cic rules

      cic rules --format json
    """
    from cic.pages.rules import rules_page

    write_page(rules_page(), chosen_language(lang), format, output, table=table, width=width, colour=colour)


def explain(
    rule: Annotated[str, typer.Argument(help="A code or a name: CIC301, budget-years.", autocompletion=complete_rule)],
    format: ManualFormat = None,
    output: OutputFile = None,
    width: Width = None,
    lang: Lang = None,
    colour: ColourOption = Colour.auto,
) -> None:
    """What a rule checks, why it matters, an example that fails and one that passes, how to mend it.

    Examples:

      cic explain CIC301

      cic explain target-open
    """
    from cic.render.formats import MANUAL
    from cic.rules import find_rule

    chosen = choose(MANUAL, format, output, "markdown")
    settled = setting(chosen_language(lang), output, width=width, colour=colour)
    write(find_rule(rule).code, chosen, settled, output)
