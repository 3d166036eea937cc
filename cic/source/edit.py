"""Editing YAML as text: a value goes in, is replaced or goes out, every other byte stays as it is.

What was edited is read again before anybody gets it: it says what it said, and the change.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

import yaml

from cic.base.errors import UserError
from cic.base.message import Message, phrase
from cic.diagnostics import Key
from cic.source.additions import NO_ITEM, added
from cic.source.layout import (
    Entry,
    Look,
    UnclearError,
    end_in,
    end_of,
    is_block,
    is_block_scalar,
    line_end,
    line_start,
    look_of,
    mark_of,
    newline_at,
    start_of,
    way,
)
from cic.source.nodes import compose, scalar
from cic.source.reader import Document, read_yaml
from cic.source.removals import removed
from cic.source.written import Value, in_block, in_line, is_one_line

ABSENT: Final = None
"""Of a change: that nothing stands at the path any more."""
Path = tuple[Key, ...]
Order = Callable[[Path], Sequence[Key]]
"""In which order keys stand below a path, as far as it is known."""


class Change(NamedTuple):
    """What is to stand at a path: a value, or nothing (ABSENT). The last step of the path may be the number of items
    that a list has: then the value is added to it."""

    path: Path
    value: Value | None


class CannotEditError(UserError):
    """That a file is laid out in a way in which nobody's lines are guessed; it says what to write by hand."""


def no_order(_: Path) -> Sequence[Key]:
    """That new keys stand after all others."""
    return ()


def edited(file: str, raw: bytes, changes: Sequence[Change], order: Order = no_order, shown: str = "") -> bytes:
    """The bytes of a file after the changes, one after the other. Raises CannotEditError, which says what to write by
    hand, where that cannot be done without touching anything else.

    file: its path in the data folder. shown: what messages call it. order: new keys take their place in it.
    """
    mark = raw[: len(BOM_UTF8)] if raw.startswith(BOM_UTF8) else b""
    before = read_yaml(file, raw)
    text = before.text
    if text is None or not _is_usable(before):
        raise CannotEditError(
            "{file} has faults itself: nothing was changed in it",
            "mend it first, see cic validate",
            file=shown or file,
        )
    for change in changes:
        text = _changed(file, text, change, order, shown or file)
    return mark + text.encode()


def _is_usable(document: Document) -> bool:
    """Whether what a file says is known, be it nothing."""
    if not document.is_parsed or document.data is not None:
        return document.is_parsed
    root = compose(document.text or "")
    return root is None or (isinstance(root, yaml.ScalarNode) and scalar(root) is None)


def _changed(file: str, text: str, change: Change, order: Order, shown: str) -> str:
    before = read_yaml(file, text.encode())
    try:
        wanted = _with(before.data, change.path, change.value)
        if _same(wanted, before.data):
            return text
        found = with_change(text, change, order)
    except UnclearError as fault:
        why = Message(str(fault))
    else:
        after = read_yaml(file, found.encode())
        if _same(after.data, wanted) and len(after.problems) <= len(before.problems):
            return found
        why = Message(phrase("its lines are laid out in a way that was not foreseen"))
    hint = phrase("write it by hand, and take away what stood there:\n{lines}")
    if change.value is ABSENT:
        hint = phrase("take it out by hand:\n{lines}")
    lines = "\n".join(_by_hand(change, before.data))
    raise CannotEditError(
        "{file} cannot be edited safely: {why}; nothing was changed", hint, file=shown, why=why, lines=lines
    )


def _by_hand(change: Change, data: Any) -> list[str]:
    """What is to stand in the file, with all that it stands in."""
    in_lists = []
    for step in change.path:
        in_lists.append(isinstance(data, list))
        data = data.get(step) if isinstance(data, dict) else None
    value: Value = change.value if change.value is not ABSENT else "…"
    for step, in_list in zip(reversed(change.path), reversed(in_lists), strict=True):
        value = [value] if in_list else {step: value}
    return in_block(value, 0, look_of(None))


def with_change(text: str, change: Change, order: Order = no_order) -> str:
    """The text after a change. Raises UnclearError where it is laid out in a way which is not edited."""
    root = compose(text)
    look = look_of(root)
    if root is None or (isinstance(root, yaml.ScalarNode) and not root.value and not root.style):
        lines = in_block(_nested(change.path, change.value or {}), 0, look)
        newline = newline_at(text, len(text))
        start = text if text.endswith("\n") or not text else text + newline
        return start + newline.join(lines) + newline
    found = way(root, change.path)
    rest = change.path[len(found) - 1 :]
    if change.value is ABSENT:
        return text if rest else removed(text, found)
    node = found[-1].node
    if rest and isinstance(node, yaml.ScalarNode):
        if scalar(node) is not None:
            raise UnclearError(phrase("a value stands where a block is needed"))
        return _replaced(text, found, _nested(rest, change.value), look)
    if not rest:
        return _replaced(text, found, change.value, look)
    value = _nested(rest[1:], change.value)
    in_brackets = any(not is_block(one.node) for one in found[:-1])
    if isinstance(node, (yaml.MappingNode, yaml.SequenceNode)) and not node.value and not in_brackets:
        # what was empty was in brackets because nothing else can be
        whole: Value = {rest[0]: value} if isinstance(node, yaml.MappingNode) else [value]
        return _replaced(text, found, whole, look)
    return added(text, found, rest[0], value, order(change.path[: len(found) - 1]), look)


def _nested(path: Path, value: Value) -> Value:
    for step in reversed(path):
        value = {step: value}
    return value


