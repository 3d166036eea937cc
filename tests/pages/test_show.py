"""`cic show` and `cic list`: whole pages of the shipped data, and programmes that say little."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import DATA, DAY, ROOT, checked, put, shipped_data

from cic.language import ENGLISH
from cic.model.paths import PERSONAL
from cic.model.programme import Programme
from cic.pages.show.catalogue import KINDS, Thing, all_things
from cic.pages.show.pages import show_report
from cic.pages.show.view import ShownTexts, View
from cic.render.formats import TABLES
from cic.storage.folder import Folder
from cic.storage.loader import load

as_json = TABLES["json"].render
AS_OF = ("--as-of", "2026-11-28")
PAGES = [
    "jette-belfaa", "belfaa", "R4.3", "R7.4", "R4", "OS", "A.7.4", "K2", "risks", "theory-of-change", "budget", "programme",
    "leaflet", "avcb", "ec", "later",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@shipped_data
@pytest.mark.parametrize("name", PAGES)
def test_show(name: str, cic, golden) -> None:
    ran = cic("show", name, *AS_OF)
    assert (ran.code, ran.err) == (0, "")
    golden(f"show-{name}.txt", ran.out, "tabulate")


@shipped_data
@pytest.mark.parametrize(
    "arguments",
    [("partnerships",), ("communes",), ("communes", "--by", "region"), ("risks",), ("phases",), ("indicators",), ()],
    ids=" ".join,
)
def test_list(arguments: tuple[str, ...], cic, golden) -> None:
    ran = cic("list", *arguments, *AS_OF)
    assert (ran.code, ran.err) == (0, "")
    golden("-".join(("list", *arguments)).replace("---", "-") + ".txt", ran.out, "tabulate")


@shipped_data
def test_explain_of_one_result(cic, golden) -> None:
    ran = cic("report", "--year", "2019", "--result", "R7", "--section", "results", "--explain", *AS_OF)
    assert ran.code == 0
    _, title, explained = ran.out.partition("How each figure came about")
    golden("report-2019-R7-explain.txt", title + explained, "tabulate")


@shipped_data
def test_fields_are_what_is_written(cic, golden) -> None:
    golden("show-K2-fields.txt", cic("show", "K2", "--fields").out, "tabulate")
    everything = cic("show", "jette-belfaa", "--fields").out
    lines = (DATA / "partnerships" / "jette-belfaa.yaml").read_text(encoding="utf-8").splitlines()
    (row,) = [line for line in everything.splitlines() if line.startswith("communes.belfaa.locality ")]
    _, value, line = row.split()
    assert lines[int(line) - 1].strip() == f"locality: {value}"


def _of_every_kind(programme: Programme) -> Iterator[Thing]:
    """All things under which persons stand, and the first of every other kind."""
    seen = set()
    for thing in all_things(programme):
        if thing.kind in ("partnerships", "communes", "phases") or thing.kind not in seen:
            seen.add(thing.kind)
            yield thing


def _persons() -> set[str]:
    """Every name, telephone and address of a person in the shipped data."""
    found: set[str] = set()

    def gather(value: object, is_personal: bool) -> None:
        if isinstance(value, dict):
            for key, item in value.items():
                gather(item, is_personal or key in PERSONAL)
        elif isinstance(value, (list, tuple)):
            for item in value:
                gather(item, is_personal)
        elif is_personal and isinstance(value, str):
            found.add(value)

    programme = load(Folder(DATA), DAY).programme
    for one in programme.and_phases():
        for value in (*one.partnerships.values(), one.identity):
            if value is not None:
                gather(value.model_dump(exclude={"contacts": {"__all__": {"organisation"}}, "labels": True}), False)
    return found


@shipped_data
@pytest.mark.slow
def test_pages_say_where_they_stand_and_name_no_person() -> None:
    loaded, result = checked(DATA)
    persons, on_request = _persons(), ""
    assert len(persons) > 40
    for thing in _of_every_kind(loaded.programme):
        view = View(
            loaded, 2021, ENGLISH, "data", ShownTexts(), result.verdicts if thing.kind == "partnerships" else ()
        )
        report = show_report(view, thing.id)
        *_, last = report.tables
        assert last.key.endswith(".place")
        for row in last.records():
            path, line, column = str(row["place"]).rsplit(":", 2)
            text = Path(path).read_text(encoding="utf-8").splitlines()[int(line) - 1]
            assert text[int(column) - 1 :].strip()
        page = as_json(report) + as_json(show_report(view, thing.id, as_fields=True))
        assert [person for person in persons if person in page] == []
        with_persons = View(loaded, 2021, ENGLISH, "data", ShownTexts(), with_persons=True)
        on_request += as_json(show_report(with_persons, thing.id))
    assert [person for person in persons if person not in on_request] == []


@shipped_data
def test_an_id_of_several_things_shows_all(cic) -> None:
    out = cic("show", "auderghem", *AS_OF).out
    assert "data/partnerships/auderghem-amerzgane-ait-zineb.yaml:" in out
    assert "data/phases/earlier/partnerships/auderghem-amerzgane-ait-zineb.yaml:" in out
    assert "Commune Auderghem, phase earlier" in out
    assert "Organisation vvsg" in (both := cic("show", "vvsg").out)
    assert "Synergy vvsg" in both


def test_a_kind_can_be_shown_as_a_whole(cic) -> None:
    assert cic("show", "phases").out == cic("list", "phases").out
    assert cic("show", "communes").out == cic("list", "communes", "--by", "region").out


@shipped_data
def test_suggestions(cic) -> None:
    assert "did you mean jette-belfaa" in cic("show", "jette-belfa").err
    assert "did you mean theory-of-change?" in cic("show", "theory").err
    assert "did you mean communes?" in cic("list", "comune").err


@shipped_data
def test_year_and_day_are_those_asked_for(cic) -> None:
    def statuses(*asked: str) -> list[object]:
        (table,) = [
            t
            for t in json.loads(cic("show", "R7.4", "--format", "json", *asked).out)["tables"]
            if t["key"] == "indicators.milestones"
        ]
        return [row["status"] for row in table["rows"]]

    assert statuses("--year", "2021", *AS_OF) == ["achieved", "off track"]
    assert statuses("--year", "2019", *AS_OF) == ["achieved", None]
    assert statuses("--year", "2021", "--as-of", "2018-06-30") == ["not due", "not due"]


REPORT = """
year: 2031
partnership: alfa-bravo
communes:
  bravo:
    observations:
      OS.1: {achieved: true, evidence: [{kind: register, address: register.pdf, date: 2032-01-15}]}
  charlie: {observations: {OS.1: {not_applicable: {en: no children}}}}
