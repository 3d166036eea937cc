"""The map of the communes: what it shows, what it says in words, and that its names are apart."""

from __future__ import annotations

import itertools
import random
import re
import time
import xml.etree.ElementTree as ET

import pytest
from conftest import DAY, ROOT

from cic.analysis.status import Status
from cic.language import NAMES, language_of
from cic.pages.annual.partnerships import standings
from cic.pages.annual.question import Question
from cic.pages.commune_map import Aside, CommuneMap, Place, Region, Sheet, Standing, commune_map
from cic.pages.tables import words
from cic.render.map_labels import Label, labels
from cic.render.map_svg import WIDTH, frame_of, map_svg
from cic.render.web.commune_map import map_html
from cic.storage.folder import Folder
from cic.storage.loader import load

DEMO = ROOT / "cic" / "scaffold" / "demo"
ENGLISH = language_of("en")
STANDS = Standing(Status.BEHIND, 4, 4, 2)
SVG = "{http://www.w3.org/2000/svg}"


def _href(who: str) -> str:
    return f"communes/{who}.html"


def _place(name: str, east: float, north: float, country: str = "XF") -> Place:
    return Place(name.lower(), name, country, "", (east, north), STANDS)


def _sheet(*places: Place) -> Sheet:
    return Sheet(tuple(dict.fromkeys(place.country for place in places)), places)


