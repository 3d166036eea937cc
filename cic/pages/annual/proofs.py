"""What stands behind the figures: what proves each value and amount, the money entry by entry, and how it was paid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from typing import NamedTuple

from cic.analysis.payments import Paid, at_rate
from cic.base.message import Message
from cic.base.money import total
from cic.diagnostics import Spot
from cic.language import Figure
from cic.model.evidence import Evidence
from cic.model.expenditure import Contributed, Refund, Spending
from cic.model.programme import PROGRAMME
from cic.model.report import Report
from cic.model.scalars import Text
from cic.pages.annual.contributions import each_contribution
from cic.pages.annual.derivation import Term as Addend
from cic.pages.annual.derivation import name, sum_of
from cic.pages.annual.scope import Scope, value_said, where_printed, who_said
from cic.pages.annual.section import Basis, Builder
from cic.pages.tables import Cell, Column, Derivation, Derived, Table, words
from cic.pages.vocabulary import CONTRIBUTIONS, nature_names, organisation_term
from cic.reference.currencies import coin_of

_PARTNERSHIP = Column("partnership", words("Partnership"), "id")
_YEAR = Column("year", words("Year"), "year")
_LINE = (Column("category", words("Line")), Column("nature", words("Nature")))
_AMOUNT = Column("amount", words("Amount"), "amount")
_NOTE = Column("note", words("Note"))
_EVIDENCE = (
    _PARTNERSHIP,
    Column("commune", words("Commune"), "id"),
    _YEAR,
    Column("of", words("What")),
    Column("value", words("Reported")),
    Column("kind", words("Evidence")),
    Column("date", words("Date"), joined=True),
    Column("address", words("Where")),
    Column("document", words("Document"), "id"),
    Column("file", words("File")),
    Column("as_printed", words("As printed")),
)
ENTRIES = (
    _PARTNERSHIP,
    _YEAR,
    *_LINE,
    Column("what", words("What")),
    _AMOUNT,
    Column("for", words("For"), "id"),
    Column("association", words("Association"), "id"),
    _NOTE,
)
"""The columns of each amount that was spent or came back."""
_NOT_COUNTED = (
    _PARTNERSHIP,
    _YEAR,
    Column("who", words("Who"), "id"),
    Column("what", words("What")),
    _AMOUNT,
    _NOTE,
    Column("source", words("Taken from")),
)


_SELDOM = frozenset(("address", "document", "file", "as_printed", "for", "association", "note", "source"))


class EntryRow(NamedTuple):
    """An amount that was spent or came back, as `ENTRIES` show it, and where it stands."""

    spot: Spot
    cells: tuple[Cell, ...]


def proofs_of(scope: Scope) -> Iterator[Table]:
    """What proves the values and amounts, what is not counted and how amounts were paid, where there is any."""
    evidence, not_counted = tuple(_evidence(scope)), tuple(_not_counted(scope))
    title = words("Paid by others and brought by partners; not counted as spent")
    tables = (
        without_empty(
            Table(
                "evidence",
                words("What proves the values and the amounts"),
                _EVIDENCE,
                evidence,
                tuple(_unproven(scope)),
                named_by=4,
            )
        ),
        without_empty(Table("not_counted", title, _NOT_COUNTED, not_counted, named_by=4)),
        _payments(scope),
    )
    yield from (table for table in tables if table.rows)


def _entries(scope: Scope) -> Table:
    rows = tuple(row.cells for row in entry_rows(scope))
    return without_empty(Table("entries", words("Spending, entry by entry"), ENTRIES, rows, named_by=5))


def without_empty(table: Table) -> Table:
    """The table without those columns in which a few rows of some programmes say something, and here none does."""
    empty = {
        n
        for n, column in enumerate(table.columns)
        if column.key in _SELDOM and all(row[n] is None for row in table.rows)
    }
    return table._replace(
        columns=tuple(column for n, column in enumerate(table.columns) if n not in empty),
        rows=tuple(tuple(cell for n, cell in enumerate(row) if n not in empty) for row in table.rows),
    )


def _evidence(scope: Scope) -> Iterator[tuple[Cell, ...]]:
    """A row for each thing that proves something."""
    programme = scope.programme
    for item, one in scope.observations():
        if one.evidence:
            indicator = programme.indicators.get(item.id)
            names = indicator.value.sources_of_verification if indicator else {}
            value = value_said(scope, item, one)
            named: tuple[Cell, ...] = (who_said(item.partnership), item.commune, item.year, item.id, value)
            yield from _proofs(scope, named, one.evidence, names)
    for item, activity in scope.activities():
        if activity.evidence:
            located = programme.activities.get(item.id)
            names = located.value.sources_of_verification if located else {}
            named = (who_said(item.partnership), None, item.year, item.id, None)
            yield from _proofs(scope, named, activity.evidence, names)
    natures = nature_names(scope.programme, scope.language)
    for who, file, report in scope.own_reports():
        for category, nature, spot, entry in _each_entry(scope, file, report):
            if entry.evidence:
                template = "came back: {label}, {nature}" if isinstance(entry, Refund) else "{label}, {nature}"
                of = words(template, label=_label(scope, category), nature=natures[nature])
                named = (who_said(who), None, report.year, of, _amount(entry.amount, who, spot))
                yield from _proofs(scope, named, entry.evidence, {})
    for who, report, id, spot, given in _contributions(scope):
        if given.evidence:
            of = words("{kind} of {who}", kind=CONTRIBUTIONS[given.kind], who=id)
            commune = id if id in programme.participants else None
            named = (who_said(who), commune, report.year, of, _amount(given.amount, id, spot))
            yield from _proofs(scope, named, given.evidence, {})


def _unproven(scope: Scope) -> Iterator[Message]:
    """How many values of which indicators, and how much of what was spent, nothing proves."""
    told: dict[str, list[bool]] = {}
    for item, one in scope.observations():
        if value_said(scope, item, one) is not None and one.not_applicable is None:
            told.setdefault(item.id, []).append(bool(one.evidence))
    lacking = [
        words("{indicator}: {count} of {all}", indicator=id, count=proven.count(False), all=len(proven))
        for id, proven in told.items()
        if not all(proven)
    ]
    if lacking:
        yield words("Values without evidence: {values}", values=tuple(lacking))
    spent = [
        entry
        for _, file, report in scope.own_reports()
        for _, _, _, entry in _each_entry(scope, file, report)
        if isinstance(entry, Spending) and entry.paid_by is None
    ]
    if not all(entry.evidence for entry in spent):
        budget = scope.programme.budget
        yield words(
            "Spending without evidence: {amount} of {spent} {currency}",
            amount=Figure(total(entry.amount for entry in spent if not entry.evidence), True),
            spent=Figure(total(entry.amount for entry in spent), True),
            currency=budget.currency if budget else "",
        )


def _proofs(
    scope: Scope, named: tuple[Cell, ...], evidence: tuple[Evidence, ...], names: Mapping[str, Text]
) -> Iterator[tuple[Cell, ...]]:
    logframe = scope.programme.logframe
    for one in evidence:
        called = names.get(one.kind) or (logframe.evidence_kinds.get(one.kind) if logframe else None)
        where = (scope.plain(one.address), one.document, scope.plain(one.file), scope.plain(one.as_printed))
        yield *named, scope.say(called) or one.kind, one.date, *where


def _each_entry(scope: Scope, file: str, report: Report) -> Iterator[tuple[str, str | None, Spot, Spending | Refund]]:
    """Each amount of the programme that was spent or came back: of what, where it stands, and what it is."""
    if scope.commune is None:
        for one in report.spendings():
            if scope.concerns(one.value.activity or one.value.result):
                yield one.category, one.nature, Spot(file, one.path), one.value
        for category, path, back in report.refunds():
            if scope.concerns(back.activity or back.result):
                yield category, back.nature, Spot(file, path), back


def entry_rows(scope: Scope) -> Iterator[EntryRow]:
    """Each amount that counts as spent, and with a minus sign each that came back."""
    natures = nature_names(scope.programme, scope.language)
    for who, file, report in scope.own_reports():
        for category, nature, spot, entry in _each_entry(scope, file, report):
            if isinstance(entry, Refund):
                what, counted = words("came back, spent in {year}", year=entry.of), -entry.amount
                note = _joined(scope.say(entry.reason), scope.say(entry.note))
            elif entry.paid_by is None:
                what, counted, note = words("spent"), entry.amount, scope.say(entry.note)
            else:
                continue
            line = (_label(scope, category), natures[nature])
            amount = _amount(counted, who, spot)
            of = entry.activity or entry.result
            cells = (
                who_said(who),
                report.year,
                *line,
                what,
                amount,
                of,
                organisation_term(scope.programme, entry.association),
                note,
            )
            yield EntryRow(spot.at("amount"), cells)


def _not_counted(scope: Scope) -> Iterator[tuple[Cell, ...]]:
    """What others paid, and what partners brought of their own."""
    natures = nature_names(scope.programme, scope.language)
    for who, file, report in scope.own_reports():
        for category, nature, spot, entry in _each_entry(scope, file, report):
            if isinstance(entry, Spending) and entry.paid_by is not None:
                what = words("paid: {label}, {nature}", label=_label(scope, category), nature=natures[nature])
                amount = _amount(entry.amount, entry.paid_by, spot)
                payer = organisation_term(scope.programme, entry.paid_by)
                yield who_said(who), report.year, payer, what, amount, scope.say(entry.note), None
    for who, report, id, spot, given in _contributions(scope):
        amount, source = _amount(given.amount, id, spot), where_printed(given.source)
        yield who_said(who), report.year, id, CONTRIBUTIONS[given.kind], amount, scope.say(given.note), source


def _contributions(scope: Scope) -> Iterator[tuple[str, Report, str, Spot, Contributed]]:
    """What is asked for of what partners brought: that of a partnership also where the programme's own report says
    it."""
    if scope.about is not None:
        return
    for file, report in scope.reports:
        who = report.partnership or PROGRAMME
        for id, brought in report.contributions.items():
            if _is_asked(scope, who, id):
                for spot, one in each_contribution(Spot(file, ("contributions", id)), brought):
                    assert isinstance(one, Contributed)
                    yield who, report, id, spot, one


def _is_asked(scope: Scope, reporting: str, id: str) -> bool:
    if scope.commune is not None:
        return id == scope.commune
    owner = scope.programme.participants.get(id)
    return scope.partnership in (None, reporting, owner.owner if owner else id)


def _payments(scope: Scope) -> Table:
    """How the amounts were paid: in which currency, at which rate, who says so, and what that is in the budget's."""
    budget = scope.programme.budget
    columns = (
        _PARTNERSHIP,
        _YEAR,
        *_LINE,
        Column("paid", words("Paid"), "number"),
        Column("currency", words("Currency"), "id", joined=True),
        Column("rate", words("Rate"), "number"),
        Column("rate_source", words("Who says the rate")),
        Column("value", words("In {currency}", currency=budget.currency) if budget else words("Value"), "amount"),
    )
    rows = []
    natures = nature_names(scope.programme, scope.language)
    for who, file, report in scope.own_reports():
        for category, nature, spot, entry in _each_entry(scope, file, report):
            for n, payment in enumerate(entry.payments):
                one = at_rate(scope.programme, report.year, spot.at("payments", n), payment)
                line = (_label(scope, category), natures[nature])
                rows.append((who_said(who), report.year, *line, *_paid_cells(scope, who, one)))
    for who, report, id, spot, given in _contributions(scope):
        for n, payment in enumerate(given.payments):
            one = at_rate(scope.programme, report.year, spot.at("payments", n), payment)
            rows.append((who_said(who), report.year, id, CONTRIBUTIONS[given.kind], *_paid_cells(scope, id, one)))
    return Table("payments", words("How the amounts were paid"), columns, tuple(rows), named_by=4)


