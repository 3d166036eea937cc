"""Figures of the tables as people read them: exact, without the noughts of their columns."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from cic.analysis.progress import shown_value
from cic.analysis.status import Limit
from cic.pages.tables import Bound, State, Value, bounded


def or_state(value: Any, where_none: State) -> Any:
    """The value, or what stands where there is none."""
    return where_none if value is None else value


def spent_at_least(spent: Decimal | None, reported: int | None, expected: int | None) -> Value:
    """What was spent, as the least that it can be where not all have accounted for it."""
    if spent is None:
        return State.NOT_REPORTED
    return amount(spent, Limit.LEAST if (reported or 0) < (expected or 0) else None)


def amount(value: Decimal | None, limit: Limit | None = None) -> Value:
    """An amount with two decimals, as it is printed; with more where it has more."""
    if value is None:
        return State.NOT_STATED
    whole, _, part = f"{value:f}".partition(".")
    return bounded(Decimal(f"{whole}.{part.rstrip('0'):0<2}"), limit)


def short(value: Any) -> Any:
    """Without the noughts of the column."""
    text = "" if value is None else f"{value:f}"
    return None if value is None else Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


def reached(value: Any, limit: str | None, over_communes: Any, target: Any) -> Any:
    """The value of an indicator as its report shows it: what is divided is rounded, but never across the target. A
    limit where not all have reported; None where there is no value."""
    if value is None:
        return None
    exact = short(value)
    if over_communes in ("ratio", "mean"):
        exact = shown_value(over_communes, exact, *(() if target is None else (target,)))
    return exact if limit is None else Bound(exact, Limit(limit))
