"""Findings as commands that GitHub shows as annotations of the changed lines."""

from __future__ import annotations

from collections.abc import Iterator

from cic.diagnostics import Finding, Severity
from cic.render.findings import CheckResult
from cic.render.findings_text import advice, message_in_english, shown_file, taking_part
from cic.render.safe_text import CommandText
from cic.render.setting import Setting

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_LONGEST = 4000
"""Characters of a message; GitHub refuses annotations of more than 64 KB."""


def render(result: CheckResult, _: Setting) -> CommandText:
    """A command a line, the most severe first, because GitHub shows only the first ten of a kind in a step."""
    worst_first = sorted(result.open_findings, key=lambda finding: -finding.severity)
    return CommandText.joined("", (_command(finding, result.repository_root) for finding in worst_first))


def _command(finding: Finding, root: str) -> CommandText:
    message = "\n".join((message_in_english(finding), *taking_part(finding, root), advice(finding)))
    return CommandText.command(_COMMANDS[finding.severity], _properties(finding, root), message[:_LONGEST])


def _properties(finding: Finding, root: str) -> Iterator[tuple[str, str]]:
    place = finding.place
    yield "file", shown_file(root, place.file)
    yield "line", str(place.line)
    # GitHub drops the columns of a stretch of several lines, with a complaint.
    if place.line == place.end_line:
        yield "col", str(place.column)
    yield "endLine", str(place.end_line)
    if place.line == place.end_line:
        yield "endColumn", str(place.end_column)
    yield "title", f"{finding.code} {finding.rule}"
