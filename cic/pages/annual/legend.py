"""What the words of the report mean."""

from __future__ import annotations

from collections.abc import Mapping

from cic.analysis.progress import thresholds
from cic.analysis.status import Status
from cic.base.message import Message
from cic.language import Figure
from cic.model.programme import Programme
from cic.model.reporting import Thresholds
from cic.pages.annual.section import Builder
from cic.pages.tables import Column, Table, words


def _table(programme: Programme) -> Table:
    """What the words for a status mean."""
    columns = (Column("status", words("Status"), "status"), Column("meaning", words("Meaning")))
    notes = (
        words("Progress is (reported - baseline) / (due - baseline); from zero where no comparable baseline is known."),
        words("The thresholds are the programme's own choice; the field has no standard."),
    )
    meanings = {**_judged_meanings(thresholds(programme)), **_MEANINGS}
    if any(located.value.targets_in_words for located in programme.each_indicator()):
        meanings[Status.REPORTED] = words("what is promised in words is reported, and nobody has proved it achieved")
    rows = tuple((status, meanings[status]) for status in Status if status in meanings)
    return Table("legend", words("Legend"), columns, rows, notes)


_MEANINGS: Mapping[Status, Message] = {
    Status.ACHIEVED: words("the value meets the milestone that is due, or passes it"),
    Status.INCOMPLETE: words(
        "not all who must have reported, and what is known does not meet the milestone yet, or may yet move from it"
    ),
    Status.NOT_REPORTED: words("a value is due and there is none; this is no zero"),
    Status.NOT_DUE: words("no milestone or deadline yet"),
    Status.NOT_APPLICABLE: words("declared so, with a reason"),
}


def _judged_meanings(limits: Thresholds | None) -> dict[Status, Message]:
    if limits is None:
        return {Status.OFF_TRACK: words("the milestone is not met; the programme sets no thresholds")}
    upper, lower = Figure(limits.on_track, False), Figure(limits.behind, False)
    return {
        Status.ON_TRACK: words("not met, progress of {limit} or more", limit=upper),
        Status.BEHIND: words("progress from {limit} to below {upper}", limit=lower, upper=upper),
        Status.OFF_TRACK: words("progress below {limit}, or not kept what was only to be kept", limit=lower),
    }


SECTION = Builder(lambda basis: [_table(basis.programme)])
