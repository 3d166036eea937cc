"""Programmes that are not the one that the program was written for: five invented folders with figures like those of real
programmes, valid but for what is said here, and reported as was reckoned by hand and by a few lines of plain Python."""

from __future__ import annotations

import datetime
import json
import shutil
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from conftest import HERE, checked
from world_mutations import COMPARED, MISTAKES, WITHOUT, C

from cic.rules import RULES

WORLDS = HERE / "worlds"
NAMES = ("city_services", "coffee_chain", "power_line", "road_loan", "safe_water")
DAY = "2034-06-30"

NOT_DUE, NOT_REPORTED, IN_WORDS = "not due", "not reported", "in words"

FIGURES = """
power_line    2031     I.1      0             not due   -      not due      1/1
power_line    2031     OS.1     280           not due   -      not due      1/1
power_line    2031     OS.2     in_words      not due   -      not due      1/1
power_line    2031     C1.1     28            not due   -      not due      1/1
power_line    2031     C1.2     0             not due   -      not due      1/1
power_line    2031     C2.1     380           not due   -      not due      1/1
power_line    2032     I.1      650           not due   -      not due      1/1
power_line    2032     OS.1     1140          400       285    achieved     1/1
power_line    2032     OS.2     in_words      in_words  -      achieved     1/1
power_line    2032     C1.1     52            25        208    achieved     1/1
power_line    2032     C1.2     1             1         100    achieved     1/1
power_line    2032     C2.1     290           300       105    achieved     1/1
power_line    2033     I.1      not_reported  1300      -      not reported 0/1
power_line    2033     OS.1     1140          1200      95     on track     0/1
power_line    2033     OS.2     not_reported in_words  -      not reported 0/1
power_line    2033     C1.1     52            60        86.7   behind       0/1
power_line    2033     C1.2     0             1         0      off track    0/1
power_line    2033     C2.1     not_reported  100       -      not reported 0/1
road_loan     2031     OS.1     165           not due   -      not due      3/3
road_loan     2031     R1.1     1.40          not due   -      not due      1/1
road_loan     2031     R1.2     11.80         12.50     94.4   on track     3/3
road_loan     2031     O1.1.1   3             3         100    achieved     1/1
road_loan     2031     R2.1     58            60        96.7   on track     3/3
road_loan     2032     OS.1     118           120       102.9  achieved     3/3
road_loan     2032     R1.1     1.75          2         87.5   on track     1/1
road_loan     2032     R1.2     6.05          8.25      73.3   incomplete   2/3
road_loan     2032     O1.1.1   4             4         100    achieved     1/1
road_loan     2032     R2.1     76            75        101.3  achieved     3/3
safe_water    2031     I.1      29            30        107.7  achieved     4/4
safe_water    2031     OS.1     91            90        101.1  achieved     6/6
safe_water    2031     O1.1.1   2             3         66.7   behind       4/4
safe_water    2031     O1.2.1   45            40        133.3  achieved     1/1
safe_water    2031     O1.2.2   7.5           7         107.1  achieved     1/1
safe_water    2032     I.1      13            16        111.1  achieved     3/3
safe_water    2032     OS.1     169           170       99.4   on track     6/6
safe_water    2032     O1.1.1   2             3         66.7   behind       3/3
safe_water    2032     O1.2.1   48.3          50        96.7   on track     2/2
safe_water    2032     O1.2.2   7.75          8         96.9   on track     2/2
city_services 2031-H1  OS.1     1             not due   -      not due      3/3
city_services 2031-H1  OS.2     2.97          not due   -      not due      3/3
city_services 2031-H1  R1.1     9             not due   -      not due      2/2
city_services 2031-H1  R1.2     47            not due   -      not due      5/5
city_services 2031-H1  R1.3     0             not due   -      not due      1/1
city_services 2031-H1  A.1.1.1  not_due       not due   -      not due      0/1
city_services 2031     OS.1     2             2         100    achieved     3/3
city_services 2031     OS.2     3.27          3.2       109.5  achieved     3/3
city_services 2031     R1.1     22            20        110    achieved     2/2
city_services 2031     R1.2     113           80        17.5   off track    5/5
city_services 2031     R1.3     1             1         100    achieved     1/1
city_services 2031     A.1.1.1  2             not due   -      not due      1/1
city_services 2032-H1  OS.1     3             2         150    achieved     3/3
city_services 2032-H1  OS.2     3.6           3.2       157.1  achieved     2/3
city_services 2032-H1  R1.1     35            20        175    achieved     2/2
city_services 2032-H1  R1.2     113           80        17.5   off track    5/5
city_services 2032-H1  R1.3     1             1         100    achieved     1/1
city_services 2032-H1  A.1.1.1  2             not due   -      not due      1/1
city_services 2032     OS.1     2             3         66.7   behind       2/3
city_services 2032     OS.2     3.97          4         97.8   on track     2/3
city_services 2032     R1.1     44            44        100    achieved     1/2
city_services 2032     R1.2     46            40        -      incomplete   3/5
city_services 2032     R1.3     2             2         100    achieved     1/1
city_services 2032     A.1.1.1  3             3         100    achieved     1/1
coffee_chain  2031-Q1  R1.1     42            not due   -      not due      2/2
coffee_chain  2031-Q1  R1.2     2             not due   -      not due      2/2
coffee_chain  2031-Q1  A.1.1.1  2             not due   -      not due      1/1
coffee_chain  2031-Q1  R2.1     not_due       not due   -      not due      0/2
coffee_chain  2031-Q2  R1.1     59            60        95     on track     2/2
coffee_chain  2031-Q2  R1.2     2.15          2.10      102.4  achieved     2/2
coffee_chain  2031-Q2  A.1.1.1  5             not due   -      not due      1/1
coffee_chain  2031-Q2  R2.1     0             0         -      achieved     2/2
coffee_chain  2031-Q3  R1.1     71            60        155    achieved     2/2
coffee_chain  2031-Q3  R1.2     2.25          2.10      107.1  achieved     2/2
coffee_chain  2031-Q3  A.1.1.1  9             not due   -      not due      1/1
coffee_chain  2031-Q3  R2.1     0             0         -      achieved     0/2
coffee_chain  2031     R1.1     87            90        94     on track     2/2
coffee_chain  2031     R1.2     2.4           2.40      100    achieved     2/2
coffee_chain  2031     A.1.1.1  13            12        108.3  achieved     1/1
coffee_chain  2031     R2.1     1             1         100    achieved     2/2
coffee_chain  2032-Q1  R1.1     97            90        114    achieved     2/2
coffee_chain  2032-Q1  R1.2     2.45          2.40      102.1  achieved     2/2
coffee_chain  2032-Q1  A.1.1.1  14            12        116.7  achieved     1/1
coffee_chain  2032-Q1  R2.1     1             1         100    achieved     0/2
coffee_chain  2032     R1.1     97            120       71.3   behind       0/2
coffee_chain  2032     R1.2     not_reported  2.60      -      not reported 0/2
coffee_chain  2032     A.1.1.1  14            12        116.7  achieved     0/1
coffee_chain  2032     R2.1     1             2         50     off track    0/2
"""
"""World, period, indicator, value, what is due, progress, status, reported by: reckoned by hand from the files."""

