"""Findings as the result of a test: each file is a test case, which fails where the command would fail.

A failed case has one failure that names all findings of the file, because Jenkins and GitLab read only the first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement, indent

from cic.diagnostics import Finding
from cic.render.findings import CheckResult
from cic.render.findings_text import advice, message_in_english, shown_file, taking_part
from cic.render.safe_text import XmlText
from cic.render.setting import Setting


def render(result: CheckResult, _: Setting) -> XmlText:
    """A case for each file."""
    by_file: dict[str, list[Finding]] = defaultdict(list)
    for finding in result.open_findings:
        by_file[finding.place.file].append(finding)
    files = sorted({*result.files, *by_file})
    failed = sum(any(finding.severity >= result.failing for finding in found) for found in by_file.values())
    counts = {"tests": str(len(files)), "failures": str(failed), "errors": "0", "skipped": "0"}
    suites = Element("testsuites", {"name": "cic", **counts})
    suite = SubElement(suites, "testsuite", {"name": "cic validate", **counts})
    for file in files:
        _add_case(suite, file, by_file[file], result)
    indent(suites)
    return XmlText.of(suites)


def _add_case(suite: Element, file: str, findings: Sequence[Finding], result: CheckResult) -> None:
    name = shown_file(result.root, file)
    case = SubElement(suite, "testcase", {"name": name, "classname": "cic.validate", "file": name})
    text = "\n".join(line for finding in findings for line in _lines(finding, name, result.root))
    failing = [finding for finding in findings if finding.severity >= result.failing]
    if failing:
        more = f" (and {len(findings) - 1} more)" if len(findings) > 1 else ""
        message = message_in_english(failing[0]) + more
        failure = SubElement(case, "failure", {"type": f"{failing[0].code} {failing[0].rule}", "message": message})
        failure.text = text
    elif findings:
        SubElement(case, "system-out").text = text


def _lines(finding: Finding, name: str, root: str) -> Iterator[str]:
    where = f"{name}:{finding.place.line}:{finding.place.column}"
    yield f"{where}: {finding.severity.label} {finding.code} {finding.rule}: {message_in_english(finding)}"
    yield from (f"    {line}" for line in taking_part(finding, root))
    yield f"    {advice(finding)}"
