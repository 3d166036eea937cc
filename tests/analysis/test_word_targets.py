"""Targets in words: due and asked for like any other, answered by words, and never a number."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from conftest import checked, found_in, put

from cic.analysis.groups import group_judgement
from cic.analysis.outstanding import missing
from cic.analysis.progress import commune_targets, judgement
from cic.analysis.status import Status

LOGFRAME = """
source: {document: plan}
outcomes:
  OS:
    statement: {en: Communes have schools}
    indicators:
      OS.1: {label: I 1, statement: {en: The law}, unit: law, level: programme, over_communes: none,
             over_years: cumulative, sources_of_verification: {gazette: {en: Gazette}},
             targets_in_words: {2031: {as_printed: The law is before parliament}},
             targets: {2032: {value: 3, as_printed: 3 decrees}}}
      OS.2: {label: I 2, statement: {en: Plans}, unit: plans, level: commune, population: southern_communes,
             over_communes: count, over_years: cumulative, sources_of_verification: {plan: {en: Plan}},
             targets_in_words: {2031: {as_printed: The plans are discussed}}}
"""
PROOF = "evidence: [{kind: gazette, address: a.pdf, date: 2031-05-04}]"


def write(base: Path, observation: str, year: int = 2031) -> None:
    put(base, {"logframe.yaml": LOGFRAME})
    for file in (base / "partnerships").iterdir():
        file.write_text(file.read_text(encoding="utf-8").replace(", targets: {OS.1: {2032: 1}}", ""), encoding="utf-8")
    if observation:
        put(base, {f"reports/{year}/programme.yaml": f"year: {year}\nobservations:\n  OS.1: {{{observation}}}\n"})


def stands(base: Path, year: int = 2031):
    programme = checked(base)[0].programme
    return judgement(programme, programme.indicators["OS.1"], year)


@pytest.mark.parametrize(
    ("observation", "status"),
    [
        ("", Status.NOT_REPORTED),
        ("text: {en: The council of ministers has it}", Status.REPORTED),
        ("achieved: true", Status.REPORTED),
        (f"achieved: true, {PROOF}", Status.ACHIEVED),
        (f"text: {{en: Tabled}}, achieved: true, {PROOF}", Status.ACHIEVED),
        (f"text: {{en: Withdrawn}}, achieved: false, {PROOF}", Status.REPORTED),
        ("value: 5", Status.REPORTED),
        ("not_applicable: {en: No parliament}", Status.NOT_APPLICABLE),
    ],
    ids=["nothing", "words", "achieved-unproved", "achieved", "words-and-achieved", "not-achieved", "a-number", "none"],
)
def test_status(base: Path, observation: str, status: Status) -> None:
    write(base, observation)
    found = stands(base)
    assert (found.status, found.progress, found.reported.value) == (status, None, None)
    programme = checked(base)[0].programme
    asked = {id for one in missing(programme, 2031) if one.commune == "" for id in one.indicators}
    assert ("OS.1" in asked) == (status is Status.NOT_REPORTED)


@pytest.mark.parametrize("observation", [f"achieved: true, {PROOF}", "text: {en: Tabled}"])
def test_what_answers_words_is_no_fault(base: Path, observation: str) -> None:
    write(base, observation)
    assert found_in(base) == []


def test_the_next_milestone_is_a_number_again(base: Path) -> None:
    write(base, "text: {en: Tabled}")
    assert stands(base, 2030).status is Status.NOT_DUE
    found = stands(base, 2032)
    assert (found.status, found.due.value) == (Status.NOT_REPORTED, 3)  # words measure no decrees
    write(base, "value: 3", 2032)
    assert stands(base, 2032).status is Status.ACHIEVED


def test_words_of_communes(base: Path) -> None:
    write(base, "")
    report = "year: 2031\npartnership: alfa-bravo\ncommunes:\n  bravo: {observations: {OS.2: {text: {en: In May}}}}\n"
    put(base, {"reports/2031/alfa-bravo.yaml": report})
    programme = checked(base)[0].programme
    plans = programme.indicators["OS.2"]
    assert judgement(programme, plans, 2031).status is Status.INCOMPLETE
    assert group_judgement(programme, plans, 2031, ("bravo",)).status is Status.REPORTED
    assert group_judgement(programme, plans, 2031, ("echo",)).status is Status.NOT_REPORTED
    assert commune_targets(programme, plans, 2031) == ()
    asked = {one.commune for one in missing(programme, 2031) if "OS.2" in one.indicators}
    assert asked == {"charlie", "echo"}


def test_pages_and_letters_print_the_words(base: Path, cic) -> None:
    write(base, "text: {en: The council of ministers has it}")
    day = ("--data", base, "--as-of", "2034-06-30")
    said = (
        "OS.1 is promised in words for 2031: “The law is before parliament”; "
        "reported: (programme) 2031: “The council of ministers has it”"
    )
    report = " ".join(cic("report", "--year", 2031, *day).out.split())
    assert said in report
    assert "what is promised in words is reported" in report
    tables = json.loads(cic("report", "--year", 2031, *day, "--format", "json").out)["tables"]
    (row,) = [
        row for table in tables if table["key"] == "indicators.OS" for row in table["rows"] if row["id"] == "OS.1"
    ]
    assert (row["due"], row["due_year"], row["reported"]) == ({"state": "in words"}, 2031, {"state": "in words"})
    assert (row["status"], row["progress"]) == ("reported", None)
    explained = " ".join(cic("report", "--year", 2031, "--explain", *day).out.split())
    assert "due in words; reported by 1 of 1, achieved with evidence by 0" in explained
    shown = " ".join(cic("show", "OS.1", *day).out.split())
    assert "The law is before parliament" in shown
    assert "◆ reported" in shown
    listed = cic("list", "indicators", *day, "--format", "json").out
    assert "2031: The law is before parliament, 2032: 3" in listed
    letter = " ".join(cic("missing", "--year", 2031, *day).out.split())
    assert "promised for 2031: The plans are discussed; to report in words, and whether it is reached" in letter


@pytest.mark.parametrize("format", ["table", "terminal", "markdown", "csv", "json", "html"])
def test_every_format_takes_it(base: Path, cic, format: str) -> None:
    write(base, "text: {en: Tabled}")
    extra = ("--table", "indicators.OS") if format == "csv" else ()
    ran = cic("report", "--year", 2031, "--data", base, "--as-of", "2034-06-30", "--format", format, *extra)
    assert (ran.code, ran.err) == (0, "")
    assert "in words" in ran.out


@pytest.mark.parametrize(
    ("targets", "said"),
    [
        ("targets_in_words: {2032: {as_printed: 3 decrees}}", "is promised in words for 2032, but they name 3"),
        ("targets_in_words: {2032: {as_printed: The law of 2032}}", ""),
        ("targets: {2032: {as_printed: 3 decrees}}", "the key value is missing"),
        (
            "targets_in_words: {2032: {as_printed: Laws}}, targets: {2032: {value: 3, as_printed: 3 laws}}",
            "2032 has a target with a value and one in words",
        ),
        ("direction: increase", "nothing is promised"),
    ],
    ids=["a-number", "its-own-year", "a-forgotten-value", "both", "neither"],
)
def test_what_is_found(base: Path, targets: str, said: str) -> None:
    write(base, "")
    path = base / "logframe.yaml"
    text = path.read_text(encoding="utf-8")
    first = "targets_in_words: {2031: {as_printed: The law is before parliament}},\n             "
    path.write_text(
        text.replace(first, "").replace("targets: {2032: {value: 3, as_printed: 3 decrees}}", targets), encoding="utf-8"
    )
    found = [str(one.message) for one in found_in(base) if one.place.file == "logframe.yaml"]
    assert any(said in one for one in found) if said else not found, found


def test_a_promise_in_words_that_changes_needs_a_correction(base: Path, tmp_path: Path) -> None:
    write(base, "")
    before = Path(shutil.copytree(base, tmp_path / "before"))
    path = base / "logframe.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("is before parliament", "is drafted"), encoding="utf-8")
    assert "CIC525" in [one.code for one in found_in(base, against=before)]


TWICE = """
source: {document: plan}
outcomes:
  OS:
    statement: {en: Communes have schools}
    indicators:
      OS.1: {label: I 1, statement: {en: The law}, unit: law, level: programme, over_communes: none,
             over_years: cumulative, sources_of_verification: {gazette: {en: Gazette}},
             targets_in_words: {2031: {as_printed: The law is drafted}, %s: {as_printed: The law is voted}}}
