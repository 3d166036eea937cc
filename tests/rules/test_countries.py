"""A programme that works in several countries: each commune is judged by its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import DAY, found_in

from cic.storage.folder import Folder
from cic.storage.loader import load

CLAIM = "      %s: {printed: %s, about: %s, value: %s%s}\n"


def changed(folder: Path, file: str, was: str, now: str) -> None:
    text = (folder / file).read_text()
    assert was in text
    (folder / file).write_text(text.replace(was, now, 1))


@pytest.fixture
def several(base: Path) -> Path:
    """Bravo and Charlie lie in Morocco, Echo in Tunisia."""
    changed(base, "programme.yaml", "country: XA", "country: [MA, TN]")
    changed(base, "partnerships/alfa-bravo.yaml", "name: Bravo, country: XA", "name: Bravo, country: MA")
    changed(base, "partnerships/alfa-bravo.yaml", "name: Charlie, country: XA", "name: Charlie, country: MA")
    changed(base, "partnerships/delta-echo.yaml", "name: Echo, country: XA", "name: Echo, country: TN")
    return base


def said(folder: Path) -> list[tuple[str, str, str]]:
    return [(one.code, one.path, str(one.message)) for one in found_in(folder)]


def with_line(folder: Path, commune: str, more: str) -> None:
    file = "alfa-bravo" if commune in ("Bravo", "Charlie") else "delta-echo"
    changed(folder, f"partnerships/{file}.yaml", f"name: {commune},", f"name: {commune}, {more},")


def claim(folder: Path, id: str, about: str, value: int, country: str = "") -> None:
    of = f", of_country: {country}" if country else ""
    with (folder / "documents.yaml").open("a") as file:
        file.write(CLAIM % (id, f'"{value} of them"', about, value, of))


def test_all_of_them_are_the_south(several: Path) -> None:
    programme = load(Folder(several), DAY).programme
    assert tuple(programme.population("southern_communes")) == ("bravo", "charlie", "echo")
    assert tuple(programme.population("northern_communes")) == ("alfa", "delta")
    assert said(several) == []


def test_one_country_in_a_list_is_one_country(base: Path) -> None:
    changed(base, "programme.yaml", "country: XA", "country: [XA]")
    assert said(base) == []
    assert tuple(load(Folder(base), DAY).programme.population("southern_communes")) == ("bravo", "charlie", "echo")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[MA, MA]", ("CIC104", "country", "MA stands in this list twice")),
        ("[]", ("CIC104", "country", "nothing stands in this block: write at least one line into it")),
        ("[MA, Tunisia]", ("CIC104", "country[1]", "Tunisia is not written as it must be: two capital letters, such as BE")),
    ],
)  # fmt: skip
def test_what_is_no_list_of_countries(base: Path, written: str, expected: tuple[str, str, str]) -> None:
    changed(base, "programme.yaml", "country: XA", f"country: {written}")
    assert expected in said(base)


@pytest.mark.parametrize(
    ("commune", "more", "code"),
    [
        ("Bravo", 'postal_code: "20000"', None),
        ("Echo", 'postal_code: "20000"', "CIC603"),  # four digits in Tunisia
        ("Echo", 'postal_code: "1000"', None),
        ("Bravo", 'postal_code: "1000"', "CIC603"),  # five in Morocco
        ("Bravo", 'telephones: ["0522 22 41 10"]', None),
        ("Echo", 'telephones: ["71 340 400"]', None),
        ("Echo", 'telephones: ["0522 22 41 1"]', "CIC601"),
        ("Bravo", "province: Agadir-Ida-Ou-Tanane, region: Souss-Massa", None),
        ("Bravo", "province: Agadir-Ida-Ou-Tanane, region: Fès-Meknès", "CIC604"),
        ("Echo", "province: Agadir-Ida-Ou-Tanane, region: Fès-Meknès", None),  # no province of Tunisia is called so
    ],
)
def test_a_commune_is_judged_by_its_own_country(several: Path, commune: str, more: str, code: str | None) -> None:
    with_line(several, commune, more)
    assert [one[0] for one in said(several)] == ([code] if code else [])


def test_of_a_country_without_a_reference_nothing_is_said(several: Path) -> None:
    changed(several, "programme.yaml", "[MA, TN]", "[MA, XB]")
    changed(
        several,
        "partnerships/delta-echo.yaml",
        "country: TN",
        'country: XB, postal_code: "1", telephones: ["12"], province: P, region: R',
    )
    assert said(several) == []


def test_two_provinces_of_two_countries_are_two(several: Path) -> None:
    with_line(several, "Bravo", "region: Haut-Plateau")
    with_line(several, "Echo", "region: Haut Plateau")
    assert said(several) == []
    with_line(several, "Charlie", "region: Haut Plateau")
    assert [one[:2] for one in said(several)] == [("CIC605", "communes[charlie].region")]


def test_a_region_is_judged_by_the_country_that_it_names(several: Path) -> None:
    regions = "regions:\n  one: {name: Fès-Meknes%s}\n  two: {name: Souss-Masa%s}\n"
    with (several / "programme.yaml").open("a") as file:
        file.write(regions % ("", ""))
    assert said(several) == []
    changed(several, "programme.yaml", "Souss-Masa", "Souss-Masa, country: MA")
    assert said(several) == [("CIC612", "regions[two].name", "Souss-Masa is not known here: did you mean Souss-Massa?")]
    changed(several, "programme.yaml", "country: MA}", "country: TN}")
    assert said(several) == []


class TestClaims:
    def test_of_one_of_the_countries(self, several: Path) -> None:
        claim(several, "in-ma", "communes.southern", 2, "MA")
        claim(several, "in-tn", "communes.southern", 1, "TN")
        claim(several, "in-all", "communes.southern", 3)
        assert said(several) == []

    def test_of_one_of_the_countries_wrongly(self, several: Path) -> None:
        claim(several, "in-ma", "communes.southern", 3, "MA")
        assert said(several) == [
            (
                "CIC711",
                "documents[plan].claims[in-ma].value",
                "the document says 3 for communes of the south, the data say 2 (+1)",
            )
        ]

    def test_two_countries_do_not_contradict_each_other(self, several: Path) -> None:
        claim(several, "one", "agreements", 4, "MA")
        claim(several, "two", "agreements", 5, "TN")
        assert said(several) == []
        claim(several, "three", "agreements", 6, "TN")
        assert [one[:2] for one in said(several)] == [("CIC712", "documents[plan].claims[three].value")]

    def test_of_a_country_that_is_none_of_them(self, several: Path) -> None:
        claim(several, "elsewhere", "communes.southern", 3, "SN")
        assert said(several) == [
            (
                "CIC713",
                "documents[plan].claims[elsewhere].of_country",
                "the document says 3 for communes of the south and names SN, but the programme's countries are MA, TN",
            )
        ]
