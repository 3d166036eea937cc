"""Findings as Markdown for the summary of a job or a comment on a pull request.

Whatever comes from the data stands between backticks: there neither markup nor links, images, mentions (`@name`),
entities or HTML mean anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from cic.diagnostics import Finding
from cic.render.findings import CheckResult
from cic.render.findings_text import message_in_english, shown_file, taking_part
from cic.render.safe_text import MarkdownText, markdown, sanitized
from cic.render.setting import Setting

_ROOM = 60_000
"""Characters of the page: a comment on GitHub may have 65,536."""
_LONGEST = 1000
"""Characters of one text on the page."""
_EMPTY = markdown("")
_COUNTED = ("files", "errors", "warnings", "infos", "acknowledged", "known")


def render(result: CheckResult, _: Setting) -> MarkdownText:
    """A table of the counts, then the open findings of each file, as many as there is room for."""
    findings = result.open_findings
    lines = [markdown("## Check of the data"), _EMPTY, *_table(result), *_nothing(findings)]
    room = _ROOM - sum(len(line) + 1 for line in lines)
    shown = 0
    for file, found in groupby(findings, key=lambda finding: finding.place.file):
        heading = [_EMPTY, markdown("### {}", code(shown_file(result.root, file))), _EMPTY]
        for finding in found:
            entry = [*heading, *_entry(finding, result.root)]
            room -= sum(len(line) + 1 for line in entry)
            if room < 0:
                more = markdown("**and {} more findings: run `cic validate` for all**", len(findings) - shown)
                return _page([*lines, _EMPTY, more])
            lines += entry
            shown += 1
            heading = []
    return _page(lines)


def code(text: str) -> MarkdownText:
    """The text as code, not longer than is read."""
    safe = sanitized(text)
    if len(safe) > _LONGEST:
        safe = safe[:_LONGEST] + "…"
    return MarkdownText.code(safe)


def _page(lines: Sequence[MarkdownText]) -> MarkdownText:
    return markdown("{}\n", MarkdownText.joined("\n", lines))


def _nothing(findings: Sequence[Finding]) -> Iterator[MarkdownText]:
    if not findings:
        yield markdown("\nNothing is wrong that has not been accepted.")


def _table(result: CheckResult) -> Iterator[MarkdownText]:
    yield _row(_COUNTED)
    yield markdown("|{}", MarkdownText.joined("", [markdown("---:|")] * len(_COUNTED)))
    yield _row(str(result.summary[name]) for name in _COUNTED)


def _row(cells: Iterable[str]) -> MarkdownText:
    return markdown("| {} |", MarkdownText.joined(" | ", map(MarkdownText, cells)))


def _entry(finding: Finding, root: str) -> Iterator[MarkdownText]:
    where = markdown("line {}, column {}", finding.place.line, finding.place.column)
    head = markdown("- **{}** {} {}, {}", finding.severity.label, finding.code, finding.rule, where)
    yield markdown("{}: {}", head, code(message_in_english(finding)))
    yield from (markdown("  - with {}", code(line)) for line in taking_part(finding, root))
    yield markdown("  - help: {}", code(str(finding.hint)))
