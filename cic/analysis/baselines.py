"""From where progress is measured: the value before the programme, of the whole or of each. Pure functions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from cic.analysis.actuals import Reported
from cic.analysis.combining import Part, combined, value_of_part
from cic.analysis.targets import asked_by, needed_by_each
from cic.diagnostics import Spot
from cic.model.logframe import Indicator
from cic.model.programme import Located, Observed, Programme
from cic.model.promises import Baseline, OwnBaseline
from cic.model.report import Observation
from cic.model.stay import ALWAYS


class Start(NamedTuple):
    """The value before the programme.

    parts: what it is combined of, where it is not the programme's own. year: the latest in which any of it was
    measured, where that is said.
    """

    value: Decimal
    spots: tuple[Spot, ...]
    parts: tuple[tuple[str, OwnBaseline, Spot], ...] = ()
    year: int | None = None


def start_of(
    programme: Programme,
    located: Located[Indicator],
    known: Reported,
    year: int,
    members: Collection[str] | None = None,
) -> Start | None:
    """Where those start who take part in what was reported by a year: the whole programme from its own baseline, else
    from those of all who report; a group from those of its members. None where it is not known of one of them, or what
    is known measures something else."""
    baseline = located.value.baseline
    if members is None and baseline is not None and baseline.comparable:
        return Start(baseline.value, (located.spot.at("baseline", "value"),), (), baseline.year)
    who = dict.fromkeys((*known.expected, *(part.who for part in known.former)))
    return combined_start(programme, located, who, year, is_alone=members is not None and len(members) == 1)


def combined_start(
    programme: Programme, located: Located[Indicator], who: Iterable[str], year: int, is_alone: bool = False
) -> Start | None:
    """What the baselines of all of these make together, as their values do; None where one of them has none. is_alone:
    of one, where communes are counted, what it has itself."""
    indicator = located.value
    if not indicator.baselines:
        return None
    found: list[tuple[str, OwnBaseline, Spot]] = []
    parts: list[Part] = []
    for one in who:
        own = list(_of_lineage(programme, indicator, one))
        if not own or not all(id in indicator.baselines for id in own):
            return None
        at = [(id, indicator.baselines[id], located.spot.at("baselines", id)) for id in own]
        parts.append(Part(one, tuple(Observed(id, 0, spot, _observed(it)) for id, it, spot in at), 0))
        found += at
    needed = needed_by_each(programme, located, asked_by(programme, year))
    value = value_of_part(indicator, parts[0]) if is_alone and _counts(indicator, parts) else None
    value = combined(indicator, parts, needed) if value is None else value
    if value is None:
        return None
    years = [one.year for _, one, _ in found if one.year is not None]
    return Start(value, tuple(spot for *_, spot in found), tuple(found), max(years, default=None))


def _counts(indicator: Indicator, parts: list[Part]) -> bool:
    return indicator.counts and len(parts) == 1


def _of_lineage(programme: Programme, indicator: Indicator, who: str) -> Iterator[str]:
    """Whose baselines make that of one: its own, else those of all that merged into it."""
    waiting = [who]
    while waiting:
        one = waiting.pop()
        merged = programme.stays[indicator.level].get(one, ALWAYS).predecessors
        if one in indicator.baselines or not merged:
            yield one
        else:
            waiting += merged


def _observed(own: OwnBaseline) -> Observation:
    return Observation(value=own.value, numerator=own.numerator, denominator=own.denominator)


def late(programme: Programme, baseline: Baseline | OwnBaseline | Start) -> bool:
    """Whether a baseline was measured when the programme had begun."""
    first = min(programme.years, default=None)
    return baseline.year is not None and first is not None and baseline.year >= first
