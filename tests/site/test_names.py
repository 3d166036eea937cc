"""People read names where programs get ids."""

from __future__ import annotations

import re
import shutil
from decimal import Decimal
from pathlib import Path

from conftest import DAY, ROOT

from cic.language import ENGLISH
from cic.pages.names import names_of, told_apart
from cic.pages.tables import Column, NamedThing, State, Table, Term
from cic.render.cells import shown
from cic.render.headline import spent_of
from cic.render.web.words import with_links
from cic.site.names import with_names
from cic.storage.folder import Folder
from cic.storage.loader import load

DEMO = ROOT / "cic" / "scaffold" / "demo"
PROGRAMME = load(Folder(DEMO), DAY).programme


def test_communes_and_partnerships_have_names() -> None:
    names = names_of(PROGRAMME)
    assert names["dummara"] == "Dummara"
    assert names["verzonnegem-dummara"] == "Verzonnegem – Dummara"
    (one,) = [one for one in PROGRAMME.partnerships.values() if one.id == "verzonnegem-dummara"]
    assert one.model_copy(update={"printed_name": "As printed"}).called == "As printed"


def test_of_what_several_are_called_the_id_stands_too(tmp_path: Path) -> None:
    shutil.copytree(DEMO, tmp_path / "data")
    for path in tmp_path.rglob("partnerships/*.yaml"):
        text = path.read_text("utf-8").replace("name: Dummara", "name: Twin").replace("name: Quelquepart", "name: Twin")
        path.write_text(text, encoding="utf-8")
    names = names_of(load(Folder(tmp_path / "data"), DAY).programme)
    assert (names["dummara"], names["quelquepart"]) == ("Twin (dummara)", "Twin (quelquepart)")
    assert names["fableville"] == "Fableville"


def test_names_stand_where_nothing_else_says_them() -> None:
    row = ("dummara", "dummara", "nowhere", "dummara")
    columns = tuple(Column(key, key, "id") for key in ("who", "id", "commune", "indicators"))
    (named,) = with_names(Table("t", "t", columns, (row,)), names_of(PROGRAMME)).rows
    assert named == (Term("dummara", "Dummara"), "dummara", "nowhere", "dummara")


def test_a_matrix_has_a_row_by_its_name_and_both_for_programs() -> None:
    columns = (
        Column("name", "Commune"),
        Column("commune", "Id", "id", joined=True),
        Column("R1", "R1", "status", as_sign=True),
    )
    table = Table("matrix", "m", columns, (("Dummara", "dummara", None), ("Nowhere", "nowhere", None)), named_by=2)
    named = with_names(table, names_of(PROGRAMME))
    assert [column.key for column in named.columns] == ["commune", "name", "R1"]
    assert [column.title for column in named.columns[:2]] == ["Commune", "Id"]
    assert named.rows[0] == (NamedThing("dummara", "Dummara"), Term("Dummara", ""), None)
    assert shown(named, ENGLISH).rows == (("Dummara", ""), ("nowhere (Nowhere)", ""))
    twins = with_names(table, {"dummara": "Twin (dummara)", "nowhere": "Twin (nowhere)"})
    assert [row[0] for row in shown(twins, ENGLISH).rows] == ["Twin (dummara)", "Twin (nowhere)"]


def test_names_that_look_alike_are_told_apart_language_by_language() -> None:
    assert told_apart([("a", "Béni  Bravo"), ("b", "Be\u0301ni Bravo"), ("c", "Bravo")]) == {
        "a": "Béni  Bravo (a)", "b": "Be\u0301ni Bravo (b)", "c": "Bravo",
    }  # fmt: skip
    found = told_apart([("a", {"fr": "Eau", "nl": "Water"}), ("b", {"fr": "Eau", "nl": "Drank"})])
    assert found == {"a": {"fr": "Eau (a)", "nl": "Water"}, "b": {"fr": "Eau (b)", "nl": "Drank"}}


def test_a_name_that_stands_already_gives_way_to_one_that_is_told_apart() -> None:
    table = Table("t", "t", (Column("who", "who", "id"),), ((Term("a", "Twin"),), (Term("x", "Other"),)))
    assert with_names(table, {"a": "Twin (a)"}).rows == ((NamedThing("a", "Twin (a)"),), (Term("x", "Other"),))


def test_in_a_sentence_an_id_of_letters_alone_is_a_word() -> None:
    links = {"R4.3": "i/R4.3.html", "water": "c/water.html", "2019": "y/2019.html", "R1.2b": "i/R1.2b.html"}
    said = "R4.3 promises clean water by 2019, not R1.2b"
    written = with_links(said, links, in_sentence=True)
    assert re.findall('href="(.*?)"', written) == ["i/R4.3.html", "i/R1.2b.html"]
    assert len(re.findall("href", with_links(said, links))) == 4


def test_a_budget_that_is_not_stated_is_in_no_currency() -> None:
    assert spent_of(State.NOT_REPORTED, State.NOT_STATED, None, ENGLISH, "EUR") == "not reported; budget not stated"
    assert spent_of(Decimal(5), Decimal(10), Decimal(50), ENGLISH, "EUR") == "5.00 of 10.00 EUR (50 %)"
