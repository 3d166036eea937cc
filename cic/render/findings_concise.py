"""Findings for a terminal or a log, one line each."""

from __future__ import annotations

from collections.abc import Iterator

from cic.render.findings import CheckResult
from cic.render.findings_text import Paint, closing_line, headline
from cic.render.safe_text import PlainText
from cic.render.setting import Setting


def render(result: CheckResult, setting: Setting) -> PlainText:
    """One line for each finding, and how many there are."""
    return PlainText.page("".join(line + "\n" for line in _lines(result, setting)))


def _lines(result: CheckResult, setting: Setting) -> Iterator[str]:
    paint = Paint(setting.colourful)
    for finding in result.findings:
        yield headline(finding, paint, result.root, setting.language)
    if not result.is_brief:
        yield closing_line(result, setting.language)
