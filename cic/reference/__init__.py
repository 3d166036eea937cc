"""Small tables of the world, made from libraries that would take long to import: telephone numbers, postal codes,
provinces and regions, countries, currencies, languages.

Each is a JSON file that is read when a rule first asks for it. `tools/reference_tables.py` writes them anew from the
libraries of the `dev` group, and the tests hold the two against each other.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any


@cache
def table(name: str) -> Any:
    """The table of that name, as JSON gives it. Whoever reads it must not change it."""
    return json.loads((Path(__file__).parent / f"{name}.json").read_text(encoding="utf-8"))
