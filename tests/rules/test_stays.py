"""Who comes, leaves and merges: what cannot be, and what is still promised."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import BASE, DATA, found_in, marks, put, shipped_data

DELTA = """
id: delta-echo
source: {document: plan}
communes:
  delta: {name: Delta, country: BE}
  echo:
    name: Echo
    country: XA
    targets: {OS.1: {2032: 1}}
%s
budget: {OS: {amount: 40.00}}
"""


def said(base: Path, echo: str, more: dict[str, str] | None = None) -> list[tuple[str, str]]:
    put(
        base,
        {
            "partnerships/delta-echo.yaml": DELTA % "\n".join(f"    {line}" for line in echo.splitlines()),
            **(more or {}),
        },
    )
    return [(one.code, str(one.message)) for one in found_in(base)]


def test_a_merger_needs_a_day(base: Path) -> None:
    assert said(base, "merged_into: bravo") == [
        ("CIC531", "echo merged into bravo, but no day says when: write `until:`")
    ]


def test_nobody_merges_into_itself(base: Path) -> None:
    until = "until: {date: 2032-12-31, reason: {en: A law}}\nmerged_into: echo"
    assert said(base, until) == [("CIC531", "echo would carry on after itself: echo merged into it")]


def test_a_circle_of_mergers_is_told_at_each(base: Path) -> None:
    alfa = (base / "partnerships" / "alfa-bravo.yaml").read_text()
    bravo = "targets: {OS.1: {2032: 1}}, merged_into: echo, until: {date: 2032-12-31, reason: {en: A law}}}\n  charlie"
    circle = alfa.replace("targets: {OS.1: {2032: 1}}}\n  charlie", bravo)
    until = "until: {date: 2032-12-31, reason: {en: A law}}\nmerged_into: bravo"
    found = said(base, until, {"partnerships/alfa-bravo.yaml": circle})
    assert [code for code, _ in found] == ["CIC531", "CIC531"]


def test_who_carries_on_must_be_known(base: Path) -> None:
    until = "until: {date: 2032-12-31, reason: {en: A law}}\nmerged_into: brovo"
    assert said(base, until) == [("CIC205", "brovo is not a known commune: did you mean bravo?")]


def test_who_carries_on_is_there_on_the_day_after(base: Path) -> None:
    alfa = (base / "partnerships" / "alfa-bravo.yaml").read_text()
    late = alfa.replace("bravo: {name: Bravo, country: XA,", "bravo: {name: Bravo, country: XA, since: 2032-06-01,")
    until = "until: {date: 2032-03-31, reason: {en: A law}}\nmerged_into: bravo"
    found = said(base, until, {"partnerships/alfa-bravo.yaml": late})
    assert ("CIC531", "echo merged into bravo, which is not there on 2032-04-01, the day after") in found


@pytest.mark.parametrize(
    ("echo", "message"),
    [
        ("since: 2033-01-01", "echo came on 2033-01-01, but the programme runs from 2031 to 2032"),
        (
            "until: {date: 2030-12-31, reason: {en: Left}}",
            "echo left on 2030-12-31, but the programme runs from 2031 to 2032",
        ),
    ],
)
def test_days_outside_the_programme(base: Path, echo: str, message: str) -> None:
    assert message in [text for code, text in said(base, echo) if code == "CIC531"]


def test_who_comes_back_is_told_how_that_is_said(base: Path) -> None:
    text = "since: 2032-06-01\nuntil: {date: 2031-12-31, reason: {en: Left}}"
    (message,) = [words for code, words in said(base, text) if code == "CIC531"]
    assert message == (
        "echo left on 2031-12-31, before it came on 2032-06-01; who comes back has a new entry, with an id of its own"
    )


def test_one_finding_says_what_is_promised_without_who_left(base: Path) -> None:
    assert said(base, "until: {date: 2032-03-31, reason: {en: Left}}") == [
        ("CIC533", "without echo the communes' targets make less than the programme promises: OS.1 in 2032: 2 of 3")
    ]


def test_a_whole_partnership_is_told_once(base: Path) -> None:
    text = DELTA % "" + "until: {date: 2032-03-31, reason: {en: Left}}\n"
    put(base, {"partnerships/delta-echo.yaml": text})
    assert [(one.code, one.place.line) for one in found_in(base)] == [("CIC533", 12)]


def test_who_left_after_the_milestone_leaves_no_gap(base: Path) -> None:
    assert said(base, "until: {date: 2032-12-31, reason: {en: Left}}") == []


def test_communes_that_merged_are_one_and_that_is_told_once(base: Path) -> None:
    until = "until: {date: 2032-03-31, reason: {en: A law}}\nmerged_into: grand-echo"
    text = DELTA % "\n".join(f"    {line}" for line in until.splitlines())
    text = text.replace("budget:", "  grand-echo: {name: Grand Echo, country: XA, since: 2032-04-01}\nbudget:")
    alfa = (base / "partnerships" / "alfa-bravo.yaml").read_text()
    bravo = "targets: {OS.1: {2032: 1}}, merged_into: grand-echo, until: {date: 2032-03-31, reason: {en: A law}}}\n  charlie"
    put(
        base,
        {
            "partnerships/delta-echo.yaml": text,
            "partnerships/alfa-bravo.yaml": alfa.replace("targets: {OS.1: {2032: 1}}}\n  charlie", bravo),
        },
    )
    found = [(one.code, str(one.message)) for one in found_in(base)]
    assert found == [
        ("CIC533", "without bravo the communes' targets make less than the programme promises: OS.1 in 2032: 2 of 3")
    ]


def test_a_total_that_falls_within_its_window_is_found(base: Path) -> None:
    logframe = (BASE / "logframe.yaml").read_text()
    indicator = """      OS.2:
        label: Indicator 2
        statement: {en: Each school is evaluated}
        unit: evaluations
        level: commune
        population: southern_communes
        over_communes: sum
        over_years: per_period%s
        targets: {2032: {value: 3, as_printed: 3 evaluations, window: {start: 2031, end: 2032}}}
        sources_of_verification: {register: {en: Register}}
