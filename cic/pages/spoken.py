"""What people read of a change in place of the ids and the words of the files; programs still get those."""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Annotated, Any, Literal, NamedTuple

from cic.analysis.diff import Change, Scalar, Thing
from cic.base.message import Called
from cic.diagnostics import Key
from cic.language import ENGLISH
from cic.language import NAMES as LANGUAGES
from cic.model.kinds import kind_of_model
from cic.model.modelled import Names, Standard
from cic.model.partnership import Partnership
from cic.model.paths import bare, other_keys
from cic.model.programme import Programme
from cic.model.report import Report
from cic.model.scalars import CATEGORIES, NATURES, Language, Record
from cic.pages.field_names import FIELDS
from cic.pages.keys import as_cell, word_of
from cic.pages.names import Name, told_apart
from cic.pages.tables import Term, Value, words
from cic.pages.words_of_values import WORDS

_Known = Mapping[str, Name]

_KEYS = {
    "associations": "organisation", "organisations": "organisation", "documents": "document",
    "sources_of_verification": "evidence", "evidence_kinds": "evidence", "scale": "step", "units": "unit",
}  # fmt: skip
"""What the keys of a block are ids of, where their type does not say it."""
_VALUES = {
    "association": "organisation", "organisation": "organisation", "paid_by": "organisation",
    "provider": "organisation", "receiver": "organisation", "document": "document",
    "Evidence.kind": "evidence", "step": "step", "unit": "unit",
}  # fmt: skip
"""What a value is an id of, by its field, or by the block and the field."""


class _Place(NamedTuple):
    """A place in a file: the block that it is in, the field, what its key and its value are ids of, and its type."""

    block: str
    field: str
    key: tuple[str, ...]
    value: tuple[str, ...]
    shape: Any


class Spoken:
    """Of some states of a programme, the one first that people know best."""

    def __init__(self, *states: Programme) -> None:
        self._states = states
        self._kept: dict[tuple[str, str], _Known] = {}

    def id(self, folder: str, kind: str, id: str) -> object:
        """A thing by its name, as a parameter of a message; by its id where it has none. folder: of the programme."""
        name = self._known(folder, kind).get(id)
        return id if name is None else Called(id, name)

    def thing(self, id: str) -> object:
        """Whatever has that id, in the programme or in one of its phases."""
        folders = dict.fromkeys(one.folder for state in self._states for one in state.and_phases())
        known = (self.id(folder, kind, id) for folder in folders for kind in _NAMED)
        return next((one for one in known if isinstance(one, Called)), id)

    def cell(self, folder: str, kind: str, id: str | None) -> Value:
        """The same as a cell of its own."""
        return None if id is None else _term(id, self.id(folder, kind, id))

    def path(self, thing: Thing, path: tuple[Key, ...], skipped: int = 0) -> tuple[object, ...]:
        """The keys of a path in words, without those that need none; so many at its begin are not said."""
        found: list[object] = []
        for n, (step, place) in enumerate(zip(path, _places(thing.kind.model, path), strict=True)):
            if n >= skipped:
                found += [word for word in (self._step(thing.folder, path[:n], step, place),) if word is not None]
        return tuple(found)

    def budget(self, folder: str, keys: Iterable[Key]) -> tuple[object, ...]:
        """The keys of a cell of the budget in words: category, nature, year."""
        found = []
        for step in keys:
            known = {**self._known(folder, "category"), **self._known(folder, "nature")}
            found.append(_named(step, known) if isinstance(step, str) else word_of(step))
        return tuple(one for one in found if one is not None)

    def value(self, thing: Thing, path: tuple[Key, ...], value: Scalar | None) -> Value:
        """A value as a cell."""
        said = self.said(thing, path, value)
        return _term(value, said) if isinstance(value, str) else as_cell(value)

    def said(self, thing: Thing, path: tuple[Key, ...], value: Scalar | None) -> object:
        """A value as a parameter of a message."""
        if not isinstance(value, str) or not path:
            return as_cell(value)
        *_, place = _places(thing.kind.model, path)
        if typing.get_origin(place.shape) is Literal:
            known: _Known = _words_at(place)
        elif place.field == "language":
            known = {code: ENGLISH.name_of(code) for code in LANGUAGES}
        else:
            known = self._of(thing.folder, path[:-1], place.value)
        return Called(value, known[value]) if value in known else value

    def _step(self, folder: str, above: tuple[Key, ...], step: Key, place: _Place) -> object:
        if not isinstance(step, str):
            return word_of(step)
        if place.key == (_LANGUAGE,):
            return Called(step, words("in {language}", language=ENGLISH.name_of(step))) if step in LANGUAGES else step
        return _named(step, self._of(folder, above, place.key))

    def _of(self, folder: str, above: tuple[Key, ...], kinds: tuple[str, ...]) -> _Known:
        """What the ids of these kinds are called."""
        found: dict[str, Name] = {}
        for kind in kinds:
            own = self._known(folder, kind)
            # the same id may be called otherwise by each indicator
            narrowed = {
                id: name for key, names in self._of_indicators(folder, kind, above) for id, name in names.items()
            }
            found.update({**own, **narrowed})
        return found

    def _of_indicators(self, folder: str, kind: str, above: tuple[Key, ...]) -> Iterator[tuple[str, _Known]]:
        field = {"evidence": "sources_of_verification", "step": "scale"}.get(kind)
        for programme in self._programmes(folder) if field is not None else ():
            for step in above:
                if isinstance(step, str) and step in programme.indicators:
                    yield step, getattr(programme.indicators[step].value, str(field))

    def _known(self, folder: str, kind: str) -> _Known:
        """The names of a kind by their ids. Of what several are called the id stands too."""
        if (folder, kind) not in self._kept:
            states = reversed(self._programmes(folder))
            named = (one for programme in states if kind in _NAMES for one in _NAMES[kind](programme))
            self._kept[folder, kind] = told_apart(named)
        return self._kept[folder, kind]

    def _programmes(self, folder: str) -> tuple[Programme, ...]:
        return tuple(one for state in self._states for one in state.and_phases() if one.folder == folder)


