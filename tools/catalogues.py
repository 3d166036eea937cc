"""Make the catalogues anew from the program's own words: `make languages`.

Every template that the program says is collected from the source (`collect`), and what the manual says of how to mend a
finding (`of_manual`), which is a part of its own, because one command alone reads it. They are put into `cic/language/catalogues/*.po`
beside the translations that are there, and compiled to what the program reads. The plurals of a language are stated here.
"""

from __future__ import annotations

import ast
import io
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import NamedTuple, get_args

from babel.messages import pofile
from babel.messages.catalog import Catalog
from build_hook import compile_catalogue

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "cic" / "language" / "catalogues"
PLURALS = {"fr": "nplurals=2; plural=(n > 1);", "nl": "nplurals=2; plural=(n != 1);"}
"""The languages of the catalogues, and how many forms each has: our statement, because libraries change theirs."""
LANGUAGES = tuple(PLURALS)
_ARABIC = "n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5"
PLURALS_OF_FORMS = {"ar": f"nplurals=6; plural=({_ARABIC});"}
"""The languages into which the words of forms alone are translated."""

TAKES = "template"
"""Whatever takes a parameter of this name, a function or a tuple with names, is given a text that is said."""
DECLARE = ("Rule", "rule", "comparison")
SAID_OF_RULES = ("title", "hint")
"""What declares a rule, and in which of its parameters it is given texts."""
FAULT, SAID_OF_FAULTS = "UserError", 2
"""What stops a command, and how many of its arguments, the first ones, are texts: what is wrong, what to do next."""
COUNTS = "counted"
"""The function that is given a template for one and a template for several."""
MODULES = sorted((ROOT / "cic").rglob("*.py"))


class Template(NamedTuple):
    """A text that the program says: for one thing and for several where it counts them, and the files that say it."""

    english: str
    plural: str
    file: str


class Unmarked(NamedTuple):
    """A text that is said and cannot be found by reading the source."""

    place: str
    source: str


def collect() -> tuple[list[Template], list[Unmarked]]:
    """Every template of the program, and what is said without being one."""
    templates, unmarked = [], []
    for path in MODULES:
        file = path.relative_to(ROOT).as_posix()
        for found in _Reader(file, _parsed(path)).read():
            (templates if isinstance(found, Template) else unmarked).append(found)
    return [*templates, *_words_of_values(), *_words_of_help()], unmarked


def _words_of_help() -> Iterator[Template]:
    """What the help says of the commands and of their options, as it is made when it is asked for."""
    from typer.main import get_command

    from cic.cli.app import COMMANDS, app, whole_command
    from cic.cli.help import paragraphs

    file = "cic/cli/app.py"
    commands = [get_command(app), *map(whole_command, COMMANDS)]
    yield from (Template(one.summary, "", file) for one in COMMANDS.values())
    for command in commands:
        own = [getattr(one, "help", None) for one in command.params if not one.name.endswith("_completion")]
        said = (command.help, command.epilog, *own)
        yield from (Template(one, "", file) for text in said if text for one in paragraphs(text))


def _words_of_values() -> Iterator[Template]:
    """The values that are shown as words."""
    from cic.analysis.status import Status
    from cic.base.message import COUNTED
    from cic.diagnostics import Severity
    from cic.language import MONTHS
    from cic.pages.tables import State
    from cic.rules.rule import Thing

    yield from (Template(one.value, "", "cic/pages/tables.py") for values in (State, Status) for one in values)
    counted = (f"{{count}} {one.value}" for one in Status)
    yield from (Template(one, one, "cic/render/screen.py") for one in counted)
    yield from (Template(one.label, "", "cic/diagnostics.py") for one in Severity)
    yield from (Template(one, many, "cic/base/message.py") for one, many in COUNTED.values())
    yield from (Template(month, "", "cic/language.py") for month in MONTHS)
    yield from (Template(thing, "", "cic/rules/rule.py") for thing in get_args(Thing))


