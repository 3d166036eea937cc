"""Where a commune or a partner lies: degrees of WGS 84, as a person gives them, with what says so."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import Field, PlainValidator, WithJsonSchema, model_validator

from cic.model.modelled import Modelled
from cic.model.rules import WRONG_TYPE, WRONG_VALUE
from cic.model.scalars import Record, Words, kind_of, refuse

_MOST_NORTH, _MOST_EAST = Decimal(90), Decimal(180)
_SEXAGESIMAL = re.compile(
    r"([NSEWO]?)\s*([0-9]{1,3})\s*°\s*(?:([0-9]{1,2}(?:[.,][0-9]+)?)\s*['’′]\s*)?(?:([0-9]{1,2}(?:[.,][0-9]+)?)\s*(?:[\"”″]|''|’’)\s*)?([NSEWO]?)"
)
_PLAIN = re.compile(r"[+-]?[0-9]{1,3}(?:[.,][0-9]{1,10})?")
_BELOW_ZERO = frozenset("SWO")
"""South and west, ouest."""


def decimal_degrees(written: str) -> Decimal | None:
    """What a person wrote in another way, in decimal degrees; None for what is no angle.

    >>> decimal_degrees("36°07'12\\" N"), decimal_degrees("4° 57′ O"), decimal_degrees("-4,95")
    (Decimal('36.12'), Decimal('-4.95'), Decimal('-4.95'))
    """
    text = written.strip()
    if _PLAIN.fullmatch(text):
        return Decimal(text.replace(",", "."))
    match = _SEXAGESIMAL.fullmatch(text)
    if match is None or (match[1] and match[5]):
        return None
    minutes, seconds = (Decimal((part or "0").replace(",", ".")) for part in (match[3], match[4]))
    degrees = Decimal(match[2]) + (minutes + seconds / 60) / 60
    side = match[1] or match[5]
    return degrees.quantize(Decimal("0.0001")).normalize() * (-1 if side in _BELOW_ZERO else 1)


def _degrees(value: Any) -> Decimal:
    if type(value) is int or type(value) is Decimal:
        return Decimal(value)
    meant = decimal_degrees(value) if type(value) is str else None
    if meant is not None:
        template = "decimal degrees are needed here, without quotes: write {plain}"
        raise refuse(WRONG_TYPE, template, plain=f"{meant:f}", needs="number")
    raise refuse(WRONG_TYPE, "decimal degrees are needed here, such as 36.12, not {kind}", kind=kind_of(value))


Degrees = Annotated[Decimal, PlainValidator(_degrees), WithJsonSchema({"type": "number"})]
"""An angle in decimal degrees, exact."""


class Coordinates(Record):
    """A point on the earth, and what says that somebody lies there."""

    latitude: Degrees = Field(examples=[36.12])
    """Decimal degrees north of the equator, below zero in the south, of WGS 84"""
    longitude: Degrees = Field(examples=[-4.95])
    """Decimal degrees east of Greenwich, below zero in the west, of WGS 84"""
    source: Words
    """What says so: a map, an official list, and when it was looked up"""

    @model_validator(mode="after")
    def _on_earth(self) -> Self:
        latitude, longitude = self.latitude, self.longitude
        if abs(latitude) <= _MOST_NORTH and abs(longitude) <= _MOST_EAST:
            return self
        if abs(longitude) <= _MOST_NORTH and abs(latitude) <= _MOST_EAST:
            template = "there is no latitude {latitude}: exchange the two, latitude: {longitude}, longitude: {latitude}"
            raise refuse(WRONG_VALUE, template, latitude=f"{latitude:f}", longitude=f"{longitude:f}")
        if abs(latitude) > _MOST_NORTH:
            template = "there is no latitude {degrees}: write degrees from -90 to 90, such as 36.12"
            raise refuse(WRONG_VALUE, template, degrees=_shown(latitude))
        template = "there is no longitude {degrees}: write degrees from -180 to 180, such as -4.95"
        raise refuse(WRONG_VALUE, template, degrees=_shown(longitude))

    @property
    def point(self) -> tuple[float, float]:
        """Longitude and latitude, as what is drawn needs them."""
        return float(self.longitude), float(self.latitude)


def _shown(degrees: Decimal) -> str:
    return f"{degrees:f}" if degrees.adjusted() < 20 else f"{degrees:.3e}"


CoordinatesBlock = Annotated[Coordinates | None, Modelled.CHOICE]
"""No document prints them: a person says where, and from what."""
