"""What people call communes, partners and partnerships where their ids stand in tables; programs still get the ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from cic.model.partnership import Partnership
from cic.model.programme import Programme
from cic.pages.tables import Cell, Page, Table, Term

Names = Mapping[str, str]
_NAMED = frozenset(("who", "commune", "partnership"))
"""Columns whose ids have a name beside which nothing else says it."""


def names_of(programme: Programme) -> Names:
    """The names by their ids, as many of them as are in the programme. Of what several are called the id stands too."""
    own = [
        *((one.id, name_of(one)) for one in programme.partnerships.values()),
        *((one.id, one.value.name) for one in programme.each_commune()),
        *((one.id, one.value.name) for one in programme.each_partner()),
    ]
    uses = Counter(name for _, name in own)
    return {id: name if uses[name] == 1 else f"{name} ({id})" for id, name in reversed(own)}


def name_of(partnership: Partnership) -> str:
    """What a partnership is called: as printed, else by those who take part in it."""
    return (
        partnership.printed_name or " – ".join(one.name for one in partnership.participants.values()) or partnership.id
    )


def with_names(table: Table, names: Names) -> Table:
    """The table with names for people in place of ids; a matrix has both already."""
    places = [n for n, column in enumerate(table.columns) if column.key in _NAMED]
    if not places or any(column.as_sign for column in table.columns):
        return table
    return table._replace(rows=tuple(_named(row, places, names) for row in table.rows))


def page_with_names(page: Page, names: Names) -> Page:
    """The page with its tables so."""
    return page._replace(tables=tuple(with_names(table, names) for table in page.tables))


def _named(row: tuple[Cell, ...], places: list[int], names: Names) -> tuple[Cell, ...]:
    cells = list(row)
    for n in places:
        id = cells[n]
        if isinstance(id, str) and id in names:
            cells[n] = Term(id, names[id])
    return tuple(cells)
