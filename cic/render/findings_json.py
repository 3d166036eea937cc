"""Findings for other programs: the contract of `cic validate --format json`. Additions are allowed; a renaming
needs a new version."""

from __future__ import annotations

from typing import Any

from cic.diagnostics import Acceptance, Finding, Place, Related
from cic.render.findings import CheckResult, joined
from cic.render.safe_text import JsonText
from cic.render.setting import Setting

SCHEMA_VERSION = 1


def render(result: CheckResult, _: Setting) -> JsonText:
    """The whole result as one JSON document that ends in a line break."""
    document = {
        "schema_version": SCHEMA_VERSION,
        "version": result.version,
        "root": result.root,
        "as_of": result.as_of,
        "summary": dict(result.summary),
        "notes": list(result.notes),
        "findings": [_finding(finding, result.root) for finding in result.findings],
    }
    return JsonText.of(document)


def _finding(finding: Finding, root: str) -> dict[str, Any]:
    accepted = finding.acknowledged
    return {
        "code": finding.code,
        "rule": finding.rule,
        "severity": finding.severity.label,
        "message": str(finding.message),
        "hint": str(finding.hint),
        **_place(finding.place, root),
        "path": finding.path,
        "which": finding.which or None,
        "fingerprint": finding.fingerprint,
        "expected": finding.expected,
        "found": finding.found,
        "difference": finding.difference,
        "figures": dict(finding.figures),
        "rests_on": "reading" if finding.rests_on_reading else "documents",
        "related": [_related(related, root) for related in finding.related],
        "acknowledged": _acceptance(accepted) if accepted else None,
        "known": finding.known,
    }


def _acceptance(accepted: Acceptance) -> dict[str, Any]:
    return {"reason": dict(accepted.reason), "on": accepted.on, "by": accepted.by}


def _place(place: Place, root: str) -> dict[str, Any]:
    return {
        "file": joined(root, place.file),
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
    }


def _related(related: Related, root: str) -> dict[str, Any]:
    place = _place(related.place, root)
    return {
        "file": place["file"],
        "line": place["line"],
        "column": place["column"],
        "path": related.path,
        "value": related.value,
    }
