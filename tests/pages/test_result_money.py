"""Money of results and activities: spent beside given, by hand."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from conftest import BASE, DAY, found_in, put
from levels_sample import logframe

from cic.analysis import records
from cic.storage.folder import Folder
from cic.storage.loader import load

SPLIT = """\
results_are: complete
results:
  R1: {2031: 30.00, 2032: 20.00, total: 50.00}
  O1.1: {2031: 20.00, 2032: 10.00, total: 30.00}
  R2: {total: 50.00}
activities:
  A.1.1: {total: 15.00}
"""
REPORTS = {
    "reports/2031/alfa-bravo.yaml": """\
year: 2031
partnership: alfa-bravo
expenditure:
  partners:
    operating:
      - {amount: 12.00, activity: A.1.1}
      - {amount: 5.00, result: R1}
      - {amount: 3.00}
    investment: {amount: 7.00, result: O1.1}
""",
    "reports/2032/alfa-bravo.yaml": """\
year: 2032
partnership: alfa-bravo
expenditure:
  partners:
    operating: {amount: 4.00, activity: A.1.1}
    refunds:
      - {amount: 2.00, of: 2031, nature: operating, activity: A.1.1}
""",
}


@pytest.fixture
def split(base: Path) -> Path:
    """The base programme with every level, its money given to results, and spent for them."""
    budget = (BASE / "budget.yaml").read_text(encoding="utf-8") + SPLIT
    put(base, {"logframe.yaml": logframe(), "budget.yaml": budget, **REPORTS})
    return base


def changed(data: Path, file: str, before: str, after: str) -> None:
    text = (data / file).read_text(encoding="utf-8")
    assert before in text
    (data / file).write_text(text.replace(before, after), encoding="utf-8")


def money(cic, data: Path, year: int, *arguments: str) -> dict[str, tuple[object, ...]]:
    """By id: budget to the year, budget in all, spent, remaining, rate of execution."""
    ran = cic("report", "--data", data, "--year", year, "--as-of", "2034-06-30", "--format", "json", *arguments)
    assert ran.code == 0, ran.err
    (table,) = [one for one in json.loads(ran.out)["tables"] if one["key"] == "by_result"]
    keys = ("budget_to_date", "budget", "spent", "remaining", "rate")
    return {row["id"]: tuple(_plain(row[key]) for key in keys) for row in table["rows"]}


def _plain(cell: object) -> object:
    return cell["state"] if isinstance(cell, dict) else cell


def test_nothing_is_found_where_all_adds_up(split: Path) -> None:
    assert found_in(split) == []


def test_spending_is_counted_for_all_that_stands_above_it(split: Path, cic) -> None:
    # A.1.1: 12 + 4 - 2; O1.1: these and 7; R1: these and 5; what serves R1 serves OS and I
    found = money(cic, split, 2032)
    assert list(found) == ["I", "OS", "R1", "O1.1", "A.1.1", "R2", "not said for what"]
    assert found["A.1.1"] == ("not stated", "15.00", "14.00", "1.00", "93.3")
    assert found["O1.1"] == ("30.00", "30.00", "21.00", "9.00", "70")
    assert found["R1"] == ("50.00", "50.00", "26.00", "24.00", "52")
    assert found["OS"] == found["I"] == ("not stated", "not stated", "26.00", None, None)
    assert found["R2"] == ("not stated", "50.00", "not reported", None, None)
    assert found["not said for what"][2] == "3.00"


def test_a_year_before_counts_what_was_spent_until_then(split: Path, cic) -> None:
    found = money(cic, split, 2031)
    assert found["A.1.1"][2] == "12.00"
    assert found["O1.1"] == ("20.00", "30.00", "19.00", "11.00", "63.3")
    assert found["R1"][:3] == ("30.00", "50.00", "24.00")


def test_only_what_stands_below_is_shown_where_it_is_asked_for(split: Path, cic) -> None:
    assert list(money(cic, split, 2032, "--result", "O1.1")) == ["O1.1", "A.1.1"]


def test_each_figure_says_what_it_is_made_of(split: Path, cic) -> None:
    text = cic(
        "report", "--data", split, "--year", 2032, "--as-of", "2034-06-30", "--section", "money", "--explain"
    ).out
    assert "12.00 (alfa-bravo 2031) + 4.00 (alfa-bravo 2032) - 2.00 (alfa-bravo 2032, of 2031)" in " ".join(
        text.split()
    )


@pytest.mark.parametrize(
    ("file", "before", "after", "found"),
    [
        # a cent more than the year of the output has: 12.00 + 8.01 of 20.00
        (
            "reports/2031/alfa-bravo.yaml",
            "7.00, result: O1.1",
            "8.01, result: O1.1",
            [("CIC310", "O1.1 2031", "+0.01")],
        ),
        ("reports/2031/alfa-bravo.yaml", "7.00, result: O1.1", "8.00, result: O1.1", []),
        # the activity has 15.00 in all: 12.00 + 5.01 - 2.00
        ("reports/2032/alfa-bravo.yaml", "amount: 4.00", "amount: 5.01", [("CIC310", "A.1.1", "+0.01")]),
        # its result has 30.00 in the year, and 12.00 + 13.50 + 5.00 are spent: the output says it already
        (
            "reports/2031/alfa-bravo.yaml",
            "7.00, result: O1.1",
            "13.50, result: O1.1",
            [("CIC310", "O1.1 2031", "+5.50")],
        ),
    ],
)
def test_what_is_spent_beyond_a_budget_is_said_once(
    file: str, before: str, after: str, found: list[tuple[str, str, str]], split: Path
) -> None:
    changed(split, file, before, after)
    got = [
        (one.code, one.message.params["what"].word, str(one.message.params["difference"])) for one in found_in(split)
    ]
    assert got == found


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("total: 50.00}\nactivities", "total: 49.99}\nactivities", ["CIC446"]),
        ("R1: {2031: 30.00", "R1: {2031: 30.01", ["CIC301"]),
        ("A.1.1: {total: 15.00}", "A.1.1: {total: 30.01}", ["CIC446"]),
        ("A.1.1: {total: 15.00}", "A.1.1: {2033: 15.00}", ["CIC308"]),
        ("A.1.1: {total: 15.00}", "A.1.1: {total: -15.00}", ["CIC310", "CIC309"]),
        ("A.1.1: {total: 15.00}", "A.1.9: {total: 15.00}", ["CIC205"]),
        ("R2: {total: 50.00}", "R9: {total: 50.00}", ["CIC205"]),
    ],
)
def test_sums_of_results_are_checked(before: str, after: str, found: list[str], split: Path) -> None:
    changed(split, "budget.yaml", before, after)
    assert sorted(one.code for one in found_in(split)) == sorted(found)


def test_results_that_are_only_some_may_leave_money_but_not_have_more(split: Path) -> None:
    changed(split, "budget.yaml", "results_are: complete\n", "")
    changed(split, "budget.yaml", "R2: {total: 50.00}", "R2: {total: 49.00}")
    assert found_in(split) == []
    changed(split, "budget.yaml", "R2: {total: 49.00}", "R2: {total: 50.01}")
    (one,) = found_in(split)
    assert (one.code, str(one.message.params["difference"])) == ("CIC446", "-0.01")


def test_money_for_a_result_without_a_budget_is_said_where_all_money_is_given(split: Path) -> None:
    changed(split, "budget.yaml", "  R2: {total: 50.00}\n", "")
    changed(split, "budget.yaml", "R1: {2031: 30.00, 2032: 20.00, total: 50.00}", "R1: {total: 100.00}")
    changed(split, "reports/2031/alfa-bravo.yaml", "{amount: 3.00}", "{amount: 3.00, result: R2}")
    assert [(one.code, one.message.params["result"]) for one in found_in(split)] == [("CIC316", "R2")]


def test_an_amount_names_one_purpose(split: Path) -> None:
    changed(split, "reports/2031/alfa-bravo.yaml", "activity: A.1.1", "activity: A.1.1, result: R1")
    assert found_in(split) == []
    changed(split, "reports/2031/alfa-bravo.yaml", "activity: A.1.1, result: R1", "activity: A.1.1, result: R2")
    assert [one.code for one in found_in(split)] == ["CIC448"]


def test_the_two_budgets_of_an_activity_are_the_same(split: Path) -> None:
    put(split, {"logframe.yaml": logframe(", budget: 15.00")})
    assert found_in(split) == []
    put(split, {"logframe.yaml": logframe(", budget: 15.01")})
    (one,) = found_in(split)
    assert (one.code, str(one.message.params["difference"])) == ("CIC447", "+0.01")


def test_an_amount_of_a_result_changes_only_with_a_correction(split: Path, tmp_path: Path) -> None:
    before = Path(shutil.copytree(split, tmp_path / "before"))
    changed(split, "budget.yaml", "A.1.1: {total: 15.00}", "A.1.1: {total: 14.50}")
    assert [(one.code, one.path) for one in found_in(split, against=before)] == [("CIC524", "activities[A.1.1][total]")]


def test_of_one_partnership_no_result_has_a_budget(split: Path, cic) -> None:
    found = money(cic, split, 2032, "--partnership", "alfa-bravo")
    assert found["R1"] == ("not stated", "not stated", "26.00", None, None)
    assert "R2" not in found


def test_a_label_in_the_place_of_an_id_is_understood(split: Path) -> None:
    changed(split, "reports/2031/alfa-bravo.yaml", "result: R1", 'result: "Result 1"')
    (one,) = [one for one in found_in(split) if one.place.file.startswith("reports/2031")]
    assert one.message.params["close"] == "R1"


def test_python_has_the_money_of_results(split: Path) -> None:
    rows = [
        row
        for row in records.money(load(Folder(split), DAY).programme)
        if row["level"] in ("result", "output", "activity")
    ]
    found = [(row["level"], row["of"], row["year"], str(row["amount"])) for row in rows]
    assert found == [
        ("result", "R1", 2031, "30.00"),
        ("result", "R1", 2032, "20.00"),
        ("result", "R1", None, "50.00"),
        ("output", "O1.1", 2031, "20.00"),
        ("output", "O1.1", 2032, "10.00"),
        ("output", "O1.1", None, "30.00"),
        ("result", "R2", None, "50.00"),
        ("activity", "A.1.1", None, "15.00"),
    ]


def test_the_page_of_the_budget_shows_what_results_are_given(split: Path, cic) -> None:
    text = " ".join(cic("show", "budget", "--data", split, "--as-of", "2034-06-30").out.split())
    assert "O1.1 20.00 10.00 30.00" in text
    assert "A.1.1 not stated not stated 15.00" in text
    assert "Together they are all operating costs." in text
