"""4xx, quotations: the words that a reading rests on, against the text that it reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cic.diagnostics import Problem, Severity, Spot
from cic.model.logframe import Activity, Indicator
from cic.model.programme import Located, Programme
from cic.model.scalars import Text
from cic.rules.context import each_risk
from cic.rules.logframe_terms import each_promise
from cic.rules.rule import problem, rule

_OMITTED = re.compile(r"\s*\[(?:…|\.\.\.)\]\s*")


class _Quoted(NamedTuple):
    """Words, where they stand, and the texts of which they should be a part, with the place of these."""

    spot: Spot
    words: str
    texts: tuple[str, ...]
    place: Spot


@rule(
    code="CIC420",
    name="words-quoted",
    severity=Severity.ERROR,
    title="the words that a reading rests on do not stand in what it reads",
    hint="copy the words from the text that is read, with […] where some are left out",
    needs=("logframe", "risks", "documents"),
)
def words_quoted(programme: Programme) -> Iterator[Problem]:
    """Words of readings, deadlines and terms that the wording beside them does not have."""
    for one in _each_quotation(programme):
        if not any(_stands_in(one.words, text) for text in one.texts):
            yield problem(
                one.spot,
                "the words “{words}” do not stand in the text that they are taken from",
                related=(one.place,),
                words=one.words,
            )


def _each_quotation(programme: Programme) -> Iterator[_Quoted]:
    for _, spot, promise in each_promise(programme):
        statement = tuple(promise.statement.values())
        if promise.term is not None:
            yield _Quoted(spot.at("term", "printed"), promise.term.printed, statement, spot.at("statement"))
        for n, restated in enumerate(promise.reading.restates):
            where = spot.at("reading", "restates", n, "words")
            yield _Quoted(where, restated.words, statement, spot.at("statement"))
        for n, denied in enumerate(promise.reading.denies):
            where = spot.at("reading", "denies", n, "words")
            yield _Quoted(where, denied.words, _all(promise.assumptions), spot.at("assumptions"))
    for n, denied in enumerate(programme.logframe.reading.denies if programme.logframe else ()):
        preconditions = programme.spot("logframe.yaml", "preconditions")
        where = programme.spot("logframe.yaml", "reading", "denies", n, "words")
        yield _Quoted(
            where, denied.words, _all(programme.logframe.preconditions if programme.logframe else ()), preconditions
        )
    for indicator in programme.each_indicator():
        yield from _of_indicator(indicator)
    for activity in programme.each_activity():
        yield from _of_activity(activity)
    for _, spot, risk in each_risk(programme):
        if risk.reading is not None:
            described = [text for text in (risk.risk, risk.impact_description, risk.effect, risk.measures) if text]
            yield _Quoted(spot.at("reading", "words"), risk.reading.words, _all(described), spot)
    yield from _measures(programme)


def _of_indicator(located: Located[Indicator]) -> Iterator[_Quoted]:
    """Of an indicator: what names the year stands in its statement, what else is read there or beside its values."""
    one, spot = located.value, located.spot
    statement = tuple(one.statement.values())
    if one.deadline is not None:
        yield _Quoted(spot.at("deadline", "printed"), one.deadline.printed, statement, spot.at("statement"))
    said = (*statement, *_beside_values(one))
    reading = one.reading
    for key in ("cannot_exceed", "frequency", "population", "each_commune"):
        block = getattr(reading, key)
        if block is not None:
            yield _Quoted(spot.at("reading", key, "words"), block.words, (*said, " ".join(said)), spot.at("statement"))
    for n, restated in enumerate(reading.restates):
        yield _Quoted(spot.at("reading", "restates", n, "words"), restated.words, said, spot.at("statement"))


def _beside_values(indicator: Indicator) -> tuple[str, ...]:
    baseline = (indicator.baseline.as_printed,) if indicator.baseline is not None else ()
    return (*baseline, *(indicator.all_targets[year].as_printed for year in sorted(indicator.all_targets)))


def _of_activity(located: Located[Activity]) -> Iterator[_Quoted]:
    one, spot = located.value, located.spot
    texts = (*one.text.values(), *_all(one.items))
    if one.term is not None:
        yield _Quoted(spot.at("term", "printed"), one.term.printed, texts, spot.at("text"))
    if one.reading.frequency is not None:
        yield _Quoted(spot.at("reading", "frequency", "words"), one.reading.frequency.words, texts, spot.at("text"))


def _measures(programme: Programme) -> Iterator[_Quoted]:
    """What says which indicator counts what claims count: words of the indicator, or of what it measures."""
    if programme.documents is None or programme.folder:
        return
    for about, measure in programme.documents.reading.measures.items():
        indicator = programme.indicators.get(measure.indicator)
        if indicator is not None:
            measured = (
                text
                for activity in programme.each_activity()
                if activity.value.reading.measured_by == indicator.id
                for text in activity.value.text.values()
            )
            texts = (*indicator.value.statement.values(), *_beside_values(indicator.value), *measured)
            where = Spot("documents.yaml", ("reading", "measures", about, "words"))
            yield _Quoted(where, measure.words, texts, indicator.spot.at("statement"))


def _all(texts: Iterable[Text]) -> tuple[str, ...]:
    return tuple(text for one in texts for text in one.values())


def _stands_in(words: str, text: str) -> bool:
    """Whether all parts of the words stand in the text in their order, however it breaks its lines."""
    at, text = 0, " ".join(text.split())
    for part in _OMITTED.split(" ".join(words.split())):
        found = text.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return True


RULES = (words_quoted,)
