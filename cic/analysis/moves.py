"""Money that moves between two states: from which amounts to which. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from cic.analysis.diff import Change
from cic.diagnostics import Key
from cic.model.budget import TOTAL, Block, Budget
from cic.model.partnership import Partnership
from cic.model.programme import Programme


class Amount(NamedTuple):
    """An amount that is not what it was.

    folder: of the programme. table: `categories`, `associations`, `results` or `activities` of the budget, or
    `partnership`. keys: what it is of: category, nature and year; a result or an activity and year; or the id of a
    partnership.
    """

    folder: str
    table: str
    keys: tuple[Key, ...]
    difference: Decimal


class Move(NamedTuple):
    """Money that goes from one amount to another. Where an amount alone is less or more, the other one is None."""

    source: Amount | None
    target: Amount | None
    amount: Decimal


def money_moves(found: Iterable[Change], before: Programme, after: Programme) -> tuple[Move, ...]:
    """The moves among the amounts that were there and are there, then what is left: amounts that are less or more.

    A move is a decrease and an increase of the same size, or one that several others make up together. Printed totals
    follow from their parts and are none; neither is the money of what came or went whole.
    """
    amounts: dict[tuple[str, str, tuple[Key, ...]], Decimal] = {}
    for change in found:
        place = _place(change, before, after)
        if place is not None:
            was, now = (value if isinstance(value, Decimal) else Decimal(0) for value in (change.before, change.after))
            key = (change.thing.folder, *place)
            amounts[key] = amounts.get(key, Decimal(0)) + now - was
    tables: dict[tuple[str, str], list[Amount]] = {}
    for (folder, table, keys), difference in amounts.items():
        if difference:
            tables.setdefault((folder, table), []).append(Amount(folder, table, keys, difference))
    return tuple(move for own in tables.values() for move in _paired(own))


def _place(change: Change, before: Programme, after: Programme) -> tuple[str, tuple[Key, ...]] | None:
    """The table and the keys of an amount that is no total; None for what is none."""
    path, kind = change.path, change.thing.kind
    if kind.is_of(Partnership) and path[:1] == ("budget",) and path[-1:] == ("amount",) and change.whole != ():
        return "partnership", (change.thing.id,)
    if kind.is_of(Budget) and len(path) == 3 and path[0] in ("results", "activities") and change.whole != ():
        return None if path[-1] == "total" else (str(path[0]), path[1:])
    is_cell = kind.is_of(Budget) and len(path) == 4 and path[0] in ("categories", "associations") and change.whole != ()
    if not is_cell or path[-1] == TOTAL or path[2] == "label":
        return None
    if path[2] == TOTAL and _has_natures(path, change.thing.folder, before, after):
        return None
    keys = (path[1], path[3]) if path[2] == TOTAL else path[1:]
    return str(path[0]), keys


def _has_natures(path: Sequence[Key], folder: str, before: Programme, after: Programme) -> bool:
    """Whether the total of a year has parts of its own in either state."""
    for programme in (before, after):
        own = programme.phases.get(folder.rpartition("/")[2], programme) if folder else programme
        blocks: Mapping[str, object] = getattr(own.budget, str(path[0]), {}) if own.budget else {}
        block = blocks.get(str(path[1]))
        if isinstance(block, Block) and any(path[3] in row for row in block.natures.values()):
            return True
    return False


def _paired(amounts: Sequence[Amount]) -> Iterator[Move]:
    less = [one for one in amounts if one.difference < 0]
    more = [one for one in amounts if one.difference > 0]
    for source in tuple(less):
        target = next((one for one in more if one.difference == -source.difference), None)
        if target is not None:
            less.remove(source)
            more.remove(target)
            yield Move(source, target, target.difference)
    is_even = sum(one.difference for one in (*less, *more)) == 0
    if is_even and 1 in (len(less), len(more)):
        yield from (
            Move(source, target, min(-source.difference, target.difference)) for source in less for target in more
        )
        return
    yield from (Move(one, None, -one.difference) for one in less)
    yield from (Move(None, one, one.difference) for one in more)
