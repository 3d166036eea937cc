"""Plain values as the YAML that a careful person would write, so that every program reads the same in it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

from cic.diagnostics import Key
from cic.source.layout import Look
from cic.source.nodes import plain_scalar

Value: TypeAlias = "str | int | Decimal | bool | Mapping[Key, Value] | Sequence[Value]"
"""A value as the reader gives it: bool, int, Decimal, text, a list, a block of keys."""


class OneLine(dict[Key, Value]):
    """A block of keys that is written in brackets: {fr: "…"}."""


_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*", re.ASCII)
"""What needs no quotes, unless it would be read as a number or a constant: ids, days, names of files."""


def is_one_line(value: Value) -> bool:
    """Whether a value stands beside its key."""
    return isinstance(value, (str, int, Decimal, OneLine)) or not value


def in_line(value: Value, look: Look) -> str:
    """A value in one line; lists and blocks of keys in brackets."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, Decimal)):
        return _number(value)
    if isinstance(value, str):
        return _text(value, look.is_quoted)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key_text(key, look)}: {in_line(one, look)}" for key, one in value.items()) + "}"
    return "[" + ", ".join(in_line(one, look) for one in value) + "]"


def _number(value: int | Decimal) -> str:
    written = str(value) if isinstance(value, int) else f"{value:f}"
    if type(plain_scalar(written)[0]) is not type(value):
        raise ValueError(f"{value!r} is not a number as files hold it")
    return written


def in_block(value: Value, column: int, look: Look) -> list[str]:
    """The lines of a list or of a block of keys, indented by so many columns."""
    indent = " " * column
    lines: list[str] = []
    if isinstance(value, Mapping):
        for key, one in value.items():
            if is_one_line(one):
                lines.append(f"{indent}{key_text(key, look)}: {in_line(one, look)}")
            else:
                below = look.keys if isinstance(one, Mapping) else look.lists
                lines += [f"{indent}{key_text(key, look)}:", *in_block(one, column + below, look)]
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for item in value:
            if is_one_line(item):
                lines.append(f"{indent}- {in_line(item, look)}")
            else:
                first, *others = in_block(item, column + 2, look)
                lines += [f"{indent}- {first.lstrip(' ')}", *others]
    return lines


def key_text(key: Key, look: Look) -> str:
    """A key as it is written."""
    return str(key) if isinstance(key, int) else _text(key, look.is_quoted)


def _text(text: str, is_quoted: bool) -> str:
    value, is_misread = plain_scalar(text)
    if not is_quoted and type(value) is str and not is_misread and _PLAIN.fullmatch(text):
        return text
    return json.dumps(text, ensure_ascii=False)
