"""docs/architecture.md is true: its drawing is the order that imports obey, its table the imports that there are."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator

from conftest import ROOT

PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
PACKAGE = ROOT / "cic"


def _drawn() -> list[list[str]]:
    """The rooms of the drawing, the highest first; those of one line together."""
    drawing = PAGE.split("## The rooms")[1].split("```")[1]
    return [line.split() for line in drawing.strip().splitlines()]


def _described() -> dict[str, set[str]]:
    """From which rooms each room imports, as the table says."""
    rows = re.findall(r"^\| `(\w+)` \|[^|]*\| ?([^|]*?) ?\|$", PAGE, re.MULTILINE)
    return {room: set(filter(None, imports.split(", "))) for room, imports in rows}


def _imported() -> dict[str, set[str]]:
    """From which rooms each room imports, read from the source, whether at the top of a module or within a function."""
    found: dict[str, set[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if room not in ("__init__", "__main__"):
            found.setdefault(room, set()).update(
                name.split(".")[1] for name in _modules(ast.parse(path.read_text(encoding="utf-8")))
            )
    return {room: rooms - {room, "__version__"} for room, rooms in found.items()}


def _modules(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "cic":
            yield from (f"cic.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("cic."):
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("cic."))


def test_the_drawing_shows_every_room_in_the_order_that_imports_obey() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    assert _drawn() == [layer.split(" : ") for layer in layers]
    assert {room for line in _drawn() for room in line} == _imported().keys()


def test_the_table_names_the_imports_of_each_room() -> None:
    assert _described() == _imported()


def test_imports_go_down() -> None:
    floor = {room: -number for number, line in enumerate(_drawn()) for room in line}
    assert [
        (room, other) for room, others in _imported().items() for other in others if floor[other] >= floor[room]
    ] == []
