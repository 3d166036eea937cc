"""What the shell offers: through the protocol that the shells speak."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, shipped_data

CIC = Path(sys.executable).with_name("cic")


def offered(line: str, folder: Path = ROOT / "cic" / "scaffold") -> list[str]:
    """The words that bash is given for the last word of a line."""
    words = line.split(" ")
    ran = subprocess.run(
        [CIC],
        cwd=folder,
        env={**os.environ, "_CIC_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)},
        capture_output=True,
        text=True,
    )
    assert ran.stderr == ""
    return ran.stdout.split()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        pytest.param("cic show jette", ["jette-belfaa", "jette"], marks=shipped_data),
        pytest.param("cic show R4.1", ["R4.1"], marks=shipped_data),
        pytest.param("cic show K1", ["K1"], marks=shipped_data),
        pytest.param("cic history OS.", ["OS.1", "OS.2", "OS.3"], marks=shipped_data),
        ("cic explain CIC30", [f"CIC30{n}" for n in range(1, 10)]),
        ("cic explain budget-y", ["budget-years"]),
        ("cic validate --select CIC301,CIC302,closed", ["CIC301,CIC302,closed-year"]),
        ("cic validate --ignore CIC90", ["CIC901", "CIC902", "CIC903"]),
        pytest.param("cic report --partnership jette", ["jette-belfaa"], marks=shipped_data),
        pytest.param("cic report --indicator R4.1", ["R4.1"], marks=shipped_data),
        pytest.param("cic report --result R4", ["R4"], marks=shipped_data),
        ("cic report --section results,mo", ["results,money"]),
        pytest.param("cic report --year ", ["2017", "2018", "2019", "2020", "2021"], marks=shipped_data),
        pytest.param("cic missing --year 201", ["2017", "2018", "2019"], marks=shipped_data),
        ("cic show --data demo testopolis", ["testopolis"]),
        ("cic record --data demo testop", ["testopolis"]),
        ("cic record --data demo testopolis mon", ["money"]),
        ("cic record --data demo testopolis OS.1 202", ["2021", "2022"]),
        ("cic new --data demo report 2022 fict", ["fictiebeek-quelquepart"]),
        ("cic show nothing-like-it", []),
    ],
)
@pytest.mark.slow
def test_ids_codes_and_years_are_offered(line: str, words: list[str]) -> None:
    found = offered(line)
    assert [word for word in words if word not in found] == []
    assert all(word.startswith(line.rpartition(" ")[2]) for word in found)


@pytest.mark.slow
def test_it_is_silent_where_there_is_nothing_to_offer(tmp_path: Path) -> None:
    assert offered("cic show R", tmp_path) == []
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "programme.yaml").write_text("format: [\n\x00")
    assert offered("cic show R4", tmp_path) == []


@shipped_data
def test_no_rules_are_loaded() -> None:
    program = (
        "import sys, typer\n"
        "from cic.cli.completion import complete_rule, complete_thing\n"
        "context = type('Context', (), {'params': {}})\n"
        "assert complete_thing(context, 'R4.1') and complete_rule('CIC3')\n"
        "sys.exit('cic.rules' in sys.modules)\n"
    )
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT).returncode == 0
