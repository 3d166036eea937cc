"""A key or an item taken out of a YAML text; the comments above it and beside others stay."""

from __future__ import annotations

from collections.abc import Sequence

import yaml

from cic.base.message import phrase
from cic.source.layout import (
    Collection,
    Entry,
    UnclearError,
    end_in,
    end_of,
    entries,
    is_block,
    line_end,
    line_start,
    mark_of,
    newline_at,
    next_line,
    start_of,
    start_of_entry,
    starts_line,
)


def removed(text: str, found: Sequence[Entry]) -> str:
    """The text without the last of the entries that lead to it. Raises UnclearError where the text is laid out in
    another way than is edited."""
    entry = found[-1]
    parent = entry.parent
    if parent is None:
        raise UnclearError(phrase("the whole file would be another"))
    if not is_block(parent):
        return _out_of_brackets(text, parent, entry)
    if len(parent.value) == 1:
        return _emptied(text, found[-2], parent)
    start, end = start_of_entry(text, entry), end_of(text, entry.node)
    if starts_line(text, start):
        return text[: line_start(text, start)] + text[end:]
    # the first of a block that begins in the line of a dash
    following = start_of_entry(text, entries(parent)[entry.number + 1])
    if text[end:following].strip():
        return text[:start].rstrip(" ") + newline_at(text, end) + text[end:]
    return text[:start] + text[following:]


def _emptied(text: str, entry: Entry, parent: Collection) -> str:
    """The text with nothing in a block: brackets stand for it."""
    nothing = "{}" if isinstance(parent, yaml.MappingNode) else "[]"
    start, end = start_of(parent), end_of(text, parent)
    newline = newline_at(text, end)
    rest = newline + text[end:] if text[:end].endswith("\n") else text[end:]
    if entry.parent is None:
        return text[:start] + nothing + rest
    after = mark_of(text, entry) + 1
    if line_start(text, start) == line_start(text, after):
        return text[:start] + nothing + rest
    return text[:after] + f" {nothing}" + text[after : line_end(text, after)] + rest


def _out_of_brackets(text: str, parent: Collection, entry: Entry) -> str:
    there = entries(parent)
    start, end = start_of(entry.key or entry.node), end_in(text, entry.node)
    if text[:start].rstrip().endswith("?"):
        raise UnclearError(phrase("its key is written with a question mark before it"))
    comma = end + len(text[end:]) - len(text[end:].lstrip())
    if text[comma : comma + 1] == ",":
        last = line_end(text, comma + 1)
        if starts_line(text, start) and not text[comma + 1 : last].strip():
            return text[: line_start(text, start)] + text[next_line(text, last) :]
        after = comma + 1
        while text[after : after + 1] == " ":
            after += 1
        return text[:start] + text[after:]
    if entry.number == 0:
        return text[:start] + text[end:]
    before = end_in(text, there[entry.number - 1].node)
    if text[before:start].strip() == ",":
        return text[:before] + text[end:]
    # a comment stands between: the comma before it may be the last
    return text[:start] + text[end:]
