"""Findings as SARIF 2.1.0, which code scanning and editors read."""

from __future__ import annotations

import os
import re
from typing import Any
from urllib.parse import quote

from cic.diagnostics import Finding, Place, Related, Severity
from cic.render.findings import CheckResult, joined
from cic.render.findings_text import message_in_english
from cic.render.safe_text import JsonText, sanitized
from cic.render.setting import Setting
from cic.rules import BY_CODE
from cic.rules.manual import page

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_ROOT = "%SRCROOT%"
"""The name that others use for the root of the repository. No address is given for it: it would be this machine's."""

_PACKAGE = "pkg:pypi/cic-programme"
"""The address of the program as a package, where no web site of the repository is known."""
_CHECKS = re.compile(r"^## What it checks\n+(.*?)\n+^## ", re.MULTILINE | re.DOTALL)
"""What a rule checks, in its manual."""
_EXAMPLES = "\n## Fails"
"""The heading in the manual below which the examples stand; they are for `cic explain`."""


def render(result: CheckResult, _: Setting) -> JsonText:
    """One run, with the rules that found something and all findings; what is accepted or known is suppressed.

    It is long and only machines read it, so it stands on one line.
    """
    codes = sorted({finding.code for finding in result.findings})
    results = [_result(finding, codes.index(finding.code), result.repository_root) for finding in result.findings]
    driver = {
        "name": "cic",
        "version": result.version,
        "informationUri": result.address or f"{_PACKAGE}@{result.version}",
        "rules": [_rule(code) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the repository"}}},
        "invocations": [_invocation(result)],
        "results": results,
    }
    document = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return JsonText.of(document, indent=None)


def _invocation(result: CheckResult) -> dict[str, Any]:
    notes = [{"level": "note", "message": {"text": _plain(note)}} for note in result.notes]
    return {"executionSuccessful": True, "toolExecutionNotifications": notes}


def _rule(code: str) -> dict[str, Any]:
    rule, manual = BY_CODE[code], page(code).partition(_EXAMPLES)[0]
    checks = _CHECKS.search(manual)
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": _plain(rule.title)},
        "fullDescription": {"text": _plain(" ".join(checks[1].split()) if checks else rule.title)},
        "help": {"text": _plain(manual, one_line=False), "markdown": manual},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(finding: Finding, rule_index: int, root: str) -> dict[str, Any]:
    result = {
        "ruleId": finding.code,
        "ruleIndex": rule_index,
        "level": _LEVELS[finding.severity],
        "message": {"text": _plain(f"{message_in_english(finding)} (help: {finding.hint})")},
        "locations": [{"physicalLocation": _physical(finding.place, root)}],
        "relatedLocations": [_related(number, one, root) for number, one in enumerate(finding.related, 1)],
        "partialFingerprints": {"cic/v1": finding.fingerprint},
        "properties": {"restsOn": "reading" if finding.rests_on_reading else "documents"},
    }
    if finding.acknowledged is not None:
        reason = " / ".join(" ".join(words.split()) for words in finding.acknowledged.reason.values())
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": sanitized(reason)}]
    elif finding.known:
        why = "known: it was there when the baseline was written"
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": why}]
    return result


def _related(number: int, related: Related, root: str) -> dict[str, Any]:
    location: dict[str, Any] = {"id": number, "physicalLocation": _physical(related.place, root)}
    if related.value is not None:
        location["message"] = {"text": _plain(related.value)}
    return location


def _physical(place: Place, root: str) -> dict[str, Any]:
    return {
        "artifactLocation": {"uri": quote(os.fsencode(joined(root, place.file)), safe="/"), "uriBaseId": _ROOT},
        "region": {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
        },
    }


def _plain(text: str, one_line: bool = True) -> str:
    """A plain text message, in which SARIF reads `[words](address)` as a link and `{0}` as a placeholder."""
    safe = sanitized(text) if one_line else text
    for sign in "\\[]":
        safe = safe.replace(sign, "\\" + sign)
    return safe.replace("{", "{{").replace("}", "}}")
