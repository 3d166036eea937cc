"""Plain blocks as the text of a YAML file, as people write it: amounts with their decimals, days without quotes."""

from __future__ import annotations

import json
import re
from fractions import Fraction


class Plain(str):
    """A text that stands in the file as it is: a day, an amount."""


def amount(coins, decimals=2):
    """So many of the smallest coin of a currency, as an amount."""
    whole, rest = divmod(coins, 10**decimals)
    return Plain(f"{whole}.{rest:0{decimals}}" if decimals else str(whole))


def written(block) -> str:
    """The block as a file: keys of the first levels on lines of their own, all below in one."""
    return "".join(f"{line}\n" for line in _lines(block, 0))


def _lines(block, level):
    for key, value in block.items():
        if isinstance(value, dict) and value and level < 4:
            yield f"{'  ' * level}{_flow(key)}:"
            yield from _lines(value, level + 1)
        else:
            yield f"{'  ' * level}{_flow(key)}: {_flow(value)}"


_WORDS = re.compile(r"[A-Za-z][A-Za-z0-9_.-]+( [A-Za-z]+)*")


def _flow(value) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join([f"{_flow(key)}: {_flow(one)}" for key, one in value.items()]) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Fraction):
        return str(value) if value.denominator == 1 else str(float(value))
    if isinstance(value, (Plain, int)) or _WORDS.fullmatch(value):
        return str(value)
    return json.dumps(value)
