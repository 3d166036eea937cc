"""How much of what the documents print in figures the data read: each figure at its own place.

A figure is read where a value of the data stands for it: the words printed beside the value are looked for in the
section that it names (in the whole text where they are not there), and the figure in them; a value without such words
takes the first figure of its section that says the same and that no other value has taken. So a 12 that is printed
thirty times, of which the data read two, is read two times. Only a claim reads every place where its section prints the
very same words: it is one statement.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_FLOOR, Decimal
from enum import Enum
from typing import NamedTuple

from cic.analysis.document_figures import DocumentText, Figure, Reason
from cic.analysis.figures_read import Read, Reading, figures_read
from cic.analysis.flat_text import flat
from cic.base.message import phrase
from cic.language.text import figures_in
from cic.model.persons import LEFT_OUT
from cic.model.programme import Programme
from cic.reference.telephones import calling_code

_AROUND = 40
_BLOTS = re.compile(f"{LEFT_OUT}+")
_OMITTED = re.compile(r"\s*\[(?:…|\.\.\.)\]\s*")


class Standing(Enum):
    """What the data make of a figure of a document."""

    READ = phrase("read by a field or a claim")
    QUOTED = phrase("only in words of the data")
    NOWHERE = phrase("nowhere in the data")


class Occurrence(NamedTuple):
    """A figure of a document: in which line of its text, as printed, with some words before and after it."""

    line: int
    printed: str
    before: str
    after: str
    section: str
    standing: Standing


class Covered(NamedTuple):
    """A document: its figures in order, and how many numbers were no figures, by the reason.

    lost_words, lost_sections: what the data say is printed there and its text does not have. stray_words: what it has
    in another section than the data say.
    """

    id: str
    occurrences: tuple[Occurrence, ...]
    excluded: Mapping[Reason, int]
    lost_words: tuple[str, ...]
    stray_words: tuple[str, ...]
    lost_sections: tuple[str, ...]

    @property
    def sections(self) -> Mapping[str, Tally]:
        """How its figures stand, by the number of the section, in the order of the text."""
        found: dict[str, list[Occurrence]] = {}
        for occurrence in self.occurrences:
            found.setdefault(occurrence.section, []).append(occurrence)
        return {section: tally(occurrences) for section, occurrences in found.items()}


class Tally(NamedTuple):
    """How many figures stand how."""

    figures: int
    read: int
    quoted: int
    nowhere: int

    @property
    def percent_read(self) -> Decimal | None:
        """How many of a hundred are read, rounded down to a tenth, so that 100 is all; None where there are none."""
        if not self.figures:
            return None
        return (Decimal(1000 * self.read) / self.figures).to_integral_value(ROUND_FLOOR) / 10


def tally(occurrences: Iterable[Occurrence]) -> Tally:
    """How the figures stand."""
    count = Counter(occurrence.standing for occurrence in occurrences)
    return Tally(count.total(), count[Standing.READ], count[Standing.QUOTED], count[Standing.NOWHERE])


def coverage(programme: Programme, texts: Mapping[str, str]) -> tuple[Covered, ...]:
    """Each document of which there is a text, in the order of documents.yaml. The texts by the id of the document."""
    read, codes = figures_read(programme), _calling_codes(programme)
    documents = programme.documents.documents if programme.documents else {}
    named = {id: {one.section for one in readings if one.section} for id, readings in read.readings.items()}
    persons = programme.persons
    return tuple(
        _covered(
            id,
            DocumentText(texts[id], codes, named.get(id, ())),
            read,
            persons.blanked(texts[id]) if persons.all_known else LEFT_OUT * len(texts[id]),
        )
        for id in documents
        if id in texts
    )


def _calling_codes(programme: Programme) -> tuple[str, ...]:
    """Of the countries of the programme, whose telephone numbers may be printed with it and without a sign before."""
    every = tuple(programme.and_phases())
    countries = {country for one in every if one.identity for country in one.identity.countries}
    countries |= {located.value.country for one in every for located in one.each_commune()}
    codes = (calling_code(country) for country in sorted(countries))
    return tuple(code for code in codes if code is not None)


def _covered(id: str, document: DocumentText, read: Read, shown: str) -> Covered:
    """How the figures of one document stand. shown: its text with the data of persons blotted out."""
    readings = read.readings.get(id, ())
    matching = _Matching(document, shown)
    matching.take(readings)
    quoted = _surroundings(read.texts.get(id, ()))
    occurrences = tuple(matching.occurrence(n, figure, quoted) for n, figure in enumerate(document.figures))
    reasons = Counter(one.reason for one in document.excluded)
    named = {one.section for one in readings if one.section is not None}
    lost_sections = tuple(sorted(named - document.sections.stretches.keys()))
    return Covered(id, occurrences, reasons, tuple(matching.lost_words), tuple(matching.stray_words), lost_sections)


class _Matching:
    """Which figures of one document the data read."""

    def __init__(self, document: DocumentText, shown: str) -> None:
        self._document, self._shown = document, shown
        self._starts = [figure.start for figure in document.figures]
        self._taken: set[int] = set()
        self._by_meaning: dict[object, list[int]] = defaultdict(list)
        for n, figure in enumerate(document.figures):
            for meaning in figure.meanings:
                self._by_meaning[meaning].append(n)
        self.lost_words: list[str] = []
        self.stray_words: list[str] = []

    def take(self, readings: Iterable[Reading]) -> None:
        """Read what the data read: fields with words first, then claims, then values that stand alone."""
        alone = []
        claims = []
        for reading in readings:
            if reading.words is None:
                alone.append(reading)
            elif reading.is_claim:
                claims.append(reading)
            else:
                self._take_in_words(reading)
        for reading in claims:
            self._take_in_words(reading)
        for reading in alone:
            self._take_in(reading.wanted, *self._stretch(reading.section))

    def _stretch(self, section: str | None) -> tuple[int, int]:
        """From where to where a section reaches; nothing where the text has no such section, so that nothing is read
        by chance."""
        if section is None:
            return 0, len(self._document.text)
        return self._document.sections.stretches.get(section, (0, 0))

    def _take_in(self, wanted: Iterable[object], start: int, end: int) -> bool:
        """Take for each of the figures the first that is free. Whether any was."""
        first, after = bisect_left(self._starts, start), bisect_left(self._starts, end)
        found = False
        for meaning in wanted:
            places = self._by_meaning.get(meaning, [])
            at = bisect_left(places, first)
            while at < len(places) and places[at] < after and places[at] in self._taken:
                at += 1
            if at < len(places) and places[at] < after:
                self._taken.add(places[at])
                found = True
        return found

    def _take_in_words(self, reading: Reading) -> None:
        words = reading.words or ""
        start, end = self._stretch(reading.section)
        places = list(self._places(words, start, end))
        if not places:
            # the plain text of a page in columns has not always the order of the page
            start, end = 0, len(self._document.text)
            places = list(self._places(words, start, end))
            (self.stray_words if places else self.lost_words).append(words)
        for place in self._from_line(places, reading.line, start, end):
            if self._take_in(reading.wanted, *place):
                self._take_in(reading.known, *place)
                if not reading.is_claim:
                    break

    def _from_line(
        self, places: list[tuple[int, int]], statements: tuple[str, ...], start: int, end: int
    ) -> list[tuple[int, int]]:
        """The places in the order in which they are likely meant: within the line that they belong to, after its
        beginning, elsewhere."""
        lines = [place for words in statements for place in self._places(words, start, end)] if len(places) > 1 else []
        if not lines:
            return places
        first, ends = min(lines)

        def rank(place: tuple[int, int]) -> int:
            return 2 if place[0] < first else 0 if place[1] <= ends else 1

        return sorted(places, key=rank)

    def _places(self, words: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Every place of some words between two characters of the text. Words with […] are parts in their order."""
        first, *others = _OMITTED.split(words)
        flat = self._document.flat
        for begins, ends_first in flat.places(first, start, end):
            ends = ends_first
            for part in others:
                following = next(flat.places(part, ends, end), None)
                if following is None:
                    return
                ends = following[1]
            yield begins, ends

    def occurrence(self, n: int, figure: Figure, quoted: set[tuple[str, str, str]]) -> Occurrence:
        """A figure with what the data make of it."""
        text, shown, flat = self._document.text, self._shown, self._document.flat
        at, end = flat.at(figure.start), flat.at(figure.end - 1) + 1
        around = _around(flat.text, at, end)
        known = {around, ("", *around[1:]), (*around[:2], "")}
        unread = Standing.NOWHERE if quoted.isdisjoint(known) else Standing.QUOTED
        return Occurrence(
            self._document.line(figure.start),
            text[figure.start : figure.end],
            _words(shown[max(0, figure.start - _AROUND) : figure.start], figure.start > _AROUND, False),
            _words(shown[figure.end : figure.end + _AROUND], False, figure.end + _AROUND < len(shown)),
            self._document.section(figure.start),
            Standing.READ if n in self._taken else unread,
        )


def _words(text: str, is_cut_before: bool, is_cut_after: bool) -> str:
    """Whole words on one line: what was cut off is left out."""
    words = text.split()
    if is_cut_before and words and not text[0].isspace():
        words = words[1:]
    if is_cut_after and words and not text[-1].isspace():
        words = words[:-1]
    gap_before = " " if text[:1].isspace() and not is_cut_before else ""
    gap_after = " " if text[-1:].isspace() and not is_cut_after else ""
    return gap_before + _BLOTS.sub(LEFT_OUT, " ".join(words)) + gap_after


def _surroundings(texts: Iterable[str]) -> set[tuple[str, str, str]]:
    """Every figure of some texts with the word before it and the word after it; empty where the text begins or ends."""
    found = set()
    for text in texts:
        line = flat(text)
        for figure in figures_in(line):
            found.add(_around(line, figure.start, figure.end))
    return found


def _around(line: str, start: int, end: int) -> tuple[str, str, str]:
    before = re.findall(r"\w+", line[max(0, start - _AROUND) : start])
    after = re.search(r"\w+", line[end : end + _AROUND])
    return before[-1] if before else "", line[start:end], after.group() if after else ""
