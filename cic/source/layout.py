"""Where the parts of a YAML text begin and end as lines, and how it is laid out."""

from __future__ import annotations

from typing import Any, NamedTuple, TypeGuard

import yaml

from cic.base.message import phrase
from cic.diagnostics import Key
from cic.source.nodes import scalar

Collection = yaml.MappingNode | yaml.SequenceNode

NO_MARK = phrase("its key is written with a question mark before it")


class UnclearError(Exception):
    """That a text is laid out in a way which is not edited; the template says which."""


class Entry(NamedTuple):
    """A node with what it stands in: its place among the entries there, and its key where that is a block of keys."""

    parent: Collection | None
    number: int
    key: yaml.ScalarNode | None
    node: yaml.Node


def is_collection(node: yaml.Node | None) -> TypeGuard[Collection]:
    """Whether a node is a block of keys or a list."""
    return isinstance(node, (yaml.MappingNode, yaml.SequenceNode))


def is_block(node: yaml.Node | None) -> TypeGuard[Collection]:
    """Whether a node is a block of keys or a list without brackets."""
    return is_collection(node) and not node.flow_style


def is_block_scalar(node: yaml.Node) -> TypeGuard[yaml.ScalarNode]:
    """Whether a node is a text below | or >."""
    return isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")


def key_of(node: yaml.Node) -> Key | None:
    """What a key says; None for what is none."""
    key = scalar(node) if isinstance(node, yaml.ScalarNode) else None
    return key if type(key) in (str, int) else None  # type: ignore[return-value]


def entries(parent: Collection) -> list[Entry]:
    """What stands in a block of keys or in a list, in order."""
    if isinstance(parent, yaml.SequenceNode):
        return [Entry(parent, number, None, node) for number, node in enumerate(parent.value)]
    return [
        Entry(parent, number, key if isinstance(key, yaml.ScalarNode) else None, node)
        for number, (key, node) in enumerate(parent.value)
    ]


def way(root: yaml.Node, path: tuple[Key, ...]) -> list[Entry]:
    """The entries that lead along a path, from the root as far as there are any."""
    found = [Entry(None, 0, None, root)]
    for step in path:
        node = found[-1].node
        below: Entry | None = None
        if isinstance(node, yaml.MappingNode):
            below = next((one for one in entries(node) if one.key is not None and key_of(one.key) == step), None)
        elif isinstance(node, yaml.SequenceNode) and type(step) is int and 0 <= step < len(node.value):
            below = entries(node)[step]
        if below is None:
            break
        found.append(below)
    return found


def newline_at(text: str, index: int) -> str:
    """The line end before the index; the first one of the text where none comes before."""
    end = text.rfind("\n", 0, index)
    end = text.find("\n") if end < 0 else end
    return "\r\n" if text[max(end - 1, 0) : end + 1] == "\r\n" else "\n"


def line_start(text: str, index: int) -> int:
    """Where the line begins in which the index lies."""
    return text.rfind("\n", 0, index) + 1


def line_end(text: str, index: int) -> int:
    """Where the words of the line end in which the index lies: before its line break."""
    end = text.find("\n", index)
    end = len(text) if end < 0 else end
    return end - 1 if end > index and text[end - 1] == "\r" else end


def next_line(text: str, index: int) -> int:
    """Where the line after the index begins."""
    end = text.find("\n", index)
    return len(text) if end < 0 else end + 1


def starts_line(text: str, index: int) -> bool:
    """Whether nothing but blanks stands before the index in its line."""
    return not text[line_start(text, index) : index].strip()


def start_of(node: Any) -> int:
    """The index at which a node begins."""
    start: int = node.start_mark.index
    return start


def end_in(text: str, node: Any) -> int:
    """The index at which a scalar or what stands in brackets ends; of a text below | or > where its last words end."""
    end = min(int(node.end_mark.index), len(text))
    if is_block_scalar(node):
        start = start_of(node)
        if "+" not in text[start : line_end(text, start)].partition("#")[0]:
            return start + len(text[start:end].rstrip())
    return end


def end_of(text: str, node: yaml.Node) -> int:
    """The index after the last line of a node: that of its last leaf, because a block's own mark lies past the
    comments below it."""
    leaf = node
    while is_block(leaf) and leaf.value:
        leaf = leaf.value[-1][1] if isinstance(leaf, yaml.MappingNode) else leaf.value[-1]
    end = end_in(text, leaf)
    return end if text[end - 1 : end] == "\n" and end > start_of(leaf) else next_line(text, end)


def end_of_entry(text: str, entry: Entry, column: int) -> int:
    """The index after the last line of an entry of a block, with the comments below it that are indented further."""
    found = at = end_of(text, entry.node)
    while at < len(text):
        line = text[at : line_end(text, at)]
        words = line.lstrip(" ")
        if words and (not words.startswith("#") or len(line) - len(words) <= column):
            break
        at = next_line(text, at)
        found = at if words else found
    return found


def mark_of(text: str, entry: Entry) -> int:
    """The index of the colon or of the dash that an entry of a block has before it. Raises UnclearError where its key
    is written in another way."""
    if entry.key is None:
        return _dash(text, entry)
    start, end = start_of(entry.key), int(entry.key.end_mark.index)
    colon = text.find(":", end)
    if text[:start].rstrip(" ").endswith("?") or colon < 0 or text[end:colon].strip(" \t"):
        raise UnclearError(NO_MARK)
    return colon


def start_of_entry(text: str, entry: Entry) -> int:
    """The index of the key or the dash with which an entry begins. Raises UnclearError as `mark_of` does."""
    mark = mark_of(text, entry)
    return mark if entry.key is None else start_of(entry.key)


def _dash(text: str, entry: Entry) -> int:
    parent = entry.parent
    assert isinstance(parent, yaml.SequenceNode)
    if entry.number == 0:
        return start_of(parent)
    at = end_of(text, parent.value[entry.number - 1])
    while at < len(text) and text[at : line_end(text, at)].lstrip(" \t")[:1] in ("", "#"):
        at = next_line(text, at)
    at += int(parent.start_mark.column)
    if text[at : at + 1] != "-":
        raise UnclearError(NO_MARK)
    return at


class Look(NamedTuple):
    """How a text is laid out: by how much what stands below a key is indented, a block of keys and a list; and whether
    all keys stand in double quotes, as in JSON."""

    keys: int
    lists: int
    is_quoted: bool


def look_of(root: yaml.Node | None) -> Look:
    """How a text is laid out, as far as it shows it; else as these files are."""
    found: dict[type, int] = {}
    quoted: set[bool] = set()
    stack = [root] if root is not None else []
    while stack:
        node = stack.pop()
        if isinstance(node, yaml.MappingNode):
            for key, value in reversed(node.value):
                quoted.add(isinstance(key, yaml.ScalarNode) and key.style == '"')
                if is_block(value) and is_block(node):
                    found[type(value)] = int(value.start_mark.column) - int(node.start_mark.column)
                stack.append(value)
        elif isinstance(node, yaml.SequenceNode):
            stack.extend(reversed(node.value))
    keys = found.get(yaml.MappingNode, 2)
    return Look(keys, found.get(yaml.SequenceNode, keys), quoted == {True})