def of_forms(templates: list[Template]) -> list[Template]:
    """Those that forms and the letters with them say."""
    from cic.pages.form.elsewhere import FOLDERS, TEMPLATES

    return [one for one in templates if one.file.startswith(FOLDERS) or one.english in TEMPLATES]


@cache
def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def _nodes(tree: ast.Module) -> tuple[ast.AST, ...]:
    """All that a module is made of: walked once, read several times."""
    return tuple(ast.walk(tree))


def _takers(tree: ast.Module, public: bool) -> dict[str, int]:
    """What takes a template in a module, and as which argument; what is public, or also what only the module sees."""
    found: dict[str, int] = {}
    for holder in (tree, *(node for node in _nodes(tree) if isinstance(node, ast.ClassDef))):
        owner = getattr(holder, "name", "")
        for node in holder.body:
            if isinstance(node, ast.FunctionDef) and node.name != "__init__":
                names = [one.arg for one in (*node.args.posonlyargs, *node.args.args)][bool(owner) :]
            elif isinstance(node, ast.ClassDef):
                names = [one.target.id for one in node.body if isinstance(one, ast.AnnAssign)]  # type: ignore[union-attr]
            else:
                continue
            if TAKES in names and not (public and "_" in (owner[:1], node.name[:1])):
                found[node.name] = names.index(TAKES)
    return found


@cache
def _public_takers() -> dict[str, int]:
    return {name: position for path in MODULES for name, position in _takers(_parsed(path), public=True).items()}


@cache
def _faults() -> frozenset[str]:
    """The names of what stops a command: that class, and those that are made of it."""
    classes = [node for path in MODULES for node in _nodes(_parsed(path)) if isinstance(node, ast.ClassDef)]
    return frozenset({FAULT, *(one.name for one in classes if FAULT in map(ast.unparse, one.bases))})


class _Reader:
    """Reads one module."""

    def __init__(self, file: str, tree: ast.Module) -> None:
        self.file, self.tree = file, tree
        self.takers = {**_public_takers(), **_takers(tree, public=False)}
        self.assigned: dict[str, list[ast.expr]] = {}
        for node in _nodes(tree):
            if isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign)) and node.value is not None:
                for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                    if isinstance(target, ast.Name):
                        value = node if isinstance(node, ast.AugAssign) else node.value
                        self.assigned.setdefault(target.id, []).append(value)  # type: ignore[arg-type]

    def read(self) -> Iterator[Template | Unmarked]:
        """The templates of every call that says something."""
        for node in _nodes(self.tree):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name == COUNTS:
                    one, many = node.args[-2:]
                    yield Template(ast.literal_eval(one), ast.literal_eval(many), self.file)
                for argument in self._given(name, node):
                    yield from self._templates(argument)

    def _given(self, name: str, call: ast.Call) -> Iterator[ast.expr]:
        if name in _faults():
            yield from call.args[:SAID_OF_FAULTS]
        position = self.takers.get(name)
        if position is not None:
            yield from call.args[position : position + 1]
        keys = SAID_OF_RULES if name in DECLARE else (TAKES,) if position is not None else ()
        yield from (keyword.value for keyword in call.keywords if keyword.arg in keys)

    def _templates(self, node: ast.AST) -> Iterator[Template | Unmarked]:
        """The templates that an expression may be: a text, one of two, a name for one, or an entry of a table."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if node.value:
                yield Template(node.value, "", self.file)
        elif isinstance(node, ast.IfExp):
            yield from self._templates(node.body)
            yield from self._templates(node.orelse)
        elif isinstance(node, ast.Dict):
            for value in node.values:
                yield from self._templates(value)
        elif isinstance(node, ast.Subscript):
            yield from self._templates(node.value)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith((".get", "next")):
            for part in (*node.args[1:], getattr(node.func, "value", None)):
                yield from self._templates(part) if part is not None else ()
        elif isinstance(node, ast.Name) and node.id in self.assigned:
            for value in self.assigned[node.id]:
                yield from self._templates(value)
        elif not self._is_found_elsewhere(node):
            yield Unmarked(f"{self.file}:{getattr(node, 'lineno', 0)}", ast.unparse(node))

    def _is_found_elsewhere(self, node: ast.AST) -> bool:
        """Whether it was marked with `phrase`, or is handed on from where it was found."""
        if isinstance(node, ast.Call):
            return ast.unparse(node.func) in ("phrase", "context.pop", "str")
        name = getattr(node, "attr", getattr(node, "id", ""))
        return name in ("template", "title", "hint", "value", "kind", "label")


def of_manual() -> tuple[list[Template], list[Unmarked]]:
    """How to mend what each rule finds, paragraph by paragraph."""
    from cic.rules import RULES
    from cic.rules.manual import is_said, remedy

    found = [
        Template(text, "", f"cic/rules/manual/{rule.code}.md")
        for rule in RULES
        for text in remedy(rule.code)
        if is_said(text)
    ]
    return found, []


PARTS = {"": collect, "manual": of_manual}
"""The parts of a catalogue, by their names, and what collects each: the program's own words have no name."""


