"""What was probably meant where a text is not YAML: the line and the column of a slip of the keys, and what to write.
Needed only where something is wrong."""

from __future__ import annotations

import re
from typing import NamedTuple

from cic.base.message import Message

_NO_BLANK = re.compile(
    r"(\s*(?:- +)?)([A-Za-z_][\w.-]*|[0-9]{4})[ \u00a0\u202f]*"
    r"(?:(:)(?![ \t]|$|//)|(\uff1a))([\u00a0\u202f\u3000\u2007]*)"
)
_EQUALS = re.compile(r"(\s*(?:- +)?[A-Za-z_][\w.-]*) *=")
_BULLET = re.compile(r"\s*([\u2013\u2014\u2022\u00b7\u2010\u2212\u25cf\u25aa*])[ \u00a0]")
_ODD_INDENT = re.compile(r" *[\u00a0\u202f\u2007\u3000\u2002-\u200a]+")
CURLY = "“”„«»‟‹›"
_CURLY = re.compile(f"[{CURLY}]")


class Slip(NamedTuple):
    """Where a slip stands, what is wrong and what to write."""

    line: int
    column: int
    fault: Message
    advice: Message


def slip_near(text: str, first: int, last: int) -> Slip | None:
    """The first slip in the lines between the two (from 1), in which the parser lost the thread; None where nothing of
    what people often type is seen."""
    lines = text.split("\n")
    for number in range(max(first - 1, 1), min(last, len(lines)) + 1):
        found = _slip(lines[number - 1].rstrip("\r"), number)
        if found is not None:
            return found
    return None


def _slip(line: str, number: int) -> Slip | None:
    if line.lstrip(" ").startswith("#"):
        return None
    match = _ODD_INDENT.match(line)
    if match:
        odd = Message("this line begins with blanks of another kind, as web pages and e-mails have them")
        return Slip(number, 1, odd, Message("delete them, and indent with the space bar"))
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent:
        column = indent.index("\t") + 1
        return Slip(number, column, Message("a tab stands in this line"), Message("indent with spaces, not with tabs"))
    match = _NO_BLANK.match(line)
    if match:
        return _no_blank(match, number)
    match = _BULLET.match(line)
    if match:
        fault = Message("{sign} does not begin an item of a list", {"sign": match[1]})
        return Slip(number, match.start(1) + 1, fault, Message("write a hyphen and a blank: - "))
    match = _EQUALS.match(line)
    if match and ": " not in line:
        fault = Message("an equals sign stands where a colon belongs")
        return Slip(number, match.end(), fault, Message("write a colon and a blank after the key, instead of ="))
    match = _CURLY.search(line)
    if match:
        fault = Message("{sign} is no quotation mark of YAML", {"sign": match[0]})
        return Slip(number, match.start() + 1, fault, Message('write straight quotation marks: "…"'))
    return None


def _no_blank(match: re.Match[str], number: int) -> Slip:
    fault = Message("after this colon a blank is missing")
    if match[4]:
        fault = Message("this colon is one of another script")
    elif match[5]:
        fault = Message("after this colon stands a blank of another kind, as web pages and e-mails have it")
    return Slip(
        number, max(match.start(3), match.start(4)) + 1, fault, Message("write a colon and a blank after the key")
    )


def key_without_blank(text: str) -> str | None:
    """The key in a text in which a key and its value stand together without a blank; None where it is none.

    >>> key_without_blank("value:1"), key_without_blank("https://example.org")
    ('value', None)
    """
    match = _NO_BLANK.match(text)
    return None if match is None else match[2]
