"""What `cic validate` found, on its way to the terminal, to files and to the summary of a job."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cic.base.errors import UserError
from cic.cli.options import Colour, emit, is_colourful

if TYPE_CHECKING:
    from cic.checks.acknowledgements import Verdict
    from cic.diagnostics import Finding, Message, Severity
    from cic.language import Language
    from cic.render.findings import CheckResult
    from cic.storage.folder import Source
    from cic.storage.loader import Loaded


class Format(str, Enum):
    """How findings are written."""

    full = "full"
    concise = "concise"
    json = "json"
    github = "github"
    gitlab = "gitlab"
    sarif = "sarif"
    junit = "junit"
    markdown = "markdown"


_FOR_PEOPLE = (Format.full, Format.concise)
_JSON = (Format.json, Format.gitlab, Format.sarif)


class Level(str, Enum):
    """The least severity that makes the command fail."""

    error = "error"
    warning = "warning"
    info = "info"

    @property
    def severity(self) -> Severity:
        """The severity of that name."""
        from cic.diagnostics import Severity

        return Severity[self.name.upper()]


class Wanted(NamedTuple):
    """What the person at the keyboard wants to see: of which files (none: of all), by what day, how, which language."""

    files: list[str]
    as_of: str
    failing: Severity
    colour: Colour
    with_settled: bool
    quiet: bool
    language: Language


class Output:
    """What was found, written in the formats that were asked for."""

    def __init__(
        self, loaded: Loaded, shown: list[Verdict], notes: Sequence[Message], where: Source, wanted: Wanted
    ) -> None:
        self.loaded, self.shown, self.said, self.where, self.wanted = loaded, shown, notes, where, wanted
        self._found: dict[bool, list[Finding]] = {}

    def findings(self, settled: bool) -> list[Finding]:
        """The findings, with or without those that are acknowledged or known; placed once for all formats."""
        if settled not in self._found:
            from cic.checks.placement import findings

            self._found[settled] = findings(self.loaded, [one for one in self.shown if settled or one.is_open])
        return self._found[settled]

    def summary(self) -> dict[str, int]:
        """The counts of the contract."""
        counts = Counter(one.problem.rule.severity.label for one in self.shown if one.is_open)
        return {
            "files": self.loaded.files,
            "errors": counts["error"],
            "warnings": counts["warning"],
            "infos": counts["info"],
            "acknowledged": sum(one.acceptance is not None for one in self.shown),
            "known": sum(one.known for one in self.shown),
        }

    def text(self, format: Format, colourful: bool, on_terminal: bool) -> str:
        """All of one format."""
        if format not in _FOR_PEOPLE:
            from cic.render.findings import rendered

            return rendered(format.value, self._answer())
        from cic.render.findings_text import Paint, concise, full

        paint, found, root = Paint(colourful), self.findings(self.wanted.with_settled), self.where.shown
        if format is Format.concise:
            lines = list(concise(found, paint, root, self.wanted.language))
        else:
            lines = list(full(found, paint, root, self.loaded.texts, on_terminal, self.wanted.language))
        if not self.wanted.quiet:
            lines.append(self._closing_line())
        return "".join(line + "\n" for line in lines)

    def _answer(self) -> CheckResult:
        from cic import __version__
        from cic.cli.ci_host import from_repository
        from cic.render.findings import CheckResult

        return CheckResult(
            findings=self.findings(True),
            summary=self.summary(),
            files=[file for file in self.loaded.texts if is_wanted(file, self.wanted.files)],
            root=self.where.shown,
            repository_root=from_repository(self.where.path),
            as_of=self.wanted.as_of,
            version=__version__,
            notes=[str(note) for note in self.said],
            failing=self.wanted.failing,
        )

    def _closing_line(self) -> str:
        counts = self.summary()
        counted = self.wanted.language.counted
        words = [
            counted(counts["files"], "{count} file read", "{count} files read"),
            counted(counts["errors"], "{count} error", "{count} errors"),
            counted(counts["warnings"], "{count} warning", "{count} warnings"),
        ]
        if counts["infos"]:
            words.append(counted(counts["infos"], "{count} info", "{count} infos"))
        words.append(counted(counts["acknowledged"], "{count} acknowledged", "{count} acknowledged"))
        if counts["known"]:
            words.append(counted(counts["known"], "{count} known", "{count} known"))
        return ", ".join(words)

    def show(self, format: Format) -> None:
        """Print to standard output."""
        emit(self.text(format, is_colourful(self.wanted.colour), sys.stdout.isatty()), format in _JSON)

    def write(self, format: Format, path: Path) -> None:
        """Write to a file."""
        from cic.base.files import replace_file

        replace_file(path, self.text(format, False, False).encode())

    def add_to_job_summary(self) -> None:
        """Append the findings to the summary of the job where a GitHub workflow runs the command."""
        from cic.cli.ci_host import SUMMARY_VARIABLE, add_to_job_summary

        if os.environ.get(SUMMARY_VARIABLE):
            fault = add_to_job_summary(self.text(Format.markdown, False, False))
            if fault:
                print(f"note: {fault}", file=sys.stderr)

    def statistics(self, format: Format) -> None:
        """Print how many findings each rule has; in JSON as a list."""
        from cic.diagnostics import Message

        counts = Counter(
            (finding.code, finding.rule, finding.severity) for finding in self.findings(self.wanted.with_settled)
        )
        if format is Format.json:
            fields = [
                {"code": code, "rule": rule, "severity": severity.label, "count": count}
                for (code, rule, severity), count in sorted(counts.items())
            ]
            print(json.dumps(fields, indent=2))
            return
        for (code, rule, severity), count in sorted(counts.items()):
            print(f"{count:5} {code} {rule} ({self.wanted.language.say(Message(severity.label))})")

    def notes(self, elsewhere: int) -> None:
        """Say on standard error what was not checked, and what is not shown."""
        if self.wanted.quiet:
            return
        language = self.wanted.language
        for note in self.said:
            say_note(language.say_exactly(note), language)
        if elsewhere:
            say_note(language.counted(elsewhere, "{count} finding elsewhere", "{count} findings elsewhere"), language)


def say_note(text: str, language: Language) -> None:
    """Print on standard error what stands beside the findings."""
    from cic.diagnostics import Message
    from cic.render.safe_text import harmless

    print(harmless(language.say(Message("note: {text}", {"text": text}))), file=sys.stderr)


def is_wanted(file: str, wanted: list[str]) -> bool:
    """Whether a file is one of those that were named, or below one; with no name, all are."""
    return not wanted or any(not name or file == name or file.startswith(name + "/") for name in wanted)


def format_and_file(word: str) -> tuple[Format, Path]:
    """What `--output FORMAT=FILE` asks for. Raises UserError where the format is unknown or no file is named."""
    name, sign, path = word.partition("=")
    if not sign or not path:
        raise UserError(f"--output {word} names no file", "write FORMAT=FILE: --output json=findings.json")
    try:
        return Format(name), Path(path)
    except ValueError:
        raise UserError(f"--output: there is no format {name}", "formats are " + ", ".join(Format)) from None
