"""Tables of a Word document: every figure on one line, within the paper; a table that is wider goes on below itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cic.analysis.status import Status
from cic.language import Language
from cic.pages.tables import Column, State, Table, Value
from cic.render.cells import Shown, shown, without_empty_columns
from cic.render.office.parts import FILLS
from cic.render.office.word_text import NOTHING, WordText, paragraph, runs, wordml

_SIGN, _HEAD_SIGN, _AROUND = 96, 114, 150
"""Widths in twentieths of a point: of a sign of 8 points, of one in the head, and of the margins of a cell."""
_TEXT_LEAST, _TEXT_LIKED = 16, 26
"""Signs on a line of a text: not less, and rather more."""
_ID_LEAST = 10
_TITLE_LIKED = 14
_LONG = 500
"""Signs from which on a text is told below each other with its names, and not in a cell."""
_SHORT = 12
"""Rows of a table that is not parted over two pages."""
_BEGINNING = 2
"""Rows of a longer one that stay with the row after them, so that no head stands with one alone at a page's end."""
_WHOLE_ROW = 600
"""Signs up to which a row is not parted over two pages. In a longer table its paragraphs say so and not the row: of
tables whose rows may not be parted LibreOffice 7 loses those on the pages that follow, when a chart before them goes on
to the next page."""
_BREAKS = re.compile(r"[\s-]+")


class Styles(NamedTuple):
    """The ids of the styles that tables are set in."""

    head: str
    text: str
    figure: str
    heading: str
    plain: str


class _Room(NamedTuple):
    """What a column asks for: at least, rather, and at most."""

    least: int
    liked: int
    most: int


class Sized(NamedTuple):
    """A table as people see it, with the room that its columns ask for. named: so many of them name a row. is_prose:
    its texts are to be read, however short."""

    title: str
    seen: Shown
    rooms: tuple[_Room, ...]
    named: int
    is_prose: bool = False

    @property
    def liked_width(self) -> int:
        """The width that the table would like to have."""
        return sum(room.liked for room in self.rooms)

    @property
    def is_told(self) -> bool:
        """Whether the table holds texts that no cell should hold."""
        if self.is_prose:
            return True
        texts = [n for n, column in enumerate(self.seen.columns) if column.kind == "text"]
        return any(len(row[n]) > _LONG for row in self.seen.rows for n in texts)


def sized(table: Table, language: Language) -> Sized:
    """The table with the room that it asks for."""
    table = without_empty_columns(table)
    seen = shown(table, language)
    rooms = tuple(
        _room(
            column,
            title,
            [row[n] for row in seen.rows],
            [_whole(row[n], cells[n]) for row, cells in zip(seen.rows, seen.cells, strict=True)],
        )
        for n, (column, title) in enumerate(zip(seen.columns, seen.titles, strict=True))
    )
    named = max(sum(not column.joined for column in table.columns[: table.named_by]), 1)
    return Sized(language.say(table.title), seen, rooms, named, table.is_told)


def table_markup(table: Sized, styles: Styles, room: int) -> WordText:
    """The table, in a room; in several parts, of which each repeats what names the rows, where it is wider."""
    parts = [_part(table, chosen, room, styles) for chosen in _chosen(table, room)]
    return WordText.joined('<w:p><w:pPr><w:spacing w:after="60"/></w:pPr></w:p>', parts)


def _whole(text: str, value: Value) -> str:
    """What must not be broken: a figure, and of words that stand in its place the longest."""
    return max(text.split(), key=len, default="") if isinstance(value, State) else text


def _room(column: Column, title: str, texts: Sequence[str], wholes: Sequence[str]) -> _Room:
    """texts: of the cells. wholes: what of each must not be broken."""
    head = max((len(part) for part in title.split()), default=1) * _HEAD_SIGN
    longest = max(map(len, wholes), default=1)
    least = liked = longest
    if column.kind == "text":
        least, liked = min(longest, _TEXT_LEAST), min(longest, _TEXT_LIKED)
    elif column.kind in ("id", "place"):
        piece = max((len(part) + 1 for text in wholes for part in _BREAKS.split(text)), default=1)
        least = min(longest, max(piece, _ID_LEAST), 2 * _TEXT_LIKED)
        liked = min(longest, _TEXT_LIKED)
    most = max(max(map(len, texts), default=1) * _SIGN, head, min(len(title), _TITLE_LIKED) * _HEAD_SIGN)
    least, liked = max(least * _SIGN, head), max(least * _SIGN, liked * _SIGN, head)
    return _Room(least + _AROUND, liked + _AROUND, most + _AROUND)


def _chosen(table: Sized, room: int) -> Iterator[list[int]]:
    """Which columns stand in each part of the table."""
    least = [one.least for one in table.rooms]
    names = list(range(min(table.named, len(least))))
    chosen, left = list(names), room - sum(least[n] for n in names)
    for n in range(len(names), len(least)):
        if least[n] > left and len(chosen) > len(names):
            yield chosen
            chosen, left = list(names), room - sum(least[name] for name in names)
        chosen.append(n)
        left -= least[n]
    yield chosen


