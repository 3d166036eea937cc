"""What a check answers, as every renderer of findings takes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from cic.diagnostics import Finding, Severity


class CheckResult(NamedTuple):
    """What a check found, and of what.

    findings: sorted by file and line; for machines those that somebody has accepted, or that a baseline knows, among
    them, for people where they ask.
    summary: the counts of the contract (`files`, `errors`, `warnings`, `infos`, `acknowledged`, `known`).
    files: the names of the files that were read, relative to the data folder.
    root: the path of the data folder from the directory in which the command runs, with `/`.
    repository_root: the same from the root of the repository, for what a forge reads.
    as_of: the day of the check, as an ISO date.
    failing: the least severity that makes the command fail.
    texts: of each file, for excerpts. tells_of_person: whether a line of a file may hold data of persons. is_brief:
    whether people want the findings alone, without a summary. address: of the repository on its web site, if it has
    one that is known.
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
    texts: Mapping[str, str] = MappingProxyType({})
    tells_of_person: Callable[[str, str], bool] = lambda _file, _line: False
    is_brief: bool = False
    address: str = ""

    @property
    def open_findings(self) -> list[Finding]:
        """Those that nobody has accepted and no baseline knows."""
        return [finding for finding in self.findings if finding.is_open]


def joined(root: str, file: str) -> str:
    """The path of a file of the data below the path of its folder, with `/`."""
    return file if root in ("", ".") else f"{root}/{file}"
