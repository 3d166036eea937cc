"""Outputs without the signs that we put around texts from right to left."""

from __future__ import annotations

import re

_OURS = re.compile(
    "\u2068([^\u2066-\u2069\n]*[\u0590-\u08ff\ufb1d-\ufefe\U00010800-\U0001efff][^\u2066-\u2069\n]*)\u2069"
)


def without_isolates(text: str) -> str:
    """The text without pairs of them that hold such a text, on one line; whatever else stands there stays."""
    return _OURS.sub(r"\1", text)
