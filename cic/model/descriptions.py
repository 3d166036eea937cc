"""What each key of the files means: the text that stands below the field in the source of its model. Nothing is read
until somebody asks, so that no command that only reads data pays for it."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from types import ModuleType

from cic.model.scalars import Record


@cache
def descriptions(model: type[Record]) -> Mapping[str, str]:
    """What each field of a block means, by its name: what a field means in a parent it means in the child too."""
    found: dict[str, str] = {}
    for owner in reversed(model.__mro__):
        if issubclass(owner, Record):
            found |= _of_module(sys.modules[owner.__module__]).get(owner.__name__, {})
    return found


@cache
def _of_module(module: ModuleType) -> Mapping[str, Mapping[str, str]]:
    """The texts below the fields, by class and field."""
    classes = [node for node in ast.parse(inspect.getsource(module)).body if isinstance(node, ast.ClassDef)]
    return {one.name: dict(_of_class(one)) for one in classes}


def _of_class(one: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, text in pairwise(one.body):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(text, ast.Expr):
            yield field.target.id, " ".join(str(ast.literal_eval(text.value)).split())
