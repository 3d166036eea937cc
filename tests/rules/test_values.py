"""The rules of parts, steps, percentages and kinds of values: one step to either side, and what is not said."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import found_in, put

FRAME = """
source: {{document: plan}}
outcomes:
  OS:
    statement: {{en: Communes have schools}}
    indicators:
      LF: {{label: I 1, statement: {{en: Things}}, unit: {unit}, level: programme, over_years: {years},
           sources_of_verification: {{register: {{en: Register}}}}, {own}}}
{more}
"""
PROOF = "evidence: [{kind: register, address: a.pdf}]"
SEX = "disaggregated_by: {sex: {women: {fr: femmes, nl: vrouwen}, men: {fr: hommes}}, age: {young: {en: under 30}}}"
ONE = f"over_communes: none, {SEX}, targets: {{2032: {{value: 20, as_printed: x}}}}"
SHARE = ONE.replace("none", "ratio")
SCALE = (
    "over_communes: none, scale: {none: {fr: aucun}, draft: {fr: projet}, adopted: {fr: adopté}}, "
    "targets: {2032: {value: 1, step: adopted, as_printed: x}}"
)
OURS = {f"CIC{number}" for number in (406, 511, 512, 513, 514, *range(540, 550))}


def said(
    base: Path, own: str, *reports: str, unit: str = "things", years: str = "cumulative", more: str = ""
) -> list[str]:
    """What is found of an indicator of the programme, with what was reported of it in 2031 and 2032: code, key and message."""
    files = {"logframe.yaml": FRAME.format(unit=unit, years=years, own=own, more=more)}
    for year, one in enumerate(reports, 2031):
        files[f"reports/{year}/programme.yaml"] = f"year: {year}\nobservations: {{LF: {{{one}}}}}\n"
    put(base, files)
    found = [one for one in found_in(base) if one.code in OURS]
    return [f"{one.code} {(one.key or '').rpartition('[LF]')[2].lstrip('.')}: {one.message}" for one in found]


BY_AGE = "age: {unknown: 20}"


@pytest.mark.parametrize(
    ("own", "report", "found"),
    [
        (ONE, f"value: 20, by: {{sex: {{women: 12, men: 8}}, {BY_AGE}}}", []),
        (ONE, f"value: 20, by: {{sex: {{women: 12.5, men: 7.5}}, {BY_AGE}}}", []),
        (ONE, f"value: 20, by: {{sex: {{women: 12, unknown: 8}}, {BY_AGE}}}", []),
        (ONE, f"value: 20, by: {{sex: {{women: 12, men: 7}}, {BY_AGE}}}", ["CIC540 by[sex]: LF by sex: the parts make 19, but 20 is reported (-1); write `unknown: 1` if nobody knows of whom the rest is"]),
        (ONE, f"value: 20, by: {{sex: {{women: 12, men: 9}}, {BY_AGE}}}", ["CIC540 by[sex]: LF by sex: the parts make 21, but 20 is reported (+1)"]),
        (ONE, f"value: 20, by: {{sex: {{women: 12, men: 7, unknown: 2}}, {BY_AGE}}}", ["CIC540 by[sex]: LF by sex: the parts make 21, but 20 is reported (+1)"]),
        (ONE, f"value: 20, by: {{sex: {{women: -1, men: 21}}, {BY_AGE}}}", ["CIC540 by[sex][women]: women of LF cannot be less than nothing, but -1 is reported"]),
        (ONE, f"value: 20, by: {{sex: {{femmes: 12, men: 8}}, {BY_AGE}}}", ["CIC541 by[sex][femmes]: femmes is no part of LF by sex: did you mean women?"]),
        (ONE, f"value: 20, by: {{sex: {{Women: 12, men: 8}}, {BY_AGE}}}", ["CIC541 by[sex][Women]: Women is no part of LF by sex: did you mean women?"]),
        (ONE, f"value: 20, by: {{sex: {{unknwon: 12, men: 8}}, {BY_AGE}}}", ["CIC541 by[sex][unknwon]: unknwon is no part of LF by sex: did you mean unknown?"]),
        (ONE, f"value: 20, by: {{sex: {{goats: 12, men: 8}}, {BY_AGE}}}", ["CIC541 by[sex][goats]: goats is no part of LF by sex: there are women, men"]),
        (ONE, f"value: 20, by: {{sexe: {{women: 12, men: 8}}, {BY_AGE}}}", ["CIC541 by[sexe]: LF is not divided by sexe: did you mean sex?"]),
        (ONE, f"value: 20, by: {{place: {{north: 20}}, {BY_AGE}}}", ["CIC541 by[place]: LF is not divided by place: it is by sex, age"]),
        (ONE, f"value: 20, by: {{{BY_AGE}}}", ["CIC542 : LF is reported without its parts by sex"]),
        (ONE, "value: 20", ["CIC542 : LF is reported without its parts by sex, age"]),
        (ONE, "value: 0", []),
        (ONE, "not_applicable: {en: flood}", []),
        (ONE, f"value: 20, by: {{sex: {{women: {{numerator: 1, denominator: 2}}}}, {BY_AGE}}}", ["CIC540 by[sex][women]: a part of LF is a number, as its value is"]),
        (SHARE, "numerator: 2, denominator: 4, by: {sex: {women: {numerator: 2, denominator: 3}, men: {numerator: 0, denominator: 1}}, age: {young: {numerator: 2, denominator: 4}}}", []),
        (SHARE, "numerator: 2, denominator: 4, by: {sex: {women: {numerator: 2, denominator: 3}}, age: {young: {numerator: 2, denominator: 4}}}", ["CIC540 by[sex]: LF by sex: the denominators of the parts make 3, but 4 is reported (-1)"]),
        (SHARE, "numerator: 2, denominator: 4, by: {sex: {women: {numerator: 5, denominator: 4}}, age: {young: {numerator: 2, denominator: 4}}}", ["CIC540 by[sex][women][numerator]: 5 cannot be a part of 4"]),
        (SHARE, "numerator: 2, denominator: 4, by: {sex: {women: 2}, age: {young: {numerator: 2, denominator: 4}}}", ["CIC540 by[sex][women]: LF is a share: of each part the numerator and the denominator are needed"]),
    ],
)  # fmt: skip
def test_parts(base: Path, own: str, report: str, found: list[str]) -> None:
    assert said(base, own, "not_applicable: {en: none}", f"{report}, {PROOF}") == found


def test_a_part_of_a_running_total_does_not_fall(base: Path) -> None:
    first = f"value: 5, by: {{sex: {{women: 4, men: 1}}, age: {{unknown: 5}}}}, {PROOF}"
    later = f"value: 6, by: {{sex: {{women: 3, men: 3}}, age: {{young: 1, unknown: 5}}}}, {PROOF}"
    found = ["CIC513 by[sex][women]: LF, women: 3 by 2032 is less than the 4 of 2031"]
    assert said(base, ONE, first, later) == found
    assert said(base, f"reports: of_the_year, {ONE}", first, later) == []
    assert said(base, f"reports: state, {ONE}", first, later) == []


@pytest.mark.parametrize(
    ("own", "first", "second", "found"),
    [
        (SCALE, "step: none", f"step: adopted, {PROOF}", []),
        (SCALE, "step: draft", f"step: adopted, {PROOF}", ["CIC512 : LF is reported without evidence"]),
        (SCALE, f"step: adopted, {PROOF}", f"step: draft, {PROOF}", ["CIC514 step: LF stood at adopted in 2031, and is back at draft in 2032"]),
        (f"direction: decrease, {SCALE}", f"step: adopted, {PROOF}", f"step: draft, {PROOF}", []),
        (f"direction: decrease, {SCALE}", f"step: draft, {PROOF}", f"step: adopted, {PROOF}", ["CIC514 step: LF stood at draft in 2031, and is back at adopted in 2032"]),
        (SCALE, f"step: projet, {PROOF}", "step: none", ["CIC544 step: projet is no step of LF: did you mean draft?"]),
        (SCALE, f"step: signed, {PROOF}", "step: none", ["CIC544 step: signed is no step of LF: it has none, draft, adopted"]),
        (SCALE, "value: 1", "step: none", ["CIC512 : LF is reported without evidence", "CIC511 value: LF is reported by a step of its scale, not by a number: write `step`, one of none, draft, adopted"]),
        (SCALE, f"achieved: true, {PROOF}", "step: none", ["CIC511 achieved: LF is reported by a step of its scale: write `step` beside it, one of none, draft, adopted"]),
        (SCALE, f"step: draft, achieved: true, {PROOF}", f"step: draft, achieved: false, {PROOF}", ["CIC514 achieved: LF was reached in 2031, and is not in 2032"]),
        (SCALE, f"step: adopted, achieved: false, {PROOF}", f"step: adopted, {PROOF}", ["CIC511 achieved: adopted of LF is the step that is asked for, and `achieved: false` denies it"]),
        (SCALE.replace("step: adopted, ", ""), "step: none", f"step: draft, {PROOF}", ["CIC544 targets[2032]: LF has a scale, and the target of 2032 does not say which step is to be reached"]),
        (SCALE.replace("step: adopted", "step: adoptd"), "step: none", f"step: draft, {PROOF}", ["CIC544 targets[2032].step: adoptd is no step of LF: did you mean adopted?"]),
        (SCALE.replace("value: 1", "value: 3"), "step: none", f"step: draft, {PROOF}", ["CIC545 targets[2032].value: LF is one for all: it is reached (1) or not (0), and 3 is promised"]),
        (f"reports: of_the_year, {SCALE}", "step: none", f"step: draft, {PROOF}", ["CIC545 reports: LF is reported by steps or words, which are how something stands, and no of_the_year"]),
        (f"qualitative: true, {SCALE}", "step: none", f"step: draft, {PROOF}", ["CIC545 qualitative: LF has a scale, and words are to be reported in place of its steps"]),
    ],
)  # fmt: skip
def test_steps(base: Path, own: str, first: str, second: str, found: list[str]) -> None:
    assert said(base, own, first, second) == found


def test_fewer_may_reach_a_higher_step(base: Path) -> None:
    two = (
        "over_communes: count, scale: {draft: {en: a draft}, adopted: {en: adopted}}, "
        "targets: {2031: {value: 1, step: %s, as_printed: x}, 2032: {value: 0, step: %s, as_printed: x}}"
    )
    assert said(base, two % ("draft", "adopted")) == []
    assert said(base, two % ("adopted", "adopted")) == [
        "CIC406 targets[2032].value: LF: 0 by 2032 is below the 1 of 2031"
    ]


@pytest.mark.parametrize(
    ("unit", "over", "more", "found"),
    [
        ("percent", "sum", "", True), ("percent", "count", "", True), ("percent", "ratio", "", False), ("percent", "none", "", False),
        ("percent", "mean", "", False), ("percent", "max", "", False), ("'%'", "sum", "", True), ("'% of staff'", "sum", "", True),
        ("pour cent", "sum", "", True), ("Procent", "sum", "", True), ("pourcentage des ménages", "sum", "", True),
        ("share", "sum", "units: {share: {fr: pour cent, nl: procent}}", True), ("share", "sum", "units: {share: {fr: parts}}", False),
        ("centimes", "sum", "", False), ("persons", "sum", "", False),
    ],
)  # fmt: skip
def test_percentages_are_neither_added_nor_counted(base: Path, unit: str, over: str, more: str, found: bool) -> None:
    own = f"over_communes: {over}, targets: {{2032: {{value: 1, as_printed: x}}}}"
    wrong = ["CIC546 over_communes: LF is a percentage, and percentages of several are neither added up nor counted"]
    assert said(base, own, unit=unit, more=more) == (wrong if found else [])


@pytest.mark.parametrize(
    ("over", "reports", "falls"),
    [("mean", "", False), ("mean", "reports: running_total, ", True), ("min", "", False), ("sum", "", True)],
)
def test_a_mean_is_how_it_is_and_may_fall(base: Path, over: str, reports: str, falls: bool) -> None:
    own = f"{reports}over_communes: {over}, targets: {{2032: {{value: 4, as_printed: x}}}}"
    found = said(base, own, f"value: 4, {PROOF}", f"value: 3, {PROOF}")
    assert found == (["CIC513 value: LF: 3 by 2032 is less than the 4 of 2031"] if falls else [])


def test_no_scale_has_hundreds_of_steps(base: Path) -> None:
    steps = ", ".join(f"s{n}: {{en: Step {n}}}" for n in range(51))
    put(
        base,
        {
            "logframe.yaml": FRAME.format(
                unit="plans", years="cumulative", own=SCALE.replace("none: {fr: aucun}", steps), more=""
            )
        },
    )
    (found,) = [one for one in found_in(base) if one.code == "CIC104"]
    assert str(found.message) == "a scale has at most 50 steps, not 53"
