"""New YAML: blocks of text, numbers, days and lists as a file of the data holds them."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:[.-][A-Za-z0-9_]+)*", re.ASCII)
_WORDS_OF_YAML = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n"))
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


def written(content: Mapping[str | int, object]) -> str:
    """The text of a file; keys whose value is None are left out."""
    return "".join(f"{line}\n" for line in _block(content, ""))


def _block(content: Mapping[str | int, object], indent: str) -> Iterator[str]:
    for key, value in content.items():
        if value is None:
            continue
        name = f"{indent}{_key(key)}:"
        if isinstance(value, Mapping) and any(one is not None for one in value.values()):
            yield name
            yield from _block(value, indent + "  ")
        elif isinstance(value, (list, tuple)) and value:
            yield name
            yield from _items(value, indent + "  ")
        else:
            yield f"{name} {_scalar(value)}"


def _items(values: Sequence[object], indent: str) -> Iterator[str]:
    for value in values:
        if isinstance(value, Mapping) and value:
            first, *rest = _block(value, indent + "  ")
            yield f"{indent}- {first.lstrip(' ')}"
            yield from rest
        else:
            yield f"{indent}- {_scalar(value)}"


def _key(key: str | int) -> str:
    if isinstance(key, int):
        return str(int(key))
    return key if _PLAIN_KEY.fullmatch(key) and key.lower() not in _WORDS_OF_YAML else _quoted(key)


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, (int, datetime.date)):
        return str(value)
    if isinstance(value, (Mapping, list, tuple)):
        return "{}" if isinstance(value, Mapping) else "[]"
    return _quoted(str(value))


def _quoted(text: str) -> str:
    """In quotes, with whatever nobody sees as an escape."""
    return _ESCAPED.sub(lambda match: f"\\u{ord(match.group()):04x}", json.dumps(text, ensure_ascii=False))
