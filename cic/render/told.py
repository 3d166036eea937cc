"""A table whose texts are to be read: each row as a heading, and below it each text with its name, in paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cic.language import Foreign, Language
from cic.pages.tables import Table, Value
from cic.render.cells import in_ascii, named, shown
from cic.render.safe_text import sanitized
from cic.render.table_fit import Line, Piece, broken

_INDENT = "  "


class Text(NamedTuple):
    """A text with its name. paragraphs: each on a line of its own. cell: what they were made of."""

    name: str
    paragraphs: tuple[str, ...]
    cell: Value


class Told(NamedTuple):
    """A row: what it is about, and what it says of that."""

    subject: str
    texts: tuple[Text, ...]


def told(table: Table, language: Language, ascii_only: bool = False) -> Iterator[Told]:
    """The rows, without what they do not say; where only ASCII can be written, other signs as escapes."""
    seen = shown(table, language, ascii_only)
    names = sum(not column.joined for column in table.columns[: table.named_by])
    for row, cells in zip(seen.rows, seen.cells, strict=True):
        texts = (
            Text(title, _marked(cell, _paragraphs(cell, text, ascii_only), language, ascii_only), cell)
            for title, cell, text in list(zip(seen.titles, cells, row, strict=True))[names:]
            if text
        )
        yield Told(", ".join(filter(None, row[:names])), tuple(texts))


def _marked(cell: Value, paragraphs: tuple[str, ...], language: Language, ascii_only: bool) -> tuple[str, ...]:
    """With its language behind the text, where that is not the page's."""
    if not isinstance(cell, Foreign):
        return paragraphs
    mark = sanitized(f"[{language.say(language.name_of(cell.language))}]")
    return (*paragraphs[:-1], f"{paragraphs[-1]} {in_ascii(mark) if ascii_only else mark}")


def _paragraphs(cell: Value, text: str, ascii_only: bool) -> tuple[str, ...]:
    """The lines that a text was written in; whatever else stands in the cell is one."""
    if not isinstance(cell, str) or "\n" not in cell:
        return (text,)
    lines = (sanitized(" ".join(line.split())) for line in cell.split("\n"))
    return tuple(in_ascii(line) if ascii_only else line for line in lines if line)


def told_lines(table: Table, language: Language, room: int, ascii_only: bool = False) -> Iterator[Line]:
    """The rows as lines of at most that width, with an empty line between them."""
    for number, one in enumerate(told(table, language, ascii_only)):
        if number:
            yield Line(())
        for line in broken(one.subject, room, _INDENT * 2):
            yield Line((Piece(line),), is_subject=True)
        for text in one.texts:
            first, *others = text.paragraphs
            for line in broken(_INDENT + named(text.name, first, language), room, _INDENT * 2):
                yield Line((Piece(line),))
            for other in others:
                for line in broken(_INDENT * 2 + other, room, _INDENT * 2):
                    yield Line((Piece(line),))
