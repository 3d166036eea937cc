"""`cic diff`: what changed between two states, in the programme's terms, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from cic.analysis.diff import Change, changes, is_promise
from cic.analysis.moves import money_moves
from cic.analysis.things import Moved
from cic.base.message import Called, Message
from cic.diagnostics import Finding, Place, Spot
from cic.language import Language
from cic.model.formerly import renamed_file
from cic.model.programme import Programme
from cic.pages.diff.effects import (
    FilesNow,
    finding_changes,
    findings_table,
    fingerprint_now,
    money_table,
    place_cell,
    status_table,
)
from cic.pages.diff.headlines import headlines, moves_table, spot_of, things_table, without_moved
from cic.pages.diff.wording import change_tables
from cic.pages.fictional import marked
from cic.pages.persons import without_persons
from cic.pages.spoken import Spoken
from cic.pages.tables import Cell, Column, Fact, Page, Table, words

Placing = Callable[[Iterable[Spot]], Mapping[Spot, Place]]


def _nowhere(_: Iterable[Spot]) -> Mapping[Spot, Place]:
    return {}


class Side(NamedTuple):
    """One of the two states: what to call it, the programme, its findings (acknowledged ones too), the files that could
    not be read, the data folder as it is shown, and what finds the places of values in it."""

    name: Message
    programme: Programme
    findings: Sequence[Finding]
    unread: tuple[str, ...]
    root: str = ""
    places: Placing = _nowhere


def diff_report(before: Side, after: Side, language: Language, with_persons: bool, moved: Sequence[Moved] = ()) -> Page:
    """The page: what is most important in words, a summary, what follows, then every change once. Without tables where
    nothing changed.

    with_persons: show the data of persons; else only that they changed. moved: what came, went or has another id; the
    state before is that with the ids of the one after.
    """
    unread = tuple(sorted({*before.unread, *after.unread}))
    sides = before.programme, after.programme
    spoken = Spoken(*sides[::-1])
    moved = [one for one in moved if not any(thing.spot.file in unread for thing in one[2:4] if thing is not None)]
    everything = changes(*sides, unread)
    found = without_moved(everything, moved)
    place = _placing(found, before, after)
    details = tuple(change_tables(found, sides, language, with_persons, place))
    comparable = (_without(before.programme, unread), _without(after.programme, unread))
    statuses = status_table(*comparable, language)
    moves = money_moves(everything, *comparable)
    files = _files_now(moved)
    effects = (
        moves_table(moves, spoken),
        statuses,
        money_table(*comparable, spoken),
        findings_table(_lasting(before, after, files), after.findings, after.root, files),
    )
    things = things_table(moved, _places_of(moved, before, after), spoken)
    if things.rows:
        details = (things, *details)
    facts = [Fact("before", words("Before"), before.name), Fact("after", words("After"), after.name)]
    if unread:
        facts.append(Fact("unread", words("INCOMPLETE, not read"), ", ".join(unread)))
    identity = after.programme.identity or before.programme.identity
    tables = (*_summary(details), *(table for table in effects if table.rows), *details)
    highlights = (
        *_unknown(before, after, bool(details)),
        *headlines(moved, moves, everything, comparable, spoken),
        *_new_findings(before, after, files),
        *_promises(found),
        *_turns(statuses, after.programme),
    )
    page = Page(language.text(identity.name) if identity else "", tuple(facts), tables, highlights)
    page = marked(after.programme, page, language)
    for side in () if with_persons else sides:
        page = without_persons(page, side.persons.without)
    return page


def _without(programme: Programme, files: Collection[str]) -> Programme:
    """The programme without some files. What a file says that only one of the states could read has neither come nor
    gone."""
    kept = {
        kind: {file: record for file, record in records.items() if file not in files}
        for kind, records in programme.files.items()
    }
    phases = {id: _without(phase, files) for id, phase in programme.phases.items()}
    return replace(programme, files=kept, phases=phases)


def _files_now(moved: Iterable[Moved]) -> FilesNow:
    """What files are called now that are named after something with another id."""
    renames: dict[str, dict[str, str]] = {}
    for one in moved:
        if one.before is not None and one.after is not None:
            renames.setdefault(one.kind, {})[one.before.id] = one.after.id
    return lambda file: renamed_file(file, renames)


def _places_of(moved: Sequence[Moved], before: Side, after: Side) -> Mapping[Moved, Cell]:
    """Where each thing stands, or stood."""
    spots = {one: spot_of(one) for one in moved}
    now = after.places(spot for spot, is_gone in spots.values() if not is_gone)
    was = before.places(spot for spot, is_gone in spots.values() if is_gone)
    found: dict[Moved, Cell] = {}
    for one, (spot, is_gone) in spots.items():
        known = (was if is_gone else now).get(spot)
        root = before.root if is_gone else after.root
        found[one] = spot.file if known is None else place_cell(known, root, is_gone)
    return found


def _lasting(before: Side, after: Side, files: FilesNow) -> Sequence[Finding]:
    """The findings of the state before, of which those that are not found again are gone: not where a file could not be
    read, because then some are not looked for."""
    if not after.unread:
        return before.findings
    again = {finding.fingerprint for finding in after.findings}
    return [finding for finding in before.findings if fingerprint_now(finding, files) in again]


def _placing(found: Sequence[Change], before: Side, after: Side) -> Callable[[Change], Cell]:
    """Where each change is to be looked up: the value as it stands, else where it stood. Each file is read once."""
    now = after.places(_standing(change) for change in found if change.after is not None)
    was = before.places(_standing(change) for change in found if change.after is None)

    def place(change: Change) -> Cell:
        is_gone = change.after is None
        spot = _standing(change)
        known = (was if is_gone else now).get(spot)
        return spot.file if known is None else place_cell(known, before.root if is_gone else after.root, is_gone)

    return place


def _standing(change: Change) -> Spot:
    spot = change.was_at if change.after is None else change.is_at
    assert spot is not None
    return spot


def _summary(details: tuple[Table, ...]) -> Iterator[Table]:
    """How many values changed, by partnership, result and the rest."""
    if details:
        columns = (Column("where", words("Where")), Column("changes", words("Changes"), "number"))
        rows = tuple((table.title, Decimal(len(table.rows))) for table in details)
        yield Table("summary", words("Summary"), columns, rows, section="summary")


def _unknown(before: Side, after: Side, has_changes: bool) -> Iterator[Message]:
    if before.unread or after.unread:
        yield words("What changed in files that could not be read is not known.")
    elif not has_changes:
        yield words("Nothing changed in the data.")


def _new_findings(before: Side, after: Side, files: FilesNow) -> Iterator[Message]:
    new = [finding for kind, finding in finding_changes(before.findings, after.findings, files) if kind == "new"]
    errors = sum(finding.severity.label == "error" for finding in new)
    if errors:
        yield words("New errors, which nobody has accepted: {count}", count=errors)
    if len(new) > errors:
        yield words("New warnings and remarks: {count}", count=len(new) - errors)


def _promises(found: Sequence[Change]) -> Iterator[Message]:
    """That promises or budgets which were there before are others now."""
    targets = sum(change.before is not None and is_promise(change) for change in found)
    if targets:
        yield words("Agreed baselines, targets and deadlines that change: {count}", count=targets)


_MOST_TURNS = 5


def _turns(statuses: Table, programme: Programme) -> Iterator[Message]:
    """The first statuses that turn into others, in words."""
    turned = [row for row in statuses.records() if row["status_before"] != row["status_after"]]
    for row in turned[:_MOST_TURNS]:
        yield words(
            "{indicator} at the end of {year} turns from {before} to {after}",
            indicator=_indicator(programme, str(row["indicator"])),
            year=row["year"],
            before=row["status_before"],
            after=row["status_after"],
        )
    if len(turned) > _MOST_TURNS:
        yield words("Further statuses that turn: {count}", count=len(turned) - _MOST_TURNS)


def _indicator(programme: Programme, id: str) -> object:
    """An indicator by its id, with its short title where it has one."""
    known = programme.indicators.get(id)
    title = known.value.title if known else None
    return Called(id, words("{id} ({title})", id=id, title=Called(id, title))) if title else id
