"""Findings for a terminal or a log: `full` with an excerpt, `concise` with one line each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from cic.diagnostics import Finding, Message, Related, Severity
from cic.language import ENGLISH, Language
from cic.render.findings import joined
from cic.render.safe_text import harmless

_WIDEST = 160
_MAYBE_PERSONAL = re.compile(r"@|contact|phone|mail|(?:\d+[ /.-]){3}\d|\b0\d{8,}")
_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}


class Paint:
    """Colours by ANSI codes, or none."""

    def __init__(self, on: bool) -> None:
        self.on = on

    def __call__(self, text: str, code: str) -> str:
        """The text in the colour of an SGR code (`31` is red)."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.on else text


def concise(findings: Iterable[Finding], paint: Paint, prefix: str, language: Language = ENGLISH) -> Iterator[str]:
    """One line for each finding: `file:line:column: severity CODE name: message`. `prefix` is the shown path of
    the data folder."""
    for finding in findings:
        yield _headline(finding, paint, prefix, language)


def full(
    findings: Iterable[Finding],
    paint: Paint,
    prefix: str,
    texts: Mapping[str, str],
    show_personal: bool,
    language: Language = ENGLISH,
) -> Iterator[str]:
    """Each finding with the line it is about, every place that takes part, and what to do next.

    texts: the text of each file. show_personal: whether lines with data of persons may be shown (on a terminal only).
    """
    excerpts = Excerpts(texts)
    for finding in findings:
        yield _headline(finding, paint, prefix, language)
        margin = " " * len(str(finding.place.line))
        excerpt = excerpts.of(finding) if show_personal or not finding.personal else None
        if excerpt is not None and not show_personal and _MAYBE_PERSONAL.search(excerpt[0]):
            excerpt = None
        if excerpt is not None:
            line, carets = excerpt
            yield f"{margin} |"
            yield f"{finding.place.line} | {line}"
            yield f"{margin} | {paint(carets, _COLOURS[finding.severity])}"
        yield from (f"{margin} = {line}" for line in taking_part(finding, prefix, language))
        if finding.acknowledged is not None:
            reason = " ".join(language.text(finding.acknowledged.reason).split())
            accepted = language.say(Message("acknowledged"))
            yield f"{margin} = {paint(accepted, '32')}: {harmless(reason)}"
        if finding.known:
            known = language.say(Message("known"))
            yield f"{margin} = {paint(known, '32')}: {language.say(Message('it is in the baseline'))}"
        yield f"{margin} = {advice(finding, language)}"
        yield ""


def taking_part(finding: Finding, prefix: str, language: Language = ENGLISH) -> Iterator[str]:
    """A line for each file in which places take part in the finding, with the value at each place."""
    for file, places in groupby(finding.related, key=lambda related: related.place.file):
        yield f"{shown_file(prefix, file)}: " + " · ".join(_related(place, language) for place in places)


def advice(finding: Finding, language: Language = ENGLISH) -> str:
    """What to do next, on one line."""
    advised = Message("help: {advice} (cic explain {code})", {"advice": finding.hint, "code": finding.code})
    return harmless(language.say_exactly(advised))


def shown_file(prefix: str, file: str) -> str:
    """The path of a file of the data as people see it, safe to print."""
    return harmless(joined(prefix, file))


class Excerpts:
    """The lines that findings point at. Lines of a file are split once."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._lines: dict[str, list[str]] = {}

    def of(self, finding: Finding) -> tuple[str, str] | None:
        """The line of a finding and the carets below it; None where the file could not be read."""
        place = finding.place
        if place.file not in self._texts:
            return None
        if place.file not in self._lines:
            self._lines[place.file] = self._texts[place.file].split("\n")
        lines = self._lines[place.file]
        if place.line > len(lines):
            return None
        line = lines[place.line - 1].rstrip("\r")
        start = place.column - 1
        end = place.end_column - 1 if place.end_line == place.line else len(line)
        cut = max(0, start - _WIDEST // 2) if len(line) > _WIDEST else 0
        shown = line[cut : cut + _WIDEST]
        before, marked = shown[: start - cut], shown[start - cut : max(end, start + 1) - cut]
        dots = "…" if cut else ""
        text = dots + harmless(shown.replace("\t", " "))
        return text, " " * len(dots + harmless(before.replace("\t", " "))) + "^" * max(1, len(harmless(marked)))


def _headline(finding: Finding, paint: Paint, prefix: str, language: Language) -> str:
    place = finding.place
    where = f"{shown_file(prefix, place.file)}:{place.line}:{place.column}:"
    severity = paint(language.say(Message(finding.severity.label)), "1;" + _COLOURS[finding.severity])
    settled = Message("acknowledged") if finding.acknowledged else Message("known") if finding.known else None
    note = f" ({language.say(settled)})" if settled else ""
    message = harmless(language.say_exactly(finding.message))
    return f"{paint(where, '1')} {severity} {finding.code} {finding.rule}: {message}{note}"


def _related(related: Related, language: Language) -> str:
    value = f" {harmless(related.value)}" if related.value is not None else ""
    if len(value) > 41:
        value = value[:40] + "…"
    if related.path.startswith("acknowledgements["):
        value = " " + language.say(Message("accepted this with other figures"))
    return f"{related.place.line}:{related.place.column}{value}"
