"""What was reported of an indicator by a year, and by whom: pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from cic.analysis.combining import Part, combined, measures
from cic.analysis.targets import asked_by, is_due_in_words, last_ended, needed_by_each
from cic.base.periods import Calendar, before
from cic.model.logframe import AVERAGES, Indicator
from cic.model.programme import PROGRAMME, Located, Observed, Programme
from cic.model.report import Observation
from cic.model.stay import ALWAYS, Stay, there

_ONE = Decimal(1)


class Reported(NamedTuple):
    """The situation at 31 December of a year, as far as it was reported.

    value: in the indicator's unit, None where nothing was reported. It is a total only where all have reported.
    parts: what it is made of. expected: all who must report. exempt: those who declared that no value can be expected.
    former: what stays of those who left. lacking: of what is added up, who has not reported which year.
    of: the year that the reports should be of: an older one is carried.
    """

    value: Decimal | None
    parts: tuple[Part, ...]
    expected: tuple[str, ...]
    exempt: tuple[str, ...] = ()
    former: tuple[Part, ...] = ()
    lacking: tuple[tuple[str, int], ...] = ()
    of: int = 0

    @property
    def year(self) -> int | None:
        """The latest year of which a value takes part: an earlier one than the report's is carried forward."""
        return max((part.year for part in (*self.parts, *self.former)), default=None)

    @property
    def is_complete(self) -> bool:
        """Whether all who must have reported."""
        return len(self.parts) == len(self.expected) and not self.lacking

    @property
    def of_this_year(self) -> tuple[Part, ...]:
        """Those who have reported the year itself."""
        return tuple(part for part in self.parts if part.latest >= self.of)

    @property
    def older(self) -> tuple[Part, ...]:
        """Those of whom an older report counts."""
        return tuple(part for part in self.parts if part.latest < self.of)

    @property
    def older_by_year(self) -> tuple[tuple[int, int], ...]:
        """How many stand on a report of which earlier year, the latest first."""
        return tuple(sorted(Counter(part.year for part in self.older).items(), reverse=True))


def all_who_report(programme: Programme, indicator: Indicator) -> Collection[str]:
    """Ids of the communes or partnerships that report an indicator, or ever did, or PROGRAMME alone."""
    if indicator.level == "commune":
        return programme.population(indicator.population) if indicator.population else ()
    if indicator.level == "partnership":
        return programme.partnership_files
    return (PROGRAMME,)


def who_must_report(programme: Programme, indicator: Indicator, year: int) -> tuple[str, ...]:
    """Those who must report an indicator for a year: who is there at its end."""
    return there(programme.stays[indicator.level], all_who_report(programme, indicator), year)


def reported(
    programme: Programme, located: Located[Indicator], year: int, only: Collection[str] | None = None
) -> Reported:
    """What was reported of an indicator by the end of the year, by those of `only` where that is given.

    Over communes: the number that say yes, the sum, the ratio of the sums, or the mean, the least or the highest of
    those who reported. Over years: the latest value holds until a later year reports another; values of single years
    are added up; a value per period counts in the window of its milestone alone, a rate in its own year alone. A period
    or a year that has not ended is judged by the one before. What those reached who left stays, as far as a value
    holds, but in a mean, a least and a highest value, which say how it is with those who are there; for those who
    merged stands who carries on.
    """
    indicator = located.value
    ended, asked = last_ended(programme), asked_by(programme, year)
    in_words = is_due_in_words(programme, located, asked)
    span = window(indicator, year, asked, programme.calendar)
    if in_words:
        span = span._replace(after=max(span.after, _answered(indicator, asked, programme.calendar)))
    last = span.last
    everyone = all_who_report(programme, indicator)
    stays = programme.stays[indicator.level]
    sought = _Sought(
        indicator,
        programme.observed.get(located.id, {}),
        stays,
        span,
        tuple(_asked(programme, indicator, span.after, min(last, ended))),
        in_words,
    )
    parts: list[Part] = []
    former: list[Part] = []
    expected: list[str] = []
    exempt: list[str] = []
    lacking: list[tuple[str, int]] = []
    for who in everyone if only is None else [who for who in only if who in everyone]:
        stay = stays.get(who, ALWAYS)
        is_there = stay.is_there(last)
        heir = stays[stay.successor] if stay.successor in everyone else None
        if not stay.has_come(last) or (stay.has_passed_on(last) and heir is not None and heir.has_come(last)):
            continue
        found = sought.of(who)
        lacking += sought.lacking(who)
        if not is_there:
            former += [found.part] if found.part is not None else []
        elif found.part is None and found.says_none:
            exempt.append(who)
        else:
            expected.append(who)
            parts += [found.part] if found.part is not None else []
    if indicator.over_communes in AVERAGES and not indicator.is_rate:
        former = []
    needed = needed_by_each(programme, located, asked) if indicator.counts else _ONE
    value = None if sought.in_words else combined(indicator, (*parts, *former), needed)
    return Reported(value, tuple(parts), tuple(expected), tuple(exempt), tuple(former), tuple(lacking), last)


def _asked(programme: Programme, indicator: Indicator, after: int, last: int) -> Iterator[int]:
    """Of what is added up, the years (or parts of years) of which each is to be reported: of the programme, or that the
    wording names."""
    if not indicator.adds_up:
        return
    frequency = indicator.reading.frequency
    since = (frequency.since if frequency else None) or min(programme.years, default=programme.calendar.year_of(last))
    until = (frequency.until if frequency else None) or last
    yield from programme.calendar.between(max(after, before(since)), min(last, until))


