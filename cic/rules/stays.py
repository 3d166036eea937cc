"""5xx, who is there when: who comes, leaves and merges, what they report, and what is promised without them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from cic.analysis.targets import Milestone, promising, target_of_commune, withdrawn
from cic.base.message import Message
from cic.base.periods import first_day, last_day
from cic.diagnostics import Problem, Severity, Spot
from cic.model.kept import kept
from cic.model.partnership import Participant, Partnership
from cic.model.programme import Programme
from cic.model.stay import ALWAYS, Stay, in_circles, there
from cic.model.vocabulary import OTHERS_TOO
from cic.rules.having import participants_with, partnerships_with
from cic.rules.rule import problem, rule
from cic.rules.targets import adds_up

_ALL_READ = frozenset(("programme", "partnership"))


class _Member(NamedTuple):
    """A commune, a partner or a partnership, with its level, and the place of its block."""

    level: str
    id: str
    spot: Spot
    value: Participant | Partnership


@kept
def _members(programme: Programme) -> Sequence[_Member]:
    """Those of whom anything is said: most are there from the start to the end."""
    members = [
        _Member("partnership", partnership.id, Spot(file), partnership)
        for file, partnership in partnerships_with(programme, *_OF_STAYS)
    ]
    members += [
        _Member("commune", located.id, located.spot, located.value)
        for located in participants_with(programme, *_OF_STAYS)
    ]
    return members


_OF_STAYS = ("since", "until", "merged_into")


@rule(
    code="CIC531",
    name="stay-impossible",
    severity=Severity.ERROR,
    title="days of coming, leaving or merging that cannot be",
    hint="correct the day, or the id of who carries on",
    needs=_ALL_READ,
)
def impossible_stays(programme: Programme) -> Iterator[Problem]:
    """Days of coming, leaving or merging that cannot be."""
    successors: Mapping[str, dict[str, str]] = {"partnership": {}, "commune": {}}
    for one in _members(programme):
        if one.value.merged_into is not None:
            successors[one.level][one.id] = one.value.merged_into
    circular = {level: in_circles(own) for level, own in successors.items()}
    for one in _members(programme):
        yield from _days(programme, one)
        if one.value.merged_into is not None:
            yield from _merger(programme, one, one.value.merged_into, one.id in circular[one.level])


def _days(programme: Programme, one: _Member) -> Iterator[Problem]:
    since, until = one.value.since, one.value.until
    years = programme.years
    if since is not None and until is not None and since > until.date:
        yield problem(
            one.spot.at("until", "date"),
            "{who} left on {until}, before it came on {since}; who comes back has a new entry, with an id of its own",
            related=(one.spot.at("since"),),
            who=one.id,
            until=until.date.isoformat(),
            since=since.isoformat(),
        )
    if not years:
        return
    first, last = years[0], years[-1]
    if since is not None and since > last_day(last):
        template = "{who} came on {since}, but the programme runs from {first} to {last}"
        yield problem(one.spot.at("since"), template, who=one.id, since=since.isoformat(), first=first, last=last)
    if until is not None and until.date < first_day(first):
        template = "{who} left on {until}, but the programme runs from {first} to {last}"
        day = until.date.isoformat()
        yield problem(one.spot.at("until", "date"), template, who=one.id, until=day, first=first, last=last)


def _merger(programme: Programme, one: _Member, into: str, is_circular: bool) -> Iterator[Problem]:
    spot, until = one.spot.at("merged_into"), one.value.until
    if is_circular:
        yield problem(spot, "{who} would carry on after itself: {into} merged into it", who=one.id, into=into)
        return
    if until is None:
        yield problem(spot, "{who} merged into {into}, but no day says when: write `until:`", who=one.id, into=into)
        return
    heir = programme.stays[one.level].get(into)
    day = until.date + datetime.timedelta(days=1) if until.date < datetime.date.max else until.date
    if heir is not None and not _is_there_on(heir, day):
        yield problem(
            spot,
            "{who} merged into {into}, which is not there on {day}, the day after",
            related=(one.spot.at("until", "date"),),
            who=one.id,
            into=into,
            day=day.isoformat(),
        )


def _is_there_on(stay: Stay, day: datetime.date) -> bool:
    return (stay.since is None or stay.since <= day) and (stay.until is None or stay.until >= day)


@rule(
    code="CIC532",
    name="report-outside-stay",
    severity=Severity.ERROR,
    title="a report of a year in which the reporter was not in the programme",
    hint="delete the observations or correct the day; after a merger, report for who carries on",
    needs=_ALL_READ,
)
def reports_outside_stays(programme: Programme) -> Iterator[Problem]:
    """Reports of years before the commune or the partnership came, or after it left or merged."""
    for file, report in programme.reports.items():
        places: list[tuple[str, str, tuple[str, ...]]] = [
            ("commune", id, (key, id)) for key, id, own in report.of_participants() if own.observations
        ]
        if report.partnership is not None and report.observations:
            places.append(("partnership", report.partnership, ("observations",)))
        for level, id, path in places:
            stay = programme.stays[level].get(id, ALWAYS)
            if stay.was_there(report.year):
                continue
            is_early = stay.since is not None and stay.since > last_day(report.year)
            day = stay.since if is_early else stay.until
            template = _OUTSIDE["early" if is_early else "merged" if stay.hands_over else "late"]
            yield problem(
                Spot(file, path).key(),
                template,
                related=tuple(_place_of(programme, level, id, "since" if is_early else "until")),
                who=id,
                day=day.isoformat() if day else "",
                year=report.year,
                into=stay.successor,
            )


_OUTSIDE = {
    "early": "{who} came on {day}: what it reports of {year} counts in no figure",
    "late": "{who} left on {day}: what it reports of {year} counts in no figure",
    "merged": "{who} merged into {into}, its last day was {day}: what it reports of {year} counts in no figure",
}


def _place_of(programme: Programme, level: str, id: str, key: str) -> Iterator[Spot]:
    """Where the day stands: with the commune, or with its partnership where that left."""
    owner = id
    if level == "commune":
        located = programme.participants[id]
        owner = located.owner
        if getattr(located.value, key) is not None:
            yield located.spot.at(key)
            return
    file = programme.partnership_files.get(owner)
    if file is not None and getattr(programme.partnerships[file], key) is not None:
        yield Spot(file, (key,))


@rule(
    code="CIC533",
    name="promise-without-those-who-left",
    severity=Severity.WARNING,
    title="the programme still promises what those had as their targets who left",
    hint="allocate it to others, or accept the finding until the programme is amended",
    needs=("programme", "logframe", "partnership"),
)
def promises_without_who_left(programme: Programme) -> Iterator[Problem]:
    """What the programme still promises, against what is still allocated to communes."""
    if all(one.value.until is None for one in _members(programme)):
        return
    promised = list(_promises(programme))
    told: set[tuple[str, datetime.date]] = set()
    for one in _members(programme):
        if one.value.until is None:
            continue
        merger = (one.value.merged_into or "", one.value.until.date)
        if (one.level == "partnership" and one.value.merged_into is not None) or merger in told:
            continue
        if merger[0]:
            told.add(merger)
        short = [promise for promise in promised if _had_a_share(programme, one, promise)]
        if short:
            template = "without {who} the communes' targets make less than the programme promises: {values}"
            if any(promise.others_too for promise in short):
                template = "without {who} the targets of the others make less than the programme promises: {values}"
            yield problem(
                one.spot.at("until"),
                template,
                related=tuple(promise.milestone.spot for promise in short),
                who=one.id,
                values=tuple(_said(promise) for promise in short),
            )
    yield from _fewer_partnerships(programme)


def _fewer_partnerships(programme: Programme) -> Iterator[Problem]:
    """Partnerships that left or merged before more of them are to be counted than are still there."""
    stays = programme.stays["partnership"]
    promised = list(_promises_of_partnerships(programme))
    for one in _members(programme):
        if one.level == "partnership" and one.value.until is not None:
            short = [promise for promise in promised if not stays[one.id].is_there(promise.milestone.year)]
            if short:
                yield problem(
                    one.spot.at("until"),
                    "without {who} there are fewer partnerships than the programme promises: {values}",
                    related=tuple(promise.milestone.spot for promise in short),
                    who=one.id,
                    values=tuple(_said(promise) for promise in short),
                )


def _promises_of_partnerships(programme: Programme) -> Iterator[_Promise]:
    """The promises that count partnerships of which fewer are there, and not fewer than were promised before."""
    stays, everyone = programme.stays["partnership"], programme.partnership_files
    for located in programme.each_indicator():
        if located.value.level == "partnership" and located.value.kind == "count":
            for year, target in sorted(located.value.targets.items()):
                left = len(there(stays, everyone, year))
                if left < target.value <= len(everyone) and located.value.direction != "decrease":
                    milestone = Milestone(year, target.value, located.spot.at("targets", year, "value"))
                    yield _Promise(located.id, milestone, target.value, Decimal(left), True, False)


class _Promise(NamedTuple):
    """A promise of the programme that communes share, and what those have of it who are there in its year."""

    located: str
    milestone: Milestone
    promised: Decimal
    allocated: Decimal
    is_counted: bool
    others_too: bool


def _promises(programme: Programme) -> Iterator[_Promise]:
    """The promises of which less is allocated than the programme promises."""
    for located in programme.each_indicator():
        population = located.value.population
        # of a falling indicator the promise is kept by fewer as well
        if not adds_up(located.value) or population is None or located.value.direction == "decrease":
            continue
        for year, target in sorted(located.value.targets.items()):
            milestone = Milestone(year, target.value, located.spot.at("targets", year, "value"))
            those = promising(programme, milestone, programme.population(population), year)
            shares = [target_of_commune(programme, located, milestone, one, year) for one in those]
            known = [share for share in shares if share is not None]
            each = target.each or Decimal(1)
            is_sum = located.value.over_communes == "sum"
            allocated = sum(known, Decimal(0)) if is_sum else Decimal(sum(share >= each for share in known))
            if allocated < target.value:
                yield _Promise(located.id, milestone, target.value, allocated, not is_sum, population in OTHERS_TOO)


def _had_a_share(programme: Programme, one: _Member, promise: _Promise) -> bool:
    """Whether who left had a target for the promise, which is withdrawn. A sum passes on to whoever carries on; where
    communes are counted, those who merged are one."""
    if one.value.merged_into is not None and not promise.is_counted:
        return False
    communes: Mapping[str, Participant] = {}
    if not isinstance(one.value, Partnership):
        communes = {one.id: one.value}
    elif one.value.until is not None:
        last = one.value.until.date
        communes = {
            id: commune
            for id, commune in one.value.participants.items()
            if commune.until is None or commune.until.date > last
        }
    year = promise.milestone.year
    return any(
        promise.located in commune.targets
        and bool(commune.targets[promise.located].get(year))
        and withdrawn(programme, promise.milestone, id, year)
        for id, commune in communes.items()
    )


def _said(promise: _Promise) -> Message:
    return Message(
        "{indicator} in {year}: {sum} of {stated}",
        {
            "indicator": promise.located,
            "year": promise.milestone.year,
            "sum": promise.allocated,
            "stated": promise.promised,
        },
    )


RULES = (
    impossible_stays,
    reports_outside_stays,
    promises_without_who_left,
)
