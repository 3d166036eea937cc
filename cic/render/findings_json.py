"""Findings for other programs: the contract of `cic validate --format json`. Additions are allowed; a renaming
needs a new version."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from cic.findings import Finding, Place, Related
from cic.render.harmless import harmless_json

SCHEMA_VERSION = 1


def as_json(
    findings: Iterable[Finding], *, version: str, root: str, as_of: str, summary: dict[str, int], notes: list[str]
) -> str:
    """The whole answer as one JSON document that ends in a line break."""
    document = {
        "schema_version": SCHEMA_VERSION,
        "version": version,
        "root": root,
        "as_of": as_of,
        "summary": summary,
        "notes": notes,
        "findings": [_finding(finding, root) for finding in findings],
    }
    return harmless_json(json.dumps(document, ensure_ascii=False, indent=2)) + "\n"


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
        "fingerprint": finding.fingerprint,
        "expected": finding.expected,
        "found": finding.found,
        "difference": finding.difference,
        "figures": dict(finding.figures),
        "related": [_related(related, root) for related in finding.related],
        "acknowledged": {"reason": dict(accepted.reason), "on": accepted.on} if accepted else None,
    }


def _place(place: Place, root: str) -> dict[str, Any]:
    file = place.file if root in ("", ".") else f"{root}/{place.file}"
    return {
        "file": file,
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
