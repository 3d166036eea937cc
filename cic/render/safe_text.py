"""Text that an output may hold as it stands: a type for each kind of markup, and no way to make one but to escape.

Whatever a format is given is plain `str`, which no output takes. `HtmlText(title)` escapes it, and so does
`html("<b>{}</b>", title)`, which puts it into markup of ours. What is joined by other means is plain `str` again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, Literal, NewType, Self

from cic.render.direction import isolated

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

SafeBytes = NewType("SafeBytes", bytes)
"""What a file may hold: made of SafeText alone, by `SafeText.encoded`."""
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


def guarded(output: str, guard: Guard) -> str:
    """A whole output, with whatever a format let through shown as escapes: the last thing that is done to it.

    >>> guarded("a\\x1b[2J\\n::error::b\\n", "text")
    'a\\\\x1b[2J\\n\\\\x3a:error::b\\n'
    """
    if guard == "json":
        return sanitized_json(output)
    kept = _COLOUR if guard == "coloured" else _LINE_BREAK
    is_clean = not _CONTROL.search(_LINE_BREAK.sub("", output))
    safe = output if is_clean else _escaped_between(_LINE_BREAK, output, kept)
    if guard != "commands":
        safe = _COMMAND_LINE.sub(lambda match: f"{match[1] or ''}\\x{ord(match.group()[-1]):x}", safe)
    return safe


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


def sanitized_json(text: str) -> str:
    """JSON in which no control character, no bidirectional override and no command to a CI runner stands as such."""
    safe = _COMMAND.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
    return _CONTROL.sub(lambda match: match.group() if match.group() == "\n" else f"\\u{ord(match.group()):04x}", safe)


def sanitized(text: str) -> str:
    """The text on one line, with control characters and bidirectional overrides shown as escapes.

    So is what a CI runner takes for a command in a line of a log.

    >>> sanitized("a\\x1b[31m")
    'a\\\\x1b[31m'
    >>> sanitized("::error::##[error]")
    '\\\\x3a:error\\\\x3a:\\\\x23#[error]'
    """
    safe = _CONTROL.sub(_escape, text)
    return _COMMAND.sub(lambda match: f"\\x{ord(match.group()):x}", safe)


class SafeText(str):
    """Text that is harmless in one kind of output, or a whole output of that kind.

    guard: what a whole output may hold beside text.
    """

    __slots__ = ()
    guard: ClassVar[Guard] = "text"

    def __new__(cls, text: str) -> Self:
        """The text as an output of this kind shows it; what is of this kind already stays as it is."""
        return text if isinstance(text, cls) else cls.ours(cls._escaped(text))

    @staticmethod
    def _escaped(text: str) -> str:
        raise NotImplementedError("each kind of output escapes in its own way")

    @classmethod
    def ours(cls, written: str) -> Self:
        """What holds no word of a stranger, or none that is not escaped: a test names whoever may say so."""
        return str.__new__(cls, written)

    @classmethod
    def filled(cls, ours: str, *parts: str | float | Decimal) -> Self:
        """Markup of ours, a literal, with a part in place of each `{}`: whatever is not of this kind is made so."""
        kinds = (cls, int, float, Decimal)
        return cls.ours(ours.format(*(part if isinstance(part, kinds) else cls(part) for part in parts)))

    @classmethod
    def joined(cls, ours: str, parts: Iterable[Self]) -> Self:
        """The parts with a literal of ours between them; a part that is not of this kind is made so."""
        return cls.ours(ours.join(map(cls, parts)))

    def as_output(self, colourful: bool) -> Self:
        """The whole output, without whatever slipped through, as parts that meet make what neither is alone."""
        return self.ours(guarded(self, "text" if self.guard == "coloured" and not colourful else self.guard))

    def isolated(self) -> Self:
        """The whole output, with texts that are written from right to left apart from what stands beside them, where
        this kind of output has no better way."""
        return self

    def with_references(self) -> Self:
        """With references (`&#233;`) in place of signs beyond ASCII, for markup that has them."""
        return self.ours(self.encode("ascii", "xmlcharrefreplace").decode())

    def encoded(self, encoding: str) -> SafeBytes:
        """As a file holds it."""
        return SafeBytes(self.encode(encoding))


class PlainText(SafeText):
    """Text for people who read it as it stands, with colours where they are wanted."""

    __slots__ = ()
    guard = "coloured"
    _escaped = staticmethod(sanitized)

    @classmethod
    def page(cls, text: str) -> Self:
        """Several lines, which end in a line break, perhaps with our colours."""
        return cls.ours(guarded(text, "coloured"))

    def isolated(self) -> Self:
        """With the signs of Unicode that isolate, which no text of a stranger brings to here."""
        return self.ours(isolated(self))


class HtmlText(SafeText):
    """Text between tags, or in an attribute between quotes."""

    __slots__ = ()

    @staticmethod
    def _escaped(text: str) -> str:
        from html import escape

        return escape(sanitized(text))

    def __html__(self) -> Self:
        """For templates: it is markup already."""
        return self


html = HtmlText.filled
"""Markup with parts that are escaped."""


class MarkdownText(SafeText):
    """Text within a line of Markdown, without markup, mentions and links."""

    __slots__ = ()

    @staticmethod
    def _escaped(text: str) -> str:
        return _LINKED_BY_GITHUB.sub(lambda match: match.group() + _PARTED, sanitized(text).translate(_MARKUP))

    @classmethod
    def code(cls, text: str) -> Self:
        """The text between as many backticks as keep it a code span, on one line: there nothing else means anything."""
        safe = sanitized(text)
        fence = "`" * (1 + max((len(run) for run in re.findall("`+", safe)), default=0))
        pad = " " if safe[:1] in ("`", " ", "") or safe[-1:] in ("`", " ") else ""
        return cls.ours(f"{fence}{pad}{safe}{pad}{fence}")

    def isolated(self) -> Self:
        """With the signs of Unicode that isolate, which no text of a stranger brings to here."""
        return self.ours(isolated(self))

    def beginning(self) -> Self:
        """The same where it begins a line or an item: as text, whatever its first signs are."""
        return self.ours(_MARKER.sub(r"\1\\\2", self))


markdown = MarkdownText.filled
"""Markup with parts that are escaped."""
_MARKUP = str.maketrans({sign: "\\" + sign for sign in "\\`*_[]<>|#~$"} | {"&": "&amp;"})
_LINKED_BY_GITHUB = re.compile(r"(@|\\#)(?=\w)|:(?=//)|(?<=www)\.|:(?=[a-z+-][\w+-]*:)", re.IGNORECASE)
_PARTED = "&#8288;"
"""A word joiner: nothing to see, but what it parts is no mention, no link and no sign."""
_MARKER = re.compile(r"^(\s*\d*)([-+=.)])(?=[-=\s]|$)")
"""What begins a list or underlines a heading where it begins a line."""


class CsvCell(SafeText):
    """A cell as it is, but for what a terminal would obey, and with an apostrophe before each formula that a
    spreadsheet would calculate; one that stands there already gets another, so that taking one away gives it back."""

    __slots__ = ()

    @staticmethod
    def _escaped(text: str) -> str:
        safe = "\n".join(map(sanitized, text.split("\n")))
        if safe.lstrip("'").startswith("\n"):
            safe = "'" + safe
        return _FORMULA.sub(lambda found: found["before"] + _as_text(found["part"]), safe)


_FORMULA = re.compile(r"(?P<before>(?:^|[;,|\n])(?:[^\S\n]|\")*)(?P<part>'*[=+\-@＝＋－＠][^;,|\n]*)")
"""What a spreadsheet would calculate: at the start of a cell, and behind each sign at which some spreadsheet somewhere
would part the line: it reads the file with the list separator of its own country."""
_PLAIN_NUMBER = re.compile(r"-?[0-9]+(?:[.,][0-9]+)?", re.ASCII)


def _as_text(part: str) -> str:
    return part if _PLAIN_NUMBER.fullmatch(part.rstrip()) else "'" + part


class CsvText(SafeText):
    """A table of cells."""

    __slots__ = ()

    @classmethod
    def of_rows(cls, rows: Iterable[Sequence[CsvCell]], separator: str) -> Self:
        """The rows, each ended as spreadsheets expect it."""
        import csv
        import io

        out = io.StringIO()
        csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(list(map(CsvCell, row)) for row in rows)
        return cls.ours(out.getvalue())


class JsonText(SafeText):
    """A JSON document."""

    __slots__ = ()
    guard = "json"
    _escaped = staticmethod(sanitized_json)

    @classmethod
    def of(cls, document: object, indent: int | None = 2) -> Self:
        """The document, with a line break at its end."""
        import json

        return cls(json.dumps(document, ensure_ascii=False, indent=indent) + "\n")

    def in_ascii(self) -> Self:
        """With escapes of JSON."""
        import json

        return self.ours(sanitized_json(json.dumps(json.loads(self), indent=2) + "\n"))


class XmlText(SafeText):
    """An XML document."""

    __slots__ = ()

    @classmethod
    def of(cls, element: Element) -> Self:
        """The document in ASCII, so that no terminal and no reader can take it for another encoding."""
        from xml.etree.ElementTree import tostring

        text: bytes = tostring(element, encoding="us-ascii", xml_declaration=True)
        return cls.ours(text.decode("ascii") + "\n")


class CommandText(SafeText):
    """Commands to a CI runner: `::name property=value::message`, one a line."""

    __slots__ = ()
    guard = "commands"

    @staticmethod
    def _escaped(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    @classmethod
    def command(cls, name: str, properties: Iterable[tuple[str, str]], message: str) -> Self:
        """A line with one command."""
        said = ",".join(f"{key}={cls(value).replace(':', '%3A').replace(',', '%2C')}" for key, value in properties)
        return cls.ours(f"::{name} {said}::{cls(message)}\n")
