"""What was asked of the day that counts as today, and on which days the answers are the same."""

from __future__ import annotations

import copy
import datetime
import operator
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cic.base.asked_day import ALWAYS, AskedDay, Stretch
from cic.base.periods import CALENDAR_YEARS, Calendar, day, last_day

DAY = datetime.date(2031, 6, 30)
_DAYS = st.dates(datetime.date(2029, 12, 1), datetime.date(2032, 2, 1))
_COMPARISONS = (operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne)


def _within(holds: Stretch, seen: datetime.date) -> bool:
    return holds.first <= seen <= holds.last


@given(today=_DAYS, other=_DAYS, seen=_DAYS, compare=st.sampled_from(_COMPARISONS), is_turned=st.booleans())
def test_a_comparison_holds_until_it_comes_out_otherwise(today, other, seen, compare, is_turned):
    def ask(one):
        return compare(other, one) if is_turned else compare(one, other)

    asked = AskedDay(today)
    said = ask(asked)
    assert said is ask(today)
    assert _within(asked.holds, today)
    if compare in (operator.eq, operator.ne):  # an inequality is said of one side alone
        assert not _within(asked.holds, seen) or ask(seen) is said
    else:
        assert _within(asked.holds, seen) is (ask(seen) is said)


_CALENDARS = st.sampled_from(
    (CALENDAR_YEARS, Calendar((4, 1)), Calendar((1, 1), 4), Calendar((7, 1), 2), Calendar((4, 6), 12))
)


@given(today=_DAYS, seen=_DAYS, calendar=_CALENDARS, which=st.integers(0, 400), compare=st.sampled_from(_COMPARISONS))
def test_as_a_moment_it_notes_what_it_is_compared_with(today, seen, calendar, which, compare):
    periods = [one for year in range(2029, 2033) for one in calendar.periods_of(year)]
    period = periods[which % len(periods)]

    def answers(date):
        moment = day(date)
        return (
            compare(moment, period),
            compare(period, moment),
            str(calendar.last_ended(moment)),
            str(calendar.covering(moment)),
            str(calendar.year_of(moment)),
            [str(one) for one in calendar.between(period, moment)],
            last_day(min(moment, period)) == last_day(period),
        )

    asked = AskedDay(today)
    said = answers(asked)
    assert said == answers(today)
    if _within(asked.holds, seen):
        assert said == answers(seen)


def test_what_tells_the_day_holds_on_that_day_alone():
    uses = [
        *(
            lambda one, name=name: getattr(one, name)
            for name in dir(datetime.date)
            if not name.startswith("_") and name not in ("year", "min", "max")
        ),
        hash,
        str,
        "{}".format,
        "{:%d}".format,
        lambda one: {DAY: 1}[one],
        lambda one: one + datetime.timedelta(1),
        lambda one: datetime.timedelta(1) + one,
        lambda one: one - datetime.timedelta(1),
        lambda one: one - datetime.date(2031, 1, 1),
        lambda one: datetime.date(2031, 12, 31) - one,
        lambda one: pickle.loads(pickle.dumps(one)),
        copy.copy,
        copy.deepcopy,
        lambda one: hash(day(one)),
        lambda one: str(day(one)),
    ]
    for use in uses:
        asked = AskedDay(DAY)
        said = use(asked)
        assert asked.holds == Stretch(DAY, DAY)
        if not callable(said):
            assert said == use(DAY)


def test_what_tells_no_day_holds_always():
    asked = AskedDay(DAY)
    assert asked.plain == DAY
    assert type(asked.plain) is datetime.date
    assert isinstance(asked, datetime.date)
    assert asked.holds == ALWAYS
    assert asked in (asked, None)
    assert asked == AskedDay(DAY)
    assert asked.holds == ALWAYS


def test_a_year_holds_as_long_as_it_lasts():
    asked = AskedDay(DAY)
    assert asked.year == 2031
    assert asked.holds == Stretch(datetime.date(2031, 1, 1), datetime.date(2031, 12, 31))


def test_a_copy_is_a_day_as_any_other():
    assert type(pickle.loads(pickle.dumps(AskedDay(DAY)))) is datetime.date
    assert type(copy.deepcopy([AskedDay(DAY)])[0]) is datetime.date


@pytest.mark.parametrize("edge", [datetime.date.min, datetime.date.max])
def test_the_first_and_the_last_of_all_days(edge):
    for one in (edge, DAY):
        for other in (edge, DAY):
            for compare in _COMPARISONS:
                asked = AskedDay(one)
                assert compare(asked, other) is compare(one, other)
                assert _within(asked.holds, one)
