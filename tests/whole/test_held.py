"""The packages are held: by plain names and versions, all that is needed, and what others make is compared with those."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import distribution, version

import held
import pytest
from conftest import ROOT
from constraints import PYTHONS, SYSTEMS, environments
from packaging.requirements import Requirement

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_constraints_are_plain_names_and_versions() -> None:
    lines = held.CONSTRAINTS.read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if not line.startswith("#")]
    assert [row for row in rows if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.+!]*", row)] == []
    names = [row.partition("==")[0] for row in rows]
    assert names == sorted(names, key=held.plain)
    assert len(set(map(held.plain, names))) == len(names)


def wanted() -> Iterator[Requirement]:
    """All that pyproject.toml asks for: to build, to run, to develop."""
    yield from map(Requirement, PROJECT["build-system"]["requires"])
    yield from map(Requirement, PROJECT["project"]["dependencies"])
    for group in PROJECT["dependency-groups"].values():
        yield from (Requirement(one) for one in group if isinstance(one, str))


def test_all_that_is_needed_is_held_and_within_its_bounds() -> None:
    """Whatever each of them needs too, on every Python and system that is supported."""
    left, seen = list(wanted()), set()
    while left:
        one = left.pop()
        name = held.plain(one.name)
        assert name in held.held(), f"{one} is not held: make constraints"
        assert one.specifier.contains(held.held()[name], prereleases=True), f"{one}: make constraints"
        if (name, *sorted(one.extras)) in seen:
            continue
        seen.add((name, *sorted(one.extras)))
        if version_of(name) == held.held()[name]:
            needs = map(Requirement, distribution(name).requires or ())
            left += [need for need in needs if applies(need, one.extras)]
    assert {name for name, *_ in seen} | {"pip"} == held.held().keys() or any(
        version_of(name) != number for name, number in held.held().items()
    )


def version_of(name: str) -> str | None:
    try:
        return version(name)
    except ModuleNotFoundError:
        return None


def applies(need: Requirement, extras: set[str]) -> bool:
    """Whether a requirement holds on some machine that is supported, for what was asked for with these extras."""
    return need.marker is None or any(
        need.marker.evaluate({**one, "extra": extra}) for one in environments() for extra in (*extras, "")
    )


def test_every_supported_python_is_asked_for() -> None:
    classified = {
        line.rpartition(" ")[2]
        for line in PROJECT["project"]["classifiers"]
        if line.startswith("Programming Language :: Python :: 3.")
    }
    assert set(PYTHONS) == classified
    assert {"linux", "win32", "darwin"} == {one["sys_platform"] for one in SYSTEMS}


def test_what_is_made_otherwise_is_skipped_only_where_another_version_made_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(held.held(), "pytest", "0.1")
    with (
        pytest.raises(pytest.skip.Exception, match=r"made otherwise by pytest .+ \(held: 0\.1\)"),
        held.made_by("pytest"),
    ):
        raise AssertionError
    with held.made_by("pytest"):
        pass
    with pytest.raises(ValueError), held.made_by("pytest"):  # noqa: PT011 any other fault is one
        raise ValueError
    monkeypatch.setitem(held.held(), "pytest", version("pytest"))
    with pytest.raises(AssertionError), held.made_by("pytest"):
        raise AssertionError


def test_the_repository_names_no_registry() -> None:
    """Packages come from wherever the machine gets them; an address here would send people elsewhere."""
    registries = re.compile("py" + r"pi\.|python" + r"hosted|--(extra-)?index-" + "url|find-" + "links", re.IGNORECASE)
    own = [path for path in ROOT.iterdir() if path.is_file()]
    own += [path for name in ("cic", "docs", "tests", "tools", ".github", ".ci") for path in (ROOT / name).rglob("*")]
    texts = [path for path in own if path.suffix in (".md", ".py", ".toml", ".txt", ".yaml", ".yml", "")]
    assert len(texts) > 200
    for path in texts:
        if path.is_file():
            assert not registries.search(path.read_text(encoding="utf-8", errors="replace")), path
