"""What formats of findings share: lines of text, and their colours."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from cic.base.message import Message
from cic.diagnostics import Acceptance, Finding, Related, Severity
from cic.language import ENGLISH, Language
from cic.render.findings import CheckResult, joined
from cic.render.safe_text import sanitized

OURS = Message("rests on our reading")
"""Said of a finding that takes a value of ours into account: it is no contradiction of the documents alone."""

COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}


class Paint:
    """Colours by ANSI codes, or none."""

    def __init__(self, on: bool) -> None:
        self.on = on

    def __call__(self, text: str, code: str) -> str:
        """The text in the colour of an SGR code (`31` is red)."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.on else text


def taking_part(finding: Finding, prefix: str, language: Language = ENGLISH) -> Iterator[str]:
    """A line for each file in which places take part in the finding, with the value at each place."""
    for file, places in groupby(finding.related, key=lambda related: related.place.file):
        yield f"{shown_file(prefix, file)}: " + " · ".join(_related(place, language) for place in places)


def message_in_english(finding: Finding) -> str:
    """What is wrong, for formats that have one language, and that it rests on our reading, where it does."""
    return sanitized(f"{finding.message} ({OURS})" if finding.rests_on_reading else str(finding.message))


def accepted_line(accepted: Acceptance, language: Language) -> str:
    """Why a finding was accepted, then when and by whom, where that is known."""
    reason = " ".join(language.text(accepted.reason).split())
    signed = " ".join(sanitized(word) for word in (accepted.on, accepted.by) if word)
    return f"{sanitized(reason)} ({signed})" if signed else sanitized(reason)


def advice(finding: Finding, language: Language = ENGLISH) -> str:
    """What to do next, on one line."""
    advised = Message("help: {advice} (cic explain {code})", {"advice": finding.hint, "code": finding.code})
    return sanitized(language.say_exactly(advised))


def shown_file(prefix: str, file: str) -> str:
    """The path of a file of the data as people see it, safe to print."""
    return sanitized(joined(prefix, file))


def headline(finding: Finding, paint: Paint, prefix: str, language: Language) -> str:
    """`file:line:column: severity CODE name: message`. prefix: the shown path of the data folder."""
    place = finding.place
    where = f"{shown_file(prefix, place.file)}:{place.line}:{place.column}:"
    severity = paint(language.say(Message(finding.severity.label)), "1;" + COLOURS[finding.severity])
    settled = Message("acknowledged") if finding.acknowledged else Message("known") if finding.known else None
    said = [language.say(words) for words in (settled, OURS if finding.rests_on_reading else None) if words]
    note = f" ({', '.join(said)})" if said else ""
    message = sanitized(language.say_exactly(finding.message))
    return f"{paint(where, '1')} {severity} {finding.code} {finding.rule}: {message}{note}"


def _related(related: Related, language: Language) -> str:
    value = f" {sanitized(related.value)}" if related.value is not None else ""
    if len(value) > 41:
        value = value[:40] + "…"
    if related.path.startswith("acknowledgements["):
        value = " " + language.say(Message("accepted this with other figures"))
    return f"{related.place.line}:{related.place.column}{value}"


def closing_line(result: CheckResult, language: Language) -> str:
    """How much was read and found."""
    counts, counted = result.summary, language.counted
    words = [
        counted(counts["files"], "{count} file read", "{count} files read"),
        counted(counts["errors"], "{count} error", "{count} errors"),
        counted(counts["warnings"], "{count} warning", "{count} warnings"),
    ]
    if counts["infos"]:
        words.append(counted(counts["infos"], "{count} info", "{count} infos"))
    words.append(counted(counts["acknowledged"], "{count} acknowledged", "{count} acknowledged"))
    if counts["known"]:
        words.append(counted(counts["known"], "{count} known", "{count} known"))
    return ", ".join(words)
