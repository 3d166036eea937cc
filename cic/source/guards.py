"""What a file must pass before a YAML parser sees it, because the parser would crash, hang or misread it.

The limits are generous for text that people review: the largest file of a real programme has some 60 KB and six
levels, and a file at the limit, however it is made, is read in about a second.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

import yaml
from yaml._yaml import CParser

from cic.base.message import phrase
from cic.diagnostics import MOST_LISTED, Place, Problem, with_rest
from cic.source.rules import (
    BYTE_ORDER_MARK,
    FILE_ENCODING,
    FILE_TOO_LARGE,
    FORBIDDEN_CHARACTER,
    TOO_DEEP,
    YAML_FEATURE,
)

MAX_BYTES = 512 * 1024
MAX_DEPTH = 32

# Line breaks that editors disagree about (a lone CR, NEL, U+2028, U+2029), control characters, bidirectional overrides.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]|\r(?!\n)"
)
# The sign comes first and what stands before it is looked at afterwards, because a search for one sign is quick.
_ANCHOR_OR_TAG = re.compile(r"[&!*](?<![^\s,\[{?:-].)")
_STRANGE_STARTS = frozenset((b"%", b"\xd0", b"{", b"\x89", b"\xff", b"G", b"\x1f", b"7", b"R", b"b", b"S", b"P"))
"""The first bytes of files that are no text; texts begin with some of them, too."""
_ORDINARY = bytes(range(0x20, 0x7F)) + b"\t\n"
_INDENTERS = bytes.maketrans(b"\t?:-", b"    ")
_DEEP_LINE = b" " * 64
_STEP = 8
_DEEP_STEPS = _DEEP_LINE[::_STEP]
_MANY_BRACKETS = 400


def decode(file: str, raw: bytes) -> tuple[str | None, list[Problem]]:
    """The text of a file, or None where it cannot be trusted, with what is wrong with its bytes.

    A byte order mark is taken off and reported; line ends stay as they are (the parser reads CRLF).
    """
    if raw[:1] in _STRANGE_STARTS:
        from cic.source.other_files import other_bytes

        other = other_bytes(file, raw)
        if other is not None:
            return None, [other]
    if len(raw) > MAX_BYTES:
        start = Place(file, 1, 1, 1, 1)
        return None, [
            FILE_TOO_LARGE.problem(start, "the file is larger than {limit} bytes and was not read", limit=MAX_BYTES)
        ]
    found = []
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or (b"\0" in raw and _is_wide(raw)):
        return None, [
            FILE_ENCODING.problem(
                Place(file, 1, 1, 1, 1),
                "the file is written in UTF-16, not in UTF-8",
                encoding="UTF-16",
            )
        ]
    if raw.startswith(b"\xef\xbb\xbf"):
        raw = raw[3:]
        found.append(
            BYTE_ORDER_MARK.problem(Place(file, 1, 1, 1, 1), "the file begins with an invisible byte order mark")
        )
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        line, column = _line_and_column(before)
        byte = raw[error.start]
        guess = bytes([byte]).decode("cp1252", "replace")
        is_sure = guess.isprintable() and guess != "\ufffd"
        return None, [
            *found,
            FILE_ENCODING.problem(
                Place(file, line, column, line, column + 1),
                "the byte {byte} is not UTF-8 (in Windows-1252 it would be “{guess}”)"
                if is_sure
                else "the byte {byte} is not UTF-8",
                byte=f"0x{byte:02X}",
                guess=guess,
            ),
        ]
    # What is left are the unusual characters, whole, because each of their bytes is unusual: far fewer than the text.
    unusual = raw.translate(None, _ORDINARY)
    if not _FORBIDDEN.search(unusual.decode("utf-8")):
        return text, found
    if "\r" in text and "\n" not in text:
        from cic.source.other_files import old_mac

        return None, [*found, old_mac(file)]
    forbidden = _forbidden_characters(file, text)
    return (None if forbidden else text), found + forbidden


def _is_wide(raw: bytes) -> bool:
    """Whether each sign takes two bytes or more, as in UTF-16, without the mark that says so."""
    start = raw[:400]
    return len(start) >= 4 and max(start[::2].count(0), start[1::2].count(0)) > len(start) * 0.4


def name_character(character: str) -> str:
    """How to speak of a character that cannot be shown: `U+202E RIGHT-TO-LEFT OVERRIDE`."""
    names = {
        "\x00": "NULL",
        "\x1b": "ESCAPE",
        "\r": "CARRIAGE RETURN without LINE FEED",
        "\x85": "NEXT LINE",
        "\x07": "BELL",
    }
    name = names.get(character) or unicodedata.name(character, "control character")
    return f"U+{ord(character):04X} {name}"


def forbidden_in(value: str) -> str | None:
    """The first character of a value that must not be there (written as an escape such as `\\e`), or None."""
    match = _FORBIDDEN.search(value)
    return match.group() if match else None


def _forbidden_characters(file: str, text: str) -> list[Problem]:
    matches = list(_FORBIDDEN.finditer(text))
    starts = [0, *(match.end() for match in re.finditer("\n", text))] if matches else []
    found = []
    for match in matches[:MOST_LISTED]:
        line = bisect_right(starts, match.start())
        column = match.start() - starts[line - 1] + 1
        template = "the character {name} is invisible and is not allowed"
        name = name_character(match.group()[0])
        found.append(FORBIDDEN_CHARACTER.problem(Place(file, line, column, line, column + 1), template, name=name))
    return with_rest(found, len(matches))


def _line_and_column(before: str) -> tuple[int, int]:
    line = before.count("\n") + 1
    return line, len(before) - (before.rfind("\n") + 1) + 1


def refuse_structure(file: str, text: str) -> list[Problem]:
    """Anchors, aliases, tags and directives, and nesting that would crash the parser: found by walking the events,
    which is safe at any depth. Most files need no walk: nothing in them looks like one of these.
    """
    # a search for one sign takes next to nothing, so nothing else is looked for where it is not there
    suspicious = (
        (("&" in text or "!" in text or "*" in text) and _ANCHOR_OR_TAG.search(text))
        or ("%" in text and (text.startswith("%") or "\n%" in text))
        or _may_be_deep(text)
    )
    if not suspicious:
        return []
    listed: list[Problem] = []
    deep: list[Problem] = []
    count = depth = 0
    parser = CParser(text)
    try:
        while not deep:
            event = parser.get_event()
            if event is None or isinstance(event, yaml.StreamEndEvent):
                break
            place = _place(file, event.start_mark)
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > MAX_DEPTH:
                    deep.append(TOO_DEEP.problem(place, "more than {limit} levels of nesting", limit=MAX_DEPTH))
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            for template, params in _refused(event):
                count += 1
                if count <= MOST_LISTED:
                    listed.append(YAML_FEATURE.problem(place, template, **params))
    except yaml.YAMLError:
        pass  # the parse that follows reports it, with its place
    return with_rest(listed, count) + deep


def _may_be_deep(text: str) -> bool:
    """Whether so many signs that begin a level stand in a row anywhere, or so many brackets."""
    # of a row of 64 each eighth sign is one, wherever it begins; few texts have that, and it is an eighth of the work
    steps = text[::_STEP].encode().translate(_INDENTERS)
    if _DEEP_STEPS in steps and _DEEP_LINE in text.encode().translate(_INDENTERS):
        return True
    brackets = (text.count(sign) for sign in "[{" if sign in text)
    return sum(brackets) > _MANY_BRACKETS


def _refused(event: yaml.Event) -> Iterator[tuple[str, dict[str, Any]]]:
    """The features of YAML in an event that have no place here: how to say it, and what of."""
    if isinstance(event, yaml.DocumentStartEvent) and (event.version or event.tags):
        yield phrase("directives (%…) have no place in these files"), {"feature": "directive"}
    elif isinstance(event, yaml.AliasEvent):
        yield phrase("an alias (*) has no place in these files"), {"feature": "alias"}
    elif isinstance(event, yaml.NodeEvent):
        if event.anchor is not None:
            yield phrase("an anchor (&) has no place in these files"), {"feature": "anchor"}
        tag = getattr(event, "tag", None)
        if tag is not None:
            yield phrase("the tag {name} has no place in these files"), {"feature": "tag", "name": tag}


def _place(file: str, mark: Any) -> Place:
    return Place(file, mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)
