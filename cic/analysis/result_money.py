"""Money of results and activities: what the budget gives to each, and what was spent for it. Pure functions.

What stands below a result is a part of it: its amount holds theirs, and so does what was spent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from cic.analysis.activities import amount_of_row
from cic.analysis.spending import Entry
from cic.diagnostics import Spot
from cic.model.budget import Row
from cic.model.programme import Programme

Amount = tuple[Decimal, tuple[Spot, ...]]
"""An amount, and the places that it is taken from."""


class Given(NamedTuple):
    """Money that the budget gives to a result or an activity. id: of what; by: the amounts by year, and in `total`."""

    id: str
    by: Mapping[int | str, Amount]


def money_given(programme: Programme) -> Mapping[str, Given]:
    """The money of results and activities, by id. The whole of an activity may stand in the logical framework alone."""
    budget = programme.budget
    found: dict[str, Given] = {}
    for one in programme.each_activity():
        if one.value.budget is not None:
            found[one.id] = Given(one.id, {"total": (one.value.budget, (one.spot.at("budget"),))})
    for key, rows in (("activities", budget.activities), ("results", budget.results)) if budget is not None else ():
        found |= {id: _of_row(id, row, programme.spot("budget.yaml", key, id)) for id, row in rows.items()}
    return found


def _of_row(id: str, row: Row, spot: Spot) -> Given:
    years: dict[int | str, Amount] = {year: (amount, (spot.at(year),)) for year, amount in row.items()}
    return Given(id, {**years, "total": amount_of_row(row, spot)})


def purpose(entry: Entry) -> str | None:
    """What money was spent for: the activity, else the result; None where the report does not say."""
    return entry.activity or entry.result


def by_purpose(programme: Programme, entries: Iterable[Entry]) -> Mapping[str | None, tuple[Entry, ...]]:
    """The entries of each promise and activity, those of what stands below it included. Under None those of which the
    report does not say what they were for."""
    found: dict[str | None, list[Entry]] = {}
    for entry in entries:
        for id in _holders(programme, entry):
            found.setdefault(id, []).append(entry)
    return {id: tuple(own) for id, own in found.items()}


def _holders(programme: Programme, entry: Entry) -> Iterator[str | None]:
    id = purpose(entry)
    if id is None:
        yield None
    else:
        yield from programme.lineage(id)


def nearest_given(programme: Programme, id: str, rows: Mapping[str, Given]) -> Given | None:
    """The nearest row of what stands above a result or an activity."""
    return next((rows[one] for one in programme.lineage(id)[1:] if one in rows), None)
