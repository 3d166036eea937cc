"""Values that a comma has cut in two: within brackets, `{amount: 12500,50}` is an amount of 12500 and a key 50."""

from __future__ import annotations

from typing import Any

import yaml

from cic.base.message import phrase
from cic.base.money import meant_number
from cic.source.slips import CURLY

Pair = tuple[yaml.Node, yaml.Node]
_MOST = 60


def mended(pairs: list[Pair]) -> tuple[list[Pair], list[tuple[yaml.Node, str, dict[str, Any]]]]:
    """The keys with their values, without what was cut off; and each value that was cut, with what to write."""
    kept: list[Pair] = []
    torn: list[tuple[yaml.Node, list[yaml.Node]]] = []
    for key, value in pairs:
        if kept and (_is_alone(key, value) or _is_quoting(kept[-1][1], torn)) and _ends_before(kept[-1][1], torn, key):
            if not torn or torn[-1][0] is not kept[-1][1]:
                torn.append((kept[-1][1], []))
            torn[-1][1].append(key if _is_alone(key, value) else value)
        else:
            kept.append((key, value))
    return kept, [(value, *_said(value, parts)) for value, parts in torn]


def _is_alone(key: yaml.Node, value: yaml.Node) -> bool:
    """Whether a key has no colon."""
    is_plain = isinstance(key, yaml.ScalarNode) and not key.style
    nothing = isinstance(value, yaml.ScalarNode) and not value.value and not value.style
    return is_plain and nothing and bool(value.end_mark.index == key.end_mark.index)


def _is_quoting(value: yaml.Node, torn: list[tuple[yaml.Node, list[yaml.Node]]]) -> bool:
    """Whether a value begins with a quotation mark that only people read, and no part of it has ended it yet."""
    parts = [value, *(torn[-1][1] if torn and torn[-1][0] is value else ())]
    return is_open_quotation(value) and not any(
        isinstance(part, yaml.ScalarNode) and part.value[-1:] in CURLY for part in parts
    )


def is_open_quotation(value: yaml.Node) -> bool:
    """Whether a value begins with a quotation mark that only people read, and does not end with one."""
    is_plain = isinstance(value, yaml.ScalarNode) and not value.style and len(value.value) > 1
    return bool(is_plain and value.value[0] in CURLY and value.value[-1] not in CURLY)


def _ends_before(value: yaml.Node, torn: list[tuple[yaml.Node, list[yaml.Node]]], key: yaml.Node) -> bool:
    """Whether a plain value, with what was cut off it, ends in the line in which the key begins, and the two are parts
    of a number or stand together."""
    if not isinstance(value, yaml.ScalarNode) or not value.value or value.end_mark.line != key.start_mark.line:
        return False
    parts = torn[-1][1] if torn and torn[-1][0] is value else []
    end = (parts[-1] if parts else value).end_mark.index
    is_number = value.value[-1:].isdigit() and key.value[:1].isdigit()
    return bool(key.start_mark.index == end + 1) or is_number or value.value[:1] in CURLY


def _said(value: yaml.Node, parts: list[yaml.Node]) -> tuple[str, dict[str, Any]]:
    pieces = [value, *parts]
    text = value.value
    for one, other in zip(pieces, parts, strict=False):
        between = other.start_mark.index - one.end_mark.index
        text += "," + " " * (between - 1) + (other.value if isinstance(other, yaml.ScalarNode) else "…")
    plain = meant_number(text)
    value = text[:_MOST]
    if plain is None:
        return phrase("the comma in {value} ends the value: put the whole of it in straight quotation marks"), {
            "value": value
        }
    if len(plain) > 1:
        template = phrase(
            "the comma in {value} ends the value: write {one} if it stands before thousands, {other} if before decimals"
        )
        return template, {"value": value, "one": plain[0], "other": plain[1]}
    return phrase("the comma in {value} ends the value: write {number}"), {"value": value, "number": plain[0]}
