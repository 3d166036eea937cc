"""Where the lines of a table break, so that it fits a width: the texts give way, figures never.

A table that is still too wide is stacked: each row as its subject on a line, and its figures below.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cic.base.lines import glued, wrapped
from cic.language import Language
from cic.pages.tables import Cell
from cic.render.cells import Shown, named

GAP = 2
"""The blanks between two columns."""
_WIDEST_TEXT = 80
_INDENT = "  "
_UNPARTED = re.compile(r"\s+|(?<=[^\W\d_]-)(?=[^\W\d_])")


class Piece(NamedTuple):
    """A part of a line: what is written, and the cell that it comes from (None: a title or a blank)."""

    text: str
    cell: Cell = None


class Line(NamedTuple):
    """A line of a stacked table. is_subject: it says what the figures below it are of."""

    pieces: tuple[Piece, ...]
    is_title: bool = False
    is_subject: bool = False

    @property
    def text(self) -> str:
        """The whole line."""
        return "".join(piece.text for piece in self.pieces).rstrip()


def width(text: str) -> int:
    """How many places of a terminal the widest line of a text takes."""
    if text.isascii() and "\n" not in text:
        return len(text)
    return max(map(_line_width, text.split("\n")))


def _line_width(line: str) -> int:
    if line.isascii():
        return len(line)
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line
    )


def broken(text: str, room: int, hanging: str = "") -> list[str]:
    """The text over lines that fit, all but the first after `hanging`; only where a word is wider than a line words
    are parted, at their hyphens first: else ids and names of files stay whole."""
    wide = max(room // 2 if width(text) > len(text) else room, 1)
    has_room = all(len(word) <= wide for word in glued(text).split())
    return wrapped(text, wide, hanging=hanging, at_hyphens=not has_room) or [""]


def gridded(table: Shown, room: int, least_text: int) -> Shown | None:
    """The table with line breaks in titles and texts, so that it is at most `room` wide; None where its texts would
    have to be narrower than `least_text`."""
    widths = [_widest(table, n) for n in range(len(table.columns))]
    texts = {n: min(_widest(table, n), _WIDEST_TEXT) for n, column in enumerate(table.columns) if column.kind == "text"}
    least = {n: max(min(least_text, wide), _longest_word(table, n)) for n, wide in texts.items()}
    left = room - GAP * (len(widths) - 1) - sum(least.get(n, wide) for n, wide in enumerate(widths))
    if left < 0:
        return None
    for n, more in _shared({n: max(wide - least[n], 0) for n, wide in texts.items()}, left).items():
        widths[n] = least[n] + more
    titles = tuple("\n".join(broken(title, wide)) for title, wide in zip(table.titles, widths, strict=True))
    rows = tuple(
        tuple(
            "\n".join(broken(text, widths[n])) if n in texts and width(text) > widths[n] else text
            for n, text in enumerate(row)
        )
        for row in table.rows
    )
    return table._replace(titles=titles, rows=rows)


def _shared(wanted: dict[int, int], room: int) -> dict[int, int]:
    """What each text gets of the room that is left: what it wants if that is less than an equal part."""
    given: dict[int, int] = {}
    for count, n in zip(range(len(wanted), 0, -1), sorted(wanted, key=lambda n: wanted[n]), strict=True):
        given[n] = min(wanted[n], room // count)
        room -= given[n]
    return given


def _widest(table: Shown, n: int) -> int:
    """Of a column on one line; a title may break between words."""
    return max(_longest(table.titles[n]), max((width(row[n]) for row in table.rows), default=0))


def _longest_word(table: Shown, n: int) -> int:
    return max(_longest(table.titles[n]), max((_longest(row[n]) for row in table.rows), default=0))


def _longest(text: str) -> int:
    return max(map(width, _UNPARTED.split(glued(text))))


def stacked(table: Shown, language: Language, room: int) -> Iterator[Line]:
    """The table with the subject of each row on lines of its own and the figures aligned below it, over as few lines
    as they fit on."""
    heads, texts, figures = _parts(table)
    groups = _groups(table, figures)
    figures = [] if groups else figures
    bands = _bands_and_widths(table, figures, room)
    for line in broken(_INDENT.join(filter(None, (table.titles[n] for n in heads))), room):
        yield Line((Piece(line),), is_title=True)
    for band, widths in bands:
        yield from _titles(table, band, widths)
    for row, cells in zip(table.rows, table.cells, strict=True):
        for line in broken(_INDENT.join(filter(None, (row[n] for n in heads))), room, _INDENT * 2):
            yield Line((Piece(line, cells[heads[0]]),), is_subject=True)
        for band, widths in bands:
            yield _figures(table, row, cells, band, widths)
        for name, own in groups.items():
            said = [_in_group(table, n, row[n], language) for n in own if row[n]]
            if said:
                for line in broken(_INDENT * 2 + named(name, ", ".join(said), language), room, _INDENT * 3):
                    yield Line((Piece(line),))
        for n in texts:
            if row[n]:
                for line in broken(_INDENT + named(table.titles[n], row[n], language), room, _INDENT * 2):
                    yield Line((Piece(line),))


def _groups(table: Shown, figures: Sequence[int]) -> dict[str, list[int]]:
    """The figures by what several columns are of, where all of them are of such a group."""
    found: dict[str, list[int]] = {}
    for n in figures:
        found.setdefault(table.columns[n].group, []).append(n)
    return {} if "" in found else found


def _in_group(table: Shown, n: int, text: str, language: Language) -> str:
    said = table.columns[n].in_group
    return text if said is None else language.say(said._replace(params={"value": text}))


def _parts(table: Shown) -> tuple[list[int], list[int], list[int]]:
    """The columns that say what a row is about, those of other texts, and those of figures."""
    kinds = [column.kind for column in table.columns]
    first = next((n for n in range(1, len(kinds)) if kinds[n] not in ("id", "text")), 1)
    later = range(first, len(kinds))
    return list(range(first)), [n for n in later if kinds[n] == "text"], [n for n in later if kinds[n] != "text"]


def _bands_and_widths(table: Shown, figures: Sequence[int], room: int) -> list[tuple[Sequence[int], Sequence[int]]]:
    """The figures of a row, line by line, with the widths of their places. What is no figure and wider than a line, as
    the name of a file that stays whole, has a line of its own and pushes no figure beyond the edge."""
    alone = [n for n in figures if not table.columns[n].is_figure and _widest(table, n) + GAP > room]
    bands = _bands(table, [n for n in figures if n not in alone], room)
    widths = _band_widths(table, bands)
    return [*((band, widths) for band in bands), *(([n], [_widest(table, n)]) for n in alone)]


def _bands(table: Shown, figures: Sequence[int], room: int) -> list[Sequence[int]]:
    """The figures of a row, line by line: as few lines as fit."""
    bands: list[Sequence[int]] = []
    for count in range(1, len(figures) + 1):
        each = -(-len(figures) // count)
        bands = [figures[start : start + each] for start in range(0, len(figures), each)]
        if sum(wide + GAP for wide in _band_widths(table, bands)) <= room:
            break
    return bands


def _band_widths(table: Shown, bands: Sequence[Sequence[int]]) -> list[int]:
    places = max(map(len, bands), default=0)
    return [max(_widest(table, band[place]) for band in bands if place < len(band)) for place in range(places)]


def _titles(table: Shown, band: Sequence[int], widths: Sequence[int]) -> Iterator[Line]:
    columns = [broken(table.titles[n], wide) for n, wide in zip(band, widths, strict=False)]
    height = max(map(len, columns))
    for at in range(height):
        texts = [lines[at - height + len(lines)] if at >= height - len(lines) else "" for lines in columns]
        yield Line(tuple(_pieces(table, texts, [None] * len(texts), band, widths)), is_title=True)


def _figures(
    table: Shown, row: Sequence[str], cells: Sequence[Cell], band: Sequence[int], widths: Sequence[int]
) -> Line:
    return Line(tuple(_pieces(table, [row[n] for n in band], [cells[n] for n in band], band, widths)))


def _pieces(
    table: Shown, texts: Sequence[str], cells: Sequence[Cell], band: Sequence[int], widths: Sequence[int]
) -> Iterator[Piece]:
    for text, cell, n, wide in zip(texts, cells, band, widths, strict=False):
        blank = " " * (wide - width(text))
        yield Piece(_INDENT)
        yield Piece(blank + text if table.columns[n].is_figure else text + blank, cell)
