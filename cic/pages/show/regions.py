"""The communes by region and province."""

from __future__ import annotations

from collections.abc import Iterator

from cic.base.message import Message
from cic.model.programme import Programme
from cic.pages.show.catalogue import things
from cic.pages.show.lists import ID, key_of, phase_of
from cic.pages.show.view import View
from cic.pages.tables import Cell, Column, CountryCode, Page, State, Table, words


def communes_by_region(view: View) -> Page:
    """The communes of each programme, a table a region, sorted by province."""
    return Page("", (), tuple(table for one in view.loaded.programme.and_phases() for table in regions(one)))


def regions(programme: Programme) -> Iterator[Table]:
    """The communes of one programme by region and province, as printed; last those of which no region is stated."""
    by_region: dict[str, dict[str, list[tuple[Cell, ...]]]] = {}
    for thing in things(programme, "communes"):
        commune = thing.value
        row = (
            commune.province or State.NOT_STATED,
            thing.id,
            commune.name,
            CountryCode.of(commune.country),
            thing.owner,
        )
        by_region.setdefault(commune.region or "", {}).setdefault(commune.province or "", []).append(row)
    for region in sorted(by_region, key=lambda name: (not name, name)):
        rows = tuple(row for province in by_region[region].values() for row in province)
        title: Message | str = region or words("Region not stated")
        if programme.folder:
            title = words("{title}, phase {name}", title=title, name=phase_of(programme))
        yield Table(key_of(f"communes.{region or '-'}", programme), title, _BY_REGION, rows)


_BY_REGION = (
    Column("province", words("Province")),
    ID,
    Column("name", words("Name")),
    Column("country", words("Country"), "id"),
    Column("partnership", words("Partnership"), "id"),
)
