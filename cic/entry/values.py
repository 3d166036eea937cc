"""What is entered, as changes of a report: a value of an indicator, money that was spent or came back."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from cic.base.errors import UserError
from cic.base.periods import Period
from cic.diagnostics import Key
from cic.entry.report_file import ReportFile, at
from cic.model.budget import TOTAL
from cic.model.report import Observation
from cic.source.edit import ABSENT, Change, Path
from cic.source.written import OneLine, Value

_FORMS = ("value", "achieved", "numerator", "denominator", "step", "not_applicable")
"""Keys of which one value has one, or the two of a share."""
_TOGETHER = {"numerator": {"denominator"}, "denominator": {"numerator"}, "step": {"achieved"}, "achieved": {"step"}}
_TEXTS = ("text", "not_applicable", "note", "reason")


class Said(NamedTuple):
    """What was said of one thing: single values by key, texts by key in one language, and what proves it."""

    values: Mapping[str, Value]
    texts: Mapping[str, str]
    language: str
    evidence: tuple[OneLine, ...] = ()

    @property
    def block(self) -> dict[Key, Value]:
        """All of it as a block of its own, in the order of the model."""
        texts = {key: OneLine({self.language: text}) for key, text in self.texts.items()}
        found: dict[Key, Value] = dict(self.values.items())
        found.update(texts)
        if self.evidence:
            found["evidence"] = list(self.evidence)
        order = list(Observation.model_fields)
        return dict(sorted(found.items(), key=lambda one: order.index(str(one[0])) if one[0] in order else -1))


def observation_changes(report: ReportFile, path: Path, said: Said) -> tuple[Change, ...]:
    """What changes in a report where a value is entered: another form of it goes, its evidence stays."""
    known = at(report.data, path)
    if not isinstance(known, dict):
        return (Change(path, _as_keys(said.block)),)
    new = {*said.values, *said.texts} & {*_FORMS}
    kept = {one for key in new for one in _TOGETHER.get(key, ())} | new
    gone = [key for key in _FORMS if new and key in known and key not in kept]
    return (*_changes_within(known, path, said), *(Change((*path, key), ABSENT) for key in gone))


def _changes_within(known: Mapping[object, object], path: Path, said: Said) -> list[Change]:
    found = [Change((*path, key), value) for key, value in said.values.items()]
    for key, text in said.texts.items():
        is_there = isinstance(known.get(key), dict)
        found.append(
            Change((*path, key, said.language), text)
            if is_there
            else Change((*path, key), OneLine({said.language: text}))
        )
    there = known.get("evidence")
    more = [one for one in said.evidence if not isinstance(there, list) or dict(one) not in there]
    if more and isinstance(there, list) and there:
        found += [Change((*path, "evidence", len(there) + n), one) for n, one in enumerate(more)]
    elif more:
        found.append(Change((*path, "evidence"), list(more)))
    return found


def spending_changes(report: ReportFile, category: str, nature: str | None, said: Said) -> tuple[Change, ...]:
    """What changes in a report where the amount of a category and nature is entered. Raises UserError where several
    amounts stand there."""
    path: Path = ("expenditure", category, nature or TOTAL)
    known = at(report.data, path)
    if isinstance(known, list):
        raise UserError(
            "several amounts stand under {path} in {file}",
            "change the one that is meant by hand",
            path=".".join(map(str, path)),
            file=report.file,
        )
    if isinstance(known, dict) and known.keys() - {"amount"}:
        return tuple(_changes_within(known, path, said))
    block: dict[Key, Value] = {**(known if isinstance(known, dict) else {}), **said.block}
    return (Change(path, _as_keys(block)),)


def refund_changes(report: ReportFile, category: str, nature: str | None, of: int, said: Said) -> tuple[Change, ...]:
    """What changes in a report where money came back: one entry more."""
    year = of.key if isinstance(of, Period) else of
    block = said.block
    amount = block.pop("amount", Decimal(0))
    back: dict[Key, Value] = {"amount": amount, "of": year, **({"nature": nature} if nature else {}), **block}
    item = OneLine(back)
    path: Path = ("expenditure", category, "refunds")
    there = at(report.data, path)
    if isinstance(there, list) and there:
        return (Change((*path, len(there)), item),)
    return (Change(path, [item]),)


def _as_keys(block: dict[Key, Value]) -> Value:
    """A block as it is written: an amount alone in one line."""
    return OneLine(block) if block.keys() == {"amount"} else block
