"""Single lines for whoever runs a command, safe to print: what was done, and what stands beside the output."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from cic.render.safe_text import sanitized

if TYPE_CHECKING:
    from cic.base.message import Message
    from cic.language import Language


def say(text: str) -> None:
    """Say on standard output what was done."""
    sys.stdout.write(sanitized(text) + "\n")


def remark(words: Message, language: Language) -> None:
    """Say on standard error what stands beside the output."""
    complain(language.say(words))


def complain(text: str) -> None:
    """Say on standard error what is wrong, or what to do about it."""
    print(sanitized(text), file=sys.stderr)
