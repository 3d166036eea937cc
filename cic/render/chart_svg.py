"""Charts as SVG, small enough for a telephone and sharp on paper. Colours are classes of the page's style sheet."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from cic.analysis.status import Coverage, Status
from cic.language import Language
from cic.pages.tables import Chart, Column, Mark
from cic.render.cells import cell_text
from cic.render.chart_lines import lines
from cic.render.chart_parts import LETTER, WIDTH, label_of, nice_step, spoken, text
from cic.render.safe_text import HtmlText, html, sanitized

_MARGIN = 8
_SHORT_LABEL = 9
_BAR = 132
_OVER = 14
"""How far a bar is drawn beyond 100 %, whatever the figure."""
_STATUS = Column("status", "", "status")
_PLOT_TOP, _PLOT_BOTTOM, _PLOT_END = 30, 206, 224


def status_class(status: Status | None) -> str:
    """The class of a status in the style sheet."""
    return "s-" + (status.name.lower().replace("_", "-") if status else "plain")


def svg(chart: Chart, id: str, language: Language) -> HtmlText:
    """The chart as an `svg` element with a title and a description that names every figure."""
    draw = _DRAWN[chart.form]
    height, shapes = draw(chart, language)
    return html(
        '<svg role="img" viewBox="0 0 {0} {1}" preserveAspectRatio="xMinYMin"'
        ' aria-labelledby="{2}-title {2}-desc">'
        '<title id="{2}-title">{3}</title><desc id="{2}-desc">{4}</desc>{5}</svg>',
        WIDTH,
        height,
        id,
        language.say(chart.title),
        "; ".join(spoken(chart, mark, language) for mark in chart.marks),
        HtmlText.joined("", shapes),
    )


def _rect(x: float, y: float, wide: float, high: float, kind: str) -> HtmlText:
    wide, high = max(wide, 0), max(high, 0)
    return html('<rect x="{:g}" y="{:g}" width="{:g}" height="{:g}" class="{}"/>', x, y, wide, high, kind)


def _bars(chart: Chart, language: Language) -> tuple[int, list[HtmlText]]:
    labels = [label_of(mark, language) for mark in chart.marks]
    beside = max(map(len, labels)) <= _SHORT_LABEL
    start = _MARGIN + (54 if beside else 0)
    y = 4
    shapes: list[HtmlText] = []
    for n, (mark, label) in enumerate(zip(chart.marks, labels, strict=True)):
        y += 8 if mark.starts_group and n else 0
        if not beside:
            shapes.append(text(0, y + 13, label, WIDTH, "label"))
            y += 17
        shapes.append(html("<g><title>{}</title>", f"{label} {mark.about}".strip()))
        if beside:
            shapes.append(text(0, y + 13, label, 56, "label"))
        shapes += _bar(mark, start, y)
        shown = [cell_text(column, value, language) for column, value in zip(chart.columns, mark.values, strict=True)]
        if mark.status:
            shown.append(cell_text(_STATUS, mark.status, language))
        at = start + _BAR + _OVER + 8
        shapes.append(text(at, y + 13, "  ".join(filter(None, shown)), WIDTH - at, status_class(mark.status)))
        shapes.append(html("</g>"))
        y += 21
    for at, end in ((start, "0"), (start + _BAR, "100 %")):
        shapes.append(text(at, y + 10, end, 60, "axis", "middle"))
    return y + 14, shapes


def _bar(mark: Mark, start: int, y: int) -> Iterator[HtmlText]:
    """The track from nothing to everything, what is reached, and the mark of 100 %."""
    share = _share(mark)
    yield _rect(start, y + 4, _BAR, 10, "track" if share is not None else "track unknown")
    if share is not None:
        reached = float(share) * _BAR / 100
        shown = min(reached, _BAR + _OVER)
        kind = f"bar {status_class(mark.status)}"
        yield _rect(start, y + 4, shown, 10, kind) if shown >= 0 else _rect(start - 6, y + 4, 6, 10, kind)
        if reached > shown:
            tip = start + shown
            yield html('<path d="M{:g} {} l6 7 l-6 7 z" class="{}"/>', tip, y + 2, kind)
    yield html('<path d="M{} {} v16" class="goal"/>', start + _BAR, y + 1)


def _share(mark: Mark) -> Decimal | None:
    """Percent of the whole; None where the value is none."""
    value = mark.values[0]
    if isinstance(value, Coverage):
        return Decimal(value.reported_by) * 100 / value.expected if value.expected else None
    return value if isinstance(value, Decimal) else None


def _columns(chart: Chart, language: Language) -> tuple[int, list[HtmlText]]:
    figures = [value for mark in chart.marks for value in mark.values if isinstance(value, Decimal)]
    most = max(figures, default=Decimal(0))
    step = nice_step(most)
    lines = [step * n for n in range(max(math.ceil(most / step), 1) + 1)]
    top = lines[-1]
    left = max(len(language.number(line)) for line in lines) * LETTER + 6
    shapes = list(_key(chart, language))
    for line in lines:
        y = _height(line, top)
        shapes.append(html('<path d="M{:g} {:g} H{}" class="grid"/>', left, y, WIDTH))
        shapes.append(text(left - 6, y + 4, language.number(line), left, "axis", "end"))
    each = (WIDTH - left) / len(chart.marks)
    skipped = int(40 // each) + 1
    for n, mark in enumerate(chart.marks):
        shapes.append(html("<g><title>{}</title>", spoken(chart, mark, language)))
        shapes += _column_group(mark, left + n * each, each, top)
        if n % skipped == 0:
            shapes.append(text(left + (n + 0.5) * each, _PLOT_END, label_of(mark, language), 60, "axis", "middle"))
        shapes.append(html("</g>"))
    return _PLOT_END + 8, shapes


def _key(chart: Chart, language: Language) -> Iterator[HtmlText]:
    x = 0.0
    for n, column in enumerate(chart.columns):
        name = sanitized(language.say(column.title))
        yield _rect(x, 4, 12, 12, f"series-{n}")
        yield text(x + 17, 14, name, WIDTH, "axis")
        x += 17 + len(name) * LETTER + 20


def _column_group(mark: Mark, x: float, each: float, top: Decimal) -> Iterator[HtmlText]:
    wide = min(each * 0.8 / len(mark.values), 34)
    x += (each - wide * len(mark.values)) / 2
    for n, value in enumerate(mark.values):
        if isinstance(value, Decimal):
            y = _height(max(value, Decimal(0)), top)
            yield _rect(x + 1, y, wide - 2, _PLOT_BOTTOM - y, f"series-{n}")
        else:
            yield _rect(x + 1, _PLOT_BOTTOM - 16, wide - 2, 16, "track unknown")
            yield text(x + wide / 2, _PLOT_BOTTOM - 4, "?", wide, "axis", "middle")
        x += wide


_DRAWN: Mapping[str, Callable[[Chart, Language], tuple[int, list[HtmlText]]]] = {
    "bars": _bars,
    "columns": _columns,
    "lines": lines,
}


def _height(value: Decimal, top: Decimal) -> float:
    return _PLOT_BOTTOM - float(value / top) * (_PLOT_BOTTOM - _PLOT_TOP)
