"""Programmes by chance, who do all that a programme can do: the report of the program and that of a calculator that shares
no code with it have the same figures, in results and in money."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
import second
from chance.programme import Made, programmes
from hypothesis import HealthCheck, Phase, given, settings
from second.notes import BEGINNINGS
from second.plain import read
from second.report import Year

from cic.base.message import Message
from cic.checks.engine import check
from cic.diagnostics import Severity
from cic.pages.annual import Origin, year_report
from cic.pages.annual.question import Question
from cic.render.setting import Setting
from cic.render.table_json import render
from cic.rules import RULES
from cic.storage.folder import Folder
from cic.storage.loader import load

Tables = dict[str, list[dict[str, object]]]
RESULTS = frozenset(("results",))
LISTED = frozenset(("corrections", "legend", "remarks", "evidence", "not_counted", "payments"))
"""Tables that repeat what stands in the files, line by line."""


def test_the_calculator_shares_nothing_with_the_program() -> None:
    for path in Path(second.__file__).parent.glob("*.py"):
        assert not re.search(r"^\s*(?:import|from)\s+cic\b", path.read_text(encoding="utf-8"), re.MULTILINE), path


@pytest.mark.slow
@settings(
    max_examples=500,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate, Phase.shrink],
)
@given(made=programmes())
def test_the_program_and_the_calculator_agree(tmp_path: Path, made: Made) -> None:
    assert list(differences(tmp_path / "data", made)) == []


def differences(folder: Path, made: Made) -> Iterator[str]:
    """What is not the same in the report as people have it and in that of the calculator; and each error of the check."""
    for left in [one for one in folder.rglob("*.yaml") if one.relative_to(folder).as_posix() not in made.files]:
        left.unlink()
    for name, text in made.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    loaded = load(Folder(folder), made.today)
    verdicts = check(loaded, frozenset(RULES)).verdicts
    yield from (str(one.problem.message) for one in verdicts if one.problem.rule.severity is Severity.ERROR)
    plain = {name: read(text) for name, text in made.files.items()}
    for n, (year, by) in enumerate(made.asked):
        # the first year whole, of another one the results
        sections = RESULTS if n else frozenset()
        asked = loaded.programme.calendar.read(str(year))
        assert asked is not None
        question = Question(asked, by=by, sections=sections)
        page = year_report(loaded.programme, question, Origin(Message("-"), Message("-")))
        said = json.loads(str(render(page, Setting())))
        book = Year(plain, year, made.today)
        expected = book.results(by) if n else book.tables(by)
        found = {table["key"]: table["rows"] for table in said["tables"] if table["key"] not in LISTED}
        yield from (f"{year} {one}" for one in _unlike(found, expected))
        for key, notes in book.notes(by).items():
            below = [note for table in said["tables"] if table["key"] == key for note in table["notes"]]
            below = [note for note in below if note.startswith(BEGINNINGS)]
            # nor who of those that left
            if list(map(_parts, below)) != list(map(_parts, notes)):
                yield f"{year} notes of {key}: {below}, but {notes}"
        if said["highlights"] != book.highlights():
            yield f"{said['highlights']}, but {book.highlights()}"
    yield from (f"not what the payments make: {one}" for one in book.ledger.wrong_payments())


def _unlike(found: Tables, expected: Tables) -> Iterator[str]:
    if list(found) != list(expected):
        yield f"tables: {list(found)}, but {list(expected)}"
    for of_one in (found, expected):
        # nobody promised who of those that owe something comes first
        of_one.get("missing", []).sort(key=lambda row: (row["partnership"], row["commune"] or ""))
    for key in found.keys() & expected.keys():
        if len(found[key]) != len(expected[key]):
            yield f"{key}: {found[key]}, but {expected[key]}"
        for row, own in zip(found[key], expected[key], strict=False):
            yield from (
                f"{key}: {name} of {row} should be {value}"
                for name, value in own.items()
                if exact(row.get(name)) != exact(value)
            )


def _parts(note: str) -> list[object]:
    return sorted(map(exact, re.split("[,:] ", note)), key=str)


def exact(value: object) -> object:
    """A figure as a fraction, however it is written; all else as it stands."""
    if isinstance(value, str) and re.fullmatch(r"-?\d+(\.\d+)?", value):
        return Fraction(value)
    if isinstance(value, str):
        return re.sub(r"(\d)\.0+(?!\d)|(\.\d*?[1-9])0+(?!\d)", r"\1\2", value)
    return Fraction(value) if isinstance(value, int) and not isinstance(value, bool) else value
