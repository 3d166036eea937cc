"""Text of strangers, made safe to print. Only what is made here is SafeText, and only SafeText is written: a format
that forgets to clean what it is given writes nothing that runs."""

from __future__ import annotations

import re
from typing import Literal, NewType

SafeText = NewType("SafeText", str)
"""Text without control characters, bidirectional overrides and commands to a CI runner, which was made so here."""
Guard = Literal["text", "coloured", "json", "commands"]
"""What a whole output may hold beside text: nothing; colours, where they are wanted; the escapes of JSON, in place of
ours; its own commands to a CI runner."""

_CONTROL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
# Commands to CI runners: `##[name]` (GitHub) and `##name[` (Azure, TeamCity) anywhere in a line, `::` at its start,
# where a table that wraps may put any word or part of a word.
_COMMAND = re.compile(r"(?=##\w*\[)#|:(?=:)")


_COLOUR = re.compile(r"\x1b\[(?:(?:[0-2]|3[0-7]|9[0-7])(?:;|(?=m)))+m")
"""Of Rich and of ours; no sequence that moves, hides, links or asks."""
_COMMAND_LINE = re.compile(r"(?=##\w*\[)#|^([ \t]*):(?=:)", re.MULTILINE)
_LINE_BREAK = re.compile("\r?\n")


def guarded(output: str, guard: Guard) -> SafeText:
    """A whole output, with whatever a format let through shown as escapes: the last thing that is done to it.

    >>> guarded("a\\x1b[2J\\n::error::b\\n", "text")
    'a\\\\x1b[2J\\n\\\\x3a:error::b\\n'
    """
    if guard == "json":
        return SafeText(harmless_json(output))
    kept = _COLOUR if guard == "coloured" else _LINE_BREAK
    is_clean = not _CONTROL.search(_LINE_BREAK.sub("", output))
    safe = output if is_clean else _escaped_between(_LINE_BREAK, output, kept)
    if guard != "commands":
        safe = _COMMAND_LINE.sub(lambda match: f"{match[1] or ''}\\x{ord(match.group()[-1]):x}", safe)
    return SafeText(safe)


def _escaped_between(breaks: re.Pattern[str], output: str, kept: re.Pattern[str]) -> str:
    """The output with control characters as escapes, but for line breaks and what else is kept."""
    allowed = re.compile(f"{breaks.pattern}|{kept.pattern}")
    parts, end = [], 0
    for match in allowed.finditer(output):
        parts += [_CONTROL.sub(_escape, output[end : match.start()]), match.group()]
        end = match.end()
    return "".join([*parts, _CONTROL.sub(_escape, output[end:])])


def _escape(match: re.Match[str]) -> str:
    return match.group().encode("unicode_escape").decode("ascii")


def harmless_json(text: str) -> str:
    """JSON in which no control character, no bidirectional override and no command to a CI runner stands as such."""
    safe = _COMMAND.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
    return _CONTROL.sub(lambda match: match.group() if match.group() == "\n" else f"\\u{ord(match.group()):04x}", safe)


def harmless(text: str) -> SafeText:
    """The text on one line, with control characters and bidirectional overrides shown as escapes.

    So is what a CI runner takes for a command in a line of a log.

    >>> harmless("a\\x1b[31m")
    'a\\\\x1b[31m'
    >>> harmless("::error::##[error]")
    '\\\\x3a:error\\\\x3a:\\\\x23#[error]'
    """
    safe = _CONTROL.sub(_escape, text)
    return SafeText(_COMMAND.sub(lambda match: f"\\x{ord(match.group()):x}", safe))