def _svg(sheet: Sheet, **more: object) -> ET.Element:
    drawn = map_svg(sheet, "map", ENGLISH, **more)  # type: ignore[arg-type]
    return ET.fromstring(drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


@pytest.fixture(scope="module")
def demo():
    return load(Folder(DEMO), DAY).programme


def test_everybody_is_in_the_list_and_who_has_coordinates_on_the_map(demo) -> None:
    found = commune_map(demo, 2023)
    assert sorted(place.id for place in found.places) == sorted(demo.participants)
    (sheet,) = found.sheets
    assert sheet.countries == ("XF",)
    given = {id for id, one in demo.participants.items() if one.value.coordinates is not None}
    assert {place.id for place in sheet.places} == given
    assert [(region.country, region.name) for region in found.regions] == [
        ("XF", "Lower Fable"), ("XF", "Upper Fable"), ("XI", ""),
    ]  # fmt: skip


def test_it_counts_what_the_report_counts(demo) -> None:
    for year in demo.years:
        stands = {place.id: place.standing for place in commune_map(demo, year).places}
        for id in demo.participants:
            known = standings(demo, Question(year, commune=id))
            due, reported, met = (
                sum(sum(one.commune == id for one in getattr(part, key)) for part in known)
                for key in ("decided", "reported", "met")
            )
            assert stands[id][1:4] == (due, reported, met), (year, id)


@pytest.mark.parametrize("code", NAMES)
def test_the_list_says_all_that_the_map_shows(demo, code: str) -> None:
    found, language = commune_map(demo, 2022), language_of(code)
    whole = map_html(found, "map", language, _href)
    drawn, _, listed = whole.partition('<dl class="by-region">')
    for place in found.places:
        assert f'<a href="communes/{place.id}.html">{place.name}</a>' in listed
        called = place.standing.is_called
        assert f"{called.symbol} {language.say(words(called.value))}" in listed
        assert (f'href="communes/{place.id}.html"' in drawn) is (place.point is not None)
    assert drawn.count("<circle") == sum(place.point is not None for place in found.places)
    assert whole == map_html(commune_map(demo, 2022), "map", language, _href)


def test_of_whom_nothing_is_asked_and_who_is_gone_stands_not_as_if_something_were_due_later(demo) -> None:
    found, early = ({place.id: place.standing for place in commune_map(demo, year).places} for year in (2024, 2020))
    assert (found["testopolis"].aside, found["placeholdia"].aside) == (Aside.MERGED, Aside.LEFT)
    assert {one.aside for one in early.values()} == {None}
    shipped = load(Folder(ROOT / "data"), DAY).programme
    north = {id for id, one in shipped.communes.items() if not shipped.is_southern(one.value)}
    stands = {place.id: place.standing for place in commune_map(shipped, 2021).places}
    assert north
    assert north == {id for id, one in stands.items() if one.aside is Aside.NOT_ASKED}
    whole = map_html(commune_map(shipped, 2021), "map", ENGLISH)
    assert whole.count("∅ no values are asked of it") == len(north)
    assert "· not due" not in whole


def test_what_stands_aside_is_told_apart_on_the_map_and_in_its_legend() -> None:
    aside = _place("Bravo", 2, 1)._replace(standing=Standing(Status.NOT_DUE, 0, 0, 0, Aside.NOT_ASKED))
    later = _place("Charlie", 3, 1)._replace(standing=Standing(Status.NOT_DUE, 0, 0, 0))
    sheet = _sheet(_place("Alfa", 1, 1), aside, later)
    drawn = _svg(sheet)
    marks = [text.text for text in drawn.findall(f".//{SVG}text") if text.get("class") == "mark"]
    assert marks == ["◐", "∅", "·"]
    kinds = [circle.get("class") for circle in drawn.findall(f".//{SVG}circle")]
    assert kinds == ["place s-behind", "place s-aside", "place s-not-due"]
    assert "Bravo: no values are asked of it" in (drawn.findtext(f"{SVG}desc") or "")
    whole = map_html(CommuneMap(2031, (sheet,), (Region("XF", "", sheet.places),)), "map", ENGLISH)
    assert "Signs: ◐ behind, · not due, ∅ no values are asked of it" in whole
    for code, said in (("fr", "aucune valeur ne lui est demandée"), ("nl", "er worden geen waarden van gevraagd")):
        assert said in map_html(CommuneMap(2031, (sheet,), ()), "map", language_of(code))


def test_without_a_point_there_is_no_map_and_nobody_is_said_to_be_off_it() -> None:
    programme = load(Folder(ROOT / "tests" / "base"), DAY).programme
    whole = map_html(commune_map(programme, 2032), "map", ENGLISH)
    assert "<svg" not in whole
    assert "not on the map" not in whole
    assert "<dt>Region not stated (XA)</dt>" in re.sub("</?abbr.*?>", "", whole)
    assert "<a " not in whole


def test_links_make_it_a_group_and_a_picture_has_none() -> None:
    one = _sheet(_place("Alfa", 1, 1), _place("Bravo", 1.5, 1.2))
    picture, group = _svg(one), _svg(one, href=_href)
    assert (picture.get("role"), group.get("role")) == ("img", "group")
    assert not picture.findall(f".//{SVG}a")
    assert [link.get("href") for link in group.findall(f".//{SVG}a")] == ["communes/alfa.html", "communes/bravo.html"]
    assert (
        picture.findtext(f"{SVG}desc") == "Alfa: behind, 2 of 4 targets reached; Bravo: behind, 2 of 4 targets reached"
    )
    assert {text.text for text in group.findall(f".//{SVG}text") if text.get("class") == "mark"} == {"◐"}


def test_an_outline_stands_behind_where_one_is_known() -> None:
    known, unknown = _svg(_sheet(_place("A", 4.4, 50.8, "BE"))), _svg(_sheet(_place("A", -30.0, 0.0)))
    kinds = [{path.get("class") for path in one.findall(f"{SVG}path")} for one in (known, unknown)]
    assert kinds == [{"land", "border", "scale"}, {"grid", "scale"}]


@pytest.mark.parametrize(
    "points",
    [
        [(0.0, 0.0)],
        [(0.0, 0.0), (0.0, 8.0)],
        [(0.0, 0.0), (9.0, 0.0)],
        [(-9.9, 29.7), (-1.9, 34.9)],
        [(179.9, -16.6), (-179.9, -16.7)],
        [(10.0, 89.0), (20.0, 89.9)],
        [(-13.0, 27.0), (-5.0, 35.0)],
        [(-9.8, 29.0)],
    ],
)
def test_every_place_is_within_the_frame(points: list[tuple[float, float]]) -> None:
    sheet = _sheet(*(_place(f"N{n}", *point, "MA") for n, point in enumerate(points)))
    frame = frame_of(sheet)
    assert 0.5 * WIDTH < frame.height < 1.2 * WIDTH
    for point in points:
        x, y = frame.at(point)
        assert 6 <= x <= WIDTH - 6
        assert 6 <= y <= frame.height - 6
    markup = map_svg(sheet, "m", ENGLISH)
    assert "nan" not in markup
    assert "inf" not in markup


def test_a_map_of_morocco_ends_where_no_border_is_disputed() -> None:
    frame = frame_of(_sheet(_place("A", -9.6, 29.6, "MA"), _place("B", -2.3, 34.9, "MA")))
    assert frame.box.south == 29
    assert frame_of(_sheet(_place("A", -9.6, 29.6, "XF"), _place("B", -2.3, 34.9, "XF"))).box.south < 29.0


def test_far_countries_have_maps_of_their_own(demo) -> None:
    from cic.pages.commune_map import _sheets

    rwanda, burundi = _place("R", 30.0, -2.0, "RW"), _place("B", 29.4, -3.4, "BI")
    benin, belgium = _place("C", 2.4, 6.4, "BJ"), _place("D", 4.4, 50.8, "BE")
    found = [sheet.countries for sheet in _sheets([rwanda, benin, burundi, belgium])]
    assert found == [("BJ",), ("RW", "BI"), ("BE",)]


def _room(label: Label) -> tuple[float, float, float, float]:
    assert label.left is not None
    x, y = label.left
    return x, y - 10, x + label.width, y + 3


@pytest.mark.parametrize("seed", range(20))
def test_names_are_apart_whatever_lies_where(seed: int) -> None:
    chance = random.Random(seed)
    count = chance.randint(1, 60)
    given = [
        Label((round(chance.gauss(180, 60) % 340 + 10, 1), round(chance.gauss(150, 40) % 280 + 10, 1)), "x" * chance.randint(1, 40))
        for _ in range(count)
    ]  # fmt: skip
    found = labels(given, WIDTH, 300)
    rooms = [_room(one) for one in found if one.left is not None]
    for one, other in itertools.combinations(rooms, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    for west, north, east, south in rooms:
        assert west >= 0
        assert north >= 0
        assert east <= WIDTH
        assert south <= 300
    # the same map whatever the order
    mixed = list(enumerate(given))
    chance.shuffle(mixed)
    again = labels([one for _, one in mixed], WIDTH, 300)
    by_number = dict(zip((n for n, _ in mixed), again, strict=True))
    if len({(one.at, one.name) for one in given}) == count:
        assert [by_number[n] for n in range(count)] == found


def test_few_names_all_have_room() -> None:
    found = labels([Label((40 + 45.0 * n, 40 + 30.0 * (n % 5)), f"Commune {n}") for n in range(7)], WIDTH, 300)
    assert all(one.left is not None for one in found)


def test_a_long_name_is_whole_in_words() -> None:
    name = "Ain " + "Bni Mathar " * 9
    markup = map_svg(_sheet(_place(name, 1, 1)), "m", ENGLISH)
    assert re.search(r'class="name"[^>]*>[^<]{10,25}…<', markup)
    assert markup.count(name) == 2


def test_texts_of_strangers_stay_texts() -> None:
    evil = '"><script>alert(1)</script>\u202e\x07&'
    whole = map_svg(_sheet(_place(evil, 1, 1)), "m", ENGLISH, lambda _: "javascript:alert(1)\"'><b>")
    assert "<script" not in whole
    assert "<b>" not in whole
    assert "\u202e" not in whole
    ET.fromstring(whole)


def test_a_thousand_places_in_time() -> None:
    chance = random.Random(5)
    places = [_place(f"Place {n}", chance.uniform(-9, -2), chance.uniform(30, 35), "MA") for n in range(1000)]
    start = time.process_time()
    whole = map_svg(_sheet(*places), "m", ENGLISH)
    assert whole.count("<circle") == 1000
    assert time.process_time() - start < 10
