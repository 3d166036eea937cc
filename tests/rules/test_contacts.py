"""What is said of persons and places: when, and never with a person's data."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from conftest import found_in, put
from samples import DELTA

from cic.checks.baseline import entries_of, written_baseline
from cic.render.findings import CheckResult
from cic.render.formats import FINDINGS
from cic.rules.contacts import _almost, _is_nearly, _surname, _words


def test_no_message_and_no_format_carries_the_data_of_a_person(base: Path) -> None:
    put(base, {"partnerships/delta-echo.yaml": DELTA.format(more="")})
    found = found_in(base)
    assert {f.code for f in found} == {"CIC601", "CIC602", "CIC606", "CIC607"}
    assert all(f.personal for f in found)
    result = CheckResult(found, Counter(), list({f.place.file for f in found}), "data", "data", "", "")
    outputs = {format: one.render(result) for format, one in FINDINGS.items()} | {
        "baseline": written_baseline(entries_of(found))
    }
    for format, said in outputs.items():
        for secret in ("sample", "sampel", "zoé", "zoe", "nozzle", "234"):
            assert secret not in said.casefold(), format


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Zoé SAMPLEMAN", "Zoé SAMPELMAN", False),
        ("Zoé SAMPLEMAN", "Zoé SAMPLEMANN", True),
        ("Anna MARTIN", "Anne MARTIN", False),
        ("Zoé Sampleman", "Zoé Anna Sampleman", False),
        ("Sampleman", "Samplemann", False),
    ],
)
def test_when_two_names_of_colleagues_are_one(one: str, other: str, expected: bool) -> None:
    assert _is_nearly(_words(one), _words(other)) is expected


@pytest.mark.parametrize(
    ("name", "local", "expected"),
    [
        ("Zoé SAMPLEMAN", "zoe.sampelman", True),
        ("Zoé SAMPLEMAN", "zsamplemann", True),
        ("Zoé SAMPLEMAN", "zoe5samplman", True),
        ("Zoé SAMPLEMAN", "samplmanz", True),
        ("Zoé SAMPLEMAN", "z.sample", False),
        ("Zoé SAMPLEMAN", "town.hall", False),
        ("Zoé LEA", "zoe.lee", False),
        ("Amira AMARA", "amira", False),
        ("Naïma AMARA", "samira", False),
        ("Zoé VAN SAMPLE", "zvansampel", True),
        ("Zoé Sample", "zsampel", True),
    ],
)
def test_when_an_address_almost_has_the_name(name: str, local: str, expected: bool) -> None:
    assert _almost(*_surname(name), local) is expected


def test_address_of_another_contact_is_right(base: Path) -> None:
    text = DELTA.format(more="").replace("zoe.sampelman@example.org, nozzle", "z.sample@example.org")
    text = text.replace("02 234 56 789", "02 234 56 78").replace("02 234 56 78 90", "02 234 56 79")
    text = (
        text.replace(", emails: [zoe-at-home]", "")
        .replace("SAMPLEMAN Zoe", "Zoe SAMPLE")
        .replace("Zoé SAMPLEMAN", "Bob SEMPLE")
    )
    put(base, {"partnerships/delta-echo.yaml": text})
    assert found_in(base) == []


def test_a_correction_must_be_of_use(base: Path) -> None:
    programme = (base / "programme.yaml").read_text()
    for code, region, said in (
        ("BE-QQQ", "BE-WAL", "ISO 3166-2 has no BE-QQQ"),
        ("BE-WNA", "BE-QQQ", "ISO 3166-2 has no BE-QQQ"),
        ("BE-WNA", "BE-WAL", "the table has BE-WNA in BE-WAL already: the correction is not needed"),
    ):
        entry = f"reference: {{provinces: {{{code}: {{region: {region}, source: a law}}}}}}\n"
        put(base, {"programme.yaml": programme + entry})
        assert [(f.code, str(f.message)) for f in found_in(base)] == [("CIC604", said)]


def test_a_correction_counts(base: Path) -> None:
    programme = (base / "programme.yaml").read_text()
    text = DELTA.format(more="").split("    telephones")[0]
    text += "    province: Namur\n    region: Vlaams Gewest\n    reading: {association: league, words: the League's communes}\n"
    text += "  echo: {name: Echo, country: XA, targets: {OS.1: {2032: 1}}}\nbudget: {OS: {amount: 40.00}}\n"
    put(base, {"partnerships/delta-echo.yaml": text})
    assert [str(f.message) for f in found_in(base)] == ["Namur lies in Région wallonne, not in Vlaams Gewest"]
    put(base, {"programme.yaml": programme + "reference: {provinces: {BE-WNA: {region: BE-VLG, source: a law}}}\n"})
    assert found_in(base) == []


def test_one_place_in_another_phase(base: Path) -> None:
    phase = "format: 1\nid: before\nname: {en: Before}\ncountry: XA\ncoverage: partial\nsource: {document: plan}\n"
    names = "id: old\nsource: {document: plan}\ncommunes: {echo: {name: Écho, country: XA}, bravo: {name: BRAVO, country: XA}}\n"
    put(base, {"phases/before/programme.yaml": phase, "phases/before/partnerships/old.yaml": names})
    (found,) = found_in(base)
    assert (found.code, found.place.file, str(found.message)) == (
        "CIC605",
        "partnerships/delta-echo.yaml",
        "Echo is also written Écho",
    )
    assert [related.place.file for related in found.related] == ["phases/before/partnerships/old.yaml"]
