"""A programme that lives: who is there in which year, and what a year's value means. Every figure is reckoned by hand."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import checked, put

from cic.analysis.groups import group_judgement, group_milestone
from cic.analysis.outstanding import missing
from cic.analysis.progress import Judgement, judgement
from cic.model.programme import Programme

IDENTITY = """
format: 1
id: demo
name: {en: Schools of Exampleland}
country: XA
period: {start: %s, end: %s}
source: {document: plan, section: "1"}
organisations: {league: {name: League of Communes, role: applicant}}
reporting: {years: [%s], thresholds: {on_track: 85, behind: 60}}
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
        unit: schools
        level: commune
        population: southern_communes
        sources_of_verification: {register: {en: Register}}
"""
SUM = "{over_communes: sum, over_years: cumulative, targets: {2031: {value: 9, as_printed: '9'}, 2032: {value: 12, as_printed: '12'}}}"
COUNT = "{over_communes: count, over_years: cumulative, targets: {2031: {value: 3, as_printed: '3'}, 2032: {value: 3, as_printed: '3'}}}"
RATIO = "{over_communes: ratio, over_years: cumulative, targets: {2031: {value: 50, as_printed: '50'}, 2032: {value: 60, as_printed: '60'}}}"
RATE = "{over_communes: sum, over_years: rate, targets: {2031: {value: 9, as_printed: '9'}, 2032: {value: 12, as_printed: '12'}}}"
WINDOW = "{over_communes: sum, over_years: per_period, targets: {2032: {value: 3, as_printed: '3', window: {start: 2031, end: 2032}}}}"
BY_YEAR = WINDOW.replace("per_period", "per_period, reports: of_the_year")
EACH = "{over_communes: count, over_years: cumulative, targets: {2031: {value: 3, as_printed: '3'}, 2033: {value: 3, as_printed: '3', each: 2}}}"
LEFT = "until: {date: 2032-03-31, reason: {en: Left after the elections}}"
TARGETS = {"bravo": (3, 4), "charlie": (3, 4), "echo": (3, 4)}


def living(
    base: Path,
    indicator: str,
    reports: dict[int, dict[str, object]],
    said: dict[str, str] | None = None,
    more: dict[str, dict[str, str]] | None = None,
    today: str = "2040-06-30",
    years: tuple[int, int] = (2031, 2033),
    targets: dict[str, tuple[int, int]] | None = None,
) -> Programme:
    """The base programme with one indicator, what was reported of it by year and commune, what is said of a commune,
    and further communes by partnership. A reported number is a value, a pair a ratio, None what is not applicable."""
    said, more, targets = said or {}, more or {}, targets or {}
    members = {
        "alfa-bravo": {"alfa": "BE", "bravo": "XA", "charlie": "XA"},
        "delta-echo": {"delta": "BE", "echo": "XA"},
    }
    span = range(years[0], years[1] + 1)
    files = {
        "programme.yaml": IDENTITY % (*years, ", ".join(map(str, span))),
        "logframe.yaml": LOGFRAME + "".join(f"        {part}\n" for part in _lines(indicator)),
    }
    for partnership, communes in members.items():
        everyone = {**communes, **dict.fromkeys(more.get(partnership, {}), "XA")}
        lines = [f"id: {partnership}", "source: {document: plan}", *_own(said.get(partnership)), "communes:"]
        for id, country in everyone.items():
            lines += [f"  {id}:", f"    name: {id.title()}", f"    country: {country}"]
            lines += [f"    {line}" for line in _own(said.get(id) or more.get(partnership, {}).get(id))]
            if id in targets:
                lines.append(f"    targets: {{LF: {{2031: {targets[id][0]}, 2032: {targets[id][1]}}}}}")
        files[f"partnerships/{partnership}.yaml"] = "\n".join(lines) + "\n"
        for year, values in reports.items():
            own = {id: value for id, value in values.items() if id in everyone}
            if own:
                text = f"year: {year}\npartnership: {partnership}\ncommunes:\n"
                text += "".join(f"  {id}: {{observations: {{LF: {_reported(value)}}}}}\n" for id, value in own.items())
                files[f"reports/{year}/{partnership}.yaml"] = text
    put(base, files)
    return checked(base, day=datetime.date.fromisoformat(today))[0].programme


def _lines(indicator: str) -> list[str]:
    import yaml

    return [f"{key}: {_flow(value)}" for key, value in yaml.safe_load(indicator).items()]


def _flow(value: object) -> str:
    import yaml

    return yaml.safe_dump(value, default_flow_style=True, width=1000).strip().removesuffix("\n...")


def _own(said: str | None) -> list[str]:
    return said.split("\n") if said else []


def _reported(value: object) -> str:
    if value is None:
        return "{not_applicable: {en: none can be}}"
    if isinstance(value, bool):
        return f"{{achieved: {str(value).lower()}}}"
    if isinstance(value, tuple):
        return f"{{numerator: {value[0]}, denominator: {value[1]}}}"
    return f"{{value: {value}}}"


def stands(programme: Programme, year: int) -> Judgement:
    return judgement(programme, programme.indicators["LF"], year)


def figures(programme: Programme, year: int) -> tuple[object, ...]:
    """Value; who reported the year, of whom expected; what stands on which older year; who left; the status."""
    found = stands(programme, year)
    known = found.reported
    carried = tuple((part.who, part.year) for part in known.older)
    return (
        known.value, len(known.of_this_year), len(known.expected), carried, tuple(part.who for part in known.former),
        found.status.value,
    )  # fmt: skip


FIRST = {"bravo": 4, "charlie": 5, "echo": 3}
NEXT = {"bravo": 5, "charlie": 6}


def test_who_leaves_takes_nothing_out_of_the_total(base: Path) -> None:
    programme = living(base, SUM, {2031: FIRST, 2032: NEXT}, {"echo": LEFT})
    # 4 + 5 + 3 = 12 of the 9 that are due
    assert figures(programme, 2031) == (12, 3, 3, (), (), "achieved")
    # 5 + 6, and the 3 of echo, that left in March
    assert figures(programme, 2032) == (14, 2, 2, (), ("echo",), "achieved")
    assert figures(programme, 2033) == (14, 0, 2, (("bravo", 2032), ("charlie", 2032)), ("echo",), "achieved")


def test_nothing_is_asked_of_who_left(base: Path) -> None:
    programme = living(base, SUM, {2031: FIRST, 2032: NEXT}, {"echo": LEFT})
    asked = {one.commune: (one.indicators, one.to_confirm) for one in missing(programme, 2033) if one.commune}
    assert asked == {"bravo": ((), (("LF", 2032),)), "charlie": ((), (("LF", 2032),))}


def test_two_communes_become_one(base: Path) -> None:
    merged = "until: {date: 2031-12-31, reason: {en: A law}}\nmerged_into: grand-bravo"
    programme = living(
        base, SUM, {2031: FIRST, 2032: {"grand-bravo": 11, "charlie": 6}}, {"bravo": merged, "echo": merged},
        {"alfa-bravo": {"grand-bravo": "since: 2032-01-01"}}, targets=TARGETS,
    )  # fmt: skip
    assert figures(programme, 2031) == (12, 3, 3, (), (), "achieved")
    # 11 + 6: the 4 of bravo and the 3 of echo are in the 11
    assert figures(programme, 2032) == (17, 2, 2, (), (), "achieved")
    located, milestone = programme.indicators["LF"], stands(programme, 2032).due
    assert milestone is not None
    # the target of the new one is what the two had promised: 4 + 4
    assert group_milestone(programme, located, milestone, ("grand-bravo",), 2032).value == 8
    assert group_milestone(programme, located, milestone, ("bravo",), 2032).of_nobody == "withdrawn"
    assert group_judgement(programme, located, 2031, ("bravo",)).status.value == "achieved"
    # the new one is not expected in the year before it existed
    assert group_judgement(programme, located, 2031, ("grand-bravo",)).reported.expected == ()


def test_until_the_new_one_has_reported_those_before_it_stand_in(base: Path) -> None:
    merged = "until: {date: 2031-12-31, reason: {en: A law}}\nmerged_into: grand-bravo"
    programme = living(
        base, SUM, {2031: FIRST, 2032: {"charlie": 6}}, {"bravo": merged, "echo": merged},
        {"alfa-bravo": {"grand-bravo": "since: 2032-01-01"}},
    )  # fmt: skip
    # 4 + 3 of 2031 stand for the new one, which has to confirm them
    assert figures(programme, 2032) == (13, 1, 2, (("grand-bravo", 2031),), (), "achieved")


def test_a_merger_into_one_that_was_there(base: Path) -> None:
    merged = "until: {date: 2032-06-30, reason: {en: A law}}\nmerged_into: bravo"
    programme = living(base, SUM, {2031: FIRST, 2033: {"bravo": 9, "charlie": 7}}, {"echo": merged}, targets=TARGETS)
    # nobody has reported 2032: 4 + 3 stand for bravo, 5 for charlie
    assert figures(programme, 2032)[:2] == (12, 0)
    assert figures(programme, 2032)[2:4] == (2, (("bravo", 2031), ("charlie", 2031)))
    # 9 + 7: the 9 holds what echo had
    assert figures(programme, 2033)[:3] == (16, 2, 2)
    located, milestone = programme.indicators["LF"], stands(programme, 2032).due
    assert milestone is not None
    assert group_milestone(programme, located, milestone, ("bravo",), 2032).value == 8


def test_a_chain_of_mergers(base: Path) -> None:
    into = "until: {date: %s, reason: {en: A law}}\nmerged_into: %s"
    programme = living(
        base, SUM, {2031: FIRST, 2032: {"charlie": 6, "two": 8}, 2033: {"three": 20}},
        {"bravo": into % ("2031-12-31", "two"), "echo": into % ("2031-12-31", "two"), "charlie": into % ("2032-12-31", "three")},
        {"alfa-bravo": {"two": "since: 2032-01-01\n" + into % ("2032-12-31", "three"), "three": "since: 2033-01-01"}},
    )  # fmt: skip
    assert figures(programme, 2031)[:3] == (12, 3, 3)
    assert figures(programme, 2032)[:3] == (14, 2, 2)
    assert figures(programme, 2033)[:3] == (20, 1, 1)


@pytest.mark.parametrize("into", ["nowhere", "echo", "bravo"])
def test_who_merges_into_nobody_known_or_in_a_circle_left(base: Path, into: str) -> None:
    merged = "until: {date: 2032-03-31, reason: {en: A law}}\nmerged_into: "
    programme = living(base, SUM, {2031: FIRST, 2032: NEXT}, {"echo": merged + into, "bravo": merged + "echo"})
    if into == "bravo":  # both are gone, and both stay in the figure: 6 + 5 + 3
        assert figures(programme, 2032)[:3] == (14, 1, 1)
    else:  # bravo carries on in echo, which left
        assert figures(programme, 2032)[2:5] == (1, (), ("echo",))


@pytest.mark.parametrize(
    ("until", "expected"),
    [("2031-12-30", 2), ("2031-12-31", 3), ("2032-01-01", 3), ("2032-12-31", 3)],
    ids=["the-day-before-the-last", "the-last-day", "new-years-day", "a-year-later"],
)
def test_the_last_day_of_the_year_decides(base: Path, until: str, expected: int) -> None:
    left = f"until: {{date: {until}, reason: {{en: Left}}}}"
    programme = living(base, SUM, {2031: FIRST}, {"echo": left})
    known = stands(programme, 2031).reported
    assert (known.value, len(known.expected)) == (12, expected)


def test_who_joins_is_expected_from_the_end_of_that_year(base: Path) -> None:
    programme = living(
        base, SUM, {2031: FIRST, 2032: {**FIRST, "foxtrot": 2}}, more={"delta-echo": {"foxtrot": "since: 2032-07-01"}},
        targets={**TARGETS, "foxtrot": (1, 1)},
    )  # fmt: skip
    assert figures(programme, 2031)[:3] == (12, 3, 3)
    assert figures(programme, 2032)[:3] == (14, 4, 4)
    located = programme.indicators["LF"]
    milestone = stands(programme, 2031).due
    assert milestone is not None
    assert group_milestone(programme, located, milestone, ("foxtrot",), 2031).of_nobody == "not due"


def test_what_is_reported_before_one_came_or_after_it_left_counts_nowhere(base: Path) -> None:
    programme = living(
        base, SUM, {2031: {**FIRST, "foxtrot": 50}, 2032: NEXT, 2033: {**NEXT, "echo": 90}}, {"echo": LEFT},
        {"delta-echo": {"foxtrot": "since: 2032-07-01"}},
    )  # fmt: skip
    assert figures(programme, 2031)[0] == 12
    assert figures(programme, 2032)[0] == 14
    assert figures(programme, 2033)[0] == 14


def test_a_report_of_the_part_of_a_year_before_leaving_is_welcome(base: Path) -> None:
    programme = living(base, SUM, {2031: FIRST, 2032: {**NEXT, "echo": 4}}, {"echo": LEFT})
    assert figures(programme, 2032)[:5] == (15, 2, 2, (), ("echo",))


def test_a_state_of_who_left_stays_and_is_marked(base: Path) -> None:
    reports = {2031: {"bravo": True, "charlie": False, "echo": True}, 2032: {"bravo": True, "charlie": True}}
    programme = living(base, COUNT, reports, {"echo": LEFT})
    assert figures(programme, 2031)[:3] == (2, 3, 3)
    assert figures(programme, 2032) == (3, 2, 2, (), ("echo",), "achieved")


def test_a_count_of_merged_communes_is_one(base: Path) -> None:
    merged = "until: {date: 2031-12-31, reason: {en: A law}}\nmerged_into: grand-bravo"
    more = {"alfa-bravo": {"grand-bravo": "since: 2032-01-01"}}
    reports = {2031: {"bravo": True, "charlie": True, "echo": True}, 2032: {"charlie": True}}
    programme = living(base, COUNT, reports, {"bravo": merged, "echo": merged}, more)
    assert figures(programme, 2031)[:3] == (3, 3, 3)
    # charlie, and the one that bravo and echo are now
    assert figures(programme, 2032)[:3] == (2, 1, 2)


def test_a_ratio_keeps_what_those_delivered_who_left(base: Path) -> None:
    reports = {2031: {"bravo": (1, 4), "charlie": (2, 4), "echo": (3, 4)}, 2032: {"bravo": (2, 4), "charlie": (3, 6)}}
    programme = living(base, RATIO, reports, {"echo": LEFT})
    assert figures(programme, 2031)[0] == 50  # 6 of 12
    assert figures(programme, 2032)[0] == Decimal(800) / 14  # 2 + 3 + 3 of 4 + 6 + 4


def test_a_rate_counts_in_the_years_in_which_one_was_there(base: Path) -> None:
    programme = living(base, RATE, {2031: FIRST, 2032: {**NEXT, "echo": 1}, 2033: {**NEXT, "echo": 7}}, {"echo": LEFT})
    assert figures(programme, 2031)[:3] == (12, 3, 3)
    assert figures(programme, 2032)[:3] == (12, 2, 2)  # 5 + 6, and 1 of the months before April
    assert figures(programme, 2033)[:3] == (11, 2, 2)


def test_what_happened_in_the_year_is_added_up_within_its_window(base: Path) -> None:
    reports = {2031: {"bravo": 1, "charlie": 0, "echo": 1}, 2032: {"bravo": 0, "charlie": 1}}
    programme = living(base, BY_YEAR, reports, years=(2031, 2032))
    found = stands(programme, 2032)
    # 1 + 0, 0 + 1, 1 and a year that echo has not reported: at least 3, and 3 are enough
    assert found.reported.value == 3
    assert (len(found.reported.of_this_year), len(found.reported.expected)) == (2, 3)
    assert found.reported.lacking == (("echo", 2032),)
    assert found.status.value == "achieved"
    asked = {one.commune: (one.indicators, one.of_years) for one in missing(programme, 2032) if one.commune}
    assert asked == {"echo": (("LF",), (("LF", 2032),))}


def test_a_total_within_its_window_keeps_its_meaning(base: Path) -> None:
    reports = {2031: {"bravo": 1, "charlie": 0, "echo": 1}, 2032: {"bravo": 0, "charlie": 1}}
    programme = living(base, WINDOW, reports, years=(2031, 2032))
    assert figures(programme, 2032)[:4] == (2, 2, 3, (("echo", 2031),))


def test_values_of_the_year_are_added_up_since_the_start(base: Path) -> None:
    by_year = SUM.replace("cumulative", "cumulative, reports: of_the_year")
    reports = {2030: {"bravo": 7}, 2031: FIRST, 2032: {"bravo": 1, "charlie": 1, "echo": None}, 2033: {"bravo": 1}}
    programme = living(base, by_year, reports, years=(2031, 2033))
    assert figures(programme, 2031)[:3] == (19, 3, 3)
    # 12 + 1 + 1, and of the 7 of 2030 too: what was reported counts; no value could be expected of echo
    assert figures(programme, 2032)[:3] == (21, 3, 3)
    assert stands(programme, 2032).reported.lacking == ()
    assert figures(programme, 2033)[:3] == (22, 1, 3)
    assert stands(programme, 2033).reported.lacking == (("charlie", 2033), ("echo", 2033))


def test_of_who_left_the_values_of_its_years_stay(base: Path) -> None:
    by_year = SUM.replace("cumulative", "cumulative, reports: of_the_year")
    programme = living(base, by_year, {2031: FIRST, 2032: {"bravo": 1, "charlie": 1}}, {"echo": LEFT})
    assert figures(programme, 2032)[:5] == (14, 2, 2, (), ("echo",))
    assert stands(programme, 2032).reported.lacking == ()


def test_of_merged_communes_each_year_counts_once(base: Path) -> None:
    by_year = SUM.replace("cumulative", "cumulative, reports: of_the_year")
    merged = "until: {date: 2032-06-30, reason: {en: A law}}\nmerged_into: grand-bravo"
    more = {"alfa-bravo": {"grand-bravo": "since: 2032-07-01"}}
    reports = {2031: FIRST, 2032: {"bravo": 1, "charlie": 1, "grand-bravo": 4}, 2033: {"charlie": 1, "grand-bravo": 2}}
    programme = living(base, by_year, reports, {"bravo": merged, "echo": merged}, more)
    # 4 + 5 + 3, then 4 of the new one (the 1 of bravo is in it) and 1
    assert figures(programme, 2032)[:3] == (17, 2, 2)
    assert figures(programme, 2033)[:3] == (20, 2, 2)


def test_milestones_that_count_differently(base: Path) -> None:
    programme = living(base, EACH, {2031: {"bravo": 1, "charlie": 1, "echo": 1}})
    for year in (2031, 2032):
        found = stands(programme, year)
        assert (found.reported.value, found.due and found.due.year, found.status.value) == (3, 2031, "achieved")
    found = stands(programme, 2033)
    assert (found.reported.value, found.due and found.due.year, found.status.value) == (0, 2033, "off track")


def test_a_year_that_has_not_ended_is_counted_as_the_milestone_asks_that_is_due(base: Path) -> None:
    programme = living(base, EACH, {2031: {"bravo": 1, "charlie": 1, "echo": 1}}, today="2033-06-30")
    assert figures(programme, 2033)[0] == 3
    assert figures(programme, 2033)[-1] == "achieved"


def test_one_commune_is_shown_with_its_own_number(base: Path) -> None:
    programme = living(
        base, EACH, {2031: {"bravo": 1, "charlie": 1, "echo": 1}}, {"echo": "targets: {LF: {2031: 1, 2033: 2}}"}
    )
    found = group_judgement(programme, programme.indicators["LF"], 2033, ("echo",))
    assert (found.reported.value, found.due and found.due.value, found.status.value) == (1, 2, "off track")
    earlier = group_judgement(programme, programme.indicators["LF"], 2032, ("echo",))
    assert (earlier.due and earlier.due.value, earlier.status.value) == (1, "achieved")


def test_carried_values_are_shown_as_carried(base: Path) -> None:
    programme = living(base, SUM, {2031: FIRST, 2032: {"bravo": 5}})
    assert figures(programme, 2032) == (13, 1, 3, (("charlie", 2031), ("echo", 2031)), (), "achieved")
    assert stands(programme, 2032).reported.older_by_year == ((2031, 2),)
    asked = {one.commune: one.to_confirm for one in missing(programme, 2032) if one.commune}
    assert asked == {"charlie": (("LF", 2031),), "echo": (("LF", 2031),)}


def test_with_nobody_reporting_all_stand_on_the_year_before(base: Path) -> None:
    programme = living(base, SUM, {2031: FIRST})
    assert figures(programme, 2032)[1:4] == (0, 3, (("bravo", 2031), ("charlie", 2031), ("echo", 2031)))


def test_the_report_of_a_closed_year_does_not_change_by_what_comes_after(base: Path) -> None:
    before = living(base, SUM, {2031: FIRST})
    then = figures(before, 2031)
    into = "until: {date: 2032-03-31, reason: {en: A law}}\nmerged_into: charlie"
    after = living(base, SUM, {2031: FIRST, 2032: {"bravo": 1, "charlie": 2}}, {"bravo": LEFT, "echo": into})
    assert figures(after, 2031) == then


def test_a_partnership_that_leaves_takes_its_communes_along(base: Path) -> None:
    programme = living(base, SUM, {2031: FIRST, 2032: NEXT}, {"delta-echo": LEFT})
    assert figures(programme, 2032) == (14, 2, 2, (), ("echo",), "achieved")
    # accounts are asked up to the year of leaving, and no value after it
    asked = {(one.partnership, one.commune): (one.indicators, one.accounts) for one in missing(programme, 2033)}
    assert asked["delta-echo", ""] == ((), (2031, 2032))
    assert ("delta-echo", "echo") not in asked
    assert asked["alfa-bravo", ""] == ((), (2031, 2032, 2033))


def test_the_communes_of_a_partnership_that_merges_carry_on_in_the_other(base: Path) -> None:
    merged = "until: {date: 2031-12-31, reason: {en: The two towns merged}}\nmerged_into: alfa-bravo"
    programme = living(base, SUM, {2031: FIRST, 2032: {"bravo": 5}}, {"delta-echo": merged})
    assert figures(programme, 2032)[:3] == (13, 1, 3)
    asked = {(one.partnership, one.commune) for one in missing(programme, 2032)}
    assert ("alfa-bravo", "echo") in asked
    assert ("delta-echo", "echo") not in asked


def test_a_falling_sum_keeps_what_those_have_who_left(base: Path) -> None:
    falling = SUM.replace("cumulative", "cumulative, direction: decrease")
    programme = living(base, falling, {2031: FIRST, 2032: {"bravo": 2, "charlie": 2}}, {"echo": LEFT})
    assert figures(programme, 2032) == (7, 2, 2, (), ("echo",), "achieved")


def test_not_applicable_and_gone(base: Path) -> None:
    programme = living(base, SUM, {2031: {**FIRST, "echo": None}, 2032: NEXT}, {"echo": LEFT})
    assert figures(programme, 2031)[:3] == (9, 2, 2)
    assert stands(programme, 2031).reported.exempt == ("echo",)
    assert figures(programme, 2032)[:5] == (11, 2, 2, (), ())
    assert stands(programme, 2032).reported.exempt == ()


def test_of_a_period_that_ended_nothing_is_asked_of_who_left_since(base: Path) -> None:
    left = LEFT.replace("2032-03-31", "2033-03-31")
    programme = living(base, WINDOW, {2031: {"bravo": 1}, 2032: {"charlie": 1}}, {"echo": left})
    asked = {year: {one.commune for one in missing(programme, year) if one.indicators} for year in (2032, 2033)}
    assert asked == {2032: {"echo"}, 2033: set()}
    # it was expected in the period, and the report of it still says so
    assert stands(programme, 2033).reported.expected == ("bravo", "charlie", "echo")


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("until: {date: 2031-12-31, reason: {en: Left}}", (2031,)),
        ("until: {date: 2032-01-01, reason: {en: Left}}", (2031, 2032)),
        ("until: {date: 2031-06-30, reason: {en: Merged}}\nmerged_into: alfa-bravo", (2031,)),
        ("since: 2032-12-31", (2032, 2033)),
        ("since: 2033-01-01", (2033,)),
    ],
)
def test_accounts_are_asked_from_the_year_of_coming_to_that_of_leaving(
    said: str, asked: tuple[int, ...], base: Path
) -> None:
    programme = living(base, SUM, {}, {"delta-echo": said})
    for year in (2031, 2032, 2033):
        found = {one.partnership: one.accounts for one in missing(programme, year) if not one.commune}
        assert found.get("delta-echo", ()) == tuple(one for one in asked if one <= year)
        assert found["alfa-bravo"] == tuple(range(2031, year + 1))


@pytest.mark.parametrize(
    ("merger", "reports", "expected"),
    [
        # bravo's 9 are its own and echo's, whose partnership had left half a year before: 9 + 6
        ("2032-06-30", {2031: FIRST, 2032: {"bravo": 9, "charlie": 6}}, {2031: 12, 2032: 15, 2033: 15}),
        # in 2032 bravo speaks for itself alone: 5 + 6 + 3 of echo; from the merger on for both: 9 + 6
        ("2033-06-30", {2031: FIRST, 2032: NEXT, 2033: {"bravo": 9, "charlie": 6}}, {2031: 12, 2032: 14, 2033: 15}),
    ],
)
def test_who_merges_after_its_partnership_left_is_counted_once(
    base: Path, merger: str, reports: dict[int, dict[str, object]], expected: dict[int, int]
) -> None:
    left = "until: {date: 2031-12-31, reason: {en: The agreement ended}}"
    into = f"until: {{date: {merger}, reason: {{en: A law}}}}\nmerged_into: bravo"
    programme = living(base, SUM, reports, {"delta-echo": left, "echo": into}, targets=TARGETS)
    assert {year: figures(programme, year)[0] for year in expected} == expected
    assert [len(stands(programme, year).reported.expected) for year in expected] == [3, 2, 2]
    located, milestone = programme.indicators["LF"], stands(programme, 2032).due
    assert milestone is not None
    # what it had promised for 2032 was withdrawn when it left, and is nobody's
    assert group_milestone(programme, located, milestone, ("bravo",), 2033).value == 4
    assert group_milestone(programme, located, milestone, ("echo",), 2033).of_nobody == "withdrawn"


def test_who_merged_into_one_that_leaves_stays_in_what_that_had_reached(base: Path) -> None:
    into = "until: {date: 2031-12-31, reason: {en: A law}}\nmerged_into: bravo"
    left = "until: {date: 2033-06-30, reason: {en: Left}}"
    reports = {2031: FIRST, 2032: {"bravo": 9, "charlie": 6}, 2033: {"charlie": 7}}
    programme = living(base, SUM, reports, {"echo": into, "bravo": left})
    # 12; 9 + 6; 7 and the 9 of bravo, in which echo's 3 are
    assert [figures(programme, year)[0] for year in (2031, 2032, 2033)] == [12, 15, 16]
    assert figures(programme, 2033)[2:5] == (1, (), ("bravo",))


def test_who_merged_leaves_its_last_value_where_that_one_leaves_without_a_word(base: Path) -> None:
    into = "until: {date: 2031-12-31, reason: {en: A law}}\nmerged_into: bravo"
    left = "until: {date: 2032-12-30, reason: {en: Left}}"
    programme = living(base, SUM, {2031: FIRST, 2032: {"charlie": 6}}, {"echo": into, "bravo": left})
    # 6, and the 4 and the 3 of 2031, which nobody reported again
    assert figures(programme, 2032)[:5] == (13, 1, 1, (), ("bravo",))


def test_a_partnership_leaves_from_which_a_commune_had_gone_over_by_merger(base: Path) -> None:
    into = "until: {date: 2031-12-31, reason: {en: A law}}\nmerged_into: bravo"
    reports = {2031: FIRST, 2032: {"bravo": 9, "charlie": 6}}
    programme = living(base, SUM, reports, {"echo": into, "delta-echo": LEFT})
    assert figures(programme, 2032)[:5] == (15, 2, 2, (), ())


def test_who_comes_back_counts_from_its_return_and_what_it_had_reached_stays(base: Path) -> None:
    more = {"delta-echo": {"echo-again": "since: 2033-02-01"}}
    reports = {2031: FIRST, 2032: NEXT, 2033: {"bravo": 6, "charlie": 7, "echo-again": 2}}
    programme = living(base, SUM, reports, {"echo": LEFT}, more)
    assert figures(programme, 2032)[:5] == (14, 2, 2, (), ("echo",))
    # 6 + 7 + 2, and the 3 of before
    assert figures(programme, 2033)[:5] == (18, 3, 3, (), ("echo",))


def test_a_share_of_merged_communes_is_that_of_who_carries_on(base: Path) -> None:
    into = "until: {date: 2031-12-31, reason: {en: A law}}\nmerged_into: bravo"
    reports = {2031: {"bravo": (1, 2), "charlie": (1, 2), "echo": (0, 4)}, 2032: {"bravo": (3, 6)}}
    programme = living(base, RATIO, reports, {"echo": into})
    assert figures(programme, 2031)[0] == 25  # 2 of 8
    # 3 + 1 of 6 + 2: echo's 0 of 4 are in the 6 of bravo
    assert figures(programme, 2032)[:4] == (50, 1, 2, (("charlie", 2031),))


def test_where_all_left_what_they_had_reached_is_what_there_is(base: Path) -> None:
    left = "until: {date: 2031-12-31, reason: {en: Left}}"
    programme = living(base, SUM, {2031: FIRST}, {"alfa-bravo": left, "delta-echo": left})
    assert figures(programme, 2031)[:3] == (12, 3, 3)
    assert figures(programme, 2032) == (12, 0, 0, (), ("bravo", "charlie", "echo"), "achieved")
    assert not [one for one in missing(programme, 2033) if one.commune]


def test_who_came_within_a_window_owes_nothing_of_before(base: Path) -> None:
    reports = {2031: {"bravo": 1, "charlie": 0}, 2032: {"bravo": 0, "charlie": 1, "echo": 2}}
    programme = living(base, BY_YEAR, reports, {"echo": "since: 2032-02-01"}, years=(2031, 2032))
    # 1 + 0, 0 + 1, and 2
    assert figures(programme, 2032)[:3] == (4, 3, 3)
    assert stands(programme, 2032).reported.lacking == ()


def test_what_is_reported_after_a_window_is_in_no_figure_of_it(base: Path) -> None:
    reports = {
        2031: {"bravo": 1, "charlie": 0, "echo": 1},
        2032: {"bravo": 0, "charlie": 1, "echo": 0},
        2033: {"bravo": 5},
    }
    programme = living(base, BY_YEAR, reports)
    assert [figures(programme, year)[0] for year in (2032, 2033)] == [3, 3]


def test_who_leaves_on_the_last_day_still_owes_the_rate_of_that_year(base: Path) -> None:
    left = "until: {date: 2032-12-31, reason: {en: Left}}"
    programme = living(
        base, RATE, {2031: {"bravo": 1, "charlie": 2, "echo": 3}, 2032: {"bravo": 1, "charlie": 2}}, {"echo": left}
    )
    assert figures(programme, 2032)[:3] == (3, 2, 3)
    asked = {one.commune: one.indicators for one in missing(programme, 2032) if one.indicators}
    assert asked == {"echo": ("LF",)}
    assert figures(programme, 2033)[:3] == (None, 0, 2)
