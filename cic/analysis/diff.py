"""What changed between two states of a programme, by natural key: the order, the quotes, the comments and the names of
files are no change. Pure functions."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from cic.diagnostics import Key, Spot
from cic.model.kinds import Kind
from cic.model.logframe import Logframe
from cic.model.partnership import Partnership
from cic.model.paths import is_personal_key
from cic.model.persons import concerns_person
from cic.model.programme import Programme
from cic.model.scalars import Record, values_of

Scalar = str | int | Decimal | bool | datetime.date


class Thing(NamedTuple):
    """A file's worth of a programme by its natural key.

    folder: of the phase, empty for the main programme. kind: of the file. id: of what it is about, for a kind of which
    there are many; of a report the partnership that it is of, empty for the programme's. year: of a report.
    """

    folder: str
    kind: Kind
    id: str = ""
    year: int | None = None


def thing_of(folder: str, kind: Kind, record: Record | None) -> Thing:
    """The natural key of a file of that kind."""
    keys = {key: getattr(record, key, None) for key in kind.keys}
    year = keys.pop("year", None)
    return Thing(folder, kind, next(iter(keys.values()), None) or "", year)


class Change(NamedTuple):
    """One value that is not as it was.

    path: keys from the thing to the value. before, after: None where there was, or is, none.
    was_at, is_at: where it stood and stands; None for a file that is not there.
    whole: the outermost block that came or went with it; None where the value alone changed.
    personal: whether it is of a person: the keys down to which it can be said so, else None.
    """

    thing: Thing
    path: tuple[Key, ...]
    before: Scalar | None
    after: Scalar | None
    was_at: Spot | None
    is_at: Spot | None
    whole: tuple[Key, ...] | None = None
    personal: tuple[Key, ...] | None = None


def changes(before: Programme, after: Programme, unread: Collection[str] = ()) -> tuple[Change, ...]:
    """Every value that changed, once, in the order of the newer files, then of what is gone.

    unread: files of either state that could not be read; of what they hold nothing is said.
    """
    old, new = dict(_things(before)), dict(_things(after))
    old_by_file = {file: thing for thing, (file, _) in old.items() if thing not in new}
    found: list[Change] = []
    for thing in {**new, **old}:
        was, now = old.get(thing), new.get(thing)
        if was is None and now is not None and now[0] in old_by_file:
            # the same file under another key: its id or its year was changed
            was = old.pop(old_by_file[now[0]])
        elif was is None and now is None:
            continue
        files = [file for file, _ in filter(None, (was, now))]
        if not any(file in unread for file in files):
            found += _of_thing(thing, was, now)
    return tuple(found)


def record_changes(thing: Thing, file: str, before: Record | None, after: Record | None) -> Iterator[Change]:
    """What changed in one file."""
    yield from _of_thing(
        thing, (file, before) if before is not None else None, (file, after) if after is not None else None
    )


def _things(programme: Programme) -> Iterator[tuple[Thing, tuple[str, Record]]]:
    for one in programme.and_phases():
        for kind, file, record in one.records():
            yield thing_of(one.folder, kind, record), (file, record)


def _of_thing(thing: Thing, was: tuple[str, Record] | None, now: tuple[str, Record] | None) -> Iterator[Change]:
    if was and now and (was[1] is now[1] or was[1] == now[1]):
        return
    for path_before, path_after, before, after, whole in _walk((), (), was and was[1], now and now[1], None):
        yield Change(
            thing,
            path_after if after is not None or not path_before else path_before,
            before,
            after,
            Spot(was[0], path_before) if was else None,
            Spot(now[0], path_after) if now else None,
            whole,
            _of_person(was, path_before) or _of_person(now, path_after),
        )


def _of_person(state: tuple[str, Record] | None, path: _Path) -> _Path | None:
    """The keys above those of a person's data, or down to a correction or an acknowledgement of them; None where the
    value is nobody's."""
    here: object = state and state[1]
    for n, step in enumerate(path):
        if is_personal_key(type(here), step):
            return path[:n]
        if isinstance(here, Record):
            here = getattr(here, str(step), None)
        elif isinstance(here, dict):
            here = here.get(step)
        else:
            here = here[step] if isinstance(here, tuple) and isinstance(step, int) and step < len(here) else None
        if state is not None and isinstance(here, Record) and concerns_person(state[0], here):
            return path[: n + 1]
    return None


def is_promise(change: Change) -> bool:
    """Whether a baseline, a target, a deadline or a commune's share of a target changed."""
    kind, path = change.thing.kind, change.path
    if kind.is_of(Logframe):
        return "indicators" in path and not {
            "baseline",
            "baselines",
            "targets",
            "targets_in_words",
            "deadline",
        }.isdisjoint(path)
    return kind.is_of(Partnership) and path[:1] in (("communes",), ("partners",)) and "targets" in path


