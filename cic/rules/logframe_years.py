"""4xx, years: those of targets and deadlines against the period and each other, and how values combine over them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from cic.analysis.activities import told
from cic.base.periods import day, shown_name
from cic.diagnostics import Problem, Severity, Spot
from cic.language.text import fold
from cic.model.common import Period
from cic.model.levels import Level
from cic.model.logframe import Indicator
from cic.model.programme import Located, Programme
from cic.reference.languages import PROGRAM
from cic.rules.rule import problem, rule

_ALIKE = 3
"""So many other indicators must agree before one that differs is odd."""


def _each_year(programme: Programme) -> Iterator[tuple[Spot, int]]:
    """Every year of the logframe in which something is promised or counted, and of the reporting."""
    for located in programme.each_indicator():
        indicator, spot = located.value, located.spot
        if indicator.deadline is not None:
            yield spot.at("deadline", "year"), indicator.deadline.year
        for year in indicator.targets_in_words:
            yield spot.at("targets_in_words", year).key(), year
        for year, target in indicator.targets.items():
            yield spot.at("targets", year).key(), year
            if target.window is not None:
                yield from _ends(spot.at("targets", year, "window"), target.window)
        frequency = indicator.reading.frequency
        if frequency is not None and frequency.since is not None:
            yield spot.at("reading", "frequency", "since"), frequency.since
    for activity in programme.each_activity():
        for key, date in (("start", activity.value.start), ("end", activity.value.end)):
            if date is not None:
                yield activity.spot.at(key), day(date)
    for reports in told(programme).values():
        for one in reports:
            for key, date in (("started", one.value.started), ("ended", one.value.ended)):
                if date is not None:
                    yield one.spot.at(key), day(date)
    columns = programme.logframe.reading.columns if programme.logframe else None
    for year in columns.years if columns else ():
        yield programme.spot("logframe.yaml", "reading", "columns", "years", year).key(), year
    reporting = programme.identity.reporting if programme.identity else None
    for n, year in enumerate(reporting.years if reporting else ()):
        yield programme.spot("programme.yaml", "reporting", "years", n), year


def _ends(spot: Spot, period: Period) -> Iterator[tuple[Spot, int]]:
    for key, year in (("start", period.start), ("end", period.end)):
        if year is not None:
            yield spot.at(key), year


@rule(
    code="CIC422",
    name="year-outside-period",
    severity=Severity.WARNING,
    title="something is promised or reported for a year outside the programme's period",
    hint="correct the year, or the period in programme.yaml",
    needs=("programme",),
)
def years_outside_the_period(programme: Programme) -> Iterator[Problem]:
    """Years of milestones, deadlines, windows and reporting against the programme's period."""
    years = programme.years
    for spot, year in _each_year(programme) if years else ():
        if programme.calendar.year_of(year) not in years:
            yield problem(
                spot,
                "{year} lies outside the programme's years {first} to {last}",
                related=(programme.spot("programme.yaml", "period"),),
                year=year,
                first=years[0],
                last=years[-1],
            )


@rule(
    code="CIC423",
    name="odd-milestones",
    severity=Severity.WARNING,
    title="an indicator has other milestones than all others",
    hint="compare the years with the heads of the columns in the document",
    needs=("logframe",),
)
def odd_milestones(programme: Programme) -> Iterator[Problem]:
    """Milestones against the columns of the table, and against those of all other indicators."""
    logframe = programme.logframe
    columns = logframe.reading.columns if logframe else None
    # an impact is mostly measured once, at the end; activities stand in another table
    levels: tuple[Level, ...] = ("outcome", "result", "output")
    indicators = [one for one in programme.indicators_of(*levels) if one.value.all_targets]
    if columns is not None:
        at = programme.spot("logframe.yaml", "reading", "columns", "years")
        for located in indicators:
            yield from _other_years(located, frozenset(columns.years), at)
        return
    counted = Counter(frozenset(located.value.all_targets) for located in indicators)
    if len(counted) != 2:
        return
    (usual, many), (_, once) = counted.most_common()
    if many < _ALIKE or once != 1:
        return
    odd = next(located for located in indicators if usual != frozenset(located.value.all_targets))
    model = next(located for located in indicators if usual == frozenset(located.value.all_targets))
    yield from _other_years(odd, usual, model.spot.at("targets"))


