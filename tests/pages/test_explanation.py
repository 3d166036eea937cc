"""`cic report --explain`: every figure of the page has its arithmetic, which gives the figure, and its places."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from conftest import DATA, DAY, ROOT, put, shipped_data

from cic.analysis.status import Coverage, Status
from cic.language import ENGLISH
from cic.model.programme import Programme
from cic.pages.annual import Origin, year_report
from cic.pages.annual.explanation import explained, explanation
from cic.pages.annual.question import Question
from cic.pages.show.catalogue import all_things
from cic.pages.show.pages import thing_report
from cic.pages.show.view import ShownTexts, View
from cic.pages.tables import Derived, Page, value_in, words
from cic.storage.folder import Folder
from cic.storage.loader import Loaded, load
from cic.storage.places import places

LOGFRAME = """
source: {document: plan}
outcomes:
  OS:
    statement: {en: Communes have schools}
    indicators:
      OS.1: {label: I 1, statement: {en: School}, unit: communes, level: commune, population: southern_communes,
             over_communes: count, over_years: cumulative, baseline: {value: 1, as_printed: 1 commune},
             deadline: {year: 2031, printed: in 2031}, targets: {2032: {value: 3, as_printed: 3 communes, each: 2}}}
      OS.2: {label: I 2, statement: {en: Fairs}, unit: fairs, level: commune, population: southern_communes,
             over_communes: sum, over_years: cumulative, targets: {2031: {value: 4, as_printed: 4 fairs}, 2032: {value: 9, as_printed: 9 fairs}}}
      OS.3: {label: I 3, statement: {en: Girls}, unit: percent, level: commune, population: southern_communes,
             over_communes: ratio, over_years: cumulative, baseline: {value: 20, as_printed: 20 %}, targets: {2031: {value: 50, as_printed: 50 %}}}
      OS.4: {label: I 4, statement: {en: Late pupils}, unit: pupils, level: programme, direction: decrease,
             over_communes: none, over_years: cumulative, baseline: {value: 70, as_printed: 70 pupils}, targets: {2031: {value: 10, as_printed: 10 pupils}}}
results:
  R1:
    outcome: OS
    label: Result 1
    statement: {en: Meetings}
    indicators:
      R1.1: {label: I 5, statement: {en: Meetings}, unit: meetings, level: partnership,
             over_communes: sum, over_years: rate, targets: {2031: {value: 4, as_printed: 4 meetings}, 2032: {value: 4, as_printed: 4 meetings}}}
"""
ALFA = """
year: 2031
partnership: alfa-bravo
observations: {R1.1: {value: 3}}
communes:
  bravo: {observations: {OS.1: {value: 2}, OS.2: {value: 2}, OS.3: {numerator: 1, denominator: 4}}}
  charlie: {observations: {OS.1: {value: 0}, OS.2: {not_applicable: {en: no market}}, OS.3: {numerator: 2, denominator: 5}}}
expenditure:
  partners: {investment: {amount: 10.50}, operating: {amount: 20.25}}
"""
DELTA = """
year: 2031
partnership: delta-echo
communes:
  echo: {observations: {OS.1: {achieved: true}, OS.2: {value: 1}, OS.3: {numerator: 7, denominator: 10}}}
"""
WHOLE = """
year: 2031
observations: {OS.4: {value: 40}}
expenditure: {partners: {operating: {amount: 1.10}}}
"""
FILES = {
    "logframe.yaml": LOGFRAME,
    "reports/2031/alfa-bravo.yaml": ALFA,
    "reports/2031/delta-echo.yaml": DELTA,
    "reports/2031/programme.yaml": WHOLE,
}
QUESTIONS = [
    Question(2031),
    Question(2032),
    Question(2031, by="partnership"),
    Question(2032, by="commune"),
    Question(2031, by="region"),
    Question(2032, years=(2031, 2032)),
    Question(2031, partnership="alfa-bravo"),
    Question(2032, years=(2031, 2032), partnership="delta-echo"),
    Question(2031, result="R1"),
    Question(2031, indicator="OS.3"),
    Question(2031, sections=frozenset(["money"])),
]
_FIGURES = (Decimal, Coverage, Status)


@pytest.fixture
def awkward(base: Path) -> Loaded:
    """A programme with every way to combine, partial reports, a falling indicator and money of two reports."""
    put(base, FILES)
    targets = {"alfa-bravo": ("bravo", "charlie"), "delta-echo": ("echo",)}
    for file, communes in targets.items():
        path = base / "partnerships" / f"{file}.yaml"
        text = path.read_text()
        for commune in communes:
            text = text.replace(
                f"name: {commune.title()}, country: XA, targets: {{OS.1: {{2032: 1}}}}",
                f"name: {commune.title()}, country: XA, targets: {{OS.1: {{2032: 1}}, OS.2: {{2031: 2}}, OS.3: {{2031: 50}}}}",
            )
        path.write_text(text)
    loaded = load(Folder(base), DAY)
    assert not loaded.unread_files, loaded.problems
    return loaded


def page_of(programme: Programme, question: Question) -> Page:
    return year_report(programme, question, Origin(words("x"), words("x")))


def without_derivation(page: Page) -> list[tuple[str, str, object]]:
    """Every number, coverage and status of the page's tables that does not know how it came about."""
    return [
        (table.key, column.key, cell)
        for table in page.tables
        for row in table.rows
        for number, (column, cell) in enumerate(zip(table.columns, row, strict=True))
        if isinstance(value_in(cell), _FIGURES) and not isinstance(cell, Derived) and number >= table.named_by
    ]


