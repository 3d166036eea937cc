"""Files that are looked up as one thing each, of any kind: a table of them, and a page that says what is written."""

from __future__ import annotations

from collections.abc import Iterator

from cic.model.kinds import Kind
from cic.pages.keys import word_of
from cic.pages.show.catalogue import Thing
from cic.pages.show.fields import fields_table
from cic.pages.show.origins import whereabouts
from cic.pages.show.view import View, filled, findings_table
from cic.pages.tables import Cell, Column, Table, words


def file_page(view: View, thing: Thing) -> Iterator[Table]:
    """What is written in the file, field by field; what the check says of it, and where it comes from."""
    yield fields_table(view, thing)
    yield from filled(findings_table(view, [thing.spot]))
    yield whereabouts(view, thing)


def file_columns(kind: Kind) -> tuple[Column, ...]:
    """What a table says of each file after its id."""
    keys = (Column(key, words("{what}", what=word_of(key)), "id") for key in _others(kind))
    return (*keys, Column("file", words("File"), "id"))


def file_cells(kind: Kind, thing: Thing) -> tuple[Cell, ...]:
    """The cells of those columns."""
    return (*(getattr(thing.value, key) for key in _others(kind)), thing.spot.file)


def _others(kind: Kind) -> tuple[str, ...]:
    return tuple(key for key in kind.keys if key != "id")