class _Found(NamedTuple):
    """What counts of one who reports; says_none: its last word is that no value can be expected."""

    part: Part | None
    says_none: bool


class _Sought(NamedTuple):
    """Which reports are looked for: of an indicator, by those who report it, in the years that count.

    asked: the years of which each is to be reported, where they are added up.
    in_words: what is due is promised in words, which words answer.
    """

    indicator: Indicator
    reports: Mapping[str, list[Observed]]
    stays: Mapping[str, Stay]
    years: Span
    asked: tuple[int, ...]
    in_words: bool

    def of(self, who: str) -> _Found:
        """What counts of one, with those that merged into it as far as it has not reported for them."""
        if not self.indicator.carries:
            return self._of_each_year(who)
        own = self._latest(who)
        found: list[Observed] = []
        waiting = [who]
        while waiting:
            one = waiting.pop()
            latest = own if one == who else self._latest(one)
            if latest is not None and latest.observation.not_applicable is None:
                found.append(latest)
            for merged in self.stays.get(one, ALWAYS).predecessors:
                gone = self.stays[merged].passed_on
                if gone is not None and gone <= self.years.last and (latest is None or latest.year < gone):
                    waiting.append(merged)
        return _found(who, found, own.year if own else 0, own is not None and _says_none(own))

    def _of_each_year(self, who: str) -> _Found:
        """Each year's values: its own, and of those that merged into it what it has not reported itself."""
        found: list[Observed] = []
        own = self._by_year(who)
        for _, years in self._lineage(who):
            found += [at for year, at in years.items() if not _says_none(at)]
        last = self.years.last
        return _found(who, found, max(own, default=0), last in own and _says_none(own[last]))

    def lacking(self, who: str) -> Iterator[tuple[str, int]]:
        """Which years that are added up were not reported, by whom."""
        if self.indicator.adds_up:
            for one, _ in self._lineage(who):
                stay, own = self.stays.get(one, ALWAYS), self._by_year(one)
                yield from ((one, year) for year in self.asked if stay.is_there(year) and year not in own)

    def _lineage(self, who: str) -> Iterator[tuple[str, Mapping[int, Observed]]]:
        """One who reports, then those that merged into it, each with the years that nobody reported who carried on."""
        waiting: list[tuple[str, frozenset[int]]] = [(who, frozenset())]
        while waiting:
            one, taken = waiting.pop()
            own = self._by_year(one)
            yield one, {year: at for year, at in own.items() if year not in taken}
            for merged in self.stays.get(one, ALWAYS).predecessors:
                gone = self.stays[merged].passed_on
                if gone is not None and gone <= self.years.last:
                    waiting.append((merged, taken | {year for year in own if year >= gone}))

    def _by_year(self, who: str) -> Mapping[int, Observed]:
        return {one.year: one for one in self._counted(who)}

    def _latest(self, who: str) -> Observed | None:
        return max(self._counted(who), key=lambda one: one.year, default=None)

    def _counted(self, who: str) -> Iterator[Observed]:
        """The reports that hold a value, or say that there can be none, of years in which it was there: words alone
        measure nothing, unless words are what is due."""
        stay = self.stays.get(who, ALWAYS)
        for one in self.reports.get(who, ()):
            if one.year in self.years and stay.was_there(one.year) and self._answers(one.observation):
                yield one

    def _answers(self, observation: Observation) -> bool:
        is_said = observation.text is not None or observation.achieved is not None
        return measures(self.indicator, observation) or (self.in_words and is_said)


def _found(who: str, found: list[Observed], latest: int, says_none: bool) -> _Found:
    reports = tuple(sorted(found, key=lambda one: one.year))
    return _Found(Part(who, reports, latest) if reports else None, says_none)


def _says_none(one: Observed) -> bool:
    return one.observation.not_applicable is not None


_LONG_AGO = 0


class Span(NamedTuple):
    """The time whose reports count: what ended after one moment, and at another at the latest."""

    after: int
    last: int

    def __contains__(self, period: object) -> bool:
        return isinstance(period, int) and self.after < period <= self.last


def _answered(indicator: Indicator, asked: int, calendar: Calendar) -> int:
    """Up to when reports answer an earlier promise than the one that is due in words: that it was kept says nothing of
    this one."""
    promised = indicator.all_targets
    due = max((m for m in promised if m <= asked), default=min(promised))
    earlier = max((m for m in promised if m < due), default=None)
    # the first report after a day tells of it, unless it is the first after both
    return _LONG_AGO if earlier is None else min(calendar.covering(earlier), before(calendar.covering(due)))


def window(indicator: Indicator, year: int, asked: int, calendar: Calendar) -> Span:
    """The time whose reports count for the situation at the end of a year. asked: up to when milestones are due in
    it."""
    if indicator.over_years == "cumulative" and not indicator.is_rate:
        return Span(_LONG_AGO, year)
    ended = calendar.last_ended(asked)
    if indicator.is_rate:
        return Span(calendar.before(ended), ended)
    promised = indicator.all_targets
    milestone = max((m for m in promised if m <= asked), default=min(promised, default=ended))
    # what is due on a day is told by the first report after it
    last = calendar.covering(milestone) if milestone <= asked else ended
    target = indicator.targets.get(milestone)
    if target is not None and target.window is not None and target.window.start is not None:
        return Span(before(target.window.start), last)
    return Span(max((m for m in promised if m < milestone), default=_LONG_AGO), last)
