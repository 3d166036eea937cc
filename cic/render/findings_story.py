"""Accepted findings as a page to read: what is wrong in the documents, where, how much it matters, what to ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cic.findings import Finding, Severity
from cic.model.acknowledgements import Cause
from cic.render.harmless import harmless
from cic.render.table_plain import escaped
from cic.texts import counted

_THEMES = {
    "CIC2": "Numbers, labels and references",
    "CIC3": "Money",
    "CIC4": "The logical framework",
    "CIC5": "Targets per commune and reports",
    "CIC6": "Communes, contacts and population",
    "CIC7": "Risks, synergies and what documents claim",
}
_WEIGHT = {
    Severity.ERROR: "a figure or a promise that cannot be true",
    Severity.WARNING: "two statements that disagree, or something that is missing",
    Severity.INFO: "spelling and form",
}


def story(name: str, findings: Sequence[Finding], causes: Mapping[str, Cause], prefix: str) -> str:
    """The page, in Markdown. `prefix` leads from the page to the data folder."""
    return "\n".join(_page(name, findings, causes, prefix)) + "\n"


def _page(name: str, findings: Sequence[Finding], causes: Mapping[str, Cause], prefix: str) -> Iterator[str]:
    yield "# What contradicts itself in the approved documents"
    yield ""
    yield f"*{escaped(name)}*"
    yield ""
    yield "The data say what the documents say. `cic validate` finds"
    places = counted(len(findings), "place")
    yield f"{places} where that cannot all be true, and people have read and accepted each with a reason."
    yield "This page is made of these reasons (`cic findings`)."
    yield ""
    yield "| how much it matters | findings |"
    yield "|---|---:|"
    for severity, weight in _WEIGHT.items():
        yield f"| {severity.label}: {weight} | {sum(f.severity is severity for f in findings)} |"
    by_cause = {id: [f for f in findings if f.acknowledged and f.acknowledged.cause == id] for id in causes}
    if by_cause:
        yield from ("", "## What several of them have in common")
    for id, cause in causes.items():
        yield from ("", f"### {_text(cause.title)}", "", _text(cause.story), "")
        yield from (f"- {_place(f, prefix)} {escaped(str(f.message))}" for f in by_cause[id])
    yield from _questions(findings, prefix)
    for start, theme in _THEMES.items():
        own = sorted((f for f in findings if f.code.startswith(start)), key=lambda f: -f.severity)
        if own:
            yield from ("", f"## {theme}")
        for finding in own:
            yield from _entry(finding, prefix)


def _questions(findings: Sequence[Finding], prefix: str) -> Iterator[str]:
    asked: dict[str, list[Finding]] = {}
    for finding in sorted(findings, key=lambda f: -f.severity):
        if finding.acknowledged and finding.acknowledged.ask:
            asked.setdefault(_text(finding.acknowledged.ask), []).append(finding)
    if asked:
        yield from ("", "## What to ask", "")
    for number, (question, about) in enumerate(asked.items(), 1):
        yield f"{number}. {question} ({', '.join(_place(f, prefix) for f in about)})"


def _entry(finding: Finding, prefix: str) -> Iterator[str]:
    yield ""
    yield f"**{finding.severity.label}** {finding.code} {finding.rule}, {_place(finding, prefix)}  "
    yield escaped(str(finding.message))
    if finding.acknowledged:
        for language, reason in finding.acknowledged.reason.items():
            yield from ("", f"> {language}: {escaped(' '.join(reason.split()))}")


def _place(finding: Finding, prefix: str) -> str:
    file = harmless(finding.place.file)
    return f"[{escaped(file)}:{finding.place.line}]({prefix}/{file}#L{finding.place.line})"


def _text(text: Mapping[Any, str]) -> str:
    return " / ".join(escaped(" ".join(words.split())) for words in text.values())
