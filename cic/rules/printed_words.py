"""Printed words and the numbers that the data read in them: what is missing in the words, and what is left over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from cic.diagnostics import Spot
from cic.language.text import Figure, figures_in, number_in_words


class Read(NamedTuple):
    """A number that the data read in printed words.

    kind: a percentage stands beside a percent sign, if the words have one; a count does not, if a percentage is read.
    """

    spot: Spot
    number: Decimal
    kind: Literal["count", "percent", "any"] = "count"


class Printed(NamedTuple):
    """Printed words and what the data read in them.

    read: the numbers that must stand in the words. share: whether the first of them may be said by a percentage alone.
    line: what the data read in the same line of the document elsewhere.
    known: the counts that may stand in the words too, because the data say them elsewhere.
    labels: names in the words whose figures count nothing.
    says_one: whether “a” and “exists” speak of a number: one thing of the programme, not one in each commune.
    """

    spot: Spot
    words: str
    read: tuple[Read, ...]
    share: bool = False
    line: tuple[Read, ...] = ()
    known: tuple[Decimal, ...] = ()
    labels: tuple[str, ...] = ()
    says_one: bool = False

    def missing(self) -> list[Read]:
        """What the data read in the words and the words do not say."""
        figures = figures_in(self.words)
        return [
            read
            for n, read in enumerate(self.read)
            if (said := self._said(read, figures)) and read.number not in said and not (self.share and n == 0)
        ]

    def _said(self, read: Read, figures: Sequence[Figure]) -> list[Decimal]:
        """The numbers among which a number must be; empty where the words say no number of its kind."""
        if not figures:
            spoken = number_in_words(self.words)
            return [] if spoken is None or (spoken == 1 and not self.says_one) else [spoken]
        if self._has_percent and read.kind != "any":
            figures = [figure for figure in figures if figure.is_percent == (read.kind == "percent")] or figures
        return [
            -figure.number if read.number < 0 and figure.is_below_zero else figure.number
            for figure in figures
            if _is_year(read.number) or not _is_year(figure.number)
        ]

    @property
    def _has_percent(self) -> bool:
        return any(read.kind == "percent" for read in (*self.read, *self.line))

    def unread(self) -> list[Figure]:
        """The figures of the words that no number of the data accounts for. Each number accounts for one figure."""
        figures = [figure for figure in figures_in(self.words) if not self._is_label(figure)]
        numbers = (*self.read, *self.line)
        no_percent, no_sign = not self._has_percent, not any(figure.is_percent for figure in figures)
        left = {
            False: Counter(read.number for read in numbers if read.kind != "percent" or no_sign),
            True: Counter(read.number for read in numbers if read.kind != "count" or no_percent),
        }
        left[False].update(self.known)
        unread = []
        for figure in figures:
            pool = left[figure.is_percent]
            number = -figure.number if figure.is_below_zero and pool[-figure.number] else figure.number
            if pool[number]:
                pool[number] -= 1
            else:
                unread.append(figure)
        return unread

    def _is_label(self, figure: Figure) -> bool:
        for label in self.labels:
            start = self.words.find(label)
            if start >= 0 and start <= figure.start and figure.end <= start + len(label):
                return True
        return False

    def places(self, figures: list[Figure]) -> tuple[Spot, ...]:
        """Where figures stand in the words; the words themselves where there are none."""
        return tuple(self.spot.within(figure.start, figure.end) for figure in figures) or (self.spot,)


def _is_year(number: Decimal) -> bool:
    return 1900 <= number <= 2200
