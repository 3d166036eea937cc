"""Outlines of countries, for maps: Natural Earth 1:50m, in the public domain, made small by `tools/outlines.py`.

A point is longitude and latitude in degrees. What a cut of the table takes away is not drawn, and nobody is told that a
place in its box lies outside the country.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from cic.reference import table

Point = tuple[float, float]
Line = tuple[Point, ...]

_UNIT = 100
TOLERANCE = 0.25
"""Degrees by which a place may lie beyond the outline: lines are simplified, and islands before a coast left out."""


class Box(NamedTuple):
    """A part of the map, in degrees."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, point: Point) -> bool:
        """Whether a point lies in it, or on its edge."""
        return self.west <= point[0] <= self.east and self.south <= point[1] <= self.north

    def north_of(self, latitude: float) -> Box:
        """The part of it that is north of a latitude; as flat as a line where none is."""
        return self._replace(south=max(self.south, min(latitude, self.north)))

    @property
    def is_empty(self) -> bool:
        """Whether nothing lies in it."""
        return self.west >= self.east or self.south >= self.north


class Cut(NamedTuple):
    """A country is drawn north of a latitude alone; in the box nobody knows whether a place is in it."""

    north_of: float
    unsure: Box | None
    why: str


class Drawn(NamedTuple):
    """What a map shows of the world: areas of land, and the lines of coasts and borders."""

    land: tuple[Line, ...]
    lines: tuple[Line, ...]


def source() -> str:
    """Where the outlines come from, and under which licence."""
    return str(table("outlines")["source"])


def cut_of(country: str) -> Cut | None:
    """What is not drawn of a country, and why; None where all is."""
    for one in table("outlines")["cuts"]:
        if one["country"] == country:
            return Cut(one["north_of"], Box(*one["unsure"]) if "unsure" in one else None, one["why"])
    return None


def is_known(country: str) -> bool:
    """Whether the table has the country."""
    return bool(country) and country in table("outlines")["countries"]


def lies_in(country: str, point: Point) -> bool | None:
    """Whether a place can lie in a country; None where the table cannot tell."""
    if not is_known(country):
        return None
    cut = cut_of(country)
    if cut is not None and (cut.unsure is None or cut.unsure.holds(point)):
        return None
    rings = rings_of(country)
    return _is_within(point, rings) or any(_is_near(point, ring) for ring in rings)


def countries_at(point: Point) -> tuple[str, ...]:
    """The countries within whose outline a place lies."""
    return tuple(code for code in table("outlines")["countries"] if code and _is_within(point, rings_of(code)))


@cache
def rings_of(country: str) -> tuple[Line, ...]:
    """The closed lines around the parts of a country, and around what is not it within them."""
    return tuple(_ring(numbers) for numbers in table("outlines")["countries"].get(country, ()))


def drawn(box: Box) -> Drawn:
    """The land and the lines within a box."""
    cuts = {code: cut for code in table("outlines")["countries"] if (cut := cut_of(code)) is not None}
    land: list[Line] = []
    shared: dict[int, set[str]] = {}
    for code, rings in table("outlines")["countries"].items():
        within = box.north_of(cuts[code].north_of) if code in cuts else box
        for numbers in rings:
            for n in numbers:
                shared.setdefault(n if n >= 0 else ~n, set()).add(code)
        for ring in rings_of(code) if not within.is_empty else ():
            part = _area_within(ring, within) if _meets(ring, within) else ()
            if len(part) > 2:
                land.append(part)
    undrawn = {frozenset(pair[:2]) for pair in table("outlines")["undrawn"]}
    lines: list[Line] = []
    for n in sorted(shared):
        codes = shared[n]
        if "" in codes or frozenset(codes) in undrawn:
            continue
        within = box
        for code in codes & cuts.keys():
            within = within.north_of(cuts[code].north_of)
        if not within.is_empty and _meets(_line(n), within):
            lines.extend(_line_within(_line(n), within))
    return Drawn(tuple(land), tuple(lines))


