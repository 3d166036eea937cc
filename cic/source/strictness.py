"""What the parser takes and YAML 1.2 does not: other programs refuse such a file, or read something else in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml
from yaml._yaml import CParser

from cic.base.message import Message, phrase
from cic.diagnostics import MOST_LISTED, Place, Problem, with_rest
from cic.source.rules import YAML_SYNTAX

# each begins with the rarer sign and looks back, because a search for one sign is quick
_COMMENT_WITHOUT_SPACE = re.compile(r"#(?<=\S#)")
_QUESTION = re.compile(r"\?(?=[^\s,\]}])")
_BLANK_LINE = re.compile(r"\n +\r?\n")
_BLANK_BELOW = {sign: re.compile(rf"{re.escape(sign)}[^{sign}\n]*\n(?:\s*\n)? \s*\n") for sign in "|>"}
"""Below a line with one of the signs that a text on several lines begins with: an empty line that has spaces, perhaps
after others. Each line is looked through once, from the last such sign in it."""
_HEADER = re.compile(r"[|>](?P<indicators>[-+0-9]*)(?P<rest>[^\n]*)")
_NEAR = 1000
"""So many characters before a sign are looked at first: nearly always there is something."""
_COMMENT = re.compile(r"(?:^|(?<=\s))#", re.MULTILINE)
_ONLY_CLOSES = re.compile(r"[\]},\s]*(?:#.*)?")


class _What(NamedTuple):
    """What is wrong, and what to do about it."""

    template: str
    hint: str


class _Fault(NamedTuple):
    """What is wrong where (an index of the text)."""

    at: int
    what: _What


_SPACE = _What(
    phrase("not YAML: a comment begins here without a space before its #"),
    phrase("put a space before the #; put a text with a # that belongs to it in quotes"),
)
_KEY = _What(
    phrase("not YAML: the ? would be lost here, because in brackets it says that a key follows"),
    phrase("put a text that begins with ? in quotes"),
)
_INDENTATION = _What(
    phrase("not YAML: this line goes on with a text or a list that began above, and is not indented far enough"),
    phrase("indent it with spaces, further than the key or the dash that the text or the list belongs to"),
)
_EMPTY_LINES = _What(
    phrase("not YAML: this empty line has more spaces than the text below it"),
    phrase("take the spaces out of the empty lines above the text"),
)


def may_be_misread(text: str, are_nodes_known: bool) -> bool:
    """Whether a text that could be parsed has anything of which the parser takes more than YAML does, as far as its
    signs tell; what stands on several lines is known to whoever has its nodes.

    are_nodes_known: whether all of them were looked at; else any empty line with spaces is one too many.
    """
    # a search for one sign takes next to nothing, so nothing else is looked for where it is not there
    if "#" in text and _COMMENT_WITHOUT_SPACE.search(text):
        return True
    if "?" in text and next(_questions(text), None) is not None:
        return True
    if are_nodes_known and not any(sign in text and blank.search(text) for sign, blank in _BLANK_BELOW.items()):
        return False
    return _BLANK_LINE.search(text) is not None


def _questions(text: str) -> Iterator[re.Match[str]]:
    """Each ? that stands first after a bracket or a comma, with something right behind it."""
    for match in _QUESTION.finditer(text):
        at = match.start()
        near = text[max(0, at - _NEAR) : at].rstrip() or text[:at].rstrip()
        if near.endswith(("[", "{", ",")):
            yield match


def stands_on_several_lines(node: Any) -> bool:
    """Whether a text in quotes or a list in brackets goes on below its first line."""
    return bool(node.start_mark.line != node.end_mark.line)


def _column(event: Any) -> int:
    column: int = event.start_mark.column
    return column


def misread(file: str, text: str) -> list[Problem]:
    """What of a text that could be parsed is no YAML all the same."""
    faults = sorted({one.at: one for one in _Reading(text).faults()}.values())
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    found = []
    for one in faults[:MOST_LISTED]:
        line = bisect_right(starts, one.at)
        column = one.at - starts[line - 1] + 1
        place = Place(file, line, column, line, column + 1)
        found.append(YAML_SYNTAX.problem(place, one.what.template, advice=Message(one.what.hint)))
    return with_rest(found, len(faults))


class _Reading:
    """One walk over the events of a text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: list[int] = []
        self._ends: list[int] = []

    def faults(self) -> Iterator[_Fault]:
        """Every fault; some more than once."""
        columns = [-1]
        brackets = 0
        opened: Any = None
        parser = CParser(self._text)
        event: Any
        while not isinstance(event := parser.get_event(), yaml.StreamEndEvent):
            if isinstance(event, yaml.CollectionStartEvent):
                if event.flow_style:
                    opened = opened if brackets else event
                    brackets += 1
                else:
                    columns.append(_column(event))
            elif isinstance(event, yaml.CollectionEndEvent):
                if brackets:
                    brackets -= 1
                    if not brackets and opened is not None:
                        yield from self._continued(opened.start_mark, event.end_mark, columns[-1], in_brackets=True)
                else:
                    columns.pop()
            elif isinstance(event, yaml.ScalarEvent):
                start: Any = event.start_mark
                end: Any = event.end_mark
                if event.style in ("|", ">"):
                    yield from self._block(start.index, columns[-1])
                    start_of_text = self._text.find("\n", start.index)
                    self._note(start_of_text if start_of_text >= 0 else end.index, end.index)
                else:
                    self._note(start.index, end.index)
                    if event.style and not brackets:
                        yield from self._continued(start, end, columns[-1])
        yield from self._signs()

    def _note(self, start: int, end: int) -> None:
        self._starts.append(start)
        self._ends.append(end)

    def _in_scalar(self, index: int) -> bool:
        n = bisect_right(self._starts, index) - 1
        return n >= 0 and index < self._ends[n]

    def _continued(self, start: Any, end: Any, column: int, in_brackets: bool = False) -> Iterator[_Fault]:
        """The lines below the first that are not indented further than the column. A line that only closes brackets
        may stand where the key does: everybody writes so, and everybody reads it."""
        at = self._text.find("\n", start.index, end.index)
        while at >= 0:
            stop = self._text.find("\n", at + 1, end.index)
            line = self._text[at + 1 : stop if stop >= 0 else end.index]
            spaces = len(line) - len(line.lstrip(" "))
            is_free = not line.strip() or (in_brackets and _ONLY_CLOSES.fullmatch(line) is not None)
            if spaces <= column and not is_free:
                yield _Fault(at + 1 + spaces, _INDENTATION)
            at = stop

    def _block(self, start: int, column: int) -> Iterator[_Fault]:
        """Of a text below | or >: its first line, and the empty lines above the text."""
        header = _HEADER.match(self._text, start)
        if header is None:
            return
        if header["rest"].startswith("#"):
            yield _Fault(header.start("rest"), _SPACE)
        if re.search("[0-9]", header["indicators"]):
            return
        empty: list[tuple[int, int]] = []
        at = header.end() + 1
        while at < len(self._text):
            stop = self._text.find("\n", at)
            line = self._text[at : stop if stop >= 0 else len(self._text)]
            spaces = len(line) - len(line.lstrip(" "))
            if line.strip():
                if spaces > column:
                    yield from (_Fault(index, _EMPTY_LINES) for index, many in empty if many > spaces)
                return
            empty.append((at, spaces))
            at += len(line) + 1

    def _signs(self) -> Iterator[_Fault]:
        text = self._text
        for match in _questions(text):
            if not self._in_scalar(match.start()):
                yield _Fault(match.start(), _KEY)
        told = -1
        for match in _COMMENT_WITHOUT_SPACE.finditer(text):
            line = text.rfind("\n", 0, match.start()) + 1
            if self._in_scalar(match.start()) or line == told or self._in_comment(line, match.start()):
                continue
            told = line
            yield _Fault(match.start(), _SPACE)

    def _in_comment(self, line: int, index: int) -> bool:
        """Whether a comment began before the index in the line that begins there."""
        return any(not self._in_scalar(match.start()) for match in _COMMENT.finditer(self._text, line, index))