expenditure: {partners: {operating: {amount: 75.50}}}
"""


def test_values_evidence_and_money_of_a_report(base: Path, cic) -> None:
    put(base, {"reports/2031/alfa-bravo.yaml": REPORT})

    def table(id: str, key: str) -> list[dict[str, object]]:
        ran = cic("show", id, "--year", "2032", "--as-of", "2033-01-01", "--data", base, "--format", "json")
        (found,) = [t for t in json.loads(ran.out)["tables"] if t["key"] == key]
        return found["rows"]

    bravo, charlie, echo = table("OS.1", "indicators.values")
    assert (bravo["who"], bravo["reported_2031"], bravo["due_2032"], bravo["reported_2032"]) == ("bravo", "1", "1", "1")
    assert (bravo["status_2032"], bravo["evidence"]) == (
        "achieved",
        "2031: Register of schools (register.pdf 2032-01-15)",
    )
    assert (charlie["status_2032"], echo["status_2032"]) == ("not applicable", "not reported")
    line, total = table("alfa-bravo", "partnerships.money")
    assert (line["budget"], total["spent"], total["remaining"], total["rate"]) == ("60.00", "75.50", "-15.50", "125.8")
    (entry,) = table("alfa-bravo", "partnerships.spending")
    assert entry["place"].endswith("data/reports/2031/alfa-bravo.yaml:9:46")
    own, of_bravo = table("alfa-bravo", "partnerships.missing")
    assert (own["accounts"], own["to_confirm"]) == ("2032", None)
    assert (of_bravo["who"], of_bravo["to_confirm"], of_bravo["indicators"]) == ("bravo", "OS.1 (2031)", None)
    (partnership, _) = json.loads(
        cic("list", "partnerships", "--year", "2032", "--as-of", "2033-01-01", "--data", base, "--format", "json").out
    )["tables"][0]["rows"]
    assert [partnership[key] for key in ("spent", "targets", "reported", "met")] == ["75.50", "1", "1", "1"]


def test_a_programme_that_says_little(base: Path, cic) -> None:
    for file in ("logframe.yaml", "budget.yaml"):
        (base / file).unlink()
    partnership = base / "partnerships" / "alfa-bravo.yaml"
    partnership.write_text(
        partnership.read_text()
        .replace("budget:\n  OS: {amount: 60.00, as_printed: Budget 60.00}\n", "")
        .replace(", targets: {OS.1: {2032: 1}}", "")
    )
    programme = base / "programme.yaml"
    programme.write_text(programme.read_text().replace("period: {start: 2031, end: 2032}\n", ""))
    for name in ("alfa-bravo", "bravo", "programme", "plan", "league", "communes", "partnerships"):
        ran = cic("show", name, "--data", base)
        assert ran.code == 0, ran.err
    for kind in KINDS:
        assert cic("list", kind, "--data", base).code == 0
    assert cic("list", "--data", base).code == 0
    ran = cic("show", "budget", "--data", base)
    assert (ran.code, ran.err.splitlines()[1]) == (2, "cic: there is nothing with the id budget")


def test_what_cannot_be_read_is_said(base: Path, cic) -> None:
    (base / "budget.yaml").write_text("]")
    ran = cic("show", "bravo", "--data", base)
    assert ran.code == 1
    assert "not read, see cic validate: budget.yaml" in ran.err


@shipped_data
@pytest.mark.parametrize("format", ["table", "markdown", "json", "html"])
@pytest.mark.slow
def test_a_page_says_that_its_texts_are_in_another_language(format: str, cic) -> None:
    asked = ("show", "R4.1", "--data", DATA, "--format", format, *AS_OF)
    assert "in het Frans, waar er geen zijn in het Nederlands" in cic(*asked, "--lang", "nl").out or format == "json"
    assert "in French, where there is none in English" in cic(*asked, "--lang", "en").out
    assert "where there is none" not in cic(*asked, "--lang", "fr").out


@shipped_data
def test_signs_in_a_matrix_are_explained(cic) -> None:
    shown = cic("show", "jette-belfaa", "--data", DATA, "--format", "table", *AS_OF).out
    assert "Signs: ? not reported" in shown
    assert "not reported ?" not in shown


def test_risks_that_are_not_on_the_scale_stand_in_the_matrix(base: Path, cic) -> None:
    put(base, {"risks.yaml": """
source: {document: plan}
scales: {likelihood: {1: rare, 2: often}, impact: {1: small, 2: great}, level: {1: low}}
risks:
  K1: {risk: {en: Floods}, likelihood: often, impact: SMALL, level: low, effect: {en: wet}, impact_if: {impact: great, as_printed: great in spring}}
  K2: {risk: {en: Droughts}, likelihood: never, impact: huge, level: low, effect: {en: dry}}
"""})  # fmt: skip
    (matrix, *_) = json.loads(cic("show", "risks", "--data", base, "--format", "json").out)["tables"]
    assert [column["title"] for column in matrix["columns"]] == ["Likelihood", "huge", "small", "great"]
    assert [list(row.values()) for row in matrix["rows"]] == [
        ["often", None, "K1", "(K1)"],
        ["rare", None, None, None],
        ["never", "K2", None, None],
    ]