@cache
def _line(number: int) -> Line:
    """A line of the table; a number below zero is the complement of that of one that is walked backwards."""
    if number < 0:
        return _line(~number)[::-1]
    steps = table("outlines")["lines"][number]
    x = y = 0
    points = []
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x / _UNIT, y / _UNIT))
    return tuple(points)


def _ring(numbers: Sequence[int]) -> Line:
    return tuple(point for number in numbers for point in _line(number)[:-1])


def _closed(ring: Line) -> Iterator[tuple[Point, Point]]:
    return pairwise((*ring, *ring[:1]))


def _is_within(point: Point, rings: Iterable[Line]) -> bool:
    """Whether a line from the point to the east crosses the rings an odd number of times."""
    x, y = point
    is_in = False
    for ring in rings:
        for (ax, ay), (bx, by) in _closed(ring):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                is_in = not is_in
    return is_in


def _is_near(point: Point, ring: Line) -> bool:
    """Whether the point is as near to a ring as the tolerance, measured as broad as a degree is there."""
    x, y = point
    breadth = max(math.cos(math.radians(y)), 0.05)
    for (ax, ay), (bx, by) in _closed(ring):
        ux, uy, px, py = (bx - ax) * breadth, by - ay, (x - ax) * breadth, y - ay
        length = ux * ux + uy * uy
        along = min(max((px * ux + py * uy) / length, 0.0), 1.0) if length else 0.0
        if math.hypot(px - along * ux, py - along * uy) <= TOLERANCE:
            return True
    return False


def _meets(line: Line, box: Box) -> bool:
    """Whether a line may come into a box: whether the smallest box around it does."""
    xs, ys = [x for x, _ in line], [y for _, y in line]
    return min(xs) < box.east and max(xs) > box.west and min(ys) < box.north and max(ys) > box.south


def _area_within(ring: Line, box: Box) -> Line:
    """The part of an area within a box (Sutherland and Hodgman, 1974)."""
    points = list(ring)
    for axis, limit, sign in ((0, box.west, 1), (0, box.east, -1), (1, box.south, 1), (1, box.north, -1)):
        kept: list[Point] = []
        for a, b in _closed(tuple(points)):
            a_in, b_in = (a[axis] - limit) * sign >= 0, (b[axis] - limit) * sign >= 0
            if a_in:
                kept.append(a)
            if a_in != b_in:
                kept.append(_at(a, b, axis, limit))
        points = kept
    return tuple(points)


def _at(a: Point, b: Point, axis: int, limit: float) -> Point:
    """Where the way from a to b crosses a latitude or a longitude."""
    share = (limit - a[axis]) / (b[axis] - a[axis])
    other = a[1 - axis] + (b[1 - axis] - a[1 - axis]) * share
    return (limit, other) if axis == 0 else (other, limit)


def _line_within(line: Line, box: Box) -> Iterator[Line]:
    """The parts of a line within a box (Liang and Barsky, 1984)."""
    part: list[Point] = []
    for a, b in pairwise(line):
        piece = _piece_within(a, b, box)
        if piece is None or (part and part[-1] != piece[0]):
            if len(part) > 1:
                yield tuple(part)
            part = []
        if piece is not None:
            part = [*part, piece[1]] if part else list(piece)
    if len(part) > 1:
        yield tuple(part)


def _piece_within(a: Point, b: Point, box: Box) -> tuple[Point, Point] | None:
    dx, dy = b[0] - a[0], b[1] - a[1]
    start, end = 0.0, 1.0
    for step, room in ((-dx, a[0] - box.west), (dx, box.east - a[0]), (-dy, a[1] - box.south), (dy, box.north - a[1])):
        if step == 0:
            if room < 0:
                return None
        elif step < 0:
            start = max(start, room / step)
        else:
            end = min(end, room / step)
    if start >= end:
        return None
    first = a if start == 0 else (a[0] + dx * start, a[1] + dy * start)
    last = b if end == 1 else (a[0] + dx * end, a[1] + dy * end)
    return first, last
