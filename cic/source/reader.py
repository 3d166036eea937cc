"""One file: bytes in, plain data and problems out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from cic.base.message import Message, phrase
from cic.diagnostics import Key, Place, Problem, Rule, Spot, with_rest
from cic.source import guards, strictness
from cic.source.builder import Builder
from cic.source.nodes import compose, scalar
from cic.source.rules import (
    DUPLICATE_KEY,
    EMPTY_FILE,
    SEVERAL_DOCUMENTS,
    YAML_SYNTAX,
)

if TYPE_CHECKING:
    from cic.source.slips import Slip

_SYNTAX_ADVICE = (
    ("tab character", phrase("indent with spaces: a tab stands in this line")),
    (
        "found character that cannot start any token",
        phrase("indent with spaces, not with tabs; put a text that begins with @ ` % or | in quotes"),
    ),
    (
        "mapping values are not allowed",
        phrase("put a text that contains “: ” in quotes, or check the indentation of this line and the one above"),
    ),
    ("unexpected end of stream", phrase("close the quotation mark that was opened above")),
    (
        "did not find expected key",
        phrase("check the indentation and the quotation marks of this line and the one above"),
    ),
    (
        "did not find expected '-' indicator",
        phrase("check the indentation: items of a list and keys of a block stand in one column"),
    ),
    (
        "did not find expected ',' or",
        phrase("close the bracket, or put a text with commas, brackets or colons in quotes"),
    ),
    (
        "could not find expected ':'",
        phrase("a key is followed by a colon and a space; close the quotation mark that was opened above"),
    ),
)
_DEFAULT_ADVICE = "check the indentation, the colons and the quotation marks of this line and the one above"


class Document(NamedTuple):
    """What a file holds: its text (None where the bytes cannot be trusted), its plain data (None where they cannot
    be used), what is wrong with it, and whether the text is YAML, so that `locate` can find positions in it.
    """

    file: str
    text: str | None
    data: object
    problems: tuple[Problem, ...]
    is_parsed: bool = False


def read_yaml(file: str, raw: bytes) -> Document:
    """Read the bytes of `file` (a name relative to the data folder). Never raises for what is in them."""
    text, problems = guards.decode(file, raw)
    if text is None:
        return Document(file, None, None, tuple(problems))
    problems += guards.refuse_structure(file, text)
    if problems and any(found.rule.spoils_file for found in problems):
        return Document(file, text, None, _or_other(file, text, tuple(problems)))
    try:
        root = compose(text)
    except yaml.MarkedYAMLError as error:
        return Document(file, text, None, _or_other(file, text, (*problems, _syntax_problem(file, text, error))))
    except yaml.YAMLError as error:
        where = Place(file, 1, 1, 1, 1)
        return Document(
            file,
            text,
            None,
            (
                *problems,
                YAML_SYNTAX.problem(where, "not YAML: {fault}", fault=str(error), advice=Message(_DEFAULT_ADVICE)),
            ),
        )
    # a block of JSON is YAML, too, and is read as such
    if text.lstrip()[:1] in ("[", "<") or isinstance(root, yaml.ScalarNode):
        other = _or_other(file, text, ())
        if other:
            return Document(file, text, None, (*problems, *other))
    builder = Builder()
    data = builder.build(root, 1) if root is not None else None
    if builder.several_lines or strictness.may_be_misread(text, not builder.broken):
        not_yaml = strictness.misread(file, text)
        if not_yaml:
            return Document(file, text, None, (*problems, *not_yaml), is_parsed=True)
    if builder.is_oddly_indented:
        odd = _odd_indent(file, text)
        if odd is not None:
            return Document(file, text, None, (*problems, odd))
    if root is not None and builder.faults:
        paths = _paths(root, {id(node) for node, *_ in builder.faults})
        listed = [
            _problem_at(file, paths.get(id(node), ()), node, rule, template, params)
            for node, rule, template, params in builder.faults
        ]
        problems += with_rest(listed, builder.count)
    if builder.broken:
        data = None
    elif data is None:
        template = "the file holds nothing but comments" if "#" in text else "the file holds nothing"
        problems.append(EMPTY_FILE.problem(Place(file, 1, 1, 1, 1), template))
    return Document(file, text, data, tuple(problems), is_parsed=True)


_ODD_INDENT = re.compile("^ *[\u00a0\u202f\u2007\u3000\u2002-\u200a]", re.MULTILINE)
"""Blanks that YAML takes for letters, at the begin of a line."""


def _odd_indent(file: str, text: str) -> Problem | None:
    """That lines are indented with blanks which are none to YAML, so that what they begin with is another key."""
    from cic.source.slips import slip_near

    match = _ODD_INDENT.search(text)
    if match is None:
        return None
    line = text.count("\n", 0, match.start()) + 1
    slip = slip_near(text, line, line)
    return None if slip is None else _slip_problem(file, slip)


def _slip_problem(file: str, slip: Slip) -> Problem:
    place = Place(file, slip.line, slip.column, slip.line, slip.column + 1)
    return YAML_SYNTAX.problem(place, "not YAML: {fault}", fault=slip.fault, advice=slip.advice)


def _or_other(file: str, text: str, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The problems of a text; or that it is something else, where that is all that is wrong with it."""
    from cic.source.other_files import other_text

    other = other_text(file, text)
    return problems if other is None else (other,)