def _term(word: str, said: object) -> Value:
    return Term(word, words("{what}", what=said)) if isinstance(said, Called) else word


def _named(step: str, known: _Known) -> object:
    """A key by its name; in words where it has none."""
    word = word_of(step)
    if step not in known or step in FIELDS:
        return word
    return Called(str(word), known[step])


def _words_at(place: _Place) -> _Known:
    return WORDS.get(f"{place.block}.{place.field}") or WORDS.get(place.field, {})


_LANGUAGE = "language"


def _places(model: type[Record], path: Iterable[Key]) -> Iterator[_Place]:
    """Each step of a path, with what it is: a field, or an id of something, and the type of what stands there."""
    shape, block, field = bare(model), model.__name__, ""
    for step in path:
        annotation, key = _below(shape, step)
        if key is None:
            block, field, key = _block(shape), str(step), ()
        elif isinstance(step, str):
            key = key or _named_by(_KEYS, block, field)
        value = _kinds(annotation) or _named_by(_VALUES, block, field)
        shape = bare(annotation)
        yield _Place(block, field, key, value, shape)


def _named_by(kinds: Mapping[str, str], block: str, field: str) -> tuple[str, ...]:
    kind = kinds.get(f"{block}.{field}") or kinds.get(field)
    return (kind,) if kind else ()


def _block(shape: Any) -> str:
    """The name of a block, or of one of a list."""
    return str(getattr(bare(typing.get_args(shape)[0]) if typing.get_args(shape) else shape, "__name__", ""))


def _below(shape: Any, step: Key) -> tuple[Any, tuple[str, ...] | None]:
    """The type one step further; what the step is an id of, None for a field."""
    origin, arguments = typing.get_origin(shape), typing.get_args(shape)
    if origin is tuple and isinstance(step, int):
        return arguments[0], ()
    if origin is tuple:
        return _below(bare(arguments[0]), step)
    if origin is dict:
        return arguments[1], _kinds(arguments[0])
    if isinstance(shape, type) and issubclass(shape, Record):
        for name, field in shape.model_fields.items():
            if step == (field.alias or name):
                metadata = tuple(field.metadata)
                return (Annotated[(field.annotation, *metadata)] if metadata else field.annotation), None
        others = other_keys(shape)
        if others is not None:
            key, value = typing.get_args(others)
            return value, _kinds(key)
    return object, ()


def _kinds(annotation: Any) -> tuple[str, ...]:
    """What an id of this type names."""
    if annotation == Language:
        return (_LANGUAGE,)
    if typing.get_origin(annotation) is Annotated:
        for one in annotation.__metadata__:
            if isinstance(one, Names):
                return one.kinds
            if isinstance(one, Standard):
                return _STANDARD.get(one.words, ())
        return _kinds(typing.get_args(annotation)[0])
    parts = () if typing.get_origin(annotation) in (dict, tuple, Literal) else typing.get_args(annotation)
    return next(filter(None, map(_kinds, parts)), ())


_STANDARD = {NATURES: ("nature",), CATEGORIES: ("category",)}


def _evidence(programme: Programme) -> Iterator[tuple[str, Name]]:
    for one in programme.each_indicator():
        yield from one.value.sources_of_verification.items()
    if programme.logframe:
        yield from programme.logframe.evidence_kinds.items()


_NAMES: Mapping[str, Callable[[Programme], Iterable[tuple[str, Name]]]] = {
    "partnership": lambda one: [(own.id, own.called) for own in one.partnerships.values()],
    "commune": lambda one: [(own.id, own.value.name) for own in one.each_commune()],
    "partner": lambda one: [(own.id, own.value.name) for own in one.each_partner()],
    "organisation": lambda one: [
        (id, own.abbreviation or own.name) for id, own in (one.identity.organisations if one.identity else {}).items()
    ],
    "document": lambda one: [(id, own.title) for id, own in (one.documents.documents if one.documents else {}).items()],
    "category": lambda one: [(id, own.label) for id, own in (one.budget.categories if one.budget else {}).items()],
    "nature": lambda one: ((one.budget.natures or {}) if one.budget else {}).items(),
    "unit": lambda one: (one.logframe.units if one.logframe else {}).items(),
    "evidence": _evidence,
}
"""What things are called, by the kind."""
_NAMED = ("partnership", "commune", "partner", "organisation", "document")
"""The kinds of which one thing by itself is spoken of by its name."""
NOTHING_SPOKEN = Spoken()
"""Where nothing is known of what things are called."""


def files_of_names(found: Iterable[Change]) -> Iterator[str]:
    """The files in which stands what is called how, of what these changes speak of."""
    of_partnerships = kind_of_model(Partnership)
    for change in found:
        folder = f"{change.thing.folder}/" if change.thing.folder else ""
        yield from (f"{folder}{name}" for name in _WITH_NAMES)
        if change.thing.id and (change.thing.kind.is_of(Partnership) or change.thing.kind.is_of(Report)):
            yield folder + of_partnerships.shown.replace("<id>", change.thing.id)


_WITH_NAMES = ("programme.yaml", "logframe.yaml", "budget.yaml", "documents.yaml")
