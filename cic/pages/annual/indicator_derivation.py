"""How the figures of the indicators came about."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import NamedTuple

from cic.analysis.baselines import Start, late
from cic.analysis.combining import Part, value_of, value_of_part
from cic.analysis.progress import Judgement, thresholds
from cic.analysis.status import Status
from cic.analysis.targets import (
    Milestone,
    asked_by,
    needed_by_each,
    promised_to_each,
    promising,
    sharing,
    target_of_commune,
)
from cic.base.message import Message
from cic.diagnostics import Spot
from cic.model.logframe import AVERAGES, Indicator
from cic.model.programme import Located, Observed, Programme
from cic.model.stay import there
from cic.model.vocabulary import OTHERS_TOO
from cic.pages.annual.derivation import Term, added, as_percent, name, part_at, spots_of, who_reported
from cic.pages.tables import Derivation, words


class Case(NamedTuple):
    """An indicator as it stands in a row of the report.

    year: the situation at its end. members: the group whose row it is; None for the whole programme.
    """

    programme: Programme
    located: Located[Indicator]
    year: int
    members: Collection[str] | None
    found: Judgement

    @property
    def indicator(self) -> Indicator:
        """The indicator itself."""
        return self.located.value

    @property
    def is_of_one(self) -> bool:
        """Whether one alone is asked for: then its own number stands, also where communes are counted."""
        return self.members is not None and len(self.members) == 1

    def concerns(self, commune: str) -> bool:
        """Whether a commune reports the indicator."""
        population = self.indicator.population
        return population is not None and commune in self.programme.population(population)

    @property
    def is_of_communes(self) -> bool:
        """Whether the targets are those of the group's communes."""
        return self.members is not None and self.indicator.level == "commune"


def of_baseline(case: Case) -> Derivation:
    """The printed words of the programme's baseline, or what those of the group make together; when it was measured."""
    baseline, start = case.indicator.baseline, case.found.start
    if baseline is not None and case.members is None:
        said: Message | str = baseline.as_printed
        spots: tuple[Spot, ...] = (case.located.spot.at("baseline", "value"),)
        year, is_late = baseline.year, late(case.programme, baseline)
    else:
        assert start is not None
        said, spots, year, is_late = _start(start), start.spots, start.year, late(case.programme, start)
    if year is None:
        return Derivation(said, spots)
    if is_late:
        return Derivation(words("{value}, measured {year}, when the programme had begun", value=said, year=year), spots)
    return Derivation(words("{value}, measured {year}", value=said, year=year), spots)


def _start(start: Start) -> str:
    """What a baseline is combined of."""
    shares = [(who, one, one.numerator, one.denominator) for who, one, _ in start.parts]
    if any(numerator is not None for _, _, numerator, _ in shares):
        numerators = " + ".join(f"{numerator:f} ({name(who)})" for who, _, numerator, _ in shares)
        denominators = " + ".join(f"{denominator:f} ({name(who)})" for who, _, _, denominator in shares)
        return f"({numerators}) × 100 / ({denominators})"
    return " + ".join(f"{one.value:f} ({name(who)})" for who, one, *_ in shares)


def of_value(case: Case) -> Derivation:
    """What the reported value was made of."""
    return Derivation(_combined(case), _observations(case.found))


def of_coverage(case: Case) -> Derivation:
    """Who reported, who did not, of whom nothing is expected."""
    return Derivation(_coverage(case), _observations(case.found))


def of_older(case: Case) -> Derivation:
    """Who stands on a report of which earlier year."""
    older = case.found.reported.older
    spots = tuple(spot for part in older for spot in part_at(part))
    return Derivation(", ".join(f"{name(part.who)} {part.year}" for part in older), spots)


def of_progress(case: Case, shown: Decimal) -> Derivation:
    """The formula with its numbers, and what the page shows of it."""
    return Derivation(_progress(case) + as_percent(shown), _inputs(case))


def of_status(case: Case) -> Derivation:
    """Why the status is what it is."""
    return Derivation(_status(case), _limits(case))