def _paid_cells(scope: Scope, who: str, one: Paid) -> tuple[Cell, ...]:
    rate: Cell = None
    if one.rate is not None and one.rate_spot is not None:
        rate = Derived(one.rate, partial(sum_of, (Addend(one.rate, one.payment.currency, one.rate_spot),)))
    coin = coin_of(scope.programme.budget.currency) if scope.programme.budget else one.payment.amount
    value = None if one.value is None else Derived(one.value.quantize(coin, ROUND_HALF_UP), partial(_changed, one))
    source = scope.plain(one.source)
    return _amount(one.payment.amount, who, one.spot), one.payment.currency, rate, source, value


def _changed(one: Paid) -> Derivation:
    """What was paid, divided by its rate."""
    spots = (one.spot.at("amount"), *((one.rate_spot,) if one.rate_spot else ()))
    amount = f"{one.payment.amount:f}"
    return Derivation(f"{amount} / {one.rate:f}" if one.rate is not None else amount, spots)


def _label(scope: Scope, category: str) -> str:
    """What people call a category of the budget."""
    budget = scope.programme.budget
    block = budget.categories.get(category) if budget else None
    return scope.say(block.label if block else None) or category


def _amount(amount: Decimal, who: str, spot: Spot) -> Cell:
    return Derived(amount, partial(sum_of, (Addend(amount, name(who), spot.at("amount")),)))


def _joined(*texts: str | None) -> str | None:
    said = [text for text in texts if text]
    return " ".join(said) if len(said) > 1 else next(iter(said), None)


def _tables(basis: Basis) -> Iterator[Table]:
    yield from proofs_of(basis.scope)
    entries = _entries(basis.scope)
    if entries.rows:
        yield entries


SECTION = Builder(_tables)
