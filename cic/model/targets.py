"""What a commune or a partner must reach: numbers by indicator and moment, of which there are more than of all other
values together."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any

from pydantic import Field, ValidationInfo, ValidatorFunctionWrapHandler, WrapValidator

from cic.base.periods import CALENDAR_YEARS, EARLIEST, LATEST
from cic.model.scalars import DISTINCT, IndicatorId, Moment, Number, exact, is_id, told_of


def _targets(value: Any, handler: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:
    """What nearly all communes promise, a number for each year of the calendar, is read in one go; whatever is anything
    else, right or wrong, is left to what reads each key and value by itself."""
    if type(value) is not dict or told_of(info).calendar != CALENDAR_YEARS:
        return handler(value)
    targets: dict[str, Mapping[int, Decimal]] = {}
    for indicator, numbers in value.items():
        if type(indicator) is not str or not is_id(indicator) or type(numbers) is not dict or not numbers:
            return handler(value)
        by_year = _by_year(numbers)
        if by_year is None:
            return handler(value)
        targets[indicator] = by_year
    return targets


def _by_year(numbers: dict[Any, Any]) -> Mapping[int, Decimal] | None:
    """Numbers by year; None where there is anything else. Whole numbers, which nearly all are, are the same few for one
    indicator and commune after the other, and are kept once."""
    for year, number in numbers.items():
        if type(year) is not int or type(number) is not int:
            return _each_by_year(numbers)
    return _known_by_year(tuple(numbers.items()))


@lru_cache(maxsize=10_000)
def _known_by_year(numbers: tuple[tuple[int, int], ...]) -> Mapping[int, Decimal] | None:
    return _each_by_year(dict(numbers))


def _each_by_year(numbers: dict[Any, Any]) -> Mapping[int, Decimal] | None:
    by_year: dict[int, Decimal] = {}
    for year, number in numbers.items():
        if type(year) is not int or not EARLIEST <= year <= LATEST:
            return None
        if type(number) is int:
            by_year[year] = exact(number)
        elif type(number) is Decimal:
            by_year[year] = number
        else:
            return None
    return by_year


NumbersByMoment = Annotated[dict[Moment, Number], Field(min_length=1), DISTINCT]
"""A number for each of several moments, no two of them the same."""
Targets = Annotated[dict[IndicatorId, NumbersByMoment], WrapValidator(_targets)]
"""What must be reached, by the indicator."""
