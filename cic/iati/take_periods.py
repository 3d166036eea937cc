"""The periods of an indicator: their days, and how their values go together."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from cic.base.message import Message, phrase
from cic.iati.taking import Taking, as_day


class Period(NamedTuple):
    """A period that is read."""

    node: Element
    start: datetime.date
    end: datetime.date


def periods_of(taking: Taking, node: Element) -> Iterator[Period]:
    """Those of an indicator that have days; others are listed."""
    for one in node.findall("period"):
        start = as_day(taking.of_child(one, "period-start", "iso-date"))
        end = as_day(taking.of_child(one, "period-end", "iso-date"))
        if start is None or end is None or end < start:
            taking.lose(one, Message(phrase("a period without days, or that ends before it begins")))
        else:
            yield Period(one, start, end)


def over_years(periods: Collection[Period]) -> str:
    """Periods that all begin on one day accumulate; others stand for themselves."""
    starts = {one.start for one in periods}
    return "cumulative" if len(starts) < 2 else "rate"


def say_same_end(taking: Taking, before: Period, each: Period) -> None:
    """Where two periods end on one day, of which the data hold one."""
    if before is not each:
        template = phrase("two periods end on {day}, which come out as one: this one begins on {start}")
        for period in (before, each):
            params = {"day": period.end.isoformat(), "start": period.start.isoformat()}
            taking.change(period.node, Message(template, params))
