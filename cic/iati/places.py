"""The places of an activity: the communes of its countries, and other places that are named for it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from cic.iati.parts import Part, made
from cic.iati.subject import Subject
from cic.model.published import PublishedPlace

PLACE = "place"
"""The dimension of a value that is divided by places of the activity."""
SYSTEM = "http://www.opengis.net/def/crs/EPSG/0/4326"


def known_places(subject: Subject) -> frozenset[str]:
    """Which ids are references of locations."""
    southern = (id for id, one in subject.programme.communes.items() if subject.programme.is_southern(one.value))
    return frozenset((*southern, *(one.ref for one in subject.said.places.values() if one.ref is not None)))


def locations(subject: Subject, only: Collection[str] | None = None) -> Iterator[Part]:
    """Each place; `only`: of these communes."""
    for id, located in subject.programme.communes.items():
        if subject.programme.is_southern(located.value) and (only is None or id in only):
            place = subject.said.places.get(id, PublishedPlace())
            own = located.value.coordinates
            if own is not None and place.latitude is None and place.longitude is None:
                place = place.model_copy(update={"latitude": own.latitude, "longitude": own.longitude})
            yield from _location(subject, id, id, located.value.name, place)
    for id, place in subject.said.places.items():
        if only is None and id not in subject.programme.communes and place.name is not None:
            yield from _location(subject, id, place.ref, place.name, place)


def _location(subject: Subject, id: str, ref: str | None, name: Any, place: PublishedPlace) -> Iterator[Part]:
    if (place.latitude is None) != (place.longitude is None):
        key = "latitude" if place.latitude is None else "longitude"
        yield subject.needs("the other one of the two coordinates", "places", id, key)
    children = [] if place.reach is None else [made("location-reach", code=place.reach)]
    children += [*subject.tongue.said("name", name), *subject.tongue.said("description", place.description)]
    if place.latitude is not None and place.longitude is not None:
        pos = made("pos", text=f"{place.latitude:f} {place.longitude:f}")
        children.append(made("point", pos, srsName=SYSTEM))
    if place.exactness is not None:
        children.append(made("exactness", code=place.exactness))
    if place.location_class is not None:
        children.append(made("location-class", code=place.location_class))
    yield made("location", *children, ref=ref)
