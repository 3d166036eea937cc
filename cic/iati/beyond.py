"""What neither the schemas nor the lists nor the official rules see in a file of activities."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from cic.base.message import Message, phrase
from cic.iati.faults import Fault, place
from cic.iati.ruleset import moment

_ACTIVITY = "/iati-activities/iati-activity"
_PARENT, _CHILD = "1", "2"


def beyond_faults(document: Any) -> Iterator[Fault]:
    """References that lead nowhere, identifiers and budgets that stand twice, budgets over a year, and periods that are
    outside those of the activity."""
    activities = document.xpath(_ACTIVITY)
    yield from _repeated_identifiers(activities)
    yield from _relations(activities)
    for activity in activities:
        yield from _dangling_places(activity)
        yield from _repeated_budgets(activity)
        yield from _long_budgets(activity)


def _fault(rule: str, node: Any, template: str, **params: object) -> Fault:
    path, line = place(node)
    return Fault("beyond", rule, path, line, Message(template, params))


def _identifier(activity: Any) -> str:
    return (activity.findtext("iati-identifier") or "").strip()


def _repeated_identifiers(activities: list[Any]) -> Iterator[Fault]:
    counts = Counter(map(_identifier, activities))
    for activity in activities:
        id = _identifier(activity)
        if counts[id] > 1:
            yield _fault("identifiers", activity, phrase("the identifier {id} stands on several activities"), id=id)


def _relations(activities: list[Any]) -> Iterator[Fault]:
    """A parent and its children in one file must name each other; what is in no file at hand cannot be checked."""
    by_id = {_identifier(activity): activity for activity in activities}
    for id, activity in by_id.items():
        for related in activity.findall("related-activity"):
            other, kind = by_id.get(related.get("ref", "")), related.get("type")
            wanted = {_PARENT: _CHILD, _CHILD: _PARENT}.get(kind)
            if other is None or wanted is None:
                continue
            if not any(
                back.get("ref") == id and back.get("type") == wanted for back in other.findall("related-activity")
            ):
                template = phrase("{other} does not name this activity back")
                yield _fault("relations", related, template, other=related.get("ref"))


def _dangling_places(activity: Any) -> Iterator[Fault]:
    known = {location.get("ref") for location in activity.findall("location")}
    for location in activity.iterfind("result//location"):
        ref = location.get("ref")
        if ref is not None and ref not in known:
            template = phrase("no location of the activity has the reference {ref}")
            yield _fault("locations", location, template, ref=ref)


def _repeated_budgets(activity: Any) -> Iterator[Fault]:
    """At most one original and one revised budget of a period."""
    seen: set[tuple[str, str, str]] = set()
    for budget in activity.findall("budget"):
        start, end = _days(budget)
        key = (budget.get("type", "1"), start, end)
        if key in seen:
            template = phrase("the budget from {start} to {end} stands twice")
            yield _fault("budgets", budget, template, start=start, end=end)
        seen.add(key)


def _long_budgets(activity: Any) -> Iterator[Fault]:
    """The official rule counts 365 days, which lets a year and a day pass."""
    for budget in activity.findall("budget"):
        first, last = map(moment, _days(budget))
        if first is not None and last is not None and last >= _a_year_on(first):
            start, end = _days(budget)
            template = phrase("the budget from {start} to {end} is of more than a year")
            yield _fault("budgets", budget, template, start=start, end=end)


def _days(block: Any) -> tuple[str, str]:
    def of(name: str) -> str:
        found = block.find(name)
        return "" if found is None else found.get("iso-date", "")

    return of("period-start"), of("period-end")


def _a_year_on(first: datetime.datetime) -> datetime.datetime:
    if (first.month, first.day) == (2, 29):
        return first.replace(year=first.year + 1, month=3, day=1)
    return first.replace(year=first.year + 1)


def budget_sum(activity: Any, kind: str = "1") -> Decimal:
    """What the budgets of an activity add up to: the original ones, or the revised ones."""
    values = [one.findtext("value") or "0" for one in activity.findall("budget") if one.get("type", "1") == kind]
    return sum((Decimal(value.strip()) for value in values), Decimal(0))
