"""What one commune owes, value by value: what each is in words, when it was due, of which years it lacks."""

from __future__ import annotations

from cic.analysis.targets import asked_by, due, milestones
from cic.base.periods import shown_name
from cic.pages.show.catalogue import Thing
from cic.pages.show.view import View
from cic.pages.tables import Cell, Column, NamedThing, Table, words


def owed_table(view: View, thing: Thing) -> Table | None:
    """A row for each value that is missing, then for each that is to be confirmed; None where it owes nothing."""
    programme = thing.programme
    own = [one for one in view.looked_up.missing(programme, view.year, thing.owner) if one.commune == thing.id]
    asked = asked_by(programme, view.year)
    rows: list[tuple[Cell, ...]] = []

    def row(id: str, state: Cell, of_years: tuple[int, ...] = ()) -> tuple[Cell, ...]:
        indicator = programme.indicators[id].value
        milestone = due(milestones(programme, programme.indicators[id]), asked)
        title = view.said(indicator.title or indicator.statement)
        since = milestone.year if milestone is not None else None
        return NamedThing(id, id), title, since, ", ".join(map(shown_name, of_years)) or None, state

    for one in own:
        for id in one.indicators:
            lacking = tuple(year for indicator, year in one.of_years if indicator == id)
            rows.append(row(id, words("to be reported"), lacking))
        rows += (row(id, words("to be confirmed: stands on {year}", year=year)) for id, year in one.to_confirm)
    if not rows:
        return None
    columns = (
        Column("id", words("Id"), "id"),
        Column("indicator", words("Indicator")),
        Column("due", words("Due at the end of"), "year"),
        Column("years", words("Years that lack")),
        Column("state", words("What to do")),
    )
    return Table("owed", words("What is still owed at the end of {year}", year=view.year), columns, tuple(rows))
