"""Editing YAML as text: one item goes in or is replaced, every other byte stays as it is."""

from __future__ import annotations

import yaml

from cic.source.nodes import compose, scalar


def with_item(text: str, key: str, item: str, replace: int | None = None) -> str | None:
    """The text with `item` in the list under the top-level `key`: at its end, or in place of the item number `replace`.

    `item` is the YAML of the item without the dash, its first line unindented and the others relative to it. Lines
    end as the one before does. None where the list is not written as a block, so that nobody's layout is guessed.
    """
    root = compose(text)
    node = _value(root, key)
    if not isinstance(node, yaml.SequenceNode):
        return None
    if node.flow_style:
        if node.value or replace is not None:
            return None
        start, end = node.start_mark.index, node.end_mark.index
        newline = _newline(text, end)
        return text[:start].rstrip(" ") + newline + _rendered(item, 2, newline).rstrip("\r\n") + text[end:]
    column = node.start_mark.column
    end = _end_of(text, node.value[-1 if replace is None else replace])
    newline = _newline(text, end)
    rendered = _rendered(item, column, newline)
    if replace is not None:
        return text[: _line_start(text, node.value[replace].start_mark.index)] + rendered + text[end:]
    before = text[:end]
    return before + ("" if before.endswith("\n") else newline) + rendered + text[end:]


def _rendered(item: str, column: int, newline: str) -> str:
    first, *rest = item.split("\n")
    indent = " " * column
    lines = [f"{indent}- {first}", *(f"{indent}  {line}" for line in rest)]
    return newline.join(lines) + newline


def _value(root: yaml.Node | None, key: str) -> yaml.Node | None:
    if isinstance(root, yaml.MappingNode):
        for key_node, value in root.value:
            if isinstance(key_node, yaml.ScalarNode) and scalar(key_node) == key:
                found: yaml.Node = value
                return found
    return None


def _newline(text: str, index: int) -> str:
    """The line end before the index; the first one of the text where none comes before."""
    end = text.rfind("\n", 0, index)
    end = text.find("\n") if end < 0 else end
    return "\r\n" if text[max(end - 1, 0) : end + 1] == "\r\n" else "\n"


def _line_start(text: str, index: int) -> int:
    return text.rfind("\n", 0, index) + 1


def _end_of(text: str, node: yaml.Node) -> int:
    """The index after the last line of a node: that of its last leaf, because a block's own mark lies past the
    comments below it."""
    leaf = node
    while isinstance(leaf, (yaml.MappingNode, yaml.SequenceNode)) and leaf.value and not leaf.flow_style:
        leaf = leaf.value[-1][1] if isinstance(leaf, yaml.MappingNode) else leaf.value[-1]
    end: int = leaf.end_mark.index
    if isinstance(leaf, yaml.ScalarNode) and leaf.style in ("|", ">"):
        end = leaf.start_mark.index + len(text[leaf.start_mark.index : end].rstrip())
    line_end = text.find("\n", max(end - 1, 0)) if text[end - 1 : end] == "\n" else text.find("\n", end)
    return len(text) if line_end < 0 else line_end + 1
