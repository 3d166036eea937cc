"""5xx, evidence: files of the data folder that prove what was reported."""

from __future__ import annotations

from collections.abc import Iterator

from cic.diagnostics import Problem, Severity, Spot
from cic.model.programme import Programme
from cic.rules.rule import problem, rule


@rule(
    code="CIC527",
    name="evidence-file",
    severity=Severity.ERROR,
    title="a file that proves something is not there, or is another one",
    hint="put the file into the data folder, with the SHA-256 that the report gives; or correct the report",
)
def evidence_files(programme: Programme) -> Iterator[Problem]:
    """Files that reports name as evidence: that they are there, and the same as when they were named."""
    for file, report in programme.reports.items():
        for path, one in report.evidence():
            if one.file is None:
                continue
            spot, has = Spot(file, (*path, "file")), programme.attached.get(one.file)
            if has is None:
                yield problem(spot, "there is no file {file} in the data folder", file=one.file)
            elif not has:
                yield problem(spot, "the file {file} cannot be read", file=one.file)
            elif one.sha256 is not None and one.sha256 != has:
                yield problem(
                    Spot(file, (*path, "sha256")),
                    "{file} is another file than the one that was named: its SHA-256 is {found}",
                    related=(spot,),
                    expected=one.sha256,
                    found=has,
                    file=one.file,
                )


@rule(
    code="CIC528",
    name="evidence-hash",
    severity=Severity.INFO,
    title="a file that proves something, without its SHA-256",
    hint="write sha256: {sha256} beside it, so that nobody can put another file in its place unseen",
)
def evidence_without_hash(programme: Programme) -> Iterator[Problem]:
    """Files that could become others without anybody seeing it."""
    for file, report in programme.reports.items():
        for path, one in report.evidence():
            has = programme.attached.get(one.file or "")
            if has and one.sha256 is None:
                template = "the SHA-256 of {file} is missing: {sha256}"
                yield problem(Spot(file, (*path, "file")), template, file=one.file, sha256=has)


RULES = (evidence_files, evidence_without_hash)
