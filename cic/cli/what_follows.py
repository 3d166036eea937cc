"""What follows for the check from what is entered, for whoever has the preview alone: each new error with what to do,
the other findings counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from cic.base.message import Message, phrase
from cic.cli.lines import say

if TYPE_CHECKING:
    from cic.diagnostics import Finding
    from cic.language import Language

_CLOSED = phrase(
    "the figures of that year were sent already, so whoever answers for the programme decides which one holds. The "
    "earlier one: leave this answer out (empty the cell in the form, or write the earlier figure there, and give the "
    "form again). The new one: write it, and have whoever keeps the data add below `corrections:` of {file}, with the "
    "reason: {entry}"
)
_WORDS_OF_ENTRY = {"CIC521": _CLOSED}
"""What to do about findings whose hint speaks to those who edit files."""


Typed = Callable[["Finding"], "Message | None"]
"""Where what a finding is of was typed: the form, the sheet and the cell; None where it was not."""


def say_errors(found: Sequence[Finding], root: str, language: Language, typed: Typed | None = None) -> None:
    """Say of each error that would come where it is, what it is, and what to do; once for all that have the same to be
    done."""
    if not found:
        return
    say("")
    say(language.say(Message("What to do about the new errors:")))
    advised: dict[str, list[Finding]] = {}
    for one in found:
        advised.setdefault(language.say(_advice(one)), []).append(one)
    for advice, alike in advised.items():
        for one in alike:
            cell = typed(one) if typed is not None else None
            place = language.say(cell) if cell is not None else f"{root}/{one.place.file}, {one.path}"
            say(f"  {one.code} {place}: {language.say(one.message)}")
        say(f"     {advice}")


def _advice(one: Finding) -> Message:
    words = _WORDS_OF_ENTRY.get(one.code)
    return one.hint if words is None else Message(words, one.message.params)


def say_others(found: Sequence[Finding], language: Language) -> None:
    """Say how many warnings and remarks would come, by the rule that has them."""
    if not found:
        return
    count = Counter((one.code, one.rule) for one in found)
    say("")
    say(language.say(Message("New warnings and remarks, by their rule (cic explain CODE tells more):")))
    for (code, name), number in count.most_common():
        say(f"  {number:>4}  {code} {name}")
