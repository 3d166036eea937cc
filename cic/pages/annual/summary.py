"""How many indicators stand how."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from cic.analysis.status import Status
from cic.model.programme import Programme
from cic.pages.annual.indicators import judgement_in
from cic.pages.annual.question import Question
from cic.pages.annual.section import Builder
from cic.pages.tables import Column, Derivation, Derived, Table, words


def _table(programme: Programme, question: Question) -> Table:
    """How many of the indicators that are asked for have each status: counted, never averaged into a score."""
    ids: dict[Status, list[str]] = {}
    scope = question.scope(programme)
    for located in question.indicators(programme):
        ids.setdefault(judgement_in(programme, located, question.year, scope).status, []).append(located.id)
    columns = (Column("status", words("Status"), "status"), Column("indicators", words("Indicators"), "number"))
    rows = tuple(
        (status, Derived(Decimal(len(ids[status])), partial(Derivation, ", ".join(ids[status]))))
        for status in Status
        if status in ids
    )
    return Table("summary", words("At the end of {year}", year=question.year), columns, rows)


SECTION = Builder(lambda basis: [_table(basis.programme, basis.question.of_results(basis.programme))])
