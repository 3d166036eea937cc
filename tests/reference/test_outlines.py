"""The outlines of countries: small, whole, cut where a border is disputed, and true enough to say where a place lies."""

from __future__ import annotations

import gzip
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import outlines as tool
import pytest

from cic.reference import outlines, table
from cic.reference.outlines import Box

FILE = Path(outlines.__file__).with_name("outlines.json")
WORLD = Box(-180, -90, 180, 90)

PLACES = [
    ("BE", (4.35, 50.85)), ("BE", (2.92, 51.23)), ("MA", (-6.84, 34.02)), ("MA", (-5.93, 35.17)), ("FR", (2.35, 48.86)),
    ("FR", (55.45, -20.88)), ("NO", (10.75, 59.91)), ("NO", (18.96, 69.65)), ("SN", (-17.44, 14.69)), ("BI", (29.36, -3.38)),
    ("CD", (15.31, -4.32)), ("CG", (15.28, -4.27)), ("CV", (-23.51, 14.93)), ("KM", (43.25, -11.7)), ("ST", (6.73, 0.34)),
    ("PS", (35.2, 31.9)), ("BO", (-68.15, -16.5)), ("SO", (44.06, 9.56)), ("CY", (33.36, 35.34)), ("XK", (21.16, 42.66)),
    ("LS", (27.48, -29.31)), ("VN", (105.85, 21.03)), ("EC", (-90.31, -0.74)), ("MT", (14.51, 35.9)),
]  # fmt: skip


def test_the_table_is_small_and_says_where_it_comes_from() -> None:
    assert FILE.stat().st_size < 150_000
    assert len(gzip.compress(FILE.read_bytes())) < 60_000
    assert "public domain" in outlines.source()
    assert "ISC" in outlines.source()
    assert table("outlines")["cuts"] == tool.CUTS
    assert table("outlines")["undrawn"] == tool.UNDRAWN


def test_it_has_the_countries_of_the_world() -> None:
    import pycountry

    known = set(table("outlines")["countries"]) - {""}
    official = {one.alpha_2 for one in pycountry.countries}
    assert known - official == {"XK"}
    # Antarctica, and what is smaller than a line of the source
    assert official - known == {
        "AQ", "BQ", "BV", "CC", "CX", "GF", "GI", "GP", "MQ", "RE", "SJ", "TK", "TV", "UM", "YT",
    }  # fmt: skip


@pytest.mark.parametrize(("country", "point"), PLACES)
def test_a_place_lies_in_its_country_and_its_antipode_does_not(country: str, point: tuple[float, float]) -> None:
    east, north = point
    assert outlines.lies_in(country, point) is True
    assert outlines.lies_in(country, (east - 180 if east > 0 else east + 180, -north)) is False


def test_exchanged_coordinates_lie_outside_wherever_a_border_is_disputed() -> None:
    assert outlines.lies_in("MA", (34.02, -6.84)) is False
    assert outlines.lies_in("MA", (-10.05, 28.98)) is None
    assert outlines.lies_in("EH", (-13.2, 27.15)) is None
    assert outlines.lies_in("XF", (0, 0)) is None
    assert outlines.lies_in("", (0, 0)) is None


def test_neighbours_meet_and_rings_are_areas() -> None:
    for country in table("outlines")["countries"]:
        rings = outlines.rings_of(country)
        assert rings, country
        # what is smaller than a step of the table is a point of it
        assert all(len(set(ring)) >= (3 if country not in ("VA", "MC") else 1) for ring in rings), country


def test_no_disputed_border_is_drawn() -> None:
    around = Box(-18, 20, -1, 37)
    drawn = outlines.drawn(around)
    # the coast and the border of Morocco end at the cut; no line runs along it
    assert not any(abs(a[1] - 29) < 1e-9 and abs(b[1] - 29) < 1e-9 for line in drawn.lines for a, b in pairwise(line))
    border = {27.66, 27.67}
    assert not any(round(y, 2) in border and -13.2 < x < -8.7 for line in drawn.lines for x, y in line)
    inside = [point for ring in outlines.rings_of("MA") for point in ring if point[1] < 29]
    assert inside
    assert not {point for line in drawn.lines for point in line} & set(inside)
    kosovo, serbia = (set(outlines.rings_of(code)[0]) for code in ("XK", "RS"))
    seen = {point for line in outlines.drawn(WORLD).lines for point in line}
    assert len(kosovo & serbia) > 5
    # the two ends of the border belong to the borders with others, too
    assert len(kosovo & serbia & seen) <= 2


@pytest.mark.parametrize(
    "box", [Box(-10, 29, -2, 36), Box(2, 50, 7, 51.5), Box(0, -2, 1, -1), WORLD, Box(170, -20, 190, -10)]
)
def test_nothing_is_drawn_beyond_the_box(box: Box) -> None:
    drawn = outlines.drawn(box)
    for line in (*drawn.land, *drawn.lines):
        for x, y in line:
            assert box.west - 1e-9 <= x <= box.east + 1e-9
            assert box.south - 1e-9 <= y <= box.north + 1e-9


def test_the_open_sea_is_empty() -> None:
    assert outlines.drawn(Box(-32, -2, -30, 0)) == ((), ())


def test_it_is_read_by_who_asks_alone() -> None:
    code = "import sys, cic.rules, cic.pages.commune_map; from cic.reference import table; print(table.cache_info().currsize)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "0\n"


def test_simplified_lines_keep_their_ends() -> None:
    line = [(0.0, 0.0), (1.0, 0.001), (2.0, 0.0), (3.0, 5.0), (4.0, 0.0)]
    assert tool.simplified(line, 2) == [(0.0, 0.0), (2.0, 0.0), (3.0, 5.0), (4.0, 0.0)]
    assert len(tool.simplified([(0.0, 0.0), (0.01, 0.01), (0.0, 0.02), (0.0, 0.0)], 4)) == 4
