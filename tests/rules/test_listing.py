"""A rule is one thing in one place: what is declared is listed, and what is yielded bears the rule that found it."""

from __future__ import annotations

import ast
import pkgutil
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from conftest import ROOT

import cic
from cic.diagnostics import Problem, Rule, Severity, Spot, Theme
from cic.model.programme import Programme
from cic.rules import CHECKS, COMPARISONS, RULES, claims
from cic.rules.rule import comparison, problem, rule

DECLARED = {"code": "CIC999", "name": "a-name", "severity": Severity.INFO, "title": "a title", "hint": "a hint"}


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(cic.__path__, "cic."):
        if not found.name.endswith("__main__"):
            yield import_module(found.name)


def unlisted(names: Mapping[str, object]) -> list[str]:
    """The rules of a module that the catalogue does not have."""
    return [name for name, value in names.items() if isinstance(value, Rule) and value not in RULES]


def test_every_rule_of_every_module_is_listed() -> None:
    assert [(module.__name__, name) for module in modules() for name in unlisted(vars(module))] == []


def test_an_unlisted_rule_is_seen() -> None:
    assert unlisted({**vars(claims), "forgotten": rule(**DECLARED)(nothing_wrong)}) == ["forgotten"]
    assert unlisted({"forgotten": Rule(**DECLARED)}) == ["forgotten"]


def test_every_rule_has_a_theme() -> None:
    assert {rule.theme for rule in RULES} == set(Theme)


def test_every_page_of_the_manual_has_its_rule() -> None:
    pages = {path.stem for path in (ROOT / "cic" / "rules" / "manual").glob("*.md")}
    assert pages == {rule.code for rule in RULES}


def nothing_wrong(programme: Programme) -> Iterator[Problem]:
    yield from ()


def two_places(programme: Programme) -> Iterator[Problem]:
    yield problem(Spot("a.yaml"), "one")
    yield problem(Spot("b.yaml"), "{n} are wrong", n=2)


def test_what_a_generator_yields_bears_its_rule() -> None:
    made = rule(**DECLARED)(two_places)
    assert [(found.rule, found.where.file) for found in made.problems(Programme())] == [
        (made, "a.yaml"),
        (made, "b.yaml"),
    ]
    assert (made.code, made.name, made.severity, made.title, made.hint) == tuple(DECLARED.values())


def test_nobody_can_accept_what_asks_for_a_correction() -> None:
    made = comparison(**DECLARED)(lambda _, after: two_places(after))
    assert [found.rule for found in made.problems(Programme(), Programme())] == [made, made]
    assert made.must_be_fixed
    assert all(one.must_be_fixed for one in COMPARISONS)
    assert not any(one.must_be_fixed or one.spoils_file for one in CHECKS)


def test_a_rule_needs_kinds_of_files_that_exist() -> None:
    with pytest.raises(ValueError, match="there is no kind of file bugdet"):
        rule(**DECLARED, needs=("budget", "bugdet"))(nothing_wrong)


def test_only_generators_leave_out_the_rule() -> None:
    """Elsewhere a problem is made of the rule, because nobody would put it in."""
    makers = {
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "cic").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and "problem" in {name.name for name in node.names}
    }
    assert makers
    assert {str(Path(path).parent.as_posix()) for path in makers} == {"cic/rules"}
