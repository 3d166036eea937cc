"""Where the communes and partners lie, as far as a person said so, and how each stands: what a map draws, and what a
list says instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from cic.analysis.actuals import all_who_report
from cic.analysis.progress import CommuneTarget, status_of, thresholds
from cic.analysis.status import Status
from cic.base.message import Message, phrase
from cic.model.partnership import Commune, Participant
from cic.model.programme import Programme
from cic.model.reporting import Thresholds
from cic.model.stay import ALWAYS, Stay
from cic.pages.counts import targets_due
from cic.pages.tables import words

Point = tuple[float, float]
"""Longitude and latitude, in degrees."""
_ONE_MAP = 12.0
"""Degrees between the places of two countries that still stand on one map."""


class Aside(Enum):
    """Why nothing can be due of one: another thing than that nothing is due yet."""

    NOT_ASKED = phrase("no values are asked of it")
    MERGED = phrase("merged")
    LEFT = phrase("left the programme")

    @property
    def symbol(self) -> str:
        """The sign that stands for it on a map."""
        return _ASIDE[self]


_ASIDE = {Aside.NOT_ASKED: "∅", Aside.MERGED: "→", Aside.LEFT: "×"}


class Standing(NamedTuple):
    """How many targets of one are due, reported and reached, and how that is called. aside: why nothing is, where that
    is known."""

    status: Status
    due: int
    reported: int
    met: int
    aside: Aside | None = None

    @property
    def is_called(self) -> Status | Aside:
        """What stands for it on a map and in a list."""
        return self.aside or self.status

    @property
    def said(self) -> Message | None:
        """The same as a sentence; None where nothing is due."""
        if not self.due:
            return None
        if not self.reported:
            return words("{due:targets} due", due=self.due)
        if self.reported < self.due:
            template = "{met} of {due:targets} reached, {missing} not reported"
            return words(template, met=self.met, due=self.due, missing=self.due - self.reported)
        return words("{met} of {due:targets} reached", met=self.met, due=self.due)


class Place(NamedTuple):
    """A commune or a partner: where it lies by its documents, and its point where a person gave one."""

    id: str
    name: str
    country: str
    region: str
    point: Point | None
    standing: Standing
    is_partner: bool = False


class Sheet(NamedTuple):
    """One map: the places on it, of countries that lie beside each other."""

    countries: tuple[str, ...]
    places: tuple[Place, ...]


class Region(NamedTuple):
    """Those of one region; the name is empty where the documents state none."""

    country: str
    name: str
    places: tuple[Place, ...]


class CommuneMap(NamedTuple):
    """The maps, none where nobody gave coordinates, and everybody by region."""

    year: int
    sheets: tuple[Sheet, ...]
    regions: tuple[Region, ...]

    @property
    def places(self) -> Iterator[Place]:
        """Everybody, by region."""
        return (place for region in self.regions for place in region.places)


def commune_map(programme: Programme, year: int) -> CommuneMap:
    """Everybody who takes part, as they stand at the end of a year: those of the south first."""
    targets = targets_due(programme, year)
    stands = _standings(programme, targets, year)
    places = [_place(id, one.value, stands[id]) for id, one in programme.participants.items()]
    south = programme.identity.countries if programme.identity else ()
    places.sort(key=lambda place: (place.country not in south, place.country))
    on_maps = [place for place in places if place.point is not None]
    return CommuneMap(year, tuple(_sheets(on_maps)), tuple(_regions(places)))


def asked_for_values(programme: Programme) -> frozenset[str]:
    """The communes and partners that report any indicator, or ever did."""
    of_each = (one.value for one in programme.each_indicator() if one.value.level == "commune")
    return frozenset(id for one in of_each for id in all_who_report(programme, one))


def countries_on_maps(programme: Programme) -> frozenset[str]:
    """The countries of everybody who has a point, without asking how anybody stands."""
    placed = (one.value for one in programme.participants.values() if one.value.coordinates is not None)
    return frozenset(one.country or "" for one in placed)


def _place(id: str, one: Participant, standing: Standing) -> Place:
    region = (one.region or one.province or "") if isinstance(one, Commune) else ""
    point = one.coordinates.point if one.coordinates is not None else None
    return Place(id, one.name, one.country or "", region, point, standing, not isinstance(one, Commune))


def _standings(programme: Programme, targets: Iterable[CommuneTarget], year: int) -> dict[str, Standing]:
    due: dict[str, list[CommuneTarget]] = {id: [] for id in programme.participants}
    for target in targets:
        if target.value is not None:
            due[target.commune].append(target)
    limits, asked, stays = thresholds(programme), asked_for_values(programme), programme.stays["commune"]
    return {
        id: _standing(own, limits, None if own else _aside(id in asked, stays.get(id, ALWAYS), year))
        for id, own in due.items()
    }


def _aside(is_asked: bool, stay: Stay, year: int) -> Aside | None:
    if stay.has_passed_on(year):
        return Aside.MERGED
    if stay.gone is not None and stay.gone <= year:
        return Aside.LEFT
    return None if is_asked else Aside.NOT_ASKED


def _standing(due: list[CommuneTarget], limits: Thresholds | None, aside: Aside | None) -> Standing:
    """The share of the targets that are reached is judged as the progress of an indicator is."""
    reported = sum(one.observed is not None for one in due)
    met = sum(bool(one.is_met) for one in due)
    if not due:
        status = Status.NOT_DUE
    elif not reported:
        status = Status.NOT_REPORTED
    elif met == len(due):
        status = Status.ACHIEVED
    elif reported < len(due):
        status = Status.INCOMPLETE
    else:
        status = status_of(Decimal(met) * 100 / len(due), limits)
    return Standing(status, len(due), reported, met, aside)


def _regions(places: Iterable[Place]) -> Iterator[Region]:
    by_region: dict[tuple[str, str], list[Place]] = {}
    for place in places:
        by_region.setdefault((place.country, place.region), []).append(place)
    # those of which no region is stated come last of their country
    order = {country: n for n, country in enumerate(dict.fromkeys(country for country, _ in by_region))}
    for country, name in sorted(by_region, key=lambda key: (order[key[0]], not key[1], key[1])):
        yield Region(country, name, tuple(by_region[country, name]))


def _sheets(places: list[Place]) -> Iterator[Sheet]:
    """The places by country; countries whose places are near to each other stand on one map."""
    groups: list[list[Place]] = []
    for country in dict.fromkeys(place.country for place in places):
        own = [place for place in places if place.country == country]
        near = [group for group in groups if _distance(group, own) <= _ONE_MAP]
        for group in near:
            groups.remove(group)
        groups.append([place for group in (*near, own) for place in group])
    for group in groups:
        yield Sheet(tuple(dict.fromkeys(place.country for place in group)), tuple(group))


def _distance(some: list[Place], others: list[Place]) -> float:
    """Degrees between the smallest boxes around the places of two groups."""
    gaps = []
    for axis in (0, 1):
        (low, high), (other_low, other_high) = (_span(group, axis) for group in (some, others))
        gaps.append(max(other_low - high, low - other_high, 0.0))
    return max(gaps)


def _span(places: list[Place], axis: int) -> tuple[float, float]:
    on_axis = [place.point[axis] for place in places if place.point is not None]
    return min(on_axis), max(on_axis)
