"""The money of an activity: a budget for each year, and what was promised or moved on a day."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from xml.etree.ElementTree import Element

from cic.analysis.spending import accounts, budgeted
from cic.base.message import Message, phrase
from cic.base.periods import first_day, last_day
from cic.diagnostics import Spot
from cic.iati.parts import Gap, Part, made
from cic.iati.subject import NOBODY, Subject
from cic.model.budget import TOTAL, Budget
from cic.model.published import PublishedCode, PublishedSum, PublishedTransaction

_ORIGINAL, _REVISED = "1", "2"
_SPENT = ("3", "4")


def budgets(subject: Subject) -> Iterator[Part]:
    """The budget of each year as it was approved, and as it stands where decisions changed it."""
    programme, said = subject.programme, subject.said.budget
    budget = programme.budget
    if budget is None:
        return
    if subject.said.budgets and not subject.outcome:
        for number, one in enumerate(subject.said.budgets):
            if one.value_date is None:
                needed = phrase("the day whose rates of exchange hold for the amount")
                yield subject.needs(needed, "budgets", number, "value_date")
            yield _as_published(one)
        return
    own = [budgeted(budget.operating_costs, None, (one,)) for one in programme.approved_years]
    if not subject.outcome and not any(amount is not None for amount in own):
        return
    if said.status is None:
        yield subject.needs(phrase("whether the money is promised (list BudgetStatus)"), "budget", "status")
    if said.value_date is None and not all(year in said.value_dates for year in programme.approved_years):
        yield subject.needs(phrase("the day whose rates of exchange hold for the amounts"), "budget", "value_date")
    known = accounts(programme)
    sums = Decimal(0)
    for year in programme.approved_years:
        if subject.outcome:
            amount, spot = _of_outcome(subject, budget, year)
            revised = amount
        else:
            spot = programme.spot("budget.yaml", "operating_costs", TOTAL, year)
            amount = budgeted(budget.operating_costs, None, (year,))
            revised = known.of_all((year,)).budget if budget.amendments else amount
        if amount is None:
            yield Gap(
                spot, Message(phrase("a budget of the year: the table has none")), is_needed=bool(subject.outcome)
            )
            continue
        sums += amount
        yield _budget(subject, _ORIGINAL, year, amount)
        if revised is not None and revised != amount:
            yield _budget(subject, _REVISED, year, revised)
    if not subject.outcome:
        yield from _stated(subject, budget, sums)


def _as_published(one: PublishedSum) -> Element:
    date = one.value_date
    return made(
        "budget",
        made("period-start", iso_date=one.start.isoformat()),
        made("period-end", iso_date=one.end.isoformat()),
        made(
            "value",
            text=f"{one.amount:f}",
            currency=one.currency,
            value_date=date.isoformat() if date else None,
        ),
        type=one.type,
        status=one.status,
    )


def _of_outcome(subject: Subject, budget: Budget, year: int) -> tuple[Decimal | None, Spot]:
    """What the results of an outcome have, where the budget says it of each by year."""
    logframe = subject.programme.logframe
    results = logframe.results if logframe else {}
    own = [id for id, one in results.items() if one.outcome == subject.outcome and one.under is None]
    amounts = [budget.results.get(id, {}).get(year) for id in own]
    lacking = next((id for id, amount in zip(own, amounts, strict=True) if amount is None), own[0] if own else "ID")
    spot = subject.programme.spot("budget.yaml", "results", lacking, year)
    return (None if None in amounts or not own else sum(filter(None, amounts), Decimal(0))), spot


def _stated(subject: Subject, budget: Budget, sums: Decimal) -> Iterator[Gap]:
    """Where the years do not add up to what the document states, both stay as they are."""
    row = budget.operating_costs.total
    stated = row.get(TOTAL) if row else None
    if stated is not None and stated != sums:
        template = phrase("the total that is printed, {stated}: the budgets of the years add up to {sum}")
        spot = subject.programme.spot("budget.yaml", "operating_costs", TOTAL, TOTAL)
        yield Gap(spot, Message(template, {"stated": stated, "sum": sums}), is_needed=False)


def _budget(subject: Subject, kind: str, year: int, amount: Decimal) -> Part:
    said = subject.said.budget
    date = said.value_dates.get(year, said.value_date)
    return made(
        "budget",
        made("period-start", iso_date=first_day(year).isoformat()),
        made("period-end", iso_date=last_day(year).isoformat()),
        made("value", text=f"{amount:f}", value_date=date.isoformat() if date else ""),
        type=kind,
        status=said.status or "",
    )


def transactions(subject: Subject) -> Iterator[Part]:
    """What is said of money on a day; what reports say of years has none, and is told beside it."""
    said = subject.said.transactions
    if subject.outcome and said:
        template = phrase("the transactions, of which nobody says for which outcome they are")
        yield Gap(subject.spot("transactions"), Message(template), is_needed=False)
        return
    for one in said:
        yield _transaction(subject, one)
    if not any(one.type in _SPENT for one in said):
        for file, report in subject.programme.reports.items():
            if report.expenditure:
                template = phrase("what was spent in the year: IATI asks for the day of each payment")
                yield Gap(Spot(file, ("expenditure",)), Message(template), is_needed=False)


def _transaction(subject: Subject, one: PublishedTransaction) -> Part:
    date = (one.value_date or one.date).isoformat()
    children = [
        made("transaction-type", code=one.type),
        made("transaction-date", iso_date=one.date.isoformat()),
        made("value", text=f"{one.amount:f}", value_date=date, currency=one.currency),
        *subject.tongue.said("description", one.description),
    ]
    for name, id in (("provider-org", one.provider), ("receiver-org", one.receiver)):
        if id is not None:
            own = subject.said.organisations.get(id, NOBODY)
            children.append(subject.tongue.named(name, subject.published_name(id) or id, own.ref, type=own.type))
    children += _coded(("disbursement-channel", one.channel))
    children += [classified(subject, "sector", sector) for sector in one.sectors]
    children += _coded(("recipient-country", one.country))
    children += [classified(subject, "recipient-region", one.region)] if one.region else []
    children += _coded(
        ("flow-type", one.flow), ("finance-type", one.finance), ("aid-type", one.aid), ("tied-status", one.tied)
    )
    humanitarian = None if one.humanitarian is None else str(int(one.humanitarian))
    return made("transaction", *children, ref=one.ref, humanitarian=humanitarian)


def _coded(*codes: tuple[str, str | None]) -> list[Element]:
    return [made(name, code=code) for name, code in codes if code is not None]


def classified(subject: Subject, name: str, one: PublishedCode) -> Element:
    """An element that holds a code of a list."""
    said = subject.tongue.narratives(one.name)
    return made(name, *said, vocabulary=one.vocabulary, vocabulary_uri=one.address, code=one.code)
