"""What is missing, as a table."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from cic.analysis.outstanding import Missing, missing
from cic.base.periods import first_day, last_day, shown_name
from cic.model.programme import PROGRAMME, Programme
from cic.model.report import CommuneReport, Report
from cic.model.signed import Signed
from cic.pages.annual.question import Question
from cic.pages.annual.section import Basis, Builder
from cic.pages.readable import partnership_name
from cic.pages.tables import Cell, Column, Derivation, Derived, State, Table, Term, words

_COLUMNS = (
    Column("partnership", words("Partnership"), "id"),
    Column("values", words("Values missing"), "number"),
    Column("indicators", words("Indicators")),
    Column("to_confirm", words("To confirm")),
)
_ACCOUNTS = Column("accounts", words("Years without accounts"))
_UNAPPROVED = Column("unapproved", words("Reports not approved"))


def _table(programme: Programme, question: Question) -> Table:
    """One row for each partnership, commune or the programme that owes a report."""
    found = missing_of(programme, question)
    asks_more = any(one.unapproved for one in found)
    # nobody owes accounts of some results, nor of one commune
    accounts = () if question.is_of_results or question.commune is not None else (_ACCOUNTS,)
    rows = tuple(
        (
            *_row(programme, one),
            *((_years(one.accounts),) if accounts else ()),
            *((_years(one.unapproved),) if asks_more else ()),
        )
        for one in found
    )
    columns = (*_COLUMNS, *accounts, *((_UNAPPROVED,) if asks_more else ()))
    title = words("Missing at the end of {year}, and from whom", year=question.year)
    columns = (columns[0], commune_column(programme), *columns[1:])
    return Table("missing", title, columns, rows, named_by=2)


def commune_column(programme: Programme) -> Column:
    """The column of the commune; where partners are no communes, its head says so."""
    if programme.partners and not programme.communes:
        return Column("commune", words("Partner"), "id")
    return Column("commune", words("Commune or partner") if programme.partners else words("Commune"), "id")


def missing_of(programme: Programme, question: Question) -> tuple[Missing, ...]:
    """What is missing of what is asked for."""
    asked = {located.id for located in question.indicators(programme)}
    is_whole = not question.is_of_results and question.commune is None
    found = []
    for one in missing(programme, question.year):
        if question.partnership not in (None, one.partnership) or question.commune not in (None, one.commune):
            continue
        narrowed = one._replace(
            indicators=tuple(id for id in one.indicators if id in asked),
            accounts=one.accounts if is_whole else (),
            to_confirm=tuple(pair for pair in one.to_confirm if pair[0] in asked),
            of_years=tuple(pair for pair in one.of_years if pair[0] in asked),
            unapproved=one.unapproved if is_whole else (),
        )
        if narrowed.indicators or narrowed.accounts or narrowed.to_confirm or narrowed.unapproved:
            found.append(narrowed)
    return tuple(found)


def _called(programme: Programme, id: str) -> Cell:
    """A commune by its name, for programs by its id."""
    return Term(id, programme.participants[id].value.name) if id in programme.participants else id or None


def _of(programme: Programme, partnership: str) -> Cell:
    """A partnership by its name, for programs by its id."""
    name = partnership_name(programme, partnership)
    return Term(partnership, name) if name != partnership else partnership


def _row(programme: Programme, one: Missing) -> tuple[Cell, ...]:
    return (
        words("(programme)") if one.partnership == PROGRAMME else _of(programme, one.partnership),
        _called(programme, one.commune),
        Derived(Decimal(len(one.indicators)), partial(Derivation, ", ".join(one.indicators))),
        ", ".join(_with_years(one)) or None,
        confirmed_later(one),
    )


def _with_years(one: Missing) -> Iterator[str]:
    """What is due without a value; of what is added up with the years that lack."""
    for id in one.indicators:
        years = tuple(year for indicator, year in one.of_years if indicator == id)
        yield f"{id} ({_years(years)})" if years else id


def _years(years: tuple[int, ...]) -> str | None:
    return ", ".join(map(shown_name, years)) or None


def confirmed_later(one: Missing) -> str | None:
    """The values that stand on an older report, with its year."""
    return ", ".join(f"{id} ({shown_name(year)})" for id, year in one.to_confirm) or None


def _signatures(programme: Programme, question: Question) -> Iterator[Table]:
    """When the reports of the year were reported and approved, where any says so. By whom stands on the page of the
    partnership alone: it may be a person's name. A report is of all its results together."""
    if question.is_of_results:
        return
    columns = (
        Column("partnership", words("Partnership"), "id"),
        commune_column(programme),
        Column("year", words("Year"), "year"),
        Column("reported", words("Reported on")),
        Column("approved", words("Approved on")),
    )
    rows: list[tuple[Cell, ...]] = []
    for report in programme.reports.values():
        is_of = first_day(question.year) <= last_day(report.year) <= last_day(question.year)
        if not is_of or question.partnership not in (None, report.partnership):
            continue
        who = report.partnership or words("(programme)")
        parts: list[tuple[str | None, Report | CommuneReport]] = [(None, report)]
        parts += [*report.communes.items(), *report.partners.items()]
        for commune, one in parts:
            if question.commune not in (None, commune):
                continue
            if one.reported is not None or one.approved is not None:
                rows.append((who, commune, report.year, _day(one.reported), _day(one.approved)))
    if rows:
        yield Table("signatures", words("When the reports came"), columns, tuple(rows))


def _day(signed: Signed | None) -> Cell:
    return State.NOT_STATED if signed is None else signed.date


def _tables(basis: Basis) -> Iterator[Table]:
    yield _table(basis.programme, basis.question.of_results(basis.programme))
    yield from _signatures(basis.programme, basis.question)


SECTION = Builder(_tables)
