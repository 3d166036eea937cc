"""The fictional programme: it is valid, it says that it is fictional, everything occurs in it, and a second calculation agrees."""

from __future__ import annotations

import csv
import io
import json
import re
from fractions import Fraction
from pathlib import Path

import pytest
import second_opinion
import yaml
from conftest import DAY, HERE, ROOT, checked
from csv_tables import csv_tables

from cic.analysis.progress import judgement
from cic.analysis.spending import accounts
from cic.analysis.status import Status
from cic.language import ENGLISH
from cic.pages.diff import Side, diff_report
from cic.pages.tables import State, words

DEMO = ROOT / "cic" / "scaffold" / "demo"
YEARS = range(2019, 2025)
MONEY_YEARS = range(2019, 2026)
"""With the year after the end, in which a last invoice was paid."""
WRITTEN = (HERE / "support" / "demo.csv").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def programme():
    return checked(DEMO, day=DAY)[0].programme


def expected(what: str) -> dict[tuple[str, int], dict[str, str]]:
    """The rows of the expected table that are about indicators, partnerships or the programme, by id and year."""
    found, header = {}, []
    for row in csv.reader(io.StringIO(WRITTEN)):
        if row[0] == "what":
            header = row
        elif row[0] == what:
            found[row[1], int(row[2])] = dict(zip(header, row, strict=True))
    return found


def same(value, text: str) -> bool:
    """Whether a figure of the program is the one of the table, which may be a fraction; a missing one never is a zero."""
    if value is None or text == "":
        return value is None and text == ""
    return abs(Fraction(value) - Fraction(text)) < Fraction(1, 10**20)


def test_it_is_valid_and_each_oddity_is_accepted_with_a_reason(cic) -> None:
    ran = cic("validate", "--data", DEMO, "--fail-level", "info")
    assert (ran.code, ran.out) == (0, "46 files read, 0 errors, 0 warnings, 12 acknowledged\n")


@pytest.mark.slow
def test_the_table_is_what_the_second_calculation_gives() -> None:
    out = io.StringIO()
    second_opinion.table(out)
    assert out.getvalue() == WRITTEN


def test_the_second_calculation_shares_nothing_with_the_program() -> None:
    text = Path(second_opinion.__file__).read_text(encoding="utf-8")
    assert not re.search(r"^\s*(?:import|from)\s+cic\b", text, re.MULTILINE)


def test_indicators_agree_with_the_second_calculation(programme) -> None:
    rows = expected("indicator")
    assert rows.keys() == {(id, year) for id in programme.indicators for year in YEARS}
    for (id, year), row in rows.items():
        found = judgement(programme, programme.indicators[id], year)
        known = found.reported
        here = (id, year)
        assert same(known.value, row["value"]), here
        assert (len(known.parts), len(known.expected)) == (int(row["reported_by"]), int(row["expected"])), here
        assert (len(known.of_this_year), len(known.former)) == (int(row["this_year"]), int(row["left"])), here
        assert same(found.due and found.due.value, row["due"]), here
        assert str(found.due.year if found.due else "") == row["due_year"], here
        assert same(found.progress, row["progress"]), here
        assert found.status.value == row["status"], here


def test_money_agrees_with_the_second_calculation(programme) -> None:
    rows = expected("partnership")
    assert rows.keys() == {(id, year) for id in programme.partnership_files for year in MONEY_YEARS}
    for (id, year), row in rows.items():
        known = accounts(programme, year)
        to_date = known.of_partnership(id, range(2019, year + 1))
        assert same(to_date.budget, row["budget"])
        assert same(known.of_partnership(id, (year,)).spent, row["spent"])
        assert same(to_date.remaining, row["remaining"])
        assert same(to_date.released, row["released"])
        assert same(to_date.rate, row["rate"])
        assert same(to_date.spent, row["to_date"])
    for (_, year), row in expected("programme").items():
        known = accounts(programme, year)
        of_year = known.of_all((year,))
        assert same(of_year.budget, row["budget"])
        assert same(of_year.spent, row["spent"])
        assert same(of_year.remaining, row["remaining"])
        assert same(of_year.rate, row["rate"])
        assert same(known.of_all(range(2019, year + 1)).spent, row["to_date"])


