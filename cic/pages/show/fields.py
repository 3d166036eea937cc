"""One thing as it is written: field by field, with the line of each."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal

from cic.diagnostics import Spot
from cic.model.paths import is_personal_key
from cic.model.persons import concerns_person
from cic.model.scalars import Record, values_of
from cic.pages.show.catalogue import Thing
from cic.pages.show.view import View
from cic.pages.tables import Cell, Column, Table, words
from cic.storage.places import places


def fields_table(view: View, thing: Thing) -> Table:
    """The leaves of the thing, with their lines. Data of persons are left out unless asked for."""
    leaves = list(_leaves(thing.spot, thing.value, "", view.with_persons))
    at = places(view.loaded, [spot for spot, _, _ in leaves])
    rows = tuple((name, cell, str(at[spot].line)) for spot, name, cell in leaves)
    columns = (
        Column("field", words("Field"), "id"),
        Column("value", words("Value")),
        Column("line", words("In line"), "id"),
    )
    title = words("{kind}: {id}, {file}", kind=thing.kind, id=thing.id, file=thing.spot.file)
    return Table(f"{thing.kind}.fields", title, columns, rows)


def _leaves(spot: Spot, value: object, name: str, with_persons: bool) -> Iterator[tuple[Spot, str, Cell]]:
    """The leaves below a value: their place, their name and what stands there. What is absent is left out."""
    shape = type(value)
    if isinstance(value, Record):
        if not with_persons and concerns_person(spot.file, value):
            return
        value = {key: item for key, item in values_of(value).items() if key in value.model_fields_set}
    if isinstance(value, dict):
        for key, item in value.items():
            if is_personal_key(shape, key) and not with_persons:
                continue
            yield from _leaves(spot.at(key), item, f"{name}.{key}".removeprefix("."), with_persons)
    elif isinstance(value, tuple):
        for n, item in enumerate(value):
            yield from _leaves(spot.at(n), item, f"{name}[{n}]", with_persons)
    elif value is not None:
        yield spot, name, _cell(value)


def _cell(value: object) -> Cell:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value if isinstance(value, (str, int, Decimal)) else str(value)
