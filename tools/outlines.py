"""Write cic/reference/outlines.json anew: the outlines of the countries, small enough for a map of a programme.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    .venv/bin/python tools/outlines.py package

The data are Natural Earth 1:50m, version 4.1.0 (naturalearthdata.com), which is in the public domain; the npm package
`world-atlas` (Michael Bostock, ISC) carries them as TopoJSON: lines that two countries share stand in it once, so that
neighbours still meet after a line was simplified. Code lists come from `pycountry`.
"""

from __future__ import annotations

import hashlib
import heapq
import json
import math
import sys
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

OUTLINES = Path(__file__).parent.parent / "cic" / "reference" / "outlines.json"
_UNITS = 100
"""Of a degree: the table counts in hundredths, at most 1.1 km."""
_SMALLEST_TRIANGLE = 0.008
"""Square degrees, as broad as they are in that latitude: the bend of a line that is less is made straight."""
_SMALLEST_ISLAND = 0.05
"""Square degrees; the largest part of each country is kept, whatever its size."""
_LICENCE = (
    "Copyright 2013-2019 Michael Bostock Permission to use, copy, modify, and/or distribute this software "
    "for any purpose with or without fee is hereby granted, provided that the above copyright notice and "
    'this permission notice appear in all copies. THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR '
    "DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF "
    "MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT, "
    "INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR "
    "PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN "
    "CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE."
)
"""Of the package."""
_FEWEST_CORNERS = 5
_WITHOUT = {"Antarctica": "nobody lives there"}
_SHOWN_AS = {
    "N. Cyprus": "CY",  # ISO 3166 has Cyprus alone
    "Somaliland": "SO",  # ISO 3166 has Somalia alone
    "Kosovo": "XK",  # ISO 3166 leaves XK to whoever needs a code for it
}
"""Areas without a number of ISO 3166-1. The others are land of nobody: drawn without a line."""
CUTS = [
    {
        "country": "MA",
        "north_of": 29,
        "unsure": [-17.2, 20.7, -8.6, 29],
        "why": "where Morocco ends in the south is disputed",
    },
    {"country": "EH", "north_of": 90, "why": "the borders of Western Sahara are disputed"},
]
"""Where a country is drawn at all: north of a latitude, neither land nor lines south of it. In the box (west, south,
east, north) nobody is told that a place lies outside the country."""
UNDRAWN = [
    ["RS", "XK", "whether it is a border is disputed"],
    ["IL", "PS", "disputed"],
    ["IL", "SY", "the Golan Heights are disputed"],
    ["IN", "PK", "Kashmir is disputed"],
    ["CN", "IN", "Aksai Chin and Arunachal Pradesh are disputed"],
    ["RU", "UA", "Crimea and other parts are disputed"],
    ["EG", "SD", "the Hala’ib triangle is disputed"],
    ["SD", "SS", "Abyei is disputed"],
    ["KE", "SS", "the Ilemi triangle is disputed"],
    ["GY", "VE", "the Essequibo is disputed"],
]
"""Pairs of countries between which no line is drawn, and why."""

Point = tuple[float, float]


def decoded(topology: dict[str, Any]) -> list[list[Point]]:
    """The lines in degrees."""
    (width, height), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    lines = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * width + west, y * height + south))
        lines.append(line)
    return lines


def _triangle(a: Point, b: Point, c: Point) -> float:
    area = abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2
    return area * math.cos(math.radians(b[1]))


def simplified(line: list[Point], fewest: int) -> list[Point]:
    """The line without its least bends (Visvalingam and Whyatt, 1993); its ends stay."""
    before, after = list(range(-1, len(line) - 1)), list(range(1, len(line) + 1))
    areas = [math.inf] * len(line)
    queue = []
    for n in range(1, len(line) - 1):
        areas[n] = _triangle(line[n - 1], line[n], line[n + 1])
        queue.append((areas[n], n))
    heapq.heapify(queue)
    kept = set(range(len(line)))
    while queue and len(kept) > fewest:
        area, n = heapq.heappop(queue)
        if n not in kept or area != areas[n]:
            continue
        if area > _SMALLEST_TRIANGLE:
            break
        kept.discard(n)
        left, right = before[n], after[n]
        after[left], before[right] = right, left
        for one in (left, right):
            if 0 < one < len(line) - 1:
                areas[one] = max(_triangle(line[before[one]], line[one], line[after[one]]), area)
                heapq.heappush(queue, (areas[one], one))
    return [line[n] for n in sorted(kept)]


def _area(ring: list[Point]) -> float:
    middle = sum(y for _, y in ring) / len(ring)
    doubled = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*ring, ring[0]]))
    return abs(doubled) / 2 * math.cos(math.radians(middle))


