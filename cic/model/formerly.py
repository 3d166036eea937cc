"""Ids that things had before (`formerly`): whatever names a thing by one of them means it. A programme is read with the
present ids in all places, so that nothing else needs to know of former ones."""

from __future__ import annotations

import typing
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple

from cic.diagnostics import Key, Spot
from cic.model.acknowledgements import Acknowledgements
from cic.model.kept import kept
from cic.model.kinds import Kind, kind_of_file, split_phase
from cic.model.levels import Promise, level_of
from cic.model.modelled import Names
from cic.model.paths import bare, format_path, steps_of
from cic.model.programme import Programme
from cic.model.scalars import Record

Renames = Mapping[str, Mapping[str, str]]
"""By the kind of thing (`commune`), the present id of each former one."""


Lasts = Literal["partnership", "commune", "partner", "impact", "outcome", "result", "indicator"]
"""The kinds of things that may have had other ids."""


class Defined(NamedTuple):
    """A thing that may have had other ids. spot: of its block, or of its file."""

    kind: Lasts
    id: str
    spot: Spot
    formerly: tuple[str, ...]


def each_defined(programme: Programme) -> Iterator[Defined]:
    """Every thing of a programme that keeps being itself under another id."""
    for file, one in programme.partnerships.items():
        yield Defined("partnership", one.id, Spot(file), one.formerly)
    for commune in programme.each_commune():
        yield Defined("commune", commune.id, commune.spot, commune.value.formerly)
    for partner in programme.each_partner():
        yield Defined("partner", partner.id, partner.spot, partner.value.formerly)
    for promise in programme.each_promise():
        yield Defined(_kind_of(promise.value), promise.id, promise.spot, promise.value.formerly)
    for indicator in programme.each_indicator():
        yield Defined("indicator", indicator.id, indicator.spot, indicator.value.formerly)


@kept
def has_former_ids(programme: Programme) -> bool:
    """Whether anything is said to have had another id; of most programmes nothing is."""
    located = (programme.each_participant(), programme.each_promise(), programme.each_indicator())
    return any(one.formerly for one in programme.partnerships.values()) or any(
        one.value.formerly for those in located for one in those
    )


def _kind_of(promise: Promise) -> Lasts:
    """An output is a result by another name: it keeps its id when the document calls it otherwise."""
    level = level_of(promise)
    return "impact" if level == "impact" else "outcome" if level == "outcome" else "result"


def renames_of(programme: Programme) -> Renames:
    """What each former id of a programme stands for now; none for one that is another thing's too."""
    if not has_former_ids(programme):
        return {}
    present: set[tuple[str, str]] = set()
    claimed: dict[tuple[str, str], list[str]] = {}
    for one in each_defined(programme):
        present.add((one.kind, one.id))
        for former in one.formerly:
            claimed.setdefault((one.kind, former), []).append(one.id)
    renames: dict[str, dict[str, str]] = {}
    for (kind, former), ids in claimed.items():
        if len(ids) == 1 and (kind, former) not in present:
            renames.setdefault(kind, {})[former] = ids[0]
    return renames


def with_present_ids(programme: Programme) -> Programme:
    """The programme with the present id wherever a former one is named; the same one where none is known."""
    return named_as_in(programme, programme)


def named_as_in(before: Programme, after: Programme) -> Programme:
    """An earlier state with the ids that its things have in a later one."""
    phases = {
        name: named_as_in(phase, after.phases[name]) if name in after.phases else phase
        for name, phase in before.phases.items()
    }
    renames = renames_of(after)
    if any(phases[name] is not phase for name, phase in before.phases.items()):
        before = replace(before, phases=phases)
    return renamed(before, renames) if renames else before


def renamed(programme: Programme, renames: Renames) -> Programme:
    """The programme with other ids. Two things never become one: an id that is there already stays that of its own."""
    present = {(one.kind, one.id) for one in each_defined(programme)}
    usable = {
        kind: {former: id for former, id in names.items() if (kind, former) not in present or (kind, id) not in present}
        for kind, names in renames.items()
    }
    files = {
        kind: {file: renamed_record(record, file, usable) for file, record in records.items()}
        for kind, records in programme.files.items()
    }
    known = {
        kind: {**programme.renamed.get(kind, {}), **usable.get(kind, {})} for kind in {*programme.renamed, *usable}
    }
    return replace(programme, files=files, renamed=known)


def renamed_record(record: Record, file: str, renames: Renames) -> Record:
    """What a file says, with other ids; the paths of corrections and of accepted findings too."""
    found = _renamed(record, _plan_of(type(record)), renames)
    kind = kind_of_file(file)
    corrections = getattr(found, "corrections", ())
    if corrections and kind is not None:
        paths = [renamed_path(one.path, kind, renames) for one in corrections]
        if paths != [one.path for one in corrections]:
            new = tuple(one.model_copy(update={"path": path}) for one, path in zip(corrections, paths, strict=True))
            found = found.model_copy(update={"corrections": new})
    if isinstance(found, Acknowledgements):
        entries = tuple(_renamed_acceptance(entry, None, renames) for entry in found.acknowledgements)
        found = found.model_copy(update={"acknowledgements": entries})
    return found  # type: ignore[no-any-return]


