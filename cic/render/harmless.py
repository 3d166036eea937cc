"""Text of strangers, made safe to print."""

from __future__ import annotations

import re

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def harmless_json(text: str) -> str:
    """JSON in which no control character and no bidirectional override stands as such."""
    return _CONTROL.sub(lambda match: match.group() if match.group() == "\n" else f"\\u{ord(match.group()):04x}", text)


def harmless(text: str) -> str:
    """The text on one line, with control characters and bidirectional overrides shown as escapes.

    >>> harmless("a\\x1b[31m")
    'a\\\\x1b[31m'
    """
    return _CONTROL.sub(lambda match: match.group().encode("unicode_escape").decode("ascii"), text)
