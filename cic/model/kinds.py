"""Which file of a data folder holds what."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from cic.diagnostics import Key
    from cic.model.scalars import Record

ROOT_FILE = "programme.yaml"
PHASES = "phases"


class Kind(NamedTuple):
    """A kind of file: its name (`cic schema NAME`), the pattern of its path in a programme's folder, and its model."""

    name: str
    pattern: re.Pattern[str]
    module: str
    class_name: str
    shown: str
    required: bool = False

    @property
    def model(self) -> type[Record]:
        """The Pydantic model of such a file."""
        return getattr(import_module(f"cic.model.{self.module}"), self.class_name)  # type: ignore[no-any-return]


def _one(name: str, module: str, class_name: str, required: bool = False) -> Kind:
    return Kind(name, re.compile(rf"{name}\.yaml"), module, class_name, f"{name}.yaml", required)


KINDS = (
    _one("programme", "identity", "Identity", required=True),
    _one("documents", "documents", "Documents", required=True),
    _one("logframe", "logframe", "Logframe", required=True),
    _one("budget", "budget", "Budget", required=True),
    _one("risks", "risks", "Risks"),
    _one("theory_of_change", "theory_of_change", "TheoryOfChange"),
    _one("synergies", "synergies", "Synergies"),
    _one("strategy", "strategy", "Strategy"),
    Kind(
        "partnership", re.compile(r"partnerships/([^/]+)\.yaml"), "partnership", "Partnership", "partnerships/<id>.yaml"
    ),
    Kind(
        "report", re.compile(r"reports/([^/]+)/([^/]+)\.yaml"), "report", "Report", "reports/<year>/<partnership>.yaml"
    ),
    _one("acknowledgements", "acknowledgements", "Acknowledgements"),
)
BY_NAME = {kind.name: kind for kind in KINDS}
COLLECTIONS = {"partnership": "partnerships", "report": "reports"}
"""The kinds of which there are many files, and the folder of each."""
_PHASE = re.compile(rf"({PHASES}/[^/]+)/(.+)")


def split_phase(file: str) -> tuple[str, str]:
    """The folder of the programme that a file belongs to (empty for the main one), and the file's path in it."""
    match = _PHASE.fullmatch(file)
    return (match[1], match[2]) if match else ("", file)


def meant_file(file: str) -> str | None:
    """The name that was probably meant by one that nothing reads: `budget.yaml` by `budgets.yml`, `partnerships/a.yaml`
    by `partnership/a.yaml`. None where there is none."""
    import difflib

    name = re.sub(r"\.ya?ml$", ".yaml", file, flags=re.IGNORECASE)
    if kind_of_file(name):
        return name
    first, sign, rest = name.partition("/")
    for folder in difflib.get_close_matches(first, (PHASES, *COLLECTIONS.values()), cutoff=0.7) if sign else ():
        if kind_of_file(f"{folder}/{rest}"):
            return f"{folder}/{rest}"
    phase, own = split_phase(name)
    if phase:
        inside = meant_file(own)
        return f"{phase}/{inside}" if inside and kind_of_file(f"{phase}/{inside}") else None
    singles = [kind.shown for kind in KINDS if kind.name not in COLLECTIONS]
    return next(iter(difflib.get_close_matches(name.lower(), singles, n=1, cutoff=0.75)), None)


def kind_of_file(file: str) -> Kind | None:
    """What a file holds, by its path in the data folder; None where nothing reads it."""
    folder, rest = split_phase(file)
    for kind in KINDS:
        if kind.pattern.fullmatch(rest) and not (folder and kind.name in ("acknowledgements", "documents")):
            return kind
    return None


def path_text(file: str, path: tuple[Key, ...], mask_persons: bool = False) -> str:
    """A key path as text, read against the model of its file; the keys of persons, which may be their names, are left
    out of what is shown."""
    from cic.model.paths import format_path

    kind = kind_of_file(file)
    return format_path(kind.model if kind else object, path, mask_persons)
