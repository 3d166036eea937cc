"""The kinds of files: which file of a data folder holds what, each kind in one row. Whatever depends on the kinds
reads these rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from cic.diagnostics import Key
    from cic.model.paths import PathTexts
    from cic.model.scalars import Record

ROOT_FILE = "programme.yaml"
PHASES = "phases"


class Kind(NamedTuple):
    """A kind of file.

    name: as rules and `cic schema` call it. shown: its path in a programme's folder; what stands between `<>` is a
    field of the file, so that these fields are its natural key. pattern: the same as an expression with a group for
    each field. keys: these fields. module, class_name: its model, in `cic.model`. template: what people call it. part:
    what a comparison calls it. required: whether every programme has one. phases: whether other phases of the programme
    have their own, share that of the main one, or have none. page: the module of `cic.pages.show` whose `page(view,
    thing)` shows such a file; empty where what is in it has pages of its own, or where what is written is enough.
    """

    name: str
    shown: str
    pattern: re.Pattern[str]
    keys: tuple[str, ...]
    module: str
    class_name: str
    template: str
    part: str
    required: bool
    phases: Literal["own", "shared", "none"]
    page: str

    @property
    def model(self) -> type[Record]:
        """The Pydantic model of such a file."""
        return _model(self.module, self.class_name)

    @property
    def folder(self) -> str:
        """The folder of those of which there are many; else empty."""
        return self.shown.partition("/")[0] if self.keys else ""

    def is_of(self, model: type[Record]) -> bool:
        """Whether it is the kind of files with that model; the model of another kind is not imported for it."""
        return model.__name__ == self.class_name and model.__module__ == f"cic.model.{self.module}"


@cache
def _model(module: str, class_name: str) -> type[Record]:
    return getattr(import_module(f"cic.model.{module}"), class_name)  # type: ignore[no-any-return]


_FIELD = re.compile(r"<([a-z_]+)>")


def _kind(
    name: str,
    class_name: str,
    template: str,
    *,
    shown: str = "",
    module: str = "",
    part: str = "",
    required: bool = False,
    phases: Literal["own", "shared", "none"] = "own",
    page: str = "",
) -> Kind:
    """A row. Unless said otherwise the file is NAME.yaml and its module NAME; a comparison calls the kind by its
    folder, or by its name."""
    shown = shown or f"{name}.yaml"
    pattern = re.compile("([^/]+)".join(map(re.escape, _FIELD.split(shown)[::2])))
    keys = tuple(_FIELD.findall(shown))
    part = part or (shown.partition("/")[0] if keys else name)
    return Kind(name, shown, pattern, keys, module or name, class_name, template, part, required, phases, page)


KINDS = (
    _kind("programme", "Identity", "Programme", module="identity", part="identity", required=True),
    _kind("documents", "Documents", "Documents", required=True, phases="shared"),
    _kind("logframe", "Logframe", "Logical framework", required=True),
    _kind("budget", "Budget", "Budget table", required=True),
    _kind("risks", "Risks", "Risks"),
    _kind("theory_of_change", "TheoryOfChange", "Theory of change"),
    _kind("synergies", "Synergies", "Synergies"),
    _kind("strategy", "Strategy", "Texts"),
    _kind("partnership", "Partnership", "Partnerships", shown="partnerships/<id>.yaml"),
    _kind("report", "Report", "Report of the programme", shown="reports/<year>/<partnership>.yaml"),
    _kind("acknowledgements", "Acknowledgements", "Acknowledgements", phases="none"),
)
BY_NAME: Mapping[str, Kind] = {kind.name: kind for kind in KINDS}
_SINGLE: Mapping[str, Kind] = {kind.shown: kind for kind in KINDS if not kind.keys}
_MANY: Mapping[str, Sequence[Kind]] = {
    folder: tuple(kind for kind in KINDS if kind.folder == folder)
    for folder in {kind.folder for kind in KINDS if kind.keys}
}
_PHASE = re.compile(rf"({PHASES}/[^/]+)/(.+)")


def split_phase(file: str) -> tuple[str, str]:
    """The folder of the programme that a file belongs to (empty for the main one), and the file's path in it."""
    match = _PHASE.fullmatch(file) if file.startswith(PHASES) else None
    return (match[1], match[2]) if match else ("", file)


def meant_file(file: str) -> str | None:
    """The name that was probably meant by one that nothing reads: `budget.yaml` by `budgets.yml`, `partnerships/a.yaml`
    by `partnership/a.yaml`. None where there is none."""
    import difflib

    name = re.sub(r"\.ya?ml$", ".yaml", file, flags=re.IGNORECASE)
    if kind_of_file(name):
        return name
    first, sign, rest = name.partition("/")
    for folder in (
        difflib.get_close_matches(first, (PHASES, *(kind.folder for kind in KINDS if kind.folder)), cutoff=0.7)
        if sign
        else ()
    ):
        if kind_of_file(f"{folder}/{rest}"):
            return f"{folder}/{rest}"
    phase, own = split_phase(name)
    if phase:
        inside = meant_file(own)
        return f"{phase}/{inside}" if inside and kind_of_file(f"{phase}/{inside}") else None
    singles = [kind.shown for kind in KINDS if not kind.keys]
    return next(iter(difflib.get_close_matches(name.lower(), singles, n=1, cutoff=0.75)), None)


def kind_of_file(file: str) -> Kind | None:
    """What a file holds, by its path in the data folder; None where nothing reads it."""
    return phase_and_kind(file)[1]


@lru_cache(maxsize=500)
def phase_and_kind(file: str) -> tuple[str, Kind | None]:
    """The folder of the programme that a file belongs to (empty for the main one), and what it holds; None where
    nothing reads it. Whoever reads a file asks several times, and then of the next one."""
    folder, rest = split_phase(file)
    kind = _SINGLE.get(rest)
    for one in _MANY.get(rest.partition("/")[0], ()) if kind is None else ():
        if one.pattern.fullmatch(rest):
            kind = one
            break
    return folder, None if kind is None or (folder and kind.phases != "own") else kind


def path_text(file: str, path: tuple[Key, ...], mask_persons: bool = False, masked_from: int | None = None) -> str:
    """A key path as text, read against the model of its file; the keys of persons, which may be their names, are left
    out of what is shown. masked_from: from this step on all keys that are none of the model's."""
    from cic.model.paths import format_path

    return format_path(_model_of_file(file), path, mask_persons, masked_from)


def path_texts(file: str) -> PathTexts:
    """Many paths of a file as text, as `path_text` writes one."""
    from cic.model.paths import PathTexts

    return PathTexts(_model_of_file(file))


def personal_at(file: str, path: tuple[Key, ...]) -> bool:
    """Whether a person's data stand, or may stand, at a path of a file."""
    from cic.model.paths import is_personal

    return is_personal(_model_of_file(file), path)


@lru_cache(maxsize=64)
def _model_of_file(file: str) -> Any:
    kind = kind_of_file(file)
    return kind.model if kind else object


def kind_of_model(model: type[Record]) -> Kind:
    """The kind of the files with that model. Raises LookupError where there is none."""
    for kind in KINDS:
        if kind.is_of(model):
            return kind
    raise LookupError(f"no file is a {model.__name__}")