def _other_years(located: Located[Indicator], usual: frozenset[int], where: Spot) -> Iterator[Problem]:
    known = ", ".join(map(shown_name, sorted(usual)))
    spot = located.spot.at("targets" if located.value.targets else "targets_in_words")
    strange = [year for year in located.value.all_targets if year not in usual]
    for year in strange:
        template = "{indicator} has a milestone in {year}, all others in {known}"
        own = located.spot.at("targets" if year in located.value.targets else "targets_in_words", year)
        yield problem(own.key(), template, related=(where,), indicator=located.id, year=year, known=known)
    if not strange and usual.difference(located.value.all_targets):
        missing = ", ".join(map(shown_name, sorted(usual.difference(located.value.all_targets))))
        template = "{indicator} has no milestone in {year}, all others in {known}"
        yield problem(spot.key(), template, related=(where,), indicator=located.id, year=missing, known=known)


_YEARLY = re.compile(
    r"\b(?:par an|par année|chaque année|chaque an|annuel\w*|annuité\w*|l'année|tous les ans"
    r"|per jaar|elk jaar|ieder jaar|jaarlijks\w*|in het jaar|van het jaar"
    r"|a year|per year|each year|every year|yearly|annual\w*|in the year|of the year|per annum)\b"
)
_BY_PARTS = re.compile(
    r"\b(?:(?:par|chaque|du|ce) (?:semestre|trimestre|mois)|(?:trimestri|semestri|mensu)el\w*"
    r"|(?:per|elk|ieder|in het|van het) (?:halfjaar|kwartaal)|(?:per|elke|iedere|in de|van de) maand"
    r"|(?:half-?jaar|kwartaal|maande)lijks\w*|kwartaalcijfer\w*"
    r"|(?:a|per|each|every|in the|of the) (?:half-year|half year|quarter|month)|(?:half-yearly|quarterly|monthly))\b"
)
"""Where half-years, quarters or months are reported, what stands for itself may be of them, or of a month of them."""


def _is_said_yearly(programme: Programme, indicator: Indicator) -> bool:
    """Whether the wording, the printed values or our reading of them speak of each year, or of each part of one that is
    reported. Of a wording in other languages than the program's nobody here can say that it does not."""
    frequency = indicator.reading.frequency
    if frequency is not None and frequency.per == "year":
        return True
    if not indicator.statement.keys() & PROGRAM:
        return True
    words = [*indicator.statement.values(), *(target.as_printed for target in indicator.all_targets.values())]
    said = (_YEARLY, _BY_PARTS) if programme.calendar.parts > 1 else (_YEARLY,)
    return any(form.search(fold(text)) for text in words for form in said)


@rule(
    code="CIC421",
    name="over-years",
    severity=Severity.WARNING,
    title="how values combine over the years does not fit the wording or the targets",
    hint="write `rate` only where each year stands for itself, `per_period` only where each target has its `window:`",
    needs=("logframe",),
)
def combinations_over_years(programme: Programme) -> Iterator[Problem]:
    """`over_years` against the wording and the windows of the targets."""
    for located in programme.each_indicator():
        indicator, spot = located.value, located.spot.at("over_years")
        windows = tuple(
            located.spot.at("targets", year, "window") for year, one in indicator.targets.items() if one.window
        )
        without = tuple(located.spot.at("targets", year) for year, one in indicator.targets.items() if not one.window)
        template, related = "", without
        if indicator.over_years == "per_period" and not windows and without:
            template = "each target of {indicator} is said to count years of its own, and none says which"
        elif indicator.over_years == "per_period" and without:
            template = "each target of {indicator} is said to count years of its own, and not every one says which"
        elif indicator.over_years != "per_period" and windows:
            template = "{indicator} is said to be {combined}, but a target counts years of its own"
            related = windows
        elif indicator.over_years == "rate" and not _is_said_yearly(programme, indicator):
            template = "each year of {indicator} is said to stand for itself, but nothing in its words speaks of a year"
            related = (located.spot.at("statement"),)
        if template:
            combined = indicator.over_years
            yield problem(spot, template, related=related, indicator=located.id, combined=combined)


RULES = (
    years_outside_the_period,
    odd_milestones,
    combinations_over_years,
)
