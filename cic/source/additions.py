"""A new key or a new item in a YAML text, where a person would write it."""

from __future__ import annotations

from collections.abc import Sequence

import yaml

from cic.base.message import phrase
from cic.diagnostics import Key
from cic.source.layout import (
    Collection,
    Entry,
    Look,
    UnclearError,
    end_in,
    end_of_entry,
    entries,
    is_collection,
    key_of,
    line_end,
    line_start,
    mark_of,
    newline_at,
    next_line,
    start_of,
    start_of_entry,
    starts_line,
)
from cic.source.written import Value, in_block, in_line, key_text

NO_ITEM = phrase("the list has no such item")


def added(text: str, found: Sequence[Entry], step: Key, value: Value, order: Sequence[Key], look: Look) -> str:
    """The text with a key, or with one item more, in the last of the entries that lead to it.

    order: the keys as they stand one after the other, as far as that is known. Raises UnclearError where the text is
    laid out in another way than is edited.
    """
    parent = found[-1].node
    if not is_collection(parent):
        raise UnclearError(phrase("a value stands where a block is needed"))
    there = entries(parent)
    if isinstance(parent, yaml.SequenceNode):
        if step != len(there):
            raise UnclearError(NO_ITEM)
        before: Entry | None = there[-1] if there else None
    else:
        before = _sibling(there, step, order)
    if parent.flow_style:
        return _in_brackets(text, parent, before, _pair(parent, step, value, look))
    column = int(parent.start_mark.column)
    lines = in_block([value] if isinstance(parent, yaml.SequenceNode) else {step: value}, column, look)
    if before is None:
        return _before_all(text, found, lines)
    at = end_of_entry(text, before, column)
    newline = newline_at(text, at)
    start = text[:at] if text[:at].endswith("\n") else text[:at] + newline
    return start + newline.join(lines) + newline + text[at:]


def _sibling(there: Sequence[Entry], step: Key, order: Sequence[Key]) -> Entry | None:
    """The entry after which a new key stands: the one that comes last of those before it in the order; else the last,
    unless one that is known comes after it."""
    ranks = {key: rank for rank, key in enumerate(order)}
    if step not in ranks:
        return there[-1] if there else None
    known = [(ranks[key], one) for one in there if one.key is not None and (key := key_of(one.key)) in ranks]
    earlier = [(rank, one) for rank, one in known if rank < ranks[step]]
    if earlier:
        return max(earlier, key=lambda pair: pair[0])[1]
    later = [one.number for rank, one in known if rank > ranks[step]]
    return there[min(later) - 1] if later and min(later) > 0 else (None if later else there[-1])


def _pair(parent: Collection, step: Key, value: Value, look: Look) -> str:
    new = in_line(value, look)
    return new if isinstance(parent, yaml.SequenceNode) else f"{key_text(step, look)}: {new}"


def _in_brackets(text: str, parent: Collection, before: Entry | None, new: str) -> str:
    if not parent.value:
        at = start_of(parent) + 1
        return text[:at] + new + text[at:]
    if before is None:
        first = start_of(entries(parent)[0].key or entries(parent)[0].node)
        return text[:first] + new + ", " + text[first:]
    start = start_of(before.key or before.node)
    at = end_in(text, before.node)
    rest = text[at : line_end(text, at)].strip()
    if before.number and starts_line(text, start) and rest in ("", ","):
        newline = newline_at(text, at)
        indent = text[line_start(text, start) : start]
        return text[:at] + "," + newline + indent + new + text[at:]
    # a comma behind a key without a value would be a part of the value
    between = " , " if text[at - 1 : at] == ":" else ", "
    return text[:at] + between + new + text[at:]


def _before_all(text: str, found: Sequence[Entry], lines: Sequence[str]) -> str:
    """The lines as the first of a block: below the line of the key that it belongs to, above comments of what comes
    next; else right above what comes next."""
    entry = found[-1]
    parent = entry.node
    assert is_collection(parent)
    first = start_of_entry(text, entries(parent)[0])
    newline = newline_at(text, first)
    if not starts_line(text, first):
        indent = " " * int(parent.start_mark.column)
        return text[:first] + newline.join(lines).lstrip(" ") + newline + indent + text[first:]
    at = line_start(text, first)
    if entry.parent is not None and entry.key is not None:
        at = next_line(text, mark_of(text, entry))
    return text[:at] + newline.join(lines) + newline + text[at:]
