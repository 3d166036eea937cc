"""Changes in the programme's terms, grouped by result and by partnership."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import reduce
from typing import NamedTuple

from cic.analysis.diff import Change
from cic.base.message import Message
from cic.diagnostics import Key
from cic.language import Language
from cic.language.text import word_changes
from cic.model.kinds import kind_of_model
from cic.model.levels import GROUPS
from cic.model.logframe import Logframe
from cic.model.partnership import Partnership
from cic.model.programme import Programme
from cic.model.report import Report
from cic.pages.spoken import Spoken
from cic.pages.tables import Cell, Column, Table, words

_LONG = 60
"""Texts longer than this are compared word by word."""

CHANGE_COLUMNS = (
    Column("what", words("What")),
    Column("before", words("Before")),
    Column("after", words("After")),
    Column("difference", words("Difference"), "number", signed=True),
    Column("place", words("Place"), "place"),
)
_UNITS = {"observations": 2, "expenditure": 3, "indicators": 2, "activities": 2, "acknowledgements": 2, "evidence": 2,
          "claims": 2, "risks": 2, "corrections": 2, "contacts": 1, "texts": 2}  # fmt: skip
"""Blocks that are one thing for a reader: how many keys lead to one from the key that holds them."""
_LARGE_UNITS = {"communes": 2, "partners": 2, "targets": 2}
"""The same, where no smaller one is within."""
_MOST_PARTS = 100
"""So many parts of a thing that came or went are told: nobody reads more in one cell."""
_PLAIN = frozenset(("kind", "address", "date", "amount", "en", "fr", "nl"))
"""Keys whose values speak for themselves beside each other."""
_IDENTITY = ("id", "year", "partnership", "source")
"""What makes a file that came or went."""


class _Group(NamedTuple):
    key: str
    title: Message | str


Placing = Callable[[Change], Cell]
"""Where a change is to be looked up."""


def change_tables(
    found: Sequence[Change],
    sides: tuple[Programme, Programme],
    language: Language,
    with_persons: bool,
    place: Placing,
) -> Iterator[Table]:
    """A table for each result, partnership and other part in which something changed; every change in one row.

    sides: the programme before and after.
    """
    rows: dict[str, list[tuple[Cell, ...]]] = {}
    titles: dict[str, Message | str] = {}
    spoken = Spoken(*sides[::-1])
    for changes in united(found, with_persons):
        group = _group(changes[0], sides, language, spoken)
        titles[group.key] = group.title
        rows.setdefault(group.key, []).append(change_row(changes, with_persons, place, spoken))
    for key in sorted(rows):
        yield Table(key, titles[key], CHANGE_COLUMNS, tuple(rows[key]), section="changes")


def united(found: Iterable[Change], with_persons: bool) -> Iterator[list[Change]]:
    """The changes one by one; those of a thing that came or went whole, and of a commune's persons, together."""
    together: dict[object, list[Change]] = {}
    for change in found:
        unit = _unit(change, with_persons)
        identity = (change.thing, unit if unit is not None else (change.path, change.after is None))
        together.setdefault(identity, []).append(change)
    yield from together.values()


def _unit(change: Change, with_persons: bool) -> tuple[object, ...] | None:
    """What a change is shown together with: the path of the thing that came or went, or of the persons; None for a
    change of its own."""
    if change.personal is not None and not with_persons:
        return ("persons", change.personal)
    if change.whole is None:
        return None
    gone = change.after is None
    if not change.whole and change.path[0] in _IDENTITY:
        return ("whole", (), gone)
    for units in (_UNITS, _LARGE_UNITS):
        for n, step in enumerate(change.path):
            # below other keys `partners` is a category of the budget
            end = n + (units.get(str(step), 0) if n == 0 or step != "partners" else 0)
            if n < end <= len(change.path) and end >= len(change.whole):
                return ("whole", change.path[:end], gone)
    return None


def _group(change: Change, sides: tuple[Programme, Programme], language: Language, spoken: Spoken) -> _Group:
    thing, path = change.thing, change.path
    phase = f"{thing.folder}: " if thing.folder else ""
    if thing.kind.is_of(Logframe) and len(path) > 1 and path[0] in GROUPS:
        title = _statement(str(path[0]), str(path[1]), sides[::-1], language)
        return _Group(f"{thing.folder}.{path[0]}.{path[1]}", f"{phase}{path[1]}{title}")
    if thing.id and (thing.kind.is_of(Partnership) or thing.kind.is_of(Report)):
        own = words("{what}", what=spoken.id(thing.folder, "partnership", thing.id))
        named = words("{phase}: {part}", phase=thing.folder, part=own) if phase else own
        return _Group(f"{thing.folder}.{kind_of_model(Partnership).part}.{thing.id}", named)
    name, key = words(thing.kind.template), thing.kind.part
    if thing.id:
        name, key = words("{name}: {value}", name=name, value=thing.id), f"{key}.{thing.id}"
    return _Group(f"{thing.folder}.{key}", words("{phase}: {part}", phase=thing.folder, part=name) if phase else name)


