"""Accepted findings as a page in Markdown: what is wrong in the documents, where, how much it matters, what to ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from cic.diagnostics import Finding, Message, Severity, Theme
from cic.language import Language
from cic.model.acknowledgements import Cause
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
        return escaped(self.language.say_exactly(finding.message))

    def place(self, finding: Finding) -> str:
        file = harmless(finding.place.file)
        return f"[{escaped(file)}:{finding.place.line}]({self.prefix}/{file}#L{finding.place.line})"

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
    yield f"| {say(Message('how much it matters'))} | {say(Message('findings'))} |"
    yield "|---|---:|"
    for severity, weight in _WEIGHT.items():
        yield f"| {write.severity(severity)}: {say(weight)} | {sum(f.severity is severity for f in findings)} |"
    by_cause = {id: [f for f in findings if f.acknowledged and f.acknowledged.cause == id] for id in causes}
    if by_cause:
        yield from ("", write.heading(Message("What several of them have in common")))
    for id, cause in causes.items():
        yield from ("", f"### {write.text(cause.title)}", "", write.text(cause.story), "")
        yield from (f"- {write.place(f)} {write.message(f)}" for f in by_cause[id])
    yield from _questions(findings, write)
    for theme, heading in THEMES.items():
        own = sorted((f for f in findings if BY_CODE[f.code].theme is theme), key=lambda f: -f.severity)
        if own:
            yield from ("", write.heading(heading))
        for finding in own:
            yield from _entry(finding, write)


def _questions(findings: Sequence[Finding], write: _Writer) -> Iterator[str]:
    asked: dict[str, list[Finding]] = {}
    for finding in sorted(findings, key=lambda f: -f.severity):
        if finding.acknowledged and finding.acknowledged.ask:
            asked.setdefault(write.text(finding.acknowledged.ask), []).append(finding)
    if asked:
        yield from ("", write.heading(Message("What to ask")), "")
    for number, (question, about) in enumerate(asked.items(), 1):
        yield f"{number}. {question} ({', '.join(map(write.place, about))})"


def _entry(finding: Finding, write: _Writer) -> Iterator[str]:
    yield ""
    yield f"**{write.severity(finding.severity)}** {finding.code} {finding.rule}, {write.place(finding)}  "
    yield write.message(finding)
    if finding.acknowledged:
        yield from ("", f"> {write.text(finding.acknowledged.reason)}")
