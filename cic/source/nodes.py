"""From text to parsed nodes, by the C parser, without its guesses at types."""

from __future__ import annotations

import re
from decimal import Decimal

import yaml
from yaml._yaml import CParser

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})", re.ASCII)
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,25})\.[0-9]{1,25}", re.ASCII)
_CONSTANTS = {"true": True, "false": False, "null": None, "~": None, "": None}
_BLANKS = (" ", "\t")
_NUMBER_STARTS = frozenset("0123456789-+.")

# Words and figures that YAML 1.1 reads as something else than what stands there, and that we do not read that way.
_YAML_1_1_WORDS = frozenset(
    form
    for word in ("y", "n", "yes", "no", "on", "off", "true", "false", "null")
    for form in (word, word.capitalize(), word.upper())
) - frozenset(("true", "false", "null"))
_YAML_1_1_NUMBER = re.compile(
    r"""[-+]?0[0-7_]+ | [-+]?0b[01_]+ | [-+]?0x[0-9a-fA-F_]+ | [-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?
    | \+[0-9][0-9_]* | [-+]?[0-9][0-9_]*_[0-9_]* | [-+]?0[0-9]+
    | [-+]?(?:[0-9][0-9_]*)?\.[0-9_]*(?:[eE][-+]?[0-9]+)? | [-+]?[0-9][0-9_]*(?:\.[0-9_]*)?[eE][-+]?[0-9]+
    | [-+]?\.(?:inf|Inf|INF) | \.(?:nan|NaN|NAN)""",
    re.ASCII | re.VERBOSE,
)


class _PlainParser(CParser):
    """The C parser, told that no scalar has a type, and that nothing depends on where a node stands."""

    # It asks at each node, so the answer is a function written in C that says "" whatever it is asked. Such a one is
    # bound to nothing: with the word staticmethod it would only be looked up once more.
    resolve = descend_resolver = ascend_resolver = "".format


def compose(text: str) -> yaml.Node | None:
    """The root node of a text that passed the guards, or None for an empty file. Raises yaml.YAMLError."""
    # the parser loses the line break of a last line that has none and holds nothing but spaces
    whole = f"{text}\n" if text[-1:] in _BLANKS else text
    node: yaml.Node | None = _PlainParser(whole).get_single_node()
    return node


def scalar(node: yaml.ScalarNode) -> object:
    """What a scalar says: a constant, an int, a Decimal with the digits as written, or text."""
    return node.value if node.style else plain_scalar(node.value)[0]


_LONGEST_WORD = max(map(len, (*_CONSTANTS, *_YAML_1_1_WORDS)))


def is_itself(text: str) -> bool:
    """Whether a scalar without quotes is seen at once to be what stands there, as names and sentences are."""
    return len(text) > _LONGEST_WORD and text[0] not in _NUMBER_STARTS


def plain_scalar(text: str) -> tuple[object, bool]:
    """What a scalar without quotes says, and whether another YAML program would read it as something else."""
    value = _typed(text)
    return value, type(value) is str and _is_misread(value)


_LONGEST_NUMBER = 100


def _typed(text: str) -> object:
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] in _NUMBER_STARTS:
        if _INTEGER.fullmatch(text):
            return int(text)
        if _DECIMAL.fullmatch(text):
            return Decimal(text)
    return text


def _is_misread(text: str) -> bool:
    if text[0] in _NUMBER_STARTS:
        # a dash that is no number stands alone in brackets only, where it is no YAML
        return text == "-" or (len(text) <= _LONGEST_NUMBER and _YAML_1_1_NUMBER.fullmatch(text) is not None)
    return len(text) <= _LONGEST_WORD and text in _YAML_1_1_WORDS