def of_promise(case: Case, milestone: Milestone) -> Derivation:
    """The words of the programme's milestone, or the targets of the group's communes."""
    if milestone.words:
        return Derivation(milestone.words, (milestone.spot,))
    if case.is_of_communes:
        return _promise_of_communes(case, milestone)
    target = case.indicator.targets.get(milestone.year)
    if target is not None:
        return Derivation(target.as_printed, (milestone.spot,))
    deadline, population = case.indicator.deadline, case.indicator.population
    printed = deadline.printed if deadline else ""
    if case.indicator.level != "commune" or population is None:
        return Derivation(words("promised by the deadline: {printed}", printed=printed), (milestone.spot,))
    each = promised_to_each(case.programme, case.indicator, milestone.year)
    communes = len(there(case.programme.stays["commune"], case.programme.population(population), milestone.year))
    template = "{each} × {communes:communes}: {printed}"
    if population in OTHERS_TOO:
        template = "{each} × {communes:participants}: {printed}"
    calculation = words(template, each=each, communes=communes, printed=printed)
    return Derivation(calculation, (milestone.spot,))


def _promise_of_communes(case: Case, milestone: Milestone) -> Derivation:
    terms = []
    asked = [id for id in case.members or () if id in case.programme.participants]
    # of one alone its own promise is shown, also where it says that no value can be expected
    exempt = () if case.is_of_one else case.found.reported.exempt
    asked = [id for id in asked if id not in exempt and case.concerns(id)]
    for id in promising(case.programme, milestone, asked, case.year):
        target = target_of_commune(case.programme, case.located, milestone, id, case.year)
        if target is None:
            continue
        is_counted = case.indicator.over_communes == "count" and not case.is_of_one
        counted = Decimal(bool(target)) if is_counted else target
        if milestone.by_wording:
            terms.append(Term(counted, id, milestone.spot))
            continue
        shares = list(sharing(case.programme, case.located.id, milestone.year, id, case.year))
        for one in shares:
            commune = case.programme.participants[one]
            share = commune.value.targets.get(case.located.id, {}).get(milestone.year)
            is_added = len(shares) > 1 and case.indicator.over_communes == "sum" and share is not None
            at = commune.spot.at("targets", case.located.id, milestone.year)
            terms.append(Term(share if is_added and share is not None else counted, one, at))
            if not is_added:
                break
    spots = tuple(dict.fromkeys(spots_of(terms)))
    if case.indicator.over_communes in ("count", "sum"):
        return Derivation(added(terms), spots)
    return Derivation(words("the same for each: {communes}", communes=tuple(term.of for term in terms)), spots)


def _combined(case: Case) -> str:
    """What the value was made of: yes or no of each, the sum, the mean, or the ratio of the sums."""
    known = case.found.reported
    parts = (*known.parts, *known.former)
    if case.indicator.counts and not (case.is_of_one and case.indicator.kind == "count"):
        return " + ".join(term for part in parts if (term := _counted(case, part)))
    if case.indicator.kind in AVERAGES:
        return _averaged(case, parts)
    reports = [one for part in parts for one in part.reports]
    if case.indicator.kind != "ratio":
        values = [(one, value_of(case.indicator, one.observation)) for one in reports]
        return " + ".join(f"{value:f} ({_of(one)})" for one, value in values if value is not None)
    pairs = [(one, one.observation.numerator, one.observation.denominator) for one in reports]
    shares = [(one, n, d) for one, n, d in pairs if n is not None and d is not None]
    numerators = added(Term(n, _of(one), one.spot) for one, n, _ in shares)
    denominators = added(Term(d, _of(one), one.spot) for one, _, d in shares)
    return f"({numerators}) × 100 / ({denominators})"


def _counted(case: Case, part: Part) -> str:
    """Of one who is counted, whether it reached what it takes by the milestone that is due."""
    value = value_of_part(case.indicator, part)
    if value is None:
        return ""
    asked = asked_by(case.programme, case.year)
    needed = needed_by_each(case.programme, case.located, asked)
    is_met = value >= needed
    if case.indicator.kind != "count":
        return f"{int(is_met)} ({name(part.who)} {part.year}: {_said(case.indicator, part, needed, is_met)})"
    return f"{int(is_met)} ({name(part.who)} {part.year}: {value:f} {'>=' if is_met else '<'} {needed:f})"


def _said(indicator: Indicator, part: Part, needed: Decimal, is_met: bool) -> str:
    """The step against the one that is asked for; of words, and of what the officer holds to be reached, `achieved`."""
    seen = max(part.reports, key=lambda one: (value_of(indicator, one.observation) or Decimal(0), one.year)).observation
    if indicator.kind == "words" or seen.achieved:
        return f"achieved: {str(bool(seen.achieved)).lower()}"
    return f"{seen.step} {'>=' if is_met else '<'} {list(indicator.scale)[int(needed)]}"


