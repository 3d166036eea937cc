"""Who reported and who approved, and when: days on pages, persons only where they are asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import repositories
from conftest import checked, found_in, put

from cic.analysis.outstanding import missing
from cic.storage.folder import Folder
from cic.storage.loader import load

DAY = ("--as-of", "2034-06-30")
PERSON = "Fatima Zahra Bennani"
REPORT = """
year: 2032
partnership: alfa-bravo
{whole}
communes:
  bravo:
{part}
    observations: {{OS.1: {{achieved: true, evidence: [{{kind: register, date: 2032-05-04}}]}}}}
"""


def signed(key: str, day: str, by: str = PERSON, more: str = "") -> str:
    return f"{key}: {{by: {{fr: {by}}}, date: {day}{more}}}"


def write(base: Path, *whole: str, part: tuple[str, ...] = (), approval: bool = False) -> None:
    put(base, {"reports/2032/alfa-bravo.yaml": REPORT.format(
        whole="\n".join(whole), part="\n".join(f"    {one}" for one in part)
    )})  # fmt: skip
    if approval:
        path = base / "programme.yaml"
        text = path.read_text(encoding="utf-8").replace("years: [2031, 2032]", "years: [2031, 2032]\n  approval: true")
        path.write_text(text, encoding="utf-8")


def test_days_are_shown_and_persons_are_not(base: Path, cic) -> None:
    write(base, signed("reported", "2033-01-15"), part=(signed("approved", "2033-02-01", "le conseil"),))
    for format in ("table", "markdown", "json", "html"):
        text = cic("report", "--year", 2032, "--data", base, *DAY, "--format", format).out
        assert "Bennani" not in text
        assert "le conseil" not in text
    tables = json.loads(cic("report", "--year", 2032, "--data", base, *DAY, "--format", "json").out)["tables"]
    (rows,) = [table["rows"] for table in tables if table["key"] == "signatures"]
    assert [(row["partnership"], row["commune"], row["reported"], row["approved"]) for row in rows] == [
        ("alfa-bravo", None, "2033-01-15", {"state": "not stated"}),
        ("alfa-bravo", "bravo", {"state": "not stated"}, "2033-02-01"),
    ]
    assert "15 January 2033" in cic("report", "--year", 2032, "--data", base, *DAY).out


@pytest.mark.parametrize("id", ["alfa-bravo", "bravo"])
def test_the_page_of_a_partnership_shows_them_where_they_are_asked_for(base: Path, cic, id: str) -> None:
    write(base, signed("reported", "2033-01-15"), part=(signed("approved", "2033-01-15"),))
    for asked in (False, True):
        ran = cic("show", id, "--data", base, *DAY, *(["--contacts"] if asked else []))
        assert ran.code == 0, ran.err
        assert (PERSON in " ".join(ran.out.split())) is asked
        assert "15 January 2033" in " ".join(ran.out.split())


def test_a_name_that_comes_up_elsewhere_is_left_out(base: Path, cic) -> None:
    write(base, signed("reported", "2033-01-15"), signed("approved", "2033-01-10"))
    ran = cic("validate", "--data", base, *DAY)
    assert "CIC554" in ran.out
    for format in ("full", "concise", "json", "github", "sarif", "markdown"):
        assert "Bennani" not in cic("validate", "--data", base, *DAY, "--format", format).out, format


@pytest.mark.parametrize(
    "block",
    [
        f"reported:\n  by: {{fr: {PERSON}, {PERSON}: x}}\n  date: 2033-01-15",
        f"reported: {{by: {PERSON}, date: 2033-01-15}}",
        f"reported: {{by: [{PERSON}], date: 2033-01-15}}",
        f"reported: {{by: {{fr: {PERSON}}}, {PERSON}: 1, date: 2033-01-15}}",
        f"reported: {{by: {{fr: {PERSON}}}, date: soon}}",
    ],
)
def test_no_fault_of_form_tells_the_name(base: Path, cic, block: str) -> None:
    write(base, block)
    for format in ("full", "json"):
        ran = cic("validate", "--data", base, *DAY, "--format", format)
        assert ran.code == 1
        assert "Bennani" not in ran.out, ran.out


def test_a_change_says_that_something_changed_and_no_more(tmp_path: Path, cic, monkeypatch) -> None:
    base = repositories.programme(tmp_path / "here") / "data"
    monkeypatch.chdir(base.parent)
    write(base, signed("reported", "2033-01-15"))
    repositories.commit(base.parent, "Second")
    write(base, signed("reported", "2033-01-16", "Jan Peeters"))
    repositories.commit(base.parent, "Third")
    for command in (("diff", "HEAD~1", "HEAD"), ("history", "alfa-bravo")):
        text = cic(*command, *(DAY if command[0] == "diff" else ())).out
        assert "Bennani" not in text
        assert "Peeters" not in text
        asked = cic(*command, "--contacts", *(DAY if command[0] == "diff" else ())).out
        assert ("Bennani" in asked, "Peeters" in asked) == (True, True) or command[0] == "history"


@pytest.mark.parametrize(
    ("whole", "part", "codes"),
    [
        ((signed("reported", "2033-01-15"), signed("approved", "2033-01-15")), (), []),
        ((signed("reported", "2033-01-15"), signed("approved", "2033-01-14")), (), ["CIC554"]),
        ((signed("reported", "2033-01-15"),), (signed("approved", "2033-01-14"),), ["CIC554"]),
        ((signed("reported", "2033-01-15"),), (signed("reported", "2033-01-10"), signed("approved", "2033-01-14")), []),
        ((signed("reported", "2032-12-31"),), (), []),
        ((signed("reported", "2032-12-30"),), (), ["CIC555"]),
        ((signed("reported", "2032-12-30", more=", early: {en: the programme ended}"),), (), []),
        ((), (signed("approved", "2032-12-30"),), ["CIC555"]),
    ],
)
def test_rules(base: Path, whole: tuple[str, ...], part: tuple[str, ...], codes: list[str]) -> None:
    write(base, *whole, part=part)
    assert [one.code for one in found_in(base)] == codes


@pytest.mark.parametrize(
    ("whole", "part", "approval", "asked"),
    [
        ((), (), False, []),
        ((), (), True, [2032]),
        ((signed("reported", "2033-01-15"),), (), True, [2032]),
        ((signed("approved", "2033-01-15"),), (), True, []),
        ((), (signed("approved", "2033-01-15"),), True, []),
    ],
    ids=["not-asked", "nothing", "reported", "approved", "each-part"],
)
def test_what_is_not_approved_is_asked_for(
    base: Path, cic, whole: tuple[str, ...], part: tuple[str, ...], approval: bool, asked: list[int]
) -> None:
    write(base, *whole, part=part, approval=approval)
    programme = load(Folder(base), checked(base)[0].programme.today).programme
    assert [year for one in missing(programme, 2032) for year in one.unapproved] == asked
    letter = cic("missing", "--year", 2032, "--data", base, *DAY).out
    assert ("the approval of the report of 2032" in letter) is bool(asked)
    rows = json.loads(cic("missing", "--year", 2032, "--data", base, *DAY, "--format", "json").out)["tables"][0]["rows"]
    assert any(row["wording"] == "approval of the report of the year" for row in rows) is bool(asked)
    report = cic("report", "--year", 2032, "--data", base, *DAY, "--format", "csv", "--table", "missing").out
    assert ("unapproved" in report) is bool(asked)
