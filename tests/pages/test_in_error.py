"""A value that the check calls impossible is counted as it was reported, and the report says which one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ran

DAY = ("--year", "2032", "--as-of", "2033-06-30")
REPORT = """\
year: 2032
partnership: alfa-bravo
communes:
  bravo:
    observations:
      OS.1: {VALUE}
  charlie:
    observations:
      OS.1: {achieved: true}
"""


def report(base: Path, value: str) -> None:
    (base / "reports/2032").mkdir(parents=True)
    (base / "reports/2032/alfa-bravo.yaml").write_text(REPORT.replace("VALUE", value))


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "Counted, though an error: Bravo: OS.1 (2032)"),
        ("fr", "Compté, bien qu'en erreur : Bravo : OS.1 (2032)"),
        ("nl", "Meegeteld, hoewel fout: Bravo: OS.1 (2032)"),
    ],
)
def test_it_is_named(base: Path, cic: Callable[..., Ran], lang: str, told: str) -> None:
    report(base, "value: 2")
    assert told in cic("report", "--data", base, "--lang", lang, *DAY).out.replace("\u00a0", " ").splitlines()


def test_machines_read_it_by_id(base: Path, cic: Callable[..., Ran]) -> None:
    report(base, "value: 2")
    facts = json.loads(cic("report", "--data", base, "--format", "json", *DAY).out)["facts"]
    assert facts["in_error"] == "bravo: OS.1 (2032)"


@pytest.mark.parametrize(
    ("value", "asked"),
    [
        ("achieved: true", ()),
        ("value: 2", ("--partnership", "delta-echo")),
        ("value: 2", ("--commune", "charlie")),
        ("achieved: true, evidence: [{kind: nothing}]", ()),
    ],
)
def test_nothing_is_said_of_what_is_right_or_not_asked_for(
    base: Path, cic: Callable[..., Ran], value: str, asked: tuple[str, ...]
) -> None:
    report(base, value)
    assert "though an error" not in cic("report", "--data", base, *DAY, *asked).out


def test_an_earlier_report_does_not_say_it(base: Path, cic: Callable[..., Ran]) -> None:
    report(base, "value: 2")
    assert "though an error" not in cic("report", "--data", base, "--year", "2031", "--as-of", "2033-06-30").out
