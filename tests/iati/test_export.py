"""Programmes as files of IATI: valid, complete, nothing invented."""

from __future__ import annotations

import datetime
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import BASE, DATA, ROOT, shipped_data
from iati_sample import NOW, etree
from publications import DEMO, SHIPPED, publish

from cic.iati.beyond import budget_sum
from cic.iati.export import Exported, export
from cic.storage.folder import Folder
from cic.storage.loader import load

DEMO_DATA = ROOT / "cic" / "scaffold" / "demo"


def exported(folder: Path, with_partnerships: bool = False, now: datetime.datetime = NOW) -> Exported:
    return export(load(Folder(folder), now.date()).programme, now, with_partnerships)


def published(tmp_path: Path, source: Path, block: str) -> Path:
    folder = Path(shutil.copytree(source, tmp_path / "data"))
    publish(folder, block)
    return folder


@shipped_data
@pytest.mark.parametrize("with_partnerships", [False, True])
def test_the_shipped_programme_is_valid(tmp_path: Path, with_partnerships: bool) -> None:
    made = exported(published(tmp_path, DATA, SHIPPED), with_partnerships)
    assert (made.missing, made.faults) == ((), ())
    root = etree.fromstring(made.content)
    assert len(root) == (11 if with_partnerships else 1)
    assert len(root[0].findall("result/indicator")) == 24
    assert [str(gap.words) for gap in made.left_out if gap.spot.file == "budget.yaml"] == [
        "the total that is printed, 2030531.24: the budgets of the years add up to 2030531.25"
    ]
    assert budget_sum(root[0]) == Decimal("2030531.25")


@pytest.mark.parametrize("with_partnerships", [False, True])
def test_the_demo_is_valid_but_for_its_country_which_does_not_exist(tmp_path: Path, with_partnerships: bool) -> None:
    made = exported(published(tmp_path, DEMO_DATA, DEMO), with_partnerships)
    assert made.is_valid
    assert {str(fault.message) for fault in made.faults} == {"XF is not on the list Country"}
    assert len(etree.fromstring(made.content)) == (6 if with_partnerships else 1)


def missing(made: Exported) -> list[str]:
    return [".".join(map(str, gap.spot.path)) for gap in made.missing]


def test_without_a_publication_all_that_is_needed_is_listed() -> None:
    made = exported(DEMO_DATA)
    assert not made.is_valid
    assert {gap.spot.file for gap in made.missing} == {"programme.yaml"}
    assert missing(made) == [
        "publication.identifier",
        "publication.language",
        "publication.organisation",
        "publication.organisations.ID.ref",
        "publication.organisations.ID.type",
        "publication.organisations.union.roles",
        "publication.organisations.league.roles",
        "publication.status",
        "publication.sectors",
        "publication.budget.status",
        "publication.budget.value_date",
        "publication.baseline_year",
    ]


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ("  organisation: union\n", "publication.organisation"),
        ('  status: "2"\n', "publication.status"),
        ('  sectors: [{code: "14050"}]\n', "publication.sectors"),
        ("  baseline_year: 2018\n", "publication.baseline_year"),
        ("  language: en\n", "publication.language"),
        ("  identifier: CLEAN\n", "publication.identifier"),
        ('  budget: {status: "1", value_date: 2019-01-01}\n', "publication.budget.status"),
    ],
)
def test_each_thing_that_is_not_said_is_asked_for(tmp_path: Path, line: str, path: str) -> None:
    assert line in DEMO
    made = exported(published(tmp_path, DEMO_DATA, DEMO.replace(line, "")))
    assert path in missing(made)


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("league: {type", "leaque: {type", "publication.organisations.leaque"),
        ("fableville: {latitude: 1.5", "fablevile: {latitude: 1.5", "publication.places.fablevile"),
        ("latitude: 1.5, ", "", "publication.places.fableville.latitude"),
        ("  baseline_year", "  markers: {gender: {code: '1'}}\n  baseline_year", "publication.markers.gender"),
    ],
)
def test_what_names_nothing_is_said(tmp_path: Path, old: str, new: str, path: str) -> None:
    assert path in missing(exported(published(tmp_path, DEMO_DATA, DEMO.replace(old, new))))


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ('status: "2"', 'status: "9"', "ActivityStatus"),
        ('"14050"', '"15140"', "Sector"),
        ("CLEAN", "CLE/AN", "1.3.13"),
        ('{latitude: 1.5, longitude: -2.25, exactness: "2"}', '{exactness: "3"}', "GeographicExactness"),
    ],
)
def test_what_is_said_wrongly_is_found_before_it_is_written(tmp_path: Path, old: str, new: str, rule: str) -> None:
    made = exported(published(tmp_path, DEMO_DATA, DEMO.replace(old, new)))
    assert made.missing == ()
    assert rule in {fault.rule for fault in made.faults}