BY_HAND = [
    # yes in 2020: fableville (since 2019), nullepart, testopolis; no: examplum, placeholdia (both said so in 2019 or 2020),
    # quelquepart (2019); dummara never reports: 3, by 6 of 7. The wording promises all 7 by 2020.
    ("OS.1", 2020, "value", "3"),
    ("OS.1", 2020, "reported_by", "6"),
    ("OS.1", 2020, "expected", "7"),
    ("OS.1", 2020, "due", "7"),
    ("OS.1", 2020, "status", "incomplete"),
    ("OS.1", 2019, "status", "not due"),
    # 2021: and examplum, quelquepart: 3 + 2
    ("OS.1", 2021, "value", "5"),
    # 2022: testopolis lost its plan: 5 - 1; 2023: it is a part of nullepart, which has one, and placeholdia left without
    ("OS.1", 2022, "value", "4"),
    ("OS.1", 2023, "value", "4"),
    # of the eight, tardiville included, which came in 2022, one merged and one left
    ("OS.1", 2023, "expected", "6"),
    ("OS.1", 2023, "this_year", "1"),
    # 2019: 1 + 0 (nullepart, a reported zero) + 1 + 2 + 0, five communes
    ("OS.2", 2019, "value", "4"),
    ("OS.2", 2019, "reported_by", "5"),
    # 2021: 4 + 4 + 3 + 8 + 2 + 2; 23 of the 21 promised, although one is silent
    ("OS.2", 2021, "value", "23"),
    ("OS.2", 2021, "status", "achieved"),
    # 2022: 5 + 5 + 5 + 6 (corrected from 8) + 4 + 2 (quelquepart, carried from 2021)
    ("OS.2", 2022, "value", "27"),
    # 2023: 7 + 12 (nullepart with testopolis) + 7 + 6 + 1, and the 4 that placeholdia had when it left; dummara silent
    ("OS.2", 2023, "value", "37"),
    ("OS.2", 2023, "left", "1"),
    ("OS.2", 2023, "status", "incomplete"),
    # 2020: (4 + 5) / (20 + 20) = 9/40
    ("OS.3", 2020, "value", "22.5"),
    # 2021: (6 + 3 + 4 + 9 + 2) / (20 + 15 + 12 + 18 + 10) = 24/75; quelquepart: not applicable, so 6 are expected
    ("OS.3", 2021, "value", "32"),
    ("OS.3", 2021, "expected", "6"),
    # 2023: (9 + 11 + 11 + 2 + 2) / (20 + 27 + 18 + 5 + 6), and 2 / 10 of placeholdia in 2021: 37/86
    ("OS.3", 2023, "value", "1850/43"),
    # 2020: northsample, mockdorp; (2 - 0) / (3 - 0)
    ("R1.1", 2020, "value", "2"),
    ("R1.1", 2020, "progress", "200/3"),
    ("R1.1", 2020, "status", "behind"),
    # 2022: all but fictiebeek: 4/5 of the way to the 5 that are due
    ("R1.1", 2022, "progress", "80"),
    # 2020: 2 + 1 + 0 + 0 + 0, by all five; 3 / 10, no baseline
    ("R1.2", 2020, "value", "3"),
    ("R1.2", 2020, "reported_by", "5"),
    ("R1.2", 2020, "status", "off track"),
    # 2021: 2 + 2 + 2 + 2 + 1 = 9; 2022: 3 + 2 + 2 + 2 = 9 as well, but fictiebeek is missing
    ("R1.2", 2021, "status", "on track"),
    ("R1.2", 2022, "status", "incomplete"),
    # 5 of 5 kept; in 2023 one agreement ended
    ("R1.3", 2021, "status", "achieved"),
    ("R1.3", 2023, "value", "4"),
    ("R1.3", 2023, "status", "off track"),
    # 2021: (12 + 8 + 10 + 3 + 2) / (30 + 25 + 20 + 10 + 15) = 35/100; 35 / 40, from zero: the baseline is not comparable
    ("R1.4", 2021, "value", "35"),
    ("R1.4", 2021, "progress", "87.5"),
    # 2023: (30 + 20 + 24 + 8 + 6) / (50 + 50 + 40 + 20 + 20) = 88/180 = 440/9 percent
    ("R1.4", 2023, "value", "440/9"),
    # 2021: (24 - 40) / (20 - 40) = 16/20; 2022: 18/20; 2023: (8 - 40) / (10 - 40) = 32/30
    ("R2.1", 2021, "progress", "80"),
    ("R2.1", 2022, "progress", "90"),
    ("R2.1", 2023, "progress", "320/3"),
    # 2019-2020, year by year: 1 + 1 (fableville), 1, 2, 1 (examplum, 2019), 1, 0 + 1; it stands until the next is due
    ("R2.2", 2020, "value", "8"),
    ("R2.2", 2022, "value", "8"),
    # 2021-2023, year by year: 1 + 1 (fableville), 1 + 4 (nullepart, with testopolis in 2023), 2, and 1 of placeholdia, that
    # left; quelquepart's of 2020 is of the other window
    ("R2.2", 2023, "value", "10"),
    ("R2.2", 2023, "reported_by", "4"),
    # 2022: 28 + 25 + 18 + 30 + 0 + 9; fewer than the 150 allowed, but two communes are silent and the sum can only rise
    ("R2.3", 2022, "value", "110"),
    ("R2.3", 2022, "status", "incomplete"),
    # 2020: 400 tonnes are due, nothing was reported; 2021: 849.6 / 1000; 2023: 2499 / 2500
    ("R2.4", 2020, "status", "not reported"),
    ("R2.4", 2021, "progress", "84.96"),
    ("R2.4", 2021, "status", "behind"),
    ("R2.4", 2023, "progress", "99.96"),
    ("R2.4", 2023, "status", "on track"),
    # 2024, the year by which the end was put off: tardiville has a plan, with fableville, nullepart, examplum and
    # quelquepart; (5 - 1) of (7 - 1)
    ("OS.1", 2024, "value", "5"),
    ("OS.1", 2024, "progress", "200/3"),
    ("OS.1", 2024, "due_year", "2023"),
    # 8 + 3 + 13 + 6 (quelquepart) + 7 (examplum, carried) and the 4 of placeholdia; fableville's 9 came after the end
    ("OS.2", 2024, "value", "41"),
    ("OS.2", 2024, "this_year", "4"),
    ("OS.2", 2024, "status", "on track"),
    # (36 + 20 + 24 + 8 + 6 of verzonnegem-dummara, that left) / (60 + 50 + 40 + 20 + 20) = 94/190
    ("R1.4", 2024, "value", "940/19"),
    # 12 + 5 + 25, by three of five: what is of the year alone does not carry
    ("R2.3", 2024, "value", "42"),
    ("R2.3", 2024, "reported_by", "3"),
    ("R2.5", 2020, "status", "not due"),
    ("R2.5", 2021, "status", "not applicable"),
]
MONEY_BY_HAND = [
    # 3000 + 9000; 9000 + 14000; 11000 + 16500.40, the 3200.00 that the Friends paid left out
    ("northsample-fableville", 2019, "spent", "12000"),
    ("northsample-fableville", 2021, "spent", "27500.4"),
    # 12000 + 23000 + 27500.40 + 20250 + 13000 = 95750.40 of 96250.40
    ("northsample-fableville", 2023, "to_date", "95750.4"),
    ("northsample-fableville", 2023, "remaining", "500"),
    # 23000 + 34000 + 39000 + 35004.75 + 22500 = 153504.75; 152300.60 - 153504.75
    ("exempelstad-examplum-placeholdia", 2023, "remaining", "-1204.15"),
    # no report of 2022: no zero; since the start 10500 + 15000 + 17300
    ("fictiebeek-quelquepart", 2022, "spent", ""),
    ("fictiebeek-quelquepart", 2022, "to_date", "42800"),
    # 46500 / 61900 before the decision; 55000 / (61900 - 2500) after it
    ("verzonnegem-dummara", 2022, "rate", "46500/619"),
    ("verzonnegem-dummara", 2023, "rate", "2500/27"),
    # the last invoice came after the end: 55000 + 1125 of 59400
    ("verzonnegem-dummara", 2024, "to_date", "56125"),
    # it was there to the last day of 2023: what it had not spent of 59400 remains until then, and is released after it
    ("verzonnegem-dummara", 2023, "remaining", "4400"),
    ("verzonnegem-dummara", 2023, "released", ""),
    ("verzonnegem-dummara", 2024, "remaining", "0"),
    ("verzonnegem-dummara", 2024, "released", "3275"),
    # what 2500 more make of 71049; the 300.00 of the Friends left out: 42800 + 2200 + 12000
    ("fictiebeek-quelquepart", 2023, "budget", "73549"),
    ("fictiebeek-quelquepart", 2023, "to_date", "57000"),
    # 4000 + 19500 - 450.25 that came back; 119500.75 + 23049.75
    ("mockdorp-nullepart-testopolis", 2023, "spent", "23049.75"),
    ("mockdorp-nullepart-testopolis", 2023, "to_date", "142550.5"),
    # 2400 - 120 that came back; 96250.40 and 7000 more, less 95750.40 and 6500
    ("mockdorp-nullepart-testopolis", 2024, "spent", "2280"),
    ("northsample-fableville", 2024, "remaining", "1000"),
    # reported as zero; and nothing reported after the end
    ("exempelstad-examplum-placeholdia", 2024, "spent", "0"),
    ("exempelstad-examplum-placeholdia", 2025, "spent", ""),
    # the last invoice came after the end: 57000 + 500 + 900 of 73549
    ("fictiebeek-quelquepart", 2025, "to_date", "58400"),
]


