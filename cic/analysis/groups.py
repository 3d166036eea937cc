"""How a group of communes or partnerships stands, and one alone: pure functions."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from cic.analysis.actuals import Reported, reported
from cic.analysis.baselines import start_of
from cic.analysis.combining import value_of_part
from cic.analysis.progress import Judgement, judge, thresholds
from cic.analysis.targets import (
    Milestone,
    asked_by,
    due,
    following,
    milestones,
    promising,
    target_of_commune,
    withdrawn,
)
from cic.model.kept import kept
from cic.model.logframe import Indicator
from cic.model.programme import Located, Programme
from cic.model.stay import there


def concerns(programme: Programme, indicator: Indicator, members: Collection[str]) -> bool:
    """Whether any of the members reports the indicator."""
    if indicator.level == "commune":
        everyone = programme.population(indicator.population) if indicator.population else ()
        return any(id in everyone for id in members)
    return indicator.level == "partnership" and any(id in programme.partnership_files for id in members)


def group_judgement(
    programme: Programme, located: Located[Indicator], year: int, members: Collection[str]
) -> Judgement:
    """How a group of communes stands against the targets that they carry themselves; from zero where no baseline is
    known of one of them. A milestone that one of them has not decided has no value for the group."""
    promised = milestones(programme, located)
    asked = asked_by(programme, year)
    known = reported(programme, located, year, members)
    if len(members) == 1:
        known = known._replace(value=_of_one(located.value, known) if known.value is not None else None)
    latest, next_one = due(promised, asked), following(promised, asked)
    members = [who for who in members if who not in known.exempt]
    start = start_of(programme, located, known, year, members)
    return judge(
        located.value,
        known,
        group_milestone(programme, located, latest, members, year) if latest else None,
        group_milestone(programme, located, next_one, members, year) if next_one else None,
        start.value if start else None,
        thresholds(programme),
    )._replace(start=start)


def _of_one(indicator: Indicator, known: Reported) -> Decimal | None:
    """The value of one who reports alone: where communes are counted, what it has reached itself."""
    if indicator.kind != "count":
        return known.value
    return value_of_part(indicator, (*known.parts, *known.former)[0])


def group_milestone(
    programme: Programme, located: Located[Indicator], milestone: Milestone, members: Collection[str], year: int
) -> Milestone:
    """The milestone with the group's own value as seen at the end of a year: the sum of its communes', for a share the
    one that they have all; of one commune alone its own."""
    if milestone.words:
        return milestone
    if located.value.level != "commune":
        return _milestone_of_partnerships(programme, located.value, milestone, members)
    population = programme.population(located.value.population) if located.value.population else {}
    asked = [id for id in members if id in population]
    targets = [
        target_of_commune(programme, located, milestone, id, year)
        for id in promising(programme, milestone, asked, year)
    ]
    known = [target for target in targets if target is not None]
    if not targets and asked:
        is_withdrawn = any(withdrawn(programme, milestone, id, year) for id in asked)
        return milestone._replace(value=None, of_nobody="withdrawn" if is_withdrawn else "not due")
    if len(known) < len(targets) or not known:
        return milestone._replace(value=None)
    if located.value.over_communes in ("count", "sum"):
        is_own = located.value.over_communes == "sum" or len(members) == 1
        return milestone._replace(value=sum(known if is_own else [Decimal(bool(one)) for one in known], Decimal(0)))
    return milestone._replace(value=known[0] if len(set(known)) == 1 else None)


@kept
def _partnerships_there(programme: Programme, year: int) -> frozenset[str]:
    """The partnerships that are there at the end of a year."""
    return frozenset(there(programme.stays["partnership"], programme.partnership_files, year))


def _milestone_of_partnerships(
    programme: Programme, indicator: Indicator, milestone: Milestone, members: Collection[str]
) -> Milestone:
    """No document says what a single partnership promises; but where all must have something, each must. Of one that
    left nothing is asked."""
    stays = [programme.stays["partnership"][id] for id in members if id in programme.partnership_files]
    if stays and not any(stay.gone is None or stay.gone > milestone.year for stay in stays):
        return milestone._replace(value=None, of_nobody="withdrawn")
    if len(programme.partnership_files) == 1:
        return milestone
    everyone = _partnerships_there(programme, milestone.year)
    if indicator.kind == "count" and milestone.value is not None and milestone.value >= len(everyone):
        own = sum(id in everyone for id in members)
        return milestone._replace(value=Decimal(own) if own else None)
    return milestone._replace(value=None)
