"""Whether what would stand in a report says something, once a form is taken in: a part without its whole does not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cic.base.message import Message, phrase
from cic.entry.forms.judging import Cleared, Said
from cic.entry.forms.pages import Stray
from cic.source.edit import Path

_OF_VALUE = ("value", "achieved", "numerator", "step")
_BOTH = phrase("fill in both cells; where nobody knows, leave both empty")
_OTHER_TOO = phrase("fill in that cell too, or empty this one")


def left_over(base: Path, block: Any, group: Sequence[Said | Cleared]) -> Stray | None:
    """Why what would stand under a path says nothing; None where it does, or where nothing stands there any more."""
    if not isinstance(block, Mapping):
        return None
    fault = next(_faults(base, block), None)
    if fault is None:
        return None
    fills, template, hint = fault
    first = next((one for one in group if one.answer.fills in fills), group[0])
    return stray_of(first, template, hint)


def stray_of(one: Said | Cleared, template: str, hint: str = _OTHER_TOO) -> Stray:
    """That an answer cannot be taken."""
    typed = one.typed if isinstance(one, Said) else ""
    return Stray(one.spot, typed, Message(template), Message(hint), (one.answer.id,))


def _faults(base: Path, block: Mapping[Any, Any]) -> Iterator[tuple[tuple[str, ...], str, str]]:
    if "observations" in base:
        yield from _of_observation(block)
    if base[0] == "expenditure" and "amount" not in block:
        yield (), phrase("the amount itself is missing, of which this is a part"), phrase("write the amount too")
    if base[0] == "contributions" and "amount" not in block:
        yield (), phrase("what it is worth is missing"), phrase("write the amount too, 0 where it is nothing")
    if base[-1] == "reported" and not {"by", "date"} <= block.keys():
        words = phrase("who reports and on which day belong together, and one of them is missing")
        yield (), words, phrase("fill in both cells")
    for proof in block.get("evidence") or ():
        if isinstance(proof, Mapping) and "kind" not in proof:
            yield ("evidence_kind",), phrase("it is not said of which kind this proof is"), _OTHER_TOO


def _of_observation(block: Mapping[Any, Any]) -> Iterator[tuple[tuple[str, ...], str, str]]:
    if "end" in (days := block.get("observed") or {}) and "start" not in days:
        words = phrase("the first of several days is missing, of which this is the last")
        yield ("observed_until",), words, phrase("write the day in the row above; a single day stands there alone")
    if "not_applicable" in block and any(key in block for key in _OF_VALUE):
        yield (
            ("not_applicable",),
            phrase("here stand a value, and a reason why none can be expected"),
            phrase(
                "empty the one that does not hold; what stands there in another language only cic record can change"
            ),
        )
    shares = [
        part for parts in (block.get("by") or {}).values() for part in parts.values() if isinstance(part, Mapping)
    ]
    for share in (block, *shares):
        if ("numerator" in share) != ("denominator" in share):
            words = phrase("how many and of how many belong together, and one of them is missing")
            yield ("numerator", "denominator", "part_numerator", "part_denominator"), words, _BOTH
