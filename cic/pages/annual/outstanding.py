"""What is missing, as a table."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from cic.analysis.outstanding import Missing, missing
from cic.base.periods import shown_name
from cic.model.programme import PROGRAMME, Programme
from cic.pages.annual.question import Question
from cic.pages.annual.section import Builder
from cic.pages.tables import Cell, Column, Derivation, Derived, Table, words

_COLUMNS = (
    Column("partnership", words("Partnership"), "id"),
    Column("commune", words("Commune"), "id"),
    Column("values", words("Values missing"), "number"),
    Column("indicators", words("Indicators")),
    Column("to_confirm", words("To confirm")),
    Column("accounts", words("Years without accounts")),
)


def _table(programme: Programme, question: Question) -> Table:
    """One row for each partnership, commune or the programme that owes a report."""
    rows = tuple(_row(one) for one in missing_of(programme, question))
    title = words("Missing at the end of {year}, and from whom", year=question.year)
    return Table("missing", title, _COLUMNS, rows, named_by=2)


def missing_of(programme: Programme, question: Question) -> tuple[Missing, ...]:
    """What is missing of what is asked for."""
    asked = {located.id for located in question.indicators(programme)}
    is_whole = question.result is None and question.indicator is None
    found = []
    for one in missing(programme, question.year):
        if question.partnership not in (None, one.partnership):
            continue
        narrowed = one._replace(
            indicators=tuple(id for id in one.indicators if id in asked),
            accounts=one.accounts if is_whole else (),
            to_confirm=tuple(pair for pair in one.to_confirm if pair[0] in asked),
            of_years=tuple(pair for pair in one.of_years if pair[0] in asked),
        )
        if narrowed.indicators or narrowed.accounts or narrowed.to_confirm:
            found.append(narrowed)
    return tuple(found)


def _row(one: Missing) -> tuple[Cell, ...]:
    return (
        words("(programme)") if one.partnership == PROGRAMME else one.partnership,
        one.commune or None,
        Derived(Decimal(len(one.indicators)), partial(Derivation, ", ".join(one.indicators))),
        ", ".join(one.indicators) or None,
        confirmed_later(one),
        ", ".join(map(shown_name, one.accounts)) or None,
    )


def confirmed_later(one: Missing) -> str | None:
    """The values that stand on an older report, with its year."""
    return ", ".join(f"{id} ({shown_name(year)})" for id, year in one.to_confirm) or None


SECTION = Builder(lambda basis: [_table(basis.programme, basis.question.of_results(basis.programme))])
