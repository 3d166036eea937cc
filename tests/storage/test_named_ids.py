"""Things called by their names where their ids are needed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import DATA, found_in, shipped_data

REPORT = """\
year: 2018
partnership: jette-belfaa
communes:
  belfaa:
    observations:
      R4.1:
        achieved: true
        evidence:
          - {kind: decisions-conseil, address: a.pdf}
"""


@shipped_data
@pytest.mark.parametrize(
    ("old", "new", "meant"),
    [
        ("partnership: jette-belfaa", "partnership: Jette/Belfaa", "jette-belfaa"),
        ("partnership: jette-belfaa", "partnership: Jette - Belfâa", "jette-belfaa"),
        ("partnership: jette-belfaa", "partnership: “jette-belfaa”", "jette-belfaa"),
        ("  belfaa:", "  Belfâa:", "belfaa"),
        ("  belfaa:", "  Commune de Belfaâ:", "belfaa"),
        ("  belfaa:", "  Belfaa:", "belfaa"),
        ("kind: decisions-conseil", 'kind: "Décisions du conseil"', "decisions-conseil"),
        ("kind: decisions-conseil", "kind: DÉCISIONS DU CONSEIL", "decisions-conseil"),
    ],
)
def test_the_id_is_proposed(tmp_path: Path, old: str, new: str, meant: str) -> None:
    data = Path(shutil.copytree(DATA, tmp_path / "data"))
    path = data / "reports" / "2018" / "jette-belfaa.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(REPORT.replace(old, new), encoding="utf-8")
    said = [str(one.message) for one in found_in(data) if one.place.file == "reports/2018/jette-belfaa.yaml"]
    assert [one for one in said if f"did you mean {meant}?" in one], said