"""
    report = """year: %s
partnership: alfa-bravo
communes:
  bravo:
    observations:
      OS.2:
        value: %s
        evidence: [{kind: register, address: a.pdf}]
"""
    files = {
        "logframe.yaml": logframe + indicator % "",
        "reports/2031/alfa-bravo.yaml": report % (2031, 1),
        "reports/2032/alfa-bravo.yaml": report % (2032, "0 #! CIC513"),
    }
    put(base, files)
    found = {(one.place.file, one.place.line, one.code) for one in found_in(base) if one.code == "CIC513"}
    assert found == set(marks(files))
    put(base, {"logframe.yaml": logframe + indicator % "\n        reports: of_the_year"})
    assert "CIC513" not in {one.code for one in found_in(base)}


@shipped_data
def test_the_shipped_data_need_one_entry_for_one_commune_that_leaves(tmp_path: Path) -> None:
    import shutil

    copy = Path(shutil.copytree(DATA, tmp_path / "data"))
    assert found_in(copy) == []
    file = copy / "partnerships" / "jette-belfaa.yaml"
    text = file.read_text(encoding="utf-8")
    start = text.index("\n  belfaa:\n") + len("\n  belfaa:\n")
    entry = '    until: {date: 2018-06-30, reason: {fr: "La commune a quitté le programme"}}\n'
    file.write_text(text[:start] + entry + text[start:], encoding="utf-8")
    # the one entry, and one warning that says what is promised without the commune
    assert [(one.code, one.place.file) for one in found_in(copy)] == [("CIC533", "partnerships/jette-belfaa.yaml")]


PARTNERSHIPS = """source: {document: plan, section: "2"}
outcomes:
  OS:
    label: Outcome
    statement: {en: Communes have schools}
    indicators:
      OS.1:
        label: Indicator 1
        statement: {en: Partnerships have an agreement}
        unit: partnerships
        level: partnership
        over_communes: count
        over_years: cumulative
        targets:
          2031: {value: 2, as_printed: 2 partnerships}
          2032: {value: 2, as_printed: 2 partnerships}
        sources_of_verification: {agreement: {en: Agreement}}
"""


@pytest.mark.parametrize(
    ("until", "values"),
    [
        ("until: {date: 2032-03-31, reason: {en: Left}}", "OS.1 in 2032: 1 of 2"),
        ("until: {date: 2032-03-31, reason: {en: A law}}\nmerged_into: alfa-bravo", "OS.1 in 2032: 1 of 2"),
        ("until: {date: 2031-06-30, reason: {en: Left}}", "OS.1 in 2031: 1 of 2, OS.1 in 2032: 1 of 2"),
        ("until: {date: 2032-12-31, reason: {en: Left}}", ""),
    ],
)
def test_fewer_partnerships_than_are_promised(base: Path, until: str, values: str) -> None:
    for name in ("alfa-bravo", "delta-echo"):
        file = base / "partnerships" / f"{name}.yaml"
        file.write_text(file.read_text().replace(", targets: {OS.1: {2032: 1}}", ""))
    with (base / "partnerships/delta-echo.yaml").open("a") as file:
        file.write(until + "\n")
    put(base, {"logframe.yaml": PARTNERSHIPS})
    found = [str(one.message) for one in found_in(base) if one.code == "CIC533"]
    said = f"without delta-echo there are fewer partnerships than the programme promises: {values}"
    assert found == ([said] if values else [])
