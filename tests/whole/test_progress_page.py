"""The page about how figures are reckoned is true: its examples of money, laid over the base programme, give the figures of
the tables below them."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import DAY, ROOT, found_in

CHAPTER = (ROOT / "docs" / "progress.md").read_text(encoding="utf-8").split("\n## Money\n")[1].split("\n## ")[0]
EXAMPLE = re.compile(r"### (.+)\n(?:(?!###)[\s\S])*?```yaml\n([\s\S]*?)```\n\n(\| table \|.*\n(?:\|.*\n)+)")
EXAMPLES = {title: (files, table) for title, files, table in EXAMPLE.findall(CHAPTER)}
EXPECTED = {"Several payers": ["CIC311"]}
"""What the check says of an example: the bank's money is to be accepted."""


def lay(base: Path, text: str) -> None:
    """Write the files of an example; below `# in:` stand keys that the file has in place of its own, or besides."""
    parts = re.split(r"^# (file|in): (\S+)\n", text, flags=re.MULTILINE)
    assert not parts[0]
    for how, (name, body) in zip(parts[1::3], zip(parts[2::3], parts[3::3], strict=True), strict=True):
        path = base / name
        path.parent.mkdir(parents=True, exist_ok=True)
        kept = path.read_text() if how == "in" else ""
        for key in re.findall(r"^(\w+):", body, re.MULTILINE):
            kept = re.sub(rf"^{key}:.*\n(?:[ #].*\n)*", "", kept, flags=re.MULTILINE)
        path.write_text(kept + body)


def wanted(table: str) -> list[tuple[str, str, str, int, str]]:
    """Table, row, column, year and figure."""
    head, _, *rows = [[cell.strip() for cell in line.strip("|\n").split("|")] for line in table.splitlines()]
    assert head[:3] == ["table", "row", "column"]
    return [
        (row[0], row[1], row[2], int(year), cell) for row in rows for year, cell in zip(head[3:], row[3:], strict=True)
    ]


def test_every_example_is_run() -> None:
    assert CHAPTER.count("```yaml") == CHAPTER.count("| table |") == len(EXAMPLES) == 7


@pytest.mark.parametrize("title", EXAMPLES)
def test_example_gives_its_figures(title: str, base: Path, cic) -> None:
    files, table = EXAMPLES[title]
    lay(base, files)
    assert {one.code for one in found_in(base)} - {"CIC533"} == set(EXPECTED.get(title, ()))
    known: dict[int, dict[str, dict[str, object]]] = {}
    cells = wanted(table)
    assert cells
    for key, row, column, year, cell in cells:
        if year not in known:
            ran = cic("report", "--data", base, "--year", year, "--as-of", DAY, "--format", "json")
            assert ran.code == 0, ran.err
            known[year] = {one["key"]: one for one in json.loads(ran.out)["tables"]}
        assert figure(known[year].get(key), row, column) == cell, (key, row, column, year)


def figure(table: dict | None, row: str, column: str) -> str:
    """What stands in a table: empty where there is no such table, row or column, or nothing in the cell."""
    for one in table["rows"] if table else ():
        cells = [str(value) for value in one.values()]
        if row in (cells[0], ", ".join(cells[:2])):
            value = one.get(column)
            return "" if value is None else str(value)
    return ""


def test_the_sample_is_large_enough() -> None:
    figures = [cell for _, table in EXAMPLES.values() for *_, cell in wanted(table) if cell]
    assert len(figures) > 45


def test_no_figure_stands_twice_in_one_example() -> None:
    for _, table in EXAMPLES.values():
        places = sorted(one[:4] for one in wanted(table))
        assert all(one != other for one, other in pairwise(places))


def test_every_rule_that_it_names_exists() -> None:
    from cic.rules import BY_CODE

    assert set(re.findall(r"CIC\d{3}", CHAPTER)) <= set(BY_CODE)
