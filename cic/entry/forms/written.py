"""Answers as files hold them: numbers, days, texts by language, proofs; and blocks with their keys in order."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from decimal import Decimal
from itertools import pairwise
from typing import Any

from cic.base.message import phrase
from cic.diagnostics import Key
from cic.entry.forms.judging import NEW, Said
from cic.entry.forms.numbers import with_cents
from cic.model.evidence import Evidence, is_evidence
from cic.model.expenditure import Contributed, Payment, Refund, Spending
from cic.model.programme import Programme
from cic.model.report import ActivityReport, Observation
from cic.model.scalars import Record
from cic.model.signed import Signed
from cic.source.edit import ABSENT, Path
from cic.source.written import OneLine, Value

TEXTS = frozenset(("text", "not_applicable", "note", "refund_reason", "contribution_note", "narrative", "reported_by"))
"""What is said in one language."""
_ITEMS: Mapping[str, type[Record]] = {"evidence": Evidence, "payments": Payment, "refunds": Refund}
"""The lists of a report of which a form shows the items."""
_PROOF = "proof"
"""The kind of what proves an amount, where nobody says it: no document demands one."""
_LACKING: Mapping[str, tuple[tuple[str, str], ...]] = {
    "evidence": (
        ("kind", phrase("it is not said of which kind this proof is")),
        ("address", phrase("it is not said what proves it: a file, a web address or a document")),
    ),
    "payments": (
        ("amount", phrase("it is not said how much was paid")),
        ("currency", phrase("it is not said in which currency that was paid")),
    ),
    "refunds": (
        ("amount", phrase("it is not said how much came back")),
        ("of", phrase("it is not said in which year it had been spent")),
        ("nature", phrase("it is not said of which nature that had been")),
    ),
}


def lists_in(path: Path) -> tuple[int, ...]:
    """The steps of a path that are numbers of items: of what proves a refund that of the refund, then its own."""
    return tuple(
        number
        for number in range(1, len(path))
        if path[number - 1] in _ITEMS and (isinstance(path[number], int) or NEW.fullmatch(str(path[number])))
    )


def value_of(one: Said) -> Value:
    """A single answer."""
    value = one.value
    if isinstance(value, Decimal):
        if one.answer.takes == "amount" or one.answer.fills == "paid":
            return with_cents(value)
        return int(value) if value == value.to_integral_value() else value
    if isinstance(value, datetime.date):
        return value.isoformat()
    if one.answer.fills == "refund_of" and isinstance(value, str) and re.fullmatch("[0-9]{4}", value):
        return int(value)
    return " ".join(value.split()) if isinstance(value, str) and one.answer.takes == "text" else value


def new_item(
    path: Path, parts: Mapping[str, Said], place: Callable[[str], dict[Key, Value]], has_natures: bool
) -> tuple[dict[Key, Value], str]:
    """An item that is new, by the keys of its answers; and what of it is missing, in words; empty for
    nothing."""
    kind = str(path[-2])
    is_of_money = kind == "evidence" and path[0] in ("expenditure", "contributions")
    not_asked = {"kind"} if is_of_money else set() if has_natures else {"nature"}
    for key, words in _LACKING[kind]:
        if key not in parts and key not in not_asked:
            return {}, words
    made: dict[Key, Value] = {"kind": _PROOF} if is_of_money else {}
    for key, one in parts.items():
        if key == "address":
            made |= place(str(one.value))
        elif one.answer.fills in TEXTS:
            made[key] = OneLine({one.answer.path[-1]: str(one.value)})
        else:
            made[key] = value_of(one)
    order = [*_ITEMS[kind].model_fields]
    return dict(sorted(made.items(), key=lambda pair: order.index(str(pair[0])))), ""


def place_of(
    programme: Programme, digests: Callable[[Iterable[str]], Mapping[str, str | None]], where: str
) -> dict[Key, Value]:
    """What proves something, as its kind of place: a file of the data folder, a document, or an address."""
    where = " ".join(where.split())
    if is_evidence(where):
        digest = digests([where]).get(where)
        return {"file": where, **({"sha256": digest} if digest else {})}
    documents = programme.documents
    if documents is not None and where in documents.documents:
        return {"document": where}
    return {"address": where}


def alike(item: Any, made: Any) -> bool:
    """Whether an item of a file says the same: 12 is 12.00."""
    if isinstance(item, Mapping) and isinstance(made, Mapping):
        return item.keys() == made.keys() and all(alike(item[key], made[key]) for key in item)
    if isinstance(item, (int, Decimal)) and isinstance(made, (int, Decimal)):
        return type(item) is not bool and type(made) is not bool and item == made
    return type(item) is type(made) and bool(item == made)


def content_at(data: Any, path: Path) -> Any:
    """What stands at a path, which may lead through lists; None where nothing does."""
    for step in path:
        if isinstance(data, Mapping):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and 0 <= step < len(data):
            data = data[step]
        else:
            return None
    return data


def apply(data: Any, path: Path, value: Value | None) -> None:
    """Make a change in data as they were read."""
    for step, following in pairwise(path):
        if isinstance(data, dict) and not isinstance(data.get(step), (dict, list)):
            data[step] = [] if isinstance(following, int) else {}
        data = data[step]
    last: Any = path[-1]
    if value is ABSENT:
        del data[last]
    elif isinstance(data, list) and last == len(data):
        data.append(deepcopy(value))
    else:
        data[last] = deepcopy(value)


def _model_of(base: Path) -> type[Record]:
    if base[-1] == "reported":
        return Signed
    if "observations" in base:
        return Observation
    others: dict[object, type[Record]] = {"contributions": Contributed, "activities": ActivityReport}
    return others.get(base[0], Spending)


def in_order(block: Mapping[Key, Any], base: Path) -> Value:
    """A new block as it is written: its keys in the order of the model, an amount alone in one line."""
    if isinstance(block, OneLine):
        return block
    model = _model_of(base)
    order = [*model.model_fields]
    found = dict(sorted(block.items(), key=lambda pair: order.index(str(pair[0])) if pair[0] in order else -1))
    if "by" in found and "observations" in base:
        found["by"] = {
            dimension: OneLine({id: OneLine(part) if isinstance(part, dict) else part for id, part in parts.items()})
            for dimension, parts in found["by"].items()
        }
    return OneLine(found) if found.keys() == {"amount"} else found
