"""All things of a programme that can be looked up, kind by kind. No rule is imported here: a shell that completes
asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from cic.analysis.diff import thing_of
from cic.base.errors import UserError
from cic.base.message import either
from cic.diagnostics import Spot
from cic.model.called import Names, all_near, id_called, names_in
from cic.model.kinds import BY_NAME, Kind
from cic.model.levels import Level, level_of
from cic.model.programme import Programme


class Thing(NamedTuple):
    """Something of a programme that can be looked up.

    kind: one of the kinds that `cic list` knows. owner: the id of what it belongs to, empty where to nothing.
    """

    kind: str
    id: str
    spot: Spot
    value: Any
    programme: Programme
    owner: str = ""


def things(programme: Programme, kind: str) -> tuple[Thing, ...]:
    """All things of a kind in one programme, in the order of the files."""
    return tuple(Thing(kind, id, spot, value, programme, owner) for id, spot, value, owner in _SOURCES[kind](programme))


def all_things(programme: Programme) -> Iterator[Thing]:
    """All things of a programme and of its phases; first the files that are one thing each."""
    for one in programme.and_phases():
        yield from _wholes(one)
        for kind in KINDS:
            yield from things(one, kind)


def id_typed(found: Iterable[Thing], typed: str, otherwise: str | None = None) -> str:
    """The id of the one thing that is called so, else the other one. Raises UserError where there is neither, or where
    several are called so."""
    names = _names_of(found)
    id = id_called(typed, names) or otherwise
    if id is not None:
        return id
    close = all_near(typed, {**dict.fromkeys(KINDS, ()), **names}, 3)
    raise UserError(
        "there is nothing with the id {id}",
        "did you mean {close}?" if close else "cic list shows what there is",
        id=typed,
        close=either(close) if close else "",
    )


def _names_of(found: Iterable[Thing]) -> Names:
    names: dict[str, list[str]] = {}
    for one in found:
        names.setdefault(one.id, []).extend(names_in(one.value))
    return names


def _wholes(programme: Programme) -> Iterator[Thing]:
    """What a file says as a whole. Another phase is one of the phases, not a second programme."""
    for kind, id, file, value in (
        ("programme", "programme", "programme.yaml", None if programme.folder else programme.identity),
        ("budget", "budget", "budget.yaml", programme.budget),
        ("analysis", "risks", "risks.yaml", programme.risks),
        ("theory", "theory-of-change", "theory_of_change.yaml", programme.theory_of_change),
    ):
        if value is not None:
            yield Thing(kind, id, programme.spot(file), value, programme)


_Entries = Iterable[tuple[str, Spot, Any, str]]


def _partnerships(programme: Programme) -> _Entries:
    return [(value.id, Spot(file), value, "") for file, value in programme.partnerships.items()]


def _communes(programme: Programme) -> _Entries:
    return [(one.id, one.spot, one.value, one.owner) for one in programme.each_commune()]


def _partners(programme: Programme) -> _Entries:
    return [(one.id, one.spot, one.value, one.owner) for one in programme.each_partner()]


def _indicators(programme: Programme) -> _Entries:
    return [(one.id, one.spot, one.value, one.owner) for one in programme.each_indicator()]


def _of_level(level: Level) -> Callable[[Programme], _Entries]:
    """The promises of a level, in the order in which they are read."""

    def entries(programme: Programme) -> _Entries:
        return [(one.id, one.spot, one.value, "") for one in programme.each_promise() if level_of(one.value) == level]

    return entries


def _activities(programme: Programme) -> _Entries:
    return [(one.id, one.spot, one.value, one.owner) for one in programme.each_activity()]


def _risks(programme: Programme) -> _Entries:
    return _in(programme, "risks.yaml", "risks", programme.risks.risks if programme.risks else {})


def _documents(programme: Programme) -> _Entries:
    documents = programme.documents.documents if programme.documents and not programme.folder else {}
    return _in(programme, "documents.yaml", "documents", documents)


def _organisations(programme: Programme) -> _Entries:
    found = programme.identity.organisations if programme.identity else {}
    return _in(programme, "programme.yaml", "organisations", found)


def _synergies(programme: Programme) -> _Entries:
    found = programme.synergies.synergies if programme.synergies else {}
    return _in(programme, "synergies.yaml", "synergies", found)


def _texts(programme: Programme) -> _Entries:
    return _in(programme, "strategy.yaml", "texts", programme.strategy.texts if programme.strategy else {})


def _phases(programme: Programme) -> _Entries:
    for id, phase in programme.phases.items():
        if phase.identity is not None:
            yield id, phase.spot("programme.yaml"), phase.identity, ""


def _in(programme: Programme, file: str, key: str, values: Mapping[str, object]) -> _Entries:
    return [(id, programme.spot(file, key, id), value, "") for id, value in values.items()]


def _files_of(kind: Kind) -> Callable[[Programme], _Entries]:
    """A file as one thing: by its id, else by the name of its kind."""

    def entries(programme: Programme) -> _Entries:
        for of, file, record in programme.records():
            if of is kind:
                id = thing_of(programme.folder, kind, record).id if kind.keys else kind.name.replace("_", "-")
                yield id, Spot(file), record, ""

    return entries


_NOT_LOOKED_UP = ("report", "acknowledgements")
"""What is reported stands on the pages of whoever reports it, what is accepted on those of what it is about."""
_WITH_THINGS = (
    "programme", "documents", "logframe", "budget", "risks", "theory_of_change", "synergies", "strategy", "partnership",
)  # fmt: skip
"""Kinds of files that are looked up by what is in them, or that have a page above."""
_OTHERS = [BY_NAME[name] for name in (*_WITH_THINGS, *_NOT_LOOKED_UP)]
FILES: Mapping[str, Kind] = {kind.part: kind for kind in BY_NAME.values() if kind not in _OTHERS}
"""All other kinds of files: each file of theirs is a thing."""

_SOURCES: Mapping[str, Callable[[Programme], _Entries]] = {
    "partnerships": _partnerships,
    "communes": _communes,
    "partners": _partners,
    "indicators": _indicators,
    "impacts": _of_level("impact"),
    "outcomes": _of_level("outcome"),
    "results": _of_level("result"),
    "outputs": _of_level("output"),
    "activities": _activities,
    "risks": _risks,
    "documents": _documents,
    "organisations": _organisations,
    "synergies": _synergies,
    "texts": _texts,
    "phases": _phases,
    **{name: _files_of(kind) for name, kind in FILES.items()},
}
KINDS = tuple(_SOURCES)
"""The kinds, as `cic list` names them."""

SELDOM = frozenset(("partners", "impacts", "outputs"))
"""Kinds that many programmes do not know: where there is none of them, nothing is said of them."""
