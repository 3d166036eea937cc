"""Texts that are written from right to left, so that they turn round no words and figures beside them.

Where a text may hold no markup, the two signs of Unicode that isolate it are ours alone: they are put around it last,
in each line apart, and whatever of the kind a stranger wrote has been shown as an escape before.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_ISOLATE, _END = "\u2068", "\u2069"
_RIGHT_TO_LEFT = r"\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff"
_HOLDS = re.compile(f"[{_RIGHT_TO_LEFT}]")
_RUN = re.compile(f"[{_RIGHT_TO_LEFT}](?:.*[{_RIGHT_TO_LEFT}])?(?: [0-9][0-9.,/:-]*(?: ?%)?[.!]?$)?")
"""From the first sign of such a script to the last, with the number in which the text ends: it belongs to it."""
_BETWEEN = re.compile(r"(\n|  +|\||│|`|\x1b\[[0-9;]*m)")
"""What parts one cell from the next, and lines."""


def holds_right_to_left(text: str) -> bool:
    """Whether a sign of a script that is written from right to left stands in the text."""
    return not text.isascii() and _HOLDS.search(text) is not None


def is_right_to_left(text: str) -> bool:
    """Whether the text as a whole is: by its first letter, as Unicode has it.

    >>> is_right_to_left("\u0633\u062c\u0644 2033"), is_right_to_left("Register (\u0633\u062c\u0644)")
    (True, False)
    """
    kinds = map(unicodedata.bidirectional, text)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"


def isolated(text: str) -> str:
    """The lines and cells with each text from right to left between the two signs, and all others as they are.

    >>> isolated("a: \u05d0\u05d1 12 \u05d2  3").encode("unicode_escape")
    b'a: \\\\u2068\\\\u05d0\\\\u05d1 12 \\\\u05d2\\\\u2069  3'
    """
    return "".join(f"{_ISOLATE}{part}{_END}" if is_apart else part for part, is_apart in parted(text))


def parted(text: str) -> Iterator[tuple[str, bool]]:
    """The text in parts, each with whether it is one from right to left: a whole cell where that begins so, else no
    more than from the first sign of it to the last, with a number at its end."""
    if not holds_right_to_left(text):
        yield text, False
        return
    for cell in _BETWEEN.split(text):
        bare = cell.strip()
        if not bare or not holds_right_to_left(bare):
            yield cell, False
            continue
        start = cell.index(bare)
        run = None if is_right_to_left(bare) else _RUN.search(bare)
        first, last = run.span() if run else (0, len(bare))
        yield cell[: start + first], False
        yield bare[first:last], True
        yield cell[start + last :], False
