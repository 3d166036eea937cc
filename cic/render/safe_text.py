"""Text of strangers, made safe to print."""

from __future__ import annotations

import re

_CONTROL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
# Commands to CI runners: `##[name]` (GitHub) and `##name[` (Azure, TeamCity) anywhere in a line, `::` at its start,
# where a table that wraps may put any word or part of a word.
_COMMAND = re.compile(r"(?=##\w*\[)#|:(?=:)")


def harmless_json(text: str) -> str:
    """JSON in which no control character, no bidirectional override and no command to a CI runner stands as such."""
    safe = _COMMAND.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
    return _CONTROL.sub(lambda match: match.group() if match.group() == "\n" else f"\\u{ord(match.group()):04x}", safe)


def harmless(text: str) -> str:
    """The text on one line, with control characters and bidirectional overrides shown as escapes.

    So is what a CI runner takes for a command in a line of a log.

    >>> harmless("a\\x1b[31m")
    'a\\\\x1b[31m'
    >>> harmless("::error::##[error]")
    '\\\\x3a:error\\\\x3a:\\\\x23#[error]'
    """
    safe = _CONTROL.sub(lambda match: match.group().encode("unicode_escape").decode("ascii"), text)
    return _COMMAND.sub(lambda match: f"\\x{ord(match.group()):x}", safe)
