"""What Pydantic says of a file, said to a person: the place in the file, the key in question, what to write instead."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from cic.base.message import Message, either, phrase, written
from cic.diagnostics import MOST_LISTED, Key, Problem, Rule, Spot, with_rest
from cic.model.common import ONE, SEVERAL
from cic.model.paths import fields_of, is_personal, shape_at
from cic.model.rules import WRONG_TYPE, WRONG_VALUE
from cic.model.scalars import A_CENT, Text, Told, kind_of
from cic.storage.rules import MISSING_KEY, UNKNOWN_KEY

if TYPE_CHECKING:
    from cic.storage.declared import Stray

_LONG = 200
"""Characters of a list of choices that nobody reads where one of them is close."""


def shape_problems(
    file: str, model: type[BaseModel], data: object, error: ValidationError | None, strays: Sequence[Stray] = ()
) -> list[Problem]:
    """One problem for each fault of the file, in the order of the model; of very many the first ones, and how many more
    there are. strays: words that the budget does not declare; what is wrong below them is not said."""
    lost = {stray.path for stray in strays}
    faults = [
        fault
        for fault in (error.errors(include_url=False) if error is not None else ())
        if (not lost or not _is_below(_path(data, fault["loc"])[0], lost)) and not _holds_faults_alone(fault)
    ]
    listed = [_problem(file, model, data, fault) for fault in faults[:MOST_LISTED]]
    listed = [*listed, *(_stray(file, model, data, stray) for stray in strays)][:MOST_LISTED]
    found = len(faults) + len(strays)
    return with_rest(_once(listed), found - (len(listed) - len(_once(listed))))


def _holds_faults_alone(fault: Any) -> bool:
    """Whether a list is said to be empty in which something stands: what is wrong with that is said by itself."""
    return bool(fault["type"] == "too_short" and len(fault["input"]) >= fault["ctx"]["min_length"])


def _is_below(path: tuple[Key, ...], lost: Collection[tuple[Key, ...]]) -> bool:
    return any(path[:n] in lost for n in range(1, len(path) + 1))


def _stray(file: str, model: type[BaseModel], data: object, stray: Stray) -> Problem:
    spot, key = Spot(file, stray.path), stray.path[-1]
    if stray.what == "missing":
        where = Spot(file, stray.path[:-1]).key()
        return MISSING_KEY.problem(where, "the key {key} is missing here", key=key, which=key)
    if stray.what == "key":
        return _unknown_key(spot, model, list(stray.known))
    value: Any = data
    for step in stray.path:
        value = value[step]
    if not stray.known:
        return UNKNOWN_KEY.problem(spot.key(), "the budget has no natures: leave the key {key} out", key=key)
    *others, last = stray.known
    return _none_of_the_choices(spot, value, f"{', '.join(others)} or {last}" if others else last)


def _once(listed: list[Problem]) -> list[Problem]:
    """The problems without those that another explains: a key is not missing where it is written otherwise."""
    meant = {
        (found.path[:-1], found.figures.get("close")) for found in listed if found.rule is UNKNOWN_KEY and found.path
    }
    return [
        found for found in listed if not (found.rule is MISSING_KEY and (found.path, found.figures["key"]) in meant)
    ]


def _problem(file: str, model: type[BaseModel], data: object, fault: Any) -> Problem:
    kind = fault["type"]
    path, on_key = _path(data, fault["loc"])
    spot = Spot(file, path, "key" if on_key else "value")
    if kind == "missing":
        return MISSING_KEY.problem(
            spot.key(), "the key {key} is missing here", key=(key := fault["loc"][-1]), which=key
        )
    if kind in ("extra_forbidden", "invalid_key") or (on_key and kind == "literal_error"):
        return _unknown_key(spot, model, list(fields_of(shape_at(model, spot.path[:-1]))))
    if kind == "unknown_language":
        known = list(fields_of(shape_at(model, spot.path[:-1])))
        return _unknown_key(spot, model, known) if on_key else _unknown_language(spot, fault["input"])
    context = dict(fault.get("ctx") or {})
    needs = context.pop("needs", None)
    if needs is not None:
        told = Told(decimals=context.pop("most", A_CENT), currency=context.pop("own", ""))
        meant = _meant(needs, spot, model, fault["input"], told)
        if meant is not None:
            return meant
    rule, template = context.pop("rule", None), context.pop("template", "")
    if isinstance(rule, Rule):
        if is_personal(model, path):
            context = {name: Message("it") if name == "value" else kept for name, kept in context.items()}
        return rule.problem(spot, template, which="key" if on_key else "", **context)
    return _standard(spot, model, fault)


def _meant(needs: str, spot: Spot, model: type[BaseModel], value: object, told: Told) -> Problem | None:
    """How what was typed is written; None where it cannot be told, or may be of a person."""
    if is_personal(model, spot.path):
        return None
    from cic.storage.typed import advice

    keys = frozenset(fields_of(shape_at(model, spot.path[:-1])))
    found = advice(needs, value, spot.path, keys, told)
    if found is None:
        return None
    which = "key" if spot.on == "key" else ""
    params: dict[str, Any] = {**found.params}
    return found.rule.problem(spot, found.template, which=which, **params)


def _standard(spot: Spot, model: type[BaseModel], fault: Any) -> Problem:
    kind, value, context = fault["type"], fault["input"], fault.get("ctx") or {}
    if kind == "literal_error":
        return _none_of_the_choices(spot, value, context["expected"].replace("'", ""))
    if kind == "string_pattern_mismatch":
        if not value:
            template = "nothing stands between the quotes: write {pattern}"
            return WRONG_VALUE.problem(spot, template, value=value, pattern=_pattern(context))
        template = "{value} is not written as it must be: {pattern}"
        return WRONG_VALUE.problem(spot, template, value=value, pattern=_pattern(context))
    if kind == "string_too_long":
        template = "the name has {length} characters, at most {most} are possible: write a shorter one"
        return WRONG_VALUE.problem(spot, template, length=len(value), most=context["max_length"])
    if kind == "greater_than_equal":
        return WRONG_VALUE.problem(
            spot, "{value} is too little: the least is {least}", value=value, least=context["ge"]
        )
    if kind == "less_than_equal":
        return WRONG_VALUE.problem(spot, "{value} is too much: the most is {most}", value=value, most=context["le"])
    if kind == "too_short":
        return WRONG_VALUE.problem(spot, _EMPTY_TEXT if _is_text(model, spot) else _EMPTY)
    return _wrong_kind(spot, model, fault)


_TEXT = "a text by language is needed here: write fr:, nl: or en: before it"
_EMPTY_TEXT = "nothing stands here: write the text after fr:, nl: or en:, or take the key away"
_EMPTY = "nothing stands in this block: write at least one line into it"
_NO_BLOCK = "nothing stands here: write the keys of the block below, indented, or take the key away"


def _wrong_kind(spot: Spot, model: type[BaseModel], fault: Any) -> Problem:
    kind, value = fault["type"], fault["input"]
    if kind in ("dict_type", "model_type", "model_attributes_type"):
        if _is_text(model, spot):
            return WRONG_TYPE.problem(spot, _EMPTY_TEXT if value is None else _TEXT)
        if value is None:
            return WRONG_TYPE.problem(spot, _NO_BLOCK)
        if isinstance(value, str) and not is_personal(model, spot.path):
            from cic.source.slips import key_without_blank

            key = key_without_blank(value)
            if key in fields_of(shape_at(model, spot.path)):
                return WRONG_TYPE.problem(spot, "after the colon of {key} a blank is missing: write {key}: …", key=key)
        return WRONG_TYPE.problem(spot, "a block of keys is needed here, not {kind}", kind=kind_of(value))
    if kind == "string_type" and not isinstance(value, (dict, list)) and value is not None:
        shown = Message("it") if is_personal(model, spot.path) else str(value).lower()
        return WRONG_TYPE.problem(spot, "a text is needed here: put {value} in quotes", value=shown)
    needed = _NEEDED.get(kind)
    if needed is None:
        return WRONG_TYPE.problem(spot, "this cannot be read: {fault}", fault=fault["msg"])
    return WRONG_TYPE.problem(spot, needed, kind=kind_of(value))


_NEEDED = {
    "tuple_type": "a list is needed here, not {kind}: a line that begins with “- ” for each item",
    "string_type": "a text is needed here, not {kind}",
    "int_type": "a whole number is needed here, not {kind}",
}


def _is_text(model: type[BaseModel], spot: Spot) -> bool:
    """Whether a text by language stands there."""
    return bool(shape_at(model, spot.path) == shape_at(Text, ()))


def _none_of_the_choices(spot: Spot, value: object, known: str) -> Problem:
    if type(value) not in (str, int, Decimal) or value == "":
        template = "one of these words is needed here, not {kind}: {known}"
        return WRONG_VALUE.problem(spot, template, kind=kind_of(None if value == "" else value), known=known)
    close = _close(value, known)
    template = "{value} is not known here: write {known}"
    if close:
        template = "{value} is not known here: write {known} (did you mean {close}?)"
    if close and len(known) > _LONG:
        template = "{value} is not known here: did you mean {close}?"
    return WRONG_VALUE.problem(spot, template, value=written(value), known=either(known.split(" or ")), close=close)


def _unknown_key(spot: Spot, model: type[BaseModel], known: list[str]) -> Problem:
    key = spot.path[-1]
    close = _close(key, known)
    is_language = _is_text(model, spot._replace(path=spot.path[:-1]))
    if isinstance(key, str) and known and not is_personal(model, spot.path[:-1]):
        from cic.source.slips import key_without_blank
        from cic.storage.key_names import key_called

        joined = key_without_blank(key)
        if joined in known:
            template = "after the colon of {close} a blank is missing: write {close}: …"
            return UNKNOWN_KEY.problem(spot.key(), template, key=key, close=joined)
        close = key_called(key, known) or close
        if is_language:
            from cic.reference.languages import nearest

            close = nearest(key) or close
    if close:
        return UNKNOWN_KEY.problem(
            spot.key(), "the key {key} is not known here: did you mean {close}?", key=key, close=close
        )
    template = "the key {key} is not known here; known are {known}"
    if is_language:
        template = "the key {key} is not known here; known are {known} and the codes of other languages in ISO 639"
    return UNKNOWN_KEY.problem(spot.key(), template, key=key, known=", ".join(known))


def _unknown_language(spot: Spot, value: object) -> Problem:
    """A code that is not of ISO 639, with the one that was probably meant."""
    from cic.reference.languages import nearest

    known = Message("fr, nl, en or the code of another language in ISO 639")
    if not isinstance(value, str) or not value:
        template = "one of these words is needed here, not {kind}: {known}"
        return WRONG_VALUE.problem(spot, template, kind=kind_of(None if value == "" else value), known=known)
    close = nearest(value)
    template = "{value} is not known here: write {known}"
    if close:
        template = "{value} is not known here: write {known} (did you mean {close}?)"
    return WRONG_VALUE.problem(spot, template, value=value, known=known, close=close)


def _path(data: object, loc: tuple[Key, ...]) -> tuple[tuple[Key, ...], bool]:
    """The part of a location that is a path in the file, and whether the key itself is meant."""
    on_key = bool(loc) and loc[-1] == "[key]"
    path: list[Key] = []
    here = data
    for step in loc:
        if step in (ONE, SEVERAL):
            continue
        if isinstance(here, dict) and step in here:
            here = here[step]
        elif isinstance(here, list) and type(step) is int and step < len(here):
            here = here[int(step)]
        else:
            break
        path.append(step)
    return tuple(path), on_key


def _close(value: object, known: str | list[str]) -> str | None:
    words = known if isinstance(known, list) else known.replace(" or ", ", ").split(", ")
    import difflib

    matches = difflib.get_close_matches(str(value)[:60], words, n=1, cutoff=0.6)
    return matches[0] if matches else None


_PATTERNS = {
    r"^[A-Z]{2}$": phrase("two capital letters, such as BE"),
    r"^[A-Z]{3}$": phrase("three capital letters, such as EUR"),
    r"^[0-9a-f]{64}$": phrase("64 hexadecimal digits"),
}
_NAME = phrase(
    "letters without accents, digits, dots, hyphens and underscores, without spaces; a letter or a digit first"
)


def _pattern(context: Mapping[str, Any]) -> Message:
    return Message(_PATTERNS.get(context["pattern"], _NAME))
