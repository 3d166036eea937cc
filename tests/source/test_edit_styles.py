"""Editing YAML in every style that is read: each change of each path, between neighbours that keep every byte."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from yaml_styles import NEW, afterwards, all_paths, at, repr_of

from cic.source import read_yaml
from cic.source.edit import ABSENT, CannotEditError, Change, edited

BEFORE, AFTER = "# first\nbefore: {k: 1}  # one\n\n", "after: [2]  # two\n# last\n"
STYLES = {
    "kept ends of lines": "a: |+\n  x\n\n",
    "folded": "a: >\n  x\n  z\n",
    "folded, kept": "a: >+\n  x\n\n",
    "indentation said": "a: |2\n    x\n   z\n",
    "indentation said, stripped": "a: |2-\n    x\n",
    "blanks in a block": "a: |\n  x\n  \n  z\n",
    "remark after a block": "a: |\n  x\n# c\n",
    "plain on two lines": "a: one\n  two\n",
    "single quotes on two lines": "a: 'one\n  two'\n",
    "double quotes on three": 'a: "one\n\n  two"\n',
    "broken by a backslash": 'a: "one \\\n  two"\n',
    "key with a question mark": "? a\n: 1\n",
    "the same, of a block": "? a\n: x1: 1\n  x2: 2\n",
    "the same, further in": "a:\n  ? q\n  : - 1\n    - 2\n  r: 1\n",
    "the same, in brackets": "a: {? x1 : 1, x2: 2}\n",
    "a key of several lines": "? |\n  a\n: 1\n",
    "blanks and tabs at the end": "a: 1   \nb: 2\t\n",
    "a tab before a remark": "a: 1\t# x\n",
    "a remark in brackets": "a: {x1: 1, # c\n  x2: 2}\n",
    "brackets on several lines": "a: [1,\n  2,\n  {c: 3}]\n",
    "brackets as of programs": "a: {\n  x1: 1,\n  x2: 2\n}\n",
    "commas that lead": "a: { x1: 1\n   , x2: 2 }\n",
    "a pair in a list": "a: [x1: 1, 2]\n",
    "a key without a value": "a: {x1: , x2: 1}\n",
    "a key alone": "a: {x1, x2: 1}\n",
    "lists of lists": "a:\n- - 1\n  - 2\n- - 3\n",
    "a dash alone": "a:\n-\n  x1: 1\n-\n  2\n",
    "a remark after a dash": "a:\n  - # why\n    x1: 1\n  - 2\n",
    "a remark after a key": "a: # why\n  x1: 1\n",
    "a value below": "a:\n  1\nb:\n  'x'\n",
    "remarks between": "a:\n  # c\n  x1: 1\n\n\n  # d\n\n  x2: 2\n",
    "far in": "a:\n        b: 1\n        c: 2\n",
    "items of several looks": "a:\n  - {x1: 1}   # one\n  -   x1: 2\n      x2: 3\n",
    "quoted keys": "'a': {\"x1\": 1}\n",
    "nothing": "a:\nb: ~\n",
    "nothing within": "a:\n  x1:\n  x2: 1\n",
    "empty": "a: {}\nb: []\n",
    "signs beyond": "a: {é: 👍🏽}\n",
}
PLACES = {
    "between": (BEFORE, AFTER, "\n"),
    "last": (BEFORE, "", "\n"),
    "first": ("---\n", AFTER, "\n"),
    "before an end": (BEFORE, f"{AFTER}...\n", "\n"),
    "of Windows": (BEFORE, AFTER, "\r\n"),
}
RARE = frozenset(
    (
        "kept ends of lines", "folded, kept", "key with a question mark", "the same, of a block",
        "the same, further in", "the same, in brackets", "a key of several lines", "a pair in a list",
        "a key without a value", "a key alone", "a dash alone", "a remark in brackets",
    )
)  # fmt: skip
"""Styles of which some edits are refused, with what to write by hand: nobody writes them in these files."""


def changes(data: Any) -> Iterator[Change]:
    """Every path, set, taken out and added to, with every kind of value."""
    for path in all_paths(data, ()):
        if path:
            yield Change(path, ABSENT)
            yield from (Change(path, value) for value in NEW)
        there = at(data, path)
        if isinstance(there, dict):
            yield from (Change((*path, "new"), value) for value in NEW)
        elif isinstance(there, list):
            yield from (Change((*path, len(there)), value) for value in NEW)


@pytest.mark.parametrize(
    "place", [one if one == "between" else pytest.param(one, marks=pytest.mark.slow) for one in PLACES]
)
@pytest.mark.parametrize("style", STYLES)
def test_every_style_that_is_read_is_edited_alone(style: str, place: str) -> None:
    before, after, newline = PLACES[place]
    own, first, last = (one.replace("\n", newline).encode() for one in (STYLES[style], before, after))
    raw = first + own + last
    read = read_yaml("f.yaml", raw)
    assert not read.problems
    refused = wanted = 0
    for change in changes(read.data):
        try:
            edit = edited("f.yaml", raw, [change])
        except CannotEditError as stop:
            refused, wanted = refused + 1, wanted + bool(stop.hint)
            continue
        assert repr_of(read_yaml("f.yaml", edit).data) == repr_of(afterwards(read.data, change.path, change.value)), (
            edit
        )
        if change.path[0] in ("before", "after"):
            assert own in edit, change
        elif change.path[0] != "new":
            assert edit.startswith(first), change
            assert edit.endswith(last), change
    assert refused == wanted, "each refusal says what to write"
    assert not refused or style in RARE
