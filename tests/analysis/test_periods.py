"""Years that begin on another day, half-years, quarters, and targets of a day. Every figure is reckoned by hand."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import checked, put

from cic.analysis.amendments import closed_on, last_day
from cic.analysis.outstanding import missing
from cic.analysis.progress import Judgement, judgement
from cic.analysis.spending import accounts, money_years
from cic.analysis.status import Status
from cic.base.periods import Calendar, Period
from cic.model.programme import Programme
from cic.pages.annual import default_year
from cic.pages.annual.question import Question
from cic.pages.annual.scope import scope_of

IDENTITY = """
format: 1
id: demo
name: {en: Schools of Exampleland}
country: XA
period: {start: 2031, end: %s}
source: {document: plan, section: "1"}
organisations: {league: {name: League of Communes, role: applicant}}
reporting: {years: [2031, 2032], thresholds: {on_track: 85, behind: 60}, %s}
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
        over_communes: %s
        targets: {%s}
"""
FISCAL = 'year_begins: "04-01"'
QUARTERS = "periods: quarter"
HALVES = "periods: half_year"
FISCAL_QUARTERS = f"{FISCAL}, {QUARTERS}"
LEFT = "until: {date: %s, reason: {en: Left after the elections}}"
Values = Mapping[str, Mapping[str, str]]


def reporting(
    base: Path,
    said: str,
    indicator: str,
    targets: Mapping[str, int],
    values: Values,
    today: str = "2040-06-30",
    echo: str = "",
    end: int = 2032,
    spent: Mapping[str, str] | None = None,
) -> Programme:
    """The base programme with one indicator of three communes, what they reported by period, and what bravo's
    partnership spent in it. said: of its reporting. echo: what is said of the one of another partnership."""
    promised = ", ".join(f"{key}: {{value: {value}, as_printed: '{value}'}}" for key, value in targets.items())
    files = {
        "programme.yaml": IDENTITY % (end, said),
        "logframe.yaml": LOGFRAME % (indicator.replace("; ", "\n        "), promised),
        "partnerships/alfa-bravo.yaml": "id: alfa-bravo\nsource: {document: plan}\ncommunes:\n"
        "  alfa: {name: Alfa, country: BE}\n  bravo: {name: Bravo, country: XA}\n  charlie: {name: Charlie, country: XA}\n"
        "budget:\n  OS: {amount: 60.00, as_printed: Budget 60.00}\n",
        "partnerships/delta-echo.yaml": "id: delta-echo\nsource: {document: plan}\ncommunes:\n"
        f"  delta: {{name: Delta, country: BE}}\n  echo:\n    name: Echo\n    country: XA\n    {echo}\n"
        "budget:\n  OS: {amount: 40.00, as_printed: Budget 40.00}\n",
    }
    for period in {**values, **(spent or {})}:
        for partnership, communes in (("alfa-bravo", ("bravo", "charlie")), ("delta-echo", ("echo",))):
            own = {one: value for one, value in values.get(period, {}).items() if one in communes}
            text = f"year: {period}\npartnership: {partnership}\n"
            if own:
                text += "communes:\n"
                text += "".join(f"  {one}: {{observations: {{LF: {{{value}}}}}}}\n" for one, value in own.items())
            if partnership == "alfa-bravo" and spent and period in spent:
                text += f"expenditure: {{partners: {{operating: {{amount: {spent[period]}}}}}}}\n"
            if text.count("\n") > 2:
                files[f"reports/{period}/{partnership}.yaml"] = text
    put(base, files)
    loaded, _ = checked(base, day=datetime.date.fromisoformat(today))
    assert not loaded.problems, loaded.problems
    return loaded.programme


def stands(programme: Programme, year: str) -> Judgement:
    period = programme.calendar.read(year)
    assert period is not None
    return judgement(programme, programme.indicators["LF"], period)


def said(found: Judgement) -> tuple[str, str, str]:
    """The value, how many of how many reported the period itself, and the status."""
    known = found.reported
    return f"{known.value}", f"{len(known.of_this_year)} of {len(known.expected)}", found.status.value


def v(**numbers: int) -> Mapping[str, str]:
    return {commune: f"value: {number}" for commune, number in numbers.items()}


TOTAL = "sum; over_years: cumulative"
OF_THE_YEAR = "sum; over_years: cumulative; reports: of_the_year"
RATE = "sum; over_years: rate"


# years from April to March: 2031/32 ends on 31 March 2032


@pytest.mark.parametrize(
    ("until", "in_2031", "in_2032"),
    [
        # there on 31 March 2032, the last day of 2031/32: it reports that year and none after it
        ("2032-03-31", ("12", "3 of 3", "achieved"), ("14", "2 of 2", "achieved")),
        # gone the day before: 2031/32 is not asked of it, and what it reported of a part of it stays
        ("2032-03-30", ("12", "2 of 2", "achieved"), ("14", "2 of 2", "achieved")),
        # 31 December is no end of a year here
        ("2032-12-31", ("12", "3 of 3", "achieved"), ("14", "2 of 2", "achieved")),
        ("2033-03-31", ("12", "3 of 3", "achieved"), ("14", "2 of 3", "achieved")),
    ],
)
def test_who_is_there_on_the_last_day_of_a_year_from_april(
    base: Path, until: str, in_2031: tuple[str, str, str], in_2032: tuple[str, str, str]
) -> None:
    values = {"2031": v(bravo=4, charlie=5, echo=3), "2032": v(bravo=5, charlie=6)}
    programme = reporting(base, FISCAL, TOTAL, {"2031": 9, "2032": 12}, values, echo=LEFT % until)
    assert said(stands(programme, "2031")) == in_2031
    # 5 + 6 + the 3 of echo, which stay where it left and are carried where it did not report again
    assert said(stands(programme, "2032")) == in_2032


@pytest.mark.parametrize(
    ("today", "status", "ended"),
    [
        ("2032-03-30", Status.NOT_DUE, None),
        ("2032-03-31", Status.ACHIEVED, "2031"),
        ("2033-03-30", Status.ACHIEVED, "2031"),
        ("2033-03-31", Status.INCOMPLETE, "2032"),
    ],
)
def test_a_year_from_april_is_due_on_31_march(base: Path, today: str, status: Status, ended: str | None) -> None:
    values = {"2031": v(bravo=4, charlie=5, echo=3)}
    programme = reporting(base, FISCAL, OF_THE_YEAR, {"2031": 12, "2032": 13}, values, today)
    assert stands(programme, "2032").status is status
    due = stands(programme, "2032").due
    assert (str(due.year) if due is not None else None) == ended


def test_a_year_from_april_is_printed_by_both_its_years(base: Path) -> None:
    programme = reporting(base, FISCAL, TOTAL, {"2031": 9}, {})
    assert [one.name for one in programme.years] == ["2031/32", "2032/33"]  # type: ignore[attr-defined]
    assert [str(one) for one in programme.years] == ["2031", "2032"]
    assert programme.calendar.read("2031/32") == programme.years[0]
    assert programme.calendar.read("2031/33") is None
    assert default_year(programme, datetime.date(2031, 4, 1)) == programme.years[0]


def test_decisions_and_closings_of_a_year_from_april(base: Path) -> None:
    programme = reporting(base, f"{FISCAL}, closed: {{2031: 2032-05-31}}", TOTAL, {"2031": 9}, {})
    year, after = programme.years
    assert last_day(programme, year) == datetime.date(2032, 3, 31)
    assert closed_on(programme, year) == datetime.date(2032, 5, 31)
    assert last_day(programme, after) == datetime.date(2033, 3, 31)


def test_accounts_of_a_year_from_april_are_owed_from_its_end_on(base: Path) -> None:
    before = reporting(base, FISCAL, TOTAL, {"2031": 9}, {}, today="2032-03-30")
    assert missing(before, before.years[0]) == ()
    programme = reporting(base, FISCAL, TOTAL, {"2031": 9}, {}, today="2032-03-31")
    found = {(one.partnership, one.commune): one.accounts for one in missing(programme, programme.years[0])}
    assert found["alfa-bravo", ""] == (programme.years[0],)


# quarters


BY_QUARTER = {
    "2031-Q1": v(bravo=1, charlie=2, echo=1),
    "2031-Q2": v(bravo=0, charlie=1, echo=1),
    "2031-Q3": v(bravo=2, charlie=1, echo=0),
    "2031-Q4": v(bravo=1, charlie=1, echo=1),
    "2032-Q1": v(bravo=1, charlie=0),
}


@pytest.mark.parametrize(
    ("period", "found"),
    [
        ("2031-Q1", ("4", "3 of 3", "not due")),  # 1 + 2 + 1
        ("2031-Q2", ("6", "3 of 3", "not due")),  # and 0 + 1 + 1
        ("2031-Q3", ("9", "3 of 3", "not due")),  # and 2 + 1 + 0
        ("2031-Q4", ("12", "3 of 3", "achieved")),  # and 1 + 1 + 1: the target of 2031 is due with its last quarter
        ("2031", ("12", "3 of 3", "achieved")),
        ("2032-Q1", ("13", "2 of 3", "achieved")),  # at least, for echo did not report the quarter
        ("2032", ("13", "0 of 3", "incomplete")),
    ],
)
def test_what_happened_in_the_quarters_is_added_up(base: Path, period: str, found: tuple[str, str, str]) -> None:
    programme = reporting(base, QUARTERS, OF_THE_YEAR, {"2031": 12, "2032": 14}, BY_QUARTER)
    assert said(stands(programme, period)) == found


def test_which_quarters_lack(base: Path) -> None:
    programme = reporting(base, QUARTERS, OF_THE_YEAR, {"2031": 12}, BY_QUARTER, today="2032-07-15")
    assert [(who, str(one)) for who, one in stands(programme, "2032-Q2").reported.lacking] == [
        ("bravo", "2032-Q2"),
        ("charlie", "2032-Q2"),
        ("echo", "2032-Q1"),
        ("echo", "2032-Q2"),
    ]
    asked = {one.commune: [str(year) for _, year in one.of_years] for one in missing(programme, 2032) if one.commune}
    assert asked == {"bravo": ["2032-Q2"], "charlie": ["2032-Q2"], "echo": ["2032-Q1", "2032-Q2"]}


@pytest.mark.parametrize(
    ("period", "found"),
    [
        ("2031-Q2", ("9", "2 of 3", "not due")),  # 4 + 2, and the 3 of echo's first quarter
        ("2031", ("11", "1 of 3", "achieved")),  # bravo's last quarter 6, charlie's second 2, echo's first 3
        ("2032-Q2", ("11", "0 of 3", "behind")),  # 11 of the 15 of the quarter: 73.3 %
    ],
)
def test_a_running_total_is_the_latest_quarter(base: Path, period: str, found: tuple[str, str, str]) -> None:
    values = {
        "2031-Q1": v(bravo=2, charlie=2, echo=3),
        "2031-Q2": v(bravo=4, charlie=2),
        "2031-Q4": v(bravo=6),
    }
    programme = reporting(base, QUARTERS, TOTAL, {"2031": 11, "2032-Q2": 15}, values)
    assert said(stands(programme, period)) == found


def test_a_rate_is_of_the_quarter_alone(base: Path) -> None:
    programme = reporting(base, QUARTERS, RATE, {"2031": 3}, BY_QUARTER)
    assert said(stands(programme, "2031-Q3")) == ("3", "3 of 3", "not due")
    assert said(stands(programme, "2031")) == ("3", "3 of 3", "achieved")
    assert said(stands(programme, "2032-Q1")) == ("1", "2 of 3", "incomplete")


def test_a_window_of_years_holds_its_quarters(base: Path) -> None:
    indicator = "sum; over_years: per_period; reports: of_the_year"
    programme = reporting(base, QUARTERS, indicator, {"2031": 12, "2032": 2}, BY_QUARTER)
    assert said(stands(programme, "2031"))[:2] == ("12", "3 of 3")
    # of 2032 the one of bravo's first quarter alone: what happened in 2031 counts no more
    assert said(stands(programme, "2032"))[0] == "1"


def test_who_leaves_within_a_year_reports_its_quarters(base: Path) -> None:
    values = {one: values for one, values in BY_QUARTER.items() if one < "2031-Q3"}
    programme = reporting(base, QUARTERS, OF_THE_YEAR, {"2031": 12}, values, "2031-12-31", LEFT % "2031-06-30")
    assert said(stands(programme, "2031-Q2"))[:2] == ("6", "3 of 3")
    # 4 + 2 of which the 2 of echo stay; bravo and charlie owe the third and the fourth quarter
    found = stands(programme, "2031").reported
    assert (found.value, len(found.expected), {who for who, _ in found.lacking}) == (6, 2, {"bravo", "charlie"})


def test_money_of_the_year_is_the_sum_of_its_quarters(base: Path) -> None:
    spent = {"2031-Q1": "10.00", "2031-Q2": "15.00", "2031-Q4": "20.00", "2032-Q1": "5.00"}
    programme = reporting(base, QUARTERS, TOTAL, {"2031": 9}, {}, spent=spent)
    year = accounts(programme, 2031).of_category("partners", "operating", (2031,))
    # 10 + 15 + 20 of 40; three of eight reports: two partnerships, four quarters
    assert (year.budget, year.spent, year.reported_by, year.expected) == (40, 45, 3, 8)
    half = programme.calendar.read("2031-Q2")
    assert half is not None
    assert money_years(programme, half) == (2031,)
    until = accounts(programme, half).of_category("partners", "operating", (2031,))
    assert (until.budget, until.spent, until.reported_by, until.expected) == (40, 25, 2, 4)
    assert accounts(programme, 2032).of_partnership("alfa-bravo", (2031, 2032)).spent == Decimal("50.00")


@pytest.mark.parametrize(
    ("asked", "listed"),
    [("2031-Q2", ["2031-Q2"]), ("2031-Q4", ["2031-Q4"]), ("2031", ["2031-Q1", "2031-Q2", "2031-Q4"])],
)
def test_what_was_spent_is_listed_of_what_is_asked_for(base: Path, asked: str, listed: list[str]) -> None:
    """The last quarter ends with its year, and is not all of it."""
    spent = {"2031-Q1": "10.00", "2031-Q2": "15.00", "2031-Q4": "20.00", "2032-Q1": "5.00"}
    programme = reporting(base, QUARTERS, TOTAL, {"2031": 9}, {}, spent=spent)
    year = programme.calendar.read(asked)
    assert year is not None
    assert [str(report.year) for _, report in scope_of(programme, Question(year)).reports] == listed


def test_half_years(base: Path) -> None:
    values = {"2031-H1": v(bravo=1, charlie=2, echo=1), "2031-H2": v(bravo=2, charlie=2, echo=1)}
    programme = reporting(base, HALVES, OF_THE_YEAR, {"2031-H1": 5, "2031": 9}, values, today="2031-06-30")
    assert [str(one) for one in programme.periods] == ["2031-H1", "2031-H2", "2032-H1", "2032-H2"]
    assert said(stands(programme, "2031-H1")) == ("4", "3 of 3", "behind")  # 4 of 5: 80 %
    programme = reporting(base, HALVES, OF_THE_YEAR, {"2031-H1": 5, "2031": 9}, values)
    assert said(stands(programme, "2031")) == ("9", "3 of 3", "achieved")


@pytest.mark.parametrize(
    ("month", "found"),
    [
        ("2031-04", ("4", "1 of 3", "not due")),
        ("2031-12", ("7", "1 of 3", "not due")),
        ("2032-01", ("9", "2 of 3", "incomplete")),
        ("2032-03", ("9", "0 of 3", "incomplete")),
    ],
)
def test_months_of_a_year_from_april(base: Path, month: str, found: tuple[str, str, str]) -> None:
    """January 2032 is the tenth month of 2031/32, and has its own name; its target is due when it ends."""
    values = {"2031-04": v(bravo=4), "2031-12": v(charlie=3), "2032-01": v(bravo=5, charlie=4)}
    programme = reporting(base, f"{FISCAL}, periods: month", TOTAL, {"2032-01": 12}, values)
    calendar = programme.calendar
    assert said(stands(programme, month)) == found
    assert [str(one) for one in calendar.periods_of(calendar.year(2031))] == [
        *(f"2031-{number:02}" for number in range(4, 13)),
        *("2032-01", "2032-02", "2032-03"),
    ]


def test_a_month_is_named_by_its_first_day(base: Path) -> None:
    programme = reporting(base, 'year_begins: "04-15", periods: month', TOTAL, {"2031": 12}, {"2032-03": v(bravo=4)})
    found = programme.calendar.read("2032-03")
    assert isinstance(found, Period)
    assert (found.first.isoformat(), found.last.isoformat(), int(found)) == ("2032-03-15", "2032-04-14", 2031)
    assert programme.calendar.before(found) == programme.calendar.read("2032-02")


@pytest.mark.parametrize("text", ["2031-00", "2031-13", "2031-4", "2031-004", "2031/32-04"])
def test_what_is_no_month(text: str) -> None:
    assert Calendar((4, 1), 12).read(text) is None


def test_quarters_of_a_year_from_april(base: Path) -> None:
    programme = reporting(base, FISCAL_QUARTERS, OF_THE_YEAR, {"2031": 12}, BY_QUARTER, today="2032-03-31")
    last = programme.calendar.read("2031-Q4")
    assert last is not None
    assert (last.first, last.last) == (datetime.date(2032, 1, 1), datetime.date(2032, 3, 31))  # type: ignore[attr-defined]
    assert last.name == "2031/32-Q4"  # type: ignore[attr-defined]
    assert programme.calendar.containing(datetime.date(2032, 2, 29)) == last
    assert said(stands(programme, "2031")) == ("12", "3 of 3", "achieved")


# targets of a day


@pytest.mark.parametrize(
    ("today", "year", "due", "status"),
    [
        ("2032-03-30", "2032", None, Status.NOT_DUE),
        # due from its day on, though the year has nine months to go
        ("2032-03-31", "2032", "2032-03-31", Status.OFF_TRACK),
        ("2032-06-30", "2032", "2032-03-31", Status.OFF_TRACK),
        ("2033-01-15", "2032", "2032-03-31", Status.ACHIEVED),
        # the situation of the year before did not have it yet
        ("2033-01-15", "2031", None, Status.NOT_DUE),
    ],
)
def test_a_target_of_a_day_is_due_from_that_day_on(
    base: Path, today: str, year: str, due: str | None, status: Status
) -> None:
    values: Values = {"2031": v(bravo=2, charlie=1, echo=1)}
    if today > "2032-12-31":
        values = {**values, "2032": v(bravo=4, charlie=3, echo=3)}
    programme = reporting(base, "", TOTAL, {"2032-03-31": 10}, values, today)
    found = stands(programme, year)
    assert (str(found.due.year) if found.due else None, found.status) == (due, status)


def test_what_a_day_asks_is_asked_on_that_day(base: Path) -> None:
    values = {"2031": v(bravo=2, charlie=1)}
    programme = reporting(base, "", TOTAL, {"2032-03-31": 10}, values, "2032-04-01")
    found = {one.commune: (one.indicators, one.to_confirm) for one in missing(programme, 2032) if one.commune}
    # echo has reported nothing; bravo and charlie stand on 2031, which is before the day
    assert found == {"echo": (("LF",), ()), "bravo": ((), (("LF", 2031),)), "charlie": ((), (("LF", 2031),))}
    earlier = reporting(base, "", TOTAL, {"2032-03-31": 10}, values, "2032-03-30")
    assert [one for one in missing(earlier, 2032) if one.commune] == []


def test_a_day_within_a_quarter_is_told_by_its_quarter(base: Path) -> None:
    programme = reporting(base, QUARTERS, RATE, {"2031-02-15": 4}, BY_QUARTER, today="2031-04-01")
    assert said(stands(programme, "2031-Q1")) == ("4", "3 of 3", "achieved")


def test_two_targets_of_one_day_are_refused(base: Path) -> None:
    text = LOGFRAME % (
        "sum\n        over_years: cumulative",
        "2031: {value: 1, as_printed: '1'}, 2031-Q4: {value: 2, as_printed: '2'}",
    )
    put(base, {"programme.yaml": IDENTITY % (2032, QUARTERS), "logframe.yaml": text})
    loaded, _ = checked(base)
    assert [str(one.message) for one in loaded.problems] == ["2031, 2031-Q4 end on the same day: write one of them"]


@pytest.mark.parametrize("key", ["2031-Q5", "2031-H3", "2031-02-30", "31/3/2032", "2031-13-01", "1031-Q1"])
def test_what_is_no_period_is_refused(base: Path, key: str) -> None:
    text = LOGFRAME % ("sum\n        over_years: cumulative", f"{key}: {{value: 1, as_printed: '1'}}")
    put(base, {"programme.yaml": IDENTITY % (2032, QUARTERS), "logframe.yaml": text})
    assert checked(base)[0].problems
