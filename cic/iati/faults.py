"""What is wrong with a file of IATI: values, whichever check says so."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from cic.base.message import Message

Check = Literal["schema", "codelists", "ruleset", "beyond"]
"""Who says so: the schema, the lists of codes, the official rules; or what none of these sees."""


class Fault(NamedTuple):
    """One thing that is wrong.

    rule: the number of the official rule, or the name of the list. path: the element, as XPath. line: in the file.
    is_error: whether the file must not be published so; a warning of the official rules is none.
    """

    check: Check
    rule: str
    path: str
    line: int
    message: Message
    is_error: bool = True


def place(element: Any) -> tuple[str, int]:
    """Where an element stands."""
    return element.getroottree().getpath(element), element.sourceline or 0
