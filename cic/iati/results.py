"""The results of an activity: what was promised of each indicator and what was reported, of the whole and of each.

Values that are of one commune, of one partnership or of a part of those who are counted stand beside those of the
whole, with their place or their dimension.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple
from xml.etree.ElementTree import Element

from cic.analysis.actuals import reported
from cic.analysis.combining import value_of
from cic.base.message import Message, phrase
from cic.base.periods import day, first_day, last_day
from cic.iati.indicator_codes import references
from cic.iati.numbers import as_number
from cic.iati.parts import Gap, Part, filled, made, number, rounded
from cic.iati.places import PLACE, known_places
from cic.iati.subject import Subject
from cic.language import NAMES, language_of
from cic.model.levels import Promise, indicators_of, level_of
from cic.model.logframe import AVERAGES, Activity, Indicator
from cic.model.parts import UNKNOWN, Share
from cic.model.programme import PROGRAMME, Located, Observed
from cic.model.promises import OwnBaseline, Target, WordTarget
from cic.model.report import Observation

_OUTPUT, _OUTCOME, _IMPACT, _OTHER = "1", "2", "3", "9"
_UNIT, _PERCENT, _WORDS = "1", "2", "5"
PERCENT = "percent"
MEMBER = "participant"
"""The dimension of values that are of one of those who take part, and of no place of the activity."""


class Measured(NamedTuple):
    """An indicator of the subject, and what it needs to be written. name: of what it measures."""

    subject: Subject
    located: Located[Indicator]
    measure: str

    @property
    def indicator(self) -> Indicator:
        """The indicator itself."""
        return self.located.value


def results(subject: Subject) -> Iterator[Part]:
    """Impacts, outcomes, results, and activities that are measured, from the top down. IATI has none without an
    indicator: those are told beside the file."""
    for promise in subject.programme.each_promise():
        if not _belongs(subject, promise):
            continue
        for activity, _, indicators in indicators_of(promise.value):
            if activity and not indicators:
                continue
            one = subject.programme.activities[activity] if activity else promise
            if not indicators:
                template = phrase("a result without an indicator: IATI has none")
                yield Gap(promise.spot, Message(template), is_needed=False)
                continue
            yield from _result(subject, one, indicators)


def _belongs(subject: Subject, promise: Located[Promise]) -> bool:
    """Whether it is of the outcome that the activity is of; what stands above the outcomes or under none of them is in
    the first."""
    if not subject.outcome or subject.programme.logframe is None:
        return True
    outcomes = subject.programme.logframe.outcomes
    own = [id for id in subject.programme.lineage(promise.id) if id in outcomes]
    return (own[0] if own else next(iter(outcomes))) == subject.outcome


def _result(
    subject: Subject, one: Located[Promise] | Located[Activity], indicators: Mapping[str, Indicator]
) -> Iterator[Part]:
    value = one.value
    statement = value.text if isinstance(value, Activity) else value.statement
    tongue = subject.tongue
    yield from filled(
        made("result", type=_type(subject, value)),
        tongue.said("title", statement),
        tongue.said("description", getattr(value, "description", None)),
        (part for id in indicators for part in _indicator(subject, subject.programme.indicators[id])),
    )


def _type(subject: Subject, value: Promise | Activity) -> str:
    """Results are outputs, unless the document tells outputs from the results above them."""
    level = level_of(value)
    if level in ("impact", "outcome", "activity"):
        return {"impact": _IMPACT, "outcome": _OUTCOME, "activity": _OTHER}[level]
    logframe = subject.programme.logframe
    tells = logframe is not None and any(one.level == "output" for one in logframe.results.values())
    return _OUTCOME if tells and level == "result" else _OUTPUT


def _indicator(subject: Subject, located: Located[Indicator]) -> Iterator[Part]:
    indicator, tongue = located.value, subject.tongue
    one = Measured(subject, located, _measure(indicator))
    is_rising = indicator.direction == "increase"
    ascending = None if one.measure == _WORDS and is_rising else str(int(is_rising))
    yield from filled(
        made("indicator", measure=one.measure, ascending=ascending),
        tongue.said("title", indicator.title or indicator.statement),
        tongue.said("description", indicator.statement if indicator.title else None),
        references(located),
        _baselines(one),
        _periods(one),
    )


def _measure(indicator: Indicator) -> str:
    if indicator.kind == "words":
        return _WORDS
    return _PERCENT if indicator.kind == "ratio" or indicator.unit == PERCENT else _UNIT


def _baselines(one: Measured) -> Iterator[Part]:
    indicator = one.indicator
    baseline = indicator.baseline
    if baseline is not None:
        year = baseline.year or one.subject.said.baseline_year
        if year is None:
            yield one.subject.needs(phrase("the year of baselines that have none of their own"), "baseline_year")
        printed = _comment(one, baseline.as_printed, baseline.value)
        yield made("baseline", *printed, year=_year(year), **_value(one, baseline.value))
    for id, own in indicator.baselines.items():
        yield from _own_baseline(one, id, own)


def _year(year: int | None) -> str:
    return "" if year is None else str(int(year))


def _own_baseline(one: Measured, id: str, own: OwnBaseline) -> Iterator[Part]:
    year = own.year or one.subject.said.baseline_year
    if year is None:
        yield one.subject.needs(phrase("the year of baselines that have none of their own"), "baseline_year")
    value = _share(own.numerator, own.denominator) if own.value is None else own.value
    if value is not None:
        yield made("baseline", *_of_whom(one, id), year=_year(year), **_value(one, value))


def _share(numerator: Decimal | None, denominator: Decimal | None) -> Decimal | None:
    return numerator * 100 / denominator if numerator is not None and denominator else None


def _value(one: Measured, value: Decimal) -> dict[str, str]:
    """What was written comes out as it is; what may have been divided is rounded."""
    if one.measure == _WORDS:
        return {}
    is_divided = one.indicator.kind == "ratio" or {one.indicator.kind, one.indicator.over_communes} & {*AVERAGES}
    return {"value": number(rounded(value) if is_divided else value)}


def _of_whom(one: Measured, id: str) -> list[Element]:
    if id == PROGRAMME:
        return []
    if id in known_places(one.subject):
        return [made("location", ref=id)]
    return [made("dimension", name=MEMBER, value=id)]


def _comment(one: Measured, printed: str, value: Decimal | None) -> list[Element]:
    """The printed words, where they say more than the value."""
    if value is not None and as_number(printed) == value:
        return []
    return list(one.subject.tongue.said("comment", printed))


def _periods(one: Measured) -> Iterator[Part]:
    """Each period with a target or a report, in order."""
    targets, actuals = _targets(one), _actuals(one)
    for end in sorted({*targets, *actuals}):
        start = _start(one, end)
        if start is None:
            continue
        yield made(
            "period",
            made("period-start", iso_date=start.isoformat()),
            made("period-end", iso_date=last_day(end).isoformat()),
            *targets.get(end, ()),
            *actuals.get(end, ()),
        )
    if one.measure != _WORDS:
        for year in one.indicator.targets_in_words:
            template = phrase("a target in words, of an indicator that has numbers")
            spot = one.located.spot.at("targets_in_words", year)
            yield Gap(spot, Message(template), is_needed=False)


def _start(one: Measured, end: int) -> datetime.date | None:
    """The first day that the value of a moment counts: of what accumulates, the first of the programme; of a rate, of
    its year; else the day after the target before."""
    indicator, programme = one.indicator, one.subject.programme
    target = indicator.targets.get(end)
    window = target.window if target is not None else None
    first = one.subject.period[0]
    if window is not None and window.start is not None:
        start = first_day(window.start)
    elif indicator.is_rate:
        start = first_day(programme.calendar.covering(end))
    elif indicator.over_years == "per_period":
        earlier = [year for year in indicator.all_targets if year < end]
        start = last_day(max(earlier)) + datetime.timedelta(days=1) if earlier else first or first_day(end)
    else:
        start = first or first_day(end)
    return start if start <= last_day(end) else first_day(end)


def _targets(one: Measured) -> dict[int, list[Element]]:
    found: dict[int, list[Element]] = {}
    for moment, target in one.indicator.all_targets.items():
        if isinstance(target, WordTarget) and one.measure != _WORDS:
            continue
        found.setdefault(moment, []).append(_target(one, target))
    for id, participant in one.subject.programme.participants.items():
        for moment, value in participant.value.targets.get(one.located.id, {}).items():
            node = made("target", *_of_whom(one, id), **_value(one, value))
            found.setdefault(moment, []).append(node)
    return found


def _target(one: Measured, target: Target | WordTarget) -> Element:
    if isinstance(target, WordTarget):
        return made("target", *one.subject.tongue.said("comment", target.as_printed))
    printed = _comment(one, target.as_printed, target.value)
    return made("target", *printed, **_value(one, target.value))


def _actuals(one: Measured) -> dict[int, list[Element]]:
    """What was reported of each period that has ended, or of which the programme said so already: of the whole, and by
    each who reported."""
    programme = one.subject.programme
    by_who = programme.observed.get(one.located.id, {})
    found: dict[int, list[Element]] = {}
    for period in sorted({at.year for reports in by_who.values() for at in reports}):
        end = _end(one, period, by_who)
        if period > day(programme.today) and not _is_of_all(end, by_who):
            continue
        nodes = [*_whole(one, period)]
        for who, reports in by_who.items():
            for at in reports:
                if at.year == period:
                    nodes += _of_one(one, who, at, is_alone=who == PROGRAMME)
        found.setdefault(end, []).extend(nodes)
    return {period: nodes for period, nodes in found.items() if nodes}


def _end(one: Measured, period: int, by_who: Mapping[str, Sequence[Observed]]) -> int:
    """The moment of what was reported of a period: the day on which a target is due, where the programme observed it
    until then, or the day until which it observed what it alone reports and no target of the period waits for; else the
    end of the period."""
    targets = one.indicator.all_targets
    is_alone = by_who.keys() == {PROGRAMME} and period not in targets
    for at in by_who.get(PROGRAMME, ()):
        dates = at.observation.observed
        if at.year == period and dates is not None:
            until = day(dates.end)
            is_within = one.subject.programme.calendar.covering(until) == period and dates.end != last_day(period)
            if until in targets or (is_alone and is_within):
                return until
    return period


def _is_of_all(end: int, by_who: Mapping[str, Sequence[Observed]]) -> bool:
    """Whether the programme says of a value itself that it is of all days until an end."""
    observed = (at.observation.observed for at in by_who.get(PROGRAMME, ()))
    return any(dates is not None and dates.end == last_day(end) for dates in observed)


def _whole(one: Measured, period: int) -> Iterator[Element]:
    """What all have reached together, as far as they reported."""
    known = reported(one.subject.programme, one.located, period)
    if one.measure == _WORDS or known.value is None:
        return
    note = known.parts[0].reports[-1].observation.note if one.indicator.level == "programme" and known.parts else None
    there, expected = len(known.parts), len(known.expected)
    comment = list(one.subject.tongue.said("comment", note))
    if there < expected:
        words = Message(phrase("reported by {there} of {expected}"), {"there": there, "expected": expected})
        code = one.subject.tongue.default
        comment = list(one.subject.tongue.said("comment", language_of(code if code in NAMES else "en").say(words)))
    yield made("actual", *comment, **_value(one, known.value))


def _of_one(one: Measured, who: str, at: Observed, is_alone: bool) -> Iterator[Element]:
    """What one reported, and the parts of it. Of the programme itself the whole is said already."""
    observation, whose = at.observation, _of_whom(one, who)
    value = _number(one.indicator, observation)
    if one.measure == _WORDS:
        if observation.text is not None:
            yield made("actual", *whose, *one.subject.tongue.said("comment", observation.text))
        return
    if value is not None and not is_alone:
        yield made("actual", *whose, **_value(one, value))
    for dimension, parts in observation.by.items():
        for part, share in parts.items():
            if part == UNKNOWN:  # what is left of the whole, which anybody can reckon
                continue
            amount = _share(share.numerator, share.denominator) if isinstance(share, Share) else share
            if amount is not None:
                is_place = dimension == PLACE and part in known_places(one.subject)
                said = made("location", ref=part) if is_place else made("dimension", name=dimension, value=part)
                yield made("actual", *_of_whom(one, who), said, **_value(one, amount))


def _number(indicator: Indicator, observation: Observation) -> Decimal | None:
    if indicator.kind == "ratio":
        return _share(observation.numerator, observation.denominator)
    return value_of(indicator, observation)