def _problem_at(
    file: str, path: tuple[Key, ...], node: yaml.Node, rule: Rule, template: str, params: dict[str, Any]
) -> Problem:
    start, end = node.start_mark, node.end_mark
    if not isinstance(node, yaml.ScalarNode) or end.line != start.line:
        end_line, end_column = start.line, start.column + 1
    else:
        end_line, end_column = end.line, end.column
    related = (Spot(file, path, "key"),) if rule is DUPLICATE_KEY else ()
    place = Place(file, start.line + 1, start.column + 1, end_line + 1, end_column + 1)
    return rule.problem(place, template, related=related, **params)._replace(keys=path)


def _paths(root: yaml.Node, wanted: set[int]) -> dict[int, tuple[Key, ...]]:
    """The key path to each of the wanted nodes (by identity); a key has the path of its value."""
    found: dict[int, tuple[Key, ...]] = {}
    stack: list[tuple[yaml.Node, tuple[Key, ...]]] = [(root, ())]
    while stack:
        node, path = stack.pop()
        if id(node) in wanted:
            found[id(node)] = path
        if isinstance(node, yaml.MappingNode):
            for key_node, value_node in node.value:
                step = scalar(key_node) if isinstance(key_node, yaml.ScalarNode) else "?"
                below = (*path, step if isinstance(step, (str, int)) else str(step))
                if id(key_node) in wanted:
                    found[id(key_node)] = below
                stack.append((value_node, below))
        elif isinstance(node, yaml.SequenceNode):
            stack.extend((item, (*path, index)) for index, item in enumerate(node.value))
    return found


def _syntax_problem(file: str, text: str, error: yaml.MarkedYAMLError) -> Problem:
    fault = " ".join(part for part in (error.problem, error.context) if part)
    line, column = _where(text, error)
    if "expected a single document" in fault:
        template = "a second document begins here: one file holds one document"
        return SEVERAL_DOCUMENTS.problem(Place(file, line, 1, line, 4), template)
    from cic.source.slips import slip_near

    first = error.context_mark.line + 1 if error.context_mark else line
    slip = slip_near(text, min(first, line), line)
    if slip is not None:
        return _slip_problem(file, slip)
    advice = next((advice for sign, advice in _SYNTAX_ADVICE if sign in fault), _DEFAULT_ADVICE)
    place = Place(file, line, column, line, column + 1)
    began = error.context_mark.line + 1 if error.context_mark else line
    template = "not YAML: {fault}, which began at line {began}" if began != line else "not YAML: {fault}"
    return YAML_SYNTAX.problem(place, template, fault=fault, advice=Message(advice), began=began)


def _where(text: str, error: yaml.MarkedYAMLError) -> tuple[int, int]:
    """Where the parser lost the thread; if that is past the end, where the block or quotation without an end began."""
    lines = text.count("\n") + (not text.endswith("\n"))
    for mark in (error.problem_mark, error.context_mark):
        if mark is not None and mark.line < lines:
            return mark.line + 1, mark.column + 1
    return max(lines, 1), 1
