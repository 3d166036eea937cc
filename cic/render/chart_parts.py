"""What the pictures of a page have in common: the names of marks, in words and as text of SVG; the lines of an axis."""

from __future__ import annotations

from decimal import Decimal

from cic.language import Language
from cic.pages.tables import Chart, Column, Mark, words
from cic.render.cells import cell_text
from cic.render.safe_text import HtmlText, html

WIDTH = 360
LETTER = 6.4
"""The mean width of a letter; a text that may be wider than its room is told to fit it."""


def label_of(mark: Mark, language: Language) -> str:
    """What a mark is called."""
    return cell_text(Column("label", "", "id"), mark.label, language)


def spoken(chart: Chart, mark: Mark, language: Language) -> str:
    """A mark in words: `R1.1: 58.3 %, behind`."""
    several = len(chart.columns) > 1
    parts = []
    for column, value in zip(chart.columns, mark.values, strict=True):
        said = cell_text(column, value, language)
        if said:
            parts.append(f"{language.say(column.title)} {said}" if several else said)
    if mark.status:
        parts.append(language.say(words(mark.status.value)))
    return f"{label_of(mark, language)}: {', '.join(parts)}"


def text(x: float, y: float, written: str, room: float, kind: str = "", anchor: str = "start") -> HtmlText:
    """A text that keeps to its room."""
    is_wide = len(written) * LETTER > room
    squeezed = html(' textLength="{:g}" lengthAdjust="spacingAndGlyphs"', room) if is_wide else ""
    return html(
        '<text x="{:g}" y="{:g}" class="{}" text-anchor="{}"{}>{}</text>', x, y, kind, anchor, squeezed, written
    )


def nice_step(most: Decimal) -> Decimal:
    """The distance of the lines of an axis up to `most`: 1, 2 or 5 times a power of ten, at most five of them.

    >>> nice_step(Decimal("437500.50")), nice_step(Decimal(0))
    (Decimal('100000'), Decimal('1'))
    """
    step = Decimal(1)
    while True:
        for times in (1, 2, 5):
            if most <= step * times * 5:
                return step * times
        step *= 10
