"""Measured: change one digit of every figure of the shipped data, alone, and count in how many rows `cic diff` shows it.

Run: python tools/shown_changes.py     (about two minutes on one core)

A changed value must show in exactly one row. A changed key (a year, an id) is another thing: what went and what came each
show in a row or more. A file that no longer fits its shape is refused by `cic validate`, and `cic diff` names it as not read.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import yaml

from cic.analysis.diff import record_changes, thing_of
from cic.model.kinds import kind_of_file
from cic.model.scalars import Record
from cic.pages.diff.wording import united
from cic.source import read_yaml
from cic.storage.folder import Folder
from cic.storage.validation import validated

DATA = Path(__file__).parents[1] / "data"
FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


def scalars(node: yaml.Node, is_key: bool = False) -> Iterator[tuple[yaml.ScalarNode, bool]]:
    """Every scalar of a file, and whether it is a key."""
    if isinstance(node, yaml.ScalarNode):
        yield node, is_key
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from scalars(item)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from scalars(key, True)
            yield from scalars(value)


def changed(text: str) -> Iterator[tuple[str, bool, int]]:
    """The text with one figure changed, for every figure; whether it stands in a key; its line."""
    for node, is_key in scalars(yaml.compose(text, yaml.BaseLoader)):
        start, end = node.start_mark.index, node.end_mark.index
        for match in FIGURE.finditer(text, start, end):
            last = match.end() - 1
            yield (
                text[:last] + str((int(text[last]) + 1) % 10) + text[last + 1 :],
                is_key,
                text.count("\n", 0, last) + 1,
            )


def record(file: str, text: str) -> Record | None:
    """The file as its model; None where it is refused."""
    kind = kind_of_file(file)
    found = validated(read_yaml(file, text.encode()), kind)[0] if kind else None
    return found if isinstance(found, Record) else None


def rows(file: str, before: Record, text: str) -> int | None:
    """In how many rows the change shows; None where the file is refused."""
    after, kind = record(file, text), kind_of_file(file)
    if after is None or kind is None:
        return None
    return len(list(united(record_changes(thing_of("", kind, after), file, before, after), False)))


def measure(files: dict[str, str]) -> tuple[Counter[tuple[bool, str]], list[str]]:
    """How many figures (of keys, of values) show how, and which do not as they must."""
    counts: Counter[tuple[bool, str]] = Counter()
    misses = []
    for file, text in files.items():
        before = record(file, text)
        assert before is not None
        for mutated, is_key, line in changed(text):
            shown = rows(file, before, mutated)
            counts[is_key, "refused" if shown is None else str(shown)] += 1
            if shown == 0 or (shown is not None and shown != 1 and not is_key):
                misses.append(f"{file}:{line} shows in {shown} rows")
    return counts, misses


def shipped() -> dict[str, str]:
    """The shipped files."""
    return {name: raw.decode() for name, raw in Folder(DATA).files() if isinstance(raw, bytes)}


if __name__ == "__main__":
    found, wrong = measure(shipped())
    for (is_key, shown), count in sorted(found.items()):
        print(f"{'keys' if is_key else 'values':6} shown in {shown:>7} rows: {count}")
    print("\n".join(wrong) or "every change shows as it must")
    sys.exit(bool(wrong))