def _averaged(case: Case, parts: Collection[Part]) -> str:
    """The values of each, and what is taken of them."""
    values = [(part, value_of_part(case.indicator, part)) for part in parts]
    shown = [f"{_exact(value)} ({name(part.who)} {part.year})" for part, value in values if value is not None]
    if case.indicator.kind == "mean":
        return f"({' + '.join(shown)}) / {len(shown)}"
    return f"{case.indicator.kind}({', '.join(shown)})"


def _observations(found: Judgement) -> tuple[Spot, ...]:
    return tuple(spot for part in (*found.reported.parts, *found.reported.former) for spot in part_at(part))


def _of(part: Observed) -> str:
    return f"{name(part.who)} {part.year}"


def _coverage(case: Case) -> Message:
    known = case.found.reported
    parts = known.of_this_year if case.indicator.adds_up else known.parts
    made = {part.who for part in parts}
    owed = [name(who) for who in known.expected if who not in made]
    reported = [f"{name(part.who)} {part.year}" for part in parts]
    left = [f"{name(part.who)} {part.year}" for part in known.former]
    return who_reported(reported, owed, [name(who) for who in known.exempt], left)


def _progress(case: Case) -> str:
    """The formula with its numbers."""
    found = case.found
    value, target = found.reported.value, found.due.value if found.due else None
    start = None if found.from_zero or found.start is None else found.start.value
    assert value is not None
    assert target is not None
    if start is None:
        return f"{_exact(value)} × 100 / {target:f}"
    from_there = _exact(start)
    return f"({_exact(value)} - {from_there}) × 100 / ({target:f} - {from_there})"


def _exact(value: object) -> str:
    """A number with no more digits than a person can use; a share that never ends is cut, and marked."""
    text = f"{value:f}"
    return text if len(text) <= 12 else f"{text[:12]}…"


def _inputs(case: Case) -> tuple[Spot, ...]:
    """The places of the baseline, the target, and what was reported."""
    found = case.found
    baseline = () if found.from_zero or found.start is None else found.start.spots
    target = of_promise(case, found.due).spots if found.due is not None else ()
    return (*baseline, *target, *_observations(found))


def _status(case: Case) -> Message:
    """Why the status is what it is."""
    found = case.found
    known, limits = found.reported, thresholds(case.programme)
    parts = {
        "value": _exact(known.value) if known.value is not None else "",
        "target": f"{found.due.value:f}" if found.due and found.due.value is not None else "",
        "made": len(known.of_this_year if case.indicator.adds_up else known.parts),
        "expected": len(known.expected),
        "progress": _exact(found.progress) if found.progress is not None else "",
        "upper": f"{limits.on_track:f}" if limits else "",
        "lower": f"{limits.behind:f}" if limits else "",
    }
    if found.due is not None and found.due.words and found.status is not Status.NOT_APPLICABLE:
        achieved = [one for part in known.parts if (one := part.reports[-1].observation).achieved and one.evidence]
        template = "due in words; reported by {made} of {expected}, achieved with evidence by {achieved}"
        return words(template, made=len(known.parts), expected=len(known.expected), achieved=len(achieved))
    if found.kept:
        return words("to be kept at {target}: {value}", **parts)
    if found.status is Status.NOT_REPORTED and not parts["target"]:
        return words("something is due of which nobody said how much, and nothing is reported")
    if found.status is Status.OFF_TRACK and (limits is None or found.progress is None):
        return words("{value} does not meet {target}", **parts)
    return Message(_REASONS[found.status].template, parts)


_REASONS = {
    Status.ACHIEVED: words("{value} meets {target}"),
    Status.ON_TRACK: words("{value} does not meet {target}; progress {progress} is {upper} or more"),
    Status.BEHIND: words("{value} does not meet {target}; progress {progress} is from {lower} to below {upper}"),
    Status.OFF_TRACK: words("{value} does not meet {target}; progress {progress} is below {lower}"),
    Status.INCOMPLETE: words("reported by {made} of {expected}, which makes {value}; {target} may not be met"),
    Status.NOT_REPORTED: words("{target} is due, and nothing is reported"),
    Status.NOT_DUE: words("nothing that has a value is due"),
    Status.NOT_APPLICABLE: words("all who would report declare that no value can be expected"),
}


def _limits(case: Case) -> tuple[Spot, ...]:
    """Where the thresholds stand that decide."""
    decided = case.found.status in (Status.ON_TRACK, Status.BEHIND, Status.OFF_TRACK)
    if not decided or case.found.progress is None or thresholds(case.programme) is None:
        return ()
    limits = case.programme.spot("programme.yaml", "reporting", "thresholds")
    return limits.at("on_track"), limits.at("behind")
