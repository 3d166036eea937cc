"""What came, went, or got another id between two states of a programme, and what hangs on it. Pure functions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, NamedTuple

from cic.base.message import Message
from cic.base.money import total
from cic.model.formerly import Defined, Lasts, Renames, each_defined, named_as_in, renamed, renames_of
from cic.model.levels import indicators_of
from cic.model.logframe import Logframe
from cic.model.partnership import Partnership
from cic.model.programme import Programme


class Hanging(NamedTuple):
    """What hangs on a thing: how many communes, indicators, targets of communes, values and reports; and money."""

    communes: int = 0
    indicators: int = 0
    targets: int = 0
    observations: int = 0
    reports: int = 0
    budget: Decimal | None = None
    partners: int = 0
    targets_of_partners: int = 0


class Moved(NamedTuple):
    """A thing that came (`before` None), went (`after` None), or has another id.

    is_told: whether `formerly` says that it is the same; else it is a guess.
    """

    kind: Lasts
    folder: str
    before: Defined | None
    after: Defined | None
    hanging: Hanging
    is_told: bool = True


def moved_things(before: Programme, after: Programme) -> tuple[Moved, ...]:
    """The things of both states that are in one of them alone, or have another id, in the order of the newer state,
    then of what is gone. What belongs to a thing that came or went is part of it. Kinds of files that either could
    not read say nothing."""
    found: list[Moved] = []
    for was, now in _pairs(before, after):
        found += _moved(was, now)
    return tuple(found)


def _pairs(before: Programme, after: Programme) -> Iterator[tuple[Programme, Programme]]:
    yield before, after
    for name, phase in after.phases.items():
        if name in before.phases:
            yield before.phases[name], phase


def _moved(before: Programme, after: Programme) -> Iterator[Moved]:
    told = renames_of(after)
    old = {(one.kind, one.id): one for one in _defined(before, after)}
    new = {(one.kind, one.id): one for one in _defined(after, before)}
    taken: set[tuple[str, str]] = set()
    for key, one in new.items():
        formers = [former for former in one.formerly if told.get(one.kind, {}).get(former) == one.id]
        earlier = next((old[one.kind, id] for id in formers if (one.kind, id) in old), None)
        if key not in old and earlier is not None:
            taken |= {key, (earlier.kind, earlier.id)}
            yield Moved(one.kind, after.folder, earlier, one, _hanging(after, one))
    come = [one for key, one in new.items() if key not in old and key not in taken]
    gone = [one for key, one in old.items() if key not in new and key not in taken]
    for earlier, later in _guessed(before, gone, after, come):
        come.remove(later)
        gone.remove(earlier)
        yield Moved(later.kind, after.folder, earlier, later, _hanging(after, later), is_told=False)
    yield from (Moved(one.kind, after.folder, None, one, _hanging(after, one)) for one in _outermost(come))
    yield from (Moved(one.kind, after.folder, one, None, _hanging(before, one)) for one in _outermost(gone))


def _defined(programme: Programme, other: Programme) -> Iterator[Defined]:
    """The things of the kinds of files that both states could read."""
    for one in each_defined(programme):
        kind = "partnership" if one.kind in ("partnership", "commune", "partner") else "logframe"
        if (
            programme.has_read(kind)
            and other.has_read(kind)
            and bool(_files(programme, kind)) == bool(_files(other, kind))
        ):
            yield one


def _files(programme: Programme, kind: str) -> Mapping[str, object]:
    return programme.files.get(kind, {})


def _outermost(things: Iterable[Defined]) -> Iterator[Defined]:
    """Those that do not belong to another one of them."""
    things = list(things)
    owners = {(one.spot.file, one.spot.path) for one in things}
    for one in things:
        path = one.spot.path
        if not any((one.spot.file, path[:n]) in owners for n in range(len(path))):
            yield one


def _guessed(
    before: Programme, gone: list[Defined], after: Programme, come: list[Defined]
) -> Iterator[tuple[Defined, Defined]]:
    """What is the same but for its id, where that goes for one of each alone."""
    old, new = _by_signature(before, gone), _by_signature(after, come)
    for signature, earlier in old.items():
        later = new.get(signature, [])
        if len(earlier) == len(later) == 1:
            yield earlier[0], later[0]


def _by_signature(programme: Programme, things: Iterable[Defined]) -> Mapping[Hashable, list[Defined]]:
    found: dict[Hashable, list[Defined]] = defaultdict(list)
    for one in things:
        found[one.kind, _SIGNATURES[one.kind](_value(programme, one))].append(one)
    return found


def _words(text: Mapping[Any, str]) -> tuple[tuple[object, str], ...]:
    return tuple(sorted(text.items()))


_SIGNATURES: Mapping[str, Callable[[Any], Hashable]] = {
    "commune": lambda one: (one.name, one.country),
    "partner": lambda one: (one.name, one.kind),
    "partnership": lambda one: (one.printed_name, frozenset(member.name for member in one.participants.values())),
    "indicator": lambda one: (one.label, _words(one.statement)),
    "result": lambda one: (one.label, _words(one.statement)),
    "outcome": lambda one: (one.label, _words(one.statement)),
    "impact": lambda one: (one.label, _words(one.statement)),
}
"""By what a thing is known that has another id: the words of the documents."""


def _value(programme: Programme, one: Defined) -> Any:
    """The block of a thing."""
    value: Any = programme.record(one.spot.file)
    for step in one.spot.path:
        value = value[step] if isinstance(value, dict) else getattr(value, str(step))
    return value


def _hanging(programme: Programme, one: Defined) -> Hanging:
    value = _value(programme, one)
    if one.kind == "partnership":
        own = [report for report in programme.reports.values() if report.partnership == one.id]
        budget = total(line.amount for line in value.budget.values()) if value.budget else None
        targets = sum(len(years) for commune in value.communes.values() for years in commune.targets.values())
        of_partners = sum(len(years) for partner in value.partners.values() for years in partner.targets.values())
        return Hanging(
            communes=len(value.communes),
            targets=targets,
            reports=len(own),
            budget=budget,
            partners=len(value.partners),
            targets_of_partners=of_partners,
        )
    if one.kind == "partner":
        reports = sum(one.id in report.partners for report in programme.reports.values())
        return Hanging(targets_of_partners=sum(map(len, value.targets.values())), reports=reports)
    if one.kind == "commune":
        reports = sum(one.id in report.communes for report in programme.reports.values())
        return Hanging(targets=sum(map(len, value.targets.values())), reports=reports)
    indicators = {one.id: value}
    if one.kind != "indicator":
        indicators = {id: indicator for _, _, own in indicators_of(value) for id, indicator in own.items()}
    targets = sum(
        len(years)
        for commune in programme.each_commune()
        for id, years in commune.value.targets.items()
        if id in indicators
    )
    of_partners = sum(
        len(years)
        for partner in programme.each_partner()
        for id, years in partner.value.targets.items()
        if id in indicators
    )
    observations = sum(located.id in indicators for located, _, _ in programme.each_observation())
    count = 0 if one.kind == "indicator" else len(indicators)
    return Hanging(indicators=count, targets=targets, observations=observations, targets_of_partners=of_partners)


def hanging_words(one: Hanging) -> tuple[Message, ...]:
    """What hangs on a thing, in words; nothing that is none."""
    parts = (
        Message("communes: {count}", {"count": one.communes}) if one.communes else None,
        Message("partners: {count}", {"count": one.partners}) if one.partners else None,
        Message("indicators: {count}", {"count": one.indicators}) if one.indicators else None,
        Message("budget: {amount}", {"amount": one.budget}) if one.budget is not None else None,
        Message("targets of communes: {count}", {"count": one.targets}) if one.targets else None,
        Message("targets of partners: {count}", {"count": one.targets_of_partners})
        if one.targets_of_partners
        else None,
        Message("reports: {count}", {"count": one.reports}) if one.reports else None,
        Message("values reported: {count}", {"count": one.observations}) if one.observations else None,
    )
    return tuple(part for part in parts if part is not None)


def guessed_renames(moved: Iterable[Moved]) -> Mapping[str, Renames]:
    """By the folder of the programme, the ids that would be the former ones of others if the guesses are right."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for one in moved:
        if one.before is not None and one.after is not None and not one.is_told:
            found.setdefault(one.folder, {}).setdefault(one.kind, {})[one.before.id] = one.after.id
    return found