def test_no_person_is_in_the_file(tmp_path: Path) -> None:
    content = exported(published(tmp_path, DEMO_DATA, DEMO), True).content.decode()
    assert "Northsample" in content
    assert [word for word in ("Una Sample", "una@", "Fabio", "town.hall@", "555 01") if word in content] == []


def _values(made: Exported, code: str, name: str) -> list[tuple[str, str, str | None, str | None]]:
    """The targets or actuals of an indicator: start, end, value, and of whom."""
    (indicator,) = etree.fromstring(made.content).xpath(f"//indicator[reference/@code='{code}']")
    return [
        (
            node.getparent().find("period-start").get("iso-date"),
            node.getparent().find("period-end").get("iso-date"),
            node.get("value"),
            "/".join([*node.xpath("location/@ref"), *node.xpath("dimension/@value")]) or None,
        )
        for node in indicator.iter(name)
    ]


def test_values_of_the_whole_and_of_each(tmp_path: Path) -> None:
    made = exported(published(tmp_path, DEMO_DATA, DEMO))
    targets = [one for one in _values(made, "OS.1", "target") if one[3] in (None, "fableville")]
    assert targets == [
        ("2019-01-01", "2021-12-31", "7", None),
        ("2019-01-01", "2021-12-31", "1", "fableville"),
        ("2019-01-01", "2023-12-31", "7", None),
        ("2019-01-01", "2023-12-31", "1", "fableville"),
    ]
    actuals = [one for one in _values(made, "OS.1", "actual") if one[1] == "2020-12-31"]
    assert actuals == [
        ("2019-01-01", "2020-12-31", "3", None),
        ("2019-01-01", "2020-12-31", "0", "placeholdia"),
        ("2019-01-01", "2020-12-31", "1", "nullepart"),
        ("2019-01-01", "2020-12-31", "1", "testopolis"),
    ]


def test_a_share_is_in_percent_with_four_decimals_at_the_most(tmp_path: Path) -> None:
    made = exported(published(tmp_path, DEMO_DATA, DEMO))
    assert ("2019-01-01", "2020-12-31", "20", "fableville") in _values(made, "OS.3", "actual")
    assert all(len((value or "").partition(".")[2]) <= 4 for *_, value, _ in _values(made, "OS.3", "actual"))


def test_the_same_bytes_from_the_same_data(tmp_path: Path) -> None:
    folder = published(tmp_path, DEMO_DATA, DEMO)
    assert exported(folder).content == exported(folder).content


def test_the_base_programme_with_all_its_words(tmp_path: Path) -> None:
    """Nothing of it stops the export; what it has not is asked for."""
    made = exported(BASE)
    assert "publication.identifier" in missing(made)


def test_the_command_lists_what_is_missing_and_writes_nothing(cic, tmp_path: Path) -> None:
    ran = cic("export", "iati", "--data", DEMO_DATA, "--output", tmp_path / "out.xml")
    assert (ran.code, ran.out) == (1, "")
    assert "programme.yaml: publication.status: how the activity stands (list ActivityStatus)\n" in ran.err
    assert "nothing was written: 12 things are missing, which only a person can say\n" in ran.err
    assert not (tmp_path / "out.xml").exists()


def test_the_command_writes_a_valid_file(cic, tmp_path: Path) -> None:
    folder = published(tmp_path, DEMO_DATA, DEMO)
    ran = cic("export", "iati", "--data", folder, "--output", tmp_path / "out.xml", "--as-of", "2026-01-01")
    assert ran.code == 0, ran.err
    assert "not in the file: " in ran.err
    shown = cic("export", "iati", "--data", folder, "--as-of", "2026-01-01")
    assert shown.out.isascii()
    assert etree.tostring(etree.fromstring(shown.out.encode()), method="c14n") == etree.tostring(
        etree.parse(str(tmp_path / "out.xml")), method="c14n"
    )


def test_a_file_that_cannot_be_read_stops_it(cic, tmp_path: Path) -> None:
    folder = published(tmp_path, DEMO_DATA, DEMO)
    (folder / "budget.yaml").write_text("currency: [")
    ran = cic("export", "iati", "--data", folder)
    assert ran.code == 2
    assert "budget.yaml" in ran.err


def test_without_the_library_it_says_how_to_install_it(cic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = published(tmp_path, DEMO_DATA, DEMO)
    monkeypatch.setitem(__import__("sys").modules, "lxml", None)
    monkeypatch.delitem(__import__("sys").modules, "lxml.etree")
    ran = cic("export", "iati", "--data", folder)
    assert ran.code == 2
    assert "lxml, which is not installed" in ran.err
    assert 'pip install "lxml>=' in ran.err
