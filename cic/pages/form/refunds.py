"""The rows of money that came back, and of what proves it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cic.base.message import Message
from cic.base.periods import written
from cic.diagnostics import Key
from cic.model.budget import TOTAL, Budget
from cic.model.expenditure import Expenses
from cic.pages.form.asking import Asking, text_answer
from cic.pages.form.cells import COLUMNS, Answer, Block, Cell, Choice, Row, Said
from cic.pages.form.proofs import kinds_of_money, proofs
from cic.pages.tables import words

_REFUNDS = 2
"""Empty rows for each category."""
_PROOFS: tuple[Message | str, ...] = (
    words("Of which money"),
    "",
    "",
    words("Proof: of which kind"),
    words("Proof: file or web address"),
    words("Proof: its date"),
    "",
    "",
)


def refunds(
    asking: Asking, budget: Budget, path: tuple[Key, ...], labels: Mapping[str, Message | str], known: Expenses | None
) -> Iterator[Block]:
    """What came back, and what proves each of these."""
    calendar = asking.programme.calendar
    now = calendar.year_of(asking.period)
    years = tuple(Choice(str(written(one)), str(written(one))) for one in asking.programme.years if one <= now)
    declared = budget.natures or {}
    natures = tuple(
        Choice(id, label, tuple(declared.get(id, {}).values())) for id, label in labels.items() if id != TOTAL
    )
    heads = (
        words("What came back"),
        "",
        words("Amount in {currency}", currency=budget.currency),
        words("Nature") if natures else "",
        words("Year in which it had been spent"),
        "",
        words("Why"),
        "",
    )
    there = known.refunds if known else ()
    rows: list[Row] = []
    proving: list[Row] = []
    kinds = kinds_of_money(asking)
    for at in range(len(there) + _REFUNDS):
        one = there[at] if at < len(there) else None
        place = (*path, "refunds", at if one is not None else f"+{at - len(there) + 1}")
        cells: list[Cell] = [None] * COLUMNS
        # called so whatever stands there meanwhile, so that the row of a form is known again
        name = (
            words(
                "Money that came back: {amount} of {year}",
                amount=asking.language.amount(one.amount),
                year=written(one.of),
            )
            if one
            else words("More money that came back, {number}", number=at - len(there) + 1)
        )
        cells[0] = Said((name,), "quiet")
        cells[2] = Answer("refund_amount", (*place, "amount"), "amount", one.amount if one else None)
        if natures:
            cells[3] = Answer("refund_nature", (*place, "nature"), "choice", one.nature if one else None, natures)
        cells[4] = Answer("refund_of", (*place, "of"), "choice", str(written(one.of)) if one else None, years)
        cells[6] = text_answer(asking, "refund_reason", (*place, "reason"), one.reason if one else None)
        rows.append(Row(_key(place), tuple(cells)))
        for proof in proofs(asking, "", place, one.evidence if one else (), kinds):
            said = Said((words("{name}: what proves it", name=name),), "quiet")
            proving.append(Row(_key(proof.path), (said, None, None, *proof.cells, None, None)))
    note = words("Without a minus sign. It counts in the year in which it came back.")
    yield Block(_key((*path, "refunds")), words("Money that came back"), heads, tuple(rows), (note,))
    title = words("What proves that money came back")
    yield Block(_key((*path, "refunds", "evidence")), title, _PROOFS, tuple(proving))


def _key(path: Sequence[Key]) -> str:
    return "/".join(map(str, path))