PARTS = """
power_line    2031  C1.1  under_way 28  completed 0
power_line    2032  C1.1  under_way 40  completed 12
safe_water    2031  OS.1  women 50  men 33  unknown 8
safe_water    2032  OS.1  women 91  men 74  unknown 4
coffee_chain  2031  R1.1  women 45  men 42  young 31  old 28  unknown 28
coffee_chain  2032-Q1  R1.1  women 51  men 46  young 33  old 29  unknown 35
"""
"""Women and men beside the total, and what is under way beside what is completed."""

PARTNERSHIPS = """
road_loan     2031     sierra        3 3 1
road_loan     2032     sierra        3 2 1
safe_water    2031     alba-bizra    8 8 7
safe_water    2031     dagana-evora  5 5 1
safe_water    2032     alba-bizra    9 9 8
safe_water    2032     dagana-evora  3 3 0
city_services 2031     wells-axim    5 5 3
city_services 2031     yarm-elmina   2 2 1
city_services 2032     wells-axim    5 5 3
city_services 2032     yarm-elmina   3 3 0
coffee_chain  2031     hills         3 3 2
coffee_chain  2032     hills         4 4 1
"""
"""Targets of communes and partners that are due, reported and reached. Of the half-year that yarm-elmina has not reported
nobody knows that complaints stayed below the target."""

ACTIVITIES = """
power_line    2031     A.1.1 completed  A.2.1 ongoing
power_line    2032     A.1.1 completed  A.2.1 completed
road_loan     2032     A.1.1 ongoing  A.1.2 completed  A.2.1 not_reported
city_services 2031-H1  A.1.1 ongoing  A.1.2 planned
city_services 2031     A.1.1 ongoing  A.1.2 completed
city_services 2032     A.1.1 completed  A.1.2 completed
coffee_chain  2031-Q1  A.1.1 ongoing  A.2.1 not_due
coffee_chain  2031     A.1.1 ongoing  A.2.1 completed
coffee_chain  2032-Q1  A.1.1 completed  A.2.1 completed
"""