def source_of(language: str, part: str = "") -> Path:
    """Where the translations are written by people."""
    return FOLDER / (f"{part}.{language}.po" if part else f"{language}.po")


def read(language: str, part: str = "") -> Catalog:
    """The translations as they are."""
    with source_of(language, part).open("rb") as file:
        return pofile.read_po(file, locale=language)


def _plurals(language: str) -> str:
    return {**PLURALS, **PLURALS_OF_FORMS}[language]


def _empty(language: str) -> Catalog:
    catalog = Catalog(locale=language)
    catalog.mime_headers = [("Plural-Forms", _plurals(language))]
    return catalog


def renewed(language: str, part: str = "") -> Catalog:
    """The translations of all that the program says now; what is new or has changed is empty."""
    templates, unmarked = PARTS[part]()
    if unmarked:
        raise SystemExit(
            "\n".join(f"{one.place}: mark with phrase() what is said here: {one.source}" for one in unmarked)
        )
    now = _empty(language)
    for one in of_forms(templates) if language in PLURALS_OF_FORMS else templates:
        now.add((one.english, one.plural) if one.plural else one.english, locations=[(one.file, None)])
    kept = read(language, part) if source_of(language, part).exists() else _empty(language)
    kept.update(now, no_fuzzy_matching=True)
    kept.obsolete.clear()
    return kept


class _Undated(Catalog):
    """A catalogue without dates and names of programs, so that its files change only when words do."""

    @property
    def num_plurals(self) -> int:
        return int(_plurals(str(self.locale)).split(";")[0].removeprefix("nplurals="))

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Language", str(self.locale)),
            ("Plural-Forms", _plurals(str(self.locale))),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


def _undated(catalog: Catalog) -> Catalog:
    plain = _Undated(locale=catalog.locale, charset="utf-8", fuzzy=False, header_comment="")
    for message in catalog:
        if message.id:
            plain[message.id] = message
    return plain


def as_po(catalog: Catalog) -> bytes:
    """The source of a catalogue."""
    out = io.BytesIO()
    pofile.write_po(out, _undated(catalog), width=120, sort_output=True, no_location=True)
    return out.getvalue().lstrip()


def write() -> None:
    """Write both forms of every catalogue, and say what is to be translated."""
    for language, part in (*product(LANGUAGES, PARTS), *product(PLURALS_OF_FORMS, ("",))):
        source = source_of(language, part)
        source.write_bytes(as_po(renewed(language, part)))
        catalog = read(language, part)
        compile_catalogue(source)
        open_ones = [message for message in catalog if message.id and (message.fuzzy or not all(texts(message.string)))]
        print(f"{source.relative_to(ROOT)}: {len(catalog)} texts, {len(open_ones)} to translate")


def texts(one_or_several: object) -> tuple[str, ...]:
    """The forms of a text: one, or as many as the language has plurals."""
    return tuple(one_or_several) if isinstance(one_or_several, (tuple, list)) else (str(one_or_several),)


if __name__ == "__main__":
    write()
