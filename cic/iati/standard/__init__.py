"""The files of the standard, as they were published; LICENCES.md says by whom and under which terms."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any


def content(name: str) -> bytes:
    """One of the files. Raises FileNotFoundError for another name."""
    return resources.files(__name__).joinpath(name).read_bytes()


@cache
def parsed(name: str) -> Any:
    """One of those that are JSON."""
    return json.loads(content(name))