WHOLE_BY_HAND = [
    # what decisions gave the year that the table does not print: 2500 + 150 + 9000 + 2000 + 9900
    (2024, "budget", "23550"),
    # 6500 + 2280 + 0 + 500 + 1125 of verzonnegem-dummara, that had left, + 11800
    (2024, "spent", "22205"),
    (2024, "remaining", "1345"),
    (2025, "budget", ""),
    (2025, "spent", "900"),
]


@pytest.mark.parametrize(("year", "column", "value"), WHOLE_BY_HAND)
def test_the_whole_by_hand(year: int, column: str, value: str) -> None:
    assert expected("programme")["programme", year][column] == value


def test_the_year_by_which_the_end_was_put_off_is_a_year_of_the_programme(cic) -> None:
    ran = cic("report", "--data", DEMO, "--year", 2024, "--as-of", DAY, "--format", "json")
    tables = {one["key"]: one["rows"] for one in json.loads(ran.out)["tables"]}
    assert "Extended to 2024, decided on 18 December 2023" in " ".join(
        cic("show", "programme", "--data", DEMO).out.split()
    )
    # not printed: what stands is what was decided for it
    of_year = {one["year"]: one for one in tables["years"]}
    assert (of_year[2024]["approved"], of_year[2024]["budget"]) == ({"state": "not stated"}, "23550.00")
    assert (of_year[2023]["approved"], of_year[2023]["budget"]) == ("120184.27", "117534.27")  # 2500 and 150 less
    partners = {(one["line"], one["nature"]): one for one in tables["execution"]}
    assert partners["1. Partnerships", "Investment"]["budget"] == "2500.00"
    assert partners["1. Partnerships", "Operating"]["spent"] == "8905.00"  # 5000 + 2400 - 120 + 0 + 500 + 1125
    # what was brought and paid after the end is later; the report of 2023 knows neither
    later = {(one["year"], one["who"], one["what"]): one["amount"] for one in tables["later"]}
    assert later == {
        (2025, "fictiebeek-quelquepart", "spent"): "900.00",
        (2025, "quelquepart", "brought of its own"): "150.00",
    }
    before = cic("report", "--data", DEMO, "--year", 2023, "--as-of", DAY, "--format", "json")
    rows = {one["key"]: one["rows"] for one in json.loads(before.out)["tables"]}
    assert [(one["year"], one["what"]) for one in rows["later"]] == [(2024, "came back, spent in 2023")]
    assert {one["counted"] for one in rows["amendments"] if one["amendment"] == "extension"} == {"no, decided later"}


