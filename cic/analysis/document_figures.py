"""The figures of a document's plain text: every number that it prints, but for those that only number or address
something.

No figure, each with its reason: the number of a page; of a section, an item of a list or a note (7.2, “2.” before a
word, (1) where the document counts so in brackets); of a numbered thing (“IOV 1.2”, “RI 4”, “A.5.63”, “articles 35 et
36”, 6D); a telephone number; a postal code, a house or a box; the digits of an e-mail or web address.

A day (29/11/2007, 15 mai 2017) and a month (mars 2007) are one figure each, a year alone is one; of a span
(2017-2021) each end is one. Numbers in words (“cinq”) are no figures.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from decimal import Decimal
from enum import Enum
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from cic.analysis.document_sections import Heading, Sections, sections_of
from cic.analysis.flat_text import FlatText
from cic.base.message import phrase
from cic.language.text import figures_in

DAY, MONTH, YEAR_OF_PROGRAMME, NUMBER = "day", "month", "year of the programme", "number"
Meaning = tuple[str, object]
"""What a figure says, to be compared: (NUMBER, 12), (DAY, (2007, 11, 29)), (MONTH, (2007, 3)), (YEAR_OF_PROGRAMME, 3).
"""


class Reason(Enum):
    """What a number does that is no figure."""

    PAGE = phrase("page")
    SECTION = phrase("section, item of a list, note")
    LABEL = phrase("number of a result, an indicator, an article or the like")
    TELEPHONE = phrase("telephone")
    ADDRESS = phrase("postal code, house or box")
    MAIL = phrase("e-mail or web address")


_MONTHS = {
    month: number
    for names in (
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "januari februari maart april mei juni juli augustus september oktober november december",
        "january february march april may june july august september october november december",
    )
    for number, month in enumerate(names.split(), 1)
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?:19|20|21)\d\d"
_MONTH_RE = rf"(?P<month>{_MONTH})\s(?P<year>{_YEAR})(?!\d)"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE | re.ASCII)
    for pattern in (
        rf"(?<![\d/.])(?P<day>\d\d?)(?P<sign>[/.])(?P<month>\d\d?)(?:\s?[-–]\s?(?P<day2>\d\d?)(?P=sign)(?P<month2>\d\d?))?"
        rf"(?P=sign)(?P<year>{_YEAR})(?![\d/])",
        rf"(?<![\d/.-])(?P<year>{_YEAR})-(?P<month>\d\d)-(?P<day>\d\d)(?![\d-])",
        rf"(?<![\d/.])(?:(?P<day>\d\d?)(?:er)?(?:\s?(?:au|tot|to|[-–])\s?(?P<day2>\d\d?))?\s)?\b{_MONTH_RE}",
    )
)

_LABELS = (
    r"outcomes?|objectifs?\sspécifiques?|specific\sobjectives?|specifieke\sdoelstelling(?:en)?|OS|RI|IOV|SO|SD"
    r"|indicateurs?|indicators?|indicator(?:en)?|résultats?|results?|resulta(?:at|ten)"
    r"|cibles?(?:\sstratégiques?)?|strategic\stargets?|articles?|art\.|artikel(?:en|s)?|composantes?|components?"
    r"|chapitres?|chapters?|hoofdstuk(?:ken)?|annexes?|bijlagen?|tâches?|tasks?|taken|taak|tableaux?|tables?|tabel(?:len)?"
    r"|points?|punt(?:en)?|sections?|sectie|paragraphes?|paragraphs?|paragraaf|activités?|activity|activities|activiteit"
    r"|levels?|niveaux?|partie|deel|notes?|voir|v\.|cf\.|n°|nr\.|§"
)
_NUMBERED = r"\d{1,2}(?:\.\d{1,2})*[a-z]?(?![\w%]|[.,]\d)"
_LABEL = re.compile(
    rf"(?<!\w)(?:{_LABELS})\s?{_NUMBERED}"
    rf"(?:(?:\s\([A-Z](?:\s\w{{1,3}}\s[A-Z])?\))?(?:,\s|\s(?:et|en|and|ou|of|or|à|to|tot|&)\s|\s?[-–]\s?){_NUMBERED}){{0,20}}",
    re.IGNORECASE,
)
_CODE = re.compile(r"(?<!\w)[A-Z]{1,4}\.?\d{1,3}(?:\.\d{1,3})*[a-z]?(?!\w)|(?<![\w.,])\d{1,2}[A-Z](?!\w)")
_PAGES = re.compile(
    r"(?<!\w)(?:pp?\.|pages?|blz\.)\s?\d{1,4}(?:\s?(?:-|–|à|to|tot|et|en|and)\s?\d{1,4})?", re.IGNORECASE
)
_ITEM = re.compile(r"(?:^|(?<=:))[^\S\n]*(?P<number>\d{1,2})[.)](?=[^\S\n]?[^\W\d_])", re.MULTILINE)
_DOTTED = re.compile(r"^[^\S\n]*(?P<number>\d{1,2}(?:\.\d{1,2})+)\.?[^\S\n]+(?=[^\W\d_a-zß-ÿ])", re.MULTILINE)
_BEFORE_LABEL = re.compile(rf"^[^\S\n]*\d{{1,2}}\s(?:{_LABELS})\s?:", re.MULTILINE | re.IGNORECASE)
_BRACKETED = re.compile(r"\((?P<numbers>\d{1,2}(?:(?:, | (?:et|en|and) )\d{1,2}){0,5})\)")
_NOTE_MARK = re.compile(r"(?<=[^\W\d_A-Z]{3})(?P<mark>\d{1,2})(?!\w)")
_NOTE_ON_SPAN = re.compile(rf"(?<=\d\d\d\d[-–]){_YEAR}(?P<mark>\d)(?!\w)")
_NOTE = re.compile(r"^[^\S\n]*(?P<number>\d{1,2})[^\S\n]+(?=[^\W\d_a-zß-ÿ])", re.MULTILINE)
_LONE = re.compile(r"(?:^|\n)[^\S\n]*\n[^\S\n]*(?P<number>\d{1,4})[^\S\n]*(?=\n[^\S\n]*\n|\n?$)")
_GROUPS = re.compile(r"(?<![\w.,+])(?:\+|00)?\d{1,4}(?P<sign>[ ./-])\d{1,4}(?:(?P=sign)\d{1,4}){1,7}(?!\w)")
_POSTAL = re.compile(
    r"^[^\S\n]*(?:[A-Z]{1,3}-)?(?P<number>\d{4,5})[^\S\n]+[^\W\da-zß-ÿ]{2}[^\d\na-zß-ÿ]{0,60}$", re.MULTILINE
)
_BOX = re.compile(r"(?<!\w)(?:BP|B\.P\.|P\.?O\.? ?Box|postbus|boîte|bte|bus)\s?\d{1,5}(?!\w)", re.IGNORECASE)
_HOUSE = re.compile(
    r"^[^\d\n]{0,60}?(?:\b(?:Rue|Avenue|Av|Place|Square|Chaussée|Boulevard|Bd|Quai|Allée|Impasse|Route|Street|Road)\b"
    rf"|(?:straat|laan|plein|steenweg)\b)[^\d\n]{{0,60}}[ ,](?!{_YEAR}\b)"
    r"(?P<number>\d{1,4}(?:\s?[-/]\s?\d{1,4})?[a-z]?)[^\S\n]*$",
    re.MULTILINE,
)
_YEAR_OF_PROGRAMME = re.compile(r"(?<!\w)(?:an|année|jaar|year)[ \u00a0]\Z", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_WITHIN_TELEPHONE = (" ", "/", "-")
_REASONS = tuple(Reason)
_DATE = 255
"""What marks the characters of a day or a month; others are marked by the place of their reason."""


class Figure(NamedTuple):
    """A figure of a text: from which character to which (not included), and what it says: mostly one thing."""

    start: int
    end: int
    meanings: tuple[Meaning, ...]


class Excluded(NamedTuple):
    """A number that is no figure, and why."""

    start: int
    end: int
    reason: Reason


class DocumentText:
    """A document's plain text with what stands where in it. Everything is found in time linear in its length.

    calling_codes: of the countries whose telephone numbers are printed without a sign before the code. sections: the
    names that the data have for its sections.
    """

    def __init__(self, text: str, calling_codes: Iterable[str] = (), sections: Iterable[str] = ()) -> None:
        self.text = text
        self._codes = frozenset(calling_codes)
        self._named = tuple(sections)

    @cached_property
    def flat(self) -> FlatText:
        """The text for finding words in it, without the signs of its notes."""
        text, parts, at = self.text, [], 0
        for start, end, _ in self.note_signs:
            parts += [text[at:start], " " * (end - start)]
            at = end
        return FlatText("".join([*parts, text[at:]]))

    @cached_property
    def note_signs(self) -> list[tuple[int, int, str]]:
        """The signs of notes that are glued to words: from where to where, and the sign."""
        return sorted(
            (match.start("mark"), match.end("mark"), match["mark"])
            for pattern in (_NOTE_MARK, _NOTE_ON_SPAN)
            for match in pattern.finditer(self.text)
        )

    @cached_property
    def sections(self) -> Sections:
        """Its sections."""
        return sections_of(self.text, self.flat, self._named)

    def section(self, position: int) -> str:
        """The number of the section in which a character stands; empty before the first."""
        before = bisect_right(self._heading_starts, position)
        return self._headings[before - 1].number if before else ""

    @property
    def _headings(self) -> tuple[Heading, ...]:
        return self.sections.headings

    @cached_property
    def _heading_starts(self) -> list[int]:
        return [heading.start for heading in self._headings]

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The figures in order."""
        return self._read[0]

    @cached_property
    def excluded(self) -> tuple[Excluded, ...]:
        """The numbers that are no figures, in order."""
        return self._read[1]

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def line(self, position: int) -> int:
        """The line of a character, counted from 1."""
        return bisect_right(self._line_starts, position)

    @cached_property
    def _read(self) -> tuple[tuple[Figure, ...], tuple[Excluded, ...]]:
        text = self.text
        taken = bytearray(len(text) + 1)
        figures = list(self._dates(taken))
        for reason, start, end in self._numbering():
            if not any(taken[start:end]):
                taken[start:end] = bytes([_REASONS.index(reason) + 1]) * (end - start)
        excluded: list[Excluded] = []
        for line_start, line_end in pairwise([*self._line_starts, len(text) + 1]):
            for found in figures_in(text[line_start : line_end - 1]) if line_end - line_start > 1 else ():
                start, end = line_start + found.start, line_start + found.end
                if taken[start] == _DATE:
                    continue
                if taken[start]:
                    reason, last = _REASONS[taken[start] - 1], excluded[-1] if excluded else None
                    if (
                        last
                        and last.reason == reason == Reason.TELEPHONE
                        and text[last.end : start] in _WITHIN_TELEPHONE
                    ):
                        excluded[-1] = last._replace(end=end)
                    else:
                        excluded.append(Excluded(start, end, reason))
                    continue
                figures.append(self._figure(start, end, found.number, taken))
        return tuple(sorted(figures)), tuple(excluded)

    def _figure(self, start: int, end: int, number: Decimal, taken: bytearray) -> Figure:
        if taken[end - 1]:  # the mark of a note at its end
            end = next(n for n in range(start, end) if taken[n])
            number = Decimal(self.text[start:end])
        nth = _YEAR_OF_PROGRAMME.search(self.text, max(0, start - 8), start) is not None
        return Figure(start, end, ((NUMBER, number), *(((YEAR_OF_PROGRAMME, int(number)),) if nth else ())))

    def _dates(self, taken: bytearray) -> Iterator[Figure]:
        for pattern in _DATES:
            for match in pattern.finditer(self.text):
                if any(taken[match.start() : match.end()]):
                    continue
                found = match.groupdict()
                year, month = int(found["year"]), _month(found["month"])
                if not (1 <= month <= 12 and all(int(found.get(key) or 1) in range(1, 32) for key in ("day", "day2"))):
                    continue
                taken[match.start() : match.end()] = bytes([_DATE]) * (match.end() - match.start())
                if found.get("day") is None:
                    yield Figure(match.start(), match.end(), ((MONTH, (year, month)),))
                elif found.get("day2") is None:
                    yield Figure(match.start(), match.end(), ((DAY, (year, month, int(found["day"]))),))
                else:
                    # 31/05-04/06/2016, or 15 au 19 mai 2017
                    first = max(match.end("day"), match.end("month") if found.get("month2") else 0)
                    month2 = _month(found.get("month2") or found["month"])
                    yield Figure(match.start(), first, ((DAY, (year, month, int(found["day"]))),))
                    yield Figure(match.start("day2"), match.end(), ((DAY, (year, month2, int(found["day2"]))),))

    def _numbering(self) -> Iterator[tuple[Reason, int, int]]:
        """What is no figure, the surest first: its reason, and from where to where it stands."""
        text = self.text
        for match in re.finditer(r"\S+", text):
            word = match.group()
            if "@" in word or word.lower().startswith(("http:", "https:", "www.")):
                yield Reason.MAIL, *match.span()
        for match in _GROUPS.finditer(text):
            if self._is_telephone(match.group(), match["sign"]):
                yield Reason.TELEPHONE, *match.span()
        for heading in self._headings:
            yield Reason.SECTION, heading.start, heading.start + len(heading.number)
        yield from ((Reason.PAGE, *match.span("number")) for match in _LONE.finditer(text))
        yield from ((Reason.PAGE, *match.span()) for match in _PAGES.finditer(text))
        for pattern in (_POSTAL, _HOUSE):
            yield from ((Reason.ADDRESS, *match.span("number")) for match in pattern.finditer(text))
        yield from ((Reason.ADDRESS, *match.span()) for match in _BOX.finditer(text))
        yield from self._notes()
        for pattern in (_ITEM, _DOTTED):
            yield from ((Reason.SECTION, *match.span("number")) for match in pattern.finditer(text))
        yield from ((Reason.SECTION, *match.span()) for match in _BEFORE_LABEL.finditer(text))
        yield from self._counted_in_brackets()
        for pattern in (_LABEL, _CODE):
            yield from ((Reason.LABEL, *match.span()) for match in pattern.finditer(text))

    def _is_telephone(self, printed: str, sign: str) -> bool:
        groups = printed.lstrip("+").split(sign)
        if not 8 <= sum(map(len, groups)) <= 15:
            return False
        if printed.startswith("+") or (groups[0].startswith("0") and len(groups[0]) > 1):
            return True
        # groups of three alone are thousands
        return groups[0] in self._codes and len(groups) > 2 and any(len(group) != 3 for group in groups[1:])

    def _notes(self) -> Iterator[tuple[Reason, int, int]]:
        """The signs of notes, and the numbers that the notes themselves begin with: the first line after a sign that
        begins with its number and a capital."""
        waiting: dict[str, int] = {}
        notes = _NOTE.finditer(self.text)
        upcoming = [(match.start("number"), match.end("number"), match["number"]) for match in notes]
        events = sorted([(*sign, True) for sign in self.note_signs] + [(*note, False) for note in upcoming])
        for start, end, number, is_mark in events:
            if is_mark:
                waiting[number] = waiting.get(number, 0) + 1
                yield Reason.SECTION, start, end
            elif waiting.pop(number, 0):
                yield Reason.SECTION, start, end

    def _counted_in_brackets(self) -> Iterator[tuple[Reason, int, int]]:
        """(1), (2) and so on, and what speaks of them: (2 et 4)."""
        counted = 0
        for match in _BRACKETED.finditer(self.text):
            numbers = [int(number) for number in _WORD.findall(match["numbers"]) if number.isdigit()]
            if numbers == [counted + 1]:
                counted += 1
            if all(1 <= number <= counted for number in numbers):
                yield Reason.SECTION, *match.span("numbers")


def _month(printed: str) -> int:
    return int(printed) if printed.isdigit() else _MONTHS[printed.lower()]
