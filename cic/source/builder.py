"""From the nodes of a text to plain data, and the faults that only the nodes show."""

from __future__ import annotations

from typing import Any

import yaml
from yaml.nodes import MappingNode, ScalarNode

from cic.base.message import Message
from cic.diagnostics import MOST_LISTED, Key, Rule
from cic.source import guards, strictness
from cic.source.nodes import is_itself, plain_scalar
from cic.source.rules import (
    BAD_KEY,
    DUPLICATE_KEY,
    FORBIDDEN_CHARACTER,
    MISREAD_SCALAR,
    TOO_DEEP,
    TORN_VALUE,
    YAML_FEATURE,
)

_QUOTES = ("'", '"')
_ODD_BLANKS = frozenset("\u00a0\u202f\u2007\u3000\u2002\u2003\u2009")
_OPENING = frozenset("“„«‹‘")
_LOOK: Any = object()
"""Of a word that it must be looked at where it stands."""


class _Kept(dict[str, Any]):
    """What words and figures without quotes say, as far as nothing else is to be said of them: they return in file
    after file, so what was once worked out is kept, for so many of them as need little room."""

    _MOST, _LONGEST = 2_000, 50

    def __missing__(self, text: str) -> Any:
        found = text if is_itself(text) and text.isascii() else self.said(text)
        if found is not _LOOK and len(text) <= self._LONGEST:
            if len(self) >= self._MOST:
                self.clear()
            self[text] = found
        return found

    def said(self, text: str) -> Any:
        """What it says, or that it must be looked at."""
        value, is_misread = plain_scalar(text)
        return _LOOK if is_misread else value


class _KeptKeys(_Kept):
    """The same of keys."""

    def said(self, text: str) -> Any:
        """The key, or that it must be looked at."""
        key = super().said(text)
        is_plain = text != "<<" and (type(key) is int or (type(key) is str and key.isascii()))
        return key if is_plain else _LOOK


_VALUES, _KEYS = _Kept(), _KeptKeys()


class Builder:
    """Builds plain data from nodes and notes the faults that only the nodes show."""

    def __init__(self) -> None:
        self.faults: list[tuple[yaml.Node, Rule, str, dict[str, Any]]] = []
        self.broken = False
        self.several_lines = False
        """Whether a text in quotes or a list in brackets stands on several lines."""
        self.is_oddly_indented = False
        self.count = 0

    def fault(self, node: yaml.Node, rule: Rule, template: str, **params: object) -> None:
        """Note what is wrong with a node."""
        self.count += 1
        if self.count <= MOST_LISTED:
            self.faults.append((node, rule, template, params))

    def build(self, node: Any, depth: int) -> object:
        """The plain data of a node, which stands so many levels deep."""
        if type(node) is ScalarNode:
            return self._value(node)
        if depth > guards.MAX_DEPTH:
            if not self.broken:
                self.fault(node, TOO_DEEP, "more than {limit} levels of nesting", limit=guards.MAX_DEPTH)
            self.broken = True
            return None
        if node.flow_style and strictness.stands_on_several_lines(node):
            self.several_lines = True
        if type(node) is MappingNode:
            return self._mapping(node, depth)
        return [self.build(item, depth + 1) for item in node.value]

    def _value(self, node: yaml.ScalarNode) -> object:
        text: str = node.value
        if not node.style:
            value = _VALUES[text]
            if value is _LOOK:
                template = "other programs read {value} without quotes as something else"
                self.fault(node, MISREAD_SCALAR, template, value=text)
                return text
            return value
        if node.style in _QUOTES and strictness.stands_on_several_lines(node):
            self.several_lines = True
        if node.style == '"' and not text.isprintable():
            character = guards.forbidden_in(text)
            if character is not None:
                name = guards.name_character(character)
                self.fault(node, FORBIDDEN_CHARACTER, "the character {name} is invisible and is not allowed", name=name)
                self.broken = True
        return text

    def _mapping(self, node: yaml.MappingNode, depth: int) -> dict[Key, object]:
        built: dict[Key, object] = {}
        pairs = node.value
        if node.flow_style:
            pairs = self._whole(pairs)
        for key_node, value_node in pairs:
            kind = type(value_node)
            # most keys and values are words and numbers without quotes that were met before, most blocks are short: a
            # call less for each of them is a third of the time
            if type(key_node) is ScalarNode and not key_node.style:
                key = _KEYS[key_node.value]
                if key is not _LOOK and key not in built:
                    if kind is ScalarNode:
                        value = _LOOK if value_node.style else _VALUES[value_node.value]
                        built[key] = self._value(value_node) if value is _LOOK else value
                    elif kind is MappingNode and not value_node.flow_style and depth < guards.MAX_DEPTH:
                        built[key] = self._mapping(value_node, depth + 1)
                    else:
                        built[key] = self.build(value_node, depth + 1)
                    continue
            self._look_at(key_node, value_node, depth, built)
        return built

    def _look_at(self, key_node: Any, value_node: Any, depth: int, built: dict[Key, object]) -> None:
        """Put a key with its value into a block; or note what is wrong with it."""
        if type(key_node) is not ScalarNode:
            self.fault(key_node, BAD_KEY, "a key must be a word or a number, not a block")
            self.broken = True
            return
        key: Any = self._value(key_node)
        value = self.build(value_node, depth + 1)
        if not self._is_key(key_node, key):
            return
        if key in built:
            self.fault(key_node, DUPLICATE_KEY, "the key {key} stands here for the second time", key=key)
            self.broken = True
        else:
            built[key] = value

    def _is_key(self, node: yaml.ScalarNode, key: object) -> bool:
        """Whether something can be a key."""
        if type(key) is not str and type(key) is not int:
            self.fault(node, BAD_KEY, "{key} cannot be a key without quotes", key=node.value or Message("nothing"))
            self.broken = True
            return False
        if key == "<<" and not node.style:
            self.fault(node, YAML_FEATURE, "the merge key << has no place in these files", feature="merge key")
            self.broken = True
            return False
        if type(key) is str and not key.isascii() and key[0] in _ODD_BLANKS:
            self.is_oddly_indented = True
        return True

    def _whole(self, pairs: list[tuple[yaml.Node, yaml.Node]]) -> list[tuple[yaml.Node, yaml.Node]]:
        """The keys of a block in brackets with their values, without what a comma has cut off a value."""
        for n, (key, value) in enumerate(pairs):
            if type(key) is not ScalarNode or type(value) is not ScalarNode:
                continue
            # a key without a colon has a value without a sign, where the key ends
            is_alone = n and value.end_mark.index == key.end_mark.index and not key.style
            if is_alone or (not value.style and value.value[:1] in _OPENING):
                from cic.source.torn_values import mended

                kept, faults = mended(pairs)
                for torn, template, params in faults:
                    self.fault(torn, TORN_VALUE, template, **params)
                self.broken = self.broken or bool(faults)
                return kept
        return pairs
