"""Findings as a Code Quality report, which GitLab shows in the merge request and beside the changed lines."""

from __future__ import annotations

from typing import Any

from cic.diagnostics import Finding, Severity
from cic.render.findings import CheckResult, joined
from cic.render.findings_text import message_in_english, taking_part
from cic.render.safe_text import JsonText
from cic.render.setting import Setting

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(result: CheckResult, _: Setting) -> JsonText:
    """A JSON list with what is open; GitLab itself compares it with that of the target branch."""
    entries = [_entry(finding, result.repository_root) for finding in result.open_findings]
    return JsonText.of(entries)


def _entry(finding: Finding, root: str) -> dict[str, Any]:
    said = f"{finding.rule}: {message_in_english(finding)}"
    return {
        "description": "; ".join((said, *taking_part(finding, root))),
        "check_name": finding.code,
        "fingerprint": finding.fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": joined(root, finding.place.file), "lines": {"begin": finding.place.line}},
    }
