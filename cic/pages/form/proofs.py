"""The cells of what proves something: of which kind it is, where it is, and its day."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from cic.base.message import Message
from cic.diagnostics import Key
from cic.model.evidence import Evidence
from cic.model.programme import PROGRAMME, Programme
from cic.model.scalars import Text
from cic.pages.form.asking import Asking, is_plain
from cic.pages.form.cells import Answer, Choice, named
from cic.pages.tables import words

_OF_MONEY: Mapping[str, Message] = {
    "invoices": words("invoice"),
    "receipts": words("receipt"),
    "bank-statements": words("bank statement"),
    "pay-slips": words("pay slip"),
    "contracts": words("contract"),
    "accounts": words("accounts, or an extract of them"),
}
"""What proves money: no document of a programme lists it, and the accounts of all have these."""


class Proof(NamedTuple):
    """The cells of what proves something, and where it stands."""

    path: tuple[Key, ...]
    cells: tuple[Answer, Answer, Answer]


def kinds_known(asking: Asking, own: Mapping[str, Text]) -> tuple[Choice, ...]:
    """The kinds that can prove something: its own, and the others that the logframe names."""
    logframe = asking.programme.logframe
    names = {**own, **(logframe.evidence_kinds if logframe else {})}
    return tuple(named(kind, name, asking.language) for kind, name in names.items())


def kinds_of_money(asking: Asking) -> tuple[Choice, ...]:
    """The kinds that can prove an amount: the logframe's, those of all accounts, and those that its own reports
    name."""
    known = {one.value: one for one in (*kinds_known(asking, {}), *_usual())}
    used = dict.fromkeys(one for one in _used(asking.programme, asking.partnership) if one not in known)
    return (*known.values(), *(Choice(kind, kind) for kind in used))


def _usual() -> Iterator[Choice]:
    return (Choice(kind, name) for kind, name in _OF_MONEY.items())


def _used(programme: Programme, partnership: str) -> Iterator[str]:
    for report in programme.reports.values():
        if (report.partnership or PROGRAMME) != partnership:
            continue
        for _, entry in report.entries():
            yield from (one.kind for one in entry.evidence)
        for _, _, given in report.contributed():
            yield from (one.kind for one in given.evidence)


def proofs(
    asking: Asking, id: str, path: tuple[Key, ...], known: Sequence[Evidence], kinds: tuple[Choice, ...]
) -> Iterator[Proof]:
    """What proves it already, then cells for one thing more. id: of the indicator of which it is."""
    for at, one in enumerate((*known, None)):
        place = (*path, "evidence", at if one is not None else "+1")
        is_other = one is not None and one.kind not in {kind.value for kind in kinds}
        own = (*kinds, Choice(one.kind, one.kind)) if is_other and one is not None else kinds
        yield _proof(asking, id, place, one, own)


def _proof(asking: Asking, id: str, path: tuple[Key, ...], one: Evidence | None, kinds: tuple[Choice, ...]) -> Proof:
    where = [text for text in (one.address, one.file, one.document) if text is not None] if one else []
    is_simple = len(where) == 1 and is_plain(where[0]) and not asking.is_personal(where[0])
    # where the logframe knows no kind of proof, nobody can choose one
    is_locked = not kinds or (one is not None and (not is_simple or one.as_printed is not None))
    shown = ", ".join(map(asking.programme.persons.without, where)) if is_locked else (where[0] if where else None)
    date = one.date if one is not None and isinstance(one.date, datetime.date) else None
    is_other = is_locked or (one is not None and date is None and one.date is not None)
    who, kind = asking.who, one.kind if one else None
    return Proof(
        path,
        (
            Answer("evidence_kind", (*path, "kind"), "choice", kind, kinds, who, id, is_locked=is_locked),
            Answer("evidence_where", (*path, "address"), "text", shown, (), who, id, is_locked=is_locked),
            Answer("evidence_date", (*path, "date"), "date", date, (), who, id, is_locked=is_other),
        ),
    )


def proof_of_money(
    path: tuple[Key, ...], kinds: tuple[Choice, ...], who: str = "", *, is_locked: bool = False
) -> Proof:
    """Cells for one thing more that proves an amount."""
    place = (*path, "evidence", "+1")
    return Proof(
        place,
        (
            Answer("evidence_kind", (*place, "kind"), "choice", None, kinds, who, is_locked=is_locked),
            Answer("evidence_where", (*place, "address"), "text", None, (), who, is_locked=is_locked),
            Answer("evidence_date", (*place, "date"), "date", None, (), who, is_locked=is_locked),
        ),
    )
