"""A text to read, in parts: each part is written by a format, with texts of strangers made harmless there."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Link(NamedTuple):
    """Words that lead to a file, or to a line of it."""

    words: str
    target: str


Line = tuple[str | Link, ...]
"""Words in a row, some of which lead elsewhere."""


class Heading(NamedTuple):
    """A heading. level: 1 for the title of the text."""

    level: int
    words: str


class Paragraph(NamedTuple):
    """A paragraph; a remark is set apart: what people wrote about something."""

    line: Line
    kind: Literal["plain", "strong", "remark"] = "plain"


class Item(NamedTuple):
    """An item of a list, with items below it."""

    line: Line
    below: tuple[Line, ...] = ()


class Items(NamedTuple):
    """A list."""

    items: tuple[Item, ...]


class Grid(NamedTuple):
    """A small table of words. figures: the columns set to the right."""

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: frozenset[int] = frozenset()


Part = Heading | Paragraph | Items | Grid


class Prose(NamedTuple):
    """A text. mark: stands above all of it, where it is about something invented."""

    parts: tuple[Part, ...]
    mark: str = ""