"""
DRAFTED = f"text: {{en: Drafted}}, achieved: true, {PROOF}"


@pytest.mark.parametrize(
    ("second", "in_2031", "in_2032"),
    [
        ("2032", Status.ACHIEVED, Status.NOT_REPORTED),
        # one report is the first after both days, and answers the later promise
        ("2031-06-30", Status.ACHIEVED, Status.ACHIEVED),
    ],
)
def test_an_earlier_promise_that_was_kept_answers_no_later_one(
    base: Path, second: str, in_2031: Status, in_2032: Status
) -> None:
    write(base, DRAFTED)
    put(base, {"logframe.yaml": TWICE.replace("2031: {", "2031-03-31: {" if "-" in second else "2031: {") % second})
    assert (stands(base, 2031).status, stands(base, 2032).status) == (in_2031, in_2032)
    asked = {id for one in missing(checked(base)[0].programme, 2032) if one.commune == "" for id in one.indicators}
    assert ("OS.1" in asked) == (in_2032 is Status.NOT_REPORTED)
    write(base, "text: {en: Voted in May}", 2032)
    put(base, {"logframe.yaml": TWICE % "2032"})
    assert stands(base, 2032).status is Status.REPORTED


@pytest.mark.parametrize("observation", ["value: 1", "step: voted", "numerator: 1, denominator: 2"])
def test_what_is_no_words_answers_none(base: Path, observation: str) -> None:
    """Where words alone are promised a number is a fault, and no answer."""
    write(base, observation)
    put(base, {"logframe.yaml": TWICE % "2032"})
    assert stands(base, 2031).status is Status.NOT_REPORTED
    assert [one.code for one in found_in(base) if one.code in ("CIC511", "CIC544")] != []
