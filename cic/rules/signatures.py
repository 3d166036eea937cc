"""5xx, signatures: who reported a year and who approved it, and when."""

from __future__ import annotations

from collections.abc import Iterator

from cic.diagnostics import Problem, Severity, Spot
from cic.model.programme import Programme
from cic.model.report import CommuneReport, Report
from cic.rules.rule import problem, rule


@rule(
    code="CIC554",
    name="approved-before-reported",
    severity=Severity.ERROR,
    title="a report was approved before it was reported",
    hint="correct the day that is wrong",
)
def approved_before_reported(programme: Programme) -> Iterator[Problem]:
    """Reports, and parts of communes, that were approved on an earlier day than they were reported."""
    for spot, one, whole in _signed(programme):
        reported = one.reported or (whole.reported if whole is not None else None)
        if one.approved is not None and reported is not None and one.approved.date < reported.date:
            at = spot.at("reported", "date") if one.reported else Spot(spot.file, ("reported", "date"))
            yield problem(
                spot.at("approved", "date"),
                "it was approved on {approved}, but reported on {reported}",
                related=(at,),
                approved=one.approved.date,
                reported=reported.date,
            )


@rule(
    code="CIC555",
    name="signed-too-early",
    severity=Severity.WARNING,
    title="a year was reported or approved before it ended",
    hint="correct the day, or say under `early:` why it was before the end of the year",
)
def signed_too_early(programme: Programme) -> Iterator[Problem]:
    """Days before the end of the year that is reported, of which nothing says why."""
    for file, report in programme.reports.items():
        for path, one in _parts(report):
            for key in ("reported", "approved"):
                signed = one.reported if key == "reported" else one.approved
                if (
                    signed is not None
                    and signed.early is None
                    and (signed.date.year, signed.date.month, signed.date.day)
                    < (
                        report.year,
                        12,
                        31,
                    )
                ):
                    yield problem(
                        Spot(file, (*path, key, "date")),
                        "{day} is before the end of {year}, at which the values stand",
                        related=(Spot(file, ("year",)),),
                        day=signed.date,
                        year=report.year,
                    )


def _signed(programme: Programme) -> Iterator[tuple[Spot, Report | CommuneReport, Report | None]]:
    """Each report and each part of a commune, which is of a whole, with its place."""
    for file, report in programme.reports.items():
        for path, one in _parts(report):
            yield Spot(file, path), one, report if path else None


def _parts(report: Report) -> Iterator[tuple[tuple[str, ...], Report | CommuneReport]]:
    yield (), report
    for key, id, own in report.of_participants():
        yield (key, id), own


RULES = (approved_before_reported, signed_too_early)
