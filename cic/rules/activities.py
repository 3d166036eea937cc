"""44x, activities: their days, how they stand, and what proves it. Of what says no more than its words
nothing is asked."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import pairwise

from cic.analysis.activities import Told, told
from cic.base.message import Word
from cic.base.periods import last_day
from cic.diagnostics import Problem, Severity
from cic.model.logframe import Activity
from cic.model.programme import Located, Programme
from cic.model.scalars import Text
from cic.model.vocabulary import ACTIVITY_STATES, word
from cic.rules.rule import problem, rule

_LOGFRAME_READ = frozenset(("logframe",))


@rule(
    code="CIC443",
    name="activity-days",
    severity=Severity.ERROR,
    title="days of an activity that cannot be",
    hint="correct the days, or move what happened later to the report of its year",
)
def activity_days(programme: Programme) -> Iterator[Problem]:
    """Activities that end before they begin, and reports of what happened after their year."""
    for one in programme.each_activity():
        start, end = one.value.start, one.value.end
        if start is not None and end is not None and end < start:
            template = "{activity} is to end on {end}, before it begins on {start}"
            related = (one.spot.at("start"),)
            yield problem(one.spot.at("end"), template, related=related, activity=one.id, end=end, start=start)
    for id, reports in told(programme).items():
        for report in reports:
            yield from _days_told(id, report)


def _days_told(id: str, report: Told) -> Iterator[Problem]:
    started, ended, spot = report.value.started, report.value.ended, report.spot
    if started is not None and ended is not None and ended < started:
        template = "{activity} ended on {end}, before it began on {start}"
        yield problem(spot.at("ended"), template, related=(spot.at("started"),), activity=id, end=ended, start=started)
        return
    for key, day in (("started", started), ("ended", ended)):
        if day is not None and day > last_day(report.year):
            template = "{day} of {activity} comes after {year}, of which this is the report"
            yield problem(spot.at(key), template, day=day, activity=id, year=report.year)


@rule(
    code="CIC444",
    name="activity-evidence",
    severity=Severity.WARNING,
    title="an activity is completed, and nothing proves it",
    hint="add under `evidence:` of the report what proves that it took place, of a kind that the activity accepts",
    needs=_LOGFRAME_READ,
)
def completed_without_evidence(programme: Programme) -> Iterator[Problem]:
    """Completed activities for which nothing is named that proves it, in that report or one before of the same."""
    found = told(programme)
    for activity in programme.each_activity():
        reports = found.get(activity.id, [])
        said_or_proved = any(one.value.status or one.value.evidence for one in reports)
        if activity.value.status == "completed" and not said_or_proved:
            template = "{activity} is completed, and no report names what proves it"
            yield problem(activity.spot.at("status"), template, activity=activity.id)
        for who in dict.fromkeys(one.who for one in reports):
            yield from _of_one(activity, [one for one in reports if one.who == who])


def _of_one(activity: Located[Activity], reports: list[Told]) -> Iterator[Problem]:
    """Of one who reports: the first report that says completed."""
    accepted = _accepted(activity.value)
    for n, one in enumerate(reports):
        if one.value.status != "completed":
            continue
        proofs = [(each.spot.at("evidence", m), proof) for each in reports[: n + 1]
                  for m, proof in enumerate(each.value.evidence)]  # fmt: skip
        if not proofs:
            template = "{activity} is reported as completed without evidence"
            yield problem(one.spot.at("status"), template, related=(activity.spot.key(),), activity=activity.id)
        elif accepted and not any(proof.kind in accepted for _, proof in proofs):
            yield problem(
                proofs[0][0].at("kind"),
                "nothing that is named proves that {activity} is completed: it accepts {known}",
                related=(one.spot.at("status"), *(spot.at("kind") for spot, _ in proofs[1:])),
                activity=activity.id,
                known=tuple(Word(*one) for one in accepted.items()),
            )
        return


def _accepted(activity: Activity) -> dict[str, Text]:
    """What may prove that it took place, by kind: what it lists, and what proves its indicators."""
    accepted: dict[str, Text] = dict(activity.sources_of_verification)
    for indicator in activity.indicators.values():
        accepted.update(indicator.sources_of_verification)
    return accepted


@rule(
    code="CIC445",
    name="activity-status",
    severity=Severity.WARNING,
    title="the status of an activity contradicts its days, or what was reported before",
    hint="correct the status or the day; an activity that is taken up again has another id",
)
def contradicting_status(programme: Programme) -> Iterator[Problem]:
    """How an activity stands, against its days and against earlier reports of the same."""
    for one in programme.each_activity():
        status, start = one.value.status, one.value.start
        if status in _BEGUN and start is not None and start > programme.today:
            template = "{activity} is {status}, but is to begin on {day}"
            yield _contradiction(one, template, status, start)
    for id, reports in told(programme).items():
        for who in dict.fromkeys(one.who for one in reports):
            own = [one for one in reports if one.who == who]
            for report in own:
                yield from _against_days(id, report)
            said = [one for one in own if one.value.status is not None]
            for earlier, later in pairwise(said):
                if earlier.value.status in _OVER and later.value.status != earlier.value.status:
                    yield problem(
                        later.spot.at("status"),
                        "{activity} was {before} in {earlier}, and is {status} in {year}",
                        related=(earlier.spot.at("status"),),
                        activity=id,
                        before=_word(earlier.value.status),
                        earlier=earlier.year,
                        status=_word(later.value.status),
                        year=later.year,
                    )


_BEGUN = ("ongoing", "completed", "suspended")
_OVER = ("completed", "cancelled")


def _word(status: str | None) -> object:
    return word(status or "", ACTIVITY_STATES)


def _contradiction(one: Located[Activity], template: str, status: str | None, day: datetime.date) -> Problem:
    related = (one.spot.at("start"),)
    return problem(one.spot.at("status"), template, related=related, activity=one.id, status=_word(status), day=day)


def _against_days(id: str, report: Told) -> Iterator[Problem]:
    status, started, ended = report.value.status, report.value.started, report.value.ended
    if status == "planned" and started is not None:
        template = "{activity} is {status}, but began on {day}"
        key, day = "started", started
    elif status not in (None, *_OVER) and ended is not None:
        template = "{activity} is {status}, but ended on {day}"
        key, day = "ended", ended
    else:
        return
    yield problem(
        report.spot.at("status"), template, related=(report.spot.at(key),), activity=id, status=_word(status), day=day
    )


RULES = (activity_days, completed_without_evidence, contradicting_status)