def test_the_sample_by_hand_is_large_enough() -> None:
    assert len({cell[:3] for cell in BY_HAND}) == len(BY_HAND) >= 40


@pytest.mark.parametrize(("id", "year", "column", "value"), BY_HAND)
def test_indicators_by_hand(id: str, year: int, column: str, value: str) -> None:
    assert expected("indicator")[id, year][column] == value


@pytest.mark.parametrize(("id", "year", "column", "value"), MONEY_BY_HAND)
def test_money_by_hand(id: str, year: int, column: str, value: str) -> None:
    assert expected("partnership")[id, year][column] == value


def test_the_whole_is_what_remains_and_what_is_released(programme) -> None:
    known = accounts(programme, 2024)
    whole = known.of_all(MONEY_YEARS)
    assert (whole.remaining, whole.released) == (whole.budget - whole.spent - 3275, 3275)
    assert accounts(programme, 2023).of_all(range(2019, 2024)).released is None


@pytest.mark.slow
def test_every_status_and_every_state_occurs(cic, tmp_path) -> None:
    cells = {
        cell
        for year in YEARS
        for by in ("result", "partnership", "commune")
        for name, rows in csv_tables(cic, tmp_path, "report", "--data", DEMO, "--year", year, "--by", by).items()
        if name != "legend"
        for row in rows
        for cell in row.values()
    }
    # the demo promises nothing in words: tests/analysis/test_word_targets.py does
    assert {status.value for status in Status} - {Status.REPORTED.value} <= cells
    assert {state.value for state in State} - {State.IN_WORDS.value} <= cells


