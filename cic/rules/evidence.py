"""5xx, evidence: files of the data folder that prove what was reported, and of which kind evidence is."""

from __future__ import annotations

from collections.abc import Iterator

from cic.base.message import Message, Word
from cic.diagnostics import Problem, Severity, Spot
from cic.model.programme import Programme
from cic.model.vocabulary import word_of_evidence
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


@rule(
    code="CIC510",
    name="evidence-kind",
    severity=Severity.WARNING,
    title="evidence of a kind that the indicator does not list",
    hint="send the evidence that the indicator asks for, or acknowledge that other evidence was accepted",
    needs=("logframe",),
)
def evidence_kinds(programme: Programme) -> Iterator[Problem]:
    """The kind of evidence against the indicator's sources of verification."""
    for located, _, _ in programme.each_observation():
        indicator = programme.indicators.get(located.id)
        sources = indicator.value.sources_of_verification if indicator else {}
        for n, evidence in enumerate(located.value.evidence):
            if indicator is not None and evidence.kind not in sources:
                spot: Spot = located.spot.at("evidence", n, "kind")
                yield problem(
                    spot,
                    "{kind} is no source of verification of {indicator}: it accepts {known}",
                    related=(indicator.spot.at("sources_of_verification"),),
                    kind=word_of_evidence(programme.logframe, indicator.value, evidence.kind),
                    indicator=located.id,
                    known=tuple(Word(*one) for one in sources.items()) or Message("none"),
                )


RULES = (evidence_files, evidence_without_hash, evidence_kinds)
