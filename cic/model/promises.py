"""What an indicator promises: values of a year or in words, by when, and what there was before."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from cic.model.common import OtherFigures, Period, Source
from cic.model.modelled import Modelled
from cic.model.rules import WRONG_VALUE
from cic.model.scalars import Flag, Id, Number, Record, Words, Year, refuse


class OwnBaseline(Record):
    """The value of one commune or partnership before the programme; a ratio by numerator and denominator."""

    value: Number | None = Field(None, examples=[2])
    """The value, in the indicator's unit"""
    numerator: Number | None = None
    """The part that is counted, where the value is a percentage"""
    denominator: Number | None = None
    """The whole that is counted, where the value is a percentage"""
    year: Year | None = Field(None, examples=[2017])
    """The year at whose end it was so; one within the programme says that it was measured late"""
    as_printed: Words | None = None
    """The words of the document, exactly as printed"""
    source: Source | None = None
    """The document, and the section of it, that this is taken from"""

    @model_validator(mode="after")
    def _has_one_value(self) -> Self:
        is_ratio = self.numerator is not None and self.denominator is not None
        if (self.value is None) != is_ratio or (not is_ratio and self.numerator != self.denominator):
            raise refuse(WRONG_VALUE, "write the value, or numerator and denominator of a percentage")
        if self.denominator is not None and self.denominator <= 0:
            raise refuse(WRONG_VALUE, "there is no share of {denominator}", denominator=self.denominator)
        return self


class WordTarget(Record):
    """What is promised in words, without a number: words are reported, and `achieved: true` says that it is reached."""

    as_printed: Words
    """The words of the document, exactly as printed"""
    other_figures: OtherFigures = ()


class Baseline(Record):
    """The value before the programme, in the indicator's unit."""

    value: Number = Field(examples=[2])
    """The value, in the indicator's unit"""
    year: Year | None = Field(None, examples=[2017])
    """The year at whose end it was so; one within the programme says that it was measured late"""
    as_printed: Words
    """The words of the document, exactly as printed"""
    other_figures: OtherFigures = ()
    stated_percent: Number | None = None
    """The percentage that is printed beside the count"""
    comparable: Annotated[Flag, Modelled.FORM] = True
    """false where the baseline measures something else than the targets do"""


class Target(Record):
    """The value promised at the end of a year, in the indicator's unit."""

    value: Number = Field(examples=[12])
    """The value, in the indicator's unit"""
    as_printed: Words
    """The words of the document, exactly as printed"""
    other_figures: OtherFigures = ()
    stated_percent: Number | None = None
    """The percentage that is printed beside or instead of the count"""
    each: Number | None = None
    """What each commune must reach to be counted, where it is more than one"""
    step: Annotated[Id | None, Modelled.ID] = Field(None, examples=["adopted"])
    """The step of the indicator's scale that is to be reached; `value` says by how many, 1 of one value for all"""
    window: Period | None = None
    """The years that this value counts, where the document prints them"""


class Deadline(Record):
    """The year by which the indicator's own wording promises it to all."""

    year: Year = Field(examples=[2019])
    """A year of four digits, without quotes: 2019"""
    again: tuple[Year, ...] = ()
    """Later years in which the wording promises it once more: 2021 of “in 2019 and 2021”"""
    printed: Words
    """The words of the document, exactly as printed"""

    @property
    def years(self) -> tuple[int, ...]:
        """All years that the wording names."""
        return (self.year, *self.again)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if list(self.years) != sorted(set(self.years)):
            raise refuse(WRONG_VALUE, "write the earliest year as `year` and the later ones, in order, under `again`")
        return self
