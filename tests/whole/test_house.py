"""The house keeps its promises: what the README shows is what the program prints, and the code knows no programme."""

from __future__ import annotations

import doctest
import pkgutil
import re
import shlex
from importlib import import_module
from pathlib import Path

import pytest
from conftest import DATA, DAY, ROOT, shipped_data
from held import made_by

import cic
from cic.cli.app import COMMANDS
from cic.storage.folder import Folder
from cic.storage.loader import load

PROGRAM = sorted((ROOT / "cic").rglob("*.py"))
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"```console\n\$ (cic .+)\n((?:.*\n)*?)```", README)


@shipped_data
@pytest.mark.parametrize(("command", "shown"), SHOWN, ids=[command for command, _ in SHOWN])
def test_readme_shows_what_the_program_prints(command: str, shown: str, cic, monkeypatch) -> None:
    monkeypatch.chdir(ROOT)
    printed = cic(*shlex.split(command)[1:]).out
    pattern = "".join(r"(?:.*\n)*?" if line == "…" else re.escape(line) + r"\n" for line in shown.splitlines())
    with made_by("tabulate"):
        assert re.fullmatch(pattern, printed), printed


def test_readme_has_the_two_commands_and_every_command() -> None:
    assert "make report" in README
    assert "make test" in README
    for command in COMMANDS:
        assert f"cic {command}" in README


def test_what_the_pages_say_to_make_can_be_made() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "Makefile", *(ROOT / ".github").rglob("*.yml")]
    named = {
        (path.name, target)
        for path in pages
        for target in re.findall(
            r"(?:`|^ *|run: |say )make ([a-z][a-z-]+)", path.read_text(encoding="utf-8"), re.MULTILINE
        )
    }
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert len(named) > 10
    assert {name for name in named if name[1] not in targets} == set()


def _words_of_the_programme() -> set[str]:
    programme = load(Folder(DATA), DAY).programme
    names = {located.id for located in programme.communes.values()} | {
        located.value.name for located in programme.communes.values()
    }
    names |= {located.value.province or "" for located in programme.communes.values()} | set(
        programme.identity.organisations
    )  # type: ignore[union-attr]
    budget = programme.budget
    blocks = [*budget.categories.values(), budget.operating_costs, *budget.associations.values()]  # type: ignore[union-attr]
    amounts = {f"{a:f}" for b in blocks for row in (b.total, *b.natures.values()) if row for a in row.values() if a}
    amounts |= {f"{line.amount:f}" for p in programme.partnerships.values() for line in p.budget.values()}
    return {word for word in names | amounts if len(word) > 2}


@shipped_data
def test_the_code_knows_no_commune_and_no_amount() -> None:
    words = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(_words_of_the_programme()))) + r")\b", re.IGNORECASE)
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in (ROOT / "cic").rglob("*")
        if path.suffix in (".py", ".md")
        for match in words.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_only_the_shown_files_stand_at_the_top() -> None:
    allowed = {
        "cic",
        "data",
        "docs",
        "tests",
        "tools",
        "pyproject.toml",
        "README.md",
        "Makefile",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "action.yml",
        "constraints.txt",
        "LICENSE",
        "PKG-INFO",  # in a source distribution
        "dist",  # what `make package` built
    }
    assert {path.name for path in Path(ROOT).iterdir() if not path.name.startswith(".")} <= allowed


@pytest.mark.slow
def test_every_example_in_a_docstring_is_what_the_program_does() -> None:
    modules = ["cic", *(module.name for module in pkgutil.walk_packages(cic.__path__, "cic."))]
    results = [doctest.testmod(import_module(module)) for module in modules]
    written = sum(len(re.findall("^ *>>> ", path.read_text(encoding="utf-8"), re.MULTILINE)) for path in PROGRAM)
    assert sum(result.failed for result in results) == 0
    assert sum(result.attempted for result in results) == written > 0


def test_tests_mirror_the_packages() -> None:
    """Each folder of tests is of the package with its name, of the whole, or holds what the tests share."""
    packages = {module.name for module in pkgutil.iter_modules(cic.__path__) if module.ispkg}
    tests = [path for path in (ROOT / "tests").iterdir() if path.name != "__pycache__"]
    folders = {path.name for path in tests if path.is_dir()}
    assert folders - packages - {"whole", "support", "base", "golden", "worlds"} == set()
    assert {path.name for path in tests if path.is_file()} == {"conftest.py"}


@shipped_data
def test_page_of_findings_is_made_of_the_data(cic, monkeypatch) -> None:
    monkeypatch.chdir(ROOT / "docs")
    page = cic("findings", "--lang", "fr", "--data", "../data")
    assert page.code == 0
    assert page.out == (ROOT / "docs" / "findings.md").read_text(encoding="utf-8"), "make findings"
