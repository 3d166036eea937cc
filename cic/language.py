"""The language of the page: the program's own words, the texts of the data, numbers and dates."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from typing import Any, NamedTuple

from cic.findings import Message, filled, written


class Figure(NamedTuple):
    """An amount or a percentage within a sentence."""

    value: Decimal
    is_amount: bool

    def __str__(self) -> str:
        return f"{self.value:f}" if self.is_amount else f"{self.value:f} %"


class Language(NamedTuple):
    """How one language writes.

    thousands, decimal: the marks of numbers. catalogue: the program's words, from English.
    """

    code: str
    thousands: str
    decimal: str
    catalogue: Mapping[str, str]

    def say(self, words: Message | str) -> str:
        """The program's words in this language, with what fills them; a text of the data as it is."""
        if isinstance(words, str):
            return words
        template = self.catalogue.get(words.template, words.template)
        return filled(template, {name: self._filled(value) for name, value in words.params.items()})

    def _filled(self, value: object) -> str:
        if isinstance(value, Message):
            return self.say(value)
        if isinstance(value, Figure):
            return self.amount(value.value) if value.is_amount else self.number(value.value) + " %"
        if isinstance(value, Decimal):
            return self.number(value)
        if isinstance(value, Enum):
            return self.say(Message(str(value.value)))
        if isinstance(value, datetime.date):
            return self.date(value)
        if isinstance(value, (tuple, list)):
            return ", ".join(self._filled(item) for item in value)
        return written(value)

    def text(self, text: Mapping[Any, str]) -> str:
        """A text of the data in this language, else in the first that it stands in."""
        own: str | None = text.get(self.code)
        return own or next(iter(text.values()))

    def number(self, value: Decimal) -> str:
        """A number with the decimals that it has."""
        return self._marked(f"{value:,f}")

    def amount(self, value: Decimal) -> str:
        """An amount with two decimals."""
        return self._marked(f"{value.quantize(Decimal('0.01'), ROUND_HALF_UP):,}")

    def date(self, day: datetime.date) -> str:
        """A day, as people write it."""
        month = self.catalogue.get(_MONTHS[day.month - 1], _MONTHS[day.month - 1])
        return f"{day.day} {month} {day.year}"

    def _marked(self, english: str) -> str:
        return english.translate({ord(","): self.thousands, ord("."): self.decimal})


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

ENGLISH = Language("en", ",", ".", {})
