"""What the data read in the documents: each value with the document and section that it comes from, and the printed
words beside it where there are any."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from cic.analysis.document_figures import DAY, MONTH, NUMBER, YEAR_OF_PROGRAMME, Meaning
from cic.model.common import Correction, Source
from cic.model.documents import Claim
from cic.model.identity import Identity, Reference
from cic.model.logframe import Indicator
from cic.model.partnership import Commune, Partner
from cic.model.programme import Programme
from cic.model.promises import Baseline, Target
from cic.model.report import Report
from cic.model.reporting import Reporting
from cic.model.scalars import Record, values_of

_WORDS = ("as_printed", "printed", "words")
_OURS = (Correction, Reference, Reporting)
"""Blocks that no document prints."""
_NOT_PRINTED = {Identity: {"format"}, Report: {"year"}}
_NO_FIGURES = frozenset(
    ("section", "sha256", "file", "address", "postal_code", "telephones", "emails", "document", "evidence")
)
_ALL_FIGURES = re.compile(r"(\d{1,15})(?:\s?[-–]\s?(\d{1,15}))?", re.ASCII)


class Reading(NamedTuple):
    """What one block of the data reads: figures of the words beside them, or one figure alone.

    words: as printed, None for a value that has none. is_claim: a statement of the document, which holds wherever the
    section says the same words again; all else reads one place. line: the texts that the line of the document begins
    with, in which the words stand or after which they stand. known: what other values of the line say and a rule holds
    against these words too, such as the rate of an indicator in its targets.
    """

    document: str
    section: str | None
    wanted: tuple[Meaning, ...]
    words: str | None = None
    is_claim: bool = False
    line: tuple[str, ...] = ()
    known: tuple[Meaning, ...] = ()


class _Line(NamedTuple):
    """The line of a table that blocks stand in: its statement, and what its other values say."""

    statements: tuple[str, ...] = ()
    known: tuple[Meaning, ...] = ()


class Read(NamedTuple):
    """All that the data read, and every text that they hold, by document."""

    readings: Mapping[str, tuple[Reading, ...]]
    texts: Mapping[str, tuple[str, ...]]


def figures_read(programme: Programme) -> Read:
    """What the programme and its phases read in each document."""
    readings: dict[str, list[Reading]] = defaultdict(list)
    texts: dict[str, list[str]] = defaultdict(list)
    for one in programme.and_phases():
        for found in _Walk(one).everything():
            if isinstance(found, Reading):
                readings[found.document].append(found)
            else:
                texts[found[0]].append(found[1])
    return Read(
        {id: tuple(each) for id, each in readings.items()},
        {id: tuple(dict.fromkeys(each)) for id, each in texts.items()},
    )


_Found = Reading | tuple[str, str]
"""A reading, or a document and a text of the data from it."""


class _Walk:
    """One programme's blocks from the outside in. A value comes from the nearest `source` around it."""

    def __init__(self, programme: Programme) -> None:
        self._programme = programme
        self._years = programme.years
        self._heads: set[tuple[Source, Meaning]] = set()

    def everything(self) -> Iterator[_Found]:
        programme = self._programme
        for block in (
            programme.identity,
            programme.logframe,
            programme.budget,
            programme.risks,
            programme.theory_of_change,
            programme.synergies,
            programme.strategy,
            *programme.partnerships.values(),
            *programme.reports.values(),
        ):
            if block is not None:
                yield from self._block(block, None, False, _Line())
        if programme.documents is not None and not programme.folder:
            for id, document in programme.documents.documents.items():
                yield from self._block(document, Source(document=id), False, _Line())

    def _block(self, block: Record, source: Source | None, is_ours: bool, line: _Line) -> Iterator[_Found]:
        if isinstance(block, (Source, *_OURS)):
            return
        source = _source_of(block, source)
        line = _line_of(block) or line
        words = next((text for name in _WORDS if (text := getattr(block, name, None))), None)
        if words is not None and source is not None:
            wanted, is_claim = tuple(self._beside(block)), isinstance(block, Claim)
            known = line.known if isinstance(block, (Baseline, Target)) else ()
            if wanted:
                yield Reading(source.document, source.section, wanted, words, is_claim, line.statements, known)
        elsewhere = getattr(block, "SOURCES", {})
        for name, value in _fields(block):
            own = getattr(block, elsewhere.get(name, f"{name}_source"), None)
            within = own if isinstance(own, Source) else source
            # what a commune promises is printed nowhere, unless the data say where
            ours = (
                is_ours
                or name == "reading"
                or (name == "targets" and isinstance(block, (Commune, Partner)) and not own)
            )
            yield from self._value(name, value, within, ours, words is None, line)

    def _value(
        self, name: str, value: object, source: Source | None, is_ours: bool, alone: bool, line: _Line
    ) -> Iterator[_Found]:
        """What stands in a field. alone: no printed words stand beside it, so that it is looked for by itself."""
        if isinstance(value, Record):
            if alone or not _is_plain(value):
                yield from self._block(value, source, is_ours, line)
        elif isinstance(value, Mapping):
            for key, below in value.items():
                if source is not None and not is_ours:
                    yield from self._key(key, below, source)
                yield from self._value(name, below, source, is_ours, alone, line)
        elif isinstance(value, tuple):
            for below in value:
                yield from self._value(name, below, source, is_ours, alone, line)
        elif source is not None:
            if isinstance(value, str):
                yield source.document, value
            if alone and not is_ours:
                yield from (Reading(source.document, source.section, (meaning,)) for meaning in _meanings(name, value))

    def _key(self, key: object, value: object, source: Source) -> Iterator[Reading]:
        """What the heads of columns and the scores of scales say. A head is printed once, however many rows it has."""
        if not isinstance(key, int):
            return
        meaning: Meaning = (NUMBER, Decimal(key))
        if isinstance(value, str):
            yield Reading(source.document, source.section, (meaning,))
            return
        if isinstance(value, Record):
            if key not in self._years:
                return
            meaning = (YEAR_OF_PROGRAMME, self._years.index(key) + 1)
        if (source, meaning) not in self._heads:
            self._heads.add((source, meaning))
            yield Reading(source.document, source.section, (meaning,))

    def _beside(self, block: Record) -> Iterator[Meaning]:
        """The figures that a block reads in its printed words."""
        for name, value in _fields(block):
            if name in _WORDS:
                continue
            for one in value if isinstance(value, tuple) else (value,):
                if isinstance(one, Record) and _is_plain(one):
                    yield from self._beside(one)
                else:
                    yield from _meanings(name, one)


