"""People read names where programs get ids."""

from __future__ import annotations

import shutil
from pathlib import Path

from conftest import DAY, ROOT

from cic.pages.tables import Column, Table, Term
from cic.site.names import names_of, with_names
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
    matrix = Table("m", "m", (*columns, Column("R1", "R1", "status", as_sign=True)), ((*row, None),))
    assert with_names(matrix, names_of(PROGRAMME)) is matrix
