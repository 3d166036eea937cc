"""The files of a folder as plain dictionaries: numbers are exact, days stay texts, whose order is that of days."""

from __future__ import annotations

from fractions import Fraction

import yaml

_Base = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Exact(_Base):
    """As `yaml.safe_load` reads it, but 0.1 is a tenth, and 2031-12-31 is a text."""


_Exact.add_constructor("tag:yaml.org,2002:float", lambda loader, node: Fraction(loader.construct_scalar(node)))
_Exact.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: loader.construct_scalar(node))


def read(text):
    return yaml.load(text, _Exact)


def read_folder(folder):
    """{path below the folder: what it says}, in the order of the paths."""
    return {
        path.relative_to(folder).as_posix(): read(path.read_text(encoding="utf-8"))
        for path in sorted(folder.rglob("*.yaml"))
    }


def as_list(value):
    """What stands once or several times, as a list."""
    return value if isinstance(value, list) else [value]
