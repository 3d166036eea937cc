"""Where the lines of a text may break: not before a sign that the language sets off with a blank, and not between a
figure and what it counts."""

from __future__ import annotations

import re
import textwrap

GLUE = "\ufdd0"
"""Stands for a blank at which no line breaks, while lines are made. Unicode gives it to programs for their own use."""
_BLANK = re.compile(
    r"(?<=\S) (?=[:;?!»](?:\s|$|[)\]]))"  # French: « oui » ; non : quoi ?
    r"|(?<=«) (?=\S)"
    r"|(?<=\d) (?=(?:%|€|[A-Z]{3})(?![^\W_]))"  # 12,5 %, 100.00 EUR
    r"|(?<=[≥≤]) (?=\d)"
)


def glued(text: str, glue: str = GLUE) -> str:
    """The text with a sign of its own in place of each blank at which no line may break.

    >>> glued("à savoir : ≥ 12,5 % de 100.00 EUR", "~")
    'à savoir~: ≥~12,5~% de 100.00~EUR'
    """
    return _BLANK.sub(glue, text)


def unglued(text: str) -> str:
    """The text with plain blanks again, once its lines are made."""
    return text.replace(GLUE, " ")


def wrapped(text: str, width: int, first: str = "", hanging: str = "", at_hyphens: bool = True) -> list[str]:
    """The text over lines of a width, the first one after `first`, the others after `hanging`; none for no text."""
    lines = textwrap.wrap(
        glued(text), width, initial_indent=first, subsequent_indent=hanging, break_on_hyphens=at_hyphens
    )
    return list(map(unglued, lines))
