"""A programme of which every text is of a stranger: each holds every kind of text that wants to be more than text."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ValidationError

from cic.model.kinds import kind_of_file
from cic.source.reader import read_yaml

READ = (
    "=1+1",
    ";=2+2;,@SUM(A1),\t=3+3|-4+4",
    "::error file=x::no",
    "##[error]no ##vso[task.complete]",
    "\n::add-mask::x\r\n  ::error::y",
    "</title></style></script><script>alert(1)</script><img src=x onerror=alert(1)>",
    '" onmouseover="x" \' <!-- --> ]]> &lt;b&gt;',
    "- # * 1. > | `code` **b** _i_ ~~s~~ [l](https://evil.example) ![i](https://evil.example/i.png) <https://evil.example>",
    "@octocat #12 www.evil.example https://evil.example :tada: $x$ ``` ~~~",
    "[red]r[/red] [/] [bold link=https://evil.example]l[/]",
    "{0} {name} {} {{ %s %n %(x)s ${x} %0A",
    "Z̸̡͖a̴l̵g̶o̷ 👨‍👩‍👧‍👦 مرحبا עברית 日本 é ﬁ",
    "\\ud800 \\x1b[2J \\",
)
"""What the data may hold."""
REFUSED = (
    "\x1b[2J\x1b[31mred\x1b]8;;https://evil.example\x07link\x1b[5A\x9b2K\b\x7f",
    "a\rb",
    "nul\x00nul",
    "\u202egnp.exe\u2066x\u2069\u200f\ufeff\u061c",
    "line\u2028line\u2029line\x85line",
)
"""What is refused where it is read: the file is named, and nothing of it is shown but the line."""
_VERY_LONG = 3000


def text(number: int, kinds: Sequence[str]) -> str:
    """Every kind, another first for each number, with a mark by which it is found again."""
    at = number % len(kinds)
    first, *others = (*kinds[at:], *kinds[:at])
    return " ".join((f"{first} q{number}q", *others, "x" * (_VERY_LONG if number % 50 == 0 else 10)))


def strange(files: dict[str, bytes], kinds: Sequence[str]) -> dict[str, bytes]:
    """The files with such a text wherever their shape takes one; the numbers go on from file to file."""
    result, number = {}, 0
    for name, raw in files.items():
        kind = kind_of_file(name)
        assert kind is not None
        tree, number = _filled(kind.model, read_yaml(name, raw).data, number, kinds)
        result[name] = written(tree).encode()
    return result


def _filled(model: type[BaseModel], data: Any, number: int, kinds: Sequence[str]) -> tuple[Any, int]:
    tree, was = copy.deepcopy(data), dict(_texts(data))
    for path in was:
        number += 1
        _put(tree, path, text(number, kinds))
    while True:
        try:
            model.model_validate(tree)
            return tree, number
        except ValidationError as error:
            refused = {path for fault in error.errors() for path in _at(fault["loc"], was)}
            if not refused:
                raise
        for path in refused:
            _put(tree, path, was.pop(path))


def _texts(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], str]]:
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, (dict, list)):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _texts(value, (*path, key))


def _put(tree: Any, path: tuple[Any, ...], value: str) -> None:
    for key in path[:-1]:
        tree = tree[key]
    tree[path[-1]] = value


def _at(place: tuple[int | str, ...], texts: dict[tuple[Any, ...], str]) -> list[tuple[Any, ...]]:
    """The texts at the place of a fault, or in the smallest block around it that holds any."""
    for length in range(len(place), -1, -1):
        found = [path for path in texts if path[:length] == place[:length]]
        if found:
            return found
    return []


def written(tree: Any) -> str:
    """The data of a file as JSON, which is YAML, with numbers as they stood."""
    if isinstance(tree, dict):
        return "{" + ",\n ".join(f"{written(key)}: {written(value)}" for key, value in tree.items()) + "}"
    if isinstance(tree, list):
        return "[" + ", ".join(map(written, tree)) + "]"
    if isinstance(tree, str):  # YAML knows no pairs of surrogates
        return "".join(('"', *(sign if sign > "\uffff" else json.dumps(sign)[1:-1] for sign in tree), '"'))
    return str(tree) if isinstance(tree, Decimal) else json.dumps(tree)
