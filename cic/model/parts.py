"""Parts of a value: how many of them are women and men, young and old, of one place and another."""

from __future__ import annotations

from typing import Annotated

from pydantic import Discriminator, Field, Tag

from cic.model.common import ONE, SEVERAL
from cic.model.modelled import Modelled
from cic.model.scalars import Id, Number, Record, Text

UNKNOWN = "unknown"
"""What stands beside the parts of a value for what of it nobody can assign to one."""


class Share(Record):
    """The part of a share that is of some alone."""

    numerator: Number
    """The part that is counted, where the value is a percentage"""
    denominator: Number
    """The whole that is counted, where the value is a percentage"""


def _form(value: object) -> str:
    """Whether a part is a number, or a share of its own."""
    return SEVERAL if isinstance(value, (dict, Share)) else ONE


PartValue = Annotated[Annotated[Number, Tag(ONE)] | Annotated[Share, Tag(SEVERAL)], Discriminator(_form)]
"""A number; of a share its numerator and denominator."""

Dimensions = Annotated[
    dict[Annotated[Id, Modelled.ID], Annotated[dict[Annotated[Id, Modelled.ID], Text], Field(min_length=1)]],
    Modelled.NAME,
    Field(examples=[{"sex": {"women": {"en": "women"}, "men": {"en": "men"}}}]),
]
"""How a value is divided: the parts of each dimension, with their names."""

Parts = Annotated[
    dict[Id, dict[Id, PartValue]],
    Field(examples=[{"sex": {"women": 12, "men": 8}}, {"sex": {"women": 12, "unknown": 8}}]),
]
"""What a value is made of: by dimension, the value of each part."""