OF_RESULTS = """
road_loan     2031     OS - 103.50  R1 165.00 90.00  A.1.1 90.00 58.00  O1.1 25.00 20.00  A.1.2 - 2.50  R2 35.00 13.50
road_loan     2032     OS - 170.50  R1 165.00 146.50  A.1.1 90.00 84.50  O1.1 25.00 20.00  A.1.2 - 2.50  R2 35.00 24.00
coffee_chain  2031     R1 90.00 30.00  A.1.1 - 8.00  R2 50.00 11.50
coffee_chain  2032-Q1  R1 90.00 30.00  A.1.1 - 8.00  R2 50.00 11.50
"""
"""The budget over all years and what was spent for each result and activity since the start."""

ACCEPTED = {
    # a gap of 2.00 in one printed row: its years, its column, and the column of the whole
    "city_services": ["CIC301", "CIC302", "CIC303"],
    # measured when the first course had begun; and what a commune that left had promised is promised by nobody
    "safe_water": ["CIC533", "CIC551"],
}
"""What the check finds in the five folders, and why; each is acknowledged there."""


def lines(table: str) -> list[list[str]]:
    return [line.replace("not due", "not_due").replace("not reported", "not_reported").replace("on track", "on_track")
            .replace("off track", "off_track").split() for line in table.strip().splitlines()]  # fmt: skip


def periods(world: str) -> list[str]:
    return list(dict.fromkeys(line[1] for line in lines(FIGURES) if line[0] == world))


@pytest.fixture
def page(cic):
    """The report of a world at the end of a period: its tables by key."""

    def read(world: str, period: str) -> dict[str, list[dict]]:
        ran = cic("report", "--data", WORLDS / world, "--year", period, "--as-of", DAY, "--format", "json")
        assert ran.code == 0
        return {table["key"]: table["rows"] for table in json.loads(ran.out)["tables"]}

    return read


def said(cell: object) -> str:
    """A cell in one word."""
    if isinstance(cell, dict):
        cell = cell["state"] if "state" in cell else "{reported_by}/{expected}".format(**cell)
    return "-" if cell is None else str(cell).replace(" ", "_")


@pytest.mark.parametrize("world", NAMES)
def test_nothing_is_found_but_what_was_accepted(world: str) -> None:
    _, result = checked(WORLDS / world)
    accepted = [one.problem.rule.code for one in result.verdicts if one.acceptance is not None]
    left = [(one.problem.rule.code, str(one.problem.message)) for one in result.verdicts if one.acceptance is None]
    assert (sorted(accepted), left) == (ACCEPTED.get(world, []), [])


@pytest.mark.parametrize(("world", "period"), [(world, period) for world in NAMES for period in periods(world)])
def test_results_are_those_reckoned_by_hand(page, world: str, period: str) -> None:
    found = page(world, period)
    rows = [row for key, table in found.items() if key.startswith("indicators.") for row in table]
    keys = ("id", "reported", "due", "progress", "status", "coverage")
    expected = [line[2:] for line in lines(FIGURES) if line[:2] == [world, period]]
    assert sorted([said(row[key]) for key in keys] for row in rows) == sorted(expected)
    names = {"under_implementation": "under_way", "under_35": "young", "35_and_over": "old", "not_known": "unknown"}
    for line in lines(PARTS):
        if line[:2] == [world, period]:
            parts = [said(row[key]) for row in found["by"] if row["id"] == line[2] for key in ("part", "value")]
            assert [names.get(word, word) for word in parts] == line[3:]
    for line in lines(PARTNERSHIPS):
        if line[:2] == [world, period]:
            row = next(row for row in found["partnerships"] if row["id"] == line[2])
            assert [said(row[key]) for key in ("targets", "reported", "met")] == line[3:]
    for line in lines(ACTIVITIES):
        if line[:2] == [world, period]:
            assert [said(row[key]) for row in found["activities"] for key in ("id", "status")] == line[2:]
    for line in lines(OF_RESULTS):
        if line[:2] == [world, period]:
            rows = [row for row in found["by_result"] if row["budget"] is not None and row["id"] != "not said for what"]
            own = [said(row[key]).replace("not_stated", "-") for row in rows for key in ("id", "budget", "spent")]
            assert own == line[2:]