_Path = tuple[Key, ...]
_Leaf = tuple[_Path, _Path, Scalar | None, Scalar | None, _Path | None]
"""The path before, the path after (they differ by positions in lists alone), the value before, the value after, the
outermost block that came or went."""


def _walk(was_at: _Path, is_at: _Path, before: object, after: object, whole: _Path | None) -> Iterator[_Leaf]:
    if before is after or (isinstance(before, (Record, dict, tuple)) and before == after):
        return
    old, new = _children(before), _children(after)
    if isinstance(before, tuple) or isinstance(after, tuple):
        yield from _walk_list(was_at, is_at, before, after, whole)
    elif old is not None or new is not None:
        if whole is None and None in (before, after):
            whole = was_at if after is None else is_at
        for key in {**(new or {}), **(old or {})}:
            yield from _walk((*was_at, key), (*is_at, key), (old or {}).get(key), (new or {}).get(key), whole)
    elif not _is_same(before, after):
        yield was_at, is_at, _scalar(before), _scalar(after), whole


def _children(value: object) -> Mapping[Key, object] | None:
    """What stands below a block by its key, empty blocks left out; None for what is no block."""
    if isinstance(value, Record):
        return {key: item for key, item in values_of(value).items() if not _is_absent(item)}
    if isinstance(value, dict):
        return {key: item for key, item in value.items() if not _is_absent(item)}
    return None


def _is_absent(value: object) -> bool:
    return value is None or value == () or value == {}


def _is_same(before: object, after: object) -> bool:
    """Line breaks and runs of spaces within a text are no change."""
    if isinstance(before, str) and isinstance(after, str):
        return before.split() == after.split()
    return type(before) is type(after) and before == after


def _scalar(value: object) -> Scalar | None:
    return value if isinstance(value, Scalar) else None


def _walk_list(was_at: _Path, is_at: _Path, before: object, after: object, whole: _Path | None) -> Iterator[_Leaf]:
    """Items that are in both lists are the same wherever they stand; the others are paired by their natural key, then
    with the one that they resemble, and where they have no key in order."""
    old, new = _without_common(_items(before), _items(after))
    for one, other in _pairs(old, new):
        was = (*was_at, one[0]) if one else was_at
        now = (*is_at, other[0]) if other else is_at
        yield from _walk(was, now, one and one[1], other and other[1], whole)


_Item = tuple[int, object]
"""A position in a list, and what stands there."""


def _pairs(old: list[_Item], new: list[_Item]) -> Iterator[tuple[_Item | None, _Item | None]]:
    left = dict(old)
    by_key = {key: n for n, item in reversed(old) if (key := _natural_key(item)) is not None}
    unpaired: list[_Item] = []
    for n, item in new:
        key = _natural_key(item)
        match = by_key.pop(key, None) if key is not None else None
        if match is None:
            unpaired.append((n, item))
        else:
            yield (match, left.pop(match)), (n, item)
    for n, item in unpaired:
        match = next((m for m, other in left.items() if _resembles(other, item)), None)
        yield (None if match is None else (match, left.pop(match))), (n, item)
    yield from (((n, item), None) for n, item in left.items())


def _resembles(one: object, other: object) -> bool:
    """Whether two items may be the same after a change: blocks that share half of what they say, or two values."""
    old, new = _children(one), _children(other)
    if old is None or new is None:
        return old is new
    if _natural_key(one) is None:
        return True
    shared = sum(old[key] == new.get(key) for key in old)
    return 2 * shared >= len(old)


def _items(value: object) -> list[tuple[int, object]]:
    return list(enumerate(value)) if isinstance(value, tuple) else []


def _without_common(
    old: list[tuple[int, object]], new: list[tuple[int, object]]
) -> tuple[list[tuple[int, object]], list[tuple[int, object]]]:
    """Both lists without the items that stand in both, as often as they do."""
    left: dict[str, list[int]] = {}
    for n, item in old:
        left.setdefault(repr(item), []).append(n)
    common_old: set[int] = set()
    only_new = []
    for n, item in new:
        same = left.get(repr(item))
        if same:
            common_old.add(same.pop(0))
        else:
            only_new.append((n, item))
    return [(n, item) for n, item in old if n not in common_old], only_new


def _natural_key(item: object) -> tuple[object, ...] | None:
    """What makes an item of a list the same item after a change; None where only its position does."""
    for fields in (("rule", "file", "path"), ("path", "date"), ("kind", "document"), ("indicator",)):
        if isinstance(item, Record) and all(field in type(item).model_fields for field in fields):
            return tuple(getattr(item, field) for field in fields)
    return None
