"""Where a value stands in a text, found when a finding asks for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

import yaml

from cic.base.periods import written
from cic.diagnostics import Key, Place, Spot
from cic.source.nodes import compose, scalar

_ESCAPE = re.compile(r"\\[xuU]")
"""An escape whose digits could be taken for those of a figure."""


def locate(
    file: str, text: str, spots: Iterable[Spot], written_as: Mapping[Key, Sequence[Key]] = MappingProxyType({})
) -> dict[Spot, tuple[Place, str | None]]:
    """The place of each spot in the text of its file, and the scalar that stands there (None for a block).

    A block is pointed at by its key. A path that leads nowhere is given the place of the nearest parent that exists.
    Characters of a text are pointed at where they stand in its lines, with themselves as the value.
    written_as: what may stand in the text in place of a key: the former ids of a thing.
    The text must be one that `read_yaml` parsed.
    """
    return Lines(file, text, written_as).locate(spots)


class Lines:
    """The text of a file, parsed once for whoever asks for places in it again and again."""

    def __init__(self, file: str, text: str, written_as: Mapping[Key, Sequence[Key]] = MappingProxyType({})) -> None:
        self._file, self._text = file, text
        self._root = compose(text)
        self._index = _Index(written_as)
        self._lines: list[str] = []

    def locate(self, spots: Iterable[Spot]) -> dict[Spot, tuple[Place, str | None]]:
        """The place of each spot, as `locate` gives it."""
        return {spot: self._found(spot) for spot in spots}

    def _found(self, spot: Spot) -> tuple[Place, str | None]:
        key_node, node = self._index.follow(self._root, spot.path)
        target = node
        if key_node is not None and (spot.on == "key" or not isinstance(node, yaml.ScalarNode)):
            target = key_node
        value = node.value if isinstance(node, yaml.ScalarNode) and spot.on == "value" else None
        place = _place(self._file, target)
        if spot.stretch is not None and isinstance(node, yaml.ScalarNode):
            self._lines = self._lines or self._text.split("\n")
            value = node.value[slice(*spot.stretch)]
            place = _place_within(self._file, self._lines, node, spot.stretch) or place
        return place, value


class _Index:
    """Children by key, made once per node, so that many spots of one file cost one walk."""

    def __init__(self, written_as: Mapping[Key, Sequence[Key]]) -> None:
        self.written_as = written_as
        self.children: dict[int, dict[Key, tuple[yaml.Node | None, yaml.Node]]] = {}

    def follow(self, root: yaml.Node | None, path: tuple[Key, ...]) -> tuple[yaml.Node | None, yaml.Node | None]:
        key_node: yaml.Node | None = None
        node = root
        for step in path:
            children = self.below(node)
            also = (children[other] for other in self.written_as.get(step, ()) if other in children)
            below = children.get(written(step)) or next(also, None)
            if below is None:
                break
            key_node, node = below
        return key_node, node

    def below(self, node: yaml.Node | None) -> dict[Key, tuple[yaml.Node | None, yaml.Node]]:
        known = self.children.get(id(node))
        if known is None:
            known = {}
            if isinstance(node, yaml.MappingNode):
                for key_node, value_node in node.value:
                    key = scalar(key_node) if isinstance(key_node, yaml.ScalarNode) else None
                    if isinstance(key, (str, int)):
                        known.setdefault(key, (key_node, value_node))
            elif isinstance(node, yaml.SequenceNode):
                known = {index: (None, item) for index, item in enumerate(node.value)}
            self.children[id(node)] = known
        return known


def _place(file: str, node: yaml.Node | None) -> Place:
    if node is None:
        return Place(file, 1, 1, 1, 1)
    start, end = node.start_mark, node.end_mark
    if isinstance(node, yaml.ScalarNode) and end.line == start.line:
        return Place(file, start.line + 1, start.column + 1, end.line + 1, end.column + 1)
    return Place(file, start.line + 1, start.column + 1, start.line + 1, start.column + 2)


def _place_within(file: str, lines: list[str], node: yaml.ScalarNode, stretch: tuple[int, int]) -> Place | None:
    """Where characters of a scalar's value stand in its lines; None where that cannot be told.

    Folding, indentation and escapes move the characters, but they keep their order: the n-th of its kind in the value
    is the n-th in the lines, if both have as many.
    """
    start, end = node.start_mark, node.end_mark
    part = node.value[slice(*stretch)]
    if node.style == '"' and _ESCAPE.search("\n".join(lines[start.line : end.line + 1])):
        return None
    in_value = _occurrences(part, node.value)
    # the header of a block scalar is no part of its text
    first = start.line + 1 if node.style in ("|", ">") else start.line
    in_lines = [
        (number, column)
        for number in range(first, min(end.line + 1, len(lines)))
        for column in _occurrences(part, lines[number][: end.column if number == end.line else None])
        if number > start.line or column >= start.column
    ]
    if len(in_lines) != len(in_value):
        return None
    number, column = in_lines[in_value.index(stretch[0])]
    return Place(file, number + 1, column + 1, number + 1, column + 1 + len(part))


def _occurrences(part: str, text: str) -> list[int]:
    """Where a part begins in a text, overlapping ones too."""
    found = [text.find(part)]
    while found[-1] >= 0:
        found.append(text.find(part, found[-1] + 1))
    return found[:-1]
