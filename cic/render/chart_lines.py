"""Lines over the years as SVG: what was promised, and what was reached. A year without a figure leaves a gap."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal

from cic.language import Language
from cic.pages.tables import Chart, Value, value_in
from cic.render.cells import cell_text
from cic.render.chart_parts import LETTER, WIDTH, label_of, nice_step, spoken, text
from cic.render.safe_text import HtmlText, html, sanitized

_TOP, _BOTTOM, _END = 40, 170, 188
_SIZE = 3.5


def lines(chart: Chart, language: Language) -> tuple[int, list[HtmlText]]:
    """The height of the drawing and its shapes."""
    found = [value for mark in chart.marks for value in map(value_in, mark.values) if isinstance(value, Decimal)]
    most, least = max((*found, Decimal(0))), min((*found, Decimal(0)))
    step = nice_step(max(most - least, Decimal(1) if not found else most - least))
    floor = step * math.floor(least / step)
    ticks = [floor + step * n for n in range(max(math.ceil((most - floor) / step), 1) + 1)]
    left = max(len(language.number(one)) for one in ticks) * LETTER + 6
    shapes = list(_key(chart, language))
    for one in ticks:
        y = _height(one, ticks)
        shapes.append(html('<path d="M{:g} {:g} H{}" class="grid"/>', left, y, WIDTH))
        shapes.append(text(left - 6, y + 4, language.number(one), left, "axis", "end"))
    each = (WIDTH - left) / len(chart.marks)
    middles = [left + (n + 0.5) * each for n in range(len(chart.marks))]
    for number, _ in enumerate(chart.columns):
        values = [value_in(mark.values[number]) for mark in chart.marks]
        shapes.append(_line(values, middles, ticks, number))
    skipped = int(40 // each) + 1
    for n, mark in enumerate(chart.marks):
        shapes.append(html("<g><title>{}</title>", spoken(chart, mark, language)))
        points = [(number, one) for number, one in enumerate(map(value_in, mark.values)) if isinstance(one, Decimal)]
        heights = [_height(value, ticks) for _, value in points]
        for number, value in points:
            y = _height(value, ticks)
            shapes.append(_point(middles[n], y, number))
            said = cell_text(chart.columns[number], value, language)
            shapes.append(text(middles[n], _beside(number, y, heights), said, each, _KINDS[number], "middle"))
        if n % skipped == 0:
            shapes.append(text(middles[n], _END, label_of(mark, language), 60, "axis", "middle"))
        shapes.append(html("</g>"))
    return _END + 8, shapes


def _line(values: Sequence[Value], x: Sequence[float], ticks: Sequence[Decimal], number: int) -> HtmlText:
    """From each figure to the next. What was promised holds from one milestone to the next; what was reached is not
    known of a year without a figure."""
    points: list[HtmlText] = []
    is_parted = True
    for value, at in zip(values, x, strict=True):
        if isinstance(value, Decimal):
            points.append(html("{}{:g} {:g}", "M" if is_parted else "L", at, _height(value, ticks)))
            is_parted = False
        elif number:
            is_parted = True
    return html('<path d="{}" class="line series-{}"/>', HtmlText.joined(" ", points), number)


def _point(x: float, y: float, number: int) -> HtmlText:
    if number:
        return html('<circle cx="{:g}" cy="{:g}" r="{:g}" class="series-{}"/>', x, y, _SIZE, number)
    wide = 2 * _SIZE
    return html(
        '<rect x="{:g}" y="{:g}" width="{:g}" height="{:g}" class="series-0"/>', x - _SIZE, y - _SIZE, wide, wide
    )


_KINDS = ("axis", "label")
_CLOSE = 16


def _beside(number: int, y: float, heights: Sequence[float]) -> float:
    """Where a figure stands: what is due above its point, what was reached below; of points that are close, the higher
    one's above both and the lower one's below."""
    close = [one for one in heights if abs(one - y) < _CLOSE]
    is_above = y == min(close) if len(set(close)) > 1 else not number
    below = max(close) + 15
    return min(close) - 7 if is_above else below if below < _BOTTOM or len(close) > 1 else y - 7


def _height(value: Decimal, ticks: Sequence[Decimal]) -> float:
    return _BOTTOM - float((value - ticks[0]) / (ticks[-1] - ticks[0])) * (_BOTTOM - _TOP)


def _key(chart: Chart, language: Language) -> Iterator[HtmlText]:
    x = 0.0
    for n, column in enumerate(chart.columns):
        name = sanitized(language.say(column.title))
        yield _point(x + 6, 10, n)
        yield text(x + 17, 14, name, WIDTH, "axis")
        x += 17 + len(name) * LETTER + 20