def _replaced(text: str, found: Sequence[Entry], value: Value, look: Look) -> str:
    """The text with another value for the last of the entries that lead to it."""
    entry = found[-1]
    node = entry.node
    start, end = start_of(node), end_in(text, node)
    in_brackets = any(not is_block(one.node) for one in found[:-1])
    if entry.parent is None:
        if is_block(node):
            raise UnclearError(phrase("the whole file would be another"))
        newline = newline_at(text, end)
        return text[:start] + newline.join(in_block(value, 0, look)) + text[end:]
    if in_brackets or (is_one_line(value) and not is_block(node)):
        new = in_line(value, look)
        if is_block_scalar(node):
            new += _comment_of(text, node)
        if start == end:
            if text[start - 1 : start] not in (":", "-"):
                raise UnclearError(phrase("its key has no colon"))
            new = f" {new}"
        return text[:start] + new + text[end:]
    mark = mark_of(text, entry)
    after = mark + 1
    newline = newline_at(text, end)
    is_below = line_start(text, start) != line_start(text, mark)
    if is_one_line(value):
        rest = text[end_of(text, node) :]
        if not is_below:
            return text[:start] + in_line(value, look) + newline + rest
        return text[:after] + " " + in_line(value, look) + text[after : line_end(text, after)] + newline + rest
    return _with_block(text, entry, value, look, mark)


def _with_block(text: str, entry: Entry, value: Value, look: Look, mark: int) -> str:
    """The text with a list or a block of keys for an entry of a block, whatever stood there."""
    node = entry.node
    start = start_of(node)
    newline = newline_at(text, end_in(text, node))
    assert entry.parent is not None
    column = int(entry.parent.start_mark.column)
    is_below = line_start(text, start) != line_start(text, mark)
    rest = text[end_of(text, node) :]
    below = column + (look.keys if isinstance(value, Mapping) else look.lists)
    if is_block(node) and is_below:
        same_kind = isinstance(node, yaml.MappingNode) == isinstance(value, Mapping)
        lines = in_block(value, int(node.start_mark.column) if same_kind else below, look)
        return text[: line_start(text, start)] + newline.join(lines) + newline + rest
    if is_block(node):
        lines = in_block(value, int(node.start_mark.column), look)
        return text[:start] + newline.join(lines).lstrip(" ") + newline + rest
    comment = _comment_of(text, node)
    if entry.key is not None:
        return text[: mark + 1] + comment + newline + newline.join(in_block(value, below, look)) + newline + rest
    first, *others = in_block(value, column + 2, look)
    return text[: mark + 1] + " " + newline.join((first.lstrip(" ") + comment, *others)) + newline + rest


def _comment_of(text: str, node: yaml.Node) -> str:
    """The comment beside a value, with the blanks before it; empty where there is none."""
    at = start_of(node) if is_block_scalar(node) else end_in(text, node)
    line = text[at : line_end(text, at)]
    sign = line.find("#")
    return "" if sign < 0 else f" {line[sign:]}"


def _with(data: Any, path: Path, value: Value | None) -> Any:
    """The data after a change."""
    if not path:
        return value
    step, *rest = path
    if isinstance(data, list) and type(step) is int:
        if value is ABSENT and not rest:
            return [one for number, one in enumerate(data) if number != step]
        if not 0 <= step <= len(data):
            raise UnclearError(NO_ITEM)
        if step == len(data):
            return [*data, _with(None, tuple(rest), value)]
        return [_with(one, tuple(rest), value) if number == step else one for number, one in enumerate(data)]
    known: dict[Key, Any] = dict(data) if isinstance(data, dict) else {}
    if value is ABSENT and (not rest or step not in known):
        return {key: one for key, one in known.items() if key != step} if isinstance(data, dict) else data
    return {**known, step: _with(known.get(step), tuple(rest), value)}


def _same(one: Any, other: Any) -> bool:
    """Whether two values are the same, as they are written: 1 is not true, and 1.0 not 1."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(map(_same, one, other))
    return type(one) is type(other) and str(one) == str(other)


def with_item(text: str, key: str, item: str, replace: int | None = None) -> str | None:
    """The text with `item` in the list under the top-level `key`: at its end, or in place of the item number `replace`.

    `item` is the YAML of the item without the dash, its first line unindented and the others relative to it. Lines
    end as the one before does. None where the list is not written as a block, so that nobody's layout is guessed.
    """
    root = compose(text)
    found = way(root, (key,)) if root is not None else []
    node = found[-1].node if len(found) == 2 else None
    if not isinstance(node, yaml.SequenceNode):
        return None
    if node.flow_style:
        if node.value or replace is not None:
            return None
        start, end = node.start_mark.index, node.end_mark.index
        newline = newline_at(text, end)
        return text[:start].rstrip(" ") + newline + _item(item, 2, newline).rstrip("\r\n") + text[end:]
    end = end_of(text, node.value[-1 if replace is None else replace])
    newline = newline_at(text, end)
    lines = _item(item, node.start_mark.column, newline)
    if replace is not None:
        return text[: line_start(text, node.value[replace].start_mark.index)] + lines + text[end:]
    before = text[:end]
    return before + ("" if before.endswith("\n") else newline) + lines + text[end:]


def _item(item: str, column: int, newline: str) -> str:
    first, *rest = item.split("\n")
    indent = " " * column
    lines = [f"{indent}- {first}", *(f"{indent}  {line}" for line in rest)]
    return newline.join(lines) + newline
