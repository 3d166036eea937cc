"""Whether an activity says what another says: element by element, each in its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from cic.iati.taking import Loss
from cic.reference.languages import short_code

XML = "{http://www.w3.org/XML/1998/namespace}"
ACTIVITY = "/iati-activities/iati-activity"
_DEFAULTS = {
    ("vocabulary", "1"), ("ascending", "1"), ("budget", "type", "1"), ("iati-activity", "hierarchy", "1"),
}  # fmt: skip
"""What IATI takes for said where nothing is said."""


class _Activity(NamedTuple):
    """What holds for all of an activity where an element does not say its own."""

    language: str
    currency: str | None


def _of(activity: Any) -> _Activity:
    written = (activity.get(f"{XML}lang") or "").lower()
    return _Activity(short_code(written) or written, activity.get("default-currency"))


def _meant(name: str, value: str) -> str:
    """The same for what says the same: 1.0 and 1, true and 1, a day with the zone of its clock."""
    value = " ".join(value.split())
    if name.endswith("date"):
        value = value[:10]
    elif re.fullmatch(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)", value):
        value = f"{Decimal(value).normalize():f}"
    return {"true": "1", "false": "0"}.get(value, value)


def _content(node: Any, whole: _Activity) -> dict[str, str]:
    """Its attributes and its text, by name, and what holds for it because the activity says it."""
    held = {
        f"@{name.replace(XML, 'xml:')}": _meant(name, value)
        for name, value in node.attrib.items()
        if value.strip()
        and (name, _meant(name, value)) not in _DEFAULTS
        and (node.tag, name, _meant(name, value)) not in _DEFAULTS
    }
    says = bool((node.text or "").strip())
    if node.tag == "narrative":
        # the language of no text is nobody's word
        held = {"@xml:lang": held.get("@xml:lang", whole.language)} if says else {}
    if "@xml:lang" in held:
        held["@xml:lang"] = held["@xml:lang"].lower()
    if node.tag == "value" and says and whole.currency is not None:
        held.setdefault("@currency", whole.currency.upper())
    if says:
        held["text()"] = _meant("", node.text)
    return held


def _children(node: Any, path: str) -> Iterator[tuple[Any, str]]:
    children = [one for one in node if isinstance(one.tag, str)]
    totals, counts = Counter(one.tag for one in children), Counter[str]()
    for one in children:
        counts[one.tag] += 1
        yield one, f"{path}/{one.tag}" + (f"[{counts[one.tag]}]" if totals[one.tag] > 1 else "")


def _leaves(node: Any, path: str, whole: _Activity, told: Collection[str]) -> Iterator[tuple[str, str]]:
    """Whatever stands in an element, each with its name; but for what is told."""
    for name, value in _content(node, whole).items():
        if (path if name == "text()" else f"{path}/{name}") not in told:
            yield f"{node.tag} {name}", value
    for child, at in _children(node, path):
        if at not in told:
            yield from _leaves(child, at, whole, told)


def _unmatched(
    wanted: list[tuple[Any, str]], left: list[Any], fits: Callable[[Any, Any, str], bool]
) -> list[tuple[Any, str]]:
    """Those that no element is left for, however the others are given theirs; `left` are the elements left over."""
    fitting = {at: [n for n, other in enumerate(left) if fits(child, other, at)] for child, at in wanted}
    given: dict[int, str] = {}

    def give(at: str, tried: set[int]) -> bool:
        for n in fitting[at]:
            if n not in tried:
                tried.add(n)
                if n not in given or give(given[n], tried):
                    given[n] = at
                    return True
        return False

    lacking = [(child, at) for child, at in wanted if not give(at, set())]
    left[:] = [other for n, other in enumerate(left) if n not in given]
    return lacking


def not_said_again(before: Any, after: Any, losses: Collection[Loss]) -> list[str]:
    """Where an activity says what the other does not say there, and nobody listed it. Elements stand in any order."""
    told = {loss.path for loss in losses if loss.path != ACTIVITY}
    one, other = _of(before), _of(after)

    def says(a: Any, path: str) -> bool:
        """Whether anything is in an element."""
        return bool(_content(a, one)) or any(says(child, at) for child, at in _children(a, path) if at not in told)

    said: dict[str, frozenset[tuple[str, str]]] = {}
    again_said: dict[Any, frozenset[tuple[str, str]]] = {}

    def fits(a: Any, b: Any, path: str) -> bool:
        """Whether all of an element is in another; what cannot be is seen without looking at its places."""
        if path not in said:
            said[path] = frozenset(_leaves(a, path, one, told))
        if b not in again_said:
            again_said[b] = frozenset(_leaves(b, "", other, frozenset()))
        return a.tag == b.tag and said[path] <= again_said[b] and not look(a, b, path)

    def look(a: Any, b: Any, path: str) -> list[str]:
        again = _content(b, other)
        found = [
            path if name == "text()" else f"{path}/{name}"
            for name, value in _content(a, one).items()
            if again.get(name) != value and (path if name == "text()" else f"{path}/{name}") not in told
        ]
        wanted = [(child, at) for child, at in _children(a, path) if at not in told and says(child, at)]
        left = [child for child in b if isinstance(child.tag, str)]
        return found + [lacking for child, at in _unmatched(wanted, left, fits) for lacking in nearest(child, at, left)]

    def nearest(a: Any, path: str, left: list[Any]) -> list[str]:
        """What is lacking of an element in the one that lacks least; the element where none is left."""
        lacking = [look(a, candidate, path) for candidate in left if candidate.tag == a.tag]
        return min(lacking, key=len, default=[path]) or [path]

    return look(before, after, ACTIVITY)


def said_by_nobody(before: Any, after: Any, losses: Collection[Loss]) -> list[str]:
    """What an activity says and the other does not, and nobody listed as changed."""
    changed = {re.sub(r"\[[0-9]+\]", "", loss.path) for loss in losses if loss.is_change and loss.path != ACTIVITY}
    changed.add(f"{ACTIVITY}/@last-updated-datetime")

    def all_of(node: Any, path: str, whole: _Activity) -> Iterator[tuple[str, str, str]]:
        for name, value in _content(node, whole).items():
            yield path, name, value
        for child in node:
            if isinstance(child.tag, str):
                yield from all_of(child, f"{path}/{child.tag}", whole)

    new = Counter(all_of(after, ACTIVITY, _of(after))) - Counter(all_of(before, ACTIVITY, _of(before)))
    return [
        f"{path}/{name} {value}"
        for path, name, value in new
        if not any(f"{path}/{name}" == one or f"{path}/".startswith(f"{one}/") for one in changed)
    ]
