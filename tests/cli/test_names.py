"""What people read names, and commands take the names in place of ids: exactly, in any capitals, and never by a guess."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ran
from repositories import change, commit, programme

from cic.model.called import bare, id_called, nearest

Cic = Callable[..., Ran]
DAY = ("--as-of", "2032-06-30")
ALFA, DELTA = "partnerships/alfa-bravo.yaml", "partnerships/delta-echo.yaml"
NAMED = {
    "name: Bravo": "name: Béni Bravo",
    "name: Alfa": "name: Saint-Alfa",
}
"""The communes of one partnership with names that are not their ids."""


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose things have names of their own."""
    folder = programme(tmp_path) / "data"
    monkeypatch.chdir(tmp_path)
    for old, new in NAMED.items():
        change(folder / ALFA, old, new)
    change(
        folder / "logframe.yaml", "label: Indicator 1", "label: Indicator 1\n        title: {fr: Écoles, en: Schools}"
    )
    commit(tmp_path, "Names")
    return folder


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Belfaâ", "BELFAA"),
        ("Jette – Belfaa", "jette-belfaa"),
        ("Jette — Belfaa", "Jette/Belfaa"),
        ("L’Œuvre\u00a0", "l'oeuvre"),
        ("آيت باها", "آيت  باها"),
        ("ﬁn", "FIN"),
    ],
)
def test_a_name_is_the_same_however_it_is_typed(one: str, other: str) -> None:
    assert bare(one) == bare(other) != ""


@pytest.mark.parametrize(("one", "other"), [("R1.2", "R12"), ("Alfa", "Alfas"), ("آيت", "باها"), ("Ain", "Aïne")])
def test_other_names_stay_others(one: str, other: str) -> None:
    assert bare(one) != bare(other)


def test_signs_alone_name_nothing() -> None:
    assert id_called("–", {"a": ("-",)}) is None
    assert nearest("–", {"a": ("-",), "b": ()}) == ""


@pytest.mark.parametrize(
    ("typed", "id"),
    [
        ("Béni Bravo", "bravo"),
        ("beni bravo", "bravo"),
        ("BENI–BRAVO", "bravo"),
        ("Saint-Alfa – Béni Bravo – Charlie", "alfa-bravo"),
        ("saint alfa béni bravo charlie", "alfa-bravo"),
        ("écoles", "OS.1"),
        ("Schools", "OS.1"),
        ("Indicator 1", "OS.1"),
        ("os.1", "OS.1"),
        ("Communes have schools", "OS"),
    ],
)
def test_show_and_history_take_names(data: Path, cic: Cic, typed: str, id: str) -> None:
    shown = cic("show", typed, *DAY)
    assert (shown.code, shown.out) == (0, cic("show", id, *DAY).out)
    told = cic("history", typed)
    assert (told.code, told.out) == (0, cic("history", id).out)


@pytest.mark.parametrize(
    ("by_name", "by_id"),
    [
        (("report", "--partnership", "saint-alfa – beni bravo – charlie"), ("report", "--partnership", "alfa-bravo")),
        (("report", "--commune", "BÉNI BRAVO"), ("report", "--commune", "bravo")),
        (("report", "--indicator", "Ecoles"), ("report", "--indicator", "OS.1")),
        (("report", "--result", "outcome"), ("report", "--result", "OS")),
        (("missing", "--partnership", "Delta – Echo"), ("missing", "--partnership", "delta-echo")),
        (("record", "Béni Bravo", "écoles", "2031", "--achieved"), ("record", "bravo", "OS.1", "2031", "--achieved")),
        (
            (
                "record",
                "Delta – Echo",
                "money",
                "2031",
                "--category",
                "Partenaires",
                "--nature",
                "Werking",
                "--amount",
                "8",
            ),
            (
                "record",
                "delta-echo",
                "money",
                "2031",
                "--category",
                "partners",
                "--nature",
                "operating",
                "--amount",
                "8",
            ),
        ),
        (("list", "indicateurs"), ("list", "indicators")),
        (("list", "Gemeenten"), ("list", "communes")),
        (("explain", "un fichier n’est pas du yaml"), ("explain", "CIC006")),
        (("explain", "a file is not YAML"), ("explain", "CIC006")),
    ],
)
def test_commands_do_the_same_by_name(data: Path, cic: Cic, by_name: tuple[str, ...], by_id: tuple[str, ...]) -> None:
    change(data / "budget.yaml", "label: {en: Partners}", "label: {en: Partners, fr: Partenaires}")
    more = () if by_id[0] == "explain" else DAY
    named = cic(*by_name, *more)
    assert (named.code, named.out) == (0, cic(*by_id, *more).out)


def test_a_form_and_a_report_are_begun_by_name(data: Path, cic: Cic) -> None:
    assert cic("form", "Delta – Echo", "--year", "2031", *DAY).out == "delta-echo-2031.xlsx: written\n"
    assert cic("new", "report", "2031", "beni bravo", *DAY).code == 0
    assert (data / "reports/2031/alfa-bravo.yaml").is_file()


def test_evidence_is_named_by_its_kind_as_printed(data: Path, cic: Cic) -> None:
    ran = cic("record", "bravo", "OS.1", "2031", "--achieved", "--evidence", "register of schools=a.pdf", *DAY)
    assert "kind: register" in ran.out


def test_several_things_of_a_name_are_listed_and_none_is_taken(data: Path, cic: Cic) -> None:
    change(data / DELTA, "name: Echo", "name: Beni-Bravo")
    commit(data.parent, "Two of a name")
    said = "cic: several things are called béni bravo\n     say which one by its id: bravo (Béni Bravo), echo (Beni-Bravo)\n"
    for words in (("show", "béni bravo"), ("history", "béni bravo"), ("report", "--commune", "béni bravo")):
        ran = cic(*words)
        assert (ran.code, ran.out, ran.err) == (2, "", said)
    assert cic("show", "Béni Bravo (bravo)", *DAY).out == cic("show", "bravo", *DAY).out, "as pages tell them apart"


def test_an_id_is_taken_before_a_name(data: Path, cic: Cic) -> None:
    change(data / DELTA, "name: Echo", "name: bravo")
    assert "Béni Bravo" in cic("show", "bravo", *DAY).out
    assert cic("show", "BRAVO").code == 2, "an id in other capitals, and a name"


@pytest.mark.parametrize(
    ("words", "close"),
    [
        (("show", "beni bravi"), "bravo"),
        (("history", "beni bravi"), "bravo"),
        (("report", "--commune", "Beni Bravi"), "bravo"),
        (("record", "Beni Bravi", "OS.1", "2031"), "bravo"),
        (("record", "bravo", "Ecole", "2031"), "OS.1"),
    ],
)
def test_what_is_not_there_is_not_guessed(data: Path, cic: Cic, words: tuple[str, ...], close: str) -> None:
    ran = cic(*words)
    assert (ran.code, ran.out) == (2, "")
    assert f"did you mean {close}?" in ran.err


def test_machines_still_get_ids(data: Path, cic: Cic) -> None:
    page = json.loads(cic("report", "--partnership", "Delta – Echo", "--format", "json", *DAY).out)
    (table,) = (one for one in page["tables"] if one["key"] == "partnerships")
    assert [row["id"] for row in table["rows"]] == ["delta-echo"]


def test_what_is_gone_is_still_found_by_its_id(data: Path, cic: Cic) -> None:
    (data / DELTA).unlink()
    commit(data.parent, "Gone")
    assert cic("history", "delta-echo").code == 0
    assert cic("history", "Delta – Echo").code == 2, "a name is of what is there"