@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_every_figure_knows_how_it_came_about(awkward: Loaded, question: Question) -> None:
    page = page_of(awkward.programme, question)
    assert without_derivation(page) == []
    found = list(explained(page))
    assert found
    assert all(one.derivation.calculation or one.value == 0 for one in found)


@pytest.mark.parametrize(
    "folder", [pytest.param(DATA, marks=shipped_data), ROOT / "cic" / "scaffold" / "demo"], ids=["shipped", "demo"]
)
def test_every_figure_of_real_programmes_knows_it(folder: Path) -> None:
    """The demo has corrected figures, too."""
    programme = load(Folder(folder), DAY).programme
    last = max(programme.years)
    for question in (
        Question(min(programme.years)),
        Question(last),
        Question(last, years=programme.years),
        Question(last, by="partnership"),
        Question(last, by="region"),
        Question(last, partnership=next(iter(programme.partnership_files))),
    ):
        assert without_derivation(page_of(programme, question)) == []


def computed(calculation: str) -> Fraction | None:
    """What a written calculation gives; None where it is a list or a text."""
    bare = re.sub(r" \([^()]*[A-Za-z][^()]*\)", "", calculation.split(" = ")[0])
    if not re.fullmatch(r"[0-9.+\-×/() ]+", bare):
        return None
    return eval(re.sub(r"[0-9]+(?:\.[0-9]+)?", r"Fraction('\g<0>')", bare.replace("×", "*")), {"Fraction": Fraction})


@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_the_arithmetic_gives_the_figure(awkward: Loaded, question: Question) -> None:
    checked_sums = 0
    for one in explained(page_of(awkward.programme, question)):
        result = computed(str(one.derivation.calculation)) if isinstance(one.value, Decimal) else None
        if result is not None and not (one.column.key == "baseline" or one.table.key == "summary"):
            assert abs(result - Fraction(one.value)) <= Fraction(1, 20), one
            checked_sums += 1
    assert checked_sums


def test_pages_about_one_thing_reckon_theirs_too(awkward: Loaded) -> None:
    """Each figure of a target, of a value and of money on the page of an indicator, a partnership or a commune."""
    checked = 0
    for thing in all_things(awkward.programme):
        if thing.kind not in ("indicators", "partnerships", "communes"):
            continue
        view = View(awkward, 2031, ENGLISH, "data", ShownTexts())
        found = list(explained(thing_report(view, thing)))
        assert found or thing.kind == "communes", thing
        for one in found:
            counted = one.value.reported_by if isinstance(one.value, Coverage) else one.value
            assert one.derivation.calculation or one.derivation.spots or not counted, one
        for one in found:
            result = computed(str(one.derivation.calculation)) if isinstance(one.value, Decimal) else None
            if result is not None and one.column.key != "value":
                assert abs(result - Fraction(one.value)) <= Fraction(1, 20), (thing.id, one)
                checked += 1
    assert checked > 20


def test_what_nobody_said_how_much_is_due_is_said_so(awkward: Loaded) -> None:
    programme = load(Folder(ROOT / "cic" / "scaffold" / "demo"), DAY).programme
    page = page_of(programme, Question(2023, by="commune"))
    said = [str(one.derivation.calculation) for one in explained(page) if one.value is Status.NOT_REPORTED]
    assert "something is due of which nobody said how much, and nothing is reported" in said
    assert not [one for one in said if one.startswith(" ")]


