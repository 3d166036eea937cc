"""The places of an activity: the communes of its countries, and other places that are named for it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from cic.iati.parts import Part, made
from cic.iati.subject import Subject
from cic.model.publication import PublishedPlace

_SYSTEM = "http://www.opengis.net/def/crs/EPSG/0/4326"
_REACH = "1"


def known_places(subject: Subject) -> frozenset[str]:
    """Which ids are references of locations."""
    southern = (id for id, one in subject.programme.communes.items() if subject.programme.is_southern(one.value))
    return frozenset((*southern, *(id for id, one in subject.said.places.items() if one.name is not None)))


def locations(subject: Subject, only: Collection[str] | None = None) -> Iterator[Part]:
    """Each place; `only`: of these communes."""
    for id, located in subject.programme.communes.items():
        if subject.programme.is_southern(located.value) and (only is None or id in only):
            place = subject.said.places.get(id, PublishedPlace())
            own = located.value.coordinates
            if own is not None and place.latitude is None and place.longitude is None:
                place = place.model_copy(update={"latitude": own.latitude, "longitude": own.longitude})
            yield from _location(subject, id, located.value.name, place)
    for id, place in subject.said.places.items():
        if only is None and id not in subject.programme.communes and place.name is not None:
            yield from _location(subject, id, place.name, place)


def _location(subject: Subject, id: str, name: Any, place: PublishedPlace) -> Iterator[Part]:
    if (place.latitude is None) != (place.longitude is None):
        key = "latitude" if place.latitude is None else "longitude"
        yield subject.needs("the other one of the two coordinates", "places", id, key)
    children = [made("location-reach", code=_REACH), *subject.tongue.said("name", name)]
    if place.latitude is not None and place.longitude is not None:
        pos = made("pos", text=f"{place.latitude:f} {place.longitude:f}")
        children.append(made("point", pos, srsName=_SYSTEM))
    if place.exactness is not None:
        children.append(made("exactness", code=place.exactness))
    yield made("location", *children, ref=id)
