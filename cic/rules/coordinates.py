"""6xx, where communes and partners lie: the coordinates that a person gave, against the country and each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from cic.diagnostics import Problem, Severity, Spot
from cic.model.coordinates import Coordinates
from cic.model.partnership import Participant
from cic.model.programme import Located, Programme
from cic.reference import outlines
from cic.rules.having import communes_with, participants_with
from cic.rules.rule import problem, rule

_MOST_DECIMALS = 5
"""A metre: nothing that is a commune is smaller."""


def _located(programme: Programme) -> Iterator[tuple[Located[Participant], Coordinates, Spot]]:
    for located in participants_with(programme, "coordinates"):
        if located.value.coordinates is not None:
            yield located, located.value.coordinates, located.spot.at("coordinates")


@rule(
    code="CIC615",
    name="outside-its-country",
    severity=Severity.WARNING,
    title="coordinates that lie outside the country",
    hint="look the place up again: latitude is the degrees north, longitude the degrees east, below zero in the west",
)
def outside_the_country(programme: Programme) -> Iterator[Problem]:
    """Coordinates against the outline of the country; where the outline is disputed, or not known, nobody asks."""
    for located, found, spot in _located(programme):
        country = located.value.country
        if country is None or outlines.lies_in(country, found.point) is not False:
            continue
        meant = _meant(found, country)
        others = outlines.countries_at(found.point)
        if meant is not None:
            template = "latitude {north}, longitude {east} lies outside {country}; inside lies {meant}"
        elif others:
            template = "latitude {north}, longitude {east} lies outside {country}, in {others}"
        else:
            template = "latitude {north}, longitude {east} lies outside {country}, in no country that is known"
        yield problem(
            spot,
            template,
            related=(located.spot.at("country"),),
            north=f"{found.latitude:f}",
            east=f"{found.longitude:f}",
            country=country,
            meant=f"latitude: {meant[0]:f}, longitude: {meant[1]:f}" if meant else "",
            others=others,
        )


def _meant(found: Coordinates, country: str) -> tuple[Decimal, Decimal] | None:
    """Latitude and longitude that lie in the country, and differ from the written ones by a slip: exchanged, or with a
    minus too many or too few."""
    north, east = found.latitude, found.longitude
    for latitude, longitude in (
        (east, north),
        (north, -east),
        (-north, east),
        (-north, -east),
        (-east, north),
        (east, -north),
    ):
        if abs(latitude) <= 90 and outlines.lies_in(country, (float(longitude), float(latitude))):
            return latitude, longitude
    return None


@rule(
    code="CIC616",
    name="exactness-of-coordinates",
    severity=Severity.INFO,
    title="coordinates that are more exact than a commune, or too coarse to find it",
    hint="two to five decimals are enough: 0.01 degree is a kilometre, 0.00001 a metre",
)
def exactness(programme: Programme) -> Iterator[Problem]:
    """Decimals that say more than anybody can know, and coordinates without any."""
    for _, found, spot in _located(programme):
        for key, degrees in (("latitude", found.latitude), ("longitude", found.longitude)):
            if _decimals(degrees) > _MOST_DECIMALS:
                rounded = degrees.quantize(Decimal(1).scaleb(-_MOST_DECIMALS), ROUND_HALF_UP)
                template = "{degrees} is exact to less than a metre: write {plain}"
                yield problem(spot.at(key), template, degrees=f"{degrees:f}", plain=f"{rounded:f}")
        if not _decimals(found.latitude) and not _decimals(found.longitude):
            template = "whole degrees are up to 111 km from each other: write them with two decimals or more"
            yield problem(spot, template)


def _decimals(degrees: Decimal) -> int:
    exponent = degrees.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


@rule(
    code="CIC617",
    name="same-coordinates",
    severity=Severity.WARNING,
    title="two communes at one point",
    hint="look both up again: one of them was probably copied from the other",
)
def at_the_same_point(programme: Programme) -> Iterator[Problem]:
    """Communes that have the coordinates of another one; not those that one became of the other."""
    at: dict[tuple[Decimal, Decimal], list[Located[Participant]]] = defaultdict(list)
    for located in programme.communes.values() if communes_with(programme, "coordinates") else ():
        found = located.value.coordinates
        if found is None:
            continue
        here = at[found.latitude.normalize(), found.longitude.normalize()]
        first = next((one for one in here if not _is_successor(located, one)), None)
        if first is not None:
            yield problem(
                located.spot.at("coordinates"),
                "{commune} lies exactly where {other} lies",
                related=(first.spot.at("coordinates"),),
                commune=located.value.name,
                other=first.value.name,
            )
        here.append(located)


def _is_successor(one: Located[Participant], other: Located[Participant]) -> bool:
    return one.value.merged_into == other.id or other.value.merged_into == one.id


@rule(
    code="CIC618",
    name="other-published-place",
    severity=Severity.WARNING,
    title="a place that is published at other coordinates than it has",
    hint="correct whichever is wrong, or leave out the one under `publication:`, which is then that of the commune",
    needs=("programme",),
)
def published_elsewhere(programme: Programme) -> Iterator[Problem]:
    """What is published of a commune against its own coordinates."""
    publication = programme.identity.publication if programme.identity else None
    for id, place in (publication.places if publication else {}).items():
        located = programme.communes.get(id)
        found = located.value.coordinates if located else None
        if located is None or found is None:
            continue
        for key, published, own in (
            ("latitude", place.latitude, found.latitude),
            ("longitude", place.longitude, found.longitude),
        ):
            if published is not None and published != own:
                yield problem(
                    programme.spot("programme.yaml", "publication", "places", id, key),
                    "{published} is published of {commune}, whose coordinates say {own}",
                    related=(located.spot.at("coordinates", key),),
                    expected=own,
                    found=published,
                    published=f"{published:f}",
                    own=f"{own:f}",
                    commune=located.value.name,
                )


RULES = (outside_the_country, exactness, at_the_same_point, published_elsewhere)