def _widths(rooms: Sequence[_Room], room: int) -> list[int]:
    """At most what each asks for; what lacks is taken from those that can give."""
    least, most = sum(one.least for one in rooms), sum(one.most for one in rooms)
    if most <= room:
        return [one.most for one in rooms]
    if least >= room:
        return [one.least * room // least for one in rooms]
    return [one.least + (one.most - one.least) * (room - least) // (most - least) for one in rooms]


def _part(table: Sized, chosen: Sequence[int], room: int, styles: Styles) -> WordText:
    seen = table.seen
    widths = _widths([table.rooms[n] for n in chosen], room)
    columns = [seen.columns[n] for n in chosen]
    head = [
        cell(width, paragraph(styles.head, seen.titles[n], at_end=column.is_figure, stays=True), "DCE6F1")
        for width, n, column in zip(widths, chosen, columns, strict=True)
    ]
    parted = NOTHING if len(seen.rows) > _SHORT else wordml("<w:cantSplit/>")
    rows = [wordml("<w:tr><w:trPr>{}<w:tblHeader/></w:trPr>{}</w:tr>", parted, WordText.joined("", head))]
    last = len(seen.rows) - 1
    for at, (texts, values) in enumerate(zip(seen.rows, seen.cells, strict=True)):
        stays = at < (last if last < _SHORT else _BEGINNING)
        is_whole = max(map(len, texts), default=0) < _WHOLE_ROW
        lines = is_whole and last >= _SHORT
        cells = [
            _cell(width, column, values[n], texts[n], styles, stays, lines)
            for width, n, column in zip(widths, chosen, columns, strict=True)
        ]
        whole = wordml("<w:trPr><w:cantSplit/></w:trPr>") if is_whole and last < _SHORT else NOTHING
        rows.append(wordml("<w:tr>{}{}</w:tr>", whole, WordText.joined("", cells)))
    return framed(widths, rows, table.title)


def _cell(width: int, column: Column, value: Value, text: str, styles: Styles, stays: bool, is_whole: bool) -> WordText:
    fill = FILLS.get(value, "") if isinstance(value, Status) else ""
    style = styles.figure if column.is_figure else styles.text
    if isinstance(value, State):
        fill = "F4F5F7"
    return cell(width, paragraph(style, text, stays=stays, is_whole=is_whole), fill)


def cell(width: int, content: WordText, fill: str = "", span: int = 1) -> WordText:
    """A cell with its paragraphs."""
    shade = wordml('<w:shd w:val="clear" w:color="auto" w:fill="{}"/>', fill) if fill else NOTHING
    across = wordml('<w:gridSpan w:val="{}"/>', span) if span > 1 else NOTHING
    return wordml('<w:tc><w:tcPr><w:tcW w:w="{}" w:type="dxa"/>{}{}</w:tcPr>{}</w:tc>', width, across, shade, content)


_LINES = wordml(
    '<w:tblBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="B8C0CC"/>'
    '<w:bottom w:val="single" w:sz="4" w:space="0" w:color="B8C0CC"/>'
    '<w:insideH w:val="single" w:sz="4" w:space="0" w:color="B8C0CC"/></w:tblBorders>'
)
_GAPS = wordml('<w:tblBorders><w:insideH w:val="single" w:sz="24" w:space="0" w:color="FFFFFF"/></w:tblBorders>')


def framed(widths: Sequence[int], rows: Sequence[WordText], title: str, is_lined: bool = True) -> WordText:
    """A table of rows that are made. title: for whoever hears it. is_lined: else its rows are parted by white."""
    return wordml(
        '<w:tbl><w:tblPr><w:tblW w:w="{}" w:type="dxa"/>{}<w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:top w:w="25" w:type="dxa"/><w:left w:w="60" w:type="dxa"/>'
        '<w:bottom w:w="25" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1"'
        ' w:noVBand="1"/><w:tblCaption w:val="{}"/></w:tblPr><w:tblGrid>{}</w:tblGrid>{}</w:tbl>',
        sum(widths),
        _LINES if is_lined else _GAPS,
        title,
        WordText.joined("", [wordml('<w:gridCol w:w="{}"/>', width) for width in widths]),
        WordText.joined("", rows),
    )


def told_markup(table: Sized, styles: Styles, colon: str) -> WordText:
    """A table of long texts, row by row: what names the row, then each text with its name. colon: what stands between
    the two."""
    seen = table.seen
    parts = []
    for texts, values in zip(seen.rows, seen.cells, strict=True):
        parts.append(paragraph(styles.heading, " · ".join(filter(None, texts[: table.named]))))
        for title, text, value in list(zip(seen.titles, texts, values, strict=True))[table.named :]:
            if text:
                whole = value if isinstance(value, str) else text
                inside = WordText.joined("", [runs(title + colon, bold=True), runs(whole)])
                parts.append(paragraph(styles.plain, whole, inside))
    return WordText.joined("", parts)