def _statement(part: str, id: str, sides: tuple[Programme, ...], language: Language) -> str:
    for side in sides:
        owner = getattr(side.logframe, part, {}).get(id)
        if owner is not None:
            return ": " + " ".join(language.text(owner.statement).split())
    return ""


def change_row(changes: list[Change], with_persons: bool, place: Placing, spoken: Spoken) -> tuple[Cell, ...]:
    """The cells of CHANGE_COLUMNS for one change, or for several that are shown together."""
    first = changes[0]
    where = place(first)
    if first.personal is not None and not with_persons:
        hidden = words("(not shown)")
        what = _what(first, first.personal, spoken, words("contact data"))
        befores = any(change.before is not None for change in changes)
        afters = any(change.after is not None for change in changes)
        return what, hidden if befores else None, hidden if afters else None, None, where
    unit = _unit(first, with_persons)
    if unit is None:
        return (_what(first, first.path, spoken), *_values(first, spoken), where)
    path = unit[1]
    assert isinstance(path, tuple)
    text = _described(changes, len(path), spoken) if path else _file_described(changes, spoken)
    what = _what(first, path, spoken, None if path else words("the whole file"))
    return (what, text, None, None, where) if first.after is None else (what, None, text, None, where)


def _file_described(changes: list[Change], spoken: Spoken) -> Message:
    """A file that came or went; its values have rows of their own, and its name says its year and partnership."""
    told = [change for change in changes if change.path[0] == "source"]
    is_gone = changes[0].after is None
    state = words("taken away") if is_gone else words("new")
    return words("{first}; {second}", first=state, second=_described(told, 0, spoken)) if told else state


def _what(change: Change, path: tuple[Key, ...], spoken: Spoken, more: Message | None = None) -> Message:
    """What changed: the year of a report, the ids on the way, and words for the keys."""
    steps: list[object] = [change.thing.year] if change.thing.year is not None else []
    skipped = 2 if change.thing.kind.is_of(Logframe) and path and path[0] in GROUPS else 0
    said = [step for step in (*steps, *spoken.path(change.thing, path, skipped), more) if step is not None]
    return words("{what}", what=tuple(said) or (words("the file"),))


def _described(changes: list[Change], skipped: int, spoken: Spoken) -> Message:
    """What a thing that came or went says: `2; evidence: photographs, front.jpg, 3 May 2019`."""
    parts = []
    for head, together in itertools.groupby(changes, lambda change: _head(change.path[skipped:])):
        own = list(together)
        values = [_said(change, skipped + len(head), spoken) for change in own]
        name = next(iter(spoken.path(own[0].thing, own[0].path[: skipped + 1], skipped)), None) if head else None
        said = words("{what}", what=tuple(values))
        parts.append(said if name is None else words("{name}: {value}", name=name, value=said))
    rest = len(parts) - _MOST_PARTS
    if rest > 0:
        parts = [*parts[:_MOST_PARTS], words("and more of the kind: {count}", count=rest)]
    return reduce(lambda one, other: words("{first}; {second}", first=one, second=other), parts)


def _head(path: tuple[Key, ...]) -> tuple[Key, ...]:
    """The keys that values of one block share: the first one, and the position in a list."""
    return path[:2] if len(path) > 1 and isinstance(path[1], int) else path[:1]


def _said(change: Change, skipped: int, spoken: Spoken) -> object:
    """One value, with the names of keys below the block except those that need none."""
    value = spoken.said(change.thing, change.path, change.before if change.after is None else change.after)
    names = tuple(
        word
        for n, step in enumerate(change.path)
        if n >= skipped and step not in _PLAIN
        for word in spoken.path(change.thing, change.path[: n + 1], n)
    )
    return words("{name}: {value}", name=names, value=value) if names else value


def _values(change: Change, spoken: Spoken) -> tuple[Cell, Cell, Cell]:
    before, after = change.before, change.after
    if isinstance(before, str) and isinstance(after, str) and max(len(before), len(after)) > _LONG:
        return None, word_changes(before, after), None
    if isinstance(before, Decimal) and isinstance(after, Decimal):
        return before, after, after - before
    return spoken.value(change.thing, change.path, before), spoken.value(change.thing, change.path, after), None
