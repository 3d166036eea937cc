"""What a field says of itself where no document prints its values, although they are no reading of printed words.

The list of such fields is closed: whatever else stands in the data is printed in the document and the section that it
names, or marked as a reading. `tools/leaves.py` proves it where the documents are at hand.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from enum import Enum
from typing import Annotated, Any, NamedTuple

from pydantic.fields import FieldInfo


class Modelled(Enum):
    """Why no document prints the values of a field. Written beside its type: `Annotated[Id, Modelled.ID]`.

    TRANSLATION speaks of texts in another language than the document's alone; in its own they are as printed.
    """

    ID = "an id of the data, or a reference to one"
    FORM = "our word for what the form of the print says"
    NAME = "a name of ours"
    TRANSLATION = "translated by us, in other languages than the document’s"
    FILE = "of a file, not of what stands in it"
    CHOICE = "the project’s own choice, or a list from elsewhere"
    CHECK = "of the check of the data, not of the programme"


class Names(NamedTuple):
    """What an id names: the kinds of things that may have had another id before."""

    kinds: tuple[str, ...]


class Standard(NamedTuple):
    """The words that hold where the data declare none of their own. Written beside a type of ids."""

    words: tuple[str, ...]


def modelled(field: FieldInfo) -> Modelled | None:
    """What a field declares of itself, or its type for it: an id that names something is printed nowhere. None where it
    holds what is printed, or blocks that do."""
    for one in (*field.metadata, *_metadata(field.annotation)):
        if isinstance(one, (Modelled, Names)):
            return one if isinstance(one, Modelled) else Modelled.ID
    return None


def _metadata(annotation: Any) -> Iterator[object]:
    """What stands beside a type, also where it is one of several or of a list."""
    origin = typing.get_origin(annotation)
    if origin is Annotated:
        yield from annotation.__metadata__
    elif origin in (typing.Union, types.UnionType, tuple):
        for one in typing.get_args(annotation):
            yield from _metadata(one)
