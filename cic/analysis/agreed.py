"""What was agreed or sent off, thing by thing: a target with its printed words, a cell of the budget, the amount of a
partnership, the targets of a commune, what a commune reported of an indicator. Pure functions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Literal, NamedTuple

from cic.analysis.diff import Change, Thing
from cic.diagnostics import Key
from cic.model.budget import Budget
from cic.model.documents import Documents
from cic.model.identity import Identity
from cic.model.logframe import Logframe
from cic.model.partnership import Partnership
from cic.model.report import Report

Sort = Literal["promise", "money", "reported", "closing", "quoted"]
"""What was agreed: a baseline, a target or a deadline; an amount; what was reported; the closing of a year; words of a
document."""

CORRECTIONS = "corrections"
QUOTED = frozenset(("as_printed", "printed", "stated_percent", "other_figures"))
"""Keys under which the words of a document stand, or figures printed beside a value."""
_MAIN = ("value", "amount", "achieved", "year")
"""The keys of a thing's own figure, beside which other values explain it."""
_Path = tuple[Key, ...]


class Agreed(NamedTuple):
    """A thing that was agreed and is not as it was.

    path: the keys that lead to it, none for a whole file. within: how many of these keys lead to the widest block of
    which a correction may speak. changes: every value of it that changed.
    """

    thing: Thing
    sort: Sort
    path: _Path
    within: int
    changes: tuple[Change, ...]

    @property
    def main(self) -> Change | None:
        """The change of its own figure; None where several values changed and none of them is the figure."""
        for change in self.changes:
            if change.path == self.path or change.path in [(*self.path, key) for key in _MAIN]:
                return change
        return self.changes[0] if len(self.changes) == 1 else None

    @property
    def has_figure(self) -> bool:
        """Whether what changed is its own figure, of which a correction of the whole thing can speak."""
        main = self.main
        return main is not None and (main.path == self.path or main.path[-1] in _MAIN)

    @property
    def is_gone(self) -> bool:
        """Whether nothing of it is left."""
        return all(change.after is None and change.whole is not None for change in self.changes)

    @property
    def is_new(self) -> bool:
        """Whether nothing of it was there."""
        return all(change.before is None and change.whole is not None for change in self.changes)


def agreed_things(found: Iterable[Change], closed: Mapping[str, Collection[int]]) -> tuple[Agreed, ...]:
    """The agreed things of which a value changed, in the order of the changes. What was not there yet was not agreed,
    except in what was reported for a closed year. Totals that follow from their parts are no things of their own.

    closed: the years that were closed before, by the folder of the programme.
    """
    together: dict[tuple[Thing, Sort, _Path, int], list[Change]] = {}
    for change in found:
        place = _place(change, closed.get(change.thing.folder, ()))
        if place is not None:
            together.setdefault((change.thing, *place), []).append(change)
    things = [Agreed(*key, tuple(changes)) for key, changes in together.items()]
    derived = _derived_cells(one for one in things if one.thing.kind.is_of(Budget))
    return tuple(one for one in things if _was_agreed(one) and (one.thing, one.path) not in derived)


def _was_agreed(one: Agreed) -> bool:
    if one.sort in ("reported", "closing"):
        return True
    return any(change.before is not None and not is_quoted(change) for change in one.changes)


def is_quoted(change: Change) -> bool:
    """Whether words of a document changed, or what a document claims."""
    path, kind = change.path, change.thing.kind
    if kind.is_of(Documents):
        return "claims" in path and path[-1] != "members"
    if kind.is_of(Logframe) and "statement" in path:
        return True
    return not QUOTED.isdisjoint(path) and CORRECTIONS not in path and "reading" not in path


def _place(change: Change, closed: Collection[int]) -> tuple[Sort, _Path, int] | None:
    """What the change is a part of: the sort, the path, and the length of the widest one that a correction may name."""
    kind, path = change.thing.kind, change.path
    if not path or path[0] == CORRECTIONS:
        return None
    if kind.is_of(Report):
        return _of_report(change) if change.thing.year in closed else None
    if kind.is_of(Identity):
        is_closing = path[:2] == ("reporting", "closed") and change.before is not None
        return ("closing", path[:3], 2) if is_closing else None
    if kind.is_of(Logframe) and path[2:3] == ("activities",) and path[4:] == ("budget",):
        return "money", path, 4
    if kind.is_of(Logframe) and "indicators" in path:
        start = path.index("indicators") + 2
        length = _PROMISES.get(str(path[start]) if len(path) > start else "")
        return ("promise", path[: start + length], start) if length else None
    if kind.is_of(Partnership):
        if path[0] in ("communes", "partners") and path[2:3] == ("targets",):
            return "promise", path[:3], 3
        return ("money", path[:2], 1) if path[0] == "budget" else None
    if kind.is_of(Budget):
        length = _CELLS.get(str(path[0]))
        return ("money", path[:length], 1) if length == len(path) and path[-2] != "label" else None
    return None


