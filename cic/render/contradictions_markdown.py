"""Accepted findings as a page in Markdown: what is wrong in the documents, where, how much it matters, what to ask."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from cic.diagnostics import Acceptance, Finding, Message, Severity, Theme
from cic.language import Language
from cic.model.acknowledgements import Cause
from cic.render.findings_text import OURS
from cic.render.safe_text import harmless
from cic.render.setting import Setting
from cic.render.table_markdown import escaped
from cic.rules import BY_CODE

THEMES = {
    Theme.IDENTITY: Message("Numbers, labels and references"),
    Theme.MONEY: Message("Money"),
    Theme.LOGFRAME: Message("The logical framework"),
    Theme.TARGETS: Message("Targets per commune and reports"),
    Theme.COMMUNES: Message("Communes, contacts and population"),
    Theme.CONTEXT: Message("Risks, synergies and what documents claim"),
}
"""The headings in their order; every theme of which something can be accepted has one."""
_WEIGHT = {
    Severity.ERROR: Message("a figure or a promise that cannot be true"),
    Severity.WARNING: Message("two statements that disagree, or something that is missing"),
    Severity.INFO: Message("spelling and form"),
}


class _Writer(NamedTuple):
    """What each part of the page is written with. prefix: leads from the page to the data folder."""

    language: Language
    prefix: str

    def heading(self, words: Message) -> str:
        return f"## {self.language.say(words)}"

    def severity(self, severity: Severity) -> str:
        return self.language.say(Message(severity.label))

    def message(self, finding: Finding) -> str:
        said = escaped(self.language.say_exactly(finding.message))
        return f"{said} (*{self.language.say(OURS)}*)" if finding.rests_on_reading else said

    def place(self, finding: Finding) -> str:
        file = harmless(finding.place.file)
        return f"[{escaped(file)}:{finding.place.line}]({self.prefix}/{file}#L{finding.place.line})"

    def signed(self, accepted: Acceptance) -> str:
        """When it was accepted, and by whom, as far as that is known; empty where neither is."""
        on = self.language.date(datetime.date.fromisoformat(accepted.on)) if accepted.on else None
        if on and accepted.by:
            return escaped(
                self.language.say(Message("accepted on {day} by {person}", {"day": on, "person": accepted.by}))
            )
        if on:
            return self.language.say(Message("accepted on {day}", {"day": on}))
        by = accepted.by
        return escaped(self.language.say(Message("accepted by {person}", {"person": by}))) if by else ""

    def text(self, text: Mapping[Any, str]) -> str:
        """A text of the data; in another language it says in which."""
        words = escaped(" ".join(self.language.text(text).split()))
        return words if self.language.code in text else f"{next(iter(text))}: {words}"


class Contradictions(NamedTuple):
    """What has been accepted in the documents of a programme.

    name: of the programme, where it says one. prefix: leads from the page to the data folder.
    """

    name: Mapping[Any, str] | None
    findings: Sequence[Finding]
    causes: Mapping[str, Cause]
    prefix: str


def render(content: Contradictions, setting: Setting) -> str:
    """The page, in Markdown."""
    return "\n".join(_page(content, _Writer(setting.language, content.prefix))) + "\n"


def _page(content: Contradictions, write: _Writer) -> Iterator[str]:
    name, findings, causes, _ = content
    say = write.language.say
    yield "# " + say(Message("What contradicts itself in the approved documents"))
    if name is not None:
        yield from ("", f"*{write.text(name)}*")
    yield ""
    yield say(Message("The data say what the documents say."))
    yield write.language.counted(
        len(findings),
        "`cic validate` finds {count} place where that cannot all be true, and people have read and accepted it with a "
        "reason.",
        "`cic validate` finds {count} places where that cannot all be true, and people have read and accepted each "
        "with a reason.",
    )
    yield say(Message("This page is made of these reasons (`cic findings`)."))
    yield ""
    yield from _counts(findings, write)
    by_cause = {id: [f for f in findings if f.acknowledged and f.acknowledged.cause == id] for id in causes}
    if by_cause:
        yield from ("", write.heading(Message("What several of them have in common")))
    for id, cause in causes.items():
        yield from ("", f"### {write.text(cause.title)}", "", write.text(cause.story), "")
        yield from (f"- {write.place(f)} {write.message(f)}" for f in by_cause[id])
    yield from _questions(findings, write)
    groups = list(_accepted_together(sorted(findings, key=lambda f: -f.severity)))
    for theme, heading in THEMES.items():
        own = [together for together in groups if BY_CODE[together[0].code].theme is theme]
        if own:
            yield from ("", write.heading(heading))
        for together in own:
            yield from _entry(together, write)


def _counts(findings: Sequence[Finding], write: _Writer) -> Iterator[str]:
    """How many there are of each weight: of the documents alone, and with a reading of ours."""
    say = write.language.say
    heads = (
        Message("how much it matters"),
        Message("the documents against themselves"),
        Message("against our reading of them"),
    )
    yield "| " + " | ".join(map(say, heads)) + " |"
    yield "|---|---:|---:|"
    for severity, weight in _WEIGHT.items():
        ours = [finding.rests_on_reading for finding in findings if finding.severity is severity]
        yield f"| {write.severity(severity)}: {say(weight)} | {ours.count(False)} | {ours.count(True)} |"
    if any(finding.rests_on_reading for finding in findings):
        yield ""
        yield say(
            Message(
                "What is marked “{mark}” compares the documents with what no document prints and we read into their "
                "words: if the reading is wrong, so is the finding.",
                {"mark": OURS},
            )
        )


def _questions(findings: Sequence[Finding], write: _Writer) -> Iterator[str]:
    asked: dict[str, list[Finding]] = {}
    for finding in sorted(findings, key=lambda f: -f.severity):
        if finding.acknowledged and finding.acknowledged.ask:
            asked.setdefault(write.text(finding.acknowledged.ask), []).append(finding)
    if asked:
        yield from ("", write.heading(Message("What to ask")), "")
    for number, (question, about) in enumerate(asked.items(), 1):
        yield f"{number}. {question} ({', '.join(map(write.place, about))})"


def _accepted_together(findings: Sequence[Finding]) -> Iterator[Sequence[Finding]]:
    """The findings, those that were accepted with the same words in one, where the first of them stands."""
    groups: dict[object, list[Finding]] = {}
    for number, finding in enumerate(findings):
        accepted = finding.acknowledged
        groups.setdefault(tuple(accepted.reason.items()) if accepted else number, []).append(finding)
    yield from groups.values()


def _entry(together: Sequence[Finding], write: _Writer) -> Iterator[str]:
    """Findings that one reason accepts, then that reason."""
    for finding in together:
        yield ""
        yield f"**{write.severity(finding.severity)}** {finding.code} {finding.rule}, {write.place(finding)}  "
        yield write.message(finding)
    accepted = together[0].acknowledged
    if accepted:
        yield from ("", f"> {write.text(accepted.reason)}")
        signed = write.signed(accepted)
        if signed:
            yield from (">", f"> {signed}")
