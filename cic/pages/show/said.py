"""What reports say beside their figures, on the page of whoever reports, or of what they speak of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from cic.model.programme import Programme
from cic.model.report import Report
from cic.pages.annual.in_words import words_of
from cic.pages.annual.proofs import ENTRIES, entry_rows, proofs_of, without_empty
from cic.pages.annual.scope import Scope
from cic.pages.show.view import View
from cic.pages.tables import Column, Table, words


def scope_until(
    view: View,
    programme: Programme,
    partnership: str | None = None,
    commune: str | None = None,
    about: Collection[str] | None = None,
) -> Scope:
    """The reports up to the end of the year that is looked at."""
    reports: Iterable[tuple[str, Report]] = programme.reports.items()
    if commune is not None:
        reports = view.looked_up.reports_with(programme, commune)
    elif partnership is not None:
        reports = view.looked_up.reports_of(programme, partnership)
    return Scope(
        programme,
        view.language,
        tuple((file, one) for file, one in reports if one.year <= view.year),
        partnership,
        commune,
        about,
        clean=view.clean,
        seen=view.shown.add,
    )


def said_of(scope: Scope) -> Iterator[Table]:
    """The words, then what stands behind the figures; the money entry by entry stands elsewhere."""
    yield from words_of(scope)
    yield from proofs_of(scope)


def spending_table(view: View, scope: Scope) -> Iterator[Table]:
    """What was spent and what came back, each amount with its place, where there is any."""
    entries = tuple(entry_rows(scope))
    places = view.places(one.spot for one in entries)
    columns = (*ENTRIES[1:], Column("place", words("Place"), "place"))
    rows = tuple((*one.cells[1:], places[one.spot]) for one in entries)
    if rows:
        yield without_empty(Table("spending", words("Spending, entry by entry"), columns, rows))
