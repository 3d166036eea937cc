"""Where values come from, and which of them are our reading: the shipped data, and files that mark nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import BASE, DAY, shipped_programme

from cic.analysis.sources import attribution, rests_on_reading
from cic.diagnostics import Spot
from cic.model.programme import Programme
from cic.storage.folder import Folder
from cic.storage.loader import load

AUDERGHEM = "partnerships/auderghem-amerzgane-ait-zineb.yaml"
SHEET = "2. AUDERGHEM/AMERZGANE ET AÏT ZINEB"
LEAFLET = "PROGRAMME FEDERAL DE COOPERATION INTERNATIONALE COMMUNALE"


@pytest.fixture(scope="module")
def programme() -> Programme:
    return shipped_programme()


@pytest.mark.parametrize(
    ("file", "path", "document", "section", "is_read"),
    [
        (AUDERGHEM, ("communes", "amerzgane", "name"), "dossier", SHEET, False),
        (AUDERGHEM, ("communes", "amerzgane", "address", 0), "dossier", SHEET, False),
        (AUDERGHEM, ("communes", "amerzgane", "region"), "dossier", "7.1", False),
        (AUDERGHEM, ("communes", "amerzgane", "targets", "R1.1", 2019), "dossier", "7.2", True),
        (AUDERGHEM, ("communes", "ait-zineb", "other_spellings", 0, "name"), "leaflet", None, False),
        (AUDERGHEM, ("communes", "auderghem", "reading", "association"), "dossier", "7.5.1", True),
        (AUDERGHEM, ("communes", "auderghem", "emails", 0), "dossier", SHEET, False),
        ("programme.yaml", ("strategic_target", "fr"), "dossier", "7.2", False),
        ("programme.yaml", ("strategic_target_words", "fr"), "leaflet", LEAFLET, False),
        ("programme.yaml", ("direct_target_group", "fr"), "dossier", "7.1", False),
        ("programme.yaml", ("organisations", "dgd", "name"), "dossier", "1. Fiche Maroc", False),
        ("programme.yaml", ("organisations", "dgd", "role"), "dossier", "1. Fiche Maroc", True),
        ("programme.yaml", ("organisations", "avcb", "name"), "dossier", "4.2.4", True),
        ("logframe.yaml", ("outcomes", "OS", "statement", "fr"), "dossier", "7.2", False),
        ("logframe.yaml", ("outcomes", "OS", "statement", "nl"), "dossier", "7.1", False),
        ("logframe.yaml", ("results", "R5", "activities", "A.5.6", "label"), "dossier", "7.2", False),
        ("risks.yaml", ("risks", "K1", "reading", "results"), "dossier", "5", True),
        ("theory_of_change.yaml", ("situation_wanted", "fr"), "dossier", "4", False),
        ("documents.yaml", ("documents", "leaflet", "claims", "congolese-communes", "value"), "leaflet",
         "7 résultats attendus pour 12 partenariats", False),
        ("reports/2017/programme.yaml", ("observations", "R7.4", "value"), "jette-article",
         "La coopération au Maroc renforce sa coordination", True),
        ("phases/earlier/programme.yaml", ("contacts", "reniers", "name"), "page-2009", "Contact", False),
        ("phases/earlier/partnerships/liege-tanger.yaml", ("communes", "liege", "name"), "page-2009",
         "Quels partenariats ?", False),
        ("phases/later/programme.yaml", ("regions", "oriental", "name"), "page-2026", "Le programme Maroc est actif", False),
    ],
)  # fmt: skip
def test_each_value_has_its_document_and_section(
    file: str, path: tuple, document: str, section: str | None, is_read: bool, programme: Programme
) -> None:
    found = attribution(programme, Spot(file, path))
    assert found.source is not None
    assert (found.source.document, found.source.section, found.is_read) == (document, section, is_read)


def test_sections_within_a_file_are_the_closest_ones(programme: Programme) -> None:
    theory = programme.theory_of_change
    assert theory is not None
    for id, one in theory.preconditions.items():
        found = attribution(programme, Spot("theory_of_change.yaml", ("preconditions", id, "how")))
        assert found.source is not None
        assert found.source.section == one.section


def test_every_target_of_a_commune_is_a_reading_whose_words_the_logframe_has(programme: Programme) -> None:
    southern = programme.population("southern_communes")
    spots = [
        located.spot.at("targets", id, year)
        for located in southern.values()
        for id, years in located.value.targets.items()
        for year in years
    ]
    assert len(spots) == 372
    assert all(attribution(programme, spot).is_read for spot in spots)
    for id in {id for located in southern.values() for id in located.value.targets}:
        indicator = programme.indicators[id].value
        assert indicator.reading.each_commune is not None, id
        printed = " ".join(
            [*indicator.statement.values(), *(target.as_printed for target in indicator.targets.values())]
        )
        for part in indicator.reading.each_commune.words.split(" […] "):
            assert part in printed, id


def test_what_rests_on_a_reading(programme: Programme) -> None:
    printed, read = Spot("budget.yaml", ("categories",)), Spot(AUDERGHEM, ("communes", "amerzgane", "targets"))
    assert not rests_on_reading(programme, [])
    assert not rests_on_reading(programme, [printed])
    assert rests_on_reading(programme, [printed, read])


def test_files_that_mark_nothing_hold_no_readings_but_those_under_reading(base: Path) -> None:
    programme = load(Folder(BASE), DAY).programme
    for located in programme.communes.values():
        assert not attribution(programme, located.spot.at("targets")).is_read
    assert (
        attribution(programme, Spot("partnerships/alfa-bravo.yaml", ("communes", "bravo", "targets"))).source
        is not None
    )
    path = base / "partnerships" / "alfa-bravo.yaml"
    path.write_text(path.read_text().replace("bravo: {name", "bravo: {targets_are: reading, name"))
    programme = load(Folder(base), DAY).programme
    found = attribution(programme, Spot("partnerships/alfa-bravo.yaml", ("communes", "bravo", "targets", "OS.1", 2032)))
    assert (found.is_read, found.source and found.source.section) == (True, "2")
    path.write_text(path.read_text().replace("targets_are: reading", "targets_source: {document: plan, section: '9'}"))
    programme = load(Folder(base), DAY).programme
    found = attribution(programme, Spot("partnerships/alfa-bravo.yaml", ("communes", "bravo", "targets", "OS.1", 2032)))
    assert (found.is_read, found.source and found.source.section) == (False, "9")


@pytest.mark.parametrize(
    "spot", [Spot("nothing.yaml"), Spot("logframe.yaml", ("no", 1, "such")), Spot("budget.yaml", (3,))]
)
def test_places_that_are_not_there_are_nobodys_reading(spot: Spot, programme: Programme) -> None:
    assert not attribution(programme, spot).is_read