def comparable(before: Programme, after: Programme, moved: Iterable[Moved]) -> Programme:
    """The earlier state with the ids that its things have in the later one, those that are guessed too."""
    return with_renames(named_as_in(before, after), guessed_renames(moved))


def with_renames(programme: Programme, renames: Mapping[str, Renames]) -> Programme:
    """The programme and its phases with other ids, by folder."""
    phases = {name: with_renames(phase, renames) for name, phase in programme.phases.items()}
    own = renames.get(programme.folder)
    programme = replace(programme, phases=phases)
    return renamed(programme, own) if own else programme


def restored(after: Programme, before: Programme, gone: Iterable[Defined]) -> Programme:
    """The later state as if these things of the earlier one were still in it."""
    files = {kind: dict(records) for kind, records in after.files.items()}
    for one in gone:
        value = _value(before, one)
        if isinstance(value, Partnership):
            files.setdefault("partnership", {})[one.spot.file] = value
            continue
        kind = "logframe" if isinstance(before.record(one.spot.file), Logframe) else "partnership"
        file = one.spot.file
        if kind == "partnership":
            record = before.record(file)
            owner = record.id if isinstance(record, Partnership) else ""
            file = after.partnership_files.get(owner, file)
        if file in files.get(kind, {}):
            files[kind][file] = _with(files[kind][file], one.spot.path, value)
    return replace(after, files=files)


def _with(block: Any, path: tuple[Any, ...], value: Any) -> Any:
    """A block with a value put in where the path leads; unchanged where nothing is there to hold it."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(block, dict):
        if rest and step not in block:
            return block
        return {**block, step: _with(block.get(step), rest, value)}
    return block.model_copy(update={step: _with(getattr(block, step), rest, value)})
