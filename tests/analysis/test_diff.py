"""What is a change between two states, and what is none."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import yaml
from conftest import BASE, DATA, DAY, put, shipped_data
from shown_changes import measure, shipped

from cic.analysis.diff import Change, changes
from cic.language import ENGLISH
from cic.model.programme import Programme
from cic.pages.diff.wording import change_tables
from cic.storage.folder import Folder
from cic.storage.loader import load


def programme(path: Path) -> Programme:
    return load(Folder(path), DAY).programme


def between(old: Path, new: Path) -> list[tuple[str, tuple, object, object]]:
    return [(one.thing.kind.part, one.path, one.before, one.after) for one in changes(programme(old), programme(new))]


def shuffled(node: yaml.Node, chance: random.Random) -> yaml.Node:
    """The same data with the keys in another order and the texts in other quotes."""
    if isinstance(node, yaml.MappingNode):
        chance.shuffle(node.value)
        for key, value in node.value:
            shuffled(key, chance)
            shuffled(value, chance)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            shuffled(item, chance)
    elif isinstance(node, yaml.ScalarNode) and node.style is not None:
        node.style = '"'
    return node


@shipped_data
def test_nothing_changed_against_itself() -> None:
    assert changes(programme(DATA), programme(DATA)) == ()


@shipped_data
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.slow
def test_order_quotes_comments_and_file_names_are_no_change(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    for path in DATA.rglob("*.yaml"):
        node = shuffled(yaml.compose(path.read_text(), yaml.SafeLoader), chance)
        other = tmp_path / path.relative_to(DATA)
        other.parent.mkdir(parents=True, exist_ok=True)
        other.write_text(yaml.serialize(node, allow_unicode=True, width=60))
    old, new = load(Folder(DATA), DAY), load(Folder(tmp_path), DAY)
    assert new.unread_files == ()
    assert changes(old.programme, new.programme) == ()


def mirrored(one: Change) -> tuple[object, ...]:
    return one.thing, one.after, one.before, one.is_at, one.was_at


def test_the_reverse_gives_the_reverse(tmp_path: Path, base: Path) -> None:
    (base / "partnerships" / "delta-echo.yaml").unlink()
    put(base, {
        "reports/2031/alfa-bravo.yaml": "year: 2031\npartnership: alfa-bravo\ncommunes:\n  bravo: {observations: {OS.1: {value: 1, evidence: [{kind: register}]}}}\n",
        "partnerships/alfa-bravo.yaml": (BASE / "partnerships/alfa-bravo.yaml").read_text().replace("60.00", "61.00"),
    })  # fmt: skip
    there, back = changes(programme(BASE), programme(base)), changes(programme(base), programme(BASE))
    assert there
    assert {mirrored(one) for one in there} == {(o.thing, o.before, o.after, o.was_at, o.is_at) for o in back}


def test_lists_are_compared_by_what_makes_an_item_the_same(tmp_path: Path) -> None:
    entry = "  - {{rule: budget-years, file: budget.yaml, path: {path}, figures: {{sum: '{sum}'}}, reason: {{en: because}}}}\n"
    first = "acknowledgements:\n" + entry.format(path="a", sum=1) + entry.format(path="b", sum=2)
    second = "acknowledgements:\n" + entry.format(path="b", sum=3) + entry.format(path="a", sum=1)
    for name, text in (("old", first), ("new", second)):
        put(tmp_path / name, {"programme.yaml": (BASE / "programme.yaml").read_text(), "acknowledgements.yaml": text})
    assert between(tmp_path / "old", tmp_path / "new") == [
        ("acknowledgements", ("acknowledgements", 0, "figures", "sum"), "2", "3")
    ]


def test_an_id_that_changed_is_one_change_of_its_file(tmp_path: Path) -> None:
    report = "year: {year}\nobservations:\n  OS.1: {{value: 1}}\n"
    for name, year in (("old", 2031), ("new", 2032)):
        put(tmp_path / name, {
            "programme.yaml": (BASE / "programme.yaml").read_text(),
            "reports/2031/programme.yaml": report.format(year=year),
        })  # fmt: skip
    assert between(tmp_path / "old", tmp_path / "new") == [("reports", ("year",), 2031, 2032)]


def test_a_file_that_cannot_be_read_is_no_change_of_all_that_it_holds(base: Path) -> None:
    put(base, {"budget.yaml": "source: ["})
    after = load(Folder(base), DAY)
    assert changes(programme(BASE), after.programme, after.unread_files) == ()
    assert len(changes(programme(BASE), after.programme)) > 5


@shipped_data
@pytest.mark.parametrize("file", ["budget.yaml", "risks.yaml", "phases/earlier/logframe.yaml"])
@pytest.mark.slow
def test_every_changed_figure_shows_in_exactly_one_row(file: str) -> None:
    counts, misses = measure({file: shipped()[file]})
    assert counts[False, "1"] > 5
    assert misses == []


def test_personal_data_are_said_to_have_changed_and_not_shown(tmp_path: Path) -> None:
    for name, surname in (("old", "Nobody"), ("new", "Somebody")):
        put(tmp_path / name, {
            "programme.yaml": (BASE / "programme.yaml").read_text(),
            "partnerships/p.yaml": f"id: p\nsource: {{document: plan}}\ncommunes:\n  alfa: {{name: Alfa, country: BE, contacts: {{x: {{name: {surname}}}}}}}\n",
        })  # fmt: skip
    old, new = programme(tmp_path / "old"), programme(tmp_path / "new")
    (hidden,) = change_tables(changes(old, new), (old, new), ENGLISH, False, lambda _: None)
    (shown,) = change_tables(changes(old, new), (old, new), ENGLISH, True, lambda _: None)
    assert "body" not in repr(hidden.rows).lower()
    assert [row[1:3] for row in shown.rows] == [("Nobody", "Somebody")]