class Purse:
    """The money of a world, added up in plain Python: nothing here is the program's."""

    def __init__(self, world: str) -> None:
        def read(path: Path) -> dict:
            return yaml.load(path.read_text(encoding="utf-8"), _Plain)

        self.budget = read(WORLDS / world / "budget.yaml")
        self.reports = [read(path) for path in sorted((WORLDS / world).glob("reports/*/*.yaml"))]

    def spent(self, until: str) -> dict[tuple[str, str], Decimal]:
        """By category and nature, of the year up to the end of a period; `total` is the sum of a category."""
        found: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
        for report in self.reports:
            year = str(report["year"])
            if year[:4] != until[:4] or year > until + "~" * (len(until) == 4):
                continue
            for category, natures in (report.get("expenditure") or {}).items():
                for nature, given in natures.items():
                    for one in given if isinstance(given, list) else [given]:
                        sign = -1 if nature == "refunds" else 1
                        of = one.get("nature", "total") if nature == "refunds" else nature
                        for key in {of, "total"}:
                            found[category, key] += sign * one["amount"]
        return found

    def given(self, year: str, ended: str) -> dict[tuple[str, str], Decimal]:
        """What is printed of the year, and what decisions up to the end of the period moved."""
        found = {
            (category, nature): row[int(year)]
            for category, block in self.budget["categories"].items()
            for nature, row in block.items()
            if nature != "label" and int(year) in row
        }
        for decision in self.budget.get("amendments", {}).values():
            for move in decision["moves"]:
                for key, sign in (("from", -1), ("to", 1)):
                    line = move.get(key, {})
                    if "category" in line and str(line["year"]) == year and decision["decided"] <= ended:
                        for nature in {line["nature"], "total"}:
                            found[line["category"], nature] += sign * move["amount"]
        return found


class _Plain(yaml.SafeLoader):
    """Amounts as decimals, days as text."""


_Plain.add_constructor("tag:yaml.org,2002:float", lambda loader, node: Decimal(loader.construct_scalar(node)))
_Plain.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: loader.construct_scalar(node))

ENDS = {"city_services": {"2031-H1": "2031-09-30", "2031": "2032-03-31", "2032-H1": "2032-09-30", "2032": "2033-03-31"}}
"""The last days of periods of years that begin in April; elsewhere no decision changed the budget."""


@pytest.mark.parametrize(("world", "period"), [(world, period) for world in NAMES for period in periods(world)])
def test_money_is_what_plain_addition_makes(page, world: str, period: str) -> None:
    purse, found = Purse(world), page(world, period)
    spent = purse.spent(period)
    given = purse.given(period[:4], ENDS.get(world, {}).get(period, "9999-12-31"))
    labels = {next(iter(block["label"].values())): id for id, block in purse.budget["categories"].items()}
    labels |= {block["label"]["en"]: id for id, block in purse.budget["categories"].items()}
    natures = {"Investment": "investment", "Operating": "operating", "Personnel": "personnel", "Total": "total"}
    natures |= {name["en"]: id for id, name in (purse.budget.get("natures") or {}).items()}
    seen = set()
    for row in found["execution"]:
        if row["line"] not in labels:
            whole = sum((amount for (_, nature), amount in spent.items() if nature == "total"), Decimal(0))
            budget = sum((amount for (_, nature), amount in given.items() if nature == "total"), Decimal(0))
            line = (budget, whole if spent else None)
        else:
            key = labels[row["line"]], natures[row["nature"]]
            seen.add(key)
            line = (given[key], spent.get(key))
        assert Decimal(row["budget"]) == line[0], row
        assert said(row["spent"]) == ("not_reported" if line[1] is None else str(line[1])), row
        assert said(row["remaining"]) == ("-" if line[1] is None else str(line[0] - line[1])), row
    assert seen >= spent.keys()


@pytest.fixture
def spoilt(tmp_path: Path):
    """A copy of a world with a mistake in it."""

    def make(mistake: C) -> Path:
        folder = Path(shutil.copytree(WORLDS / mistake.world, tmp_path / "data"))
        path = folder / mistake.file
        if not mistake.before and mistake.after:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(mistake.after, encoding="utf-8")
        elif mistake.before == "source" and not mistake.after:
            path.unlink()
        elif mistake.before:
            text = path.read_text(encoding="utf-8")
            assert mistake.before in text
            path.write_text(text.replace(mistake.before, mistake.after, 1), encoding="utf-8")
        return folder

    return make


def codes_of(result) -> set[str]:
    return {one.problem.rule.code for one in result.verdicts if one.acceptance is None}


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda one: f"{one.code}-{one.world}")
def test_each_mistake_is_found(spoilt, mistake: C) -> None:
    _, result = checked(spoilt(mistake), day=datetime.date.fromisoformat(mistake.day))
    assert mistake.code in codes_of(result)


@pytest.mark.parametrize("mistake", COMPARED, ids=lambda one: f"{one.code}-{one.world}")
def test_each_mistake_shows_against_what_was_there(spoilt, mistake: C) -> None:
    _, result = checked(spoilt(mistake), against=WORLDS / mistake.world)
    assert mistake.code in codes_of(result)


def test_every_rule_is_tried_or_says_where_it_is() -> None:
    tried = {one.code for one in (*MISTAKES, *COMPARED)}
    without = WITHOUT.keys() | {"CIC015"}
    assert not tried & without
    assert {rule.code for rule in RULES} == tried | without