_PROMISES = {"baseline": 1, "baselines": 2, "targets": 2, "targets_in_words": 2, "deadline": 1}
"""How many keys lead to what is promised of an indicator, by the first of them."""
_CELLS = {"operating_costs": 3, "categories": 4, "associations": 4, "results": 3, "activities": 3}
"""How many keys lead to an amount of the budget, by the first of them."""
_REPORTED = {"observations": 2, "expenditure": 3, "activities": 2}


def _of_report(change: Change) -> tuple[Sort, _Path, int]:
    """What was reported is a thing by itself: a value with its evidence, an expenditure; a report that came or went is
    one in all."""
    path = change.path
    if change.whole == ():
        return "reported", (), 0
    for n, step in enumerate(path):
        end = n + _REPORTED.get(str(step), 0)
        if n < end <= len(path):
            return "reported", path[:end], 0
    return "reported", path[:1], 0


_Cell = tuple[Thing, _Path]


def _derived_cells(cells: Iterable[Agreed]) -> set[_Cell]:
    """The printed totals that changed by what their parts changed: in a row, in a column, or over the categories."""
    deltas: dict[_Cell, Decimal | None] = {}
    for cell in cells:
        change = cell.changes[0]
        was, now = change.before, change.after
        is_figure = isinstance(was, Decimal) and isinstance(now, Decimal)
        deltas[cell.thing, cell.path] = now - was if is_figure else None  # type: ignore[operator, assignment]
    return {cell for cell in deltas if _follows(cell, deltas)}


def _follows(cell: _Cell, deltas: Mapping[_Cell, Decimal | None]) -> bool:
    thing, path = cell
    block, (nature, year) = path[:-2], path[-2:]

    def is_sum_of(parts: Iterable[_Path]) -> bool:
        changed = [deltas[thing, part] for part in parts if (thing, part) in deltas]
        return bool(changed) and None not in changed and sum(filter(None, changed)) == deltas[cell]

    rows = {other[1][-1] for other in deltas if other[0] == thing and other[1][:-1] == path[:-1]} - {"total"}
    if year == "total" and is_sum_of((*path[:-1], one) for one in rows):
        return True
    natures = {other[1][-2] for other in deltas if other[0] == thing and other[1][:-2] == block} - {"total"}
    if nature == "total" and is_sum_of((*block, one, year) for one in natures):
        return True
    categories = {other[1][1] for other in deltas if other[0] == thing and other[1][0] == "categories"}
    return block == ("operating_costs",) and is_sum_of(("categories", one, nature, year) for one in categories)


def main_figure(value: object) -> object:
    """The figure of a block as it stands in the data, which a correction of the block speaks of; None where it has
    none."""
    return next((found for key in _MAIN if (found := getattr(value, key, None)) is not None), None)


def quoted_things(found: Iterable[Change]) -> tuple[Agreed, ...]:
    """The words of documents that were there and are others or gone, and what documents claim: a quotation each."""
    together: dict[tuple[Thing, _Path], list[Change]] = {}
    for change in found:
        if change.before is not None and not change.thing.kind.is_of(Report) and is_quoted(change):
            together.setdefault((change.thing, _quotation(change.path)), []).append(change)
    things = (Agreed(thing, "quoted", path, len(path), tuple(own)) for (thing, path), own in together.items())
    return tuple(one for one in things if one.thing.kind.is_of(Documents) or not one.is_gone)


def _quotation(path: _Path) -> _Path:
    """The claim, the statement, or the printed words of a block."""
    if "claims" in path:
        return path[: path.index("claims") + 2]
    last = next(n for n, step in enumerate(path) if step in QUOTED or step == "statement")
    return path[: last + 1]
