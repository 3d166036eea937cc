"""The sheet of money: what was spent, in which currency it was paid, what came back, what was brought."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import get_args

from cic.analysis.presence import members_of
from cic.analysis.spending import accounts, money_years
from cic.base.message import Message
from cic.diagnostics import Key
from cic.model.budget import TOTAL, Budget, ContributionKind
from cic.model.expenditure import Contributed, Expenses, Payment, Spending
from cic.model.programme import PROGRAMME
from cic.model.report import Report
from cic.pages.form.asking import Asking, is_plain, text_answer
from cic.pages.form.cells import COLUMNS, Answer, Block, Cell, Choice, Row, Said, Sheet
from cic.pages.form.proofs import kinds_of_money, proof_of_money
from cic.pages.form.refunds import refunds
from cic.pages.tables import words
from cic.pages.vocabulary import nature_names

_PAYMENTS = 2
"""Empty rows for each nature."""
KINDS = {
    "money": words("money"),
    "labour": words("labour"),
    "goods": words("goods"),
    "services": words("services"),
    "premises": words("premises"),
    "other": words("something else"),
}
assert KINDS.keys() == {*get_args(ContributionKind)}


def money_sheet(asking: Asking, report: Report | None) -> Sheet | None:
    """The sheet; None where there is no budget."""
    budget = asking.programme.budget
    if budget is None:
        return None
    usual = budget.partnerships_category
    own = tuple(one for one in budget.categories if (one == usual) == (asking.partnership != PROGRAMME))
    known = report.expenditure if report else {}
    blocks: list[Block] = []
    for category in own:
        first, *others = _category(asking, budget, category, known.get(category))
        if len(own) > 1:
            others = [
                one._replace(title=words("{head}: {wording}", head=first.title, wording=one.title)) for one in others
            ]
        blocks += [first, *others]
    blocks += _contributions(asking, budget, report)
    return Sheet("money", "money", words("Money"), tuple(blocks))


def _category(asking: Asking, budget: Budget, category: str, known: Expenses | None) -> Iterator[Block]:
    path: tuple[Key, ...] = ("expenditure", category)
    title = asking.language.text(budget.categories[category].label)
    natures = budget.nature_ids or (TOTAL,)
    names = nature_names(asking.programme, asking.language)
    labels = {nature: names.get(nature, nature) if nature != TOTAL else words("Total") for nature in natures}
    spent = known.__pydantic_extra__ if known else {}
    heads = (
        words("What the money was spent on"),
        words("Budget, and reported before"),
        words("Amount in {currency}", currency=budget.currency),
        words("Proof: of which kind"),
        words("Proof: file or web address"),
        words("Proof: its date"),
        words("Remark"),
        "",
    )
    kinds = kinds_of_money(asking)
    rows = tuple(_spent(asking, category, nature, labels[nature], spent.get(nature), kinds) for nature in natures)
    note = words("Where nothing was spent on one of these, leave it empty; where nothing was spent at all, write 0.")
    yield Block(_key(path), title, heads, rows, (*_whole_budget(asking), note))
    yield _payments(budget, path, labels, spent)
    yield from refunds(asking, budget, path, labels, known)


def _whole_budget(asking: Asking) -> Iterator[Message]:
    """What a partnership may spend in all, which no document splits by year, and what it has reported."""
    if asking.partnership == PROGRAMME:
        return
    years = money_years(asking.programme, asking.period)
    money = accounts(asking.programme, asking.period).of_partnership(asking.partnership, years)
    if money.budget is not None:
        yield words(
            "Your budget for the whole programme: {amount} {currency}; reported so far: {spent}",
            amount=_amount(asking, money.budget),
            currency=asking.programme.budget.currency if asking.programme.budget else "",
            spent=_amount(asking, money.spent) if money.spent is not None else words("nothing"),
        )


def _spent(
    asking: Asking, category: str, nature: str, label: Message | str, known: object, kinds: tuple[Choice, ...]
) -> Row:
    path: tuple[Key, ...] = ("expenditure", category, nature)
    one = known if isinstance(known, Spending) else None
    is_list = known is not None and one is None
    is_others = one is not None and one.paid_by is not None
    is_locked = is_list or is_others
    cells: list[Cell] = [None] * COLUMNS
    several = (words("Several amounts stand there: tell whoever keeps the data what changes."),) if is_locked else ()
    cells[0] = Said((label, *several), "strong")
    cells[1] = Said(tuple(_budget_said(asking, category, nature)))
    amount = one.amount if one else None
    cells[2] = Answer("amount", (*path, "amount"), "amount", amount, is_locked=is_locked)
    cells[3:6] = proof_of_money(path, kinds, is_locked=is_locked).cells
    note = text_answer(asking, "note", (*path, "note"), one.note if one else None)
    cells[6] = note._replace(is_locked=note.is_locked or is_locked)
    return Row(_key(path), tuple(cells))


def _budget_said(asking: Asking, category: str, nature: str) -> Iterator[Message]:
    programme = asking.programme
    id = None if nature == TOTAL else nature
    year = programme.calendar.year_of(asking.period)
    if asking.partnership == PROGRAMME:
        planned = accounts(programme, asking.period).of_category(category, id, (year,)).budget
        if planned is not None:
            yield words("Budget {year}: {amount}", year=year, amount=_amount(asking, planned))
    before: dict[int, Decimal] = {}
    for report in programme.reports.values():
        if (report.partnership or PROGRAMME) == asking.partnership and report.year < asking.period:
            for one in report.spendings():
                if (one.category, one.nature) == (category, id) and one.value.paid_by is None:
                    before[report.year] = before.get(report.year, Decimal(0)) + one.value.amount
    if not before:
        yield words("Reported before: nothing")
    for period in sorted(before)[-3:]:
        yield words("Reported {year}: {value}", year=period, value=_amount(asking, before[period]))


def _amount(asking: Asking, amount: Decimal) -> str:
    return asking.language.amount(amount)


def _payments(
    budget: Budget, path: tuple[Key, ...], labels: Mapping[str, Message | str], spent: Mapping[str, object]
) -> Block:
    heads = (
        words("Of which amount"),
        "",
        words("Paid"),
        words("Currency"),
        words("Units for one {currency}", currency=budget.currency),
        "",
        words("Whose rate that is"),
        "",
    )
    rows: list[Row] = []
    for nature, label in labels.items():
        known = spent.get(nature)
        paid = known.payments if isinstance(known, Spending) else ()
        is_locked = known is not None and not isinstance(known, Spending)
        for at in range(max(_PAYMENTS, len(paid) + 1)):
            one = paid[at] if at < len(paid) else None
            step: Key = at if one is not None else f"+{at - len(paid) + 1}"
            rows.append(_payment((*path, nature, "payments", step), label, one, is_locked))
    notes = (
        words("Only where some of it was paid in another currency: write all that the amount is made of, also what was "
              "paid in {currency} itself.", currency=budget.currency),
    )  # fmt: skip
    return Block(_key((*path, "payments")), words("Paid in another currency"), heads, tuple(rows), notes)


def _payment(path: tuple[Key, ...], label: Message | str, one: Payment | None, is_locked: bool) -> Row:
    amount, currency = (one.amount, one.currency) if one else (None, None)
    rate, source = (one.rate, one.rate_source) if one else (None, None)
    cells: list[Cell] = [None] * COLUMNS
    cells[0] = Said((label,), "quiet")
    cells[2] = Answer("paid", (*path, "amount"), "number", amount, is_locked=is_locked)
    cells[3] = Answer("paid_currency", (*path, "currency"), "currency", currency, is_locked=is_locked)
    cells[4] = Answer("paid_rate", (*path, "rate"), "rate", rate, is_locked=is_locked)
    is_kept = is_locked or not is_plain(source or "")
    cells[6] = Answer("paid_rate_source", (*path, "rate_source"), "text", source, is_locked=is_kept)
    return Row(_key(path), tuple(cells))


def _contributions(asking: Asking, budget: Budget, report: Report | None) -> Iterator[Block]:
    if asking.partnership == PROGRAMME:
        return
    kinds, proofs = tuple(Choice(kind, name) for kind, name in KINDS.items()), kinds_of_money(asking)
    heads = (
        words("Who brought it"),
        "",
        words("Worth in {currency}", currency=budget.currency),
        words("What it is"),
        words("Proof: file or web address"),
        words("Proof: its date"),
        words("Remark"),
        words("Proof: of which kind"),
    )
    rows: list[Row] = []
    for who in members_of(asking.programme, asking.partnership, asking.period):
        known = report.contributions.get(who) if report else None
        one = known if isinstance(known, Contributed) else None
        is_locked = known is not None and one is None
        path: tuple[Key, ...] = ("contributions", who)
        cells: list[Cell] = [None] * COLUMNS
        cells[0] = Said((asking.programme.participants[who].value.name,), "strong")
        amount, kind = (one.amount, one.kind) if one else (None, None)
        cells[2] = Answer("contribution_amount", (*path, "amount"), "amount", amount, (), who, is_locked=is_locked)
        cells[3] = Answer("contribution_kind", (*path, "kind"), "choice", kind, kinds, who, is_locked=is_locked)
        cells[7], cells[4], cells[5] = proof_of_money(path, proofs, who, is_locked=is_locked).cells
        note = text_answer(asking, "contribution_note", (*path, "note"), one.note if one else None, who=who)
        cells[6] = note._replace(is_locked=note.is_locked or is_locked)
        rows.append(Row(_key(path), tuple(cells)))
    title = words("What you brought of your own")
    said = words("In money or in kind; it is never added to what was spent of the programme.")
    yield Block("contributions", title, heads, tuple(rows), (said,))


def _key(path: Sequence[Key]) -> str:
    return "/".join(map(str, path))
