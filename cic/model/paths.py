"""Key paths as text: `categories.partners.total[2019]`. Fields of a block follow a dot, ids and list positions
stand in brackets."""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel

from cic.diagnostics import Key
from cic.model.modelled import Standard
from cic.model.scalars import Language
from cic.reference.languages import is_known

PERSONAL = frozenset(("contacts", "telephones", "emails"))
"""Keys under which the data of persons stand."""


def format_path(model: Any, path: Iterable[Key], mask_persons: bool = False, masked_from: int | None = None) -> str:
    """The path as it is written in acknowledgements and, with the persons masked, in findings, read against the type of
    the file. masked_from: from this step on whatever is no key of the model is masked too."""
    text = ""
    shape = bare(model)
    under_persons = False
    for number, step in enumerate(path):
        known = step in fields_of(shape)
        under_persons = under_persons or (masked_from is not None and number >= masked_from)
        shown = step
        if mask_persons and not known and (isinstance(step, str) or step > _LARGEST_POSITION):
            is_ordinary = not may_hold_persons(shape) or is_ordinary_key(step)
            shown = step if is_ordinary and not under_persons else _MASKED
        text += _step_text(shape, step, shown)
        under_persons = under_persons or is_personal_key(shape, step) or (may_hold_persons(shape) and not known)
        shape = below(shape, step)
    return text.removeprefix(".")


class PathTexts:
    """Many paths into files of one type, as `format_path` writes them: what several begin with is read once."""

    def __init__(self, model: Any) -> None:
        self._known: dict[tuple[Key, ...], tuple[str, Any]] = {(): ("", bare(model))}

    def text(self, path: tuple[Key, ...]) -> str:
        """A path as text."""
        if not path:
            return ""
        text, shape = self._below(path[:-1])
        return (text + _step_text(shape, path[-1])).removeprefix(".")

    def _below(self, path: tuple[Key, ...]) -> tuple[str, Any]:
        known = self._known.get(path)
        if known is None:
            text, shape = self._below(path[:-1])
            known = self._known[path] = (text + _step_text(shape, path[-1]), below(shape, path[-1]))
        return known


def _step_text(shape: Any, step: Key, shown: Key | None = None) -> str:
    shown = step if shown is None else shown
    return f".{shown}" if is_field(shape, step) else f"[{shown}]"


_STEP = re.compile(r"\[([^\]]*)\]|([^.\[\]]+)")


def steps_of(path: str) -> tuple[Key, ...]:
    """The keys of a path as it is written in a correction.

    >>> steps_of("communes[bravo].observations[R2.1].evidence[0].date")
    ('communes', 'bravo', 'observations', 'R2.1', 'evidence', 0, 'date')
    """
    found = (match[1] if match[1] is not None else match[2] for match in _STEP.finditer(path))
    return tuple(int(step) if step.isascii() and step.isdigit() else step for step in found)


_MASKED = "…"
_LARGEST_POSITION = 999
"""A larger number is no position in a list: it may be a telephone number, written as a key."""
_ORDINARY_KEY = re.compile(r"[a-z_]{1,20}")


def is_ordinary_key(key: object) -> bool:
    """Whether a key that nobody knows looks like a key, and not like a name, an address or a telephone number."""
    return isinstance(key, str) and _ORDINARY_KEY.fullmatch(key) is not None


def is_personal(model: Any, path: Iterable[Key]) -> bool:
    """Whether a person's data stand, or may stand, at the path, read against the type of the file: below a key that is
    of persons, and below one that nobody knows in a block that holds persons."""
    shape = bare(model)
    for step in path:
        if is_personal_key(shape, step) or (may_hold_persons(shape) and step not in fields_of(shape)):
            return True
        shape = below(shape, step)
    return False


def may_hold_persons(shape: Any) -> bool:
    """Whether data of persons stand in blocks of this type."""
    return isinstance(shape, type) and issubclass(shape, BaseModel) and _holds_persons(shape)


@cache
def _holds_persons(model: type[BaseModel]) -> bool:
    return any(is_personal_key(model, key) for key in model.model_fields)


def is_personal_key(shape: Any, step: object) -> bool:
    """Whether data of persons stand under a key of a block of this type."""
    return step in PERSONAL or step in getattr(shape, "PERSONAL_KEYS", ())


