"""Baselines of communes beside or instead of the programme's: what they make together, and where progress starts."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import checked, put

from cic.analysis.groups import group_judgement
from cic.analysis.progress import judgement
from cic.analysis.status import Status

HEAD = """
source: {document: plan}
outcomes:
  OS:
    statement: {en: Communes have schools}
    indicators:
      OS.1: {label: I 1, statement: {en: Fairs}, unit: fairs, level: commune, population: southern_communes,
             over_years: cumulative, targets: {2032: {value: 9, as_printed: 9 fairs}}, %s}
"""
SUM = "over_communes: sum"
COUNT = "over_communes: count"
RATIO = "over_communes: ratio"
TARGETS = "targets: {OS.1: {2032: 3}}"


def write(base: Path, indicator: str, values: dict[str, str]) -> None:
    put(base, {"logframe.yaml": HEAD % indicator})
    for file in (base / "partnerships").iterdir():
        file.write_text(
            file.read_text(encoding="utf-8").replace("targets: {OS.1: {2032: 1}}", TARGETS), encoding="utf-8"
        )
    for partnership, communes in (("alfa-bravo", ("bravo", "charlie")), ("delta-echo", ("echo",))):
        own = "".join(f"  {one}: {{observations: {{OS.1: {{{values[one]}}}}}}}\n" for one in communes if one in values)
        if own:
            put(base, {f"reports/2032/{partnership}.yaml": f"year: 2032\npartnership: {partnership}\ncommunes:\n{own}"})


def stands(base: Path, members: tuple[str, ...] | None = None):
    programme = checked(base)[0].programme
    (located,) = programme.each_indicator()
    if members is None:
        return judgement(programme, located, 2032)
    return group_judgement(programme, located, 2032, members)


ALL_THREE = {"bravo": "value: 2", "charlie": "value: 4", "echo": "value: 0"}


@pytest.mark.parametrize(
    ("indicator", "values", "start", "progress"),
    [
        # 3 before, 6 now, 9 promised: (6 - 3) / (9 - 3)
        (f"{SUM}, baselines: {{bravo: {{value: 1}}, charlie: {{value: 2}}, echo: {{value: 0}}}}", ALL_THREE, 3, 50),
        # the programme's own stands where there is one, whatever the communes say
        (
            f"{SUM}, baseline: {{value: 0, as_printed: none}}, "
            "baselines: {bravo: {value: 1}, charlie: {value: 2}, echo: {value: 0}}",
            ALL_THREE,
            0,
            Decimal(600) / 9,
        ),
        # one that measures something else does not
        (
            f"{SUM}, baseline: {{value: 7, as_printed: 7 a year, comparable: false}}, "
            "baselines: {bravo: {value: 1}, charlie: {value: 2}, echo: {value: 0}}",
            ALL_THREE,
            3,
            50,
        ),
        # of one nobody knows
        (f"{SUM}, baselines: {{bravo: {{value: 1}}, charlie: {{value: 2}}}}", ALL_THREE, None, Decimal(600) / 9),
        # 3 of 20 are 15 %, not the mean of 25, 33 and 0; 9 of 60 are 15 % too: no way was made
        (
            f"{RATIO}, baselines: {{bravo: {{numerator: 1, denominator: 4}}, "
            "charlie: {numerator: 2, denominator: 6}, echo: {numerator: 0, denominator: 10}}",
            dict.fromkeys(ALL_THREE, "numerator: 3, denominator: 50"),
            15,
            (Decimal(6) - 15) * 100 / (9 - 15),
        ),
    ],
    ids=["a-sum", "own-first", "own-not-comparable", "one-lacks", "a-ratio-of-sums"],
)
def test_the_programme_starts_from_what_they_make_together(
    base: Path, indicator: str, values: dict[str, str], start: int | None, progress: Decimal
) -> None:
    write(base, indicator, values)
    found = stands(base)
    assert (found.start.value if found.start else None) == start
    assert found.progress == progress
    assert found.from_zero == (start is None)


def test_a_commune_starts_from_its_own(base: Path) -> None:
    write(base, f"{SUM}, baselines: {{bravo: {{value: 1}}, charlie: {{value: 2}}}}", ALL_THREE)
    assert stands(base, ("bravo",)).progress == 50  # (2 - 1) / (3 - 1)
    assert stands(base, ("bravo", "charlie")).progress == 100  # (6 - 3) / (6 - 3)
    assert stands(base, ("echo",)).from_zero


def test_a_commune_that_has_to_keep_what_it_had(base: Path) -> None:
    write(base, f"{SUM}, baselines: {{bravo: {{value: 3}}}}", {**ALL_THREE, "bravo": "value: 3"})
    found = stands(base, ("bravo",))
    assert (found.status, found.kept) == (Status.ACHIEVED, True)


def test_communes_are_counted_by_what_they_had(base: Path) -> None:
    baselines = "baselines: {bravo: {value: 1}, charlie: {value: 0}, echo: {value: 1}}"
    write(base, f"{COUNT}, {baselines}", dict.fromkeys(ALL_THREE, "achieved: true"))
    assert stands(base).start.value == 2


def test_who_carries_on_starts_from_what_merged_into_it(base: Path) -> None:
    write(base, f"{SUM}, baselines: {{bravo: {{value: 1}}, charlie: {{value: 2}}, echo: {{value: 0}}}}", ALL_THREE)
    file = base / "partnerships" / "alfa-bravo.yaml"
    text = file.read_text(encoding="utf-8").replace(
        "charlie: {name: Charlie,",
        "charlie: {name: Charlie, until: {date: 2031-12-31, reason: {en: Merged}}, merged_into: bravo,",
    )
    file.write_text(text, encoding="utf-8")
    # bravo has its own baseline, which stands for itself alone; without one the others' are added up
    assert stands(base, ("bravo",)).start.value == 1
    logframe = base / "logframe.yaml"
    logframe.write_text(logframe.read_text(encoding="utf-8").replace("bravo: {value: 1}, ", ""), encoding="utf-8")
    assert stands(base, ("bravo",)).start.value == 2


LATE = f"{SUM}, baselines: {{bravo: {{value: 1, year: 2031}}, charlie: {{value: 2, year: 2030}}, echo: {{value: 0}}}}"


def test_pages_say_what_a_baseline_is_made_of_and_that_it_is_late(base: Path, cic) -> None:
    write(base, LATE, ALL_THREE)
    day = ("--data", base, "--as-of", "2034-06-30")
    report = cic("report", "--year", 2032, *day).out
    assert "Baseline measured when the programme had begun: OS.1 (2031)" in report
    explained = " ".join(cic("report", "--year", 2032, "--explain", *day).out.split())
    assert "1 (bravo) + 2 (charlie) + 0 (echo), measured 2031, when the programme had begun" in explained
    shown = " ".join(cic("show", "OS.1", *day).out.split())
    assert "2031, when the programme had begun" in shown
    assert "Baseline 3 " in shown
    (table,) = [
        t
        for t in json.loads(cic("show", "OS.1", *day, "--format", "json").out)["tables"]
        if t["key"] == "indicators.baselines"
    ]
    assert [(row["who"], row["value"], row["measured"]) for row in table["rows"]] == [
        ("bravo", "1", "2031, when the programme had begun"),
        ("charlie", "2", "2030"),
        ("echo", "0", {"state": "not stated"}),
    ]
    by_commune = json.loads(cic("report", "--year", 2032, "--by", "commune", *day, "--format", "json").out)["tables"]
    rows = {table["key"]: table["rows"] for table in by_commune}
    assert rows["commune.bravo"][0]["baseline"] == "1"
    assert rows["commune.bravo"][0]["progress"] == "50"


@pytest.mark.parametrize(
    ("own", "codes"),
    [
        ("bravo: {value: 1}, charlie: {value: 2}, echo: {value: 0}", []),
        ("bravo: {value: 1}, charlie: {value: 2}, echo: {value: 1}", ["CIC550"]),
        ("bravo: {value: 1}, charlie: {value: 9}", []),
        ("bravo: {value: 1, year: 2032}", ["CIC551"]),
        ("bravo: {value: 1, year: 2031}", []),
        ("delta: {value: 1}", ["CIC552"]),
        ("nowhere: {value: 1}", ["CIC552"]),
        ("bravo: {numerator: 1, denominator: 2}", ["CIC552"]),
        ("bravo: {numerator: 1}", ["CIC104"]),
        ("bravo: {value: 1, numerator: 1, denominator: 2}", ["CIC104"]),
        ("bravo: {numerator: 1, denominator: 0}", ["CIC104"]),
    ],
)
def test_rules(base: Path, own: str, codes: list[str]) -> None:
    write(base, f"{SUM}, baseline: {{value: 3, as_printed: 3 fairs}}, baselines: {{{own}}}", ALL_THREE)
    found = {verdict.problem.rule.code for verdict in checked(base)[1].verdicts}
    assert sorted(found & {"CIC104", "CIC550", "CIC551", "CIC552"}) == codes


def test_an_agreed_baseline_that_changes_is_a_promise_that_changes(base: Path, tmp_path: Path) -> None:
    import shutil

    from conftest import found_in

    write(base, f"{SUM}, baselines: {{bravo: {{value: 1}}}}", ALL_THREE)
    before = Path(shutil.copytree(base, tmp_path / "before"))
    write(base, f"{SUM}, baselines: {{bravo: {{value: 2}}}}", ALL_THREE)
    found = [one.message for one in found_in(base, against=before) if one.code == "CIC522"]
    assert any("baselines" in str(one) or "1" in str(one) for one in found), found
