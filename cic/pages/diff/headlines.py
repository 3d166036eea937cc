"""What stands on top of a comparison, in words: what came, went or has another id, money that moves, quotations."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from cic.analysis.agreed import agreed_things, quoted_things
from cic.analysis.diff import Change
from cic.analysis.moves import Amount, Move
from cic.analysis.things import Moved, hanging_words
from cic.base.message import Message
from cic.diagnostics import Spot
from cic.language import Figure
from cic.model.programme import Programme
from cic.pages.diff.lives import decisions, stays
from cic.pages.keys import as_cell
from cic.pages.spoken import Spoken
from cic.pages.tables import Cell, Column, Table, words

MOST = 5
"""So many headlines of one kind are said; the last of them says how many more there are."""
_LONGEST = 80

_THINGS = (
    Column("change", words("Change")),
    Column("kind", words("Kind")),
    Column("before", words("Before"), "id"),
    Column("after", words("After"), "id"),
    Column("hanging", words("What hangs on it")),
    Column("place", words("Place"), "place"),
)


def things_table(moved: Sequence[Moved], place: Mapping[Moved, Cell], spoken: Spoken) -> Table:
    """One row for each thing that came, went or has another id, with what hangs on it."""
    rows = [
        (
            _CHANGES[_change(one)],
            words(one.kind),
            spoken.cell(one.folder, one.kind, one.before.id if one.before else None),
            spoken.cell(one.folder, one.kind, one.after.id if one.after else None),
            words("{what}", what=hanging_words(one.hanging)) if any(one.hanging) else None,
            place.get(one),
        )
        for one in moved
    ]
    return Table("things", words("What came, went or has another id"), _THINGS, tuple(rows), (), "changes")


_CHANGES = {
    "new": words("new"),
    "gone": words("gone"),
    "renamed": words("another id"),
    "alike": words("perhaps another id"),
}


def _change(one: Moved) -> str:
    if one.before is None:
        return "new"
    if one.after is None:
        return "gone"
    return "renamed" if one.is_told else "alike"


_MOVES = (
    Column("source", words("From")),
    Column("target", words("To")),
    Column("amount", words("Amount"), "amount"),
)


def moves_table(moves: Sequence[Move], spoken: Spoken) -> Table:
    """One row for each amount that moves, or is less (no `target`) or more (no `source`)."""
    rows = tuple(
        (
            _of(one.source, spoken) if one.source else None,
            _of(one.target, spoken) if one.target else None,
            one.amount,
        )
        for one in moves
    )
    return Table("moves", words("Money that moves"), _MOVES, rows, (), "effects", named_by=2)


def headlines(
    moved: Sequence[Moved],
    moves: Sequence[Move],
    found: Sequence[Change],
    sides: tuple[Programme, Programme],
    spoken: Spoken,
) -> Iterator[Message]:
    """The headlines, those of one kind together."""
    yield from _first(
        [_of_thing(one, spoken) for one in moved], words("Further things that came, went or have another id: {count}")
    )
    yield from _first(list(stays(*sides, spoken)), words("Further comings, leavings and mergers: {count}"))
    yield from _first(list(decisions(*sides, spoken)), words("Further decisions on the budget: {count}"))
    yield from _first([_of_move(one, spoken) for one in moves], words("Further amounts that move or change: {count}"))
    yield from _in_all(moves)
    yield from _first(list(_quotations(found, spoken)), words("Further quotations of documents that change: {count}"))


def _first(said: list[Message], rest: Message) -> Iterator[Message]:
    yield from said[:MOST]
    if len(said) > MOST:
        yield rest._replace(params={"count": len(said) - MOST})


def _of_thing(one: Moved, spoken: Spoken) -> Message:
    hanging = hanging_words(one.hanging)
    what, kind = hanging or words("nothing hangs on it"), words(one.kind)
    before, after = (thing and spoken.id(one.folder, one.kind, thing.id) for thing in (one.before, one.after))
    if one.before is None:
        return words("New: {kind} {id} ({what})", kind=kind, id=after, what=what)
    if one.after is None:
        return words("Gone: {kind} {id} ({what})", kind=kind, id=before, what=what)
    # what became of an id is told by the ids: what people call it may be the same
    known = {"kind": kind, "before": one.before.id, "after": one.after.id, "what": what}
    if one.is_told:
        return words("The {kind} {before} is called {after} now ({what})", **known)
    return words(
        "The {kind} {before} is gone, and {after} is the same but for its id: if {after} is {before} renamed, write "
        "`formerly: [{before}]` below it ({what})",
        **known,
    )


def _of_move(one: Move, spoken: Spoken) -> Message:
    amount = Figure(one.amount, True)
    if one.source is not None and one.target is not None:
        return words(
            "Money moves: {amount} from {source} to {target}",
            amount=amount, source=_of(one.source, spoken), target=_of(one.target, spoken),
        )  # fmt: skip
    if one.source is not None:
        return words("Less money: {amount} less for {what}", amount=amount, what=_of(one.source, spoken))
    assert one.target is not None
    return words("More money: {amount} more for {what}", amount=amount, what=_of(one.target, spoken))


_TABLES = {
    "categories": words("the budget"),
    "associations": words("the associations"),
    "partnership": words("the partnerships"),
}


def _in_all(moves: Sequence[Move]) -> Iterator[Message]:
    """How much more or less there is in all, where several amounts are."""
    for table, name in _TABLES.items():
        alone = [
            one.amount if one.source is None else -one.amount
            for one in moves
            if None in (one.source, one.target) and (one.source or one.target or _NO_AMOUNT).table == table
        ]
        difference = sum(alone, Decimal(0))
        if len(alone) > 1 and difference > 0:
            yield words("In all: {amount} more for {what}", amount=Figure(difference, True), what=name)
        elif len(alone) > 1 and difference < 0:
            yield words("In all: {amount} less for {what}", amount=Figure(-difference, True), what=name)


_NO_AMOUNT = Amount("", "", (), Decimal(0))


def _of(one: Amount, spoken: Spoken) -> Message:
    """What an amount is of, in words: partners, operating, 2019."""
    if one.table == "partnership":
        steps: tuple[object, ...] = tuple(spoken.id(one.folder, "partnership", str(key)) for key in one.keys)
    elif one.table == "associations":
        steps = (spoken.id(one.folder, "organisation", str(one.keys[0])), *spoken.budget(one.folder, one.keys[1:]))
    elif one.table == "categories":
        steps = spoken.budget(one.folder, one.keys)
    else:
        steps = one.keys
    return words("{what}", what=(one.folder, *steps) if one.folder else steps)


def _quotations(found: Sequence[Change], spoken: Spoken) -> Iterator[Message]:
    """Words of documents that are others now; those that changed with an agreed figure are said with it."""
    agreed = {change for one in agreed_things(found, {}) for change in one.changes}
    for one in quoted_things(found):
        if not agreed.isdisjoint(one.changes) or any(change.personal is not None for change in one.changes):
            continue
        what = words("{what}", what=spoken.path(one.thing, one.path))
        if one.is_gone:
            yield words("A quotation is gone: {what}", what=what)
            continue
        change = one.main or one.changes[0]
        was, now = (_clipped(as_cell(value)) for value in (change.before, change.after))
        yield words("A document is quoted otherwise: {what}: “{was}”, now “{now}”", what=what, was=was, now=now)


def _clipped(value: object) -> object:
    return value[: _LONGEST - 1] + "…" if isinstance(value, str) and len(value) > _LONGEST else value


def without_moved(found: Iterable[Change], moved: Collection[Moved]) -> tuple[Change, ...]:
    """The changes without those of what is gone, and without the former ids that are told: each has its own row."""
    gone = [one.before.spot for one in moved if one.before is not None and one.after is None]
    files = {spot.file for spot in gone}
    told = {one.before.id for one in moved if one.before is not None and one.after is not None}

    def is_said(change: Change) -> bool:
        if "formerly" in change.path and change.after in told:
            return True
        was = change.was_at
        if change.after is not None or was is None or was.file not in files:
            return False
        return any(was.file == spot.file and was.path[: len(spot.path)] == spot.path for spot in gone)

    return tuple(change for change in found if not is_said(change))


def spot_of(one: Moved) -> tuple[Spot, bool]:
    """Where a thing stands, or stood; whether it is gone."""
    thing = one.after or one.before
    assert thing is not None
    return thing.spot.key() if thing.spot.path else thing.spot, one.after is None
