"""Pages tell our reading from print, and speak each language without the words of the program."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest
from conftest import DATA, DAY, ROOT, checked, shipped_data, shipped_programme

from cic.analysis.sources import attribution
from cic.diagnostics import Spot
from cic.language import language_of
from cic.model.documents import About, SourceDocument
from cic.model.identity import Organisation
from cic.model.logframe import Activity, Indicator
from cic.model.paths import bare
from cic.model.programme import Observed
from cic.model.readings import Population
from cic.model.report import Observation
from cic.model.vocabulary import COUNTED, POPULATIONS
from cic.pages import vocabulary
from cic.pages.readings import notes_on_reports
from cic.pages.show.catalogue import KINDS, all_things
from cic.pages.show.origins import _NAMES, _apart
from cic.pages.show.pages import show_report
from cic.pages.show.view import ShownTexts, View
from cic.pages.tables import Column, Term, words
from cic.render.cells import cell_text, plain_text

AS_OF = ("--as-of", "2026-11-28")


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@shipped_data
@pytest.mark.parametrize(
    ("language", "reading"), [("en", "our reading"), ("fr", "notre lecture"), ("nl", "onze lezing")]
)
@pytest.mark.parametrize(
    "id", ["R7.4", "amerzgane", "auderghem", "K1", "K3", "dgd", "avcb", "A.5.6", "R4.3", "jette-belfaa"]
)
def test_what_no_document_prints_is_shown_as_our_reading(language: str, reading: str, id: str, cic) -> None:
    assert reading in cic("show", id, "--lang", language, *AS_OF).out.lower()


@shipped_data
@pytest.mark.parametrize("id", ["K10", "ec", "A.7.3", "leaflet", "liege-tanger"])
def test_what_is_printed_is_not(id: str, cic) -> None:
    page = cic("show", id, "--format", "json", *AS_OF).out
    values = [table for table in json.loads(page)["tables"] if not table["key"].endswith(".findings")]
    assert "our reading" not in json.dumps(values).lower()


def _rows(cic, id: str, *more: str) -> list[tuple[object, object, object]]:
    tables = json.loads(cic("show", id, "--format", "json", *more, *AS_OF).out)["tables"]
    return [(r["document"], r["section"], r["basis"]) for t in tables if t["key"].endswith(".place") for r in t["rows"]]


@shipped_data
def test_where_it_stands_names_the_document_and_section_of_each_value(cic) -> None:
    sheet, page = "2. AUDERGHEM/AMERZGANE ET AÏT ZINEB", ("page-2009", "Quels partenariats ?", None)
    own = ("dossier", sheet, None)
    assert _rows(cic, "amerzgane") == [own, ("dossier", "7.1", None), ("dossier", "7.2", "our reading"), page]
    assert _rows(cic, "auderghem") == [own, ("dossier", "7.5.1", "our reading"), page]
    assert _rows(cic, "tetouan") == [page]
    assert ("jette-article", "La coopération au Maroc renforce sa coordination", "our reading") in _rows(cic, "R7.4")


@pytest.mark.slow
@shipped_data
def test_the_report_says_so_too(cic) -> None:
    for arguments in (
        ("--by", "commune"),
        ("--by", "region"),
        ("--partnership", "jette-belfaa"),
        ("--section", "partnerships"),
    ):
        out = " ".join(cic("report", "--year", "2019", *arguments, *AS_OF).out.split())
        assert "Targets of single communes are our reading of dossier 7.2: no document prints them." in out
    out = cic("report", "--year", "2019", "--result", "R7", *AS_OF).out
    assert "Reported as we read it, no document prints it: R7.4 (2017)" in out
    assert "as we read it" not in cic("report", "--year", "2019", "--result", "R4", *AS_OF).out
    assert "Targets of single communes" not in cic("report", "--year", "2019", "--section", "results", *AS_OF).out


@shipped_data
def test_a_letter_says_that_the_target_it_asks_for_is_our_reading(cic) -> None:
    out = " ".join(cic("missing", "--year", "2021", *AS_OF).out.split())
    assert (
        "promised for 2021: 4 (plans) this target is our reading of the logical framework: no document gives it" in out
    )
    assert "cette cible est notre lecture" in " ".join(
        cic("missing", "--year", "2021", "--lang", "fr", *AS_OF).out.split()
    )
    (table,) = json.loads(cic("missing", "--year", "2021", "--format", "json", *AS_OF).out)["tables"]
    assert len(table["notes"]) == 1


def test_a_programme_without_readings_says_nothing_of_them(tmp_path: Path, cic) -> None:
    cic("init", "--demo", tmp_path / "demo")
    for arguments in (("report", "--by", "commune"), ("missing",), ("show", "mockdorp-nullepart-testopolis")):
        ran = cic(*arguments, "--year", "2023", "--data", tmp_path / "demo" / "data")
        assert ran.code == 0
        assert "Targets of single communes" not in ran.out
        assert "this target is our reading" not in ran.out
        assert "as we read it" not in ran.out


@shipped_data
def test_an_activity_marked_with_an_asterisk_is_potentially_common(cic) -> None:
    (table,) = [
        t
        for t in json.loads(cic("show", "R5", "--format", "json", *AS_OF).out)["tables"]
        if t["key"] == "results.activities"
    ]
    assert [row["common"] for row in table["rows"][:2]] == ["unmarked", "marked"]
    assert "potentiellement des activités communes" in table["notes"][0]
    french = cic("show", "R5", "--lang", "fr", *AS_OF).out
    assert "potentiellement (*)" in french
    assert not re.search(r"\*\. +oui", french)


def _choices(model, field: str) -> set[str]:
    return set(get_args(bare(model.model_fields[field].annotation)))


def test_every_word_of_the_files_that_pages_show_has_a_name() -> None:
    assert set(COUNTED) == set(get_args(About))
    assert set(POPULATIONS) == set(get_args(Population))
    assert set(vocabulary.LEVELS) == _choices(Indicator, "level")
    assert set(vocabulary.COMMON) == _choices(Activity, "common")
    assert set(vocabulary.ROLES) == _choices(Organisation, "role")
    assert set(vocabulary.DOCUMENT_KINDS) == _choices(SourceDocument, "kind")
    assert set(vocabulary.DESCRIBES) == _choices(SourceDocument, "describes")
    assert set(vocabulary.THINGS) >= set(KINDS)


@shipped_data
def test_the_units_and_kinds_of_evidence_of_the_shipped_data_have_names_in_each_language() -> None:
    programme = checked(DATA)[0].programme
    assert programme.logframe is not None
    used = {located.value.unit for located in programme.each_indicator()}
    assert set(programme.logframe.units) == used
    assert all(set(names) == {"en", "fr", "nl"} for names in programme.logframe.units.values())
    kinds = {(located.id, one.kind) for located, _, _ in programme.each_observation() for one in located.value.evidence}
    for id, kind in kinds:
        known = programme.indicators[id].value.sources_of_verification
        assert kind in known or set(programme.logframe.evidence_kinds[kind]) == {"en", "fr", "nl"}
    assert programme.identity is not None
    assert all(set(names) == {"en", "fr", "nl"} for names in programme.identity.target_groups.values())


_PROGRAM = {
    word for word in (*get_args(About), *get_args(Population), "web_page", "press-article") if re.search(r"[._-]", word)
}


@shipped_data
def test_each_value_that_comes_from_elsewhere_has_a_name() -> None:
    programme = checked(DATA, day=DAY)[0].programme
    for one in programme.and_phases():
        for thing in all_things(one):
            apart = _apart(programme, thing, attribution(programme, thing.spot)).values()
            assert {name for names in apart for name, _ in names} <= _NAMES.keys(), thing.id


@pytest.mark.slow
@shipped_data
@pytest.mark.parametrize("code", ["fr", "nl"])
def test_no_page_shows_a_word_of_the_program(code: str) -> None:
    loaded, _ = checked(DATA, day=DAY)
    language = language_of(code)
    english_units = {"meetings", "projects", "rules of procedure", "actions", "evaluations"}

    def texts() -> Iterator[tuple[str, str, str]]:
        for thing in all_things(loaded.programme):
            for table in show_report(View(loaded, 2021, language, "data", ShownTexts()), thing.id).tables:
                for row in table.rows:
                    for column, cell in zip(table.columns, row, strict=True):
                        yield thing.id, column.key, cell_text(column, cell, language)

    seen = list(texts())
    assert len(seen) > 5000
    verdicts = checked(DATA, day=DAY, acknowledge=False)[1].verdicts
    seen += [(one.problem.rule.code, "message", language.say_exactly(one.problem.message)) for one in verdicts]
    for id, key, text in seen:
        assert not [word for word in _PROGRAM if word in re.split(r"[\s(),]+", text)], (id, key, text)
        if key in ("unit", "level", "kind"):
            assert code == "fr" or text not in english_units, (id, text)
            assert not re.search(r"[_]", text), (id, text)


def test_a_word_with_a_name_is_the_word_for_machines_and_the_name_for_people() -> None:
    cell, column = Term("web_page", words("web page")), Column("kind", "Kind")
    assert plain_text(cell) == "web_page"
    assert [cell_text(column, cell, language_of(code)) for code in ("en", "fr", "nl")] == [
        "web page",
        "page web",
        "webpagina",
    ]
    assert cell_text(column, Term("plans", "plans \x1b[31m"), language_of("fr")) == "plans \\x1b[31m"


class OnlyLookedUp(dict):
    """A mapping that whoever asks about one must not go through."""

    def __iter__(self):
        raise AssertionError("somebody goes through all of them")

    items = values = keys = __iter__  # type: ignore[assignment]


def test_a_table_about_one_does_not_go_through_what_all_reported() -> None:
    """There are as many tables as partnerships, so that it would cost the square of their number."""
    observation = Observation.model_validate(
        {"value": Decimal(1), "reading": {"value": {"words": "one", "why": {"en": "It reads so"}}}}
    )
    reports = [Observed("alfa", year, Spot("reports/2031/a.yaml"), observation) for year in (2032, 2031, 2033)]
    programme = shipped_programme()
    indicator = next(iter(programme.indicators.values()))
    programme.__dict__["observed"] = {indicator.id: OnlyLookedUp(alfa=reports)}
    (note,) = notes_on_reports(programme, [indicator], ("alfa", "bravo"), 2032)
    assert str(note).endswith(f"{indicator.id} (2031), {indicator.id} (2032)")
    assert list(notes_on_reports(programme, [indicator], ("bravo",), 2032)) == []
