"""A map as SVG: outlines of countries, and a sign for each place. Colours are classes of the page's style sheet.

A degree of longitude is as wide as in the middle of the map (equirectangular), which is true enough for a country.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from cic.language import Language
from cic.pages.commune_map import Place, Point, Sheet, Standing
from cic.pages.tables import words
from cic.reference import outlines
from cic.reference.outlines import Box, Line
from cic.render.chart_svg import status_class
from cic.render.map_labels import Label, labels
from cic.render.safe_text import HtmlText, html, sanitized

Href = Callable[[str], str | None]
"""The address of the page of a commune or a partner, by its id; None where there is none."""

WIDTH = 360
_FLATTEST, _STEEPEST = 0.62, 1.1
"""Height of a map in parts of its width."""
_SMALLEST = 2.0
"""Degrees of latitude that a map shows at the least, or nobody would see where on earth it is."""
_MARGIN = 0.14
_RADIUS = 8
_KM_OF_DEGREE = 111.2
_FULL_TURN = 360.0


class Frame(NamedTuple):
    """A part of the earth, and the room that it is drawn in."""

    box: Box
    height: int

    def at(self, point: Point) -> Point:
        """Where a place stands in the room."""
        box = self.box
        east = point[0] + _FULL_TURN if point[0] < box.west and box.east > _FULL_TURN / 2 else point[0]
        x = (east - box.west) / (box.east - box.west) * WIDTH
        y = (box.north - point[1]) / (box.north - box.south) * self.height
        return round(x, 1), round(y, 1)


def frame_of(sheet: Sheet) -> Frame:
    """All places of a map with a margin, not smaller than can be recognised; north of what is cut off of a country, as
    far as no place lies beyond."""
    xs, ys = [one.point[0] for one in sheet.places if one.point], [one.point[1] for one in sheet.places if one.point]
    if max(xs) - min(xs) > _FULL_TURN / 2:
        # on both sides of the date line
        xs = [x + _FULL_TURN if x < 0 else x for x in xs]
    breadth = max(math.cos(math.radians((min(ys) + max(ys)) / 2)), 0.1)
    high = max((max(ys) - min(ys)) * (1 + 2 * _MARGIN), _SMALLEST)
    wide = max((max(xs) - min(xs)) * (1 + 2 * _MARGIN) * breadth, _SMALLEST)
    wide, high = max(wide, high / _STEEPEST), max(high, wide * _FLATTEST)
    x, y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    wide = min(wide / breadth, _FULL_TURN)
    south = y - high / 2
    limits = [cut.north_of for country in sheet.countries if (cut := outlines.cut_of(country)) is not None]
    lowest = min(ys) - high * _MARGIN / 2
    south = max(south, min(max(limits), lowest)) if limits else south
    box = Box(x - wide / 2, south, x + wide / 2, south + high)
    return Frame(box, round(WIDTH * high / (wide * breadth)))


def map_svg(sheet: Sheet, id: str, language: Language, href: Href = lambda _: None) -> HtmlText:
    """The map as an `svg` element with a title, and a description that names every place and how it stands."""
    frame = frame_of(sheet)
    drawn = _drawn(frame.box)
    named = labels(
        [Label(frame.at(one.point), sanitized(one.name)) for one in sheet.places if one.point], WIDTH, frame.height
    )
    signs = [_sign(place, label, language, href(place.id)) for place, label in zip(sheet.places, named, strict=True)]
    # what holds links is no picture, whose parts nobody reaches
    role = html("group") if any(href(place.id) for place in sheet.places) else html("img")
    return html(
        '<svg class="map" role="{}" viewBox="0 0 {} {}" preserveAspectRatio="xMinYMin"'
        ' aria-labelledby="{}-title {}-desc"><title id="{}-title">{}</title><desc id="{}-desc">{}</desc>{}</svg>',
        role,
        WIDTH,
        frame.height,
        *(id, id, id),
        language.say(words("Map of the communes and partners that have coordinates")),
        id,
        "; ".join(spoken(place, language) for place in sheet.places),
        HtmlText.joined("", (*_ground(frame, drawn), *signs, *_scale(frame))),
    )


def _drawn(box: Box) -> outlines.Drawn:
    """The land and the lines within a box, also beyond the date line."""
    drawn = outlines.drawn(box)
    if box.east <= _FULL_TURN / 2:
        return drawn
    beyond = outlines.drawn(box._replace(west=box.west - _FULL_TURN, east=box.east - _FULL_TURN))
    land, lines = (tuple(tuple((x + _FULL_TURN, y) for x, y in line) for line in part) for part in beyond)
    return outlines.Drawn((*drawn.land, *land), (*drawn.lines, *lines))


def has_land(sheet: Sheet) -> bool:
    """Whether an outline stands behind the places."""
    return any(outlines.is_known(country) for country in sheet.countries)


def spoken(place: Place, language: Language) -> str:
    """A place in words: `Alfa: behind, 3 of 8 targets reached`."""
    said = place.standing.said
    parts = [language.say(words(place.standing.is_called.value)), *([language.say(said)] if said else [])]
    return f"{place.name}: {', '.join(parts)}"


def _ground(frame: Frame, drawn: outlines.Drawn) -> Iterator[HtmlText]:
    yield html('<rect x="0" y="0" width="{}" height="{}" class="sea"/>', WIDTH, frame.height)
    if drawn.land:
        yield html('<path class="land" d="{}"/>', _path(frame, drawn.land, is_closed=True))
    if drawn.lines:
        yield html('<path class="border" d="{}"/>', _path(frame, drawn.lines))
    if not drawn.land:
        yield html('<path class="grid" d="{}"/>', _path(frame, _degrees(frame.box)))


def _path(frame: Frame, lines: Iterable[Line], is_closed: bool = False) -> HtmlText:
    parts = []
    for line in lines:
        before = None
        for point in line:
            here = frame.at(point)
            if here != before:
                parts.append(html("{}{:g} {:g}", html("M") if before is None else html("L"), *here))
            before = here
        if is_closed:
            parts.append(html("Z"))
    return HtmlText.joined("", parts)


def _degrees(box: Box) -> Iterator[Line]:
    """A grid of whole degrees or parts of them, where no outline is known."""
    step = _step((box.north - box.south) / 4)
    for n in range(math.ceil(box.west / step), math.floor(box.east / step) + 1):
        yield ((n * step, box.south), (n * step, box.north))
    for n in range(math.ceil(box.south / step), math.floor(box.north / step) + 1):
        yield ((box.west, n * step), (box.east, n * step))


def _step(most: float) -> float:
    """The largest of 1, 2, 5 and their tenfolds that is not more."""
    power = 10 ** math.floor(math.log10(most))
    return float(max(times * power for times in (1, 2, 5) if times * power <= most or times == 1))


def standing_class(standing: Standing) -> str:
    """The class of how one stands in the style sheet."""
    return status_class(standing.status) if standing.aside is None else "s-aside"


def _sign(place: Place, label: Label, language: Language, address: str | None) -> HtmlText:
    x, y = label.at
    kind = standing_class(place.standing)
    parts = [html("<title>{}</title>", spoken(place, language))]
    if label.left is not None:
        if label.is_far:
            parts.append(html('<path class="lead" d="M{:g} {:g}L{:g} {:g}"/>', x, y, *label.lead_to))
        at, anchor = label.written
        parts.append(html('<text x="{:g}" y="{:g}" class="name" text-anchor="{}">{}</text>', *at, anchor, label.shown))
    parts.append(html('<circle cx="{:g}" cy="{:g}" r="{}" class="place {}"/>', x, y, _RADIUS, kind))
    parts.append(
        html(
            '<text x="{:g}" y="{:g}" class="mark" text-anchor="middle">{}</text>',
            x,
            y + 4,
            place.standing.is_called.symbol,
        )
    )
    whole = HtmlText.joined("", parts)
    if address is None:
        return html("<g>{}</g>", whole)
    return html('<a href="{}" aria-label="{}">{}</a>', address, spoken(place, language), whole)


def _scale(frame: Frame) -> Iterator[HtmlText]:
    """A line of so many kilometres, in the corner."""
    km_of_height = (frame.box.north - frame.box.south) * _KM_OF_DEGREE
    km = _step(km_of_height / frame.height * WIDTH / 4)
    long, y = km / km_of_height * frame.height, frame.height - 8
    yield html('<path class="scale" d="M8 {0:g}V{1:g}H{2:g}V{0:g}"/>', y - 4, y, round(8 + long, 1))
    yield html('<text x="{:g}" y="{:g}" class="axis">{:g} km</text>', round(14 + long, 1), y + 2, km)
