"""What the wordings of the logical framework say, as we read them: each with the printed words that it rests on."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from cic.model.common import Basis
from cic.model.rules import WRONG_VALUE
from cic.model.scalars import Id, IndicatorId, Number, Record, Words, Year, refuse

Population = Literal["southern_communes", "northern_communes", "all_communes", "partners", "everyone"]
"""Southern communes are those of the programme's country, or of one of its countries, northern ones the others;
partners are those that are no communes, everyone is communes and partners."""


class CannotExceed(Record):
    """Indicators that this one depends on: what does not exist cannot do anything."""

    indicators: tuple[IndicatorId, ...]
    """Ids of the indicators that this one depends on"""
    words: Words
    """The printed words that the interpretation rests on"""


class Frequency(Record):
    """How often something must happen, per commune or for the programme as the level says."""

    at_least: Number
    """How often at the least"""
    per: Literal["year", "programme"]
    """In each year, or in the whole programme"""
    since: Year | None = None
    """First year that counts; the first year of the programme where it is absent"""
    until: Year | None = None
    """Last year that counts; the last year of the programme where it is absent"""
    words: Words
    """The printed words that the interpretation rests on"""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.since is not None and self.until is not None and self.until < self.since:
            template = "it counts until {until}, before it begins to count in {since}"
            raise refuse(WRONG_VALUE, template, until=self.until, since=self.since)
        return self


class NamedPopulation(Record):
    """The communes that the wording names, or the partners."""

    value: Population
    """southern_communes, northern_communes, all_communes, partners or everyone"""
    words: Words
    """The printed words that the interpretation rests on"""


class Restated(Record):
    """A number of another indicator that a statement repeats."""

    indicator: IndicatorId
    """Id of the indicator"""
    number: Number
    """The number as it is repeated"""
    words: Words
    """The printed words that the interpretation rests on"""


class EachCommune(Record):
    """What the words promise to each commune, so that a commune's targets can be read from them."""

    words: Words
    """The printed words that the interpretation rests on"""


class StatementReading(Record):
    """Our interpretation of a statement's words."""

    restates: tuple[Restated, ...] = ()
    """Numbers of indicators that the statement repeats"""


class Denied(Record):
    """A risk that an assumption supposes not to come true."""

    risk: Id
    """Id of the risk in risks.yaml"""
    words: Words
    """The printed words of the assumption that the interpretation rests on"""


class PromiseReading(StatementReading):
    """Our interpretation of what an outcome or a result says."""

    denies: tuple[Denied, ...] = ()
    """The risks that the assumptions suppose not to come true"""


class ReportsReading(Record):
    """What the words say of a year's value."""

    words: Words
    """The printed words that the interpretation rests on"""


class Reading(StatementReading):
    """Our interpretation of the printed words, each with the words it rests on."""

    cannot_exceed: CannotExceed | None = None
    """What this indicator depends on, so that its value cannot be larger"""
    frequency: Frequency | None = None
    """How often it must happen"""
    population: NamedPopulation | None = None
    """The communes that the wording names, or the partners"""
    each_commune: EachCommune | None = None
    """What the words promise to each commune: what its targets are read from"""
    reports: ReportsReading | None = None
    """What `reports` rests on, where the words say how often something is done and not how it is reported"""


class ActivityReading(Record):
    """Our interpretation of an activity's words."""

    measured_by: IndicatorId | None = None
    """The indicator that measures this activity"""
    frequency: Frequency | None = None
    """How often it must happen"""
    id: Basis | None = None
    """Why an activity has another id than the document prints"""


class Columns(Record):
    """The years that the heads of the columns stand for: our reading of them."""

    years: dict[Year, Words]
    """The head of the column for each year, as printed: An 3"""
    words: Words
    """The printed words that the interpretation rests on"""


class LogframeReading(Record):
    """Our interpretation of the form."""

    columns: Columns | None = None
    """The years that the heads of the columns stand for"""
    denies: tuple[Denied, ...] = ()
    """The risks that the preconditions suppose not to come true"""
