"""What follows from a change: statuses, sums and findings that are not as they were."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from cic.analysis.progress import Judgement, judgement
from cic.analysis.spending import Money, accounts, limit_of_released
from cic.analysis.targets import milestones
from cic.base.message import Message, exact
from cic.base.money import total
from cic.diagnostics import Finding, Place
from cic.language import Figure, Language
from cic.model.logframe import Indicator
from cic.model.programme import Located, Programme
from cic.pages.annual.indicators import due_cell, value_cell
from cic.pages.spoken import Spoken
from cic.pages.tables import Cell, Column, State, Table, bounded, words
from cic.storage.places import written_place

_STATUS = (
    Column("indicator", words("Indicator"), "id"),
    Column("wording", words("Wording")),
    Column("year", words("At the end of"), "year"),
    Column("due_before", words("Due before"), "number"),
    Column("due_after", words("Due after"), "number"),
    Column("reported_before", words("Reported before"), "number"),
    Column("reported_after", words("Reported after"), "number"),
    Column("status_before", words("Status before"), "status"),
    Column("status_after", words("Status after"), "status"),
)


def status_table(before: Programme, after: Programme, language: Language) -> Table:
    """Each indicator at each of its milestones where what is due, what is known or the status changed."""
    rows = []
    for id, new in after.indicators.items():
        old = before.indicators.get(id)
        years = (
            {one.year for one in milestones(after, new)} | {one.year for one in milestones(before, old)} if old else ()
        )
        for year in sorted(years):
            assert old is not None
            was, now = _standing(before, old, year), _standing(after, new, year)
            if was != now:
                wording = language.text(new.value.statement)
                rows.append((id, wording, year, *(cell for pair in zip(was, now, strict=True) for cell in pair)))
    return Table("statuses", words("What follows for the results"), _STATUS, tuple(rows), section="effects")


def _standing(programme: Programme, located: Located[Indicator], year: int) -> tuple[Cell, ...]:
    found: Judgement = judgement(programme, located, year)
    return due_cell(found), value_cell(found, located.value), found.status


_MONEY = (
    Column("figure", words("Figure")),
    Column("before", words("Before"), "amount"),
    Column("after", words("After"), "amount"),
    Column("difference", words("Difference"), "amount", signed=True),
)


def money_table(before: Programme, after: Programme, spoken: Spoken) -> Table:
    """Sums and what remains, where they changed."""
    old, new = dict(_figures(before, spoken)), dict(_figures(after, spoken))
    rows = []
    for key in {**new, **old}:
        name, was = old.get(key, (None, None))
        other, now = new.get(key, (None, None))
        if was != now:
            difference = now - was if was is not None and now is not None else None
            cells = [State.NOT_STATED if amount is None else amount for amount in (was, now)]
            rows.append((name or other, *cells, difference))
    return Table("money", words("What follows for the money"), _MONEY, tuple(rows), tuple(_moved(old, new)), "effects")


_Figures = Mapping[tuple[object, ...], tuple[Message, Decimal | None]]


def _moved(old: _Figures, new: _Figures) -> Iterator[Message]:
    """Said where money only moves from one partnership to another."""
    both = old.keys() & new.keys()
    changed = [key for key in both if old[key] != new[key]]
    is_moved = any(key[0] == "budget" and isinstance(key[-1], str) for key in changed)
    if is_moved and _TOGETHER in both and _TOGETHER not in changed:
        amount = new[_TOGETHER][1] or Decimal(0)
        yield words("The budgets of all partnerships together stay as they were: {amount}", amount=Figure(amount, True))


_TOGETHER = ("partnerships",)


def _figures(
    programme: Programme, spoken: Spoken
) -> Iterator[tuple[tuple[object, ...], tuple[Message, Decimal | None]]]:
    """Every sum that a coordinator watches, by a key."""
    budget, known, years = programme.budget, accounts(programme), programme.years
    promised = [line.amount for one in programme.partnerships.values() for line in one.budget.values()]
    if promised:
        yield _TOGETHER, (words("Budgets of all partnerships"), total(promised))
    if budget is not None:
        line = budget.categories.get(budget.partnerships_category)
        printed = line.total.get("total") if line and line.total else None
        if printed is not None and promised:
            yield ("unallocated",), (words("Not allocated to a partnership"), printed - total(promised))
        for year in years:
            yield ("budget", year), (words("Budget of {year}", year=year), known.of_all((year,)).budget)
        yield ("budget", None), (words("Budget of all years"), known.of_all(years).budget)
    with_late = (*years, *programme.later_years)
    for year in with_late:
        money = known.of_all((year,))
        yield ("spent", year), (words("Spent in {year}", year=year), _least(money.spent, money))
    whole = known.of_all(with_late)
    yield ("remaining",), (words("Remaining of all years"), _most(whole.remaining, whole))
    if whole.freed:
        yield ("released",), (words("Released by those who left"), _released(whole))
    for id in programme.partnership_files:
        money = known.of_partnership(id, with_late)
        name = spoken.id(programme.folder, "partnership", id)
        yield ("budget", id), (words("Budget of {partnership}", partnership=name), money.budget)
        yield ("remaining", id), (words("Remaining of {partnership}", partnership=name), _most(money.remaining, money))
        if money.freed:
            yield ("released", id), (words("Released by {partnership}", partnership=name), _released(money))


def _least(amount: Decimal | None, money: Money) -> Decimal | None:
    return None if amount is None else bounded(amount, money.limit)


def _released(money: Money) -> Decimal | None:
    return None if money.released is None else bounded(money.released, limit_of_released(money.freed))


def _most(amount: Decimal | None, money: Money) -> Decimal | None:
    return None if amount is None else bounded(amount, money.limit and money.limit.opposite)


_FINDINGS = (
    Column("change", words("Finding")),
    Column("code", words("Code"), "id"),
    Column("severity", words("Severity"), "id"),
    Column("place", words("Place"), "place"),
    Column("message", words("Message")),
)
_KINDS = {
    "new": words("new"),
    "changed": words("with other figures"),
    "accepted": words("newly acknowledged"),
    "reopened": words("no longer acknowledged"),
    "gone": words("gone"),
}


FilesNow = Callable[[str], str]
"""What a file of the state before is called in the state after."""


def findings_table(before: Sequence[Finding], after: Sequence[Finding], root: str, files: FilesNow) -> Table:
    """The findings that appeared, disappeared, changed, or were accepted. root: the data folder as it is shown."""
    rows = tuple(
        (
            _KINDS[kind],
            finding.code,
            words(finding.severity.label),
            place_cell(finding.place, root, kind == "gone"),
            exact(finding.message),
        )
        for kind, finding in sorted(
            finding_changes(before, after, files), key=lambda one: (list(_KINDS).index(one[0]), -one[1].severity)
        )
    )
    return Table("findings", words("What follows for the check"), _FINDINGS, rows, section="effects")


def place_cell(place: Place, root: str, is_gone: bool) -> Cell:
    """A place as editors know it; of what is gone the place where it was."""
    written = written_place(place, root)
    return words("was {place}", place=written) if is_gone else written


def fingerprint_now(finding: Finding, files: FilesNow) -> str:
    """The fingerprint that a finding of the state before has in the state after."""
    return finding._replace(place=finding.place._replace(file=files(finding.place.file))).fingerprint


def finding_changes(
    before: Sequence[Finding], after: Sequence[Finding], files: FilesNow
) -> Iterator[tuple[str, Finding]]:
    """Each finding that is not as it was, with what became of it: a key of `_KINDS`."""
    old = {fingerprint_now(finding, files): finding for finding in before}
    new = {finding.fingerprint: finding for finding in after}
    for print, finding in new.items():
        was = old.get(print)
        if was is None:
            yield ("new" if finding.acknowledged is None else "accepted"), finding
        elif finding.acknowledged is not None and was.acknowledged is None:
            yield "accepted", finding
        elif finding.acknowledged is None and was.acknowledged is not None:
            yield "reopened", finding
        elif str(finding.message) != str(was.message):
            yield "changed", finding
    for print, finding in old.items():
        if print not in new:
            yield "gone", finding
