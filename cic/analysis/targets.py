"""What was promised of an indicator, by when, and by each: pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Literal, NamedTuple

from cic.base.periods import day
from cic.diagnostics import Spot
from cic.model.logframe import Indicator
from cic.model.programme import Located, Programme
from cic.model.stay import ALWAYS, Stay, there, with_merged

_ONE = Decimal(1)


class Milestone(NamedTuple):
    """A value promised for the end of a year, in the indicator's unit, and where that is written.

    value: None where it is that of a group of communes which have not all decided theirs.
    by_wording: the year is a deadline in the indicator's own words, and the value is what they promise to all.
    words: what is promised in words, where no value is.
    of_nobody: why nobody of a group has it, where that is so: they left before, or they came after.
    """

    year: int
    value: Decimal | None
    spot: Spot
    by_wording: bool = False
    of_nobody: Literal["withdrawn", "not due", ""] = ""
    words: str = ""


def asked_by(programme: Programme, year: int) -> int:
    """Up to when a milestone is due in the situation at the end of a year: its end, or today where that is before. What
    has not ended demands no value."""
    return min(year, day(programme.today))


def last_ended(programme: Programme) -> int:
    """The latest year, or part of one where that is reported, that has ended."""
    return programme.calendar.last_ended(day(programme.today))


def milestones(programme: Programme, located: Located[Indicator]) -> tuple[Milestone, ...]:
    """What was promised, by year: the targets, and the deadline of the wording where no target has its year."""
    indicator = located.value
    found = {
        year: Milestone(year, target.value, located.spot.at("targets", year, "value"))
        for year, target in indicator.targets.items()
    }
    for year, said in indicator.targets_in_words.items():
        found[year] = Milestone(
            year, None, located.spot.at("targets_in_words", year, "as_printed"), words=said.as_printed
        )
    deadline = indicator.deadline
    for year in deadline.years if deadline is not None else ():
        value = None if year in found else _promised_to_all(programme, indicator, year)
        if value is not None:
            found[year] = Milestone(year, value, located.spot.at("deadline"), by_wording=True)
    return tuple(found[year] for year in sorted(found))


def _promised_to_all(programme: Programme, indicator: Indicator, year: int) -> Decimal | None:
    """What an indicator's wording promises by its deadline: each commune reaches what the wording gives each; of
    what is not counted in communes, the first target after the deadline."""
    if indicator.level == "commune":
        each = promised_to_each(programme, indicator, year)
        population = programme.population(indicator.population) if indicator.population else ()
        return each * len(there(programme.stays["commune"], population, year)) if each and population else None
    after = min((milestone for milestone in indicator.targets if milestone >= year), default=None)
    return indicator.targets[after].value if after is not None else None


def promised_to_each(programme: Programme, indicator: Indicator, year: int) -> Decimal | None:
    """What the wording promises to each commune by a year; None where it does not say."""
    if indicator.over_communes == "count":
        return _ONE
    frequency = indicator.reading.frequency
    if indicator.over_communes != "sum" or frequency is None:
        return None
    if frequency.per == "programme":
        return frequency.at_least
    first = frequency.since or min(programme.years, default=None)
    last = year if frequency.until is None else min(year, frequency.until)
    if first is None or first > last:
        return None
    return frequency.at_least * sum(one <= last for one in programme.calendar.years(first, last))


def due(promised: tuple[Milestone, ...], year: int) -> Milestone | None:
    """The latest milestone at or before the year; None where none is due yet."""
    return max((one for one in promised if one.year <= year), default=None)


def is_due_in_words(programme: Programme, located: Located[Indicator], year: int) -> bool:
    """Whether the milestone that is due, or the first where none is due yet, is promised in words."""
    if not located.value.targets_in_words:
        return False
    promised = milestones(programme, located)
    milestone = due(promised, year) or following(promised, year)
    return milestone is not None and bool(milestone.words)


def following(promised: tuple[Milestone, ...], year: int) -> Milestone | None:
    """The first milestone after the year."""
    return min((one for one in promised if one.year > year), default=None)


def needed_by_each(programme: Programme, located: Located[Indicator], year: int) -> Decimal:
    """What one commune must reach to be counted: as the milestone asks that is due, or the first where none is due yet.
    A later one may ask for more: what was reached does not fall because time passes."""
    promised = milestones(programme, located)
    milestone = due(promised, year) or following(promised, year)
    target = located.value.targets.get(milestone.year) if milestone is not None else None
    if located.value.scale:
        return Decimal(_step_needed(located.value, milestone.year if milestone is not None else year))
    return (target.each if target is not None else None) or _ONE


def _step_needed(indicator: Indicator, year: int) -> int:
    """The place of the step that a milestone asks for: of a deadline in the wording, that of the first target after it;
    the highest where none is said."""
    after = min((milestone for milestone in indicator.targets if milestone >= year), default=None)
    place = indicator.place_of(indicator.targets[after].step) if after is not None else None
    return place if place is not None else len(indicator.scale) - 1


def target_of_commune(
    programme: Programme, located: Located[Indicator], milestone: Milestone, commune: str, year: int
) -> Decimal | None:
    """What a commune promised for a milestone, as seen at the end of a year; None where it is not decided.

    Of one that carries on after others it is the sum of theirs, unless it says otherwise; where communes are counted,
    it is one.
    """
    if milestone.by_wording:
        return promised_to_each(programme, located.value, milestone.year)
    shares = [
        programme.participants[one].value.targets.get(located.id, {}).get(milestone.year)
        for one in sharing(programme, located.id, milestone.year, commune, year)
    ]
    known = [share for share in shares if share is not None]
    if not known or len(known) < len(shares):
        return None
    if located.value.over_communes == "count":
        return max(known)
    if located.value.over_communes == "sum":
        return sum(known, Decimal(0))
    return known[0] if len(set(known)) == 1 else None


def sharing(programme: Programme, indicator: str, milestone: int, commune: str, year: int) -> Iterator[str]:
    """Whose targets for a milestone make that of a commune: its own, and of those that merged into it. One that began
    by a merger takes over those of its beginning only where it has none itself."""
    stays = programme.stays["commune"]
    waiting = [commune]
    while waiting:
        one = waiting.pop()
        stay = stays.get(one, ALWAYS)
        merged = [id for id in stay.predecessors if stays[id].hands_over and _has_gone(stays[id], max(milestone, year))]
        beginning = [id for id in merged if _began_with(stay, stays[id])]
        waiting += [id for id in merged if id not in beginning]
        if not beginning or milestone in programme.participants[one].value.targets.get(indicator, {}):
            yield one
        else:
            waiting += beginning


def promising(programme: Programme, milestone: Milestone, communes: Iterable[str], year: int) -> tuple[str, ...]:
    """Those of the communes whose targets for a milestone hold at the end of a year.

    The targets are withdrawn of those who left before the milestone; who merged has left them to whoever carries on;
    who came after it has none.
    """
    return tuple(one for one in communes if _promises(programme.stays["commune"], one, milestone.year, year))


def withdrawn(programme: Programme, milestone: Milestone, commune: str, year: int) -> bool:
    """Whether a commune left, or merged into another, before a milestone that it had a target for."""
    stay = programme.stays["commune"].get(commune, ALWAYS)
    return _has_gone(stay, max(milestone.year, year) if stay.hands_over else milestone.year)


def _promises(stays: Mapping[str, Stay], commune: str, milestone: int, year: int) -> bool:
    stay = stays.get(commune, ALWAYS)
    if _has_gone(stay, max(milestone, year) if stay.hands_over else milestone):
        return False
    lineage = with_merged(stays, commune, max(milestone, year))
    return any(stays.get(one, ALWAYS).has_come(milestone) for one in lineage)


def _has_gone(stay: Stay, year: int) -> bool:
    return stay.gone is not None and stay.gone <= year


def _began_with(stay: Stay, merged: Stay) -> bool:
    """Whether one that carries on was not there before the other merged into it."""
    return stay.since is not None and merged.until is not None and stay.since >= merged.until


def began_by_merger(programme: Programme, commune: str) -> bool:
    """Whether a commune was made of others in the time of the programme."""
    stays = programme.stays["commune"]
    stay = stays.get(commune, ALWAYS)
    return any(_began_with(stay, stays[id]) for id in stay.predecessors)
