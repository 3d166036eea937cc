"""Findings as Markdown for the summary of a job or a comment on a pull request.

Whatever comes from the data stands between backticks: there neither markup nor links, images, mentions (`@name`),
entities or HTML mean anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from cic.diagnostics import Finding
from cic.render.findings import CheckResult
from cic.render.findings_text import message_in_english, shown_file, taking_part
from cic.render.safe_text import harmless
from cic.render.setting import Setting

_ROOM = 60_000
"""Characters of the page: a comment on GitHub may have 65,536."""
_LONGEST = 1000
"""Characters of one text on the page."""
_COUNTED = ("files", "errors", "warnings", "infos", "acknowledged", "known")


def render(result: CheckResult, _: Setting) -> str:
    """A table of the counts, then the open findings of each file, as many as there is room for."""
    findings = result.open_findings
    lines = ["## Check of the data", "", *_table(result), *_nothing(findings)]
    room = _ROOM - sum(len(line) + 1 for line in lines)
    shown = 0
    for file, found in groupby(findings, key=lambda finding: finding.place.file):
        heading = ["", f"### {code(shown_file(result.root, file))}", ""]
        for finding in found:
            entry = [*heading, *_entry(finding, result.root)]
            room -= sum(len(line) + 1 for line in entry)
            if room < 0:
                return _page([*lines, "", f"**and {len(findings) - shown} more findings: run `cic validate` for all**"])
            lines += entry
            shown += 1
            heading = []
    return _page(lines)


def code(text: str) -> str:
    """The text between as many backticks as keep it a code span, on one line and not longer than is read."""
    safe: str = harmless(text)
    if len(safe) > _LONGEST:
        safe = safe[:_LONGEST] + "…"
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", safe)), default=0))
    pad = " " if safe[:1] in ("`", " ", "") or safe[-1:] in ("`", " ") else ""
    return f"{fence}{pad}{safe}{pad}{fence}"


def _page(lines: Sequence[str]) -> str:
    return "\n".join(lines).rstrip("\n") + "\n"


def _nothing(findings: Sequence[Finding]) -> Iterator[str]:
    if not findings:
        yield ""
        yield "Nothing is wrong that has not been accepted."


def _table(result: CheckResult) -> Iterator[str]:
    yield "| " + " | ".join(_COUNTED) + " |"
    yield "|" + "---:|" * len(_COUNTED)
    yield "| " + " | ".join(str(result.summary[name]) for name in _COUNTED) + " |"


def _entry(finding: Finding, root: str) -> Iterator[str]:
    where = f"line {finding.place.line}, column {finding.place.column}"
    message = code(message_in_english(finding))
    yield f"- **{finding.severity.label}** {finding.code} {finding.rule}, {where}: {message}"
    yield from (f"  - with {code(line)}" for line in taking_part(finding, root))
    yield f"  - help: {code(str(finding.hint))}"
