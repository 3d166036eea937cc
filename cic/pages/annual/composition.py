"""What is behind the values of indicators: their parts, how many stand at which step, and the words reported."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from cic.analysis.composition import Said, Split, Summand, said, splits, steps
from cic.analysis.progress import rounded
from cic.analysis.targets import asked_by, needed_by_each
from cic.base.message import Message
from cic.model.logframe import Indicator
from cic.model.parts import UNKNOWN
from cic.model.programme import PROGRAMME, Located, Programme
from cic.model.scalars import Text
from cic.pages.annual.derivation import Term as Addend
from cic.pages.annual.derivation import added, as_percent, name
from cic.pages.annual.indicator_derivation import Case
from cic.pages.keys import as_cell
from cic.pages.tables import Cell, Column, Derivation, Derived, Table, Term, Value, words

Say = Callable[[Text], str]
"""Gives a text of the data in the language of the page."""

_ID = Column("id", words("Id"), "id")
_BY = (
    _ID,
    Column("dimension", words("By"), "id"),
    Column("part", words("Part")),
    Column("value", words("Reported"), "number"),
)
_STEPS = (
    _ID,
    Column("step", words("Step")),
    Column("number", words("How many"), "number"),
    Column("reached", words("Reaches what is due")),
    Column("who", words("Who"), "id"),
)
_WORDS = (
    _ID,
    Column("who", words("Who"), "id"),
    Column("year", words("Year"), "year"),
    Column("step", words("Step")),
    Column("achieved", words("Achieved")),
    Column("text", words("In words")),
)


def is_composed(programme: Programme, located: Located[Indicator]) -> bool:
    """Whether there is anything behind a value that is to be shown."""
    indicator = located.value
    if indicator.disaggregated_by or indicator.kind in ("scale", "words"):
        return True
    return any(one.observation.text for reports in programme.observed.get(located.id, {}).values() for one in reports)


def texts_behind(programme: Programme, located: Located[Indicator]) -> Iterator[Mapping[Any, str]]:
    """The texts of the data that the tables may show."""
    yield from located.value.scale.values()
    for parts in located.value.disaggregated_by.values():
        yield from parts.values()
    for reports in programme.observed.get(located.id, {}).values():
        yield from (one.observation.text for one in reports if one.observation.text)


def composition_tables(cases: Sequence[tuple[str, Case]], say: Say, grouped: Column | None = None) -> Iterator[Table]:
    """The tables that these values need, each with the group that it is of where `grouped` is their column."""
    first = (grouped,) if grouped is not None else ()
    tables = (
        ("by", words("What the values are made of"), _BY, _parts, 3),
        ("steps", words("How many stand at which step"), _STEPS, _steps, 2),
        ("words", words("Reported in words"), _WORDS, _words, 2),
    )
    for key, title, columns, make, named_by in tables:
        rows = tuple((*((group,) if first else ()), *row) for group, case in cases for row in make(case, say))
        if rows:
            yield Table(key, title, (*first, *columns), rows, section="results", named_by=len(first) + named_by)


def _parts(case: Case, say: Say) -> Iterator[tuple[Cell, ...]]:
    for one in splits(case.indicator, case.found.reported):
        names = case.indicator.disaggregated_by[one.dimension]
        part = Term(one.part, words("not known") if one.part == UNKNOWN else say(names[one.part]))
        shown = one.value if one.value is None or not one.wholes else rounded(one.value)
        value: Cell = None if shown is None else Derived(shown, partial(_how, one, as_percent(shown)))
        yield case.located.id, one.dimension, part, value


def _how(split: Split, shown: str) -> Derivation:
    """Which parts were added up; of a share, by numerator and denominator."""
    spots = tuple(dict.fromkeys(one.spot for one in split.made_of))
    if not split.wholes:
        return Derivation(_added(split.made_of), spots)
    return Derivation(f"({_added(split.made_of)}) × 100 / ({_added(split.wholes)}){shown}", spots)


def _added(summands: Iterable[Summand]) -> str:
    return added(Addend(one.value, f"{name(one.who)} {one.year}", one.spot) for one in summands)


def _steps(case: Case, say: Say) -> Iterator[tuple[Cell, ...]]:
    indicator = case.indicator
    if not indicator.scale or not case.found.reported.parts:
        return
    needed = needed_by_each(case.programme, case.located, asked_by(case.programme, case.year))
    for place, (step, found) in enumerate(steps(indicator, said(indicator, case.found.reported)).items()):
        who = ", ".join(name(one.who) for one in found)
        at = tuple(one.spot.at("step") for one in found)
        number: Cell = Derived(Decimal(len(found)), partial(Derivation, who, at))
        reached = None if case.found.due is None else as_cell(place >= needed)
        yield case.located.id, Term(step, say(indicator.scale[step])), number, reached, who or None


def _words(case: Case, say: Say) -> Iterator[tuple[Cell, ...]]:
    for one in said(case.indicator, case.found.reported):
        if one.text is None and one.is_achieved is None:
            continue
        if one.text is None and case.indicator.kind not in ("scale", "words"):
            continue
        yield case.located.id, _who(one), one.year, _step(case.indicator, one, say), _achieved(one), _text(one, say)


def _who(one: Said) -> Message | str:
    return words("(programme)") if one.who == PROGRAMME else one.who


def _step(indicator: Indicator, one: Said, say: Say) -> Value:
    return None if one.step is None else Term(one.step, say(indicator.scale[one.step]))


def _achieved(one: Said) -> Value:
    return None if one.is_achieved is None else as_cell(one.is_achieved)


def _text(one: Said, say: Say) -> str | None:
    return None if one.text is None else " ".join(say(one.text).split())