def test_nearly_all_is_never_shown_as_all(cic) -> None:
    page = cic("report", "--data", DEMO, "--year", 2023, "--indicator", "R2.4", "--format", "json").out
    assert "99.96" in page
    page = cic("report", "--data", DEMO, "--year", 2021, "--indicator", "R2.4", "--format", "json").out
    assert "84.96" in page


@pytest.mark.parametrize(
    "arguments",
    [
        ("report", "--format", "table"),
        ("report", "--format", "markdown"),
        ("report", "--format", "json"),
        ("list", "communes"),
        ("list", "risks"),
        ("show", "R2.1"),
        ("show", "fableville", "--format", "json"),
        ("missing", "--year", "2023"),
        ("missing", "--year", "2023", "--format", "markdown"),
        ("missing", "--year", "2023", "--format", "json"),
        ("findings",),
    ],
)
def test_every_page_says_that_it_is_fictional(arguments: tuple[str, ...], cic) -> None:
    printed = cic(*arguments, "--data", DEMO)
    assert printed.code == 0
    assert "FICTIONAL" in "".join(printed.out.splitlines(keepends=True)[:5])


@pytest.mark.parametrize(
    "arguments", [("report", "--year", 2023), ("list", "partnerships"), ("show", "R2.3"), ("missing",)]
)
def test_a_csv_file_says_that_it_is_fictional_in_each_row(arguments: tuple[str, ...], cic, tmp_path) -> None:
    tables = csv_tables(cic, tmp_path, *arguments, "--data", DEMO)
    assert tables.pop("facts")[0]["fact"] == "fictional"
    assert tables
    for rows in tables.values():
        assert {row["fictional"] for row in rows} <= {"yes"}


def test_the_page_of_a_change_says_that_it_is_fictional(programme) -> None:
    side = Side(words("one state"), programme, (), ())
    page = diff_report(side, side, ENGLISH, False)
    assert page.title.endswith("(FICTIONAL)")
    assert page.facts[0].key == "fictional"


def test_a_real_programme_does_not_say_so(cic) -> None:
    assert "FICTIONAL" not in cic("report", "--data", ROOT / "data", "--year", 2019).out


def test_nobody_can_be_reached(programme) -> None:
    for located in programme.communes.values():
        commune = located.value
        people = [commune, *commune.contacts.values()]
        assert all(number.startswith("555 01") for one in people for number in one.telephones)
        assert all(address.endswith(".example.org") for one in people for address in one.emails)
        assert re.fullmatch("X[A-Z]", commune.country)


def test_evidence_and_narratives_are_there() -> None:
    reports = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in DEMO.glob("reports/*/*.yaml")]
    assert len(reports) == 36
    told = [report["narrative"]["done"] for report in reports if "narrative" in report]
    assert len(told) == 33
    assert {language for done in told for language in done} == {"en", "fr", "nl"}