def _renamed_acceptance(entry: Any, file: str | None, renames: Renames) -> Any:
    """An acknowledgement, or one of several findings that it accepts. file: of the acknowledgement."""
    of = entry.file or file or ""
    kind = kind_of_file(of)
    update: dict[str, object] = {}
    if entry.file:
        update["file"] = renamed_file(entry.file, renames)
    if entry.path and kind is not None:
        update["path"] = renamed_path(entry.path, kind, renames)
    if getattr(entry, "findings", ()):
        update["findings"] = tuple(_renamed_acceptance(one, of, renames) for one in entry.findings)
    return entry.model_copy(update=update) if update else entry


def renamed_path(path: str, kind: Kind, renames: Renames) -> str:
    """A key path as text, with other ids."""
    steps: list[Key] = []
    plan = _plan_of(kind.model)
    for step in steps_of(path):
        new, plan = _step(plan, step, renames)
        steps.append(new)
    written = tuple(steps)
    return path if written == steps_of(path) else format_path(kind.model, written)


def renamed_file(file: str, renames: Renames) -> str:
    """The name of a file that is named after a thing, with its other id."""
    kind = kind_of_file(file)
    folder, own = split_phase(file)
    match = kind.pattern.fullmatch(own) if kind and kind.keys else None
    if kind is None or match is None:
        return file
    plan = _plan_of(kind.model)
    fields = plan.below if plan else {}
    parts = dict(zip(kind.keys, match.groups(), strict=True))
    name = kind.shown
    for key, part in parts.items():
        own_plan = fields.get(key)
        new = _id(part, own_plan.names, renames) if own_plan else part
        name = name.replace(f"<{key}>", new)
    return f"{folder}/{name}" if folder else name


class _Plan(NamedTuple):
    """Where in a value ids stand.

    names: the kinds of things that the value itself names, or the keys of a mapping. below: by the key of a block;
    `items`: in each value of a mapping or a list.
    """

    names: tuple[str, ...] = ()
    below: Mapping[str, _Plan] = {}
    items: _Plan | None = None


@cache
def _plan_of(model: type[Record]) -> _Plan | None:
    fields = {}
    for name, field in model.model_fields.items():
        names = next((one.kinds for one in field.metadata if isinstance(one, Names)), ())
        plan = _Plan(names) if names else _plan(field.annotation)
        if plan is not None:
            fields[name] = plan
    return _Plan(below=fields) if fields else None


def _plan(annotation: Any) -> _Plan | None:
    names = _names(annotation)
    if names:
        return _Plan(names)
    shape = bare(annotation)
    if isinstance(shape, type) and issubclass(shape, Record):
        return _plan_of(shape)
    origin, arguments = typing.get_origin(shape), typing.get_args(shape)
    if origin is tuple:
        items = _plan(arguments[0])
        return _Plan(items=items) if items else None
    if origin is dict:
        names, items = _names(arguments[0]), _plan(arguments[1])
        return _Plan(names, items=items) if names or items else None
    return None


def _names(annotation: Any) -> tuple[str, ...]:
    """What an id of this type names; empty for what is no such id."""
    if typing.get_origin(annotation) is Annotated:
        return next((one.kinds for one in annotation.__metadata__ if isinstance(one, Names)), ())
    parts = () if typing.get_origin(annotation) in (dict, tuple) else typing.get_args(annotation)
    return next(filter(None, map(_names, parts)), ())


def _id(id: Any, kinds: tuple[str, ...], renames: Renames) -> Any:
    """Another id where exactly one kind of thing that may be meant has one."""
    found = {renames[kind][id] for kind in kinds if id in renames.get(kind, {})}
    return found.pop() if len(found) == 1 else id


def _step(plan: _Plan | None, step: Key, renames: Renames) -> tuple[Key, _Plan | None]:
    """One key of a path, and where ids stand below it."""
    if plan is None:
        return step, None
    if plan.below:
        return step, plan.below.get(str(step))
    return _id(step, plan.names, renames), plan.items


def _renamed(value: Any, plan: _Plan | None, renames: Renames) -> Any:
    """The value with other ids; the very same value where nothing in it changes."""
    if plan is None or not value:
        return value
    if isinstance(value, Record):
        update = {}
        for name, own in plan.below.items():
            old = getattr(value, name)
            new = _renamed(old, own, renames)
            if new is not old:
                update[name] = new
        return value.model_copy(update=update) if update else value
    if isinstance(value, tuple):
        items = tuple(_renamed(item, plan.items, renames) for item in value)
        return value if all(one is other for one, other in zip(items, value, strict=True)) else items
    if isinstance(value, dict):
        return _renamed_mapping(value, plan, renames)
    return _id(value, plan.names, renames)


def _renamed_mapping(value: dict[Any, Any], plan: _Plan, renames: Renames) -> dict[Any, Any]:
    new: dict[Any, Any] = {}
    for key, item in value.items():
        other = _id(key, plan.names, renames)
        # beside the present id the former one is a second entry, and stays to be found
        new[key if other in value else other] = _renamed(item, plan.items, renames)
    same = all(one == other and new[one] is value[other] for one, other in zip(new, value, strict=True))
    return value if same else new
