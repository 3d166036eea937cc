"""Where people read of a change, ids are names and words of the files are words; programs get both as they stand."""

from __future__ import annotations

import json
import typing
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import pytest
from conftest import Ran
from repositories import change, commit, programme

from cic.base.message import Called, Message, for_programs
from cic.language import ENGLISH, Figure, language_of
from cic.model.kinds import KINDS
from cic.model.paths import bare
from cic.model.scalars import Language, Record
from cic.pages.words_of_values import WORDS

Cic = Callable[..., Ran]
DAY = ("--as-of", "2032-06-30")
REPORT = """\
year: 2031
partnership: alfa-bravo
communes:
  bravo:
    observations:
      OS.1: {achieved: true, evidence: [{kind: register, document: plan}]}
expenditure:
  partners:
    operating: {amount: 12.00}
narrative:
  done: {fr: Fini}
"""


def literals(kind: type[Record]) -> Iterator[tuple[str, str, str]]:
    """Each word that a field of the blocks below may hold: the block, the field, the word."""
    seen: set[type[Record]] = set()

    def within(annotation: Any, block: str, field: str) -> Iterator[tuple[str, str, str]]:
        if annotation == Language:
            return
        shape = bare(annotation)
        if typing.get_origin(shape) is Literal:
            yield from ((block, field, str(word)) for word in typing.get_args(shape))
        elif isinstance(shape, type) and issubclass(shape, Record):
            yield from below(shape)
        elif typing.get_origin(shape) is dict:
            yield from within(typing.get_args(shape)[1], block, field)
        elif typing.get_origin(shape) is tuple:
            yield from within(typing.get_args(shape)[0], block, field)

    def below(record: type[Record]) -> Iterator[tuple[str, str, str]]:
        if record not in seen:
            seen.add(record)
            for name, field in record.model_fields.items():
                if Language not in (field.annotation, *typing.get_args(field.annotation)):
                    yield from within(field.annotation, record.__name__, field.alias or name)

    return below(kind)


def test_each_word_of_the_model_has_words() -> None:
    found = {one for kind in KINDS for one in literals(kind.model)}
    assert len(found) > 100
    unnamed = {
        (block, field, word)
        for block, field, word in found
        if field != "language" and word not in (WORDS.get(f"{block}.{field}") or WORDS.get(field, {}))
    }
    assert unnamed == set(), "name these in cic/pages/words_of_values.py"


SAME = {
    "association",
    "dossier",
    "services",
    "article",
    "province",
    "region",
    "communes",
    "provinces",
    "output",
    "donor",
    "school",
}
"""Words that French or Dutch writes as English does."""


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_the_words_are_translated(code: str) -> None:
    language = language_of(code)
    same = {one.template for words in WORDS.values() for one in words.values() if language.say(one) == one.template}
    assert same <= SAME


def test_programs_get_ids_and_figures_stay_figures() -> None:
    amount = Figure(Decimal(1), True)
    said = Message("{a}, {b}", {"a": (Called("x", "X"), Message("{c}", {"c": Called("y", {"fr": "Y"})})), "b": amount})
    assert ENGLISH.say(for_programs(said)) == "x, y, 1.00"
    assert for_programs(said).params["b"] is amount
    assert ENGLISH.say(said) == "X, Y, 1.00"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = programme(tmp_path) / "data"
    monkeypatch.chdir(tmp_path)
    change(folder / "partnerships/alfa-bravo.yaml", "name: Bravo", "name: Béni Bravo")
    commit(tmp_path, "A name")
    (folder / "reports/2031").mkdir(parents=True)
    (folder / "reports/2031/alfa-bravo.yaml").write_text(REPORT)
    change(folder / "logframe.yaml", "over_communes: count", "over_communes: sum")
    change(folder / "logframe.yaml", "population: southern_communes", "population: all_communes")
    change(folder / "logframe.yaml", "over_years: cumulative", "over_years: rate\n        direction: decrease")
    return folder


RAW = (
    "southern_communes",
    "all_communes",
    "cumulative",
    "decrease",
    "alfa-bravo",
    "register",
    " bravo",
    "true",
    "count,",
)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (
            "fr",
            (
                "Alfa – Béni Bravo – Charlie", "2031, Béni Bravo, rapporté, OS.1", "atteint : oui",
                "preuve : Register of schools, document : The plan", "les communes du Nord et du Sud", "la somme des communes",
                "récit, ce qui a été fait, en français", "une valeur plus basse est meilleure",
            ),
        ),
        (
            "nl",
            (
                "Alfa – Béni Bravo – Charlie", "2031, Béni Bravo, gerapporteerd, OS.1", "bereikt: ja",
                "bewijs: Register of schools, document: The plan", "de gemeenten uit Noord en Zuid", "de som van de gemeenten",
                "in het Frans", "een lagere waarde is beter",
            ),
        ),
    ],
)  # fmt: skip
def test_people_read_names_and_words(data: Path, cic: Cic, code: str, told: tuple[str, ...]) -> None:
    shown = cic("diff", "--lang", code, "--format", "markdown", *DAY).out
    _, _, shown = shown.partition("##")
    rows = "\n".join(
        line.rpartition("|")[0].rpartition("|")[0]
        for line in shown.splitlines()
        if "`data/" in line and "CIC" not in line
    )
    heads = "\n".join(line for line in shown.splitlines() if line.startswith("#"))
    for one in told:
        assert one in rows + heads, rows
    for raw in RAW:
        assert raw not in rows + heads, rows
    commit(data.parent, "Changes")
    history = cic("history", "bravo", "--lang", code, "--format", "markdown").out
    assert "Béni Bravo" in history.splitlines()[0] + history
    assert "2031, Béni Bravo" in history


def test_programs_read_ids_and_words_of_the_files(data: Path, cic: Cic) -> None:
    page = json.loads(cic("diff", "--format", "json", *DAY).out)
    (table,) = (one for one in page["tables"] if one["key"] == ".partnerships.alfa-bravo")
    assert table["title"] == "alfa-bravo"
    assert "2031, bravo, reported, OS.1" in [row["what"] for row in table["rows"]]
    assert "achieved: yes; evidence: register, document: plan" in [row["after"] for row in table["rows"]]
    (results,) = (one for one in page["tables"] if one["key"] == ".outcomes.OS")
    assert ("southern_communes", "all_communes") in [(row["before"], row["after"]) for row in results["rows"]]
    csv = cic("diff", "--format", "csv", "--table", ".outcomes.OS", "--lang", "fr", *DAY).out
    assert "cumulative;rate" in csv


def test_what_two_are_called_stands_with_the_ids(data: Path, cic: Cic) -> None:
    change(data / "partnerships/delta-echo.yaml", "name: Echo", "name: Béni Bravo")
    shown = cic("diff", "--format", "markdown", *DAY).out
    assert "2031, Béni Bravo (bravo), reported, OS.1" in shown