def _line_of(block: Record) -> _Line | None:
    """The line that a block with a statement is: an outcome, a result, an indicator."""
    statement = getattr(block, "statement", None)
    if statement is None:
        return None
    known: list[int | Decimal] = []
    if isinstance(block, Indicator):
        frequency = block.reading.frequency
        if frequency is not None:
            known += [one for one in (frequency.at_least, frequency.since, frequency.until) if one is not None]
        elif block.over_communes == "count":
            known.append(1)  # what makes a commune count
        known += block.deadline.years if block.deadline is not None else []
        known += block.targets
    return _Line(tuple(statement.values()), tuple((NUMBER, Decimal(one)) for one in known))


def _source_of(block: Record, around: Source | None) -> Source | None:
    own = getattr(block, "source", None)
    if isinstance(own, Source):
        return own
    section = getattr(block, "section", None)
    return Source(document=around.document, section=section) if around is not None and section else around


def _fields(block: Record) -> Iterator[tuple[str, object]]:
    unprinted = _NOT_PRINTED.get(type(block), ())
    for name, value in values_of(block).items():
        if value is not None and name not in unprinted:
            yield name, value


def _is_plain(block: Record) -> bool:
    """Whether a block holds nothing but figures, such as a period: what stands beside it in words is its words too."""
    return all(isinstance(value, (int, Decimal, datetime.date)) for _, value in _fields(block))


def _meanings(name: str, value: object) -> Iterator[Meaning]:
    """What a value says as a figure; also a text that is nothing but a figure (151) or a span (2017-2021)."""
    if name in _NO_FIGURES or isinstance(value, bool):
        return
    if isinstance(value, datetime.date):
        yield DAY, (value.year, value.month, value.day)
    elif isinstance(value, (int, Decimal)):
        yield NUMBER, Decimal(value)
    elif isinstance(value, str):
        if name == "month":
            yield MONTH, tuple(map(int, value.split("-")))
        elif match := _ALL_FIGURES.fullmatch(value):
            yield from ((NUMBER, Decimal(figure)) for figure in match.groups() if figure is not None)
