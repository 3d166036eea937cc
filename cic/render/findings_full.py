"""Findings for a terminal or a log, each with an excerpt of the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from cic.base.message import Message
from cic.diagnostics import Finding, Place
from cic.render.findings import CheckResult
from cic.render.findings_text import COLOURS, Paint, accepted_line, advice, closing_line, headline, taking_part
from cic.render.safe_text import PlainText, sanitized
from cic.render.setting import Setting
from cic.render.table_fit import width

_WIDEST = 160


def render(result: CheckResult, setting: Setting) -> PlainText:
    """Each finding with the line it is about, every place that takes part, and what to do next; then how many there
    are. Lines with data of persons are shown on a terminal only."""
    lines = (line for text in _lines(result, setting) for line in _broken(text, setting.width))
    return PlainText.page("".join(line + "\n" for line in lines))


_COLOUR = re.compile("\x1b\\[[0-9;]*m")
_EXCERPT = re.compile(r" *\d* \|")


def _broken(line: str, room: int | None) -> Iterator[str]:
    """The line over as many as fit the room that was asked for, at its blanks; an excerpt stays as it is."""
    if room is None or _EXCERPT.match(line) or width(_COLOUR.sub("", line)) <= room:
        yield line
        return
    hanging = " " * 4
    part = ""
    for word in line.split(" "):
        longer = f"{part} {word}" if part else word
        if part.strip() and width(_COLOUR.sub("", longer)) > room:
            yield part
            longer = hanging + word
        part = longer
    yield part


def _lines(result: CheckResult, setting: Setting) -> Iterator[str]:
    paint, language = Paint(setting.colourful), setting.language
    excerpts = _Excerpts(result.texts)
    for finding in result.findings:
        yield headline(finding, paint, result.root, language)
        margin = " " * len(str(finding.place.line))
        excerpt = excerpts.of(finding)
        if excerpt is not None and not setting.on_terminal:
            is_personal = finding.personal or result.tells_of_person(finding.place.file, excerpts.line(finding.place))
            excerpt = None if is_personal else excerpt
        if excerpt is not None:
            line, carets = excerpt
            yield f"{margin} |"
            yield f"{finding.place.line} | {line}"
            yield f"{margin} | {paint(carets, COLOURS[finding.severity])}"
        yield from (f"{margin} = {line}" for line in taking_part(finding, result.root, language))
        if finding.acknowledged is not None:
            accepted = language.say(Message("acknowledged"))
            yield f"{margin} = {paint(accepted, '32')}: {accepted_line(finding.acknowledged, language)}"
        if finding.known:
            known = language.say(Message("known"))
            yield f"{margin} = {paint(known, '32')}: {language.say(Message('it is in the baseline'))}"
        yield f"{margin} = {advice(finding, language)}"
        yield ""
    if not result.is_brief:
        yield closing_line(result, language)


class _Excerpts:
    """The lines that findings point at. Lines of a file are split once."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._lines: dict[str, list[str]] = {}

    def line(self, place: Place) -> str:
        """The whole line of a place; empty where there is none."""
        if place.file not in self._lines:
            self._lines[place.file] = self._texts[place.file].split("\n") if place.file in self._texts else []
        lines = self._lines[place.file]
        return lines[place.line - 1].rstrip("\r") if place.line <= len(lines) else ""

    def of(self, finding: Finding) -> tuple[str, str] | None:
        """The line of a finding and the carets below it; None where there is none."""
        place = finding.place
        line = self.line(place)
        if place.line > len(self._lines[place.file]):
            return None
        start = place.column - 1
        end = place.end_column - 1 if place.end_line == place.line else len(line)
        cut = max(0, start - _WIDEST // 2) if len(line) > _WIDEST else 0
        shown = line[cut : cut + _WIDEST]
        before, marked = shown[: start - cut], shown[start - cut : max(end, start + 1) - cut]
        dots = "…" if cut else ""
        text = dots + sanitized(shown.replace("\t", " "))
        return text, " " * len(dots + sanitized(before.replace("\t", " "))) + "^" * max(1, len(sanitized(marked)))