def _way(ring: list[int], lines: list[list[Point]]) -> list[Point]:
    """The points of a ring of lines; a line that is walked backwards has the complement of its number."""
    points: list[Point] = []
    for n in ring:
        points += (lines[n] if n >= 0 else lines[~n][::-1])[:-1]
    return points


def _codes() -> dict[str, str]:
    import pycountry

    return {one.numeric: one.alpha_2 for one in pycountry.countries}


def _joined(rings: list[list[int]], lines: list[list[Point]]) -> list[list[int]]:
    """The rings of areas that become one: a line that two of them share is in neither."""
    used = [n for ring in rings for n in ring]
    inner = {n for n in used if ~n in used}
    if not inner:
        return rings
    whole = [ring for ring in rings if inner.isdisjoint(ring)]
    start = {
        (lines[n] if n >= 0 else lines[~n][::-1])[0]: n
        for ring in rings
        for n in ring
        if n not in inner and ring not in whole
    }
    while start:
        _, n = first = start.popitem()
        ring = [first[1]]
        while (end := (lines[n] if n >= 0 else lines[~n][::-1])[-1]) in start:
            n = start.pop(end)
            ring.append(n)
        whole.append(ring)
    return whole


def outlines(topology: dict[str, Any]) -> dict[str, Any]:
    """The table: lines as steps in hundredths of a degree, and of which lines the rings of each country are made."""
    lines, codes = decoded(topology), _codes()
    rings: dict[str, list[list[int]]] = defaultdict(list)
    for one in topology["objects"]["countries"]["geometries"]:
        name = one["properties"]["name"]
        if name in _WITHOUT:
            continue
        code = codes.get(one.get("id", "")) or _SHOWN_AS.get(name, "")
        parts = one["arcs"] if one["type"] == "MultiPolygon" else [one["arcs"]]
        rings[code] += [ring for part in parts for ring in part]
    kept: dict[str, list[list[int]]] = {}
    for code, parts in sorted(rings.items()):
        found = _joined(parts, lines) if code else parts
        sizes = [_area(_way(ring, lines)) for ring in found]
        kept[code] = [
            ring for ring, size in zip(found, sizes, strict=True) if size >= _SMALLEST_ISLAND or size == max(sizes)
        ]
    needed = sorted({n if n >= 0 else ~n for found in kept.values() for ring in found for n in ring})
    number = {n: at for at, n in enumerate(needed)}
    closed = {n for found in kept.values() for ring in found if len(ring) == 1 for n in (ring[0], ~ring[0])}
    shown = {n: simplified(lines[n], 5 if n in closed else 2) for n in needed}
    for found in kept.values():
        for ring in found:
            # or nothing would be left of the smallest countries
            if sum(len(shown[n if n >= 0 else ~n]) - 1 for n in ring) < _FEWEST_CORNERS:
                shown |= {n: simplified(lines[n], 6) for one in ring for n in [one if one >= 0 else ~one]}
    return {
        "what": "Outlines of countries: lines in steps of 1/100 degree, and the lines that are the rings of each country",
        "source": "Natural Earth 1:50m, 4.1.0 (public domain), from the npm package world-atlas 2.0.2 (ISC); simplified",
        "licence": _LICENCE,
        "made": "tools/outlines.py",
        "cuts": CUTS,
        "undrawn": UNDRAWN,
        "countries": {
            code: [[number[n] if n >= 0 else ~number[~n] for n in ring] for ring in found]
            for code, found in kept.items()
        },
        "lines": [_steps(shown[n]) for n in needed],
    }


def _steps(line: list[Point]) -> list[int]:
    steps: list[int] = []
    at = (0, 0)
    for x, y in line:
        here = (round(x * _UNITS), round(y * _UNITS))
        if here != at or not steps:
            steps += [here[0] - at[0], here[1] - at[1]]
        at = here
    return steps


def as_text(table: dict[str, Any]) -> str:
    """The table as JSON, with a line for each entry of its second level."""

    def short(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    parts = []
    for key, value in table.items():
        if isinstance(value, dict):
            inside = ",\n".join(f"{short(one)}:{short(inner)}" for one, inner in value.items())
            parts.append(f"{short(key)}:{{\n{inside}\n}}")
        elif isinstance(value, list):
            parts.append(f"{short(key)}:[\n" + ",\n".join(map(short, value)) + "\n]")
        else:
            parts.append(f"{short(key)}:{short(value)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


_SHA256 = "04342cdc1e3016bcd7db1630de95684d67b79fe3c8c460321e87aef469502394"

if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    content = (Path(sys.argv[1]) / "countries-50m.json").read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != _SHA256:
        sys.exit(f"another file than the one that the table was made from: {found}")
    OUTLINES.write_text(as_text(outlines(json.loads(content))), encoding="utf-8")
