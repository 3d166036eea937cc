"""Charts of a Word document: bars that are cells of a table, with the figure beside each as text.

They need no library that draws, are sharp at every size, print in every program that opens such documents, can be
read aloud, and take the fonts of the template; a picture would need fonts of its own, and tell nothing to the blind.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from textwrap import shorten

from cic.analysis.status import Coverage
from cic.language import Language
from cic.pages.tables import Chart, Column, Mark, Value, value_in, words
from cic.render.cells import cell_text
from cic.render.office.parts import TRACK, colour
from cic.render.office.word_table import Styles, cell, framed
from cic.render.office.word_text import NOTHING, WordText, paragraph, wordml

_STEPS = 50
"""Into so many parts the room of a bar is parted."""
_STEP = 80
_ALL, _MOST_SHARE = Decimal(100), Decimal(200)
"""Shares: what is meant by all, and up to where bars grow with them."""
_ABOUT = 48
"""Signs of the name that stands behind the id of a bar."""
_SHORT = 16
"""Bars that are not parted over two pages."""
_SIGN, _AROUND = 95, 150
_LEAST_LABEL, _MOST_LABEL, _MOST_SHOWN = 900, 3200, 2600
_LABEL = Column("label", "", "id")
_STATUS = Column("status", "", "status")


def chart_markup(chart: Chart, language: Language, styles: Styles, room: int) -> WordText:
    """The bars of a chart, each with its label and its figure; those of one mark below each other."""
    labels = [_named(mark, language) for mark in chart.marks]
    shown = [[_shown(chart, mark, n, language) for n in range(len(chart.columns))] for mark in chart.marks]
    label_width = _within(max(map(len, labels), default=1), _LEAST_LABEL, _MOST_LABEL)
    shown_width = _within(max((len(text) for texts in shown for text in texts), default=1), _LEAST_LABEL, _MOST_SHOWN)
    step = min(_STEP, max((room - label_width - shown_width) // _STEPS, 20))
    most = max((_size(value_in(value)) for mark in chart.marks for value in mark.values), default=Decimal(0))
    is_share = chart.columns[0].kind in ("percent", "progress")
    whole = min(max(most, _ALL), _MOST_SHARE) if is_share else most
    track = _parts(_ALL, whole) if is_share else _STEPS
    rows = []
    for at, (mark, label, texts) in enumerate(zip(chart.marks, labels, shown, strict=True)):
        for n, (value, text) in enumerate(zip(map(value_in, mark.values), texts, strict=True)):
            is_last = at + 1 == len(chart.marks) and n + 1 == len(texts)
            stays = len(chart.marks) <= _SHORT and not is_last
            cells = [
                cell(label_width, paragraph(styles.text, "" if n else label, stays=stays)),
                *_bar(_filled(value, whole, track), track, step, colour(mark, n, len(mark.values)), styles),
                cell(shown_width, paragraph(styles.text, text)),
            ]
            unparted = wordml("<w:trPr><w:cantSplit/></w:trPr>") if len(chart.marks) <= _SHORT else NOTHING
            rows.append(wordml("<w:tr>{}{}</w:tr>", unparted, WordText.joined("", cells)))
    widths = [label_width, *[step] * _STEPS, shown_width]
    return framed(widths, rows, language.say(chart.title), is_lined=False)


def _within(signs: int, least: int, most: int) -> int:
    return min(max(signs * _SIGN + _AROUND, least), most)


def _shown(chart: Chart, mark: Mark, at: int, language: Language) -> str:
    """The figure of a bar, with its name where a mark has several, and its status."""
    column, value = chart.columns[at], value_in(mark.values[at])
    text = cell_text(column, value, language)
    if len(chart.columns) > 1:
        return language.say(words("{name}: {value}", name=column.title, value=text))
    if mark.status is not None and mark.status is not value_in(mark.label):
        return "  ".join(filter(None, (text, cell_text(_STATUS, mark.status, language))))
    return text


def _size(value: Value) -> Decimal:
    return Decimal(value) if isinstance(value, (int, Decimal)) else Decimal(0)


def _named(mark: Mark, language: Language) -> str:
    """What a bar is of: its id, and its short title, or as much of its name as stands on two lines."""
    label, about = cell_text(_LABEL, mark.label, language), " ".join((mark.title or mark.about).split())
    if not about or about == label:
        return label
    return f"{label} {shorten(about, _ABOUT, placeholder='…')}"


def _parts(part: Decimal, whole: Decimal) -> int:
    """How many parts of the room something takes; something is never nothing, and less than all never all."""
    parts = int((part * _STEPS / whole).to_integral_value())
    return min(max(parts, 1 if part > 0 else 0), _STEPS - 1 if part < whole else _STEPS)


def _filled(value: Value, whole: Decimal, track: int) -> int | None:
    """How many parts of the room a bar takes, of all who must report or of what the room stands for; None where nothing
    is known. track: so many are 100 %; more than that is longer and less is shorter, by however little."""
    if isinstance(value, Coverage):
        return _parts(Decimal(value.reported_by), Decimal(value.expected)) if value.expected else 0
    if not isinstance(value, (int, Decimal)):
        return None
    parts = _parts(Decimal(value), whole) if whole else 0
    if track < _STEPS and value > _ALL:
        return max(parts, track + 1)
    return min(parts, track - 1) if track < _STEPS and value < _ALL else parts


def _bar(filled: int | None, track: int, step: int, fill: str, styles: Styles) -> Iterator[WordText]:
    """track: up to where the room is grey: 100 %, beyond which a bar stands out."""
    empty = paragraph(styles.text, "")
    if filled is None:
        yield cell(step * _STEPS, empty, span=_STEPS)
        return
    for first, last, shade in ((0, filled, fill), (filled, track, TRACK), (max(filled, track), _STEPS, "")):
        if last > first:
            yield cell(step * (last - first), empty, shade, last - first)
