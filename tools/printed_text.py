"""Whether a document prints some words or a figure in a section: sign by sign, whatever its lines, pages and bullets.

White space, soft hyphens and the signs of lists do not count; every letter, capital, accent, apostrophe and digit does.
Digits that stand apart stay apart, so that 1 2 is never 12, and 12 is not found in 112, 12,5 or 12.000.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from cic.analysis.document_figures import DocumentText, Meaning

_BULLETS = "•\ufffd\uf02d\uf0a7\uf0b7\uf0d8"
_ITEM = re.compile(rf"^[^\S\n]*(?:[{_BULLETS}]|[o-](?=[^\S\n]))", re.MULTILINE)
"""The sign of a list at the beginning of a line."""
OMITTED = re.compile(r"\s*\[(?:…|\.\.\.)\]\s*")
_PARAGRAPH = re.compile(r"\n\s*")
"""A folded text of YAML has a line break between two paragraphs alone."""
_PAGE = re.compile(r"^(?:[^\S\n]+(?=\S)|\s*\d{1,4}[^\S\n]*\n\s*\n(?=\S))", re.MULTILINE)
"""Where a page may begin in a plain text: a line that begins with a space, or what follows the number of a page."""
_FEWEST = 12
"""Signs of a text before the end of a page, so that no single word is taken for its beginning."""
_SOFT_HYPHEN = "\u00ad"


class Squeezed(NamedTuple):
    """A text without what does not count, and where each sign stood."""

    text: str
    places: tuple[int, ...]


def squeezed(text: str) -> Squeezed:
    """The text for comparing."""
    text = _ITEM.sub(lambda match: " " * len(match.group()), text)
    signs: list[str] = []
    places: list[int] = []
    apart = False
    for place, sign in enumerate(text):
        if sign.isspace():
            apart = True
        elif sign != _SOFT_HYPHEN:
            if apart and signs and sign.isdigit() and signs[-1].isdigit():
                signs.append(" ")
                places.append(place)
            signs.append(sign)
            places.append(place)
            apart = False
    return Squeezed("".join(signs), tuple(places))


class PrintedText:
    """A document's plain text, for asking what it prints where. sections: those that the data name."""

    def __init__(self, text: str, sections: frozenset[str]) -> None:
        self.document = DocumentText(text, (), sections)
        # the signs of notes are glued to the words before them
        parts, at = [], 0
        self._notes = [sign for sign in self.document.note_signs if not _is_in_mail(text, sign[0])]
        for start, end, _ in self._notes:
            parts += [text[at:start], " " * (end - start)]
            at = end
        self._text = "".join([*parts, text[at:]])
        self._signs, self._places = squeezed(self._text)
        self._pages = [self._at(match.end()) for match in _PAGE.finditer(self._text)]
        self._starts = [figure.start for figure in self.document.figures]

    def stretch(self, section: str | None) -> tuple[int, int] | None:
        """From where to where a section reaches; None where the text has no such section."""
        if section is None:
            return 0, len(self._text)
        return self.document.sections.stretches.get(section)

    def prints(self, words: str, stretch: tuple[int, int]) -> bool:
        """Whether some words stand there. Words with […] are parts in their order, and so are paragraphs."""
        start, end = (self._at(place) for place in stretch)
        for part in OMITTED.split(words):
            found = self._end(part, start, end)
            if found is None:
                return False
            start = found
        return True

    def prints_note(self, words: str, stretch: tuple[int, int]) -> bool:
        """Whether a note says so whose sign stands there. The note itself stands at the foot of the page, which may lie
        in another section."""
        signs = squeezed(words).text
        lines = [re.match(r"\s*(\d{1,2})\s", self._line_of(at)) for at, _ in self._found(signs, 0, len(self._signs))]
        numbers = {line[1] for line in lines if line}
        return any(stretch[0] <= start < stretch[1] and number in numbers for start, _, number in self._notes)

    def prints_figure(self, meaning: Meaning, stretch: tuple[int, int], after: str | None = None) -> bool:
        """Whether a figure that says so stands there; after some words, the first figure is the one."""
        start, end = stretch
        if after is None:
            first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
            return any(meaning in one.meanings for one in self.document.figures[first:last])
        for _, ends in self._found(squeezed(after).text, self._at(start), self._at(end)):
            nth = bisect_left(self._starts, self._places[ends - 1] + 1)
            if nth < len(self._starts) and meaning in self.document.figures[nth].meanings:
                return True
        return False

    def _line_of(self, at: int) -> str:
        begins = self._text.rfind("\n", 0, self._places[at]) + 1
        return self._text[begins : self._places[at]]

    def _at(self, place: int) -> int:
        return bisect_left(self._places, place)

    def _end(self, words: str, start: int, end: int) -> int | None:
        """Where some words end that stand between two signs; None where they do not."""
        for signs in (squeezed(words).text,):
            for _, ends in self._found(signs, start, end):
                return ends
            if (ends_over := self._over_pages(signs, start, end)) is not None:
                return ends_over
        paragraphs = _PARAGRAPH.split(words.strip())
        if len(paragraphs) == 1:
            return None
        for paragraph in paragraphs:
            found = self._end(paragraph, start, end)
            if found is None:
                return None
            start = found
        return start

    def _over_pages(self, signs: str, start: int, end: int) -> int | None:
        """Where words end that begin on a page and go on at the very beginning of another, with a note or the rest of
        a row of a table between them."""
        for page in self._pages:
            if not start < page < end:
                continue
            for size in range(len(signs) - 1, _FEWEST - 1, -1):
                rest = signs[size:]
                if not self._signs.startswith(rest.lstrip(" "), page) or not self._is_whole(
                    page, page + len(rest), rest
                ):
                    continue
                if any(True for _ in self._found(signs[:size], start, page)):
                    return page + len(rest)
        return None

    def _found(self, signs: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        at = start
        while signs and (at := self._signs.find(signs, at, end)) >= 0:
            if self._is_whole(at, at + len(signs), signs):
                yield at, at + len(signs)
            at += 1

    def _is_whole(self, at: int, end: int, signs: str) -> bool:
        """Whether what stands there is no part of a longer word or number. An arrow between two words was lost in some
        texts: a small letter may touch a capital."""
        first, last = self._places[at], self._places[end - 1]
        before = self._text[max(0, first - 2) : first]
        after = self._text[last + 1 : last + 3]
        return not (_touches(before[-1:], signs[0]) or _touches(signs[-1], after[:1])) and not (
            (signs[0].isdigit() and re.fullmatch(r"\d[.,]", before))
            or (signs[-1].isdigit() and re.fullmatch(r"[.,]\d", after))
        )


def _is_in_mail(text: str, place: int) -> bool:
    word = re.compile(r"\S*").match(text, place)
    return "@" in (word.group() if word else "")


def _touches(left: str, right: str) -> bool:
    return left.isalnum() and right.isalnum() and not (left.islower() and right.isupper())


def printed_amount(amount: Decimal) -> tuple[str, ...]:
    """How a table prints an amount: 1.250,00; nothing is a dash or a zero.

    >>> printed_amount(Decimal("1250.5")), printed_amount(Decimal("0.00"))
    (('1.250,50',), ('-', '0'))
    """
    if not amount:
        return "-", "0"
    return (f"{amount:,.2f}".translate(str.maketrans(",.", ".,")),)
