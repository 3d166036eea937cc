"""5xx, closed years: who was there in a year that was closed stays as it was, or a correction says why not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cic.analysis.corrections import NewCorrections, new_corrections
from cic.diagnostics import Problem, Severity, Spot
from cic.model.partnership import Participant, Partnership
from cic.model.programme import Programme
from cic.model.stay import Stay
from cic.rules.rule import comparison, problem
from cic.rules.uncorrected import closed_years_of


class _Member(NamedTuple):
    """A commune or a partnership: its level, its place, its path as corrections write it, and what is said of it."""

    level: str
    id: str
    spot: Spot
    path: str
    value: Participant | Partnership


@comparison(
    code="CIC534",
    name="closed-year-members",
    severity=Severity.ERROR,
    title="who was there in a closed year was changed without a correction",
    hint="correct the day, or say under `corrections:` of the file, by its path, why it was not known in time",
    needs=("programme", "partnership"),
)
def closed_years_members(before: Programme, after: Programme) -> Iterator[Problem]:
    """Days of coming, leaving or merging that change who was there at the end of a closed year."""
    closed = closed_years_of(before).get(before.folder, {})
    if not closed:
        return
    known = {(one.level, one.id): one.value for one in _members(before)}
    written = new_corrections(before, after)
    for one in _members(after):
        was = known.get((one.level, one.id))
        if _said(one.value) == (_said(was) if was is not None else None) or _is_corrected(one, written):
            continue
        stay, earlier = after.stays[one.level][one.id], before.stays[one.level].get(one.id)
        for year, day in sorted(closed.items()):
            found = _difference(earlier, stay, year)
            if found:
                key = "until" if one.value.until is not None else "since" if one.value.since is not None else ""
                yield problem(
                    one.spot.at(key).key() if key else one.spot.key(),
                    _SAID[found],
                    who=one.id,
                    year=year,
                    closed=str(day),
                    into=stay.successor,
                )
                break


def _members(programme: Programme) -> Iterator[_Member]:
    for file, partnership in programme.partnerships.items():
        yield _Member("partnership", partnership.id, Spot(file), "", partnership)
    for located in programme.each_participant():
        yield _Member("commune", located.id, located.spot, f"{located.spot.path[0]}[{located.id}]", located.value)


def _said(value: Participant | Partnership) -> tuple[object, ...]:
    return value.since, value.until.date if value.until else None, value.merged_into


def _is_corrected(one: _Member, written: NewCorrections) -> bool:
    """Whether a correction that came with the change speaks of the days of this one."""
    paths = {said.correction.path for said in written.get(one.spot.file, ())}
    dot = f"{one.path}." if one.path else ""
    days = (f"{dot}{key}" for key in ("since", "until", "until.date", "merged_into"))
    return not paths.isdisjoint((one.path or "communes", *days))


def _difference(was: Stay | None, now: Stay, year: int) -> str:
    """What is not as it was at the end of a closed year, by its key in `_SAID`; empty where nothing is."""
    was_there, is_there = was is not None and was.is_there(year), now.is_there(year)
    if was_there and not is_there:
        return "merged" if now.hands_over else "left"
    if is_there and not was_there:
        return "came"
    heir = _heir(now, year)
    return "merged" if heir and (was is None or _heir(was, year) != heir) else ""


def _heir(stay: Stay, year: int) -> str:
    """Who carries on at the end of a year; empty where it has not merged by then."""
    return stay.successor if stay.has_passed_on(year) else ""


_SAID = {
    "left": "{year} was closed on {closed}, but {who}, which was there at its end, is said to have left by then",
    "merged": "{year} was closed on {closed}, but {who} is said to have merged into {into} by its end",
    "came": "{year} was closed on {closed}, but {who}, which was not there at its end, is said to have been",
}


RULES = (closed_years_members,)
