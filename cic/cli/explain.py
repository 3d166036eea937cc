"""`cic rules` and `cic explain`: the manual of the checks."""

from __future__ import annotations

from typing import Annotated

import typer

from cic.cli.completion import complete_rule
from cic.cli.options import Lang, chosen_language


def rules(
    as_json: Annotated[bool, typer.Option("--json", help="For other programs.")] = False,
) -> None:
    """List every rule: its code, its severity, its name and what is wrong.

    Examples:

      cic rules

      cic rules --json
    """
    from cic.rules import RULES

    if as_json:
        import json

        fields = [{"code": r.code, "name": r.name, "severity": r.severity.label, "title": r.title} for r in RULES]
        print(json.dumps(fields, ensure_ascii=False, indent=2))
        return
    for rule in RULES:
        print(f"{rule.code}  {rule.severity.label:7}  {rule.name:24}  {rule.title}")


def explain(
    rule: Annotated[str, typer.Argument(help="A code or a name: CIC301, budget-years.", autocompletion=complete_rule)],
    lang: Lang = None,
) -> None:
    """What a rule checks, why it matters, an example that fails and one that passes, how to mend it.

    Examples:

      cic explain CIC301

      cic explain target-open
    """
    from cic.diagnostics import Message
    from cic.rules import find_rule
    from cic.rules.manual import page

    language = chosen_language(lang)
    if language.code != "en":
        print(language.say(Message("This page of the manual is in English.")), end="\n\n")
    print(page(find_rule(rule).code), end="")
