"""`cic rules` and `cic explain`: the manual of the checks."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from cic.rules.rule import Rule


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
    rule: Annotated[
        str, typer.Argument(help="A code or a name: CIC301, budget-years.", autocompletion=lambda: _codes())
    ],
) -> None:
    """What a rule checks, why it matters, an example that fails and one that passes, how to mend it.

    Examples:

      cic explain CIC301

      cic explain target-open
    """
    from cic.rules import find_rule

    for line in manual(find_rule(rule)):
        print(line)


def manual(rule: Rule) -> Iterator[str]:
    """The manual of a rule, line by line."""
    yield f"{rule.code} {rule.name} ({rule.severity.label})"
    yield rule.title
    for title, text in (("What it checks", rule.checks), ("Why it matters", rule.why), ("How to mend it", rule.mend)):
        yield ""
        yield title
        yield from textwrap.wrap(text, 88, initial_indent="  ", subsequent_indent="  ")
    for title, example in (("Fails, at the lines marked #!", rule.fails), ("Passes", rule.passes)):
        if example:
            yield ""
            yield title
            yield from (f"  {line}".rstrip() for line in example.splitlines())


def _codes() -> list[str]:
    from cic.rules import RULES

    return [rule.code for rule in RULES]
