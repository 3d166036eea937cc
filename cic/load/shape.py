"""What Pydantic says of a file, said to a person: the place in the file, the key in question, what to write instead."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ValidationError

from cic.findings import Key, Message, Problem, Spot, either, problem
from cic.model.paths import fields_of, is_personal, shape_at
from cic.model.scalars import Text, kind_of

_MOST = 100
_LONG = 200
"""Characters of a list of choices that nobody reads where one of them is close."""


def shape_problems(file: str, model: type[BaseModel], data: object, error: ValidationError) -> list[Problem]:
    """One problem for each fault of the file, in the order of the model."""
    faults = error.errors(include_url=False)[:_MOST]
    return [_problem(file, model, data, fault) for fault in faults]


def _problem(file: str, model: type[BaseModel], data: object, fault: Any) -> Problem:
    kind = fault["type"]
    path, on_key = _path(data, fault["loc"])
    spot = Spot(file, path, "key" if on_key else "value")
    if kind == "missing":
        return problem("missing-key", spot.key(), "the key {key} is missing here", key=fault["loc"][-1])
    if kind == "extra_forbidden" or (on_key and kind == "literal_error"):
        return _unknown_key(spot, model)
    context = dict(fault.get("ctx") or {})
    template = context.pop("template", None)
    if template is not None:
        if is_personal(path):
            context = {name: Message("it") if name == "value" else kept for name, kept in context.items()}
        return problem(kind, spot, template, **context)
    return _standard(spot, model, fault)


def _standard(spot: Spot, model: type[BaseModel], fault: Any) -> Problem:
    kind, value = fault["type"], fault["input"]
    if kind == "literal_error":
        known = _choices(fault)
        close = _close(value, known)
        template = "{value} is not known here: write {known}"
        if close:
            template = "{value} is not known here: write {known} (did you mean {close}?)"
        if close and len(known) > _LONG:
            template = "{value} is not known here: did you mean {close}?"
        return problem(
            "wrong-value",
            spot,
            template,
            value=_short(value),
            known=either(known.split(" or ")),
            close=close,
        )
    if kind in ("string_pattern_mismatch", "string_too_long"):
        return problem(
            "wrong-value",
            spot,
            "{value} is not written as it must be: {pattern}",
            value=_short(value),
            pattern=_pattern(fault),
        )
    if kind in ("dict_type", "model_type", "model_attributes_type"):
        if shape_at(model, spot.path) == shape_at(Text, ()):
            return problem("wrong-type", spot, "a text by language is needed here: write fr:, nl: or en: before it")
        return problem("wrong-type", spot, "a block of keys is needed here, not {kind}", kind=kind_of(value))
    if kind == "tuple_type":
        return problem("wrong-type", spot, "a list is needed here, not {kind}", kind=kind_of(value))
    if kind == "string_type":
        if isinstance(value, (dict, list)) or value is None:
            return problem("wrong-type", spot, "a text is needed here, not {kind}", kind=kind_of(value))
        return problem(
            "wrong-type",
            spot,
            "a text is needed here: put {value} in quotes",
            value=Message("it") if is_personal(spot.path) else str(value).lower(),
        )
    if kind == "int_type":
        return problem("wrong-type", spot, "a whole number is needed here, not {kind}", kind=kind_of(value))
    if kind in ("too_short", "greater_than_equal", "less_than_equal"):
        return problem("wrong-value", spot, "this is too little, too much or empty: {rule}", rule=fault["msg"])
    return problem("wrong-type", spot, "this cannot be read: {fault}", fault=fault["msg"])


def _unknown_key(spot: Spot, model: type[BaseModel]) -> Problem:
    known = fields_of(shape_at(model, spot.path[:-1]))
    key = spot.path[-1]
    close = _close(key, known)
    if close:
        return problem(
            "unknown-key", spot.key(), "the key {key} is not known here: did you mean {close}?", key=key, close=close
        )
    return problem(
        "unknown-key", spot.key(), "the key {key} is not known here; known are {known}", key=key, known=", ".join(known)
    )


def _path(data: object, loc: tuple[Key, ...]) -> tuple[tuple[Key, ...], bool]:
    """The part of a location that is a path in the file, and whether the key itself is meant."""
    on_key = bool(loc) and loc[-1] == "[key]"
    path: list[Key] = []
    here = data
    for step in loc:
        if isinstance(here, dict) and step in here:
            here = here[step]
        elif isinstance(here, list) and type(step) is int and step < len(here):
            here = here[int(step)]
        else:
            break
        path.append(step)
    return tuple(path), on_key


def _choices(fault: Any) -> str:
    return str(fault.get("ctx", {}).get("expected", "")).replace("'", "")


def _close(value: object, known: str | list[str]) -> str | None:
    words = known if isinstance(known, list) else known.replace(" or ", ", ").split(", ")
    import difflib

    matches = difflib.get_close_matches(str(value)[:60], words, n=1, cutoff=0.6)
    return matches[0] if matches else None


_PATTERNS = {
    r"^[A-Z]{2}$": "two capital letters, such as BE",
    r"^[A-Z]{3}$": "three capital letters, such as EUR",
    r"^[0-9a-f]{64}$": "64 hexadecimal digits",
}


def _pattern(fault: Any) -> Message:
    pattern = fault.get("ctx", {}).get("pattern", "")
    return Message(_PATTERNS.get(pattern, "letters, digits, dots and hyphens, without spaces"))


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:59] + "…"
