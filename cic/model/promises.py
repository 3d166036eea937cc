"""What a logframe promises beside numbers of the whole: baselines of each who reports, and targets in words."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from cic.model.common import OtherFigures, Source
from cic.model.rules import WRONG_VALUE
from cic.model.scalars import Number, Record, Words, Year, refuse


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
