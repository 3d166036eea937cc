"""The strip at the head of a report in HTML: how things stand and what they cost, in a few figures of its tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from cic.analysis.status import Status
from cic.language import Language
from cic.pages.tables import Page, Table
from cic.render.cells import cell_text
from cic.render.chart_svg import status_class
from cic.render.direction import holds_right_to_left
from cic.render.headline import NUMBER, Headline, headlines
from cic.render.safe_text import HtmlText, html
from cic.render.web.table import bar
from cic.render.web.words import parting, with_directions

_BEFORE_UNIT = re.compile(r"(?<=[\d≥≤]) (?=%|[A-Z]{3}\b|\d)")


def strip(page: Page, language: Language) -> Iterator[HtmlText]:
    """The strip; nothing for a page that is no report."""
    yield from strip_of(headlines(page, language))


def strip_of(told: Iterable[Headline]) -> Iterator[HtmlText]:
    """The figures beside each other; nothing where there are none."""
    tiles = [_tile(one) for one in told]
    if tiles:
        yield html('<dl class="strip">')
        yield from tiles
        yield html("</dl>")


def _tile(one: Headline) -> HtmlText:
    drawn = bar(one.share) if isinstance(one.share, Decimal) else html("")
    more = html("<small>{}</small>", _parted(one.below)) if one.below else html("")
    # a line in large letters ends neither before a sign nor before a currency
    text = _BEFORE_UNIT.sub("\u00a0", one.text)
    return html("<div><dt>{}</dt><dd>{}{}{}</dd></div>", one.name, with_directions(text), drawn, more)


def _parted(text: str) -> HtmlText:
    return with_directions(text) if holds_right_to_left(text) else parting(text)


def stack(table: Table, language: Language) -> Iterator[HtmlText]:
    """How many indicators stand how, as one bar. What it shows stands in the table below it."""
    counts = [(row["status"], row["indicators"]) for row in table.records()]
    parts = [
        html(
            '<span class="{}" style="flex-grow:{:f}"><i>{} {}</i></span>',
            status_class(status),
            count,
            status.symbol,
            number,
        )
        for status, count in counts
        if isinstance(status, Status) and isinstance(count, Decimal)
        for number in (cell_text(NUMBER, count, language),)
    ]
    if parts:
        yield html('<div class="stack" aria-hidden="true">{}</div>', HtmlText.joined("", parts))
