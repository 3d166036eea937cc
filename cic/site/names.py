"""What people call communes, partners and partnerships where their ids stand in tables; programs still get the ids."""

from __future__ import annotations

from collections.abc import Mapping

from cic.base.message import Message
from cic.pages.tables import Cell, NamedThing, Page, Table, Term, words

Names = Mapping[str, str]
_NAMED = frozenset(("who", "commune", "partnership", "whose", "from", "to"))
"""Columns whose ids have a name beside which nothing else says it."""
_OF_PARTNERSHIPS = "partnerships"
"""The last part of the key of a table whose rows are partnerships, by their ids."""
_SENTENCE = "message"
"""A column of sentences, as findings are."""
_SAID = frozenset(("who", "without", "successor", "whose", "partnership", "commune", "communes"))
"""What fills a sentence with ids of communes and partnerships."""
_OWNER = frozenset(("Partnership", "Merged into", "Same address as"))
"""Under which names an id of a commune or a partnership stands among what is said of a thing; under `_OWNERS` many."""
_OWNERS = frozenset(("Carries on after",))
_ABOVE = frozenset(("Measures", "Result", "Outcome", "Impact", "Part of"))
"""Under which names an id stands by which people call the thing, too."""


def with_names(table: Table, names: Names) -> Table:
    """The table with names for people in place of ids."""
    if any(column.as_sign for column in table.columns):
        return _matrix_with_names(table, names)
    is_of_partnerships = table.key.rpartition(".")[2] == _OF_PARTNERSHIPS and table.columns[0].key == "id"
    places = [n for n, column in enumerate(table.columns) if column.key in _NAMED or (is_of_partnerships and n == 0)]
    columns = table.columns
    if is_of_partnerships:
        columns = (columns[0]._replace(title=words("Partnership")), *columns[1:])
    rows = tuple(_named(row, places, names) for row in table.rows) if places else table.rows
    said = [n for n, column in enumerate(table.columns) if column.key == _SENTENCE]
    if said:
        rows = tuple(
            tuple(_told(one, names) if n in said and isinstance(one, Message) else one for n, one in enumerate(row))
            for row in rows
        )
    if table.key.rpartition(".")[2] == "about":
        rows = tuple(_said_of(row, names) for row in rows)
    notes = tuple(_told(note, names) for note in table.notes)
    return table._replace(columns=columns, rows=rows, notes=notes)


def _matrix_with_names(table: Table, names: Names) -> Table:
    """The rows by the names that lead to their pages; the id stands beside one only where two are alike. For programs
    both stay."""
    name, id, *others = table.columns
    if (name.key, id.key, id.joined) != ("name", "commune", True):
        return table
    columns = (id._replace(title=name.title, joined=False), name._replace(title=id.title, joined=True), *others)
    rows = tuple(
        (NamedThing(id, names[id]), Term(str(name), ""), *cells)
        if isinstance(id, str) and id in names
        else (id, name, *cells)
        for name, id, *cells in table.rows
    )
    return table._replace(columns=columns, rows=rows)


def page_with_names(page: Page, names: Names) -> Page:
    """The page with its tables and what is drawn of them so."""
    charts = tuple(
        chart._replace(marks=tuple(mark._replace(label=_label(mark.label, names)) for mark in chart.marks))
        for chart in page.charts
    )
    return page._replace(tables=tuple(with_names(table, names) for table in page.tables), charts=charts)


def _label(label: Cell, names: Names) -> Cell:
    return names.get(label, label) if isinstance(label, str) else label


def _named(row: tuple[Cell, ...], places: list[int], names: Names) -> tuple[Cell, ...]:
    cells = list(row)
    for n in places:
        # of what has a name already, too: it says nothing of another that is called so
        cell = cells[n]
        id = cell.word if isinstance(cell, Term) else cell
        if isinstance(id, str) and id in names:
            cells[n] = NamedThing(id, names[id])
    return tuple(cells)


def _said_of(row: tuple[Cell, ...], names: Names) -> tuple[Cell, ...]:
    """A name and what is said under it: the thing that the id means."""
    name, value, *more = row
    said = name.template if isinstance(name, Message) else ""
    if not isinstance(value, str):
        return row
    if said in _OWNER and value in names:
        return (name, NamedThing(value, names[value]), *more)
    if said in _OWNERS:
        return (name, _each(value, names), *more)
    return (name, NamedThing(value, value), *more) if said in _ABOVE else row


def _told(note: Message, names: Names) -> Message:
    """A sentence with names in it."""
    return note._replace(params={key: _meant(key, value, names) for key, value in note.params.items()})


def _meant(key: str, value: object, names: Names) -> object:
    if isinstance(value, Message):
        return _told(value, names)
    if isinstance(value, (tuple, list)) and not hasattr(value, "_fields"):
        return tuple(_meant(key, one, names) for one in value)
    return _each(value, names) if key in _SAID and isinstance(value, str) else value


def _each(ids: str, names: Names) -> str:
    """A list of ids with their names, where all of them are ids."""
    parts = ids.split(", ")
    return ", ".join(names[id] for id in parts) if all(id in names for id in parts) else ids