def shape_at(model: Any, path: Iterable[Key]) -> Any:
    """The type of the value at the path, without annotations and without None; object where the path leads out of
    the model."""
    shape = bare(model)
    for step in path:
        shape = below(shape, step)
    return shape


def bare(annotation: Any) -> Any:
    """The type without Annotated and without None."""
    while True:
        origin = typing.get_origin(annotation)
        if origin is Annotated:
            annotation = typing.get_args(annotation)[0]
        elif origin in (typing.Union, types.UnionType):
            kinds = [bare(arg) for arg in typing.get_args(annotation) if arg is not type(None)]
            # of one thing or a list of them the list, whose items are read in either form
            annotation = next((one for one in kinds if typing.get_origin(one) is tuple), next(iter(kinds), object))
        else:
            return annotation


def fields_of(shape: Any) -> Sequence[str]:
    """The keys that a block of this type may have; empty where the keys are ids."""
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        return _fields_of_block(shape)
    if typing.get_origin(shape) is tuple:
        return fields_of(bare(typing.get_args(shape)[0]))
    if typing.get_origin(shape) is dict:
        key = bare(typing.get_args(shape)[0])
        if typing.get_origin(key) is Literal:
            return typing.get_args(key)
        return standard_words(shape)
    return ()


@cache
def _fields_of_block(model: type[BaseModel]) -> tuple[str, ...]:
    return (*_written(model), *standard_words(other_keys(model)))


def other_keys(model: type[BaseModel]) -> Any:
    """The type of what stands in a block under keys that the budget declares, a dict; None where there are none."""
    return getattr(model, "OTHER_KEYS", None)


def standard_words(of: Any) -> tuple[str, ...]:
    """The keys that a dict has where the data declare none of their own; none where its keys are ids."""
    key = typing.get_args(of)[0] if of is not None else None
    found = (one.words for one in getattr(key, "__metadata__", ()) if isinstance(one, Standard))
    return next(found, ())


@cache
def keys_below(model: type[BaseModel]) -> frozenset[str]:
    """The keys of the field's own vocabulary that blocks of a model may have, at any depth."""
    found: set[str] = set()
    waiting: list[Any] = [model]
    seen: set[Any] = set()
    while waiting:
        shape = bare(waiting.pop())
        if isinstance(shape, type) and issubclass(shape, BaseModel) and shape not in seen:
            seen.add(shape)
            found.update(_written(shape))
            waiting += [field.annotation for field in shape.model_fields.values()]
        elif typing.get_origin(shape) in (dict, tuple):
            waiting += typing.get_args(shape)
    return frozenset(found)


@cache
def _written(model: type[BaseModel]) -> Mapping[str, str]:
    """The keys of a block as they are written, and the names of their fields: `from` is no name in Python."""
    return {field.alias or name: name for name, field in model.model_fields.items()}


def is_field(shape: Any, step: Key) -> bool:
    """Whether the step is a key of the field's own vocabulary, as against an id, a year or a position."""
    if typing.get_origin(shape) is tuple and isinstance(step, str):
        shape = bare(typing.get_args(shape)[0])
    has_all = isinstance(shape, type) and issubclass(shape, BaseModel) and other_keys(shape) is None
    return isinstance(step, str) and (has_all or step in fields_of(shape) or _is_language(shape, step))


def _is_language(shape: Any, step: str) -> bool:
    return typing.get_origin(shape) is dict and typing.get_args(shape)[0] == Language and is_known(step)


def below(shape: Any, step: Key) -> Any:
    """The type one step further."""
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        field = shape.model_fields.get(_written(shape).get(str(step), ""))
        others = other_keys(shape)
        if field is None and others is not None:
            return bare(typing.get_args(others)[1])
        return bare(field.annotation) if field else object
    origin = typing.get_origin(shape)
    if origin is tuple and type(step) is not int:
        # one thing or a list of them: the list is not there
        return below(bare(typing.get_args(shape)[0]), step)
    if origin is dict:
        return bare(typing.get_args(shape)[1])
    if origin is tuple:
        return bare(typing.get_args(shape)[0])
    return object
