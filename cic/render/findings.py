"""What a check answers, as every renderer for machines takes it, and which module renders which format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import NamedTuple

from cic.diagnostics import Finding, Severity

RENDERERS = {
    "json": "findings_json",
    "github": "findings_github",
    "gitlab": "findings_gitlab",
    "sarif": "findings_sarif",
    "junit": "findings_junit",
    "markdown": "findings_markdown",
}
"""The module of each format; its `render` makes the whole text of an `CheckResult`."""


class CheckResult(NamedTuple):
    """What a check found, and of what.

    findings: sorted by file and line; those that somebody has accepted, or that a baseline knows, among them.
    summary: the counts of the contract (`files`, `errors`, `warnings`, `infos`, `acknowledged`, `known`).
    files: the names of the files that were read, relative to the data folder.
    root: the path of the data folder from the directory in which the command runs, with `/`.
    repository_root: the same from the root of the repository, for what a forge reads.
    as_of: the day of the check, as an ISO date.
    failing: the least severity that makes the command fail.
    """

    findings: Sequence[Finding]
    summary: Mapping[str, int]
    files: Sequence[str]
    root: str
    repository_root: str
    as_of: str
    version: str
    notes: Sequence[str] = ()
    failing: Severity = Severity.ERROR

    @property
    def open_findings(self) -> list[Finding]:
        """Those that nobody has accepted and no baseline knows."""
        return [finding for finding in self.findings if finding.is_open]


def rendered(format: str, result: CheckResult) -> str:
    """The result in one of the formats of `RENDERERS`, with its line break at the end."""
    text: str = import_module(f"cic.render.{RENDERERS[format]}").render(result)
    return text


def joined(root: str, file: str) -> str:
    """The path of a file of the data below the path of its folder, with `/`."""
    return file if root in ("", ".") else f"{root}/{file}"
