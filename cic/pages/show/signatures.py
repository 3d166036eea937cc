"""When the reports came and were approved; by whom only where the data of persons are asked for."""

from __future__ import annotations

from collections.abc import Iterator

from cic.model.programme import Programme
from cic.model.report import CommuneReport, Report
from cic.model.signed import Signed
from cic.pages.show.view import View
from cic.pages.tables import Cell, Column, State, Table, words


def signatures_table(view: View, programme: Programme, partnership: str | None, commune: str | None = None) -> Table:
    """The reports of a partnership (None: of the programme itself), or the parts of one commune in them."""
    columns = (
        Column("year", words("Year"), "year"),
        Column("commune", words("Commune"), "id"),
        Column("reported", words("Reported on")),
        *((Column("reported_by", words("by")),) if view.with_persons else ()),
        Column("approved", words("Approved on")),
        *((Column("approved_by", words("by")),) if view.with_persons else ()),
    )
    rows = tuple(_rows(view, programme, partnership, commune))
    return Table("signatures", words("When the reports came"), columns, rows)


def _rows(view: View, programme: Programme, partnership: str | None, commune: str | None) -> Iterator[tuple[Cell, ...]]:
    for report in sorted(programme.reports.values(), key=lambda one: one.year):
        if report.partnership != partnership:
            continue
        parts: list[tuple[str | None, Report | CommuneReport]] = [(None, report)]
        parts += [*report.communes.items(), *report.partners.items()]
        for id, one in parts:
            if commune in (None, id) and (one.reported is not None or one.approved is not None):
                yield report.year, id, *_said(view, one.reported), *_said(view, one.approved)


def _said(view: View, signed: Signed | None) -> tuple[Cell, ...]:
    day: Cell = State.NOT_STATED if signed is None else signed.date
    by = view.said(signed.by) if signed is not None else None
    return (day, by) if view.with_persons else (day,)
