"""Values of every kind that officers have: parts beside a total, steps of a scale, words, means, least and highest values.
Every figure is reckoned by hand."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import checked, put

from cic.analysis.actuals import Reported, reported
from cic.analysis.composition import said, splits, steps
from cic.analysis.groups import group_judgement
from cic.analysis.outstanding import missing
from cic.analysis.progress import judgement
from cic.model.programme import Programme

IDENTITY = """
format: 1
id: demo
name: {en: Schools of Exampleland}
country: XA
period: {start: 2031, end: 2033}
source: {document: plan, section: "1"}
organisations: {league: {name: League of Communes, role: applicant}}
reporting: {years: [2031, 2032, 2033], thresholds: {on_track: 85, behind: 60}}
"""
LOGFRAME = """
source: {document: plan}
outcomes:
  OS:
    statement: {en: Communes have schools}
    indicators:
      LF:
        label: I 1
        statement: {en: Schools}
        unit: things
        level: commune
        population: southern_communes
        over_years: cumulative
        sources_of_verification: {register: {en: Register}}
"""
SEX = "disaggregated_by: {sex: {women: {en: women}, men: {en: men}}}"
SCALE = "scale: {none: {en: nothing}, draft: {en: a draft}, adopted: {en: adopted}}"
COMMUNES = {"bravo": "alfa-bravo", "charlie": "alfa-bravo", "echo": "delta-echo"}


def valued(
    base: Path,
    indicator: str,
    reports: dict[int, dict[str, str]],
    said_of: dict[str, str] | None = None,
    more: str = "",
) -> Programme:
    """The base programme with one indicator (its keys, a line each), and what was reported of it by year and commune.
    more: a further commune of the first partnership."""
    said_of = said_of or {}
    own = {**COMMUNES, **({more: "alfa-bravo"} if more else {})}
    lines = "".join(f"        {line}\n" for line in indicator.strip().splitlines())
    files = {"programme.yaml": IDENTITY, "logframe.yaml": LOGFRAME + lines}
    for partnership, northern in (("alfa-bravo", "alfa"), ("delta-echo", "delta")):
        communes = [id for id, owner in own.items() if owner == partnership]
        text = f"id: {partnership}\nsource: {{document: plan}}\ncommunes:\n  {northern}: {{name: North, country: BE}}\n"
        for id in communes:
            text += f"  {id}:\n    name: {id.title()}\n    country: XA\n"
            text += "".join(f"    {line}\n" for line in said_of.get(id, "").splitlines())
        files[f"partnerships/{partnership}.yaml"] = text
        for year, values in reports.items():
            seen = {id: value for id, value in values.items() if id in communes}
            if seen:
                files[f"reports/{year}/{partnership}.yaml"] = (
                    f"year: {year}\npartnership: {partnership}\ncommunes:\n"
                    + "".join(f"  {id}: {{observations: {{LF: {{{value}}}}}}}\n" for id, value in seen.items())
                )
    put(base, files)
    return checked(base, day=datetime.date(2040, 6, 30))[0].programme


def known(programme: Programme, year: int, *who: str) -> Reported:
    return reported(programme, programme.indicators["LF"], year, who or None)


def stands(programme: Programme, year: int) -> tuple[object, ...]:
    """Value; how many reported of how many; the status; the progress."""
    found = judgement(programme, programme.indicators["LF"], year)
    return (
        found.reported.value, len(found.reported.parts), len(found.reported.expected), found.status.value,
        found.progress,
    )  # fmt: skip


def parts(programme: Programme, year: int, *who: str) -> dict[str, Decimal | None]:
    indicator = programme.indicators["LF"].value
    return {one.part: one.value for one in splits(indicator, known(programme, year, *who))}


def targets(*values: str) -> str:
    return "targets: {" + ", ".join(f"{2031 + n}: {{{value}, as_printed: x}}" for n, value in enumerate(values)) + "}"


LEFT = "until: {date: 2032-03-31, reason: {en: Left}}"


# parts


def test_parts_are_added_up_like_the_value(base: Path) -> None:
    programme = valued(
        base,
        f"over_communes: sum\n{SEX}\n{targets('value: 60')}",
        {
            2031: {
                "bravo": "value: 20, by: {sex: {women: 12, men: 8}}",
                "charlie": "value: 15, by: {sex: {women: 5, unknown: 10}}",
                "echo": "value: 7",
            }
        },
    )
    assert stands(programme, 2031)[:4] == (42, 3, 3, "behind")
    # women 12 + 5; men 8; not known 10 of charlie and all 7 of echo: 17 + 8 + 17 = 42
    assert parts(programme, 2031) == {"women": 17, "men": 8, "unknown": 17}
    assert parts(programme, 2031, "bravo") == {"women": 12, "men": 8}
    # nobody of charlie said how many men there are: that is no zero
    assert parts(programme, 2031, "charlie") == {"women": 5, "unknown": 10}
    assert parts(programme, 2031, "echo") == {}


def test_parts_of_a_running_total_are_carried(base: Path) -> None:
    programme = valued(
        base,
        f"over_communes: sum\n{SEX}\n{targets('value: 9')}",
        {
            2031: {
                "bravo": "value: 4, by: {sex: {women: 3, men: 1}}",
                "charlie": "value: 5, by: {sex: {women: 1, men: 4}}",
            },
            2032: {"bravo": "value: 6, by: {sex: {women: 4, men: 2}}"},
        },
    )
    # 6 of bravo in 2032 and 5 of charlie that stand on 2031
    assert known(programme, 2032).value == 11
    assert parts(programme, 2032) == {"women": 5, "men": 6}


def test_parts_of_the_year_are_added_up_over_years(base: Path) -> None:
    programme = valued(
        base,
        f"over_communes: sum\nreports: of_the_year\n{SEX}\n{targets('value: 9')}",
        {
            2031: {"bravo": "value: 4, by: {sex: {women: 3, men: 1}}"},
            2032: {"bravo": "value: 2, by: {sex: {women: 2}}", "echo": "value: 1, by: {sex: {men: 1}}"},
        },
    )
    # 4 + 2 + 1; women 3 + 2, men 1 + 1
    assert known(programme, 2032).value == 7
    assert parts(programme, 2032) == {"women": 5, "men": 2}
    assert parts(programme, 2032, "bravo") == {"women": 5, "men": 1}


def test_parts_of_who_left_stay_with_the_value(base: Path) -> None:
    programme = valued(
        base,
        f"over_communes: sum\n{SEX}\n{targets('value: 9')}",
        {2031: {"bravo": "value: 4, by: {sex: {women: 4}}", "echo": "value: 3, by: {sex: {women: 1, men: 2}}"}},
        {"echo": LEFT},
    )
    assert known(programme, 2033).value == 7
    assert parts(programme, 2033) == {"women": 5, "men": 2}


def test_parts_of_a_rate_are_of_its_year_alone(base: Path) -> None:
    rate = f"over_communes: sum\n{SEX}\n{targets('value: 9')}"
    programme = valued(base, rate, {2031: {"bravo": "value: 4, by: {sex: {women: 4}}"}})
    path = base / "logframe.yaml"
    path.write_text(path.read_text().replace("cumulative", "rate"))
    programme = checked(base, day=datetime.date(2040, 6, 30))[0].programme
    assert parts(programme, 2031) == {"women": 4}
    assert parts(programme, 2032) == {}


def test_parts_of_a_share_are_shares(base: Path) -> None:
    age = "disaggregated_by: {age: {young: {en: young}, old: {en: old}}}"
    programme = valued(
        base,
        f"over_communes: ratio\n{age}\n{targets('value: 50')}",
        {
            2031: {
                "bravo": "numerator: 5, denominator: 12, by: {age: {young: {numerator: 2, denominator: 4}, "
                "old: {numerator: 3, denominator: 8}}}",
                "charlie": "numerator: 3, denominator: 4, by: {age: {young: {numerator: 2, denominator: 2}}}",
            }
        },
    )
    # (5 + 3) / (12 + 4); young (2 + 2) / (4 + 2); old 3 / 8; what is left of charlie 1 / 2
    assert known(programme, 2031).value == 50
    assert {part: round(value or 0, 2) for part, value in parts(programme, 2031).items()} == {
        "young": Decimal("66.67"), "old": Decimal("37.5"), "unknown": 50,
    }  # fmt: skip


def test_two_dimensions_stand_beside_each_other(base: Path) -> None:
    both = SEX[:-1] + ", age: {young: {en: young}}}"
    programme = valued(
        base,
        f"over_communes: sum\n{both}\n{targets('value: 9')}",
        {2031: {"bravo": "value: 4, by: {sex: {women: 1, men: 3}, age: {young: 3}}"}},
    )
    found = [
        (one.dimension, one.part, one.value) for one in splits(programme.indicators["LF"].value, known(programme, 2031))
    ]
    assert found == [("sex", "women", 1), ("sex", "men", 3), ("age", "young", 3), ("age", "unknown", 1)]


# steps of a scale

PLANS = f"over_communes: count\n{SCALE}\n{targets('value: 3, step: draft', 'value: 2, step: adopted')}"


def test_a_scale_counts_who_has_reached_the_step_that_is_due(base: Path) -> None:
    programme = valued(base, PLANS, {2031: {"bravo": "step: adopted", "charlie": "step: draft", "echo": "step: none"}})
    # due in 2031 is a draft: bravo is beyond it, charlie has one, echo has not
    assert stands(programme, 2031)[:4] == (2, 3, 3, "behind")
    # due in 2032 is the adoption, and what stands on 2031 counts: bravo alone
    assert stands(programme, 2032)[:4] == (1, 3, 3, "off track")
    found = said(programme.indicators["LF"].value, known(programme, 2032))
    at = {step: [one.who for one in who] for step, who in steps(programme.indicators["LF"].value, found).items()}
    assert at == {"none": ["echo"], "draft": ["charlie"], "adopted": ["bravo"]}


def test_what_the_officer_holds_to_be_achieved_is_counted_and_its_step_shown(base: Path) -> None:
    programme = valued(
        base, PLANS, {2032: {"bravo": "step: draft, achieved: true", "charlie": "step: draft", "echo": "step: adopted"}}
    )
    assert stands(programme, 2032)[:4] == (2, 3, 3, "achieved")
    found = said(programme.indicators["LF"].value, known(programme, 2032))
    assert [(one.who, one.step, one.is_achieved) for one in found] == [
        ("bravo", "draft", True), ("charlie", "draft", None), ("echo", "adopted", None),
    ]  # fmt: skip


def test_a_scale_of_some_is_incomplete_unless_they_are_enough(base: Path) -> None:
    programme = valued(
        base, PLANS, {2031: {"bravo": "step: draft"}, 2032: {"bravo": "step: adopted", "charlie": "step: adopted"}}
    )
    assert stands(programme, 2031)[:4] == (1, 1, 3, "incomplete")
    assert stands(programme, 2032)[:4] == (2, 2, 3, "achieved")


def test_one_commune_alone_has_reached_the_step_or_not(base: Path) -> None:
    programme = valued(base, PLANS, {2032: {"bravo": "step: adopted", "charlie": "step: draft"}})
    located = programme.indicators["LF"]
    alone = [group_judgement(programme, located, 2032, (who,)).reported.value for who in ("bravo", "charlie", "echo")]
    assert alone == [1, 0, None]


def test_merged_communes_stand_at_the_highest_of_their_steps_until_who_carries_on_reports(base: Path) -> None:
    merged = {
        "bravo": "until: {date: 2031-12-31, reason: {en: Merged}}\nmerged_into: golf",
        "charlie": "until: {date: 2031-12-31, reason: {en: Merged}}\nmerged_into: golf",
        "golf": "since: 2032-01-01",
    }
    programme = valued(base, PLANS, {2031: {"bravo": "step: draft", "charlie": "step: adopted"}}, merged, "golf")
    assert [(one.who, one.step) for one in said(programme.indicators["LF"].value, known(programme, 2032))] == [
        ("golf", "adopted")
    ]
    assert known(programme, 2032).value == 1


def test_one_scale_for_all(base: Path) -> None:
    frame = LOGFRAME.replace("level: commune\n        population: southern_communes", "level: programme")
    put(base, {"programme.yaml": IDENTITY, "logframe.yaml": frame + f"        over_communes: none\n        {SCALE}\n        {targets('value: 1, step: adopted')}\n"})  # fmt: skip
    put(base, {"reports/2031/programme.yaml": "year: 2031\nobservations: {LF: {step: draft}}\n"})
    put(base, {"reports/2032/programme.yaml": "year: 2032\nobservations: {LF: {step: adopted}}\n"})
    programme = checked(base, day=datetime.date(2040, 6, 30))[0].programme
    assert stands(programme, 2031)[:4] == (0, 1, 1, "off track")
    assert stands(programme, 2032)[:4] == (1, 1, 1, "achieved")


# words

WORDS = f"over_communes: count\nqualitative: true\n{targets('value: 2')}"


def test_words_alone_are_a_report(base: Path) -> None:
    programme = valued(
        base,
        WORDS,
        {
            2031: {
                "bravo": "text: {en: A charter is discussed}",
                "charlie": "text: {fr: Adopté}, achieved: true",
                "echo": "achieved: false",
            }
        },
    )
    # all three have reported, one says that it is achieved
    assert stands(programme, 2031) == (1, 3, 3, "off track", 50)
    assert not [one for one in missing(programme, 2031) if "LF" in one.indicators]
    found = said(programme.indicators["LF"].value, known(programme, 2031))
    assert [(one.who, one.text, one.is_achieved) for one in found] == [
        ("bravo", {"en": "A charter is discussed"}, None), ("charlie", {"fr": "Adopté"}, True), ("echo", None, False),
    ]  # fmt: skip


# mean, least, highest

MEAN = f"over_communes: mean\n{targets('value: 4')}"


def test_a_mean_is_exact_and_of_all(base: Path) -> None:
    programme = valued(base, MEAN, {2031: {"bravo": "value: 4.5", "charlie": "value: 3.2", "echo": "value: 4.3"}})
    # (4.5 + 3.2 + 4.3) / 3 is 4 and nothing else
    assert stands(programme, 2031) == (4, 3, 3, "achieved", 100)


def test_a_mean_that_never_ends_is_below_its_target_by_however_little(base: Path) -> None:
    programme = valued(
        base, MEAN, {2031: {"bravo": "value: 4", "charlie": "value: 4", "echo": "value: 3.9999999999999999999"}}
    )
    value, *_, status, _ = stands(programme, 2031)
    assert status == "on track"
    assert Decimal("3.99999999999999999996") < Decimal(str(value)) < 4


@pytest.mark.parametrize(
    ("over", "target", "direction", "values", "value", "status"),
    [
        ("mean", 4, "increase", ("5", "5"), 5, "incomplete"),
        ("max", 4, "increase", ("3", "5"), 5, "achieved"),
        ("max", 4, "increase", ("3", "3"), 3, "incomplete"),
        ("max", 4, "decrease", ("3", "5"), 5, "off track"),
        ("max", 4, "decrease", ("3", "2"), 3, "incomplete"),
        ("min", 4, "increase", ("1", "5"), 1, "off track"),
        ("min", 4, "increase", ("3.5", "5"), Decimal("3.5"), "incomplete"),
        ("min", 4, "increase", ("4", "5"), 4, "incomplete"),
        ("min", 4, "decrease", ("4", "5"), 4, "achieved"),
        ("min", 4, "decrease", ("6", "5"), 5, "incomplete"),
    ],
    ids=[
        "a-mean-may-fall", "the-highest-can-only-rise", "it-may-yet-rise", "too-high-stays-too-high",
        "it-may-yet-be-too-high", "too-low-stays-too-low", "it-may-be-lower-yet", "it-may-yet-be-too-low",
        "the-least-can-only-fall", "it-may-yet-fall",
    ],
)  # fmt: skip
def test_two_of_three_are_judged_only_where_the_third_cannot_undo_it(
    base: Path, over: str, target: int, direction: str, values: tuple[str, str], value: Decimal, status: str
) -> None:
    own = f"over_communes: {over}\ndirection: {direction}\n{targets(f'value: {target}')}"
    reports = dict(zip(("bravo", "charlie"), (f"value: {one}" for one in values), strict=True))
    assert stands(valued(base, own, {2031: reports}), 2031)[:4] == (value, 2, 3, status)


def test_a_mean_is_of_those_who_are_there(base: Path) -> None:
    reports = {2031: {"bravo": "value: 4", "charlie": "value: 2", "echo": "value: 3"}, 2032: {"bravo": "value: 5"}}
    programme = valued(base, MEAN, reports, {"echo": LEFT})
    # 2031: (4 + 2 + 3) / 3. 2032: echo left; 5 of bravo, 2 of charlie stand on 2031: 7 / 2
    assert stands(programme, 2031)[:3] == (3, 3, 3)
    assert stands(programme, 2032)[:3] == (Decimal("3.5"), 2, 2)
    assert known(programme, 2032).former == ()
    assert known(programme, 2032).older_by_year == ((2031, 1),)


def test_merged_communes_are_one_in_a_mean(base: Path) -> None:
    merged = {
        "bravo": "until: {date: 2031-12-31, reason: {en: Merged}}\nmerged_into: golf",
        "charlie": "until: {date: 2031-12-31, reason: {en: Merged}}\nmerged_into: golf",
        "golf": "since: 2032-01-01",
    }
    reports = {2031: {"bravo": "value: 5", "charlie": "value: 2", "echo": "value: 2.5"}}
    programme = valued(base, MEAN, reports, merged, "golf")
    # golf stands on (5 + 2) / 2 until it reports: (3.5 + 2.5) / 2
    assert known(programme, 2032).value == 3
    programme = valued(base, MEAN, {**reports, 2032: {"golf": "value: 4.5"}}, merged, "golf")
    assert known(programme, 2032).value == Decimal("3.5")


def test_a_mean_of_what_is_added_up_over_years(base: Path) -> None:
    own = f"over_communes: mean\nreports: of_the_year\n{targets('value: 4')}"
    reports = {
        2031: {"bravo": "value: 1", "charlie": "value: 2", "echo": "value: 0"},
        2032: {"bravo": "value: 3", "charlie": "value: 2", "echo": "value: 1"},
    }
    # by 2032 bravo and charlie have 4 each, echo 1: 9 / 3
    assert known(valued(base, own, reports), 2032).value == 3


@pytest.mark.parametrize("meaning", ["", "reports: rate\n", "reports: of_the_year\n"])
def test_a_mean_of_a_rate_is_of_those_who_were_there_in_the_year(base: Path, meaning: str) -> None:
    own = f"over_communes: mean\n{meaning}{targets('value: 4')}"
    reports = {2032: {"bravo": "value: 4", "charlie": "value: 2", "echo": "value: 3"}}
    programme = valued(base, own, reports, {"echo": LEFT})
    indicator = programme.indicators["LF"]
    as_rate = indicator._replace(value=indicator.value.model_copy(update={"over_years": "rate"}))
    # echo was there until March: (4 + 2 + 3) / 3
    assert reported(programme, as_rate, 2032).value == 3


# parts that cannot be


@pytest.mark.parametrize(
    ("said", "women", "unknown"),
    [
        ("value: 20, by: {sex: {women: 12, men: 18}}", None, "20"),
        ("value: 5, by: {sex: {women: -1, men: 6}}", None, "5"),
        ("value: 10, by: {sex: {women: 4}}", "4", "6"),
        ("value: 10, by: {sex: {women: 10, unknown: 5}}", None, "10"),
    ],
)
def test_parts_that_make_more_than_their_value_are_in_no_figure(
    base: Path, said: str, women: str | None, unknown: str
) -> None:
    """Which of them is wrong nobody can know; the value itself counts, and nothing is ever less than nothing."""
    programme = valued(base, f"over_communes: sum\n{targets('value: 10')}\n{SEX}", {2031: {"bravo": said}})
    found = parts(programme, 2031)
    assert (found.get("women"), found["unknown"]) == (None if women is None else Decimal(women), Decimal(unknown))
