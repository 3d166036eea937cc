"""Stretches of time: their days, their names, and how they compare."""

from __future__ import annotations

import copy
import datetime
import pickle
from itertools import pairwise

import pytest

from cic.base.periods import CALENDAR_YEARS, Calendar, Period, before, day, first_day, last_day, written

APRIL = Calendar((4, 1), 4)
TAX = Calendar((4, 6), 4)


def read(text: str, calendar: Calendar = CALENDAR_YEARS) -> int:
    found = calendar.read(text)
    assert found is not None, text
    return found


@pytest.mark.parametrize(
    ("text", "calendar", "first", "last", "name"),
    [
        ("2031", CALENDAR_YEARS, "2031-01-01", "2031-12-31", "2031"),
        ("2031-H1", CALENDAR_YEARS, "2031-01-01", "2031-06-30", "2031-H1"),
        ("2031-H2", CALENDAR_YEARS, "2031-07-01", "2031-12-31", "2031-H2"),
        ("2032-Q1", CALENDAR_YEARS, "2032-01-01", "2032-03-31", "2032-Q1"),
        ("2032-02-29", CALENDAR_YEARS, "2032-02-29", "2032-02-29", "2032-02-29"),
        ("2031", APRIL, "2031-04-01", "2032-03-31", "2031/32"),
        ("2099", APRIL, "2099-04-01", "2100-03-31", "2099/00"),
        ("2031-Q3", APRIL, "2031-10-01", "2031-12-31", "2031/32-Q3"),
        ("2031-Q4", APRIL, "2032-01-01", "2032-03-31", "2031/32-Q4"),
        ("2031", TAX, "2031-04-06", "2032-04-05", "2031/32"),
        ("2031-Q1", TAX, "2031-04-06", "2031-07-05", "2031/32-Q1"),
        ("2031-Q4", TAX, "2032-01-06", "2032-04-05", "2031/32-Q4"),
    ],
)
def test_days_and_names(text: str, calendar: Calendar, first: str, last: str, name: str) -> None:
    period = read(text, calendar)
    assert (first_day(period).isoformat(), last_day(period).isoformat()) == (first, last)
    assert (period.name if isinstance(period, Period) else str(period)) == name
    assert str(written(period)) == str(period) == f"{period}" == text


def test_a_calendar_year_is_a_plain_number() -> None:
    assert type(read("2031")) is int
    assert CALENDAR_YEARS.years(2031, 2033) == (2031, 2032, 2033)


def test_they_compare_by_the_day_on_which_they_end() -> None:
    names = ["2030", "2031-Q1", "2031-04-01", "2031-H1", "2031-Q3", "2031-12-30", "2031", "2032-01-01", "2032-Q1"]
    order = [read(name) for name in names]
    for earlier, later in pairwise(order):
        assert earlier < later
        assert later > earlier
        assert earlier <= later
        assert later >= earlier
        assert earlier != later
    assert sorted(order) == order
    assert max(order) is order[-1]


def test_what_ends_on_one_day_is_equal_and_one_key() -> None:
    same = [2031, read("2031-Q4"), read("2031-H2"), read("2031-12-31")]
    assert len(set(same)) == 1
    assert dict.fromkeys(same[:1], "here")[read("2031-Q4")] == "here"
    assert read("2031", APRIL) == read("2032-Q1") == read("2032-03-31")
    assert len({read("2031", APRIL), read("2032-Q1"), read("2032-03-31")}) == 1
    assert read("2031", APRIL) != 2031


@pytest.mark.parametrize("text", ["2031-Q3", "2031-H1", "2031-05-06"])
def test_a_copy_is_the_same(text: str) -> None:
    period = read(text)
    for made in (copy.deepcopy(period), pickle.loads(pickle.dumps(period))):
        assert (made, str(made), first_day(made)) == (period, text, first_day(period))


@pytest.mark.parametrize(
    "calendar", [CALENDAR_YEARS, Calendar(parts=2), Calendar(parts=4), APRIL, TAX, Calendar((7, 8), 2)]
)
def test_every_day_is_in_one_period_and_one_year(calendar: Calendar) -> None:
    date = datetime.date(2031, 1, 1)
    while date < datetime.date(2033, 1, 1):
        period = calendar.containing(date)
        assert first_day(period) <= date <= last_day(period)
        year = calendar.year_of(period)
        assert first_day(year) <= first_day(period)
        assert last_day(period) <= last_day(year)
        assert calendar.year_of(day(date)) == year
        assert (
            last_day(calendar.before(period))
            == last_day(before(period))
            == first_day(period) - datetime.timedelta(days=1)
        )
        ended = calendar.last_ended(day(date))
        assert ended == (period if last_day(period) == date else calendar.before(period))
        date += datetime.timedelta(days=1)


def test_what_lies_between() -> None:
    quarters = Calendar(parts=4)
    assert [str(one) for one in quarters.between(2030, read("2031-H1"))] == ["2031-Q1", "2031-Q2"]
    assert [str(one) for one in quarters.between(read("2031-02-15"), 2031)] == [
        "2031-Q1",
        "2031-Q2",
        "2031-Q3",
        "2031-Q4",
    ]
    assert list(CALENDAR_YEARS.between(2030, 2033)) == [2031, 2032, 2033]
    # of January 2032, which is in 2031/32
    assert [str(one) for one in APRIL.between(day(datetime.date(2032, 1, 15)), APRIL.year(2031))] == ["2031-Q4"]


@pytest.mark.parametrize(
    "text", ["31", "2031-Q0", "2031-Q5", "2031-H3", "2031-q1", "2031-02-30", "2031/32", "1899", "2201", "٢٠٣١", ""]
)
def test_what_is_no_period(text: str) -> None:
    assert CALENDAR_YEARS.read(text) is None