def test_the_places_are_those_of_the_numbers(awkward: Loaded) -> None:
    columns = ("budget", "budget_to_date", "spent", "spent_to_date")
    sums = [one for one in explained(page_of(awkward.programme, Question(2031))) if one.column.key in columns]
    at = places(awkward, (spot for one in sums for spot in one.derivation.spots))
    assert {one.table.key for one in sums} == {"execution", "years", "partnerships", "associations"}
    for one in sums:
        lines = [(at[spot], awkward.texts[spot.file].splitlines()[at[spot].line - 1]) for spot in one.derivation.spots]
        assert sum(Decimal(line[place.column - 1 : place.end_column - 1]) for place, line in lines) == one.value


@pytest.mark.parametrize(
    ("indicator", "column", "calculation"),
    [
        ("OS.1", "due", "1 × 3 communes: in 2031"),
        ("OS.1", "reported", "1 (bravo 2031: 2 >= 1) + 0 (charlie 2031: 0 < 1) + 1 (echo 2031: 1 >= 1)"),
        ("OS.1", "progress", "(2 - 1) × 100 / (3 - 1) = 50 %"),
        ("OS.1", "status", "2 does not meet 3; progress 50 is below 60"),
        ("OS.2", "reported", "2 (bravo 2031) + 1 (echo 2031)"),
        ("OS.2", "coverage", "reported: bravo 2031, echo 2031; not reported: nobody; not applicable: charlie"),
        ("OS.2", "progress", "3 × 100 / 4 = 75 %"),
        ("OS.2", "status", "3 does not meet 4; progress 75 is from 60 to below 85"),
        ("OS.3", "reported", "(1 (bravo 2031) + 2 (charlie 2031) + 7 (echo 2031)) × 100 / (4 (bravo 2031) + 5 (charlie 2031) + 10 (echo 2031))"),
        ("OS.4", "progress", "(40 - 70) × 100 / (10 - 70) = 50 %"),
        ("R1.1", "coverage", "reported: alfa-bravo 2031; not reported: delta-echo"),
        ("R1.1", "status", "reported by 1 of 2, which makes 3; 4 may not be met"),
    ],
)  # fmt: skip
def test_calculations(base: Path, awkward: Loaded, indicator: str, column: str, calculation: str) -> None:
    path = base / "programme.yaml"
    path.write_text(path.read_text() + "  thresholds: {on_track: 85, behind: 60}\n")
    programme = load(Folder(base), DAY).programme
    page = page_of(programme, Question(2031, indicator=indicator))
    found = {one.column.key: one for one in explained(page) if one.row == indicator}
    assert str(found[column].derivation.calculation) == calculation


def test_the_table_names_figures_as_the_page_does(awkward: Loaded) -> None:
    question = Question(2031, indicator="OS.2")
    table = explanation(page_of(awkward.programme, question), lambda spot: f"{spot.file}/{spot.path[-1]}")
    row = next(
        dict(zip(("table", "row", "figure", "value", "calculation", "places"), row, strict=True))
        for row in table.rows
        if str(row[2]) == "Reported"
    )
    assert (row["table"], row["row"], row["value"]) == ("indicators.OS", "OS.2", 3)
    assert row["places"] == "reports/2031/alfa-bravo.yaml/value, reports/2031/delta-echo.yaml/value"


@pytest.mark.parametrize("format", ["table", "markdown", "json"])
def test_all_formats(format: str, awkward: Loaded, base: Path, cic, monkeypatch) -> None:
    monkeypatch.chdir(base.parent)
    ran = cic("report", "--year", "2031", "--as-of", "2032-06-30", "--explain", "--format", format, "--width", "250")
    assert ran.code == 0
    assert "3 × 100 / 4 = 75 %" in ran.out
    assert re.search(r"data/reports/2031/alfa\\?-bravo\.yaml:6:\d+", ran.out)
    assert "explain" not in cic("report", "--year", "2031", "--format", "json").out


def test_a_table_of_its_own(awkward: Loaded, base: Path, cic, monkeypatch) -> None:
    monkeypatch.chdir(base.parent)
    asked = ("report", "--year", "2031", "--as-of", "2032-06-30", "--explain", "--format", "csv")
    assert "3 × 100 / 4 = 75 %" in cic(*asked, "--table", "explain").out


def test_a_programme_that_says_little(base: Path) -> None:
    for file in ("logframe.yaml", "budget.yaml"):
        (base / file).unlink()
    programme = load(Folder(base), DAY).programme
    assert without_derivation(page_of(programme, Question(2031))) == []
