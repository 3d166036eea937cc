"""The files of a new programme: an empty one that says what to fill in, or the fictional one, full of life.

Both are laid out alike: `data/` holds the programme, `schemas/` what editors need to complete and explain its keys.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from string import Template
from typing import NamedTuple

from cic.model.kinds import KINDS, kind_of_file
from cic.scaffold.schemas import schema_text

TO_FILL_IN = "TO FILL IN"
"""How every placeholder begins."""

_TEMPLATES = "empty"
_DEMO = "demo"
_GITIGNORE = "# pages that cic makes\n/out/\n"


class Start(NamedTuple):
    """What is known of a new programme: its id, its name, its country (ISO 3166-1) and its first and last year."""

    id: str
    name: str
    country: str
    first: int
    last: int


def demo_programme() -> dict[str, str]:
    """The files of the fictional programme, by their path in the new folder."""
    own = resources.files("cic.scaffold").joinpath(_DEMO)
    data = {f"data/{name}": text for name, text in _files_below(own, "") if name.endswith(".yaml")}
    return {**_with_modelines(data), **_around(own.joinpath("README.md").read_text(encoding="utf-8"))}


def empty_programme(start: Start) -> dict[str, str]:
    """The files of a programme that nobody has filled in yet, by their path in the new folder. It is valid."""
    years = range(start.first, start.last + 1)
    filling = {
        "id": json.dumps(start.id),
        "name": json.dumps(start.name, ensure_ascii=False),
        "title": start.name,
        "country": json.dumps(start.country),
        "first": str(start.first),
        "last": str(start.last),
        "years": ", ".join(map(str, years)),
        "blank": TO_FILL_IN,
    }
    filled = {
        name: Template(text).substitute(filling)
        for name, text in _files_below(resources.files("cic.scaffold").joinpath(_TEMPLATES), "")
    }
    data = {f"data/{name}": text for name, text in filled.items() if name.endswith(".yaml")}
    return {**_with_modelines(data), **_around(filled["README.md"])}


def _files_below(folder: Traversable, below: str) -> Iterator[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        name = f"{below}{entry.name}"
        if entry.is_dir():
            yield from _files_below(entry, f"{name}/")
        else:
            yield name, entry.read_text(encoding="utf-8")


def _with_modelines(data: Mapping[str, str]) -> dict[str, str]:
    """Each file with a first line that tells an editor its schema, by the way from the file to `schemas/`."""
    files = {}
    for name, text in data.items():
        kind = kind_of_file(name.removeprefix("data/"))
        up = "../" * name.count("/")
        modeline = f"# yaml-language-server: $schema={up}schemas/{kind.name}.json\n" if kind else ""
        files[name] = modeline + text
    return files


def _around(readme: str) -> dict[str, str]:
    schemas = {f"schemas/{kind.name}.json": schema_text(kind.name) for kind in KINDS}
    return {"README.md": readme, ".gitignore": _GITIGNORE, **schemas}
