"""Why something failed, in words of the system or of Python, of which the commonest are known in every language."""

from __future__ import annotations

from cic.base.message import Message

NO_REASON = Message("no reason given")

_KNOWN = {
    str(one): one
    for one in (
        Message("Directory not empty"),
        Message("Disk quota exceeded"),
        Message("File exists"),
        Message("File name too long"),
        Message("Input/output error"),
        Message("Is a directory"),
        Message("No space left on device"),
        Message("No such device or address"),
        Message("No such file or directory"),
        Message("Not a directory"),
        Message("Operation not permitted"),
        Message("Permission denied"),
        Message("Read-only file system"),
        Message("Text file busy"),
        Message("Too many levels of symbolic links"),
        Message("Too many open files"),
        # of JSON
        Message("Expecting ',' delimiter"),
        Message("Expecting ':' delimiter"),
        Message("Expecting property name enclosed in double quotes"),
        Message("Expecting value"),
        Message("Extra data"),
        Message("Illegal trailing comma before end of array"),
        Message("Illegal trailing comma before end of object"),
        Message("Invalid \\escape"),
        Message("Invalid control character at"),
        Message("Unterminated string starting at"),
    )
}


def reason_of(error: OSError) -> Message | str:
    """What the system says of a failure, without the file."""
    return in_known_words(error.strerror) if error.strerror else NO_REASON


def in_known_words(text: str) -> Message | str:
    """A text of the system as one that other languages have, where they do."""
    return _KNOWN.get(text, text)


def failure_of(error: OSError) -> Message | str:
    """All that the system says of a failure, with its number and the file."""
    text, reason = str(error), error.strerror or ""
    if reason not in _KNOWN:
        return text
    before, _, after = text.partition(reason)
    return Message("{before}{reason}{after}", {"before": before, "reason": _KNOWN[reason], "after": after})
